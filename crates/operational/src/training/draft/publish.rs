//! `PUT /lessons/{id}/publication`: what the draft says becomes what learners learn, in one transaction and as one version. A slip of
//! the pen that was mended makes no new version: whoever completed the lesson has completed it.

use super::super::library::revision;
use super::content::Content;
use super::keep::seen;
use super::show::{Shown, shown, writable};
use super::table;
use axum::extract::{Path, Request, State};
use dictionary::Value;
use platform::http::app::{answer, id, naming};
use platform::http::{Answer, App, Asker};
use records::{ChangeRequest, Input, Reading, Writing};
use serde::Deserialize;
use serde_json::json;
use standard::{lesson, lesson_question};
use std::collections::HashMap;
use vocabulary::{Conflict, Error, Id, Result};

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Published {
    /// The version of the draft that was read over.
    version: i64,
    /// Whether it teaches the same as before.
    #[serde(default)]
    minor: bool,
}

/// `PUT /lessons/{id}/publication`
pub async fn publish_lesson(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    request: Request,
) -> Answer {
    let of = id(&of)?;
    let given: Published = app.taken(&asker, request).await?;
    let done = app.write(&asker, move |writing| publish(writing, of, &given)).await?;
    let change_set = done.change_set;
    Ok(naming(answer(200, &done.value)?, change_set))
}

fn publish(writing: &mut Writing<'_>, of: Id, given: &Published) -> Result<Shown> {
    let (found, _) = writable(&mut writing.reading(), of)?;
    let workspace = writing.context().workspace;
    let Some(draft) = table::find(writing.writer(), workspace, of)? else {
        let text = "There is no draft of this lesson: nothing is to be published.";
        return Err(Error::Conflict(Conflict::Other, text.to_string()));
    };
    seen(draft.version, given.version)?;
    let content = draft.content.tidied();
    content.check()?;
    let house = writing.context().unlimited();
    let before = {
        let mut reading = writing.reading();
        let engine = reading.engine();
        let mut as_house = Reading::new(engine, reading.reader(), &house)?;
        Content::published(&mut as_house, &found)?
    };
    table::begin_publishing(writing.writer(), workspace, of)?;
    write_questions(writing, of, &before, &content)?;
    let now_at = revision(&found);
    let next = match now_at {
        0 => 1,
        now_at if !given.minor && content.teaches_else(&before) => now_at + 1,
        now_at => now_at,
    };
    let body = (!content.body.is_empty()).then_some(content.body);
    let fields = Input::from_iter([
        (lesson::NAME.key().to_string(), json!(content.name)),
        (lesson::BODY.key().to_string(), json!(body)),
        (lesson::MINUTES.key().to_string(), json!(content.minutes)),
    ]);
    let kept = vec![(lesson::REVISION.key(), Value::Integer(next))];
    writing.change_made(lesson::KEY, &ChangeRequest { id: of, version: None, fields }, kept)?;
    table::forget(writing.writer(), workspace, of)?;
    shown(&mut writing.reading(), of)
}

/// Writes those that are new or changed, in their sequence, and removes those that are gone.
fn write_questions(writing: &mut Writing<'_>, of: Id, before: &Content, content: &Content) -> Result<()> {
    let stood: HashMap<Id, usize> = before
        .questions
        .iter()
        .enumerate()
        .filter_map(|(place, question)| question.id.map(|id| (id, place)))
        .collect();
    let mut kept = Vec::new();
    for (place, question) in content.questions.iter().enumerate() {
        let fields = question.fields(of, place);
        // A question that was removed elsewhere meanwhile is made anew.
        match question.id.filter(|id| stood.contains_key(id)) {
            Some(id) => {
                kept.push(id);
                let request = ChangeRequest { id, version: None, fields };
                writing.change(lesson_question::KEY, &request)?;
            }
            None => {
                writing.create(lesson_question::KEY, &fields)?;
            }
        }
    }
    for id in stood.keys().filter(|id| !kept.contains(id)) {
        writing.remove(lesson_question::KEY, *id)?;
    }
    Ok(())
}
