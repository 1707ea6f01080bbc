//! A target: what somebody, a team, a territory, a product or the whole company is to reach in a month, quarter or year.

use crate::{commission_plan, product, territory};
use dictionary::marker::{Choice, Integer, Link, LongText, Text};
use dictionary::{ChoiceSpec, Field, Object};
use vocabulary::{Date, Money};

/// The key of the object, and its table.
pub const KEY: &str = "target";

/// Whose target it is.
pub const SCOPES: &[ChoiceSpec] = &[
    ChoiceSpec::new("company", "Whole company", "violet"),
    ChoiceSpec::new("team", "Team", "blue"),
    ChoiceSpec::new("user", "Seller", "teal"),
    ChoiceSpec::new("territory", "Territory", "amber"),
    ChoiceSpec::new("product", "Product", "green"),
];

/// What is measured.
pub const MEASURES: &[ChoiceSpec] = &[
    ChoiceSpec::new("revenue", "Revenue", "green"),
    ChoiceSpec::new("margin", "Margin", "teal"),
    ChoiceSpec::new("count", "Number", "blue"),
    ChoiceSpec::new("activities", "Activities", "amber"),
];

/// Of what.
pub const BASES: &[ChoiceSpec] =
    &[ChoiceSpec::new("deals", "Won deals", "blue"), ChoiceSpec::new("purchases", "Purchases", "violet")];

/// How long a target runs.
pub const PERIODS: &[ChoiceSpec] = &[
    ChoiceSpec::new("month", "Month", "blue"),
    ChoiceSpec::new("quarter", "Quarter", "teal"),
    ChoiceSpec::new("year", "Year", "violet"),
];

/// What it is called; written from the rest when it is left empty.
pub const NAME: Field<Text> =
    Field::new("name", "Name").searchable().help("Written from the rest when it is left empty.");
/// Whose target it is.
pub const SCOPE: Field<Choice> =
    Field::new("scope", "For").required().indexed().choices(SCOPES).default("\"user\"");
/// The seller.
pub const USER: Field<Link> = Field::new("user", "Seller").to("user", "Targets");
/// The team; what teams below it reach counts too.
pub const TEAM: Field<Link> = Field::new("team", "Team").to("team", "Targets");
/// The product.
pub const PRODUCT: Field<Link> = Field::new("product", "Product").to(product::KEY, "Targets");
/// The territory; what is in those inside it counts too.
pub const TERRITORY: Field<Link> = Field::new("territory", "Territory").to(territory::KEY, "Targets");
/// What is measured.
pub const MEASURE: Field<Choice> =
    Field::new("measure", "Measure").required().choices(MEASURES).default("\"revenue\"");
/// Of what.
pub const BASED_ON: Field<Choice> =
    Field::new("based_on", "Measured on").required().choices(BASES).default("\"deals\"");
/// How long it runs.
pub const PERIOD: Field<Choice> =
    Field::new("period", "Period").required().choices(PERIODS).default("\"quarter\"");
/// Its first day; moved to the first day of the period.
pub const STARTS_ON: Field<Date> = Field::new("starts_on", "Starts on").required().indexed();
/// Its last day.
pub const ENDS_ON: Field<Date> = Field::new("ends_on", "Ends on").kept();
/// How much, for revenue and margin.
pub const AMOUNT: Field<Money> = Field::new("amount", "Amount").help("For revenue and margin.");
/// How many, for numbers and activities.
pub const QUANTITY: Field<Integer> =
    Field::new("quantity", "Number").help("For a number of deals or purchases, and for activities.");
/// What is paid for reaching it.
pub const COMMISSION_PLAN: Field<Link> =
    Field::new("commission_plan", "Commission plan").to(commission_plan::KEY, "Targets");
/// What else is worth knowing.
pub const NOTE: Field<LongText> = Field::new("note", "Note");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "targets", "Target", "Targets")
    .fields(&[
        NAME.def,
        SCOPE.def,
        USER.def,
        TEAM.def,
        PRODUCT.def,
        TERRITORY.def,
        MEASURE.def,
        BASED_ON.def,
        PERIOD.def,
        STARTS_ON.def,
        ENDS_ON.def,
        AMOUNT.def,
        QUANTITY.def,
        COMMISSION_PLAN.def,
        NOTE.def,
    ])
    .titled_by(NAME.def.key)
    .shown_as("sales", "target")
    .listed(
        &[
            NAME.def.key,
            SCOPE.def.key,
            USER.def.key,
            TEAM.def.key,
            MEASURE.def.key,
            STARTS_ON.def.key,
            AMOUNT.def.key,
            QUANTITY.def.key,
        ],
        "-starts_on",
    )
    .checked();
