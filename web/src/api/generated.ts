// The shapes of the server's own document, as the app reads them.
import type { components } from './schema.gen.ts';

type Schemas = components['schemas'];

/** What the server answers with. */
export type Answer<Name extends keyof Schemas> = Schemas[Name];

/** What the server takes. */
export type Input<Name extends keyof Schemas> = Schemas[Name];

/** A shape of the document with members of which the app knows more than the document tells. */
export type Told<Base, Known> = Omit<Base, keyof Known> & Known;
