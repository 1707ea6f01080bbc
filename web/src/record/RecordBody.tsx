// What is known of a record: beside each other where there is room, one part at a time where there is not.
import { SegmentedControl, Tabs } from '@mantine/core';
import { useState } from 'react';
import type { ObjectType, RecordRow } from '../api/types.ts';
import { currentLanguage, t } from '../i18n/index.ts';
import { usePainted } from '../ui/use_painted.ts';
import { Linked } from './Linked.tsx';
import { arrange, pageFields, tabsIn } from './layout/arrange.ts';
import { useLayout } from './layout/use_layout.ts';
import { Parts } from './Parts.tsx';
import { RecordFields } from './RecordFields.tsx';
import classes from './record.module.css';
import { Timeline } from './Timeline.tsx';

export type Part = 'fields' | 'timeline' | 'linked';

interface Props {
  object: ObjectType;
  record: RecordRow;
  start: Part;
  /** The tab of the layout that is open. */
  tab: string | undefined;
  onTab: (tab: string | undefined) => void;
}

export function RecordBody({ object, record, start, tab, onTab }: Props) {
  const layout = useLayout(object.key) ?? undefined;
  const language = currentLanguage();
  const present = pageFields(object).filter((field) => field.key in record || field.access === 'write');
  const tabs = layout?.tabs?.length ? tabsIn(layout, arrange(layout, present, record, language), language) : [];
  const open = tabs.find(({ key }) => key === tab)?.key;
  if (!tabs.length) return <Columns object={object} record={record} start={start} />;
  return (
    <Tabs
      value={open ?? OVERVIEW}
      onChange={(next) => onTab(!next || next === OVERVIEW ? undefined : next)}
      keepMounted={false}
      className={classes.tabbed}
    >
      <Tabs.List aria-label={t('record.tabs')} className={classes.tabList}>
        <Tabs.Tab value={OVERVIEW}>{t('record.tab_overview')}</Tabs.Tab>
        {tabs.map(({ key, label }) => (
          <Tabs.Tab key={key} value={key}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={OVERVIEW} className={classes.tabPanel}>
        <Columns object={object} record={record} start={start} />
      </Tabs.Panel>
      {tabs.map(({ key }) => (
        <Tabs.Panel key={key} value={key} className={classes.tabFields}>
          <div className={classes.tabColumns}>
            <RecordFields object={object} record={record} tab={key} />
          </div>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

// No key of a tab is written in capitals.
const OVERVIEW = 'Overview';

function Columns({ object, record, start }: Pick<Props, 'object' | 'record' | 'start'>) {
  const [part, setPart] = useState<Part>(start);
  // Who or what it is and its fields stand there at once; the stream and what is linked follow when the answers to them arrive.
  const isPainted = usePainted();
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
          {isPainted && (
            <>
              <Parts object={object} record={record} />
              <Timeline object={object} record={record} />
            </>
          )}
        </section>
        <aside className={classes.right} aria-label={t('record.linked')} data-hidden={hidden('linked')}>
          {isPainted ? <Linked object={object} record={record} /> : <span hidden />}
        </aside>
      </div>
    </div>
  );
}
