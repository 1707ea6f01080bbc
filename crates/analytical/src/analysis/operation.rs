//! The operations on analyses and their runs.

use super::handler;
use platform::feature::Routes;
use platform::http::operation::{Door, Method, Operation, Shape, answered_by, operation};

const GROUP: &str = "Analyses";

pub(super) static OPERATIONS: &[Operation] = &[
    operation("list_analyses", Method::Get, "/analyses", "The analyses the asker can ask for.")
        .of(GROUP)
        .gives(Shape::Named("Analyses")),
    operation(
        "create_analysis_run",
        Method::Post,
        "/analyses/{analysis}/runs",
        "Asks for an analysis under one's own rights. Small data are worked out at once; for large ones the run tells how far it is, and its job can be stopped.",
    )
    .of(GROUP)
    .takes(Shape::Named("NewAnalysisRun"))
    .gives(Shape::Named("AnalysisResult"))
    .made(),
    operation("list_analysis_runs", Method::Get, "/analysis-runs", "Earlier runs one may see, the newest first.")
        .of(GROUP)
        .query(&[
            ("analysis", "Only runs of this analysis."),
            ("limit", "At most so many, up to 200; 50 when missing."),
            ("cursor", "Where the page before ended."),
        ])
        .gives(Shape::Named("AnalysisRuns")),
    operation("show_analysis_run", Method::Get, "/analysis-runs/{id}", "A run with its result.")
        .of(GROUP)
        .gives(Shape::Named("AnalysisResult")),
    operation(
        "export_analysis_run",
        Method::Get,
        "/analysis-runs/{id}/tables",
        "What came out of a run as Parquet files with typed columns in one ZIP: each list of the result is a table.",
    )
    .of(GROUP)
    .gives(Shape::Binary),
    operation(
        "freeze_analysis_mark",
        Method::Post,
        "/analysis-runs/{id}/audiences",
        "Freezes the customers behind a mark into an audience: a list of a result that has `mark` and no `filter` is too long for an address.",
    )
    .of(GROUP)
    .takes(Shape::Named("AnalysisAudienceInput"))
    .gives(Shape::Named("AudienceMade"))
    .made(),
    operation(
        "change_analysis_run",
        Method::Patch,
        "/analysis-runs/{id}",
        "Writes a note to a run, or keeps it for ever: one's own, or any for an administrator.",
    )
    .of(GROUP)
    .takes(Shape::Named("AnalysisRunChange"))
    .gives(Shape::Named("AnalysisRun")),
    operation(
        "remove_analysis_run",
        Method::Delete,
        "/analysis-runs/{id}",
        "Deletes a run: one's own, or any for an administrator.",
    )
    .of(GROUP)
    .nothing(),
    operation(
        "compare_analysis_runs",
        Method::Get,
        "/analysis-runs/{id}/comparison",
        "What is different in another run of the same analysis.",
    )
    .of(GROUP)
    .query(&[("with", "The other run; what it holds stands under `after`.")])
    .gives(Shape::Named("AnalysisComparison")),
    operation("show_analysis_retention", Method::Get, "/analysis-retention", "How many runs are kept.")
        .of(GROUP)
        .door(Door::Administrator)
        .gives(Shape::Named("AnalysisRetention")),
    operation(
        "put_analysis_retention",
        Method::Put,
        "/analysis-retention",
        "Says how many runs are kept: of each analysis the newest of each user, and all that are marked to be kept.",
    )
    .of(GROUP)
    .door(Door::Administrator)
    .takes(Shape::Named("AnalysisRetention"))
    .gives(Shape::Named("AnalysisRetention")),
];

pub(super) fn routes() -> Routes {
    vec![
        ("list_analyses", answered_by(Method::Get, handler::list_analyses)),
        ("create_analysis_run", answered_by(Method::Post, handler::create_analysis_run)),
        ("list_analysis_runs", answered_by(Method::Get, handler::list_analysis_runs)),
        ("show_analysis_run", answered_by(Method::Get, handler::show_analysis_run)),
        ("export_analysis_run", answered_by(Method::Get, handler::export_analysis_run)),
        ("freeze_analysis_mark", answered_by(Method::Post, handler::freeze_analysis_mark)),
        ("change_analysis_run", answered_by(Method::Patch, handler::change_analysis_run)),
        ("remove_analysis_run", answered_by(Method::Delete, handler::remove_analysis_run)),
        ("compare_analysis_runs", answered_by(Method::Get, handler::compare_analysis_runs)),
        ("show_analysis_retention", answered_by(Method::Get, handler::show_analysis_retention)),
        ("put_analysis_retention", answered_by(Method::Put, handler::put_analysis_retention)),
    ]
}
