//! What stands behind a mark of a result can be listed, however many they are.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

const MANY: usize = 260;

fn bulk(asker: &Asker, plural: &str, records: &[Json]) -> Vec<Json> {
    let operations: Vec<Json> = records.iter().map(|record| json!({"create": record})).collect();
    let made = asker.post(&format!("/{plural}/bulk"), &json!({"operations": operations})).expect(200);
    made["results"].as_array().unwrap().iter().map(|one| one["record"]["id"].clone()).collect()
}

fn ask(asker: &Asker, parameters: &Json) -> Json {
    let run = asker
        .post("/analyses/rfm/runs", &json!({"parameters": parameters, "as_of": "2026-07-01T00:00:00Z"}))
        .expect(201);
    let path = format!("/analysis-runs/{}", run["id"].as_str().unwrap());
    loop {
        let run = asker.get(&path).expect(200);
        if !["queued", "running"].contains(&run["state"].as_str().unwrap()) {
            return run;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

/// The only list of a group's customers.
fn list(run: &Json, group: &str) -> Json {
    let groups = run["result"]["groups"].as_array().unwrap_or_else(|| panic!("{run}"));
    groups.iter().find(|one| one["key"] == group).unwrap()["lists"][0].clone()
}

fn ids(asker: &Asker, filter: &Json) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut query = json!({"filter": filter, "fields": "id", "limit": 200});
    loop {
        let page = asker.list("companies", &query);
        found.extend(
            page["data"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_string()),
        );
        match page["next"].as_str() {
            Some(next) => query["cursor"] = json!(next),
            None => return found,
        }
    }
}

#[test]
fn who_is_too_many_for_an_address_is_had_as_an_audience() {
    let world = World::start("marked");
    let alpha = &world.alpha;
    let everything = json!({"read": "own", "create": true, "change": "own", "remove": "own"});
    let own = json!({"administrator": false, "objects": {"*": everything}, "fields": {}});
    let (seller, seller_id) = world.user("seller", &own, None);
    let companies: Vec<Json> =
        (0..MANY).map(|n| json!({"name": format!("Firm {n}"), "owner": seller_id})).collect();
    let mut companies = bulk(alpha, "companies", &companies);
    let buyer = alpha.create("people", &json!({"name": {"family": "Buyer"}}))["id"].clone();
    let bought = |company: &Json, day: &str| {
        json!({
            "number": format!("{company} {day}"), "company": company, "owner": seller_id,
            "purchased_at": format!("{day}T10:00:00Z"), "total": {"amount": "10.00", "currency": "EUR"},
        })
    };
    let mut purchases: Vec<Json> = companies.iter().map(|company| bought(company, "2026-05-04")).collect();
    // Somebody bought for a company: the summary of people no longer tells who is a customer.
    purchases[0]["person"] = buyer;
    let late = companies.split_off(MANY - 7);
    purchases.extend(late.iter().map(|company| bought(company, "2026-06-20")));
    let purchases = bulk(alpha, "purchases", &purchases);
    let days = json!({"convention": "own", "recency": [10, 20, 30, 40], "frequency": [2, 3, 4, 5], "monetary": [5, 15, 25, 35]});
    let expected: BTreeSet<String> = companies.iter().map(|id| id.as_str().unwrap().to_string()).collect();
    let run = ask(alpha, &days);
    let groups = run["result"]["groups"].as_array().unwrap();
    let largest = &groups.iter().max_by_key(|one| one["customers"].as_u64()).unwrap()["key"]
        .as_str()
        .unwrap()
        .to_string();
    // What a company bought tells its summary, so a condition finds them.
    assert_eq!(ids(alpha, &list(&run, largest)["filter"]), expected);
    // After a later purchase that tells of another day than the one asked about.
    bulk(alpha, "purchases", &[bought(&companies[0], "2026-08-03")]);
    let run = ask(alpha, &days);
    let path = format!("/analysis-runs/{}/audiences", run["id"].as_str().unwrap());
    let list = list(&run, largest);
    assert_eq!(
        (&list["customers"], &list["filter"], &list["mark"]),
        (&json!(MANY - 7), &Json::Null, &json!(largest))
    );
    let body = json!({"mark": largest, "object": "company", "name": " Quiet firms "});
    let made = alpha.post(&path, &body).expect(201);
    assert_eq!(made["size"], MANY - 7);
    let filter = json!({"member_of": made["id"]});
    assert_eq!(ids(alpha, &filter), expected);
    let audience = alpha.get(&format!("/audiences/{}", made["id"].as_str().unwrap())).expect(200);
    assert_eq!(audience["name"], "Quiet firms");

    // Whoever sees only a part of the purchases is not told who else is on it, and makes none.
    assert_eq!(seller.post("/companies/query", &json!({"filter": filter})).status, 422);
    assert_eq!(seller.post(&path, &body).status, 404);
    let mine = ask(&seller, &days);
    let own_path = format!("/analysis-runs/{}/audiences", mine["id"].as_str().unwrap());
    let refused = seller.post(&own_path, &body);
    assert_eq!(refused.status, 403, "{}", refused.json());
    assert_eq!(world.beta.post(&path, &body).status, 404);

    // Nor is whoever does not see what it was made of; who sees all of that is.
    let reads =
        |fields: Json| json!({"administrator": false, "objects": {"*": {"read": "all"}}, "fields": fields});
    let (blind, _) = world.user("blind", &reads(json!({"purchase.total": "hidden"})), None);
    assert_eq!(blind.post("/companies/query", &json!({"filter": filter})).status, 422);
    let (reader, _) = world.user("reader", &reads(json!({})), None);
    let rule: Json = serde_json::from_str(audience["rule"].as_str().unwrap()).unwrap();
    assert_eq!(ids(&reader, &rule).len(), MANY);
    assert_eq!(ids(&reader, &filter), expected);

    // A list there is not.
    assert_eq!(alpha.post(&path, &json!({"mark": "what", "object": "company"})).status, 422);
    assert_eq!(alpha.post(&path, &json!({"mark": largest, "object": "deal"})).status, 422);
    assert_eq!(alpha.post(&path, &json!({"object": "company"})).status, 422);

    // What it was worked out from is another now: said, instead of a list that does not fit the number.
    alpha.delete(&format!("/purchases/{}", purchases[3].as_str().unwrap())).expect(204);
    let refused = alpha.post(&path, &body);
    assert_eq!(refused.status, 409, "{}", refused.json());
    assert_eq!(ids(alpha, &filter), expected);
}
