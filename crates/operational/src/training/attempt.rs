//! Trying a lesson: `POST /lessons/{id}/attempts` begins, `PUT …/answers/{question}` answers one question and tells why it is so.

use super::library::{lesson_with_course, questions, revision};
use super::paper::{Asked, Chosen, drawn, score};
use super::table::{self, Attempt};
use axum::extract::{Path, Request, State};
use dictionary::Value;
use platform::http::app::{answer, id};
use platform::http::{Answer, App, Asker};
use records::{Reading, Viewed, Writing};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use standard::{course, lesson};
use vocabulary::{Conflict, Decimal, Error, Id, Result, Timestamp};

/// An attempt as its learner sees it.
#[derive(Debug, Serialize)]
struct Shown {
    id: Id,
    lesson: Json,
    course: Json,
    revision: i64,
    passing_mark: String,
    started_at: Timestamp,
    finished_at: Option<Timestamp>,
    score: Option<i64>,
    passed: Option<bool>,
    questions: Vec<Asked>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answered {
    chosen: Vec<String>,
}

/// `POST /lessons/{id}/attempts`
pub async fn create_attempt(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let (of, user) = (id(&of)?, asker.user.id);
    let done = app.write(&asker, move |writing| begin(writing, user, of)).await?;
    answer(201, &done.value)
}

/// Goes on with the attempt that was begun, unless the lesson has changed since.
fn begin(writing: &mut Writing<'_>, user: Id, of: Id) -> Result<Shown> {
    let (found, course) = lesson_with_course(&mut writing.reading(), of)?;
    let workspace = writing.context().workspace;
    let now_at = revision(&found);
    if let Some(open) = table::open(writing.writer(), workspace, user, of)? {
        if open.revision == now_at {
            return shown(&mut writing.reading(), &open);
        }
        table::forget(writing.writer(), workspace, open.id)?;
    }
    let house = writing.context().unlimited();
    let asked = writing.acting(&house, |writing| questions(&mut writing.reading(), of))?;
    let (now, id) = (house.now, house.ids.next(house.now));
    let mut attempt = Attempt {
        id,
        user,
        lesson: of,
        course: course.id(),
        revision: now_at,
        mark: mark(&course),
        paper: drawn(id, &asked)?,
        chosen: Chosen::new(),
        score: None,
        passed: None,
        started_at: now,
        finished_at: None,
    };
    end_if_done(&mut attempt, now);
    table::insert(writing.writer(), workspace, &attempt)?;
    shown(&mut writing.reading(), &attempt)
}

/// How many of a hundred must be right, in millionths.
fn mark(course: &Viewed) -> i64 {
    match course.value(course::PASSING_MARK.key()) {
        Some(Value::Decimal(mark)) => mark.millionths(),
        _ => 0,
    }
}

/// `GET /training/attempts/{id}`
pub async fn show_attempt(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let (of, user) = (id(&of)?, asker.user.id);
    let found = app
        .read(&asker, move |reading| {
            let workspace = reading.context().workspace;
            let found = table::find(reading.reader(), workspace, user, of)?.ok_or_else(Error::not_found)?;
            shown(reading, &found)
        })
        .await?;
    answer(200, &found)
}

/// `PUT /training/attempts/{id}/answers/{question}`
pub async fn put_attempt_answer(
    State(app): State<App>,
    asker: Asker,
    Path((of, question)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let (of, question, user) = (id(&of)?, id(&question)?, asker.user.id);
    let given: Answered = app.taken(&asker, request).await?;
    let done =
        app.write(&asker, move |writing| answered(writing, user, (of, question), &given.chosen)).await?;
    answer(200, &done.value)
}

fn answered(
    writing: &mut Writing<'_>,
    user: Id,
    (of, question): (Id, Id),
    chosen: &[String],
) -> Result<Shown> {
    let (workspace, now) = (writing.context().workspace, writing.context().now);
    let mut attempt = table::find(writing.writer(), workspace, user, of)?.ok_or_else(Error::not_found)?;
    let asked = attempt.paper.iter().find(|one| one.id == question).ok_or_else(Error::not_found)?;
    asked.check(chosen)?;
    if attempt.chosen.contains_key(&question) {
        let text = "This question is answered already: begin anew to try again.";
        return Err(Error::Conflict(Conflict::Other, text.to_string()));
    }
    attempt.chosen.insert(question, chosen.to_vec());
    end_if_done(&mut attempt, now);
    table::update(writing.writer(), workspace, &attempt)?;
    shown(&mut writing.reading(), &attempt)
}

fn end_if_done(attempt: &mut Attempt, now: Timestamp) {
    if attempt.chosen.len() < attempt.paper.len() {
        return;
    }
    let reached = score(&attempt.paper, &attempt.chosen);
    attempt.score = Some(reached);
    attempt.passed = Some(reached * Decimal::ONE >= attempt.mark);
    attempt.finished_at = Some(now);
}

fn shown(reading: &mut Reading<'_>, attempt: &Attempt) -> Result<Shown> {
    let mut titled = |object: &str, id: Id| -> Result<Json> {
        let title = reading.title_of(object, id)?;
        Ok(json!({"object": object, "id": id, "title": title}))
    };
    Ok(Shown {
        id: attempt.id,
        lesson: titled(lesson::KEY, attempt.lesson)?,
        course: titled(course::KEY, attempt.course)?,
        revision: attempt.revision,
        passing_mark: Decimal::from_millionths(attempt.mark).to_string(),
        started_at: attempt.started_at,
        finished_at: attempt.finished_at,
        score: attempt.score,
        passed: attempt.passed,
        questions: attempt.paper.iter().map(|one| one.asked(attempt.chosen.get(&one.id))).collect(),
    })
}

/// Keeps an attempt that was made at a lesson some time ago, with so many wrong answers: for made-up companies.
pub fn record_attempt(
    writing: &mut Writing<'_>,
    (user, of): (Id, Id),
    wrong: usize,
    at: Timestamp,
) -> Result<()> {
    let (found, course) = lesson_with_course(&mut writing.reading(), of)?;
    let asked = questions(&mut writing.reading(), of)?;
    let (ids, workspace) = (writing.context().ids.clone(), writing.context().workspace);
    let id = ids.next(at);
    let paper = drawn(id, &asked)?;
    let chosen = paper.iter().enumerate().map(|(place, one)| (one.id, one.chosen(place >= wrong))).collect();
    let mut attempt = Attempt {
        id,
        user,
        lesson: of,
        course: course.id(),
        revision: revision(&found),
        mark: mark(&course),
        paper,
        chosen,
        score: None,
        passed: None,
        started_at: at,
        finished_at: None,
    };
    end_if_done(&mut attempt, at);
    table::insert(writing.writer(), workspace, &attempt)
}
