//! Saying which column goes where.

use super::model::{Import, ImportState, load, mapping_text, update};
use crate::Platform;
use records::Context;
use records::import::{Mapping, Plan};
use vocabulary::{Id, Result};

/// Confirms or changes the mapping. All mistakes in it are told together, each with its place.
pub fn change_import_mapping(
    platform: &Platform,
    context: &Context,
    id: Id,
    mapping: Mapping,
) -> Result<Import> {
    const STATES: &[ImportState] =
        &[ImportState::Uploaded, ImportState::Ready, ImportState::DryRunDone, ImportState::Undone];
    let mut import = platform.store.read(|reader| load(reader, context, id))?;
    import.demand(STATES)?;
    platform.engine.read(context, |reading| Plan::new(reading.dictionary(), &mapping, &import.headers()))?;
    import.mapping = Some(mapping);
    import.state = ImportState::Ready;
    let stored = import.clone();
    platform.store.write(move |writer| {
        let set = vec![("state", stored.state.word().into()), ("mapping", mapping_text(&stored)?)];
        update(writer, &stored, STATES, set)
    })?;
    Ok(import)
}
