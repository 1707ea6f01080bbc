//! The follower: reads on in the log of events, and moves the records that were written, or that link to such ones, into segments
//! and out of them.

use super::keep::{Move, belonging, make, take};
use super::look::look_through;
use super::table::{KEPT, Row, STALE, State, of, states};
use super::turn::turn;
use platform::Platform;
use platform::follower::Step;
use platform::identity::{find_workspace, system_context};
use records::{Context, Reading, RuleWays};
use standard::segment;
use std::collections::HashMap;
use std::sync::Arc;
use store::event::{Event, EventFilter, Verb};
use store::table::{Condition, Select, Update};
use vocabulary::{Channel, Conflict, Error, Id, Result, WorkspaceId};

/// Raised when filters find others than before: all records are held against the rules again. Since 2 counts of nothing are 0.
const MEANING: u32 = 2;
/// Events looked at in one step.
const STEP: u32 = 500;
/// When one step concerns more records than this, looking at all of them costs less.
const MOST: usize = 20_000;
/// The place in the log is kept at least every so many events, even when nobody moved.
const KEEP_EVERY: i64 = 5_000;

/// What is known of a workspace.
pub(super) struct Known {
    revision: i64,
    dictionary: u64,
    /// How far the log is read.
    position: i64,
    /// The place in the database, which is where `position` was when somebody moved last.
    pub(super) kept: i64,
    states: Vec<State>,
    rules: HashMap<Id, RuleWays>,
}

/// The follower of all workspaces.
pub struct Worker {
    platform: Arc<Platform>,
    known: HashMap<WorkspaceId, Known>,
}

/// Begins to follow.
pub(super) fn begin(platform: &Arc<Platform>) -> Step {
    let mut worker = Worker::new(platform);
    Box::new(move || worker.step())
}

struct Feed {
    workspace: WorkspaceId,
    position: i64,
    revision: i64,
    circumstances: String,
}

impl Worker {
    /// A follower that knows nothing yet.
    pub fn new(platform: &Arc<Platform>) -> Worker {
        Worker { platform: Arc::clone(platform), known: HashMap::new() }
    }

    /// One step in each workspace that has segments; answers whether there is more to do.
    pub fn step(&mut self) -> Result<bool> {
        let mut more = false;
        for feed in self.feeds()? {
            match self.workspace(&feed) {
                Ok(did) => more |= did,
                // Another server was faster: what is known is old.
                Err(Error::Conflict(Conflict::Other, _)) => {
                    self.known.remove(&feed.workspace);
                    more = true;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(more)
    }

    fn feeds(&self) -> Result<Vec<Feed>> {
        const COLUMNS: &[&str] = &["workspace_id", "position", "revision", "circumstances"];
        self.platform.store.read(|reader| {
            let rows = Row::all(
                reader,
                &Select::new("segment_feed", COLUMNS, Vec::new()).ascending("workspace_id"),
            )?;
            let read = |mut row: Row| {
                Ok(Feed {
                    workspace: row.workspace()?,
                    position: row.number()?,
                    revision: row.number()?,
                    circumstances: row.text()?,
                })
            };
            rows.into_iter().map(read).collect()
        })
    }

    fn workspace(&mut self, feed: &Feed) -> Result<bool> {
        let workspace = self.platform.store.read(|reader| find_workspace(reader, feed.workspace))?;
        let Some(workspace) = workspace else { return Ok(false) };
        let context = system_context(&self.platform, &workspace, Channel::Job);
        let circumstances =
            format!("{} {} {} {MEANING}", workspace.currency, workspace.zone, workspace.first_weekday);
        if circumstances != feed.circumstances {
            self.turned_around(feed, circumstances)?;
            self.known.remove(&feed.workspace);
            return Ok(true);
        }
        self.refresh(feed, &context)?;
        let Some(known) = self.known.get_mut(&feed.workspace) else { return Ok(false) };
        if known.states.is_empty() {
            return Ok(false);
        }
        for state in known.states.iter().filter(|state| state.stage != KEPT) {
            look_through(&self.platform, &context, known, state, known.rules.get(&state.segment))?;
        }
        if known.states.iter().any(|state| state.stage != KEPT) {
            self.known.remove(&feed.workspace);
            return Ok(true);
        }
        for state in &mut known.states {
            if let Some(rule) = known.rules.get(&state.segment)
                && state.due_at.is_some_and(|due| due <= context.now)
            {
                state.due_at = turn(&self.platform, &context, state, rule)?;
                state.seen_at = context.now;
            }
        }
        follow(&self.platform, &context, known)
    }

    /// What all rules depend on has changed: the currency of sums, the zone in which days begin.
    fn turned_around(&self, feed: &Feed, circumstances: String) -> Result<()> {
        let (workspace, first) = (feed.workspace, feed.circumstances.is_empty());
        self.platform.store.write(move |writer| {
            let set = vec![("circumstances", circumstances.clone().into())];
            writer.update(&Update::new("segment_feed", set, of(workspace)))?;
            if !first {
                let mut filter = of(workspace);
                filter.push(Condition::Eq("stage", KEPT.into()));
                writer.update(&Update::new("segment_state", vec![("stage", STALE.into())], filter))?;
            }
            Ok(())
        })
    }

    /// Reads the rules again when segments or the dictionary have changed.
    fn refresh(&mut self, feed: &Feed, context: &Context) -> Result<()> {
        let old = self.known.get(&feed.workspace);
        let engine = &self.platform.engine;
        let version = match old.filter(|known| known.revision == feed.revision) {
            Some(_) => engine.dictionary(feed.workspace, context.now)?.version,
            // What a new segment is must be known before it is looked through.
            None => engine.newest_dictionary(feed.workspace, context.now)?.version,
        };
        if old.is_some_and(|known| {
            known.revision == feed.revision && known.dictionary == version && known.kept == feed.position
        }) {
            return Ok(());
        }
        let position =
            old.filter(|known| known.kept == feed.position).map_or(feed.position, |old| old.position);
        // A rule on a field that is gone is met by nobody, and one whose field came back by those who meet it.
        let was: HashMap<Id, bool> = old.map_or_else(HashMap::new, |old| {
            old.states.iter().map(|state| (state.segment, old.rules.contains_key(&state.segment))).collect()
        });
        let (mut states, rules, dictionary) = self.platform.engine.read(context, |reading| {
            let states = states(reading.reader(), feed.workspace)?;
            let rules = rules(reading)?;
            Ok((states, rules, reading.dictionary().version))
        })?;
        for state in &mut states {
            let readable = rules.contains_key(&state.segment);
            if state.stage == KEPT && was.get(&state.segment).is_some_and(|was| *was != readable) {
                state.stage = STALE.to_string();
            }
        }
        let known =
            Known { revision: feed.revision, dictionary, position, kept: feed.position, states, rules };
        self.known.insert(feed.workspace, known);
        Ok(())
    }
}

/// The rules of all segments that can be read.
pub(super) fn rules(reading: &Reading<'_>) -> Result<HashMap<Id, RuleWays>> {
    let lists = Arc::clone(&reading.dictionary().lists);
    let mut rules = HashMap::new();
    for (id, list) in lists.iter().filter(|(_, list)| list.noun == segment::KEY) {
        if let Some(ways) = reading.rule_ways(&list.object, &list.filter)? {
            rules.insert(*id, ways);
        }
    }
    Ok(rules)
}

/// Reads the next events and moves whom they concern; answers whether there may be more.
fn follow(platform: &Platform, context: &Context, known: &mut Known) -> Result<bool> {
    let workspace = context.workspace;
    let filter = EventFilter { after: Some(known.position), limit: STEP, ..EventFilter::default() };
    let found = platform.engine.read(context, |reading| {
        let events = reading.reader().events(workspace, &filter)?;
        let Some(last) = events.last().map(|event| event.seq) else { return Ok(None) };
        let mut moves = Vec::new();
        let mut whole = Vec::new();
        for (segment, rule) in &known.rules {
            match reading.affected(rule, &events, MOST)? {
                Some(records) if records.is_empty() => {}
                Some(records) => moves.extend(moved(reading, *segment, rule, records.into_iter().collect())?),
                None => whole.push(*segment),
            }
        }
        moves.sort_by_key(|one: &Move| (one.segment, one.record));
        Ok(Some((last, moves, whole, purged(&events), events.len())))
    })?;
    let Some((last, moves, whole, purged, count)) = found else { return Ok(false) };
    if !moves.is_empty() || !whole.is_empty() || last - known.kept >= KEEP_EVERY {
        let (kept, acting, now) = (known.kept, context.clone(), context.now);
        platform.store.write(move |writer| {
            take(writer, workspace, kept, last)?;
            for segment in &whole {
                super::table::set_stage(writer, workspace, *segment, STALE, now)?;
            }
            make(writer, &acting, now, &moves, true).map(|_| ())
        })?;
        known.kept = last;
    }
    if !purged.is_empty() {
        platform.engine.write(context, move |writing| {
            for segment in &purged {
                writing.remove_list(*segment)?;
                let now = writing.context().now;
                super::table::set_stage(writing.writer(), workspace, *segment, super::table::GONE, now)?;
            }
            Ok(())
        })?;
    }
    known.position = last;
    // An event of its own may move others: segments of segments.
    Ok(count > 0)
}

fn moved(reading: &mut Reading<'_>, segment: Id, rule: &RuleWays, records: Vec<Id>) -> Result<Vec<Move>> {
    let met = reading.meeting(rule, &records)?;
    let workspace = reading.context().workspace;
    let known = belonging(reading.reader(), workspace, segment, &records)?;
    let moved = records.into_iter().filter(|id| met.contains(id) != known.contains(id));
    Ok(moved.map(|record| Move { segment, record, enters: met.contains(&record) }).collect())
}

/// Segments that were deleted for good without having lain in the trash.
fn purged(events: &[Event]) -> Vec<Id> {
    let gone = |event: &&Event| event.event.object == segment::KEY && event.event.verb == Verb::Purged;
    events.iter().filter(gone).map(|event| event.event.record).collect()
}
