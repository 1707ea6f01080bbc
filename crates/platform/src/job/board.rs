//! The jobs that run on this server, and the bell that wakes its workers.

use super::{Job, Progress};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;
use vocabulary::{Id, Timestamp, WorkspaceId};

/// The jobs that run on this server.
#[derive(Default)]
pub struct JobBoard {
    running: Mutex<HashMap<Id, Arc<Running>>>,
    /// How often the bell rang: a worker that has heard fewer rings looks again before it sleeps.
    rings: Mutex<u64>,
    bell: Condvar,
}

/// One running job, seen from its worker, its keeper and whoever cancels it.
pub(super) struct Running {
    pub workspace: WorkspaceId,
    pub id: Id,
    pub fence: i64,
    pub cancelled: AtomicBool,
    /// The server is stopping, or another one has the job.
    pub stopped: AtomicBool,
    pub progress: Mutex<(Progress, Option<Timestamp>)>,
}

impl JobBoard {
    /// Wakes the workers: a job was enqueued.
    pub fn ring(&self) {
        *self.rings.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.bell.notify_all();
    }

    /// How many jobs run here.
    pub fn count(&self) -> usize {
        self.lock().len()
    }

    /// How often the bell has rung. Ask before looking for work.
    pub(super) fn rings(&self) -> u64 {
        *self.rings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sleeps until the bell rings again, or for so long.
    pub(super) fn wait(&self, heard: u64, longest: Duration) {
        let rings = self.rings.lock().unwrap_or_else(PoisonError::into_inner);
        // What woke it does not matter: it looks for work in any case.
        let _ = self.bell.wait_timeout_while(rings, longest, |rings| *rings == heard);
    }

    pub(super) fn begin(&self, job: &Job) -> Arc<Running> {
        let running = Arc::new(Running {
            workspace: job.workspace,
            id: job.id,
            fence: job.fence,
            cancelled: AtomicBool::new(job.cancel_asked),
            stopped: AtomicBool::new(false),
            progress: Mutex::new((job.progress.clone(), None)),
        });
        self.lock().insert(job.id, running.clone());
        running
    }

    pub(super) fn end(&self, id: Id) {
        self.lock().remove(&id);
    }

    pub(super) fn find(&self, id: Id) -> Option<Arc<Running>> {
        self.lock().get(&id).cloned()
    }

    pub(super) fn all(&self) -> Vec<Arc<Running>> {
        self.lock().values().cloned().collect()
    }

    /// How many jobs of a workspace run here: the others come first.
    pub(super) fn busy(&self, workspace: WorkspaceId) -> usize {
        self.lock().values().filter(|running| running.workspace == workspace).count()
    }

    pub(super) fn stop_all(&self) {
        for running in self.all() {
            running.stopped.store(true, Ordering::SeqCst);
        }
        self.ring();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Id, Arc<Running>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
