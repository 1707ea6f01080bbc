//! A job over many records: it goes on where it was, and its asker's rights are those of the moment.

use super::*;
use crate::identity::{UserChange, change_user};
use crate::job::{Job, JobState, cancel_job, find_job, run_due};
use crate::testing::World;
use records::bulk::BulkChange;
use serde_json::{Value, json};
use store::testing::Fresh;
use vocabulary::Id;

store::on_both_databases! {
    a_bulk_job_whose_server_died_goes_on_where_it_was,
    a_bulk_job_has_the_rights_of_the_moment,
    a_bulk_job_can_be_stopped_and_taken_back,
}

const KINDS: &[JobKind] = &[
    JobKind { name: BULK_CHANGE, run: run::run },
    JobKind { name: "change_set.undo", run: crate::change_set::undo::run },
];

/// Makes things called `old 0`, `old 1`, …
fn things(world: &World, count: usize) {
    let context = world.administrator().context(&world.platform);
    let make = move |writing: &mut records::Writing<'_>| {
        for number in 0..count {
            let Value::Object(fields) = json!({ "name": format!("old {number}") }) else { panic!() };
            writing.create("thing", &fields)?;
        }
        Ok(())
    };
    world.platform.engine.write(&context, make).unwrap();
    // Ids grow with time: the job is to be younger than the things.
    world.clock.advance(1);
}

fn named(world: &World, begin: &str) -> u64 {
    let context = world.administrator().context(&world.platform);
    let filter = json!({"field": "name", "op": "starts_with", "value": begin});
    let request = records::FindRequest { filter: Some(filter), ..records::FindRequest::default() };
    world.platform.engine.read(&context, |reading| reading.count("thing", &request, None)).unwrap().value
}

fn rename(filter: Value) -> BulkChange {
    serde_json::from_value(json!({"filter": filter, "change": {"name": "new"}})).unwrap()
}

fn job(world: &World, id: Id) -> Job {
    find_job(&world.platform, &world.administrator(), id).unwrap()
}

fn a_bulk_job_whose_server_died_goes_on_where_it_was(fresh: Fresh) {
    let world = World::new(fresh);
    things(&world, 250);
    let filter = json!({"field": "name", "op": "starts_with", "value": "old"});
    let id = start_bulk_change(&world.platform, &world.administrator(), "thing", rename(filter)).unwrap().id;
    let dead = crate::job::claim_for_tests(&world.platform, &[BULK_CHANGE]);
    assert!(run::one_piece_for_tests(&dead));
    assert_eq!((named(&world, "old"), named(&world, "new")), (150, 100));
    world.clock.advance(61);
    assert_eq!(run_due(&world.another_server(), KINDS, "other").unwrap(), 1);
    let done = job(&world, id);
    assert_eq!((done.state, named(&world, "old"), named(&world, "new")), (JobState::Done, 0, 250));
    let result = done.result.unwrap();
    assert_eq!((&result["changed"], &result["refused"]), (&json!(250), &json!(0)));
    // The dead one comes back: what it still does counts for nothing.
    assert!(!run::one_piece_for_tests(&dead));
    let context = world.administrator().context(&world.platform);
    let set = world.platform.engine.read(&context, |reading| reading.change_set(id, None, None)).unwrap();
    assert_eq!((set.change_set.action, set.change_set.count), ("bulk", 250));
}

fn a_bulk_job_has_the_rights_of_the_moment(fresh: Fresh) {
    let world = World::new(fresh);
    things(&world, 3);
    let eva = world.user("eva@example.com", "Administrator").authenticated;
    let id = start_bulk_change(&world.platform, &eva, "thing", rename(Value::Null)).unwrap().id;
    let less = UserChange { role: Some(world.role("Seller")), ..UserChange::default() };
    change_user(&world.platform, &world.administrator(), eva.user.id, less).unwrap();
    assert_eq!(run_due(&world.platform, KINDS, "here").unwrap(), 1);
    let result = job(&world, id).result.unwrap();
    assert_eq!(
        (&result["changed"], &result["refused"], &result["change_set"]),
        (&json!(0), &json!(3), &Value::Null)
    );
    assert_eq!(result["reasons"][0]["reason"], "Your role does not let you change this record.");
}

fn a_bulk_job_can_be_stopped_and_taken_back(fresh: Fresh) {
    let world = World::new(fresh);
    things(&world, 650);
    let id =
        start_bulk_change(&world.platform, &world.administrator(), "thing", rename(Value::Null)).unwrap().id;
    let dead = crate::job::claim_for_tests(&world.platform, &[BULK_CHANGE]);
    for _ in 0..6 {
        assert!(run::one_piece_for_tests(&dead));
    }
    let early = crate::change_set::demand_ended(&world.platform, &world.administrator(), id);
    assert!(early.is_err(), "it is still being done");
    world.clock.advance(61);
    cancel_job(&world.platform, &world.administrator(), id).unwrap();
    assert_eq!(run_due(&world.platform, KINDS, "here").unwrap(), 1);
    assert_eq!((job(&world, id).state, named(&world, "new")), (JobState::Cancelled, 600));
    let undo = crate::change_set::start_undo(&world.platform, &world.administrator(), id, false).unwrap();
    assert!(crate::change_set::start_undo(&world.platform, &world.administrator(), id, false).is_err());
    let dead = crate::job::claim_for_tests(&world.platform, &["change_set.undo"]);
    assert!(crate::change_set::undo::one_piece_for_tests(&dead));
    world.clock.advance(61);
    assert_eq!(run_due(&world.another_server(), KINDS, "other").unwrap(), 1);
    let result = job(&world, undo).result.unwrap();
    assert_eq!((&result["undone"], &result["kept"], named(&world, "new")), (&json!(600), &json!([]), 0));
}
