//! Why there is no answer, in words that a shop owner can do something with.

use std::fmt;

/// A method's reason for not answering. A wrong number would be worse than none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is too little to learn from.
    TooFew {
        /// What there is too little of: “customers”, “periods”, “price changes”.
        what: &'static str,
        /// How many are needed at least.
        needed: usize,
        /// How many there are.
        got: usize,
    },
    /// Nobody bought twice, so nothing can be said about coming back.
    NoRepeatPurchases,
    /// Everything is alike: there is nothing to explain, or nothing to explain it with.
    NoVariation {
        /// What does not vary.
        what: &'static str,
    },
    /// An input is impossible: negative where only positive has a meaning, not a number, later than its end.
    Impossible {
        /// What is wrong with it.
        what: &'static str,
    },
    /// The search for the best parameters did not come to rest.
    DoesNotConverge,
    /// The best parameters lie at the edge of what is possible: the method does not describe these data.
    DoesNotFit {
        /// What shows it.
        why: &'static str,
    },
    /// The answer would be too large to be computed or read.
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// The most that is allowed.
        limit: usize,
    },
    /// Whoever watched asked to stop.
    Stopped,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew { what, needed, got } => {
                write!(formatter, "Too few {what}: {got}, at least {needed} are needed.")
            }
            Self::NoRepeatPurchases => write!(formatter, "No customer has bought a second time yet."),
            Self::NoVariation { what } => {
                write!(formatter, "There are no differences in {what}, so nothing can be learned from it.")
            }
            Self::Impossible { what } => write!(formatter, "The data cannot be right: {what}."),
            Self::DoesNotConverge => {
                write!(formatter, "The calculation does not come to rest on these data.")
            }
            Self::DoesNotFit { why } => write!(formatter, "This method does not fit these data: {why}."),
            Self::TooMany { what, limit } => {
                write!(formatter, "Too many {what}: more than {limit}. Ask for less.")
            }
            Self::Stopped => write!(formatter, "The calculation was stopped."),
        }
    }
}

impl std::error::Error for Refusal {}

/// The value, if it is a number one can show.
pub(crate) fn finite(value: f64) -> Result<f64, Refusal> {
    if value.is_finite() { Ok(value) } else { Err(Refusal::DoesNotConverge) }
}

/// Refuses fewer than `needed`.
pub(crate) fn at_least(what: &'static str, needed: usize, got: usize) -> Result<(), Refusal> {
    if got < needed { Err(Refusal::TooFew { what, needed, got }) } else { Ok(()) }
}
