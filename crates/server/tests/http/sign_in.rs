//! Set-up, sign-in, sessions and keys.

use crate::support::{Asker, PASSWORD, Server, World, folder, sign_in};
use serde_json::json;

#[test]
fn the_set_up_closes_itself() {
    let server = Server::serve(&folder("setup"), false);
    let stranger = Asker::stranger(&server.address);
    assert_eq!(stranger.get("/setup").expect(200)["needed"], true);
    let mut input = json!({"workspace_name": "My firm", "name": "Ana", "email": "ana@example.com", "password": PASSWORD, "currency": "EUR",
        "zone": "Europe/Ljubljana", "language": "en", "code": "wrong"});
    assert!([403, 422].contains(&stranger.post("/setup", &input).status), "the code is asked for");
    input["code"] = json!(server.code.clone().unwrap());
    let session = stranger.post("/setup", &input).expect(200);
    assert_eq!(
        (&session["workspace"]["key"], &session["role"]["administrator"]),
        (&json!("my-firm"), &json!(true))
    );
    assert_eq!(stranger.get("/setup").expect(200)["needed"], false);
    assert_ne!(stranger.post("/setup", &input).status, 200);
}

#[test]
fn sessions_end_and_foreign_pages_cannot_use_them() {
    let world = World::start("session");
    let address = &world.server.address;
    let stranger = Asker::stranger(address);
    let wrong =
        stranger.post("/session", &json!({"email": "root@alpha.example", "password": "wrong wrong wrong"}));
    let unknown =
        stranger.post("/session", &json!({"email": "nobody@alpha.example", "password": "wrong wrong wrong"}));
    assert_eq!((wrong.status, &wrong.text), (401, &unknown.text), "who exists is not told");

    let root = sign_in(address, "alpha", "root@alpha.example");
    assert_eq!(root.get("/session").expect(200)["user"]["name"], "Root");
    let mut without = root.clone();
    without.headers.retain(|(name, _)| name != "x-kith-csrf");
    assert_eq!(without.post("/companies", &json!({"name": "Forged"})).status, 403);
    let mut foreign = root.clone();
    foreign.headers.retain(|(name, _)| name != "origin");
    assert_eq!(
        foreign.with("origin", "https://evil.example").post("/companies", &json!({"name": "Forged"})).status,
        403
    );
    assert_eq!(root.delete("/session").status, 204);
    assert_eq!(root.get("/session").status, 401);

    // A role that shrinks and a user who is switched off: from the next request on.
    let all = json!({"administrator": false, "objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "all", "export": "all"}}, "fields": {}});
    let (eva, id) = world.user("eva", &all, None);
    eva.create("companies", &json!({"name": "Allowed"}));
    let role =
        world.alpha.get(&format!("/users/{id}")).expect(200)["role"]["id"].as_str().unwrap().to_string();
    world.alpha.patch(&format!("/roles/{role}"), &json!({"objects": {"*": {"read": "all"}}})).expect(200);
    assert_eq!(eva.post("/companies", &json!({"name": "Forbidden"})).status, 403);
    world.alpha.patch(&format!("/users/{id}"), &json!({"active": false})).expect(200);
    assert_eq!(eva.get("/session").status, 401);

    let mut tried = 0;
    while stranger
        .post(
            "/session",
            &json!({"email": "root@alpha.example", "password": format!("guess number {tried}")}),
        )
        .status
        != 429
    {
        tried += 1;
        assert!(tried < 50, "passwords can be tried without end");
    }
}

#[test]
fn one_sees_where_one_is_signed_in_and_ends_it() {
    let world = World::start("sessions");
    let seller = json!({"objects": {"*": {"read": "own"}}});
    let (eva, _) = world.user("eva", &seller, None);
    let (ivo, _) = world.user("ivo", &seller, None);
    let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";
    let stranger = Asker::stranger(&world.server.address).with("user-agent", firefox);
    let sign_in = json!({"email": "eva@alpha.example", "password": PASSWORD});
    let answer = stranger.post("/session", &sign_in);
    let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_string();
    let laptop = stranger.with("cookie", &cookie);

    let list = eva.get("/sessions").expect(200);
    let list = list["data"].as_array().unwrap();
    assert_eq!((list.len(), &list[0]["current"], &list[1]["current"]), (2, &json!(true), &json!(false)));
    let there = &list[1];
    assert_eq!(
        (&there["browser"], &there["system"], &there["address"]),
        (&json!("Firefox"), &json!("Linux"), &json!("127.0.0.1"))
    );
    let path = format!("/sessions/{}", there["id"].as_str().unwrap());

    // Nobody else, and no key, sees it or ends it.
    let root = crate::support::sign_in(&world.server.address, "alpha", "root@alpha.example");
    for other in [&ivo, &root, &world.alpha, &world.beta] {
        assert_eq!(other.delete(&path).status, 404);
        assert!(!other.get("/sessions").text.contains(there["id"].as_str().unwrap()));
    }
    assert_eq!(world.alpha.get("/sessions").status, 403);
    assert_eq!(laptop.get("/session").status, 200);
    assert_eq!(laptop.delete(&path).status, 403, "without the token of a page");

    assert_eq!(eva.delete(&path).status, 204);
    assert_eq!(laptop.get("/session").status, 401);
    assert_eq!(eva.delete(&path).status, 404);

    let again = crate::support::sign_in(&world.server.address, "alpha", "eva@alpha.example");
    assert_eq!(eva.delete("/sessions").status, 204);
    assert_eq!((again.get("/session").status, eva.get("/session").status), (401, 200));
    assert_eq!(ivo.get("/session").status, 200);
}

#[test]
fn the_server_tells_how_it_is() {
    let world = World::start("health");
    let stranger = Asker::stranger(&world.server.address);
    assert_eq!(stranger.get("/health").status, 200);
    assert_eq!(stranger.get("/ready").status, 200);
    world.alpha.get("/companies").expect(200);
    let metrics = stranger.get("/metrics").text;
    assert!(metrics.contains("kith_http_requests_total"), "{metrics}");
    assert_eq!(world.alpha.get("/nothing").status, 404);
    assert_eq!(world.alpha.send("PUT", "/companies", None).status, 405);
    let answer = world.alpha.get("/companies");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert!(answer.header("ratelimit-remaining").is_some());
}
