// Asks for exactly the fields that a card needs before it may stand in its new column.
import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { describeField, describeProblem } from '../../../api/describe.ts';
import { Problem } from '../../../api/problem.ts';
import type { ObjectType } from '../../../api/types.ts';
import { faceOf } from '../../../field/faces.ts';
import { isBlank } from '../../../field/shared/values.ts';
import { t } from '../../../i18n/index.ts';
import type { Asking } from './moves.ts';

interface Props {
  object: ObjectType;
  asking: Asking;
  onAnswer: (values: Record<string, unknown>) => Promise<void> | undefined;
  onGiveUp: () => void;
}

export function AskDialog({ object, asking: { row, to, fields, problem }, onAnswer, onGiveUp }: Props) {
  const [values, setValues] = useState<Record<string, unknown>>(() =>
    Object.fromEntries(fields.flatMap(({ key }) => (isBlank(row[key]) ? [] : [[key, row[key]]]))),
  );
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const told = problem instanceof Problem ? problem.problems : [];
  const messageOf = (key: string) => {
    const own = told.filter(({ field }) => field.split(/[.[]/)[0] === key).map(describeField);
    // What the server misses in an empty field is no mistake yet: it is what the dialog asks for.
    if (own.length && (tried || !isBlank(values[key]))) return own.join(' ');
    return tried && isBlank(values[key]) ? t('board.needed') : undefined;
  };
  const submit = async () => {
    setTried(true);
    if (fields.some(({ key }) => isBlank(values[key]))) return;
    setBusy(true);
    await onAnswer(values);
    setBusy(false);
  };
  return (
    <Modal
      opened
      onClose={onGiveUp}
      title={t('board.ask', { column: to.label })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
      centered
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <span>
            {t('board.ask_text', { title: row.title || t('record.untitled'), object: object.label.toLowerCase() })}
          </span>
          {problem !== null && !told.length && (
            <Alert color="red" role="alert">
              {describeProblem(problem)}
            </Alert>
          )}
          {fields.map((field, index) => {
            const { Input } = faceOf(field);
            return (
              <Input
                key={field.key}
                field={field}
                value={values[field.key] ?? null}
                onChange={(value) => setValues((old) => ({ ...old, [field.key]: value }))}
                label={field.label}
                description={field.help ?? undefined}
                required
                error={messageOf(field.key)}
                autoFocus={index === 0}
              />
            );
          })}
          <Group justify="flex-end" gap="xs">
            <Button variant="subtle" color="gray" onClick={onGiveUp}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('board.move')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
