//! Backups from the app, and sample data in and out.

use crate::support::{Asker, World, kith};
use serde_json::{Value as Json, json};
use std::time::{Duration, Instant};

/// The job, once it has ended well.
fn ended(asker: &Asker, job: &Json) -> Json {
    let path = format!("/jobs/{}", job["id"].as_str().unwrap());
    let begun = Instant::now();
    loop {
        let job = asker.get(&path).expect(200);
        match job["state"].as_str().unwrap() {
            "queued" | "running" if begun.elapsed() < Duration::from_secs(120) => {
                std::thread::sleep(Duration::from_millis(100))
            }
            "done" => return job["result"].clone(),
            _ => panic!("{job}"),
        }
    }
}

#[test]
fn a_backup_is_made_listed_taken_and_deleted() {
    let world = World::start("backups");
    let alpha = &world.alpha;
    alpha.create("companies", &json!({"name": "Celje Saws"}));
    assert_eq!(alpha.get("/backups").expect(200)["data"], json!([]));
    let result = ended(alpha, &alpha.send("POST", "/backups", None).expect(202));
    let listed = alpha.get("/backups").expect(200)["data"].clone();
    assert_eq!(
        (&listed[0]["name"], &listed[0]["size"], &listed[0]["verified"]),
        (&result["name"], &result["size"], &json!(true))
    );
    let path = format!("/backups/{}", result["name"].as_str().unwrap());
    let content = alpha.get(&format!("{path}/content"));
    assert_eq!(
        (content.status, content.header("content-length")),
        (200, Some(result["size"].to_string().as_str()))
    );
    assert!(content.text.starts_with("SQLite format 3"));

    // It is a backup that can be put in place elsewhere.
    let elsewhere = crate::support::folder("restored");
    let file = world.server.folder.join("backups").join(result["name"].as_str().unwrap());
    let (done, said) = kith(&elsewhere, &["restore", file.to_str().unwrap()], "");
    assert!(done, "{said}");
    let (done, said) = kith(&elsewhere, &["check"], "");
    assert!(done, "{said}");

    // Nobody else, and no other file.
    let everything = json!({"administrator": false, "objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "all", "export": "all"}}, "fields": {}});
    let (eva, _) = world.user("eva", &everything, None);
    for asker in [&eva, &world.beta] {
        assert_eq!(asker.get("/backups").status, 403);
        assert_eq!(asker.send("POST", "/backups", None).status, 403);
        assert_eq!(asker.get(&format!("{path}/content")).status, 403);
        assert_eq!(asker.delete(&path).status, 403);
    }
    for name in [
        "..%2Fkith.db",
        "kith.db",
        "..",
        "%2e%2e%2fkith.db",
        "kith-20260131-093005.db%2F..%2F..%2Fkith.db",
        "kith-20260131-093005.db",
    ] {
        assert_eq!(alpha.get(&format!("/backups/{name}/content")).status, 404, "{name}");
        assert_eq!(alpha.delete(&format!("/backups/{name}")).status, 404, "{name}");
    }
    alpha.delete(&path).expect(204);
    assert_eq!(alpha.get("/backups").expect(200)["data"], json!([]));
    let _ = std::fs::remove_dir_all(elsewhere);
}

#[test]
fn sample_data_comes_in_and_goes_out_but_for_what_people_did() {
    let world = World::start("sample");
    let alpha = &world.alpha;
    let own = alpha.create("companies", &json!({"name": "My own company"}));
    let counted = |plural: &str| {
        alpha.list(plural, &json!({"count": "exact", "limit": 1}))["count"]["value"].as_i64().unwrap()
    };
    let before: Vec<i64> =
        ["companies", "people", "deals", "leads", "products", "tasks", "pipelines", "stages"]
            .iter()
            .map(|plural| counted(plural))
            .collect();
    assert_eq!(alpha.get("/sample_data").expect(200), json!({"present": false, "job": null}));
    assert_eq!(alpha.post("/sample_data", &json!({"size": 100})).status, 422);
    let job = alpha.post("/sample_data", &json!({"size": 0.02})).expect(202);
    assert_eq!(alpha.post("/sample_data", &json!({})).status, 409, "once");
    let result = ended(alpha, &job);
    assert!(result["records"].as_i64().unwrap() > 100, "{result}");
    assert_eq!(alpha.get("/sample_data").expect(200), json!({"present": true, "job": null}));
    assert_eq!(world.beta.get("/sample_data").expect(200)["present"], false);
    assert!(counted("companies") > before[0] && counted("deals") > before[2]);
    let sets = alpha.get("/change_sets").expect(200);
    assert_eq!(
        sets["data"].as_array().unwrap().iter().filter(|set| set["id"] == result["change_set"]).count(),
        1,
        "one act"
    );

    // Somebody works with one of them, and links one of their own to another.
    let filter = json!({"field": "id", "op": "is_not", "value": own["id"]});
    let sample = alpha.list("companies", &json!({"filter": filter, "limit": 2}))["data"].clone();
    let changed = format!("/companies/{}", sample[0]["id"].as_str().unwrap());
    alpha.patch(&changed, &json!({"name": "Changed by hand"})).expect(200);
    let task = alpha.create("tasks", &json!({"subject": "Call them", "company": sample[1]["id"]}));

    let result = ended(alpha, &alpha.delete("/sample_data").expect(202));
    assert!(!result["kept"].as_array().unwrap().is_empty(), "{result}");
    assert_eq!(alpha.get("/sample_data").expect(200), json!({"present": false, "job": null}));
    assert_eq!(alpha.get(&changed).expect(200)["name"], "Changed by hand");
    let task = alpha.get(&format!("/tasks/{}", task["id"].as_str().unwrap())).expect(200);
    assert_eq!(task["company"]["id"], sample[1]["id"], "what is linked to stays");
    let after: Vec<i64> =
        ["companies", "people", "deals", "leads", "products", "tasks", "pipelines", "stages"]
            .iter()
            .map(|plural| counted(plural))
            .collect();
    assert_eq!(after[0], before[0] + 2, "own, changed and linked to: {}", result["kept"]);
    assert!(after[2] <= before[2] + 1 && after[3] == before[3], "{before:?} {after:?}");
    assert_eq!(alpha.delete("/sample_data").status, 404);
}
