//! Long calculations tell how far they are and can be stopped: the bridge from a job's progress to the methods.

use math::Refusal;
use math::number::Watch;
use std::cell::RefCell;
use vocabulary::{Error, Result};

/// Hears of each step; an error ends the work.
pub(crate) type Steps<'s> = dyn FnMut() -> Result<()> + 's;

/// Runs a method that can be watched. The outer error is why it was to stop, the inner one why there is no answer.
pub(crate) fn watched<T>(
    steps: &mut Steps<'_>,
    work: impl FnOnce(&Watch<'_>) -> std::result::Result<T, Refusal>,
) -> Result<std::result::Result<T, Refusal>> {
    let heard: RefCell<(&mut Steps<'_>, Option<Error>)> = RefCell::new((steps, None));
    let go_on = |_: usize| {
        let mut heard = heard.borrow_mut();
        let went = (heard.0)();
        match went {
            Ok(()) => true,
            Err(error) => {
                heard.1 = Some(error);
                false
            }
        }
    };
    let outcome = work(&Watch::new(&go_on));
    match heard.into_inner().1 {
        Some(error) => Err(error),
        None => Ok(outcome),
    }
}
