//! Running plain synchronous work of the rooms below without holding up the threads that serve connections.

use super::Failure;
use vocabulary::{Error, Result};

/// Runs the work on a thread for blocking work. A panic in it becomes an internal error: the server lives.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T, Failure> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result.map_err(Failure::Error),
        Err(error) if error.is_panic() => {
            let panic = error.into_panic();
            let text = super::observe::panic_text(&*panic);
            Err(Failure::Error(Error::internal(format!("panic: {text}"))))
        }
        Err(_) => Err(Failure::Error(Error::Unavailable("The server is shutting down.".to_string()))),
    }
}
