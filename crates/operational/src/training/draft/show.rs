//! `GET /lessons/{id}/draft`: a lesson as it is being written, for those who write lessons.

use super::super::library::revision;
use super::super::table::outcomes;
use super::content::Content;
use super::table;
use crate::sales::house::linked_id;
use axum::extract::{Path, State};
use platform::http::app::{answer, id};
use platform::http::{Answer, App, Asker};
use records::{Extent, Permission, Reading, Viewed};
use serde::Serialize;
use serde_json::{Value as Json, json};
use standard::{course, lesson, lesson_question};
use std::collections::HashSet;
use vocabulary::{Error, Id, Result, Timestamp};

/// A lesson as its editor sees it.
#[derive(Debug, Serialize)]
pub(super) struct Shown {
    lesson: Json,
    course: Json,
    /// The version learners see; 0 before the first.
    revision: i64,
    /// Whether there is something that is not published.
    changed: bool,
    /// How often the draft was kept; 0 without one.
    version: i64,
    changed_at: Option<Timestamp>,
    changed_by: Option<String>,
    /// Whether the lesson was changed elsewhere since the draft was begun.
    overtaken: bool,
    /// How many have completed the version learners see.
    completed: usize,
    #[serde(flatten)]
    content: Content,
}

/// `GET /lessons/{id}/draft`
pub async fn show_lesson_draft(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let of = id(&of)?;
    answer(200, &app.read(&asker, move |reading| shown(reading, of)).await?)
}

/// A lesson and its course, for somebody who may write it: answers and drafts are *not found* for all others who may not read every
/// question.
pub(super) fn writable(reading: &mut Reading<'_>, of: Id) -> Result<(Viewed, Viewed)> {
    let found = reading.get(lesson::KEY, of)?;
    let rights = &reading.context().rights;
    if rights.extent(lesson_question::KEY, Permission::Read) != Extent::All {
        return Err(Error::not_found());
    }
    let course = linked_id(found.value(lesson::COURSE.key())).ok_or_else(Error::not_found)?;
    let course = reading.get(course::KEY, course)?;
    let rights = &reading.context().rights;
    let may = rights.reaches(lesson::KEY, Permission::Change, found.meta())
        && rights.extent(lesson_question::KEY, Permission::Change) == Extent::All;
    if !may {
        return Err(Error::Forbidden("You may not write lessons.".to_string()));
    }
    Ok((found, course))
}

pub(super) fn shown(reading: &mut Reading<'_>, of: Id) -> Result<Shown> {
    let (found, course) = writable(reading, of)?;
    let workspace = reading.context().workspace;
    let now_at = revision(&found);
    let draft = table::find(reading.reader(), workspace, of)?;
    let completed: HashSet<Id> = outcomes(reading.reader(), workspace, None)?
        .into_iter()
        .filter(|one| one.lesson == of && one.passed && one.revision >= now_at)
        .map(|one| one.user)
        .collect();
    let house = reading.context().unlimited();
    let engine = reading.engine();
    let mut as_house = Reading::new(engine, reading.reader(), &house)?;
    let changed_by = match draft.as_ref().and_then(|draft| draft.changed_by) {
        Some(by) => as_house.title_of("user", by)?,
        None => None,
    };
    let published = Content::published(&mut as_house, &found)?;
    Ok(Shown {
        lesson: json!({"object": lesson::KEY, "id": of, "title": found.title()}),
        course: json!({"object": course::KEY, "id": course.id(), "title": course.title()}),
        revision: now_at,
        changed: draft.as_ref().is_some_and(|draft| draft.content != published),
        version: draft.as_ref().map_or(0, |draft| draft.version),
        changed_at: draft.as_ref().map(|draft| draft.changed_at),
        changed_by,
        overtaken: draft.as_ref().is_some_and(|draft| draft.base != now_at),
        completed: completed.len(),
        content: draft.map_or(published, |draft| draft.content),
    })
}
