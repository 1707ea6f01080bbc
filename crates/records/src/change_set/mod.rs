//! Change sets: all that one request, job or import wrote, as one act that can be looked at and taken back.

mod act;
mod list;
mod net;
mod row;
mod show;
mod undo;

#[cfg(test)]
mod tests;

pub use act::{Act, Action, add_to_act};
pub use list::{ChangeSetAnswer, ChangeSetPage, ChangeSetRequest, RecordAnswer, UndoneBy};
pub use show::{ChangeSetChange, ChangeSetChanges, ChangeSetShown};
pub use undo::{Kept, ROUNDS, UNDO_AT_ONCE, Undone, mark_undone};

pub(crate) use act::Tally;

use store::migrate::Migration;

/// Who did what as one act; what it wrote are the events that carry its id. Ids grow with time, so the key is the sequence.
pub(crate) const MIGRATION: Migration = Migration::both(
    "records/0001_change_set",
    r#"
CREATE TABLE change_set (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, at BIGINT NOT NULL, actor_kind TEXT NOT NULL, actor_id UUID,
  actor_user UUID, actor_name TEXT NOT NULL, channel TEXT NOT NULL, action TEXT NOT NULL, object TEXT, record_id UUID,
  events BIGINT NOT NULL, label TEXT, undoes UUID, undone TEXT, PRIMARY KEY (workspace_id, id));
CREATE INDEX change_set_by_user ON change_set (workspace_id, actor_user, id);
"#,
);
