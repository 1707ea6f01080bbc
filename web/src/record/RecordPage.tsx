// A record's page: who or what it is and its fields at the left, what happened in the middle, what belongs to it at the right.
import { useDocumentTitle } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ObjectType, RecordRow } from '../api/types.ts';
import { Blank } from '../ui/Blank.tsx';
import { useTab } from './layout/use_tab.ts';
import { ProblemView } from './ProblemView.tsx';
import { Stepper } from './panel/Stepper.tsx';
import { PresenceProvider } from './presence/context.tsx';
import { RecordBody } from './RecordBody.tsx';
import { RecordHead } from './RecordHead.tsx';
import classes from './record.module.css';
import { useRecord } from './use_record.ts';

export function RecordPage({
  object,
  id,
  tools,
  below,
}: {
  object: ObjectType;
  id: string;
  /** What a feature offers for records of this object, beside the stepper. */
  tools?: (record: RecordRow) => ReactNode;
  /** What a feature adds below the head. */
  below?: (record: RecordRow) => ReactNode;
}) {
  const navigate = useNavigate();
  const tab = useTab();
  const show = (other: string) =>
    void navigate({
      to: '/$plural/$id',
      params: { plural: object.plural, id: other },
      // The next record is looked at as this one was.
      search: tab.kept,
      replace: true,
    });
  const record = useRecord(object, id, show);
  useDocumentTitle(record.data ? `${record.data.title || object.label} · Kith` : 'Kith');
  if (record.isError && !record.data && !record.isMoved)
    return <ProblemView error={record.error} onRetry={() => record.refetch()} />;
  if (!record.data) return <Blank title="" />;
  return (
    <PresenceProvider object={object.key} id={id}>
      <div className={classes.page}>
        <header className={classes.head}>
          <RecordHead
            object={object}
            record={record.data}
            steps={
              <>
                {tools?.(record.data)}
                <Stepper object={object} id={id} onStep={show} />
              </>
            }
            onRemoved={() => void navigate({ to: '/$plural', params: { plural: object.plural } })}
          />
          {below?.(record.data)}
        </header>
        <RecordBody object={object} record={record.data} start="timeline" tab={tab.tab} onTab={tab.open} />
      </div>
    </PresenceProvider>
  );
}
