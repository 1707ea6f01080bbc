//! Which records are probably the same.
//!
//! The method is that of I. P. Fellegi and A. B. Sunter, “A Theory for Record Linkage”, Journal of the American Statistical Association 64
//! (1969): each piece of evidence that two records share, or that keeps them apart, adds the logarithm of how much more often it is seen between
//! duplicates than between strangers. Agreement on something frequent says less, after W. E. Winkler, “String Comparator Metrics and Enhanced
//! Decision Rules in the Fellegi-Sunter Model of Record Linkage” (1990) and “Frequency-Based Matching in the Fellegi-Sunter Model” (2000);
//! from him comes also the similarity of misspelled words. The evidence of a household (family name, address, phone) is not independent, so a
//! few rules in `score` keep what speaks for one household from standing for one person.
//!
//! Nothing here knows an object: a caller maps fields to the roles of a [`Candidate`] by their kinds.

mod block;
mod candidate;
mod compare;
mod find;
mod frequency;
mod group;
mod key;
mod name;
mod near;
mod normal;
mod place;
mod probe;
mod score;
mod signal;
mod table;
mod title;
mod view;

pub use candidate::{Candidate, PersonName, Place};
pub use compare::compare;
pub use find::{Finder, Options, Phase, Progress, Stopped};
pub use frequency::Frequencies;
pub use group::{Group, groups};
pub use key::keys;
pub use normal::host;
pub use probe::probes;
pub use signal::{Comparison, Evidence, Level, Manner, Pair, Signal};
