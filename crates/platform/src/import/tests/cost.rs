//! What an import and an export cost. Told, never judged: run with `--release -- --ignored --nocapture cost`.

use super::*;
use std::time::Instant;

const PEOPLE: usize = 100_000;

fn people() -> String {
    let mut text = String::from("Id,First name,Last name,Email,Phone,Company,City,Born\n");
    for number in 0..PEOPLE {
        text.push_str(&format!(
            "{number},Ana{},Novak{},ana{number}@example.com,+38640{:06},Company {},Ljubljana,1980-{:02}-{:02}\n",
            number % 700,
            number % 3_000,
            number % 1_000_000,
            number % 5_000,
            number % 12 + 1,
            number % 28 + 1
        ));
    }
    text
}

#[test]
#[ignore = "measures"]
fn cost_of_a_hundred_thousand_people() {
    let shop = Shop::new();
    let path = shop.file("people.csv", people().as_bytes());
    let mapping: Mapping = serde_json::from_value(json!({"objects": [{
    "object": "person", "match": ["external_ids", "emails"], "fields": [
        {"field": "external_ids", "column": "Id", "prefix": "shop:"},
        {"field": "name.given", "column": "First name"},
        {"field": "name.family", "column": "Last name"},
        {"field": "emails", "column": "Email"},
        {"field": "phones", "column": "Phone"},
        {"field": "company", "column": "Company", "link": {"by": "title", "when_missing": "create"}},
        {"field": "addresses.city", "column": "City"},
        {"field": "birth_date", "column": "Born"},
    ]}]}))
    .unwrap();
    let rate = |what: &str, rows: usize, started: Instant| {
        println!("{what}: {:.0} rows a second", rows as f64 / started.elapsed().as_secs_f64());
    };
    let started = Instant::now();
    let done = shop.run(&path, mapping.clone());
    rate("import of new people", PEOPLE, started);
    assert_eq!((done.import.progress.created, done.import.progress.refused), (PEOPLE as i64, 0));
    let started = Instant::now();
    let again = shop.run(&path, mapping.clone());
    rate("import of the same people", PEOPLE, started);
    assert_eq!(again.import.progress.unchanged, PEOPLE as i64);
    let started = Instant::now();
    run_file(&shop.platform, &shop.context, &path, mapping, true, &mut |_| {}).unwrap();
    rate("dry run", PEOPLE, started);
    for format in ["csv", "jsonl", "xlsx"] {
        let request: ExportRequest = serde_json::from_value(json!({"format": format})).unwrap();
        let started = Instant::now();
        let read = |reading: &mut records::Reading<'_>| {
            reading.export("person", &request, std::io::sink(), &std::env::temp_dir())
        };
        let exported = shop.platform.engine.read(&shop.context, read).unwrap();
        rate(&format!("export as {format}"), exported.rows as usize, started);
    }
    let started = Instant::now();
    let undone = undo_now(&shop.platform, &shop.context, done.import.id, &mut |_| {}).unwrap();
    rate("undo", PEOPLE, started);
    assert_eq!(undone.kept, [""; 0]);
}
