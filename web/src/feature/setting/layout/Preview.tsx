// What the layout comes to, on a record that exists: the page, or the form with nothing in it.
import { SegmentedControl, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LayoutSection, LayoutTab } from '../../../api/layouts.ts';
import { keys } from '../../../api/query.ts';
import { findRecord, listRecords } from '../../../api/records.ts';
import type { ObjectType } from '../../../api/types.ts';
import { faceOf } from '../../../field/faces.ts';
import { isBlank } from '../../../field/shared/values.ts';
import { currentLanguage, t } from '../../../i18n/index.ts';
import { arrange, pageFields } from '../../../record/layout/arrange.ts';
import classes from './layout.module.css';

interface Props {
  object: ObjectType;
  sections: LayoutSection[];
  tabs: LayoutTab[];
}

export function Preview({ object, sections, tabs }: Props) {
  const [what, setWhat] = useState<'page' | 'form'>('page');
  const sample = useQuery({
    queryKey: [...keys.lists(object.key), 'sample'],
    queryFn: async ({ signal }) => {
      const page = await listRecords(object.plural, { sort: '-updated_at', limit: 1, fields: ['id'] }, signal);
      const [first] = page.data;
      return first ? findRecord(object.plural, first.id, signal) : null;
    },
  });
  const onForm = what === 'form';
  const values = onForm ? {} : (sample.data ?? {});
  const fields = pageFields(object).filter((field) => !onForm || (!field.read_only && field.kind !== 'computed'));
  const arranged = arrange({ object: object.key, sections, tabs }, fields, values, currentLanguage(), onForm);
  return (
    <section className={classes.preview} aria-label={t('layout.preview')}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('layout.preview')}
        value={what}
        onChange={(next) => setWhat(next as 'page' | 'form')}
        data={[
          { value: 'page', label: t('layout.preview_page') },
          { value: 'form', label: t('layout.preview_form') },
        ]}
      />
      {!onForm && sample.data && (
        <Text size="xs" c="dimmed" mt="sm" truncate>
          {t('layout.preview_of', { title: sample.data.title || t('record.untitled') })}
        </Text>
      )}
      {arranged.map((section) => (
        <div key={section.key}>
          <Title order={3} size="h4" mt="sm" mb={2}>
            {section.label ?? t('record.section_more')}
            {section.tab && !onForm && (
              <Text span size="xs" c="dimmed">
                {` · ${tabs.find(({ key }) => key === section.tab)?.label ?? ''}`}
              </Text>
            )}
            {section.collapsed && (
              <Text span size="xs" c="dimmed">
                {` · ${t('layout.folded')}`}
              </Text>
            )}
          </Title>
          {section.fields.map(({ field, required }) => {
            const value = (values as Record<string, unknown>)[field.key];
            const { Cell } = faceOf(field);
            return (
              <div key={field.key} className={classes.previewRow}>
                <span>
                  {field.label}
                  {required && ' *'}
                </span>
                <div className={classes.previewValue}>
                  {isBlank(value) ? '—' : <Cell field={field} value={value} dense />}
                </div>
              </div>
            );
          })}
        </div>
      ))}
    </section>
  );
}
