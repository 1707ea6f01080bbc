//! Contents of files on disk, under names of ours. A content is safe on disk before the row that names it commits; a content no
//! row names is removed by a sweep.

mod content;
mod kind;
mod orphan;
mod receive;
mod send;

pub(crate) use content::MIGRATION;
pub use content::{find_content, keep_content};
pub use kind::{decide_type, sniff};
pub use orphan::remove_orphans;
pub use receive::receive;
pub use send::send;

use crate::secrets::hex;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use vocabulary::{Error, Id, Result, Timestamp, WorkspaceId};

/// The folder with the contents.
#[derive(Clone, Debug)]
pub struct FileStore {
    root: PathBuf,
}

/// A content that is on disk.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredContent {
    /// Its name on disk: no part of it comes from a user.
    pub key: Id,
    /// Bytes.
    pub size: i64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// What it is, by what it holds and what the sender said.
    pub content_type: String,
}

/// A content on its way to disk. Dropped without [`Upload::finish`], nothing of it stays.
pub struct Upload {
    file: Option<File>,
    temporary: PathBuf,
    place: PathBuf,
    key: Id,
    size: u64,
    most: u64,
    hash: Sha256,
    head: Vec<u8>,
}

/// So many first bytes decide what a content is.
const HEAD: usize = 512;

impl FileStore {
    /// Opens the folder, making it when it is missing, and removes what a crash left half-written.
    pub fn open(root: PathBuf, now: Timestamp) -> Result<FileStore> {
        let store = FileStore { root };
        let temporary = store.temporary_folder();
        fs::create_dir_all(&temporary).map_err(|error| told(&error, &temporary))?;
        for entry in fs::read_dir(&temporary).map_err(|error| told(&error, &temporary))?.flatten() {
            // Another server may be writing a younger one.
            if is_a_day_old(&entry.path(), now) {
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(store)
    }

    /// Begins a content of at most so many bytes.
    pub fn begin(&self, workspace: WorkspaceId, key: Id, most: u64) -> Result<Upload> {
        let place = self.place(workspace, key);
        let temporary = self.temporary_folder().join(key.to_string());
        let file = File::create_new(&temporary).map_err(|error| told(&error, &temporary))?;
        Ok(Upload {
            file: Some(file),
            temporary,
            place,
            key,
            size: 0,
            most,
            hash: Sha256::new(),
            head: Vec::new(),
        })
    }

    /// Opens a content to read.
    pub fn read(&self, workspace: WorkspaceId, key: Id) -> Result<File> {
        let place = self.place(workspace, key);
        File::open(&place).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Error::not_found(),
            _ => told(&error, &place),
        })
    }

    /// Where a content lies: for backups and checks.
    pub fn path(&self, workspace: WorkspaceId, key: Id) -> PathBuf {
        self.place(workspace, key)
    }

    /// Removes a content whose record was purged; fine when it is gone already.
    pub fn remove(&self, workspace: WorkspaceId, key: Id) -> Result<()> {
        let place = self.place(workspace, key);
        match fs::remove_file(&place) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(told(&error, &place)),
            _ => Ok(()),
        }
    }

    /// Removes contents of a workspace that no record names, unless they are younger than a day. Answers how many.
    pub fn sweep(
        &self,
        workspace: WorkspaceId,
        now: Timestamp,
        mut is_named: impl FnMut(Id) -> Result<bool>,
    ) -> Result<usize> {
        let folder = self.root.join(workspace.0.to_string());
        let mut count = 0;
        for shelf in fs::read_dir(&folder).into_iter().flatten().flatten() {
            for entry in fs::read_dir(shelf.path()).into_iter().flatten().flatten() {
                let key: Option<Id> = entry.file_name().to_str().and_then(|name| name.parse().ok());
                let Some(key) = key else { continue };
                if is_a_day_old(&entry.path(), now) && !is_named(key)? {
                    self.remove(workspace, key)?;
                    count += 1;
                }
            }
        }
        Ok(count)
    }

    /// Where files wait until they are complete; emptied at start.
    pub fn temporary_folder(&self) -> PathBuf {
        self.root.join("incoming")
    }

    fn place(&self, workspace: WorkspaceId, key: Id) -> PathBuf {
        // The last bytes of an id are chance: they spread evenly over 256 folders.
        let shelf = hex(key.as_bytes().last_chunk::<1>().map_or(&[0u8][..], |last| &last[..]));
        self.root.join(workspace.0.to_string()).join(shelf).join(key.to_string())
    }
}

impl Upload {
    /// Takes the next bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.size += bytes.len() as u64;
        if self.size > self.most {
            return Err(Error::TooLarge(format!("A file may have at most {} MB.", self.most / (1 << 20))));
        }
        let missing = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(bytes.get(..missing).unwrap_or_default());
        self.hash.update(bytes);
        let file = self.file.as_mut().ok_or_else(|| Error::internal("an upload after its end"))?;
        file.write_all(bytes).map_err(|error| told(&error, &self.temporary))
    }

    /// Makes it last: bytes, then the name, then the folder are on disk when this answers.
    pub fn finish(mut self, declared: Option<&str>, name: &str) -> Result<StoredContent> {
        let content_type = decide_type(&self.head, declared, name)?;
        let file = self.file.take().ok_or_else(|| Error::internal("an upload after its end"))?;
        file.sync_all().map_err(|error| told(&error, &self.temporary))?;
        let folder = self.place.parent().map(Path::to_path_buf).unwrap_or_default();
        make_folder(&folder)?;
        fs::rename(&self.temporary, &self.place).map_err(|error| told(&error, &self.place))?;
        sync_folder(&folder)?;
        Ok(StoredContent {
            key: self.key,
            size: i64::try_from(self.size).unwrap_or(i64::MAX),
            sha256: hex(&std::mem::take(&mut self.hash).finalize()),
            content_type,
        })
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // After a rename there is nothing under this name, which is fine.
        let _ = fs::remove_file(&self.temporary);
    }
}

/// Makes a folder and its parents, each safe in its parent.
fn make_folder(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder).map_err(|error| told(&error, folder))?;
    folder.ancestors().skip(1).take(2).try_for_each(sync_folder)
}

fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| told(&error, folder))
}

/// Whether a file was last written more than a day before `now`. What is younger may be on its way.
fn is_a_day_old(path: &Path, now: Timestamp) -> bool {
    let modified = fs::metadata(path).and_then(|data| data.modified()).ok();
    let since = modified.and_then(|modified| modified.duration_since(SystemTime::UNIX_EPOCH).ok());
    let written = since.and_then(|since| i64::try_from(since.as_micros()).ok());
    written.is_some_and(|written| Timestamp::from_micros(written).plus_seconds(24 * 3600) < now)
}

/// What a user can do about it is said; the path is for the log.
fn told(error: &io::Error, path: &Path) -> Error {
    tracing::error!(%error, path = %path.display(), "a file could not be read or written");
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            Error::Full("The disk is full. Nothing was kept; free some space, then try again.".to_string())
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Error::Unavailable("The folder of files cannot be written: check its permissions.".to_string())
        }
        _ => Error::internal(format!("{}: {error}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use vocabulary::{IdSource, SeededIds};

    const NOW: Timestamp = Timestamp::from_micros(1_700_000_000_000_000);
    const WORKSPACE: WorkspaceId = WorkspaceId(1);

    fn files() -> (tempfile::TempDir, FileStore, SeededIds) {
        let folder = tempfile::tempdir().unwrap();
        let files = FileStore::open(folder.path().join("files"), NOW).unwrap();
        (folder, files, SeededIds::new(3))
    }

    fn count(folder: &Path) -> usize {
        fs::read_dir(folder).map_or(0, |entries| {
            entries.flatten().map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 }).sum()
        })
    }

    #[test]
    fn a_content_comes_back_as_it_was() {
        let (folder, files, ids) = files();
        let mut upload = files.begin(WORKSPACE, ids.next(NOW), 100).unwrap();
        upload.write(b"%PDF-1.7\n").unwrap();
        upload.write(b"rest").unwrap();
        let content = upload.finish(Some("application/pdf"), "a.pdf").unwrap();
        assert_eq!((content.size, content.content_type.as_str()), (13, "application/pdf"));
        assert_eq!(content.sha256, hex(&crate::sha256(b"%PDF-1.7\nrest")));
        let mut text = String::new();
        files.read(WORKSPACE, content.key).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "%PDF-1.7\nrest");
        assert_eq!(
            files.read(WorkspaceId(2), content.key).unwrap_err(),
            Error::not_found(),
            "workspaces are apart"
        );
        files.remove(WORKSPACE, content.key).unwrap();
        files.remove(WORKSPACE, content.key).unwrap();
        assert_eq!(count(folder.path()), 0);
    }

    #[test]
    fn what_is_too_large_or_broken_off_leaves_nothing() {
        let (folder, files, ids) = files();
        let mut upload = files.begin(WORKSPACE, ids.next(NOW), 10).unwrap();
        upload.write(b"123456").unwrap();
        assert!(matches!(upload.write(b"78901"), Err(Error::TooLarge(_))));
        drop(upload);
        let mut upload = files.begin(WORKSPACE, ids.next(NOW), 10).unwrap();
        upload.write(b"MZ\x90\0").unwrap();
        assert!(upload.finish(Some("image/png"), "picture.png").is_err(), "a program is no picture");
        assert_eq!(count(folder.path()), 0);
    }

    #[test]
    fn a_sweep_removes_only_what_is_old_and_unnamed() {
        let (_folder, files, ids) = files();
        let mut keys = Vec::new();
        for _ in 0..2 {
            let mut upload = files.begin(WORKSPACE, ids.next(NOW), 10).unwrap();
            upload.write(b"text").unwrap();
            keys.push(upload.finish(None, "a.txt").unwrap().key);
        }
        // Far behind and far ahead of the clock that dated the files.
        let (young, old) = (Timestamp::from_micros(0), Timestamp::from_micros(i64::MAX / 2));
        assert_eq!(files.sweep(WORKSPACE, young, |_| Ok(false)).unwrap(), 0);
        assert_eq!(files.sweep(WORKSPACE, old, |key| Ok(key == keys[0])).unwrap(), 1);
        assert!(files.read(WORKSPACE, keys[0]).is_ok() && files.read(WORKSPACE, keys[1]).is_err());
    }
}
