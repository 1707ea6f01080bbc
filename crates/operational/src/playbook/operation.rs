//! The operations on playbooks.

use super::show::{show_deal_playbook, show_lead_playbook};
use platform::feature::Routes;
use platform::http::operation::{Method, Operation, Shape, answered_by, operation};

const GROUP: &str = "Playbooks";

pub(super) static OPERATIONS: &[Operation] = &[
    operation(
        "show_deal_playbook",
        Method::Get,
        "/deals/{id}/playbook",
        "What to do with a deal in its stage, what of it is done, and what to know of the competitor.",
    )
    .of(GROUP)
    .gives(Shape::Named("PlaybookGuide")),
    operation(
        "show_lead_playbook",
        Method::Get,
        "/leads/{id}/playbook",
        "What to do with a lead in its state, and what of it is done.",
    )
    .of(GROUP)
    .gives(Shape::Named("PlaybookGuide")),
];

pub(super) fn routes() -> Routes {
    vec![
        ("show_deal_playbook", answered_by(Method::Get, show_deal_playbook)),
        ("show_lead_playbook", answered_by(Method::Get, show_lead_playbook)),
    ]
}
