// The labels of the dictionary in the language of the user: the standard ones from the app's own catalogs; what a customer
// added from the labels given with it, and where none is given in that language, by the words it was made with.
import type { Choice, DictionaryDocument, Field, IncomingLink, ObjectType } from '../api/types.ts';
import { currentLanguage, label } from '../i18n/index.ts';

/** The dictionary as the server tells it, with its own labels replaced by those of the language in use. */
export function translateDictionary(document: DictionaryDocument): DictionaryDocument {
  const byKey = new Map(document.objects.map((object) => [object.key, object]));
  return { ...document, objects: document.objects.map((object) => translateObject(object, byKey)) };
}

function translateObject(object: ObjectType, byKey: ReadonlyMap<string, ObjectType>): ObjectType {
  return {
    ...object,
    ...namesOf(object),
    server_label: object.label,
    server_label_plural: object.label_plural,
    fields: object.fields.map((field) => translateField(object, field)),
    links: object.links.map((link) => ({ ...link, label: linkLabel(link, byKey.get(link.object)) })),
  };
}

function namesOf(object: ObjectType): Pick<ObjectType, 'label' | 'label_plural'> {
  const { label: one, label_plural: many } = object;
  if (object.custom) return given(object.labels) ?? { label: one, label_plural: many };
  return { label: label(`${object.key}.one`, one), label_plural: label(`${object.key}.many`, many) };
}

/** What was given for the language in use; Serbian is read in the other script rather than not at all. */
function given<T>(labels: Record<string, T> | undefined): T | undefined {
  const language = currentLanguage();
  const other = language === 'sr' ? 'sr-Latn' : language === 'sr-Latn' ? 'sr' : undefined;
  return labels?.[language] ?? (other && labels?.[other]);
}

const own = <T extends { label: string; labels?: Record<string, string> }>(one: T) => ({
  ...one,
  label: given(one.labels) ?? one.label,
  server_label: one.label,
});

/** The fields that every record has are the same everywhere, in objects of the customer's own too. */
function translateField(object: ObjectType, field: Field): Field {
  if (field.custom || (object.custom && !field.system))
    return { ...own(field), choices: field.choices?.map(own) ?? null };
  const key = field.system ? `record.field.${field.key}` : `${object.key}.field.${field.key}`;
  return {
    ...field,
    label: label(key, field.label),
    server_label: field.label,
    help: field.help && label(`${key}.help`, field.help),
    choices: field.choices?.map((choice) => translateChoice(key, choice)) ?? null,
  };
}

const translateChoice = (field: string, choice: Choice): Choice => ({
  ...own(choice),
  label: given(choice.labels) ?? label(`${field}.choice.${choice.key}`, choice.label),
});

/** A link read from its other end is called as the objects it leads to, unless it has a name of its own. */
function linkLabel(link: IncomingLink, from: ObjectType | undefined): string {
  if (from && link.label === from.label_plural) return namesOf(from).label_plural;
  if (!from || from.custom || from.fields.find((field) => field.key === link.field)?.custom) return link.label;
  return label(`${from.key}.field.${link.field}.inverse`, link.label);
}
