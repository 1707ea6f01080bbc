//! Tasks that come again: through the change of clocks, once, and back again.

use crate::activity::testing::World;
use serde_json::{Value as Json, json};
use standard::task;
use store::testing::Fresh;
use vocabulary::Id;

fn weekly(world: &World, due: &str, rule: &str) -> Id {
    world.create(
        task::KEY,
        json!({"subject": "Call the shop", "due_at": due, "repeat": rule, "reminders": ["1d", "30m"], "priority": "high"}),
    )
}

/// The due moments of the tasks that are still to be done.
fn open(world: &World) -> Vec<String> {
    let found = world.find(task::KEY, json!({"field": "done", "op": "is", "value": false}));
    found.iter().map(|one| one["due_at"].as_str().unwrap().to_string()).collect()
}

fn finish(world: &World) -> Id {
    let open = world.find(task::KEY, json!({"field": "done", "op": "is", "value": false}));
    let id: Id = open[0]["id"].as_str().unwrap().parse().unwrap();
    world.change(task::KEY, id, json!({"done": true})).unwrap();
    id
}

#[test]
fn the_hour_on_the_wall_stays_when_the_clocks_change() {
    // Ljubljana: +02:00 until October 25, 2026, +01:00 until March 28, 2027.
    let world = World::at("2026-10-23T06:00:00Z");
    weekly(&world, "2026-10-24T07:30:00Z", "FREQ=DAILY");
    let mut due = Vec::new();
    for day in ["2026-10-24T08:00:00Z", "2026-10-25T09:00:00Z"] {
        world.is(day);
        finish(&world);
        due.extend(open(&world));
    }
    assert_eq!(due, ["2026-10-25T08:30:00Z", "2026-10-26T08:30:00Z"]);
}

#[test]
fn an_hour_that_is_skipped_or_comes_twice_is_neither_lost_nor_doubled() {
    let world = World::at("2027-03-26T00:00:00Z");
    weekly(&world, "2027-03-27T01:30:00Z", "FREQ=DAILY");
    let mut due = Vec::new();
    for day in ["2027-03-27T02:00:00Z", "2027-03-28T02:00:00Z", "2027-03-29T02:00:00Z"] {
        world.is(day);
        finish(&world);
        due.extend(open(&world));
    }
    // 02:30 is skipped on the 28th: the task is due at 03:30, and at 02:30 again from the day after.
    assert_eq!(due, ["2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z", "2027-03-30T00:30:00Z"]);

    let world = World::at("2026-10-23T00:00:00Z");
    weekly(&world, "2026-10-24T00:30:00Z", "FREQ=DAILY");
    let mut due = Vec::new();
    for day in ["2026-10-24T01:00:00Z", "2026-10-25T00:45:00Z", "2026-10-26T02:00:00Z"] {
        world.is(day);
        finish(&world);
        due.extend(open(&world));
    }
    // 02:30 comes twice on the 25th: the first counts, and finishing it in between makes none for the second.
    assert_eq!(due, ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z", "2026-10-27T01:30:00Z"]);
}

#[test]
fn each_finished_task_makes_one_and_what_is_taken_back_takes_it_back() {
    let world = World::at("2026-11-26T06:00:00Z");
    let first = weekly(&world, "2026-11-26T08:00:00Z", "FREQ=WEEKLY;COUNT=3");
    finish(&world);
    assert_eq!(open(&world), ["2026-12-03T08:00:00Z"]);
    let next = world.find(task::KEY, json!({"field": "done", "op": "is", "value": false}))[0].clone();
    assert_eq!(
        ["subject", "repeat", "priority"].map(|field| next[field].clone()),
        [json!("Call the shop"), json!("FREQ=WEEKLY;COUNT=2"), json!("high")]
    );
    assert_eq!(next["reminders"], json!(["1d", "30m"]));
    assert_eq!(next["repeat_of"]["id"], json!(first));
    // A tick that is taken out and set again is the same time.
    world.change(task::KEY, first, json!({"done": false})).unwrap();
    world.change(task::KEY, first, json!({"done": true})).unwrap();
    assert_eq!(open(&world), ["2026-12-03T08:00:00Z"]);
    assert_eq!(world.get(task::KEY, first)["done_at"], "2026-11-26T06:00:00Z");

    world.is("2026-12-03T09:00:00Z");
    let second = finish(&world);
    assert_eq!(open(&world), ["2026-12-10T08:00:00Z"]);
    let act = world.last_change_set();
    world.undo(act);
    assert_eq!(open(&world), ["2026-12-03T08:00:00Z"], "the next one went, the finished one is open again");
    world.change(task::KEY, second, json!({"done": true})).unwrap();
    world.is("2026-12-10T09:00:00Z");
    finish(&world);
    assert_eq!(open(&world), Vec::<String>::new(), "three times were wanted");
}

#[test]
fn what_was_missed_is_not_made_up_for() {
    let world = World::at("2026-11-02T06:00:00Z");
    weekly(&world, "2026-11-02T08:00:00Z", "FREQ=WEEKLY;BYDAY=MO,TH");
    world.is("2026-11-24T12:00:00Z");
    finish(&world);
    assert_eq!(open(&world), ["2026-11-26T08:00:00Z"]);
}

#[test]
fn a_task_put_off_keeps_its_new_hour_and_another_rule_counts_at_once() {
    let world = World::at("2026-11-02T06:00:00Z");
    let first = weekly(&world, "2026-11-02T08:00:00Z", "FREQ=MONTHLY;BYDAY=-1FR");
    assert_eq!(world.get(task::KEY, first)["repeat_at"], "09:00");
    world.change(task::KEY, first, json!({"due_at": "2026-11-02T13:15:00Z"})).unwrap();
    assert_eq!(world.get(task::KEY, first)["repeat_at"], "14:15");
    finish(&world);
    assert_eq!(open(&world), ["2026-11-27T13:15:00Z"]);
    let wrong = |fields: Json| world.change(task::KEY, first, fields).unwrap_err().to_string();
    assert!(wrong(json!({"repeat": "FREQ=HOURLY"})).contains("DAILY"));
    assert!(wrong(json!({"due_at": null})).contains("due"));
    world.change(task::KEY, first, json!({"repeat": null, "due_at": null})).unwrap();
    assert_eq!(world.get(task::KEY, first)["repeat_at"], Json::Null);
}

#[test]
fn the_zone_is_that_of_whose_task_it_is() {
    // New York goes back an hour on November 1, Ljubljana went a week before.
    let world = World::at("2026-10-30T12:00:00Z");
    let far_away = world.colleague("Nora", "America/New_York");
    let fields = json!({"subject": "Call", "due_at": "2026-10-31T13:00:00Z", "repeat": "FREQ=DAILY", "owner": far_away.user.id});
    let first = world.create(task::KEY, fields);
    assert_eq!(world.get(task::KEY, first)["repeat_at"], "09:00");
    finish(&world);
    assert_eq!(open(&world), ["2026-11-01T14:00:00Z"]);
}

#[test]
fn the_server_database_keeps_the_same_rules() {
    let world = World::over(Fresh::postgres(), "2027-03-26T00:00:00Z");
    weekly(&world, "2027-03-27T01:30:00Z", "FREQ=DAILY;COUNT=3");
    let mut due = Vec::new();
    for day in ["2027-03-27T02:00:00Z", "2027-03-28T02:00:00Z", "2027-03-29T02:00:00Z"] {
        world.is(day);
        crate::activity::reminder::tell_due(&world.platform).unwrap();
        finish(&world);
        due.extend(open(&world));
    }
    assert_eq!(due, ["2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z"]);
    let told = world.told(&world.ana);
    assert_eq!(told.len(), 3, "each day once: {told:?}");
}
