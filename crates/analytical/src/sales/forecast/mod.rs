//! What will come in: the open pipeline played through, held against what earlier forecasts would have said, and revenue month by month.

mod back_test;
mod beside;
mod past;
mod pipeline;
mod play;
mod revenue;
mod worth;

#[cfg(test)]
pub(super) use beside::Beside;
pub(super) use beside::beside;
pub(super) use past::Model;
pub(super) use pipeline::{Options, pipeline};
pub(super) use revenue::{Source, revenue, series};
