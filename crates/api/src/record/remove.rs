//! `DELETE /{plural}/{id}` and `PUT /{plural}/{id}/restoration`

use super::show::with_etag;
use crate::app::{App, empty, id, object_of};
use axum::extract::{Path, State};
use platform::http::{Answer, Asker};

/// Puts a record into the trash.
pub async fn remove_record(
    State(app): State<App>,
    asker: Asker,
    Path((plural, record)): Path<(String, String)>,
) -> Answer {
    let record = id(&record)?;
    let done = app
        .write(&asker, move |writing| {
            let object = object_of(writing, &plural)?;
            writing.remove(&object, record)
        })
        .await?;
    Ok(done.answer(|_| empty()))
}

/// Takes a record out of the trash.
pub async fn restore_record(
    State(app): State<App>,
    asker: Asker,
    Path((plural, record)): Path<(String, String)>,
) -> Answer {
    let record = id(&record)?;
    let done = app
        .write(&asker, move |writing| {
            let object = object_of(writing, &plural)?;
            let written = writing.restore(&object, record)?;
            writing.view(&object, &written)
        })
        .await?;
    Ok(done.answer(|viewed| with_etag(200, &viewed)))
}
