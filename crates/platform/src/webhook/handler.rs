//! What answers the operations on webhooks.

use super::delivery::{self, Span, Wanted};
use super::manage::{self, NewWebhook, Rotation, WebhookChange};
use super::{secret, with};
use crate::http::app::{App, answer, empty, id};
use crate::http::{Answer, Asker, parse_query};
use axum::extract::{Path, Request, State};
use axum::http::Uri;
use serde_json::{Value as Json, json};
use std::sync::Arc;
use vocabulary::{Error, Id};

pub(super) async fn list_webhooks(State(app): State<App>, asker: Asker) -> Answer {
    answer(200, &json!({"data": app.read(&asker, manage::list).await?}))
}

pub(super) async fn create_webhook(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let new: NewWebhook = app.taken(&asker, request).await?;
    let (platform, key) = (Arc::clone(&app.platform), asker.key());
    let made = app.write(&asker, move |writing| manage::create(writing, &platform, key, &new)).await?.value;
    let secret = secret::of_webhook(&app.platform, asker.workspace.id, made, 1);
    answer(201, &with(shown(&app, &asker, made).await?, json!({ "secret": secret })))
}

async fn shown(app: &App, asker: &Asker, id: Id) -> Result<Json, crate::http::Failure> {
    app.read(asker, move |reading| {
        let context = reading.context();
        let webhook = manage::find(reading.reader(), context, id)?;
        serde_json::to_value(&webhook).map_err(Error::internal)
    })
    .await
}

pub(super) async fn show_webhook(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    answer(200, &shown(&app, &asker, id(&of)?).await?)
}

pub(super) async fn change_webhook(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    request: Request,
) -> Answer {
    let id = id(&of)?;
    let change: WebhookChange = app.taken(&asker, request).await?;
    let (platform, key) = (Arc::clone(&app.platform), asker.key());
    app.write(&asker, move |writing| manage::change(writing, &platform, key, id, &change)).await?;
    answer(200, &shown(&app, &asker, id).await?)
}

pub(super) async fn remove_webhook(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let id = id(&of)?;
    app.write(&asker, move |writing| {
        let context = writing.context();
        manage::remove(writing.writer(), context, id)
    })
    .await?;
    Ok(empty())
}

pub(super) async fn renew_webhook_secret(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    request: Request,
) -> Answer {
    let id = id(&of)?;
    let rotation: Rotation = app.taken(&asker, request).await?;
    let secret =
        app.work(&asker, move |platform, asker| manage::rotate(platform, asker, id, rotation)).await?;
    answer(201, &with(shown(&app, &asker, id).await?, json!({ "secret": secret })))
}

pub(super) async fn test_webhook(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let id = id(&of)?;
    let made = app.write(&asker, move |writing| {
        let context = writing.context();
        delivery::test(writing.writer(), context, id)
    });
    let made = made.await?.value;
    answer(201, &app.work(&asker, move |platform, asker| delivery::show(platform, asker, made)).await?)
}

pub(super) async fn list_webhook_deliveries(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    uri: Uri,
) -> Answer {
    let id = id(&of)?;
    let mut query = parse_query(&uri)?;
    let named = |text: String, name: &'static str| {
        text.parse::<Id>().map_err(|_| Error::invalid(name, "malformed", "This is no id."))
    };
    let wanted = Wanted {
        state: query.take("state"),
        kind: query.take("type"),
        record: query.take("record").map(|text| named(text, "record")).transpose()?,
        limit: u32::try_from(query.take_number("limit")?.unwrap_or(50).clamp(1, 200)).unwrap_or(50),
        before: query.take("cursor").map(|text| named(text, "cursor")).transpose()?,
    };
    query.end()?;
    let page = app.read(&asker, move |reading| {
        let context = reading.context();
        delivery::list(reading.reader(), context, id, &wanted)
    });
    answer(200, &page.await?)
}

pub(super) async fn show_webhook_delivery(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
) -> Answer {
    let id = id(&of)?;
    answer(200, &app.work(&asker, move |platform, asker| delivery::show(platform, asker, id)).await?)
}

pub(super) async fn replay_webhook_delivery(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
) -> Answer {
    let id = id(&of)?;
    app.write(&asker, move |writing| {
        let context = writing.context();
        delivery::replay(writing.writer(), context, id)
    })
    .await?;
    answer(200, &app.work(&asker, move |platform, asker| delivery::show(platform, asker, id)).await?)
}

pub(super) async fn replay_webhook(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
    request: Request,
) -> Answer {
    let id = id(&of)?;
    let span: Span = app.taken(&asker, request).await?;
    let count = app.write(&asker, move |writing| {
        let context = writing.context();
        delivery::replay_span(writing.writer(), context, id, &span)
    });
    answer(200, &json!({"count": count.await?.value}))
}
