//! What to do next: the list says what is about to be lost and why, a click makes a task of it, and it tells nobody of what they do
//! not see.

use crate::support::World;
use serde_json::{Value as Json, json};

fn own() -> Json {
    json!({"administrator": false, "objects": {"*": {"read": "own", "create": true, "change": "own", "remove": "own", "export": "none"}}, "fields": {}})
}

fn day(from_now: i64) -> String {
    (crate::support::wall() + jiff::SignedDuration::from_hours(24 * from_now))
        .strftime("%Y-%m-%d")
        .to_string()
}

fn kinds(list: &Json) -> Vec<(String, String)> {
    let text = |json: &Json| json.as_str().unwrap_or_default().to_string();
    list["data"].as_array().unwrap().iter().map(|line| (text(&line["kind"]), text(&line["title"]))).collect()
}

#[test]
fn a_list_says_what_waits_and_why_and_keeps_what_was_decided() {
    let world = World::start("next");
    let (seller, _) = world.user("seller", &own(), None);
    let (other, other_id) = world.user("other", &own(), None);
    let deal = |asker: &crate::support::Asker, name: &str, amount: &str, close: i64| {
        let deal = json!({"name": name, "amount": {"amount": amount, "currency": "EUR"}, "probability": 50, "close_date": day(close)});
        asker.create("deals", &deal)["id"].as_str().unwrap().to_string()
    };
    let late = deal(&seller, "Late", "1000", -9);
    let soon = deal(&seller, "Soon", "4000", 3);
    deal(&seller, "Far", "9000000", 200);
    deal(&other, "Stranger", "500000", -3);
    // Bought every ten days, and not for eighteen.
    let company = seller.create("companies", &json!({"name": "Regular"}));
    for (place, ago) in [48_i64, 38, 28, 18].iter().enumerate() {
        seller.create("purchases", &json!({"number": format!("R{place}"), "company": company["id"],
            "purchased_at": format!("{}T10:00:00Z", day(-ago)), "total": {"amount": "300", "currency": "EUR"}}));
    }
    let list = seller.get("/next").expect(200);
    let said = kinds(&list);
    let pair = |kind: &str, title: &str| (kind.to_string(), title.to_string());
    assert_eq!(said[0], pair("deal_closing", "Soon"));
    assert!(
        said.contains(&pair("deal_overdue", "Late")) && said.contains(&pair("customer_due", "Regular")),
        "{said:?}"
    );
    assert!(!list.to_string().contains("Far") && !list.to_string().contains("Stranger"), "{list}");
    let of = |kind: &str| {
        list["data"].as_array().unwrap().iter().find(|line| line["kind"] == kind).unwrap().clone()
    };
    assert_eq!(of("deal_overdue")["because"]["days"], 9);
    // Half a thousand, of which nine days too late take a little.
    assert_eq!(of("deal_overdue")["expected"], json!({"amount": "466.52", "currency": "EUR"}));
    assert_eq!(of("customer_due")["because"], json!({"days": 18, "gap": 10, "times": 4}));
    assert_eq!(of("customer_due")["worth"], json!({"amount": "300.00", "currency": "EUR"}));

    // A task in one click; the line stays, as acted on, below the others.
    let body = json!({"kind": "deal_closing", "record": soon, "subject": "Call about Soon"});
    let task = seller.post("/next/task", &body).expect(200)["task"].clone();
    let made = seller.get(&format!("/tasks/{}", task["id"].as_str().unwrap())).expect(200);
    assert_eq!((&made["subject"], &made["deal"]["id"]), (&json!("Call about Soon"), &json!(soon)));
    let after = seller.get("/next").expect(200);
    let last = after["data"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["title"], &last["decision"]), (&json!("Soon"), &json!("acted")));

    // Put off, dismissed with a reason, and nothing that is not on one's own list.
    let decide = |body: &Json| seller.json("PUT", "/next/decision", body);
    let snooze =
        |until: &str| json!({"kind": "deal_overdue", "record": late, "decision": "snoozed", "until": until});
    assert_eq!(decide(&snooze(&day(-1))).status, 422);
    assert_eq!(decide(&snooze(&day(5))).status, 204);
    let dismiss = |reason: Json| json!({"kind": "customer_due", "record": company["id"], "decision": "dismissed", "reason": reason});
    assert_eq!(decide(&dismiss(Json::Null)).status, 422);
    assert_eq!(decide(&dismiss(json!("Closed down"))).status, 204);
    assert_eq!(kinds(&seller.get("/next").expect(200)), [pair("deal_closing", "Soon")]);
    assert_eq!(other.post("/next/task", &body).status, 404);
    assert_eq!(seller.get(&format!("/next?owner={other_id}")).status, 404);
    let seen = world.alpha.get(&format!("/next?owner={other_id}")).expect(200);
    assert_eq!(kinds(&seen), [pair("deal_overdue", "Stranger")]);

    // Everybody's is what is seen of everybody.
    assert_eq!(
        kinds(&world.alpha.get("/next?owner=all&limit=1").expect(200)),
        [pair("deal_overdue", "Stranger")]
    );
    assert!(!seller.get("/next?owner=all").expect(200).to_string().contains("Stranger"));

    let judged = seller.get("/next/judgment").expect(200);
    assert_eq!(
        (&judged["acted_on"]["shown"], &judged["dismissed"], &judged["snoozed"]),
        (&json!(1), &json!(1), &json!(1))
    );
    assert_eq!(judged["reasons"][0], json!({"reason": "Closed down", "count": 1}));
    assert_eq!(judged["difference"], Json::Null, "too few to say anything");
}

#[test]
fn a_customer_who_buys_is_offered_what_goes_with_what_they_have() {
    let world = World::start("next-offer");
    let (seller, _) = world.user("seller", &own(), None);
    let (other, _) = world.user("other", &own(), None);
    let product = |name: &str| {
        let price = json!({"amount": "80", "currency": "EUR"});
        seller.create("products", &json!({"name": name, "price": price}))["id"].clone()
    };
    let (tent, pegs, stove) = (product("Tent"), product("Pegs"), product("Stove"));
    let buy = |number: &str, company: &Json, products: &[&Json], ago: i64| {
        let purchase = seller.create(
            "purchases",
            &json!({"number": number, "company": company, "total": {"amount": "300", "currency": "EUR"},
            "purchased_at": format!("{}T10:00:00Z", day(-ago))}),
        );
        for product in products {
            seller.create(
                "purchase_lines",
                &json!({"purchase": purchase["id"], "product": product, "quantity": "1",
                "unit_price": {"amount": "80", "currency": "EUR"}}),
            );
        }
    };
    for n in 0..30 {
        let company = seller.create("companies", &json!({"name": format!("Once {n}")}))["id"].clone();
        let basket: &[&Json] = if n < 20 { &[&tent, &pegs] } else { &[&stove] };
        buy(&format!("O{n}"), &company, basket, 300);
    }
    // Buys every ten days, and did so four days ago: not due, but without pegs.
    let regular = seller.create("companies", &json!({"name": "Regular"}))["id"].clone();
    let late = seller.create("companies", &json!({"name": "Late"}))["id"].clone();
    for (place, ago) in [34, 24, 14, 4].into_iter().enumerate() {
        buy(&format!("R{place}"), &regular, &[&tent], ago);
        buy(&format!("L{place}"), &late, &[&tent], ago + 14);
    }
    assert_eq!(kinds(&seller.get("/next").expect(200)), [("customer_due".to_string(), "Late".to_string())]);
    let run = crate::analysis::ask(&seller, "together", &json!({"parameters": {"baskets": 5}}));
    assert_eq!(run["state"], "done", "{run}");
    let list = seller.get("/next").expect(200);
    let of = |kind: &str| {
        list["data"].as_array().unwrap().iter().find(|line| line["kind"] == kind).unwrap().clone()
    };
    let offer = of("customer_offer");
    // Of 28 purchases with a tent 20 hold pegs too.
    assert_eq!(
        offer["because"],
        json!({"offer": "Pegs", "goes_with": "Tent", "unit": "purchase", "both": 20, "of": 28})
    );
    assert_eq!((&offer["title"], &offer["worth"]["amount"]), (&json!("Regular"), &json!("80.00")));
    let chance = offer["chance"].as_f64().unwrap();
    assert!(chance > 0.4 && chance < 20.0 / 28.0, "{chance}");
    // Whoever buys for a company that is on the list is not on it a second time.
    let buyer = seller.create("people", &json!({"name": "Buyer", "company": late}))["id"].clone();
    for n in 0..4 {
        seller.create("purchases", &json!({"number": format!("B{n}"), "person": buyer,
            "total": {"amount": "300", "currency": "EUR"}, "purchased_at": format!("{}T09:00:00Z", day(-48 + 10 * n))}));
    }
    let all = world.alpha.get("/next?owner=all").expect(200).to_string();
    assert!(all.contains("Late") && !all.contains("Buyer"), "{all}");
    // Who is due anyway is told what to offer in the same line.
    let due = of("customer_due");
    assert_eq!((&due["because"]["offer"], &due["because"]["gap"]), (&json!("Pegs"), &json!(10)));
    let body = json!({"kind": "customer_offer", "record": regular, "subject": "Offer pegs to Regular"});
    let task = seller.post("/next/task", &body).expect(200)["task"].clone();
    let made = seller.get(&format!("/tasks/{}", task["id"].as_str().unwrap())).expect(200);
    assert_eq!(made["company"]["id"], regular);
    // Another seller sees neither the customers nor the run.
    assert_eq!(kinds(&other.get("/next").expect(200)), []);
    // What is not sold any more is not offered.
    seller.patch(&format!("/products/{}", pegs.as_str().unwrap()), &json!({"active": false})).expect(200);
    let after = seller.get("/next").expect(200);
    assert!(!after.to_string().contains("Pegs"), "{after}");
}

#[test]
fn who_buys_for_a_company_is_no_customer_beside_it() {
    let world = World::start("next-buyer");
    let (seller, _) = world.user("seller", &own(), None);
    let person = |asker: &crate::support::Asker, name: &str| {
        asker.create("people", &json!({"name": {"given": name}}))["id"].clone()
    };
    let buys = |asker: &crate::support::Asker, number: &str, whose: &[(&str, &Json)], ago: &[i64]| {
        for (place, ago) in ago.iter().enumerate() {
            let mut purchase = json!({"number": format!("{number}{place}"), "purchased_at": format!("{}T10:00:00Z", day(-ago)),
                "total": {"amount": "300", "currency": "EUR"}});
            for (key, id) in whose {
                purchase[*key] = (*id).clone();
            }
            asker.create("purchases", &purchase);
        }
    };
    let late = [48, 38, 28, 18];
    // By the summary, which an administrator sees, and by the purchases of somebody who sees own ones only.
    for (asker, name) in [(&world.alpha, "a"), (&seller, "s")] {
        let company = asker.create("companies", &json!({"name": format!("Works {name}")}))["id"].clone();
        let (buyer, other) =
            (person(asker, &format!("Buyer {name}")), person(asker, &format!("Other {name}")));
        // The company bought yesterday, by somebody else: its buyer is not late.
        buys(asker, &format!("{name}c"), &[("company", &company), ("person", &buyer)], &late);
        buys(asker, &format!("{name}n"), &[("company", &company)], &[1]);
        buys(asker, &format!("{name}p"), &[("person", &other)], &late);
        let titles: Vec<String> =
            kinds(&asker.get("/next?limit=100").expect(200)).into_iter().map(|(_, title)| title).collect();
        assert!(titles.contains(&format!("Other {name}")), "{titles:?}");
        assert!(!titles.contains(&format!("Buyer {name}")), "{titles:?}");
    }
}
