//! `GET /{plural}/{id}/access`: who may see a record, and why.

use crate::app::{App, answer, id};
use axum::extract::{Path, State};
use platform::http::{Answer, Asker};
use platform::identity::record_access;

/// Who may see a record, and why. Whoever does not see it finds nothing.
pub async fn show_record_access(
    State(app): State<App>,
    asker: Asker,
    Path((plural, record)): Path<(String, String)>,
) -> Answer {
    let record = id(&record)?;
    let access =
        app.work(&asker, move |platform, asker| record_access(platform, asker, &plural, record)).await?;
    answer(200, &access)
}
