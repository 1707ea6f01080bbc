//! Killed in the middle of writing, again and again: what was acknowledged is there, and nothing is there by half.

use crate::support::*;
use std::collections::HashSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use store::table::{Insert, Select};
use store::testing::Fresh;
use store::{Config, Store};
use vocabulary::IdSource;

/// Set for the process that is to be killed: where its database lies.
const FILE: &str = "KITH_TEST_KILL_FILE";
const ROUNDS: usize = 6;

/// Not a test of its own: what the killed process runs. Prints the number of each pair that was acknowledged.
#[test]
fn writes_until_killed() {
    #[expect(clippy::disallowed_methods, reason = "how a test hands its child the place of the database")]
    let Ok(path) = std::env::var(FILE) else { return };
    let store = Store::open(&Config::Sqlite { path: path.into() }, &migrations()).unwrap();
    let last = store
        .read(|reader| {
            reader.select(&Select::new("thing", &["number"], vec![]).descending("number").limit(1))
        })
        .unwrap();
    let first = last.first().and_then(|row| row[0].integer()).map_or(0, |last| last + 1);
    // Ids that no killed process before this one gave.
    let ids = std::sync::Arc::new(vocabulary::SeededIds::new(1_000 + first as u64));
    let (sender, acknowledged) = std::sync::mpsc::channel();
    for writer in 0..16 {
        let (store, sender, ids) =
            (std::sync::Arc::clone(&store), sender.clone(), std::sync::Arc::clone(&ids));
        std::thread::spawn(move || {
            for step in 0.. {
                let number = first + step * 16 + writer;
                let ids = std::sync::Arc::clone(&ids);
                let saved = store.write(move |writer| {
                    for word in ["left", "right"] {
                        let values = vec![
                            ("workspace_id", HOME.into()),
                            ("id", ids.next(now()).into()),
                            ("word", word.into()),
                            ("number", number.into()),
                        ];
                        writer.insert(&Insert::new("thing", values))?;
                    }
                    let mut person = record(
                        "person",
                        &[("name", name("Ana", "Novak")), ("x_badge", dictionary::Value::Integer(number))],
                    );
                    person.meta.id = ids.next(now());
                    writer.insert_record(HOME, &object("person"), &person)
                });
                saved.unwrap();
                sender.send(number).unwrap();
            }
        });
    }
    drop(sender);
    // One write for each line: what arrives at the other end was acknowledged, however the process ends.
    let mut out = std::io::stdout().lock();
    for number in acknowledged {
        out.write_all(format!("\nsaved {number} \n").as_bytes()).unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn no_acknowledged_write_is_lost_by_a_kill() {
    let fresh = Fresh::sqlite();
    drop(open(&fresh));
    let path = fresh.folder().unwrap().join("kith.db");
    let mut acknowledged = HashSet::new();
    for round in 0..ROUNDS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::writes_until_killed", "--nocapture", "--test-threads=1"])
            .env(FILE, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let wanted = acknowledged.len() + 20 + round * 17;
        let mut note = |line: std::io::Result<String>| {
            let line = line.unwrap_or_default();
            let number = line
                .strip_prefix("saved ")
                .and_then(|rest| rest.strip_suffix(' '))
                .and_then(|number| number.parse::<i64>().ok());
            acknowledged.extend(number);
            acknowledged.len()
        };
        while note(lines.next().expect("the writing process ended by itself")) < wanted {}
        child.kill().unwrap();
        child.wait().unwrap();
        lines.for_each(|line| {
            note(line);
        });

        let store = open(&fresh);
        let rows =
            store.read(|reader| reader.select(&Select::new("thing", &["number", "word"], vec![]))).unwrap();
        let numbers = |word: &str| -> HashSet<i64> {
            rows.iter()
                .filter(|row| row[1].text() == Some(word))
                .map(|row| row[0].integer().unwrap())
                .collect()
        };
        let (left, right) = (numbers("left"), numbers("right"));
        assert_eq!(left, right, "a write is whole or absent");
        assert!(acknowledged.is_subset(&left), "acknowledged but lost: {:?}", acknowledged.difference(&left));
        for number in &left {
            let key = number.to_string();
            let holder = store.read(|reader| reader.by_unique(HOME, "person", "x_badge", &key)).unwrap();
            assert!(holder.is_some(), "the record of {number} is missing");
        }
        assert_sound(&store);
    }
}
