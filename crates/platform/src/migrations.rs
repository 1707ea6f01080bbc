//! The tables of the platform, as frozen text. A released step never changes; a new one follows it.

use store::migrate::Migration;

/// The platform's steps, in sequence.
pub static MIGRATIONS: &[Migration] = &[
    Migration::both("platform/0001_identity", IDENTITY),
    Migration::both("platform/0002_job", JOB),
    Migration::both("platform/0003_idempotency", IDEMPOTENCY),
    Migration::both("platform/0004_file_content", crate::files::MIGRATION),
    Migration::both("platform/0005_view", crate::view::MIGRATION),
    Migration::both("platform/0006_layout", crate::layout::MIGRATION),
    Migration::both("platform/0007_checkpoint", CHECKPOINT),
    Migration::both("platform/0008_presence", crate::presence::MIGRATION),
    Migration::both("platform/0009_session_device", SESSION_DEVICE),
];

/// Workspaces, users, teams, roles, sessions, keys, and the count of failed sign-ins.
const IDENTITY: &str = r#"
CREATE TABLE workspace (
  id BIGINT NOT NULL PRIMARY KEY, key TEXT NOT NULL, name TEXT NOT NULL, currency TEXT NOT NULL, zone TEXT NOT NULL,
  language TEXT NOT NULL, country TEXT NOT NULL, first_weekday BIGINT NOT NULL, created_at BIGINT NOT NULL,
  identity_version BIGINT NOT NULL);
CREATE UNIQUE INDEX workspace_by_key ON workspace (key);
CREATE TABLE role (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, name TEXT NOT NULL, name_fold TEXT NOT NULL, rights TEXT NOT NULL,
  created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE UNIQUE INDEX role_by_name ON role (workspace_id, name_fold);
CREATE TABLE team (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, name TEXT NOT NULL, name_fold TEXT NOT NULL, parent UUID,
  created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE UNIQUE INDEX team_by_name ON team (workspace_id, name_fold);
CREATE TABLE "user" (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, name TEXT NOT NULL, name_fold TEXT NOT NULL, email TEXT NOT NULL,
  email_key TEXT NOT NULL, password_hash TEXT NOT NULL, role_id UUID NOT NULL, team_id UUID, active BIGINT NOT NULL,
  language TEXT NOT NULL, zone TEXT NOT NULL, theme TEXT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
  signed_in_at BIGINT, PRIMARY KEY (workspace_id, id));
CREATE UNIQUE INDEX user_by_email ON "user" (email_key, workspace_id);
CREATE INDEX user_by_team ON "user" (workspace_id, team_id);
CREATE TABLE session (
  hash BYTEA NOT NULL PRIMARY KEY, workspace_id BIGINT NOT NULL, user_id UUID NOT NULL, created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, workspaces TEXT NOT NULL);
CREATE INDEX session_by_user ON session (workspace_id, user_id);
CREATE INDEX session_by_end ON session (expires_at);
CREATE TABLE api_key (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, name TEXT NOT NULL, hash BYTEA NOT NULL, prefix TEXT NOT NULL,
  user_id UUID NOT NULL, role_id UUID NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT, used_at BIGINT,
  PRIMARY KEY (workspace_id, id));
CREATE UNIQUE INDEX api_key_by_hash ON api_key (hash);
CREATE INDEX api_key_by_user ON api_key (workspace_id, user_id);
CREATE TABLE sign_in_attempt (
  subject TEXT NOT NULL PRIMARY KEY, failures BIGINT NOT NULL, window_end BIGINT NOT NULL);
CREATE INDEX sign_in_attempt_by_end ON sign_in_attempt (window_end);
"#;

/// Work for later and its schedules. `once` lets two servers enqueue the same run of a schedule without doubling it.
const JOB: &str = r#"
CREATE TABLE job (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, payload TEXT NOT NULL,
  state TEXT NOT NULL, done BIGINT NOT NULL, total BIGINT, note TEXT NOT NULL, attempts BIGINT NOT NULL,
  max_attempts BIGINT NOT NULL, run_at BIGINT NOT NULL, lease_until BIGINT, leased_by TEXT, fence BIGINT NOT NULL,
  cancel_asked BIGINT NOT NULL, result TEXT, error TEXT, created_by UUID, created_key UUID, once TEXT,
  created_at BIGINT NOT NULL, started_at BIGINT, finished_at BIGINT, PRIMARY KEY (workspace_id, id));
CREATE INDEX job_due ON job (state, run_at);
CREATE INDEX job_by_end ON job (finished_at);
CREATE UNIQUE INDEX job_once ON job (workspace_id, once);
CREATE TABLE schedule (
  workspace_id BIGINT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, payload TEXT NOT NULL,
  rhythm TEXT NOT NULL, zone TEXT NOT NULL, next_at BIGINT NOT NULL, slot TEXT NOT NULL, created_by UUID,
  PRIMARY KEY (workspace_id, name));
CREATE INDEX schedule_due ON schedule (next_at);
"#;

/// Answers kept for requests that may come twice.
const IDEMPOTENCY: &str = r#"
CREATE TABLE idempotency (
  workspace_id BIGINT NOT NULL, actor_id UUID NOT NULL, key TEXT NOT NULL, fingerprint BYTEA NOT NULL, status BIGINT NOT NULL,
  headers TEXT NOT NULL, answer TEXT NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (workspace_id, actor_id, key));
CREATE INDEX idempotency_by_age ON idempotency (created_at);
"#;

/// How far a long job is, so that it goes on there after a crash; and after how many days the trash is emptied.
const CHECKPOINT: &str = r#"
ALTER TABLE job ADD COLUMN checkpoint TEXT;
ALTER TABLE workspace ADD COLUMN trash_days BIGINT NOT NULL DEFAULT 30;
"#;

/// With what somebody signed in and from where they come, so that they recognize their own sessions. Those that were there
/// before tell nothing.
const SESSION_DEVICE: &str = r#"
ALTER TABLE session ADD COLUMN browser TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN system TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT '';
"#;
