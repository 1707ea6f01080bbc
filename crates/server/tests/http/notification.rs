//! What people hear of: mentions, what is given to them, what is due, what is asked of them.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::time::{Duration, Instant};

fn told(asker: &Asker) -> Vec<Json> {
    asker.get("/notifications?unseen=true").expect(200)["data"].as_array().unwrap().clone()
}

fn count(asker: &Asker) -> Json {
    asker.get("/notifications/count").expect(200)["count"].clone()
}

fn id(json: &Json) -> &str {
    json["id"].as_str().unwrap()
}

fn all() -> Json {
    json!({"administrator": false, "objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "all"}}, "fields": {}})
}

#[test]
fn what_is_given_to_somebody_is_told_once_per_act() {
    let world = World::start("notification");
    let alpha = &world.alpha;
    let (eva, eva_id) = world.user("eva", &all(), None);
    let deal = alpha.create("deals", &json!({"name": "Roof", "owner": eva_id}));
    let one = told(&eva);
    assert_eq!(one.len(), 1);
    assert_eq!(
        (&one[0]["kind"], &one[0]["object"], &one[0]["record"], &one[0]["title"], &one[0]["count"]),
        (&json!("assigned"), &json!("deal"), &deal["id"], &json!("Roof"), &json!(1))
    );
    assert_eq!(one[0]["by"]["name"], "tests");
    assert_eq!((count(&eva), count(alpha), count(&world.beta)), (json!(1), json!(0), json!(0)));

    // What one takes oneself is no news, nor is a change of anything else.
    let path = format!("/deals/{}", id(&deal));
    alpha.patch(&path, &json!({"name": "Roof and walls"})).expect(200);
    eva.create("deals", &json!({"name": "Mine"}));
    assert_eq!(count(&eva), json!(1));
    assert_eq!(told(&eva)[0]["title"], "Roof and walls", "told as it is now");

    // Many at once are one notification.
    let many: Vec<Json> =
        (0..3).map(|number| alpha.create("companies", &json!({"name": format!("c{number}")}))).collect();
    let ids: Vec<&Json> = many.iter().map(|one| &one["id"]).collect();
    let change = json!({"filter": {"field": "id", "op": "in", "value": ids}, "change": {"owner": eva_id}});
    alpha.post("/companies/bulk_changes", &change).expect(202);
    until("the bulk change", || told(&eva).first().is_some_and(|one| one["count"] == 3));
    assert_eq!(told(&eva).len(), 2);

    // Seen, all up to one, and new again.
    let newest = told(&eva)[0]["id"].clone();
    alpha.json("PUT", "/notifications/seen", &json!({"ids": [newest]})).expect(204);
    assert_eq!(count(&eva), json!(2), "others see nothing in one's place");
    eva.json("PUT", "/notifications/seen", &json!({"up_to": newest})).expect(204);
    assert_eq!((count(&eva), told(&eva)), (json!(0), Vec::new()));
    eva.json("PUT", "/notifications/seen", &json!({"ids": [newest], "seen": false})).expect(204);
    assert_eq!(count(&eva), json!(1));
    let page = eva.get("/notifications?limit=1").expect(200);
    assert_eq!(page["data"][0]["id"], newest);
    let next =
        eva.get(&format!("/notifications?limit=1&cursor={}", page["next"].as_str().unwrap())).expect(200);
    assert_eq!((&next["data"][0]["id"], &next["data"][0]["seen"]), (&one[0]["id"], &json!(true)));
    for wrong in ["/notifications?cursor=x", "/notifications?limit=-1", "/notifications?of=me"] {
        assert_eq!(eva.get(wrong).status, 422, "{wrong}");
    }
}

#[test]
fn what_one_may_not_see_any_more_tells_nothing() {
    let world = World::start("notification-rights");
    let alpha = &world.alpha;
    let own =
        json!({"administrator": false, "objects": {"deal": {"read": "own", "create": true}}, "fields": {}});
    let (eva, eva_id) = world.user("eva", &own, None);
    let deal = alpha.create("deals", &json!({"name": "Roof", "owner": eva_id}));
    let path = format!("/deals/{}", id(&deal));
    assert_eq!(count(&eva), json!(1));
    let me = alpha.get("/session").expect(200)["user"]["id"].clone();
    alpha.patch(&path, &json!({"owner": me})).expect(200);
    assert_eq!((count(&eva), told(&eva)), (json!(0), Vec::new()));
    alpha.patch(&path, &json!({"owner": eva_id})).expect(200);
    alpha.delete(&path).expect(204);
    assert_eq!(count(&eva), json!(0), "in the trash");
}

#[test]
fn each_decides_what_to_hear_of() {
    let world = World::start("notification-settings");
    let (eva, eva_id) = world.user("eva", &all(), None);
    let all = eva.get("/notifications/settings").expect(200)["data"].clone();
    // Everything but the digest, which is for those who ask for it.
    assert!(all.as_array().unwrap().iter().all(|one| one["in_app"] == (one["kind"] != "digest")));
    let off = json!({"data": [{"kind": "assigned", "in_app": false}]});
    eva.json("PUT", "/notifications/settings", &off).expect(200);
    world.alpha.create("deals", &json!({"name": "Roof", "owner": eva_id}));
    assert_eq!(count(&eva), json!(0));
    eva.json("PUT", "/notifications/settings", &json!({"data": [{"kind": "assigned", "in_app": true}]}))
        .expect(200);
    world.alpha.create("deals", &json!({"name": "Wall", "owner": eva_id}));
    assert_eq!(count(&eva), json!(1));
    let wrong = json!({"data": [{"kind": "weather", "in_app": true}]});
    assert_eq!(eva.json("PUT", "/notifications/settings", &wrong).status, 422);
}

#[test]
fn a_mention_is_seen_in_both_places() {
    let world = World::start("notification-mention");
    let (eva, eva_id) = world.user("eva", &all(), None);
    let text = format!("Call them, @[Eva](user:{eva_id})!");
    let note = world.alpha.create("notes", &json!({"body": text}));
    let one = told(&eva);
    assert_eq!((&one[0]["kind"], &one[0]["excerpt"]), (&json!("mention"), &json!("Call them, @Eva!")));
    eva.json("PUT", "/notifications/seen", &json!({"ids": [one[0]["id"]]})).expect(204);
    assert_eq!(eva.get("/mentions?unseen=true").expect(200)["data"], json!([]));
    let path = format!("/notes/{}", id(&note));
    world.alpha.patch(&path, &json!({"body": "Nobody."})).expect(200);
    assert_eq!(eva.get("/notifications").expect(200)["data"], json!([]), "the text names nobody any more");
    world.alpha.patch(&path, &json!({"body": text})).expect(200);
    let mention = eva.get("/mentions?unseen=true").expect(200)["data"][0]["id"].clone();
    assert_eq!(count(&eva), json!(1), "named anew");
    eva.json("PUT", "/mentions/seen", &json!({"ids": [mention]})).expect(204);
    assert_eq!(count(&eva), json!(0));
}

#[test]
fn a_due_task_is_told_once_to_its_owner() {
    let world = World::start("notification-due");
    let (eva, _) = world.user("eva", &all(), None);
    let soon = || {
        let now = eva.create("notes", &json!({"body": "What time is it?"}))["created_at"].clone();
        let now: vocabulary::Timestamp = now.as_str().unwrap().parse().unwrap();
        now.plus_seconds(2).to_string()
    };
    let due = eva.create("tasks", &json!({"subject": "Call", "due_at": soon()}));
    let done = eva.create("tasks", &json!({"subject": "Done by then", "due_at": soon()}));
    eva.patch(&format!("/tasks/{}", id(&done)), &json!({"done": true})).expect(200);
    eva.create("tasks", &json!({"subject": "Long ago", "due_at": "2020-01-01T08:00:00Z"}));
    let later = eva.create("tasks", &json!({"subject": "Put off", "due_at": soon()}));
    eva.patch(&format!("/tasks/{}", id(&later)), &json!({"due_at": "2099-01-01T08:00:00Z"})).expect(200);
    assert_eq!(count(&eva), json!(0), "not yet");
    until("due", || told(&eva).len() == 1);
    std::thread::sleep(Duration::from_secs(2));
    let all = told(&eva);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!((&all[0]["kind"], &all[0]["record"], &all[0]["by"]), (&json!("due"), &due["id"], &Json::Null));
}

fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(20), "never: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
