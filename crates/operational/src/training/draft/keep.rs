//! `PUT /lessons/{id}/draft` keeps what was written, `DELETE /lessons/{id}/draft` goes back to what is published.

use super::super::library::revision;
use super::content::Content;
use super::show::{Shown, shown, writable};
use super::table::{self, Draft};
use axum::extract::{Path, Request, State};
use platform::http::app::{answer, id};
use platform::http::{Answer, App, Asker};
use records::Writing;
use serde::Deserialize;
use vocabulary::{Conflict, Error, Id, Result};

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    /// The version of the draft the writer saw.
    version: i64,
    content: Content,
}

/// `PUT /lessons/{id}/draft`
pub async fn put_lesson_draft(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    request: Request,
) -> Answer {
    let (of, user) = (id(&of)?, asker.user.id);
    let given: Kept = app.taken(&asker, request).await?;
    let done = app.write(&asker, move |writing| keep(writing, (user, of), &given)).await?;
    answer(200, &done.value)
}

fn keep(writing: &mut Writing<'_>, (user, of): (Id, Id), given: &Kept) -> Result<Shown> {
    let (found, _) = writable(&mut writing.reading(), of)?;
    given.content.measure()?;
    let (workspace, now) = (writing.context().workspace, writing.context().now);
    let before = table::find(writing.writer(), workspace, of)?;
    let version = before.as_ref().map_or(0, |draft| draft.version);
    seen(version, given.version)?;
    let base = before.map_or_else(|| revision(&found), |draft| draft.base);
    let content = given.content.clone();
    let draft = Draft { content, version: version + 1, base, changed_at: now, changed_by: Some(user) };
    table::put(writing.writer(), workspace, of, &draft)?;
    shown(&mut writing.reading(), of)
}

/// Two who write at once: the second is told.
pub(super) fn seen(version: i64, given: i64) -> Result<()> {
    if version == given {
        return Ok(());
    }
    let text = "Somebody else has written on this draft meanwhile. Load it again to see what they wrote.";
    Err(Error::Conflict(Conflict::Other, text.to_string()))
}

/// `DELETE /lessons/{id}/draft`
pub async fn discard_lesson_draft(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let of = id(&of)?;
    let done = app
        .write(&asker, move |writing| {
            writable(&mut writing.reading(), of)?;
            let workspace = writing.context().workspace;
            table::forget(writing.writer(), workspace, of)?;
            shown(&mut writing.reading(), of)
        })
        .await?;
    answer(200, &done.value)
}
