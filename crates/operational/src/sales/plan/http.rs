//! The operations beside company plans.

use super::figures::figures;
use super::white_space::white_space;
use axum::extract::{Path, State};
use axum::http::Uri;
use platform::http::app::{answer, id};
use platform::http::operation::{Method, Operation, Shape, answered_by, operation};
use platform::http::{Answer, App, Asker, parse_query};
use vocabulary::Error;

pub(super) const OPERATIONS: &[Operation] = &[
    operation(
        "show_white_space",
        Method::Get,
        "/companies/{id}/white_space",
        "What similar companies have bought and this one has not",
    )
    .of("Company plans")
    .query(&[("by", "product or category; category when left out.")])
    .gives(Shape::Named("WhiteSpace")),
    operation(
        "show_company_figures",
        Method::Get,
        "/companies/{id}/figures",
        "The live numbers of a company",
    )
    .of("Company plans")
    .gives(Shape::Named("CompanyFigures")),
];

pub(super) fn routes() -> platform::feature::Routes {
    vec![
        ("show_white_space", answered_by(Method::Get, show_white_space)),
        ("show_company_figures", answered_by(Method::Get, show_company_figures)),
    ]
}

async fn show_white_space(
    State(app): State<App>,
    asker: Asker,
    Path(company): Path<String>,
    uri: Uri,
) -> Answer {
    let company = id(&company)?;
    let mut query = parse_query(&uri)?;
    let products = match query.take("by").as_deref() {
        None | Some("category") => false,
        Some("product") => true,
        Some(_) => return Err(Error::invalid("by", "unknown_choice", "Expected product or category.").into()),
    };
    query.end()?;
    let found = app.read(&asker, move |reading| white_space(reading, company, products)).await?;
    answer(200, &found)
}

async fn show_company_figures(State(app): State<App>, asker: Asker, Path(company): Path<String>) -> Answer {
    let company = id(&company)?;
    let found = app.read(&asker, move |reading| figures(reading, company)).await?;
    answer(200, &found)
}
