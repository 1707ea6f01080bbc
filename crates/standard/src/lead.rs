//! A lead: a sign that somebody may want to buy. It points at a person or company and never repeats their data.

use crate::choice::SOURCES;
use crate::{assignment_rule, company, person, territory};
use dictionary::marker::{Choice, Duration, Integer, Link, LongText, Tags, Text};
use dictionary::{ChoiceSpec, Field, Object};
use vocabulary::{Date, Timestamp};

/// The key of the object, and its table.
pub const KEY: &str = "lead";

/// How far a lead has come.
pub const STATES: &[ChoiceSpec] = &[
    ChoiceSpec::new("new", "New", "blue"),
    ChoiceSpec::new("working", "Working", "amber"),
    ChoiceSpec::new("qualified", "Qualified", "teal"),
    ChoiceSpec::new("converted", "Converted", "green"),
    ChoiceSpec::new("disqualified", "Disqualified", "gray"),
];

/// Why it came to nothing.
pub const DISQUALIFICATIONS: &[ChoiceSpec] = &[
    ChoiceSpec::new("no_need", "No need", "gray"),
    ChoiceSpec::new("no_budget", "No budget", "amber"),
    ChoiceSpec::new("not_now", "Not now", "blue"),
    ChoiceSpec::new("unreachable", "Not reached", "violet"),
    ChoiceSpec::new("competitor", "Bought elsewhere", "red"),
    ChoiceSpec::new("no_fit", "Does not fit", "gray"),
    ChoiceSpec::new("spam", "Not meant seriously", "gray"),
    ChoiceSpec::new("other", "Other", "gray"),
];

/// Why a rule gave it to its owner.
pub const ASSIGNMENTS: &[ChoiceSpec] = &[
    ChoiceSpec::new("round_robin", "It was their turn", "blue"),
    ChoiceSpec::new("load", "Fewest open leads", "teal"),
    ChoiceSpec::new("company_owner", "Looks after the company", "violet"),
    ChoiceSpec::new("language", "Speaks the language", "amber"),
    ChoiceSpec::new("territory", "Answers for the territory", "green"),
];

/// What it is about.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// Who asked.
pub const PERSON: Field<Link> = Field::new("person", "Person").indexed().to(person::KEY, "Leads");
/// For which company.
pub const COMPANY: Field<Link> = Field::new("company", "Company").indexed().to(company::KEY, "Leads");
/// Where it came from.
pub const SOURCE: Field<Choice> = Field::new("source", "Source").indexed().choices(SOURCES);
/// How far it has come.
pub const STATE: Field<Choice> = Field::new("state", "State").indexed().choices(STATES).default("\"new\"");
/// How promising it looks, 0 to 100.
pub const SCORE: Field<Integer> =
    Field::new("score", "Score").indexed().help("0 to 100: how promising it looks.");
/// What was asked, in their words.
pub const MESSAGE: Field<LongText> = Field::new("message", "Message");
/// Free tags.
pub const TAGS: Field<Tags> = Field::new("tags", "Tags").searchable();
/// Why it came to nothing, if it has.
pub const DISQUALIFICATION: Field<Choice> =
    Field::new("disqualification", "Disqualified because").choices(DISQUALIFICATIONS);
/// When to try again.
pub const RETRY_ON: Field<Date> =
    Field::new("retry_on", "Try again on").indexed().help("On this day a disqualified lead is new again.");
/// When we first answered: the first outgoing call, mail or meeting.
pub const RESPONDED_AT: Field<Timestamp> = Field::new("responded_at", "First answered").kept();
/// How long the first answer took.
pub const RESPONSE_TIME: Field<Duration> = Field::new("response_time", "Response time")
    .kept()
    .help("From its arrival to the first outgoing call, mail or meeting.");
/// When it is to be answered at the latest.
pub const ANSWER_BY: Field<Timestamp> = Field::new("answer_by", "Answer by")
    .indexed()
    .kept()
    .help("The goal for the first answer, counted in the working hours of its owner.");
/// Whether the first answer came in time.
pub const ANSWERED_IN_TIME: Field<bool> = Field::new("answered_in_time", "Answered in time").kept();
/// The rule that gave it to its owner.
pub const ASSIGNED_BY: Field<Link> =
    Field::new("assigned_by", "Assigned by").to(assignment_rule::KEY, "Leads").kept();
/// Why it came to its owner.
pub const ASSIGNED_BECAUSE: Field<Choice> =
    Field::new("assigned_because", "Assigned because").choices(ASSIGNMENTS).kept();
/// The part of the market it belongs to.
pub const TERRITORY: Field<Link> =
    Field::new("territory", "Territory").indexed().to(territory::KEY, "Leads in it").kept();
/// Why it belongs there.
pub const TERRITORY_BECAUSE: Field<Choice> =
    Field::new("territory_because", "In its territory because").choices(territory::REASONS).kept();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "leads", "Lead", "Leads")
    .fields(&[
        NAME.def,
        PERSON.def,
        COMPANY.def,
        SOURCE.def,
        STATE.def,
        SCORE.def,
        MESSAGE.def,
        DISQUALIFICATION.def,
        RETRY_ON.def,
        RESPONDED_AT.def,
        RESPONSE_TIME.def,
        ANSWER_BY.def,
        ANSWERED_IN_TIME.def,
        ASSIGNED_BY.def,
        ASSIGNED_BECAUSE.def,
        TERRITORY.def,
        TERRITORY_BECAUSE.def,
        TAGS.def,
    ])
    .titled_by(NAME.def.key)
    .shown_as("sales", "user-plus")
    .listed(
        &[NAME.def.key, STATE.def.key, SOURCE.def.key, SCORE.def.key, PERSON.def.key, COMPANY.def.key],
        "-created_at",
    )
    .checked();
