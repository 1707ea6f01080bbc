//! Profit, to the cent against plain sums: of a real shop's invoices with made-up costs, and of a small one with calls, meetings and rates.

use crate::analysis::ask;
use crate::shop::{Row, money, slice, write};
use crate::support::World;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// What a product costs: known of two thirds of them.
fn cost(code: &str) -> Option<i64> {
    let sum: i64 = code.bytes().map(i64::from).sum();
    (sum % 3 != 0).then_some(20 + sum % 180)
}

#[derive(Clone, Copy, Default, Debug, PartialEq)]
struct Sum {
    known: i64,
    unknown: i64,
    cost: i64,
}

impl Sum {
    fn add(&mut self, row: &Row) {
        match cost(&row.code) {
            Some(cost) => {
                (self.known, self.cost) = (self.known + row.total(), self.cost + cost * row.quantity)
            }
            None => self.unknown += row.total(),
        }
    }
}

fn same(told: &Json, sum: &Sum, about: &str) {
    assert_eq!(told["revenue"], money(sum.known + sum.unknown), "{about}: {told}");
    assert_eq!(told["unknown"], money(sum.unknown), "{about}");
    assert_eq!(told["cost"], money(sum.cost), "{about}");
    assert_eq!(told["margin"], money(sum.known - sum.cost), "{about}");
}

#[test]
fn a_real_shop_to_the_cent() {
    let world = World::start("profit-shop");
    let rows = slice();
    assert_eq!(ask(&world.alpha, "profit", &json!({}))["refusal"]["code"], "too_few");
    let shop =
        write(&world.alpha, &rows, &|code| cost(code).map_or(json!({}), |cost| json!({"cost": money(cost)})));
    let run = ask(&world.alpha, "profit", &json!({}));
    assert_eq!(run["state"], "done", "{run}");
    let result = &run["result"];
    let (mut all, mut nobody) = (Sum::default(), Sum::default());
    let mut customers: BTreeMap<&str, Sum> = BTreeMap::new();
    let mut products: BTreeMap<&str, Sum> = BTreeMap::new();
    for row in &rows {
        all.add(row);
        products.entry(&row.code).or_default().add(row);
        if row.customer.is_empty() {
            nobody.add(row)
        } else {
            customers.entry(&row.customer).or_default().add(row)
        }
    }
    same(&result["total"], &all, "all");
    same(&result["nobody"], &nobody, "nobody");
    assert_eq!((&result["lines"], &result["customers"]), (&json!(rows.len()), &json!(customers.len())));
    assert_eq!(result["lines_known"], rows.iter().filter(|row| cost(&row.code).is_some()).count());
    for (number, sum) in &customers {
        let told =
            result["ranked"].as_array().unwrap().iter().find(|one| one["id"] == shop.customers[*number]);
        same(told.unwrap_or(&Json::Null), sum, number);
    }
    for told in result["products"].as_array().unwrap() {
        let code = shop.code(told["key"].as_str().unwrap());
        same(told, &products[code], code);
    }
    same(&result["channels"][0], &all, "the one channel");
    assert_eq!(result["channels"][0]["key"], "web");
    // From the best on; nothing was said of what serving costs, so profit is margin.
    let mut profits: Vec<i64> = customers.values().map(|sum| sum.known - sum.cost).collect();
    profits.sort_unstable_by(|left, right| right.cmp(left));
    let told: Vec<Json> =
        result["ranked"].as_array().unwrap().iter().map(|one| one["profit"].clone()).collect();
    assert_eq!(told, profits.iter().map(|one| money(*one)).collect::<Vec<_>>());
    assert_eq!(result["losing"]["customers"], profits.iter().filter(|one| **one < 0).count());
    let whole: i64 = profits.iter().sum();
    for point in result["curve"]["points"].as_array().unwrap() {
        let (at, share) = (point[0].as_f64().unwrap(), point[1].as_f64().unwrap());
        let count = (at * profits.len() as f64).round() as usize;
        let wanted = profits.iter().take(count).sum::<i64>() as f64 / whole as f64;
        assert!((share - wanted).abs() < 1e-5, "{point} instead of {wanted}");
    }
    let tenths = result["tenths"].as_array().unwrap();
    assert_eq!(
        tenths.iter().map(|one| one["customers"].as_u64().unwrap()).sum::<u64>(),
        profits.len() as u64
    );
}

#[test]
fn time_and_handling_are_taken_off_whom_they_were_for() {
    let world = World::start("profit-time");
    let alpha = &world.alpha;
    let id = |json: Json| json["id"].as_str().unwrap().to_string();
    let company = id(alpha.create("companies", &json!({"name": "Busy"})));
    let person =
        id(alpha
            .create("people", &json!({"name": {"given": "Eve", "family": "Employee"}, "company": company})));
    let quiet = id(alpha.create("people", &json!({"name": {"given": "Quiet", "family": "One"}})));
    let lead = id(alpha.create("people", &json!({"name": {"given": "Not", "family": "Yet"}})));
    let product =
        id(alpha.create("products", &json!({"name": "Chair", "code": "chair", "cost": money(6000)})));
    let sell = |number: &str, who: Json, quantity: i64, kind: &str| {
        let mut purchase = json!({"number": number, "purchased_at": "2026-02-01T10:00:00Z", "kind": kind, "channel": "shop", "total": money(9000 * quantity)});
        for (key, value) in who.as_object().unwrap() {
            purchase[key] = value.clone();
        }
        let purchase = id(alpha.create("purchases", &purchase));
        // 100 each less 10 %.
        alpha.create(
            "purchase_lines",
            &json!({"purchase": purchase, "product": product, "quantity": quantity.to_string(),
            "unit_price": money(10_000), "discount": "10", "total": money(9000 * quantity)}),
        );
    };
    sell("B1", json!({"company": company, "person": person}), 2, "sale");
    sell("B2", json!({"company": company}), -1, "return");
    sell("Q1", json!({"person": quiet}), 1, "sale");
    alpha.create(
        "purchases",
        &json!({"number": "X", "purchased_at": "2026-02-01T10:00:00Z", "person": quiet, "total": money(777)}),
    );
    let talk = |plural: &str, body: Json| {
        let mut record = json!({"subject": "Talk", "happened_at": "2026-02-03T10:00:00Z"});
        for (key, value) in body.as_object().unwrap() {
            record[key] = value.clone();
        }
        alpha.create(plural, &record);
    };
    talk("calls", json!({"company": company, "duration": 1800}));
    // Without a duration: ten minutes; of an employee: the company's.
    talk("calls", json!({"person": person}));
    talk("meetings", json!({"person": person, "duration": 3600, "state": "held"}));
    talk("meetings", json!({"company": company, "duration": 36_000, "state": "cancelled"}));
    talk("calls", json!({"person": lead, "duration": 600}));
    // Nothing is counted before somebody says what it costs.
    let before = ask(alpha, "profit", &json!({}));
    assert_eq!(
        (&before["result"]["rates"]["counted"], &before["result"]["total"]["time"]),
        (&json!(false), &money(0)),
        "{before}"
    );
    let rates = json!({"hour": "36", "call_minutes": 10, "meeting_minutes": 60, "purchase": "2.5", "taken_back": "7", "information": "0"});
    assert_eq!(alpha.json("PUT", "/serving-rates", &rates).expect(200), rates);
    assert_eq!(alpha.get("/serving-rates").expect(200), rates);
    alpha.json("PUT", "/serving-rates", &json!({"hour": "-1", "call_minutes": 9999, "meeting_minutes": 60, "purchase": "0", "taken_back": "0", "information": "0"})).expect(422);
    let run = ask(alpha, "profit", &json!({}));
    let result = &run["result"];
    assert_eq!(run["parameters"]["hour"], "36");
    let of = |id: &str| result["ranked"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap();
    let busy = of(&company);
    // 200 − 100 back at list price, 10 off; 90 − 60; 30 + 10 + 60 minutes at 36; one purchase and one return.
    for (key, cents) in [
        ("listed", 10_000),
        ("discount", 1000),
        ("revenue", 9000),
        ("cost", 6000),
        ("margin", 3000),
        ("time", 6000),
        ("handling", 950),
        ("profit", -3950),
    ] {
        assert_eq!(busy[key], money(cents), "{key}: {busy}");
    }
    assert_eq!((&busy["calls"], &busy["meetings"], &busy["seconds"]), (&json!(2), &json!(1), &json!(6000)));
    assert_eq!((&of(&quiet)["profit"], &of(&quiet)["purchases"]), (&money(3000 - 250), &json!(1)));
    assert_eq!(result["not_yet"]["time"], money(600));
    assert_eq!((&result["bare"]["purchases"], &result["bare"]["money"]), (&json!(1), &money(777)));
    assert_eq!(result["losing"]["lists"][0]["object"], "company");
    // All of it together is a loss: no curve, but words.
    assert!(result["curve"]["refusal"].as_str().unwrap().contains("not positive"), "{}", result["curve"]);
    assert_eq!(result["total"]["profit"], money(-3950 + 2750 - 600));
    // Other rates for once.
    let once =
        ask(alpha, "profit", &json!({"parameters": {"hour": "0", "purchase": "0", "taken_back": "0"}}));
    assert_eq!(once["result"]["total"]["profit"], money(6000));
    let curve = once["result"]["curve"]["points"].as_array().unwrap();
    assert_eq!(curve.last().unwrap(), &json!([1.0, 1.0]));
    // Without a single cost there is no profit to speak of.
    alpha.patch(&format!("/products/{product}"), &json!({"cost": null})).expect(200);
    assert_eq!(ask(alpha, "profit", &json!({}))["refusal"]["code"], "no_costs");
    // Whoever does not see costs is told so; a seller sees own customers only, and no one else's rates.
    let hidden = json!({"administrator": false, "objects": {"*": {"read": "all"}}, "fields": {"purchase_line.cost": "hidden", "product.cost": "hidden"}});
    let (blind, _) = world.user("blind", &hidden, None);
    assert_eq!(ask(&blind, "profit", &json!({}))["refusal"]["code"], "hidden");
    assert_eq!(blind.get("/serving-rates").status, 403);
}
