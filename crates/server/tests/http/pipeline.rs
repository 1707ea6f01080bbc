//! Deals on their way: what a stage needs to be left, how long they stood where, how they end, who has a part in them.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};

struct Pipeline {
    id: Json,
    stages: Vec<Json>,
}

/// First, offer, talks, won, lost; the offer is left with an amount and a close date.
fn pipeline(asker: &Asker, more: &Json) -> Pipeline {
    let mut fields = json!({"name": "Sales"});
    for (key, value) in more.as_object().unwrap() {
        fields[key] = value.clone();
    }
    let id = asker.create("pipelines", &fields)["id"].clone();
    let kinds = ["open", "open", "open", "won", "lost"];
    let stages = ["First", "Offer", "Talks", "Won", "Lost"].iter().zip(kinds).enumerate();
    let stages = stages.map(|(position, (name, kind))| {
        let needs = if position == 1 { json!(["amount", "close_date"]) } else { json!([]) };
        let stage =
            json!({"name": name, "pipeline": id, "position": position, "kind": kind, "exit_fields": needs});
        asker.create("stages", &stage)["id"].clone()
    });
    Pipeline { stages: stages.collect(), id }
}

fn path(deal: &Json) -> String {
    format!("/deals/{}", deal["id"].as_str().unwrap())
}

fn problems(refused: &Json) -> Vec<(String, String)> {
    let text = |value: &Json| value.as_str().unwrap().to_string();
    let all = refused["problems"].as_array().unwrap();
    all.iter().map(|problem| (text(&problem["field"]), text(&problem["code"]))).collect()
}

#[test]
fn a_stage_is_left_only_with_what_it_needs() {
    let world = World::start("exit");
    let (asker, p) = (&world.alpha, pipeline(&world.alpha, &json!({})));
    let deal = asker.create("deals", &json!({"name": "Ten drills", "stage": p.stages[1]}));
    let path = path(&deal);
    let needs = |names: &[&str]| -> Vec<(String, String)> {
        names.iter().map(|name| ((*name).to_string(), "required".to_string())).collect()
    };
    let refused = asker.patch(&path, &json!({"stage": p.stages[2]})).expect(422);
    assert_eq!(problems(&refused), needs(&["amount", "close_date"]));
    assert_eq!(refused["problems"][0]["message"], "Amount is needed before a deal leaves “Offer”.");
    // To lose it or to put it back nothing is needed; a won one and one that skips the stage need it all the same.
    asker.patch(&path, &json!({"stage": p.stages[0]})).expect(200);
    let skipped = asker.patch(&path, &json!({"stage": p.stages[2], "amount": "900"})).expect(422);
    assert_eq!(problems(&skipped), needs(&["close_date"]));
    asker.patch(&path, &json!({"outcome": "won", "amount": "900"})).expect(422);
    asker.patch(&path, &json!({"outcome": "lost"})).expect(200);
    asker.patch(&path, &json!({"stage": p.stages[1]})).expect(200);
    let whole = json!({"stage": p.stages[2], "amount": "900", "close_date": "2026-12-01"});
    assert_eq!(asker.patch(&path, &whole).expect(200)["stage"]["id"], p.stages[2]);
    // Many at once meet the same rule.
    let other = asker.create("deals", &json!({"name": "Two saws", "stage": p.stages[1]}));
    let bulk = json!({"operations": [{"change": {"id": other["id"], "fields": {"stage": p.stages[2]}}}]});
    asker.post("/deals/bulk", &bulk).expect(422);
    // What a deal does not have cannot be needed.
    let stage = format!("/stages/{}", p.stages[0].as_str().unwrap());
    let refused = asker.patch(&stage, &json!({"exit_fields": ["amount", "color"]})).expect(422);
    assert_eq!(problems(&refused), [("exit_fields".to_string(), "unknown_field".to_string())]);
    asker.patch(&stage, &json!({"exit_fields": ["created_at"]})).expect(422);
}

#[test]
fn how_long_a_deal_stood_in_each_stage_is_kept() {
    let world = World::start("visit");
    let (asker, p) = (&world.alpha, pipeline(&world.alpha, &json!({})));
    let deal = asker.create(
        "deals",
        &json!({"name": "Ten drills", "stage": p.stages[0], "amount": "5", "close_date": "2026-12-01"}),
    );
    asker.patch(&path(&deal), &json!({"name": "Eleven drills"})).expect(200);
    let moved = asker.patch(&path(&deal), &json!({"stage": p.stages[2]}));
    let act = moved.header("kith-change-set").unwrap().to_string();
    let visits = |count: usize| {
        let filter =
            json!({"filter": {"field": "deal", "op": "is", "value": deal["id"]}, "sort": "entered_at"});
        let found = asker.list("stage_visits", &filter)["data"].clone();
        assert_eq!(found.as_array().unwrap().len(), count);
        found
    };
    let two = visits(2);
    assert_eq!((&two[0]["name"], &two[1]["name"]), (&json!("First"), &json!("Talks")));
    assert_eq!((&two[0]["left_at"], &two[1]["left_at"]), (&two[1]["entered_at"], &Json::Null));
    assert!(two[0]["time_there"].is_i64() && two[1]["time_there"].is_null());
    // They are Kith's own, and go when the act that made them is taken back.
    let visit = format!("/stage_visits/{}", two[0]["id"].as_str().unwrap());
    asker.patch(&visit, &json!({"left_at": null})).expect(422);
    asker.post("/stage_visits", &json!({})).expect(422);
    asker.post(&format!("/change_sets/{act}/undo"), &json!({})).expect(200);
    let one = visits(1);
    assert_eq!((&one[0]["name"], &one[0]["left_at"]), (&json!("First"), &Json::Null));
}

#[test]
fn an_outcome_is_one_thing_and_is_taken_back() {
    let world = World::start("decide");
    let (asker, p) = (&world.alpha, pipeline(&world.alpha, &json!({"reason_required": true})));
    let rival = asker.create("companies", &json!({"name": "Rival Works"}));
    let deal = asker.create("deals", &json!({"name": "Ten drills", "stage": p.stages[2]}));
    let outcome = format!("{}/outcome", path(&deal));
    assert_eq!(asker.get(&outcome).expect(200)["outcome"], "open");
    let bare = asker.json("PUT", &outcome, &json!({"outcome": "lost"})).expect(422);
    assert_eq!(problems(&bare), [("lost_reason".to_string(), "required".to_string())]);
    asker.patch(&path(&deal), &json!({"stage": p.stages[4]})).expect(422);
    asker.json("PUT", &outcome, &json!({"outcome": "open"})).expect(422);
    let lost = json!({"outcome": "lost", "reason": "Price", "competitor": rival["id"]});
    let told = asker.json("PUT", &outcome, &lost).expect(200);
    assert_eq!((&told["reason"], &told["competitor"]["title"]), (&json!("Price"), &json!("Rival Works")));
    assert_eq!((&told["stage"]["title"], &told["decided_by"]["title"]), (&json!("Lost"), &json!("Root")));
    assert!(told["decided_at"].is_string());
    let again = asker.delete(&outcome).expect(200);
    assert_eq!((&again["outcome"], &again["stage"]["title"]), (&json!("open"), &json!("Talks")));
    assert_eq!(
        (&again["reason"], &again["decided_by"], &again["decided_at"]),
        (&Json::Null, &Json::Null, &Json::Null)
    );
    asker.delete(&outcome).expect(409);
    let won = asker
        .json("PUT", &outcome, &json!({"outcome": "won", "decided_at": "2026-03-04T10:00:00Z"}))
        .expect(200);
    assert_eq!((&won["stage"]["title"], &won["decided_at"]), (&json!("Won"), &json!("2026-03-04T10:00:00Z")));
    let reader = json!({"administrator": false, "objects": {"*": {"read": "all"}}, "fields": {}});
    let (reader, _) = world.user("reader", &reader, None);
    assert_eq!(reader.get(&outcome).expect(200)["outcome"], "won");
    reader.json("PUT", &outcome, &json!({"outcome": "lost", "reason": "x"})).expect(403);
    reader.delete(&outcome).expect(403);
}

#[test]
fn a_next_step_is_required_where_the_pipeline_says_so() {
    let world = World::start("next_step");
    let (asker, p) = (&world.alpha, pipeline(&world.alpha, &json!({"next_step": "require"})));
    let without = json!({"name": "Ten drills", "stage": p.stages[0]});
    let refused = asker.post("/deals", &without).expect(422);
    assert_eq!(problems(&refused), [("next_step".to_string(), "required".to_string())]);
    let with = json!({"name": "Ten drills", "stage": p.stages[0], "next_step": "Call on Monday"});
    let deal = asker.create("deals", &with);
    asker.patch(&path(&deal), &json!({"next_step": null})).expect(422);
    asker.create("tasks", &json!({"subject": "Call", "deal": deal["id"]}));
    asker.patch(&path(&deal), &json!({"next_step": null})).expect(200);
    // Nothing comes after the end.
    asker.patch(&path(&deal), &json!({"outcome": "lost"})).expect(200);
    let pipeline = format!("/pipelines/{}", p.id.as_str().unwrap());
    asker.patch(&pipeline, &json!({"next_step": "warn"})).expect(200);
    asker.create("deals", &without);
}

#[test]
fn a_stage_with_deals_goes_only_when_they_go_elsewhere() {
    let world = World::start("stage_removal");
    let (asker, p) = (&world.alpha, pipeline(&world.alpha, &json!({})));
    for name in ["One", "Two", "Three"] {
        asker.create("deals", &json!({"name": name, "stage": p.stages[1]}));
    }
    let stage = format!("/stages/{}", p.stages[1].as_str().unwrap());
    let refused = asker.delete(&stage).expect(409);
    assert!(refused["detail"].as_str().unwrap().starts_with("3 deals stand in this stage."), "{refused}");
    let pipeline = format!("/pipelines/{}", p.id.as_str().unwrap());
    asker.delete(&pipeline).expect(409);
    let removal = format!("{stage}/removal");
    asker.post(&removal, &json!({})).expect(409);
    asker.post(&removal, &json!({"move_to": p.stages[1]})).expect(422);
    let elsewhere = asker.create("pipelines", &json!({"name": "Other"}));
    let foreign = asker.create("stages", &json!({"name": "Foreign", "pipeline": elsewhere["id"]}));
    asker.post(&removal, &json!({"move_to": foreign["id"]})).expect(422);
    asker.patch(&stage, &json!({"pipeline": elsewhere["id"]})).expect(409);
    // What the stage needs to be left is not asked of deals whose stage goes away.
    let done = asker.post(&removal, &json!({"move_to": p.stages[2]}));
    let act = done.header("kith-change-set").unwrap().to_string();
    assert_eq!(done.expect(200)["moved"], 3);
    asker.get(&stage).expect(404);
    let there = |stage: &Json| {
        let filter = json!({"filter": {"field": "stage", "op": "is", "value": stage}, "count": "exact"});
        asker.list("deals", &filter)["count"]["value"].as_u64().unwrap()
    };
    assert_eq!(there(&p.stages[2]), 3);
    asker.post(&format!("/change_sets/{act}/undo"), &json!({})).expect(200);
    assert_eq!((there(&p.stages[1]), there(&p.stages[2])), (3, 0));
    asker.get(&stage).expect(200);
    let free = format!("/stages/{}", p.stages[0].as_str().unwrap());
    asker.delete(&free).expect(204);
}

#[test]
fn the_shares_of_a_deal_make_a_whole() {
    let world = World::start("shares");
    let asker = &world.alpha;
    let seller = json!({"administrator": false, "objects": {"*": {"read": "all", "create": true, "change": "own", "remove": "own"}}, "fields": {}});
    let (nina, nina_id) = world.user("nina", &seller, None);
    let (_, marko) = world.user("marko", &seller, None);
    let deal = asker.create("deals", &json!({"name": "Ten drills"}));
    let team = format!("{}/team", path(&deal));
    let place = |user: &str, share: Json| json!({"user": user, "share": share, "role": "Seller"});
    let short = json!({"data": [place(&nina_id, json!("60")), place(&marko, json!(30))]});
    let refused = asker.json("PUT", &team, &short).expect(422);
    assert_eq!(problems(&refused), [("data".to_string(), "not_whole".to_string())]);
    let twice = json!({"data": [place(&nina_id, json!(50)), place(&nina_id, json!(50))]});
    asker.json("PUT", &team, &twice).expect(422);
    asker
        .json("PUT", &team, &json!({"data": [place(&nina_id, json!("-5")), place(&marko, json!(105))]}))
        .expect(422);
    let whole = json!({"data": [place(&nina_id, json!("66.5")), place(&marko, json!("33.5"))]});
    let told = asker.json("PUT", &team, &whole).expect(200);
    assert_eq!(
        (&told["data"][0]["user"]["title"], &told["data"][0]["share"]),
        (&json!("nina"), &json!("66.5"))
    );
    // Somebody who may not change the deal does not share it out; one more share would be more than there is.
    nina.json("PUT", &team, &json!({"data": []})).expect(403);
    let more = json!({"deal": deal["id"], "user": marko, "share": "1"});
    let refused = asker.post("/deal_shares", &more).expect(422);
    assert_eq!(problems(&refused), [("share".to_string(), "not_whole".to_string())]);
    assert_eq!(asker.json("PUT", &team, &json!({"data": []})).expect(200)["data"], json!([]));
}
