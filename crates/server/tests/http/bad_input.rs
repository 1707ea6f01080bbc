//! What nobody should send: each is refused with the field at fault, changes nothing, and the server goes on.

use crate::record::encode;
use crate::support::{Answer, Asker, World, sign_in};
use serde_json::{Value as Json, json};

/// Everything of an object, to the byte.
fn all(asker: &Asker, plural: &str) -> String {
    asker.get(&format!("/{plural}/export?format=jsonl&sort=created_at")).text
}

/// The answer is this status and names the field, with words for people.
#[track_caller]
fn names(answer: Answer, status: u16, field: &str, code: &str) {
    let text = answer.text.clone();
    let problems = answer.expect(status)["problems"].clone();
    let found = problems.as_array().into_iter().flatten().any(|problem| {
        problem["field"] == field
            && (code.is_empty() || problem["code"] == code)
            && problem["message"].as_str().is_some_and(|words| words.len() > 8)
    });
    assert!(found, "{field} {code} is not named: {text}");
}

#[test]
fn a_value_of_the_wrong_type_names_its_field() {
    let world = World::start("types");
    let alpha = &world.alpha;
    let id = alpha.create("companies", &json!({"name": "Whole", "employees": 3}))["id"].clone();
    let one = format!("/companies/{}", id.as_str().unwrap());
    let before = all(alpha, "companies");
    for (field, value) in [
        ("name", json!(["a list"])),
        ("employees", json!("many")),
        ("employees", json!(1.5)),
        ("employees", json!({"amount": 3})),
        ("revenue", json!(true)),
        ("revenue", json!({"amount": "1", "currency": "NOTHING"})),
        ("sector", json!("no such sector")),
        ("sector", json!(7)),
        ("parent", json!(7)),
        ("parent", json!("not an id")),
        ("emails", json!([{"address": 5}])),
        ("phones", json!([{"number": {}}])),
        ("addresses", json!("Celje")),
        ("tags", json!([{"deep": []}])),
        ("website", json!(12)),
        ("purchases_total", json!("1")),
        ("created_at", json!("yesterday")),
        ("external_ids", json!(5)),
    ] {
        let mut body = json!({"name": "Wrong"});
        body[field] = value.clone();
        names(alpha.post("/companies", &body), 422, field, "");
        names(alpha.patch(&one, &json!({"description": "half", field: value})), 422, field, "");
    }
    names(alpha.post("/people", &json!({"name": "Ana", "birth_date": "31.12.1999"})), 422, "birth_date", "");
    names(alpha.post("/notes", &json!({"body": "x", "happened_at": 5})), 422, "happened_at", "");
    assert_eq!(all(alpha, "companies"), before, "what was refused left nothing");
    assert_eq!(all(alpha, "people"), "");
    alpha.patch(&one, &json!({"employees": 4})).expect(200);
}

#[test]
fn a_member_nobody_knows_is_named_everywhere() {
    let world = World::start("unknown");
    let alpha = &world.alpha;
    let id = alpha.create("companies", &json!({"name": "Whole"}))["id"].clone();
    let one = format!("/companies/{}", id.as_str().unwrap());
    let before = all(alpha, "companies");
    let role = alpha.get("/roles").expect(200)["data"][0]["id"].clone();
    for (method, path, body) in [
        ("POST", "/companies", json!({"name": "A", "nonsense": 1})),
        ("PATCH", one.as_str(), json!({"employees": 9, "nonsense": 1})),
        ("POST", "/companies/query", json!({"nonsense": 1})),
        ("POST", "/companies/groups", json!({"by": [], "measures": [], "nonsense": 1})),
        ("POST", "/companies/bulk", json!({"operations": [{"create": {"name": "B"}}], "nonsense": 1})),
        (
            "POST",
            "/dictionary/objects",
            json!({"key": "x_a", "plural": "x_as", "label": "A", "label_plural": "As", "nonsense": 1}),
        ),
        ("POST", "/teams", json!({"name": "T", "nonsense": 1})),
        ("POST", "/api_keys", json!({"name": "K", "role": role, "nonsense": 1})),
    ] {
        names(alpha.json(method, path, &body), 422, "nonsense", "");
    }
    for path in [
        "/companies?nonsense=1",
        "/companies/export?nonsense=1",
        "/search?q=a&nonsense=1",
        "/imports?nonsense=1",
    ] {
        names(alpha.get(path), 422, "nonsense", "");
    }
    assert_eq!(all(alpha, "companies"), before);
    assert_eq!(alpha.get("/teams").expect(200)["data"], json!([]));
}

#[test]
fn what_belongs_to_another_workspace_does_not_exist() {
    let world = World::start("foreign");
    let (alpha, beta) = (&world.alpha, &world.beta);
    let theirs = alpha.create("companies", &json!({"name": "Alpha only"}))["id"].clone();
    let user = alpha.get("/users").expect(200)["data"][0]["id"].clone();
    let role = alpha.get("/roles").expect(200)["data"][0]["id"].clone();
    let mine = beta.create("people", &json!({"name": "Bor Beta"}))["id"].clone();
    let one = format!("/people/{}", mine.as_str().unwrap());
    let (alphas, betas) = (all(alpha, "companies"), all(beta, "people"));

    // In the words of what was never there.
    let nobody = "01890000-0000-7000-8000-000000000000";
    for (method, ending) in [
        ("GET", ""),
        ("DELETE", ""),
        ("GET", "/history"),
        ("GET", "/linked"),
        ("GET", "/timeline"),
        ("PUT", "/restoration"),
    ] {
        let foreign = beta.send(method, &format!("/companies/{}{ending}", theirs.as_str().unwrap()), None);
        let missing = beta.send(method, &format!("/companies/{nobody}{ending}"), None);
        assert_eq!((foreign.status, &foreign.text), (404, &missing.text), "{method} {ending}");
    }
    for id in [&theirs, &json!(nobody)] {
        names(beta.post("/people", &json!({"name": "Cene", "company": id})), 422, "company", "");
        names(beta.patch(&one, &json!({"job_title": "half", "company": id})), 422, "company", "");
    }
    names(beta.patch(&one, &json!({"owner": user})), 422, "owner", "");
    let root = sign_in(&world.server.address, "beta", "root@beta.example");
    let key = root.post("/api_keys", &json!({"name": "k", "role": role}));
    assert!([404, 422].contains(&key.status), "{}", key.text);
    let bulk = json!({"atomic": true, "operations": [
        {"create": {"name": "Half"}}, {"create": {"name": "Half too", "company": theirs}}]});
    assert_eq!(beta.post("/people/bulk", &bulk).status, 422);
    let found = beta.list(
        "people",
        &json!({"filter": {"field": "company", "op": "is", "value": theirs}, "count": "exact"}),
    );
    assert_eq!(found["count"]["value"], 0);
    assert_eq!((all(alpha, "companies"), all(beta, "people")), (alphas, betas));
}

/// `depth` times “not” around a condition.
fn nested(depth: usize) -> Json {
    (0..depth).fold(json!({"field": "name", "op": "is_not_empty"}), |inner, _| json!({"not": inner}))
}

#[test]
fn a_filter_too_large_or_too_deep_is_refused_before_it_costs() {
    let world = World::start("filters");
    let alpha = &world.alpha;
    alpha.create("companies", &json!({"name": "Found"}));
    let ask = |filter: Json| alpha.post("/companies/query", &json!({"filter": filter, "count": "exact"}));
    let condition = json!({"field": "name", "op": "is_not_empty"});

    assert_eq!(ask(json!({"or": vec![&condition; 150]})).expect(200)["count"]["value"], 1);
    let answer = ask(json!({"or": vec![&condition; 3_000]}));
    assert!(answer.text.contains("at most 200 conditions"), "{}", answer.text);
    names(answer, 422, "filter.or.199", "too_long");
    let answer = ask(json!({"or": vec![&condition; 10_000]}));
    assert!(answer.text.contains("too many values"), "{}", answer.text);
    assert_eq!(answer.expect(400)["code"], "malformed");

    assert_eq!(ask(nested(10)).expect(200)["count"]["value"], 1);
    let answer = ask(nested(40));
    assert!(answer.text.contains("too_deep") && answer.text.contains("at most 16 levels"), "{}", answer.text);
    assert_eq!(answer.status, 422);
    let deep = format!("{{\"filter\":{}{{}}{}}}", "{\"not\":".repeat(50_000), "}".repeat(50_000));
    let answer = alpha.send("POST", "/companies/query", Some(("application/json", deep.into_bytes())));
    assert!(answer.text.contains("too deep"), "{}", answer.text);
    assert_eq!(answer.status, 400);
    let path = ["parent"; 40].join(".") + ".name";
    let answer = ask(json!({"field": path, "op": "is_not_empty"}));
    assert!(answer.text.contains("at most 3 links"), "{}", answer.text);
    assert_eq!(answer.status, 422);
    assert_eq!(ask(json!({"field": "name", "op": "in", "value": vec!["a"; 5_000]})).status, 422);

    // The same in the address.
    let address = |filter: Json| alpha.get(&format!("/companies?filter={}", encode(&filter.to_string())));
    assert_eq!(address(nested(40)).status, 422);
    assert_eq!(address(nested(400)).status, 400);
    assert_eq!(address(json!({"or": vec![&condition; 500]})).status, 422);
    assert_eq!(ask(condition).expect(200)["count"]["value"], 1, "the server lives");
}

#[test]
fn a_value_of_a_megabyte_is_refused_or_kept_whole() {
    let world = World::start("megabyte");
    let alpha = &world.alpha;
    let whole = "ž".repeat(100_000);
    let note = alpha.create("notes", &json!({"body": whole}));
    assert_eq!(note["body"], whole.as_str(), "as much as fits comes back whole");
    let before = all(alpha, "notes");

    names(alpha.post("/notes", &json!({"body": "x".repeat(900_000)})), 422, "body", "too_long");
    names(alpha.post("/companies", &json!({"name": "x".repeat(900_000)})), 422, "name", "too_long");
    names(alpha.post("/companies", &json!({"name": "A", "tags": ["x".repeat(900_000)]})), 422, "tags", "");
    names(
        alpha.post("/companies", &json!({"name": "A", "website": "x".repeat(900_000)})),
        422,
        "website",
        "",
    );
    let filter = json!({"filter": {"field": "name", "op": "contains", "value": "x".repeat(900_000)}});
    names(alpha.post("/companies/query", &filter), 422, "filter.value", "too_long");
    let answer = alpha.post("/notes", &json!({"body": "x".repeat(1 << 20)}));
    assert!(answer.text.contains("at most 1048576 bytes"), "{}", answer.text);
    assert_eq!(answer.expect(413)["code"], "too_large");

    // Among many records each is looked at by itself.
    let bulk = json!({"atomic": true, "operations": [{"create": {"body": "fits"}}, {"create": {"body": "x".repeat(1 << 20)}}]});
    let answer = alpha.post("/notes/bulk", &bulk);
    assert!(answer.status == 422 && answer.text.contains("body"), "{}", answer.text);
    assert_eq!((all(alpha, "notes"), all(alpha, "companies")), (before, String::new()));
    assert!(alpha.get("/search?q=zzz").status == 200, "the server lives");
}
