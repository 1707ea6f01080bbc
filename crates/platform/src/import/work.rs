//! The work itself, for jobs and for the command line alike: trying, writing and taking back, piece by piece.

use super::entries::{Chunk, Entries};
use super::model::{Import, ImportProgress, ImportState, TABLE, by_id, json, update};
use super::results;
use super::start::end;
use crate::Platform;
use crate::job::Hold;
use records::Context;
use records::change_set::{Act, Action, add_to_act, mark_undone};
use records::import::{Cache, Imagined, Plan, RowOutcome, RowResult, UnknownTally, apply, simulate, undo};
use std::sync::{Arc, Mutex, PoisonError};
use store::table::Condition;
use store::{Datum, Writer};
use vocabulary::{Actor, ActorKind, Channel, Error, Result};

/// One import at work.
pub(super) struct Work<'a, E> {
    pub platform: &'a Arc<Platform>,
    /// In whose name, with the import's own actor and batch.
    pub context: Context,
    pub import: Import,
    /// Proof that the job is still in these hands; none on the command line.
    pub hold: Option<Hold>,
    /// Told after each piece: how far it is, and what became of the rows; an error stops the work.
    pub tell: Told<'a, E>,
}

/// Hears how far an import is and what became of rows.
pub(super) type Told<'a, E> = &'a mut dyn FnMut(&ImportProgress, &[RowResult]) -> Result<(), E>;

/// A write takes about this long, so that people who write at the same time hardly wait.
const PIECE_MICROS: i64 = 50_000;
/// Fewest and most rows in a piece.
const ROWS: (usize, usize) = (20, 1000);
/// Events taken back in a piece.
const EVENTS: u32 = 500;

/// The circumstances of an import: it acts by itself, for whoever started it, and all it writes is one batch.
pub(super) fn acting(context: Context, import: &Import, channel: Channel) -> Context {
    let actor = Actor {
        kind: ActorKind::Import,
        id: Some(import.id),
        user: context.actor.user,
        name: import.name.clone(),
        channel,
        source: None,
    };
    Context { actor, batch: Some(import.id), ..context }
}

impl<E: From<Error>> Work<'_, E> {
    fn plan(&self) -> Result<Plan> {
        let mapping = self.import.mapping_or_refuse()?;
        let headers = self.import.headers();
        self.platform.engine.read(&self.context, |reading| Plan::new(reading.dictionary(), mapping, &headers))
    }

    /// How many rows there are, guessed from the bytes taken so far while it is not known.
    fn estimated(&self, progress: &ImportProgress, entries: &Entries) -> ImportProgress {
        let size = self.import.size;
        let read = i64::try_from(entries.bytes_read()).unwrap_or(i64::MAX).clamp(1, size.max(1));
        let guessed = progress.done.saturating_mul(size / read.max(1)).max(progress.done);
        ImportProgress { rows: progress.rows.or(Some(guessed)), ..*progress }
    }

    /// Tells what each row would do.
    pub(super) fn dry_run(&mut self) -> Result<(), E> {
        let plan = self.plan()?;
        let mut entries = Entries::open(self.platform, &self.import, &plan, 0)?;
        let mut progress = ImportProgress { rows: self.import.progress.rows, ..ImportProgress::default() };
        let mut imagined = Imagined::default();
        let mut unknown = UnknownTally::default();
        while let Some(chunk) = entries.next(ROWS.1)? {
            let (engine, context) = (&self.platform.engine, &self.context);
            let told = engine
                .store()
                .read(|reader| simulate(engine, reader, context, &plan, &chunk.entries, &mut imagined))?;
            unknown.add(&plan, &chunk.entries);
            progress = progress.with(&told);
            self.keep_foretold(&chunk, told.clone(), progress)?;
            let estimated = self.estimated(&progress, &entries);
            (self.tell)(&estimated, &told)?;
        }
        let (mut import, hold) = (self.import.clone(), self.hold);
        for column in &mut import.columns {
            column.unknown = unknown.of(column.index);
        }
        self.platform.store.write(move |writer| {
            held(hold, writer)?;
            let found = vec![("total", progress.done.into()), ("columns", json(&import.columns)?)];
            end(writer, &import, ImportState::DryRunDone, found)
        })?;
        Ok(())
    }

    fn keep_foretold(&self, chunk: &Chunk, told: Vec<RowResult>, progress: ImportProgress) -> Result<()> {
        let (import, hold, last_row) = (self.import.clone(), self.hold, chunk.last_row);
        self.platform.store.write(move |writer| {
            held(hold, writer)?;
            update(writer, &import, &[ImportState::DryRunning], counted(progress, last_row))?;
            results::keep(writer, &import, ImportState::DryRunning, &told)
        })
    }

    /// Writes the rows that are not written yet. Rows, counters, results and the place to go on are one transaction: a
    /// server that dies loses none and doubles none.
    pub(super) fn run(&mut self) -> Result<(), E> {
        let plan = Arc::new(self.plan()?);
        let mut entries = Entries::open(self.platform, &self.import, &plan, self.import.last_row)?;
        let cache = Arc::new(Mutex::new(Cache::default()));
        let mut rows = 100;
        while let Some(chunk) = entries.next(rows)? {
            let count: usize = chunk.entries.iter().map(|entry| entry.rows.len()).sum();
            let started = self.platform.now();
            let told = self.write(&plan, &cache, chunk)?;
            let took = (self.platform.now().micros() - started.micros()).max(1);
            let fitting = i64::try_from(count).unwrap_or(i64::MAX).saturating_mul(PIECE_MICROS) / took;
            rows = usize::try_from(fitting).unwrap_or(ROWS.0).min(rows * 2).clamp(ROWS.0, ROWS.1);
            let estimated = self.estimated(&self.import.progress, &entries);
            (self.tell)(&estimated, &told)?;
        }
        let (import, hold, now) = (self.import.clone(), self.hold, self.platform.now());
        self.platform.store.write(move |writer| {
            held(hold, writer)?;
            let ended = vec![
                ("state", ImportState::Done.word().into()),
                ("total", import.progress.done.into()),
                ("finished_at", now.into()),
            ];
            update(writer, &import, &[ImportState::Running], ended)
        })?;
        Ok(())
    }

    fn write(&mut self, plan: &Arc<Plan>, cache: &Arc<Mutex<Cache>>, chunk: Chunk) -> Result<Vec<RowResult>> {
        let (plan, known, hold) = (Arc::clone(plan), Arc::clone(cache), self.hold);
        let (engine, mut context, import) =
            (Arc::clone(&self.platform.engine), self.context.clone(), self.import.clone());
        context.now = self.platform.now();
        context.moment.now = context.now;
        let last_row = chunk.last_row;
        let (told, additions, progress) = self.platform.store.write_large(move |writer| {
            held(hold, writer)?;
            let known = known.lock().unwrap_or_else(PoisonError::into_inner);
            let (told, additions) =
                apply(&engine, writer, &context, &plan, &import.name, &chunk.entries, &known)?;
            let progress = import.progress.with(&told);
            add_to_act(writer, &context, Act::default().of(Action::Import), written(&told))?;
            advance(writer, &import, progress, last_row)?;
            results::keep(writer, &import, ImportState::Running, &told)?;
            Ok((told, additions, progress))
        })?;
        cache.lock().unwrap_or_else(PoisonError::into_inner).keep(additions);
        self.import.progress = progress;
        self.import.last_row = last_row;
        Ok(told)
    }

    /// Takes back what the import did, newest first.
    pub(super) fn undo(&mut self) -> Result<(), E> {
        let mut taken_back = 0;
        loop {
            let (engine, context, import, hold) =
                (Arc::clone(&self.platform.engine), self.context.clone(), self.import.clone(), self.hold);
            let (step, kept) = self.platform.store.write_large(move |writer| {
                held(hold, writer)?;
                // Where others have written since, undoing is an ordinary change of its own, outside the batch.
                let step = undo(&engine, writer, &context, import.id, import.undo_before, EVENTS)?;
                let room = MOST_KEPT.saturating_sub(import.kept.len());
                let kept: Vec<String> =
                    import.kept.iter().cloned().chain(step.kept.iter().take(room).cloned()).collect();
                let set = vec![("undo_before", step.next.into()), ("kept", json(&kept)?)];
                update(writer, &import, &[ImportState::Undoing], set)?;
                Ok((step, kept))
            })?;
            taken_back += i64::try_from(step.taken_back).unwrap_or(i64::MAX);
            self.import.kept = kept;
            self.import.undo_before = step.next;
            (self.tell)(&ImportProgress { done: taken_back, ..ImportProgress::default() }, &[])?;
            if step.next.is_none() {
                break;
            }
        }
        let (import, hold, now) = (self.import.clone(), self.hold, self.platform.now());
        // Nothing is written for it: the events are gone, so no change set stands for the taking back.
        let context = Context { batch: None, now, ..self.context.clone() };
        self.platform.store.write(move |writer| {
            held(hold, writer)?;
            // An import of before there were change sets has none.
            mark_undone(writer, &context, import.id)?;
            end(writer, &import, ImportState::Undone, vec![("finished_at", now.into())])
        })?;
        Ok(())
    }
}

/// How many records rows wrote.
fn written(told: &[RowResult]) -> u64 {
    let records = told.iter().flat_map(|row| &row.records);
    records.filter(|record| record.outcome != RowOutcome::Unchanged).count() as u64
}

/// Reasons for what stayed that are kept and shown.
const MOST_KEPT: usize = 1_000;

fn held(hold: Option<Hold>, writer: &mut dyn Writer) -> Result<()> {
    hold.map_or(Ok(()), |hold| hold.check(writer))
}

fn counted(progress: ImportProgress, last_row: i64) -> Vec<(&'static str, Datum)> {
    let mut set = progress.columns();
    set.push(("done", progress.done.into()));
    set.push(("last_row", last_row.into()));
    set
}

/// Moves the import on, unless somebody paused it or another server has gone further: then nothing of the chunk stays.
fn advance(writer: &mut dyn Writer, import: &Import, progress: ImportProgress, last_row: i64) -> Result<()> {
    let mut filter = by_id(import.workspace, import.id);
    filter.push(Condition::Eq("state", ImportState::Running.word().into()));
    filter.push(Condition::Eq("last_row", import.last_row.into()));
    match writer.update(&store::table::Update::new(TABLE, counted(progress, last_row), filter))? {
        0 => Err(super::model::busy()),
        _ => Ok(()),
    }
}
