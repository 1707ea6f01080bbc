//! Imports over the small dictionary of the engine's tests.

mod groups;
mod guesses;
mod rows;
mod taking_back;
mod values;

use super::{Cache, Entry, EntryRow, Imagined, Mapping, Plan, RowOutcome, RowResult, apply, simulate, undo};
use crate::Context;
use crate::export::{ExportFormat, ExportRequest};
use crate::tests::house::House;
use serde_json::Value as Json;
use std::sync::{Arc, Mutex};
use vocabulary::{Actor, ActorKind, Channel, Error, Id, Result};

/// A table as text: the first line names the columns, `|` stands between cells.
struct Table {
    headers: Vec<String>,
    rows: Vec<EntryRow>,
}

fn table(text: &str) -> Table {
    let mut lines =
        text.lines().map(|line| line.split('|').map(|cell| cell.trim().to_string()).collect::<Vec<_>>());
    let headers = lines.next().unwrap();
    let rows =
        lines.zip(2u64..).map(|(cells, line)| EntryRow { line, cells, warnings: Vec::new() }).collect();
    Table { headers, rows }
}

fn mapping(json: Json) -> Mapping {
    serde_json::from_value(json).unwrap()
}

fn plan(house: &House, table: &Table, json: Json) -> Result<Plan> {
    let context = house.ana();
    house
        .engine
        .read(&context, |reading| Plan::new(reading.dictionary(), &mapping(json.clone()), &table.headers))
}

fn entries(plan: &Plan, table: &Table) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for row in &table.rows {
        let key = |row: &EntryRow| plan.group_by().map(|column| row.cells[column].clone());
        match entries.last_mut() {
            Some(last) if key(row).is_some() && key(&last.rows[0]) == key(row) => last.rows.push(row.clone()),
            _ => entries.push(Entry { rows: vec![row.clone()] }),
        }
    }
    entries
}

/// The circumstances of an import of its own.
fn importing(context: Context) -> Context {
    let batch = context.ids.next(context.now);
    let actor = Actor {
        kind: ActorKind::Import,
        id: Some(batch),
        user: context.actor.user,
        name: "fans.csv".into(),
        channel: Channel::Import,
        source: None,
    };
    Context { actor, batch: Some(batch), ..context }
}

fn run_as(house: &House, context: Context, text: &str, json: Json) -> Vec<RowResult> {
    let table = table(text);
    let plan = Arc::new(plan(house, &table, json).unwrap());
    let cache = Arc::new(Mutex::new(Cache::default()));
    let mut results = Vec::new();
    // Two entries a chunk, so that what is remembered crosses transactions.
    for chunk in entries(&plan, &table).chunks(2) {
        let (plan, chunk, inner, engine) =
            (plan.clone(), chunk.to_vec(), context.clone(), house.engine.clone());
        let known = cache.clone();
        let (told, additions) = house
            .engine
            .store()
            .write(move |writer| {
                apply(&engine, writer, &inner, &plan, "fans.csv", &chunk, &known.lock().unwrap())
            })
            .unwrap();
        cache.lock().unwrap().keep(additions);
        results.extend(told);
    }
    results
}

fn run(house: &House, text: &str, json: Json) -> Vec<RowResult> {
    run_as(house, importing(house.ana()), text, json)
}

fn dry_run(house: &House, text: &str, json: Json) -> Vec<RowResult> {
    let table = table(text);
    let plan = plan(house, &table, json).unwrap();
    let context = importing(house.ana());
    let mut imagined = Imagined::default();
    let mut results = Vec::new();
    for chunk in entries(&plan, &table).chunks(2) {
        let read = |reader: &mut dyn store::Reader| {
            simulate(&house.engine, reader, &context, &plan, chunk, &mut imagined)
        };
        results.extend(house.engine.store().read(read).unwrap());
    }
    results
}

fn take_back(house: &House, batch: Id) -> Vec<String> {
    let mut before = None;
    let mut kept = Vec::new();
    loop {
        let (engine, context) = (house.engine.clone(), house.ana());
        let step = house
            .engine
            .store()
            .write(move |writer| undo(&engine, writer, &context, batch, before, 2))
            .unwrap();
        kept.extend(step.kept);
        match step.next {
            Some(next) => before = Some(next),
            None => return kept,
        }
    }
}

fn outcomes(results: &[RowResult]) -> Vec<RowOutcome> {
    results.iter().map(|result| result.outcome).collect()
}

/// Everything of an object that anybody can see, as bytes.
fn exported(house: &House, object: &str) -> String {
    let request = ExportRequest { format: ExportFormat::Jsonl, ..ExportRequest::default() };
    let mut bytes = Vec::new();
    let context = house.ana();
    house
        .engine
        .read(&context, |reading| reading.export(object, &request, &mut bytes, &std::env::temp_dir()))
        .unwrap();
    String::from_utf8(bytes).unwrap()
}

fn all_exported(house: &House) -> String {
    ["club", "fan", "visit"].iter().map(|object| exported(house, object)).collect()
}

fn places(error: Error) -> Vec<String> {
    match error {
        Error::Invalid(problems) => {
            problems.iter().map(|problem| format!("{} {}", problem.field, problem.code)).collect()
        }
        other => panic!("{other:?}"),
    }
}
