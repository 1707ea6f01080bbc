//! Who has a record open just now.

use crate::app::{App, answer, empty};
use axum::extract::{Request, State};
use platform::http::{Answer, Asker};
use platform::presence::{self, Here};
use serde_json::json;

/// `PUT /presence`
pub async fn put_presence(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let here: Here = app.taken(&asker, request).await?;
    let others =
        app.work(&asker, move |platform, asker| presence::put_presence(platform, asker, here)).await?;
    answer(200, &json!({"data": others}))
}

/// `DELETE /presence`
pub async fn remove_presence(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let here: Here = app.taken(&asker, request).await?;
    app.work(&asker, move |platform, asker| presence::remove_presence(platform, asker, &here)).await?;
    Ok(empty())
}
