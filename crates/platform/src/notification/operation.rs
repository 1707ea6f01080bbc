//! The operations on one's notifications.

use super::Kind;
use super::list::{count_unseen, list_notifications};
use super::see::{SeeRequest, see_notifications};
use super::setting::{KindSetting, list_settings, put_settings};
use crate::feature::{Routes, Schemas};
use crate::http::app::{App, answer, empty};
use crate::http::operation::{Method, Operation, Shape, answered_by, operation};
use crate::http::schema;
use crate::http::{Answer, Asker, parse_query};
use axum::extract::{Request, State};
use axum::http::Uri;
use serde::{Deserialize, Serialize};
use serde_json::json;
use vocabulary::{Error, Id, Result};

const GROUP: &str = "Notifications";

const LIST_QUERY: &[(&str, &str)] = &[
    ("unseen", "true for those only that were not seen yet."),
    ("limit", "Rows per page, 1 to 200; 50 when left out."),
    ("cursor", "Where to go on: next of the page before."),
];

pub(super) static OPERATIONS: &[Operation] = &[
    operation("list_notifications", Method::Get, "/notifications", "What one should hear of, newest first.")
        .of(GROUP)
        .query(LIST_QUERY)
        .gives(Shape::Named("NotificationPage")),
    operation(
        "count_notifications",
        Method::Get,
        "/notifications/count",
        "How many notifications one has not seen yet.",
    )
    .of(GROUP)
    .gives(Shape::Named("NotificationCount")),
    operation(
        "see_notifications",
        Method::Put,
        "/notifications/seen",
        "Notes that one has seen notifications, some of them or all up to one.",
    )
    .of(GROUP)
    .takes(Shape::Named("NotificationsSeen"))
    .nothing(),
    operation(
        "list_notification_settings",
        Method::Get,
        "/notifications/settings",
        "Which kinds of notifications one wants.",
    )
    .of(GROUP)
    .gives(Shape::Named("NotificationSettings")),
    operation(
        "put_notification_settings",
        Method::Put,
        "/notifications/settings",
        "Says which kinds of notifications one wants; those left out stay as they are.",
    )
    .of(GROUP)
    .takes(Shape::Named("NotificationSettings"))
    .gives(Shape::Named("NotificationSettings")),
];

pub(super) fn routes() -> Routes {
    vec![
        ("list_notifications", answered_by(Method::Get, list)),
        ("count_notifications", answered_by(Method::Get, count)),
        ("see_notifications", answered_by(Method::Put, see)),
        ("list_notification_settings", answered_by(Method::Get, settings)),
        ("put_notification_settings", answered_by(Method::Put, change_settings)),
    ]
}

pub(super) fn schemas() -> Schemas {
    use schema::{at, flag, free, id, list, maybe, maybe_id, maybe_text, needing, number, of, page, text};
    let kind = json!({"type": "string", "enum": Kind::ALL.map(Kind::word)});
    let by = schema::answer(json!({"id": maybe_id(), "name": text()}));
    let one = json!({
        "id": id(), "kind": kind, "text": text(), "params": free(), "object": maybe_text(), "record": maybe_id(),
        "title": maybe_text(), "excerpt": maybe_text(), "by": maybe(by), "count": number(), "at": at(), "seen": flag(),
    });
    let setting = schema::answer_but(&["push"], json!({"kind": kind, "in_app": flag(), "push": flag()}));
    vec![
        ("Notification", schema::answer(one)),
        ("NotificationPage", page(of("Notification"))),
        ("NotificationCount", schema::answer(json!({"count": number(), "more": flag()}))),
        ("NotificationsSeen", needing(&[], json!({"ids": list(id()), "up_to": maybe_id(), "seen": flag()}))),
        ("NotificationSettings", schema::answer(json!({"data": list(setting)}))),
    ]
}

fn cursor(text: &str) -> Result<Id> {
    text.parse().map_err(|_| Error::invalid("cursor", "malformed", "Send next of the page before."))
}

async fn list(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let unseen = query.take_flag("unseen")?.unwrap_or(false);
    let limit = query.take_number("limit")?.unwrap_or(50).clamp(1, 200) as usize;
    let cursor = query.take("cursor").map(|text| cursor(&text)).transpose()?;
    query.end()?;
    let page = app
        .work(&asker, move |platform, asker| list_notifications(platform, asker, unseen, limit, cursor))
        .await?;
    answer(200, &page)
}

async fn count(State(app): State<App>, asker: Asker) -> Answer {
    answer(200, &app.work(&asker, count_unseen).await?)
}

async fn see(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let input: SeeRequest = app.taken(&asker, request).await?;
    app.work(&asker, move |platform, asker| see_notifications(platform, asker, &input)).await?;
    Ok(empty())
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct SettingsBody {
    data: Vec<KindSetting>,
}

async fn settings(State(app): State<App>, asker: Asker) -> Answer {
    answer(200, &SettingsBody { data: app.work(&asker, list_settings).await? })
}

async fn change_settings(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let input: SettingsBody = app.taken(&asker, request).await?;
    let data = app.work(&asker, move |platform, asker| put_settings(platform, asker, &input.data)).await?;
    answer(200, &SettingsBody { data })
}
