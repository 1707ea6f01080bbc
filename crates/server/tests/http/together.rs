//! What sells together, against counting by plain code: the rules, the purchases behind them, the next product and to whom to offer one.

use crate::analysis::ask;
use crate::basket::{Baskets, baskets, counted, having, told};
use crate::shop::{Row, Shop, slice, write};
use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// What was bought, by whose basket it lies in.
fn bought<'a>(rows: &'a [Row], by: impl Fn(&'a Row) -> &'a str) -> Baskets {
    let bought = rows.iter().filter(|row| !row.is_return() && row.quantity > 0);
    baskets(bought.map(|row| (by(row), row.code.as_str())))
}

fn listed(asker: &Asker, list: &Json) -> u64 {
    let plural = if list["object"] == "purchase" { "purchases" } else { "people" };
    asker.list(plural, &json!({"filter": list["filter"], "count": "exact", "limit": 1}))["count"]["value"]
        .as_u64()
        .unwrap()
}

#[test]
fn rules_of_a_real_shop_are_those_that_are_counted_by_hand() {
    let world = World::start("together");
    let rows = slice();
    let shop = write(&world.alpha, &rows, &|_| json!({}));
    let by_purchase = bought(&rows, |row| &row.invoice);
    let asked = json!({"parameters": {"baskets": 4, "support": "0", "confidence": "0.3"}});
    let run = ask(&world.alpha, "together", &asked);
    assert_eq!(run["state"], "done", "{run}");
    let result = &run["result"];
    assert_eq!(result["baskets"], by_purchase.len());
    let wanted = counted(&by_purchase, 4, (3, 10));
    assert!(wanted.len() > 100, "{}", wanted.len());
    assert_eq!(result["rules_found"], wanted.len());
    let found = told(result, &|id| shop.code(id));
    assert!(found.is_subset(&wanted) && found.len() == wanted.len().min(500));
    // Each rule leads to the purchases it was counted from, and its numbers are those of its counts.
    let all = by_purchase.len() as f64;
    for rule in result["rules"].as_array().unwrap().iter().step_by(60) {
        assert_eq!(listed(&world.alpha, &rule["lists"][0]), rule["baskets"].as_u64().unwrap(), "{rule}");
        let number = |key: &str| rule[key].as_f64().unwrap();
        let confidence = number("baskets") / number("given_baskets");
        assert!((number("confidence") - confidence).abs() < 1e-6);
        assert!((number("lift") - confidence / (number("then_baskets") / all)).abs() < 1e-5);
        assert!(number("low") < confidence && confidence <= number("high") && number("high") <= 1.0);
    }
    // Whoever asks for more than can be gets nothing, not an error.
    let none = ask(&world.alpha, "together", &json!({"parameters": {"baskets": 100}}));
    assert_eq!((none["state"].as_str(), none["result"]["rules_found"].as_u64()), (Some("done"), Some(0)));

    // All that a customer ever bought is another basket.
    let by_customer = bought(&rows, |row| &row.customer);
    let asked =
        json!({"parameters": {"unit": "customer", "baskets": 4, "support": "0", "confidence": "0.5"}});
    let run = ask(&world.alpha, "together", &asked);
    assert_eq!(run["result"]["baskets"], by_customer.len());
    let wanted = counted(&by_customer, 4, (1, 2));
    assert_eq!(run["result"]["rules_found"], wanted.len());
    assert!(told(&run["result"], &|id| shop.code(id)).is_subset(&wanted));
    for rule in run["result"]["rules"].as_array().unwrap().iter().step_by(90) {
        let customers =
            rule["lists"].as_array().unwrap().iter().find(|list| list["object"] == "person").unwrap();
        assert_eq!(listed(&world.alpha, customers), rule["baskets"].as_u64().unwrap(), "{rule}");
    }
    offers(&world, &rows, &shop);
}

/// The next product and the prospects, out of a newest run by purchases.
fn offers(world: &World, rows: &[Row], shop: &Shop) {
    let run = ask(&world.alpha, "together", &json!({"parameters": {"baskets": 4, "support": "0"}}));
    // Who asks in a way in which nothing goes together takes nobody's offers away.
    let none = ask(&world.alpha, "together", &json!({"parameters": {"baskets": 99}}));
    assert_eq!(none["result"]["rules_found"], 0);
    let by_purchase = bought(rows, |row| &row.invoice);
    let mut offered = 0;
    for (number, id) in &shop.customers {
        let next = world.alpha.get(&format!("/people/{id}/next_products")).expect(200);
        assert_eq!(next["run"], run["id"]);
        let own = rows.iter().filter(|row| row.customer == *number).map(|row| row.code.as_str());
        let own: BTreeSet<&str> = own.collect();
        for offer in next["data"].as_array().unwrap() {
            offered += 1;
            let because = &offer["because"];
            let (then, given) =
                (shop.code(offer["id"].as_str().unwrap()), shop.code(because["id"].as_str().unwrap()));
            assert!(!own.contains(then) && own.contains(given), "{number}: {offer}");
            assert_eq!(because["both"], having(&by_purchase, &[given, then]), "{number}: {offer}");
            assert_eq!(because["given"], having(&by_purchase, &[given]), "{number}: {offer}");
        }
    }
    assert!(offered > 20, "{offered}");
    // Whom to offer a product: who bought one of those it goes with, and not it.
    let by_customer = bought(rows, |row| &row.customer);
    let mut asked = 0;
    for thing in run["result"]["things"].as_array().unwrap().iter().step_by(7) {
        let id = thing["id"].as_str().unwrap();
        let told = world.alpha.get(&format!("/products/{id}/prospects")).expect(200);
        let because = told["because"].as_array().unwrap().iter();
        let given: Vec<&str> = because.map(|one| shop.code(one["id"].as_str().unwrap())).collect();
        let wanted = by_customer
            .values()
            .filter(|own| given.iter().any(|code| own.contains(*code)) && !own.contains(shop.code(id)))
            .count() as u64;
        let lists = told["lists"].as_array().unwrap();
        let found = lists.iter().find(|list| list["object"] == "person");
        assert_eq!(found.map_or(0, |list| list["customers"].as_u64().unwrap()), wanted, "{told}");
        if let Some(list) = found {
            assert_eq!(listed(&world.alpha, list), wanted);
            asked += 1;
        }
    }
    assert!(asked > 3, "{asked}");
    // A product that is not sold any more is not offered.
    let (customer, next) = shop
        .customers
        .values()
        .map(|id| (id, world.alpha.get(&format!("/people/{id}/next_products")).expect(200)))
        .find(|(_, next)| !next["data"].as_array().unwrap().is_empty())
        .unwrap();
    let product = next["data"][0]["id"].as_str().unwrap();
    world.alpha.patch(&format!("/products/{product}"), &json!({"active": false})).expect(200);
    let after = world.alpha.get(&format!("/people/{customer}/next_products")).expect(200);
    assert!(after["data"].as_array().unwrap().iter().all(|one| one["id"] != product), "{after}");
    // Whoever sees own records only does not see what was worked out of all.
    let own = json!({"administrator": false, "objects": {"*": {"read": "own"}, "person": {"read": "all"}, "product": {"read": "all"}}, "fields": {}});
    let (seller, _) = world.user("seller", &own, None);
    let next = seller.get(&format!("/people/{customer}/next_products")).expect(200);
    assert_eq!((next["run"].is_null(), next["none"].as_str()), (true, Some("no_run")));
    assert_eq!(seller.get(&format!("/products/{product}/prospects")).expect(200)["none"], "no_run");
    assert_eq!(ask(&seller, "together", &json!({}))["refusal"]["code"], "too_few");
}

#[test]
fn little_or_everything_alike_is_refused_in_words() {
    let world = World::start("together-few");
    assert_eq!(ask(&world.alpha, "together", &json!({}))["refusal"]["code"], "too_few");
    // Thirty purchases of one product.
    let rows: Vec<Row> = (0..30)
        .map(|n| Row {
            invoice: format!("I{n}"),
            code: "only".to_string(),
            quantity: 1,
            moment: "2026-03-01T10:00:00Z".to_string(),
            price: 100,
            customer: String::new(),
        })
        .collect();
    write(&world.alpha, &rows, &|_| json!({}));
    let run = ask(&world.alpha, "together", &json!({}));
    assert_eq!(
        (run["state"].as_str(), run["refusal"]["code"].as_str()),
        (Some("refused"), Some("no_variation"))
    );
    assert!(run["refusal"]["text"].as_str().unwrap().contains("only one product"), "{run}");
    let by_category = ask(&world.alpha, "together", &json!({"parameters": {"level": "category"}}));
    assert_eq!(by_category["refusal"]["code"], "too_few");
    let wrong = json!({"parameters": {"baskets": 1, "support": "2", "size": 9, "unit": "day", "what": 1}});
    let problems = world.alpha.post("/analyses/together/runs", &wrong).expect(422);
    assert_eq!(problems["problems"].as_array().map_or(0, Vec::len), 5, "{problems}");
}
