// What a role may do with the records of each object: one line for each object with rules of its own, one for all others.
import { ActionIcon, Checkbox, NativeSelect, Paper, Stack, Table, Text, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { X } from 'lucide-react';
import type { ObjectRights, Reach } from '../../../api/types.ts';
import { useDictionary } from '../../../dictionary/context.tsx';
import { ObjectIcon } from '../../../dictionary/icon.tsx';
import { compareText } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { type Draft, isPossible, REACHES, rightsOf, VERBS, type Verb, withoutObject, withRight } from './draft.ts';
import classes from './role.module.css';

interface MatrixProps {
  draft: Draft;
  changed: ReadonlySet<string>;
  onChange: (next: Draft) => void;
}

function Cell({
  label,
  verb,
  rights,
  changed,
  onChange,
}: {
  label: string;
  verb: Verb;
  rights: ObjectRights;
  changed: boolean;
  onChange: (change: Partial<ObjectRights>) => void;
}) {
  const name = `${t(`roles.${verb}`)}: ${label}`;
  if (verb === 'create')
    return (
      <Checkbox
        aria-label={name}
        checked={rights.create}
        disabled={rights.read === 'none'}
        data-changed={changed || undefined}
        classNames={{ root: classes.check }}
        onChange={(event) => onChange({ create: event.currentTarget.checked })}
      />
    );
  const value = rights[verb];
  return (
    <NativeSelect
      aria-label={name}
      size="xs"
      value={value}
      disabled={verb !== 'read' && rights.read === 'none'}
      data-reach={value}
      data-changed={changed || undefined}
      classNames={{ input: classes.reach }}
      onChange={(event) => onChange({ [verb]: event.currentTarget.value as Reach })}
    >
      {REACHES.map((reach) => (
        <option key={reach} value={reach} disabled={!isPossible(rights, verb, reach)}>
          {t(`roles.reach.${reach}`)}
        </option>
      ))}
    </NativeSelect>
  );
}

/** Objects with rules of their own by name, then the rest. */
function useLines(draft: Draft) {
  const dictionary = useDictionary();
  const label = (key: string) => dictionary.byKey.get(key)?.label_plural ?? key;
  const own = Object.keys(draft.objects)
    .filter((key) => key !== '*')
    .sort((a, b) => compareText(label(a), label(b)));
  return [
    ...own.map((key) => ({ key, label: label(key), object: dictionary.byKey.get(key) })),
    { key: '*', label: t(own.length ? 'roles.everything_else' : 'roles.everything'), object: undefined },
  ];
}

export function RoleMatrix(props: MatrixProps) {
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  return phone ? <Cards {...props} /> : <Matrix {...props} />;
}

function Drop({ label, onDrop }: { label: string; onDrop: () => void }) {
  return (
    <Tooltip label={t('roles.as_rest')}>
      <ActionIcon aria-label={t('roles.as_rest_named', { object: label })} onClick={onDrop}>
        <X size={14} />
      </ActionIcon>
    </Tooltip>
  );
}

function Matrix({ draft, changed, onChange }: MatrixProps) {
  const lines = useLines(draft);
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing={6} className={classes.matrix} aria-label={t('roles.matrix')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('objects.object')}</Table.Th>
            {VERBS.map((verb) => (
              <Table.Th key={verb} ta={verb === 'create' ? 'center' : undefined}>
                <Tooltip label={t(`roles.about.${verb}`)} multiline maw={240}>
                  <span>{t(`roles.${verb}`)}</span>
                </Tooltip>
              </Table.Th>
            ))}
            <Table.Th w={44}>
              <span className="visually-hidden">{t('roles.as_rest')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(({ key, label, object }) => {
            const rights = rightsOf(draft, key);
            return (
              <Table.Tr key={key}>
                <Table.Th scope="row">
                  <span className={classes.object}>
                    {object && <ObjectIcon object={object} />}
                    {label}
                  </span>
                </Table.Th>
                {VERBS.map((verb) => (
                  <Table.Td key={verb}>
                    <Cell
                      label={label}
                      verb={verb}
                      rights={rights}
                      changed={changed.has(`${key}.${verb}`)}
                      onChange={(change) => onChange(withRight(draft, key, change))}
                    />
                  </Table.Td>
                ))}
                <Table.Td>
                  {key !== '*' && <Drop label={label} onDrop={() => onChange(withoutObject(draft, key))} />}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** On a phone each object is a card, with its rights one below the other. */
function Cards({ draft, changed, onChange }: MatrixProps) {
  const lines = useLines(draft);
  return (
    <Stack gap="xs">
      {lines.map(({ key, label, object }) => {
        const rights = rightsOf(draft, key);
        return (
          <Paper key={key} p="sm" component="section" aria-label={label}>
            <div className={classes.cardHead}>
              <span className={classes.object}>
                {object && <ObjectIcon object={object} />}
                {label}
              </span>
              {key !== '*' && <Drop label={label} onDrop={() => onChange(withoutObject(draft, key))} />}
            </div>
            {VERBS.map((verb) => (
              <div key={verb} className={classes.cardLine}>
                <Text size="sm" c="dimmed">
                  {t(`roles.${verb}`)}
                </Text>
                <Cell
                  label={label}
                  verb={verb}
                  rights={rights}
                  changed={changed.has(`${key}.${verb}`)}
                  onChange={(change) => onChange(withRight(draft, key, change))}
                />
              </div>
            ))}
          </Paper>
        );
      })}
    </Stack>
  );
}
