// Fields that a role does not see at all, or sees but does not change.
import { ActionIcon, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { X } from 'lucide-react';
import { useDictionary } from '../../../dictionary/context.tsx';
import { ObjectIcon } from '../../../dictionary/icon.tsx';
import { t } from '../../../i18n/index.ts';
import { type Access, type Draft, rightsOf, withField } from './draft.ts';
import classes from './role.module.css';

export function FieldLimits({
  draft,
  changed,
  onChange,
}: {
  draft: Draft;
  changed: ReadonlySet<string>;
  onChange: (next: Draft) => void;
}) {
  const dictionary = useDictionary();
  const seen = dictionary.objects.filter((object) => rightsOf(draft, object.key).read !== 'none');
  const options = seen.map((object) => ({
    group: object.label_plural,
    items: object.fields
      .filter((field) => !field.system && field.key !== object.title_field)
      .map((field) => ({ value: `${object.key}.${field.key}`, label: `${object.label} › ${field.label}` }))
      .filter((option) => !(option.value in draft.fields)),
  }));
  const limits = Object.entries(draft.fields).map(([path, access]) => {
    const [objectKey = '', fieldKey] = path.split('.');
    const object = dictionary.byKey.get(objectKey);
    const field = object?.fields.find((one) => one.key === fieldKey);
    return { path, access, object, label: object && field ? `${object.label} › ${field.label}` : path };
  });
  return (
    <Stack gap="xs">
      {limits.map(({ path, access, object, label }) => (
        <div key={path} className={classes.limit} data-changed={changed.has(`fields.${path}`) || undefined}>
          <span className={classes.object}>
            <ObjectIcon object={object} />
            {label}
          </span>
          <SegmentedControl
            size="xs"
            aria-label={label}
            value={access}
            onChange={(value) => onChange(withField(draft, path, value as Access))}
            data={[
              { value: 'hidden', label: t('roles.hidden') },
              { value: 'read', label: t('roles.read_only') },
            ]}
          />
          <ActionIcon
            aria-label={t('roles.no_limit', { field: label })}
            onClick={() => onChange(withField(draft, path, 'write'))}
          >
            <X size={14} />
          </ActionIcon>
        </div>
      ))}
      {!limits.length && (
        <Text size="sm" c="dimmed">
          {t('roles.no_limits')}
        </Text>
      )}
      <Select
        aria-label={t('roles.add_limit')}
        placeholder={t('roles.add_limit')}
        data={options}
        value={null}
        onChange={(path) => path && onChange(withField(draft, path, 'hidden'))}
        searchable
        limit={80}
        maw={360}
        nothingFoundMessage={t('roles.no_field')}
      />
    </Stack>
  );
}
