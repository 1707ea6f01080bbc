//! Backup while writing goes on, and back again.

use crate::support::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::Store;
use store::table::{Insert, Select};
use store::testing::Fresh;

fn round_trip(from: Fresh, into: Fresh) {
    let store = open(&from);
    let person = record(
        "person",
        &[("name", name("Ana", "Novak\t\\N \"x\"")), ("emails", emails(&["ana@example.com"]))],
    );
    insert(&store, "person", &person).unwrap();
    store.write(|writer| writer.index_custom_field(&object("person"), "x_color", true)).unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..4)
        .map(|_| {
            let (store, stop) = (Arc::clone(&store), Arc::clone(&stop));
            std::thread::spawn(move || {
                let mut written = 0;
                while !stop.load(Ordering::Relaxed) {
                    // Two rows that belong together: a backup has both or none.
                    store
                        .write(|writer| {
                            for word in ["left", "right"] {
                                let values = vec![
                                    ("workspace_id", HOME.into()),
                                    ("id", id().into()),
                                    ("word", word.into()),
                                ];
                                writer.insert(&Insert::new("thing", values))?;
                            }
                            Ok(())
                        })
                        .unwrap();
                    written += 1;
                }
                written
            })
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kith.backup");
    let mut steps = 0;
    let beside = Store::open_shared(&from.config, &migrations()).unwrap();
    beside.backup(&file, &mut |_, _| steps += 1).unwrap();
    stop.store(true, Ordering::Relaxed);
    let written: usize = writers.into_iter().map(|writer| writer.join().unwrap()).sum();
    assert!(steps > 0 && written > 0);
    assert!(store.backup(&file, &mut |_, _| {}).is_err(), "a backup never overwrites");
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left, ["kith.backup"]);

    Store::restore(&file, &into.config, &migrations(), &mut |_, _| {}).unwrap();
    let restored = open(&into);
    assert_eq!(
        read(&restored, "person", person.meta.id).unwrap().values,
        read(&store, "person", person.meta.id).unwrap().values
    );
    let rows = restored.read(|reader| reader.select(&Select::new("thing", &["word"], vec![]))).unwrap();
    assert!(rows.len().is_multiple_of(2));
    assert_eq!(restored.schema_text().unwrap(), store.schema_text().unwrap());
    assert_sound(&restored);
    // It goes on where it stopped.
    insert(&restored, "person", &record("person", &[("name", name("Bo", "Later"))])).unwrap();
    assert!(
        Store::restore(&file, &into.config, &migrations(), &mut |_, _| {}).is_err(),
        "a database is never overwritten"
    );

    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes.truncate(middle);
    let cut = folder.path().join("cut");
    std::fs::write(&cut, &bytes).unwrap();
    let third = if from.folder().is_some() { Fresh::sqlite() } else { Fresh::postgres() };
    assert!(
        Store::restore(&cut, &third.config, &migrations(), &mut |_, _| {}).is_err(),
        "half a backup is refused"
    );
    open(&third);
}

#[test]
fn a_sqlite_backup_taken_while_writing_restores() {
    round_trip(Fresh::sqlite(), Fresh::sqlite());
}

#[test]
fn a_postgres_backup_taken_while_writing_restores() {
    round_trip(Fresh::postgres(), Fresh::postgres());
}
