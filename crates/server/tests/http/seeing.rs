//! Seeing as a role, rights that change under open streams, and who else has a record open.

use crate::support::{Asker, World, sign_in};
use serde_json::{Value as Json, json};
use std::io::{BufRead, BufReader};

fn role_id(world: &World, name: &str) -> String {
    let roles = world.alpha.get("/roles").expect(200);
    let found = roles["data"].as_array().unwrap().iter().find(|role| role["name"] == name);
    found.unwrap()["id"].as_str().unwrap().to_string()
}

#[test]
fn an_administrator_sees_what_somebody_of_the_role_sees() {
    let world = World::start("seeing");
    let alpha = &world.alpha;
    let rights = json!({"administrator": false, "objects": {"*": {"read": "all", "create": true, "change": "own", "remove": "none", "export": "own"}, "lead": {"read": "none"}, "deal": {"read": "own", "change": "own", "export": "own"}}, "fields": {"company.phones": "hidden", "person.birth_date": "read"}});
    let (eva, eva_id) = world.user("eva", &rights, None);
    let session = sign_in(&world.server.address, "alpha", "root@alpha.example");
    let root = session.get("/session").expect(200)["user"]["id"].clone();
    for (owner, name) in [(&json!(eva_id), "of Eva"), (&root, "of Root")] {
        alpha.create(
            "companies",
            &json!({"name": format!("Company {name}"), "phones": ["+38640123456"], "owner": owner}),
        );
        alpha.create("deals", &json!({"name": format!("Deal {name}"), "owner": owner}));
        alpha.create("people", &json!({"name": "Ana Novak", "birth_date": "1980-05-17", "owner": owner}));
        alpha.create("leads", &json!({"name": format!("Lead {name}"), "owner": owner}));
    }
    let role = role_id(&world, "role of eva");
    let seen: Vec<Asker> = [&session, alpha].iter().map(|asker| asker.with("kith-as-role", &role)).collect();
    for seen in &seen {
        // What is all is the same, byte by byte; what is own is the administrator's own.
        for path in [
            "/dictionary",
            "/companies?sort=name&fields=name,owner",
            "/people?sort=name&fields=birth_date",
            "/layouts",
        ] {
            let (theirs, hers) = (seen.get(path), eva.get(path));
            assert_eq!(theirs.status, 200, "{path}: {}", theirs.text);
            if !path.starts_with("/companies") && !path.starts_with("/people") {
                assert_eq!(theirs.text, hers.text, "{path}");
            } else {
                let plain = |text: &str| {
                    let mut page: Json = serde_json::from_str(text).unwrap();
                    page["data"].as_array_mut().unwrap().iter_mut().for_each(|row| row["can"] = Json::Null);
                    page["data"].clone()
                };
                assert_eq!(plain(&theirs.text), plain(&hers.text), "{path}");
            }
        }
        for path in ["/leads", "/roles", "/api_keys"] {
            assert_eq!(seen.get(path).status, eva.get(path).status, "{path}");
        }
        let names = |asker: &Asker| {
            asker.get("/deals?fields=name").expect(200)["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["title"].as_str().unwrap().to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            (names(seen), names(&eva)),
            (vec!["Deal of Root".to_string()], vec!["Deal of Eva".to_string()])
        );
        assert_eq!(seen.post("/deals/query", &json!({})).expect(200)["data"].as_array().unwrap().len(), 1);
        let groups = seen.post("/deals/groups", &json!({"by": [{"field": "owner"}]})).expect(200);
        assert_eq!(groups["groups"].as_array().unwrap().len(), 1);
        assert!(!seen.get("/companies").text.contains("phones"));
        assert!(!seen.get("/search?q=lead").text.contains("Lead of"));
        let told = seen.get("/session").expect(200);
        assert_eq!(
            (&told["role"]["administrator"], &told["role"]["name"]),
            (&json!(false), &json!("role of eva"))
        );
        assert_eq!(told["user"]["id"], root);
    }
    assert_eq!(alpha.get("/roles").status, 200, "without the header everything is as before");
}

#[test]
fn who_sees_as_a_role_writes_nothing() {
    let world = World::start("looking");
    let alpha = &world.alpha;
    let everything = json!({"administrator": false, "objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "all", "export": "all"}}, "fields": {}});
    let (eva, _) = world.user("eva", &everything, None);
    let deal = alpha.create("deals", &json!({"name": "Saw"}));
    let path = format!("/deals/{}", deal["id"].as_str().unwrap());
    let role = role_id(&world, "role of eva");
    let seen = alpha.with("kith-as-role", &role);
    let refused = [
        seen.post("/deals", &json!({"name": "x"})),
        seen.patch(&path, &json!({"name": "x"})),
        seen.delete(&path),
        seen.send("PUT", &format!("{path}/restoration"), None),
        seen.post("/deals/bulk", &json!({"operations": [{"remove": {"id": deal["id"]}}]})),
        seen.post("/views", &json!({"object": "deal", "name": "x", "kind": "table"})),
        seen.patch("/workspace", &json!({"name": "x"})),
        seen.patch("/session/user", &json!({"name": "x"})),
        seen.send("PUT", &format!("/favorites/deal/{}", deal["id"].as_str().unwrap()), None),
    ];
    for answer in refused {
        assert_eq!((answer.status, &answer.json()["code"]), (403, &json!("seeing_as")), "{}", answer.text);
    }
    assert_eq!(alpha.get(&path).expect(200)["version"], 1);
    // Only administrators, only roles that exist, only of the same workspace.
    let as_role = |asker: &Asker, role: &str| asker.with("kith-as-role", role).get("/deals").status;
    assert_eq!(as_role(&eva, &role), 403);
    assert_eq!(as_role(alpha, "nonsense"), 422);
    assert_eq!(as_role(alpha, "01890000-0000-7000-8000-000000000000"), 422);
    assert_eq!(as_role(&world.beta, &role), 422);
}

#[test]
fn changed_rights_reach_an_open_stream_at_once() {
    let world = World::start("stream");
    let (eva, _) = world.user(
        "eva",
        &json!({"administrator": false, "objects": {"*": {"read": "all"}}, "fields": {}}),
        None,
    );
    let mut request = ureq::http::Request::builder().uri(format!("{}/api/v1/changes", eva.address));
    for (name, value) in &eva.headers {
        request = request.header(name, value);
    }
    let mut stream = ureq::Agent::new_with_defaults().run(request.body(()).unwrap()).unwrap();
    let mut lines = BufReader::new(stream.body_mut().as_reader()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), ": listening");
    let role = role_id(&world, "role of eva");
    let changes: [&dyn Fn(); 3] = [
        &|| {
            drop(
                world
                    .alpha
                    .patch(&format!("/roles/{role}"), &json!({"fields": {"deal.amount": "hidden"}}))
                    .expect(200),
            )
        },
        &|| drop(world.alpha.patch("/workspace", &json!({"name": "Another name"})).expect(200)),
        &|| {
            drop(
                world
                    .alpha
                    .post(
                        "/dictionary/objects/deal/fields",
                        &json!({"key": "x_a", "label": "A", "kind": "text"}),
                    )
                    .expect(201),
            )
        },
    ];
    for change in changes {
        change();
        // The change itself tells of it, no sign of life (a line that begins with a colon) comes first.
        let told = lines.by_ref().map(|line| line.unwrap()).find(|line| !line.is_empty());
        assert_eq!(told.as_deref(), Some("event: rights"));
        assert_eq!(lines.next().unwrap().unwrap(), "data: {}");
    }
}

#[test]
fn those_who_have_a_record_open_see_each_other() {
    let world = World::start("presence");
    let rights = json!({"administrator": false, "objects": {"*": {"read": "all", "change": "all"}}, "fields": {"deal.amount": "hidden"}});
    let (eva, eva_id) = world.user("eva", &rights, None);
    let (blind, _) = world.user("blind", &json!({"administrator": false, "objects": {}, "fields": {}}), None);
    let deal = world.alpha.create("deals", &json!({"name": "Saw"}))["id"].clone();
    let here = |field: Json| json!({"object": "deal", "id": deal, "field": field});
    assert_eq!(eva.json("PUT", "/presence", &here(Json::Null)).expect(200)["data"], json!([]));
    let first = world.alpha.json("PUT", "/presence", &here(json!("amount"))).expect(200)["data"][0].clone();
    assert_eq!(
        (&first["user"]["id"], &first["user"]["name"], &first["field"]),
        (&json!(eva_id), &json!("eva"), &Json::Null)
    );
    eva.json("PUT", "/presence", &here(json!("name"))).expect(200);
    let again = world.alpha.json("PUT", "/presence", &here(Json::Null)).expect(200)["data"][0].clone();
    assert_eq!((&again["field"], &again["since"]), (&json!("name"), &first["since"]));
    assert_eq!(
        eva.json("PUT", "/presence", &here(json!("amount"))).status,
        422,
        "a hidden field does not exist"
    );
    assert_eq!(blind.json("PUT", "/presence", &here(Json::Null)).status, 404);
    assert_eq!(world.beta.json("PUT", "/presence", &here(Json::Null)).status, 404);
    eva.json("DELETE", "/presence", &here(Json::Null)).expect(204);
    assert_eq!(world.alpha.json("PUT", "/presence", &here(Json::Null)).expect(200)["data"], json!([]));
}
