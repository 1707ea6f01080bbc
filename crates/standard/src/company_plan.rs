//! A company plan: what we want to reach with one customer, how, and what stands for and against it.

use crate::company;
use dictionary::marker::{Choice, Link, LongText, Tags, Text};
use dictionary::{ChoiceSpec, Field, Object};
use vocabulary::{Date, Money};

/// The key of the object, and its table.
pub const KEY: &str = "company_plan";

/// How far a plan is.
pub const STATES: &[ChoiceSpec] = &[
    ChoiceSpec::new("draft", "Draft", "gray"),
    ChoiceSpec::new("active", "Active", "green"),
    ChoiceSpec::new("closed", "Closed", "blue"),
];

/// What it is called.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// The company it is about.
pub const COMPANY: Field<Link> =
    Field::new("company", "Company").required().indexed().to(company::KEY, "Plans");
/// How far it is.
pub const STATE: Field<Choice> = Field::new("state", "State").choices(STATES).default("\"active\"");
/// From when it holds.
pub const STARTS_ON: Field<Date> = Field::new("starts_on", "Starts on").indexed();
/// Until when.
pub const ENDS_ON: Field<Date> = Field::new("ends_on", "Ends on");
/// What the company shall buy for in that time.
pub const REVENUE_GOAL: Field<Money> = Field::new("revenue_goal", "Revenue goal");
/// What we want to reach.
pub const GOALS: Field<LongText> = Field::new("goals", "Goals");
/// How.
pub const STRATEGY: Field<LongText> = Field::new("strategy", "Strategy");
/// What we are good at, for this company.
pub const STRENGTHS: Field<Tags> = Field::new("strengths", "Strengths");
/// What we are not.
pub const WEAKNESSES: Field<Tags> = Field::new("weaknesses", "Weaknesses");
/// What could be won.
pub const CHANCES: Field<Tags> = Field::new("chances", "Chances");
/// What could be lost.
pub const THREATS: Field<Tags> = Field::new("threats", "Threats");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "company_plans", "Company plan", "Company plans")
    .fields(&[
        NAME.def,
        COMPANY.def,
        STATE.def,
        STARTS_ON.def,
        ENDS_ON.def,
        REVENUE_GOAL.def,
        GOALS.def,
        STRATEGY.def,
        STRENGTHS.def,
        WEAKNESSES.def,
        CHANCES.def,
        THREATS.def,
    ])
    .titled_by(NAME.def.key)
    .shown_as("sales", "map")
    .listed(
        &[
            NAME.def.key,
            COMPANY.def.key,
            STATE.def.key,
            STARTS_ON.def.key,
            ENDS_ON.def.key,
            REVENUE_GOAL.def.key,
        ],
        "-starts_on",
    )
    .checked();
