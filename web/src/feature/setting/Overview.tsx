// All settings at a glance: what each is for, found by its name or by what people call it.
import { SimpleGrid, Text, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '../../api/session_context.tsx';
import { t } from '../../i18n/index.ts';
import { elsewhereOf, GROUPS, partsFor, type SettingsPart } from './parts.ts';
import classes from './setting.module.css';

const plain = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

function Card({ part }: { part: SettingsPart }) {
  const Icon = part.icon;
  const inside = (
    <>
      <span className={classes.cardIcon}>
        <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <span>
        <Text span size="sm" fw={600} display="block">
          {t(`settings.${part.key}`)}
        </Text>
        <Text span size="xs" c="dimmed" display="block">
          {t(`settings.for.${part.key}`)}
        </Text>
      </span>
    </>
  );
  const elsewhere = elsewhereOf(part);
  return elsewhere ? (
    <Link to={elsewhere} className={classes.card}>
      {inside}
    </Link>
  ) : (
    <Link to="/settings/$part" params={{ part: part.key }} className={classes.card}>
      {inside}
    </Link>
  );
}

export function Overview() {
  const session = useSession();
  const [wanted, setWanted] = useState('');
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  const parts = partsFor(session.role.administrator).filter((part) => {
    const said = plain(
      `${t(`settings.${part.key}`)} ${t(`settings.for.${part.key}`)} ${t(`settings.words.${part.key}`)}`,
    );
    return words.every((word) => said.includes(word));
  });
  return (
    <>
      <TextInput
        aria-label={t('settings.find')}
        placeholder={t('settings.find')}
        leftSection={<Search size={15} aria-hidden="true" />}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        mb="lg"
        maw={420}
      />
      {GROUPS.map((group) => {
        const inside = parts.filter((part) => part.group === group);
        if (!inside.length) return null;
        return (
          <section key={group} className={classes.cards} aria-label={t(`settings.group.${group}`)}>
            <Text component="h2" size="xs" fw={600} c="dimmed" mb="xs">
              {t(`settings.group.${group}`)}
            </Text>
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
              {inside.map((part) => (
                <Card key={part.key} part={part} />
              ))}
            </SimpleGrid>
          </section>
        );
      })}
      {parts.length === 0 && (
        <Text c="dimmed" size="sm" role="status">
          {t('settings.none_found', { wanted })}
        </Text>
      )}
    </>
  );
}
