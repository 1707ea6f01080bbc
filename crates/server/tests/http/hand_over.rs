//! A seller leaves: all they look after goes to others in one act, which is tried first and can be taken back. What is decided and done
//! stays theirs.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::time::{Duration, Instant};

fn ended(asker: &Asker, job: &Json) -> Json {
    let path = format!("/jobs/{}", job["id"].as_str().unwrap());
    let begun = Instant::now();
    loop {
        let job = asker.get(&path).expect(200);
        if ["done", "failed"].contains(&job["state"].as_str().unwrap()) {
            assert_eq!(job["state"], "done", "{job}");
            return job["result"].clone();
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{job}");
        std::thread::sleep(Duration::from_millis(40));
    }
}

fn held_by(asker: &Asker, plural: &str, field: &str, user: &str) -> u64 {
    let filter = json!({"filter": {"field": field, "op": "is", "value": user}, "count": "exact", "limit": 1});
    asker.list(plural, &filter)["count"]["value"].as_u64().unwrap()
}

fn owned(asker: &Asker, plural: &str, user: &str) -> u64 {
    held_by(asker, plural, "owner", user)
}

fn seller() -> Json {
    json!({"administrator": false, "objects": {"*": {"read": "all", "create": true, "change": "own", "remove": "own"}}, "fields": {}})
}

/// Count and history of a part.
fn part(told: &Json, name: &str) -> (u64, u64) {
    let found = told["data"].as_array().unwrap().iter().find(|part| part["part"] == name);
    found.map_or((0, 0), |part| (part["count"].as_u64().unwrap(), part["history"].as_u64().unwrap()))
}

#[test]
fn a_seller_leaves_and_all_goes_to_others_in_one_act() {
    let world = World::start("hand_over");
    let asker = &world.alpha;
    let users: Vec<(Asker, String)> =
        ["nina", "marko", "petra"].iter().map(|name| world.user(name, &seller(), None)).collect();
    let (seller, nina) = (&users[0].0, users[0].1.as_str());
    let (marko, petra) = (users[1].1.as_str(), users[2].1.as_str());
    let machines =
        json!({"key": "x_machine", "plural": "x_machines", "label": "Machine", "label_plural": "Machines"});
    asker.post("/dictionary/objects", &machines).expect(201);
    for number in 0..25 {
        seller.create("deals", &json!({"name": format!("Deal {number}")}));
    }
    for number in 0..3 {
        let closed = json!({"name": format!("Won {number}"), "outcome": "won", "amount": {"amount": "100", "currency": "EUR"}});
        seller.create("deals", &closed);
        seller.create("leads", &json!({"name": format!("Lead {number}")}));
        seller.create("tasks", &json!({"subject": format!("Task {number}")}));
        seller.create("tasks", &json!({"subject": format!("Done {number}"), "done": true}));
    }
    seller.create("companies", &json!({"name": "Acme"}));
    seller.create("x_machines", &json!({"name": "Lathe"}));
    seller.create("calls", &json!({"subject": "Talked", "happened_at": "2025-01-01T08:00:00Z"}));
    seller.create("meetings", &json!({"subject": "Held", "happened_at": "2025-01-01T08:00:00Z"}));
    seller.create("meetings", &json!({"subject": "To come", "happened_at": "2095-01-01T08:00:00Z"}));
    let target = json!({"scope": "user", "user": nina, "period": "year", "starts_on": "2026-01-01", "amount": {"amount": "1000", "currency": "EUR"}});
    asker.create("targets", &target);
    asker.create("deals", &json!({"name": "Somebody else's", "owner": petra}));

    // Places beside what is owned: shares in deals and seats in rules, of which the receiver has one already.
    let shared = asker.create("deals", &json!({"name": "Shared", "owner": petra}));
    let team = format!("/deals/{}/team", shared["id"].as_str().unwrap());
    let shares = json!({"data": [{"user": nina, "share": "30"}, {"user": marko, "share": "20"}, {"user": petra, "share": "50"}]});
    asker.json("PUT", &team, &shares).expect(200);
    let rules: Vec<Json> = ["Web", "Fair"]
        .iter()
        .map(|name| asker.create("assignment_rules", &json!({"name": name, "method": "round_robin"})))
        .collect();
    let seat = |rule: &Json, user: &str| {
        asker.create("assignment_seats", &json!({"rule": rule["id"], "user": user}));
    };
    seat(&rules[0], nina);
    seat(&rules[0], marko);
    seat(&rules[1], nina);
    let flow = json!({"name": "Nina's", "definition": {
        "trigger": {"on": "created", "object": "company"},
        "steps": [{"do": "create", "object": "task", "fields": {"subject": "Welcome them"}}],
    }});
    seller.post("/automations", &flow).expect(201);

    let hook = json!({"name": "Nina's", "url": "https://hooks.example.com/kith", "listens": [{"object": "*", "on": ["created"]}]});
    seller.post("/webhooks", &hook).expect(201);
    let path = format!("/users/{nina}/hand_over");
    let wanted = json!({
        "to": [marko, petra], "by_part": {"lead": [marko], "deal_share.user": [marko], "assignment_seat.user": [marko]},
        "switch_off": true,
    });
    let with = |key: &str, value: Json| {
        let mut wanted = wanted.clone();
        wanted[key] = value;
        wanted
    };
    let told = asker.post(&path, &with("dry_run", json!(true))).expect(200);
    assert_eq!((&told["data"][0]["part"], part(&told, "deal")), (&json!("deal"), (25, 3)));
    assert_eq!((part(&told, "task"), part(&told, "meeting"), part(&told, "call")), ((3, 3), (1, 1), (0, 1)));
    assert_eq!((part(&told, "deal_share.user"), part(&told, "assignment_seat.user")), ((1, 0), (2, 0)));
    assert_eq!(
        (part(&told, "automations"), part(&told, "webhooks"), part(&told, "company")),
        ((1, 0), (1, 0), (1, 0))
    );
    assert_eq!(
        part(&asker.post(&path, &json!({"dry_run": true, "finished": true})).expect(200), "deal"),
        (28, 0)
    );
    assert_eq!(owned(asker, "deals", nina), 28, "a trial moved something");

    // Who may not, and what cannot be.
    users[1].0.post(&path, &wanted).expect(403);
    world.beta.post(&path, &wanted).expect(404);
    for (key, value) in [
        ("to", json!([nina])),
        ("to", json!(["01890000-0000-7000-8000-000000000000"])),
        ("to", json!([])),
        ("parts", json!(["nonsense"])),
        ("by_part", json!({"nonsense": [marko]})),
    ] {
        asker.post(&path, &with(key, value)).expect(422);
    }
    assert_eq!(owned(asker, "deals", nina), 28, "what was refused moved something");
    seller.get("/deals").expect(200);

    let result = ended(asker, &asker.post(&path, &wanted).expect(202));
    let moved = 25 + 3 + 3 + 1 + 1 + 1 + 1 + 2;
    assert_eq!((&result["changed"], &result["refused"]), (&json!(moved), &json!(0)), "{result}");
    // What is decided stays with who decided it; the rest goes round, and by part where that was said.
    assert_eq!(
        (owned(asker, "deals", nina), owned(asker, "deals", marko), owned(asker, "deals", petra)),
        (3, 13, 14)
    );
    assert_eq!((owned(asker, "leads", marko), owned(asker, "leads", petra)), (3, 0));
    assert_eq!(
        (owned(asker, "tasks", nina), owned(asker, "calls", nina), owned(asker, "meetings", nina)),
        (3, 1, 1)
    );
    for plural in ["companies", "x_machines", "leads"] {
        assert_eq!(owned(asker, plural, nina), 0, "{plural}");
    }
    let place = |user: &str| {
        let team = asker.get(&team).expect(200);
        let found =
            team["data"].as_array().unwrap().iter().find(|place| place["user"]["id"] == user).cloned();
        found.map(|place| place["share"].clone())
    };
    assert_eq!((place(nina), place(marko), place(petra)), (None, Some(json!("50")), Some(json!("50"))));
    assert_eq!(
        (held_by(asker, "assignment_seats", "user", nina), held_by(asker, "assignment_seats", "user", marko)),
        (0, 2)
    );
    assert_eq!(users[1].0.get("/automations").expect(200)["data"].as_array().unwrap().len(), 1);
    assert_eq!(users[1].0.get("/webhooks").expect(200)["data"].as_array().unwrap().len(), 1);
    let attained = asker.get("/targets/attainment?period=2026&by=user").expect(200);
    assert_eq!(attained["targets"][0]["of"]["id"], json!(nina), "{attained}");
    assert_eq!(asker.get(&format!("/users/{nina}")).expect(200)["active"], false);
    seller.get("/deals").expect(401);

    // One change set takes all of the records back.
    let set = format!("/change_sets/{}", result["change_set"].as_str().unwrap());
    let kept = asker.get(&set).expect(200);
    assert!(kept["count"].as_u64().unwrap() >= moved, "{kept}");
    asker.post(&format!("{set}/undo"), &json!({})).expect(200);
    assert_eq!((owned(asker, "deals", nina), owned(asker, "leads", nina)), (28, 3));
    assert_eq!((place(nina), place(marko)), (Some(json!("30")), Some(json!("20"))));
    assert_eq!(held_by(asker, "assignment_seats", "user", nina), 2);

    asker.patch(&format!("/users/{petra}"), &json!({"active": false})).expect(200);
    asker.post(&path, &wanted).expect(422);
}

#[test]
fn the_last_administrator_cannot_be_switched_off_by_handing_over() {
    let world = World::start("hand_over_last");
    let (_, other) = world.user("other", &seller(), None);
    let me = world.alpha.get("/users").expect(200)["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|user| user["id"] != json!(other))
        .unwrap()["id"]
        .as_str()
        .unwrap()
        .to_string();
    let path = format!("/users/{me}/hand_over");
    world.alpha.post(&path, &json!({"to": [other], "switch_off": true})).expect(422);
    assert_eq!(world.alpha.get(&format!("/users/{me}")).expect(200)["active"], true);
}
