// The fields of one object: what each holds and which rules it has; the company's own can be changed and removed.
import { ActionIcon, Badge, Button, Group, Menu, Table, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, Ellipsis, LayoutList, Lock, Pencil, Plus, Search, Table2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { removeField, removeObject } from '../../api/admin.ts';
import { describeProblem } from '../../api/describe.ts';
import { keys } from '../../api/query.ts';
import type { Field, ObjectType } from '../../api/types.ts';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { t } from '../../i18n/index.ts';
import pageClasses from '../../ui/page.module.css';
import { FieldDialog } from './field/FieldDialog.tsx';
import classes from './field/field.module.css';
import { kindLabel } from './field/KindPicker.tsx';
import { KIND_ICONS, pickOf } from './field/kinds.ts';
import { Leaving } from './field/Leaving.tsx';
import { ObjectDialog } from './ObjectDialog.tsx';
import { Section } from './Section.tsx';

type Open = { what: 'new' | 'object' | 'remove_object' } | { what: 'change' | 'remove'; field: Field };

export function ObjectFields({ object }: { object: ObjectType }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const [open, setOpen] = useState<Open | null>(null);
  const [wanted, setWanted] = useState('');
  const close = () => setOpen(null);
  const attempt = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      await client.invalidateQueries({ queryKey: keys.dictionary });
      notifications.show({ message: done });
      return true;
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
      return false;
    } finally {
      close();
    }
  };
  const dropObject = async () => {
    // Away first: the page of what is gone has nothing to show.
    await navigate({ to: '/settings/$part', params: { part: 'objects' } });
    await attempt(() => removeObject(object.key), t('objects.removed', { object: object.label_plural }));
  };
  const matches = (field: Field) =>
    `${field.label} ${kindLabel(pickOf(field))}`.toLowerCase().includes(wanted.trim().toLowerCase());
  const own = object.fields.filter((field) => field.custom || (object.custom && !field.system));
  const standard = object.fields.filter((field) => !own.includes(field));
  const groups = [
    { key: 'own', fields: own.filter(matches) },
    { key: 'standard', fields: standard.filter(matches) },
  ] as const;
  return (
    <Section
      title={
        <Group gap="xs" component="span" wrap="nowrap">
          <ActionIcon
            aria-label={t('settings.objects')}
            renderRoot={(props) => <Link to="/settings/$part" params={{ part: 'objects' }} {...props} />}
          >
            <ArrowLeft size={16} />
          </ActionIcon>
          <ObjectIcon object={object} size={18} />
          {object.label_plural}
        </Group>
      }
      text={t(object.custom ? 'objects.own_text' : 'objects.standard_text')}
      actions={
        <>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="default" size={34} aria-label={t('objects.menu', { object: object.label_plural })}>
                <Ellipsis size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<Table2 size={15} />}
                renderRoot={(props) => <Link to="/$plural" params={{ plural: object.plural }} search={{}} {...props} />}
              >
                {t('objects.open_list')}
              </Menu.Item>
              {object.custom && (
                <>
                  <Menu.Item leftSection={<Pencil size={15} />} onClick={() => setOpen({ what: 'object' })}>
                    {t('objects.edit')}
                  </Menu.Item>
                  <Menu.Divider />
                  <Menu.Item
                    color="red"
                    leftSection={<Trash2 size={15} />}
                    onClick={() => setOpen({ what: 'remove_object' })}
                  >
                    {t('objects.remove_do')}
                  </Menu.Item>
                </>
              )}
            </Menu.Dropdown>
          </Menu>
          <Button
            variant="default"
            leftSection={<LayoutList size={15} />}
            renderRoot={(props) => <Link to="/settings/objects/$key/layout" params={{ key: object.key }} {...props} />}
          >
            {t('layout.title')}
          </Button>
          <Button leftSection={<Plus size={15} />} onClick={() => setOpen({ what: 'new' })}>
            {t('fields.add')}
          </Button>
        </>
      }
    >
      <TextInput
        mb="sm"
        maw={320}
        aria-label={t('fields.find')}
        placeholder={t('fields.find')}
        leftSection={<Search size={15} aria-hidden="true" />}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {groups.map(({ key, fields }) =>
        fields.length || (key === 'own' && !wanted) ? (
          <section key={key} style={{ marginBottom: '1.25rem' }} aria-label={t(`fields.part.${key}`)}>
            <Text size="xs" fw={600} c="dimmed" mb={6}>
              {t(`fields.part.${key}`)}
            </Text>
            {fields.length ? (
              <div className={pageClasses.panel}>
                <Table highlightOnHover verticalSpacing={6}>
                  <Table.Tbody>
                    {fields.map((field) => (
                      <FieldLine
                        key={field.key}
                        field={field}
                        narrow={Boolean(phone)}
                        isOwn={key === 'own'}
                        removable={key === 'own' && field.key !== object.title_field}
                        onChange={() => setOpen({ what: 'change', field })}
                        onRemove={() => setOpen({ what: 'remove', field })}
                      />
                    ))}
                  </Table.Tbody>
                </Table>
              </div>
            ) : (
              <Text size="sm" c="dimmed">
                {t('fields.no_own')}
              </Text>
            )}
          </section>
        ) : null,
      )}
      {open?.what === 'new' && <FieldDialog object={object} field={null} onClose={close} />}
      {open?.what === 'change' && <FieldDialog object={object} field={open.field} onClose={close} />}
      {open?.what === 'object' && <ObjectDialog object={object} onClose={close} />}
      {open?.what === 'remove' && (
        <Leaving
          object={object}
          field={open.field}
          onConfirm={() =>
            attempt(() => removeField(object.key, open.field.key), t('fields.removed', { field: open.field.label }))
          }
          onClose={close}
        />
      )}
      {open?.what === 'remove_object' && (
        <Leaving object={object} field={null} onConfirm={dropObject} onClose={close} />
      )}
    </Section>
  );
}

function FieldLine({
  field,
  narrow,
  isOwn,
  removable,
  onChange,
  onRemove,
}: {
  field: Field;
  narrow: boolean;
  isOwn: boolean;
  removable: boolean;
  onChange: () => void;
  onRemove: () => void;
}) {
  const pick = pickOf(field);
  const Icon = KIND_ICONS[pick];
  const traits = [
    field.required && t('fields.required'),
    field.unique && t('fields.unique'),
    field.choices && t('fields.choice_count', { count: field.choices.length }),
  ].filter(Boolean);
  const editable = isOwn && field.custom;
  const name = (
    <span className={classes.fieldName}>
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      <span>
        <Text span size="sm" fw={540} display="block">
          {field.label}
        </Text>
        {(narrow || field.help) && (
          <Text span size="xs" c="dimmed" display="block">
            {narrow ? kindLabel(pick) : field.help}
          </Text>
        )}
      </span>
    </span>
  );
  return (
    <Table.Tr>
      <Table.Td>
        {editable ? (
          <UnstyledButton onClick={onChange} aria-label={t('fields.change_named', { field: field.label })}>
            {name}
          </UnstyledButton>
        ) : (
          name
        )}
      </Table.Td>
      {!narrow && (
        <Table.Td w={190}>
          <Text size="sm">{kindLabel(pick)}</Text>
        </Table.Td>
      )}
      {!narrow && (
        <Table.Td w={190}>
          <Group gap={4}>
            {traits.map((trait) => (
              <Badge key={String(trait)} size="xs" color="gray">
                {trait}
              </Badge>
            ))}
          </Group>
        </Table.Td>
      )}
      <Table.Td ta="right" w={editable ? 84 : 44}>
        {editable ? (
          <Group gap={2} wrap="nowrap" justify="flex-end">
            <ActionIcon aria-label={t('fields.change_named', { field: field.label })} onClick={onChange}>
              <Pencil size={14} />
            </ActionIcon>
            {removable && (
              <ActionIcon aria-label={t('fields.remove_named', { field: field.label })} onClick={onRemove}>
                <Trash2 size={14} />
              </ActionIcon>
            )}
          </Group>
        ) : (
          <Tooltip label={t(isOwn ? 'fields.title_stays' : 'fields.standard_stays')} multiline maw={240}>
            <Lock size={13} role="img" aria-label={t(isOwn ? 'fields.title_stays' : 'fields.standard_stays')} />
          </Tooltip>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
