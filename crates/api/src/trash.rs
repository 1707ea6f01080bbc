//! Emptying the trash.

use crate::app::{App, answer, empty, id};
use axum::extract::{Path, State};
use axum::http::Uri;
use platform::http::{Answer, Asker, parse_query};

/// `DELETE /trash/{object}/{id}`
pub async fn remove_trashed(
    State(app): State<App>,
    asker: Asker,
    Path((object, record)): Path<(String, String)>,
) -> Answer {
    asker.require_administrator()?;
    let record = id(&record)?;
    let done = app.write(&asker, move |writing| writing.purge_removed(&object, record)).await?;
    Ok(done.answer(|()| empty()))
}

/// `DELETE /trash`
pub async fn empty_trash(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    asker.require_administrator()?;
    let mut query = parse_query(&uri)?;
    let object = query.take("object");
    query.end()?;
    let job = app
        .work(&asker, move |platform, asker| platform::trash::empty_trash(platform, asker, object))
        .await?;
    answer(202, &job)
}
