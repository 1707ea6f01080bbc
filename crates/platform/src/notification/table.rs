//! The tables of notifications.

use store::migrate::Migration;

pub(super) const MIGRATIONS: &[Migration] = &[
    Migration::both("notification/0001_notification", MIGRATION),
    Migration::both("notification/0002_push", PUSH),
    Migration::both("notification/0003_browser", BROWSERS),
];

/// Whether a kind is told by one's browsers too, where they are to tell anything.
const PUSH: &str = r#"
ALTER TABLE notification_setting ADD COLUMN push BIGINT NOT NULL DEFAULT 1;
"#;

const MIGRATION: &str = r#"
CREATE TABLE notification (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, user_id UUID NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, params TEXT NOT NULL,
  object TEXT, record_id UUID, field TEXT, by_id UUID, by_name TEXT, count BIGINT NOT NULL, key TEXT NOT NULL,
  at BIGINT NOT NULL, seen_at BIGINT, PRIMARY KEY (workspace_id, id));
CREATE UNIQUE INDEX notification_by_key ON notification (workspace_id, user_id, key);
CREATE INDEX notification_by_user ON notification (workspace_id, user_id, id);
CREATE INDEX notification_by_age ON notification (at);
CREATE TABLE notification_setting (
  workspace_id BIGINT NOT NULL, user_id UUID NOT NULL, kind TEXT NOT NULL, in_app BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, user_id, kind));
CREATE TABLE notification_place (
  workspace_id BIGINT NOT NULL, user_id UUID NOT NULL, version BIGINT NOT NULL, touched_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, user_id));
CREATE INDEX notification_place_by_touch ON notification_place (workspace_id, touched_at);
"#;

/// Browsers that are told when no page is open, and what they are still to be told.
const BROWSERS: &str = r#"
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

pub(super) const TABLE: &str = "notification";
pub(super) const SETTING: &str = "notification_setting";
pub(super) const PLACE: &str = "notification_place";
