//! Looking at imports.

use super::model::{Import, ImportState, load, newest};
use crate::Platform;
use records::Context;
use vocabulary::{Error, Id, Result};

/// The import of that id, if the asker may see it.
pub fn find_import(platform: &Platform, context: &Context, id: Id) -> Result<Import> {
    platform.store.read(|reader| load(reader, context, id))
}

/// The newest imports the asker may see, at most 200.
pub fn list_imports(platform: &Platform, context: &Context, limit: u32) -> Result<Vec<Import>> {
    platform.store.read(|reader| newest(reader, context, limit.clamp(1, 200)))
}

impl Import {
    /// Refuses unless it stands at one of these points.
    pub(super) fn demand(&self, states: &[ImportState]) -> Result<()> {
        if states.contains(&self.state) { Ok(()) } else { Err(super::model::busy()) }
    }

    /// The headers of the file.
    pub(super) fn headers(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.header.clone()).collect()
    }

    /// The mapping, once there is one.
    pub(super) fn mapping_or_refuse(&self) -> Result<&records::import::Mapping> {
        let missing = || Error::invalid("mapping", "required", "Say first which column goes where.");
        self.mapping.as_ref().ok_or_else(missing)
    }
}
