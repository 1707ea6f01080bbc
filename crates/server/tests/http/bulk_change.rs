//! One change to many records: tried, done in the background, within everybody's rights, and taken back.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::time::{Duration, Instant};

/// Waits for the end of a job and answers its result.
#[track_caller]
fn ended(asker: &Asker, job: &Json) -> Json {
    let path = format!("/jobs/{}", job.as_str().unwrap());
    let begun = Instant::now();
    loop {
        let job = asker.get(&path).expect(200);
        match job["state"].as_str().unwrap() {
            "done" => return job["result"].clone(),
            "queued" | "running" => {}
            other => panic!("{other}: {job}"),
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "the job stays at {}", job["progress"]);
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[track_caller]
fn count(asker: &Asker, filter: &Json) -> u64 {
    let list = asker.list("people", &json!({"filter": filter, "limit": 1, "count": "exact"}));
    list["count"]["value"].as_u64().unwrap()
}

#[test]
fn three_thousand_records_are_changed_by_filter_and_changed_back() {
    let world = World::start("many");
    let alpha = &world.alpha;
    for part in 0..3 {
        let operations: Vec<Json> = (0..1000)
            .map(|number| {
                json!({"create": {"name": format!("Ana {part} {number}"), "job_title": "Clerk", "tags": ["old", "kept"]}})
            })
            .collect();
        assert_eq!(alpha.post("/people/bulk", &json!({"operations": operations})).status, 200);
    }
    let other = alpha.create("people", &json!({"name": "Bor", "job_title": "Owner", "tags": ["old"]}));
    let clerks = json!({"field": "job_title", "op": "is", "value": "Clerk"});
    let change = json!({"filter": clerks, "change": {"job_title": "Officer"}, "add": {"tags": ["new"]}, "take": {"tags": ["old"]}});

    let mut trial = change.clone();
    trial["dry_run"] = json!(true);
    let told = alpha.post("/people/bulk_changes", &trial).expect(200);
    assert_eq!(
        (&told["count"], &told["reachable"], &told["refused"]),
        (&json!(3000), &json!(3000), &json!(0))
    );
    assert_eq!((told["sample"].as_array().unwrap().len(), &told["problems"]), (10, &json!([])));
    let first = &told["sample"][0];
    assert_eq!(first["before"], json!({"job_title": "Clerk", "tags": ["old", "kept"]}));
    assert_eq!(first["after"], json!({"job_title": "Officer", "tags": ["kept", "new"]}));
    assert_eq!(count(alpha, &clerks), 3000, "a trial leaves nothing");

    let job = alpha.post("/people/bulk_changes", &change).expect(202)["id"].clone();
    let result = ended(alpha, &job);
    assert_eq!(
        (&result["changed"], &result["refused"], &result["change_set"]),
        (&json!(3000), &json!(0), &job)
    );
    let officers = json!({"and": [{"field": "job_title", "op": "is", "value": "Officer"}, {"field": "tags", "op": "has_any", "value": ["new"]}]});
    assert_eq!((count(alpha, &clerks), count(alpha, &officers)), (0, 3000));
    let list = alpha.get("/change_sets?user=me&limit=1").expect(200);
    let act = &list["data"][0];
    assert_eq!((&act["id"], &act["action"], &act["count"]), (&job, &json!("bulk"), &json!(3000)));
    assert_eq!(act["label"], "Changing people");

    // Somebody goes on working on one of them.
    let one = alpha.list("people", &json!({"filter": officers, "limit": 1}))["data"][0]["id"].clone();
    let path = format!("/people/{}", one.as_str().unwrap());
    alpha.patch(&path, &json!({"job_title": "Director"})).expect(200);
    let undo = alpha.post(&format!("/change_sets/{}/undo", job.as_str().unwrap()), &json!({})).expect(202);
    let result = ended(alpha, &undo["job"]);
    assert_eq!((&result["undone"], &result["kept_count"]), (&json!(3000), &json!(1)));
    assert_eq!((&result["kept"][0]["id"], &result["kept"][0]["field"]), (&one, &json!("job_title")));
    assert_eq!((count(alpha, &clerks), count(alpha, &officers)), (2999, 0));
    assert_eq!(alpha.get(&path).expect(200)["tags"], json!(["old", "kept"]));
    let other = alpha.get(&format!("/people/{}", other["id"].as_str().unwrap())).expect(200);
    assert_eq!(other["version"], 1);
    let redo =
        alpha.post(&format!("/change_sets/{}/undo", undo["job"].as_str().unwrap()), &json!({})).expect(202);
    ended(alpha, &redo["job"]);
    assert_eq!(count(alpha, &officers), 2999);
}

#[test]
fn a_role_changes_no_more_than_its_own_however_many_it_asks_for() {
    let world = World::start("own");
    let role = json!({"objects": {"person": {"read": "all", "create": true, "change": "own", "remove": "none"}}, "fields": {"person.gender": "read"}});
    let (eva, _) = world.user("eva", &role, None);
    for number in 0..4 {
        world.alpha.create("people", &json!({"name": format!("Of Root {number}")}));
        eva.create("people", &json!({"name": format!("Of Eva {number}")}));
    }
    let change = json!({"filter": null, "q": null, "change": {"job_title": "Clerk"}});
    let mut trial = change.clone();
    trial["dry_run"] = json!(true);
    let told = eva.post("/people/bulk_changes", &trial).expect(200);
    assert_eq!((&told["count"], &told["reachable"], &told["refused"]), (&json!(8), &json!(4), &json!(4)));
    assert_eq!(told["sample"].as_array().unwrap().len(), 4);
    let job = eva.post("/people/bulk_changes", &change).expect(202)["id"].clone();
    let result = ended(&eva, &job);
    assert_eq!((&result["changed"], &result["refused"]), (&json!(4), &json!(4)));
    assert_eq!(result["reasons"][0]["reason"], "Your role does not let you change this record.");
    assert!(result["reasons"][0]["title"].as_str().unwrap().starts_with("Of Root"));
    assert_eq!(count(&world.alpha, &json!({"field": "job_title", "op": "is", "value": "Clerk"})), 4);
    // One's own job and its change set are nobody else's of another workspace.
    let path = format!("/change_sets/{}/undo", job.as_str().unwrap());
    assert_eq!(world.beta.post(&path, &json!({})).status, 404);
    assert_eq!(eva.post(&path, &json!({})).expect(200)["undone"], 4);

    assert_eq!(eva.post("/people/bulk_changes", &json!({"filter": null, "remove": true})).status, 403);
    assert_eq!(world.beta.post("/people/bulk_changes", &change).status, 202, "its own people: none");
    for (wrong, field, code) in [
        (json!({"change": {"job_title": "x"}}), "ids", "required"),
        (json!({"filter": null}), "change", "required"),
        (json!({"filter": null, "remove": true, "restore": true}), "change", "required"),
        (json!({"ids": [], "filter": {"and": []}, "remove": true}), "ids", "ambiguous"),
        (json!({"filter": null, "change": {"jobtitle": "x"}}), "jobtitle", "unknown_field"),
        (json!({"filter": null, "change": {"gender": "female"}}), "gender", "read_only"),
        (json!({"filter": null, "change": {"name": null}}), "name", "required"),
        (json!({"filter": null, "add": {"job_title": ["x"]}}), "job_title", "not_supported"),
        (json!({"filter": null, "take": {"tags": []}}), "tags", "required"),
        (
            json!({"filter": {"field": "nothing", "op": "is"}, "change": {"job_title": "x"}}),
            "filter.field",
            "unknown_field",
        ),
    ] {
        let asker = if field == "change" || field == "ids" { &world.alpha } else { &eva };
        let refused = asker.post("/people/bulk_changes", &wrong).expect(422);
        let problem = &refused["problems"][0];
        assert_eq!(
            (&problem["field"], &problem["code"]),
            (&json!(field), &json!(code)),
            "{wrong}: {refused}"
        );
    }
}

#[test]
fn many_are_removed_restored_and_deleted_for_good() {
    let world = World::start("trash");
    let alpha = &world.alpha;
    let ids: Vec<Json> = (0..5)
        .map(|number| alpha.create("people", &json!({"name": format!("Ana {number}")}))["id"].clone())
        .collect();
    let job =
        alpha.post("/people/bulk_changes", &json!({"ids": ids, "remove": true})).expect(202)["id"].clone();
    assert_eq!(ended(alpha, &job)["changed"], 5);
    let trash = || alpha.get("/trash?object=person").expect(200)["data"].as_array().unwrap().len();
    assert_eq!(trash(), 5);
    let job =
        alpha.post("/people/bulk_changes", &json!({"ids": ids[..2], "restore": true})).expect(202)["id"]
            .clone();
    assert_eq!(ended(alpha, &job)["changed"], 2);
    assert_eq!(trash(), 3);

    let one = format!("/trash/person/{}", ids[4].as_str().unwrap());
    let living = format!("/trash/person/{}", ids[0].as_str().unwrap());
    let role = json!({"objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "all"}}});
    let (eva, _) = world.user("eva", &role, None);
    assert_eq!((eva.delete(&one).status, eva.delete("/trash").status), (403, 403));
    assert_eq!((world.beta.delete(&one).status, alpha.delete(&living).status), (404, 404));
    assert_eq!(alpha.delete(&one).status, 204);
    assert_eq!((alpha.delete(&one).status, trash()), (404, 2));
    let job = alpha.delete("/trash?object=person").expect(202)["id"].clone();
    assert_eq!(ended(alpha, &job), json!({"purged": 2}));
    assert_eq!(trash(), 0);
    assert_eq!(alpha.list("people", &json!({}))["data"].as_array().unwrap().len(), 2);
    let act = alpha.get(&format!("/change_sets/{}", job.as_str().unwrap())).expect(200);
    assert_eq!(
        (&act["action"], &act["can_undo"], &act["count"]),
        (&json!("other"), &json!(false), &json!(2))
    );
}
