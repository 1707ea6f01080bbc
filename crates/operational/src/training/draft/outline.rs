//! `GET /courses/{id}/outline`: the lessons of a course for those who write them, also what is not published yet.

use super::super::library::{questions, revision, scan};
use super::table;
use crate::sales::house::{is, text_of};
use axum::extract::{Path, State};
use dictionary::Value;
use platform::http::app::{answer, id};
use platform::http::{Answer, App, Asker};
use records::{Extent, Permission, Reading};
use serde::Serialize;
use standard::{course, lesson, lesson_question};
use vocabulary::{Error, Id, Result};

#[derive(Debug, Serialize)]
struct Outline {
    id: Id,
    name: String,
    version: i64,
    summary: Option<String>,
    language: Option<String>,
    passing_mark: String,
    published: bool,
    lessons: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    id: Id,
    name: String,
    minutes: Option<i64>,
    questions: usize,
    /// 0 before it was published first.
    revision: i64,
    /// Whether something of it waits to be published.
    draft: bool,
}

/// `GET /courses/{id}/outline`
pub async fn show_course_outline(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let of = id(&of)?;
    answer(200, &app.read(&asker, move |reading| outline(reading, of)).await?)
}

fn outline(reading: &mut Reading<'_>, of: Id) -> Result<Outline> {
    let found = reading.get(course::KEY, of)?;
    let rights = &reading.context().rights;
    if rights.extent(lesson_question::KEY, Permission::Read) != Extent::All {
        return Err(Error::not_found());
    }
    let lessons = scan(reading, lesson::KEY, Some(is(lesson::COURSE.key(), of.to_string())))?;
    let workspace = reading.context().workspace;
    let drafts = table::all(reading.reader(), workspace)?;
    let mut lines = Vec::new();
    for one in lessons {
        lines.push(Line {
            id: one.id(),
            name: one.title().unwrap_or_default().to_string(),
            minutes: match one.value(lesson::MINUTES.key()) {
                Some(Value::Integer(minutes)) => Some(*minutes),
                _ => None,
            },
            questions: questions(reading, one.id())?.len(),
            revision: revision(&one),
            draft: drafts.contains(&one.id()),
        });
    }
    Ok(Outline {
        id: of,
        name: found.title().unwrap_or_default().to_string(),
        version: found.version(),
        summary: text_of(found.value(course::SUMMARY.key())).map(str::to_string),
        language: text_of(found.value(course::LANGUAGE.key())).map(str::to_string),
        passing_mark: match found.value(course::PASSING_MARK.key()) {
            Some(Value::Decimal(mark)) => mark.to_string(),
            _ => "0".to_string(),
        },
        published: found.value(course::PUBLISHED.key()) == Some(&Value::Boolean(true)),
        lessons: lines,
    })
}
