//! Where one was named by colleagues.

use crate::app::{App, answer, empty};
use axum::extract::{Request, State};
use axum::http::Uri;
use platform::http::{Answer, Asker, parse_query};
use platform::mention;
use serde::Deserialize;
use vocabulary::Id;

/// `GET /mentions`
pub async fn list_mentions(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let unseen = query.take_flag("unseen")?.unwrap_or(false);
    let limit = query.take_number("limit")?.unwrap_or(50).clamp(1, 200) as usize;
    let cursor = query.take("cursor").map(|text| text.parse::<Id>()).transpose()?;
    query.end()?;
    let page = app
        .work(&asker, move |platform, asker| mention::list_mentions(platform, asker, unseen, limit, cursor))
        .await?;
    answer(200, &page)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeenInput {
    ids: Vec<Id>,
}

/// `PUT /mentions/seen`
pub async fn see_mentions(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let input: SeenInput = app.taken(&asker, request).await?;
    app.work(&asker, move |platform, asker| mention::see_mentions(platform, asker, &input.ids)).await?;
    Ok(empty())
}
