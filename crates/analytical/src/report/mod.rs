//! Reports: any object, grouped by up to three dimensions, measured, compared with an earlier period; and dashboards, which are
//! pages of them. A report is a question and nothing else: whoever opens it is answered under their own rights.

mod answer;
mod condition;
mod definition;
mod download;
mod first;
mod formula;
mod group;
mod http;
mod kept;
mod period;
mod remembered;
mod schema;
pub mod snapshot;
mod tiles;

use platform::Feature;
use store::migrate::Migration;

/// The feature.
pub static FEATURE: Feature =
    Feature::new("report").migrations(MIGRATIONS).operations(http::OPERATIONS, http::routes, schema::schemas);

const MIGRATIONS: &[Migration] = &[Migration::both("analytical/0030_report", MIGRATION)];

/// Reports, dashboards, and which workspaces had their first dashboard made.
const MIGRATION: &str = r"
CREATE TABLE report (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, owner_id UUID NOT NULL, name TEXT NOT NULL, name_fold TEXT NOT NULL,
  body TEXT NOT NULL, sharing TEXT NOT NULL, team_id UUID, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id));
CREATE INDEX report_by_owner ON report (workspace_id, owner_id);
CREATE TABLE dashboard (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, owner_id UUID NOT NULL, name TEXT NOT NULL, name_fold TEXT NOT NULL,
  body TEXT NOT NULL, sharing TEXT NOT NULL, team_id UUID, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id));
CREATE INDEX dashboard_by_owner ON dashboard (workspace_id, owner_id);
CREATE TABLE dashboard_first (workspace_id BIGINT NOT NULL PRIMARY KEY, made_at BIGINT NOT NULL);
";
