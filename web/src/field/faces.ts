// Every kind of field with its face. A kind without one does not compile.
import type { Field, FieldKind } from '../api/types.ts';
import { computed } from './computed/index.tsx';
import { plainFaces } from './plain.ts';
import { repeat } from './repeat/index.tsx';
import type { FieldFace } from './types.ts';

export const faces = { ...plainFaces, computed } satisfies Record<FieldKind, FieldFace>;

/** The face of a field. A kind newer than this app is shown as text rather than breaking the page. */
export function faceOf(field: Field): FieldFace {
  // A text that is a rule: when a task comes again.
  if (field.kind === 'text' && field.key === 'repeat' && !field.custom) return repeat;
  return (faces as Partial<Record<string, FieldFace>>)[field.kind] ?? faces.text;
}

/** Starting width of a column. */
export function widthOf(field: Field): number {
  const kind = field.kind === 'computed' ? (field.computed?.kind ?? 'text') : field.kind;
  return ((faces as Partial<Record<string, FieldFace>>)[kind] ?? faces.text).width;
}

/** Numbers stand at the end of a column, also when they are computed. */
export function alignOf(field: Field): 'end' | undefined {
  const kind = field.kind === 'computed' ? (field.computed?.kind ?? 'text') : field.kind;
  return (faces as Partial<Record<string, FieldFace>>)[kind]?.align;
}
