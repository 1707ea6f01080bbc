//! A person in a company plan: their part in decisions, how much their word weighs, and what they think of us.

use crate::{company_plan, person};
use dictionary::marker::{Choice, Link, LongText, Text};
use dictionary::{ChoiceSpec, Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "plan_person";

/// The part in a decision.
pub const ROLES: &[ChoiceSpec] = &[
    ChoiceSpec::new("decides", "Decides", "violet"),
    ChoiceSpec::new("pays", "Holds the budget", "teal"),
    ChoiceSpec::new("influences", "Influences", "blue"),
    ChoiceSpec::new("uses", "Uses it", "amber"),
    ChoiceSpec::new("gatekeeper", "Gatekeeper", "gray"),
];

/// How much the person's word weighs.
pub const INFLUENCES: &[ChoiceSpec] = &[
    ChoiceSpec::new("high", "High", "violet"),
    ChoiceSpec::new("medium", "Medium", "blue"),
    ChoiceSpec::new("low", "Low", "gray"),
];

/// What the person thinks of us.
pub const ATTITUDES: &[ChoiceSpec] = &[
    ChoiceSpec::new("supporter", "Supporter", "green"),
    ChoiceSpec::new("neutral", "Neutral", "gray"),
    ChoiceSpec::new("critic", "Critic", "red"),
    ChoiceSpec::new("unknown", "Unknown", "amber"),
];

/// The person's name, as the map shows it.
pub const NAME: Field<Text> = Field::new("name", "Name").kept();
/// The plan.
pub const COMPANY_PLAN: Field<Link> =
    Field::new("company_plan", "Company plan").required().to(company_plan::KEY, "People map");
/// The person.
pub const PERSON: Field<Link> = Field::new("person", "Person").required().to(person::KEY, "Plans");
/// The part in decisions.
pub const ROLE: Field<Choice> =
    Field::new("role", "Role").required().choices(ROLES).default("\"influences\"");
/// How much the word weighs.
pub const INFLUENCE: Field<Choice> =
    Field::new("influence", "Influence").required().choices(INFLUENCES).default("\"medium\"");
/// What they think of us.
pub const ATTITUDE: Field<Choice> =
    Field::new("attitude", "Attitude").required().choices(ATTITUDES).default("\"unknown\"");
/// Whom they listen to or report to.
pub const REPORTS_TO: Field<Link> = Field::new("reports_to", "Reports to").to(KEY, "Reports");
/// What matters to them.
pub const NOTE: Field<LongText> = Field::new("note", "Note");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "plan_people", "Person in a plan", "People in plans")
    .fields(&[
        NAME.def,
        COMPANY_PLAN.def,
        PERSON.def,
        ROLE.def,
        INFLUENCE.def,
        ATTITUDE.def,
        REPORTS_TO.def,
        NOTE.def,
    ])
    .titled_by(NAME.def.key)
    .shown_as("system", "sitemap")
    .listed(
        &[NAME.def.key, COMPANY_PLAN.def.key, ROLE.def.key, INFLUENCE.def.key, ATTITUDE.def.key],
        "-created_at",
    )
    .not_searchable()
    .checked();
