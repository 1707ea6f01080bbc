// Edits a condition on lists of members: on it or not, which one, and where the record links to others, whose it is about.
import { SegmentedControl, Select, Stack } from '@mantine/core';
import type { ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { t } from '../i18n/index.ts';
import { type MemberDraft, targetOf, useMemberLists } from './member.ts';

export function MemberEditor({
  object,
  draft,
  onChange,
  narrow,
}: {
  object: ObjectType;
  draft: MemberDraft;
  onChange: (next: MemberDraft) => void;
  /** Takes the width it is given, within another editor. */
  narrow?: boolean;
}) {
  const dictionary = useDictionary();
  const links = object.fields.filter(
    ({ kind, to }) => kind === 'link' && to && dictionary.byKey.has(to) && to !== 'file',
  );
  const lists = useMemberLists(targetOf(dictionary, object, draft.via)?.key);
  const group = (isFrozen: boolean) => lists.filter((list) => list.isFrozen === isFrozen);
  return (
    <Stack gap="xs" miw={narrow ? 0 : 300}>
      {links.length > 0 && (
        <Select
          aria-label={t('filter.member.of')}
          allowDeselect={false}
          value={draft.via ?? ''}
          data={[{ value: '', label: object.label }, ...links.map(({ key, label }) => ({ value: key, label }))]}
          onChange={(via) => onChange({ ...draft, list: '', via: via || undefined })}
          comboboxProps={{ withinPortal: false }}
        />
      )}
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('filter.operator')}
        value={draft.isIn ? 'in' : 'out'}
        data={[
          { value: 'in', label: t('filter.member.in') },
          { value: 'out', label: t('filter.member.out') },
        ]}
        onChange={(next) => onChange({ ...draft, isIn: next === 'in' })}
      />
      <Select
        aria-label={t('filter.member')}
        placeholder={t('filter.member.choose')}
        nothingFoundMessage={t('filter.member.none')}
        searchable
        allowDeselect={false}
        value={draft.list || null}
        data={[
          { group: dictionary.byKey.get('segment')?.label_plural ?? '', items: group(false) },
          { group: dictionary.byKey.get('audience')?.label_plural ?? '', items: group(true) },
        ].filter(({ items }) => items.length > 0)}
        onChange={(list) => list && onChange({ ...draft, list })}
        comboboxProps={{ withinPortal: false }}
        maxDropdownHeight={260}
      />
    </Stack>
  );
}
