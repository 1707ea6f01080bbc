//! An adjustment of a forecast: how much more or less a manager expects of somebody, or of a team, and why.

use dictionary::marker::{Choice, Link, LongText, Text};
use dictionary::{ChoiceSpec, Field, Object};
use vocabulary::{Date, Money};

/// The key of the object, and its table.
pub const KEY: &str = "forecast_adjustment";

/// The categories that are adjusted.
pub const CATEGORIES: &[ChoiceSpec] = &[
    ChoiceSpec::new("commit", "Commit", "green"),
    ChoiceSpec::new("best_case", "Best case", "teal"),
    ChoiceSpec::new("pipeline", "Pipeline", "blue"),
];

/// What it is called; written from the rest.
pub const NAME: Field<Text> = Field::new("name", "Name").kept();
/// Whose forecast, if a seller's.
pub const USER: Field<Link> = Field::new("user", "Seller").to("user", "Adjustments");
/// Whose forecast, if a team's.
pub const TEAM: Field<Link> = Field::new("team", "Team").to("team", "Adjustments");
/// How long the forecast runs.
pub const PERIOD: Field<Choice> =
    Field::new("period", "Period").required().choices(crate::target::PERIODS).default("\"quarter\"");
/// Its first day; moved to the first day of the period.
pub const STARTS_ON: Field<Date> = Field::new("starts_on", "Starts on").required().indexed();
/// The category.
pub const CATEGORY: Field<Choice> =
    Field::new("category", "Category").required().choices(CATEGORIES).default("\"commit\"");
/// How much more, or less when negative.
pub const AMOUNT: Field<Money> = Field::new("amount", "Amount").required();
/// Why.
pub const REASON: Field<LongText> = Field::new("reason", "Reason").required();

/// The noun.
pub static OBJECT: Object =
    Object::new(KEY, "forecast_adjustments", "Forecast adjustment", "Forecast adjustments")
        .fields(&[
            NAME.def,
            USER.def,
            TEAM.def,
            PERIOD.def,
            STARTS_ON.def,
            CATEGORY.def,
            AMOUNT.def,
            REASON.def,
        ])
        .titled_by(NAME.def.key)
        .shown_as("system", "adjustments")
        .listed(
            &[
                NAME.def.key,
                USER.def.key,
                TEAM.def.key,
                STARTS_ON.def.key,
                CATEGORY.def.key,
                AMOUNT.def.key,
                REASON.def.key,
            ],
            "-starts_on",
        )
        .not_searchable()
        .checked();
