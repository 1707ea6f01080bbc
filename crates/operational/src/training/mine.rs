//! `GET /training`: one's own courses, those one was given first, and how far one has come.

use super::assigned::{self, People};
use super::library::{courses, lessons, questions, revision};
use super::state::{self, State as Progress};
use super::table;
use crate::sales::house::text_of;
use axum::extract::State;
use dictionary::Value;
use platform::http::app::answer;
use platform::http::{Answer, App, Asker};
use records::{Reading, Viewed};
use serde::Serialize;
use standard::{course, lesson};
use vocabulary::{Date, Id, Result, Timestamp};

#[derive(Debug, Serialize)]
struct Mine {
    courses: Vec<Course>,
    /// Whether one sees how others come along.
    manages: bool,
}

#[derive(Debug, Serialize)]
struct Course {
    id: Id,
    name: String,
    summary: Option<String>,
    language: Option<String>,
    passing_mark: String,
    assigned: bool,
    due_on: Option<Date>,
    overdue: bool,
    state: Progress,
    done: usize,
    lessons: Vec<Lesson>,
}

#[derive(Debug, Serialize)]
struct Lesson {
    id: Id,
    name: String,
    minutes: Option<i64>,
    questions: usize,
    revision: i64,
    state: Progress,
    score: Option<i64>,
    passed_at: Option<Timestamp>,
    passed_revision: Option<i64>,
    attempt: Option<Id>,
}

/// `GET /training`
pub async fn show_training(State(app): State<App>, asker: Asker) -> Answer {
    let user = asker.user.id;
    answer(200, &app.read(&asker, move |reading| mine(reading, user)).await?)
}

fn mine(reading: &mut Reading<'_>, user: Id) -> Result<Mine> {
    let context = reading.context();
    let today = context.now.date_in(&context.moment.zone);
    let all = courses(reading)?;
    let mut by_course = lessons(reading)?;
    let tried = table::outcomes(reading.reader(), context.workspace, Some(user))?;
    let people = People::read(reading)?;
    let manages = super::progress::reaches_others(context, &people);
    let house = context.unlimited();
    let engine = reading.engine();
    let mut as_house = Reading::new(engine, reading.reader(), &house)?;
    let due = assigned::due(&people, &assigned::all(&mut as_house)?);
    let mut found = Vec::new();
    for one in all {
        let mut rows = Vec::new();
        let mut standings = Vec::new();
        for lesson in by_course.remove(&one.id()).unwrap_or_default() {
            let own = tried.iter().filter(|attempt| attempt.lesson == lesson.id());
            let standing = state::of_lesson(own, revision(&lesson));
            standings.push(standing);
            rows.push(of_lesson(&lesson, standing, questions(&mut as_house, lesson.id())?.len()));
        }
        let state = state::of_course(&standings);
        let given = due.get(&(user, one.id()));
        let due_on = given.copied().flatten();
        found.push(Course {
            id: one.id(),
            name: one.title().unwrap_or_default().to_string(),
            summary: text_of(one.value(course::SUMMARY.key())).map(str::to_string),
            language: text_of(one.value(course::LANGUAGE.key())).map(str::to_string),
            passing_mark: match one.value(course::PASSING_MARK.key()) {
                Some(Value::Decimal(mark)) => mark.to_string(),
                _ => "0".to_string(),
            },
            assigned: given.is_some(),
            due_on,
            overdue: state::is_overdue(state, due_on, today),
            state,
            done: standings
                .iter()
                .filter(|one| matches!(one.state, Progress::Passed | Progress::Outdated))
                .count(),
            lessons: rows,
        });
    }
    // Those one was given come first, the most urgent of them at the top.
    found.sort_by_key(|one| (!one.assigned, one.due_on.is_none(), one.due_on));
    Ok(Mine { courses: found, manages })
}

fn of_lesson(one: &Viewed, standing: state::Standing, questions: usize) -> Lesson {
    Lesson {
        id: one.id(),
        name: one.title().unwrap_or_default().to_string(),
        minutes: match one.value(lesson::MINUTES.key()) {
            Some(Value::Integer(minutes)) => Some(*minutes),
            _ => None,
        },
        questions,
        revision: revision(one),
        state: standing.state,
        score: standing.score,
        passed_at: standing.passed_at,
        passed_revision: standing.passed_revision,
        attempt: standing.open,
    }
}
