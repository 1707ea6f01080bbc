//! The summary of a customer: after any history of purchases and deals it is what adding them all up makes, it counts as no
//! change of the customer, and it is shown to nobody who may not see what it is made of.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::collections::HashSet;
use vocabulary::Timestamp;

const DAY: i64 = 86_400_000_000;
const KEYS: [&str; 11] = [
    "bought_first",
    "bought_last",
    "bought_count",
    "bought_days",
    "bought_gap",
    "bought_total",
    "returned_count",
    "returned_total",
    "open_deals_count",
    "open_deals_total",
    "won_deals_count",
];

/// Whole numbers that repeat.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn of<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }
}

fn all(asker: &Asker, plural: &str) -> Vec<Json> {
    let mut query = json!({"limit": 200});
    let mut found = Vec::new();
    loop {
        let page = asker.list(plural, &query);
        found.extend(page["data"].as_array().unwrap().clone());
        if page["next"].is_null() {
            return found;
        }
        query["cursor"] = page["next"].clone();
    }
}

/// Cents of money in a currency.
fn cents_of(money: &Json, currency: &str) -> Option<i64> {
    let cents: String = money["amount"].as_str()?.chars().filter(|letter| *letter != '.').collect();
    (money["currency"] == currency).then(|| cents.parse().unwrap())
}

fn money(cents: i64, currency: &str) -> Json {
    let sign = if cents < 0 { "-" } else { "" };
    json!({"amount": format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100), "currency": currency})
}

fn when(record: &Json) -> i64 {
    record["purchased_at"].as_str().unwrap().parse::<Timestamp>().unwrap().micros()
}

/// What all purchases and deals of a customer add up to, worked out without any database.
fn added_up(currency: &str, link: &str, id: &Json, purchases: &[Json], deals: &[Json]) -> Vec<Json> {
    let own = |record: &&Json| record[link]["id"] == *id;
    let (back, bought): (Vec<&Json>, Vec<&Json>) = purchases.iter().filter(own).partition(|purchase| {
        purchase["kind"] == "return"
            || purchase["total"]["amount"].as_str().is_some_and(|amount| amount.starts_with('-'))
    });
    let sum = |records: &[&Json], field: &str| {
        records.iter().filter_map(|record| cents_of(&record[field], currency)).sum()
    };
    let days: HashSet<i64> = bought.iter().map(|purchase| when(purchase).div_euclid(DAY)).collect();
    let first = bought.iter().min_by_key(|purchase| when(purchase));
    let last = bought.iter().max_by_key(|purchase| when(purchase));
    let moment = |purchase: Option<&&&Json>| purchase.map_or(Json::Null, |one| one["purchased_at"].clone());
    let gap = first.zip(last).filter(|_| days.len() > 1).map_or(Json::Null, |(first, last)| {
        let millionths = (when(last) - when(first)) / 86_400 / (i64::try_from(days.len()).unwrap() - 1);
        json!(vocabulary::Decimal::from_millionths(millionths))
    });
    let number = |count: usize| if count == 0 { Json::Null } else { json!(count) };
    let amount = |any: bool, cents: i64| if any { money(cents, currency) } else { Json::Null };
    let (open, won): (Vec<&Json>, Vec<&Json>) = deals
        .iter()
        .filter(own)
        .filter(|deal| deal["outcome"] != "lost")
        .partition(|deal| deal["outcome"] == "open");
    let both: i64 = sum(&bought, "total");
    vec![
        moment(first.as_ref()),
        moment(last.as_ref()),
        number(bought.len()),
        number(days.len()),
        gap,
        amount(!bought.is_empty() || !back.is_empty(), both + sum(&back, "total")),
        number(back.len()),
        amount(!back.is_empty(), sum(&back, "total")),
        number(open.len()),
        amount(!open.is_empty(), sum(&open, "amount")),
        number(won.len()),
    ]
}

fn check(asker: &Asker, currency: &str, step: &str) {
    let (purchases, deals) = (all(asker, "purchases"), all(asker, "deals"));
    for (plural, link) in [("people", "person"), ("companies", "company")] {
        for customer in all(asker, plural) {
            let kept: Vec<Json> = KEYS.iter().map(|key| customer[*key].clone()).collect();
            let expected = added_up(currency, link, &customer["id"], &purchases, &deals);
            assert_eq!(kept, expected, "{link} after {step}: {KEYS:?}");
        }
    }
}

#[test]
fn after_any_history_the_summary_is_what_all_adds_up_to() {
    let world = World::start("customer_history");
    let alpha = &world.alpha;
    let id = |record: Json| record["id"].as_str().unwrap().to_string();
    let mut people: Vec<String> =
        (0..6).map(|n| id(alpha.create("people", &json!({"name": format!("Person {n}")})))).collect();
    let mut companies: Vec<String> =
        (0..6).map(|n| id(alpha.create("companies", &json!({"name": format!("Company {n}")})))).collect();
    let mut chance = Chance(42);
    let (mut living, mut trash, mut sets): (Vec<String>, Vec<String>, Vec<String>) = Default::default();
    for step in 0..160 {
        let customer = |chance: &mut Chance, ids: &[String]| match chance.below(ids.len() + 1) {
            none if none == ids.len() => Json::Null,
            one => json!(ids[one]),
        };
        let purchase = |chance: &mut Chance| {
            let back = chance.below(4) == 0;
            let total = i64::try_from(chance.below(90_000)).unwrap() * if back { -1 } else { 1 };
            let currency = if chance.below(5) == 0 { "USD" } else { "EUR" };
            json!({"person": customer(chance, &people), "company": customer(chance, &companies),
                "purchased_at": format!("2026-0{}-1{}T1{}:00:00Z", 1 + chance.below(9), chance.below(3), chance.below(9)),
                "kind": if back { "return" } else { "sale" },
                "total": {"amount": money(total, currency)["amount"], "currency": currency}})
        };
        let deal = |chance: &mut Chance| {
            json!({"name": format!("Deal {step}"), "person": customer(chance, &people), "company": customer(chance, &companies),
                "amount": money(i64::try_from(chance.below(90_000)).unwrap(), "EUR"), "outcome": chance.of(&["open", "won", "open"])})
        };
        let act = chance.below(10);
        let answer = match act {
            0..=2 => {
                let mut body = purchase(&mut chance);
                body["number"] = json!(format!("R-{step}"));
                let answer = alpha.post("/purchases", &body);
                living.push(format!("/purchases/{}", answer.json()["id"].as_str().unwrap()));
                Some(answer)
            }
            3 => {
                let answer = alpha.post("/deals", &deal(&mut chance));
                living.push(format!("/deals/{}", answer.json()["id"].as_str().unwrap()));
                Some(answer)
            }
            4 | 5 if !living.is_empty() => {
                let path = chance.of(&living).clone();
                let whole =
                    if path.starts_with("/deals") { deal(&mut chance) } else { purchase(&mut chance) };
                let keys: Vec<String> = whole.as_object().unwrap().keys().cloned().collect();
                let key = chance.of(&keys);
                Some(alpha.patch(&path, &json!({key: whole[key]})))
            }
            6 if !living.is_empty() => {
                let path = living.swap_remove(chance.below(living.len()));
                trash.push(path.clone());
                Some(alpha.delete(&path))
            }
            7 if !trash.is_empty() => {
                let path = trash.swap_remove(chance.below(trash.len()));
                if chance.below(2) == 0 {
                    alpha.delete(
                        &path.replace("/deals", "/trash/deal").replace("/purchases", "/trash/purchase"),
                    );
                    None
                } else {
                    living.push(path.clone());
                    Some(alpha.send("PUT", &format!("{path}/restoration"), None))
                }
            }
            8 if people.len() > 2 => {
                let (plural, ids) = *chance.of(&[("people", 0), ("companies", 1)]);
                let ids = if ids == 0 { &mut people } else { &mut companies };
                if ids.len() < 3 {
                    continue;
                }
                let loser = ids.remove(chance.below(ids.len()));
                let winner = chance.of(ids).clone();
                let body = json!({"winner": winner, "losers": [loser], "values": {}});
                let merged = alpha.post(&format!("/{plural}/merges"), &body);
                if chance.below(2) == 0 {
                    let set = merged.json()["change_set"].as_str().unwrap().to_string();
                    check(alpha, "EUR", &format!("step {step}: a merge"));
                    ids.push(loser);
                    alpha.post(&format!("/change_sets/{set}/undo"), &json!({})).expect(200);
                }
                None
            }
            9 if !sets.is_empty() => {
                let set = sets.swap_remove(chance.below(sets.len()));
                alpha.post(&format!("/change_sets/{set}/undo"), &json!({}));
                None
            }
            _ => None,
        };
        sets.extend(answer.and_then(|answer| answer.header("kith-change-set").map(str::to_string)));
        check(alpha, "EUR", &format!("step {step}: act {act}"));
    }
    // Another currency of the workspace: what was left out is added up, and the other way round.
    alpha.patch("/workspace", &json!({"currency": "USD"})).expect(200);
    check(alpha, "USD", "another currency");
}

#[test]
fn a_summary_is_a_field_like_any_other_that_nobody_writes() {
    let world = World::start("customer_field");
    let alpha = &world.alpha;
    let person = alpha.create("people", &json!({"name": "Ana Kovač"}));
    let other = alpha.create("people", &json!({"name": "Ben Novak"}));
    let path = format!("/people/{}", person["id"].as_str().unwrap());
    for (number, whose, at, total) in [
        ("1", &person, "2026-01-05T09:00:00Z", "40.00"),
        ("2", &person, "2026-01-15T09:00:00Z", "60.50"),
        ("3", &other, "2020-01-15T09:00:00Z", "7.00"),
    ] {
        alpha.create(
            "purchases",
            &json!({"number": number, "person": whose["id"], "purchased_at": at,
            "total": {"amount": total, "currency": "EUR"}}),
        );
    }
    let now = alpha.get(&path).expect(200);
    assert_eq!(
        (&now["bought_count"], &now["bought_total"]["amount"], &now["bought_gap"]),
        (&json!(2), &json!("100.50"), &json!("10"))
    );
    // It is no change of the person: no new version, nothing in the history, no conflict for who edits.
    assert_eq!((&now["version"], &now["updated_at"]), (&person["version"], &person["updated_at"]));
    assert_eq!(alpha.get(&format!("{path}/history")).expect(200)["data"].as_array().unwrap().len(), 1);
    assert_eq!(alpha.patch(&path, &json!({"bought_count": 5})).status, 422);
    alpha.patch(&path, &json!({"job_title": "Buyer"})).expect(200);
    assert_eq!(alpha.get(&path).expect(200)["bought_count"], 2);

    let names = |query: Json| -> Vec<String> {
        let found = alpha.list("people", &query);
        found["data"].as_array().unwrap().iter().map(|one| one["name"].to_string()).collect()
    };
    assert_eq!(names(json!({"sort": "-bought_total"})).len(), 2);
    assert!(names(json!({"sort": "-bought_total"}))[0].contains("Kova"));
    let long_ago = json!({"field": "bought_last", "op": "before", "value": "2025-01-01T00:00:00Z"});
    let left = names(json!({"filter": long_ago}));
    assert!(left.len() == 1 && left[0].contains("Novak"), "{left:?}");
}

#[test]
fn who_sees_only_own_purchases_sees_no_sum_of_all() {
    let world = World::start("customer_right");
    let alpha = &world.alpha;
    let person = alpha.create("people", &json!({"name": "Ana Kovač"}));
    alpha.create(
        "purchases",
        &json!({"number": "1", "person": person["id"], "purchased_at": "2026-01-05T09:00:00Z",
        "total": {"amount": "40.00", "currency": "EUR"}}),
    );
    let path = format!("/people/{}", person["id"].as_str().unwrap());
    let sees = |name: &str, role: Json, key: &str| {
        let (asker, _) = world.user(name, &role, None);
        let shown = asker.get(&path).expect(200).get(key).is_some();
        let filter = json!({"filter": {"field": key, "op": "is_not_empty"}});
        let filtered = asker.post("/people/query", &filter).status;
        let sorted = asker.post("/people/query", &json!({"sort": key})).status;
        assert_eq!((filtered == 200, sorted == 200), (shown, shown), "{name} {key}");
        shown
    };
    let all = json!({"objects": {"*": {"read": "all"}}});
    let own = json!({"objects": {"*": {"read": "all"}, "purchase": {"read": "own"}}});
    let none = json!({"objects": {"*": {"read": "all"}, "purchase": {"read": "none"}}});
    let hidden = json!({"objects": {"*": {"read": "all"}}, "fields": {"purchase.total": "hidden"}});
    assert!(sees("eva", all, "bought_total"));
    assert!(!sees("own", own.clone(), "bought_total"));
    assert!(!sees("none", none, "bought_last"));
    assert!(!sees("blind", hidden.clone(), "bought_total"));
    assert!(sees("count", hidden, "bought_count"));
    assert!(sees("deals", own, "open_deals_count"));
}
