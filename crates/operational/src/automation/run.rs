//! Working on runs that are due: many in one commit, each with its steps, their lines in the log and its place as one whole.

use super::follow::Worker;
use super::index::Version;
use super::start::{Memory, Now};
use super::step::{self, Bag, Flow, Line};
use super::table::{Row, by_id, kept};
use platform::identity::user_context;
use platform::notification::{Kind, NewNotification, notify};
use records::{Context, Engine, Writing};
use serde_json::json;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;
use store::table::{Condition, Insert, Select, Update};
use store::{Datum, Reader, Writer};
use vocabulary::{Actor, ActorKind, Channel, Error, Id, Result, Timestamp, WorkspaceId};

/// Runs of one commit: a write takes some ten milliseconds, so that people who write at the same time hardly wait.
const PIECE: u32 = 25;
/// Instructions of one run in one commit; the others have their turn in between.
const MOST: usize = 100;
/// Instructions of one run in all.
const MOST_STEPS: i64 = 20_000;
/// How often a step that failed is tried again by itself.
pub(super) const ATTEMPTS: i64 = 8;

/// A run as it stands in its table.
#[derive(Clone)]
pub(super) struct Run {
    pub id: Id,
    pub automation: Id,
    pub version: i64,
    pub object: Option<String>,
    pub record: Option<Id>,
    pub state: String,
    pub place: usize,
    pub memory: Memory,
    pub turn: i64,
    pub attempts: i64,
    pub steps: i64,
}

const COLUMNS: &[&str] = &[
    "id",
    "automation_id",
    "version",
    "object",
    "record_id",
    "state",
    "place",
    "memory",
    "turn",
    "attempts",
    "steps",
];

fn read(mut row: Row) -> Result<Run> {
    Ok(Run {
        id: row.id()?,
        automation: row.id()?,
        version: row.number()?,
        object: row.maybe_text()?,
        record: row.maybe_id()?,
        state: row.text()?,
        place: usize::try_from(row.number()?).unwrap_or(usize::MAX),
        memory: row.json()?,
        turn: row.number()?,
        attempts: row.number()?,
        steps: row.number()?,
    })
}

/// What is to be done with a run.
#[derive(Clone)]
enum Task {
    /// Its steps, in the name of its owner.
    Go(Arc<Version>, Box<Context>),
    /// It waits until its automation is on again.
    Hold,
    /// It ends: nothing can do it any more.
    End(String),
}

/// How an automation stands.
struct Automation {
    on: bool,
    name: String,
    owner: Id,
}

/// Works on some of the runs that are due; answers whether there were any.
pub(super) fn work(worker: &mut Worker, system: &Context) -> Result<bool> {
    let now = worker.now(system.workspace);
    let runs = worker.platform.store.read(|reader| due(reader, &now))?;
    if runs.is_empty() {
        return Ok(false);
    }
    let tasks = tasks(worker, &now, runs)?;
    let engine = Arc::clone(&worker.platform.engine);
    worker.platform.store.write_large(move |writer| {
        for (run, task) in &tasks {
            one(&engine, writer, &now, run, task)?;
        }
        Ok(())
    })?;
    Ok(true)
}

fn due(reader: &mut dyn Reader, now: &Now) -> Result<Vec<Run>> {
    let mut runs = Vec::new();
    for state in ["due", "awaiting"] {
        let filter = vec![
            Condition::Eq("state", state.into()),
            Condition::Eq("workspace_id", now.workspace.into()),
            Condition::Lte("due_at", now.at.into()),
        ];
        let left = PIECE.saturating_sub(u32::try_from(runs.len()).unwrap_or(PIECE));
        let select = Select::new("automation_run", COLUMNS, filter).ascending("due_at").limit(left.max(1));
        for row in Row::all(reader, &select)? {
            runs.push(read(row)?);
        }
    }
    runs.truncate(PIECE as usize);
    Ok(runs)
}

/// What is to be done with each run: versions, owners and their rights are looked up once for all.
fn tasks(worker: &mut Worker, now: &Now, runs: Vec<Run>) -> Result<Vec<(Run, Task)>> {
    let mut automations: HashMap<Id, Option<Automation>> = HashMap::new();
    let mut owners: HashMap<Id, Option<Context>> = HashMap::new();
    let mut tasks = Vec::with_capacity(runs.len());
    for run in runs {
        let known = match automations.entry(run.automation) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(
                worker.platform.store.read(|reader| automation(reader, now.workspace, run.automation))?,
            ),
        };
        let task = match known {
            None => Task::End("The automation was removed.".to_string()),
            Some(automation) if !automation.on => Task::Hold,
            Some(automation) => {
                let owner = match owners.entry(automation.owner) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(place) => place.insert(owner(worker, now.workspace, automation.owner)?),
                };
                match (owner, worker.version(now.workspace, run.automation, run.version)?) {
                    (Some(owner), Some(version)) => {
                        let context = acting(owner, run.id, run.automation, automation);
                        Task::Go(version, Box::new(context))
                    }
                    (None, _) => Task::End("The owner of the automation is no longer here.".to_string()),
                    (_, None) => Task::End("The version is gone.".to_string()),
                }
            }
        };
        tasks.push((run, task));
    }
    Ok(tasks)
}

/// The owner with the rights of now; none when they may no longer be here.
fn owner(worker: &Worker, workspace: WorkspaceId, id: Id) -> Result<Option<Context>> {
    match user_context(&worker.platform, workspace, id, None) {
        Ok(owner) => Ok(Some(owner.context(&worker.platform))),
        Err(Error::Forbidden(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn automation(reader: &mut dyn Reader, workspace: WorkspaceId, id: Id) -> Result<Option<Automation>> {
    let select = Select::new("automation", &["state", "name", "owner_id"], by_id(workspace, id));
    let row = Row::one(reader, &select)?;
    row.map(|mut row| Ok(Automation { on: row.text()? == "on", name: row.text()?, owner: row.id()? }))
        .transpose()
}

/// The owner's rights in the automation's name; all that a run writes is one change set, named like the run.
fn acting(owner: &Context, run: Id, automation: Id, of: &Automation) -> Context {
    let actor = Actor {
        kind: ActorKind::Automation,
        id: Some(automation),
        user: Some(of.owner),
        name: of.name.clone(),
        channel: Channel::Job,
        source: None,
    };
    Context { actor, batch: Some(run), ..owner.clone() }
}

/// One run: all of its steps together, or, when one of them fails, each for itself.
fn one(engine: &Engine, writer: &mut dyn Writer, now: &Now, run: &Run, task: &Task) -> Result<()> {
    let (version, context) = match task {
        Task::Hold => return settle(writer, now, run, &Ending { state: "held", ..Ending::of(run) }),
        Task::End(why) => {
            let ending =
                Ending { state: "stopped", error: Some(why.clone()), ended: true, ..Ending::of(run) };
            return settle(writer, now, run, &ending);
        }
        Task::Go(version, context) => (version, context),
    };
    let together = writer.attempt(&mut |writer| turn(engine, writer, now, run, (version, context), false));
    match together {
        Err(Error::Unavailable(text)) => Err(Error::Unavailable(text)),
        Err(_) => writer.attempt(&mut |writer| turn(engine, writer, now, run, (version, context), true)),
        Ok(()) => Ok(()),
    }
}

fn turn(
    engine: &Engine,
    writer: &mut dyn Writer,
    now: &Now,
    run: &Run,
    (version, context): (&Arc<Version>, &Context),
    careful: bool,
) -> Result<()> {
    let (ending, lines) = {
        let mut writing = Writing::new(engine, writer, context)?;
        let mut bag = Bag::new(run, context, version);
        let result = go(&mut writing, &mut bag, run, careful)?;
        if result.0.state == "failed" {
            tell_owner(&mut writing, run)?;
        }
        writing.close_act()?;
        result
    };
    for (index, line) in lines.iter().enumerate() {
        log(writer, now, run, run.steps + i64::try_from(index).unwrap_or(0), line)?;
    }
    settle(writer, now, run, &ending)
}

/// Where a run stands when its turn is over.
pub(super) struct Ending {
    state: &'static str,
    place: usize,
    memory: Memory,
    due_at: Option<Timestamp>,
    awaits: Option<Id>,
    error: Option<String>,
    attempts: i64,
    steps: i64,
    ended: bool,
}

impl Ending {
    fn of(run: &Run) -> Ending {
        Ending {
            state: "due",
            place: run.place,
            memory: run.memory.clone(),
            due_at: None,
            awaits: None,
            error: None,
            attempts: 0,
            steps: run.steps,
            ended: false,
        }
    }
}

/// Step by step, until the run ends, waits, fails or has had its turn.
fn go(writing: &mut Writing<'_>, bag: &mut Bag, run: &Run, careful: bool) -> Result<(Ending, Vec<Line>)> {
    let (mut ending, mut lines) = (Ending::of(run), Vec::new());
    let version = Arc::clone(&bag.version);
    // A wait for a change that is still awaited when its time has come did not happen.
    if run.state == "awaiting" {
        bag.memory.answer = Some(false);
    }
    for _ in 0..MOST {
        let Some(instruction) = version.code.get(ending.place) else {
            (ending.state, ending.ended) = ("done", true);
            break;
        };
        let before = bag.memory.clone();
        let result = if careful {
            writing.attempt(|writing| {
                bag.memory = before.clone();
                step::perform(writing, bag, ending.place, instruction)
            })
        } else {
            step::perform(writing, bag, ending.place, instruction)
        };
        match result {
            Ok((flow, line)) => {
                lines.extend(line);
                match flow {
                    Flow::On(place) => ending.place = place,
                    Flow::Wait { state, due_at, awaits } => {
                        (ending.state, ending.due_at, ending.awaits) = (state, Some(due_at), awaits);
                        if state == "due" {
                            ending.place += 1;
                        }
                        break;
                    }
                    Flow::End => {
                        (ending.state, ending.ended) = ("done", true);
                        break;
                    }
                }
            }
            Err(error) if careful => {
                bag.memory = before;
                lines.push(Line::failed(instruction, &error));
                fail(&mut ending, run, &error, bag.context.now);
                break;
            }
            Err(error) => return Err(error),
        }
    }
    ending.steps = run.steps + i64::try_from(lines.len()).unwrap_or(0);
    if ending.steps > MOST_STEPS && !ending.ended {
        (ending.state, ending.ended) = ("stopped", true);
        ending.error = Some("The run has too many steps.".to_string());
    }
    ending.memory = bag.memory.clone();
    Ok((ending, lines))
}

fn fail(ending: &mut Ending, run: &Run, error: &Error, now: Timestamp) {
    ending.error = Some(step::words(error));
    if error.may_pass() && run.attempts < ATTEMPTS {
        ending.attempts = run.attempts + 1;
        ending.due_at = Some(now.plus_seconds((60i64 << run.attempts).min(6 * 3_600)));
    } else {
        ending.state = "failed";
        ending.ended = true;
    }
}

/// The owner hears that an automation failed: once a day, however many of its runs do.
fn tell_owner(writing: &mut Writing<'_>, run: &Run) -> Result<()> {
    let context = writing.context();
    let Some(owner) = context.actor.user else { return Ok(()) };
    let day = context.now.date_in(&context.moment.zone);
    let params = [("automation", json!(context.actor.name)), ("id", json!(run.automation))];
    let new = NewNotification {
        user: owner,
        kind: Kind::Automation,
        text: "automation_failed".to_string(),
        params: params.into_iter().map(|(key, value)| (key.to_string(), value)).collect(),
        about: None,
        field: None,
        key: format!("automation:{}:failed:{day}", run.automation),
        counted: true,
    };
    notify(writing, &new).map(|_| ())
}

fn log(writer: &mut dyn Writer, now: &Now, run: &Run, number: i64, line: &Line) -> Result<()> {
    let values = vec![
        ("workspace_id", now.workspace.into()),
        ("run_id", run.id.into()),
        ("number", number.into()),
        ("path", line.path.as_str().into()),
        ("word", line.word.into()),
        ("outcome", line.outcome.into()),
        ("detail", kept(&line.detail)?),
        ("at", now.at.into()),
    ];
    writer.insert(&Insert::new("automation_step", values)).map(|_| ())
}

/// Keeps where the run stands; a run that another server has taken meanwhile is a conflict, and nothing of this turn stays.
fn settle(writer: &mut dyn Writer, now: &Now, run: &Run, ending: &Ending) -> Result<()> {
    let mut filter = by_id(now.workspace, run.id);
    filter.push(Condition::Eq("turn", run.turn.into()));
    filter.push(Condition::Eq("state", run.state.as_str().into()));
    let set = vec![
        ("state", ending.state.into()),
        ("place", i64::try_from(ending.place).unwrap_or(0).into()),
        ("memory", kept(&ending.memory)?),
        ("turn", (run.turn + 1).into()),
        ("attempts", ending.attempts.into()),
        ("steps", ending.steps.into()),
        ("due_at", ending.due_at.unwrap_or(now.at).into()),
        ("await_id", ending.awaits.into()),
        ("error", ending.error.clone().into()),
        ("ended_at", if ending.ended { now.at.into() } else { Datum::Null }),
    ];
    match writer.update(&Update::new("automation_run", set, filter))? {
        1 => Ok(()),
        _ => Err(Error::Unavailable("The run is in other hands.".to_string())),
    }
}

/// What a version would do with a record: its steps are done and taken back, waits are passed over.
pub(super) fn try_out(
    writing: &mut Writing<'_>,
    version: Version,
    record: Option<Id>,
    body: serde_json::Value,
) -> Result<(Vec<Line>, &'static str)> {
    let context = writing.context().clone();
    let run = Run {
        id: version.automation,
        automation: version.automation,
        version: version.number,
        object: version.definition.object.clone().filter(|_| record.is_some()),
        record,
        state: "due".to_string(),
        place: 0,
        memory: Memory { body, ..Memory::default() },
        turn: 0,
        attempts: ATTEMPTS,
        steps: 0,
    };
    let mut tried = None;
    let trial = writing.attempt(|writing| {
        let mut bag = Bag::new(
            &run,
            &context,
            &Arc::new(Version::new(version.automation, version.number, version.definition.clone())),
        );
        bag.trial = true;
        let (ending, lines) = go(writing, &mut bag, &run, true)?;
        tried = Some((lines, ending.state));
        // Nothing of the trial stays.
        Err::<(), _>(Error::Conflict(vocabulary::Conflict::Other, json!("trial").to_string()))
    });
    match (tried, trial) {
        (Some(tried), _) => Ok(tried),
        (None, Err(error)) => Err(error),
        (None, Ok(())) => Err(Error::internal("a trial that told nothing")),
    }
}
