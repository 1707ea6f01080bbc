//! The operations on automations.

use super::{handler, hook};
use platform::feature::Routes;
use platform::http::operation::{Door, Method, Operation, Shape, answered_by, operation};

const GROUP: &str = "Automation";

const RUNS_QUERY: &[(&str, &str)] = &[
    ("state", "Only runs in this state: due, awaiting, asking, sending, held, done, failed or stopped."),
    ("limit", "Rows per page, 1 to 200; 50 when left out."),
    ("cursor", "Where to go on: next of the page before."),
];

const fn one(id: &'static str, method: Method, path: &'static str, summary: &'static str) -> Operation {
    operation(id, method, path, summary).of(GROUP)
}

/// Their list.
pub static OPERATIONS: &[Operation] = &[
    one(
        "list_automations",
        Method::Get,
        "/automations",
        "The automations one keeps; administrators see all.",
    )
    .gives(Shape::Named("AutomationList")),
    one(
        "create_automation",
        Method::Post,
        "/automations",
        "Makes an automation; it does nothing until it is published.",
    )
    .takes(Shape::Named("AutomationInput"))
    .gives(Shape::Named("AutomationShown"))
    .made(),
    one(
        "show_automation",
        Method::Get,
        "/automations/{id}",
        "An automation, and what stands in the way of publishing it.",
    )
    .gives(Shape::Named("AutomationShown")),
    one(
        "change_automation",
        Method::Patch,
        "/automations/{id}",
        "Changes name, description or draft; what runs stays as it is.",
    )
    .takes(Shape::Named("AutomationChange"))
    .gives(Shape::Named("AutomationShown")),
    one(
        "remove_automation",
        Method::Delete,
        "/automations/{id}",
        "Removes an automation; what it did stays, what it had begun stops.",
    )
    .nothing(),
    one(
        "publish_automation",
        Method::Put,
        "/automations/{id}/publication",
        "Publishes the draft as the next version and switches it on.",
    )
    .gives(Shape::Named("AutomationShown")),
    one(
        "pause_automation",
        Method::Delete,
        "/automations/{id}/publication",
        "Switches an automation off; what it has begun waits.",
    )
    .gives(Shape::Named("AutomationShown")),
    one(
        "list_automation_versions",
        Method::Get,
        "/automations/{id}/versions",
        "The published versions, newest first.",
    )
    .gives(Shape::Named("AutomationVersions")),
    one(
        "renew_automation_hook",
        Method::Put,
        "/automations/{id}/hook",
        "Gives it a new secret address; the one before works for some hours beside it, 24 unless said otherwise.",
    )
    .takes(Shape::Named("AutomationHookRotation"))
    .gives(Shape::Named("AutomationHook")),
    one(
        "show_automation_secret",
        Method::Put,
        "/automations/{id}/secret",
        "The secret with which its webhook steps sign what they send.",
    )
    .gives(Shape::Named("AutomationSigning")),
    one(
        "try_automation",
        Method::Post,
        "/automations/{id}/trial",
        "What it would do with a record, step by step; nothing of it stays.",
    )
    .takes(Shape::Named("AutomationTrialInput"))
    .gives(Shape::Named("AutomationTrial")),
    one(
        "list_automation_runs",
        Method::Get,
        "/automations/{id}/runs",
        "The runs of an automation, newest first.",
    )
    .query(RUNS_QUERY)
    .gives(Shape::Named("AutomationRuns")),
    one("show_automation_run", Method::Get, "/automation-runs/{id}", "A run with its log, step by step.")
        .gives(Shape::Named("AutomationRunShown")),
    one(
        "retry_automation_run",
        Method::Put,
        "/automation-runs/{id}/retry",
        "Sends a run on from the step that failed or waits.",
    )
    .gives(Shape::Named("AutomationRunShown")),
    one("stop_automation_run", Method::Put, "/automation-runs/{id}/stop", "Ends a run where it is.")
        .gives(Shape::Named("AutomationRunShown")),
    one(
        "list_automation_questions",
        Method::Get,
        "/automation-questions",
        "What automations ask the one who asks.",
    )
    .query(&[("answered", "true for those that were answered.")])
    .gives(Shape::Named("AutomationQuestions")),
    one(
        "answer_automation_question",
        Method::Put,
        "/automation-questions/{id}/answer",
        "Says yes or no; the run goes on.",
    )
    .takes(Shape::Named("AutomationAnswer"))
    .nothing(),
    one("list_automation_recipes", Method::Get, "/automation-recipes", "Ready-made automations.")
        .gives(Shape::Named("AutomationRecipes")),
    one(
        "call_hook",
        Method::Post,
        "/public/hooks/{token}",
        "Starts the automation that has this secret address.",
    )
    .door(Door::Open)
    .takes(Shape::Named("AutomationCall"))
    .gives(Shape::Named("AutomationCalled"))
    .taken(),
];

/// What answers them.
pub fn routes() -> Routes {
    vec![
        ("list_automations", answered_by(Method::Get, handler::list_automations)),
        ("create_automation", answered_by(Method::Post, handler::create_automation)),
        ("show_automation", answered_by(Method::Get, handler::show_automation)),
        ("change_automation", answered_by(Method::Patch, handler::change_automation)),
        ("remove_automation", answered_by(Method::Delete, handler::remove_automation)),
        ("publish_automation", answered_by(Method::Put, handler::publish_automation)),
        ("pause_automation", answered_by(Method::Delete, handler::pause_automation)),
        ("list_automation_versions", answered_by(Method::Get, handler::list_automation_versions)),
        ("renew_automation_hook", answered_by(Method::Put, handler::renew_automation_hook)),
        ("show_automation_secret", answered_by(Method::Put, handler::show_automation_secret)),
        ("try_automation", answered_by(Method::Post, handler::try_automation)),
        ("list_automation_runs", answered_by(Method::Get, handler::list_automation_runs)),
        ("show_automation_run", answered_by(Method::Get, handler::show_automation_run)),
        ("retry_automation_run", answered_by(Method::Put, handler::retry_automation_run)),
        ("stop_automation_run", answered_by(Method::Put, handler::stop_automation_run)),
        ("list_automation_questions", answered_by(Method::Get, handler::list_automation_questions)),
        ("answer_automation_question", answered_by(Method::Put, handler::answer_automation_question)),
        ("list_automation_recipes", answered_by(Method::Get, handler::list_automation_recipes)),
        ("call_hook", answered_by(Method::Post, hook::call_hook)),
    ]
}
