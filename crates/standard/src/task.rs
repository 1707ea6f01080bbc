//! A task: something to do for a customer by a certain time.

use crate::{company, company_plan, deal, lead, person, task_queue};
use dictionary::marker::{Choice, Choices, Link, LongText, Text};
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

/// How long before it is due its owner is told of it.
pub const REMINDERS_BEFORE: &[ChoiceSpec] = &[
    ChoiceSpec::new("5m", "5 minutes before", "gray"),
    ChoiceSpec::new("10m", "10 minutes before", "gray"),
    ChoiceSpec::new("15m", "15 minutes before", "gray"),
    ChoiceSpec::new("30m", "30 minutes before", "gray"),
    ChoiceSpec::new("1h", "1 hour before", "blue"),
    ChoiceSpec::new("2h", "2 hours before", "blue"),
    ChoiceSpec::new("4h", "4 hours before", "blue"),
    ChoiceSpec::new("1d", "1 day before", "teal"),
    ChoiceSpec::new("2d", "2 days before", "teal"),
    ChoiceSpec::new("3d", "3 days before", "teal"),
    ChoiceSpec::new("7d", "1 week before", "teal"),
    ChoiceSpec::new("14d", "2 weeks before", "teal"),
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
/// When it comes again, as a recurrence rule of RFC 5545.
pub const REPEAT: Field<Text> = Field::new("repeat", "Repeat")
    .max_length(200)
    .help("A recurrence rule such as FREQ=WEEKLY;BYDAY=MO: once it is done, the next task is made.");
/// The time of the day it is due at each time it comes again, such as `09:30`: it stays the same when the clocks change.
pub const REPEAT_AT: Field<Text> = Field::new("repeat_at", "Repeats at").kept();
/// The task it is the next time of.
pub const REPEAT_OF: Field<Link> =
    Field::new("repeat_of", "Next time of").indexed().to(KEY, "Next time").kept();
/// How long before it is due its owner is told of it.
pub const REMINDERS: Field<Choices> = Field::new("reminders", "Reminders").choices(REMINDERS_BEFORE);
/// The queue it stands in until somebody takes it.
pub const QUEUE: Field<Link> = Field::new("queue", "Queue").indexed().to(task_queue::KEY, "Tasks");
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
        REPEAT.def,
        REPEAT_AT.def,
        REPEAT_OF.def,
        REMINDERS.def,
        QUEUE.def,
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
