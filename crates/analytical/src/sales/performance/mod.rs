//! How sellers, teams, products and territories do: against their goals, against each other and against their own past. A league
//! tells with each figure of how many it is, and where there are too few to tell.

mod effort;
mod goal;
mod league;
mod sure;
mod unit;

pub(super) use effort::{Efforts, efforts};
#[cfg(test)]
pub(super) use goal::Goals;
pub(super) use goal::goals;
pub(super) use league::league;
pub(super) use unit::{By, territories};
