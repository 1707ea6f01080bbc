// A link to a record of another object (or to the user who owns the record).
import { Group, Pill, Stack } from '@mantine/core';
import { t } from '../../i18n/index.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { takesList } from '../shared/filters.tsx';
import { asLink, asText, type LinkValue } from '../shared/values.ts';
import type { CellProps, FieldFace, FilterProps, InputProps } from '../types.ts';
import { LinkPicker } from './LinkPicker.tsx';
import { LinkTitle, useLinkTitle } from './LinkTitle.tsx';
import { RecordLink } from './RecordLink.tsx';

function Cell({ value, field }: CellProps) {
  const link = asLink(value);
  if (!link) return null;
  const title = link.title || t('record.untitled');
  if ((link.object ?? field.to) === 'user') {
    return (
      <span style={{ display: 'inline-flex', gap: 6, alignItems: 'center', minWidth: 0 }}>
        <Avatar name={title} size={18} /> {title}
      </span>
    );
  }
  return (
    <RecordLink object={link.object ?? field.to ?? ''} id={link.id}>
      {title}
    </RecordLink>
  );
}

function Input(props: InputProps) {
  return (
    <LinkPicker
      to={props.field.to ?? 'user'}
      value={asLink(props.value)}
      onChange={(next) => props.onChange(next)}
      label={props.label}
      description={props.description}
      error={props.error}
      required={props.required}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      aria-label={props['aria-label'] ?? props.field.label}
    />
  );
}

function Filter(props: FilterProps) {
  return takesList(props.operator) ? <SeveralFilter {...props} /> : <OneFilter {...props} />;
}

function OneFilter({ field, value, onChange }: FilterProps) {
  const to = field.to ?? 'user';
  const id = asText(value);
  const title = useLinkTitle(to, id);
  return (
    <Stack gap={6}>
      <LinkPicker
        to={to}
        value={id ? { id, title: title ?? '…' } : null}
        onChange={(next) => onChange(next?.id)}
        aria-label={field.label}
        withinPortal={false}
      />
      {to === 'user' && (
        <Pill
          component="button"
          style={{ cursor: 'pointer', alignSelf: 'flex-start' }}
          onClick={() => onChange('me')}
          data-active={id === 'me' || undefined}
        >
          {t('filter.me')}
        </Pill>
      )}
    </Stack>
  );
}

function SeveralFilter({ field, value, onChange }: FilterProps) {
  const to = field.to ?? 'user';
  const ids = Array.isArray(value) ? value.map(asText) : [];
  return (
    <Stack gap={6}>
      <LinkPicker
        to={to}
        value={null}
        onChange={(next: LinkValue | null) => next && !ids.includes(next.id) && onChange([...ids, next.id])}
        aria-label={field.label}
        withinPortal={false}
      />
      <Group gap={4}>
        {ids.map((id) => (
          <Pill key={id} withRemoveButton onRemove={() => onChange(ids.filter((other) => other !== id))}>
            <LinkTitle to={to} id={id} />
          </Pill>
        ))}
      </Group>
    </Stack>
  );
}

export const link: FieldFace = {
  Cell,
  Input,
  Filter,
  text: (value) => asLink(value)?.title ?? asText(value),
  width: 190,
  editor: 'line',
  example: { id: '01930000-0000-7000-8000-000000000000', object: 'company', title: 'Acme' },
};
