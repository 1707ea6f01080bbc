// Who can see this record and why, person by person, and which of its fields some do not see.
import { Badge, Group, Loader, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { findAccess } from '../api/access.ts';
import { keys } from '../api/query.ts';
import type { ObjectType, RecordRow } from '../api/types.ts';
import { currentLanguage, t } from '../i18n/index.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { ProblemView } from './ProblemView.tsx';
import classes from './record.module.css';

const MANY = 8;

export function AccessDialog({
  object,
  record,
  onClose,
}: {
  object: ObjectType;
  record: RecordRow;
  onClose: () => void;
}) {
  const [term, setTerm] = useState('');
  const access = useQuery({
    queryKey: [...keys.record(object.key, record.id), 'access'],
    queryFn: ({ signal }) => findAccess(object.plural, record.id, signal),
    staleTime: 0,
  });
  const all = access.data?.data ?? [];
  const wanted = term.trim().toLocaleLowerCase();
  const shown = all.filter((one) => one.read && one.user.name.toLocaleLowerCase().includes(wanted));
  const others = all.filter((one) => !one.read && one.user.name.toLocaleLowerCase().includes(wanted));
  const labelOf = (key: string) => object.fields.find((one) => one.key === key)?.label ?? key;
  type Person = (typeof all)[number];
  const person = (one: Person) => (
    <div key={one.user.id} className={classes.person}>
      <Avatar name={one.user.name} size={30} />
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text size="sm" fw={560} truncate>
          {one.user.name}
        </Text>
        <Text size="xs" c="dimmed">
          {one.read ? whyText(one) : t('access.not')}
          {[one.role?.name, one.team?.name].filter(Boolean).length > 0 &&
            ` · ${[one.role?.name, one.team?.name].filter(Boolean).join(' · ')}`}
        </Text>
      </div>
      {one.read && (
        <Group gap={4} wrap="nowrap">
          {one.change && <Badge color="spruce">{t('access.change')}</Badge>}
          {one.remove && <Badge color="spruce">{t('access.remove')}</Badge>}
          {!one.change && !one.remove && <Badge color="gray">{t('access.read')}</Badge>}
        </Group>
      )}
    </div>
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('access.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      {access.isError ? (
        <ProblemView compact error={access.error} onRetry={() => access.refetch()} />
      ) : !access.data ? (
        <Loader size="sm" aria-label={t('record.loading')} />
      ) : (
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {t('access.text', {
              title: record.title || t('record.untitled'),
              count: all.filter((one) => one.read).length,
            })}
          </Text>
          {all.length > MANY && (
            <TextInput
              value={term}
              onChange={(event) => setTerm(event.currentTarget.value)}
              leftSection={<Search size={14} />}
              placeholder={t('access.find')}
              aria-label={t('access.find')}
            />
          )}
          <div>{shown.map(person)}</div>
          {access.data.hidden_fields.length > 0 && (
            <section>
              <Text size="sm" fw={600} mb={4}>
                {t('access.hidden')}
              </Text>
              {access.data.hidden_fields.map((one) => (
                <Text size="sm" key={one.field}>
                  {labelOf(one.field)}{' '}
                  <Text span size="sm" c="dimmed">
                    {t('access.hidden_from', { roles: one.roles.join(', ') })}
                  </Text>
                </Text>
              ))}
            </section>
          )}
          {others.length > 0 && (
            <section>
              <Text size="sm" fw={600} mb={4}>
                {t('access.others')}
              </Text>
              {others.map(person)}
            </section>
          )}
        </Stack>
      )}
    </Modal>
  );
}

/** In the words of the server where they are in the user's language, else in those of the code. */
function whyText({ why }: { why: { code: 'administrator' | 'all' | 'team' | 'owner'; text: string } }): string {
  return currentLanguage() === 'en' ? why.text : t(`access.why_${why.code}`);
}
