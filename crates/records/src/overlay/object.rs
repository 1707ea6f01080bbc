//! Creating, changing and removing custom objects.

use super::state::{OverlayState, RemovedObject};
use crate::Writing;
use dictionary::{ObjectLabels, OverlayObject};
use serde::Deserialize;
use std::collections::BTreeMap;
use vocabulary::{Error, Result};

/// Most custom objects of a workspace.
const MAX_OBJECTS: usize = 200;

/// What may be changed about a custom object.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ObjectChangeRequest {
    /// Label.
    pub label: Option<String>,
    /// Plural label.
    pub label_plural: Option<String>,
    /// Both labels in other languages: all of them anew.
    pub labels: Option<BTreeMap<String, ObjectLabels>>,
    /// Icon name.
    pub icon: Option<String>,
}

impl Writing<'_> {
    /// Adds a custom object. One that was removed comes back with its records, if its fields are of the same kinds.
    pub fn create_object(&mut self, object: &OverlayObject) -> Result<()> {
        self.context.rights.demand_administrator()?;
        let mut state = OverlayState::load(self.writer, self.context.workspace)?;
        if state.overlay.objects.len() >= MAX_OBJECTS {
            return Err(Error::invalid(
                "key",
                "too_many",
                format!("A workspace has at most {MAX_OBJECTS} objects of its own."),
            ));
        }
        if let Some(removed) = state.removed_objects.iter().find(|removed| removed.object.key == object.key) {
            for field in &object.fields {
                let before = removed.object.fields.iter().find(|before| before.key == field.key);
                super::field::fits_kept_values(before, field)?;
            }
        }
        for field in &object.fields {
            super::field::check_default(&self.context.moment, field)?;
        }
        state.removed_objects.retain(|removed| removed.object.key != object.key);
        state.overlay.objects.push(object.clone());
        self.keep_overlay(state)?;
        self.index_fields(&object.key, object.fields.iter())
    }

    /// Changes labels and icon of a custom object.
    pub fn change_object(&mut self, key: &str, request: &ObjectChangeRequest) -> Result<()> {
        self.context.rights.demand_administrator()?;
        let mut state = OverlayState::load(self.writer, self.context.workspace)?;
        let object =
            state.overlay.objects.iter_mut().find(|object| object.key == key).ok_or_else(Error::not_found)?;
        if let Some(label) = &request.label {
            object.label.clone_from(label);
        }
        if let Some(label) = &request.label_plural {
            object.label_plural.clone_from(label);
        }
        if let Some(labels) = &request.labels {
            object.labels.clone_from(labels);
        }
        if request.icon.is_some() {
            object.icon.clone_from(&request.icon);
        }
        self.keep_overlay(state)
    }

    /// Removes a custom object. Its records stay in the database for a while, out of sight.
    pub fn remove_object(&mut self, key: &str) -> Result<()> {
        self.context.rights.demand_administrator()?;
        let mut state = OverlayState::load(self.writer, self.context.workspace)?;
        let position =
            state.overlay.objects.iter().position(|object| object.key == key).ok_or_else(Error::not_found)?;
        let object = state.overlay.objects.remove(position);
        state.removed_objects.push(RemovedObject { object, at: self.context.now });
        self.keep_overlay(state)
    }
}
