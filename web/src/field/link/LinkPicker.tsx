// Finds a record to link to: recent ones at first, then what the search gives while typing; offers to create what is missing.
import { Combobox, InputBase, Loader, Text, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { listCandidates } from '../../api/candidates.ts';
import { describeProblem } from '../../api/describe.ts';
import { createRecord } from '../../api/records.ts';
import type { ObjectType } from '../../api/types.ts';
import { useObject } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';
import type { LinkValue } from '../shared/values.ts';

import { useCreateLinked } from './create.ts';

interface Props {
  to: string;
  value: LinkValue | null;
  onChange: (value: LinkValue | null) => void;
  label?: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  withinPortal?: boolean;
  placeholder?: string;
  'aria-label'?: string;
}

/** A record can be created in passing when its title is all it needs. */
function canCreateByTitle(object: ObjectType | undefined): boolean {
  if (!object?.can.create) return false;
  const title = object.fields.find((field) => field.key === object.title_field);
  if (title?.access !== 'write' || (title.kind !== 'text' && title.kind !== 'person_name')) return false;
  return object.fields.every((field) => !field.required || field.key === object.title_field || field.default !== null);
}

export function LinkPicker(props: Props) {
  const object = useObject(props.to);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState<string | null>(null);
  const [term] = useDebouncedValue(typed?.trim() ?? '', 120);
  const candidates = useQuery({
    queryKey: ['candidates', props.to, term],
    queryFn: ({ signal }) => listCandidates(props.to, object, term, signal),
    enabled: combobox.dropdownOpened,
    placeholderData: (previous) => previous,
    staleTime: 10_000,
  });
  const options = candidates.data ?? [];
  const create = useCreateLinked();
  const inForm = create !== null && props.withinPortal !== false;
  const offersCreate =
    term.length > 1 &&
    (inForm ? Boolean(object?.can.create) && props.to !== 'file' : canCreateByTitle(object)) &&
    !options.some((option) => option.title.toLowerCase() === term.toLowerCase());

  const choose = async (id: string) => {
    combobox.closeDropdown();
    setTyped(null);
    if (id !== '+') {
      const found = options.find((option) => option.id === id);
      if (found) props.onChange({ id: found.id, object: props.to, title: found.title });
      return;
    }
    if (!object) return;
    if (inForm) {
      create({ to: props.to, title: term, onMade: props.onChange });
      return;
    }
    try {
      const made = await createRecord(object.plural, { [object.title_field]: term });
      props.onChange({ id: made.id, object: props.to, title: made.title });
      notifications.show({ message: t('record.created', { title: made.title }) });
    } catch (error) {
      notifications.show({ color: 'red', title: t('record.not_created'), message: describeProblem(error) });
    }
  };

  return (
    <Combobox store={combobox} onOptionSubmit={choose} shadow="md" withinPortal={props.withinPortal ?? true}>
      <Combobox.Target>
        <InputBase
          label={props.label}
          description={props.description}
          error={props.error}
          withAsterisk={props.required}
          disabled={props.disabled}
          autoFocus={props.autoFocus}
          data-autofocus={props.autoFocus || undefined}
          aria-label={props.label ? undefined : props['aria-label']}
          value={typed ?? props.value?.title ?? props.value?.id ?? ''}
          placeholder={
            props.placeholder ?? t('link.placeholder', { object: object?.label.toLowerCase() ?? t('object.user') })
          }
          onFocus={() => combobox.openDropdown()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => {
            combobox.closeDropdown();
            setTyped(null);
          }}
          onChange={(event) => {
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
            setTyped(event.currentTarget.value);
            if (event.currentTarget.value === '' && props.value) props.onChange(null);
          }}
          rightSection={
            candidates.isFetching ? (
              <Loader size={14} />
            ) : props.value && !props.required && !props.disabled ? (
              <button
                type="button"
                className="bare-button"
                aria-label={t('link.clear')}
                tabIndex={-1}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  setTyped(null);
                  props.onChange(null);
                }}
              >
                <X size={14} />
              </button>
            ) : undefined
          }
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }}>
          {options.map((option) => (
            <Combobox.Option key={option.id} value={option.id} active={option.id === props.value?.id}>
              <Text size="sm" truncate>
                {option.title || t('record.untitled')}
              </Text>
              {option.subtitle && (
                <Text size="xs" c="dimmed" truncate>
                  {option.subtitle}
                </Text>
              )}
            </Combobox.Option>
          ))}
          {offersCreate && (
            <Combobox.Option value="+">
              <Text
                size="sm"
                c="spruce"
                component="span"
                style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}
              >
                <Plus size={14} /> {t('link.create', { title: term })}
              </Text>
            </Combobox.Option>
          )}
          {!options.length && !offersCreate && !candidates.isFetching && (
            <Combobox.Empty>{t('link.nothing')}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
