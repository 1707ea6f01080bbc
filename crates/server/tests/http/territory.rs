//! Territories: a record is in its territory as soon as it is written, says why, and follows when territories change.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::time::{Duration, Instant};

fn wait_for(asker: &Asker, path: &str, there: impl Fn(&Json) -> bool) -> Json {
    let begun = Instant::now();
    loop {
        let record = asker.get(path).expect(200);
        if there(&record) {
            return record;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "{record}");
        std::thread::sleep(Duration::from_millis(30));
    }
}

fn path(record: &Json, plural: &str) -> String {
    format!("/{plural}/{}", record["id"].as_str().unwrap())
}

fn sector(sector: &str) -> String {
    json!({"field": "sector", "op": "is", "value": sector}).to_string()
}

fn place(record: &Json) -> (&Json, &Json) {
    (&record["territory"]["title"], &record["territory_because"])
}

#[test]
fn records_are_in_their_territory_when_they_are_written_and_say_why() {
    let world = World::start("territory");
    let alpha = &world.alpha;
    let market = alpha.create("territories", &json!({"name": "Market", "position": 1, "company_filter": json!({"field": "name", "op": "is_not_empty"}).to_string()}));
    let shops = alpha.create(
        "territories",
        &json!({"name": "Shops", "parent": market["id"], "position": 1, "company_filter": sector("retail"),
        "lead_filter": json!({"field": "source", "op": "is", "value": "event"}).to_string()}),
    );
    let shop = alpha.create("companies", &json!({"name": "Shop", "sector": "retail"}));
    let works = alpha.create("companies", &json!({"name": "Works", "sector": "technology"}));
    // What is inside comes before what is around it.
    assert_eq!(place(&shop), (&json!("Shops"), &json!("rule")));
    assert_eq!(place(&works), (&json!("Market"), &json!("rule")));
    let deal = alpha.create("deals", &json!({"name": "Deal", "company": shop["id"]}));
    assert_eq!(place(&deal), (&json!("Shops"), &json!("company")));
    let lead =
        alpha.create("leads", &json!({"name": "At the fair", "source": "event", "company": works["id"]}));
    assert_eq!(place(&lead), (&json!("Shops"), &json!("rule")), "its own condition comes before its company");
    let none = alpha.create("leads", &json!({"name": "Nobody"}));
    assert_eq!(place(&none), (&Json::Null, &Json::Null));
    alpha.patch(&path(&deal, "deals"), &json!({"territory": market["id"]})).expect(422);

    let reason =
        alpha.get(&format!("/territories/reasons/deal/{}", deal["id"].as_str().unwrap())).expect(200);
    assert_eq!((&reason["because"], &reason["company"]), (&json!("company"), &shop["id"]));
    let around: Vec<&str> =
        reason["territories"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(around, ["Shops", "Market"]);
    let reason =
        alpha.get(&format!("/territories/reasons/company/{}", works["id"].as_str().unwrap())).expect(200);
    let asked: Vec<(&str, bool)> = reason["asked"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["name"].as_str().unwrap(), one["met"].as_bool().unwrap()))
        .collect();
    assert_eq!(asked, [("Shops", false), ("Market", true)]);

    // A company that moves takes its open leads and deals along; what is decided stays where it was.
    let won = alpha.create("deals", &json!({"name": "Won", "company": shop["id"], "outcome": "won"}));
    assert_eq!(place(&won).0, "Shops");
    let moved = alpha.patch(&path(&shop, "companies"), &json!({"sector": "medical"})).expect(200);
    assert_eq!(place(&moved).0, "Market");
    wait_for(alpha, &path(&deal, "deals"), |deal| deal["territory"]["title"] == "Market");
    assert_eq!(place(&alpha.get(&path(&won, "deals")).expect(200)).0, "Shops");

    // Bad input.
    for filter in ["x", "{\"field\": \"nothing\", \"op\": \"is\", \"value\": 1}"] {
        let refused =
            alpha.post("/territories", &json!({"name": "Wrong", "deal_filter": filter})).expect(422);
        assert_eq!(refused["problems"][0]["field"], "deal_filter");
    }
    alpha.patch(&path(&market, "territories"), &json!({"parent": shops["id"]})).expect(422);
    alpha.patch(&path(&market, "territories"), &json!({"parent": market["id"]})).expect(422);
}

#[test]
fn a_changed_territory_is_previewed_and_then_sorted_by_a_job() {
    let world = World::start("territory2");
    let alpha = &world.alpha;
    let shop = alpha.create("companies", &json!({"name": "Shop", "sector": "retail"}));
    let works = alpha.create("companies", &json!({"name": "Works", "sector": "technology"}));
    let deal = alpha.create("deals", &json!({"name": "Deal", "company": shop["id"]}));
    alpha.create("deals", &json!({"name": "Won", "company": shop["id"], "outcome": "won"}));
    let draft = json!({"companies": {"field": "sector", "op": "is", "value": "retail"}});
    let told = alpha.post("/territories/preview", &draft).expect(200);
    let of = |told: &Json, object: &str| {
        told["objects"].as_array().unwrap().iter().find(|one| one["object"] == object).unwrap().clone()
    };
    assert_eq!(of(&told, "company")["comes"]["count"], 1);
    assert_eq!(of(&told, "company")["comes"]["examples"][0]["title"], "Shop");
    assert_eq!(of(&told, "deal")["follows"], 1, "only what is open comes along");
    assert_eq!(
        alpha.get(&path(&shop, "companies")).expect(200)["territory"],
        Json::Null,
        "nothing is changed"
    );

    let made = alpha.create("territories", &json!({"name": "Shops", "company_filter": sector("retail")}));
    let at = path(&made, "territories");
    wait_for(alpha, &at, |territory| territory["sorted_at"].is_string());
    assert_eq!(place(&alpha.get(&path(&shop, "companies")).expect(200)), (&json!("Shops"), &json!("rule")));
    assert_eq!(place(&alpha.get(&path(&deal, "deals")).expect(200)), (&json!("Shops"), &json!("company")));

    let draft =
        json!({"territory": made["id"], "companies": {"field": "sector", "op": "is", "value": "technology"}});
    let told = alpha.post("/territories/preview", &draft).expect(200);
    assert_eq!(
        (&of(&told, "company")["comes"]["count"], &of(&told, "company")["leaves"]["count"]),
        (&json!(1), &json!(1))
    );
    alpha.patch(&at, &json!({"company_filter": sector("technology")})).expect(200);
    wait_for(alpha, &at, |territory| territory["sorted_at"].is_string());
    assert_eq!(place(&alpha.get(&path(&works, "companies")).expect(200)).0, "Shops");
    wait_for(alpha, &path(&deal, "deals"), |deal| deal["territory"].is_null());
    // One that is gone holds nobody.
    alpha.delete(&at).expect(204);
    wait_for(alpha, &path(&works, "companies"), |company| company["territory"].is_null());

    let (seller, _) = world.user("seller", &json!({"objects": {"*": {"read": "all"}}}), None);
    seller.post("/territories/preview", &draft).expect(403);
    world.beta.post("/territories/preview", &json!({"territory": made["id"]})).expect(200);
}

#[test]
fn leads_forecast_and_targets_go_by_territory() {
    let world = World::start("territory3");
    let alpha = &world.alpha;
    let role = json!({"objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "all"}}});
    let (eva_asker, eva) = world.user("eva", &role, None);
    let (ben_asker, ben) = world.user("ben", &role, None);
    let market = alpha.create("territories", &json!({"name": "Market", "owner": ben, "company_filter": json!({"field": "name", "op": "is_not_empty"}).to_string()}));
    let shops = alpha.create(
        "territories",
        &json!({"name": "Shops", "owner": eva, "parent": market["id"], "company_filter": sector("retail")}),
    );
    alpha.create(
        "assignment_rules",
        &json!({"name": "By territory", "position": 1, "method": "territory", "territory": market["id"]}),
    );
    alpha.create("companies", &json!({"name": "Shop", "sector": "retail", "domains": ["shop.example"]}));
    let arrive = |name: &str| {
        let told = alpha
            .post("/leads/arrivals", &json!({"name": name, "email": format!("{name}@shop.example")}))
            .expect(201);
        alpha.get(&format!("/leads/{}", told["lead"].as_str().unwrap())).expect(200)
    };
    let lead = arrive("ana");
    assert_eq!((&lead["owner"]["id"], &lead["assigned_because"]), (&json!(eva), &json!("territory")));
    let absence = json!({"user": eva, "from_date": "2020-01-01", "until_date": "2099-01-01"});
    alpha.create("absences", &absence);
    assert_eq!(
        arrive("boris")["owner"]["id"],
        ben,
        "whoever answers for what is around it, while she is away"
    );

    // Who answers for the territory hears of a lead that went to somebody else; whoever it went to hears of it once.
    let told = |asker: &Asker| {
        let page = asker.get("/notifications").expect(200);
        let all = page["data"].as_array().unwrap().clone();
        all.iter().map(|one| one["text"].as_str().unwrap().to_string()).collect::<Vec<_>>()
    };
    // Each was given a territory, and then a lead together with its new person: one thing to hear of.
    assert_eq!(told(&eva_asker), ["lead_territory", "assigned", "assigned"]);
    assert_eq!(told(&ben_asker), ["assigned", "assigned"]);

    let money = |amount: &str| json!({"amount": amount, "currency": "EUR"});
    let shop = alpha.list("companies", &json!({}))["data"][0]["id"].clone();
    for (name, company, amount) in [("In", shop, "100.00"), ("Out", Json::Null, "70.00")] {
        let deal = json!({"name": name, "company": company, "amount": money(amount), "close_date": "2031-02-01", "owner": eva});
        alpha.create("deals", &deal);
    }
    let target = json!({"scope": "territory", "territory": market["id"], "period": "year", "starts_on": "2031-01-01", "amount": money("500.00")});
    assert_eq!(alpha.create("targets", &target)["name"], "Market · 2031 · Revenue");
    let count = |query: &str| {
        let forecast = alpha.get(&format!("/forecast?period=2031{query}")).expect(200);
        let all = forecast["rows"][0].clone();
        let open = ["commit", "best_case", "pipeline"].map(|key| all["open"][key]["count"].as_i64().unwrap());
        (open.iter().sum::<i64>(), all["target"]["amount"].clone())
    };
    assert_eq!(count(""), (2, Json::Null));
    let within = |territory: &Json| format!("&territory={}", territory["id"].as_str().unwrap());
    assert_eq!(count(&within(&market)), (1, json!("500.00")), "what is in those inside it counts too");
    assert_eq!(count(&within(&shops)), (1, Json::Null));
    alpha.get("/forecast?period=2031&territory=x").expect(404);
    world.beta.get(&format!("/forecast?period=2031{}", within(&market))).expect(404);
}
