//! What quotes keep beside their records: the numbers that were given, secret links, limits of discounts, the look.

use store::migrate::Migration;
use store::table::{Condition, Insert, OnConflict, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Decimal, Id, Result, Timestamp, WorkspaceId};

pub(super) static MIGRATIONS: &[Migration] = &[Migration::both("quote/0001_quote", TEXT)];

const TEXT: &str = r#"
CREATE TABLE quote_counter (workspace_id BIGINT NOT NULL, year BIGINT NOT NULL, given BIGINT NOT NULL, PRIMARY KEY (workspace_id, year));
CREATE TABLE quote_link (
  token_hash TEXT NOT NULL, workspace_id BIGINT NOT NULL, quote_id UUID NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (token_hash));
CREATE INDEX quote_link_by_quote ON quote_link (workspace_id, quote_id);
CREATE TABLE discount_limit (workspace_id BIGINT NOT NULL, role_id UUID NOT NULL, percent BIGINT NOT NULL, PRIMARY KEY (workspace_id, role_id));
CREATE TABLE quote_look (workspace_id BIGINT NOT NULL, look TEXT NOT NULL, PRIMARY KEY (workspace_id));
"#;

/// The next number of a year. It is taken in the transaction of what gets it, so none is ever left out.
pub(super) fn next_number(writer: &mut dyn Writer, workspace: WorkspaceId, year: i64) -> Result<i64> {
    let first = vec![("workspace_id", workspace.into()), ("year", year.into()), ("given", 0i64.into())];
    writer.insert(&Insert { table: "quote_counter", values: first, on_conflict: OnConflict::Ignore })?;
    let filter = || vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("year", year.into())];
    let mut update = Update::new("quote_counter", Vec::new(), filter());
    update.add.push(("given", 1));
    writer.update(&update)?;
    let rows = writer.select(&Select::new("quote_counter", &["given"], filter()))?;
    Ok(rows.first().and_then(|row| row.first()).and_then(Datum::integer).unwrap_or(1))
}

/// Says that a number was given elsewhere: the next one is larger.
pub(super) fn keep_number(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    year: i64,
    given: i64,
) -> Result<()> {
    let values = vec![("workspace_id", workspace.into()), ("year", year.into()), ("given", 0i64.into())];
    writer.insert(&Insert { table: "quote_counter", values, on_conflict: OnConflict::Ignore })?;
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("year", year.into()),
        Condition::Lt("given", given.into()),
    ];
    writer.update(&Update::new("quote_counter", vec![("given", given.into())], filter)).map(|_| ())
}

/// Keeps the hash of a secret link.
pub(super) fn keep_link(
    writer: &mut dyn Writer,
    workspace: WorkspaceId,
    hash: &str,
    quote: Id,
    now: Timestamp,
) -> Result<()> {
    let values = vec![
        ("token_hash", hash.into()),
        ("workspace_id", workspace.into()),
        ("quote_id", quote.into()),
        ("created_at", now.into()),
    ];
    writer.insert(&Insert::new("quote_link", values)).map(|_| ())
}

/// The workspace and quote of a secret link.
pub(super) fn find_link(reader: &mut dyn Reader, hash: &str) -> Result<Option<(WorkspaceId, Id)>> {
    let filter = vec![Condition::Eq("token_hash", hash.into())];
    let rows = reader.select(&Select::new("quote_link", &["workspace_id", "quote_id"], filter))?;
    Ok(rows.first().and_then(|row| match row.as_slice() {
        [Datum::Integer(workspace), Datum::Id(quote)] => {
            Some((WorkspaceId(i32::try_from(*workspace).ok()?), *quote))
        }
        _ => None,
    }))
}

/// The limits of discounts by role.
pub(super) fn limits(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<Vec<(Id, Decimal)>> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into())];
    let rows = reader.select(&Select::new("discount_limit", &["role_id", "percent"], filter))?;
    let limit = |row: Vec<Datum>| match row.as_slice() {
        [Datum::Id(role), Datum::Integer(percent)] => Some((*role, Decimal::from_millionths(*percent))),
        _ => None,
    };
    Ok(rows.into_iter().filter_map(limit).collect())
}

/// Name and mail address of a user.
pub(super) fn user(
    reader: &mut dyn Reader,
    workspace: WorkspaceId,
    id: Id,
) -> Result<Option<(String, String)>> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("id", id.into())];
    let rows = reader.select(&Select::new("user", &["name", "email"], filter))?;
    Ok(rows.into_iter().next().and_then(|row| match row.as_slice() {
        [Datum::Text(name), Datum::Text(email)] => Some((name.clone(), email.clone())),
        _ => None,
    }))
}
