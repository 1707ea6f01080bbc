//! A deal: a sale being worked on, with its amount, stage and outcome.

use crate::choice::SOURCES;
use crate::{company, person, pipeline, price_book, product, stage, territory};
use dictionary::marker::{Choice, Computed, Integer, Link, LongText, Percent, Tags, Text};
use dictionary::{ChoiceSpec, Field, Kind, Object};
use vocabulary::{Date, Money, Timestamp};

/// The key of the object, and its table.
pub const KEY: &str = "deal";

/// How a deal ended.
pub const OUTCOMES: &[ChoiceSpec] = &[
    ChoiceSpec::new("open", "Open", "blue"),
    ChoiceSpec::new("won", "Won", "green"),
    ChoiceSpec::new("lost", "Lost", "red"),
];

/// How sure a deal is, as its forecast counts it.
pub const FORECAST_CATEGORIES: &[ChoiceSpec] = &[
    ChoiceSpec::new("commit", "Commit", "green"),
    ChoiceSpec::new("best_case", "Best case", "teal"),
    ChoiceSpec::new("pipeline", "Pipeline", "blue"),
    ChoiceSpec::new("omitted", "Omitted", "gray"),
];

/// What is sold to whom, in a few words.
pub const NAME: Field<Text> = Field::new("name", "Name").required().indexed().searchable();
/// The company that would buy.
pub const COMPANY: Field<Link> = Field::new("company", "Company").indexed().to(company::KEY, "Deals");
/// The person who decides.
pub const PERSON: Field<Link> = Field::new("person", "Person").indexed().to(person::KEY, "Deals");
/// The pipeline it goes through.
pub const PIPELINE: Field<Link> = Field::new("pipeline", "Pipeline").indexed().to(pipeline::KEY, "Deals");
/// The stage it stands in.
pub const STAGE: Field<Link> = Field::new("stage", "Stage").indexed().to(stage::KEY, "Deals");
/// Since when it stands there.
pub const STAGE_SINCE: Field<Timestamp> =
    Field::new("stage_since", "In stage since").help("Since when the deal stands in its stage.").kept();
/// What it would bring.
pub const AMOUNT: Field<Money> = Field::new("amount", "Amount").indexed();
/// How likely it is won.
pub const PROBABILITY: Field<Percent> = Field::new("probability", "Probability");
/// How sure it is; follows the probability until somebody says otherwise.
pub const FORECAST_CATEGORY: Field<Choice> =
    Field::new("forecast_category", "Forecast category").indexed().choices(FORECAST_CATEGORIES);
/// What it would bring, times how likely it is won.
pub const WEIGHTED: Field<Computed> =
    Field::new("weighted", "Weighted amount").formula("amount * probability / 100", Kind::Money);
/// When it should be, or was, decided.
pub const CLOSE_DATE: Field<Date> = Field::new("close_date", "Close date").indexed();
/// When work on it began.
pub const ENGAGED_ON: Field<Date> = Field::new("engaged_on", "Engaged on");
/// How it ended, if it has.
pub const OUTCOME: Field<Choice> =
    Field::new("outcome", "Outcome").indexed().choices(OUTCOMES).default("\"open\"");
/// When it was won or lost.
pub const CLOSED_AT: Field<Timestamp> = Field::new("closed_at", "Closed at");
/// The days from the beginning of work on it to its end.
pub const CYCLE_DAYS: Field<Integer> =
    Field::new("cycle_days", "Days to close").help("From when work began to when it was decided.").kept();
/// Why it was lost.
pub const LOST_REASON: Field<Text> = Field::new("lost_reason", "Lost reason");
/// Who decided it.
pub const DECIDED_BY: Field<Link> = Field::new("decided_by", "Decided by").to("user", "Decided deals").kept();
/// Who else is after it, or got it.
pub const COMPETITOR: Field<Link> =
    Field::new("competitor", "Competitor").indexed().to(company::KEY, "Competes in");
/// What is done next.
pub const NEXT_STEP: Field<Text> = Field::new("next_step", "Next step");
/// By when.
pub const NEXT_STEP_ON: Field<Date> = Field::new("next_step_on", "Next step on").indexed();
/// Where it came from.
pub const SOURCE: Field<Choice> = Field::new("source", "Source").choices(SOURCES);
/// The product it is mainly about.
pub const PRODUCT: Field<Link> = Field::new("product", "Product").indexed().to(product::KEY, "Deals");
/// Free tags.
pub const TAGS: Field<Tags> = Field::new("tags", "Tags").searchable();
/// What else is worth knowing.
pub const DESCRIPTION: Field<LongText> = Field::new("description", "Description");
/// The price book its lines follow, whatever else would fit.
pub const PRICE_BOOK: Field<Link> =
    Field::new("price_book", "Price book").to(price_book::KEY, "Deals").help("Empty: the book that fits.");
/// The sum of its lines, without tax; empty as long as there are none.
pub const LINE_TOTAL: Field<Money> = Field::new("line_total", "Lines without tax").kept();
/// The tax on its lines.
pub const LINE_TAX: Field<Money> = Field::new("line_tax", "Tax").kept();
/// The sum of its lines, with tax.
pub const LINE_GROSS: Field<Money> = Field::new("line_gross", "Lines with tax").kept();
/// What its lines cost us.
pub const LINE_COST: Field<Money> = Field::new("line_cost", "Cost").kept();
/// What is left of the sum of its lines.
pub const MARGIN: Field<Percent> = Field::new("margin", "Margin").kept();
/// The part of the market it belongs to.
pub const TERRITORY: Field<Link> =
    Field::new("territory", "Territory").indexed().to(territory::KEY, "Deals in it").kept();
/// Why it belongs there.
pub const TERRITORY_BECAUSE: Field<Choice> =
    Field::new("territory_because", "In its territory because").choices(territory::REASONS).kept();

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "deals", "Deal", "Deals")
    .fields(&[
        NAME.def,
        COMPANY.def,
        PERSON.def,
        PIPELINE.def,
        STAGE.def,
        STAGE_SINCE.def,
        AMOUNT.def,
        PROBABILITY.def,
        FORECAST_CATEGORY.def,
        WEIGHTED.def,
        CLOSE_DATE.def,
        ENGAGED_ON.def,
        OUTCOME.def,
        CLOSED_AT.def,
        CYCLE_DAYS.def,
        LOST_REASON.def,
        DECIDED_BY.def,
        COMPETITOR.def,
        NEXT_STEP.def,
        NEXT_STEP_ON.def,
        SOURCE.def,
        PRODUCT.def,
        TERRITORY.def,
        TERRITORY_BECAUSE.def,
        TAGS.def,
        DESCRIPTION.def,
        PRICE_BOOK.def,
        LINE_TOTAL.def,
        LINE_TAX.def,
        LINE_GROSS.def,
        LINE_COST.def,
        MARGIN.def,
    ])
    .titled_by(NAME.def.key)
    .totals(&[PIPELINE.def.key, STAGE.def.key, OUTCOME.def.key], AMOUNT.def.key)
    .sorted_within(&[(STAGE.def.key, AMOUNT.def.key)])
    .shown_as("sales", "heart-handshake")
    .listed(
        &[NAME.def.key, COMPANY.def.key, STAGE.def.key, AMOUNT.def.key, CLOSE_DATE.def.key, OUTCOME.def.key],
        "-created_at",
    )
    .checked();
