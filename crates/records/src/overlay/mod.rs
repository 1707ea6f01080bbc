//! The customer's own objects and fields: kept in one row per workspace, changed by administrators, checked as a whole.

mod field;
mod object;
mod recompute;
mod state;

pub use object::ObjectChangeRequest;
pub(crate) use state::version;
pub use state::{OverlayState, RemovedField, RemovedObject};

use crate::{Context, Engine, Writing};
use dictionary::Dictionary;
use std::sync::Arc;
use vocabulary::Result;

impl Engine {
    /// Changes the overlay and blocks until it is durable. Only administrators may.
    pub fn change_overlay(
        self: &Arc<Self>,
        context: &Context,
        mut change: impl FnMut(&mut Writing<'_>) -> Result<()> + Send + 'static,
    ) -> Result<Arc<Dictionary>> {
        context.rights.demand_administrator()?;
        // Another server may have changed it a moment ago.
        let before = self.newest_dictionary(context.workspace, context.now)?;
        self.write(context, move |writing| change(writing))?;
        let after = self.newest_dictionary(context.workspace, context.now)?;
        self.recompute_new(context, &before, &after)?;
        Ok(after)
    }
}

impl Writing<'_> {
    /// Keeps a changed overlay, if dictionary and overlay still fit together. What follows in this transaction sees it.
    fn keep_overlay(&mut self, mut state: OverlayState) -> Result<()> {
        self.context.rights.demand_administrator()?;
        state.overlay.version += 1;
        let mut built = Dictionary::build(self.engine.standard(), &state.overlay)?;
        built.currency = self.dictionary.currency;
        built.lists = Arc::clone(&self.dictionary.lists);
        self.dictionary = Arc::new(built);
        state.save(self.writer, self.context.workspace)
    }
}
