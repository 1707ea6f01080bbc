// Chooses a field: those of the object, and one step further those of the records it links to.
import { ScrollArea, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { Check, Search } from 'lucide-react';
import { useState } from 'react';
import type { Field, ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { allFields } from '../dictionary/dictionary.ts';
import { t } from '../i18n/index.ts';
import classes from './bar.module.css';

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

interface Entry {
  path: string;
  field: Field;
}

export function FieldMenu({
  object,
  accepts,
  chosen,
  onChoose,
}: {
  object: ObjectType;
  accepts: (field: Field) => boolean;
  chosen?: readonly string[];
  onChoose: (path: string, field: Field) => void;
}) {
  const dictionary = useDictionary();
  const [term, setTerm] = useState('');
  const wanted = fold(term);
  const own = allFields(object);
  const sections: { title: string | null; entries: Entry[] }[] = [
    { title: null, entries: own.filter(accepts).map((field) => ({ path: field.key, field })) },
    ...own
      .filter((field) => field.kind === 'link' && field.to && field.to !== 'user')
      .map((link) => ({
        title: link.label,
        entries: (dictionary.byKey.get(link.to ?? '')?.fields ?? [])
          .filter((field) => accepts(field) && field.kind !== 'link')
          .map((field) => ({ path: `${link.key}.${field.key}`, field })),
      })),
  ];
  const shown = sections
    .map((section) => ({
      ...section,
      entries: section.entries.filter(
        ({ field }) => !wanted || fold(`${section.title ?? ''} ${field.label}`).includes(wanted),
      ),
    }))
    // Fields of linked records are many; without a search only a few of each are offered.
    .map((section) => (section.title && !wanted ? { ...section, entries: section.entries.slice(0, 6) } : section))
    .filter((section) => section.entries.length);
  const first = shown[0]?.entries[0];
  return (
    <Stack gap="xs" w={270}>
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
            onChoose(first.path, first.field);
          }
        }}
      />
      <ScrollArea.Autosize mah={340} type="auto" viewportProps={{ tabIndex: 0 }}>
        {shown.map((section) => (
          <div key={section.title ?? ''}>
            {section.title && <div className={classes.menuTitle}>{section.title}</div>}
            {section.entries.map(({ path, field }) => (
              <UnstyledButton
                key={path}
                className={classes.menuItem}
                onClick={() => onChoose(path, field)}
                role={chosen ? 'menuitemcheckbox' : undefined}
                aria-checked={chosen ? chosen.includes(path) : undefined}
              >
                <span>{field.label}</span>
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
