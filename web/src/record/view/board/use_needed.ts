// Fields that the layout of an object wants filled in when a record stands in a column, and that are empty in it.
import { useMemo } from 'react';
import { findRecord } from '../../../api/records.ts';
import type { Field, ObjectType, RecordRow } from '../../../api/types.ts';
import { currentLanguage } from '../../../i18n/index.ts';
import { arrange } from '../../layout/arrange.ts';
import { isEmpty } from '../../layout/evaluate.ts';
import { useLayout } from '../../layout/use_layout.ts';
import { canWrite } from '../../paste_plan.ts';
import type { BoardColumn } from './columns.ts';

type Needed = (row: RecordRow, values: Record<string, unknown>, to: BoardColumn) => Promise<Field[]>;

/** Undefined where no layout asks for anything: then a drop needs no second look at the record. */
export function useNeeded(object: ObjectType): Needed | undefined {
  const layout = useLayout(object.key);
  return useMemo(() => {
    if (!layout?.sections.some(({ fields }) => fields.some(({ required }) => required))) return undefined;
    const outcome = object.fields.find(({ key, kind }) => key === 'outcome' && kind === 'choice');
    return async (row, values, to) => {
      const now = await findRecord(object.plural, row.id);
      // The server sets the outcome by the column it ends in; rules that ask by the outcome are asked with it.
      const ending = outcome?.choices?.some(({ key }) => key === to.ending) ? { outcome: to.ending } : {};
      const then: Record<string, unknown> = { ...now, ...ending, ...values };
      return arrange(layout, object.fields, then, currentLanguage())
        .flatMap(({ fields }) => fields)
        .filter(({ field, required }) => required && isEmpty(then[field.key]) && canWrite(object, field))
        .map(({ field }) => field);
    };
  }, [layout, object]);
}
