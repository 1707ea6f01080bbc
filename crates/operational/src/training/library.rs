//! Courses and their lessons as the asker sees them, and the questions as the house does.

use crate::sales::house::{is, linked_id};
use dictionary::Value;
use records::{FindRequest, Names, Permission, Reading, Viewed};
use serde_json::Value as Json;
use standard::{course, lesson, lesson_question};
use std::collections::BTreeMap;
use vocabulary::{Error, Id, Result};

/// The courses learners see, in their sequence.
pub(super) fn courses(reading: &mut Reading<'_>) -> Result<Vec<Viewed>> {
    scan(reading, course::KEY, Some(is(course::PUBLISHED.key(), true)))
}

/// The lessons learners see, in their sequence, by their course.
pub(super) fn lessons(reading: &mut Reading<'_>) -> Result<BTreeMap<Id, Vec<Viewed>>> {
    let mut by_course: BTreeMap<Id, Vec<Viewed>> = BTreeMap::new();
    for one in scan(reading, lesson::KEY, None)?.into_iter().filter(|one| revision(one) > 0) {
        if let Some(of) = linked_id(one.value(lesson::COURSE.key())) {
            by_course.entry(of).or_default().push(one);
        }
    }
    Ok(by_course)
}

/// A lesson and its course: what is not published exists for those alone who may change it.
pub(super) fn lesson_with_course(reading: &mut Reading<'_>, id: Id) -> Result<(Viewed, Viewed)> {
    let found = reading.get(lesson::KEY, id)?;
    let of = linked_id(found.value(lesson::COURSE.key())).ok_or_else(Error::not_found)?;
    let course = reading.get(course::KEY, of)?;
    let published =
        course.value(course::PUBLISHED.key()) == Some(&Value::Boolean(true)) && revision(&found) > 0;
    if published || reading.context().rights.reaches(course::KEY, Permission::Change, course.meta()) {
        return Ok((found, course));
    }
    Err(Error::not_found())
}

/// The questions of a lesson; read in the house's name.
pub(super) fn questions(reading: &mut Reading<'_>, lesson: Id) -> Result<Vec<Viewed>> {
    scan(reading, lesson_question::KEY, Some(is(lesson_question::LESSON.key(), lesson.to_string())))
}

/// The revision of a lesson.
pub(super) fn revision(lesson: &Viewed) -> i64 {
    match lesson.value(lesson::REVISION.key()) {
        Some(Value::Integer(revision)) => *revision,
        _ => 1,
    }
}

pub(super) fn scan(reading: &mut Reading<'_>, object: &str, filter: Option<Json>) -> Result<Vec<Viewed>> {
    let sort = if object == standard::course_assignment::KEY { "created_at" } else { "position,created_at" };
    let request = FindRequest { filter, sort: Some(Names::parse(sort)), ..FindRequest::default() };
    let mut all = Vec::new();
    match reading.scan(object, &request, &mut |one| {
        all.push(one);
        Ok(true)
    }) {
        Ok(()) | Err(Error::NotFound(_)) => Ok(all),
        Err(error) => Err(error),
    }
}
