//! What the managers of the demo company have set up: targets, a commission plan, what they adjusted of the forecast, and a plan
//! for their best customer.

use dictionary::Value;
use platform::Platform;
use platform::identity::{self, Authenticated};
use records::{Context, FindRequest, GroupRequest, Names, Reading};
use serde_json::{Value as Json, json};
use vocabulary::{Date, Error, Id, Result};

/// Targets are so much of what was won in a quarter lately, in percent.
const MORE: i64 = 85;
/// Amounts are round, as people set them.
const ROUND: i64 = 100_000;

/// Sets all of it up. `context` has all rights.
pub fn create(
    platform: &Platform,
    asker: &Authenticated,
    context: &Context,
    today: Date,
) -> anyhow::Result<()> {
    let teams = identity::list_teams(platform, asker)?;
    let users = identity::list_users(platform, asker)?;
    let (quarter, before) = quarters(today);
    let sold = platform.engine.read(context, |reading| sold_since(reading, before))?;
    let find = |reading: &mut Reading<'_>| best_customer(reading);
    let customer = platform.engine.read(context, find)?;
    let goal = move |user: Id| {
        let minor = sold.iter().find(|(owner, _)| *owner == user).map_or(0, |(_, minor)| *minor);
        ((minor / 4 * MORE / 100) / ROUND + 1) * ROUND
    };
    platform.engine.write(context, move |writing| {
        let mut make = |object: &str, values: Json| -> Result<Id> {
            let Json::Object(values) = values else { return Err(Error::internal("no fields")) };
            Ok(writing.create(object, &values)?.id())
        };
        let plan = make("commission_plan", json!({"name": "Sellers", "method": "each_part"}))?;
        for (from, rate) in [("50", "1"), ("80", "2"), ("100", "4")] {
            make("commission_tier", json!({"commission_plan": plan, "from_share": from, "rate": rate}))?;
        }
        let money = |minor: i64| json!({"amount": format!("{}.00", minor / 100), "currency": "EUR"});
        let mut all = 0;
        for team in &teams {
            let members = users.iter().filter(|user| user.team == Some(team.id));
            let mut sum = 0;
            for user in members {
                sum += goal(user.id);
                make(
                    "target",
                    json!({"scope": "user", "user": user.id, "period": "quarter", "starts_on": quarter, "amount": money(goal(user.id)), "commission_plan": plan}),
                )?;
                make(
                    "target",
                    json!({"scope": "user", "user": user.id, "period": "month", "starts_on": today, "measure": "activities", "quantity": 60}),
                )?;
            }
            all += sum;
            if sum > 0 {
                make("target", json!({"scope": "team", "team": team.id, "period": "quarter", "starts_on": quarter, "amount": money(sum)}))?;
            }
        }
        make("target", json!({"scope": "company", "period": "quarter", "starts_on": quarter, "amount": money(all)}))?;
        make("target", json!({"scope": "company", "period": "year", "starts_on": quarter, "based_on": "purchases", "amount": money(all * 6)}))?;
        let filter = |condition: Json| condition.to_string();
        let large = json!({"field": "employees", "op": "gte", "value": 100});
        let middle = json!({"field": "employees", "op": "between", "value": {"from": 20, "until": 99}});
        let known = json!({"field": "name", "op": "is_not_empty"});
        let owner = |at: usize| users.get(at % users.len().max(1)).map(|user| user.id);
        let market = make("territory", json!({"name": "Home market", "position": 1, "owner": owner(0), "company_filter": filter(known)}))?;
        let key = make("territory", json!({"name": "Large works", "position": 1, "parent": market, "owner": owner(1), "company_filter": filter(large)}))?;
        make("territory", json!({"name": "Workshops from 20", "position": 2, "parent": market, "owner": owner(2), "company_filter": filter(middle)}))?;
        for territory in [market, key] {
            make("target", json!({"scope": "territory", "territory": territory, "period": "quarter", "starts_on": quarter, "amount": money(all / 3)}))?;
        }
        let adjusted = users.iter().filter(|user| user.name == "Lucia Hudáková" || user.name == "Zala Furlan");
        for (user, (amount, reason)) in adjusted.zip([
            ("1500.00", "The machine for the new hall is as good as signed."),
            ("-650.00", "One of these waits for a subsidy that is not decided yet."),
        ]) {
            make(
                "forecast_adjustment",
                json!({"user": user.id, "period": "quarter", "starts_on": quarter, "category": "commit", "amount": {"amount": amount, "currency": "EUR"}, "reason": reason}),
            )?;
        }
        let Some((company, people)) = &customer else { return Ok(()) };
        let year = quarter.parts().0;
        let plan = make(
            "company_plan",
            json!({
                "name": format!("Plan {year}"), "company": company, "starts_on": format!("{year}-01-01"), "ends_on": format!("{year}-12-31"),
                "revenue_goal": money(12_000_000),
                "goals": "Become their first address for machines, not only for consumables.\n\nA service contract for every machine they run.",
                "strategy": "Win the workshop first: a demonstration day with their foremen. Then the budget talks in autumn.",
                "strengths": ["Delivery in two days", "Our technician knows their halls"],
                "weaknesses": ["No machine of ours in the main hall yet"],
                "chances": ["A second hall opens next year", "The old saws are out of warranty"],
                "threats": ["A competitor offers leasing", "Their buyer changes in spring"],
            }),
        )?;
        let roles = [
            ("decides", "high", "neutral"),
            ("pays", "high", "critic"),
            ("influences", "medium", "supporter"),
            ("uses", "medium", "supporter"),
            ("gatekeeper", "low", "unknown"),
        ];
        let mut first = None;
        for (at, (person, (role, influence, attitude))) in people.iter().zip(roles).enumerate() {
            let above = if at == 0 { None } else { first };
            let one = make(
                "plan_person",
                json!({"company_plan": plan, "person": person, "role": role, "influence": influence, "attitude": attitude, "reports_to": above}),
            )?;
            first = first.or(Some(one));
        }
        for (subject, days) in [("Invite the foremen to a demonstration day", 10), ("Offer service contracts for their saws", 24)] {
            let due = format!("{}T08:00:00Z", today.plus_days(days));
            make("task", json!({"subject": subject, "company": company, "company_plan": plan, "due_at": due}))?;
        }
        Ok(())
    })?;
    for weeks in [4, 2, 1] {
        operational::sales::forecast::snapshot_of_past(platform, context, today.plus_days(-7 * weeks))?;
    }
    Ok(())
}

/// The first day of the quarter, and of the same a year before.
fn quarters(today: Date) -> (Date, Date) {
    let (year, month, _) = today.parts();
    let first = month.saturating_sub(1) / 3 * 3 + 1;
    let day = |year| Date::new(year, first, 1).unwrap_or(today);
    (day(year), day(year - 1))
}

/// What each seller has won since a day.
fn sold_since(reading: &mut Reading<'_>, day: Date) -> Result<Vec<(Id, i64)>> {
    let request = GroupRequest {
        filter: Some(json!({"and": [
            {"field": "outcome", "op": "is", "value": "won"},
            {"field": "closed_at", "op": "on_or_after", "value": day},
        ]})),
        by: json!([{"field": "owner"}]),
        measures: json!([{"measure": "sum", "field": "amount"}]),
        ..GroupRequest::default()
    };
    let groups = reading.groups("deal", &request)?.groups;
    Ok(groups
        .iter()
        .filter_map(|group| match (group.key.first(), group.values.first()) {
            (Some((Value::Link(owner), _)), Some(Value::Money(money))) => Some((owner.id, money.minor)),
            _ => None,
        })
        .collect())
}

/// One of those who bought for most, with some of its people.
fn best_customer(reading: &mut Reading<'_>) -> Result<Option<(Id, Vec<Id>)>> {
    let request = GroupRequest {
        filter: Some(json!({"field": "company", "op": "is_not_empty"})),
        by: json!([{"field": "company"}]),
        measures: json!([{"measure": "sum", "field": "total"}]),
        sort: json!("-sum:total"),
        limit: json!(30),
        ..GroupRequest::default()
    };
    let groups = reading.groups("purchase", &request)?.groups;
    let mut best = None;
    for group in &groups {
        let Some((Value::Link(company), _)) = group.key.first() else { continue };
        let people = FindRequest {
            filter: Some(json!({"field": "company", "op": "is", "value": company.id})),
            sort: Some(Names::parse("created_at")),
            limit: Some(5),
            ..FindRequest::default()
        };
        let found: Vec<Id> = reading.find("person", &people)?.data.iter().map(records::Viewed::id).collect();
        // A map of two people shows little: the best customer with more of them.
        let better = best.as_ref().is_none_or(|(_, known): &(Id, Vec<Id>)| known.len() < found.len());
        if better {
            best = Some((company.id, found));
        }
    }
    Ok(best)
}
