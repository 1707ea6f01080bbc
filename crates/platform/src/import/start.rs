//! Starting the jobs of an import: trying, writing, going on, taking back. And pausing.

use super::job::{DRY_RUN, RUN, UNDO};
use super::model::{Import, ImportProgress, ImportState, busy, by_id, load, update};
use super::results;
use super::show::find_import;
use crate::Platform;
use crate::job::{NewJob, enqueue};
use records::Context;
use serde_json::json;
use store::table::Update;
use store::{Datum, Writer};
use vocabulary::{ActorKind, Id, Result};

/// Tells what each row would do, in the background, and writes nothing. Answers the import with its job.
pub fn dry_run_import(platform: &Platform, context: &Context, id: Id) -> Result<Import> {
    const FROM: &[ImportState] = &[ImportState::Ready, ImportState::DryRunDone];
    start(platform, context, id, FROM, (ImportState::DryRunning, DRY_RUN, "Trying"))
}

/// Writes the rows, in the background.
pub fn run_import(platform: &Platform, context: &Context, id: Id) -> Result<Import> {
    const FROM: &[ImportState] = &[ImportState::Ready, ImportState::DryRunDone];
    start(platform, context, id, FROM, (ImportState::Running, RUN, "Importing"))
}

/// Goes on with an import that was paused or broke off.
pub fn resume_import(platform: &Platform, context: &Context, id: Id) -> Result<Import> {
    const FROM: &[ImportState] = &[ImportState::Paused, ImportState::Failed];
    // What is half taken back can only be taken back wholly.
    if find_import(platform, context, id)?.undo_before.is_some() {
        return Err(busy());
    }
    start(platform, context, id, FROM, (ImportState::Running, RUN, "Importing"))
}

/// Takes back all that an import did, in the background.
pub fn undo_import(platform: &Platform, context: &Context, id: Id) -> Result<Import> {
    const FROM: &[ImportState] = &[ImportState::Paused, ImportState::Done, ImportState::Failed];
    start(platform, context, id, FROM, (ImportState::Undoing, UNDO, "Taking back"))
}

/// Pauses an import after the rows at hand.
pub fn pause_import(platform: &Platform, context: &Context, id: Id) -> Result<Import> {
    let import = platform.store.read(|reader| load(reader, context, id))?;
    platform.store.write(move |writer| {
        update(writer, &import, &[ImportState::Running], vec![("state", ImportState::Paused.word().into())])
    })?;
    platform.store.read(|reader| load(reader, context, id))
}

fn start(
    platform: &Platform,
    context: &Context,
    id: Id,
    from: &'static [ImportState],
    (to, kind, verb): (ImportState, &str, &str),
) -> Result<Import> {
    let import = platform.store.read(|reader| load(reader, context, id))?;
    import.demand(from)?;
    import.mapping_or_refuse()?;
    let label = format!("{verb} {}", import.name);
    let key = context.actor.id.filter(|_| context.actor.kind == ActorKind::Key);
    let job = NewJob {
        created_by: context.actor.user,
        created_key: key,
        ..NewJob::of_system(platform, context.workspace, kind, &label, json!({"import": id}))
    };
    let stored = import.clone();
    platform.store.write(move |writer| {
        begin(writer, &stored, from, to, Some(job.id))?;
        enqueue(writer, &job)
    })?;
    platform.jobs.ring();
    platform.store.read(|reader| load(reader, context, id))
}

/// Moves an import to where its work begins. Counters start anew unless it goes on where it stopped.
pub(super) fn begin(
    writer: &mut dyn Writer,
    import: &Import,
    from: &[ImportState],
    to: ImportState,
    job: Option<Id>,
) -> Result<()> {
    let mut set: Vec<(&'static str, Datum)> = vec![
        ("state", to.word().into()),
        ("job_id", job.into()),
        ("error", Datum::Null),
        ("finished_at", Datum::Null),
    ];
    if matches!(import.state, ImportState::Ready | ImportState::DryRunDone) {
        set.extend([
            ("done", 0i64.into()),
            ("last_row", 0i64.into()),
            ("undo_before", Datum::Null),
            ("kept", "[]".into()),
        ]);
        set.extend(ImportProgress::default().columns());
        results::forget(writer, import, to)?;
    }
    update(writer, import, from, set)
}

/// Moves an import to where its work ended.
pub(super) fn end(
    writer: &mut dyn Writer,
    import: &Import,
    to: ImportState,
    more: Vec<(&'static str, Datum)>,
) -> Result<()> {
    let mut set = vec![("state", to.word().into())];
    set.extend(more);
    writer.update(&Update::new(super::model::TABLE, set, by_id(import.workspace, import.id))).map(|_| ())
}
