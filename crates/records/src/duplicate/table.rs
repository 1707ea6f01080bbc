//! The tables of duplicates: what was searched and found, what somebody called different, and what became of whom.

use matching::Level;
use store::migrate::Migration;
use store::table::Condition;
use vocabulary::WorkspaceId;

/// `record_merge` says into which record a merged one went. A group with `merged_by` is one no more, until that act is taken back.
pub(crate) const MIGRATION: Migration = Migration::both(
    "records/0002_duplicate",
    r#"
CREATE TABLE record_merge (
  workspace_id BIGINT NOT NULL, object TEXT NOT NULL, loser_id UUID NOT NULL, winner_id UUID NOT NULL, change_set UUID,
  at BIGINT NOT NULL, PRIMARY KEY (workspace_id, object, loser_id));
CREATE TABLE duplicate_search (
  workspace_id BIGINT NOT NULL, object TEXT NOT NULL, automatic BIGINT NOT NULL, job_id UUID, searched_at BIGINT,
  records BIGINT NOT NULL, left_out BIGINT NOT NULL, PRIMARY KEY (workspace_id, object));
CREATE TABLE duplicate_group (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, object TEXT NOT NULL, level BIGINT NOT NULL, score BIGINT NOT NULL,
  merged_by UUID, PRIMARY KEY (workspace_id, id));
CREATE INDEX duplicate_group_by_level ON duplicate_group (workspace_id, object, level, score, id);
CREATE INDEX duplicate_group_by_merge ON duplicate_group (workspace_id, merged_by);
CREATE TABLE duplicate_pair (
  workspace_id BIGINT NOT NULL, object TEXT NOT NULL, left_id UUID NOT NULL, right_id UUID NOT NULL, group_id UUID,
  level BIGINT NOT NULL, score BIGINT NOT NULL, PRIMARY KEY (workspace_id, object, left_id, right_id));
CREATE INDEX duplicate_pair_by_group ON duplicate_pair (workspace_id, group_id);
CREATE INDEX duplicate_pair_by_right ON duplicate_pair (workspace_id, object, right_id);
CREATE TABLE duplicate_dismissal (
  workspace_id BIGINT NOT NULL, object TEXT NOT NULL, left_id UUID NOT NULL, right_id UUID NOT NULL, user_id UUID,
  at BIGINT NOT NULL, PRIMARY KEY (workspace_id, object, left_id, right_id));
"#,
);

/// Pairs that were merged and came back: nothing merges them by itself again.
pub(crate) const MIGRATION_PARTED: Migration = Migration::both(
    "records/0003_duplicate_parted",
    "
CREATE TABLE duplicate_parted (
  workspace_id BIGINT NOT NULL, object TEXT NOT NULL, left_id UUID NOT NULL, right_id UUID NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, object, left_id, right_id));
",
);

pub(super) const MERGE: &str = "record_merge";
pub(super) const GROUP: &str = "duplicate_group";
pub(super) const PAIR: &str = "duplicate_pair";
pub(super) const SEARCH: &str = "duplicate_search";
pub(super) const DISMISSAL: &str = "duplicate_dismissal";
pub(super) const PARTED: &str = "duplicate_parted";

/// A level as it is kept: larger is surer.
pub(super) fn level_number(level: Level) -> i64 {
    match level {
        Level::Possible => 1,
        Level::Likely => 2,
        Level::Certain => 3,
    }
}

/// A level from its number.
pub(super) fn level_of(number: i64) -> Level {
    match number {
        3 => Level::Certain,
        2 => Level::Likely,
        _ => Level::Possible,
    }
}

/// A score as it is kept, in millionths.
pub(super) fn score_number(score: f32) -> i64 {
    (f64::from(score) * 1e6).round() as i64
}

/// A score from its number.
pub(super) fn score_of(number: i64) -> f32 {
    (number as f64 / 1e6) as f32
}

/// The rows of one object.
pub(super) fn of_object(workspace: WorkspaceId, object: &str) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("object", object.into())]
}
