//! The tables of imports, as frozen text.

use store::migrate::Migration;

/// The steps of the schema.
pub static MIGRATIONS: &[Migration] = &[Migration::both("import/0001_import", IMPORT)];

/// An import is a batch: what it wrote carries its id. Results are kept chunk by chunk, in one row each, because a file has
/// as many results as rows.
const IMPORT: &str = r#"
CREATE TABLE import (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, name TEXT NOT NULL, size BIGINT NOT NULL, content_id UUID NOT NULL,
  state TEXT NOT NULL, format TEXT NOT NULL, columns TEXT NOT NULL, questions TEXT NOT NULL, mapping TEXT,
  total BIGINT, done BIGINT NOT NULL, created BIGINT NOT NULL, changed BIGINT NOT NULL, unchanged BIGINT NOT NULL,
  skipped BIGINT NOT NULL, refused BIGINT NOT NULL, warnings BIGINT NOT NULL, last_row BIGINT NOT NULL, undo_before BIGINT,
  kept TEXT NOT NULL, job_id UUID, error TEXT, created_by UUID, created_at BIGINT NOT NULL, finished_at BIGINT,
  PRIMARY KEY (workspace_id, id));
CREATE INDEX import_by_age ON import (workspace_id, created_at);
CREATE TABLE import_result (
  workspace_id BIGINT NOT NULL, import_id UUID NOT NULL, phase TEXT NOT NULL, last_line BIGINT NOT NULL,
  created BIGINT NOT NULL, changed BIGINT NOT NULL, unchanged BIGINT NOT NULL, skipped BIGINT NOT NULL,
  refused BIGINT NOT NULL, warnings BIGINT NOT NULL, results TEXT NOT NULL,
  PRIMARY KEY (workspace_id, import_id, phase, last_line));
"#;
