// The objects of the dictionary; a company makes its own here.
import { Badge, Button, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useDictionary } from '../../dictionary/context.tsx';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import pageClasses from '../../ui/page.module.css';
import { ObjectDialog } from './ObjectDialog.tsx';
import { Section } from './Section.tsx';

export function Objects() {
  const dictionary = useDictionary();
  const [open, dialog] = useDisclosure(false);
  const sorted = [...dictionary.objects].sort((a, b) => Number(b.custom) - Number(a.custom));
  return (
    <Section
      title={t('settings.objects')}
      text={t('objects.text')}
      actions={
        <Button leftSection={<Plus size={15} />} onClick={dialog.open}>
          {t('objects.create')}
        </Button>
      }
    >
      <Table.ScrollContainer minWidth={420} className={pageClasses.panel}>
        <Table highlightOnHover verticalSpacing={7}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('objects.object')}</Table.Th>
              <Table.Th>{t('objects.key')}</Table.Th>
              <Table.Th ta="right">{t('objects.fields')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sorted.map((object) => (
              <Table.Tr key={object.key}>
                <Table.Td>
                  <Link
                    to="/settings/objects/$key"
                    params={{ key: object.key }}
                    className="value-link"
                    style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}
                  >
                    <ObjectIcon object={object} />
                    {object.label_plural}
                  </Link>{' '}
                  {object.custom && (
                    <Badge size="xs" color="clay">
                      {t('objects.custom')}
                    </Badge>
                  )}
                </Table.Td>
                <Table.Td>
                  <Text size="xs" ff="monospace" c="dimmed">
                    {object.key}
                  </Text>
                </Table.Td>
                <Table.Td ta="right">{formatNumber(object.fields.length)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <ObjectDialog opened={open} onClose={dialog.close} />
    </Section>
  );
}
