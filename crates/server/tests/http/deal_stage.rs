//! A deal and its stage agree, whichever of the two somebody changes.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};

struct Pipeline {
    id: Json,
    offer: Json,
    talks: Json,
    won: Json,
    lost: Json,
}

fn pipeline(asker: &Asker) -> Pipeline {
    let id = asker.create("pipelines", &json!({"name": "Sales"}))["id"].clone();
    let stage = |name: &str, position: i64, probability: &str, kind: &str| {
        let stage = json!({"name": name, "pipeline": id, "position": position, "probability": probability, "kind": kind});
        asker.create("stages", &stage)["id"].clone()
    };
    Pipeline {
        offer: stage("Offer", 1, "40", "open"),
        talks: stage("Talks", 2, "70", "open"),
        won: stage("Won", 3, "100", "won"),
        lost: stage("Lost", 4, "0", "lost"),
        id,
    }
}

/// Stage, pipeline, probability, outcome, and whether it has a day.
fn told(deal: &Json) -> (Json, Json, Json, Json, bool) {
    let deal = deal.clone();
    (
        deal["stage"]["id"].clone(),
        deal["pipeline"]["id"].clone(),
        deal["probability"].clone(),
        deal["outcome"].clone(),
        !deal["closed_at"].is_null(),
    )
}

#[test]
fn a_stage_brings_its_pipeline_its_probability_and_the_outcome() {
    let world = World::start("stage");
    let (asker, p) = (&world.alpha, pipeline(&world.alpha));
    let deal = asker.create("deals", &json!({"name": "Ten drills", "stage": p.offer}));
    let path = format!("/deals/{}", deal["id"].as_str().unwrap());
    assert_eq!(told(&deal), (p.offer.clone(), p.id.clone(), json!("40"), json!("open"), false));
    assert!(deal["stage_since"].is_string());

    let talks = asker.patch(&path, &json!({"stage": p.talks, "probability": "85"})).expect(200);
    assert_eq!(told(&talks), (p.talks.clone(), p.id.clone(), json!("85"), json!("open"), false));
    assert_ne!(talks["stage_since"], deal["stage_since"]);

    let won = asker.patch(&path, &json!({"stage": p.won})).expect(200);
    assert_eq!(told(&won), (p.won.clone(), p.id.clone(), json!("100"), json!("won"), true));

    let again = asker.patch(&path, &json!({"stage": p.talks})).expect(200);
    assert_eq!(told(&again), (p.talks.clone(), p.id.clone(), json!("70"), json!("open"), false));

    let since = asker.patch(&path, &json!({"name": "Eleven drills"})).expect(200)["stage_since"].clone();
    assert_eq!(since, again["stage_since"]);
    asker.patch(&path, &json!({"stage_since": "2020-01-01T00:00:00Z"})).expect(422);
}

#[test]
fn an_outcome_brings_the_stage_of_its_kind() {
    let world = World::start("outcome");
    let (asker, p) = (&world.alpha, pipeline(&world.alpha));
    let deal = asker.create("deals", &json!({"name": "Ten drills", "stage": p.offer}));
    let path = format!("/deals/{}", deal["id"].as_str().unwrap());
    let lost = asker.patch(&path, &json!({"outcome": "lost", "lost_reason": "Price"})).expect(200);
    assert_eq!(told(&lost), (p.lost.clone(), p.id.clone(), json!("0"), json!("lost"), true));
    let open = asker.patch(&path, &json!({"stage": p.offer})).expect(200);
    assert_eq!((told(&open).3, open["lost_reason"].clone()), (json!("open"), Json::Null));
    let day = "2026-03-04T10:00:00Z";
    let won = asker.patch(&path, &json!({"outcome": "won", "closed_at": day})).expect(200);
    assert_eq!((won["stage"]["id"].clone(), won["closed_at"].clone()), (p.won.clone(), json!(day)));

    // Without a pipeline there is no stage to go to, and what a new deal says of itself is left as it is said.
    let free = asker.create("deals", &json!({"name": "Two saws", "outcome": "won"}));
    assert_eq!((free["stage"].clone(), free["outcome"].clone()), (Json::Null, json!("won")));
    let old =
        json!({"name": "Old", "stage": p.talks, "outcome": "lost", "probability": "5", "closed_at": day});
    let old = asker.create("deals", &old);
    assert_eq!(told(&old), (p.talks.clone(), p.id.clone(), json!("5"), json!("lost"), true));
}

#[test]
fn a_stage_that_the_writer_may_not_read_rules_all_the_same() {
    let world = World::start("stage_hidden");
    let p = pipeline(&world.alpha);
    let rights = json!({"administrator": false, "objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "all", "export": "all"}}, "fields": {"deal.outcome": "hidden"}});
    let (nina, _) = world.user("nina", &rights, None);
    let deal = nina.create("deals", &json!({"name": "Ten drills", "stage": p.offer}));
    let path = format!("/deals/{}", deal["id"].as_str().unwrap());
    let won = nina.patch(&path, &json!({"stage": p.won})).expect(200);
    assert!(won.get("outcome").is_none());
    assert_eq!(world.alpha.get(&path).expect(200)["outcome"], "won");
}
