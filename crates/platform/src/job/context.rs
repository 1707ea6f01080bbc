//! What a running job has at hand: the platform, its owner's rights, and the way to say how far it is.

use super::board::Running;
use super::model::{Job, TABLE, by_id};
use super::{JobError, JobState, Progress};
use crate::Platform;
use crate::identity::{Authenticated, find_workspace, system_context, user_context};
use records::Context;
use serde_json::Value;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use store::Writer;
use store::table::{Condition, Update};
use vocabulary::{Actor, ActorKind, Channel, Conflict, Error, Id, Result, Timestamp, WorkspaceId};

/// The circumstances of a running job.
pub struct JobContext {
    /// The platform.
    pub platform: Arc<Platform>,
    /// The job as it was taken.
    pub job: Job,
    pub(super) running: Arc<Running>,
}

/// Progress is written down at most this often.
const WRITE_MICROS: i64 = 500_000;

impl JobContext {
    /// The user (and key) the job runs for, with the rights they have now. For a job of Kith itself there is nobody.
    pub fn asker(&self) -> Result<Option<Arc<Authenticated>>> {
        let Some(user) = self.job.created_by else { return Ok(None) };
        user_context(&self.platform, self.job.workspace, user, self.job.created_key).map(Some)
    }

    /// The first argument of what the engine does for the job: its owner's rights of now, or none that limit Kith itself.
    /// What is written is bundled under the job's id.
    pub fn context(&self) -> Result<Context> {
        let mut context = match self.asker()? {
            Some(asker) => asker.context(&self.platform),
            None => {
                let workspace =
                    self.platform.store.read(|reader| find_workspace(reader, self.job.workspace))?;
                system_context(&self.platform, &workspace.ok_or_else(Error::not_found)?, Channel::Job)
            }
        };
        context.actor = Actor {
            kind: ActorKind::Job,
            id: Some(self.job.id),
            user: self.job.created_by,
            name: self.job.label.clone(),
            channel: Channel::Job,
            source: None,
        };
        context.batch = Some(self.job.id);
        Ok(context)
    }

    /// Says how far it is, and hears whether to go on. Call it often: only some calls write.
    pub fn progress(&self, done: i64, total: Option<i64>, note: &str) -> Result<(), JobError> {
        self.go_on()?;
        let now = self.platform.now();
        let progress = Progress { done, total, note: note.to_string() };
        {
            let mut kept = self.running.progress.lock().unwrap_or_else(PoisonError::into_inner);
            kept.0 = progress.clone();
            if kept.1.is_some_and(|last| (0..WRITE_MICROS).contains(&(now.micros() - last.micros()))) {
                return Ok(());
            }
            kept.1 = Some(now);
        }
        let hold = self.hold();
        let written = self.platform.store.write(move |writer| hold.write(writer, &progress))?;
        if !written {
            self.running.stopped.store(true, Ordering::SeqCst);
        }
        self.go_on()
    }

    /// Whether somebody asked to stop it, or the server is stopping.
    pub fn cancelled(&self) -> bool {
        self.go_on().is_err()
    }

    /// Proof, to be checked within a transaction, that the job is still in these hands.
    pub fn hold(&self) -> Hold {
        Hold { workspace: self.job.workspace, id: self.job.id, fence: self.job.fence }
    }

    /// The moment it is.
    pub fn now(&self) -> Timestamp {
        self.platform.now()
    }

    fn go_on(&self) -> Result<(), JobError> {
        if self.running.stopped.load(Ordering::SeqCst) {
            return Err(JobError::Stopped);
        }
        if self.running.cancelled.load(Ordering::SeqCst) {
            return Err(JobError::Cancelled);
        }
        Ok(())
    }
}

/// The fencing token of a job that runs. A server that was thought dead and comes back finds its hold broken, and its
/// late writes do nothing.
#[derive(Clone, Copy, Debug)]
pub struct Hold {
    workspace: WorkspaceId,
    id: Id,
    fence: i64,
}

impl Hold {
    /// Refuses unless the job is still in these hands. In the transaction of an effect this makes the effect happen once.
    pub fn check(&self, writer: &mut dyn Writer) -> Result<()> {
        // An update, not a read: so that a server that takes the job over has to wait for this transaction, or this one fails.
        let mut update = Update::new(TABLE, Vec::new(), self.filter());
        update.add.push(("done", 0));
        match writer.update(&update)? {
            0 => Err(Error::Conflict(Conflict::Other, "This job is in other hands now.".to_string())),
            _ => Ok(()),
        }
    }

    /// Like [`Hold::check`], and keeps how far the job is in the same transaction: where it begins again, it finds this among
    /// its own data.
    pub fn keep(&self, writer: &mut dyn Writer, checkpoint: &Value) -> Result<()> {
        let set = vec![("checkpoint", checkpoint.to_string().into())];
        match writer.update(&Update::new(TABLE, set, self.filter()))? {
            0 => Err(Error::Conflict(Conflict::Other, "This job is in other hands now.".to_string())),
            _ => Ok(()),
        }
    }

    fn write(&self, writer: &mut dyn Writer, progress: &Progress) -> Result<bool> {
        let set = vec![
            ("done", progress.done.into()),
            ("total", progress.total.into()),
            ("note", progress.note.clone().into()),
        ];
        Ok(writer.update(&Update::new(TABLE, set, self.filter()))? == 1)
    }

    fn filter(&self) -> Vec<Condition> {
        let mut filter = by_id(self.workspace, self.id);
        filter.push(Condition::Eq("fence", self.fence.into()));
        filter.push(Condition::Eq("state", JobState::Running.word().into()));
        filter
    }
}
