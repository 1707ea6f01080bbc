// Adjusts what is expected of a seller or a team in one category, with the reason; shows what was adjusted before, and by whom.
import { ActionIcon, Button, Group, Modal, NumberInput, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import type { Category, ForecastRow } from '../../api/goals.ts';
import { keys } from '../../api/query.ts';
import { createRecord, removeRecord } from '../../api/records.ts';
import { useObject } from '../../dictionary/context.tsx';
import { formatRelative } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { firstDayOf, lengthOf } from './period.ts';
import { quantityText, sizeOf } from './quantity.ts';

/** How many decimals an amount of a currency has. */
function decimalsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

export function AdjustDialog({
  row,
  category,
  period,
  currency,
  onClose,
}: {
  row: ForecastRow;
  category: Category;
  period: string;
  currency: string;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const plural = useObject('forecast_adjustment')?.plural ?? 'forecast_adjustments';
  const now = sizeOf(row.adjusted[category]);
  const [expected, setExpected] = useState<number | string>(now);
  const [reason, setReason] = useState('');
  const [failed, setFailed] = useState<string | null>(null);
  const before = row.adjustments.filter((one) => one.category === category);
  const decimals = decimalsOf(currency);
  const change = Number(expected) - now;
  const done = () => void client.invalidateQueries({ queryKey: keys.lists('deal') });
  const save = async () => {
    try {
      await createRecord(plural, {
        [row.kind]: row.id,
        period: lengthOf(period),
        starts_on: firstDayOf(period),
        category,
        amount: { amount: change.toFixed(decimals), currency },
        reason,
      });
      done();
      onClose();
    } catch (error) {
      setFailed(describeProblem(error));
    }
  };
  const takeBack = async (id: string) => {
    try {
      await removeRecord(plural, id);
      done();
      onClose();
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('forecast.adjust', { name: row.title ?? '', category: t(`forecast.category.${category}`) })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <Stack gap="sm">
        <NumberInput
          data-autofocus
          label={t('forecast.expect', { currency })}
          description={t('forecast.deals_say', { amount: quantityText(row.open[category].amount) })}
          value={expected}
          onChange={setExpected}
          decimalScale={decimals}
          thousandSeparator=" "
          hideControls
        />
        <Textarea
          label={t('forecast.reason')}
          required
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {before.map((one) => (
          <Group key={one.id} justify="space-between" wrap="nowrap" gap="xs" align="flex-start">
            <div>
              <Text size="sm">
                {quantityText(one.amount)} · {one.reason}
              </Text>
              <Text size="xs" c="dimmed">
                {one.by}, {formatRelative(one.at)}
              </Text>
            </div>
            {one.can && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('forecast.take_back')}
                onClick={() => void takeBack(one.id)}
              >
                <Trash2 size={15} />
              </ActionIcon>
            )}
          </Group>
        ))}
        {failed && (
          <Text size="sm" c="red" role="alert">
            {failed}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button disabled={!change || !reason.trim()} onClick={() => void save()}>
            {t('forecast.adjust_do')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
