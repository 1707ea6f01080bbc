//! Saved views, pins, favorites and layouts over HTTP.

use crate::support::World;
use serde_json::{Value as Json, json};

const SELLER: &str = r#"{"administrator": false, "objects": {"*": {"read": "own", "create": true, "change": "own", "remove": "own", "export": "own"}}, "fields": {"deal.amount": "hidden"}}"#;

#[test]
fn a_shared_view_shows_each_their_own_records() {
    let world = World::start("view");
    let role: Json = serde_json::from_str(SELLER).unwrap();
    let (eva, _) = world.user("eva", &role, None);
    let (ben, _) = world.user("ben", &role, None);
    let state = json!({"filter": {"field": "name", "op": "contains", "value": "offer"}, "sort": "-amount", "columns": ["name", "amount"]});
    let made = eva
        .post("/views", &json!({"object": "deal", "name": "Offers", "kind": "board", "state": state, "sharing": "everyone"}))
        .expect(201);
    assert_eq!(
        (&made["state"], &made["pinned"], &made["can"]),
        (&state, &json!(false), &json!(["change", "remove"]))
    );
    let path = format!("/views/{}", made["id"].as_str().unwrap());
    ben.send("PUT", &format!("{path}/pin"), None).expect(204);
    let seen = ben.get("/views?object=deal").expect(200)["data"][0].clone();
    assert_eq!(
        (&seen["pinned"], &seen["can"], &seen["owner"]["name"]),
        (&json!(true), &json!([]), &json!("eva"))
    );
    assert_eq!(eva.get("/views").expect(200)["data"][0]["pinned"], false);
    assert_eq!(ben.patch(&path, &json!({"name": "Mine now"})).status, 403);
    assert_eq!(ben.delete(&path).status, 403);
    assert_eq!(world.beta.get("/views").expect(200)["data"], json!([]));
    assert_eq!(world.beta.patch(&path, &json!({"name": "x"})).status, 404);

    // The state is words only: the records are read by who opens it.
    eva.create("deals", &json!({"name": "Offer of Eva"}));
    let found = |asker: &crate::support::Asker| {
        asker.list("deals", &json!({"filter": state["filter"]}))["data"].as_array().unwrap().len()
    };
    assert_eq!((found(&eva), found(&ben), found(&world.alpha)), (1, 0, 1));

    ben.post("/views", &json!({"object": "deal", "name": "Secret plan", "kind": "table"})).expect(201);
    assert!(!world.alpha.get("/views").text.contains("Secret plan"), "private is private");
    world.alpha.patch(&path, &json!({"position": 7, "kind": "table"})).expect(200);
    world.alpha.delete(&path).expect(204);
    assert!(!eva.get("/views").text.contains("Offers"));
}

#[test]
fn bad_views_and_layouts_are_refused_with_words() {
    let world = World::start("badview");
    let alpha = &world.alpha;
    let problem = |answer: Json| {
        format!(
            "{}:{}",
            answer["problems"][0]["field"].as_str().unwrap(),
            answer["problems"][0]["code"].as_str().unwrap()
        )
    };
    for (body, wanted) in [
        (json!({"object": "deal", "name": "", "kind": "table"}), "name:required"),
        (json!({"object": "ghost", "name": "x", "kind": "table"}), "object:not_found"),
        (
            json!({"object": "deal", "name": "x", "kind": "table", "state": {"a": "y".repeat(17_000)}}),
            "state:too_long",
        ),
        (json!({"object": "deal", "name": "x", "kind": "table", "owner": "me"}), "owner:unknown_field"),
    ] {
        assert_eq!(problem(alpha.post("/views", &body).expect(422)), wanted);
    }
    assert_eq!(alpha.post("/views", &json!({"object": "deal", "name": "x", "kind": "pie"})).status, 422);
    let deep = (0..6).fold(json!({"field": "name", "op": "filled"}), |inner, _| json!({"not": inner}));
    let many: Vec<Json> = (0..60).map(|_| json!({"field": "name", "op": "filled"})).collect();
    for (condition, wanted) in [
        (json!({"field": "ghost", "op": "filled"}), "unknown_field"),
        (json!({"field": "name", "op": "like", "value": "x"}), "unknown_operator"),
        (json!({"field": "name", "op": "in", "value": []}), "malformed"),
        (json!({"field": "name", "op": "gt", "value": {"a": 1}}), "malformed"),
        (json!({"field": "name", "op": "empty", "value": 1}), "malformed"),
        (json!({"field": "name", "op": "is", "value": "x", "and": []}), "malformed"),
        (json!({"or": many}), "too_long"),
        (json!("name"), "malformed"),
        (deep, "too_deep"),
    ] {
        let layout = json!({"sections": [{"key": "a", "label": "A", "fields": [{"field": "name", "shown_if": condition}]}]});
        let refused = alpha.json("PUT", "/layouts/deal", &layout).expect(422);
        assert_eq!(refused["problems"][0]["code"], wanted, "{condition}: {refused}");
    }
    for section in [
        json!({"key": "A b", "label": "A", "fields": []}),
        json!({"key": "a", "label": " ", "fields": []}),
        json!({"key": "a", "label": "A", "labels": {"not a language": "x"}, "fields": []}),
        json!({"key": "a", "label": "A", "fields": [{"field": "ghost"}]}),
        json!({"key": "a", "label": "A", "fields": [{"field": "name"}, {"field": "name"}]}),
    ] {
        assert_eq!(
            alpha.json("PUT", "/layouts/deal", &json!({"sections": [section]})).status,
            422,
            "{section}"
        );
    }
    let section = json!({"key": "a", "label": "A", "fields": []});
    let tab = json!({"key": "b", "label": "B"});
    for layout in [
        json!({"sections": [section], "tabs": [tab, tab]}),
        json!({"sections": [section], "tabs": [{"key": "b", "label": ""}]}),
        json!({"sections": [{"key": "a", "label": "A", "tab": "c", "fields": []}], "tabs": [tab]}),
    ] {
        assert_eq!(alpha.json("PUT", "/layouts/deal", &layout).status, 422, "{layout}");
    }
}

#[test]
fn layouts_are_told_to_everybody_without_what_they_may_not_see() {
    let world = World::start("layout");
    let role: Json = serde_json::from_str(SELLER).unwrap();
    let (eva, _) = world.user("eva", &role, None);
    let layout = json!({"sections": [{"key": "money", "label": "Money", "labels": {"sl": "Denar"}, "collapsed": true, "fields": [
        {"field": "amount", "required": true},
        {"field": "name", "on_form": true, "required": {"and": [{"field": "amount", "op": "gte", "value": {"amount": "1000", "currency": "EUR"}}, {"field": "outcome", "op": "in", "value": ["won"]}]}},
        {"field": "company", "shown_if": {"field": "name", "op": "filled"}}
    ]}, {"key": "terms", "label": "Terms", "collapsed": false, "tab": "contract", "fields": [{"field": "close_date"}]}],
        "tabs": [{"key": "contract", "label": "Contract", "labels": {"sl": "Pogodba"}}]});
    let put = world.alpha.json("PUT", "/layouts/deal", &layout).expect(200);
    assert_eq!((&put["object"], &put["sections"]), (&json!("deal"), &layout["sections"]));
    assert_eq!(eva.json("PUT", "/layouts/deal", &layout).status, 403);
    let told = eva.get("/layouts").expect(200)["data"][0].clone();
    assert!(!told.to_string().contains("amount"), "{told}");
    assert_eq!(told["sections"][0]["fields"][0], json!({"field": "name", "on_form": true}));
    assert_eq!(told["tabs"], layout["tabs"]);
    assert_eq!(world.beta.get("/layouts").expect(200)["data"], json!([]));
    world.alpha.delete("/layouts/deal").expect(204);
    assert_eq!(eva.get("/layouts").expect(200)["data"], json!([]));
}

#[test]
fn favorites_are_ones_own() {
    let world = World::start("favorite");
    let role: Json = serde_json::from_str(SELLER).unwrap();
    let (eva, _) = world.user("eva", &role, None);
    let company = world.alpha.create("companies", &json!({"name": "Celje Saws"}));
    let path = format!("/favorites/company/{}", company["id"].as_str().unwrap());
    eva.send("PUT", &path, None).expect(404);
    world.alpha.send("PUT", &path, None).expect(204);
    assert_eq!(
        world.alpha.get("/favorites").expect(200)["data"],
        json!([{"object": "company", "id": company["id"], "title": "Celje Saws"}])
    );
    assert_eq!(eva.get("/favorites").expect(200)["data"], json!([]));
    eva.delete(&path).expect(404);
    world.alpha.delete(&path).expect(204);
    assert_eq!(world.alpha.get("/favorites").expect(200)["data"], json!([]));
}
