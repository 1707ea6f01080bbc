// What holds for one field of a layout: whether it is required, when it is shown, whether it stands on the form.
import { Button, Modal, SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import type { Condition, LayoutField } from '../../../api/layouts.ts';
import type { Field, ObjectType } from '../../../api/types.ts';
import { t } from '../../../i18n/index.ts';
import { RuleEditor } from './RuleEditor.tsx';

interface Props {
  object: ObjectType;
  field: Field;
  placed: LayoutField;
  onChange: (change: Partial<LayoutField>) => void;
  onClose: () => void;
}

export function FieldRules({ object, field, placed, onChange, onClose }: Props) {
  const first = object.fields.find((one) => one.key !== field.key && !one.system)?.key ?? '';
  const start: Condition = { and: [{ field: first, op: 'filled' }] };
  const required = field.required
    ? 'always'
    : typeof placed.required === 'object'
      ? 'if'
      : placed.required
        ? 'always'
        : 'never';
  return (
    <Modal opened onClose={onClose} title={field.label} closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}>
      <Stack gap="lg">
        <Stack gap="xs">
          <Text size="sm" fw={600}>
            {t('layout.required')}
          </Text>
          <SegmentedControl
            aria-label={t('layout.required')}
            disabled={field.required}
            value={required}
            data={[
              { value: 'never', label: t('layout.never') },
              { value: 'always', label: t('layout.always') },
              { value: 'if', label: t('layout.if') },
            ]}
            onChange={(next) => onChange({ required: next === 'if' ? start : next === 'always' ? true : undefined })}
          />
          {field.required && (
            <Text size="xs" c="dimmed">
              {t('layout.required_always')}
            </Text>
          )}
          {typeof placed.required === 'object' && (
            <RuleEditor
              object={object}
              field={field.key}
              rule={placed.required}
              onChange={(rule) => onChange({ required: rule })}
            />
          )}
        </Stack>
        <Stack gap="xs">
          <Text size="sm" fw={600}>
            {t('layout.shown')}
          </Text>
          <SegmentedControl
            aria-label={t('layout.shown')}
            value={placed.shown_if ? 'if' : 'always'}
            data={[
              { value: 'always', label: t('layout.always') },
              { value: 'if', label: t('layout.if') },
            ]}
            onChange={(next) => onChange({ shown_if: next === 'if' ? start : undefined })}
          />
          {placed.shown_if && (
            <RuleEditor
              object={object}
              field={field.key}
              rule={placed.shown_if}
              onChange={(rule) => onChange({ shown_if: rule })}
            />
          )}
        </Stack>
        <Switch
          label={t('layout.on_form')}
          checked={placed.on_form !== false}
          onChange={(event) => onChange({ on_form: event.currentTarget.checked ? undefined : false })}
        />
        <Button onClick={onClose} style={{ alignSelf: 'flex-end' }}>
          {t('layout.done')}
        </Button>
      </Stack>
    </Modal>
  );
}
