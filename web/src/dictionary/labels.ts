// The labels of the standard dictionary in the language of the user. What a customer added keeps the words it was given.
import type { Choice, DictionaryDocument, Field, IncomingLink, ObjectType } from '../api/types.ts';
import { label } from '../i18n/index.ts';

/** The dictionary as the server tells it, with its own labels replaced by those of the language in use. */
export function translateDictionary(document: DictionaryDocument): DictionaryDocument {
  const byKey = new Map(document.objects.map((object) => [object.key, object]));
  return { ...document, objects: document.objects.map((object) => translateObject(object, byKey)) };
}

function translateObject(object: ObjectType, byKey: ReadonlyMap<string, ObjectType>): ObjectType {
  const names = object.custom
    ? {}
    : {
        label: label(`${object.key}.one`, object.label),
        label_plural: label(`${object.key}.many`, object.label_plural),
      };
  return {
    ...object,
    ...names,
    fields: object.fields.map((field) => translateField(object, field)),
    links: object.links.map((link) => ({ ...link, label: linkLabel(link, byKey.get(link.object)) })),
  };
}

/** The fields that every record has are the same everywhere, in objects of the customer's own too. */
function translateField(object: ObjectType, field: Field): Field {
  if (field.custom || (object.custom && !field.system)) return field;
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
  ...choice,
  label: label(`${field}.choice.${choice.key}`, choice.label),
  server_label: choice.label,
});

/** A link read from its other end is called as the objects it leads to, unless it has a name of its own. */
function linkLabel(link: IncomingLink, from: ObjectType | undefined): string {
  if (!from || from.custom || from.fields.find((field) => field.key === link.field)?.custom) return link.label;
  return link.label === from.label_plural
    ? label(`${from.key}.many`, link.label)
    : label(`${from.key}.field.${link.field}.inverse`, link.label);
}
