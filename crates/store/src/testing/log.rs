//! Waiting until whoever follows the log of events can read all of it.

#![expect(clippy::expect_used, reason = "a test stops where something is missing")]

use crate::Store;
use crate::event::EventFilter;
use std::time::Duration;
use vocabulary::WorkspaceId;

/// Waits until the newest event can be followed. On PostgreSQL an event stays hidden from followers while any earlier
/// transaction seems to be running, which those of other tests on the same server may: a test that takes a single step
/// would take it for nothing.
pub fn wait_for_log(store: &Store, workspace: WorkspaceId) {
    let newest = EventFilter { descending: true, limit: 1, ..EventFilter::default() };
    let read = |filter: &EventFilter| {
        let events = store.read(|reader| reader.events(workspace, filter)).expect("the log can be read");
        events.first().map(|event| event.seq)
    };
    let Some(last) = read(&newest) else { return };
    let following = EventFilter { after: Some(last - 1), limit: 1, ..EventFilter::default() };
    while read(&following).is_none() {
        std::thread::sleep(Duration::from_millis(2));
    }
}
