//! Automations and their open questions when somebody leaves: they go to a colleague, in whose name and within whose rights they run from
//! then on. Nobody else can answer a question, and an automation without somebody who is there stops.

use platform::hand_over::Duty;
use records::Writing;
use store::Reader;
use store::table::{Condition, Select, Update};
use vocabulary::{Id, Result, WorkspaceId};

pub(super) static DUTIES: &[Duty] = &[
    Duty { name: "automations", count: count_automations, give: give_automations },
    Duty { name: "questions", count: count_questions, give: give_questions },
];

fn of(column: &'static str, workspace: WorkspaceId, user: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq(column, user.into())]
}

fn unanswered(workspace: WorkspaceId, user: Id) -> Vec<Condition> {
    let mut filter = of("user_id", workspace, user);
    filter.push(Condition::IsNull("answer"));
    filter
}

fn count(reader: &mut dyn Reader, table: &'static str, filter: Vec<Condition>) -> Result<u64> {
    Ok(reader.select(&Select::new(table, &["id"], filter))?.len() as u64)
}

fn count_automations(reader: &mut dyn Reader, workspace: WorkspaceId, user: Id) -> Result<u64> {
    count(reader, "automation", of("owner_id", workspace, user))
}

fn count_questions(reader: &mut dyn Reader, workspace: WorkspaceId, user: Id) -> Result<u64> {
    count(reader, "automation_question", unanswered(workspace, user))
}

fn give_automations(writing: &mut Writing<'_>, from: Id, to: Id) -> Result<u64> {
    let (workspace, now) = (writing.context().workspace, writing.context().now);
    let set = vec![("owner_id", to.into()), ("updated_at", now.into())];
    writing.writer().update(&Update::new("automation", set, of("owner_id", workspace, from)))
}

fn give_questions(writing: &mut Writing<'_>, from: Id, to: Id) -> Result<u64> {
    let workspace = writing.context().workspace;
    let set = vec![("user_id", to.into())];
    writing.writer().update(&Update::new("automation_question", set, unanswered(workspace, from)))
}
