//! Backups from the app: a job that copies the database into a file beside it and verifies the copy, and the files there are.
//!
//! A backup holds all workspaces of an installation, so only administrators of its first one make and take them. Names are ours,
//! made of the moment: nothing a request says becomes a path.

use crate::Platform;
use crate::feature::Feature;
use crate::identity::{Authenticated, list_workspaces};
use crate::job::{Job, JobContext, JobError, JobKind, NewJob, enqueue, find_job};
use serde::Serialize;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use vocabulary::{Date, Error, Result, Timestamp};

const KIND: &str = "backup.make";
/// A file that is not complete yet.
const PART: &str = "part";
/// Steps of the job: what the store tells is brought to a hundred.
const STEPS: i64 = 100;

/// Backups as a feature: their job.
pub static FEATURE: Feature = Feature::new("backup").jobs(&[JobKind { name: KIND, run: make }]);

/// A backup that lies beside the database.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Backup {
    /// The name of its file.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// When it was begun.
    pub made_at: Timestamp,
    /// It was read back whole after it was written. A copy gets its name only then.
    pub verified: bool,
}

/// The backups there are, newest first.
pub fn list_backups(platform: &Platform, asker: &Authenticated) -> Result<Vec<Backup>> {
    demand(platform, asker)?;
    let mut backups = Vec::new();
    for entry in fs::read_dir(&platform.backups).into_iter().flatten().flatten() {
        let Some(name) = entry.file_name().to_str().map(str::to_string) else { continue };
        let (Some(made_at), Ok(data)) = (moment_of(&name), entry.metadata()) else { continue };
        if data.is_file() {
            backups.push(Backup { name, size: data.len(), made_at, verified: true });
        }
    }
    backups.sort_by(|a, b| b.name.cmp(&a.name));
    Ok(backups)
}

/// Makes a backup in the background; answers its job.
pub fn start_backup(platform: &Platform, asker: &Authenticated) -> Result<Job> {
    demand(platform, asker)?;
    let name = name_at(platform.now(), platform.store.is_embedded());
    let payload = json!({ "name": name });
    let mut job = NewJob::new(platform, asker, KIND, "Backup", payload);
    // Two that are asked for in the same second are the same.
    job.once = Some(format!("{KIND} {name}"));
    let id = job.id;
    let stored = platform.store.write(move |writer| enqueue(writer, &job))?;
    if !stored {
        return Err(Error::TooMany("A backup was begun this very second.".to_string(), 1));
    }
    platform.jobs.ring();
    find_job(platform, asker, id)
}

/// Opens a backup to be taken elsewhere; answers its size too.
pub fn open_backup(platform: &Platform, asker: &Authenticated, name: &str) -> Result<(File, u64)> {
    demand(platform, asker)?;
    let file = File::open(place(platform, name)?).map_err(|error| told(&error))?;
    let size = file.metadata().map_err(|error| told(&error))?.len();
    Ok((file, size))
}

/// Deletes a backup.
pub fn remove_backup(platform: &Platform, asker: &Authenticated, name: &str) -> Result<()> {
    demand(platform, asker)?;
    fs::remove_file(place(platform, name)?).map_err(|error| told(&error))
}

/// Administrators of the first workspace of the installation.
fn demand(platform: &Platform, asker: &Authenticated) -> Result<()> {
    asker.require_administrator()?;
    let first = platform.store.read(|reader| list_workspaces(reader))?.into_iter().next();
    if first.is_some_and(|first| first.id == asker.workspace.id) {
        return Ok(());
    }
    let text = "A backup holds all workspaces: only administrators of the first one may do this.";
    Err(Error::Forbidden(text.to_string()))
}

fn make(job: &JobContext, payload: Value) -> Result<Value, JobError> {
    let platform = &job.platform;
    let name = payload.get("name").and_then(Value::as_str).unwrap_or_default().to_string();
    let asker = job.asker()?.ok_or_else(|| Error::internal("a backup that nobody asked for"))?;
    demand(platform, &asker)?;
    let to = place(platform, &name)?;
    if !to.exists() {
        fs::create_dir_all(&platform.backups).map_err(|error| told(&error))?;
        let part = to.with_extension(PART);
        // What a server that died left behind.
        remove_if_there(&part)?;
        let mut percent = |done: u64, total: u64| {
            let share = done.saturating_mul(STEPS as u64) / total.max(1);
            // A copy cannot be stopped halfway: whoever asks to is told by the job's end.
            let _ = job.progress(share as i64, Some(STEPS), "");
        };
        let made = platform.store.backup(&part, &mut percent);
        if let Err(error) = made {
            let _ = fs::remove_file(&part);
            return Err(error.into());
        }
        fs::rename(&part, &to).map_err(|error| told(&error))?;
    }
    let size = fs::metadata(&to).map_err(|error| told(&error))?.len();
    Ok(json!({ "name": name, "size": size, "verified": true }))
}

/// The name of a backup made at a moment, such as `kith-20260131-093000.db`; a copy of PostgreSQL is no database file.
fn name_at(at: Timestamp, embedded: bool) -> String {
    let text: String = at.to_string().chars().take(19).filter(char::is_ascii_digit).collect();
    let (day, time) = text.split_at_checked(8).unwrap_or((text.as_str(), ""));
    format!("kith-{day}-{time}.{}", if embedded { "db" } else { "backup" })
}

/// The moment in the name of a backup; none for what is not of ours.
fn moment_of(name: &str) -> Option<Timestamp> {
    let (stem, ending) = name.strip_prefix("kith-")?.split_once('.')?;
    let (day, time) = stem.split_once('-')?;
    let digits = |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if !matches!(ending, "db" | "backup") || !digits(day, 8) || !digits(time, 6) {
        return None;
    }
    let part = |text: &str, from: usize, to: usize| text.get(from..to).map(str::to_string);
    let (year, month, of_month) = (part(day, 0, 4)?, part(day, 4, 6)?, part(day, 6, 8)?);
    let (hour, minute, second) = (part(time, 0, 2)?, part(time, 2, 4)?, part(time, 4, 6)?);
    format!("{year}-{month}-{of_month}").parse::<Date>().ok()?;
    format!("{year}-{month}-{of_month}T{hour}:{minute}:{second}Z").parse().ok()
}

/// Where the backup of a name lies. Any other name names nothing.
fn place(platform: &Platform, name: &str) -> Result<PathBuf> {
    moment_of(name).map(|_| platform.backups.join(name)).ok_or_else(Error::not_found)
}

fn remove_if_there(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(told(&error)),
        _ => Ok(()),
    }
}

fn told(error: &std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::NotFound => Error::not_found(),
        std::io::ErrorKind::StorageFull => Error::Full("There is no room left for a backup.".to_string()),
        _ => Error::internal(format!("backups: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ours_and_lead_nowhere_else() {
        let at: Timestamp = "2026-01-31T09:30:05.123456Z".parse().unwrap();
        let name = name_at(at, true);
        assert_eq!(name, "kith-20260131-093005.db");
        assert_eq!(moment_of(&name).unwrap().to_string().get(..19), Some("2026-01-31T09:30:05"));
        assert_eq!(name_at(at, false), "kith-20260131-093005.backup");
        for name in [
            "",
            "kith.db",
            "../kith-20260131-093005.db",
            "kith-20260131-093005.db/../../kith.db",
            "kith-20260131-093005.part",
            "kith-2026013a-093005.db",
            "kith-20261331-093005.db",
            "kith-20260131-093005.db.db",
            "KITH-20260131-093005.db",
            "kith-20260131-093005.db\0",
            "kith-20260131-0930051.db",
            "..",
        ] {
            assert_eq!(moment_of(name), None, "{name}");
        }
    }
}
