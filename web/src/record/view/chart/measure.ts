// What a chart asks: by which one or two fields, and what of the records it measures.
import type { Field, ObjectType } from '../../../api/types.ts';
import type { Dictionary } from '../../../dictionary/dictionary.ts';
import { type Bucket, isTime, readGrouping, writeGrouping } from '../../group.ts';
import { boardFields, chartFields, measuredFields } from '../fields.ts';

export interface Axis {
  field: Field;
  bucket: Bucket | undefined;
}

export interface Measure {
  kind: 'count' | 'sum' | 'avg';
  field: Field | undefined;
}

const axisOf = (object: ObjectType, text: string | undefined): Axis | undefined => {
  const told = readGrouping(text);
  const field = told && chartFields(object).find(({ key }) => key === told.path);
  return field && { field, bucket: isTime(field) ? (told.bucket ?? 'month') : undefined };
};

/** `stage` or `close_date:quarter,owner`; where nothing is said, the first field whose values are few. */
export function readAxes(dictionary: Dictionary, object: ObjectType, by: string | undefined): Axis[] {
  const axes = (by ?? '').split(',').flatMap((text) => axisOf(object, text) ?? []);
  if (axes.length) return axes.slice(0, 2);
  const able = new Set(chartFields(object));
  const field = boardFields(dictionary, object).find((one) => able.has(one)) ?? [...able][0];
  return field ? [{ field, bucket: isTime(field) ? 'month' : undefined }] : [];
}

export const writeAxes = (axes: Axis[]): string =>
  axes.map(({ field, bucket }) => writeGrouping(field, bucket)).join(',');

export function readMeasure(object: ObjectType, text: string | undefined): Measure {
  const [kind, key] = (text ?? '').split(':');
  const field = measuredFields(object).find((one) => one.key === key);
  return field && (kind === 'sum' || kind === 'avg') ? { kind, field } : { kind: 'count', field: undefined };
}

export const writeMeasure = ({ kind, field }: Measure): string | undefined =>
  field && kind !== 'count' ? `${kind}:${field.key}` : undefined;
