//! The operations on webhooks.

use super::model::WORDS;
use super::{handler, with};
use crate::feature::{Routes, Schemas};
use crate::http::operation::{Method, Operation, Repeat, Shape, answered_by, operation};
use crate::http::schema::{
    answer, at, flag, free, id, list, maybe, maybe_at, maybe_id, maybe_number, maybe_text, needing, number,
    of, page, rows, taken, text,
};
use serde_json::json;

const GROUP: &str = "Webhooks";

const DELIVERIES_QUERY: &[(&str, &str)] = &[
    ("state", "Only those in this state: waiting, sending, held, delivered, failed or dropped."),
    ("type", "Only those of this type, such as person.updated."),
    ("record", "Only those about this record."),
    ("limit", "Rows per page, 1 to 200; 50 when left out."),
    ("cursor", "Where to go on: next of the page before."),
];

const fn one(id: &'static str, method: Method, path: &'static str, summary: &'static str) -> Operation {
    operation(id, method, path, summary).of(GROUP)
}

pub(super) static OPERATIONS: &[Operation] = &[
    one("list_webhooks", Method::Get, "/webhooks", "The webhooks one keeps; administrators see all.")
        .gives(Shape::Named("WebhookList")),
    one(
        "create_webhook",
        Method::Post,
        "/webhooks",
        "Makes a webhook, which is on at once. Its secret is told this one time.",
    )
    .repeat(Repeat::Secret)
    .takes(Shape::Named("WebhookInput"))
    .gives(Shape::Named("WebhookGiven"))
    .made(),
    one("show_webhook", Method::Get, "/webhooks/{id}", "A webhook.").gives(Shape::Named("Webhook")),
    one(
        "change_webhook",
        Method::Patch,
        "/webhooks/{id}",
        "Changes a webhook, pauses it or switches it on again; what happens meanwhile waits.",
    )
    .takes(Shape::Named("WebhookChange"))
    .gives(Shape::Named("Webhook")),
    one(
        "remove_webhook",
        Method::Delete,
        "/webhooks/{id}",
        "Removes a webhook and the log of its deliveries.",
    )
    .nothing(),
    one(
        "renew_webhook_secret",
        Method::Post,
        "/webhooks/{id}/secret",
        "Gives it a new secret, told this one time; for some hours it signs with the one before as well.",
    )
    .repeat(Repeat::Secret)
    .takes(Shape::Named("WebhookRotation"))
    .gives(Shape::Named("WebhookGiven"))
    .made(),
    one(
        "test_webhook",
        Method::Post,
        "/webhooks/{id}/tests",
        "Sends something that only tries whether it arrives.",
    )
    .gives(Shape::Named("WebhookDeliveryShown"))
    .made(),
    one(
        "list_webhook_deliveries",
        Method::Get,
        "/webhooks/{id}/deliveries",
        "The log of its deliveries of the last 30 days, newest first.",
    )
    .query(DELIVERIES_QUERY)
    .gives(Shape::Named("WebhookDeliveries")),
    one(
        "replay_webhook",
        Method::Post,
        "/webhooks/{id}/replays",
        "Sends the deliveries of a span once more, under the ids they have.",
    )
    .takes(Shape::Named("WebhookSpan"))
    .gives(Shape::Named("WebhookReplayed")),
    one(
        "show_webhook_delivery",
        Method::Get,
        "/webhook-deliveries/{id}",
        "A delivery with its tries and what it sends.",
    )
    .gives(Shape::Named("WebhookDeliveryShown")),
    one(
        "replay_webhook_delivery",
        Method::Put,
        "/webhook-deliveries/{id}/replay",
        "Sends a delivery once more, under the id it has.",
    )
    .gives(Shape::Named("WebhookDeliveryShown")),
];

pub(super) fn routes() -> Routes {
    vec![
        ("list_webhooks", answered_by(Method::Get, handler::list_webhooks)),
        ("create_webhook", answered_by(Method::Post, handler::create_webhook)),
        ("show_webhook", answered_by(Method::Get, handler::show_webhook)),
        ("change_webhook", answered_by(Method::Patch, handler::change_webhook)),
        ("remove_webhook", answered_by(Method::Delete, handler::remove_webhook)),
        ("renew_webhook_secret", answered_by(Method::Post, handler::renew_webhook_secret)),
        ("test_webhook", answered_by(Method::Post, handler::test_webhook)),
        ("list_webhook_deliveries", answered_by(Method::Get, handler::list_webhook_deliveries)),
        ("replay_webhook", answered_by(Method::Post, handler::replay_webhook)),
        ("show_webhook_delivery", answered_by(Method::Get, handler::show_webhook_delivery)),
        ("replay_webhook_delivery", answered_by(Method::Put, handler::replay_webhook_delivery)),
    ]
}

pub(super) fn schemas() -> Schemas {
    let choice = |words: &[&str]| json!({"type": "string", "enum": words});
    let listen = json!({
        "object": text(), "on": list(choice(&WORDS)), "fields": list(text()), "condition": maybe(free()),
    });
    let webhook = json!({
        "id": id(), "name": text(), "url": text(), "owner": id(), "state": choice(&["on", "paused", "disabled"]),
        "reason": maybe(choice(&["failing", "gone", "owner", "condition"])), "listens": list(of("WebhookListen")),
        "values": flag(), "imports": flag(), "older_secret_until": maybe_at(), "failing_since": maybe_at(),
        "delivered_at": maybe_at(), "created_at": at(), "updated_at": at(),
    });
    let with_secret = with(webhook.clone(), json!({"secret": text()}));
    let states = choice(&["waiting", "sending", "held", "delivered", "failed", "dropped"]);
    let delivery = json!({
        "id": id(), "webhook": id(), "type": text(), "object": maybe_text(), "record": maybe_id(), "state": states,
        "attempts": number(), "due_at": maybe_at(), "status": maybe_number(), "error": maybe_text(),
        "created_at": at(), "ended_at": maybe_at(),
    });
    let shown = with(delivery.clone(), json!({"body": maybe_text(), "tries": list(of("WebhookTry"))}));
    let one_try = json!({
        "at": at(), "status": maybe_number(), "error": maybe_text(), "millis": number(), "answer": maybe_text(),
        "cut": flag(),
    });
    let input = json!({
        "name": text(), "url": text(), "listens": list(of("WebhookListen")), "values": flag(), "imports": flag(),
    });
    let change = with(input.clone(), json!({"state": choice(&["on", "paused"])}));
    vec![
        ("WebhookListen", needing(&["object"], listen)),
        ("Webhook", answer(webhook)),
        ("WebhookGiven", answer(with_secret)),
        ("WebhookList", rows(of("Webhook"))),
        ("WebhookInput", needing(&["name", "url", "listens"], input)),
        ("WebhookChange", taken(change)),
        ("WebhookRotation", taken(json!({"overlap_hours": number()}))),
        ("WebhookDelivery", answer(delivery)),
        ("WebhookDeliveries", page(of("WebhookDelivery"))),
        ("WebhookTry", answer(one_try)),
        ("WebhookDeliveryShown", answer(shown)),
        ("WebhookSpan", needing(&["from"], json!({"from": at(), "to": maybe_at(), "delivered": flag()}))),
        ("WebhookReplayed", answer(json!({"count": number()}))),
    ]
}
