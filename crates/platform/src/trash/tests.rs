//! What was removed is gone for good when somebody says so or its days have passed, and never before.

use super::*;
use crate::identity::{WorkspaceChange, change_workspace};
use crate::job::{JobState, find_job, run_due};
use crate::testing::World;
use serde_json::{Value, json};
use store::testing::Fresh;
use vocabulary::Id;

store::on_both_databases! {
    the_trash_is_emptied_of_what_lay_in_it,
    after_its_days_what_lies_in_the_trash_goes_by_itself,
}

const DAY: i64 = 24 * 3600;

fn removed(world: &World, count: usize) -> Vec<Id> {
    let context = world.administrator().context(&world.platform);
    let make = move |writing: &mut records::Writing<'_>| {
        (0..count)
            .map(|number| {
                let Value::Object(fields) = json!({ "name": format!("thing {number}") }) else { panic!() };
                let id = writing.create("thing", &fields)?.id();
                writing.remove("thing", id)?;
                Ok(id)
            })
            .collect()
    };
    let ids = world.platform.engine.write(&context, make).unwrap();
    world.clock.advance(1);
    ids
}

fn lying(world: &World) -> usize {
    let context = world.administrator().context(&world.platform);
    let request = records::TrashRequest { object: None, limit: Some(200), cursor: None };
    world.platform.engine.read(&context, |reading| reading.trash(&request)).unwrap().data.len()
}

fn the_trash_is_emptied_of_what_lay_in_it(fresh: Fresh) {
    let world = World::new(fresh);
    removed(&world, 130);
    let eva = world.user("eva@example.com", "Manager").authenticated;
    assert!(empty_trash(&world.platform, &eva, None).is_err(), "only administrators");
    let job = empty_trash(&world.platform, &world.administrator(), Some("thing".to_string())).unwrap().id;
    world.clock.advance(1);
    removed(&world, 1);
    assert_eq!(run_due(&world.platform, JOBS, "here").unwrap(), 1);
    let done = find_job(&world.platform, &world.administrator(), job).unwrap();
    assert_eq!((done.state, done.result, lying(&world)), (JobState::Done, Some(json!({"purged": 130})), 1));
}

fn after_its_days_what_lies_in_the_trash_goes_by_itself(fresh: Fresh) {
    let world = World::new(fresh);
    crate::maintenance::schedule(&world.platform).unwrap();
    let clean = |days: i64| {
        world.clock.advance(days * DAY);
        run_due(&world.platform, crate::maintenance::JOBS, "here").unwrap();
        lying(&world)
    };
    let days = |days: u32| {
        let change = WorkspaceChange { trash_days: Some(days), ..WorkspaceChange::default() };
        change_workspace(&world.platform, &world.administrator(), change).unwrap();
    };
    removed(&world, 3);
    assert_eq!(clean(29), 3);
    assert_eq!(clean(2), 0, "thirty days, when nobody says otherwise");
    days(0);
    removed(&world, 2);
    assert_eq!(clean(400), 2, "never");
    days(500);
    assert_eq!(clean(1), 2);
    days(400);
    assert_eq!(clean(1), 0);
}
