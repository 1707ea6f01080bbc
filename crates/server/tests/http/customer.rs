//! The summary of a customer: after any history of purchases and deals it is what adding them all up makes, it counts as no
//! change of the customer, and it is shown to nobody who may not see what it is made of.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, HashSet};
use vocabulary::Timestamp;

const DAY: i64 = 86_400_000_000;
const KEYS: [&str; 23] = [
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
    "bought_margin",
    "bought_costed",
    "margin_share",
    "discount_total",
    "discounted_count",
    "bought_products",
    "bought_product",
    "bought_categories",
    "bought_category",
    "bought_channels",
    "bought_channel",
    "last_activity_at",
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

/// What a summary is made of.
struct Facts {
    purchases: Vec<Json>,
    lines: Vec<Json>,
    deals: Vec<Json>,
    activities: Vec<Json>,
}

fn number(count: usize) -> Json {
    if count == 0 { Json::Null } else { json!(count) }
}

/// How often each was there, and what was there most often: of equals the first.
fn counted(all: impl Iterator<Item = String>) -> (BTreeMap<String, usize>, Json) {
    let mut times = BTreeMap::new();
    all.for_each(|one| *times.entry(one).or_insert(0) += 1);
    let most = times.iter().rev().max_by_key(|(_, times)| **times).map(|(name, _)| json!(name));
    (times, most.unwrap_or_default())
}

/// Margin, discounts, products, categories, channels and the last activity of a customer, worked out without any database.
fn detail(currency: &str, link: &str, id: &Json, facts: &Facts, bought: &[&Json]) -> Vec<Json> {
    let is_own = |one: &&Json| one[link]["id"] == *id;
    let own: HashSet<&str> =
        facts.purchases.iter().filter(is_own).map(|one| one["id"].as_str().unwrap()).collect();
    let sold: HashSet<&str> = bought.iter().map(|one| one["id"].as_str().unwrap()).collect();
    let of = |set: &HashSet<&str>| -> Vec<&Json> {
        let is_of = |line: &&Json| line["purchase"]["id"].as_str().is_some_and(|id| set.contains(id));
        facts.lines.iter().filter(is_of).collect()
    };
    let parsed = |value: &Json| value.as_str().map(|text| text.parse::<f64>().unwrap());
    let (mut margin, mut costed, mut taken) = (0, 0, 0);
    for line in of(&own) {
        if let Some(cents) = cents_of(&line["margin"], currency) {
            margin += cents;
            costed += cents_of(&line["total"], currency).unwrap();
        }
        let (price, total) = (cents_of(&line["unit_price"], currency), cents_of(&line["total"], currency));
        if let (Some(price), Some(total), Some(quantity)) = (price, total, parsed(&line["quantity"]))
            && parsed(&line["discount"]).is_some_and(|off| off != 0.0)
        {
            taken += (price as f64 * quantity).round() as i64 - total;
        }
    }
    let lines: Vec<&Json> = of(&sold)
        .into_iter()
        .filter(|line| parsed(&line["quantity"]).is_none_or(|many| many > 0.0))
        .collect();
    let named = |field: &str| -> Vec<String> {
        lines.iter().filter_map(|line| line[field]["id"].as_str().map(str::to_string)).collect()
    };
    let (products, product) = counted(named("product").into_iter());
    let (categories, category) = counted(named("category").into_iter());
    let (channels, channel) =
        counted(bought.iter().filter_map(|one| one["channel"].as_str().map(str::to_string)));
    let lately = facts.activities.iter().filter(is_own).filter_map(|one| one["at"].as_str()).max();
    let amount = |is: bool, cents: i64| if is { money(cents, currency) } else { Json::Null };
    let known = margin != 0 || costed != 0;
    let share =
        (costed > 0).then(|| json!(vocabulary::Decimal::from_millionths(margin * 10_000 / costed * 10_000)));
    vec![
        amount(known, margin),
        amount(known, costed),
        share.unwrap_or_default(),
        amount(taken != 0, taken),
        number(lines.iter().filter(|line| parsed(&line["discount"]).is_some_and(|off| off > 0.0)).count()),
        number(products.len()),
        product,
        number(categories.len()),
        category,
        if channels.is_empty() { Json::Null } else { json!(channels.keys().collect::<Vec<_>>()) },
        channel,
        json!(lately),
    ]
}

/// What all purchases and deals of a customer add up to, worked out without any database.
fn added_up(currency: &str, link: &str, id: &Json, facts: &Facts) -> Vec<Json> {
    let (purchases, deals) = (&facts.purchases, &facts.deals);
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
    let amount = |any: bool, cents: i64| if any { money(cents, currency) } else { Json::Null };
    let (open, won): (Vec<&Json>, Vec<&Json>) = deals
        .iter()
        .filter(own)
        .filter(|deal| deal["outcome"] != "lost")
        .partition(|deal| deal["outcome"] == "open");
    let both: i64 = sum(&bought, "total");
    let mut told = vec![
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
    ];
    told.extend(detail(currency, link, id, facts, &bought));
    told
}

fn check(asker: &Asker, currency: &str, step: &str) {
    let mut activities = Vec::new();
    for (plural, at) in [("calls", "happened_at"), ("tasks", "done_at")] {
        let counts = |one: &Json| plural == "calls" || one["done"] == true;
        activities.extend(all(asker, plural).into_iter().filter(counts).map(|mut one| {
            one["at"] = one[at].take();
            one
        }));
    }
    let [purchases, lines, deals] = ["purchases", "purchase_lines", "deals"].map(|plural| all(asker, plural));
    let facts = Facts { purchases, lines, deals, activities };
    for (plural, link) in [("people", "person"), ("companies", "company")] {
        for customer in all(asker, plural) {
            let plain = |value: &Json| value.get("id").unwrap_or(value).clone();
            let kept: Vec<Json> = KEYS.iter().map(|key| plain(&customer[*key])).collect();
            let expected = added_up(currency, link, &customer["id"], &facts);
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
    let category: Vec<String> =
        (0..2).map(|n| id(alpha.create("product_categories", &json!({"name": format!("C {n}")})))).collect();
    let product: Vec<String> =
        (0..3).map(|n| id(alpha.create("products", &json!({"name": format!("P {n}")})))).collect();
    let mut chance = Chance(42);
    let (mut living, mut trash, mut sets): (Vec<String>, Vec<String>, Vec<String>) = Default::default();
    for step in 0..180 {
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
                "kind": if back { "return" } else { "sale" }, "channel": chance.of(&["shop", "web"]),
                "total": {"amount": money(total, currency)["amount"], "currency": currency}})
        };
        let deal = |chance: &mut Chance| {
            json!({"name": format!("Deal {step}"), "person": customer(chance, &people), "company": customer(chance, &companies),
                "amount": money(i64::try_from(chance.below(90_000)).unwrap(), "EUR"), "outcome": chance.of(&["open", "won", "open"])})
        };
        let line = |chance: &mut Chance, purchases: &[String]| {
            let cents = |chance: &mut Chance| money(i64::try_from(chance.below(9_000)).unwrap(), "EUR");
            json!({"purchase": purchases.get(chance.below(purchases.len() + 1)), "product": customer(chance, &product),
                "category": customer(chance, &category), "quantity": chance.of(&["1", "2", "-1"]), "unit_price": cents(chance),
                "discount": chance.of(&["0", "10"]), "total": cents(chance), "cost": cents(chance)})
        };
        let talk = |chance: &mut Chance| {
            json!({"subject": "Hello", "person": customer(chance, &people), "company": customer(chance, &companies),
                "happened_at": format!("2026-0{}-01T10:00:00Z", 1 + chance.below(9))})
        };
        let chore = |chance: &mut Chance| json!({"subject": "Do", "person": customer(chance, &people), "company": customer(chance, &companies), "done": chance.below(2) == 0});
        let act = chance.below(13);
        let answer = match act {
            10 | 11 => {
                let bought: Vec<String> = living
                    .iter()
                    .filter_map(|path| path.strip_prefix("/purchases/").map(str::to_string))
                    .collect();
                let mut body = line(&mut chance, &bought);
                if body["purchase"].is_null() {
                    continue;
                }
                body["description"] = json!(format!("L-{step}"));
                let answer = alpha.post("/purchase_lines", &body);
                if answer.status != 201 {
                    // An undo has taken away what it belongs to.
                    continue;
                }
                living.push(format!("/purchase_lines/{}", answer.json()["id"].as_str().unwrap()));
                Some(answer)
            }
            12 => {
                let (plural, body) = if chance.below(2) == 0 {
                    ("calls", talk(&mut chance))
                } else {
                    ("tasks", chore(&mut chance))
                };
                let answer = alpha.post(&format!("/{plural}"), &body);
                if answer.status != 201 {
                    // An undo has taken away what it belongs to.
                    continue;
                }
                living.push(format!("/{plural}/{}", answer.json()["id"].as_str().unwrap()));
                Some(answer)
            }
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
                let bought: Vec<String> = living
                    .iter()
                    .filter_map(|path| path.strip_prefix("/purchases/").map(str::to_string))
                    .collect();
                let whole = match path.split('/').nth(1).unwrap() {
                    "deals" => deal(&mut chance),
                    "purchase_lines" => line(&mut chance, &bought),
                    "calls" => talk(&mut chance),
                    "tasks" => chore(&mut chance),
                    _ => purchase(&mut chance),
                };
                let keys: Vec<String> = whole
                    .as_object()
                    .unwrap()
                    .iter()
                    .filter(|(key, value)| *key != "purchase" || !value.is_null())
                    .map(|(key, _)| key.clone())
                    .collect();
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
                    let singular = path.replacen('/', "/trash/", 1).replacen("s/", "/", 1);
                    alpha.delete(&singular);
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
    // All of it worked out anew says the same of everybody.
    let mut job = alpha.post("/customer-summaries", &json!({})).expect(202);
    for _ in 0..600 {
        if !["queued", "running"].contains(&job["state"].as_str().unwrap()) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
        job = alpha.get(&format!("/jobs/{}", job["id"].as_str().unwrap())).expect(200);
    }
    assert_eq!((&job["state"], &job["result"]["differed"]), (&json!("done"), &json!(0)), "{job}");
    assert!(job["result"]["checked"].as_i64().unwrap() >= 8, "{job}");
    let (seller, _) = world.user("seller", &json!({"objects": {"*": {"read": "all"}}}), None);
    assert_eq!(seller.post("/customer-summaries", &json!({})).status, 403);
}

#[test]
fn working_out_all_summaries_anew_can_be_stopped_and_begun_again() {
    let world = World::start("customer_stop");
    let alpha = &world.alpha;
    for piece in 0..20 {
        let make = |n| json!({"create": {"name": format!("Company {piece}-{n}")}});
        let operations: Vec<Json> = (0..100).map(make).collect();
        alpha.post("/companies/bulk", &json!({"operations": operations})).expect(200);
    }
    let until = |wanted: &[&str], job: &mut Json| {
        for _ in 0..2_000 {
            if wanted.contains(&job["state"].as_str().unwrap()) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
            *job = alpha.get(&format!("/jobs/{}", job["id"].as_str().unwrap())).expect(200);
        }
        panic!("{job}");
    };
    let ended = ["done", "failed", "cancelled"];
    let mut job = alpha.post("/customer-summaries", &json!({})).expect(202);
    until(&["running", "done"], &mut job);
    alpha.delete(&format!("/jobs/{}", job["id"].as_str().unwrap())).expect(200);
    until(&ended, &mut job);
    assert_eq!(job["state"], "cancelled", "{job}");
    let mut again = alpha.post("/customer-summaries", &json!({})).expect(202);
    until(&ended, &mut again);
    assert_eq!((&again["state"], &again["result"]["differed"]), (&json!("done"), &json!(0)), "{again}");
    assert!(again["result"]["checked"].as_i64().unwrap() >= 2_000, "{again}");
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
