//! The clock as something passed in.

use crate::Timestamp;

/// Tells the time. Only the server has one that reads the wall.
pub trait Clock: Send + Sync {
    /// The moment it is.
    fn now(&self) -> Timestamp;
}

/// A clock that stands still, for tests, imports of old data and the demo company.
#[derive(Clone, Copy, Debug)]
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}
