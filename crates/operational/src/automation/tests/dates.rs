//! Days that come each year, through leap years, restarts and changed zones; days that come once; schedules.

use super::world::World;
use serde_json::{Value as Json, json};

fn birthday(hour: i8, days: i32) -> Json {
    json!({
        "object": "person", "trigger": {"on": "date", "field": "birth_date", "yearly": true, "hour": hour, "days": days},
        "steps": [{"do": "task", "subject": "{{record.name}} {{today}}"}],
    })
}

fn person(world: &World, given: &str, birthday: &str) {
    world.create("person", json!({"name": {"given": given, "family": "X"}, "birth_date": birthday}));
}

#[test]
fn a_birthday_comes_once_a_year_also_on_the_day_that_is_not_there() {
    let world = World::at("2026-12-20T10:00:00Z");
    person(&world, "Leap", "2000-02-29");
    person(&world, "Last", "1990-02-28");
    person(&world, "First", "1990-03-01");
    person(&world, "Eve", "1985-12-31");
    world.automation(birthday(8, 0));
    // Four years around the days that matter, looked at every nine hours by a server that has just started each time.
    for year in 2026..2031 {
        for (from, steps) in [("02-24T10:00:00Z", 18), ("12-27T10:00:00Z", 20)] {
            if year == 2026 && from.starts_with("02") {
                continue;
            }
            world.is(&format!("{year}-{from}"));
            for _ in 0..steps {
                world.work();
                world.later(9 * 3_600);
            }
        }
    }
    let told = world.titles("task");
    let of = |name: &str| -> Vec<String> {
        let of = told.iter().filter(|title| title.starts_with(name));
        of.map(|title| title.rsplit(' ').next().unwrap().to_string()).collect()
    };
    assert_eq!(of("Leap"), ["2027-02-28", "2028-02-29", "2029-02-28", "2030-02-28"]);
    assert_eq!(of("Last").len(), 4);
    assert_eq!(of("First"), ["2027-03-01", "2028-03-01", "2029-03-01", "2030-03-01"]);
    assert_eq!(of("Eve").len(), 5, "{told:?}");
}

#[test]
fn a_server_that_was_down_tells_it_once_when_it_is_back() {
    let world = World::at("2026-05-01T10:00:00Z");
    person(&world, "Ana", "1990-05-10");
    world.automation(birthday(8, 0));
    world.work();
    world.is("2026-05-20T10:00:00Z");
    world.work();
    world.work();
    assert_eq!(world.titles("task"), ["Ana X 2026-05-20"]);
    // The clock goes back, and forward again.
    world.is("2026-05-09T10:00:00Z");
    world.work();
    world.is("2026-05-21T10:00:00Z");
    world.work();
    assert_eq!(world.titles("task").len(), 1);
}

#[test]
fn the_hour_is_that_of_the_wall_also_when_clocks_are_changed() {
    // 2027-03-28 has no hour from two to three in Ljubljana.
    let world = World::at("2027-03-27T10:00:00Z");
    person(&world, "Ana", "1990-03-28");
    world.automation(birthday(2, 0));
    world.is("2027-03-28T00:59:00Z");
    world.work();
    assert_eq!(world.titles("task").len(), 0, "it is 01:59");
    world.is("2027-03-28T01:01:00Z");
    world.work();
    assert_eq!(world.titles("task").len(), 1, "it is 03:01");
}

#[test]
fn days_before_reach_over_new_year_and_a_zone_that_changes_tells_nothing_twice() {
    let world = World::at("2026-12-20T10:00:00Z");
    person(&world, "Ana", "1990-01-02");
    world.automation(birthday(8, -3));
    world.is("2026-12-30T10:00:00Z");
    world.work();
    assert_eq!(world.titles("task").len(), 1);
    for zone in ["Pacific/Kiritimati", "America/Los_Angeles", "Europe/Ljubljana"] {
        let change =
            platform::identity::WorkspaceChange { zone: Some(zone.to_string()), ..Default::default() };
        platform::identity::change_workspace(&world.platform, &world.ana, change).unwrap();
        for _ in 0..4 {
            world.later(12 * 3_600);
            world.work();
        }
    }
    assert_eq!(world.titles("task").len(), 1);
}

#[test]
fn an_anniversary_of_a_purchase_begins_a_year_after_it() {
    let world = World::at("2026-01-10T10:00:00Z");
    world.create("purchase", json!({"number": "1", "purchased_at": "2026-02-01T12:00:00Z"}));
    world.automation(json!({
        "object": "purchase", "trigger": {"on": "date", "field": "purchased_at", "yearly": true},
        "steps": [{"do": "task", "subject": "{{today}}"}],
    }));
    for moment in ["2026-01-25T10:00:00Z", "2027-01-25T10:00:00Z", "2028-01-25T10:00:00Z"] {
        world.is(moment);
        for _ in 0..14 {
            world.work();
            world.later(86_400);
        }
    }
    assert_eq!(world.titles("task"), ["2027-02-01", "2028-02-01"]);
}

#[test]
fn a_day_that_comes_once_is_told_again_only_when_it_was_moved() {
    let world = World::at("2026-05-01T10:00:00Z");
    let deal = world.create("deal", json!({"name": "Roof", "close_date": "2026-05-10"}));
    world.automation(json!({
        "object": "deal", "trigger": {"on": "date", "field": "close_date", "days": -7},
        "steps": [{"do": "task", "subject": "{{today}}"}],
    }));
    world.is("2026-05-04T10:00:00Z");
    world.work();
    assert_eq!(world.titles("task"), ["2026-05-04"]);
    world.change("deal", deal, json!({"close_date": "2026-05-20"}));
    for _ in 0..20 {
        world.later(86_400);
        world.work();
    }
    assert_eq!(world.titles("task"), ["2026-05-04", "2026-05-13"]);
}

#[test]
fn a_schedule_runs_once_for_each_time_and_each_record() {
    let world = World::at("2026-05-01T10:00:00Z");
    for name in ["one", "two"] {
        world.create("company", json!({"name": name}));
    }
    let weekly = json!({"weekly": {"weekday": 1, "hour": 7, "minute": 0}});
    world.automation(json!({
        "object": "company", "trigger": {"on": "schedule", "rhythm": weekly},
        "condition": {"field": "name", "op": "is", "value": "two"}, "steps": [{"do": "task", "subject": "{{record.name}}"}],
    }));
    world.automation(
        json!({"trigger": {"on": "schedule", "rhythm": weekly}, "steps": [{"do": "task", "subject": "all"}]}),
    );
    for _ in 0..14 {
        world.later(86_400);
        world.work();
        world.work();
    }
    assert_eq!(world.titles("task"), ["all", "all", "two", "two"]);
}

#[test]
fn a_schedule_runs_once_a_day_although_its_hour_is_skipped_or_comes_twice() {
    // In Ljubljana 2027-03-28 has no half past two, and 2027-10-31 has two of them.
    for (from, days) in [("2027-03-26T12:00:00Z", 4), ("2027-10-29T12:00:00Z", 4)] {
        let world = World::at(from);
        world.automation(json!({
            "trigger": {"on": "schedule", "rhythm": {"daily": {"hour": 2, "minute": 30}}},
            "steps": [{"do": "task", "subject": "{{today}}"}],
        }));
        for _ in 0..days * 48 {
            world.later(1_800);
            world.work();
        }
        let told = world.titles("task");
        let mut each = told.clone();
        each.dedup();
        assert_eq!((told.len(), each.len()), (days, days), "{told:?}");
    }
}
