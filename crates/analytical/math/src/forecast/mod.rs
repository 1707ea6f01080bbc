//! What will come in: series with trend and season, and the open pipeline.

mod back_test;
mod hazard;
mod pipeline;
mod smoothing;

pub use back_test::{BackTest, back_test};
pub use pipeline::{
    Calibration, Next, OpenDeal, PipelineForecast, Sojourn, Win, calibration, pipeline, play,
};
pub use smoothing::{Ahead, Method, Season, Smoothing, Trend};

#[cfg(test)]
mod series;
