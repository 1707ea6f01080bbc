//! Analyses: nobody is told of more than they see, the same question has the same answer, and the archive keeps what was asked.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// What each analysis is asked with, when its usual parameters are not what should be tried: more than one for some.
fn bodies(key: &str) -> Vec<Json> {
    match key {
        "rfm" => vec![
            json!({}),
            json!({"convention": "ranks"}),
            json!({"convention": "nested", "compare_to": "2026-03-31"}),
            json!({"convention": "own", "recency": [30, 60, 90, 120], "frequency": [1, 2, 3, 4], "monetary": [50, 100, 200, 400]}),
        ],
        "lifetime_value" => vec![
            json!({}),
            json!({"customers": "companies", "model": "pareto_nbd", "weeks": 26, "discount": 0}),
            json!({"model": "mbg_nbd", "until": "2026-10-01", "split": "2026-07-01"}),
        ],
        "leaving" => {
            vec![json!({}), json!({"days": 60, "group": "sector"}), json!({"days": 30, "group": "addresses"})]
        }
        "cohorts" => vec![json!({}), json!({"period": "quarter", "by": "source"})],
        "together" => {
            let wide = |unit: &str, level: &str| json!({"unit": unit, "level": level, "baskets": 2, "support": "0", "confidence": "0", "lift": "0", "size": 3});
            vec![
                json!({}),
                wide("purchase", "product"),
                wide("customer", "product"),
                wide("purchase", "category"),
            ]
        }
        "price" => vec![json!({}), json!({"period": "month", "season": "none", "change": "0.2"})],
        "profit" => vec![
            json!({}),
            json!({"hour": "30", "purchase": "2", "information": "90", "since": "2026-03-01"}),
        ],
        "sales" => vec![json!({}), json!({"by": "source"}), json!({"by": "company.name"})],
        "pipeline_forecast" => vec![json!({}), json!({"model": "stages"})],
        // Without won deals there is no revenue of deals that a stranger could add to.
        "revenue_forecast" => vec![json!({"source": "purchases"})],
        "performance" => {
            vec![json!({}), json!({"by": "team"}), json!({"by": "product"}), json!({"by": "territory"})]
        }
        _ => vec![json!({})],
    }
}

/// Whether an amount of the stranger's size is told anywhere: theirs are near a million each, one's own far below.
fn tells_of_a_stranger(json: &Json) -> bool {
    let large = |number: f64| number.abs() >= 900_000.0;
    match json {
        Json::Number(number) => number.as_f64().is_some_and(large),
        Json::String(text) => text.contains("Stranger") || text.parse().is_ok_and(large),
        Json::Array(items) => items.iter().any(tells_of_a_stranger),
        Json::Object(members) => members.values().any(tells_of_a_stranger),
        _ => false,
    }
}

/// A role that sees its own records of everything, and no others.
fn own() -> Json {
    json!({"administrator": false, "objects": {"*": {"read": "own", "create": true, "change": "own", "remove": "own", "export": "own"}}, "fields": {}})
}

fn id(json: &Json) -> String {
    json["id"].as_str().unwrap().to_string()
}

/// Records made in one go; their ids in sequence.
#[track_caller]
fn bulk(asker: &Asker, plural: &str, records: &[Json]) -> Vec<String> {
    let operations: Vec<Json> = records.iter().map(|record| json!({"create": record})).collect();
    let made = asker.post(&format!("/{plural}/bulk"), &json!({"operations": operations})).expect(200);
    made["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["record"]["id"].as_str().unwrap_or_else(|| panic!("{one}")).to_string())
        .collect()
}

/// Customers of an owner who bought now and then, with deals and calls: enough for any analysis to say something.
pub fn business(
    asker: &Asker,
    owner: &str,
    name: &str,
    customers: usize,
    amount: usize,
) -> Vec<(&'static str, Vec<String>)> {
    let companies: Vec<Json> =
        (0..customers).map(|n| json!({"name": format!("{name} {n}"), "owner": owner})).collect();
    let companies = bulk(asker, "companies", &companies);
    let mut purchases = Vec::new();
    let mut deals = Vec::new();
    let mut leads = Vec::new();
    for (n, company) in companies.iter().enumerate() {
        for m in 0..=(n % 5 + n % 3) {
            let (month, day) = ((n + m * 2) % 10 + 1, (n * 7 + m * 5) % 28 + 1);
            let total = format!("{}.{:02}", amount + n * 13 + m * 29, (n * 31 + m) % 100);
            purchases.push(json!({
                "number": format!("{name}-{n}-{m}"), "company": company, "owner": owner,
                "purchased_at": format!("2026-{month:02}-{day:02}T10:00:00Z"),
                "total": {"amount": total, "currency": "EUR"},
            }));
        }
        deals.push(json!({
            "name": format!("{name} deal {n}"), "company": company, "owner": owner,
            "amount": {"amount": format!("{}", amount + n), "currency": "EUR"},
        }));
        let source = ["web", "referral", "event"][n % 3];
        leads.push(
            json!({"name": format!("{name} lead {n}"), "company": company, "owner": owner, "source": source}),
        );
    }
    let purchases = bulk(asker, "purchases", &purchases);
    let categories: Vec<Json> =
        (0..2).map(|n| json!({"name": format!("{name} kind {n}"), "owner": owner})).collect();
    let categories = bulk(asker, "product_categories", &categories);
    let products: Vec<Json> = (0..6)
        .map(|n| {
            json!({
                "name": format!("{name} thing {n}"), "code": format!("{name}-{n}"), "owner": owner,
                "category": categories[n % 2], "cost": {"amount": format!("{}", amount / 2), "currency": "EUR"},
            })
        })
        .collect();
    let products = bulk(asker, "products", &products);
    let mut lines = Vec::new();
    for (n, purchase) in purchases.iter().enumerate() {
        for m in 0..(2 + n % 2) {
            let price = format!("{}", amount + (n * 7 + m * 3) % 50);
            lines.push(json!({
                "purchase": purchase, "product": products[(n + m) % (3 + n % 4)], "owner": owner,
                "quantity": format!("{}", 1 + (n + m) % 3), "discount": format!("{}", 10 * (n % 3)),
                "unit_price": {"amount": price, "currency": "EUR"},
            }));
        }
    }
    let calls: Vec<Json> = (companies.iter().enumerate())
        .map(|(n, company)| {
            json!({
                "subject": format!("{name} call {n}"), "company": company, "owner": owner, "duration": 600 + n * 60,
                "happened_at": "2026-05-05T10:00:00Z",
            })
        })
        .collect();
    // By the name, which members show, and by deals, which are owned as well.
    let rules =
        [json!({"field": "name", "op": "contains", "value": name}), json!({"linked": "deal.company"})];
    let segments: Vec<Json> = rules
        .iter()
        .map(|rule| json!({"name": format!("{name} segment"), "of_object": "company", "rule": rule.to_string(), "owner": owner}))
        .collect();
    let segments = bulk(asker, "segments", &segments);
    let ready = || {
        let all = asker.get("/segments/overview").expect(200);
        all["data"].as_array().unwrap().iter().all(|one| one["gathering"] == false)
    };
    for _ in 0..600 {
        if ready() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    vec![
        ("companies", companies),
        ("purchases", purchases),
        ("product_categories", categories),
        ("products", products),
        ("purchase_lines", bulk(asker, "purchase_lines", &lines)),
        ("calls", bulk(asker, "calls", &calls)),
        ("deals", bulk(asker, "deals", &deals)),
        ("leads", bulk(asker, "leads", &leads)),
        ("segments", segments),
    ]
}

/// Asks and waits for the end.
#[track_caller]
pub fn ask(asker: &Asker, analysis: &str, body: &Json) -> Json {
    let mut run = asker.post(&format!("/analyses/{analysis}/runs"), body).expect(201);
    let path = format!("/analysis-runs/{}", id(&run));
    for _ in 0..600 {
        if !matches!(run["state"].as_str().unwrap(), "queued" | "running") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
        run = asker.get(&path).expect(200);
    }
    run
}

#[test]
fn a_seller_with_own_records_is_told_of_own_customers_only() {
    let world = World::start("analysis-own");
    let (seller, seller_id) = world.user("seller", &own(), None);
    let (_, other_id) = world.user("other", &own(), None);
    business(&world.alpha, &seller_id, "Mine", 30, 100);
    let others = business(&world.alpha, &other_id, "Stranger", 12, 987_000);
    let traces: BTreeSet<String> = others.iter().flat_map(|(_, ids)| ids.iter().cloned()).collect();
    let as_of = now();
    let mut asked = Vec::new();
    for analysis in analytical::ANALYSES {
        for parameters in bodies(analysis.key) {
            let body = json!({"parameters": parameters, "as_of": as_of});
            let mine = ask(&seller, analysis.key, &body);
            let all = ask(&world.alpha, analysis.key, &body);
            let about = format!("{} {parameters}", analysis.key);
            assert!(["done", "refused"].contains(&mine["state"].as_str().unwrap()), "{about}: {mine}");
            let told = mine["result"].to_string();
            assert!(!tells_of_a_stranger(&mine["result"]), "{about} told {told}");
            assert!(traces.iter().all(|id| !told.contains(id)), "{about} told {told}");
            // What was worked out over own records is nobody else's.
            let path = format!("/analysis-runs/{}", id(&mine));
            assert_eq!(world.beta.get(&path).status, 404, "{about}");
            assert_eq!(seller.get(&format!("/analysis-runs/{}", id(&all))).status, 404, "{about}");
            asked.push((analysis.key, body, mine, all));
        }
    }
    for (plural, ids) in others.iter().rev() {
        for id in ids {
            let gone = world.alpha.delete(&format!("/{plural}/{id}")).status;
            assert!([200, 204].contains(&gone), "{plural}: {gone}");
        }
    }
    for (key, body, mine, all) in asked {
        let again = ask(&seller, key, &body);
        let about = format!("{key} {body}");
        assert_eq!(again["hash"], mine["hash"], "{about}: others' records changed what a seller is told");
        assert_eq!(again["refusal"], mine["refusal"], "{about}");
        if all["state"] == "done" {
            let without = ask(&world.alpha, key, &body);
            assert_ne!(without["hash"], all["hash"], "{about}: the stranger's records do not matter to it");
        }
    }
}

fn now() -> String {
    crate::support::wall().to_string()
}

#[test]
fn the_archive_keeps_what_was_asked_and_tells_whoever_saw_as_much() {
    let world = World::start("analysis-archive");
    let (manager, manager_id) = world.user(
        "manager",
        &json!({"administrator": false, "objects": {"*": {"read": "all"}}, "fields": {}}),
        None,
    );
    let (seller, _) = world.user("seller", &own(), None);
    let (blind, _) = world.user(
        "blind",
        &json!({"administrator": false, "objects": {"*": {"read": "all"}}, "fields": {"purchase.total": "hidden"}}),
        None,
    );
    // Nothing to tell apart yet: refused in words.
    let refused = ask(&world.alpha, "rfm", &json!({}));
    assert_eq!(
        (refused["state"].as_str(), refused["refusal"]["code"].as_str()),
        (Some("refused"), Some("too_few"))
    );
    business(&world.alpha, &manager_id, "Kept", 20, 100);
    let as_of = now();
    let body = json!({"parameters": {"convention": "quantiles"}, "as_of": as_of});
    let one = ask(&manager, "rfm", &body);
    assert_eq!((one["state"].as_str(), one["result"]["customers"].as_i64()), (Some("done"), Some(20)));
    assert_eq!(one["asked_by"]["name"], "manager");
    // The same question, the same answer; with the parameters left out as well.
    let two = ask(&world.alpha, "rfm", &json!({"as_of": as_of}));
    assert_eq!((&two["hash"], &two["parameters"]), (&one["hash"], &one["parameters"]));
    let path = format!("/analysis-runs/{}", id(&one));
    assert_eq!(world.alpha.get(&path).expect(200)["hash"], one["hash"]);
    assert_eq!(seller.get(&path).status, 404);
    // Who does not see the amounts is not told of them.
    assert_eq!(blind.get(&path).status, 404);
    assert_eq!(ask(&blind, "rfm", &body)["state"], "refused");
    let listed = |asker: &Asker| {
        asker.get("/analysis-runs?analysis=rfm").expect(200)["data"].as_array().unwrap().len()
    };
    assert_eq!((listed(&manager), listed(&seller)), (4, 0));

    // Notes and keeping belong to who asked, and to administrators.
    let note = json!({"note": "Before the sale", "kept": true});
    assert_eq!(manager.patch(&path, &note).expect(200)["note"], "Before the sale");
    assert_eq!(manager.patch(&format!("/analysis-runs/{}", id(&two)), &note).status, 403);
    assert_eq!(seller.patch(&path, &note).status, 404);

    // After another purchase the comparison tells what moved.
    world.alpha.create("purchases", &json!({"number": "more", "purchased_at": "2026-01-05T10:00:00Z", "owner": manager_id,
        "company": world.alpha.list("companies", &json!({"sort": "name"}))["data"][0]["id"], "total": {"amount": "77.00", "currency": "EUR"}}));
    let three = ask(&manager, "rfm", &body);
    assert_ne!(three["hash"], one["hash"]);
    let compared = manager.get(&format!("{path}/comparison?with={}", id(&three))).expect(200);
    assert_eq!(compared["same"], false);
    let total = compared["differences"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["path"] == json!(["total", "amount"]));
    assert_eq!(total.unwrap()["change"], 77.0);
    assert_eq!(manager.get(&format!("{path}/comparison?with={}", id(&one))).expect(200)["same"], true);
    assert_eq!(seller.get(&format!("{path}/comparison?with={}", id(&three))).status, 404);

    // The rule of retention leaves the newest, and what is to be kept.
    assert_eq!(manager.get("/analysis-retention").status, 403);
    world.alpha.json("PUT", "/analysis-retention", &json!({"newest": 1})).expect(200);
    assert_eq!(world.alpha.json("PUT", "/analysis-retention", &json!({"newest": 0})).status, 422);
    let four = ask(&manager, "rfm", &body);
    assert_eq!(manager.get(&format!("/analysis-runs/{}", id(&three))).status, 404);
    assert_eq!(manager.get(&path).expect(200)["kept"], true);
    let last = format!("/analysis-runs/{}", id(&four));
    assert_eq!(manager.delete(&last).status, 204);
    assert_eq!(manager.get(&last).status, 404);
}

#[test]
fn wrong_questions_are_told_field_by_field() {
    let world = World::start("analysis-wrong");
    let ask = |key: &str, body: &Json| world.alpha.post(&format!("/analyses/{key}/runs"), body);
    assert_eq!(ask("nothing", &json!({})).status, 404);
    let wrong = ask("rfm", &json!({"parameters": {"convention": "own", "frequency": [2, 1], "what": 1}}));
    let problems = wrong.expect(422)["problems"].clone();
    let fields: Vec<&str> =
        problems.as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
    for field in ["parameters.recency", "parameters.frequency", "parameters.monetary", "parameters.what"] {
        assert!(fields.contains(&field), "{field}: {fields:?}");
    }
    assert_eq!(ask("rfm", &json!({"as_of": "2999-01-01T00:00:00Z"})).status, 422);
    assert_eq!(ask("rfm", &json!({"parameters": {"compare_to": "2999-01-01"}})).status, 422);
    let seen: Vec<Json> = world.alpha.get("/analyses").expect(200)["data"].as_array().unwrap().clone();
    assert_eq!(seen.len(), analytical::ANALYSES.len());
}

#[test]
fn a_parameter_there_is_not_is_refused_with_those_there_are_and_each_stands_in_the_book() {
    let book = include_str!("../../../../docs/book/for-script-authors.md");
    let world = World::start("analysis-parameters");
    let all = world.alpha.get("/analyses").expect(200);
    for analysis in all["data"].as_array().unwrap() {
        let key = analysis["key"].as_str().unwrap();
        let path = format!("/analyses/{key}/runs");
        let refused = world.alpha.post(&path, &json!({"parameters": {"there_is_not": 1}})).expect(422);
        let problem = &refused["problems"][0];
        assert_eq!(problem["field"], "parameters.there_is_not", "{key}: {refused}");
        let names = problem["message"].as_str().unwrap().split_once("There are: ").unwrap().1;
        let row = book.lines().find(|line| line.starts_with(&format!("| `{key}` |"))).expect(key);
        for name in names.trim_end_matches('.').split(", ") {
            assert!(row.contains(&format!("`{name}`")), "{key}: {name} stands nowhere in {row}");
        }
    }
}
