// Opens what is too long to be listed by a filter: the records behind a mark are kept as an audience, under a name, and shown.
import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Snowflake } from 'lucide-react';
import { useState } from 'react';
import { freezeMark, type MarkList } from '../../api/analyses.ts';
import { describeProblem } from '../../api/describe.ts';
import { keys } from '../../api/query.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { formatDate, formatInteger } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';

export function FreezeDialog({
  run,
  list,
  name,
  onClose,
}: {
  run: string;
  list: MarkList;
  name: string;
  onClose: () => void;
}) {
  const { byKey } = useDictionary();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [called, setCalled] = useState(`${name || list.mark}, ${formatDate(new Date().toISOString().slice(0, 10))}`);
  const plural = byKey.get(list.object)?.plural ?? list.object;
  const freeze = useMutation({
    mutationFn: () => freezeMark(run, { mark: list.mark ?? '', object: list.object, name: called }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: keys.lists('audience') });
      void navigate({ to: '/$plural', params: { plural }, search: { filter: { member_of: id } } as never });
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('knowledge.keep_list')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          freeze.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{t('knowledge.keep_list_text', { number: formatInteger(list.customers ?? 0) })}</Text>
          <TextInput
            label={t('knowledge.keep_list_name')}
            value={called}
            required
            maxLength={200}
            data-autofocus
            onChange={(event) => setCalled(event.currentTarget.value)}
          />
          {freeze.isError && <Alert color="red">{describeProblem(freeze.error)}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={freeze.isPending} leftSection={<Snowflake size={15} />}>
              {t('knowledge.keep_list_do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
