//! A stage visit: a deal stood in a stage, from then until then. Kith keeps them itself, in the transaction that moves the deal.

use crate::{deal, pipeline, stage};
use dictionary::marker::{Duration, Link, Text};
use dictionary::{Field, Object};
use vocabulary::Timestamp;

/// The key of the object, and its table.
pub const KEY: &str = "stage_visit";

/// What the stage was called then.
pub const NAME: Field<Text> = Field::new("name", "Name").kept();
/// The deal.
pub const DEAL: Field<Link> = Field::new("deal", "Deal").indexed().to(deal::KEY, "Stage visits").kept();
/// The pipeline.
pub const PIPELINE: Field<Link> =
    Field::new("pipeline", "Pipeline").indexed().to(pipeline::KEY, "Stage visits").kept();
/// The stage.
pub const STAGE: Field<Link> = Field::new("stage", "Stage").indexed().to(stage::KEY, "Stage visits").kept();
/// When it came.
pub const ENTERED_AT: Field<Timestamp> = Field::new("entered_at", "Entered").indexed().kept();
/// When it left; empty while it stands there.
pub const LEFT_AT: Field<Timestamp> = Field::new("left_at", "Left").kept();
/// How long it stood there; empty while it does.
pub const TIME_THERE: Field<Duration> = Field::new("time_there", "Time in stage").kept();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "stage_visits", "Stage visit", "Stage visits")
    .fields(&[NAME.def, DEAL.def, PIPELINE.def, STAGE.def, ENTERED_AT.def, LEFT_AT.def, TIME_THERE.def])
    .titled_by(NAME.def.key)
    .shown_as("system", "footprints")
    .listed(
        &[DEAL.def.key, STAGE.def.key, ENTERED_AT.def.key, LEFT_AT.def.key, TIME_THERE.def.key],
        "-entered_at",
    )
    .made_by("A stage visit is kept by Kith itself as deals move.")
    .not_searchable()
    .checked();
