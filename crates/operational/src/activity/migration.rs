//! The tables that activities keep beside their records, as frozen text: bells of tasks, calendars under secret addresses, working hours,
//! links of booking pages. A released step never changes: another one follows.

use store::migrate::Migration;

pub(super) const MIGRATIONS: &[Migration] = &[
    Migration::both("activity/0001_reminder", REMINDER),
    Migration::both("activity/0002_several_reminders", SEVERAL_REMINDERS),
    Migration::both("activity/0003_calendar", CALENDAR),
];

const REMINDER: &str = r#"
CREATE TABLE task_reminder (
  workspace_id BIGINT NOT NULL, task_id UUID NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (workspace_id, task_id));
CREATE INDEX task_reminder_by_time ON task_reminder (at);
"#;

const SEVERAL_REMINDERS: &str = r#"
CREATE TABLE task_bell (
  workspace_id BIGINT NOT NULL, task_id UUID NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (workspace_id, task_id, at));
CREATE INDEX task_bell_by_time ON task_bell (at);
INSERT INTO task_bell (workspace_id, task_id, at) SELECT workspace_id, task_id, at FROM task_reminder;
DROP TABLE task_reminder;
"#;

const CALENDAR: &str = r#"
CREATE TABLE calendar_feed (
  token_hash TEXT NOT NULL, workspace_id BIGINT NOT NULL, user_id UUID NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (token_hash));
CREATE INDEX calendar_feed_by_user ON calendar_feed (workspace_id, user_id);
CREATE TABLE working_hours (
  workspace_id BIGINT NOT NULL, user_id UUID NOT NULL, stretches TEXT NOT NULL, PRIMARY KEY (workspace_id, user_id));
CREATE TABLE booking_link (
  token_hash TEXT NOT NULL, workspace_id BIGINT NOT NULL, record_id UUID NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (token_hash));
CREATE INDEX booking_link_by_record ON booking_link (workspace_id, record_id);
"#;
