//! What whoever switches the nightly clean-up on relies on: it merges what is certain and nothing else, in this workspace only, and
//! what a person takes back stays so.

use super::*;
use crate::identity::{self, Authenticated};
use crate::job::run_due;
use crate::testing::World;
use records::{Context, DismissRequest, Writing};
use serde_json::{Value, json};
use std::sync::Arc;
use store::query::Trash;
use store::testing::Fresh;
use vocabulary::{Error, Id};

store::on_both_databases! {
    each_night_what_is_certain_is_merged_and_nothing_else, what_a_person_takes_back_is_not_merged_by_itself_again,
}

const DAY: i64 = 24 * 3600;

fn guest(world: &World, context: &Context, given: &str, more: Value) -> Id {
    let Value::Object(mut fields) = json!({"name": {"given": given, "family": "Kovač"}}) else { panic!() };
    let Value::Object(more) = more else { panic!() };
    fields.extend(more);
    world.clock.advance(1);
    let make = move |writing: &mut Writing<'_>| Ok(writing.create("guest", &fields)?.id());
    world.platform.engine.write(context, make).unwrap()
}

/// What is known of one person.
fn known(number: u32) -> Value {
    let (mail, phone) = (format!("guest{number}@example.com"), format!("+3864012340{number}"));
    json!({"emails": [mail], "phones": [phone], "born": format!("198{number}-05-06")})
}

/// Two entries of one person, told by mail, phone and day of birth.
fn twice(world: &World, context: &Context, given: &str, number: u32) -> [Id; 2] {
    let known = known(number);
    [guest(world, context, given, known.clone()), guest(world, context, given, known)]
}

/// How many of them still live.
fn living(world: &World, context: &Context, ids: &[Id]) -> usize {
    let lives = |id: &&Id| {
        let read =
            world.platform.engine.read(context, |reading| reading.get_among("guest", **id, Trash::Without));
        match read {
            Ok(_) => true,
            Err(Error::NotFound(_) | Error::Merged(..)) => false,
            Err(error) => panic!("{error:?}"),
        }
    };
    ids.iter().filter(lives).count()
}

/// A night passes; answers what the search of that night told, if there was one.
fn night(world: &World) -> Option<Value> {
    world.clock.advance(DAY);
    let jobs = run_due(&world.platform, JOBS, "here").unwrap();
    assert!(jobs <= 1, "{jobs}");
    if jobs == 0 {
        return None;
    }
    let all = crate::job::list_jobs(&world.platform, &world.administrator(), 50).unwrap();
    let last = all.into_iter().max_by_key(|job| job.id).unwrap();
    assert_eq!(last.error, None);
    last.result
}

fn ana(world: &World) -> (Arc<Authenticated>, Context) {
    let asker = world.administrator();
    let context = asker.context(&world.platform);
    (asker, context)
}

fn each_night_what_is_certain_is_merged_and_nothing_else(fresh: Fresh) {
    let world = World::new(fresh);
    let (asker, context) = ana(&world);
    let certain = twice(&world, &context, "Robert", 1);
    let told_apart = twice(&world, &context, "Zdenka", 2);
    let request = DismissRequest { ids: told_apart.to_vec() };
    world.platform.engine.write(&context, move |writing| writing.dismiss("guest", &request)).unwrap();
    // A household: one phone, one name, other given names. And namesakes of whom nothing else is known.
    let phone = json!({"phones": ["+38640777888"]});
    let household = ["Miha", "Petra"].map(|given| guest(&world, &context, given, phone.clone()));
    let namesakes = [(); 2].map(|()| guest(&world, &context, "Ivan", json!({})));
    let elsewhere = {
        let mut new = world.another_workspace("beta");
        new.email = "bo@example.com".to_string();
        identity::create_workspace(&world.platform, new).unwrap();
        let context = world.sign_in("bo@example.com").authenticated.context(&world.platform);
        let ids = twice(&world, &context, "Robert", 1);
        (context, ids)
    };
    assert_eq!(night(&world), None, "off until switched on");
    assert_eq!(living(&world, &context, &certain), 2);

    let member = world.user("eva@example.com", "Seller").authenticated;
    assert!(matches!(set_automatic(&world.platform, &member, "guests", true), Err(Error::Forbidden(_))));
    set_automatic(&world.platform, &asker, "guests", true).unwrap();
    assert_eq!(run_due(&world.platform, JOBS, "here").unwrap(), 0, "not before the night");
    let told = night(&world).unwrap();
    assert_eq!(
        (&told["search"]["records"], &told["merge"]["merged"], &told["merge"]["refused"]),
        (&json!(8), &json!(1), &json!(0)),
        "{told}"
    );
    assert_eq!(living(&world, &context, &certain), 1);
    assert_eq!(living(&world, &context, &told_apart), 2, "not the same, somebody said");
    assert_eq!(living(&world, &context, &household), 2);
    assert_eq!(living(&world, &context, &namesakes), 2);
    assert_eq!(living(&world, &elsewhere.0, &elsewhere.1), 2, "another workspace did not ask for it");
    assert_eq!(night(&world).unwrap()["merge"]["merged"], 0, "nothing new, nothing to do");

    let later = twice(&world, &context, "Vesna", 3);
    assert_eq!(night(&world).unwrap()["merge"]["merged"], 1);
    assert_eq!(living(&world, &context, &later), 1);
    set_automatic(&world.platform, &asker, "guests", false).unwrap();
    let last = twice(&world, &context, "Nada", 4);
    assert_eq!(night(&world), None);
    assert_eq!(living(&world, &context, &last), 2);
}

fn what_a_person_takes_back_is_not_merged_by_itself_again(fresh: Fresh) {
    let world = World::new(fresh);
    let (asker, context) = ana(&world);
    let mut three = twice(&world, &context, "Robert", 1).to_vec();
    three.push(guest(&world, &context, "Robert", known(1)));
    // Among a few records nothing is rare.
    for given in ["Anton", "Berta", "Cene", "Dora", "Edi", "Fani", "Gregor", "Helena"] {
        for _ in 0..4 {
            guest(&world, &context, given, json!({}));
        }
    }
    set_automatic(&world.platform, &asker, "guests", true).unwrap();
    let told = night(&world).unwrap();
    assert_eq!((&told["merge"]["merged"], &told["merge"]["records"]), (&json!(1), &json!(2)), "{told}");
    let act: Id = serde_json::from_value(told["merge"]["change_set"].clone()).unwrap();
    let batch = Context { batch: Some(context.ids.next(world.platform.now())), ..context.clone() };
    let undone = world.platform.engine.write(&batch, move |writing| writing.undo(act, false)).unwrap();
    assert_eq!(undone.all_kept(), []);
    assert_eq!(living(&world, &context, &three), 3);
    assert_eq!(night(&world).unwrap()["merge"]["merged"], 0);
    assert_eq!(living(&world, &context, &three), 3, "somebody parted them");
    // A person may still merge them.
    let request = ManyRequest { level: "certain".to_string(), groups: None };
    start_merging(&world.platform, &asker, "guests", request).unwrap();
    assert_eq!(run_due(&world.platform, JOBS, "here").unwrap(), 1);
    assert_eq!(living(&world, &context, &three), 1);
}
