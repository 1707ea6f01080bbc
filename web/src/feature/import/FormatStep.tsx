// How the file is read: what was found out about it, and a way to say otherwise.
import { Select, SimpleGrid, Stack, Switch, Table, Text } from '@mantine/core';
import type { Import, ImportFormat } from '../../api/imports.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import classes from './import.module.css';

const ENCODINGS = ['utf-8', 'windows-1250', 'windows-1252', 'utf-16le', 'utf-16be'];
const DELIMITERS = [
  { value: ',', key: 'comma' },
  { value: ';', key: 'semicolon' },
  { value: '\t', key: 'tab' },
  { value: '|', key: 'bar' },
] as const;

export function FormatStep({
  one,
  busy,
  onChange,
}: {
  one: Import;
  busy: boolean;
  onChange: (format: Partial<ImportFormat>) => void;
}) {
  const { format } = one;
  // The server spells encodings in its own way; whatever it says is offered too.
  const encodings =
    format?.encoding && !ENCODINGS.includes(format.encoding) ? [format.encoding, ...ENCODINGS] : ENCODINGS;
  return (
    <Stack>
      <div className={classes.card}>
        {format?.why && (
          <Text size="sm" mb="sm">
            {format.why}
          </Text>
        )}
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          {format?.kind === 'xlsx' ? (
            <Select
              label={t('import.sheet')}
              data={format.sheets ?? []}
              value={format.sheet ?? null}
              disabled={busy}
              onChange={(sheet) => sheet && onChange({ sheet })}
              allowDeselect={false}
            />
          ) : (
            <>
              <Select
                label={t('import.encoding')}
                data={encodings}
                value={format?.encoding ?? null}
                disabled={busy}
                onChange={(encoding) => encoding && onChange({ encoding })}
                allowDeselect={false}
              />
              <Select
                label={t('import.delimiter')}
                data={DELIMITERS.map((one) => ({ value: one.value, label: t(`import.delimiter.${one.key}`) }))}
                value={format?.delimiter ?? null}
                disabled={busy}
                onChange={(delimiter) => delimiter && onChange({ delimiter })}
                allowDeselect={false}
              />
            </>
          )}
          <Switch
            label={t('import.header')}
            checked={format?.header !== false}
            disabled={busy}
            onChange={(event) => onChange({ header: event.currentTarget.checked })}
            mt={28}
          />
        </SimpleGrid>
      </div>
      <Text size="sm" c="dimmed">
        {t('import.preview', {
          count: one.columns.length,
          size: `${formatNumber(Math.max(1, Math.round(one.size / 1024)))} kB`,
        })}
      </Text>
      <Table.ScrollContainer minWidth={520} className={classes.columns}>
        <Table verticalSpacing={6} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('import.column')}</Table.Th>
              <Table.Th>{t('import.examples')}</Table.Th>
              <Table.Th>{t('import.looks_like')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {one.columns.map((column) => (
              <Table.Tr key={column.index}>
                <Table.Td fw={560}>{column.header}</Table.Td>
                <Table.Td>{column.examples.slice(0, 4).join(' · ')}</Table.Td>
                <Table.Td c="dimmed">{column.shape?.reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}
