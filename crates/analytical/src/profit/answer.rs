//! What the analysis answers of customers, products, categories and channels: all together, the curve over customers, and those that bring
//! most and cost most. Customers are told by their ids: whoever may see them finds their names, and a run that is kept holds none.

use super::Asked;
use super::gather::{Customer, Gathered, Sum};
use crate::analysis::Ground;
use crate::line::Till;
use math::proportion::{gini, whale_curve};
use serde_json::{Value as Json, json};
use standard::{company, person};
use vocabulary::Id;

/// Of the best and of the worst so many each.
const NAMED: usize = 50;
/// Groups of equally many customers, from the most profitable on.
const TENTHS: usize = 10;
/// Points of the curve.
const POINTS: usize = 50;

pub(super) fn told(ground: &Ground<'_>, till: &Till, asked: &Asked, gathered: Gathered) -> Json {
    let mut ranked: Vec<(Customer, Sum)> = gathered.customers.iter().map(|(key, sum)| (*key, *sum)).collect();
    ranked.sort_by(|left, right| right.1.profit().cmp(&left.1.profit()).then(left.0.cmp(&right.0)));
    let mut all = Sum::default();
    for sum in gathered.customers.values().chain([&gathered.nobody, &gathered.not_yet]) {
        all.add(sum);
    }
    #[expect(clippy::cast_precision_loss, reason = "a curve needs no more digits")]
    let profits: Vec<f64> = ranked.iter().map(|(_, sum)| sum.profit() as f64).collect();
    let curve = match whale_curve(&profits, POINTS.min(profits.len().max(1))) {
        Ok(points) => json!({
            "refusal": null,
            "points": points.iter().map(|(at, share)| json!([rounded(*at), rounded(*share)])).collect::<Vec<_>>(),
            "peak": rounded(points.iter().fold(0.0, |most, (_, share)| share.max(most))),
            "gini": gini(&profits).ok().map(rounded),
        }),
        Err(refusal) => json!({"refusal": refusal.to_string(), "points": [], "peak": null, "gini": null}),
    };
    let losing: Vec<&(Customer, Sum)> = ranked.iter().filter(|(_, sum)| sum.profit() < 0).collect();
    let lost = losing.iter().fold(0_i64, |sum, one| sum.saturating_add(one.1.profit()));
    let day = |at: vocabulary::Timestamp| at.date_in(&ground.zone);
    let span = till.span().map(|(from, to)| json!({"from": day(from), "to": day(to)}));
    let mut answer = json!({
        "span": span,
        "rates": {"hour": asked.hour, "information": asked.information, "counted": asked.hour.millionths() > 0 || asked.purchase.millionths() > 0 || asked.taken_back.millionths() > 0},
        "lines": gathered.lines,
        "lines_known": gathered.lines_known,
        "without_sum": gathered.without_sum,
        "bare": {"purchases": gathered.bare, "money": ground.money(gathered.bare_money)},
        "customers": ranked.len(),
        "total": sum_told(ground, &all),
        "nobody": sum_told(ground, &gathered.nobody),
        "not_yet": sum_told(ground, &gathered.not_yet),
        "curve": curve,
        "losing": {
            "customers": losing.len(),
            "money": ground.money(lost),
            "lists": lists(ground, "losing", losing.iter().map(|one| one.0)),
        },
        "tenths": tenths(ground, &ranked),
        "without": missing(ground),
    });
    let best = ranked.iter().take(NAMED);
    let worst = ranked.iter().skip(NAMED.max(ranked.len().saturating_sub(NAMED)));
    let customers: Vec<Json> = best.chain(worst).map(|(who, sum)| customer(ground, *who, sum)).collect();
    let mut products: Vec<(u32, Sum)> = gathered.products.into_iter().collect();
    products.sort_by_key(|(place, sum)| (std::cmp::Reverse(sum.margin()), *place));
    let best = products.iter().take(NAMED);
    let worst = products.iter().skip(NAMED.max(products.len().saturating_sub(NAMED)));
    let named: Vec<Json> = best
        .chain(worst)
        .filter_map(|(place, sum)| {
            till.product(*place).map(|one| keyed(ground, one.id, Some(&one.name), sum))
        })
        .collect();
    let categories: Vec<Json> = gathered
        .categories
        .iter()
        .map(|(place, sum)| match place.and_then(|place| till.category(place)) {
            Some(one) => keyed(ground, one.id, Some(&one.name), sum),
            None => keyed(ground, "none", None, sum),
        })
        .collect();
    let channels: Vec<Json> =
        gathered.channels.iter().map(|(key, sum)| keyed(ground, key, None, sum)).collect();
    if let Some(members) = answer.as_object_mut() {
        members.insert("ranked".to_string(), customers.into());
        members.insert("products_sold".to_string(), products.len().into());
        members.insert("products".to_string(), named.into());
        members.insert("categories".to_string(), categories.into());
        members.insert("channels".to_string(), channels.into());
    }
    answer
}

/// What would belong to the cost of serving and is not kept here yet.
fn missing(ground: &Ground<'_>) -> Vec<&'static str> {
    let kept = |noun: &str| ground.reading.dictionary().object(noun).is_some();
    let nouns = [("ticket", "tickets"), ("points_entry", "rewards")];
    nouns.into_iter().filter(|(noun, _)| !kept(noun)).map(|(_, word)| word).collect()
}

fn keyed(ground: &Ground<'_>, key: impl std::fmt::Display, name: Option<&str>, sum: &Sum) -> Json {
    let mut json = sum_told(ground, sum);
    if let Some(members) = json.as_object_mut() {
        members.insert("key".to_string(), key.to_string().into());
        members.insert("name".to_string(), name.into());
    }
    json
}

fn customer(ground: &Ground<'_>, (is_company, id): Customer, sum: &Sum) -> Json {
    let mut json = keyed(ground, id, None, sum);
    if let Some(members) = json.as_object_mut() {
        members.shift_remove("name");
        members.insert("id".to_string(), id.to_string().into());
        members.insert("object".to_string(), object(is_company).into());
    }
    json
}

pub(super) fn sum_told(ground: &Ground<'_>, sum: &Sum) -> Json {
    json!({
        "listed": ground.money(sum.listed),
        "discount": ground.money(sum.discount),
        "revenue": ground.money(sum.revenue()),
        "unknown": ground.money(sum.unknown),
        "cost": ground.money(sum.cost),
        "margin": ground.money(sum.margin()),
        "time": ground.money(sum.time),
        "handling": ground.money(sum.handling),
        "profit": ground.money(sum.profit()),
        "purchases": sum.purchases,
        "returns": sum.returns,
        "calls": sum.calls,
        "meetings": sum.meetings,
        "seconds": sum.seconds,
    })
}

fn tenths(ground: &Ground<'_>, ranked: &[(Customer, Sum)]) -> Vec<Json> {
    let groups = TENTHS.min(ranked.len());
    let bound = |tenth: usize| ranked.len() * tenth / groups.max(1);
    (0..groups)
        .map(|tenth| {
            let members = ranked.get(bound(tenth)..bound(tenth + 1)).unwrap_or_default();
            let mut all = Sum::default();
            members.iter().for_each(|(_, sum)| all.add(sum));
            let mut json = keyed(ground, tenth + 1, None, &all);
            if let Some(told) = json.as_object_mut() {
                told.insert("customers".to_string(), members.len().into());
                let mark = format!("tenth-{}", tenth + 1);
                let lists = lists(ground, &mark, members.iter().map(|one| one.0));
                told.insert("lists".to_string(), lists.into());
            }
            json
        })
        .collect()
}

fn object(is_company: bool) -> &'static str {
    if is_company { company::KEY } else { person::KEY }
}

/// The lists of these customers, by object.
fn lists(ground: &Ground<'_>, mark: &str, customers: impl Iterator<Item = Customer>) -> Vec<Json> {
    let all: Vec<Customer> = customers.collect();
    let mut told = Vec::new();
    for is_company in [true, false] {
        let ids: Vec<Id> = all.iter().filter(|one| one.0 == is_company).map(|one| one.1).collect();
        if ids.is_empty() {
            continue;
        }
        told.push(ground.list(mark, object(is_company), ids));
    }
    told
}

pub(super) fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
