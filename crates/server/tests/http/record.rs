//! What a script author relies on when working with records.

use crate::support::World;
use serde_json::{Value as Json, json};

#[test]
fn a_record_lives_through_all_its_states() {
    let world = World::start("record");
    let alpha = &world.alpha;
    let company = alpha.create(
        "companies",
        &json!({"name": "Kovačnica Novak d.o.o.", "sector": "manufacturing", "revenue": "1250000.50"}),
    );
    let id = company["id"].as_str().unwrap();
    assert_eq!(company["version"], 1);
    assert_eq!(company["revenue"], json!({"amount": "1250000.50", "currency": "EUR"}));

    // Two see version 1; the second to write is told what changed meanwhile.
    let first = alpha.with("if-match", "\"1\"").patch(&format!("/companies/{id}"), &json!({"employees": 40}));
    assert_eq!(first.header("etag"), Some("\"2\""));
    let stale = alpha.with("if-match", "\"1\"").patch(&format!("/companies/{id}"), &json!({"employees": 41}));
    assert_eq!(stale.status, 409);
    let conflict = &stale.json()["conflict"];
    assert_eq!(
        (&conflict["version"], &conflict["changed"][0]["field"], &conflict["changed"][0]["theirs"]),
        (&json!(2), &json!("employees"), &json!(40))
    );

    // History tells both values, who and through which door.
    let history = alpha.get(&format!("/companies/{id}/history?field=employees")).expect(200);
    let entry = &history["data"][0];
    assert_eq!(
        (&entry["verb"], &entry["channel"], &entry["actor"]["kind"]),
        (&json!("changed"), &json!("api"), &json!("key"))
    );
    assert_eq!(entry["changes"], json!([{"field": "employees", "old": null, "new": 40}]));

    // Into the trash and back.
    assert_eq!(alpha.delete(&format!("/companies/{id}")).status, 204);
    assert_eq!(alpha.get(&format!("/companies/{id}")).status, 404);
    assert_eq!(alpha.get("/trash").expect(200)["data"][0]["id"], id);
    assert_eq!(alpha.send("PUT", &format!("/companies/{id}/restoration"), None).expect(200)["employees"], 40);

    // Found in any spelling, at once.
    for spelling in ["kovacnica", "NOVAK kov", "Ковачница"] {
        let found = alpha.get(&format!("/search?q={}", encode(spelling))).expect(200);
        assert_eq!(found["data"][0]["id"], id, "{spelling}");
    }
}

pub fn encode(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}

#[test]
fn mistakes_are_named_and_nothing_is_half_applied() {
    let world = World::start("mistakes");
    let alpha = &world.alpha;
    let answer = alpha.post("/people", &json!({"name": "Ana Novak", "emails": ["no address"], "birth_date": "2023-02-29", "nonsense": 1, "company": "01890000-0000-7000-8000-000000000000"}));
    let problems = answer.expect(422)["problems"].clone();
    let mut fields: Vec<&str> =
        problems.as_array().unwrap().iter().map(|problem| problem["field"].as_str().unwrap()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["birth_date", "company", "emails", "nonsense"]);
    assert_eq!(alpha.list("people", &json!({"count": "exact"}))["count"]["value"], 0);

    alpha.create("people", &json!({"name": "Ana Novak", "emails": ["ana@example.com"]}));
    let twin = alpha.post("/people", &json!({"name": "Ana N.", "emails": ["ANA@example.com"]}));
    assert_eq!(twin.status, 409);
    assert_eq!(twin.json()["conflict"]["field"], "emails");

    let bulk =
        json!({"atomic": true, "operations": [{"create": {"name": "B One"}}, {"create": {"name": ""}}]});
    assert_eq!(alpha.post("/people/bulk", &bulk).status, 422);
    assert_eq!(
        alpha.list("people", &json!({"count": "exact"}))["count"]["value"],
        1,
        "an atomic bulk left a part"
    );
    let bulk =
        json!({"atomic": false, "operations": [{"create": {"name": "B One"}}, {"create": {"name": ""}}]});
    let results = alpha.post("/people/bulk", &bulk).expect(200);
    assert_eq!(
        (&results["results"][0]["status"], &results["results"][1]["status"]),
        (&json!(201), &json!(422))
    );

    for (kind, body) in [
        ("application/json", "{"),
        ("application/json", "{\"name\":1,\"name\":2}"),
        ("application/json", "[]"),
        ("text/plain", "x"),
    ] {
        let answer = alpha.send("POST", "/people", Some((kind, body.into())));
        assert!([400, 415, 422].contains(&answer.status), "{body}: {}", answer.status);
        assert!(answer.json()["code"].is_string());
    }
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(alpha.send("POST", "/people", Some(("application/json", deep.into_bytes()))).status, 400);
    let huge = json!({"name": "x".repeat(2 << 20)});
    assert_eq!(alpha.post("/people", &huge).status, 413);
}

#[test]
fn a_repeated_request_acts_once() {
    let world = World::start("idempotent");
    let alpha = world.alpha.with("idempotency-key", "order-17");
    let body = json!({"name": "Once only"});
    let first = alpha.post("/companies", &body);
    let again = alpha.post("/companies", &body);
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.json()["id"], again.json()["id"]);
    assert_eq!(again.header("idempotent-replayed"), Some("true"));
    assert_eq!(alpha.post("/companies", &json!({"name": "Another"})).status, 422);

    let key = world.alpha.with("idempotency-key", "at-once");
    let threads: Vec<_> = (0..16)
        .map(|_| {
            let key = key.clone();
            std::thread::spawn(move || {
                key.post("/companies", &json!({"name": "At once"})).expect(201)["id"].clone()
            })
        })
        .collect();
    let ids: std::collections::HashSet<String> =
        threads.into_iter().map(|thread| thread.join().unwrap().to_string()).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(world.alpha.list("companies", &json!({"count": "exact"}))["count"]["value"], 2);
}

#[test]
fn lists_filter_sort_page_group_and_export() {
    let world = World::start("list");
    let alpha = &world.alpha;
    let category = alpha.create("product_categories", &json!({"name": "Drills"}));
    let product = alpha.create(
        "products",
        &json!({"name": "Drill 500", "code": "D-500", "category": category["id"], "price": "199.00"}),
    );
    let mut people = Vec::new();
    for index in 0..7 {
        let person = alpha.create(
            "people",
            &json!({"name": {"given": "Žan", "family": format!("Kupec {index}")}, "lifecycle": "customer"}),
        );
        for purchase in 0..index {
            let made = json!({"number": format!("P-{index}-{purchase}"), "person": person["id"], "purchased_at": "2026-11-01T10:00:00Z", "total": "200.00", "kind": "sale"});
            let made = alpha.create("purchases", &made);
            let line = json!({"purchase": made["id"], "person": person["id"], "product": product["id"], "category": category["id"], "purchased_at": "2026-11-01T10:00:00Z",
                "description": "Drill 500", "quantity": "1", "unit_price": "200.00", "total": "200.00"});
            alpha.create("purchase_lines", &line);
        }
        people.push(person["id"].clone());
    }
    // At least two purchases in a category in the last five years, together over 500 euro.
    let filter = json!({"linked": "purchase_line.person", "where": {"and": [
            {"field": "category.name", "op": "is", "value": "drills"},
            {"field": "purchased_at", "op": "within", "value": {"last": 5, "unit": "year"}}]},
        "having": [{"measure": "count", "op": "gte", "value": 2}, {"measure": "sum", "field": "total", "op": "gt", "value": {"amount": "500", "currency": "EUR"}}]});
    let found = alpha.list("people", &json!({"filter": filter, "sort": "name", "count": "exact"}));
    assert_eq!(found["count"]["value"], 4, "those with 3, 4, 5 and 6 purchases");

    let (mut cursor, mut seen) = (Json::Null, Vec::new());
    loop {
        let page =
            alpha.list("people", &json!({"sort": "-name", "limit": 3, "cursor": cursor, "fields": "name"}));
        seen.extend(page["data"].as_array().unwrap().iter().map(|record| record["id"].clone()));
        cursor = page["next"].clone();
        if cursor.is_null() {
            break;
        }
    }
    people.reverse();
    assert_eq!(seen, people, "paging repeats or leaves out nobody");

    let groups = alpha.post("/purchases/groups", &json!({"by": [{"field": "purchased_at", "bucket": "month"}], "measures": [{"measure": "count"}, {"measure": "sum", "field": "total"}]})).expect(200);
    assert_eq!(groups["groups"].as_array().unwrap().len(), 1);
    assert_eq!(groups["groups"][0]["values"], json!([21, {"amount": "4200.00", "currency": "EUR"}]));

    let csv = alpha.get("/purchases/export?format=csv&fields=number,total,person&sort=number&headers=keys");
    assert_eq!(csv.status, 200);
    assert_eq!(csv.text.lines().count(), 22);
    let one = alpha.get(&format!("/people/{}", people[0].as_str().unwrap())).expect(200);
    assert_eq!(one["purchases_count"], 6);
    assert_eq!(one["purchases_total"], json!({"amount": "1200.00", "currency": "EUR"}));
    let timeline = alpha.get(&format!("/people/{}/timeline", people[0].as_str().unwrap())).expect(200);
    assert!(timeline["data"].as_array().unwrap().iter().any(|entry| entry["kind"] == "purchase"));

    for wrong in [
        json!({"filter": {"field": "nothing", "op": "is", "value": 1}}),
        json!({"filter": {"field": "name", "op": "gt", "value": 1}}),
        json!({"sort": "nothing"}),
        json!({"cursor": "rubbish"}),
        json!({"limit": 100_000}),
        json!({"filter": {"or": vec![json!({"field": "name", "op": "is_empty"}); 10_000]}}),
    ] {
        let answer = alpha.post("/people/query", &wrong);
        assert!(
            [400, 413, 422].contains(&answer.status),
            "{}",
            answer.text.chars().take(200).collect::<String>()
        );
    }
}
