//! What is done inside the write of a deal, in this sequence.

mod stage;

use records::Rule;

/// The rules of sales.
pub(super) static RULES: &[Rule] = &[stage::RULE];
