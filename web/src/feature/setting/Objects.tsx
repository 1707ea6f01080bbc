// What the company keeps: its own objects first, then those that come with Kith, each by what it is for.
import { Button, SimpleGrid, Text, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Plus, Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ObjectType } from '../../api/types.ts';
import { groupTitle } from '../../dictionary/area.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { navigationGroups } from '../../dictionary/dictionary.ts';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { compareText } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ObjectDialog } from './ObjectDialog.tsx';
import { Section } from './Section.tsx';
import classes from './setting.module.css';

function Card({ object }: { object: ObjectType }) {
  const own = object.fields.filter((field) => field.custom).length;
  return (
    <Link to="/settings/objects/$key" params={{ key: object.key }} className={classes.card}>
      <span className={classes.cardIcon}>
        <ObjectIcon object={object} size={18} />
      </span>
      <span>
        <Text span size="sm" fw={600} display="block">
          {object.label_plural}
        </Text>
        <Text span size="xs" c="dimmed" display="block">
          {t('objects.field_count', { count: object.fields.filter((field) => !field.system).length })}
          {own > 0 && !object.custom && ` · ${t('objects.own_count', { count: own })}`}
        </Text>
      </span>
    </Link>
  );
}

function Cards({ title, objects, children }: { title: string; objects: ObjectType[]; children?: ReactNode }) {
  return (
    <section className={classes.cards} aria-label={title}>
      <Text size="xs" fw={600} c="dimmed" mb={6}>
        {title}
      </Text>
      {objects.length ? (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
          {objects.map((object) => (
            <Card key={object.key} object={object} />
          ))}
        </SimpleGrid>
      ) : (
        children
      )}
    </section>
  );
}

export function Objects() {
  const dictionary = useDictionary();
  const [making, setMaking] = useState(false);
  const [wanted, setWanted] = useState('');
  const shown = [...dictionary.objects]
    .filter((object) => `${object.label} ${object.label_plural}`.toLowerCase().includes(wanted.trim().toLowerCase()))
    .sort((a, b) => compareText(a.label_plural, b.label_plural));
  const own = shown.filter((object) => object.custom);
  // What comes with Kith stands by the area of work, as in the navigation; the daily objects of each come first.
  const areas = navigationGroups({ ...dictionary, objects: shown.filter((object) => !object.custom) }).map(
    ({ key, primary, secondary }) => ({ key, objects: [...primary, ...secondary] }),
  );
  return (
    <Section
      title={t('settings.objects')}
      text={t('objects.text')}
      actions={
        <Button leftSection={<Plus size={15} />} onClick={() => setMaking(true)}>
          {t('objects.create')}
        </Button>
      }
    >
      <TextInput
        mb="md"
        maw={320}
        aria-label={t('objects.find')}
        placeholder={t('objects.find')}
        leftSection={<Search size={15} aria-hidden="true" />}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {(own.length > 0 || !wanted) && (
        <Cards title={t('objects.part.own')} objects={own}>
          <Text size="sm" c="dimmed">
            {t('objects.no_own')}
          </Text>
        </Cards>
      )}
      {areas.map(({ key, objects }) => (
        <Cards key={key} title={groupTitle(key)} objects={objects} />
      ))}
      {making && <ObjectDialog object={null} onClose={() => setMaking(false)} />}
    </Section>
  );
}
