//! `/customer-scores`: the scores of everybody, worked out now instead of tonight.

use super::score;
use axum::extract::State;
use platform::feature::{Routes, Schemas};
use platform::http::app::{App, answer};
use platform::http::operation::{Door, Method, Operation, Shape, answered_by, operation};
use platform::http::{Answer, Asker};

pub(super) static OPERATIONS: &[Operation] = &[operation(
    "create_customer_scores",
    Method::Post,
    "/customer-scores",
    "Works out now what companies and people are worth and how likely they leave, and writes it into their fields, as it is done each night.",
)
.of("Analyses")
.door(Door::Administrator)
.gives(Shape::Named("Job"))
.taken()];

pub(super) fn routes() -> Routes {
    vec![("create_customer_scores", answered_by(Method::Post, create_customer_scores))]
}

pub(super) fn schemas() -> Schemas {
    Vec::new()
}

async fn create_customer_scores(State(app): State<App>, asker: Asker) -> Answer {
    asker.require_administrator()?;
    answer(202, &app.work(&asker, score::ask).await?)
}
