//! The document of a quote, for those inside.

use super::offer::gather;
use super::pdf;
use super::public::document;
use axum::extract::{Path, State};
use platform::http::app::id;
use platform::http::{Answer, App, Asker, blocking};
use standard::quote;

/// `GET /quotes/{id}/pdf`
pub(super) async fn show_quote_document(
    State(app): State<App>,
    asker: Asker,
    Path(quote): Path<String>,
) -> Answer {
    let (quote, name) = (id(&quote)?, asker.workspace.name.clone());
    let done = app
        .write(&asker, move |writing| {
            writing.reading().get(quote::KEY, quote)?;
            gather(writing, quote, &name)
        })
        .await?;
    let offer = done.value;
    let (name, bytes) = blocking(move || pdf::draw(&offer).map(|bytes| (offer.name, bytes))).await?;
    Ok(document(&name, bytes))
}
