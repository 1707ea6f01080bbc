//! What a write and a read cost. Told, never judged: run with `--release -- --ignored --nocapture cost`.

use super::house::{House, input};
use serde_json::json;
use std::time::Instant;

#[test]
#[ignore = "measures"]
fn cost_of_single_operations() {
    let house = House::new(store::testing::Fresh::sqlite());
    let club = house.create("club", json!({"name": "Olimpija"})).id();
    let count = 20_000u32;
    let fans: Vec<_> = (0..count)
        .map(|number| {
            input(json!({
                "name": format!("Maja Novak {number}"), "emails": [format!("maja{number}@example.com")], "club": club,
                "age": number % 90, "tags": ["vip", "north"], "external_ids": [format!("shop:{number}")],
            }))
        })
        .collect();
    let start = Instant::now();
    let ids = house
        .engine
        .write(&house.ana(), move |writing| {
            fans.iter()
                .map(|fan| Ok(writing.create("fan", fan)?.id()))
                .collect::<vocabulary::Result<Vec<_>>>()
        })
        .unwrap();
    println!("create {:.1} µs", start.elapsed().as_secs_f64() * 1e6 / f64::from(count));
    let start = Instant::now();
    let changed = ids.clone();
    house
        .engine
        .write(&house.ana(), move |writing| {
            for id in &changed {
                let fields = input(json!({"age": 91}));
                writing.change("fan", &crate::ChangeRequest { id: *id, version: None, fields })?;
            }
            Ok(())
        })
        .unwrap();
    println!("change {:.1} µs", start.elapsed().as_secs_f64() * 1e6 / f64::from(count));
    let context = house.ana();
    let start = Instant::now();
    for id in &ids {
        std::hint::black_box(house.get_as(&context, "fan", *id).unwrap().to_bytes());
    }
    println!("get as JSON {:.1} µs", start.elapsed().as_secs_f64() * 1e6 / f64::from(count));
    let request = serde_json::from_value(json!({"sort": "name", "limit": 50})).unwrap();
    let start = Instant::now();
    for _ in 0..200 {
        let list = house.engine.read(&context, |reading| reading.find("fan", &request)).unwrap();
        std::hint::black_box(serde_json::to_vec(&list).unwrap());
    }
    println!("page of 50 as JSON {:.1} µs", start.elapsed().as_secs_f64() * 1e6 / 200.0);
}
