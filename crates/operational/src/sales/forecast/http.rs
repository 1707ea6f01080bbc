//! The operations of forecasts.

use super::comparison::{Asked, comparison};
use super::rollup::{forecast, may_see};
use super::snapshot::{list, take};
use crate::sales::target::period_of;
use axum::extract::State;
use axum::http::Uri;
use platform::http::app::{answer, id};
use platform::http::operation::{Door, Method, Operation, Shape, answered_by, operation};
use platform::http::{Answer, App, Asker, parse_query};
use serde_json::json;
use vocabulary::{Date, Error, Result};

const PERIOD: (&str, &str) =
    ("period", "A year, quarter or month: 2026, 2026-Q4 or 2026-11; this quarter when left out.");
const CURRENCY: (&str, &str) =
    ("currency", "The currency of the amounts; the workspace's own when left out.");

const TERRITORY: (&str, &str) = ("territory", "Only deals of this territory and those inside it.");

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        "show_forecast",
        Method::Get,
        "/forecast",
        "What a period will bring, seller by seller and up through the teams",
    )
    .of("Forecast")
    .query(&[PERIOD, CURRENCY, TERRITORY])
    .gives(Shape::Named("Forecast")),
    operation(
        "list_forecast_snapshots",
        Method::Get,
        "/forecast/snapshots",
        "The snapshots there are, newest first",
    )
    .of("Forecast")
    .gives(Shape::Named("ForecastSnapshots")),
    operation(
        "create_forecast_snapshot",
        Method::Post,
        "/forecast/snapshots",
        "Takes the snapshot of today; one of today is replaced",
    )
    .of("Forecast")
    .door(Door::Administrator)
    .gives(Shape::Named("ForecastSnapshot")),
    operation(
        "show_forecast_changes",
        Method::Get,
        "/forecast/changes",
        "What became of the open deals of a period since a snapshot",
    )
    .of("Forecast")
    .query(&[
        PERIOD,
        CURRENCY,
        ("since", "The day of a snapshot."),
        ("until", "The day of a later snapshot; now when left out."),
        ("team", "Only deals of this team and those below it."),
        ("user", "Only deals of this seller."),
    ])
    .gives(Shape::Named("ForecastChanges")),
];

pub(super) fn routes() -> platform::feature::Routes {
    vec![
        ("show_forecast", answered_by(Method::Get, show_forecast)),
        ("list_forecast_snapshots", answered_by(Method::Get, list_forecast_snapshots)),
        ("create_forecast_snapshot", answered_by(Method::Post, create_forecast_snapshot)),
        ("show_forecast_changes", answered_by(Method::Get, show_forecast_changes)),
    ]
}

async fn show_forecast(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let (period, currency) = (query.take("period"), query.take("currency"));
    let territory = query.take("territory").as_deref().map(id).transpose()?;
    query.end()?;
    let found = app
        .read(&asker, move |reading| {
            let period = period_of(reading, period.as_deref())?;
            forecast(reading, period, currency.as_deref(), territory)
        })
        .await?;
    answer(200, &found)
}

async fn list_forecast_snapshots(State(app): State<App>, asker: Asker) -> Answer {
    let found = app
        .read(&asker, |reading| {
            may_see(reading)?;
            let workspace = reading.context().workspace;
            list(reading.reader(), workspace)
        })
        .await?;
    answer(200, &json!({"data": found}))
}

async fn create_forecast_snapshot(State(app): State<App>, asker: Asker) -> Answer {
    let taken = app
        .work(&asker, |platform, asker| {
            asker.require_administrator()?;
            take(platform, &asker.context(platform))
        })
        .await?;
    answer(200, &taken)
}

async fn show_forecast_changes(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let period = query.take("period");
    let asked = Asked {
        since: day("since", query.take("since"))?,
        until: day("until", query.take("until"))?,
        currency: query.take("currency"),
        team: query.take("team").as_deref().map(id).transpose()?,
        user: query.take("user").as_deref().map(id).transpose()?,
    };
    query.end()?;
    let found = app
        .read(&asker, move |reading| {
            let period = period_of(reading, period.as_deref())?;
            comparison(reading, period, &asked)
        })
        .await?;
    answer(200, &found)
}

fn day(name: &str, text: Option<String>) -> Result<Option<Date>> {
    let wrong = |_| Error::invalid(name, "malformed", "Give a day such as 2026-11-23.");
    text.map(|text| text.parse().map_err(wrong)).transpose()
}
