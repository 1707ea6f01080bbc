//! What sellers hear of while they sell: discounts to decide and decided, what a customer said, a target that is reached, an automation that
//! failed. Each once, and to those whom it concerns.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::time::{Duration, Instant};

fn told(asker: &Asker, text: &str) -> Vec<Json> {
    let all = asker.get("/notifications").expect(200)["data"].as_array().unwrap().clone();
    all.into_iter().filter(|one| one["text"] == text).collect()
}

fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(30), "never: {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn seller() -> Json {
    json!({"administrator": false, "objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "all"}}, "fields": {}})
}

fn quote(asker: &Asker, discount: &str) -> Json {
    let deal = asker.create("deals", &json!({"name": "Saws"}));
    let line = json!({"deal": deal["id"], "description": "Saw", "unit_price": {"amount": "1000", "currency": "EUR"}, "discount": discount});
    asker.create("deal_lines", &line);
    asker.post(&format!("/deals/{}/quotes", deal["id"].as_str().unwrap()), &json!({})).expect(201)
}

#[test]
fn sellers_hear_of_what_is_decided_about_their_quotes_and_of_targets_they_reach() {
    let world = World::start("told");
    let admin = &world.alpha;
    let (nina, nina_id) = world.user("nina", &seller(), None);
    let (marko, _) = world.user("marko", &seller(), None);
    let roles = admin.get("/roles").expect(200)["data"].as_array().unwrap().clone();
    let limits: Vec<Json> = roles
        .iter()
        .filter(|role| role["name"].as_str().unwrap().starts_with("role of"))
        .map(|role| json!({"role": role["id"], "percent": "10"}))
        .collect();
    admin.json("PUT", "/discount_limits", &json!({"data": limits})).expect(200);
    let today = today(admin);
    let target = json!({"scope": "user", "user": nina_id, "period": "year", "starts_on": today, "amount": {"amount": "700", "currency": "EUR"}});
    admin.create("targets", &target);

    // Who may decide is asked, and heard of no more once somebody did; who asked hears the answer.
    let quote = quote(&nina, "25");
    let path = format!("/quotes/{}", quote["id"].as_str().unwrap());
    let asked = nina.post(&format!("{path}/approvals"), &json!({"reason": "They buy for years"})).expect(201);
    let question = told(admin, "discount_asked");
    assert_eq!(
        (question.len(), &question[0]["kind"], &question[0]["record"]),
        (1, &json!("approval"), &asked["id"])
    );
    assert_eq!((told(&marko, "discount_asked").len(), told(&nina, "discount_asked").len()), (0, 0));
    let decision = format!("/discount_approvals/{}/decision", asked["id"].as_str().unwrap());
    admin.json("PUT", &decision, &json!({"approved": true})).expect(200);
    assert_eq!((told(admin, "discount_asked").len(), told(&nina, "discount_approved").len()), (0, 1));

    // The customer accepts, and comes back once more.
    let sent = nina.json("PUT", &format!("{path}/sending"), &json!({})).expect(200);
    let public = sent["path"].as_str().unwrap().replace("/q/", "/public/quotes/");
    let stranger = Asker::stranger(&world.server.address);
    let accepted = json!({"accepted": true, "name": "Vida Kos"});
    stranger.json("PUT", &format!("{public}/decision"), &accepted).expect(200);
    stranger.json("PUT", &format!("{public}/decision"), &accepted).expect(409);
    let heard = told(&nina, "quote_accepted");
    assert_eq!((heard.len(), &heard[0]["kind"], &heard[0]["record"]), (1, &json!("quote"), &quote["id"]));
    assert_eq!(told(admin, "quote_accepted").len(), 0);
    // The purchase that came of it is no news beside it.
    assert_eq!(told(&nina, "assigned"), Vec::<Json>::new());

    // 750 € of 700 €: reached, and told once however much more is sold.
    until("the target is told", || told(&nina, "target").len() == 1);
    let more = json!({"name": "More", "outcome": "won", "amount": {"amount": "500", "currency": "EUR"}});
    nina.create("deals", &more);
    let second = json!({"scope": "user", "user": nina_id, "period": "year", "starts_on": today, "measure": "count", "quantity": 2});
    admin.create("targets", &second);
    nina.create("deals", &more);
    until("the other target is told", || told(&nina, "target").len() == 2);
    assert_eq!(told(&marko, "target").len() + told(admin, "target").len(), 0);
}

/// The day it is by the server's clock, as what it writes tells.
fn today(asker: &Asker) -> String {
    let made = asker.create("companies", &json!({"name": "Today"}));
    made["created_at"].as_str().unwrap()[..10].to_string()
}

#[test]
fn the_owner_of_an_automation_that_fails_hears_of_it_once_a_day() {
    let world = World::start("told_automation");
    let (nina, _) = world.user("nina", &seller(), None);
    let definition = json!({
        "object": "deal", "trigger": {"on": "created"},
        "steps": [{"do": "change", "set": {"stage": "01890000-0000-7000-8000-000000000000"}}],
    });
    let made = nina.post("/automations", &json!({"name": "Broken", "definition": definition})).expect(201);
    let path = format!("/automations/{}", made["id"].as_str().unwrap());
    nina.send("PUT", &format!("{path}/publication"), None).expect(200);
    nina.create("deals", &json!({"name": "One"}));
    until("the first failure is told", || told(&nina, "automation_failed").len() == 1);
    nina.create("deals", &json!({"name": "Two"}));
    until("the second raises the count", || told(&nina, "automation_failed")[0]["count"] == 2);
    assert_eq!(told(&nina, "automation_failed").len(), 1);
    assert_eq!(told(&nina, "automation_failed")[0]["params"]["automation"], "Broken");
    assert_eq!(told(&world.alpha, "automation_failed").len(), 0);
}
