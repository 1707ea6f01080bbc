//! Imports of the command line: a file with its mapping, or a set of files, at once and on this thread.

use super::create::create_import;
use super::model::{Import, ImportProgress, ImportState, load};
use super::start::{begin, end};
use super::work::{Work, acting};
use crate::Platform;
use records::Context;
use records::import::{Mapping, RowOutcome, RowResult};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vocabulary::{Channel, Error, Id, Result};

/// Several files with their mappings, one after the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportSet {
    /// What it is.
    #[serde(default)]
    pub note: String,
    /// Who sells: users and teams, made first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<super::ImportSetStaff>,
    /// The files, in sequence.
    pub files: Vec<ImportSetFile>,
}

/// A file of a set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportSetFile {
    /// Its name, in the folder of the files.
    pub file: PathBuf,
    /// Its mapping, beside the set.
    pub mapping: PathBuf,
}

/// What an import of the command line did.
#[derive(Clone, Debug)]
pub struct FileOutcome {
    /// The import; its id takes it back.
    pub import: Import,
    /// What was told of rows, by how many rows each was told; the most frequent first.
    pub messages: Vec<(String, u64)>,
}

/// Told how far it is.
pub type Tell<'a> = &'a mut dyn FnMut(&ImportProgress);

/// Reads a mapping from its file.
pub fn read_mapping(path: &Path) -> Result<Mapping> {
    parse(path)
}

/// Reads a set from its file.
pub fn read_set(path: &Path) -> Result<ImportSet> {
    parse(path)
}

fn parse<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let text = std::fs::read_to_string(path).map_err(|error| cannot_read(path, &error))?;
    let wrong = |error| Error::invalid("mapping", "malformed", format!("{}: {error}.", path.display()));
    serde_json::from_str(&text).map_err(wrong)
}

/// The files of a set with their mappings: files lie in `folder`, mappings beside the set.
pub fn files_of_set(set: &Path, folder: &Path) -> Result<Vec<(PathBuf, Mapping)>> {
    let beside = set.parent().map(Path::to_path_buf).unwrap_or_default();
    let files = read_set(set)?.files;
    files
        .into_iter()
        .map(|one| Ok((folder.join(&one.file), read_mapping(&beside.join(&one.mapping))?)))
        .collect()
}

/// Imports a file, or only tells what would happen.
pub fn run_file(
    platform: &Arc<Platform>,
    context: &Context,
    path: &Path,
    mapping: Mapping,
    dry_run: bool,
    tell: Tell<'_>,
) -> Result<FileOutcome> {
    let import = take_in(platform, context, path)?;
    let import = super::change_import_mapping(platform, context, import.id, mapping)?;
    let state = if dry_run { ImportState::DryRunning } else { ImportState::Running };
    let begun = import.clone();
    platform.store.write(move |writer| begin(writer, &begun, &[ImportState::Ready], state, None))?;
    let mut messages: HashMap<String, u64> = HashMap::new();
    let mut told = |progress: &ImportProgress, results: &[RowResult]| -> Result<()> {
        count_messages(&mut messages, results);
        tell(progress);
        Ok(())
    };
    let import = platform.store.read(|reader| load(reader, context, import.id))?;
    let id = import.id;
    let acting = acting(context.clone(), &import, Channel::Command);
    let mut work = Work { platform, context: acting, import, hold: None, tell: &mut told };
    let worked = if dry_run { work.dry_run() } else { work.run() };
    if let Err(error) = worked {
        broke_off(platform, context, id, &error)?;
        let left = platform.store.read(|reader| load(reader, context, id))?;
        // When rows were written before it broke off, the import is told, so that it can be taken back.
        if dry_run || left.progress.done == 0 {
            return Err(error);
        }
    }
    let mut messages: Vec<(String, u64)> = messages.into_iter().collect();
    messages.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(FileOutcome { import: platform.store.read(|reader| load(reader, context, id))?, messages })
}

/// An import that broke off does not pretend to run.
fn broke_off(platform: &Platform, context: &Context, id: Id, error: &Error) -> Result<()> {
    let import = platform.store.read(|reader| load(reader, context, id))?;
    let why = match error {
        Error::Internal(_) => "Something went wrong on our side.".to_string(),
        other => other.to_string(),
    };
    let nothing = import.state == ImportState::DryRunning || import.progress.done == 0;
    let state = if nothing { ImportState::Ready } else { ImportState::Failed };
    platform.store.write(move |writer| end(writer, &import, state, vec![("error", why.clone().into())]))
}

/// Takes an import back.
pub fn undo_now(platform: &Arc<Platform>, context: &Context, id: Id, tell: Tell<'_>) -> Result<Import> {
    const FROM: &[ImportState] = &[
        ImportState::Running,
        ImportState::Paused,
        ImportState::Done,
        ImportState::Failed,
        ImportState::Undoing,
    ];
    let import = platform.store.read(|reader| load(reader, context, id))?;
    import.demand(FROM)?;
    let begun = import.clone();
    platform.store.write(move |writer| begin(writer, &begun, FROM, ImportState::Undoing, None))?;
    let mut told = |progress: &ImportProgress, _: &[RowResult]| -> Result<()> {
        tell(progress);
        Ok(())
    };
    let import = platform.store.read(|reader| load(reader, context, id))?;
    let acting = acting(context.clone(), &import, Channel::Command);
    Work { platform, context: acting, import, hold: None, tell: &mut told }.undo()?;
    platform.store.read(|reader| load(reader, context, id))
}

/// Copies the file to where contents lie, so that results can be told and the import be continued later.
fn take_in(platform: &Platform, context: &Context, path: &Path) -> Result<Import> {
    let mut file = File::open(path).map_err(|error| cannot_read(path, &error))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut upload = platform.files.begin(context.workspace, platform.new_id(), u64::MAX)?;
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let count = file.read(&mut buffer).map_err(|error| cannot_read(path, &error))?;
        match buffer.get(..count) {
            Some(bytes) if count > 0 => upload.write(bytes)?,
            _ => break,
        }
    }
    create_import(platform, context, &name, &upload.finish(None, &name)?, &[])
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Error {
    Error::invalid("file", "unreadable", format!("{} cannot be read: {error}.", path.display()))
}

/// Different messages that are counted.
const MOST_MESSAGES: usize = 10_000;

fn count_messages(messages: &mut HashMap<String, u64>, results: &[RowResult]) {
    for result in results {
        let refused = result.outcome == RowOutcome::Refused;
        for message in &result.messages {
            // Within a group, messages begin with their line.
            let text = match message.split_once(": ") {
                Some((line, rest)) if line.starts_with("line ") => rest,
                _ => message.as_str(),
            };
            let text = if refused { format!("refused: {text}") } else { text.to_string() };
            if messages.len() < MOST_MESSAGES || messages.contains_key(&text) {
                *messages.entry(text).or_default() += 1;
            }
        }
    }
}
