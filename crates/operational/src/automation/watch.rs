//! Who meets a filter: kept record by record, so that beginning and ending are each told once. A record is looked at when it was
//! written; all of them from time to time, because days pass and linked records change without it.

use super::definition::Trigger;
use super::follow::Worker;
use super::index::{Index, Version};
use super::start::{Now, Start, cause, start};
use super::table::{Row, by_id};
use dictionary::Dictionary;
use records::{Condition, Context, FindRequest, LOGGED, LOGGED_LIST, Names, Viewed};
use serde_json::{Value as Json, json};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::Writer;
use store::event::{Event, Verb};
use store::table::{Condition as Where, Delete, Insert, OnConflict, Select, Update};
use vocabulary::{Id, Result, Timestamp, WorkspaceId};

/// Between two looks at all records.
const LOOK_SECONDS: i64 = 15 * 60;
/// Records of one commit.
const PIECE: usize = 200;
/// The mark of an automation that was switched on and whose members are not known yet.
pub(super) const GATHERS: &str = "gathers";
/// The mark of an automation whose members are known.
const KNOWN: &str = "known";

/// That a record meets the filter of an automation, or does not.
#[derive(Clone)]
pub struct Turn {
    version: Arc<Version>,
    record: Id,
    meets: bool,
    /// Whether it meets the condition besides.
    counts: bool,
}

/// The filter whose members an automation looks at.
fn filter_of(version: &Version, dictionary: &Dictionary, now: Timestamp) -> Option<Json> {
    match &version.definition.trigger {
        Trigger::Enters { filter } | Trigger::Leaves { filter } => Some(filter.clone()),
        Trigger::Silence { days } => {
            let since = now.plus_seconds(-i64::from(*days) * 24 * 3_600);
            let object = version.definition.object.as_deref()?;
            let mut parts = vec![json!({"field": "updated_at", "op": "before", "value": since})];
            for link in dictionary.inverse_links(object) {
                let activity =
                    dictionary.object(&link.object).is_some_and(|object| object.group == "activity");
                if activity {
                    let newer = json!({"field": "updated_at", "op": "after", "value": since});
                    parts.push(
                        json!({"not": {"linked": format!("{}.{}", link.object, link.field), "where": newer}}),
                    );
                }
            }
            parts.extend(version.definition.condition.clone());
            Some(json!({"and": parts}))
        }
        _ => None,
    }
}

/// How the records that events tell of stand to the filters.
pub fn turns(worker: &Worker, index: &Index, context: &Context, events: &[Event]) -> Result<Vec<Turn>> {
    let mut seen = HashSet::new();
    let told = events.iter().filter(|event| matches!(event.event.verb, Verb::Created | Verb::Changed));
    let told = told.map(|event| (event.event.object.clone(), event.event.record));
    let listed = listed(worker, context, events)?;
    let touched: Vec<(String, Id)> = told
        .chain(listed)
        .filter(|(object, record)| !index.watching(object).is_empty() && seen.insert(*record))
        .collect();
    if touched.is_empty() {
        return Ok(Vec::new());
    }
    worker.platform.engine.read(context, |reading| {
        let mut turns = Vec::new();
        // Each filter is read once for all of these events, and each record once for all filters it decides by itself.
        let mut read: HashMap<Id, Vec<Condition>> = HashMap::new();
        for (object, record) in touched {
            let object = object.as_str();
            let watching = index.watching(object);
            for version in watching {
                if let Entry::Vacant(place) = read.entry(version.automation) {
                    let filter = filter_of(version, reading.dictionary(), context.now);
                    let both = filter.into_iter().chain(version.definition.condition.clone());
                    place.insert(both.map(|one| reading.condition(object, &one)).collect::<Result<_>>()?);
                }
            }
            let asked: Vec<&Condition> =
                watching.iter().filter_map(|version| read.get(&version.automation)).flatten().collect();
            let mut answers = reading.meets_all(object, record, &asked)?.into_iter();
            for version in watching {
                let own = read.get(&version.automation).map_or(0, Vec::len);
                let met: Vec<bool> = answers.by_ref().take(own).collect();
                if met.is_empty() {
                    continue;
                }
                let (meets, counts) = (met.first() == Some(&true), met.get(1) != Some(&false));
                turns.push(Turn { version: Arc::clone(version), record, meets, counts });
            }
        }
        Ok(turns)
    })
}

/// The records that came onto a list of members or left it, such as a segment: a filter may ask for it.
fn listed(worker: &Worker, context: &Context, events: &[Event]) -> Result<Vec<(String, Id)>> {
    let moved: Vec<&Event> = events.iter().filter(|event| event.event.object == LOGGED).collect();
    if moved.is_empty() {
        return Ok(Vec::new());
    }
    let dictionary = worker.platform.engine.dictionary(context.workspace, worker.platform.now())?;
    let of = |event: &&Event| {
        let pair = event.event.changes.get(LOGGED_LIST)?.as_array()?;
        let list: Id = pair.iter().find_map(Json::as_str)?.parse().ok()?;
        Some((dictionary.lists.get(&list)?.object.clone(), event.event.record))
    };
    Ok(moved.iter().filter_map(of).collect())
}

/// Keeps who meets a filter, and starts a run where that begins or ends.
pub fn keep(writer: &mut dyn Writer, now: &Now, turns: &[Turn]) -> Result<()> {
    let mut starts = Vec::new();
    for turn in turns {
        let automation = turn.version.automation;
        let moved = if turn.meets {
            put(writer, now.workspace, automation, turn.record)?
        } else {
            let mut filter = of(now.workspace, automation);
            filter.push(Where::Eq("record_id", turn.record.into()));
            writer.delete(&Delete { table: "automation_member", filter })? == 1
        };
        let leaves = matches!(turn.version.definition.trigger, Trigger::Leaves { .. });
        if moved && turn.counts && turn.meets != leaves {
            starts.push(Start {
                version: Arc::clone(&turn.version),
                record: Some(turn.record),
                cause: cause(if turn.meets { "enters" } else { "leaves" }),
                depth: 1,
                occasion: None,
                body: Json::Null,
            });
        }
    }
    start(writer, now, &starts).map(|_| ())
}

fn put(writer: &mut dyn Writer, workspace: WorkspaceId, automation: Id, record: Id) -> Result<bool> {
    let values = vec![
        ("workspace_id", workspace.into()),
        ("automation_id", automation.into()),
        ("record_id", record.into()),
    ];
    let insert = Insert { table: "automation_member", values, on_conflict: OnConflict::Ignore };
    Ok(writer.insert(&insert)? == 1)
}

fn of(workspace: WorkspaceId, automation: Id) -> Vec<Where> {
    vec![Where::Eq("workspace_id", workspace.into()), Where::Eq("automation_id", automation.into())]
}

/// Looks at all records of the automations whose time for it has come. Those that meet the filter when an automation is
/// switched on are its members from the beginning, and start nothing.
pub fn look(worker: &mut Worker, index: &Index, context: &Context) -> Result<()> {
    for version in &index.all {
        let now = worker.platform.now();
        let next = worker.looked.get(&version.automation).copied();
        let fresh =
            next.is_some_and(|next| now.micros() < next && next - now.micros() <= LOOK_SECONDS * 1_000_000);
        let dictionary = worker.platform.engine.dictionary(context.workspace, now)?;
        let Some(filter) = filter_of(version, &dictionary, now) else { continue };
        if fresh {
            continue;
        }
        all(worker, version, context, filter)?;
        worker.looked.insert(version.automation, now.plus_seconds(LOOK_SECONDS).micros());
    }
    Ok(())
}

fn all(worker: &Worker, version: &Arc<Version>, context: &Context, filter: Json) -> Result<()> {
    let (workspace, automation) = (context.workspace, version.automation);
    let met = meeting(worker, version, context, filter)?;
    let (known, baseline) = worker.platform.store.read(|reader| {
        let select = Select::new("automation_member", &["record_id"], of(workspace, automation));
        let known: Vec<Id> =
            Row::all(reader, &select)?.into_iter().map(|mut row| row.id()).collect::<Result<_>>()?;
        let select = Select::new("automation", &["scanned"], by_id(workspace, automation));
        let row = Row::one(reader, &select)?.map(|mut row| row.maybe_text()).transpose()?.flatten();
        Ok((known.into_iter().collect::<HashSet<Id>>(), row.as_deref() != Some(KNOWN)))
    })?;
    let turn = |record: Id, meets: bool| Turn { version: Arc::clone(version), record, meets, counts: true };
    let begin = met.iter().filter(|id| !known.contains(*id)).map(|id| turn(*id, true));
    let end = known.iter().filter(|id| !met.contains(*id)).map(|id| turn(*id, false));
    let mut turns: Vec<Turn> = begin.chain(end).collect();
    turns.sort_by_key(|turn| turn.record);
    let now = worker.now(workspace);
    for piece in turns.chunks(PIECE) {
        let (now, mut piece) = (now.clone(), piece.to_vec());
        for turn in &mut piece {
            turn.counts = !baseline;
        }
        worker.platform.store.write(move |writer| keep(writer, &now, &piece))?;
    }
    if baseline {
        worker.platform.store.write(move |writer| {
            let set = vec![("scanned", KNOWN.into())];
            writer.update(&Update::new("automation", set, by_id(workspace, automation))).map(|_| ())
        })?;
    }
    Ok(())
}

/// All records that meet the filter, and the condition where a silence ends the same for all.
fn meeting(worker: &Worker, version: &Version, context: &Context, filter: Json) -> Result<HashSet<Id>> {
    let Some(object) = version.definition.object.clone() else { return Ok(HashSet::new()) };
    let mut request = FindRequest {
        filter: Some(filter),
        sort: Some(Names(vec!["id".to_string()])),
        fields: Some(Names(vec!["id".to_string()])),
        limit: Some(PIECE),
        ..FindRequest::default()
    };
    worker.platform.engine.read(context, |reading| {
        let mut met = HashSet::new();
        loop {
            let list = reading.find(&object, &request)?;
            met.extend(list.data.iter().map(Viewed::id));
            match list.next {
                Some(next) => request.cursor = Some(next),
                None => return Ok(met),
            }
        }
    })
}
