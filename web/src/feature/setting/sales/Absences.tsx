// Who is out of the office: they get no new leads meanwhile.
import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { LinkPicker } from '../../../field/link/LinkPicker.tsx';
import { asLink, asText, type LinkValue } from '../../../field/shared/values.ts';
import { dayInput, dayOf, formatDate } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { Section } from '../Section.tsx';
import { ABSENCE, add, drop, useRows } from './rows.ts';
import classes from './sales_setting.module.css';

export function Absences() {
  const today = dayOf(new Date());
  const absences = useRows(ABSENCE, { field: 'until_date', op: 'on_or_after', value: today }, 'from_date');
  const [user, setUser] = useState<LinkValue | null>(null);
  const [from, setFrom] = useState<string | null>(today);
  const [until, setUntil] = useState<string | null>(null);
  const rows = absences.data ?? [];
  const isWhole = user && from && until && from <= until;
  return (
    <Section title={t('lead_rules.absences')} text={t('lead_rules.absences_text')}>
      {rows.length === 0 && absences.isSuccess && (
        <Text size="sm" c="dimmed" mb="xs">
          {t('lead_rules.nobody_away')}
        </Text>
      )}
      <ul className={classes.lines} aria-label={t('lead_rules.absences')} data-narrow>
        {rows.map((row) => (
          <li key={row.id} className={classes.line}>
            <Text size="sm" fw={560} style={{ flex: 1 }}>
              {asLink(row.user)?.title}
            </Text>
            <Text size="sm" className="tabular">
              {formatDate(asText(row.from_date))} – {formatDate(asText(row.until_date))}
            </Text>
            <ActionIcon
              aria-label={t('lead_rules.remove', { title: asLink(row.user)?.title ?? '' })}
              onClick={() => void drop(ABSENCE, row)}
            >
              <Trash2 size={15} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Group align="flex-end" gap="sm" mt="sm">
        <LinkPicker to="user" label={t('lead_rules.who')} value={user} onChange={setUser} />
        <DateInput
          label={t('lead_rules.from')}
          value={from}
          onChange={(day) => setFrom(day ? day.slice(0, 10) : null)}
          {...dayInput()}
        />
        <DateInput
          label={t('lead_rules.until')}
          value={until}
          minDate={from ?? undefined}
          onChange={(day) => setUntil(day ? day.slice(0, 10) : null)}
          {...dayInput()}
        />
        <Button
          variant="default"
          leftSection={<Plus size={15} />}
          disabled={!isWhole}
          onClick={() =>
            void add(ABSENCE, { user: user?.id, from_date: from, until_date: until }).then((done) => {
              if (!done) return;
              setUser(null);
              setUntil(null);
            })
          }
        >
          {t('lead_rules.add_absence')}
        </Button>
      </Group>
    </Section>
  );
}
