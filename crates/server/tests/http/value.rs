//! Scores of customers: worked out on request, shown to whoever sees all purchases, used like any field, and no part of a history.

use crate::analysis::business;
use crate::support::World;
use serde_json::{Value as Json, json};

#[test]
fn scores_stand_on_customers_for_those_who_see_all_purchases() {
    let world = World::start("customer-scores");
    let alpha = &world.alpha;
    let own = json!({"administrator": false, "objects": {"*": {"read": "own", "create": true, "change": "own"}}, "fields": {}});
    let (seller, seller_id) = world.user("seller", &own, None);
    let made = business(alpha, &seller_id, "Scored", 40, 100);
    let companies = &made[0].1;
    let never = alpha.create("companies", &json!({"name": "Never bought"}));
    let before = alpha.get(&format!("/companies/{}", companies[5])).expect(200);
    assert!(before["alive_probability"].is_null(), "{before}");

    // Only an administrator asks for them; then they are worked out at once.
    assert_eq!(seller.post("/customer-scores", &json!({})).status, 403);
    let job = alpha.post("/customer-scores", &json!({})).expect(202);
    let path = format!("/jobs/{}", job["id"].as_str().unwrap());
    let mut now = job;
    for _ in 0..600 {
        if !["queued", "running"].contains(&now["state"].as_str().unwrap()) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
        now = alpha.get(&path).expect(200);
    }
    assert_eq!(now["state"], "done", "{now}");

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
    for purchase in &made[1].1 {
        let of = alpha.get(&format!("/purchases/{purchase}")).expect(200);
        if of["company"]["id"] == json!(companies[0]) {
            alpha.delete(&format!("/purchases/{purchase}"));
        }
    }
    let job = alpha.post("/customer-scores", &json!({})).expect(202);
    let path = format!("/jobs/{}", job["id"].as_str().unwrap());
    while ["queued", "running"].contains(&alpha.get(&path).expect(200)["state"].as_str().unwrap()) {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let gone = alpha.get(&format!("/companies/{}", companies[0])).expect(200);
    assert!(gone["valued_at"].is_null() && gone["churn_risk"].is_null(), "{gone}");
}

fn urlencoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
