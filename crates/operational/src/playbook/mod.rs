//! Playbooks: what to do while a deal stands in a stage or a lead in a state, with steps that are ticked off, scripts for calls, and
//! cards about competitors.

mod exit;
mod find;
mod operation;
mod rule;
mod schema;
mod show;

use platform::Feature;

/// The feature.
pub static FEATURE: Feature = Feature::new("playbook")
    .rules(&[exit::RULE, rule::PLAYBOOK, rule::STEP, rule::TICK])
    .operations(operation::OPERATIONS, operation::routes, schema::schemas);
