//! The arithmetic that the methods share: special functions, small matrices, a minimizer, reproducible chance.

mod chance;
mod integral;
mod likelihood;
mod matrix;
mod minimize;
mod parallel;
mod special;
mod watch;

pub use chance::Chance;
pub(crate) use integral::integrate;
pub use likelihood::Fitted;
pub(crate) use likelihood::{maximize, maximize_many, thin};
pub use matrix::{LeastSquares, Matrix};
pub(crate) use minimize::minimize_unless;
pub use minimize::{Minimum, minimize};
pub(crate) use parallel::{each, map_chunks, sum};
pub(crate) use special::ln_one_plus;
pub use special::{
    beta_probability, beta_quantile, chi_square_tail, hypergeometric, hypergeometric_of_one, ln_beta,
    ln_gamma, normal_probability, normal_quantile, student_quantile, student_two_sided,
};
pub use watch::Watch;
