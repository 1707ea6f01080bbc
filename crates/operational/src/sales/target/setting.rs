//! Whether a workspace shows a leaderboard. Some teams like to be compared, others work better without.

use platform::Platform;
use platform::identity::Authenticated;
use serde::{Deserialize, Serialize};
use store::Reader;
use store::migrate::Migration;
use store::table::{Condition, Insert, OnConflict, Select};
use vocabulary::{Result, WorkspaceId};

pub(super) const MIGRATIONS: &[Migration] = &[Migration::both(
    "target/0001_setting",
    "CREATE TABLE target_setting (workspace_id BIGINT NOT NULL, leaderboard BIGINT NOT NULL, PRIMARY KEY (workspace_id));",
)];

const TABLE: &str = "target_setting";

/// What a workspace has decided about its targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TargetSetting {
    /// Whether sellers see how they stand against each other.
    pub(super) leaderboard: bool,
}

/// What holds in a workspace: a leaderboard, unless it was switched off.
pub(super) fn setting_of(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<TargetSetting> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into())];
    let rows = reader.select(&Select::new(TABLE, &["leaderboard"], filter))?;
    let kept = rows.first().and_then(|row| row.first()).and_then(store::Datum::integer);
    Ok(TargetSetting { leaderboard: kept != Some(0) })
}

/// Decides it.
pub(super) fn change_setting(
    platform: &Platform,
    asker: &Authenticated,
    setting: TargetSetting,
) -> Result<TargetSetting> {
    asker.require_administrator()?;
    let workspace = asker.workspace.id;
    platform.store.write(move |writer| {
        let values = vec![("workspace_id", workspace.into()), ("leaderboard", setting.leaderboard.into())];
        let on_conflict = OnConflict::Replace(&["workspace_id"]);
        writer.insert(&Insert { table: TABLE, values, on_conflict })
    })?;
    Ok(setting)
}
