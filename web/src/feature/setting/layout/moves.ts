// Moves of fields and sections within a layout that is being arranged. Knows no screen.
import type { LayoutField, LayoutSection } from '../../../api/layouts.ts';

export type Sections = readonly LayoutSection[];

const without = (sections: Sections, field: string): LayoutSection[] =>
  sections.map((section) => ({ ...section, fields: section.fields.filter((one) => one.field !== field) }));

export const findPlaced = (sections: Sections, field: string): LayoutField | undefined =>
  sections.flatMap((section) => section.fields).find((one) => one.field === field);

/** Puts a field into a section before another one, or at its end; without a section it stands in the last one, unnamed. */
export function placeField(
  sections: Sections,
  field: string,
  to: string | null,
  before: string | null,
): LayoutSection[] {
  if (before === field) return [...sections];
  const placed = findPlaced(sections, field) ?? { field };
  return without(sections, field).map((section) => {
    if (section.key !== to) return section;
    const at = before === null ? -1 : section.fields.findIndex((one) => one.field === before);
    const place = at < 0 ? section.fields.length : at;
    return { ...section, fields: [...section.fields.slice(0, place), placed, ...section.fields.slice(place)] };
  });
}

/** One place up or down, over the edge of its section into the next one. */
export function stepField(sections: Sections, field: string, step: -1 | 1): LayoutSection[] {
  const home = sections.findIndex((section) => section.fields.some((one) => one.field === field));
  const section = sections[home];
  if (!section) return [...sections];
  const at = section.fields.findIndex((one) => one.field === field);
  const next = at + step;
  if (next >= 0 && next < section.fields.length) {
    const before = step < 0 ? section.fields[next] : section.fields[next + 1];
    return placeField(sections, field, section.key, before?.field ?? null);
  }
  const neighbor = sections[home + step];
  if (!neighbor) return [...sections];
  return placeField(sections, field, neighbor.key, step > 0 ? (neighbor.fields[0]?.field ?? null) : null);
}

export function stepSection(sections: Sections, key: string, step: -1 | 1): LayoutSection[] {
  const at = sections.findIndex((section) => section.key === key);
  const [from, to] = [sections[at], sections[at + step]];
  if (!from || !to) return [...sections];
  return sections.map((section, place) => (place === at ? to : place === at + step ? from : section));
}

export const changeField = (sections: Sections, field: string, change: Partial<LayoutField>): LayoutSection[] =>
  sections.map((section) => ({
    ...section,
    fields: section.fields.map((one) => (one.field === field ? clean({ ...one, ...change }) : one)),
  }));

/** What says nothing is not kept. */
function clean(field: LayoutField): LayoutField {
  return Object.fromEntries(
    Object.entries(field).filter(([key, value]) => value !== undefined && (value !== false || key === 'on_form')),
  ) as unknown as LayoutField;
}

/** A key that no section has yet. */
export function newKey(sections: Sections): string {
  const taken = new Set(sections.map((section) => section.key));
  let number = sections.length + 1;
  while (taken.has(`section_${number}`)) number += 1;
  return `section_${number}`;
}
