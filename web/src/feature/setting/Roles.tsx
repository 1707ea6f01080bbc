// What each role may do, object by object, to be read at a glance.
import { Badge, Loader, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listRoles } from '../../api/admin.ts';
import type { ObjectRights, Reach } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { findField } from '../../dictionary/dictionary.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Section } from './Section.tsx';

const COLOR: Record<Reach, string> = { none: 'gray', own: 'clay', team: 'clay', all: 'spruce' };
const VERBS = ['read', 'create', 'change', 'remove', 'export'] as const;

function Right({ value }: { value: Reach | boolean | undefined }) {
  const reach: Reach = value === true ? 'all' : value === false || value === undefined ? 'none' : value;
  const label = value === true ? t('value.yes') : value === false ? t('value.no') : t(`reach.${reach}`);
  return (
    <Badge color={COLOR[reach]} c={reach === 'none' ? 'dimmed' : undefined}>
      {label}
    </Badge>
  );
}

export function Roles() {
  const dictionary = useDictionary();
  const roles = useQuery({ queryKey: ['admin', 'roles'], queryFn: ({ signal }) => listRoles(signal) });
  const objectLabel = (key: string, alone: boolean) =>
    key === '*'
      ? t(alone ? 'roles.everything' : 'roles.everything_else')
      : (dictionary.byKey.get(key)?.label_plural ?? key);
  const fieldLabel = (path: string) => {
    const [objectKey, ...rest] = path.split('.');
    const object = dictionary.byKey.get(objectKey ?? '');
    const field = object && findField(dictionary, object, rest.join('.'));
    return field && object ? `${object.label} › ${field.label}` : path;
  };
  const sorted = (objects: Record<string, ObjectRights>) =>
    Object.entries(objects).sort(([a], [b]) => Number(a === '*') - Number(b === '*'));
  return (
    <Section title={t('settings.roles')} text={t('roles.text')}>
      {roles.isError && <ProblemView error={roles.error} onRetry={() => roles.refetch()} />}
      {roles.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
      <Stack>
        {roles.data?.data.map((role) => (
          <Paper key={role.id} p="md">
            <Title order={3} size="h4" mb="xs">
              {role.name}
            </Title>
            {role.administrator ? (
              <Text size="sm" c="dimmed">
                {t('roles.administrator')}
              </Text>
            ) : (
              <Table.ScrollContainer minWidth={520}>
                <Table verticalSpacing={4}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('objects.object')}</Table.Th>
                      {VERBS.map((verb) => (
                        <Table.Th key={verb}>{t(`roles.${verb}`)}</Table.Th>
                      ))}
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {sorted(role.objects ?? {}).map(([key, rights], _place, all) => (
                      <Table.Tr key={key}>
                        <Table.Td>{objectLabel(key, all.length === 1)}</Table.Td>
                        {VERBS.map((verb) => (
                          <Table.Td key={verb}>
                            <Right value={rights[verb]} />
                          </Table.Td>
                        ))}
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            )}
            {Object.entries(role.fields ?? {}).map(([path, access]) => (
              <Text key={path} size="xs" c="dimmed">
                {t(`roles.field_${access}`, { field: fieldLabel(path) })}
              </Text>
            ))}
          </Paper>
        ))}
      </Stack>
    </Section>
  );
}
