//! The operations of targets.

use super::attainment::attainment;
use super::setting::{TargetSetting, change_setting, setting_of};
use crate::sales::period::{Length, Period};
use crate::sales::sums::house;
use axum::extract::{Request, State};
use axum::http::Uri;
use platform::http::app::answer;
use platform::http::operation::{Door, Method, Operation, Shape, answered_by, operation};
use platform::http::{Answer, App, Asker, parse_query};
use records::Reading;
use vocabulary::{Error, Result};

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        "show_attainment",
        Method::Get,
        "/targets/attainment",
        "The targets of a period: what was reached, against the time gone, and what it earns",
    )
    .of("Targets")
    .query(&[
        ("period", "A year, quarter or month: 2026, 2026-Q4 or 2026-11; this quarter when left out."),
        ("by", "Only targets of this kind: company, team, user, territory or product."),
    ])
    .gives(Shape::Named("Attainment")),
    operation("show_target_setting", Method::Get, "/target_setting", "Whether there is a leaderboard")
        .of("Targets")
        .gives(Shape::Named("TargetSetting")),
    operation("change_target_setting", Method::Put, "/target_setting", "Switches the leaderboard on or off")
        .of("Targets")
        .door(Door::Administrator)
        .takes(Shape::Named("TargetSetting"))
        .gives(Shape::Named("TargetSetting")),
];

pub(super) fn routes() -> platform::feature::Routes {
    vec![
        ("show_attainment", answered_by(Method::Get, show_attainment)),
        ("show_target_setting", answered_by(Method::Get, show_target_setting)),
        ("change_target_setting", answered_by(Method::Put, change_target_setting)),
    ]
}

async fn show_attainment(State(app): State<App>, asker: Asker, uri: Uri) -> Answer {
    let mut query = parse_query(&uri)?;
    let (period, by) = (query.take("period"), query.take("by"));
    query.end()?;
    let found = app
        .read(&asker, move |reading| {
            let period = period_of(reading, period.as_deref())?;
            attainment(reading, period, by.as_deref())
        })
        .await?;
    answer(200, &found)
}

async fn show_target_setting(State(app): State<App>, asker: Asker) -> Answer {
    let found = app
        .read(&asker, |reading| {
            let workspace = reading.context().workspace;
            setting_of(reading.reader(), workspace)
        })
        .await?;
    answer(200, &found)
}

async fn change_target_setting(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let setting: TargetSetting = app.taken(&asker, request).await?;
    let changed = app.work(&asker, move |platform, asker| change_setting(platform, asker, setting)).await?;
    answer(200, &changed)
}

/// The period asked for, or the quarter it is.
pub(in crate::sales) fn period_of(reading: &mut Reading<'_>, text: Option<&str>) -> Result<Period> {
    if let Some(text) = text {
        return Period::parse(text);
    }
    let (zone, _) = house(reading)?;
    let today = reading.context().now.date_in(&zone);
    Period::around(Length::Quarter, today).ok_or_else(|| Error::internal("a day beyond the calendar"))
}
