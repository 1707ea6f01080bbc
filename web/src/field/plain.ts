// The faces of all kinds that hold a value of their own; `faces.ts` adds the computed kind, which borrows from these.
import type { FieldKind } from '../api/types.ts';
import { boolean } from './boolean/index.tsx';
import { choice } from './choice/index.tsx';
import { choices } from './choices/index.tsx';
import { date } from './date/index.tsx';
import { decimal } from './decimal/index.tsx';
import { duration } from './duration/index.tsx';
import { email_addresses } from './email_addresses/index.tsx';
import { file } from './file/index.tsx';
import { integer } from './integer/index.tsx';
import { link } from './link/index.tsx';
import { long_text } from './long_text/index.tsx';
import { money } from './money/index.tsx';
import { percent } from './percent/index.tsx';
import { person_name } from './person_name/index.tsx';
import { phone_numbers } from './phone_numbers/index.tsx';
import { postal_address } from './postal_address/index.tsx';
import { tags } from './tags/index.tsx';
import { text } from './text/index.tsx';
import { timestamp } from './timestamp/index.tsx';
import type { FieldFace } from './types.ts';
import { web_address } from './web_address/index.tsx';

export const plainFaces = {
  text,
  long_text,
  integer,
  decimal,
  percent,
  money,
  boolean,
  date,
  timestamp,
  choice,
  choices,
  link,
  email_addresses,
  phone_numbers,
  postal_address,
  web_address,
  tags,
  file,
  person_name,
  duration,
} satisfies Record<Exclude<FieldKind, 'computed'>, FieldFace>;
