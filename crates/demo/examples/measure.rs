//! How fast the demo company is made, and how fast it is filled in: `cargo run --release -p demo --example measure -- 1 fill`. With
//! `people` instead of `fill` only companies and people are made, and then searched for duplicates: `… measure -- 100 people` takes a million.
//! With a folder after that, the database stays there, and one that is there already is searched and not filled again.

use demo::{DemoCompany, Size, USERS};
use records::{Context, Engine, Rights};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use store::migrate::Migration;
use store::query::Moment;
use store::testing::Fresh;
use store::{Config, Store};
use vocabulary::{Actor, Channel, Currency, Date, IdSource, Result, SeededIds, Timestamp, WorkspaceId};

fn main() -> Result<(), String> {
    let factor: f64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1.0);
    let today: Date = "2026-11-22".parse()?;
    let now = Timestamp::from_micros(1_795_330_800_000_000);
    let ids = Arc::new(SeededIds::new(7));
    let owners = USERS.iter().map(|_| ids.next(now)).collect();
    let start = Instant::now();
    let mut size = Size::STANDARD.times(factor);
    if std::env::args().nth(2).as_deref() == Some("people") {
        size = Size { leads: 0, deals: 0, purchases: 0, activities: 0, ..size };
    }
    let company = DemoCompany::new(1, size, today, owners);
    println!("prepared in {:?}", start.elapsed());
    let mut last: (&str, usize, Instant) = ("", 0, Instant::now());
    let mut count = 0;
    for record in company.records() {
        let sort = if ["call", "meeting", "task", "note"].contains(&record.object) {
            "activity"
        } else {
            record.object.trim_end_matches("_line")
        };
        if sort != last.0 {
            println!("{:>20} {:>9} in {:?}", last.0, count - last.1, last.2.elapsed());
            last = (sort, count, Instant::now());
        }
        count += 1;
    }
    println!("{:>20} {:>9} in {:?}", last.0, count - last.1, last.2.elapsed());
    println!("{count} records (about {}) in {:?}", company.about(), start.elapsed());
    if std::env::args().nth(2).is_some() {
        fill(&company, now, ids).map_err(|error| format!("{error:?}"))?;
    }
    Ok(())
}

fn fill(company: &DemoCompany, now: Timestamp, ids: Arc<SeededIds>) -> Result<()> {
    let user = "CREATE TABLE \"user\" (workspace_id BIGINT NOT NULL, id UUID NOT NULL, name TEXT NOT NULL, name_fold TEXT NOT NULL, \
                PRIMARY KEY (workspace_id, id));";
    let nouns = standard::MIGRATION_TEXTS.iter();
    let nouns = nouns.map(|text| Migration { name: text.name, sqlite: text.sqlite, postgres: text.postgres });
    let migrations: Vec<Migration> = records::MIGRATIONS
        .iter()
        .copied()
        .chain([Migration::both("test/0001_user", user)])
        .chain(nouns)
        .collect();
    let kept = std::env::args().nth(3).map(|folder| PathBuf::from(folder).join("kith.db"));
    let there = kept.as_ref().is_some_and(|path| path.exists());
    let fresh = if std::env::args().nth(2).as_deref() == Some("postgres") {
        Fresh::postgres()
    } else {
        Fresh::sqlite()
    };
    let store = match kept {
        Some(path) => Store::open(&Config::Sqlite { path }, &migrations)?,
        None => fresh.open(&migrations),
    };
    let engine = Engine::new(store, standard::OBJECTS, Vec::new());
    let context = Context {
        workspace: WorkspaceId(1),
        actor: Actor::system(Channel::Demo),
        rights: Arc::new(Rights::unlimited()),
        now,
        moment: Moment {
            now,
            zone: jiff::tz::TimeZone::UTC,
            first_weekday: 1,
            me: None,
            read: dictionary::ReadContext { currency: Currency::EUR, country: None },
        },
        ids: ids as Arc<dyn IdSource>,
        batch: None,
    };
    if there {
        return search(&engine, &context);
    }
    let start = Instant::now();
    let mut mark = Instant::now();
    let done = demo::fill(&engine, &context, company, demo::CHUNK, &mut |done| {
        if done % 32_000 < 64 {
            println!("{done} after {:?} (+{:?})", start.elapsed(), mark.elapsed());
            mark = Instant::now();
        }
    })?;
    println!("filled {done} in {:?}", start.elapsed());
    if std::env::args().nth(2).as_deref() == Some("people") {
        search(&engine, &context)?;
    }
    if let Some(folder) = fresh.folder() {
        for file in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            println!(
                "{:?} {} MB",
                file.file_name(),
                file.metadata().map_or(0, |data| data.len() / 1_000_000)
            );
        }
    }
    Ok(())
}

fn search(engine: &Engine, context: &Context) -> Result<()> {
    for object in ["company", "person"] {
        let start = Instant::now();
        let phase: Mutex<(String, Instant)> = Mutex::new((String::new(), start));
        let tell = |_: i64, _: Option<i64>, note: &str| {
            let mut phase = phase.lock().unwrap_or_else(PoisonError::into_inner);
            if phase.0 != note {
                println!("{:>20} over after {:?}", phase.0, phase.1.elapsed());
                *phase = (note.to_string(), Instant::now());
            }
            ControlFlow::Continue(())
        };
        let found = engine.search_duplicates(context, object, &tell)?;
        let found = found.ok_or_else(|| vocabulary::Error::internal("a search that nobody stopped"))?;
        println!(
            "searched {} of {object}: {} pairs kept, {} left out, in {:?}",
            found.records,
            found.pairs(),
            found.left_out,
            start.elapsed()
        );
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("memory unknown"));
    Ok(())
}
