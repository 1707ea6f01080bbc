// The shapes of the server's own document, as the app reads them.
import type { components } from './schema.gen.ts';

type Schemas = components['schemas'];

/** Answers name every member; the document only tells which of them may be null. */
type Whole<T> = T extends readonly (infer Item)[]
  ? Whole<Item>[]
  : T extends object
    ? { [Key in keyof T]-?: Whole<T[Key]> }
    : T;

/** What the server answers with. */
export type Answer<Name extends keyof Schemas> = Whole<Schemas[Name]>;

/** What the server takes. */
export type Input<Name extends keyof Schemas> = Schemas[Name];

/** A shape of the document with members of which the app knows more than the document tells. */
export type Told<Base, Known> = Omit<Base, keyof Known> & Known;
