//! The dictionary as a viewer gets it: only objects and fields they may see, with what they may do with each.

use crate::access::Seen;
use crate::read::{Reading, target_of};
use crate::{Access, Extent, ObjectRights};
use dictionary::{Dictionary, FieldDef, InverseLink, ObjectDef};
use serde::Serialize;
use serde_json::{Value as Json, json};
use store::query::Visibility;

/// The document of `GET /dictionary`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DictionaryDocument {
    /// The overlay's version.
    pub version: u64,
    /// The workspace's currency.
    pub currency: String,
    objects: Vec<Json>,
}

impl Reading<'_> {
    /// The dictionary as the viewer may see it.
    pub fn document(&self) -> DictionaryDocument {
        let rights = &self.context.rights;
        let objects = self.dictionary.objects().iter().filter(|object| self.sees(&object.key));
        DictionaryDocument {
            version: self.dictionary.version,
            currency: self.context.moment.read.currency.code().to_string(),
            objects: objects.map(|object| self.object_json(object, rights.object(&object.key))).collect(),
        }
    }

    fn object_json(&self, object: &ObjectDef, can: ObjectRights) -> Json {
        let sight = Seen::reading(&self.context.rights, &self.dictionary);
        let seen = |field: &FieldDef| sight.may_read(&object.key, &field.key);
        let fields = object.fields.iter().filter(|field| seen(field) && self.leads_somewhere(field));
        let list: Vec<&String> = object
            .list_fields
            .iter()
            .filter(|key| object.field(key).is_some_and(|field| seen(field)))
            .collect();
        let inverse =
            self.dictionary.inverse_links(&object.key).iter().filter(|inverse| self.sees_link(inverse));
        json!({
            "key": object.key,
            "plural": object.plural,
            "label": object.label,
            "label_plural": object.label_plural,
            "labels": object.labels,
            "icon": object.icon,
            "title_field": object.title_field,
            "custom": object.custom,
            "group": object.group,
            "searchable": object.searchable,
            "moment": object.moment,
            "made_by": object.made_by,
            "fields": fields.map(|field| self.field_json(object, field)).collect::<Vec<_>>(),
            "links": inverse.map(|inverse| json!({
                "link": format!("{}.{}", inverse.object, inverse.field), "object": inverse.object, "field": inverse.field,
                "label": inverse.label,
            })).collect::<Vec<_>>(),
            "can": can,
            "list_fields": list,
            "default_sort": object.default_sort,
        })
    }

    /// A link to an object the viewer may not see stays a link, but one cannot walk over it.
    fn leads_somewhere(&self, field: &FieldDef) -> bool {
        target_of(field).is_none_or(|target| {
            ["user", "team"].contains(&target) || self.dictionary.object(target).is_some()
        })
    }

    fn sees_link(&self, inverse: &InverseLink) -> bool {
        self.object(&inverse.object).is_ok_and(|object| self.field(&object, &inverse.field).is_some())
    }

    fn field_json(&self, object: &ObjectDef, field: &FieldDef) -> Json {
        let rights = &self.context.rights;
        let writes = rights.field(&object.key, &field.key) == Access::Write
            && !field.read_only()
            && (can_write(rights.object(&object.key)));
        let target = target_of(field);
        let operators: Vec<&str> = field.operators().iter().map(|operator| operator.word()).collect();
        let choices = if field.choices.is_empty() { None } else { Some(&field.choices) };
        json!({
            "key": field.key,
            "label": field.label,
            "labels": field.labels,
            "kind": field.kind.word(),
            "required": field.required,
            "unique": field.unique,
            "custom": field.custom,
            "system": field.system.is_some(),
            "tracked": !field.follows_others() && (field.kept || !field.read_only()),
            "indexed": field.indexed,
            "searchable": field.searchable,
            "sortable": field.sortable(),
            "groupable": field.groupable(),
            "read_only": field.read_only(),
            "identifying": field.identifying,
            "access": if writes { "write" } else { "read" },
            "operators": operators,
            "help": field.help,
            "choices": choices,
            "to": target,
            "inverse_label": self.inverse_label(target, object, field),
            "computed": field.computed,
            "max_length": field.max_length,
            "currency": null,
            "default": field.default,
        })
    }

    fn inverse_label(&self, target: Option<&str>, object: &ObjectDef, field: &FieldDef) -> Option<String> {
        let of: &Dictionary = &self.dictionary;
        let inverse = of
            .inverse_links(target?)
            .iter()
            .find(|inverse| inverse.object == object.key && inverse.field == field.key);
        inverse.map(|inverse| inverse.label.clone())
    }
}

fn can_write(rights: ObjectRights) -> bool {
    rights.create || rights.change > Extent::None
}
