//! The engine: the store, the standard dictionary and the rules, and the dictionaries of the workspaces kept at hand.

use crate::Context;
use crate::overlay::{self, OverlayState};
use crate::read::Reading;
use crate::rule::Rule;
use crate::write::Writing;
use dictionary::{Dictionary, Object};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use store::migrate::Migration;
use store::{Reader, Store, Writer};
use vocabulary::{Result, Timestamp, WorkspaceId};

/// The tables of the engine itself; the overlay's is among those of the store.
pub static MIGRATIONS: &[Migration] = &[
    crate::change_set::MIGRATION,
    crate::duplicate::MIGRATION,
    crate::duplicate::MIGRATION_PARTED,
    crate::member::MIGRATION,
];

/// How long a dictionary is taken for current without asking the database whether another server changed it.
const FRESH_SECONDS: i64 = 2;

/// Everything that is done to records goes through it.
pub struct Engine {
    store: Arc<Store>,
    standard: &'static [&'static Object],
    rules: Vec<Rule>,
    dictionaries: RwLock<HashMap<WorkspaceId, Kept>>,
}

struct Kept {
    dictionary: Arc<Dictionary>,
    looked_at: Timestamp,
}

impl Engine {
    /// An engine over a store whose migrations (among them [`MIGRATIONS`]) have run.
    pub fn new(store: Arc<Store>, standard: &'static [&'static Object], rules: Vec<Rule>) -> Arc<Engine> {
        Arc::new(Engine { store, standard, rules, dictionaries: RwLock::new(HashMap::new()) })
    }

    /// The store, for system tables.
    pub fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// The objects of the binary.
    pub fn standard(&self) -> &'static [&'static Object] {
        self.standard
    }

    /// The objects that only roles see that name them.
    pub fn guarded(&self) -> impl Iterator<Item = &'static str> {
        self.standard.iter().filter(|object| object.guarded).map(|object| object.key)
    }

    pub(crate) fn rules_of<'e>(&'e self, object: &'e str) -> impl Iterator<Item = &'e Rule> {
        self.rules.iter().filter(move |rule| rule.object == object || rule.object == "*")
    }

    /// The dictionary of a workspace.
    pub fn dictionary(&self, workspace: WorkspaceId, now: Timestamp) -> Result<Arc<Dictionary>> {
        match self.fresh(workspace, now) {
            Some(dictionary) => Ok(dictionary),
            None => self.newest_dictionary(workspace, now),
        }
    }

    /// The dictionary of a workspace, looked up in the database whatever is at hand.
    pub fn newest_dictionary(&self, workspace: WorkspaceId, now: Timestamp) -> Result<Arc<Dictionary>> {
        self.store.read(|reader| self.current(reader, workspace, now))
    }

    /// The dictionary of the context's workspace, looked up in a transaction that is open already.
    pub fn dictionary_in(&self, reader: &mut dyn Reader, context: &Context) -> Result<Arc<Dictionary>> {
        let (workspace, now) = (context.workspace, context.now);
        let dictionary = match self.fresh(workspace, now) {
            Some(dictionary) => dictionary,
            None => self.current(reader, workspace, now)?,
        };
        let currency = Some(context.moment.read.currency);
        if dictionary.currency == currency {
            return Ok(dictionary);
        }
        let mut with_currency = Dictionary::clone(&dictionary);
        with_currency.currency = currency;
        let dictionary = Arc::new(with_currency);
        self.keep(workspace, Arc::clone(&dictionary), now);
        Ok(dictionary)
    }

    fn current(
        &self,
        reader: &mut dyn Reader,
        workspace: WorkspaceId,
        now: Timestamp,
    ) -> Result<Arc<Dictionary>> {
        let version = overlay::version(reader, workspace)?;
        let dictionary = match self.kept(workspace).filter(|known| known.version == version) {
            Some(known) => known,
            None => {
                let state = OverlayState::load(reader, workspace)?;
                let mut built = Dictionary::build(self.standard, &state.overlay)?;
                built.lists = Arc::new(crate::member::load(reader, workspace)?);
                Arc::new(built)
            }
        };
        self.keep(workspace, Arc::clone(&dictionary), now);
        Ok(dictionary)
    }

    fn fresh(&self, workspace: WorkspaceId, now: Timestamp) -> Option<Arc<Dictionary>> {
        let kept = self.dictionaries.read().unwrap_or_else(PoisonError::into_inner);
        kept.get(&workspace)
            .filter(|kept| now < kept.looked_at.plus_seconds(FRESH_SECONDS))
            .map(|kept| Arc::clone(&kept.dictionary))
    }

    fn kept(&self, workspace: WorkspaceId) -> Option<Arc<Dictionary>> {
        let kept = self.dictionaries.read().unwrap_or_else(PoisonError::into_inner);
        kept.get(&workspace).map(|kept| Arc::clone(&kept.dictionary))
    }

    fn keep(&self, workspace: WorkspaceId, dictionary: Arc<Dictionary>, now: Timestamp) {
        let mut kept = self.dictionaries.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody who began to read before a change may end after it.
        if kept.get(&workspace).is_none_or(|known| known.dictionary.version <= dictionary.version) {
            kept.insert(workspace, Kept { dictionary, looked_at: now });
        }
    }

    /// Reads in one consistent view of the database, on the caller's thread.
    pub fn read<T>(&self, context: &Context, read: impl FnOnce(&mut Reading<'_>) -> Result<T>) -> Result<T> {
        self.store.read(|reader| read(&mut Reading::new(self, reader, context)?))
    }

    /// Like [`Engine::read`] for a read so short that it need not leave a thread that serves others; see
    /// [`Store::read_at_once`].
    pub fn read_at_once<T>(
        &self,
        context: &Context,
        read: impl FnOnce(&mut Reading<'_>) -> Result<T>,
    ) -> Result<T> {
        self.store.read_at_once(|reader| read(&mut Reading::new(self, reader, context)?))
    }

    /// Writes in one transaction and blocks until it is durable. The closure may run again after a conflict between
    /// transactions, so it keeps no state of its own.
    pub fn write<T: Send + 'static>(
        self: &Arc<Self>,
        context: &Context,
        write: impl FnMut(&mut Writing<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (write, lists) = self.job(context, write);
        let written = self.store.write(write);
        self.expire(context.workspace, &lists);
        written
    }

    /// Like [`Engine::write`], for callers that cannot block: `done` hears the outcome once it is durable.
    pub fn write_then<T: Send + 'static>(
        self: &Arc<Self>,
        context: &Context,
        write: impl FnMut(&mut Writing<'_>) -> Result<T> + Send + 'static,
        done: impl FnOnce(Result<T>) + Send + 'static,
    ) {
        let (write, lists) = self.job(context, write);
        let (engine, workspace) = (Arc::clone(self), context.workspace);
        self.store.write_then(write, move |result| {
            engine.expire(workspace, &lists);
            done(result);
        });
    }

    /// Looks the dictionary up again at the next occasion, when a write that ended changed what its lists of members are.
    fn expire(&self, workspace: WorkspaceId, lists: &AtomicBool) {
        if !lists.load(Ordering::SeqCst) {
            return;
        }
        let mut kept = self.dictionaries.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.get_mut(&workspace) {
            known.looked_at = Timestamp::from_micros(i64::MIN / 2);
        }
    }

    fn job<T: Send + 'static>(
        self: &Arc<Self>,
        context: &Context,
        mut write: impl FnMut(&mut Writing<'_>) -> Result<T> + Send + 'static,
    ) -> (impl FnMut(&mut dyn Writer) -> Result<T> + Send + 'static, Arc<AtomicBool>) {
        let (engine, context) = (Arc::clone(self), context.clone());
        let lists = Arc::new(AtomicBool::new(false));
        let moved = Arc::clone(&lists);
        let job = move |writer: &mut dyn Writer| {
            let mut writing = Writing::new(&engine, writer, &context)?;
            let value = write(&mut writing)?;
            moved.store(writing.tally.lists, Ordering::SeqCst);
            writing.close_act()?;
            Ok(value)
        };
        (job, lists)
    }
}
