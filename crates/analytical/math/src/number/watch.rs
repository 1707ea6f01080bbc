//! Somebody who watches a long calculation: hears how far it is and may end it.

use std::cell::Cell;

use crate::Refusal;

/// A watcher is told how many steps are done and answers whether to go on. How many there will be nobody knows beforehand.
pub struct Watch<'w> {
    go_on: &'w dyn Fn(usize) -> bool,
    steps: Cell<usize>,
    stopped: Cell<bool>,
}

impl<'w> Watch<'w> {
    /// Watched by a function.
    pub fn new(go_on: &'w dyn Fn(usize) -> bool) -> Self {
        Self { go_on, steps: Cell::new(0), stopped: Cell::new(false) }
    }

    /// Nobody watches.
    pub fn nobody() -> Watch<'static> {
        Watch::new(&|_| true)
    }

    /// One step more: what it comes to, or not a number once it was stopped. A search over that ends at once.
    pub(crate) fn step(&self, work: impl FnOnce() -> f64) -> f64 {
        if self.stopped.get() {
            return f64::NAN;
        }
        let steps = self.steps.get();
        self.steps.set(steps + 1);
        if !(self.go_on)(steps) {
            self.stopped.set(true);
            return f64::NAN;
        }
        work()
    }

    /// What came out, unless it was stopped: then that is why it is none.
    pub(crate) fn outcome<T>(&self, outcome: Result<T, Refusal>) -> Result<T, Refusal> {
        if self.stopped.get() { Err(Refusal::Stopped) } else { outcome }
    }
}
