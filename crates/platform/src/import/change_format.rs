//! Saying how a file is to be read: it is looked at again.

use super::format::{FormatChange, inspect, open};
use super::model::{Import, ImportState, json, load, mapping_text, update};
use crate::Platform;
use records::Context;
use records::import::KnownHeader;
use vocabulary::{Id, Result};

/// Reads the file in another way. The mapping is suggested anew, because columns may be others now.
pub fn change_import_format(
    platform: &Platform,
    context: &Context,
    id: Id,
    change: FormatChange,
    known: &[KnownHeader],
) -> Result<Import> {
    const STATES: &[ImportState] = &[ImportState::Uploaded, ImportState::Ready, ImportState::DryRunDone];
    let mut import = platform.store.read(|reader| load(reader, context, id))?;
    import.demand(STATES)?;
    let format = import.format.clone().changed(change)?;
    let rows = open(platform, import.workspace, import.content, &format)?;
    let dictionary = platform.engine.read(context, |reading| Ok(reading.dictionary().clone()))?;
    let found = inspect(&dictionary, known, format, rows)?;
    import.format = found.format;
    import.columns = found.columns;
    import.questions = found.questions;
    import.mapping = found.mapping;
    import.progress.rows = found.rows;
    import.state = ImportState::Uploaded;
    let stored = import.clone();
    platform.store.write(move |writer| {
        let set = vec![
            ("state", stored.state.word().into()),
            ("format", json(&stored.format)?),
            ("columns", json(&stored.columns)?),
            ("questions", json(&stored.questions)?),
            ("mapping", mapping_text(&stored)?),
            ("total", stored.progress.rows.into()),
        ];
        update(writer, &stored, STATES, set)
    })?;
    Ok(import)
}
