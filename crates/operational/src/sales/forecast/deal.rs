//! How sure a deal is follows its probability until somebody says otherwise, and what is decided says how long it took.

use crate::sales::sums::house;
use dictionary::Value;
use records::{Rule, RuleInput};
use standard::deal;
use store::event::Verb;
use vocabulary::{Date, Decimal, Result};

pub(super) const RULE: Rule = Rule { name: "deal and forecast", object: deal::KEY, run };

/// From so many percent on a deal is committed.
const COMMIT: i64 = 75 * Decimal::ONE;
/// From so many percent on it is the best case.
const BEST_CASE: i64 = 40 * Decimal::ONE;

fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !matches!(input.verb, Verb::Created | Verb::Changed) {
        return Ok(());
    }
    let new = input.before.is_none();
    let category = deal::FORECAST_CATEGORY.key();
    let moved = [deal::STAGE.key(), deal::PROBABILITY.key(), deal::OUTCOME.key()]
        .iter()
        .any(|field| input.changes(field));
    if input.value(category).is_null() || (!new && moved && !input.changes(category)) {
        let usual = usual_category(input);
        input.set(category, Value::Text(usual.to_string()))?;
    }
    let decided = [deal::OUTCOME.key(), deal::CLOSED_AT.key(), deal::ENGAGED_ON.key()];
    if new || decided.iter().any(|field| input.changes(field)) {
        let days = cycle_days(input)?;
        input.set(deal::CYCLE_DAYS.key(), days.map_or(Value::Null, Value::Integer))?;
    }
    Ok(())
}

/// The category deals of that probability have.
fn usual_category(input: &RuleInput<'_, '_>) -> &'static str {
    if input.value(deal::OUTCOME.key()).to_text() == "lost" {
        return "omitted";
    }
    match input.value(deal::PROBABILITY.key()) {
        Value::Decimal(percent) if percent.millionths() >= COMMIT => "commit",
        Value::Decimal(percent) if percent.millionths() >= BEST_CASE => "best_case",
        _ => "pipeline",
    }
}

/// The days from the beginning of work to the decision; none while it is open, and where they would run backwards.
fn cycle_days(input: &mut RuleInput<'_, '_>) -> Result<Option<i64>> {
    let Value::Timestamp(closed) = *input.value(deal::CLOSED_AT.key()) else { return Ok(None) };
    if input.value(deal::OUTCOME.key()).to_text() == "open" {
        return Ok(None);
    }
    let (zone, _) = house(&mut input.writing.reading())?;
    let begun = match *input.value(deal::ENGAGED_ON.key()) {
        Value::Date(day) => day,
        _ => input.meta().created_at.date_in(&zone),
    };
    Ok(days_between(begun, closed.date_in(&zone)).filter(|days| *days >= 0))
}

fn days_between(from: Date, to: Date) -> Option<i64> {
    from.to_jiff().until(to.to_jiff()).ok().map(|span| i64::from(span.get_days()))
}
