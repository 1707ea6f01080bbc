//! `GET /training/progress`: who has completed what, for those whose assignments one may change: a manager's own team, everybody for
//! administrators, nobody but oneself for all others.

use super::assigned::{self, People};
use super::library::{courses, lessons, revision};
use super::state::{self, State as Progress};
use super::table;
use axum::extract::State;
use platform::http::app::answer;
use platform::http::{Answer, App, Asker};
use records::{Context, Permission, Reading};
use serde::Serialize;
use serde_json::{Value as Json, json};
use standard::{course, course_assignment};
use vocabulary::{Date, Id, Result, Timestamp};

#[derive(Debug, Serialize)]
struct Report {
    courses: Vec<Json>,
    data: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    user: Id,
    name: String,
    team: Option<String>,
    courses: Vec<Cell>,
}

#[derive(Debug, Serialize)]
struct Cell {
    course: Id,
    assigned: bool,
    due_on: Option<Date>,
    overdue: bool,
    state: Progress,
    done: usize,
    lessons: usize,
    /// The mean of the best scores of the lessons that were tried.
    score: Option<i64>,
    /// When the last lesson was passed, if all are.
    completed_at: Option<Timestamp>,
}

/// `GET /training/progress`
pub async fn show_training_progress(State(app): State<App>, asker: Asker) -> Answer {
    answer(200, &app.read(&asker, report).await?)
}

/// Whether somebody's progress is one's business.
fn reaches(context: &Context, user: Id) -> bool {
    context.moment.me == Some(user)
        || context.rights.reaches_those_of(course_assignment::KEY, Permission::Change, Some(user))
}

/// Whether anybody else's is.
pub(super) fn reaches_others(context: &Context, people: &People) -> bool {
    people.staff.users.keys().any(|user| context.moment.me != Some(*user) && reaches(context, *user))
}

fn report(reading: &mut Reading<'_>) -> Result<Report> {
    let context = reading.context();
    let today = context.now.date_in(&context.moment.zone);
    let all = courses(reading)?;
    let by_course = lessons(reading)?;
    let tried = table::outcomes(reading.reader(), context.workspace, None)?;
    let people = People::read(reading)?;
    let house = context.unlimited();
    let engine = reading.engine();
    let mut as_house = Reading::new(engine, reading.reader(), &house)?;
    let due = assigned::due(&people, &assigned::all(&mut as_house)?);
    let mut data = Vec::new();
    let here = people.staff.users.iter().filter(|(id, user)| user.active && reaches(context, **id));
    for (id, user) in here {
        let own: Vec<_> = tried.iter().filter(|attempt| attempt.user == *id).collect();
        let mut cells = Vec::new();
        for course in &all {
            let standings: Vec<state::Standing> = by_course
                .get(&course.id())
                .into_iter()
                .flatten()
                .map(|lesson| {
                    let at = own.iter().copied().filter(|attempt| attempt.lesson == lesson.id());
                    state::of_lesson(at, revision(lesson))
                })
                .collect();
            let state = state::of_course(&standings);
            let given = due.get(&(*id, course.id()));
            if given.is_some() || state != Progress::New {
                cells.push(cell(
                    course.id(),
                    &standings,
                    state,
                    (given.is_some(), given.copied().flatten()),
                    today,
                ));
            }
        }
        data.push(Row {
            user: *id,
            name: user.name.clone(),
            team: user.team.and_then(|team| people.staff.teams.get(&team)).map(|team| team.name.clone()),
            courses: cells,
        });
    }
    data.sort_by(|one, other| (&one.team, &one.name).cmp(&(&other.team, &other.name)));
    let courses =
        all.iter().map(|one| json!({"object": course::KEY, "id": one.id(), "title": one.title()})).collect();
    Ok(Report { courses, data })
}

fn cell(
    course: Id,
    lessons: &[state::Standing],
    state: Progress,
    (assigned, due_on): (bool, Option<Date>),
    today: Date,
) -> Cell {
    let is_done = |one: &&state::Standing| matches!(one.state, Progress::Passed | Progress::Outdated);
    let scores: Vec<i64> = lessons.iter().filter_map(|one| one.score).collect();
    Cell {
        course,
        assigned,
        due_on,
        overdue: state::is_overdue(state, due_on, today),
        state,
        done: lessons.iter().filter(is_done).count(),
        lessons: lessons.len(),
        score: (!scores.is_empty()).then(|| scores.iter().sum::<i64>() / scores.len() as i64),
        completed_at: lessons
            .iter()
            .map(|one| one.passed_at)
            .collect::<Option<Vec<_>>>()
            .and_then(|all| all.into_iter().max()),
    }
}
