//! Writes that wait together: each stands or falls alone, and nobody is answered too early.

use crate::support::*;
use std::sync::Arc;

use std::sync::mpsc::channel;
use store::Store;
use store::migrate::Migration;
use store::query::{Query, SeesAll, Selection, Trash};
use store::table::{Condition, Insert, Select, Update};
use store::testing::Fresh;
use vocabulary::Error;

store::on_both_databases!(
    a_write_that_fails_or_panics_takes_only_itself_back,
    a_part_that_fails_leaves_the_rest,
    a_failure_that_was_swallowed_is_not_acknowledged_as_saved,
    what_was_answered_is_there,
    no_increment_is_lost,
    long_writes_that_touch_the_same_rows_in_any_sequence_all_go_through,
    a_read_sees_one_moment,
    a_reader_that_panics_harms_nobody,
    reading_works_inside_a_runtime,
    only_one_server_opens_a_file,
    work_goes_on_after_the_connections_were_cut,
);

fn thing(word: &str) -> Insert {
    Insert::new(
        "thing",
        vec![("workspace_id", HOME.into()), ("id", id().into()), ("word", word.into()), ("number", 0.into())],
    )
}

fn words(store: &Store) -> Vec<String> {
    let select = Select::new("thing", &["word"], vec![]).ascending("word");
    let rows = store.read(|reader| reader.select(&select)).unwrap();
    rows.into_iter().map(|row| row[0].text().unwrap().to_string()).collect()
}

fn a_write_that_fails_or_panics_takes_only_itself_back(fresh: Fresh) {
    let store = open(&fresh);
    let (sender, receiver) = channel();
    for index in 0..30 {
        let sender = sender.clone();
        store.write_then(
            move |writer| {
                writer.insert(&thing(&format!("{index:02}")))?;
                match index % 3 {
                    0 => Ok(index),
                    1 => Err(Error::not_found()),
                    _ => panic!("as planned"),
                }
            },
            move |outcome| sender.send((index, outcome)).unwrap(),
        );
    }
    drop(sender);
    for (index, outcome) in receiver {
        match index % 3 {
            0 => assert_eq!(outcome, Ok(index)),
            1 => assert_eq!(outcome, Err(Error::not_found())),
            _ => assert!(matches!(outcome, Err(Error::Internal(_)))),
        }
    }
    let expected: Vec<String> =
        (0..30).filter(|index| index % 3 == 0).map(|index| format!("{index:02}")).collect();
    assert_eq!(words(&store), expected);
}

fn everybody() -> Query<'static> {
    static PERSON: std::sync::LazyLock<Arc<dictionary::ObjectDef>> =
        std::sync::LazyLock::new(|| object("person"));
    Query {
        workspace: HOME,
        dictionary: &DICTIONARY,
        object: &PERSON,
        visibility: &SeesAll,
        filter: None,
        text: None,
        sort: Vec::new(),
        selection: Selection::whole(&PERSON),
        limit: 1,
        after: None,
        trash: Trash::Without,
    }
}

/// What triggers note is worked in once, at the end of all writes that go together.
#[test]
fn what_cannot_be_settled_fails_the_write_it_is_of_and_no_other() {
    const NOTED: &str = "CREATE TABLE unsettled_word (word TEXT NOT NULL);
        CREATE TRIGGER noted AFTER INSERT ON thing BEGIN INSERT INTO unsettled_word VALUES (NEW.word); END;
        CREATE TRIGGER settled AFTER DELETE ON unsettled_word WHEN OLD.word LIKE 'bad%'
            BEGIN SELECT RAISE(ABORT, 'it does not go in'); END;";
    let fresh = Fresh::sqlite();
    let mut steps = migrations();
    steps.push(Migration { name: "test/0003_noted", sqlite: NOTED, postgres: "" });
    let store = fresh.open(&steps);
    let (sender, receiver) = channel();
    let (release, released) = channel::<()>();
    let mut released = Some(released);
    for index in 0..20 {
        let (sender, word) =
            (sender.clone(), format!("{}{index:02}", if index % 6 == 5 { "bad" } else { "w" }));
        // The first holds the others up until all are here: they go together.
        let gate = if index == 0 { released.take() } else { None };
        store.write_then(
            move |writer| {
                if let Some(gate) = &gate {
                    let _ = gate.recv();
                }
                // Half of them ask, and what was noted before is settled for that.
                if index % 2 == 0 {
                    writer.count(&everybody(), None)?;
                }
                writer.insert(&thing(&word)).map(|_| index)
            },
            move |outcome| sender.send((index, outcome)).unwrap(),
        );
    }
    drop((sender, release));
    for (index, outcome) in receiver {
        assert_eq!(outcome.is_ok(), index % 6 != 5, "{index}: {outcome:?}");
    }
    let expected: Vec<String> =
        (0..20).filter(|index| index % 6 != 5).map(|index| format!("w{index:02}")).collect();
    assert_eq!(words(&store), expected);
}

fn a_part_that_fails_leaves_the_rest(fresh: Fresh) {
    let store = open(&fresh);
    let person = record("person", &[("name", name("Ana", "Kept"))]);
    let dropped = record("person", &[("name", name("Bo", "Dropped"))]);
    let twin = dropped.clone();
    store
        .write(move |writer| {
            writer.insert_record(HOME, &object("person"), &person)?;
            let failed = writer.attempt(&mut |part| {
                part.insert_record(HOME, &object("person"), &twin)?;
                part.attempt(&mut |inner| inner.insert(&thing("inner")).map(|_| ()))?;
                // The same record again: the database itself refuses.
                part.insert_record(HOME, &object("person"), &twin)
            });
            assert!(failed.is_err());
            writer.attempt(&mut |part| part.insert(&thing("after")).map(|_| ()))
        })
        .unwrap();
    assert_eq!(words(&store), ["after"]);
    assert!(read(&store, "person", dropped.meta.id).is_none());
    assert_sound(&store);
}

fn a_failure_that_was_swallowed_is_not_acknowledged_as_saved(fresh: Fresh) {
    let store = open(&fresh);
    let outcome = store.write(move |writer| {
        writer.insert(&thing("before"))?;
        let swallowed = writer.insert(&Insert::new("no_such_table", vec![("a", 1.into())]));
        assert!(swallowed.is_err());
        let _also_swallowed = writer.insert(&thing("after"));
        Ok(())
    });
    // SQLite gives up the statement, PostgreSQL the transaction: what counts is that the answer is true.
    match outcome {
        Ok(()) => assert_eq!(words(&store), ["after", "before"]),
        Err(_) => assert!(words(&store).is_empty()),
    }
    store.write(|writer| writer.insert(&thing("later"))).unwrap();
}

fn what_was_answered_is_there(fresh: Fresh) {
    let store = open(&fresh);
    let writers: Vec<_> = (0..16)
        .map(|writer| {
            let store = Arc::clone(&store);
            std::thread::spawn(move || {
                for index in 0..10 {
                    let word = format!("{writer}-{index}");
                    let wanted = word.clone();
                    store.write(move |writer| writer.insert(&thing(&word))).unwrap();
                    let select = Select::new("thing", &["word"], vec![Condition::Eq("word", wanted.into())]);
                    assert_eq!(store.read(|reader| reader.select(&select)).unwrap().len(), 1);
                }
            })
        })
        .collect();
    writers.into_iter().for_each(|writer| writer.join().unwrap());
    let expected = 160;
    assert_eq!(words(&store).len(), expected);
    drop(store);
    assert_eq!(words(&open(&fresh)).len(), expected);
}

fn no_increment_is_lost(fresh: Fresh) {
    let store = open(&fresh);
    store.write(|writer| writer.insert(&thing("counter"))).unwrap();
    let writers: Vec<_> = (0..8)
        .map(|_| {
            let store = Arc::clone(&store);
            std::thread::spawn(move || {
                for _ in 0..10 {
                    store
                        .write(|writer| {
                            let rows = writer.select(&Select::new("thing", &["number"], vec![]))?;
                            let number = rows[0][0].integer().unwrap() + 1;
                            writer.update(&Update::new("thing", vec![("number", number.into())], vec![]))
                        })
                        .unwrap();
                }
            })
        })
        .collect();
    writers.into_iter().for_each(|writer| writer.join().unwrap());
    let rows = store.read(|reader| reader.select(&Select::new("thing", &["number"], vec![]))).unwrap();
    assert_eq!(rows[0][0].integer(), Some(80));
}

/// Each holds what another waits for, on two servers at once where there can be two: none is told to try again.
fn long_writes_that_touch_the_same_rows_in_any_sequence_all_go_through(fresh: Fresh) {
    const ROWS: usize = 5;
    const WRITERS: usize = 8;
    const WRITES: usize = 2;
    let store = open(&fresh);
    let other = if store.is_embedded() { Arc::clone(&store) } else { open(&fresh) };
    for index in 0..ROWS {
        store.write(move |writer| writer.insert(&thing(&format!("{index}")))).unwrap();
    }
    std::thread::scope(|scope| {
        for start in 0..WRITERS {
            let store = if start < WRITERS / 2 { &store } else { &other };
            scope.spawn(move || {
                for turn in 0..WRITES {
                    let written = store.write(move |writer| {
                        for step in 0..ROWS {
                            let place =
                                (if start % 2 == 0 { step } else { ROWS - step } + start + turn) % ROWS;
                            let one = vec![Condition::Eq("word", format!("{place}").into())];
                            let number = writer.select(&Select::new("thing", &["number"], one.clone()))?;
                            let number = number[0][0].integer().unwrap() + 1;
                            writer.update(&Update::new("thing", vec![("number", number.into())], one))?;
                            std::thread::sleep(std::time::Duration::from_millis(4));
                        }
                        Ok(())
                    });
                    assert_eq!(written, Ok(()));
                }
            });
        }
    });
    let select = Select::new("thing", &["number"], vec![]);
    let numbers = store.read(|reader| reader.select(&select)).unwrap();
    let expected = i64::try_from(WRITERS * WRITES).unwrap();
    assert!(numbers.iter().all(|row| row[0].integer() == Some(expected)), "{numbers:?}");
}

fn a_read_sees_one_moment(fresh: Fresh) {
    let store = open(&fresh);
    store.write(|writer| writer.insert(&thing("one"))).unwrap();
    let select = Select::new("thing", &["word"], vec![]);
    store
        .read(|reader| {
            assert_eq!(reader.select(&select)?.len(), 1);
            store.write(|writer| writer.insert(&thing("two")))?;
            assert_eq!(reader.select(&select)?.len(), 1);
            Ok(())
        })
        .unwrap();
    assert_eq!(words(&store).len(), 2);
}

fn a_reader_that_panics_harms_nobody(fresh: Fresh) {
    let store = open(&fresh);
    for _ in 0..20 {
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            store.read(|reader| -> vocabulary::Result<()> {
                reader.select(&Select::new("thing", &["word"], vec![]))?;
                panic!("as planned")
            })
        }));
        assert!(panicked.is_err());
    }
    store.write(|writer| writer.insert(&thing("one"))).unwrap();
    assert_eq!(words(&store), ["one"]);
}

fn reading_works_inside_a_runtime(fresh: Fresh) {
    let store = open(&fresh);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    runtime.block_on(async {
        store.write(|writer| writer.insert(&thing("one"))).unwrap();
        assert_eq!(words(&store), ["one"]);
    });
    let (sender, receiver) = channel();
    store.write_then(|writer| writer.insert(&thing("two")), move |outcome| sender.send(outcome).unwrap());
    receiver.recv().unwrap().unwrap();
    assert_eq!(words(&store).len(), 2);
}

fn only_one_server_opens_a_file(fresh: Fresh) {
    let store = open(&fresh);
    let second = Store::open(&fresh.config, &migrations());
    if fresh.folder().is_some() {
        let refusal = second.unwrap_err().to_string();
        assert!(refusal.contains("Another Kith is using"), "{refusal}");
        let beside = Store::open_shared(&fresh.config, &migrations()).unwrap();
        assert!(words(&beside).is_empty());
        assert!(beside.write(|writer| writer.insert(&thing("one"))).is_err());
    } else {
        assert!(second.is_ok(), "several servers share one PostgreSQL");
    }
    drop(store);
    open(&fresh);
}

fn work_goes_on_after_the_connections_were_cut(fresh: Fresh) {
    let store = open(&fresh);
    for round in 0..3 {
        store.write(move |writer| writer.insert(&thing(&format!("{round}")))).unwrap();
        assert_eq!(words(&store).len(), round + 1);
        fresh.cut_connections();
        assert_eq!(words(&store).len(), round + 1);
    }
    // In the middle of a write: it runs again, and counts once.
    let fresh = Arc::new(fresh);
    let (cutting, mut runs) = (Arc::clone(&fresh), 0);
    let written = store.write(move |writer| {
        runs += 1;
        writer.insert(&thing("last"))?;
        if runs == 1 {
            cutting.cut_connections();
            // Fails on a connection that is gone, and the closure does not care.
            let _rows = writer.select(&Select::new("thing", &["word"], vec![]));
        }
        Ok(())
    });
    assert_eq!(written, Ok(()));
    assert_eq!(words(&store).iter().filter(|word| *word == "last").count(), 1);
}
