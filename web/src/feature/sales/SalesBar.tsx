// What sales adds below the head of a record.
import type { ReactNode } from 'react';
import type { ObjectType, RecordRow } from '../../api/types.ts';
import { DealBar } from './DealBar.tsx';
import { LeadBar } from './LeadBar.tsx';

export function SalesBar({ object, record, offer }: { object: ObjectType; record: RecordRow; offer?: ReactNode }) {
  if (object.key === 'deal') return <DealBar key={record.id} object={object} record={record} offer={offer} />;
  if (object.key === 'lead') return <LeadBar key={record.id} object={object} record={record} />;
  return null;
}
