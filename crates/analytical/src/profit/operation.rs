//! What serving customers costs is read by all and written by administrators.

use super::rate::{self, Rates};
use axum::extract::{Request, State};
use platform::Platform;
use platform::feature::{Routes, Schemas};
use platform::http::app::answer;
use platform::http::operation::{Door, Method, Operation, Shape, answered_by, operation};
use platform::http::schema::{needing, number, text};
use platform::http::{Answer, App, Asker};
use serde_json::json;
use vocabulary::{Decimal, Result, WorkspaceId};

const GROUP: &str = "Analyses";

pub(super) static OPERATIONS: &[Operation] = &[
    operation(
        "show_serving_rates",
        Method::Get,
        "/serving-rates",
        "What serving customers costs: an hour of work, handling a purchase, taking something back; and a month of knowing them.",
    )
    .of(GROUP)
    .door(Door::Administrator)
    .gives(Shape::Named("ServingRates")),
    operation(
        "put_serving_rates",
        Method::Put,
        "/serving-rates",
        "Says what serving customers costs, in the workspace's currency. Analyses of profit use it unless they are asked with other rates.",
    )
    .of(GROUP)
    .door(Door::Administrator)
    .takes(Shape::Named("ServingRates"))
    .gives(Shape::Named("ServingRates")),
];

pub(super) fn routes() -> Routes {
    vec![
        ("show_serving_rates", answered_by(Method::Get, show_serving_rates)),
        ("put_serving_rates", answered_by(Method::Put, put_serving_rates)),
    ]
}

async fn show_serving_rates(State(app): State<App>, asker: Asker) -> Answer {
    let rates = app
        .work(&asker, |platform, asker| {
            asker.require_administrator()?;
            platform.store.read(|reader| rate::load(reader, asker.workspace.id))
        })
        .await?;
    answer(200, &rates)
}

async fn put_serving_rates(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    asker.require_administrator()?;
    let rates: Rates = app.taken(&asker, request).await?;
    app.work(&asker, move |platform, asker| {
        rates.check()?;
        kept(platform, asker.workspace.id, rates)
    })
    .await?;
    answer(200, &rates)
}

fn kept(platform: &Platform, workspace: WorkspaceId, rates: Rates) -> Result<()> {
    platform.store.write(move |writer| rate::put(writer, workspace, &rates))
}

/// Sets what serving and knowing customers costs the demo company: an hour, a purchase, a return and a month of information.
///
/// # Errors
/// What the store says.
pub fn set_demo_rates(platform: &Platform, workspace: WorkspaceId) -> Result<()> {
    let whole = |amount: i64| Decimal::from_millionths(amount * Decimal::ONE);
    let (call_minutes, meeting_minutes) = (10, 60);
    let rates = Rates {
        hour: whole(38),
        call_minutes,
        meeting_minutes,
        purchase: whole(6),
        taken_back: whole(14),
        information: whole(450),
    };
    kept(platform, workspace, rates)
}

pub(super) fn schemas() -> Schemas {
    let all = ["hour", "call_minutes", "meeting_minutes", "purchase", "taken_back"];
    vec![(
        "ServingRates",
        needing(
            &all,
            json!({
                "hour": text(), "call_minutes": number(), "meeting_minutes": number(), "purchase": text(), "taken_back": text(),
                "information": text(),
            }),
        ),
    )]
}
