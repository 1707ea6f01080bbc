//! Scores of customers: worked out on request, shown to whoever sees all purchases, used like any field, and no part of a history.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};

/// Companies of an owner that buy as the models expect: each at random at a rate of its own, and some leave.
fn shop(asker: &Asker, owner: &str) -> (Vec<String>, Vec<String>) {
    let bulk = |plural: &str, records: Vec<Json>| -> Vec<String> {
        let operations: Vec<Json> = records.into_iter().map(|record| json!({"create": record})).collect();
        let made = asker.post(&format!("/{plural}/bulk"), &json!({"operations": operations})).expect(200);
        let results = made["results"].as_array().unwrap().iter();
        results.map(|one| one["record"]["id"].as_str().unwrap().to_string()).collect()
    };
    let names = (0..60).map(|n| json!({"name": format!("Scored {n}"), "owner": owner})).collect();
    let companies = bulk("companies", names);
    let mut chance = 12_345_u64;
    let mut draw = || {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((chance >> 33) as f64 + 0.5) / 2_147_483_648.0
    };
    // By whole days from noon: else the days of the purchases, and with them the model, would go by the hour of the test.
    let today = crate::support::wall().strftime("%Y-%m-%dT12:00:00Z").to_string();
    let noon: jiff::Timestamp = today.parse().unwrap();
    let mut purchases = Vec::new();
    for (n, company) in companies.iter().enumerate() {
        let mut ago = 400.0 - 250.0 * draw();
        let pace = [8.0, 20.0, 45.0, 90.0][n % 4];
        // Customers leave differently: with one chance for all, the model has no best parameters and says so.
        let leaves = [0.02, 0.08, 0.35][n % 3];
        for m in 0..200 {
            let at = noon - jiff::SignedDuration::from_secs((ago * 86_400.0) as i64);
            let total = json!({"amount": format!("{}.{:02}", 20 + n * 3 + m, n % 100), "currency": "EUR"});
            purchases.push(json!({"number": format!("{n}-{m}"), "company": company, "owner": owner,
                "purchased_at": at.to_string(), "total": total}));
            ago += pace * draw().ln();
            if ago < 1.0 || draw() < leaves {
                break;
            }
        }
    }
    let made = purchases.chunks(100).flat_map(|piece| bulk("purchases", piece.to_vec())).collect();
    (companies, made)
}

/// Asks for a job and waits until it is done.
fn done(asker: &Asker, path: &str) -> Json {
    let mut job = asker.post(path, &json!({})).expect(202);
    let shown = format!("/jobs/{}", job["id"].as_str().unwrap());
    for _ in 0..600 {
        if !["queued", "running"].contains(&job["state"].as_str().unwrap()) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
        job = asker.get(&shown).expect(200);
    }
    assert_eq!(job["state"], "done", "{job}");
    job
}

#[test]
fn scores_stand_on_customers_for_those_who_see_all_purchases() {
    let world = World::start("customer-scores");
    let alpha = &world.alpha;
    let own = json!({"administrator": false, "objects": {"*": {"read": "own", "create": true, "change": "own"}}, "fields": {}});
    let (seller, seller_id) = world.user("seller", &own, None);
    let nothing = done(alpha, "/customer-scores");
    assert_eq!(nothing["progress"]["note"], "Too few purchases: 0, at least 1 are needed.", "{nothing}");
    let (companies, purchases) = shop(alpha, &seller_id);
    let never = alpha.create("companies", &json!({"name": "Never bought"}));
    let before = alpha.get(&format!("/companies/{}", companies[5])).expect(200);
    assert!(before["alive_probability"].is_null(), "{before}");

    // Segments whose rule asks for what is worked out: nobody belongs to them yet.
    let rules = [
        json!({"field": "expected_value", "op": "is_not_empty"}),
        json!({"field": "churn_risk", "op": "lte", "value": "100"}),
        json!({"field": "rfm_group", "op": "is_not_empty"}),
    ];
    let segments = rules.clone().map(|rule| {
        let body = json!({"name": rule["field"], "of_object": "company", "rule": rule.to_string()});
        alpha.create("segments", &body)["id"].clone()
    });

    // Only an administrator asks for them; then they are worked out at once.
    assert_eq!(seller.post("/customer-scores", &json!({})).status, 403);
    let scored = done(alpha, "/customer-scores");
    assert_eq!(scored["result"]["scored"], companies.len(), "{scored}");
    done(alpha, "/customer-groups");
    for (segment, rule) in segments.iter().zip(&rules) {
        let ids = |filter: &Json| -> Vec<Json> {
            let asked = json!({"filter": filter, "sort": "id", "fields": ["id"], "limit": 100});
            alpha.list("companies", &asked)["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["id"].clone())
                .collect()
        };
        let mut belong = Vec::new();
        for _ in 0..200 {
            belong = ids(&json!({"member_of": segment}));
            if !belong.is_empty() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        assert_eq!(belong, ids(rule), "{rule}");
        assert!(!belong.is_empty(), "the segment has not heard of its scores: {rule}");
    }

    // Every customer has them, and nobody who never bought; neither version nor history tells of it.
    let number = |json: &Json| -> f64 {
        json.as_f64().or_else(|| json.as_str()?.parse().ok()).unwrap_or_else(|| panic!("no number: {json}"))
    };
    let scored = json!({"field": "valued_at", "op": "is_not_empty"});
    let all = alpha.list("companies", &json!({"filter": scored, "sort": "-expected_value", "limit": 100}));
    let rows = all["data"].as_array().unwrap();
    assert_eq!(rows.len(), companies.len(), "{all}");
    let values: Vec<f64> = rows.iter().map(|row| number(&row["expected_value"]["amount"])).collect();
    assert!(values.is_sorted_by(|one, next| one >= next) && values[0] > 0.0, "{values:?}");
    for row in rows {
        assert!((0.0..=100.0).contains(&number(&row["alive_probability"])), "{row}");
        assert!((0.0..=100.0).contains(&number(&row["churn_risk"])), "{row}");
        assert!(number(&row["expected_purchases"]) >= 0.0, "{row}");
        assert!(["mbg_nbd", "bg_nbd"].contains(&row["valued_by"].as_str().unwrap()), "{row}");
    }
    let after = alpha.get(&format!("/companies/{}", companies[5])).expect(200);
    assert_eq!(after["version"], before["version"]);
    assert_eq!(after["updated_at"], before["updated_at"]);
    let history = alpha.get(&format!("/companies/{}/history", companies[5])).expect(200);
    assert!(!history.to_string().contains("alive_probability"), "{history}");
    let empty = alpha.get(&format!("/companies/{}", never["id"].as_str().unwrap())).expect(200);
    assert!(empty["valued_at"].is_null());

    // Nobody writes them, and whoever does not see all purchases does not have them.
    let wrong = alpha.patch(&format!("/companies/{}", companies[5]), &json!({"churn_risk": "1"}));
    assert_eq!(wrong.status, 422);
    let theirs = seller.get(&format!("/companies/{}", companies[5])).expect(200);
    assert!(theirs.get("churn_risk").is_none() && theirs.get("valued_by").is_none(), "{theirs}");
    let filter = json!({"field": "churn_risk", "op": "gte", "value": "0"}).to_string();
    assert_ne!(seller.get(&format!("/companies?filter={}", urlencoded(&filter))).status, 200);

    // A purchase that is gone takes the scores of its customer with it, the next time they are worked out.
    for purchase in &purchases {
        let of = alpha.get(&format!("/purchases/{purchase}")).expect(200);
        if of["company"]["id"] == json!(companies[0]) {
            alpha.delete(&format!("/purchases/{purchase}"));
        }
    }
    done(alpha, "/customer-scores");
    let gone = alpha.get(&format!("/companies/{}", companies[0])).expect(200);
    assert!(gone["valued_at"].is_null() && gone["churn_risk"].is_null(), "{gone}");
}

fn urlencoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
