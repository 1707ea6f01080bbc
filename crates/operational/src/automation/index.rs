//! Which automations listen for what, in memory: built anew when the number of the workspace's automations has grown.

use super::definition::{Definition, FieldChange, Trigger};
use super::program::{Instruction, program};
use super::table::Row;
use super::watch::GATHERS;
use serde_json::Value as Json;
use std::collections::HashMap;
use std::sync::Arc;
use store::Reader;
use store::event::{Event, Verb};
use store::table::{Condition, Select};
use vocabulary::{ActorKind, Id, Result, WorkspaceId};

/// A published version.
#[derive(Debug)]
pub struct Version {
    /// The automation.
    pub automation: Id,
    /// The number of the version.
    pub number: i64,
    /// What it is.
    pub definition: Definition,
    /// Its steps as instructions.
    pub code: Vec<Instruction>,
}

impl Version {
    /// A version that is kept, or one that is only tried.
    pub fn new(automation: Id, number: i64, definition: Definition) -> Version {
        let code = program(&definition.steps);
        Version { automation, number, definition, code }
    }

    /// The version of that number.
    pub fn load(
        reader: &mut dyn Reader,
        workspace: WorkspaceId,
        automation: Id,
        number: i64,
    ) -> Result<Option<Version>> {
        let filter = vec![
            Condition::Eq("workspace_id", workspace.into()),
            Condition::Eq("automation_id", automation.into()),
            Condition::Eq("version", number.into()),
        ];
        let row = Row::one(reader, &Select::new("automation_version", &["definition"], filter))?;
        row.map(|mut row| Ok(Version::new(automation, number, row.json()?))).transpose()
    }
}

/// The automations of a workspace that are on.
#[derive(Default)]
pub struct Index {
    /// The number it was built at.
    pub revision: i64,
    /// All of them.
    pub all: Vec<Arc<Version>>,
    /// Those that were switched on and whose members are not known yet.
    pub gathering: Vec<Id>,
    created: HashMap<String, Vec<Arc<Version>>>,
    /// Those that listen for any change of an object.
    changed: HashMap<String, Vec<Arc<Version>>>,
    /// Those that listen for a change of a field.
    field: HashMap<String, HashMap<String, Vec<Arc<Version>>>>,
    /// Those that look at who meets a filter.
    watchers: HashMap<String, Vec<Arc<Version>>>,
}

impl Index {
    /// Reads it.
    pub fn load(reader: &mut dyn Reader, workspace: WorkspaceId, revision: i64) -> Result<Index> {
        let mut index = Index { revision, ..Index::default() };
        let filter =
            vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("state", "on".into())];
        for mut row in Row::all(
            reader,
            &Select::new("automation", &["id", "version", "scanned"], filter).ascending("id"),
        )? {
            let (id, number) = (row.id()?, row.maybe_number()?);
            let Some(number) = number else { continue };
            if row.maybe_text()?.as_deref() == Some(GATHERS) {
                index.gathering.push(id);
            }
            if let Some(version) = Version::load(reader, workspace, id, number)? {
                index.add(Arc::new(version));
            }
        }
        Ok(index)
    }

    fn add(&mut self, version: Arc<Version>) {
        self.all.push(Arc::clone(&version));
        let Some(object) = version.definition.object.clone() else { return };
        let list = match &version.definition.trigger {
            Trigger::Created {} => self.created.entry(object).or_default(),
            Trigger::Changed { changes } => match changes.first() {
                None => self.changed.entry(object).or_default(),
                Some(first) => self.field.entry(object).or_default().entry(first.field.clone()).or_default(),
            },
            Trigger::Enters { .. } | Trigger::Leaves { .. } => self.watchers.entry(object).or_default(),
            _ => return,
        };
        list.push(version);
    }

    /// Those that listen for an event.
    pub fn heard_by(&self, event: &Event) -> Vec<Arc<Version>> {
        let event = &event.event;
        let mut found: Vec<Arc<Version>> = Vec::new();
        match event.verb {
            Verb::Created => found.extend(self.created.get(&event.object).into_iter().flatten().cloned()),
            Verb::Changed => {
                found.extend(self.changed.get(&event.object).into_iter().flatten().cloned());
                if let Some(fields) = self.field.get(&event.object) {
                    let listeners = event.changes.keys().filter_map(|key| fields.get(key)).flatten();
                    found.extend(listeners.filter(|version| is_wanted(version, &event.changes)).cloned());
                }
            }
            Verb::Removed | Verb::Restored | Verb::Purged => {}
        }
        let import = event.actor.kind == ActorKind::Import;
        found.retain(|version| !import || version.definition.imports);
        found
    }

    /// Those that look at who meets a filter among the records of an object.
    pub fn watching(&self, object: &str) -> &[Arc<Version>] {
        self.watchers.get(object).map(Vec::as_slice).unwrap_or_default()
    }
}

fn is_wanted(version: &Version, changes: &serde_json::Map<String, Json>) -> bool {
    match &version.definition.trigger {
        Trigger::Changed { changes: wanted } => are_there(wanted, changes),
        _ => false,
    }
}

/// Whether all wanted changes are among those of an event.
pub fn are_there(wanted: &[FieldChange], changes: &serde_json::Map<String, Json>) -> bool {
    wanted.iter().all(|one| {
        let Some(Json::Array(pair)) = changes.get(&one.field) else { return false };
        let alike = |wanted: &Option<Json>, place: usize| {
            wanted.as_ref().is_none_or(|wanted| pair.get(place).unwrap_or(&Json::Null) == wanted)
        };
        alike(&one.from, 0) && alike(&one.to, 1)
    })
}
