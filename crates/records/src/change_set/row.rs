//! The row of a change set.

use super::act::Action;
use serde::{Deserialize, Serialize};
use store::table::{Condition, Insert, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Actor, ActorKind, Channel, Error, Id, Result, Timestamp, WorkspaceId};

pub(super) const TABLE: &str = "change_set";
const COLUMNS: &[&str] = &[
    "id",
    "at",
    "actor_kind",
    "actor_id",
    "actor_user",
    "actor_name",
    "channel",
    "action",
    "object",
    "record_id",
    "events",
    "label",
    "undoes",
    "undone",
];

/// A change set as it is kept.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub id: Id,
    pub at: Timestamp,
    pub actor: Actor,
    pub action: Action,
    pub object: Option<String>,
    pub record: Option<Id>,
    pub events: i64,
    pub label: Option<String>,
    pub undoes: Option<Id>,
    pub undone: Option<UndoneNote>,
}

/// That it was taken back, and by whom.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct UndoneNote {
    pub change_set: Option<Id>,
    pub at: Timestamp,
    pub kind: ActorKind,
    pub id: Option<Id>,
    pub name: String,
}

impl Row {
    /// Whether it can be taken back at all.
    pub(super) fn is_reversible(&self) -> bool {
        self.action != Action::Purge
    }
}

pub(super) fn insert(writer: &mut dyn Writer, workspace: WorkspaceId, row: &Row) -> Result<()> {
    let values = vec![
        ("workspace_id", workspace.into()),
        ("id", row.id.into()),
        ("at", row.at.into()),
        ("actor_kind", row.actor.kind.word().into()),
        ("actor_id", row.actor.id.into()),
        ("actor_user", row.actor.user.into()),
        ("actor_name", row.actor.name.as_str().into()),
        ("channel", row.actor.channel.word().into()),
        ("action", row.action.word().into()),
        ("object", row.object.as_deref().into()),
        ("record_id", row.record.into()),
        ("events", row.events.into()),
        ("label", row.label.as_deref().into()),
        ("undoes", row.undoes.into()),
    ];
    writer.insert(&Insert::new(TABLE, values)).map(|_| ())
}

/// Adds what another piece of a long act wrote; answers whether there was a piece before.
pub(super) fn add(writer: &mut dyn Writer, workspace: WorkspaceId, id: Id, events: i64) -> Result<bool> {
    let mut update = Update::new(TABLE, Vec::new(), by_id(workspace, id));
    update.add.push(("events", events));
    Ok(writer.update(&update)? == 1)
}

pub(super) fn find(reader: &mut dyn Reader, workspace: WorkspaceId, id: Id) -> Result<Option<Row>> {
    reader
        .select(&Select::new(TABLE, COLUMNS, by_id(workspace, id)))?
        .first()
        .map(|row| read(row))
        .transpose()
}

/// Rows by their conditions, newest first.
pub(super) fn newest(reader: &mut dyn Reader, filter: Vec<Condition>, limit: u32) -> Result<Vec<Row>> {
    let select = Select::new(TABLE, COLUMNS, filter).descending("id").limit(limit);
    reader.select(&select)?.iter().map(|row| read(row)).collect()
}

/// Notes that it was taken back; answers whether nobody had done so before.
pub(super) fn mark(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    id: Id,
    note: &UndoneNote,
) -> Result<bool> {
    let text = serde_json::to_string(note).map_err(Error::internal)?;
    let mut filter = by_id(workspace, id);
    filter.push(Condition::IsNull("undone"));
    Ok(writer.update(&Update::new(TABLE, vec![("undone", text.into())], filter))? == 1)
}

/// Forgets that it was taken back: it stands again.
pub(super) fn unmark(writer: &mut dyn Writer, workspace: WorkspaceId, id: Id) -> Result<()> {
    let set = vec![("undone", Datum::Null)];
    writer.update(&Update::new(TABLE, set, by_id(workspace, id))).map(|_| ())
}

fn by_id(workspace: WorkspaceId, id: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())]
}

fn read(row: &[Datum]) -> Result<Row> {
    decode(row).ok_or_else(|| Error::internal("a row of change_set is not as it should be"))
}

fn decode(row: &[Datum]) -> Option<Row> {
    let [id, at, kind, actor, user, name, channel, action, object, record, events, label, undoes, undone] =
        row
    else {
        return None;
    };
    let text = |datum: &Datum| datum.text().map(str::to_string);
    Some(Row {
        id: id.id()?,
        at: Timestamp::from_micros(at.integer()?),
        actor: Actor {
            kind: ActorKind::from_word(kind.text()?),
            id: actor.id(),
            user: user.id(),
            name: text(name)?,
            channel: Channel::from_word(channel.text()?),
            source: None,
        },
        action: Action::from_word(action.text()?),
        object: text(object),
        record: record.id(),
        events: events.integer()?,
        label: text(label),
        undoes: undoes.id(),
        undone: match undone.text() {
            Some(text) => Some(serde_json::from_str(text).ok()?),
            None => None,
        },
    })
}
