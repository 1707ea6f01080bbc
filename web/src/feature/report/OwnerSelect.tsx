// Whose records all reports of a dashboard are about.
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listUsers } from '../../api/candidates.ts';
import { t } from '../../i18n/index.ts';

export function OwnerSelect({
  owner,
  onChange,
  isFixed = false,
}: {
  owner: string | undefined;
  onChange: (next: string | undefined) => void;
  /** It is told, not chosen. */
  isFixed?: boolean;
}) {
  const asked = useQuery({
    queryKey: ['users', 'all'],
    queryFn: ({ signal }) => listUsers(signal),
    staleTime: 300_000,
  });
  return (
    <Select
      size="xs"
      w={180}
      clearable={!isFixed}
      searchable={!isFixed}
      readOnly={isFixed}
      aria-label={t('dashboard.owner')}
      placeholder={t('dashboard.owner_all')}
      value={owner ?? null}
      data={(asked.data ?? [])
        .filter(({ active }) => isFixed || active !== false)
        .map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
