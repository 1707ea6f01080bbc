//! The operations of reports and dashboards.

use super::answer::answer as worked_out;
use super::definition::Definition;
use super::kept::{self, Change, Kept, New, Sort};
use super::tiles::Tiles;
use super::{download, first};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, Uri, header};
use platform::http::app::{answer, empty, id, typed};
use platform::http::operation::{Method, Operation, Repeat, Shape, answered_by, operation};
use platform::http::{Answer, App, Asker, attachment, blocking, parse_query};
use platform::identity::Authenticated;
use records::export::ExportFormat;
use records::{Extent, Permission, Reading};
use serde::Serialize;
use serde_json::{Value as Json, json};
use std::sync::Arc;
use vocabulary::{Error, Id, Result};

pub(super) const OPERATIONS: &[Operation] = &[
    operation("list_reports", Method::Get, "/reports", "The reports one sees, by name")
        .of("Reports")
        .gives(Shape::Named("Reports")),
    operation("create_report", Method::Post, "/reports", "Keeps a report")
        .of("Reports")
        .takes(Shape::Named("ReportInput"))
        .gives(Shape::Named("Report"))
        .status(201),
    operation(
        "answer_question",
        Method::Post,
        "/reports/answer",
        "Answers a report that is not kept, under one's own rights",
    )
    .of("Reports")
    .takes(Shape::Named("ReportDefinition"))
    .gives(Shape::Named("ReportAnswer"))
    .repeat(Repeat::Looks),
    operation(
        "write_report_file",
        Method::Post,
        "/reports/file",
        "The answer as a file; needs the right to export the records",
    )
    .of("Reports")
    .query(&[("format", "csv or xlsx.")])
    .takes(Shape::Named("ReportDefinition"))
    .gives(Shape::Binary)
    .repeat(Repeat::Looks),
    operation("show_report", Method::Get, "/reports/{id}", "A report")
        .of("Reports")
        .gives(Shape::Named("Report")),
    operation(
        "change_report",
        Method::Patch,
        "/reports/{id}",
        "Changes a report; its owner or an administrator",
    )
    .of("Reports")
    .takes(Shape::Named("ReportChange"))
    .gives(Shape::Named("Report")),
    operation(
        "remove_report",
        Method::Delete,
        "/reports/{id}",
        "Removes a report; its owner or an administrator",
    )
    .of("Reports")
    .status(204),
    operation(
        "answer_report",
        Method::Get,
        "/reports/{id}/answer",
        "What a report says, under one's own rights",
    )
    .of("Reports")
    .gives(Shape::Named("ReportAnswer")),
    operation(
        "list_dashboards",
        Method::Get,
        "/dashboards",
        "The dashboards one sees; the first one is there from the beginning",
    )
    .of("Reports")
    .gives(Shape::Named("Dashboards")),
    operation("create_dashboard", Method::Post, "/dashboards", "Keeps a dashboard")
        .of("Reports")
        .takes(Shape::Named("DashboardInput"))
        .gives(Shape::Named("Dashboard"))
        .status(201),
    operation("show_dashboard", Method::Get, "/dashboards/{id}", "A dashboard, with the reports on it")
        .of("Reports")
        .gives(Shape::Named("DashboardPage")),
    operation(
        "change_dashboard",
        Method::Patch,
        "/dashboards/{id}",
        "Changes a dashboard; its owner or an administrator",
    )
    .of("Reports")
    .takes(Shape::Named("DashboardChange"))
    .gives(Shape::Named("Dashboard")),
    operation(
        "remove_dashboard",
        Method::Delete,
        "/dashboards/{id}",
        "Removes a dashboard, not the reports on it",
    )
    .of("Reports")
    .status(204),
];

pub(super) fn routes() -> platform::feature::Routes {
    vec![
        ("list_reports", answered_by(Method::Get, list_reports)),
        ("create_report", answered_by(Method::Post, create_report)),
        ("answer_question", answered_by(Method::Post, answer_question)),
        ("write_report_file", answered_by(Method::Post, write_report_file)),
        ("show_report", answered_by(Method::Get, show_report)),
        ("change_report", answered_by(Method::Patch, change_report)),
        ("remove_report", answered_by(Method::Delete, remove_report)),
        ("answer_report", answered_by(Method::Get, answer_report)),
        ("list_dashboards", answered_by(Method::Get, list_dashboards)),
        ("create_dashboard", answered_by(Method::Post, create_dashboard)),
        ("show_dashboard", answered_by(Method::Get, show_dashboard)),
        ("change_dashboard", answered_by(Method::Patch, change_dashboard)),
        ("remove_dashboard", answered_by(Method::Delete, remove_dashboard)),
    ]
}

async fn list_reports(State(app): State<App>, asker: Asker) -> Answer {
    let found = app
        .work(&asker, |platform, asker| {
            let found = platform.store.read(|reader| kept::list(reader, asker, Sort::Report))?;
            Ok(found.into_iter().filter(|report| is_seen(asker, report)).collect::<Vec<_>>())
        })
        .await?;
    answer(200, &json!({"data": found}))
}

async fn create_report(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let new: New = app.taken(&asker, request).await?;
    let made = app
        .work(&asker, move |platform, asker| {
            checked(&new.body)?;
            kept::create(platform, asker, Sort::Report, new)
        })
        .await?;
    answer(201, &made)
}

async fn answer_question(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let definition: Definition = app.taken(&asker, request).await?;
    let found = app.read(&asker, move |reading| worked_out(reading, &definition)).await?;
    answer(200, &found)
}

async fn write_report_file(State(app): State<App>, asker: Asker, uri: Uri, request: Request) -> Answer {
    let mut query = parse_query(&uri)?;
    let format = match query.take("format").as_deref() {
        None | Some("csv") => ExportFormat::Csv,
        Some("xlsx") => ExportFormat::Xlsx,
        Some(_) => return Err(Error::invalid("format", "malformed", "Give csv or xlsx.").into()),
    };
    query.end()?;
    let definition: Definition = app.taken(&asker, request).await?;
    let temporary = app.platform.files.temporary_folder();
    let bytes = app
        .read(&asker, move |reading| {
            may_export(reading, &definition.object)?;
            let found = worked_out(reading, &definition)?;
            let dictionary = Arc::clone(reading.dictionary());
            download::written(&dictionary, &definition, &found, format, &temporary)
        })
        .await?;
    let mut response = axum::response::Response::new(axum::body::Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    headers.insert(header::CONTENT_DISPOSITION, attachment(&format!("report.{}", format.extension())));
    Ok(response)
}

async fn show_report(State(app): State<App>, asker: Asker, Path(report): Path<String>) -> Answer {
    let report = id(&report)?;
    let found = app.work(&asker, move |platform, asker| seen(platform, asker, report)).await?;
    answer(200, &found)
}

async fn change_report(
    State(app): State<App>,
    asker: Asker,
    Path(report): Path<String>,
    request: Request,
) -> Answer {
    let report = id(&report)?;
    let change: Change = app.taken(&asker, request).await?;
    let changed = app
        .work(&asker, move |platform, asker| {
            seen(platform, asker, report)?;
            change.body.as_ref().map(checked).transpose()?;
            kept::change(platform, asker, Sort::Report, report, change)
        })
        .await?;
    answer(200, &changed)
}

async fn remove_report(State(app): State<App>, asker: Asker, Path(report): Path<String>) -> Answer {
    let report = id(&report)?;
    app.work(&asker, move |platform, asker| {
        seen(platform, asker, report)?;
        kept::remove(platform, asker, Sort::Report, report)
    })
    .await?;
    Ok(empty())
}

async fn answer_report(State(app): State<App>, asker: Asker, Path(report): Path<String>) -> Answer {
    let report = id(&report)?;
    let (platform, who, context) =
        (Arc::clone(&app.platform), Arc::clone(&asker.0), asker.context(&app.platform));
    let found = blocking(move || {
        let definition: Definition = typed(seen(&platform, &who, report)?.body)?;
        platform.engine.read(&context, |reading| worked_out(reading, &definition))
    })
    .await?;
    answer(200, &found)
}

async fn list_dashboards(State(app): State<App>, asker: Asker) -> Answer {
    let found = app
        .work(&asker, |platform, asker| {
            // Who looks through another's role may not write, not even this.
            if asker.seen_as.is_none() {
                first::made_sure(platform, asker)?;
            }
            platform.store.read(|reader| kept::list(reader, asker, Sort::Dashboard))
        })
        .await?;
    answer(200, &json!({"data": found}))
}

async fn create_dashboard(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    let new: New = app.taken(&asker, request).await?;
    let made = app
        .work(&asker, move |platform, asker| {
            placed(platform, asker, &new.body)?;
            kept::create(platform, asker, Sort::Dashboard, new)
        })
        .await?;
    answer(201, &made)
}

/// A dashboard with the reports on it.
#[derive(Serialize)]
struct DashboardPage {
    #[serde(flatten)]
    dashboard: Kept,
    reports: Vec<Kept>,
}

async fn show_dashboard(State(app): State<App>, asker: Asker, Path(dashboard): Path<String>) -> Answer {
    let dashboard = id(&dashboard)?;
    let found = app
        .work(&asker, move |platform, asker| {
            platform.store.read(|reader| {
                let dashboard = kept::find(reader, asker, Sort::Dashboard, dashboard)?;
                let tiles: Tiles = typed(dashboard.body.clone())?;
                let ids: Vec<Id> = tiles.tiles.iter().map(|tile| tile.report).collect();
                // Who sees the dashboard sees its questions; the answers are under their own rights.
                let reports = kept::find_any(reader, asker, Sort::Report, &ids)?;
                let reports = reports.into_iter().filter(|report| is_seen(asker, report)).collect();
                Ok(DashboardPage { dashboard, reports })
            })
        })
        .await?;
    answer(200, &found)
}

async fn change_dashboard(
    State(app): State<App>,
    asker: Asker,
    Path(dashboard): Path<String>,
    request: Request,
) -> Answer {
    let dashboard = id(&dashboard)?;
    let change: Change = app.taken(&asker, request).await?;
    let changed = app
        .work(&asker, move |platform, asker| {
            let before =
                platform.store.read(|reader| kept::find(reader, asker, Sort::Dashboard, dashboard))?;
            if let Some(body) = &change.body {
                let known: Tiles = typed(before.body)?;
                added(platform, asker, body, &known)?;
            }
            kept::change(platform, asker, Sort::Dashboard, dashboard, change)
        })
        .await?;
    answer(200, &changed)
}

async fn remove_dashboard(State(app): State<App>, asker: Asker, Path(dashboard): Path<String>) -> Answer {
    let dashboard = id(&dashboard)?;
    app.work(&asker, move |platform, asker| kept::remove(platform, asker, Sort::Dashboard, dashboard))
        .await?;
    Ok(empty())
}

/// Most reports of a dashboard.
const MOST_TILES: usize = 40;

fn placed(platform: &platform::Platform, asker: &Authenticated, body: &Json) -> Result<()> {
    added(platform, asker, body, &Tiles::default())
}

/// Whoever puts a report on a dashboard must see it; those that stand there already may stay.
fn added(platform: &platform::Platform, asker: &Authenticated, body: &Json, known: &Tiles) -> Result<()> {
    let tiles: Tiles = typed(body.clone())?;
    if tiles.tiles.len() > MOST_TILES {
        let text = format!("A dashboard holds at most {MOST_TILES} reports.");
        return Err(Error::invalid("body.tiles", "too_long", text));
    }
    for (index, tile) in tiles.tiles.iter().enumerate() {
        if known.tiles.iter().all(|there| there.report != tile.report) {
            seen(platform, asker, tile.report).map_err(|_| {
                let at = format!("body.tiles.{index}.report");
                Error::invalid(at, "not_found", "There is no such report, or you may not see it.")
            })?;
        }
    }
    Ok(())
}

/// A report, if the asker sees it.
fn seen(platform: &platform::Platform, asker: &Authenticated, id: Id) -> Result<Kept> {
    let found = platform.store.read(|reader| kept::find(reader, asker, Sort::Report, id))?;
    if is_seen(asker, &found) { Ok(found) } else { Err(Error::not_found()) }
}

/// Whether the asker sees anything of what a report asks about.
pub(super) fn is_seen(asker: &Authenticated, report: &Kept) -> bool {
    let object = report.body.get("object").and_then(Json::as_str).unwrap_or_default();
    asker.rights.object(object).read > Extent::None
}

fn checked(body: &Json) -> Result<()> {
    let definition: Definition = typed(body.clone())?;
    definition.checked().map(|_| ())
}

fn may_export(reading: &Reading<'_>, object: &str) -> Result<()> {
    let object = reading.object(object)?;
    let rights = &reading.context().rights;
    if rights.extent(&object.key, Permission::Export) < rights.object(&object.key).read {
        let label = object.label_plural.to_lowercase();
        return Err(Error::Forbidden(format!("Your role does not let you export {label}.")));
    }
    Ok(())
}
