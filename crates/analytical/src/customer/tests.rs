//! The kept summary and the purchases themselves tell the same of customers, whoever a purchase was made for.

use super::*;
use crate::analysis::ground;
use crate::segment::tests::World;
use store::testing::Fresh;

store::on_both_databases! {
    customers_are_the_same_out_of_the_summary_and_out_of_the_purchases,
    who_looks_at_purchases_can_stop_and_says_why,
}

const NOW: &str = "2026-06-01T12:00:00Z";

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn purchase(world: &World, at: &str, kind: &str, amount: &str, whose: &[(&str, Id)]) -> Id {
    let mut fields = json!({"number": format!("{at} {amount}"), "purchased_at": at, "kind": kind,
        "total": {"amount": amount, "currency": if amount == "7.00" { "USD" } else { "EUR" }}});
    for (key, id) in whose {
        fields[*key] = json!(id);
    }
    world.create("purchase", fields)
}

/// How far the summary reaches, who there is by [`customers`], and by the purchases alone.
fn both_ways(world: &World, at: Timestamp) -> (Reach, Vec<Customer>, Vec<Customer>) {
    let context = world.ana.context(&world.platform);
    let told = |_: i64, _: Option<i64>| Ok(());
    let found = world.platform.engine.read(&context, |reading| {
        let mut ground = ground(reading, at, 0, &told)?;
        let places = Places::read(&mut ground)?;
        let plain = customers_at(&mut ground, &places, &[at])?.pop().unwrap();
        Ok((summary::reach(&mut ground, at)?, customers(&mut ground, at)?, plain))
    });
    found.unwrap()
}

fn customers_are_the_same_out_of_the_summary_and_out_of_the_purchases(fresh: Fresh) {
    let world = World::over(fresh, NOW);
    let company = |name: &str| world.create("company", json!({"name": name}));
    let person = |name: &str| world.create("person", json!({"name": {"given": name}}));
    let (alfa, beta) = (company("Alfa"), company("Beta"));
    let (ana, bor, cene) = (person("Ana"), person("Bor"), person("Cene"));
    purchase(&world, "2026-01-05T10:00:00Z", "sale", "10.00", &[("company", alfa)]);
    purchase(&world, "2026-02-05T10:00:00Z", "return", "4.00", &[("company", alfa)]);
    purchase(&world, "2026-03-05T10:00:00Z", "sale", "7.00", &[("person", ana)]);
    purchase(&world, "2026-03-06T10:00:00Z", "sale", "12.50", &[("person", ana)]);
    // A return alone makes nobody a customer.
    purchase(&world, "2026-03-07T10:00:00Z", "return", "3.00", &[("person", cene)]);
    let (reach, found, plain) = both_ways(&world, moment(NOW));
    assert_eq!((reach, found.len()), (Reach::Everybody, 2));
    assert_eq!(found, plain);

    // What Ana and Bor buy for Beta is Beta's, and what Ana bought for herself stays hers.
    let gone =
        purchase(&world, "2026-04-01T10:00:00Z", "sale", "100.00", &[("company", beta), ("person", ana)]);
    purchase(&world, "2026-04-02T10:00:00Z", "sale", "50.00", &[("company", beta), ("person", bor)]);
    let (reach, found, plain) = both_ways(&world, moment(NOW));
    assert_eq!((reach, found.len()), (Reach::Companies, 3));
    assert_eq!(found, plain);
    let told: Vec<(Id, u32, i64)> = found.iter().map(|one| (one.id, one.count, one.total)).collect();
    assert!(told.contains(&(beta, 2, 15_000)) && told.contains(&(ana, 2, 1_250)), "{told:?}");

    // Who is in the trash is nobody's customer, and a purchase that is there was none.
    let (platform, context) = (&world.platform, world.ana.context(&world.platform));
    for (object, id) in [("purchase", gone), ("company", alfa)] {
        platform.engine.write(&context, move |writing| writing.remove(object, id).map(|_| ())).unwrap();
    }
    let (reach, found, plain) = both_ways(&world, moment(NOW));
    assert_eq!((reach, found.len()), (Reach::Companies, 2));
    assert_eq!(found, plain);

    // Of a day before the last purchase the summary does not tell.
    let (reach, found, plain) = both_ways(&world, moment("2026-03-31T00:00:00Z"));
    assert_eq!((reach, found.len()), (Reach::Nobody, 1));
    assert_eq!(found, plain);
}

fn who_looks_at_purchases_can_stop_and_says_why(fresh: Fresh) {
    let world = World::over(fresh, NOW);
    let ana = world.create("person", json!({"name": {"given": "Ana"}}));
    // More than wait for the one who looks.
    for number in 10..50 {
        purchase(&world, "2026-03-06T10:00:00Z", "sale", &format!("{number}.00"), &[("person", ana)]);
    }
    let context = world.ana.context(&world.platform);
    let told = |_: i64, _: Option<i64>| Ok(());
    for (stop, expected) in [(0, 1), (7, 8), (100, 40)] {
        let mut seen = 0;
        let ended = world.platform.engine.read(&context, |reading| {
            let mut ground = ground(reading, moment(NOW), 0, &told)?;
            let places = Places::read(&mut ground)?;
            purchases(&mut ground, &places, None, &mut |_| {
                seen += 1;
                if seen > stop { Err(vocabulary::Error::internal("enough")) } else { Ok(()) }
            })
        });
        assert_eq!(seen, expected);
        assert_eq!(
            ended.err().map(|error| error.to_string().contains("enough")),
            (stop < 40).then_some(true)
        );
    }
    // Who reads is stopped as well, with those before still on their way.
    let stopped = |done: i64, _: Option<i64>| {
        if done > 0 { Err(vocabulary::Error::internal("somebody stopped it")) } else { Ok(()) }
    };
    let ended = world.platform.engine.read(&context, |reading| {
        let mut ground = ground(reading, moment(NOW), 0, &stopped)?;
        let places = Places::read(&mut ground)?;
        purchases(&mut ground, &places, None, &mut |_| Ok(()))
    });
    assert!(ended.unwrap_err().to_string().contains("somebody stopped it"));
}
