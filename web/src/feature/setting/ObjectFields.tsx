// The fields of one object: what each holds, what it is required to be, and the company's own ones to change.
import { ActionIcon, Badge, Button, Group, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, Plus, Trash2 } from 'lucide-react';
import { removeField, removeObject } from '../../api/admin.ts';
import { describeProblem } from '../../api/describe.ts';
import { keys } from '../../api/query.ts';
import type { Field, ObjectType } from '../../api/types.ts';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { t } from '../../i18n/index.ts';
import pageClasses from '../../ui/page.module.css';
import { FieldDialog } from './FieldDialog.tsx';
import { Section } from './Section.tsx';

export function ObjectFields({ object }: { object: ObjectType }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [open, dialog] = useDisclosure(false);
  const attempt = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      await client.invalidateQueries({ queryKey: keys.dictionary });
      notifications.show({ message: done });
      return true;
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
      return false;
    }
  };
  const dropField = (field: Field) =>
    attempt(() => removeField(object.key, field.key), t('fields.removed', { field: field.label }));
  const dropObject = async () => {
    if (await attempt(() => removeObject(object.key), t('objects.removed', { object: object.label }))) {
      await navigate({ to: '/settings/$part', params: { part: 'objects' } });
    }
  };
  const traits = (field: Field) =>
    [field.required && t('fields.required'), field.unique && t('fields.unique'), field.indexed && t('fields.indexed')]
      .filter(Boolean)
      .join(', ');
  return (
    <Section
      title={
        <Group gap="xs" component="span">
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
      actions={
        <>
          {object.custom && (
            <Button variant="default" leftSection={<Trash2 size={14} />} onClick={() => void dropObject()}>
              {t('objects.remove')}
            </Button>
          )}
          <Button leftSection={<Plus size={15} />} onClick={dialog.open}>
            {t('fields.add')}
          </Button>
        </>
      }
    >
      <Table.ScrollContainer minWidth={560} className={pageClasses.panel}>
        <Table highlightOnHover verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('fields.label')}</Table.Th>
              <Table.Th>{t('objects.key')}</Table.Th>
              <Table.Th>{t('fields.kind')}</Table.Th>
              <Table.Th>{t('fields.traits')}</Table.Th>
              <Table.Th>
                <span className="visually-hidden">{t('fields.remove')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {object.fields.map((field) => (
              <Table.Tr key={field.key}>
                <Table.Td>
                  {field.label}{' '}
                  {field.custom && (
                    <Badge size="xs" color="clay">
                      {t('objects.custom')}
                    </Badge>
                  )}
                </Table.Td>
                <Table.Td>
                  <Text size="xs" ff="monospace" c="dimmed">
                    {field.key}
                  </Text>
                </Table.Td>
                <Table.Td>{t(`kind.${field.kind}`)}</Table.Td>
                <Table.Td>
                  <Text size="xs" c="dimmed">
                    {traits(field)}
                  </Text>
                </Table.Td>
                <Table.Td ta="right">
                  {field.custom && field.key !== object.title_field && (
                    <ActionIcon
                      aria-label={t('fields.remove_named', { field: field.label })}
                      onClick={() => void dropField(field)}
                    >
                      <Trash2 size={14} />
                    </ActionIcon>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <FieldDialog object={object} opened={open} onClose={dialog.close} />
    </Section>
  );
}
