// What serving customers costs: tried out here, or written down for everybody by an administrator.
import { Alert, Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { findServingRates, putServingRates, type ServingRates } from '../../api/offers.ts';
import { useSession } from '../../api/session_context.tsx';
import { t } from '../../i18n/index.ts';

const NAMES = ['hour', 'call_minutes', 'meeting_minutes', 'purchase', 'taken_back', 'information'] as const;

/** A rate that is tried out: it stands in the address, and the workspace's own is kept. */
export function RateField(props: {
  name: 'hour' | 'purchase' | 'taken_back' | 'information';
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const { name, value, onChange } = props;
  return (
    <NumberInput
      key={value ?? ''}
      label={t(`profit.rate.${name}`)}
      placeholder={t('profit.rate.usual')}
      defaultValue={value === undefined ? '' : Number(value)}
      min={0}
      decimalScale={2}
      w={160}
      onBlur={(event) => {
        const text = event.currentTarget.value.replace(',', '.').trim();
        const next = text === '' || !Number.isFinite(Number(text)) ? undefined : String(Number(text));
        if (next !== value) onChange(next);
      }}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}

export function Rates() {
  const { administrator } = useSession().role;
  const [isOpen, setOpen] = useState(false);
  if (!administrator) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('profit.rates')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('profit.rates')}
        closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
      >
        {isOpen && <RatesForm onDone={() => setOpen(false)} />}
      </Modal>
    </>
  );
}

function RatesForm({ onDone }: { onDone: () => void }) {
  const client = useQueryClient();
  const found = useQuery({ queryKey: ['serving-rates'], queryFn: ({ signal }) => findServingRates(signal) });
  const [changed, setChanged] = useState<Partial<ServingRates>>({});
  const save = useMutation({
    mutationFn: putServingRates,
    onSuccess: async (rates) => {
      client.setQueryData(['serving-rates'], rates);
      await client.invalidateQueries({ queryKey: ['analysis'] });
      onDone();
    },
  });
  if (!found.data) return null;
  const rates = { ...found.data, ...changed };
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('profit.rates_text')}
      </Text>
      {NAMES.map((name) => (
        <NumberInput
          key={name}
          label={t(`profit.rate.${name}`)}
          value={Number(rates[name])}
          min={0}
          decimalScale={name.endsWith('minutes') ? 0 : 2}
          onChange={(next) =>
            setChanged({ ...changed, [name]: name.endsWith('minutes') ? Number(next) : String(next || 0) })
          }
        />
      ))}
      {save.isError && <Alert color="red">{describeProblem(save.error)}</Alert>}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t('action.cancel')}
        </Button>
        <Button loading={save.isPending} onClick={() => save.mutate(rates)}>
          {t('action.save')}
        </Button>
      </Group>
    </Stack>
  );
}
