//! Lists of members: the records that meet a rule, kept in a table, so that a filter asks for them at the cost of one look. Who
//! keeps a list up to date says here what it is, asks which records a write may have moved, and how they stand now.

mod affected;
mod change;
mod reading;
mod way;

pub use affected::{LOGGED, LOGGED_LIST};
pub use change::{Listing, NewKeptList, tell_listed};
pub use reading::{ListSight, RuleWays};

use dictionary::{KeptList, KeptLists};
use serde_json::Value as Json;
use store::migrate::Migration;
use store::table::{Condition, Select};
use store::{Datum, Reader};
use vocabulary::{Error, Result, WorkspaceId};

/// The tables: what each list is, and who is on it.
pub(crate) const MIGRATION: Migration = Migration::both("records/0004_member_list", TABLES);

const TABLES: &str = r#"
CREATE TABLE member_list (
  workspace_id BIGINT NOT NULL, id UUID NOT NULL, noun TEXT NOT NULL, owner UUID, object TEXT NOT NULL, filter TEXT NOT NULL,
  frozen BIGINT NOT NULL, PRIMARY KEY (workspace_id, id));
CREATE TABLE list_member (
  workspace_id BIGINT NOT NULL, list_id UUID NOT NULL, record_id UUID NOT NULL, since BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, list_id, record_id));
CREATE INDEX list_member_by_record ON list_member (workspace_id, record_id, list_id);
"#;

/// Reads what the lists of a workspace are.
pub(crate) fn load(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<KeptLists> {
    const COLUMNS: &[&str] = &["id", "noun", "owner", "object", "filter", "frozen"];
    let filter = vec![Condition::Eq("workspace_id", workspace.into())];
    let rows = reader.select(&Select::new("member_list", COLUMNS, filter))?;
    rows.into_iter().map(read).collect::<Result<_>>()
}

fn read(row: Vec<Datum>) -> Result<(vocabulary::Id, KeptList)> {
    let wrong = || Error::internal("a list of members is not what it should be");
    let [id, noun, owner, object, filter, frozen] = row.as_slice() else { return Err(wrong()) };
    let text = |datum: &Datum| datum.text().map(str::to_string).ok_or_else(wrong);
    let list = KeptList {
        noun: text(noun)?,
        owner: owner.id(),
        object: text(object)?,
        filter: serde_json::from_str::<Json>(&text(filter)?).map_err(Error::internal)?,
        frozen: frozen.integer() == Some(1),
    };
    Ok((id.id().ok_or_else(wrong)?, list))
}
