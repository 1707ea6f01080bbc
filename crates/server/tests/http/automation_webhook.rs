//! Steps that reach outside: a webhook step sends under one id however often it is tried, its answer is read by later steps, and a step that
//! tells somebody tells them once.

use crate::receiver::{Receiver, serve};
use crate::support::{Asker, Server, add_workspace, folder, sign_in};
use serde_json::{Value as Json, json};
use std::time::{Duration, Instant};

fn start(name: &str) -> (Server, Asker) {
    let folder = folder(name);
    add_workspace(&folder, &[], "alpha");
    let server = serve(&folder, false);
    let root = sign_in(&server.address, "alpha", "root@alpha.example");
    (server, root)
}

fn published(root: &Asker, definition: &Json) -> String {
    let made = root.post("/automations", &json!({"name": "Outside", "definition": definition})).expect(201);
    let id = made["id"].as_str().unwrap().to_string();
    root.send("PUT", &format!("/automations/{id}/publication"), None).expect(200);
    id
}

/// The only run, once it is in that state.
#[track_caller]
fn run(root: &Asker, id: &str, state: &str) -> Json {
    let begun = Instant::now();
    loop {
        let runs = root.get(&format!("/automations/{id}/runs")).expect(200);
        if runs["data"][0]["state"] == state && runs["data"].as_array().unwrap().len() == 1 {
            let run = runs["data"][0]["id"].as_str().unwrap().to_string();
            return root.get(&format!("/automation-runs/{run}")).expect(200);
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "{runs:#}");
        std::thread::sleep(Duration::from_millis(30));
    }
}

#[test]
fn a_webhook_step_sends_signed_and_later_steps_read_the_answer() {
    let ((_server, root), receiver) = (start("automation-webhook"), Receiver::start());
    receiver.answers("200 OK\r\ncontent-type: application/json");
    let id = published(
        &root,
        &json!({
            "object": "company", "trigger": {"on": "created"},
            "steps": [
                {"do": "webhook", "url": receiver.url(), "body": {"name": "{{record.name}}", "id": "{{record.id}}"}, "name": "shop"},
                {"do": "change", "set": {"description": "{{shop.status}} {{shop.body}}"}},
                {"do": "notify", "text": "{{record.name}} was passed on"},
            ],
        }),
    );
    let company = root.create("companies", &json!({"name": "Acme"}));
    let done = run(&root, &id, "done");
    let heard = receiver.wait(1);
    assert_eq!(heard[0].json(), json!({"name": "Acme", "id": company["id"]}));
    let secret = root.send("PUT", &format!("/automations/{id}/secret"), None).expect(200);
    assert!(heard[0].is_signed_by(secret["secret"].as_str().unwrap()));
    let now = root.get(&format!("/companies/{}", company["id"].as_str().unwrap())).expect(200);
    assert_eq!(now["description"], "200 heard");
    let words: Vec<&Json> = done["log"].as_array().unwrap().iter().map(|line| &line["word"]).collect();
    assert_eq!(words, ["webhook", "change", "notify"]);
    assert_eq!(done["log"][0]["detail"]["status"], 200);
    let told = root.get("/notifications").expect(200);
    assert_eq!(
        (&told["data"][0]["kind"], &told["data"][0]["params"]["text"]),
        (&json!("automation"), &json!("Acme was passed on"))
    );
    assert_eq!(told["data"].as_array().unwrap().len(), 1);
    // A trial sends nothing.
    let tried = root.post(&format!("/automations/{id}/trial"), &json!({"record": company["id"]})).expect(200);
    assert_eq!(tried["log"][0]["detail"]["sent"], false);
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(receiver.all().len(), 1);
    let list = root.get("/automations").expect(200);
    assert_eq!(list["data"][0]["recent"][0]["state"], "done");
}

#[test]
fn what_fails_is_told_and_sent_again_under_the_same_id() {
    let ((mut server, root), receiver) = (start("automation-again"), Receiver::start());
    receiver.answers("500 Internal Server Error");
    let id = published(
        &root,
        &json!({
            "object": "company", "trigger": {"on": "created"},
            "steps": [{"do": "webhook", "url": receiver.url()}, {"do": "task", "subject": "Passed on"}],
        }),
    );
    root.create("companies", &json!({"name": "Acme"}));
    receiver.wait(1);
    let failing = || {
        let begun = Instant::now();
        loop {
            let run = run(&root, &id, "sending");
            if run["log"].as_array().unwrap().len() == receiver.all().len() {
                return run;
            }
            assert!(begun.elapsed() < Duration::from_secs(10));
            std::thread::sleep(Duration::from_millis(30));
        }
    };
    let waits = failing();
    assert_eq!(waits["log"][0]["detail"]["error"], "Answered with 500.");
    assert!(waits["due_at"].is_string());
    // By hand, while it still fails: redirects are told as what they are.
    receiver.answers("302 Found\r\nlocation: http://127.0.0.1:1/");
    root.send("PUT", &format!("/automation-runs/{}/retry", waits["id"].as_str().unwrap()), None).expect(200);
    receiver.wait(2);
    let waits = failing();
    assert!(waits["log"][1]["detail"]["error"].as_str().unwrap().contains("redirects"), "{waits}");
    // The server dies while the other side has not answered yet; what was sent is sent once more as the same.
    receiver.hangs();
    root.send("PUT", &format!("/automation-runs/{}/retry", waits["id"].as_str().unwrap()), None).expect(200);
    receiver.wait(3);
    server.kill();
    let folder = server.folder.clone();
    receiver.answers("204 No Content");
    let server = serve(&folder, true);
    let root = sign_in(&server.address, "alpha", "root@alpha.example");
    let begun = Instant::now();
    while root.list("tasks", &json!({}))["data"].as_array().unwrap().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(200));
    }
    run(&root, &id, "done");
    let heard = receiver.all();
    assert!(heard.iter().all(|one| one.header("webhook-id") == heard[0].header("webhook-id") && one.body == heard[0].body));
    assert_eq!(root.list("tasks", &json!({}))["data"].as_array().unwrap().len(), 1);
}

#[test]
fn what_may_not_be_reached_or_taken_out_is_refused() {
    let (_server, root) = start("automation-inner");
    let body = json!({"name": "x", "definition": {
        "object": "company", "trigger": {"on": "created"},
        "steps": [
            {"do": "webhook", "url": "ftp://example.com/"},
            {"do": "webhook", "url": "https://2130706433/", "name": "record"},
            {"do": "change", "set": {"description": "{{nothing.status}}"}},
            {"do": "notify", "text": " "},
        ],
    }});
    let made = root.post("/automations", &body).expect(201);
    let problems: Vec<&str> =
        made["problems"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
    let wrong = ["steps.0.url", "steps.1.url", "steps.1.name", "steps.2.set.description", "steps.3.text"];
    assert!(wrong.iter().all(|place| problems.contains(place)), "{problems:?}");
    let id = published(
        &root,
        &json!({
            "object": "company", "trigger": {"on": "created"},
            "steps": [{"do": "webhook", "url": "https://127.0.0.1/"}],
        }),
    );
    root.create("companies", &json!({"name": "Acme"}));
    let begun = Instant::now();
    loop {
        let run = run(&root, &id, "sending");
        if run["log"][0]["detail"]["error"].as_str().is_some_and(|text| text.contains("not allowed")) {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "{run}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
