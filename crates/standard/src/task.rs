//! A task: something to do for a customer by a certain time.

use crate::{company, company_plan, deal, lead, person};
use dictionary::marker::{Choice, Link, LongText, Text};
use dictionary::{ChoiceSpec, Field, Object};
use vocabulary::Timestamp;

/// The key of the object, and its table.
pub const KEY: &str = "task";

/// How urgent a task is.
pub const PRIORITIES: &[ChoiceSpec] = &[
    ChoiceSpec::new("low", "Low", "gray"),
    ChoiceSpec::new("normal", "Normal", "blue"),
    ChoiceSpec::new("high", "High", "red"),
];

/// What is to be done.
pub const SUBJECT: Field<Text> = Field::new("subject", "Subject").required().searchable();
/// The person it is about.
pub const PERSON: Field<Link> = Field::new("person", "Person").indexed().to(person::KEY, "Tasks");
/// The company it is about.
pub const COMPANY: Field<Link> = Field::new("company", "Company").indexed().to(company::KEY, "Tasks");
/// The deal it is about.
pub const DEAL: Field<Link> = Field::new("deal", "Deal").indexed().to(deal::KEY, "Tasks");
/// The lead it is about.
pub const LEAD: Field<Link> = Field::new("lead", "Lead").indexed().to(lead::KEY, "Tasks");
/// The plan it is an action of.
pub const COMPANY_PLAN: Field<Link> =
    Field::new("company_plan", "Company plan").to(company_plan::KEY, "Actions");
/// By when.
pub const DUE_AT: Field<Timestamp> = Field::new("due_at", "Due").indexed();
/// Whether it is done.
pub const DONE: Field<bool> = Field::new("done", "Done").indexed().default("false");
/// When it was done.
pub const DONE_AT: Field<Timestamp> = Field::new("done_at", "Done at");
/// How urgent it is.
pub const PRIORITY: Field<Choice> =
    Field::new("priority", "Priority").choices(PRIORITIES).default("\"normal\"");
/// The details.
pub const BODY: Field<LongText> = Field::new("body", "Text");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "tasks", "Task", "Tasks")
    .fields(&[
        SUBJECT.def,
        PERSON.def,
        COMPANY.def,
        DEAL.def,
        LEAD.def,
        COMPANY_PLAN.def,
        DUE_AT.def,
        DONE.def,
        DONE_AT.def,
        PRIORITY.def,
        BODY.def,
    ])
    .titled_by(SUBJECT.def.key)
    .shown_as("activity", "checkbox")
    .listed(
        &[SUBJECT.def.key, DONE.def.key, DUE_AT.def.key, PRIORITY.def.key, PERSON.def.key, COMPANY.def.key],
        "due_at",
    )
    .happens_at(DUE_AT.def.key)
    .checked();
