//! What information costs against what came after it was acted on: counts exact and money to the cent, and words where nothing can be said.

use crate::analysis::ask;
use crate::shop::money;
use crate::support::{Asker, World, wall};
use jiff::SignedDuration;
use serde_json::{Value as Json, json};

const DAY: i64 = 24;

fn own() -> Json {
    json!({"administrator": false, "objects": {"*": {"read": "own", "create": true, "change": "own", "remove": "own", "export": "own"}}, "fields": {}})
}

fn id(json: &Json) -> String {
    json["id"].as_str().unwrap().to_string()
}

/// A moment some days from now.
fn at(days: i64) -> String {
    (wall() + SignedDuration::from_hours(DAY * days)).to_string()
}

fn rates(information: &str) -> Json {
    json!({"parameters": {"hour": "0", "purchase": "0", "taken_back": "0", "information": information}})
}

/// A company with a deal that should have been decided long ago: it stands on the list of its owner.
fn waiting(seller: &Asker, name: &str) -> (String, String) {
    let company = id(&seller.create("companies", &json!({"name": name})));
    let deal = id(&seller.create(
        "deals",
        &json!({"name": name, "company": company, "close_date": &at(-9)[..10],
        "amount": money(100_000), "probability": 50}),
    ));
    (company, deal)
}

fn decide(seller: &Asker, deal: &str, decision: &str) {
    let mut body = json!({"kind": "deal_overdue", "record": deal, "decision": decision});
    match decision {
        "dismissed" => body["reason"] = json!("Not now"),
        "snoozed" => body["until"] = json!(&at(9)[..10]),
        _ => {}
    }
    assert_eq!(seller.json("PUT", "/next/decision", &body).status, 204, "{decision}");
}

/// A purchase some days from now, of one piece that costs 60.
fn sell(asker: &Asker, product: &str, company: &str, days: i64, cents: i64) {
    let purchase = id(&asker.create(
        "purchases",
        &json!({"number": format!("{company} {days}"), "company": company,
        "purchased_at": at(days), "total": money(cents)}),
    ));
    asker.create(
        "purchase_lines",
        &json!({"purchase": purchase, "product": product, "quantity": "1",
        "unit_price": money(cents), "total": money(cents)}),
    );
}

/// As if what stood on the list of a record had stood there days ago; false where the tests do not reach the database.
fn long_ago(world: &World, record: &str, days: i64) -> bool {
    let file = world.server.folder.join("kith.db");
    if !file.exists() {
        return false;
    }
    let database = rusqlite::Connection::open(file).unwrap();
    let id: String = record.chars().filter(|letter| *letter != '-').collect();
    let back = days * DAY * 3_600_000_000;
    let moved = database
        .execute(
            "UPDATE next_suggestion SET shown_at = shown_at - ?1, decided_at = decided_at - ?1 WHERE lower(hex(record_id)) = ?2",
            (back, id),
        )
        .unwrap();
    assert_eq!(moved, 1, "{record} stands on no list");
    true
}

fn amount(json: &Json) -> i64 {
    let text = json["amount"].as_str().unwrap_or_else(|| panic!("{json} is no money"));
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = text.split_once('.').unwrap();
    sign * (whole.parse::<i64>().unwrap() * 100 + part.parse::<i64>().unwrap())
}

/// Half up, as money is divided.
fn share(sum: i64, of: i64) -> i64 {
    (2 * sum + of).div_euclid(2 * of)
}

#[test]
fn what_was_acted_on_is_held_against_what_was_dismissed_and_what_was_left() {
    let world = World::start("profit-information");
    let (seller, _) = world.user("seller", &own(), None);
    let (other, _) = world.user("other", &own(), None);
    let product = id(&seller.create("products", &json!({"name": "Chair", "code": "c", "cost": money(6000)})));
    let nothing = |told: &Json, code: &str| {
        assert_eq!(told["refusal"]["code"], code, "{told}");
        assert!(told["refusal"]["text"].as_str().unwrap().ends_with('.'));
        assert!(told["net_at_most"].is_null(), "{told}");
        assert!(told["against_dismissed"]["refusal"]["code"] == "too_few", "{told}");
        assert_eq!((&told["acted_on"]["each"], &told["acted_on"]["margin"]), (&Json::Null, &money(0)));
    };
    let about =
        |asker: &Asker, rate: &str| ask(asker, "profit", &rates(rate))["result"]["information"].clone();

    // Nothing has stood on a list yet: words, and no cost of a span that there is not.
    let first = id(&seller.create("companies", &json!({"name": "First"})));
    sell(&seller, &product, &first, -200, 10_000);
    let told = about(&world.alpha, "100");
    nothing(&told, "nothing_shown");
    assert_eq!((&told["cost"], &told["months"], &told["from"]), (&money(0), &json!(0.0), &Json::Null));

    // Acted on, dismissed and put off: the days of what was done 40 days ago and before are over.
    let mut sums = [(0, 0, 0_i64, 0_i64); 3];
    let decisions = ["acted", "dismissed", "snoozed"];
    let mut oldest = 0;
    for (side, decision) in decisions.into_iter().enumerate() {
        for n in 0..22_i64 {
            let (company, deal) = waiting(&seller, &format!("{decision} {n}"));
            decide(&seller, &deal, decision);
            let ago = 40 + n;
            if side == 0 && n == 0 {
                nothing(&about(&seller, "100"), "too_young");
            }
            if !long_ago(&world, &deal, ago) {
                return;
            }
            oldest = oldest.max(ago);
            let (times, bought, revenue, margin) = &mut sums[side];
            *times += 1;
            // Those acted on buy more often and for more; whoever was left buys in between.
            if n % [2, 5, 3][side] == 0 {
                let cents = [12_000, 9_000, 10_000][side] + 137 * n;
                sell(&seller, &product, &company, 3 - ago, cents);
                sell(&seller, &product, &company, 29 - ago, 7_000);
                *bought += 1;
                *revenue += cents + 7_000;
                *margin += cents + 7_000 - 12_000;
            }
            // Before it was told, and after its days.
            sell(&seller, &product, &company, -1 - ago, 50_000);
            sell(&seller, &product, &company, 31 - ago, 50_000);
        }
    }
    // Too young to count, and one of a customer of somebody else.
    let (company, deal) = waiting(&seller, "young");
    decide(&seller, &deal, "acted");
    sell(&seller, &product, &company, -1, 99_000);
    let (theirs, deal) = waiting(&other, "theirs");
    decide(&other, &deal, "acted");
    long_ago(&world, &deal, 50);
    let table = id(&other.create("products", &json!({"name": "Table", "code": "t", "cost": money(6000)})));
    sell(&other, &table, &theirs, -45, 90_000);

    let told = about(&seller, "100");
    assert_eq!(
        (&told["refusal"], &told["waiting"], &told["counted"]),
        (&Json::Null, &json!(1), &json!(true)),
        "{told}"
    );
    for (key, (times, bought, revenue, margin)) in ["acted_on", "dismissed", "left"].into_iter().zip(sums) {
        let side = &told[key];
        assert_eq!(
            (&side["suggestions"], &side["times"], &side["bought"]),
            (&json!(times), &json!(times), &json!(bought)),
            "{key}: {side}"
        );
        assert_eq!((&side["revenue"], &side["margin"]), (&money(revenue), &money(margin)), "{key}: {side}");
        assert_eq!(side["each"], money(share(margin, times)), "{key}");
    }
    // Own lists only: the cost is that of the house, so nothing is taken off it.
    assert_eq!((&told["partly"], &told["net_at_most"]), (&json!(true), &Json::Null));
    let day = |text: &Json| text.as_str().unwrap().parse::<jiff::civil::Date>().unwrap();
    let days = (day(&told["to"]) - day(&told["from"])).get_days();
    assert_eq!(i64::from(days), oldest - 30, "{told}");
    let cost = share(10_000 * (i64::from(days) + 1) * 16, 487);
    assert_eq!(told["cost"], money(cost));
    let mean = |side: usize| sums[side].3 as f64 / sums[side].0 as f64;
    for (key, side) in [("against_dismissed", 1), ("against_left", 2)] {
        let found = &told[key];
        assert_eq!(found["refusal"], Json::Null, "{found}");
        let wanted = mean(0) - mean(side);
        assert!((amount(&found["each"]) as f64 - wanted).abs() <= 0.5, "{found} instead of {wanted}");
        let (low, high) = (amount(&found["low"]), amount(&found["high"]));
        assert!(low < amount(&found["each"]) && amount(&found["each"]) < high, "{found}");
        assert!((amount(&found["brought"][0]) as f64 - wanted * 22.0).abs() <= 0.5, "{found}");
        assert_eq!(found["net"], Json::Null);
    }

    // Whoever sees all: the other seller's is in it, and what is left after the cost.
    let whole = about(&world.alpha, "100");
    let margin = sums[0].3 + 84_000;
    assert_eq!((&whole["partly"], &whole["acted_on"]["times"]), (&json!(false), &json!(23)), "{whole}");
    assert_eq!(whole["acted_on"]["margin"], money(margin));
    assert_eq!(whole["net_at_most"], money(margin - cost));
    let found = &whole["against_dismissed"];
    for place in 0..3 {
        let left = amount(&found["brought"][place]) - amount(&found["net"][place]);
        assert!((left - cost).abs() <= 1, "{found}");
    }
    // Nobody said what it costs: what it brought is told all the same.
    let free = about(&world.alpha, "0");
    assert_eq!(
        (&free["counted"], &free["cost"], &free["net_at_most"]),
        (&json!(false), &money(0), &Json::Null)
    );
    assert_eq!(free["acted_on"], whole["acted_on"]);
    // Only what happened since a day: what was shown earlier is left out.
    let mut since = rates("100");
    since["parameters"]["since"] = json!(&at(-50)[..10]);
    let later = ask(&seller, "profit", &since)["result"]["information"].clone();
    assert!(later["acted_on"]["times"].as_u64().unwrap() < 22, "{later}");
    assert!(later["against_dismissed"]["refusal"]["code"] == "too_few", "{later}");
    // Rates that are none.
    for wrong in ["-1", "2000000", "much"] {
        let refused = world.alpha.post("/analyses/profit/runs", &rates(wrong)).expect(422);
        assert_eq!(refused["problems"][0]["field"], "parameters.information");
    }
}

#[test]
fn several_lines_about_a_customer_count_once_and_the_one_acted_on_first() {
    let world = World::start("profit-information-once");
    let (seller, _) = world.user("seller", &own(), None);
    let product = id(&seller.create("products", &json!({"name": "Chair", "code": "c", "cost": money(6000)})));
    // Two deals of one company: one dismissed 60 days ago, one acted on 50 days ago.
    let (company, old) = waiting(&seller, "Twice");
    decide(&seller, &old, "dismissed");
    let new = id(&seller.create(
        "deals",
        &json!({"name": "Again", "company": company, "close_date": &at(-9)[..10], "amount": money(100_000)}),
    ));
    decide(&seller, &new, "acted");
    if !long_ago(&world, &old, 60) {
        return;
    }
    long_ago(&world, &new, 50);
    sell(&seller, &product, &company, -45, 10_000);
    // A person who bought through their employer is the employer's customer.
    let person = id(&seller.create("people", &json!({"name": {"given": "Eve"}, "company": company})));
    let asked = id(&seller.create(
        "deals",
        &json!({"name": "Eve", "person": person, "close_date": &at(-9)[..10], "amount": money(100_000)}),
    ));
    decide(&seller, &asked, "acted");
    long_ago(&world, &asked, 49);
    let told = ask(&seller, "profit", &rates("10"))["result"]["information"].clone();
    assert_eq!(
        (&told["acted_on"]["times"], &told["acted_on"]["margin"]),
        (&json!(1), &money(4000)),
        "{told}"
    );
    assert_eq!(
        (&told["acted_on"]["suggestions"], &told["dismissed"]["suggestions"]),
        (&json!(2), &json!(1)),
        "{told}"
    );
    assert_eq!(told["dismissed"]["times"], 0);
    // Nobody acted: said in words, and the cost stands there all the same.
    let (seller, _) = world.user("idle", &own(), None);
    let product = id(&seller.create("products", &json!({"name": "Table", "code": "t", "cost": money(6000)})));
    let (company, deal) = waiting(&seller, "Idle");
    decide(&seller, &deal, "dismissed");
    long_ago(&world, &deal, 60);
    sell(&seller, &product, &company, -50, 10_000);
    let told = ask(&seller, "profit", &rates("10"))["result"]["information"].clone();
    assert_eq!(told["refusal"]["code"], "nobody_acted", "{told}");
    assert!(amount(&told["cost"]) > 0 && told["dismissed"]["margin"] == money(4000), "{told}");
}
