//! Each morning those are told who came under an assignment since, whose course is due within days, and whose is overdue. What was
//! told is not told again.

use super::assigned::{self, People};
use super::library::{courses, lessons, revision};
use super::rule::told;
use super::state::{self, State};
use super::table;
use platform::Platform;
use platform::identity::{list_workspaces, system_context};
use platform::job::{JobContext, JobError, JobKind, NewSchedule, Rhythm, put_schedule};
use platform::notification::{Kind, NewNotification, notify};
use records::Writing;
use serde_json::{Value as Json, json};
use standard::course;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{Channel, Id, Result, WorkspaceId};

const KIND: &str = "training.remind";
/// Days before the day a course is due on which its learners are reminded.
const BEFORE: i64 = 3;

pub(super) const JOBS: &[JobKind] = &[JobKind { name: KIND, run }];

/// Sees to it that learners are reminded. Call it at each start, after the migrations.
pub fn schedule(platform: &Platform) -> Result<()> {
    let daily = NewSchedule {
        workspace: WorkspaceId(0),
        name: KIND.to_string(),
        kind: KIND.to_string(),
        label: "Reminders of training".to_string(),
        payload: Json::Null,
        rhythm: Rhythm::Daily { hour: 5, minute: 20 },
        zone: "UTC".to_string(),
        created_by: None,
    };
    let now = platform.now();
    platform.store.write(move |writer| put_schedule(writer, &daily, now))
}

fn run(context: &JobContext, _payload: Json) -> std::result::Result<Json, JobError> {
    let platform = &context.platform;
    let mut reminded = 0;
    for workspace in platform.store.read(list_workspaces)? {
        let house = system_context(platform, &workspace, Channel::Job);
        reminded += platform.engine.write(&house, remind)?;
    }
    Ok(json!({"reminded": reminded}))
}

fn remind(writing: &mut Writing<'_>) -> Result<usize> {
    let context = writing.context();
    let today = context.now.date_in(&context.moment.zone);
    let mut reading = writing.reading();
    let published: BTreeSet<Id> = courses(&mut reading)?.iter().map(records::Viewed::id).collect();
    let by_course: BTreeMap<Id, Vec<(Id, i64)>> = lessons(&mut reading)?
        .into_iter()
        .map(|(course, all)| (course, all.iter().map(|one| (one.id(), revision(one))).collect()))
        .collect();
    let tried = table::outcomes(reading.reader(), context.workspace, None)?;
    let people = People::read(&mut reading)?;
    let assignments = assigned::all(&mut reading)?;
    let mut reminded = 0;
    for one in assignments.iter().filter(|one| published.contains(&one.course)) {
        for user in people.meant(one.to) {
            let own = tried.iter().filter(|attempt| attempt.user == user);
            let standings: Vec<_> = by_course
                .get(&one.course)
                .into_iter()
                .flatten()
                .map(|(lesson, at)| {
                    state::of_lesson(own.clone().filter(|attempt| attempt.lesson == *lesson), *at)
                })
                .collect();
            let state = state::of_course(&standings);
            if matches!(state, State::Passed | State::Outdated) {
                continue;
            }
            let mut news = vec![told(user, one.course, one.id)];
            if let Some(due) = one.due.filter(|due| *due <= today.plus_days(BEFORE)) {
                let late = state::is_overdue(state, Some(due), today);
                news.push(due_soon(user, one.course, one.id, (late, due.to_string())));
            }
            for new in &news {
                reminded += usize::from(notify(writing, new)?);
            }
        }
    }
    Ok(reminded)
}

fn due_soon(user: Id, of: Id, assignment: Id, (late, day): (bool, String)) -> NewNotification {
    let text = if late { "training_late" } else { "training_due" };
    let key = format!("{text}:{assignment}:{day}");
    let new = NewNotification::about(user, Kind::Due, course::KEY, of, key);
    let params = [("day".to_string(), Json::String(day))].into_iter().collect();
    NewNotification { text: text.to_string(), params, ..new }
}
