//! The operations on one's browsers.

use super::subscription::{NewSubscription, keep, remove, show};
use crate::feature::{Routes, Schemas};
use crate::http::app::{App, answer, empty, id};
use crate::http::operation::{Method, Operation, Shape, answered_by, operation};
use crate::http::schema;
use crate::http::{Answer, Asker};
use axum::extract::{Path, Request, State};
use serde_json::json;

const GROUP: &str = "Notifications";

pub(super) static OPERATIONS: &[Operation] = &[
    operation(
        "show_push",
        Method::Get,
        "/notifications/push",
        "The key a browser needs to be told when no page is open, and how many of one's browsers are.",
    )
    .of(GROUP)
    .gives(Shape::Named("Push")),
    operation(
        "create_push_subscription",
        Method::Post,
        "/notifications/push",
        "From now on this browser is told when no page is open.",
    )
    .of(GROUP)
    .takes(Shape::Named("PushSubscriptionInput"))
    .gives(Shape::Named("PushSubscription"))
    .made(),
    operation(
        "remove_push_subscription",
        Method::Delete,
        "/notifications/push/{id}",
        "This browser is told nothing any more.",
    )
    .of(GROUP)
    .nothing(),
];

pub(super) fn routes() -> Routes {
    vec![
        ("show_push", answered_by(Method::Get, show_push)),
        ("create_push_subscription", answered_by(Method::Post, create_push_subscription)),
        ("remove_push_subscription", answered_by(Method::Delete, remove_push_subscription)),
    ]
}

pub(super) fn schemas() -> Schemas {
    use schema::{id, needing, number, text};
    let input = json!({"endpoint": text(), "p256dh": text(), "auth": text()});
    vec![
        ("Push", schema::answer(json!({"key": text(), "browsers": number()}))),
        ("PushSubscriptionInput", needing(&["endpoint", "p256dh", "auth"], input)),
        ("PushSubscription", schema::answer(json!({"id": id()}))),
    ]
}

async fn show_push(State(app): State<App>, asker: Asker) -> Answer {
    answer(200, &app.work(&asker, show).await?)
}

async fn create_push_subscription(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let new: NewSubscription = app.taken(&asker, request).await?;
    let made = app.work(&asker, move |platform, asker| keep(platform, asker, &new)).await?;
    answer(201, &json!({ "id": made }))
}

async fn remove_push_subscription(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let id = id(&of)?;
    app.work(&asker, move |platform, asker| remove(platform, asker, id)).await?;
    Ok(empty())
}
