//! Playbooks: what is shown where, what is ticked off, what keeps a deal in its stage, and whom it concerns.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};

fn stages(asker: &Asker) -> Vec<Json> {
    let pipeline = asker.create("pipelines", &json!({"name": "Sales"}))["id"].clone();
    let make = |(position, (name, kind)): (usize, (&str, &str))| {
        let stage = json!({"name": name, "pipeline": pipeline, "position": position, "kind": kind});
        asker.create("stages", &stage)["id"].clone()
    };
    [("First", "open"), ("Offer", "open"), ("Won", "won"), ("Lost", "lost")]
        .into_iter()
        .enumerate()
        .map(make)
        .collect()
}

fn guide(asker: &Asker, object: &str, record: &Json) -> Json {
    asker.get(&format!("/{object}/{}/playbook", record["id"].as_str().unwrap())).expect(200)
}

fn names(list: &Json) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

#[test]
fn a_deal_is_guided_by_the_playbooks_of_its_stage() {
    let world = World::start("playbook");
    let (asker, s) = (&world.alpha, stages(&world.alpha));
    let first =
        asker.create("playbooks", &json!({"name": "Get to know", "stage": s[0], "guidance": "Listen."}));
    assert_eq!(first["pipeline"]["title"], "Sales");
    asker.create("playbooks", &json!({"name": "Price talks", "stage": s[1]}));
    asker.create("playbooks", &json!({"name": "Old", "stage": s[0], "active": false}));
    asker.create("playbooks", &json!({"name": "New lead", "subject": "lead", "lead_state": "new"}));
    let step = |fields: Json| {
        let mut fields = fields;
        fields["playbook"] = first["id"].clone();
        asker.create("playbook_steps", &fields)
    };
    let ask = step(json!({"name": "Ask for the budget", "position": 1, "required": true}));
    step(json!({"name": "Amount known", "position": 2, "field": "amount", "required": true}));
    step(
        json!({"name": "First call", "position": 3, "kind": "call_script", "text": "Good morning!", "required": true}),
    );
    let rival = asker.create("companies", &json!({"name": "Rival Works"}));
    step(
        json!({"name": "Against Rival", "position": 4, "kind": "battle_card", "competitor": rival["id"], "text": "Faster."}),
    );
    let fields = json!({"playbook": first["id"], "name": "x", "field": "no_such"});
    asker.post("/playbook_steps", &fields).expect(422);

    let deal = asker.create("deals", &json!({"name": "Ten drills", "stage": s[0]}));
    let told = guide(asker, "deals", &deal);
    assert_eq!(names(&told["playbooks"]), ["Get to know"]);
    assert_eq!(names(&told["playbooks"][0]["steps"]), ["Ask for the budget", "Amount known", "First call"]);
    assert_eq!((&told["done"], &told["total"], &told["battle_cards"]), (&json!(0), &json!(2), &json!([])));

    // The stage is left when both are done: one by a tick, one by its field.
    let path = format!("/deals/{}", deal["id"].as_str().unwrap());
    let refused = asker.patch(&path, &json!({"stage": s[1]})).expect(422);
    assert_eq!(refused["problems"].as_array().unwrap().len(), 2);
    assert_eq!(
        refused["problems"][0]["message"],
        "“Ask for the budget” is to be done before the deal goes on."
    );
    let tick = json!({"step": ask["id"], "deal": deal["id"]});
    let ticked = asker.post("/playbook_ticks", &tick);
    let act = ticked.header("kith-change-set").unwrap().to_string();
    assert_eq!(ticked.expect(201)["name"], "Ask for the budget");
    asker.post("/playbook_ticks", &tick).expect(409);
    asker.patch(&path, &json!({"amount": "900", "competitor": rival["id"]})).expect(200);
    let told = guide(asker, "deals", &deal);
    assert_eq!((&told["done"], &told["battle_cards"][0]["text"]), (&json!(2), &json!("Faster.")));
    assert_eq!(told["playbooks"][0]["steps"][0]["tick"]["by"], "tests");

    // Undo takes the tick back, and with it the leave to go on; to be lost it needs nothing.
    asker.post(&format!("/change_sets/{act}/undo"), &json!({})).expect(200);
    asker.patch(&path, &json!({"stage": s[1]})).expect(422);
    asker.post("/playbook_ticks", &tick).expect(201);
    asker.patch(&path, &json!({"stage": s[1]})).expect(200);
    assert_eq!(names(&guide(asker, "deals", &deal)["playbooks"]), ["Price talks"]);
    let other = asker.create("deals", &json!({"name": "Two saws", "stage": s[0]}));
    asker
        .patch(&format!("/deals/{}", other["id"].as_str().unwrap()), &json!({"outcome": "lost"}))
        .expect(200);

    let lead = asker.create("leads", &json!({"name": "A question"}));
    assert_eq!(names(&guide(asker, "leads", &lead)["playbooks"]), ["New lead"]);
    asker.post("/playbook_ticks", &json!({"step": ask["id"], "lead": lead["id"]})).expect(422);
    asker.post("/playbook_ticks", &json!({"step": ask["id"]})).expect(422);
}

#[test]
fn only_who_may_change_a_deal_ticks_its_steps() {
    let world = World::start("playbook_rights");
    let (asker, s) = (&world.alpha, stages(&world.alpha));
    let book = asker.create("playbooks", &json!({"name": "Get to know", "stage": s[0]}));
    let step = asker.create("playbook_steps", &json!({"name": "Ask", "playbook": book["id"]}));
    let deal = asker.create("deals", &json!({"name": "Ten drills", "stage": s[0]}));
    let seller = json!({"administrator": false, "fields": {}, "objects": {
        "*": {"read": "all", "create": true, "change": "own", "remove": "own"},
    }});
    let (seller, _) = world.user("seller", &seller, None);
    let tick = |deal: &Json| seller.post("/playbook_ticks", &json!({"step": step["id"], "deal": deal["id"]}));
    tick(&deal).expect(403);
    let own = seller.create("deals", &json!({"name": "Own", "stage": s[0]}));
    tick(&own).expect(201);
    let blind = json!({"administrator": false, "fields": {}, "objects": {"*": {"read": "all"}, "deal": {"read": "none"}}});
    let (blind, _) = world.user("blind", &blind, None);
    blind.get(&format!("/deals/{}/playbook", deal["id"].as_str().unwrap())).expect(404);
}
