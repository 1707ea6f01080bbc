//! A file becomes an import: it is looked at, and a mapping is suggested.

use super::format::{detect, inspect, open};
use super::model::{Import, ImportProgress, ImportState, insert};
use crate::Platform;
use crate::files::StoredContent;
use records::Context;
use records::import::KnownHeader;
use vocabulary::Result;

/// Largest file that is taken over HTTP.
pub const MAX_FILE: u64 = 512 << 20;

/// Makes an import of a content that is on disk already (see [`crate::files::receive`]). A file that cannot be read is
/// refused with what is wrong with it, and its content removed.
pub fn create_import(
    platform: &Platform,
    context: &Context,
    name: &str,
    content: &StoredContent,
    known: &[KnownHeader],
) -> Result<Import> {
    let made = make(platform, context, name, content, known);
    if made.is_err() {
        platform.files.remove(context.workspace, content.key)?;
    }
    made
}

fn make(
    platform: &Platform,
    context: &Context,
    name: &str,
    content: &StoredContent,
    known: &[KnownHeader],
) -> Result<Import> {
    let format = detect(platform.files.read(context.workspace, content.key)?)?;
    let rows = open(platform, context.workspace, content.key, &format)?;
    let dictionary = platform.engine.read(context, |reading| Ok(reading.dictionary().clone()))?;
    let found = inspect(&dictionary, known, format, rows)?;
    let import = Import {
        id: platform.new_id(),
        workspace: context.workspace,
        name: clean(name),
        size: content.size,
        content: content.key,
        state: ImportState::Uploaded,
        format: found.format,
        columns: found.columns,
        mapping: found.mapping,
        progress: ImportProgress { rows: found.rows, ..ImportProgress::default() },
        last_row: 0,
        undo_before: None,
        kept: Vec::new(),
        job: None,
        error: None,
        questions: found.questions,
        created_by: context.actor.user,
        created_at: platform.now(),
        finished_at: None,
    };
    let stored = import.clone();
    platform.store.write(move |writer| insert(writer, &stored))?;
    Ok(import)
}

/// A name stands in histories and results: it is one line, and not endless.
fn clean(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
    let name = name.trim();
    if name.is_empty() { "table".to_string() } else { name.to_string() }
}
