//! Activities over HTTP: queues of tasks, tasks that come again.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};
use std::collections::HashSet;

fn id(json: &Json) -> &str {
    json["id"].as_str().unwrap()
}

fn own() -> Json {
    json!({"administrator": false, "objects": {
        "task": {"read": "own", "create": true, "change": "own"}, "task_queue": {"read": "all"},
    }, "fields": {}})
}

#[test]
fn two_who_take_at_once_never_get_the_same() {
    let world = World::start("queue");
    let alpha = &world.alpha;
    let queue = alpha.create("task_queues", &json!({"name": "Returns"}));
    let people: Vec<(Asker, String)> =
        ["eva", "maja", "bor"].iter().map(|name| world.user(name, &own(), None)).collect();
    for (_, user) in &people {
        alpha.create("task_queue_seats", &json!({"queue": queue["id"], "user": user}));
    }
    for number in 0..12 {
        let task = json!({"subject": format!("Return {number}"), "queue": queue["id"]});
        assert_eq!(alpha.create("tasks", &task)["owner"], Json::Null, "nobody's until somebody takes it");
    }
    let urgent = json!({"subject": "Urgent", "queue": queue["id"], "priority": "high"});
    let urgent = alpha.create("tasks", &urgent);
    let standing = people[0].0.get("/task_queues/standing").expect(200);
    assert_eq!(standing["data"], json!([{"id": queue["id"], "name": "Returns", "waiting": 13}]));
    assert_eq!(alpha.get("/task_queues/standing").expect(200)["data"], json!([]));

    let path = format!("/task_queues/{}/next", id(&queue));
    assert_eq!(alpha.post(&path, &json!({})).status, 403, "without a seat");
    let first = people[0].0.post(&path, &json!({})).expect(200);
    assert_eq!(
        (&first["task"]["id"], &first["waiting"]),
        (&urgent["id"], &json!(12)),
        "the urgent one first"
    );
    let taken: Vec<String> = std::thread::scope(|scope| {
        let all: Vec<_> = people
            .iter()
            .map(|(asker, user)| {
                let path = &path;
                scope.spawn(move || {
                    let mut taken = Vec::new();
                    loop {
                        let answer = asker.post(path, &json!({})).expect(200);
                        if answer["task"].is_null() {
                            return taken;
                        }
                        assert_eq!(answer["task"]["owner"]["id"].as_str(), Some(user.as_str()));
                        taken.push(id(&answer["task"]).to_string());
                    }
                })
            })
            .collect();
        all.into_iter().flat_map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(taken.len(), 12);
    assert_eq!(taken.iter().collect::<HashSet<_>>().len(), 12, "each once");

    // A task of one's own that is put into a queue is given away; with a name it stays with whom it names.
    let eva = &people[0];
    let mine = eva.0.create("tasks", &json!({"subject": "Mine"}));
    let moved = alpha.patch(&format!("/tasks/{}", id(&mine)), &json!({"queue": queue["id"]})).expect(200);
    assert_eq!(moved["owner"], Json::Null);
    let named = json!({"subject": "For Eva", "queue": queue["id"], "owner": eva.1});
    assert_eq!(alpha.create("tasks", &named)["owner"]["id"].as_str(), Some(eva.1.as_str()));
    assert_eq!(world.beta.post(&path, &json!({})).status, 404);
}

#[test]
fn a_finished_task_that_repeats_makes_the_next_and_undo_takes_it_back() {
    let world = World::start("repeat");
    let alpha = &world.alpha;
    let task =
        json!({"subject": "Water the plants", "due_at": "2099-03-02T08:00:00Z", "repeat": "freq=weekly"});
    let task = alpha.create("tasks", &task);
    assert_eq!(task["repeat"], "FREQ=WEEKLY");
    let path = format!("/tasks/{}", id(&task));
    let done = alpha.patch(&path, &json!({"done": true}));
    let act = done.header("kith-change-set").unwrap().to_string();
    assert!(done.expect(200)["done_at"].is_string());
    let open = || {
        let open = json!({"filter": {"field": "done", "op": "is", "value": false}});
        alpha.list("tasks", &open)["data"].as_array().unwrap().clone()
    };
    assert_eq!(open()[0]["due_at"], "2099-03-09T08:00:00Z");
    alpha.post(&format!("/change_sets/{act}/undo"), &json!({})).expect(200);
    let open = open();
    assert_eq!((open.len(), &open[0]["id"]), (1, &task["id"]));
    for wrong in ["FREQ=HOURLY", "every Monday", "FREQ=DAILY;COUNT=0"] {
        assert_eq!(alpha.patch(&path, &json!({"repeat": wrong})).status, 422, "{wrong}");
    }
    assert_eq!(alpha.patch(&path, &json!({"due_at": null})).status, 422, "what repeats is due at some time");
}
