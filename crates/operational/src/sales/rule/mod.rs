//! What is done inside the write of a deal, a stage or a pipeline, in this sequence.

mod exit;
mod next_step;
mod share;
mod stage;
mod structure;
mod visit;

pub(crate) use exit::passed;

use records::Rule;

/// The rules of deals on their way.
pub(crate) static RULES: &[Rule] = &[
    stage::RULE,
    exit::RULE,
    next_step::RULE,
    visit::RULE,
    share::RULE,
    structure::STAGE_RULE,
    structure::PIPELINE_RULE,
];
