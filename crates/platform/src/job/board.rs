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
    rung: Mutex<bool>,
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
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.bell.notify_all();
    }

    /// How many jobs run here.
    pub fn count(&self) -> usize {
        self.lock().len()
    }

    pub(super) fn wait(&self, longest: Duration) {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.bell.wait_timeout_while(rung, longest, |rung| !*rung);
        *waited.unwrap_or_else(PoisonError::into_inner).0 = false;
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
