//! The tables of webhooks.

use crate::row::Row;
use store::migrate::Migration;
use store::table::{Condition, Select};
use store::{Datum, Reader};
use vocabulary::{Error, Id, Result, WorkspaceId};

pub(super) const MIGRATIONS: &[Migration] = &[Migration::both("webhook/0001_webhook", TABLES)];

const TABLES: &str = r#"
CREATE TABLE webhook (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, name TEXT NOT NULL, url TEXT NOT NULL, owner_id UUID NOT NULL, key_id UUID,
  state TEXT NOT NULL, reason TEXT, listens TEXT NOT NULL, with_values BIGINT NOT NULL, imports BIGINT NOT NULL,
  secret BIGINT NOT NULL, digest TEXT NOT NULL, older BIGINT, older_until BIGINT, failing_since BIGINT, delivered_at BIGINT,
  created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE TABLE webhook_feed (
  workspace_id BIGINT NOT NULL PRIMARY KEY, position BIGINT NOT NULL, revision BIGINT NOT NULL, live BIGINT NOT NULL);
CREATE TABLE webhook_delivery (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, webhook_id UUID NOT NULL, seq BIGINT, type TEXT NOT NULL, object TEXT, record_id UUID,
  state TEXT NOT NULL, attempts BIGINT NOT NULL, turn BIGINT NOT NULL, due_at BIGINT NOT NULL, status BIGINT, error TEXT,
  created_at BIGINT NOT NULL, ended_at BIGINT, PRIMARY KEY (workspace_id, id));
CREATE INDEX webhook_delivery_due ON webhook_delivery (state, due_at);
CREATE INDEX webhook_delivery_by_webhook ON webhook_delivery (workspace_id, webhook_id, id);
CREATE INDEX webhook_delivery_by_age ON webhook_delivery (created_at);
CREATE TABLE webhook_attempt (
  workspace_id BIGINT NOT NULL, delivery_id UUID NOT NULL, number BIGINT NOT NULL, at BIGINT NOT NULL, status BIGINT, error TEXT,
  millis BIGINT NOT NULL, answer TEXT, cut BIGINT NOT NULL, PRIMARY KEY (workspace_id, delivery_id, number));
CREATE INDEX webhook_attempt_by_age ON webhook_attempt (at);
"#;

pub(super) const WEBHOOK: &str = "webhook";
pub(super) const FEED: &str = "webhook_feed";
pub(super) const DELIVERY: &str = "webhook_delivery";
pub(super) const ATTEMPT: &str = "webhook_attempt";

/// The row of that id in a workspace.
pub(super) fn by_id(workspace: WorkspaceId, id: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())]
}

/// The rows of a webhook.
pub(super) fn of_webhook(workspace: WorkspaceId, webhook: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("webhook_id", webhook.into())]
}

/// What a select finds.
pub(super) fn rows(reader: &mut dyn Reader, select: &Select) -> Result<Vec<Row>> {
    let table = select.table;
    Ok(reader.select(select)?.into_iter().map(|columns| Row::new(table, columns)).collect())
}

/// JSON as it is kept.
pub(super) fn kept(value: &impl serde::Serialize) -> Result<Datum> {
    serde_json::to_string(value).map(Datum::from).map_err(Error::internal)
}
