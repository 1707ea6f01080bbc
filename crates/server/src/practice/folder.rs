//! The folder of somebody's practice workspace. Each time it is made it lies in a folder of its own below, so that one that is being
//! made never stands in the way of one that is still being closed; the note in it says that it is complete, and when it was used.

use std::fs;
use std::path::{Path, PathBuf};
use vocabulary::{Id, Timestamp, WorkspaceId};

const NOTE: &str = "ready";

/// Whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Owner {
    /// Their workspace.
    pub workspace: WorkspaceId,
    /// They.
    pub user: Id,
}

impl Owner {
    /// Where theirs lie.
    pub fn folder(self, root: &Path) -> PathBuf {
        root.join(format!("{}-{}", self.workspace.0, self.user))
    }

    fn of(name: &str) -> Option<Owner> {
        let (workspace, user) = name.split_once('-')?;
        Some(Owner { workspace: WorkspaceId(workspace.parse().ok()?), user: user.parse().ok()? })
    }
}

/// What the note says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was used last.
    pub used_at: Timestamp,
}

/// The complete one of somebody, if there is one.
pub fn current(root: &Path, owner: Owner) -> Option<(PathBuf, Note)> {
    // Names are ids, which grow with time: the last is the newest.
    let mut folders = below(&owner.folder(root));
    folders.sort();
    folders.into_iter().rev().find_map(|folder| read(&folder).map(|note| (folder, note)))
}

/// Writes the note, whole or not at all.
pub fn write(folder: &Path, note: Note) -> std::io::Result<()> {
    let part = folder.join("ready.part");
    fs::write(&part, format!("{} {}\n", note.made_at.micros(), note.used_at.micros()))?;
    fs::rename(part, folder.join(NOTE))
}

fn read(folder: &Path) -> Option<Note> {
    let text = fs::read_to_string(folder.join(NOTE)).ok()?;
    let mut numbers = text.split_whitespace().map(|word| word.parse().map(Timestamp::from_micros));
    Some(Note { made_at: numbers.next()?.ok()?, used_at: numbers.next()?.ok()? })
}

/// Everybody who has a folder.
pub fn owners(root: &Path) -> Vec<Owner> {
    let name = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()).and_then(Owner::of);
    below(root).iter().filter_map(name).collect()
}

/// Removes what a server left half made, and what was replaced.
pub fn tidy(root: &Path) {
    for owner in owners(root) {
        let kept = current(root, owner).map(|(folder, _)| folder);
        for folder in below(&owner.folder(root)).into_iter().filter(|folder| Some(folder) != kept.as_ref()) {
            remove(&folder);
        }
        if kept.is_none() {
            remove(&owner.folder(root));
        }
    }
}

/// Removes a folder with all in it. What cannot be removed now is met again by the next tidying.
pub fn remove(folder: &Path) {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            tracing::warn!(%error, "a practice workspace could not be removed");
        }
        _ => {}
    }
}

/// The folders beside one.
pub fn others(folder: &Path) -> Vec<PathBuf> {
    let beside = folder.parent().map(below).unwrap_or_default();
    beside.into_iter().filter(|other| other != folder).collect()
}

/// Bytes below a folder.
pub fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(data) if data.is_dir() => size(&entry.path()),
            Ok(data) => data.len(),
            Err(_) => 0,
        })
        .sum()
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::{IdSource, SeededIds};

    #[test]
    fn the_newest_complete_one_counts_and_tidying_leaves_it_alone() {
        let root = std::env::temp_dir().join(format!("kith-practice-{}", std::process::id()));
        let ids = SeededIds::new(1);
        let now = Timestamp::from_micros(1_800_000_000_000_000);
        let owner = Owner { workspace: WorkspaceId(3), user: ids.next(now) };
        let folder = owner.folder(&root);
        let note = Note { made_at: now, used_at: now.plus_seconds(5) };
        for (name, complete) in [("1", true), ("2", true), ("3", false)] {
            fs::create_dir_all(folder.join(name)).unwrap();
            fs::write(folder.join(name).join("kith.db"), b"12345").unwrap();
            if complete {
                write(&folder.join(name), note).unwrap();
            }
        }
        assert_eq!(owners(&root), [owner]);
        assert_eq!(current(&root, owner), Some((folder.join("2"), note)));
        tidy(&root);
        assert_eq!(below(&folder), [folder.join("2")]);
        assert!(size(&root) > 5);
        remove(&folder.join("2"));
        tidy(&root);
        assert_eq!(owners(&root), []);
        fs::remove_dir_all(&root).unwrap();
    }
}
