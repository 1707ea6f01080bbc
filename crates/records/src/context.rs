//! Who asks, what they may, when and on whose ids: the first argument of everything.

use crate::Rights;
use std::sync::Arc;
use store::query::Moment;
use vocabulary::{Actor, Id, IdSource, Timestamp, WorkspaceId};

/// The circumstances of one request, job or import.
#[derive(Clone)]
pub struct Context {
    /// The workspace; no operation reaches outside it.
    pub workspace: WorkspaceId,
    /// Who acts.
    pub actor: Actor,
    /// What they may.
    pub rights: Arc<Rights>,
    /// Now.
    pub now: Timestamp,
    /// What relative dates, `me` and bare amounts mean.
    pub moment: Moment,
    /// Where ids come from.
    pub ids: Arc<dyn IdSource>,
    /// The change set (of a request, an import or a job) that bundles what is written, so that it can be undone together.
    pub batch: Option<Id>,
}

impl Context {
    /// The same circumstances with all rights: for what rules and jobs do on behalf of the system.
    pub fn unlimited(&self) -> Context {
        Context { rights: Arc::new(Rights::unlimited()), ..self.clone() }
    }
}
