//! What a write and a read cost. Told, never judged: run with `--release -- --ignored --nocapture cost`.

use super::house::{House, input};
use serde_json::json;
use std::time::Instant;
use vocabulary::Result;

/// Processor time of this process so far, in ten-thousandths of a second of all its threads.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let ticks: Vec<f64> =
        stat.rsplit(')').next().unwrap().split(' ').filter_map(|field| field.parse().ok()).collect();
    // utime and stime, in hundredths.
    (ticks[10] + ticks[11]) / 100.0
}

/// Runs something `count` times and prints what one time takes.
fn measure(what: &str, count: usize, mut work: impl FnMut(usize)) {
    let (start, used) = (Instant::now(), processor());
    (0..count).for_each(&mut work);
    let (wall, used) = (start.elapsed().as_secs_f64(), processor() - used);
    println!(
        "{what}: {:.1} µs, of the processor {:.1} µs",
        wall * 1e6 / count as f64,
        used * 1e6 / count as f64
    );
}

#[test]
#[ignore = "measures"]
fn cost_of_single_operations() {
    let house = House::new(store::testing::Fresh::sqlite());
    let club = house.create("club", json!({"name": "Olimpija"})).id();
    let fan = move |number: usize| {
        input(json!({
            "name": format!("Maja Novak {number}"), "emails": [format!("maja{number}@example.com")], "club": club,
            "age": number % 90, "tags": ["vip", "north"], "external_ids": [format!("shop:{number}")],
        }))
    };
    let (chunks, size) = (100, 100);
    let mut ids = Vec::new();
    let context = house.ana();
    measure("create (in hundreds)", chunks, |chunk| {
        let made = house.engine.write(&context, move |writing| {
            (0..size)
                .map(|row| Ok(writing.create("fan", &fan(chunk * size + row))?.id()))
                .collect::<Result<Vec<_>>>()
        });
        ids.extend(made.unwrap());
    });
    measure("change (in hundreds)", chunks, |chunk| {
        let ids = ids[chunk * size..(chunk + 1) * size].to_vec();
        let change = move |writing: &mut crate::Writing<'_>| {
            for id in &ids {
                let fields = input(json!({"age": 91}));
                writing.change("fan", &crate::ChangeRequest { id: *id, version: None, fields })?;
            }
            Ok(())
        };
        house.engine.write(&context, change).unwrap();
    });
    measure("get as JSON", chunks * size, |row| {
        std::hint::black_box(house.get_as(&context, "fan", ids[row]).unwrap().to_bytes());
    });
    let request = serde_json::from_value(json!({"sort": "name", "limit": 50})).unwrap();
    measure("page of 50 as JSON", 500, |_| {
        let list = house.engine.read(&context, |reading| reading.find("fan", &request)).unwrap();
        std::hint::black_box(serde_json::to_vec(&list).unwrap());
    });
}

/// One record in each transaction, with and without the row of a change set.
#[test]
#[ignore = "measures"]
fn cost_of_a_change_set() {
    let house = House::new(store::testing::Fresh::sqlite());
    let count = 500;
    let write = |context: &crate::Context, number: usize| {
        let fields =
            input(json!({"name": format!("Maja Novak {number}"), "age": number % 90, "tags": ["vip"]}));
        house.engine.write(context, move |writing| Ok(writing.create("fan", &fields)?.id())).unwrap()
    };
    for round in 0..3 {
        let plain = house.ana();
        measure("create, no change set", count, |number| {
            write(&plain, number);
        });
        measure("create, with a change set", count, |number| {
            let batch = Some(plain.ids.next(plain.now));
            write(&crate::Context { batch, ..plain.clone() }, number);
        });
        println!("round {round}");
    }
    for records in [1_000, 8_000] {
        take_back(&house, records);
    }
}

/// What taking an act of so many records back costs, in pieces: the larger act is to cost as much per record.
fn take_back(house: &House, records: usize) {
    let context = house.ana();
    let set = context.ids.next(context.now);
    let context = crate::Context { batch: Some(set), ..context };
    let make = move |writing: &mut crate::Writing<'_>| {
        for row in 0..records {
            writing.create("fan", &input(json!({"name": format!("Bor {row}")})))?;
        }
        Ok(())
    };
    house.engine.write(&context, make).unwrap();
    let (mut before, mut undone) = (None, 0);
    let undoing = house.ana();
    measure(&format!("take back a hundred of {records}"), records / 100, |_| {
        let batch = Some(undoing.ids.next(undoing.now));
        let context = crate::Context { batch, ..undoing.clone() };
        let piece = house.engine.write(&context, move |writing| writing.undo_on(set, before, 100)).unwrap();
        (before, undone) = (piece.next, undone + piece.undone);
    });
    assert_eq!(undone as usize, records);
}
