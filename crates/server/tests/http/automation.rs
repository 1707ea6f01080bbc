//! Automations over HTTP, by the follower of the real server.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::time::{Duration, Instant};

/// Asks until it is so; the follower works beside the requests.
fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(20), "never: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn tasks(asker: &Asker) -> Vec<Json> {
    asker.list("tasks", &json!({}))["data"].as_array().unwrap().clone()
}

fn published(asker: &Asker, definition: Json) -> String {
    let made = asker.post("/automations", &json!({"name": "Mine", "definition": definition})).expect(201);
    assert_eq!(made["problems"], json!([]));
    let id = made["id"].as_str().unwrap().to_string();
    let shown = asker.send("PUT", &format!("/automations/{id}/publication"), None).expect(200);
    assert_eq!((&shown["state"], &shown["version"]), (&json!("on"), &json!(1)));
    id
}

#[test]
fn an_automation_is_tried_switched_on_seen_at_work_and_undone() {
    let world = World::start("automation");
    let alpha = &world.alpha;
    let deal = alpha.create("deals", &json!({"name": "Roof"}));
    let path = format!("/deals/{}", deal["id"].as_str().unwrap());
    let id = published(
        alpha,
        json!({
            "object": "deal", "trigger": {"on": "changed", "changes": [{"field": "next_step"}]},
            "steps": [{"do": "task", "subject": "{{record.next_step}}: {{record.name}}"}, {"do": "change", "set": {"description": "seen"}}],
        }),
    );
    let tried = alpha.post(&format!("/automations/{id}/trial"), &json!({"record": deal["id"]})).expect(200);
    assert_eq!((&tried["state"], tried["log"].as_array().unwrap().len()), (&json!("done"), 2));
    assert_eq!(tasks(alpha), Vec::<Json>::new(), "nothing of a trial stays");

    alpha.patch(&path, &json!({"next_step": "Call"})).expect(200);
    until("a task", || tasks(alpha).len() == 1);
    assert_eq!(tasks(alpha)[0]["subject"], "Call: Roof");
    let history = alpha.get(&format!("{path}/history")).expect(200);
    let actor = &history["data"][0]["actor"];
    assert_eq!((&actor["kind"], &actor["name"]), (&json!("automation"), &json!("Mine")));
    let runs = alpha.get(&format!("/automations/{id}/runs")).expect(200);
    let run = runs["data"][0]["id"].as_str().unwrap().to_string();
    let shown = alpha.get(&format!("/automation-runs/{run}")).expect(200);
    assert_eq!((&shown["state"], shown["log"].as_array().unwrap().len()), (&json!("done"), 2));

    alpha.send("POST", &format!("/change_sets/{run}/undo"), Some(("application/json", b"{}".to_vec())));
    alpha.send("DELETE", &format!("/automations/{id}/publication"), None).expect(200);
    alpha.send("DELETE", &format!("/automations/{id}"), None).expect(204);
}

/// Where a secret address that was just made leads.
fn path_of(made: &Json) -> String {
    made["url"].as_str().unwrap().split_once("/api/v1").unwrap().1.to_string()
}

#[test]
fn a_call_from_outside_starts_a_run_once_per_key_and_tells_nothing_of_others() {
    let world = World::start("hook");
    let alpha = &world.alpha;
    let definition = json!({
        "trigger": {"on": "webhook"},
        "steps": [{"do": "create", "object": "note", "set": {"body": "From {{body.who.name}}"}}],
    });
    let id = published(alpha, definition);
    let made = alpha.send("PUT", &format!("/automations/{id}/hook"), None).expect(200);
    assert_eq!(made["older_until"], Json::Null, "there was none before");
    let first = path_of(&made);
    let path = first.as_str();
    let outside = Asker::stranger(&alpha.address).with("idempotency-key", "one");
    for _ in 0..3 {
        outside.post(path, &json!({"who": {"name": "Shop"}})).expect(202);
    }
    let notes = || alpha.list("notes", &json!({}))["data"].as_array().unwrap().clone();
    until("a note", || !notes().is_empty());
    assert_eq!((notes().len(), &notes()[0]["body"]), (1, &json!("From Shop")));
    // A new address: the one before works beside it until the other side was told, unless it must not.
    let made =
        alpha.json("PUT", &format!("/automations/{id}/hook"), &json!({"overlap_hours": 2})).expect(200);
    assert_eq!(alpha.get(&format!("/automations/{id}")).expect(200)["older_hook_until"], made["older_until"]);
    assert!(made["older_until"].is_string());
    let second = path_of(&made);
    for path in [path, &second] {
        outside.post(path, &json!({})).expect(202);
    }
    let made =
        alpha.json("PUT", &format!("/automations/{id}/hook"), &json!({"overlap_hours": 0})).expect(200);
    assert_eq!(made["older_until"], Json::Null);
    for gone in [path, &second] {
        outside.post(gone, &json!({})).expect(404);
    }
    let path = &path_of(&made);
    outside.post(path, &json!({})).expect(202);
    let wrong = outside.post("/public/hooks/0000", &json!({})).expect(404);
    alpha.json("PUT", &format!("/automations/{id}/hook"), &json!({"overlap_hours": 9_000})).expect(422);
    alpha.send("DELETE", &format!("/automations/{id}/publication"), None).expect(200);
    let off = outside.post(path, &json!({})).expect(404);
    assert_eq!((&wrong["code"], &wrong["detail"]), (&off["code"], &off["detail"]));
}

#[test]
fn it_acts_with_the_rights_of_its_owner_and_others_do_not_see_it() {
    let world = World::start("automation-rights");
    let rights = json!({"administrator": false, "objects": {"deal": {"read": "all", "create": true, "change": "none"}}, "fields": {}});
    let (eva, _) = world.user("eva", &rights, None);
    let (ben, _) = world.user("ben", &rights, None);
    let id = published(
        &eva,
        json!({"object": "deal", "trigger": {"on": "created"}, "steps": [{"do": "change", "set": {"next_step": "Mine"}}]}),
    );
    ben.get(&format!("/automations/{id}")).expect(404);
    let deal = world.alpha.create("deals", &json!({"name": "Roof"}));
    let runs = || eva.get(&format!("/automations/{id}/runs")).expect(200)["data"].clone();
    until("a run that failed", || runs()[0]["state"] == "failed");
    let shown = world.alpha.get(&format!("/deals/{}", deal["id"].as_str().unwrap())).expect(200);
    assert_eq!(shown["next_step"], Json::Null);
    // What its owner may not see is not there for it.
    let hidden =
        json!({"object": "note", "trigger": {"on": "created"}, "steps": [{"do": "wait", "minutes": 1}]});
    let made = eva.post("/automations", &json!({"name": "Spy", "definition": hidden})).expect(201);
    assert_eq!(made["problems"][0]["code"], "unknown_object");
    assert_eq!(
        eva.send("PUT", &format!("/automations/{}/publication", made["id"].as_str().unwrap()), None).status,
        422
    );
}
