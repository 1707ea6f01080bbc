//! Running plain synchronous work of the rooms below without holding up the threads that serve connections.

use super::Failure;
use std::panic::{AssertUnwindSafe, catch_unwind};
use vocabulary::{Error, Result};

/// Runs the work on a thread for blocking work. A panic in it becomes an internal error: the server lives.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T, Failure> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result.map_err(Failure::Error),
        Err(error) if error.is_panic() => Err(panicked(&*error.into_panic())),
        Err(_) => Err(Failure::Error(Error::Unavailable("The server is shutting down.".to_string()))),
    }
}

/// Runs work that takes some microseconds where it is. A panic in it becomes an internal error.
pub fn at_once<T>(work: impl FnOnce() -> Result<T>) -> Result<T, Failure> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => result.map_err(Failure::Error),
        Err(panic) => Err(panicked(&*panic)),
    }
}

fn panicked(panic: &(dyn std::any::Any + Send)) -> Failure {
    Failure::Error(Error::internal(format!("panic: {}", super::observe::panic_text(panic))))
}
