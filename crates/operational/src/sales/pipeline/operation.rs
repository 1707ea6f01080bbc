//! The operations on deals and stages.

use super::{outcome, removal, team};
use platform::feature::Routes;
use platform::http::operation::{Method, Operation, Shape, answered_by, operation};

const GROUP: &str = "Deals";

/// Their list.
pub static OPERATIONS: &[Operation] = &[
    operation(
        "show_outcome",
        Method::Get,
        "/deals/{id}/outcome",
        "How a deal ended, if it has: when, by whom and why.",
    )
    .of(GROUP)
    .gives(Shape::Named("Outcome")),
    operation("put_outcome", Method::Put, "/deals/{id}/outcome", "Decides a deal: won or lost, and why.")
        .of(GROUP)
        .takes(Shape::Named("OutcomeInput"))
        .gives(Shape::Named("Outcome")),
    operation(
        "remove_outcome",
        Method::Delete,
        "/deals/{id}/outcome",
        "Reopens a decided deal in the stage it came from.",
    )
    .of(GROUP)
    .gives(Shape::Named("Outcome")),
    operation(
        "show_deal_team",
        Method::Get,
        "/deals/{id}/team",
        "Who works on a deal, and how much of it counts as whose.",
    )
    .of(GROUP)
    .gives(Shape::Named("DealTeam")),
    operation(
        "put_deal_team",
        Method::Put,
        "/deals/{id}/team",
        "Names who works on a deal; their shares make 100 % together.",
    )
    .of(GROUP)
    .takes(Shape::Named("DealTeamInput"))
    .gives(Shape::Named("DealTeam")),
    operation(
        "remove_stage_with_deals",
        Method::Post,
        "/stages/{id}/removal",
        "Removes a stage; its deals go to another in the same act.",
    )
    .of(GROUP)
    .takes(Shape::Named("StageRemovalInput"))
    .gives(Shape::Named("StageRemoval")),
];

/// What answers them.
pub fn routes() -> Routes {
    vec![
        ("show_outcome", answered_by(Method::Get, outcome::show_outcome)),
        ("put_outcome", answered_by(Method::Put, outcome::put_outcome)),
        ("remove_outcome", answered_by(Method::Delete, outcome::remove_outcome)),
        ("show_deal_team", answered_by(Method::Get, team::show_deal_team)),
        ("put_deal_team", answered_by(Method::Put, team::put_deal_team)),
        ("remove_stage_with_deals", answered_by(Method::Post, removal::remove_stage_with_deals)),
    ]
}
