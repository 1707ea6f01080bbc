//! The operations of schedules and snapshots. Another's do not exist.

use super::rhythm::Wanted;
use super::take::{Way, take};
use super::{schedule, show, table};
use crate::report::kept::{self, Sort};
use axum::extract::{Path, Request, State};
use platform::http::app::{answer, empty, id};
use platform::http::operation::{Method, Operation, Shape, answered_by, operation};
use platform::http::{Answer, App, Asker};
use serde_json::json;
use vocabulary::Error;

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        "show_dashboard_schedule",
        Method::Get,
        "/dashboards/{id}/schedule",
        "One's own schedule for a dashboard; null when there is none",
    )
    .of("Reports")
    .gives(Shape::Named("DashboardScheduleShown")),
    operation(
        "put_dashboard_schedule",
        Method::Put,
        "/dashboards/{id}/schedule",
        "Has a dashboard kept for oneself each day, on a day of each week or on a day of each month, at an hour of one's own time zone",
    )
    .of("Reports")
    .takes(Shape::Named("DashboardScheduleInput"))
    .gives(Shape::Named("DashboardScheduleShown")),
    operation(
        "remove_dashboard_schedule",
        Method::Delete,
        "/dashboards/{id}/schedule",
        "Ends one's own schedule for a dashboard; what was kept stays",
    )
    .of("Reports")
    .nothing(),
    operation(
        "list_dashboard_snapshots",
        Method::Get,
        "/dashboards/{id}/snapshots",
        "What was kept of a dashboard for oneself, the newest first",
    )
    .of("Reports")
    .gives(Shape::Named("DashboardSnapshots")),
    operation(
        "create_dashboard_snapshot",
        Method::Post,
        "/dashboards/{id}/snapshots",
        "Keeps a dashboard for oneself as it stands now; the newest 24 of each dashboard stay",
    )
    .of("Reports")
    .gives(Shape::Named("DashboardSnapshot"))
    .made(),
    operation(
        "show_dashboard_snapshot",
        Method::Get,
        "/dashboard_snapshots/{id}",
        "A dashboard as it stood: what each report said under one's rights of then, as far as one sees no less now",
    )
    .of("Reports")
    .gives(Shape::Named("DashboardSnapshotPage")),
    operation(
        "remove_dashboard_snapshot",
        Method::Delete,
        "/dashboard_snapshots/{id}",
        "Lets go of a dashboard one has kept",
    )
    .of("Reports")
    .nothing(),
];

pub(super) fn routes() -> platform::feature::Routes {
    vec![
        ("show_dashboard_schedule", answered_by(Method::Get, show_schedule)),
        ("put_dashboard_schedule", answered_by(Method::Put, put_schedule)),
        ("remove_dashboard_schedule", answered_by(Method::Delete, remove_schedule)),
        ("list_dashboard_snapshots", answered_by(Method::Get, list)),
        ("create_dashboard_snapshot", answered_by(Method::Post, create)),
        ("show_dashboard_snapshot", answered_by(Method::Get, show_one)),
        ("remove_dashboard_snapshot", answered_by(Method::Delete, remove)),
    ]
}

async fn show_schedule(State(app): State<App>, asker: Asker, Path(dashboard): Path<String>) -> Answer {
    let dashboard = id(&dashboard)?;
    let found = app.work(&asker, move |platform, asker| schedule::show(platform, asker, dashboard)).await?;
    answer(200, &json!({"schedule": found}))
}

async fn put_schedule(
    State(app): State<App>,
    asker: Asker,
    Path(dashboard): Path<String>,
    request: Request,
) -> Answer {
    let dashboard = id(&dashboard)?;
    let wanted: Wanted = app.taken(&asker, request).await?;
    let set =
        app.work(&asker, move |platform, asker| schedule::put(platform, asker, dashboard, &wanted)).await?;
    answer(200, &json!({"schedule": set}))
}

async fn remove_schedule(State(app): State<App>, asker: Asker, Path(dashboard): Path<String>) -> Answer {
    let dashboard = id(&dashboard)?;
    app.work(&asker, move |platform, asker| schedule::remove(platform, asker, dashboard)).await?;
    Ok(empty())
}

async fn list(State(app): State<App>, asker: Asker, Path(dashboard): Path<String>) -> Answer {
    let dashboard = id(&dashboard)?;
    let found = app.work(&asker, move |platform, asker| show::list(platform, asker, dashboard)).await?;
    answer(200, &json!({"data": found}))
}

async fn create(State(app): State<App>, asker: Asker, Path(dashboard): Path<String>) -> Answer {
    let dashboard = id(&dashboard)?;
    let made = app
        .work(&asker, move |platform, asker| {
            // Nobody tries again by itself what was asked for by hand: a tile that fails says so.
            let way = Way { tries_again: false, goes_on: &|| true };
            let (_, taken) = take(platform, asker, dashboard, &way)?;
            let (id, who) = (platform.new_id(), asker.clone());
            platform.store.write(move |writer| {
                // It may have been removed while it was worked out.
                kept::find(writer, &who, Sort::Dashboard, dashboard)?;
                table::insert(writer, schedule::place(&who, dashboard), id, &taken, false).map(|_| ())
            })?;
            let all = show::list(platform, asker, dashboard)?;
            let made = all.into_iter().find(|one| one.get("id") == Some(&json!(id)));
            made.ok_or_else(Error::not_found)
        })
        .await?;
    answer(201, &made)
}

async fn show_one(State(app): State<App>, asker: Asker, Path(snapshot): Path<String>) -> Answer {
    let snapshot = id(&snapshot)?;
    let found = app.work(&asker, move |platform, asker| show::show(platform, asker, snapshot)).await?;
    answer(200, &found)
}

async fn remove(State(app): State<App>, asker: Asker, Path(snapshot): Path<String>) -> Answer {
    let snapshot = id(&snapshot)?;
    app.work(&asker, move |platform, asker| {
        let (workspace, user) = (asker.workspace.id, asker.user.id);
        let removed = platform.store.write(move |writer| table::remove(writer, workspace, user, snapshot))?;
        if removed { Ok(()) } else { Err(Error::not_found()) }
    })
    .await?;
    Ok(empty())
}
