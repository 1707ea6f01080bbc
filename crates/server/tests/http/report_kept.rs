//! Dashboards that are kept as they stood: set up by oneself, worked out under one's own rights, seen by nobody else.

use crate::support::{Asker, World};
use serde_json::{Value as Json, json};

fn own() -> Json {
    json!({"objects": {"*": {"read": "own", "create": true, "change": "own", "remove": "own"}}})
}

fn id(json: &Json) -> &str {
    json["id"].as_str().unwrap()
}

/// A dashboard of alpha's that everybody sees: how many deals there are.
fn board(alpha: &Asker) -> String {
    let report = json!({"name": "Deals", "sharing": "everyone", "body": {"object": "deal", "by": [{"field": "owner"}]}});
    let report = alpha.post("/reports", &report).expect(201);
    let tile = json!({"id": "a", "report": report["id"], "x": 0, "y": 0, "w": 6, "h": 4});
    let board = json!({"name": "Board", "sharing": "everyone", "body": {"tiles": [tile]}});
    format!("/dashboards/{}", id(&alpha.post("/dashboards", &board).expect(201)))
}

#[test]
fn a_schedule_is_set_told_changed_and_ended_by_each_for_themselves() {
    let world = World::start("report-schedule");
    let alpha = &world.alpha;
    let board = board(alpha);
    let (eva, _) = world.user("eva", &own(), None);
    let path = format!("{board}/schedule");
    let schedule = |asker: &Asker| asker.get(&path).expect(200)["schedule"].clone();
    assert_eq!(schedule(&eva), Json::Null);
    let set = eva.json("PUT", &path, &json!({"every": "week", "weekday": 7, "hour": 6})).expect(200);
    assert_eq!(set["schedule"], schedule(&eva));
    assert_eq!(
        (&set["schedule"]["every"], &set["schedule"]["weekday"], &set["schedule"]["day"]),
        (&json!("week"), &json!(7), &Json::Null)
    );
    assert_eq!(schedule(alpha), Json::Null, "hers is no matter of others");
    eva.json("PUT", &path, &json!({"every": "month", "day": 31, "hour": 23, "minute": 30})).expect(200);
    assert_eq!(schedule(&eva)["day"], 31);

    for (wrong, field) in [
        (json!({"hour": 7}), "every"),
        (json!({"every": "year", "hour": 7}), "every"),
        (json!({"every": "day"}), "hour"),
        (json!({"every": "day", "hour": 24}), "hour"),
        (json!({"every": "week", "hour": 7}), "weekday"),
        (json!({"every": "week", "hour": 7, "weekday": 8}), "weekday"),
        (json!({"every": "month", "hour": 7, "day": 0}), "day"),
        (json!({"every": "day", "hour": 7, "day": 3}), "day"),
        (json!({"every": "day", "hour": 7, "zone": "UTC"}), "zone"),
    ] {
        let told = eva.json("PUT", &path, &wrong).expect(422);
        assert_eq!(told["problems"][0]["field"], field, "{wrong}: {told}");
    }
    assert_eq!(schedule(&eva)["day"], 31, "what is wrong changes nothing");

    eva.delete(&path).expect(204);
    assert_eq!(schedule(&eva), Json::Null);
    eva.delete(&path).expect(204);

    // Of what one does not see there is no schedule.
    alpha.patch(&board, &json!({"sharing": "private"})).expect(200);
    for answer in
        [eva.get(&path), eva.json("PUT", &path, &json!({"every": "day", "hour": 7})), eva.delete(&path)]
    {
        answer.expect(404);
    }
}

#[test]
fn what_is_kept_holds_ones_own_numbers_of_then_and_is_nobody_elses() {
    let world = World::start("report-kept");
    let alpha = &world.alpha;
    let board = board(alpha);
    let (eva, _) = world.user("eva", &own(), None);
    eva.create("deals", &json!({"name": "Hers"}));
    alpha.create("deals", &json!({"name": "Another's"}));
    let keep = |asker: &Asker| asker.send("POST", &format!("{board}/snapshots"), None).expect(201);
    let (hers, all) = (keep(&eva), keep(alpha));
    let show = |asker: &Asker, kept: &Json| asker.get(&format!("/dashboard_snapshots/{}", id(kept)));
    let count = |page: &Json| page["tiles"][0]["answer"]["totals"][0]["values"].clone();
    let page = show(&eva, &hers).expect(200);
    assert_eq!((count(&page), &page["tiles"][0]["name"]), (json!([1]), &json!("Deals")));
    assert_eq!(count(&show(alpha, &all).expect(200)), json!([2]));
    for (asker, kept) in [(alpha, &hers), (&eva, &all), (&world.beta, &hers)] {
        show(asker, kept).expect(404);
        asker.delete(&format!("/dashboard_snapshots/{}", id(kept))).expect(404);
    }
    eva.create("deals", &json!({"name": "Hers too"}));
    assert_eq!(count(&show(&eva, &hers).expect(200)), json!([1]), "it stays as it was");

    // A key of Alpha's with a narrower role does not get at what the wider one saw.
    let narrow = alpha.post("/roles", &json!({"name": "Narrow", "objects": own()["objects"]})).expect(201);
    let root = crate::support::sign_in(&world.server.address, "alpha", "root@alpha.example");
    let key = root.post("/api_keys", &json!({"name": "narrow", "role": narrow["id"]})).expect(201);
    let key = Asker::key(&world.server.address, key["secret"].as_str().unwrap());
    assert_eq!(show(&key, &all).expect(200)["tiles"][0]["answer"], Json::Null);

    for _ in 0..25 {
        keep(&eva);
    }
    let list = eva.get(&format!("{board}/snapshots")).expect(200)["data"].as_array().unwrap().clone();
    assert_eq!(list.len(), 24);
    assert!(list.windows(2).all(|pair| pair[0]["as_of"].as_str() >= pair[1]["as_of"].as_str()));
    show(&eva, &hers).expect(404);
    eva.delete(&format!("/dashboard_snapshots/{}", id(&list[0]))).expect(204);
    show(&eva, &list[0]).expect(404);

    // With the dashboard all of it goes, and who had it kept regularly is told.
    eva.json("PUT", &format!("{board}/schedule"), &json!({"every": "day", "hour": 7})).expect(200);
    alpha.delete(&board).expect(204);
    show(&eva, &list[1]).expect(404);
    let told = eva.get("/notifications").expect(200)["data"][0].clone();
    assert_eq!(
        (&told["kind"], &told["text"], &told["params"]["name"]),
        (&json!("dashboard"), &json!("dashboard_ended"), &json!("Board"))
    );
}
