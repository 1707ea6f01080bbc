// Puts the fields of an object into the sections of its layout, for one record: what is shown, what is required.
import type { Layout, LayoutField } from '../../api/layouts.ts';
import type { Field, ObjectType } from '../../api/types.ts';
import { evaluate } from './evaluate.ts';

export interface Placed {
  field: Field;
  required: boolean;
}

export interface ArrangedSection {
  key: string;
  /** Null for the last section, of what the layout does not name. */
  label: string | null;
  collapsed: boolean;
  /** The tab in which it stands; undefined where it is seen at first. */
  tab: string | undefined;
  fields: Placed[];
}

type Values = Readonly<Record<string, unknown>>;

const isRequired = (field: Field, placed: LayoutField | undefined, values: Values): boolean =>
  field.required ||
  placed?.required === true ||
  (typeof placed?.required === 'object' && evaluate(placed.required, values));

/** `fields` are those to be shown at all; a hidden one is left out wherever it stands. */
export function arrange(
  layout: Layout | undefined,
  fields: readonly Field[],
  values: Values,
  language: string,
  onForm = false,
): ArrangedSection[] {
  const left = new Map(fields.map((field) => [field.key, field]));
  const sections = (layout?.sections ?? []).map((section): ArrangedSection => {
    const placed = section.fields.flatMap((one): Placed[] => {
      const field = left.get(one.field);
      if (!field) return [];
      left.delete(one.field);
      const isShown = !one.shown_if || evaluate(one.shown_if, values);
      if (!isShown || (onForm && one.on_form === false)) return [];
      return [{ field, required: isRequired(field, one, values) }];
    });
    return {
      key: section.key,
      label: section.labels?.[language] ?? section.label,
      collapsed: section.collapsed ?? false,
      tab: layout?.tabs?.some(({ key }) => key === section.tab) ? section.tab : undefined,
      fields: placed,
    };
  });
  const rest = [...left.values()].map((field) => ({ field, required: field.required }));
  if (rest.length) sections.push({ key: '', label: null, collapsed: false, tab: undefined, fields: rest });
  return sections.filter((section) => section.fields.length > 0);
}

/** The tabs in which something of this record is to be seen, as they are called in this language. */
export function tabsIn(
  layout: Layout | undefined,
  sections: readonly ArrangedSection[],
  language: string,
): { key: string; label: string }[] {
  const filled = new Set(sections.map(({ tab }) => tab));
  return (layout?.tabs ?? []).flatMap(({ key, label, labels }) =>
    filled.has(key) ? [{ key, label: labels?.[language] ?? label }] : [],
  );
}

/** The fields of an object that its page shows: the owner is kept by the system like the times, but is a person to be seen. */
export const pageFields = (object: ObjectType): Field[] =>
  object.fields.filter((field) => !field.system || field.key === 'owner');
