//! `GET /targets/attainment`: every target of a period with what was reached, how that stands against the time gone, and what it earns.

use super::attained::{Attained, By, Shares, What};
use super::commission::{Plan, plans};
use super::setting::setting_of;
use crate::sales::period::{Pace, Period};
use crate::sales::staff::Staff;
use crate::sales::sums::house;
use crate::sales::territory::Territories;
use dictionary::Value;
use records::{FindRequest, Names, Reading, Viewed};
use serde::Serialize;
use serde_json::{Value as Json, json};
use standard::target;
use std::collections::{HashMap, HashSet};
use vocabulary::{Currency, Decimal, Error, Id, Money, Result};

/// The most targets of one period.
const MOST: usize = 2_000;

/// The targets of a period.
#[derive(Debug, Serialize)]
pub(super) struct Attainment {
    period: String,
    starts_on: String,
    ends_on: String,
    working_days: i64,
    working_days_gone: i64,
    pace: f64,
    leaderboard: bool,
    targets: Vec<TargetRow>,
}

/// A target and how it stands.
#[derive(Debug, Serialize)]
struct TargetRow {
    id: Id,
    name: String,
    scope: String,
    of: Option<Of>,
    measure: String,
    based_on: String,
    goal: Json,
    attained: Json,
    remaining: Json,
    needed_per_week: Json,
    attained_share: f64,
    expected_share: f64,
    ahead: bool,
    rank: Option<usize>,
    commission: Option<CommissionRow>,
}

/// Whose target it is.
#[derive(Clone, Debug, Serialize)]
struct Of {
    object: &'static str,
    id: Id,
    title: String,
}

/// What is earned by now.
#[derive(Debug, Serialize)]
struct CommissionRow {
    amount: Json,
    rate: Decimal,
    next: Option<NextTier>,
}

#[derive(Debug, Serialize)]
struct NextTier {
    missing: Json,
    rate: Decimal,
}

/// A number of something, or an amount.
#[derive(Clone, Copy, Debug)]
enum Quantity {
    Money(Money),
    Number(i64),
}

impl Quantity {
    fn value(self) -> i64 {
        match self {
            Quantity::Money(money) => money.minor,
            Quantity::Number(number) => number,
        }
    }

    fn with(self, value: i64) -> Quantity {
        match self {
            Quantity::Money(money) => Quantity::Money(Money::new(value, money.currency)),
            Quantity::Number(_) => Quantity::Number(value),
        }
    }

    fn json(self) -> Json {
        match self {
            Quantity::Money(money) => amount(money),
            Quantity::Number(number) => json!(number),
        }
    }
}

/// An amount as the interface writes it.
pub(in crate::sales) fn amount(money: Money) -> Json {
    json!({"amount": money.amount(), "currency": money.currency})
}

impl Attainment {
    /// The targets of sellers that are reached, and whose they are.
    pub(super) fn reached(&self) -> Vec<(Id, Id)> {
        let reached = self.targets.iter().filter(|row| row.attained_share >= 1.0);
        reached
            .filter_map(|row| Some((row.id, row.of.as_ref().filter(|of| of.object == "user")?.id)))
            .collect()
    }
}

/// Reads the targets of a period and measures each.
pub(super) fn attainment(
    reading: &mut Reading<'_>,
    period: Period,
    scope: Option<&str>,
) -> Result<Attainment> {
    if scope.is_some_and(|scope| !target::SCOPES.iter().any(|choice| choice.key == scope)) {
        let known: Vec<&str> = target::SCOPES.iter().map(|choice| choice.key).collect();
        return Err(Error::invalid("by", "unknown_choice", format!("Expected one of {}.", known.join(", "))));
    }
    let (zone, _) = house(reading)?;
    let now = reading.context().now;
    let pace = period.pace(now.date_in(&zone));
    let found = targets_of(reading, period, scope)?;
    let staff = Staff::read(reading)?;
    let wanted = found.iter().filter_map(|target| link(target, target::COMMISSION_PLAN.key())).collect();
    let plans = plans(reading, wanted)?;
    let mut attained = Attained::new(period.span(&zone), now);
    let mut targets = Vec::new();
    for target in &found {
        targets.extend(measured(reading, target, &staff, &plans, &mut attained, pace)?);
    }
    let workspace = reading.context().workspace;
    let setting = setting_of(reading.reader(), workspace)?;
    if setting.leaderboard {
        rank(&mut targets);
    }
    Ok(Attainment {
        period: period.to_string(),
        starts_on: period.from.to_string(),
        ends_on: period.to.to_string(),
        working_days: pace.all,
        working_days_gone: pace.gone,
        pace: pace.share(),
        leaderboard: setting.leaderboard,
        targets,
    })
}

fn targets_of(reading: &mut Reading<'_>, period: Period, scope: Option<&str>) -> Result<Vec<Viewed>> {
    let mut conditions = vec![
        json!({"field": target::STARTS_ON.key(), "op": "is", "value": period.from}),
        json!({"field": target::PERIOD.key(), "op": "is", "value": period.length.word()}),
    ];
    conditions.extend(scope.map(|scope| json!({"field": target::SCOPE.key(), "op": "is", "value": scope})));
    let mut request = FindRequest {
        filter: Some(json!({"and": conditions})),
        sort: Some(Names::parse(target::NAME.key())),
        limit: Some(200),
        ..FindRequest::default()
    };
    let mut found = Vec::new();
    loop {
        let page = reading.find(target::KEY, &request)?;
        found.extend(page.data);
        match page.next {
            Some(next) if found.len() < MOST => request.cursor = Some(next),
            Some(_) => {
                let message = format!("More than {MOST} targets: ask for one kind with by.");
                return Err(Error::invalid("by", "too_many", message));
            }
            None => return Ok(found),
        }
    }
}

fn link(target: &Viewed, field: &str) -> Option<Id> {
    match target.value(field) {
        Some(Value::Link(link)) => Some(link.id),
        _ => None,
    }
}

fn measured(
    reading: &mut Reading<'_>,
    target: &Viewed,
    staff: &Staff,
    plans: &HashMap<Id, Plan>,
    attained: &mut Attained,
    pace: Pace,
) -> Result<Option<TargetRow>> {
    let word = |field: &str| target.value(field).map(Value::to_text).unwrap_or_default();
    let (scope, measure) = (word(target::SCOPE.key()), word(target::MEASURE.key()));
    let goal =
        match (measure.as_str(), target.value(target::AMOUNT.key()), target.value(target::QUANTITY.key())) {
            ("revenue" | "margin", Some(Value::Money(goal)), _) => Quantity::Money(*goal),
            ("count" | "activities", _, Some(Value::Integer(goal))) => Quantity::Number(*goal),
            // The viewer may not see how much it is.
            _ => return Ok(None),
        };
    let by = match scope.as_str() {
        "product" => By::Product,
        "territory" => match link(target, target::TERRITORY.key()) {
            Some(id) => {
                let workspace = reading.context().workspace;
                By::Territory(Territories::read(reading.reader(), workspace)?.inside(id))
            }
            // The viewer may not see which.
            None => return Ok(None),
        },
        _ => By::Seller,
    };
    let what = What { measure: measure.clone(), based_on: word(target::BASED_ON.key()), by };
    let (whose, of) = whose(target, &scope, staff);
    let reached = reached(attained.of(reading, &what)?, whose.as_ref(), goal);
    let share = reached as f64 / goal.value() as f64;
    let remaining = (goal.value() - reached).max(0);
    let weeks = pace.weeks_left();
    let needed = if weeks > 0.0 { (remaining as f64 / weeks.max(0.2)).ceil() as i64 } else { 0 };
    let plan = link(target, target::COMMISSION_PLAN.key()).and_then(|id| plans.get(&id));
    let commission = match (plan, goal) {
        (Some(plan), Quantity::Money(goal)) => plan.preview(Money::new(reached, goal.currency), goal),
        _ => None,
    };
    Ok(Some(TargetRow {
        id: target.id(),
        name: target.title().unwrap_or_default().to_string(),
        scope,
        of,
        measure,
        based_on: what.based_on,
        goal: goal.json(),
        attained: goal.with(reached).json(),
        remaining: goal.with(remaining).json(),
        needed_per_week: goal.with(needed).json(),
        attained_share: share,
        expected_share: pace.share(),
        ahead: share >= pace.share(),
        rank: None,
        commission: commission.map(|earned| CommissionRow {
            amount: amount(earned.amount),
            rate: earned.rate,
            next: earned.next.map(|(missing, rate)| NextTier { missing: amount(missing), rate }),
        }),
    }))
}

/// Whose sums count, and who is shown; nobody in particular for the whole company and for a territory.
fn whose(target: &Viewed, scope: &str, staff: &Staff) -> (Option<HashSet<Id>>, Option<Of>) {
    let titled = |field: &str| match target.value(field) {
        Some(Value::Link(link)) => Some((link.id, link.title.clone().unwrap_or_default())),
        _ => None,
    };
    let (object, field) = match scope {
        "user" => ("user", target::USER.key()),
        "team" => ("team", target::TEAM.key()),
        "product" => ("product", target::PRODUCT.key()),
        _ => return (None, None),
    };
    let Some((id, title)) = titled(field) else { return (Some(HashSet::new()), None) };
    let who = if object == "team" { staff.users_of(id) } else { HashSet::from([id]) };
    (Some(who), Some(Of { object, id, title }))
}

/// What those reached together, in the currency of the goal.
fn reached(parts: &Shares, whose: Option<&HashSet<Id>>, goal: Quantity) -> i64 {
    let counts = |key: &Option<Id>| whose.is_none_or(|whose| key.is_some_and(|key| whose.contains(&key)));
    let same = |currency: &Option<Currency>| match goal {
        Quantity::Money(goal) => *currency == Some(goal.currency),
        Quantity::Number(_) => true,
    };
    parts.iter().filter(|((key, currency), _)| counts(key) && same(currency)).map(|(_, value)| value).sum()
}

/// Places among targets of the same kind, by share; who reached the same share has the same place.
fn rank(targets: &mut [TargetRow]) {
    let shares: Vec<(String, String, f64)> =
        targets.iter().map(|row| (row.scope.clone(), row.measure.clone(), row.attained_share)).collect();
    for row in targets.iter_mut().filter(|row| row.of.is_some()) {
        let alike =
            shares.iter().filter(|(scope, measure, _)| *scope == row.scope && *measure == row.measure);
        row.rank = Some(1 + alike.filter(|(_, _, share)| *share > row.attained_share).count());
    }
}
