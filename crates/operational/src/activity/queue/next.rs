//! `POST /task_queues/{id}/next`: the next task of a queue becomes the asker's. It is one transaction, so two who ask at once never
//! get the same.

use crate::sales::house::{counted, found, is, linked_id};
use axum::extract::{Path, State};
use platform::http::app::{answer, id, naming};
use platform::http::{Answer, App, Asker, blocking};
use records::{ChangeRequest, FindRequest, Names, Reading, Viewed, Writing};
use serde_json::{Value as Json, json};
use standard::{task, task_queue, task_queue_seat};
use std::sync::Arc;
use vocabulary::{Error, Id, Result};

/// The most tasks that are counted.
const COUNTED: u64 = 10_000;
/// Colleagues of a queue.
const SEATS: usize = 200;

/// `POST /task_queues/{id}/next`
pub(super) async fn take_next_task(
    State(app): State<App>,
    asker: Asker,
    Path(queue): Path<String>,
) -> Answer {
    let (queue, user) = (id(&queue)?, asker.user.id);
    let done = app
        .write(&asker, move |writing| {
            demand_seat(writing, queue, user)?;
            let Some(next) = first_waiting(writing, queue)? else {
                return Ok(json!({"task": null, "waiting": 0}));
            };
            let house = writing.context().unlimited();
            let fields = crate::sales::house::input([("owner", json!(user))]);
            let request = ChangeRequest { id: next, version: None, fields };
            writing.acting(&house, |writing| writing.change(task::KEY, &request))?;
            // Who may not see tasks at all takes none: then nothing was taken.
            let taken = writing.reading().get(task::KEY, next)?;
            let waiting = counted(writing, task::KEY, waiting_in(queue, None), COUNTED)?;
            Ok(json!({"task": told(&taken)?, "waiting": waiting}))
        })
        .await?;
    Ok(naming(answer(200, &done.value)?, done.change_set))
}

/// `GET /task_queues/standing`
pub(super) async fn list_queue_standing(State(app): State<App>, asker: Asker) -> Answer {
    let user = asker.user.id;
    let (engine, house) = (Arc::clone(&app.platform.engine), asker.context(&app.platform).unlimited());
    // A seat shows its queue and how much there is to do, whatever else one may see.
    let told = blocking(move || engine.read(&house, |reading| standing(reading, user))).await?;
    answer(200, &told)
}

fn standing(reading: &mut Reading<'_>, user: Id) -> Result<Json> {
    let request = FindRequest {
        filter: Some(is(task_queue_seat::USER.key(), user.to_string())),
        sort: Some(Names::parse("created_at")),
        limit: Some(SEATS),
        ..FindRequest::default()
    };
    let seats = reading.find(task_queue_seat::KEY, &request)?.data;
    let mut told = Vec::new();
    for queue in seats.iter().filter_map(|seat| linked_id(seat.value(task_queue_seat::QUEUE.key()))) {
        let seen = match reading.get(task_queue::KEY, queue) {
            Ok(seen) => seen,
            Err(Error::NotFound(_) | Error::Merged(..)) => continue,
            Err(error) => return Err(error),
        };
        let request = FindRequest { filter: Some(waiting_in(queue, None)), ..FindRequest::default() };
        let waiting = reading.count(task::KEY, &request, Some(COUNTED))?.value;
        told.push(json!({"id": queue, "name": seen.title().unwrap_or_default(), "waiting": waiting}));
    }
    Ok(json!({ "data": told }))
}

fn told(record: &Viewed) -> Result<Json> {
    serde_json::from_slice(&record.to_bytes()).map_err(Error::internal)
}

/// Refuses who has no seat at a queue; a queue one may not see is not found.
fn demand_seat(writing: &mut Writing<'_>, queue: Id, user: Id) -> Result<()> {
    writing.reading().get(task_queue::KEY, queue)?;
    let filter = json!({"and": [
        is(task_queue_seat::QUEUE.key(), queue.to_string()),
        is(task_queue_seat::USER.key(), user.to_string()),
    ]});
    if counted(writing, task_queue_seat::KEY, filter, 1)? > 0 {
        return Ok(());
    }
    let text = "You have no seat at this queue. Ask an administrator to add you to its colleagues.";
    Err(Error::Forbidden(text.to_string()))
}

/// Open tasks of a queue that nobody has; of one priority when it is named.
fn waiting_in(queue: Id, priority: Option<&str>) -> Json {
    let mut parts = vec![
        is(task::QUEUE.key(), queue.to_string()),
        is(task::DONE.key(), false),
        json!({"field": "owner", "op": "is_empty"}),
    ];
    parts.extend(priority.map(|priority| is(task::PRIORITY.key(), priority)));
    json!({ "and": parts })
}

/// The one that is next: the more urgent first, then by when it is due.
fn first_waiting(writing: &mut Writing<'_>, queue: Id) -> Result<Option<Id>> {
    for priority in [Some("high"), Some("normal"), None] {
        let sort = format!("{},created_at", task::DUE_AT.key());
        let first = found(writing, task::KEY, waiting_in(queue, priority), &sort, 1)?;
        if let Some(first) = first.first() {
            return Ok(Some(first.id()));
        }
    }
    Ok(None)
}
