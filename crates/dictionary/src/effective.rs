//! The effective dictionary: standard objects and overlay together, as everything above works with it.

use crate::builder::RESERVED;
use crate::field_def::check_key;
use crate::label::ObjectLabels;
use crate::{FieldDef, KeptLists, Kind, Measure, Object, Overlay, OverlayField, Rollup, SystemField, Totals};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use vocabulary::{Currency, Error, Problem, Result};

/// An object, standard or custom.
#[derive(Clone, Debug)]
pub struct ObjectDef {
    /// The key.
    pub key: String,
    /// The plural used in URLs.
    pub plural: String,
    /// The label.
    pub label: String,
    /// The plural label.
    pub label_plural: String,
    /// Both labels in other languages, of a custom object.
    pub labels: BTreeMap<String, ObjectLabels>,
    /// The group in the navigation.
    pub group: String,
    /// The icon.
    pub icon: String,
    /// The field that names a record.
    pub title_field: String,
    /// The text whose beginning names a record that has no title.
    pub title_instead: Option<String>,
    /// Fields a list shows at first.
    pub list_fields: Vec<String>,
    /// The sort a list has at first.
    pub default_sort: String,
    /// The field that says when it happened.
    pub moment: Option<String>,
    /// Added by the customer: its records live in the table of custom records.
    pub custom: bool,
    /// Found by search.
    pub searchable: bool,
    /// How its records are made, if not from their fields alone.
    pub made_by: Option<String>,
    /// Sums that are kept with every write.
    pub totals: Option<Totals>,
    /// Links and choices, each with the field its records are often sorted by.
    pub pairs: &'static [(&'static str, &'static str)],
    /// Links, each with the fields that stand in an index of it too.
    pub along: &'static [(&'static str, &'static [&'static str])],
    /// All fields: the object's own first, then the customer's, then the system's.
    pub fields: Vec<Arc<FieldDef>>,
    by_key: HashMap<String, usize>,
}

impl ObjectDef {
    /// The field of that key.
    pub fn field(&self, key: &str) -> Option<&Arc<FieldDef>> {
        self.by_key.get(key).and_then(|index| self.fields.get(*index))
    }

    /// The field that names a record.
    pub fn title(&self) -> &Arc<FieldDef> {
        // Checked when the dictionary is built; the first field stands in so that no panic is possible.
        self.field(&self.title_field).or(self.fields.first()).unwrap_or_else(|| unreachable_title())
    }

    /// The position of a field among the object's fields.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    fn new(key: &str, plural: &str, label: &str, label_plural: &str) -> ObjectDef {
        ObjectDef {
            key: key.to_string(),
            plural: plural.to_string(),
            label: label.to_string(),
            label_plural: label_plural.to_string(),
            labels: BTreeMap::new(),
            group: "custom".to_string(),
            icon: "box".to_string(),
            title_field: "name".to_string(),
            title_instead: None,
            list_fields: Vec::new(),
            default_sort: "name".to_string(),
            moment: None,
            custom: false,
            searchable: true,
            made_by: None,
            totals: None,
            pairs: &[],
            along: &[],
            fields: Vec::new(),
            by_key: HashMap::new(),
        }
    }

    fn push(&mut self, field: FieldDef) {
        self.by_key.insert(field.key.clone(), self.fields.len());
        self.fields.push(Arc::new(field));
    }

    fn push_system_fields(&mut self) {
        let mut system = |key: &str, label: &str, kind: Kind, which: SystemField| {
            let mut field = FieldDef::blank(key, label, kind);
            field.system = Some(which);
            field.indexed =
                matches!(which, SystemField::CreatedAt | SystemField::UpdatedAt | SystemField::Owner);
            if which == SystemField::Owner {
                field.to = Some("user".to_string());
                field.inverse_label = Some(self.label_plural.clone());
            }
            if which == SystemField::ExternalIds {
                field.unique = true;
                field.searchable = true;
            }
            self.push(field);
        };
        system("owner", "Owner", Kind::Link, SystemField::Owner);
        system("external_ids", "External ids", Kind::Tags, SystemField::ExternalIds);
        system("created_at", "Created", Kind::Timestamp, SystemField::CreatedAt);
        system("updated_at", "Changed", Kind::Timestamp, SystemField::UpdatedAt);
        system("removed_at", "Removed", Kind::Timestamp, SystemField::RemovedAt);
    }
}

fn unreachable_title() -> &'static Arc<FieldDef> {
    static TITLE: std::sync::OnceLock<Arc<FieldDef>> = std::sync::OnceLock::new();
    TITLE.get_or_init(|| Arc::new(FieldDef::blank("name", "Name", Kind::Text)))
}

/// A link seen from its target: the records of `object` whose `field` points here.
#[derive(Clone, Debug)]
pub struct InverseLink {
    /// The linking object.
    pub object: String,
    /// The linking field.
    pub field: String,
    /// How the target calls them.
    pub label: String,
}

/// The dictionary one workspace works with.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// The overlay's version it was built from.
    pub version: u64,
    /// The workspace's currency, which rollups of money add up; other currencies are left out. Without it a rollup of
    /// several currencies is empty.
    pub currency: Option<Currency>,
    /// The lists of members that filters ask for.
    pub lists: Arc<KeptLists>,
    objects: Vec<Arc<ObjectDef>>,
    by_key: HashMap<String, usize>,
    by_plural: HashMap<String, usize>,
    inverse: HashMap<String, Vec<InverseLink>>,
}

impl Dictionary {
    /// Puts standard objects and overlay together. A wrong overlay is refused with a problem per mistake.
    pub fn build(standard: &[&Object], overlay: &Overlay) -> Result<Dictionary> {
        let mut problems = Vec::new();
        let mut objects = Vec::new();
        for spec in standard {
            let mut object = ObjectDef::new(spec.key, spec.plural, spec.label, spec.label_plural);
            object.group = spec.group.to_string();
            object.icon = spec.icon.to_string();
            object.title_field = spec.title.to_string();
            object.title_instead = Some(spec.title_instead.to_string()).filter(|key| !key.is_empty());
            object.list_fields = spec.list.iter().map(|key| (*key).to_string()).collect();
            object.default_sort = spec.sort.to_string();
            object.moment = if spec.moment.is_empty() { None } else { Some(spec.moment.to_string()) };
            object.searchable = spec.searchable;
            object.totals = spec.totals;
            object.pairs = spec.pairs;
            object.along = spec.along;
            object.made_by = if spec.made_by.is_empty() { None } else { Some(spec.made_by.to_string()) };
            for field in spec.fields {
                let mut field = FieldDef::from_spec(field)?;
                if field.key == object.title_field && object.searchable {
                    field.searchable = true;
                }
                object.push(field);
            }
            for (_, field) in overlay.fields.iter().filter(|(key, _)| key == spec.key) {
                add_custom(&mut object, field, &mut problems);
            }
            object.push_system_fields();
            objects.push(object);
        }
        for custom in &overlay.objects {
            if let Err(message) = check_key(&custom.key).and_then(|()| check_key(&custom.plural)) {
                problems.push(Problem::new("key", "malformed", message));
                continue;
            }
            if custom.label.trim().is_empty() || custom.label_plural.trim().is_empty() {
                problems.push(Problem::new(
                    "label",
                    "required",
                    "An object needs a label and a plural label.",
                ));
            }
            let mut object = ObjectDef::new(&custom.key, &custom.plural, &custom.label, &custom.label_plural);
            object.custom = true;
            if let Err(message) = crate::label::check_object(&custom.labels) {
                problems.push(Problem::new("labels", "malformed", message));
            }
            object.labels.clone_from(&custom.labels);
            if let Some(icon) = &custom.icon {
                object.icon.clone_from(icon);
            }
            let mut name = FieldDef::blank("name", "Name", Kind::Text);
            name.required = true;
            name.indexed = true;
            name.searchable = true;
            object.push(name);
            object.list_fields.push("name".to_string());
            for field in &custom.fields {
                add_custom(&mut object, field, &mut problems);
                if object.list_fields.len() < 8 {
                    object.list_fields.push(field.key.clone());
                }
            }
            object.push_system_fields();
            objects.push(object);
        }
        let dictionary = Dictionary::index(overlay.version, objects, &mut problems);
        dictionary.check_links(&mut problems);
        if problems.is_empty() { Ok(dictionary) } else { Err(Error::Invalid(problems)) }
    }

    fn index(version: u64, objects: Vec<ObjectDef>, problems: &mut Vec<Problem>) -> Dictionary {
        let mut dictionary = Dictionary { version, ..Dictionary::default() };
        for object in objects {
            let position = dictionary.objects.len();
            let taken = dictionary.by_key.insert(object.key.clone(), position).is_some()
                | dictionary.by_plural.insert(object.plural.clone(), position).is_some();
            if taken {
                problems.push(Problem::new(
                    "key",
                    "taken",
                    format!("There is an object “{}” already.", object.key),
                ));
            }
            for field in &object.fields {
                // A link that is worked out, such as what was bought most often, is nothing the target's page lists or a merge moves.
                if let Some(target) = field.to.as_ref().filter(|_| !field.follows_others()) {
                    dictionary.inverse.entry(target.clone()).or_default().push(InverseLink {
                        object: object.key.clone(),
                        field: field.key.clone(),
                        label: field.inverse_label.clone().unwrap_or_else(|| object.label_plural.clone()),
                    });
                }
            }
            dictionary.objects.push(Arc::new(object));
        }
        dictionary
    }

    fn check_links(&self, problems: &mut Vec<Problem>) {
        for object in &self.objects {
            for field in &object.fields {
                let path = format!("fields.{}", field.key);
                if let Some(target) = &field.to
                    && !["user", "team"].contains(&target.as_str())
                    && self.object(target).is_none()
                {
                    problems.push(Problem::new(
                        &path,
                        "not_found",
                        format!("There is no object “{target}” to link to."),
                    ));
                }
                if let Some(formula) = &field.formula {
                    for used in formula.fields() {
                        match object.field(used) {
                            None => problems.push(Problem::new(
                                &path,
                                "not_found",
                                format!("The formula uses “{used}”, which is no field."),
                            )),
                            Some(used) if used.kind == Kind::Computed => problems.push(Problem::new(
                                &path,
                                "malformed",
                                format!("The formula uses “{}”, which is computed itself.", used.key),
                            )),
                            Some(_) => {}
                        }
                    }
                }
                if let Some(rollup) = field.computed.as_ref().and_then(|computed| computed.rollup.as_ref())
                    && let Err(message) = self.check_rollup(object, rollup)
                {
                    problems.push(Problem::new(&path, "malformed", message));
                }
            }
        }
    }

    fn check_rollup(&self, object: &ObjectDef, rollup: &Rollup) -> Result<(), String> {
        let (from, link) = rollup.link.split_once('.').ok_or("A rollup names its link as object.field.")?;
        let linking = self.object(from).ok_or_else(|| format!("There is no object “{from}”."))?;
        let link = linking.field(link).ok_or_else(|| format!("“{from}” has no field “{link}”."))?;
        if link.to.as_deref() != Some(object.key.as_str()) {
            return Err(format!("“{}” does not link to “{}”.", rollup.link, object.key));
        }
        match (&rollup.field, rollup.measure) {
            (None, Measure::Count) => Ok(()),
            (None, _) => Err("This measure needs the field it measures.".to_string()),
            (Some(field), measure) => {
                let field =
                    linking.field(field).ok_or_else(|| format!("“{from}” has no field “{field}”."))?;
                if field.is_rollup() || field.value_kind().multiple() {
                    return Err(format!("“{}” cannot be measured.", field.key));
                }
                if matches!(measure, Measure::Sum | Measure::Avg) && !field.value_kind().summable() {
                    return Err(format!("“{}” is no number.", field.key));
                }
                Ok(())
            }
        }
    }

    /// The object of that key.
    pub fn object(&self, key: &str) -> Option<&Arc<ObjectDef>> {
        self.by_key.get(key).and_then(|index| self.objects.get(*index))
    }

    /// The object whose URL has that plural.
    pub fn by_plural(&self, plural: &str) -> Option<&Arc<ObjectDef>> {
        self.by_plural.get(plural).and_then(|index| self.objects.get(*index))
    }

    /// All objects, standard ones first.
    pub fn objects(&self) -> &[Arc<ObjectDef>] {
        &self.objects
    }

    /// The links that point to an object.
    pub fn inverse_links(&self, key: &str) -> &[InverseLink] {
        self.inverse.get(key).map_or(&[], Vec::as_slice)
    }
}

fn add_custom(object: &mut ObjectDef, field: &OverlayField, problems: &mut Vec<Problem>) {
    if object.field(&field.key).is_some() || RESERVED.contains(&field.key.as_str()) {
        problems.push(Problem::new(
            format!("fields.{}", field.key),
            "taken",
            format!("There is a field “{}” already.", field.key),
        ));
        return;
    }
    match FieldDef::from_overlay(field) {
        Ok(field) => object.push(field),
        Err(problem) => problems.push(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, OverlayObject, kind::marker};

    const NAME: Field<marker::Text> = Field::new("name", "Name").required();
    const PARENT: Field<marker::Link> = Field::new("parent", "Parent").to("company", "Subsidiaries");
    static COMPANY: Object =
        Object::new("company", "companies", "Company", "Companies").fields(&[NAME.def, PARENT.def]).checked();

    fn custom(json: &str) -> OverlayField {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn standard_and_custom_stand_side_by_side() {
        let overlay = Overlay {
            version: 3,
            objects: vec![OverlayObject {
                key: "x_machine".into(),
                plural: "x_machines".into(),
                label: "Machine".into(),
                label_plural: "Machines".into(),
                labels: Default::default(),
                icon: None,
                fields: vec![custom(r#"{"key":"x_company","label":"Company","kind":"link","to":"company"}"#)],
            }],
            fields: vec![("company".into(), custom(r#"{"key":"x_score","label":"Score","kind":"integer"}"#))],
        };
        let dictionary = Dictionary::build(&[&COMPANY], &overlay).unwrap();
        assert!(dictionary.object("company").unwrap().field("x_score").unwrap().custom);
        assert_eq!(dictionary.by_plural("x_machines").unwrap().title().key, "name");
        let inverse: Vec<&str> =
            dictionary.inverse_links("company").iter().map(|link| link.object.as_str()).collect();
        assert_eq!(inverse, ["company", "x_machine"]);
    }

    #[test]
    fn a_wrong_overlay_is_refused_with_its_mistakes() {
        for (json, code) in [
            (r#"{"key":"score","label":"Score","kind":"integer"}"#, "malformed"),
            (r#"{"key":"x_to","label":"To","kind":"link"}"#, "malformed"),
            (r#"{"key":"x_to","label":"To","kind":"link","to":"nothing"}"#, "not_found"),
            (r#"{"key":"x_c","label":"C","kind":"choice"}"#, "malformed"),
            (
                r#"{"key":"x_f","label":"F","kind":"computed","computed":{"kind":"decimal","formula":"1 +"}}"#,
                "malformed",
            ),
            (
                r#"{"key":"x_f","label":"F","kind":"computed","computed":{"kind":"decimal","formula":"nothing + 1"}}"#,
                "not_found",
            ),
            (r#"{"key":"x_b","label":"B","kind":"boolean","unique":true}"#, "malformed"),
        ] {
            let overlay = Overlay { fields: vec![("company".into(), custom(json))], ..Overlay::default() };
            match Dictionary::build(&[&COMPANY], &overlay) {
                Err(Error::Invalid(problems)) => assert_eq!(problems[0].code, code, "{json}"),
                other => panic!("{json} gave {other:?}"),
            }
        }
    }
}
