//! A target and a tier say all that is needed to measure them, and a period begins with its first day.

use super::tell::{BOUGHT, WON};
use crate::sales::period::{Length, Period};
use dictionary::Value;
use records::{Rule, RuleInput};
use standard::{commission_tier, deal, target};
use store::event::Verb;
use vocabulary::{Decimal, Error, Problem, Result};

pub(super) const RULES: &[Rule] = &[
    Rule { name: "targets can be measured", object: target::KEY, run: target_rule },
    Rule { name: "commission tiers are named", object: commission_tier::KEY, run: tier_rule },
    WON,
    BOUGHT,
];

fn target_rule(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !matches!(input.verb, Verb::Created | Verb::Changed) {
        return Ok(());
    }
    settle_period(input)?;
    let problems = problems_of(input);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let named = !input.value(target::NAME.key()).is_null();
    let old = own_name(input, true)?;
    let written = input.before.is_some() && *input.old_value(target::NAME.key()) == old;
    if !named || (written && !input.changes(target::NAME.key())) {
        let name = own_name(input, false)?;
        input.set(target::NAME.key(), name)?;
    }
    Ok(())
}

/// Moves the beginning to the first day of its period, and says where that ends.
pub(in crate::sales) fn settle_period(input: &mut RuleInput<'_, '_>) -> Result<Option<Period>> {
    let Value::Date(day) = *input.value("starts_on") else { return Ok(None) };
    let Value::Text(word) = input.value("period") else { return Ok(None) };
    let Some(period) = Length::of(word).and_then(|length| Period::around(length, day)) else {
        return Ok(None);
    };
    input.set("starts_on", Value::Date(period.from))?;
    if input.object.field("ends_on").is_some() {
        input.set("ends_on", Value::Date(period.to))?;
    }
    Ok(Some(period))
}

fn problems_of(input: &RuleInput<'_, '_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let word = |field: &str| input.value(field).to_text();
    let (scope, measure) = (word(target::SCOPE.key()), word(target::MEASURE.key()));
    let needed = match scope.as_str() {
        "user" => Some((target::USER.key(), "Say whose target it is.")),
        "team" => Some((target::TEAM.key(), "Say which team it is for.")),
        "product" => Some((target::PRODUCT.key(), "Say which product it is for.")),
        "territory" => Some((target::TERRITORY.key(), "Say which territory it is for.")),
        _ => None,
    };
    if let Some((field, message)) = needed
        && input.value(field).is_null()
    {
        problems.push(Problem::new(field, "required", message));
    }
    let money = matches!(measure.as_str(), "revenue" | "margin");
    let (goal, message) = if money {
        (target::AMOUNT.key(), "Say how much is to be reached.")
    } else {
        (target::QUANTITY.key(), "Say how many are to be reached.")
    };
    let positive = match input.value(goal) {
        Value::Money(money) => money.minor > 0,
        Value::Integer(number) => *number > 0,
        _ => false,
    };
    if !positive {
        problems.push(Problem::new(goal, "required", message));
    }
    if measure == "activities" && scope == "product" {
        let message = "Activities are not about one product: choose another measure.";
        problems.push(Problem::new(target::MEASURE.key(), "malformed", message));
    }
    if measure == "margin" && word(target::BASED_ON.key()) == "deals" && !margin_of_deals(input) {
        let message = "Margin is known of purchases, whose lines say what they cost.";
        problems.push(Problem::new(target::BASED_ON.key(), "malformed", message));
    }
    problems
}

/// Whether deals say what is left of them.
fn margin_of_deals(input: &RuleInput<'_, '_>) -> bool {
    let object = input.writing.dictionary().object(deal::KEY);
    object.is_some_and(|object| object.field("margin").is_some())
}

/// The name a target has of itself: whose it is, when, and what is measured.
fn own_name(input: &mut RuleInput<'_, '_>, before: bool) -> Result<Value> {
    let value = |input: &RuleInput<'_, '_>, field: &str| {
        if before { input.old_value(field).clone() } else { input.value(field).clone() }
    };
    let label = |input: &RuleInput<'_, '_>, field: &str| {
        let key = value(input, field).to_text();
        let field = input.object.field(field);
        field
            .and_then(|field| field.choices.iter().find(|choice| choice.key == key))
            .map_or(key.clone(), |choice| choice.label.clone())
    };
    let scope = value(input, target::SCOPE.key()).to_text();
    let linked: Option<&'static str> = match scope.as_str() {
        "user" => Some("user"),
        "team" => Some("team"),
        "product" => Some("product"),
        "territory" => Some("territory"),
        _ => None,
    };
    let whose = match linked {
        Some(object) => {
            let link = value(input, object);
            title(input, object, &link)?
        }
        None => None,
    };
    let whose = whose.unwrap_or_else(|| label(input, target::SCOPE.key()));
    let length = Length::of(&value(input, target::PERIOD.key()).to_text());
    let period = match (length, value(input, target::STARTS_ON.key())) {
        (Some(length), Value::Date(day)) => Period::around(length, day).map(|period| period.to_string()),
        _ => None,
    };
    let what = label(input, target::MEASURE.key());
    Ok(Value::Text([Some(whose), period, Some(what)].into_iter().flatten().collect::<Vec<_>>().join(" · ")))
}

/// What a link points to, by name.
fn title(input: &mut RuleInput<'_, '_>, object: &'static str, link: &Value) -> Result<Option<String>> {
    let Value::Link(link) = link else { return Ok(None) };
    let house = input.writing.context().unlimited();
    input.writing.acting(&house, |writing| writing.reading().title_of(object, link.id))
}

fn tier_rule(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !matches!(input.verb, Verb::Created | Verb::Changed) {
        return Ok(());
    }
    let mut problems = Vec::new();
    for field in [commission_tier::FROM_SHARE.key(), commission_tier::RATE.key()] {
        let most = Decimal::from_millionths(1_000 * Decimal::ONE);
        if let Value::Decimal(percent) = input.value(field)
            && (percent.millionths() < 0 || *percent > most)
        {
            problems.push(Problem::new(field, "out_of_range", "Give 0 to 1,000 percent."));
        }
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let name =
        tier_name(input.value(commission_tier::FROM_SHARE.key()), input.value(commission_tier::RATE.key()));
    let old = tier_name(
        input.old_value(commission_tier::FROM_SHARE.key()),
        input.old_value(commission_tier::RATE.key()),
    );
    let own = *input.value(commission_tier::NAME.key()) == old;
    if own || input.value(commission_tier::NAME.key()).is_null() {
        input.set(commission_tier::NAME.key(), name)?;
    }
    Ok(())
}

fn tier_name(from: &Value, rate: &Value) -> Value {
    Value::Text(format!("≥ {} %: {} %", from.to_text(), rate.to_text()))
}
