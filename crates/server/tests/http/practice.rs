//! Practice workspaces: nothing in one touches the real workspace or another one, nothing in the real one touches them, nothing leaves
//! them, and each belongs to one user alone.

use crate::part::operations;
use crate::receiver::{Receiver, serve};
use crate::support::{Answer, Asker, Server, World, add_workspace, folder, sign_in};
use crate::sweep::{Things, call, things};
use api::operation::Door;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Waits until a practice workspace is ready, and goes in.
#[track_caller]
pub fn enter(real: &Asker) -> Asker {
    let begun = Instant::now();
    loop {
        let told = real.get("/practice").expect(200);
        match told["state"].as_str().unwrap() {
            "ready" => break,
            "making" => std::thread::sleep(Duration::from_millis(100)),
            other => panic!("the practice workspace is {other}"),
        }
        assert!(begun.elapsed() < Duration::from_secs(240), "it takes too long: {told}");
    }
    let mut inside = real.clone();
    inside.address = format!("{}/practice", real.address);
    inside.headers.retain(|(name, _)| name != "x-kith-csrf");
    let csrf = inside.get("/session").expect(200)["csrf"].as_str().unwrap().to_string();
    inside.with("x-kith-csrf", &csrf)
}

#[track_caller]
fn practise(real: &Asker) -> Asker {
    assert_eq!(real.json("PUT", "/practice", &json!({})).expect(202)["state"], "making");
    enter(real)
}

/// The database of the only practice workspace of a user, whose name begins with the number of the workspace.
fn database(server: &Server, user: &Asker) -> PathBuf {
    let id = user.get("/session").expect(200)["user"]["id"].as_str().unwrap().to_string();
    let all = std::fs::read_dir(server.folder.join("practice")).unwrap().flatten();
    let own = all.map(|entry| entry.path()).find(|path| path.to_str().unwrap().ends_with(&id)).unwrap();
    let inside: Vec<PathBuf> = std::fs::read_dir(own).unwrap().flatten().map(|entry| entry.path()).collect();
    assert_eq!(inside.len(), 1, "{inside:?}");
    inside[0].join("kith.db")
}

/// Every row of every table, but for those that tell when somebody was there and what runs by itself.
fn rows(database: &Path) -> BTreeMap<String, Vec<String>> {
    const MOVING: &[&str] = &[
        "session",
        "sign_in_attempt",
        "job",
        "schedule",
        "presence",
        "idempotency",
        "webhook_delivery",
        "webhook_attempt",
    ];
    store::testing::every_row(database, MOVING)
}

#[track_caller]
fn unchanged(database: &Path, before: &BTreeMap<String, Vec<String>>, by: &str) {
    let after = rows(database);
    for (name, rows) in before {
        assert_eq!(rows.len(), after[name].len(), "{by} made or removed rows of {name}");
        assert!(rows == &after[name], "{by} changed {name}");
    }
}

/// Calls every operation with things that stand elsewhere; nothing of them may be told.
fn sweep(asker: &Asker, elsewhere: &Things, but: &[&str]) {
    for operation in operations().filter(|operation| !but.contains(&operation.id)) {
        let answer = call(asker, operation, elsewhere);
        assert!(answer.status < 500, "{}: {} {}", operation.id, answer.status, answer.text);
        assert!(!answer.text.contains("Secret"), "{} told {}", operation.id, answer.text);
        if operation.path.contains("{id}") && operation.door != Door::Open {
            let wanted = [401, 403, 404, 409, 422].contains(&answer.status);
            assert!(wanted, "{} found it: {} {}", operation.id, answer.status, answer.text);
        }
    }
}

#[test]
fn no_operation_leads_from_a_practice_workspace_to_the_real_one_or_back_or_to_anothers() {
    let folder = folder("practice");
    for workspace in ["alpha", "beta"] {
        add_workspace(&folder, &[], workspace);
    }
    let server = Server::serve(&folder, false);
    let real = sign_in(&server.address, "alpha", "root@alpha.example");
    let other = sign_in(&server.address, "beta", "root@beta.example");
    let (mine, theirs) = (practise(&real), practise(&other));

    // Everything real, asked for in practice.
    let field = json!({"key": "x_note", "label": "Note", "kind": "text"});
    let planted = |asker: &Asker| {
        for object in ["company", "deal"] {
            asker.post(&format!("/dictionary/objects/{object}/fields"), &field).expect(201);
        }
        things(asker)
    };
    let of_real = planted(&real);
    let (database_of_real, database_of_theirs) = (server.folder.join("kith.db"), database(&server, &other));
    std::thread::sleep(Duration::from_secs(2));
    let before = rows(&database_of_real);
    // What listens does not end, and what one is asked in there leads to nothing that stands still.
    let endless = ["list_changes"];
    sweep(&mine, &of_real, &endless);
    unchanged(&database_of_real, &before, "a practice workspace");
    assert!(real.get("/companies/export?format=jsonl").text.contains("Secret Alpha Works"));

    // Everything of somebody's practice workspace, asked for in the real one and in another practice workspace.
    let of_theirs = planted(&theirs);
    std::thread::sleep(Duration::from_secs(2));
    let before = rows(&database_of_theirs);
    let again = practise(&real);
    sweep(&again, &of_theirs, &endless);
    unchanged(&database_of_theirs, &before, "another practice workspace");
    let keeps = ["list_changes", "put_practice", "remove_practice", "remove_session"];
    sweep(&other, &of_theirs, &keeps);
    unchanged(&database_of_theirs, &before, "the real workspace");

    // The check sees what it is there for.
    theirs.create("companies", &json!({"name": "One more"}));
    let seen = std::panic::catch_unwind(|| unchanged(&database_of_theirs, &before, "its owner"));
    assert!(seen.is_err(), "a change was not seen");
}

#[test]
fn nothing_leaves_a_practice_workspace() {
    let folder = folder("practice-out");
    add_workspace(&folder, &[], "alpha");
    let (server, receiver) = (serve(&folder, false), Receiver::start());
    let real = sign_in(&server.address, "alpha", "root@alpha.example");
    let inside = practise(&real);
    let hook = |url: &str| json!({"name": "Shop", "url": url, "listens": [{"object": "company"}]});

    let refused = inside.post("/webhooks", &hook(&receiver.url())).expect(422);
    assert!(refused["problems"][0]["message"].as_str().unwrap().contains("practice"), "{refused}");
    // A name is looked at when something is sent, and there it ends as well.
    let named = inside.post("/webhooks", &hook("https://receiver.example/hook")).expect(201);
    inside.create("companies", &json!({"name": "Told to nobody"}));
    let path = format!("/webhooks/{}/deliveries", named["id"].as_str().unwrap());
    let begun = Instant::now();
    let told = loop {
        let all = inside.get(&path).expect(200);
        if all["data"][0]["state"].as_str().is_some_and(|state| state != "sending")
            && all["data"][0]["attempts"] != json!(0)
        {
            break all;
        }
        assert!(begun.elapsed() < Duration::from_secs(40), "{all}");
        std::thread::sleep(Duration::from_millis(50));
    };
    let name = told["data"][0]["id"].as_str().unwrap();
    let one = inside.get(&format!("/webhook-deliveries/{name}")).expect(200).to_string();
    assert!(one.contains("nothing is sent from here"), "{one}");

    // The real one reaches the same receiver, so that its silence says something.
    real.post("/webhooks", &hook(&receiver.url())).expect(201);
    real.create("companies", &json!({"name": "Told"}));
    let heard = receiver.wait(1);
    assert!(heard.iter().all(|one| !one.body.contains("nobody")), "{heard:?}");
    assert_eq!(receiver.all().len(), 1);
}

/// What the gate answers to headers, unlike `Asker`, which adds none of its own.
fn status(asker: &Asker, method: &str, path: &str) -> Answer {
    asker.send(method, path, None)
}

#[test]
fn one_goes_in_through_the_real_workspace_only() {
    let world = World::start("practice-door");
    let (seller, _) = world.user("seller", &json!({"objects": {"*": {"read": "all"}}}), None);
    let outside = Asker { address: format!("{}/practice", seller.address), ..seller.clone() };
    assert_eq!(seller.get("/practice").expect(200)["state"], "none");
    assert_eq!(status(&outside, "GET", "/session").status, 404);

    let inside = practise(&seller);
    let session = inside.get("/session");
    assert_eq!(session.header("set-cookie"), None);
    let session = session.expect(200);
    // Everybody is administrator of their own, under their own name, and nothing else is taken along.
    assert_eq!(
        (&session["user"]["name"], &session["role"]["administrator"]),
        (&json!("seller"), &json!(true))
    );
    assert_eq!(session["workspace"]["key"], "practice");
    assert!(!session.to_string().contains("alpha"), "{session}");
    // There is something to look after.
    let own = json!({"filter": {"field": "owner", "op": "is", "value": session["user"]["id"]}, "limit": 3});
    assert_eq!(inside.list("deals", &own)["data"].as_array().unwrap().len(), 3);

    // A page of somebody else's cannot write there, and neither can the token of the real session.
    let body = json!({"name": "Forged"});
    let csrf =
        |asker: &Asker| asker.headers.iter().find(|(name, _)| name == "x-kith-csrf").unwrap().1.clone();
    assert_ne!(csrf(&inside), csrf(&seller));
    let outside = Asker { address: inside.address.clone(), ..seller.clone() };
    assert_eq!(outside.post("/companies", &body).status, 403);
    let without = |name: &str| {
        let mut asker = inside.clone();
        asker.headers.retain(|(known, _)| known != name);
        asker
    };
    assert_eq!(without("x-kith-csrf").post("/companies", &body).status, 403);
    assert_eq!(
        without("origin").with("origin", "https://evil.example").post("/companies", &body).status,
        403
    );
    assert_eq!(without("cookie").get("/companies").status, 401);
    // Keys do not open it: not those of the real workspace, and there are none of its own.
    let by_key = Asker { address: inside.address.clone(), ..world.alpha.clone() };
    assert_eq!(by_key.get("/companies").status, 401);
    for (method, path) in
        [("POST", "/api_keys"), ("DELETE", "/session"), ("POST", "/backups"), ("PUT", "/practice")]
    {
        assert_eq!(inside.json(method, path, &json!({})).status, 403, "{method} {path}");
    }
    let made = inside.post("/companies", &body);
    assert!(made.header("location").unwrap().starts_with("/practice/api/v1/companies/"), "{made:?}");

    // Made anew, what was tried is gone; taken away, nobody comes in.
    practise(&seller);
    let found = json!({"filter": {"field": "name", "op": "is", "value": "Forged"}});
    let inside = enter(&seller);
    assert_eq!(inside.list("companies", &found)["data"], json!([]));
    seller.delete("/practice").expect(204);
    assert_eq!(seller.get("/practice").expect(200)["state"], "none");
    assert_eq!(inside.get("/companies").status, 404);

    // Who is switched off outside is out there too, at once.
    let inside = practise(&seller);
    assert_eq!(inside.get("/companies?limit=1").status, 200);
    let users = world.alpha.get("/users").expect(200);
    let user = users["data"].as_array().unwrap().iter().find(|user| user["name"] == "seller").unwrap();
    let path = format!("/users/{}", user["id"].as_str().unwrap());
    world.alpha.patch(&path, &json!({"active": false})).expect(200);
    assert_eq!(inside.get("/companies?limit=1").status, 401);
}

#[test]
fn it_outlives_a_restart_and_goes_when_nobody_uses_it() {
    let folder = folder("practice-kept");
    add_workspace(&folder, &[], "alpha");
    let server = Server::serve(&folder, true);
    let real = sign_in(&server.address, "alpha", "root@alpha.example");
    practise(&real).create("companies", &json!({"name": "Kept"}));
    drop(server);
    // One that a server left half made is nobody's.
    let own = std::fs::read_dir(folder.join("practice")).unwrap().flatten().next().unwrap().path();
    let half = own.join("019ffffa-0000-7000-8000-000000000000");
    std::fs::create_dir_all(&half).unwrap();

    let server = Server::serve(&folder, true);
    let real = sign_in(&server.address, "alpha", "root@alpha.example");
    assert!(!half.exists());
    let found = json!({"filter": {"field": "name", "op": "is", "value": "Kept"}});
    assert_eq!(enter(&real).list("companies", &found)["data"].as_array().unwrap().len(), 1);
    drop(server);

    let note = std::fs::read_dir(&own).unwrap().flatten().next().unwrap().path().join("ready");
    let text = std::fs::read_to_string(&note).unwrap();
    let old: Vec<i64> =
        text.split_whitespace().map(|word| word.parse::<i64>().unwrap() - 15 * 86_400_000_000).collect();
    std::fs::write(&note, format!("{} {}", old[0], old[1])).unwrap();
    let server = Server::serve(&folder, false);
    let begun = Instant::now();
    while own.exists() {
        assert!(begun.elapsed() < Duration::from_secs(20), "it is still there");
        std::thread::sleep(Duration::from_millis(50));
    }
    let real = sign_in(&server.address, "alpha", "root@alpha.example");
    assert_eq!(real.get("/practice").expect(200)["state"], "none");
}

#[test]
fn no_more_are_open_than_the_server_is_to_bear() {
    let folder = folder("practice-places");
    add_workspace(&folder, &[], "alpha");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_kith"));
    command.env("KITH_PRACTICE_PLACES", "1");
    let server = Server::start(command, &folder, true);
    let real = sign_in(&server.address, "alpha", "root@alpha.example");
    let role = real.get("/roles").expect(200)["data"][0]["id"].clone();
    let user =
        json!({"name": "b", "email": "b@alpha.example", "password": crate::support::PASSWORD, "role": role});
    real.post("/users", &user).expect(201);
    let other = sign_in(&server.address, "alpha", "b@alpha.example");
    let inside = practise(&real);
    let full: Json = other.json("PUT", "/practice", &json!({})).expect(503);
    assert!(full["detail"].as_str().unwrap().contains("Too many"), "{full}");
    assert_eq!(inside.get("/companies?limit=1").status, 200);
    drop(server);

    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_kith"));
    command.env("KITH_PRACTICE_PLACES", "0");
    let server = Server::start(command, &folder, false);
    let real = sign_in(&server.address, "alpha", "root@alpha.example");
    assert_eq!(real.get("/practice").expect(200)["state"], "off");
    assert_eq!(real.json("PUT", "/practice", &json!({})).status, 403);
}
