//! The views the demo company works with: shared with everybody there, so that a newcomer sees what a view can be.

use platform::Platform;
use platform::identity::Authenticated;
use platform::view::{NewView, create_view, pin_view};
use serde_json::{Value as Json, json};

/// Saves them in the name of `asker`, who also has some of them pinned.
pub fn create(platform: &Platform, asker: &Authenticated) -> anyhow::Result<()> {
    for (pinned, view) in views() {
        let new: NewView = serde_json::from_value(view)?;
        let view = create_view(platform, asker, new)?;
        if pinned {
            pin_view(platform, asker, view.id)?;
        }
    }
    Ok(())
}

fn views() -> Vec<(bool, Json)> {
    let open = json!({"field": "outcome", "op": "is", "value": "open"});
    let view = |object: &str, name: &str, kind: &str, state: Json| json!({"object": object, "name": name, "kind": kind, "state": state, "sharing": "everyone"});
    vec![
        (true, view("deal", "Pipeline", "board", json!({"by": "stage"}))),
        (
            false,
            view(
                "deal",
                "Closing in 30 days",
                "table",
                json!({
                    "filter": {"and": [open, {"field": "close_date", "op": "within", "value": {"next": 30, "unit": "day"}}]},
                    "sort": "close_date",
                }),
            ),
        ),
        (
            false,
            view(
                "deal",
                "Won by month",
                "chart",
                json!({
                    "filter": {"field": "outcome", "op": "is", "value": "won"},
                    "by": "closed_at:month", "measure": "sum:amount", "chart": "bar",
                }),
            ),
        ),
        (
            true,
            view(
                "task",
                "Calendar",
                "calendar",
                json!({"filter": {"field": "done", "op": "is", "value": false}, "by": "due_at"}),
            ),
        ),
        (
            false,
            view(
                "person",
                "Quiet customers",
                "table",
                json!({
                    "filter": {"and": [
                        {"linked": "purchase.person"},
                        {"not": {"linked": "purchase.person", "where": {"field": "purchased_at", "op": "within", "value": {"last": 180, "unit": "day"}}}},
                    ]},
                    "columns": "name,emails,phones,last_purchase_on,purchases_count,purchases_total",
                }),
            ),
        ),
        (false, view("lead", "Leads by state", "board", json!({"by": "state"}))),
    ]
}
