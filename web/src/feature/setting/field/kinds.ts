// The kinds of fields as they are offered: in groups, each with an icon; formula and rollup are two faces of one kind.
import {
  AlignLeft,
  AtSign,
  Binary,
  CalendarClock,
  CalendarDays,
  CheckSquare,
  CircleDot,
  Coins,
  FunctionSquare,
  Globe,
  Hash,
  Hourglass,
  IdCard,
  Link2,
  ListChecks,
  type LucideIcon,
  MapPin,
  Paperclip,
  Percent,
  Phone,
  Sigma,
  Tags,
  Type,
} from 'lucide-react';
import type { Field, FieldKind } from '../../../api/types.ts';

/** What is picked: a kind, or one of the two ways to compute. */
export type Pick = Exclude<FieldKind, 'computed'> | 'formula' | 'rollup';

export const KIND_GROUPS: readonly {
  key: 'words' | 'numbers' | 'times' | 'choices' | 'people' | 'links' | 'computed';
  kinds: readonly Pick[];
}[] = [
  { key: 'words', kinds: ['text', 'long_text', 'web_address'] },
  { key: 'numbers', kinds: ['integer', 'decimal', 'money', 'percent', 'duration'] },
  { key: 'choices', kinds: ['choice', 'choices', 'tags', 'boolean'] },
  { key: 'times', kinds: ['date', 'timestamp'] },
  { key: 'people', kinds: ['person_name', 'email_addresses', 'phone_numbers', 'postal_address'] },
  { key: 'links', kinds: ['link', 'file'] },
  { key: 'computed', kinds: ['formula', 'rollup'] },
];

export const KIND_ICONS: Record<Pick, LucideIcon> = {
  text: Type,
  long_text: AlignLeft,
  web_address: Globe,
  integer: Hash,
  decimal: Binary,
  money: Coins,
  percent: Percent,
  duration: Hourglass,
  choice: CircleDot,
  choices: ListChecks,
  tags: Tags,
  boolean: CheckSquare,
  date: CalendarDays,
  timestamp: CalendarClock,
  person_name: IdCard,
  email_addresses: AtSign,
  phone_numbers: Phone,
  postal_address: MapPin,
  link: Link2,
  file: Paperclip,
  formula: FunctionSquare,
  rollup: Sigma,
};

export function pickOf(field: Field): Pick {
  if (field.kind !== 'computed') return field.kind;
  return field.computed?.rollup ? 'rollup' : 'formula';
}

export const isComputed = (pick: Pick): pick is 'formula' | 'rollup' => pick === 'formula' || pick === 'rollup';
export const hasChoices = (pick: Pick): boolean => pick === 'choice' || pick === 'choices';
/** Only kinds with one plain value can be told apart. */
export const canBeUnique = (pick: Pick): boolean =>
  ['text', 'integer', 'email_addresses', 'phone_numbers', 'web_address'].includes(pick);
export const canBeSearched = (pick: Pick): boolean =>
  ['text', 'long_text', 'email_addresses', 'phone_numbers', 'web_address', 'person_name', 'postal_address'].includes(
    pick,
  );
/** What a new record may start with; the rest has no sensible start or takes none. */
export const canHaveDefault = (pick: Pick): boolean =>
  [
    'text',
    'long_text',
    'web_address',
    'integer',
    'decimal',
    'money',
    'percent',
    'boolean',
    'date',
    'choice',
    'choices',
  ].includes(pick);
/** What a formula may give. */
export const RESULT_KINDS = [
  'text',
  'integer',
  'decimal',
  'money',
  'percent',
  'boolean',
  'date',
  'timestamp',
  'duration',
] as const;
