//! A tick: a step of a playbook was done for a deal or a lead. Who did it and when is said by its owner and its creation.

use crate::{deal, lead, playbook_step};
use dictionary::marker::{Link, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "playbook_tick";

/// What was done, as the step was called then.
pub const NAME: Field<Text> = Field::new("name", "Name").kept();
/// The step.
pub const STEP: Field<Link> = Field::new("step", "Step").required().indexed().to(playbook_step::KEY, "Ticks");
/// The deal it was done for.
pub const DEAL: Field<Link> = Field::new("deal", "Deal").indexed().to(deal::KEY, "Playbook ticks");
/// The lead it was done for.
pub const LEAD: Field<Link> = Field::new("lead", "Lead").indexed().to(lead::KEY, "Playbook ticks");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "playbook_ticks", "Playbook tick", "Playbook ticks")
    .fields(&[NAME.def, STEP.def, DEAL.def, LEAD.def])
    .titled_by(NAME.def.key)
    .shown_as("system", "check")
    .listed(&[NAME.def.key, STEP.def.key, DEAL.def.key, LEAD.def.key], "-created_at")
    .not_searchable()
    .checked();
