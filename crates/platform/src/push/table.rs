//! The tables of browsers that are told, and of what they are still to be told.

use crate::row::Row;
use store::Reader;
use store::table::{Condition, Select};
use vocabulary::{Id, Result, WorkspaceId};

/// A step of the notifications' migrations: telling somebody writes into these tables.
pub(crate) const BROWSERS: &str = r#"
CREATE TABLE push_subscription (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, user_id UUID NOT NULL, endpoint TEXT NOT NULL, endpoint_hash BYTEA NOT NULL,
  p256dh BYTEA NOT NULL, auth BYTEA NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE UNIQUE INDEX push_subscription_by_endpoint ON push_subscription (workspace_id, endpoint_hash);
CREATE INDEX push_subscription_by_user ON push_subscription (workspace_id, user_id);
CREATE TABLE push_message (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, subscription_id UUID NOT NULL, user_id UUID NOT NULL, notification_id UUID NOT NULL,
  attempts BIGINT NOT NULL, turn BIGINT NOT NULL, due_at BIGINT NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE INDEX push_message_by_due ON push_message (due_at);
CREATE INDEX push_message_by_subscription ON push_message (workspace_id, subscription_id);
"#;

pub(super) const SUBSCRIPTION: &str = "push_subscription";
pub(super) const MESSAGE: &str = "push_message";

/// The row of that id in a workspace.
pub(super) fn by_id(workspace: WorkspaceId, id: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())]
}

/// What a select finds.
pub(super) fn rows(reader: &mut dyn Reader, select: &Select) -> Result<Vec<Row>> {
    let table = select.table;
    Ok(reader.select(select)?.into_iter().map(|columns| Row::new(table, columns)).collect())
}
