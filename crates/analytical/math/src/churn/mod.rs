//! Who is about to leave: a regression on behavior, made honest by calibration, with reasons, and measures of how good it is.

mod calibration;
mod logistic;
mod quality;

pub use calibration::{Isotonic, Platt};
pub use logistic::{Logistic, Reason};
pub use quality::{Area, Bin, area_under_curve, brier, calibration_curve, calibration_error};
