//! Analyses: what is asked with parameters, worked out as a job under the asker's rights, and kept in an archive that tells
//! with which parameters, as of when, by which version of the method, for how long, and a hash of what came out.
//!
//! An area declares an [`Analysis`] and names it in `crate::ANALYSES`; operations, job, archive and rights are here.

mod audience;
mod compare;
mod ground;
mod handler;
mod newest;
mod operation;
mod parameters;
pub(crate) mod reach;
mod run;
mod schema;
mod standing;
mod table;
mod tables;

pub use ground::{Ground, Told};
pub(crate) use newest::{Newest, newest};
pub use parameters::Parameters;
pub(crate) use parameters::no_such;
pub(crate) use run::ground;
pub(crate) use standing::schedule;

use platform::Feature;
use serde_json::Value as Json;
use vocabulary::{Error, Result};

/// A kind of analysis.
pub struct Analysis {
    /// Its name in addresses: `rfm`.
    pub key: &'static str,
    /// Raised when the method changes, and kept with each run.
    pub version: u32,
    /// The objects the asker must be able to read.
    pub needs: &'static [&'static str],
    /// Objects it looks at besides when the asker may read them: they count when it is decided who else sees a run.
    pub also: &'static [&'static str],
    /// Reads the parameters, fills in what is missing, refuses what is wrong field by field.
    pub check: fn(&mut Ground<'_>, &Json) -> Result<Json>,
    /// The result as JSON, made of nothing but what the asker sees. It must be the same whenever data and parameters are. What can
    /// be looked into carries `object` and `filter`.
    pub work: fn(&mut Ground<'_>, &Json) -> Result<Json>,
}

/// The feature.
pub static FEATURE: Feature = Feature::new("analyses")
    .migrations(table::MIGRATIONS)
    .jobs(run::JOBS)
    .operations(operation::OPERATIONS, operation::routes, schema::schemas);

/// The analysis of that key, if there is one.
pub(crate) fn find(key: &str) -> Result<&'static Analysis> {
    crate::ANALYSES.iter().find(|analysis| analysis.key == key).copied().ok_or_else(Error::not_found)
}

/// A method's refusal as the refusal of a run: its words, and a code that a screen may have better words for.
pub fn refused(refusal: &math::Refusal) -> Error {
    let code = match refusal {
        math::Refusal::TooFew { .. } => "too_few",
        math::Refusal::NoRepeatPurchases => "no_repeat_purchases",
        math::Refusal::NoVariation { .. } => "no_variation",
        math::Refusal::Impossible { .. } => "impossible",
        math::Refusal::DoesNotConverge => "does_not_converge",
        math::Refusal::DoesNotFit { .. } => "does_not_fit",
        math::Refusal::TooMany { .. } => "too_many",
        math::Refusal::Stopped => "stopped",
    };
    Error::invalid("", code, refusal.to_string())
}
