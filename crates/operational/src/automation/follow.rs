//! The follower: reads on in the log of events, starts runs, wakes those that wait for a change, and works on what is due.

use super::index::{Index, Version, are_there};
use super::program::What;
use super::start::{Memory, Now, Start, start};
use super::table::{Row, by_id, kept};
use super::{clock, run, watch};
use platform::Platform;
use platform::follower::Step;
use platform::identity::{find_workspace, system_context};
use records::Context;
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;
use store::event::{Event, EventFilter, Verb};
use store::table::{Condition, Select, Update};
use store::{Reader, Writer};
use vocabulary::{ActorKind, Channel, Conflict, Error, Id, Result, Timestamp, WorkspaceId};

/// Events looked at in one step.
const STEP: u32 = 200;

/// The follower of all workspaces.
pub struct Worker {
    pub(super) platform: Arc<Platform>,
    indexes: HashMap<WorkspaceId, Arc<Index>>,
    pub(super) versions: HashMap<(Id, i64), Arc<Version>>,
    pub(super) looked: HashMap<Id, i64>,
}

/// Begins to follow.
pub fn begin(platform: &Arc<Platform>) -> Step {
    let mut worker = Worker::new(platform);
    Box::new(move || worker.step())
}

struct Feed {
    workspace: WorkspaceId,
    position: i64,
    revision: i64,
}

impl Worker {
    /// A follower that remembers nothing yet.
    pub fn new(platform: &Arc<Platform>) -> Worker {
        Worker {
            platform: Arc::clone(platform),
            indexes: HashMap::new(),
            versions: HashMap::new(),
            looked: HashMap::new(),
        }
    }

    /// One step for each workspace in which an automation is on; answers whether there is more to do.
    pub fn step(&mut self) -> Result<bool> {
        let mut more = false;
        for feed in self.feeds()? {
            let (index, context) = match self.known(&feed)? {
                Some(known) => known,
                None => continue,
            };
            // Who belongs to a filter already is known before the events that change it are read.
            watch::look(self, &index, &context)?;
            more |= self.follow(&feed, &index, &context)?;
            clock::look(self, &index, &context)?;
            more |= run::work(self, &context)?;
        }
        Ok(more)
    }

    fn feeds(&self) -> Result<Vec<Feed>> {
        const COLUMNS: &[&str] = &["workspace_id", "position", "revision"];
        let filter = vec![Condition::Gt("live", 0i64.into())];
        self.platform.store.read(|reader| {
            let rows =
                Row::all(reader, &Select::new("automation_feed", COLUMNS, filter).ascending("workspace_id"))?;
            let read = |mut row: Row| {
                Ok(Feed { workspace: row.workspace()?, position: row.number()?, revision: row.number()? })
            };
            rows.into_iter().map(read).collect()
        })
    }

    fn known(&mut self, feed: &Feed) -> Result<Option<(Arc<Index>, Context)>> {
        let old = self.indexes.get(&feed.workspace).filter(|index| index.revision == feed.revision).cloned();
        let (index, context) = self.platform.store.read(|reader| {
            let index = match old {
                Some(index) => index,
                None => Arc::new(Index::load(reader, feed.workspace, feed.revision)?),
            };
            let workspace = find_workspace(reader, feed.workspace)?;
            let context = workspace.map(|workspace| system_context(&self.platform, &workspace, Channel::Job));
            Ok((index, context))
        })?;
        // Switched on again, perhaps with another filter: what was looked at before says nothing.
        if self.indexes.get(&feed.workspace).is_none_or(|old| !Arc::ptr_eq(old, &index)) {
            self.looked.retain(|automation, _| !index.gathering.contains(automation));
        }
        self.indexes.insert(feed.workspace, Arc::clone(&index));
        Ok(context.map(|context| (index, context)))
    }

    pub(super) fn now(&self, workspace: WorkspaceId) -> Now {
        Now { workspace, at: self.platform.now(), ids: Arc::clone(&self.platform.ids) }
    }

    /// Reads the next events; answers whether there may be more.
    fn follow(&mut self, feed: &Feed, index: &Arc<Index>, context: &Context) -> Result<bool> {
        let workspace = feed.workspace;
        let filter = EventFilter { after: Some(feed.position), limit: STEP, ..EventFilter::default() };
        let events = self.platform.store.read(|reader| reader.events(workspace, &filter))?;
        let Some(last) = events.last().map(|event| event.seq) else { return Ok(false) };
        let starts = self.matching(index, context, &events)?;
        let turns = watch::turns(self, index, context, &events)?;
        let woken = self.platform.store.read(|reader| waiting(reader, workspace, &events))?;
        let woken = self.woken(workspace, woken, &events)?;
        let (now, position) = (self.now(workspace), feed.position);
        self.platform.store.write(move |writer| {
            take(writer, workspace, position, last)?;
            for (run, turn, memory) in &woken {
                wake(writer, &now, *run, *turn, memory)?;
            }
            watch::keep(writer, &now, &turns)?;
            start(writer, &now, &starts).map(|_| ())
        })?;
        // What else is written meanwhile is read together a moment later: each step is a commit beside those of people.
        Ok(events.len() >= STEP as usize)
    }

    /// The runs that events start: those whose automation listens, and whose record meets its condition.
    fn matching(&self, index: &Index, context: &Context, events: &[Event]) -> Result<Vec<Start>> {
        let mut heard: Vec<(usize, Vec<Arc<Version>>)> = Vec::new();
        for (place, event) in events.iter().enumerate() {
            let found = index.heard_by(event);
            if !found.is_empty() {
                heard.push((place, found));
            }
        }
        if heard.is_empty() {
            return Ok(Vec::new());
        }
        self.platform.engine.read(context, |reading| {
            let mut starts = Vec::new();
            // Each condition is read once for all of these events; most are decided by the record, which is read once per event.
            let mut conditions: HashMap<Id, records::Condition> = HashMap::new();
            for (place, versions) in heard {
                let Some(event) = events.get(place) else { continue };
                let depth = depth(reading.reader(), event)?;
                let (object, record) = (&event.event.object, event.event.record);
                for version in &versions {
                    if let Some(filter) = &version.definition.condition
                        && let Entry::Vacant(place) = conditions.entry(version.automation)
                    {
                        place.insert(reading.condition(object, filter)?);
                    }
                }
                let read: Vec<&records::Condition> =
                    versions.iter().filter_map(|version| conditions.get(&version.automation)).collect();
                let mut met = reading.meets_all(object, record, &read)?.into_iter();
                for version in versions {
                    if version.definition.condition.is_some() && met.next() != Some(true) {
                        continue;
                    }
                    starts.push(Start {
                        version,
                        record: Some(record),
                        cause: told(event),
                        depth: depth + 1,
                        occasion: None,
                        body: Json::Null,
                    });
                }
            }
            Ok(starts)
        })
    }

    /// Which of the runs that wait for a change have it among these events.
    fn woken(
        &mut self,
        workspace: WorkspaceId,
        waiting: Vec<Waiting>,
        events: &[Event],
    ) -> Result<Vec<(Id, i64, Memory)>> {
        let mut woken = Vec::new();
        for one in waiting {
            let Some(version) = self.version(workspace, one.automation, one.version)? else { continue };
            let place = usize::try_from(one.place).unwrap_or(usize::MAX);
            let Some(What::Do(super::definition::Step::Await { changes, .. }, _)) =
                version.code.get(place).map(|instruction| &instruction.what)
            else {
                continue;
            };
            // What came after the time was over came too late, also when nobody looked meanwhile.
            let happened = events.iter().any(|event| {
                event.event.record == one.record
                    && event.event.at <= one.until
                    && event.event.verb == Verb::Changed
                    && are_there(changes, &event.event.changes)
            });
            if happened {
                woken.push((one.run, one.turn, Memory { answer: Some(true), ..one.memory }));
            }
        }
        Ok(woken)
    }

    /// A version, also one that is no longer the newest.
    pub(super) fn version(
        &mut self,
        workspace: WorkspaceId,
        automation: Id,
        number: i64,
    ) -> Result<Option<Arc<Version>>> {
        if let Some(known) = self.versions.get(&(automation, number)) {
            return Ok(Some(Arc::clone(known)));
        }
        let found =
            self.platform.store.read(|reader| Version::load(reader, workspace, automation, number))?;
        let found = found.map(Arc::new);
        if self.versions.len() > 1_000 {
            self.versions.clear();
        }
        if let Some(version) = &found {
            self.versions.insert((automation, number), Arc::clone(version));
        }
        Ok(found)
    }
}

/// Moves the place in the log on, if it still is where it was read: another server may have been faster.
fn take(writer: &mut dyn Writer, workspace: WorkspaceId, from: i64, to: i64) -> Result<()> {
    let filter =
        vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("position", from.into())];
    match writer.update(&Update::new("automation_feed", vec![("position", to.into())], filter))? {
        1 => Ok(()),
        _ => Err(Error::Conflict(Conflict::Other, "Another server reads the log.".to_string())),
    }
}

/// How many automations led to an event: the run that wrote it knows.
fn depth(reader: &mut dyn Reader, event: &Event) -> Result<i64> {
    let event = &event.event;
    let Some(run) = event.batch.filter(|_| event.actor.kind == ActorKind::Automation) else { return Ok(0) };
    let select = Select::new("automation_run", &["depth"], by_id(event.workspace, run));
    Row::one(reader, &select)?.map_or(Ok(0), |mut row| row.number())
}

fn told(event: &Event) -> Json {
    let (seq, event) = (event.seq, &event.event);
    json!({"on": event.verb.word(), "seq": seq, "by": event.actor.name, "changes": event.changes})
}

struct Waiting {
    run: Id,
    automation: Id,
    version: i64,
    place: i64,
    turn: i64,
    record: Id,
    memory: Memory,
    /// Until when it waits.
    until: Timestamp,
}

/// The runs that wait for a change of a record the events tell of.
fn waiting(reader: &mut dyn Reader, workspace: WorkspaceId, events: &[Event]) -> Result<Vec<Waiting>> {
    const COLUMNS: &[&str] =
        &["id", "automation_id", "version", "place", "turn", "await_id", "memory", "due_at"];
    let mut records: Vec<Id> = events.iter().map(|event| event.event.record).collect();
    records.sort_unstable();
    records.dedup();
    let filter = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::In("await_id", records.into_iter().map(Into::into).collect()),
        Condition::Eq("state", "awaiting".into()),
    ];
    let rows = Row::all(reader, &Select::new("automation_run", COLUMNS, filter))?;
    let read = |mut row: Row| {
        Ok(Waiting {
            run: row.id()?,
            automation: row.id()?,
            version: row.number()?,
            place: row.number()?,
            turn: row.number()?,
            record: row.id()?,
            memory: row.json()?,
            until: row.at()?,
        })
    };
    rows.into_iter().map(read).collect()
}

fn wake(writer: &mut dyn Writer, now: &Now, run: Id, turn: i64, memory: &Memory) -> Result<()> {
    let mut filter = by_id(now.workspace, run);
    filter.extend([Condition::Eq("state", "awaiting".into()), Condition::Eq("turn", turn.into())]);
    let set = vec![
        ("state", "due".into()),
        ("due_at", now.at.into()),
        ("turn", (turn + 1).into()),
        ("memory", kept(memory)?),
    ];
    writer.update(&Update::new("automation_run", set, filter)).map(|_| ())
}
