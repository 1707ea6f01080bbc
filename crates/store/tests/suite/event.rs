//! The log of events.

use crate::support::*;
use store::Store;
use store::event::{EventFilter, NewEvent, Verb};
use store::testing::Fresh;
use vocabulary::{Actor, Channel, Id, WorkspaceId};

store::on_both_databases!(
    events_come_back_as_they_were_appended,
    events_are_filtered_and_counted_upwards,
    an_undone_batch_takes_its_events_along,
    who_follows_the_log_misses_nothing,
);

fn event(workspace: WorkspaceId, object: &str, record: Id, batch: Option<Id>) -> NewEvent {
    let mut changes = serde_json::Map::new();
    changes.insert("name".into(), serde_json::json!([null, "Ana \u{1F6A2} \"x\""]));
    NewEvent {
        workspace,
        at: now(),
        actor: Actor {
            source: Some("deals.csv line 12".into()),
            id: Some(id()),
            ..Actor::system(Channel::Import)
        },
        object: object.into(),
        record,
        version: 3,
        verb: Verb::Changed,
        changes,
        batch,
    }
}

fn append(store: &Store, event: &NewEvent) -> i64 {
    let event = event.clone();
    store.write(move |writer| writer.append_event(&event)).unwrap()
}

fn list(store: &Store, filter: EventFilter) -> Vec<i64> {
    store.read(|reader| reader.events(HOME, &filter)).unwrap().iter().map(|event| event.seq).collect()
}

fn events_come_back_as_they_were_appended(fresh: Fresh) {
    let store = open(&fresh);
    let event = event(HOME, "person", id(), Some(id()));
    let seq = append(&store, &event);
    let found = store
        .read(|reader| reader.events(HOME, &EventFilter { limit: 10, ..EventFilter::default() }))
        .unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].seq, seq);
    assert_eq!(format!("{:?}", found[0].event), format!("{event:?}"));
}

fn events_are_filtered_and_counted_upwards(fresh: Fresh) {
    let store = open(&fresh);
    let (one, two) = (id(), id());
    let first = append(&store, &event(HOME, "person", one, None));
    let second = append(&store, &event(HOME, "deal", two, None));
    append(&store, &event(OTHER, "person", one, None));
    let third = append(&store, &event(HOME, "person", one, None));
    assert!(first < second && second < third);
    let all = EventFilter { limit: 10, ..EventFilter::default() };
    assert_eq!(list(&store, all.clone()), [first, second, third]);
    assert_eq!(list(&store, EventFilter { descending: true, limit: 2, ..all.clone() }), [third, second]);
    assert_eq!(list(&store, EventFilter { record: Some(one), ..all.clone() }), [first, third]);
    assert_eq!(list(&store, EventFilter { object: Some("deal".into()), ..all.clone() }), [second]);
    assert_eq!(follow(&store, first, 2), [second, third]);
    assert_eq!(list(&store, EventFilter { before: Some(third), record: Some(two), ..all }), [second]);
}

/// Follows the log until so many events have come: one may be held back as long as an older transaction runs.
fn follow(store: &Store, after: i64, count: usize) -> Vec<i64> {
    let (mut seen, mut last) = (Vec::new(), after);
    while seen.len() < count {
        let new = list(store, EventFilter { after: Some(last), limit: 1_000, ..EventFilter::default() });
        last = new.last().copied().unwrap_or(last);
        seen.extend(new);
    }
    seen
}

fn an_undone_batch_takes_its_events_along(fresh: Fresh) {
    let store = open(&fresh);
    let batch = id();
    let kept = append(&store, &event(HOME, "person", id(), None));
    append(&store, &event(HOME, "person", id(), Some(batch)));
    append(&store, &event(HOME, "person", id(), Some(batch)));
    assert_eq!(store.write(move |writer| writer.delete_events(OTHER, batch)), Ok(0));
    assert_eq!(store.write(move |writer| writer.delete_events(HOME, batch)), Ok(2));
    assert_eq!(list(&store, EventFilter { limit: 10, ..EventFilter::default() }), [kept]);
    let later = append(&store, &event(HOME, "person", id(), None));
    assert!(later > kept + 2, "numbers are not given twice");
}

fn who_follows_the_log_misses_nothing(fresh: Fresh) {
    let store = open(&fresh);
    let writers: Vec<_> = (0..6)
        .map(|_| {
            let store = std::sync::Arc::clone(&store);
            std::thread::spawn(move || {
                (0..20).map(|_| append(&store, &event(HOME, "person", id(), None))).collect::<Vec<_>>()
            })
        })
        .collect();
    let seen = follow(&store, 0, 120);
    let mut all: Vec<i64> = writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect();
    all.sort_unstable();
    assert_eq!(seen, all);
}
