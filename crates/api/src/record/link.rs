//! `PUT` and `DELETE /{plural}/{id}/links/{field}/{target}`

use super::show::with_etag;
use crate::app::{App, id, object_of};
use axum::extract::{Path, State};
use platform::http::{Answer, Asker};

type Place = Path<(String, String, String, String)>;

/// Points a link at a record.
pub async fn link_record(State(app): State<App>, asker: Asker, place: Place) -> Answer {
    change(app, asker, place, true).await
}

/// Empties a link that points at that record.
pub async fn unlink_record(State(app): State<App>, asker: Asker, place: Place) -> Answer {
    change(app, asker, place, false).await
}

async fn change(app: App, asker: Asker, Path((plural, record, field, target)): Place, link: bool) -> Answer {
    let (record, target) = (id(&record)?, id(&target)?);
    let done = app
        .write(&asker, move |writing| {
            let object = object_of(writing, &plural)?;
            let written = if link {
                writing.link(&object, record, &field, target)?
            } else {
                writing.unlink(&object, record, &field, target)?
            };
            writing.view(&object, &written)
        })
        .await?;
    Ok(done.answer(|viewed| with_etag(200, &viewed)))
}
