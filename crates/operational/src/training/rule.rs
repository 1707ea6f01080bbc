//! What happens inside the writes of training: a lesson's revision rises with what it says, a question can be answered, and whoever a
//! course is given to hears of it.

use super::assigned::{People, Whom, whom};
use super::{answers, assigned, draft};
use crate::sales::house::{linked_id, looked_at, text_of};
use dictionary::Value;
use platform::notification::{Kind, NewNotification, notify};
use records::{ChangeRequest, Input, Rule, RuleInput, Writing};
use standard::{course, course_assignment, lesson, lesson_question};
use store::event::Verb;
use store::table::{Condition, Select};
use vocabulary::{Channel, Error, Id, Result};

pub(super) const LESSON: Rule = Rule { name: "revisions of lessons", object: lesson::KEY, run: of_lesson };
pub(super) const QUESTION: Rule =
    Rule { name: "questions of lessons", object: lesson_question::KEY, run: of_question };
pub(super) const ASSIGNMENT: Rule =
    Rule { name: "course assignments", object: course_assignment::KEY, run: of_assignment };

fn of_lesson(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let key = lesson::REVISION.key();
    match input.verb {
        // What says nothing yet is not shown to learners: it waits for its first version.
        Verb::Created => {
            let says = text_of(Some(input.value(lesson::BODY.key()))).is_some_and(|body| !body.is_empty());
            input.set(key, Value::Integer(i64::from(says)))
        }
        Verb::Changed if input.changes(lesson::BODY.key()) => {
            let id = input.meta().id;
            if is_publishing(input.writing, id)? {
                return Ok(());
            }
            let next = match input.old_value(key) {
                Value::Integer(revision) => revision + 1,
                _ => 2,
            };
            input.set(key, Value::Integer(next))
        }
        Verb::Purged => {
            let (workspace, id) = (input.writing.context().workspace, input.meta().id);
            draft::forget(input.writing.writer(), workspace, id)
        }
        _ => Ok(()),
    }
}

fn is_publishing(writing: &mut Writing<'_>, lesson: Id) -> Result<bool> {
    let workspace = writing.context().workspace;
    draft::is_publishing(writing.writer(), workspace, lesson)
}

fn of_question(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if matches!(input.verb, Verb::Created | Verb::Changed) {
        let multiple = text_of(Some(input.value(lesson_question::KIND.key()))) == Some("multiple");
        let written = text_of(Some(input.value(lesson_question::ANSWERS.key()))).unwrap_or_default();
        answers::read(written, multiple)?;
    }
    let told = [lesson_question::TEXT.key(), lesson_question::KIND.key(), lesson_question::ANSWERS.key()];
    let says_else = match input.verb {
        Verb::Changed => {
            told.iter().any(|key| input.changes(key)) || input.changes(lesson_question::LESSON.key())
        }
        Verb::Created | Verb::Removed | Verb::Restored => true,
        Verb::Purged => false,
    };
    if !says_else {
        return Ok(());
    }
    let of = linked_id(Some(input.value(lesson_question::LESSON.key())));
    let before =
        linked_id(Some(input.old_value(lesson_question::LESSON.key()))).filter(|before| Some(*before) != of);
    for id in of.into_iter().chain(before) {
        raise(input.writing, id)?;
    }
    Ok(())
}

fn raise(writing: &mut Writing<'_>, id: Id) -> Result<()> {
    // A made-up company's lessons come with their questions: nobody has learned an earlier version.
    if writing.context().actor.channel == Channel::Demo || is_publishing(writing, id)? {
        return Ok(());
    }
    let Some(found) = looked_at(writing, lesson::KEY, id)? else { return Ok(()) };
    let next = super::library::revision(&found) + 1;
    let house = writing.context().unlimited();
    let request = ChangeRequest { id, version: None, fields: Input::new() };
    let kept = vec![(lesson::REVISION.key(), Value::Integer(next))];
    writing.acting(&house, |writing| writing.change_made(lesson::KEY, &request, kept.clone())).map(|_| ())
}

fn of_assignment(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !matches!(input.verb, Verb::Created | Verb::Changed) {
        return Ok(());
    }
    let Some(to) = whom(|key| Some(input.value(key))) else {
        let text = "Give the course to one user, to one team or to one role.";
        return Err(Error::invalid(course_assignment::USER.key(), "malformed", text));
    };
    let name = name_of(input.writing, to)?;
    input.set(course_assignment::NAME.key(), Value::Text(name))?;
    let quiet = input.writing.context().actor.channel == Channel::Demo;
    if input.verb != Verb::Created || quiet {
        return Ok(());
    }
    let Some(of) = linked_id(Some(input.value(course_assignment::COURSE.key()))) else { return Ok(()) };
    let published = looked_at(input.writing, course::KEY, of)?
        .is_some_and(|found| found.value(course::PUBLISHED.key()) == Some(&Value::Boolean(true)));
    if !published {
        return Ok(());
    }
    let id = input.meta().id;
    let people = People::read(&mut input.writing.reading())?;
    let own = input.writing.context().moment.me;
    for user in people.meant(to).into_iter().filter(|user| Some(*user) != own) {
        notify(input.writing, &told(user, of, id))?;
    }
    Ok(())
}

/// What somebody is told who is to learn.
pub(super) fn told(user: Id, course: Id, assignment: Id) -> NewNotification {
    let key = format!("training:{assignment}");
    let new = NewNotification::about(user, Kind::Assigned, course::KEY, course, key);
    NewNotification { text: "training".to_string(), ..new }
}

fn name_of(writing: &mut Writing<'_>, to: assigned::Whom) -> Result<String> {
    let (table, id, field): (_, _, &'static str) = match to {
        Whom::User(id) => ("user", id, course_assignment::USER.key()),
        Whom::Team(id) => ("team", id, course_assignment::TEAM.key()),
        Whom::Role(id) => ("role", id, course_assignment::ROLE.key()),
    };
    let filter = vec![
        Condition::Eq("workspace_id", writing.context().workspace.into()),
        Condition::Eq("id", id.into()),
    ];
    let rows = writing.writer().select(&Select::new(table, &["name"], filter))?;
    let name = rows.first().and_then(|row| row.first()).and_then(|name| name.text());
    name.map(str::to_string)
        .ok_or_else(|| Error::invalid(field, "not_found", "There is no such user, team or role."))
}
