//! The operations on leads.

use super::{answer, arrival, assignment, conversion, disqualification, score};
use platform::feature::Routes;
use platform::http::operation::{Door, Method, Operation, Repeat, Shape, answered_by, operation};

const GROUP: &str = "Leads";

/// Their list.
pub static OPERATIONS: &[Operation] = &[
    operation(
        "create_arrival",
        Method::Post,
        "/leads/arrivals",
        "Takes a lead in: whoever is known is found, the others are made, and the rules say whose it is.",
    )
    .repeat(Repeat::Inside)
    .of(GROUP)
    .takes(Shape::Named("LeadArrivalInput"))
    .gives(Shape::Named("LeadArrival"))
    .made(),
    operation(
        "show_answer_goal",
        Method::Get,
        "/lead_answer_goal",
        "Within how many working minutes a new lead is to be answered first.",
    )
    .of(GROUP)
    .gives(Shape::Named("LeadAnswerGoal")),
    operation(
        "put_answer_goal",
        Method::Put,
        "/lead_answer_goal",
        "Sets the goal, or none; leads that wait for an answer are counted anew.",
    )
    .door(Door::Administrator)
    .of(GROUP)
    .takes(Shape::Named("LeadAnswerGoalInput"))
    .gives(Shape::Named("LeadAnswerGoal")),
    operation(
        "list_lead_answers",
        Method::Get,
        "/lead_answers",
        "Who answered in time, of the leads of the last 30 days among those one may see.",
    )
    .of(GROUP)
    .gives(Shape::Named("LeadAnswers")),
    operation("show_score", Method::Get, "/leads/{id}/score", "Why a lead has its score, rule by rule.")
        .of(GROUP)
        .gives(Shape::Named("LeadScore")),
    operation(
        "create_assignment",
        Method::Post,
        "/leads/{id}/assignment",
        "Gives a lead to whom the assignment rules say.",
    )
    .of(GROUP)
    .gives(Shape::Named("LeadAssignment")),
    operation(
        "show_lead_conversion",
        Method::Get,
        "/leads/{id}/conversion",
        "What a lead became, when and by whom.",
    )
    .of(GROUP)
    .gives(Shape::Named("LeadConversion")),
    operation(
        "convert_lead",
        Method::Post,
        "/leads/{id}/conversion",
        "Makes a deal of a lead, with its person and company, in one act.",
    )
    .of(GROUP)
    .takes(Shape::Named("LeadConversionInput"))
    .gives(Shape::Named("LeadConversion"))
    .made(),
    operation(
        "remove_lead_conversion",
        Method::Delete,
        "/leads/{id}/conversion",
        "Takes a conversion back: the deal it made goes into the trash.",
    )
    .of(GROUP)
    .nothing(),
    operation(
        "put_disqualification",
        Method::Put,
        "/leads/{id}/disqualification",
        "Says that a lead came to nothing, why, and when to try again.",
    )
    .of(GROUP)
    .takes(Shape::Named("LeadDisqualificationInput"))
    .gives(Shape::Named("LeadDisqualification")),
    operation(
        "remove_disqualification",
        Method::Delete,
        "/leads/{id}/disqualification",
        "Takes a disqualified lead up again.",
    )
    .of(GROUP)
    .gives(Shape::Named("LeadDisqualification")),
];

/// What answers them.
pub fn routes() -> Routes {
    vec![
        ("create_arrival", answered_by(Method::Post, arrival::create_arrival)),
        ("show_answer_goal", answered_by(Method::Get, answer::show_answer_goal)),
        ("put_answer_goal", answered_by(Method::Put, answer::put_answer_goal)),
        ("list_lead_answers", answered_by(Method::Get, answer::list_lead_answers)),
        ("show_score", answered_by(Method::Get, score::show_score)),
        ("create_assignment", answered_by(Method::Post, assignment::create_assignment)),
        ("show_lead_conversion", answered_by(Method::Get, conversion::show_conversion)),
        ("convert_lead", answered_by(Method::Post, conversion::create_conversion)),
        ("remove_lead_conversion", answered_by(Method::Delete, conversion::remove_conversion)),
        ("put_disqualification", answered_by(Method::Put, disqualification::put_disqualification)),
        ("remove_disqualification", answered_by(Method::Delete, disqualification::remove_disqualification)),
    ]
}
