//! Webhooks against receivers that answer, hang, fail, redirect inwards and come back: signed, under the rights of their owner, none lost.

use crate::receiver::{Heard, Receiver, serve, unbase64};
use crate::support::{Asker, Server, add_workspace, folder, sign_in};
use serde_json::{Value as Json, json};
use std::net::TcpListener;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A server that may reach one address of this machine, and its administrator.
struct World {
    server: Server,
    folder: PathBuf,
    root: Asker,
}

impl World {
    fn start(name: &str) -> World {
        let folder = folder(name);
        add_workspace(&folder, &[], "alpha");
        let server = serve(&folder, false);
        let root = sign_in(&server.address, "alpha", "root@alpha.example");
        World { server, folder, root }
    }

    fn user(&self, name: &str, rights: &Json) -> (Asker, Json) {
        let mut role = rights.clone();
        role["name"] = json!(format!("role of {name}"));
        let role = self.root.post("/roles", &role).expect(201)["id"].clone();
        let email = format!("{name}@alpha.example");
        let user = json!({"name": name, "email": email, "password": crate::support::PASSWORD, "role": role});
        self.root.post("/users", &user).expect(201);
        (sign_in(&self.server.address, "alpha", &email), role)
    }
}

fn webhook(asker: &Asker, receiver: &Receiver, listens: Json) -> (String, String) {
    let body = json!({"name": "Shop", "url": receiver.url(), "listens": listens});
    let made = asker.post("/webhooks", &body).expect(201);
    (made["id"].as_str().unwrap().to_string(), made["secret"].as_str().unwrap().to_string())
}

/// The deliveries of a webhook, newest first, once all of them are in one of these states.
#[track_caller]
fn settled(asker: &Asker, id: &str, states: &[&str]) -> Vec<Json> {
    let begun = Instant::now();
    loop {
        let page = asker.get(&format!("/webhooks/{id}/deliveries?limit=200")).expect(200);
        let all = page["data"].as_array().unwrap().clone();
        if !all.is_empty() && all.iter().all(|one| states.contains(&one["state"].as_str().unwrap())) {
            return all;
        }
        assert!(begun.elapsed() < Duration::from_secs(40), "{all:#?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_happens_is_told_signed_once_and_for_what_was_listened_for() {
    let (world, receiver) = (World::start("webhook"), Receiver::start());
    let root = &world.root;
    let listens = json!([
        {"object": "company", "on": ["created", "removed"]},
        {"object": "company", "on": ["updated"], "fields": ["website"], "condition": {"field": "name", "op": "starts_with", "value": "A"}},
    ]);
    let (id, secret) = webhook(root, &receiver, listens);
    let company = root.create("companies", &json!({"name": "Acme"}));
    let path = format!("/companies/{}", company["id"].as_str().unwrap());
    // Neither the field nor the object, nor a record that meets the condition.
    root.patch(&path, &json!({"description": "x"})).expect(200);
    root.create("people", &json!({"name": "Ana Novak"}));
    let other = root.create("companies", &json!({"name": "Bolt"}));
    let elsewhere = format!("/companies/{}", other["id"].as_str().unwrap());
    root.patch(&elsewhere, &json!({"website": "https://bolt.example"})).expect(200);
    root.patch(&path, &json!({"website": "https://acme.example"})).expect(200);
    root.delete(&path);
    let mut heard = receiver.wait(4);
    settled(root, &id, &["delivered"]);
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(receiver.all().len(), 4);
    heard.sort_by_key(|one| one.json()["data"]["event"].as_i64());
    let types: Vec<Json> = heard.iter().map(|one| one.json()["type"].clone()).collect();
    assert_eq!(types, ["company.created", "company.created", "company.updated", "company.removed"]);
    let told = heard[2].json();
    assert_eq!(told["data"]["id"], company["id"]);
    assert_eq!(told["data"]["fields"], json!(["website"]));
    assert_eq!(told["data"]["changes"]["website"]["before"], Json::Null);
    assert!(told["data"]["changes"]["website"]["after"].to_string().contains("acme.example"));
    for one in &heard {
        assert!(one.is_signed_by(&secret), "{one:?}");
        assert!(!one.is_signed_by("whsec_AAAA") && one.header("content-type") == "application/json");
    }
    let mut ids: Vec<&str> = heard.iter().map(|one| one.header("webhook-id")).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 4);
    // The log tells it too, with what was sent and what was answered.
    let log = root.get(&format!("/webhooks/{id}/deliveries?type=company.updated")).expect(200);
    let shown =
        root.get(&format!("/webhook-deliveries/{}", log["data"][0]["id"].as_str().unwrap())).expect(200);
    assert_eq!(shown["body"], heard[2].body);
    assert_eq!((&shown["tries"][0]["status"], &shown["tries"][0]["answer"]), (&json!(200), &json!("heard")));
}

#[test]
fn secrets_are_told_once_kept_nowhere_and_rotated_with_overlap() {
    let (world, receiver) = (World::start("webhook-secret"), Receiver::start());
    let root = &world.root;
    let (id, first) = webhook(root, &receiver, json!([{"object": "company"}]));
    let path = format!("/webhooks/{id}");
    assert_eq!(root.post(&format!("{path}/secret"), &json!({"overlap_hours": 200})).status, 422);
    let renewed = root.post(&format!("{path}/secret"), &json!({"overlap_hours": 1})).expect(201);
    let second = renewed["secret"].as_str().unwrap().to_string();
    root.post(&format!("{path}/tests"), &json!({})).expect(201);
    let heard = receiver.wait(1);
    assert!(first != second && heard[0].is_signed_by(&first) && heard[0].is_signed_by(&second));
    let third = root.post(&format!("{path}/secret"), &json!({"overlap_hours": 0})).expect(201);
    let third = third["secret"].as_str().unwrap().to_string();
    root.post(&format!("{path}/tests"), &json!({})).expect(201);
    let heard = receiver.wait(2);
    assert!(
        heard[1].is_signed_by(&third) && !heard[1].is_signed_by(&second) && !heard[1].is_signed_by(&first)
    );
    let answers =
        [root.get("/webhooks").text, root.get(&path).text, root.get(&format!("{path}/deliveries")).text];
    let bare: Vec<&str> = [&first, &second, &third].map(|one| &one["whsec_".len()..]).to_vec();
    for secret in &bare {
        assert!(answers.iter().all(|text| !text.contains(secret)));
        for file in std::fs::read_dir(&world.folder).unwrap().flatten().filter(|file| file.path().is_file()) {
            let bytes = std::fs::read(file.path()).unwrap();
            let raw = unbase64(secret);
            let found = |wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted);
            assert!(!found(secret.as_bytes()) && !found(&raw), "{:?} holds a secret", file.path());
        }
    }
}

#[test]
fn inner_addresses_are_refused_when_typed_and_when_sent() {
    let (world, receiver) = (World::start("webhook-inner"), Receiver::start());
    let root = &world.root;
    let made = |url: &str| {
        root.post("/webhooks", &json!({"name": "x", "url": url, "listens": [{"object": "company"}]}))
    };
    for url in [
        "https://127.0.0.2/",
        "https://2130706434/",
        "https://0x7f.0.0.2/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.2]/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest",
        "http://8.8.8.8/",
        "https://8.8.8.8:22/",
        "https://user:password@8.8.8.8/",
        "ftp://8.8.8.8/",
        "x",
    ] {
        let answer = made(url);
        assert_eq!(answer.status, 422, "{url}: {}", answer.text);
    }
    // A name is looked at when something is sent: this one points inwards.
    let inner = made("https://localhost:443/").expect(201);
    let id = inner["id"].as_str().unwrap();
    let tried = root.post(&format!("/webhooks/{id}/tests"), &json!({})).expect(201);
    settled(root, id, &["failed"]);
    let shown = root.get(&format!("/webhook-deliveries/{}", tried["id"].as_str().unwrap())).expect(200);
    assert!(shown["error"].as_str().unwrap().contains("private network"), "{shown}");
    assert_eq!(shown["tries"][0]["answer"], Json::Null);
    // A redirect inwards is told, not followed.
    let inside = TcpListener::bind("127.0.0.2:0").unwrap();
    inside.set_nonblocking(true).unwrap();
    let (id, _) = webhook(root, &receiver, json!([{"object": "company"}]));
    receiver.answers(&format!("302 Found\r\nlocation: http://{}/", inside.local_addr().unwrap()));
    root.post(&format!("/webhooks/{id}/tests"), &json!({})).expect(201);
    let log = settled(root, &id, &["failed"]);
    assert!(log[0]["error"].as_str().unwrap().contains("Redirects") && log[0]["status"] == 302, "{log:?}");
    assert!(inside.accept().is_err(), "the redirect was followed");
}

#[test]
fn who_fails_and_comes_back_hears_all_under_the_same_ids() {
    let (world, receiver) = (World::start("webhook-back"), Receiver::start());
    let root = &world.root;
    let (id, _) = webhook(root, &receiver, json!([{"object": "company", "on": ["created"]}]));
    receiver.answers("500 Internal Server Error");
    root.create("companies", &json!({"name": "One"}));
    let first = receiver.wait(1);
    let waiting = settled(root, &id, &["waiting"]);
    assert_eq!((&waiting[0]["status"], &waiting[0]["attempts"]), (&json!(500), &json!(1)));
    assert!(waiting[0]["due_at"].is_string());
    assert!(root.get(&format!("/webhooks/{id}")).expect(200)["failing_since"].is_string());
    receiver.answers("204 No Content");
    let again = receiver.wait(2);
    assert_eq!(first[0].header("webhook-id"), again[1].header("webhook-id"));
    assert_eq!(first[0].body, again[1].body);
    settled(root, &id, &["delivered"]);
    assert_eq!(root.get(&format!("/webhooks/{id}")).expect(200)["failing_since"], Json::Null);
    // Gone is gone: the webhook is switched off, its owner told, and what happens meanwhile waits.
    receiver.answers("410 Gone");
    root.create("companies", &json!({"name": "Two"}));
    receiver.wait(3);
    settled(root, &id, &["delivered", "failed"]);
    let off = root.get(&format!("/webhooks/{id}")).expect(200);
    assert_eq!((&off["state"], &off["reason"]), (&json!("disabled"), &json!("gone")));
    let told = root.get("/notifications").expect(200);
    assert_eq!(
        (&told["data"][0]["kind"], &told["data"][0]["text"]),
        (&json!("automation"), &json!("webhook_disabled"))
    );
    receiver.answers("200 OK");
    root.create("companies", &json!({"name": "Three"}));
    let held = settled(root, &id, &["delivered", "failed", "held"]);
    assert!(held.len() == 2 || held[0]["state"] == "held", "{held:?}");
    root.patch(&format!("/webhooks/{id}"), &json!({"state": "on"})).expect(200);
    let all = receiver.wait(4);
    assert!(all[3].body.contains("Three"), "{all:?}");
    // One by one, and a span.
    let log = settled(root, &id, &["delivered", "failed"]);
    let failed = log.iter().find(|one| one["state"] == "failed").unwrap()["id"].as_str().unwrap();
    root.send("PUT", &format!("/webhook-deliveries/{failed}/replay"), None).expect(200);
    assert_eq!(receiver.wait(5)[4].header("webhook-id"), failed);
    settled(root, &id, &["delivered"]);
    let span = json!({"from": "2020-01-01T00:00:00Z", "delivered": true});
    let count = root.post(&format!("/webhooks/{id}/replays"), &span).expect(200);
    assert_eq!(count["count"], 3);
    receiver.wait(8);
    settled(root, &id, &["delivered"]);
}

#[test]
fn a_receiver_that_hangs_holds_up_nobody_else() {
    let (world, slow, quick) = (World::start("webhook-hang"), Receiver::start(), Receiver::start());
    let root = &world.root;
    slow.hangs();
    let (hanging, _) = webhook(root, &slow, json!([{"object": "company"}]));
    let (id, _) = webhook(root, &quick, json!([{"object": "company"}]));
    for place in 0..20 {
        root.create("companies", &json!({"name": format!("c{place}")}));
    }
    quick.wait(20);
    settled(root, &id, &["delivered"]);
    // A few at a time reach the one that hangs: it has not had them all when the other has.
    assert!(slow.all().len() < 20, "{}", slow.all().len());
    let waiting = root.get(&format!("/webhooks/{hanging}/deliveries?state=sending")).expect(200);
    assert!(waiting["data"].as_array().unwrap().len() <= 4);
}

#[test]
fn nothing_is_sent_that_its_owner_may_not_see_or_take_out() {
    let (world, receiver) = (World::start("webhook-right"), Receiver::start());
    let root = &world.root;
    let rights = json!({
        "objects": {"company": {"read": "all", "create": true, "change": "own", "export": "own"}, "person": {"read": "all"}},
        "fields": {"company.phones": "hidden"},
    });
    let (seller, role) = world.user("seller", &rights);
    // What may be seen and not taken out cannot be listened for, nor a field that is hidden, in no place.
    for (listens, part) in [
        (json!([{"object": "person"}]), "listens.0.object"),
        (json!([{"object": "deal"}]), "listens.0.object"),
        (json!([{"object": "company", "fields": ["phones"]}]), "listens.0.fields"),
        (
            json!([{"object": "company", "condition": {"field": "phones", "op": "is_filled"}}]),
            "listens.0.condition",
        ),
        (json!([{"object": "company", "on": ["exploded"]}]), "listens.0.on"),
        (json!([]), "listens"),
    ] {
        let answer =
            seller.post("/webhooks", &json!({"name": "x", "url": receiver.url(), "listens": listens}));
        assert!(answer.status == 422 && answer.text.contains(part), "{}", answer.text);
    }
    let (id, _) = webhook(&seller, &receiver, json!([{"object": "*"}]));
    let (wide, _) = webhook(root, &receiver, json!([{"object": "deal"}]));
    assert_eq!(seller.get(&format!("/webhooks/{wide}")).status, 404);
    assert_eq!(seller.get(&format!("/webhooks/{wide}/deliveries")).status, 404);
    root.patch(&format!("/webhooks/{wide}"), &json!({"state": "paused"})).expect(200);
    // Somebody else's company, a person, and one's own with a hidden field.
    root.create("companies", &json!({"name": "Hidden Works"}));
    root.create("people", &json!({"name": "Ana Novak"}));
    let own = seller.create("companies", &json!({"name": "Own Works"}));
    let path = format!("/companies/{}", own["id"].as_str().unwrap());
    root.patch(&path, &json!({"phones": ["+386 41 234 567"]})).expect(200);
    root.patch(&path, &json!({"phones": ["+386 41 234 568"], "description": "seen"})).expect(200);
    let heard = receiver.wait(2);
    settled(&seller, &id, &["delivered"]);
    std::thread::sleep(Duration::from_millis(300));
    let all = receiver.all();
    assert_eq!(all.len(), 2, "{heard:?}");
    for one in &all {
        assert!(
            one.json()["data"]["id"] == own["id"]
                && !one.body.contains("phones")
                && !one.body.contains("+386")
        );
    }
    // Who loses a right hears no more of it, also of what was kept before: the rights of the moment of sending count.
    receiver.answers("500 Internal Server Error");
    root.patch(&path, &json!({"description": "later"})).expect(200);
    receiver.wait(3);
    root.patch(
        &format!("/roles/{}", role.as_str().unwrap()),
        &json!({"objects": {"company": {"read": "all"}}}),
    )
    .expect(200);
    receiver.answers("200 OK");
    settled(&seller, &id, &["delivered", "dropped"]);
    assert_eq!(receiver.all().len(), 3);
}

#[test]
fn kills_between_sending_and_keeping_lose_nothing() {
    let folder = folder("webhook-kill");
    add_workspace(&folder, &[], "alpha");
    let receiver = Receiver::start();
    let mut server = serve(&folder, true);
    let root = sign_in(&server.address, "alpha", "root@alpha.example");
    let (id, secret) = webhook(&root, &receiver, json!([{"object": "company", "on": ["created"]}]));
    let key = root.post(
        "/api_keys",
        &json!({"name": "load", "role": root.get("/roles").expect(200)["data"]
        .as_array().unwrap().iter().find(|role| role["administrator"] == true).unwrap()["id"]}),
    );
    let key = key.expect(201)["secret"].as_str().unwrap().to_string();
    for round in 0..6u64 {
        let asker = Asker::key(&server.address, &key);
        for place in 0..5 {
            asker.create("companies", &json!({"name": format!("c{round}-{place}")}));
        }
        // Some die before the follower has read, some while requests are on their way, some before their end is kept.
        std::thread::sleep(Duration::from_millis(round * 45));
        server.kill();
        server = serve(&folder, true);
    }
    let asker = Asker::key(&server.address, &key);
    let begun = Instant::now();
    let all = loop {
        let page = asker.get(&format!("/webhooks/{id}/deliveries?limit=200")).expect(200);
        let all = page["data"].as_array().unwrap().clone();
        if all.len() == 30 && all.iter().all(|one| one["state"] == "delivered") {
            break all;
        }
        // What was on its way when its server died is sent again once its lease has run out.
        assert!(begun.elapsed() < Duration::from_secs(100), "{} {all:?}", all.len());
        std::thread::sleep(Duration::from_millis(300));
    };
    let heard = receiver.all();
    let mut names: Vec<String> = Vec::new();
    for delivery in &all {
        let same: Vec<&Heard> =
            heard.iter().filter(|one| one.header("webhook-id") == delivery["id"]).collect();
        assert!(
            !same.is_empty() && same.iter().all(|one| one.body == same[0].body && one.is_signed_by(&secret))
        );
        names.push(same[0].json()["data"]["id"].as_str().unwrap().to_string());
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 30);
    drop(server);
    let _ = std::fs::remove_dir_all(&folder);
}
