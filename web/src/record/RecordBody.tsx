// What is known of a record: beside each other where there is room, one part at a time where there is not.
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ObjectType, RecordRow } from '../api/types.ts';
import { t } from '../i18n/index.ts';
import { Linked } from './Linked.tsx';
import { Parts } from './Parts.tsx';
import { RecordFields } from './RecordFields.tsx';
import classes from './record.module.css';
import { Timeline } from './Timeline.tsx';

export type Part = 'fields' | 'timeline' | 'linked';

export function RecordBody({ object, record, start }: { object: ObjectType; record: RecordRow; start: Part }) {
  const [part, setPart] = useState<Part>(start);
  const hidden = (name: Part) => (part === name ? undefined : true);
  return (
    <div className={classes.body}>
      <div className={classes.columns}>
        <div className={classes.tabs}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('record.parts')}
            data={[
              { value: 'fields', label: t('record.fields') },
              { value: 'timeline', label: t('record.timeline') },
              { value: 'linked', label: t('record.linked') },
            ]}
            value={part}
            onChange={(next) => setPart(next as Part)}
          />
        </div>
        <section className={classes.left} aria-label={t('record.fields')} data-hidden={hidden('fields')}>
          <RecordFields object={object} record={record} />
        </section>
        <section className={classes.middle} aria-label={t('record.timeline')} data-hidden={hidden('timeline')}>
          <Parts object={object} record={record} />
          <Timeline object={object} record={record} />
        </section>
        <aside className={classes.right} aria-label={t('record.linked')} data-hidden={hidden('linked')}>
          <Linked object={object} record={record} />
        </aside>
      </div>
    </div>
  );
}
