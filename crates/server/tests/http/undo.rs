//! What was done can be taken back, by those who may, and done again.

use crate::support::{Answer, Asker, World};
use serde_json::{Value as Json, json};

fn set(answer: &Answer) -> String {
    answer.header("kith-change-set").expect("the name of a change set").to_string()
}

#[track_caller]
fn undo(asker: &Asker, change_set: &str) -> Json {
    asker.post(&format!("/change_sets/{change_set}/undo"), &json!({})).expect(200)
}

#[test]
fn every_write_names_its_change_set_and_can_be_taken_back_and_done_again() {
    let world = World::start("undo");
    let alpha = &world.alpha;
    let made = alpha.post("/companies", &json!({"name": "Celje Saws"}));
    let made_by = set(&made);
    let id = made.expect(201)["id"].as_str().unwrap().to_string();
    let path = format!("/companies/{id}");
    let changed = alpha.patch(&path, &json!({"name": "Celje Blades", "description": "sharp"}));
    let changed_by = set(&changed);
    assert!(alpha.patch(&path, &json!({"name": "Celje Blades"})).header("kith-change-set").is_none());

    let shown = alpha.get(&format!("/change_sets/{changed_by}")).expect(200);
    assert_eq!(
        (&shown["action"], &shown["count"], &shown["can_undo"]),
        (&json!("change"), &json!(1), &json!(true))
    );
    assert_eq!(shown["record"], json!({"object": "company", "id": id, "title": "Celje Blades"}));
    let fields = shown["changes"]["data"][0]["fields"].as_array().unwrap();
    assert!(
        fields.contains(&json!({"field": "name", "old": "Celje Saws", "new": "Celje Blades"})),
        "{fields:?}"
    );

    let trial = alpha.post(&format!("/change_sets/{changed_by}/undo"), &json!({"dry_run": true}));
    assert!(trial.header("kith-change-set").is_none());
    assert_eq!(trial.expect(200), json!({"undone": 1, "kept": [], "change_set": null, "job": null}));
    assert_eq!(alpha.get(&path).expect(200)["name"], "Celje Blades");

    let undone = undo(alpha, &changed_by);
    assert_eq!((&undone["undone"], &undone["kept"]), (&json!(1), &json!([])));
    let now = alpha.get(&path).expect(200);
    assert_eq!((&now["name"], &now["description"]), (&json!("Celje Saws"), &Json::Null));
    assert_eq!(alpha.post(&format!("/change_sets/{changed_by}/undo"), &json!({})).status, 409);
    undo(alpha, undone["change_set"].as_str().unwrap());
    assert_eq!(alpha.get(&path).expect(200)["name"], "Celje Blades");

    let removed = alpha.delete(&path);
    undo(alpha, &set(&removed));
    assert_eq!(alpha.get(&path).status, 200);
    undo(alpha, &made_by);
    assert_eq!(alpha.get(&path).status, 404, "it lies in the trash");
    let restored = alpha.send("PUT", &format!("{path}/restoration"), None);
    undo(alpha, &set(&restored));
    assert_eq!(alpha.get(&path).status, 404);

    let many = alpha.post(
        "/companies/bulk",
        &json!({"operations": [{"create": {"name": "A"}}, {"create": {"name": "B"}}]}),
    );
    let each = json!({"atomic": false, "operations": [{"create": {"name": "C"}}, {"create": {"name": ""}}]});
    let each = alpha.post("/companies/bulk", &each);
    assert_eq!(undo(alpha, &set(&many))["undone"], 2);
    assert_eq!(undo(alpha, &set(&each))["undone"], 1);
    assert_eq!(alpha.list("companies", &json!({}))["data"], json!([]));

    let list = alpha.get("/change_sets?user=me&limit=3").expect(200);
    let actions: Vec<&str> =
        list["data"].as_array().unwrap().iter().map(|act| act["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["undo", "undo", "create"]);
    assert_eq!(list["data"][0]["undoes"], set(&each));
    let of = alpha.get(&format!("/change_sets?object=company&record={id}")).expect(200);
    assert_eq!(of["data"].as_array().unwrap().len(), 9, "{of}");
}

#[test]
fn a_request_that_comes_twice_names_the_same_change_set() {
    let world = World::start("twice");
    let again = world.alpha.with("idempotency-key", "one");
    let (first, second) = (
        again.post("/companies", &json!({"name": "Once"})),
        again.post("/companies", &json!({"name": "Once"})),
    );
    assert_eq!(second.header("idempotent-replayed"), Some("true"));
    assert_eq!(set(&first), set(&second));
    let path = format!("/change_sets/{}/undo", set(&first));
    let again = world.alpha.with("idempotency-key", "two");
    assert_eq!(again.post(&path, &json!({})).expect(200), again.post(&path, &json!({})).expect(200));
}

#[test]
fn what_a_colleague_changed_since_stays_and_is_told() {
    let world = World::start("colleague");
    let all = json!({"objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "all"}}});
    let (eva, _) = world.user("eva", &all, None);
    let id = world.alpha.create("people", &json!({"name": "Ana Novak", "job_title": "Clerk"}))["id"].clone();
    let path = format!("/people/{}", id.as_str().unwrap());
    let changed = world.alpha.patch(&path, &json!({"job_title": "Director", "description": "met in Kranj"}));
    eva.patch(&path, &json!({"job_title": "Owner"})).expect(200);
    let undone = undo(&world.alpha, &set(&changed));
    let kept = json!([{"object": "person", "id": id, "title": "Ana Novak", "field": "job_title", "reason": "It was changed since by eva."}]);
    assert_eq!((&undone["undone"], &undone["kept"]), (&json!(1), &kept));
    let now = eva.get(&path).expect(200);
    assert_eq!((&now["job_title"], &now["description"]), (&json!("Owner"), &Json::Null));
}

#[test]
fn an_act_is_known_to_its_workspace_and_taken_back_within_ones_rights() {
    let world = World::start("acts");
    let own = json!({"objects": {"deal": {"read": "all", "create": true, "change": "own", "remove": "own"}}});
    let (eva, _) = world.user("eva", &own, None);
    let (blind, _) = world.user("blind", &json!({"objects": {}}), None);
    let made = world.alpha.post("/deals", &json!({"name": "Secret deal"}));
    let path = format!("/change_sets/{}", set(&made));
    let try_undo = |asker: &Asker| asker.post(&format!("{path}/undo"), &json!({}));
    for asker in [&world.beta, &blind] {
        assert_eq!(asker.get(&path).status, 404);
        assert_eq!(try_undo(asker).status, 404);
        assert!(!asker.get("/change_sets").text.contains("deal"));
    }
    let undone = try_undo(&eva).expect(200);
    assert_eq!(undone["undone"], 0);
    assert_eq!(undone["kept"][0]["reason"], "Your role does not let you remove this record.");
    let hers = eva.post("/deals", &json!({"name": "Own deal"}));
    assert_eq!(undo(&eva, &set(&hers))["undone"], 1);
    assert_eq!(world.alpha.get("/deals").expect(200)["data"].as_array().unwrap().len(), 1);
}

/// Waits until an address tells a state.
fn wait_for(asker: &Asker, path: &str, state: &str) -> Json {
    let begun = std::time::Instant::now();
    loop {
        let told = asker.get(path).expect(200);
        if told["state"] == state {
            return told;
        }
        assert!(begun.elapsed() < std::time::Duration::from_secs(30), "it stays at {}", told["state"]);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

#[test]
fn an_import_is_a_change_set_that_is_taken_back_in_its_own_way() {
    let world = World::start("importset");
    let alpha = &world.alpha;
    let csv = b"Name\nCelje Saws\nKranj Tools\n".to_vec();
    let import = alpha.send("POST", "/imports?name=companies.csv", Some(("text/csv", csv))).expect(201);
    let id = import["id"].as_str().unwrap().to_string();
    let path = format!("/imports/{id}");
    let mapping =
        json!({"objects": [{"object": "company", "fields": [{"field": "name", "column": "Name"}]}]});
    alpha.json("PUT", &format!("{path}/mapping"), &mapping).expect(200);
    alpha.json("POST", &format!("{path}/run"), &json!({})).expect(202);
    wait_for(alpha, &path, "done");
    let set = alpha.get(&format!("/change_sets/{id}")).expect(200);
    assert_eq!((&set["action"], &set["count"]), (&json!("import"), &json!(2)));
    assert_eq!((&set["label"], &set["can_undo"]), (&json!("companies.csv"), &json!(true)));
    assert_eq!(set["changes"]["data"].as_array().unwrap().len(), 2);
    let undo = format!("/change_sets/{id}/undo");
    assert_eq!(alpha.post(&undo, &json!({"dry_run": true})).status, 422);
    let job = alpha.post(&undo, &json!({})).expect(202)["job"].as_str().unwrap().to_string();
    wait_for(alpha, &format!("/jobs/{job}"), "done");
    assert_eq!(alpha.list("companies", &json!({}))["data"], json!([]));
    let set = alpha.get(&format!("/change_sets/{id}")).expect(200);
    assert_eq!((&set["can_undo"], &set["undone_by"]["change_set"]), (&json!(false), &Json::Null));
    assert_eq!(alpha.post(&undo, &json!({})).status, 409);
}
