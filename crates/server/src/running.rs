//! What works beside requests for as long as a platform is served: jobs, the log of changes, followers.

use crate::{features, sample_data};
use platform::Platform;
use platform::follower;
use platform::job::Runner;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

/// All of it, at work.
pub struct Running {
    platform: Arc<Platform>,
    runner: Runner,
    feed: JoinHandle<()>,
    followers: Vec<JoinHandle<()>>,
    stop: Arc<AtomicBool>,
}

impl Running {
    /// Starts it; `name` tells this server from others on the same database.
    pub fn start(platform: &Arc<Platform>, name: &str) -> anyhow::Result<Running> {
        let stop = Arc::new(AtomicBool::new(false));
        let jobs = features::jobs().into_iter().chain(sample_data::JOBS.iter().copied()).collect();
        let runner = Runner::start(platform, jobs, name)?;
        platform::maintenance::schedule(platform)?;
        operational::schedule(platform)?;
        analytical::schedule(platform)?;
        let feed = {
            let (platform, stop) = (Arc::clone(platform), Arc::clone(&stop));
            std::thread::Builder::new()
                .name("changes".to_string())
                .spawn(move || platform.changes.run(&stop))?
        };
        let followers = follower::start(platform, &features::followers(), &stop)?;
        Ok(Running { platform: Arc::clone(platform), runner, feed, followers, stop })
    }

    /// Ends it and waits until it has ended.
    pub fn stop(self) {
        self.stop.store(true, Ordering::SeqCst);
        self.platform.changes.ring();
        self.runner.stop();
        let _ = self.feed.join();
        for follower in self.followers {
            let _ = follower.join();
        }
    }
}
