//! Followers: what a feature does for as long as the server runs, in small steps, such as reading on in the log of events. Each
//! has a thread of its own, and what it remembers between its steps stays in it.

use crate::Platform;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use vocabulary::{Error, Result};

/// One step; answers whether there is more to do at once.
pub type Step = Box<dyn FnMut() -> Result<bool> + Send>;

/// A follower: its name, and what makes its steps.
#[derive(Clone, Copy)]
pub struct Follower {
    /// The name of its thread.
    pub name: &'static str,
    /// Begins with nothing remembered.
    pub begin: fn(&Arc<Platform>) -> Step,
    /// Whether it steps as soon as something was written here, and not only a moment later together with what comes meanwhile.
    pub prompt: bool,
}

/// Between two steps when there was nothing to do.
const PAUSE: Duration = Duration::from_millis(100);
/// After a step that failed: the database may be away for a while.
const AFTER_ERROR: Duration = Duration::from_secs(1);

/// Starts all followers; they end after the step in which `stop` was set.
pub fn start(
    platform: &Arc<Platform>,
    followers: &[Follower],
    stop: &Arc<AtomicBool>,
) -> Result<Vec<JoinHandle<()>>> {
    followers.iter().map(|follower| start_one(platform, *follower, stop)).collect()
}

fn start_one(platform: &Arc<Platform>, follower: Follower, stop: &Arc<AtomicBool>) -> Result<JoinHandle<()>> {
    let (platform, stop) = (Arc::clone(platform), Arc::clone(stop));
    let work = move || {
        let mut step = (follower.begin)(&platform);
        let mut heard = 0;
        while !stop.load(Ordering::SeqCst) {
            match step() {
                Ok(true) => {}
                Ok(false) if follower.prompt => platform.changes.wait(&mut heard, PAUSE),
                Ok(false) => std::thread::sleep(PAUSE),
                Err(error) => {
                    tracing::warn!(follower = follower.name, %error, "a step failed");
                    std::thread::sleep(AFTER_ERROR);
                    // What it remembered may be half of something.
                    step = (follower.begin)(&platform);
                }
            }
        }
    };
    std::thread::Builder::new()
        .name(follower.name.to_string())
        .spawn(work)
        .map_err(|error| Error::Unavailable(format!("no thread for a follower: {error}")))
}
