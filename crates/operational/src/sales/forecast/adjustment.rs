//! A forecast is adjusted by who leads those it is about, for a reason.

use crate::sales::staff::Staff;
use crate::sales::target::settle_period;
use dictionary::{LinkValue, Value};
use records::{Extent, Permission, Rule, RuleInput};
use standard::{deal, forecast_adjustment as noun};
use store::event::Verb;
use vocabulary::{Error, Id, Problem, Result};

pub(super) const RULE: Rule = Rule { name: "forecast adjustments", object: noun::KEY, run };

fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !matches!(input.verb, Verb::Created | Verb::Changed) {
        return Ok(());
    }
    settle_period(input)?;
    let (user, team) = (linked(input, noun::USER.key()), linked(input, noun::TEAM.key()));
    if user.is_some() == team.is_some() {
        let message = "Say whose forecast it is: either a seller's or a team's.";
        return Err(Error::Invalid(vec![Problem::new(noun::USER.key(), "required", message)]));
    }
    let staff = Staff::read(&mut input.writing.reading())?;
    if !leads(input, &staff, user, team) {
        return Err(Error::Forbidden(
            "Only who leads a team adjusts its forecast, or that of its sellers.".to_string(),
        ));
    }
    let whose = user
        .and_then(|id| staff.users.get(&id).map(|user| user.name.clone()))
        .or_else(|| team.and_then(|id| staff.teams.get(&id).map(|team| team.name.clone())));
    let amount = match input.value(noun::AMOUNT.key()) {
        Value::Money(money) => money.to_string(),
        _ => String::new(),
    };
    input.set(noun::NAME.key(), Value::Text(format!("{}: {amount}", whose.unwrap_or_default())))
}

fn linked(input: &RuleInput<'_, '_>, field: &str) -> Option<Id> {
    match input.value(field) {
        Value::Link(LinkValue { id, .. }) => Some(*id),
        _ => None,
    }
}

/// Whoever may change the deals of others leads them.
fn leads(input: &RuleInput<'_, '_>, staff: &Staff, user: Option<Id>, team: Option<Id>) -> bool {
    let rights = &input.writing.context().rights;
    let reaches = |user: &Id| rights.reaches_those_of(deal::KEY, Permission::Change, Some(*user));
    match (rights.extent(deal::KEY, Permission::Change), user, team) {
        (Extent::All, ..) => true,
        (Extent::Team, Some(user), _) => reaches(&user),
        (Extent::Team, _, Some(team)) => {
            let users = staff.users_of(team);
            !users.is_empty() && users.iter().all(reaches)
        }
        _ => false,
    }
}
