//! A workspace: one company's own data inside an installation.

use super::Authenticated;
use crate::Platform;
use crate::row::Row;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::table::{Condition, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Currency, Error, Problem, Result, Timestamp, WorkspaceId, is_language};

/// One company's own data inside an installation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Workspace {
    /// Its number.
    pub id: WorkspaceId,
    /// The word users type to choose it.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The currency amounts without one have.
    pub currency: String,
    /// The time zone, such as `Europe/Ljubljana`.
    pub zone: String,
    /// The language of texts Kith writes, such as `en`.
    pub language: String,
    /// The country of phone numbers without a prefix, such as `SI`; may be empty.
    pub country: String,
    /// The day a week begins with: 1 is Monday.
    pub first_weekday: u8,
    /// After so many days what lies in the trash is deleted for good; 0 is never.
    pub trash_days: u32,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What an administrator changes about a workspace; `None` leaves it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceChange {
    /// Its name.
    pub name: Option<String>,
    /// The currency amounts without one have.
    pub currency: Option<String>,
    /// The time zone.
    pub zone: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// The country of phone numbers without a prefix.
    pub country: Option<String>,
    /// The day a week begins with: 1 is Monday.
    pub first_weekday: Option<u8>,
    /// After so many days what lies in the trash is deleted for good; 0 is never.
    pub trash_days: Option<u32>,
}

/// Longest time in the trash, in days.
const MOST_TRASH_DAYS: u32 = 3650;

const TABLE: &str = "workspace";
const COLUMNS: &[&str] = &[
    "id",
    "key",
    "name",
    "currency",
    "zone",
    "language",
    "country",
    "first_weekday",
    "trash_days",
    "created_at",
];

/// The workspace of that number.
pub fn find_workspace(reader: &mut dyn Reader, id: WorkspaceId) -> Result<Option<Workspace>> {
    let rows = reader.select(&Select::new(TABLE, COLUMNS, vec![Condition::Eq("id", id.into())]))?;
    rows.into_iter().next().map(read).transpose()
}

/// The workspace of that key.
pub fn find_workspace_by_key(reader: &mut dyn Reader, key: &str) -> Result<Option<Workspace>> {
    let rows = reader.select(&Select::new(TABLE, COLUMNS, vec![Condition::Eq("key", key.into())]))?;
    rows.into_iter().next().map(read).transpose()
}

/// All workspaces of the installation, by number.
pub fn list_workspaces(reader: &mut dyn Reader) -> Result<Vec<Workspace>> {
    reader.select(&Select::new(TABLE, COLUMNS, Vec::new()).ascending("id"))?.into_iter().map(read).collect()
}

/// Changes the asker's workspace.
pub fn change_workspace(
    platform: &Platform,
    asker: &Authenticated,
    change: WorkspaceChange,
) -> Result<Arc<Workspace>> {
    asker.require_administrator()?;
    let mut changed = (*asker.workspace).clone();
    let WorkspaceChange { name, currency, zone, language, country, first_weekday, trash_days } = change;
    changed.name = name.unwrap_or(changed.name).trim().to_string();
    changed.currency = currency.unwrap_or(changed.currency);
    changed.zone = zone.unwrap_or(changed.zone);
    changed.language = language.unwrap_or(changed.language);
    changed.country = country.unwrap_or(changed.country);
    changed.first_weekday = first_weekday.unwrap_or(changed.first_weekday);
    changed.trash_days = trash_days.unwrap_or(changed.trash_days);
    check(&changed)?;
    let stored = changed.clone();
    platform.store.write(move |writer| {
        touch(writer, stored.id)?;
        let set = vec![
            ("name", stored.name.clone().into()),
            ("currency", stored.currency.clone().into()),
            ("zone", stored.zone.clone().into()),
            ("language", stored.language.clone().into()),
            ("country", stored.country.clone().into()),
            ("first_weekday", Datum::Integer(i64::from(stored.first_weekday))),
            ("trash_days", Datum::Integer(i64::from(stored.trash_days))),
        ];
        writer.update(&Update::new(TABLE, set, vec![Condition::Eq("id", stored.id.into())]))
    })?;
    platform.identity.forget();
    Ok(Arc::new(changed))
}

/// Refuses what the rest of Kith could not work with.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    let mut problems = Vec::new();
    let mut wrong =
        |field: &str, code: &str, message: &str| problems.push(Problem::new(field, code, message));
    if workspace.name.is_empty() || workspace.name.chars().count() > 200 {
        wrong("name", "required", "Give the workspace a name of at most 200 characters.");
    }
    if workspace.currency.parse::<Currency>().is_err() {
        wrong("currency", "malformed", "Use a currency of three letters, such as EUR.");
    }
    if !is_zone(&workspace.zone) {
        wrong("zone", "malformed", "Use a time zone such as Europe/Ljubljana.");
    }
    if !is_language(&workspace.language) {
        wrong("language", "malformed", "Use a language code such as en or sr-Latn.");
    }
    if !(workspace.country.is_empty() || is_country(&workspace.country)) {
        wrong("country", "malformed", "Use a country of two letters, such as SI.");
    }
    if !(1..=7).contains(&workspace.first_weekday) {
        wrong("first_weekday", "malformed", "Use 1 for Monday to 7 for Sunday.");
    }
    if workspace.trash_days > MOST_TRASH_DAYS {
        wrong("trash_days", "out_of_range", "Use 1 to 3650 days, or 0 for never.");
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// Locks the identity of a workspace for the rest of the transaction. Two changes that are each right alone (each removes
/// one of the last two administrators) would be wrong together: so they come one after the other, on both databases.
pub(super) fn touch(writer: &mut dyn Writer, workspace: WorkspaceId) -> Result<()> {
    let mut update = Update::new(TABLE, Vec::new(), vec![Condition::Eq("id", workspace.into())]);
    update.add.push(("identity_version", 1));
    match writer.update(&update)? {
        0 => Err(Error::not_found()),
        _ => Ok(()),
    }
}

/// Whether the name is that of a time zone.
pub(super) fn is_zone(name: &str) -> bool {
    jiff::tz::TimeZone::get(name).is_ok()
}

fn is_country(code: &str) -> bool {
    code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase())
}

fn read(columns: Vec<Datum>) -> Result<Workspace> {
    let mut row = Row::new(TABLE, columns);
    Ok(Workspace {
        id: row.workspace()?,
        key: row.text()?,
        name: row.text()?,
        currency: row.text()?,
        zone: row.text()?,
        language: row.text()?,
        country: row.text()?,
        first_weekday: u8::try_from(row.integer()?).unwrap_or(1),
        trash_days: u32::try_from(row.integer()?).unwrap_or(0),
        created_at: row.moment()?,
    })
}
