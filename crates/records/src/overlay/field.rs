//! Adding, changing and removing custom fields.

use super::state::{OverlayState, RemovedField};
use crate::Writing;
use dictionary::{Choice, FieldChangeRequest, FieldDef, Kind, ObjectDef, Operator, OverlayField, Value};
use std::sync::Arc;
use store::query::{Filter, Moment, Operand, Query, SeesAll, Selection, Test, Trash};
use vocabulary::{Error, Problem, Result};

/// Most custom fields of an object.
const MAX_FIELDS: usize = 200;

impl Writing<'_> {
    /// Adds a custom field to an object. One that was removed comes back with its values, if it is of the same kind.
    pub fn add_field(&mut self, object: &str, field: &OverlayField) -> Result<()> {
        self.context.rights.demand_administrator()?;
        self.dictionary.object(object).ok_or_else(Error::not_found)?;
        check_default(&self.context.moment, field)?;
        let mut state = OverlayState::load(self.writer, self.context.workspace)?;
        let is_it = |removed: &RemovedField| removed.object == object && removed.field.key == field.key;
        let removed = state.removed_fields.iter().find(|removed| is_it(removed));
        fits_kept_values(removed.map(|removed| &removed.field), field)?;
        state.removed_fields.retain(|removed| !is_it(removed));
        match state.overlay.objects.iter_mut().find(|known| known.key == object) {
            Some(custom) => custom.fields.push(field.clone()),
            None => state.overlay.fields.push((object.to_string(), field.clone())),
        }
        let own = self.fields_of(&mut state, object).len();
        if own > MAX_FIELDS {
            return Err(Error::invalid(
                "key",
                "too_many",
                format!("An object has at most {MAX_FIELDS} fields of your own."),
            ));
        }
        self.keep_overlay(state)?;
        self.index_fields(object, std::iter::once(field))
    }

    /// Changes label, help, choices, or whether a custom field is required, indexed or found by search.
    pub fn change_field(&mut self, object: &str, key: &str, request: &FieldChangeRequest) -> Result<()> {
        self.context.rights.demand_administrator()?;
        let mut state = OverlayState::load(self.writer, self.context.workspace)?;
        let mut fields = self.fields_of(&mut state, object);
        let field = fields.iter_mut().find(|field| field.key == key).ok_or_else(Error::not_found)?;
        if let Some(choices) = &request.choices {
            self.demand_unused(object, key, &field.choices, choices)?;
            field.choices.clone_from(choices);
        }
        if let Some(label) = &request.label {
            field.label.clone_from(label);
        }
        if let Some(labels) = &request.labels {
            field.labels.clone_from(labels);
        }
        if let Some(help) = &request.help {
            field.help = Some(help.clone()).filter(|help| !help.is_empty());
        }
        field.required = request.required.unwrap_or(field.required);
        field.searchable = request.searchable.unwrap_or(field.searchable);
        let (unique, indexed) = (field.unique, request.indexed.unwrap_or(field.indexed));
        let reindex = indexed != field.indexed;
        field.indexed = indexed;
        self.keep_overlay(state)?;
        if reindex && let Some(object) = self.dictionary.object(object).cloned() {
            self.writer.index_custom_field(&object, key, indexed || unique)?;
        }
        Ok(())
    }

    /// Removes a custom field. Its values stay in the database for a while, out of sight.
    pub fn remove_field(&mut self, object: &str, key: &str) -> Result<()> {
        self.context.rights.demand_administrator()?;
        let mut state = OverlayState::load(self.writer, self.context.workspace)?;
        let mut taken: Option<OverlayField> = None;
        let mut take = |field: &OverlayField| {
            if field.key == key {
                taken = Some(field.clone());
            }
            field.key != key
        };
        match state.overlay.objects.iter_mut().find(|known| known.key == object) {
            Some(custom) => custom.fields.retain(&mut take),
            None => state.overlay.fields.retain(|(of, field)| of != object || take(field)),
        }
        let field = taken.ok_or_else(Error::not_found)?;
        let indexed = field.indexed || field.unique;
        let before = self.dictionary.object(object).cloned();
        state.removed_fields.push(RemovedField { object: object.to_string(), field, at: self.context.now });
        self.keep_overlay(state)?;
        if let (true, Some(before)) = (indexed, before) {
            self.writer.index_custom_field(&before, key, false)?;
        }
        Ok(())
    }

    pub(super) fn index_fields<'f>(
        &mut self,
        object: &str,
        fields: impl Iterator<Item = &'f OverlayField>,
    ) -> Result<()> {
        let Some(object) = self.dictionary.object(object).cloned() else { return Ok(()) };
        for field in fields.filter(|field| field.indexed || field.unique) {
            self.writer.index_custom_field(&object, &field.key, true)?;
        }
        Ok(())
    }

    fn fields_of<'s>(&self, state: &'s mut OverlayState, object: &str) -> Vec<&'s mut OverlayField> {
        let overlay = &mut state.overlay;
        match overlay.objects.iter_mut().find(|known| known.key == object) {
            Some(custom) => custom.fields.iter_mut().collect(),
            None => {
                overlay.fields.iter_mut().filter(|(of, _)| of == object).map(|(_, field)| field).collect()
            }
        }
    }

    /// Refuses to leave out a choice that records, also those in the trash, still have.
    fn demand_unused(&mut self, object: &str, key: &str, before: &[Choice], after: &[Choice]) -> Result<()> {
        let object = self.dictionary.object(object).cloned().ok_or_else(Error::not_found)?;
        let field = object.field(key).cloned().ok_or_else(Error::not_found)?;
        let mut problems = Vec::new();
        for choice in before.iter().filter(|choice| !after.iter().any(|kept| kept.key == choice.key)) {
            let used = self.uses(&object, &field, &choice.key)?;
            if used > 0 {
                let text = format!(
                    "{used} records have the choice “{}”; give them another one first.",
                    choice.label
                );
                problems.push(Problem::new("choices", "in_use", text));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
    }

    fn uses(&mut self, object: &Arc<ObjectDef>, field: &Arc<FieldDef>, choice: &str) -> Result<u64> {
        let operator = if field.kind == Kind::Choices { Operator::HasAny } else { Operator::In };
        let path = crate::read::own_path(object, field);
        let operand = Operand::Values(vec![Value::Text(choice.to_string())]);
        let query = Query {
            workspace: self.context.workspace,
            dictionary: &self.dictionary,
            object,
            visibility: &SeesAll,
            filter: Some(Filter::Field(Test { path, operator, operand })),
            text: None,
            sort: Vec::new(),
            selection: Selection { paths: Vec::new(), titles: false },
            limit: 1,
            after: None,
            trash: Trash::With,
        };
        Ok(self.writer.count(&query, None)?.value)
    }
}

/// A field that comes back must be able to read the values that are still there.
pub(super) fn fits_kept_values(before: Option<&OverlayField>, field: &OverlayField) -> Result<()> {
    let Some(before) = before else { return Ok(()) };
    let same_choices =
        before.choices.iter().all(|choice| field.choices.iter().any(|kept| kept.key == choice.key));
    if before.kind == field.kind && before.unique == field.unique && before.to == field.to && same_choices {
        return Ok(());
    }
    let text =
        format!("A removed field “{}” of another kind still has values here; choose another key.", field.key);
    Err(Error::invalid("key", "taken", text))
}

/// A default must be a value of its field.
pub(super) fn check_default(moment: &Moment, field: &OverlayField) -> Result<()> {
    let Some(default) = &field.default else { return Ok(()) };
    let wrong = |text: String| Err(Error::invalid("default", "malformed", text));
    if matches!(field.kind, Kind::Choice | Kind::Choices) {
        let items = default.as_array().map_or(std::slice::from_ref(default), Vec::as_slice);
        let known =
            |json: &serde_json::Value| field.choices.iter().any(|choice| json.as_str() == Some(&choice.key));
        return if items.iter().all(known) {
            Ok(())
        } else {
            wrong("The default is not one of the choices.".to_string())
        };
    }
    if matches!(field.kind, Kind::Link | Kind::File | Kind::Computed) {
        return wrong("A field of this kind has no default.".to_string());
    }
    let probe = dictionary::Overlay {
        fields: vec![(PROBE.key.to_string(), field.clone())],
        ..dictionary::Overlay::default()
    };
    let Ok(built) = dictionary::Dictionary::build(&[&PROBE], &probe) else { return Ok(()) };
    match built.object(PROBE.key).and_then(|object| object.field(&field.key)) {
        Some(known) => match field.kind.read(known, default, &moment.read) {
            Ok(_) => Ok(()),
            Err((_, message)) => wrong(message),
        },
        None => Ok(()),
    }
}

const PROBE_NAME: dictionary::Field<dictionary::marker::Text> = dictionary::Field::new("name", "Name");
/// Stands in for the object while a field is tried out alone.
static PROBE: dictionary::Object =
    dictionary::Object::new("probe", "probes", "Probe", "Probes").fields(&[PROBE_NAME.def]).checked();
