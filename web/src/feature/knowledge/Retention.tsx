// How many answers are kept: of each analysis the newest of each user. What is marked to be kept stays for ever.
import { Group, NumberInput, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { findRetention, putRetention } from '../../api/analyses.ts';
import { describeProblem } from '../../api/describe.ts';
import { t } from '../../i18n/index.ts';

const KEY = ['analysis', 'retention'];

export function Retention() {
  const client = useQueryClient();
  const found = useQuery({ queryKey: KEY, queryFn: ({ signal }) => findRetention(signal) });
  const put = useMutation({
    mutationFn: putRetention,
    onSuccess: (rule) => client.setQueryData(KEY, rule),
  });
  if (!found.data) return null;
  const save = (value: number) => {
    if (value !== found.data.newest) put.mutate(value);
  };
  return (
    <Group mb="md" gap="sm" align="center">
      <NumberInput
        key={found.data.newest}
        label={t('archive.newest')}
        description={t('archive.newest_text')}
        defaultValue={found.data.newest}
        min={1}
        max={1000}
        allowDecimal={false}
        w={320}
        error={put.isError && describeProblem(put.error)}
        onBlur={(event) => save(Number(event.currentTarget.value))}
        onKeyDown={(event) => event.key === 'Enter' && save(Number(event.currentTarget.value))}
      />
      {put.isSuccess && (
        <Text size="sm" c="dimmed" role="status">
          {t('archive.saved')}
        </Text>
      )}
    </Group>
  );
}
