//! The staff of a set: a file of who sells, made into users and teams before the records that name them as owners.

use super::command::read_set;
use super::format::{detect, unreadable};
use crate::identity::StaffRow;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::path::{Path, PathBuf};
use vocabulary::{Error, Result};

/// The file of the staff, and the header of each column; an empty one is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImportSetStaff {
    /// Its name, in the folder of the files.
    pub file: PathBuf,
    /// Who it is.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their team.
    pub team: String,
    /// The team above it.
    pub above: String,
    /// Who leads the team.
    pub lead: String,
}

/// The staff a set names; files lie in `folder`.
pub fn staff_of_set(set: &Path, folder: &Path) -> Result<Vec<StaffRow>> {
    let Some(staff) = read_set(set)?.staff else { return Ok(Vec::new()) };
    let path = folder.join(&staff.file);
    let open = || {
        let why = |error| Error::invalid("file", "unreadable", format!("{}: {error}.", path.display()));
        File::open(&path).map_err(why)
    };
    let format = detect(open()?)?;
    let rows = tabular::open(open()?, format.sheet.as_deref(), &format.text).map_err(unreadable)?;
    let headers: Vec<String> = rows.columns().to_vec();
    let column = |header: &str| -> Result<Option<usize>> {
        if header.is_empty() {
            return Ok(None);
        }
        let wrong = || Error::invalid("staff", "unknown_field", format!("There is no column “{header}”."));
        headers.iter().position(|known| known == header).map(Some).ok_or_else(wrong)
    };
    let (name, email) = (column(&staff.name)?, column(&staff.email)?);
    let (team, above, lead) = (column(&staff.team)?, column(&staff.above)?, column(&staff.lead)?);
    let mut found = Vec::new();
    for row in rows {
        let row = row.map_err(unreadable)?;
        let cell = |at: Option<usize>| at.and_then(|at| row.cells.get(at)).cloned().unwrap_or_default();
        found.push(StaffRow {
            name: cell(name),
            email: cell(email),
            team: cell(team),
            above: cell(above),
            lead: cell(lead),
        });
    }
    Ok(found)
}
