// Chooses a field: those of the object, and one step further those of the records it links to; where asked, also a link that
// leads here.
import { ScrollArea, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { Check, Search } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { Field, ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { allFields } from '../dictionary/dictionary.ts';
import { t } from '../i18n/index.ts';
import classes from './bar.module.css';

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Who types the whole name of a field wants that one, not the first that has it in its name. */
const nearness = (label: string, wanted: string) => (label === wanted ? 0 : label.startsWith(wanted) ? 1 : 2);

interface Entry {
  path: string;
  label: string;
  choose: () => void;
}

/** The arrows walk through the entries, from the search field on and back to it. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button')];
  event.preventDefault();
  stops[stops.indexOf(document.activeElement as HTMLElement) + step]?.focus();
}

export function FieldMenu({
  object,
  accepts,
  chosen,
  onChoose,
  onChooseLink,
  onChooseMember,
}: {
  object: ObjectType;
  accepts: (field: Field) => boolean;
  chosen?: readonly string[];
  onChoose: (path: string, field: Field) => void;
  /** Offers the records that link here: what is asked of them is chosen next. */
  onChooseLink?: (link: string) => void;
  /** Offers to ask for the members of a segment or an audience. */
  onChooseMember?: () => void;
}) {
  const dictionary = useDictionary();
  const [term, setTerm] = useState('');
  const wanted = fold(term);
  const own = allFields(object);
  const entry = (path: string, field: Field): Entry => ({
    path,
    label: field.label,
    choose: () => onChoose(path, field),
  });
  const incoming = onChooseLink ? object.links.filter((link) => dictionary.byKey.has(link.object)) : [];
  const asks = onChooseMember && dictionary.byKey.get('segment')?.can.read !== 'none';
  const sections: { title: string | null; entries: Entry[] }[] = [
    { title: null, entries: own.filter(accepts).map((field) => entry(field.key, field)) },
    {
      title: t('filter.linked'),
      entries: [
        ...(asks ? [{ path: 'member_of', label: t('filter.member'), choose: () => onChooseMember() }] : []),
        ...incoming.map(({ link, label }) => ({ path: link, label, choose: () => onChooseLink?.(link) })),
      ],
    },
    ...own
      .filter((field) => field.kind === 'link' && field.to && field.to !== 'user')
      .map((link) => ({
        title: link.label,
        entries: (dictionary.byKey.get(link.to ?? '')?.fields ?? [])
          .filter((field) => accepts(field) && field.kind !== 'link')
          .map((field) => entry(`${link.key}.${field.key}`, field)),
      })),
  ];
  const shown = sections
    .map((section) => ({
      ...section,
      entries: wanted
        ? section.entries
            .filter(({ label }) => fold(`${section.title ?? ''} ${label}`).includes(wanted))
            .sort((one, other) => nearness(fold(one.label), wanted) - nearness(fold(other.label), wanted))
        : section.entries,
    }))
    // Fields of linked records are many; without a search only a few of each are offered.
    .map((section, place) => (place > 1 && !wanted ? { ...section, entries: section.entries.slice(0, 6) } : section))
    .filter((section) => section.entries.length);
  const first = shown[0]?.entries[0];
  return (
    <Stack gap="xs" w={270} onKeyDown={walk}>
      <TextInput
        value={term}
        onChange={(event) => setTerm(event.currentTarget.value)}
        placeholder={t('filter.find_field')}
        aria-label={t('filter.find_field')}
        leftSection={<Search size={14} />}
        data-autofocus
        onKeyDown={(event) => {
          if (event.key === 'Enter' && first && wanted) {
            event.preventDefault();
            first.choose();
          }
        }}
      />
      <ScrollArea.Autosize mah={340} type="auto" viewportProps={{ tabIndex: 0 }}>
        {shown.map((section) => (
          <div key={section.title ?? ''}>
            {section.title && <div className={classes.menuTitle}>{section.title}</div>}
            {section.entries.map(({ path, label, choose }) => (
              <UnstyledButton
                key={path}
                className={classes.menuItem}
                onClick={choose}
                role={chosen ? 'checkbox' : undefined}
                aria-checked={chosen ? chosen.includes(path) : undefined}
              >
                <span>{label}</span>
                {chosen?.includes(path) && <Check size={14} />}
              </UnstyledButton>
            ))}
          </div>
        ))}
        {!shown.length && (
          <Text size="sm" c="dimmed" p="xs">
            {t('filter.no_field')}
          </Text>
        )}
      </ScrollArea.Autosize>
    </Stack>
  );
}
