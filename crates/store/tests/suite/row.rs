//! Rows of system tables.

use crate::support::*;
use store::Datum;
use store::table::{Condition, Delete, Insert, OnConflict, Select, Update};
use store::testing::Fresh;
use vocabulary::{Conflict, Error, Id};

store::on_both_databases!(
    rows_come_back_with_their_types,
    conditions_choose_rows,
    an_existing_key_fails_is_ignored_or_replaced,
    rows_are_changed_and_deleted,
);

const COLUMNS: &[&str] = &["id", "word", "number", "hash"];

fn thing(id: Id, word: Option<&str>, number: Option<i64>) -> Insert {
    let values = vec![
        ("workspace_id", HOME.into()),
        ("id", id.into()),
        ("word", word.into()),
        ("number", number.into()),
        ("hash", Datum::Bytes(vec![0; 16])),
    ];
    Insert::new("thing", values)
}

fn rows_come_back_with_their_types(fresh: Fresh) {
    let store = open(&fresh);
    let id = id();
    store.write(move |writer| writer.insert(&thing(id, Some("čaša"), Some(i64::MIN)))).unwrap();
    let rows = store.read(|reader| reader.select(&Select::new("thing", COLUMNS, vec![]))).unwrap();
    let expected = vec![id.into(), "čaša".into(), Datum::Integer(i64::MIN), Datum::Bytes(vec![0; 16])];
    assert_eq!(rows, [expected]);
}

fn conditions_choose_rows(fresh: Fresh) {
    let store = open(&fresh);
    store
        .write(|writer| {
            for (word, number) in
                [(Some("a"), Some(1)), (Some("b"), Some(2)), (None, Some(3)), (Some("Ž"), None)]
            {
                writer.insert(&thing(id(), word, number))?;
            }
            Ok(())
        })
        .unwrap();
    use Condition::*;
    let cases: Vec<(Vec<Condition>, &[&str])> = vec![
        (vec![], &["-", "a", "b", "Ž"]),
        (vec![Eq("word", "a".into())], &["a"]),
        (vec![Eq("word", Datum::Null)], &[]),
        (vec![Ne("word", "a".into())], &["-", "b", "Ž"]),
        (vec![Ne("word", Datum::Null)], &["a", "b", "Ž"]),
        (vec![Gt("number", 1.into()), Lte("number", 3.into())], &["-", "b"]),
        (vec![Lt("number", 2.into())], &["a"]),
        (vec![Gte("number", 3.into())], &["-"]),
        (vec![In("word", vec!["a".into(), "Ž".into()])], &["a", "Ž"]),
        (vec![In("word", vec![])], &[]),
        (vec![IsNull("word")], &["-"]),
        (vec![NotNull("number"), NotNull("word")], &["a", "b"]),
        (
            vec![AnyOf(vec![vec![Eq("word", "a".into())], vec![IsNull("word"), Gt("number", 2.into())]])],
            &["-", "a"],
        ),
        (vec![AnyOf(vec![])], &[]),
    ];
    for (filter, expected) in cases {
        let told = format!("{filter:?}");
        let select = Select::new("thing", &["word"], filter).ascending("word");
        let rows = store.read(|reader| reader.select(&select)).unwrap();
        let words: Vec<&str> = rows.iter().map(|row| row[0].text().unwrap_or("-")).collect();
        assert_eq!(words, expected, "{told}");
    }
    let select = Select::new("thing", &["word"], vec![]).descending("word").limit(2);
    let rows = store.read(|reader| reader.select(&select)).unwrap();
    assert_eq!(rows, [[Datum::from("Ž")], [Datum::from("b")]]);
}

fn an_existing_key_fails_is_ignored_or_replaced(fresh: Fresh) {
    let store = open(&fresh);
    let id = id();
    let word = || {
        store.read(|reader| reader.select(&Select::new("thing", &["word"], vec![]))).unwrap()[0][0].clone()
    };
    store.write(move |writer| writer.insert(&thing(id, Some("first"), None))).unwrap();
    // A refusal leaves the transaction usable.
    let refused = store.write(move |writer| {
        let refused = writer.insert(&thing(id, Some("second"), None));
        writer.insert(&thing(crate::support::id(), Some("other"), None))?;
        Ok(refused)
    });
    assert!(matches!(refused, Ok(Err(Error::Conflict(Conflict::Other, _)))), "{refused:?}");
    let mut ignored = thing(id, Some("third"), None);
    ignored.on_conflict = OnConflict::Ignore;
    assert_eq!(store.write(move |writer| writer.insert(&ignored)), Ok(0));
    assert_eq!(word(), "first".into());
    let mut replaced = thing(id, Some("fourth"), None);
    replaced.on_conflict = OnConflict::Replace(&["workspace_id", "id"]);
    assert_eq!(store.write(move |writer| writer.insert(&replaced)), Ok(1));
    let rows = store
        .read(|reader| reader.select(&Select::new("thing", &["word"], vec![Condition::Eq("id", id.into())])))
        .unwrap();
    assert_eq!(rows, [[Datum::from("fourth")]]);
}

fn rows_are_changed_and_deleted(fresh: Fresh) {
    let store = open(&fresh);
    let (first, second) = (id(), id());
    let changed = store.write(move |writer| {
        writer.insert(&thing(first, Some("a"), Some(1)))?;
        writer.insert(&thing(second, Some("b"), Some(1)))?;
        let mut update =
            Update::new("thing", vec![("word", Datum::Null)], vec![Condition::Eq("id", first.into())]);
        update.add = vec![("number", 41)];
        writer.update(&update)
    });
    assert_eq!(changed, Ok(1));
    let rows = store
        .read(|reader| reader.select(&Select::new("thing", &["word", "number"], vec![]).ascending("id")))
        .unwrap();
    assert_eq!(rows, [[Datum::Null, 42.into()], ["b".into(), 1.into()]]);
    let delete = Delete { table: "thing", filter: vec![Condition::Eq("workspace_id", HOME.into())] };
    assert_eq!(store.write(move |writer| writer.delete(&delete)), Ok(2));
}

/// A database server is told how long a question may take; an export takes as long as whoever reads it.
#[test]
fn a_question_may_take_a_minute_and_an_export_as_long_as_it_needs() {
    let fresh = Fresh::postgres();
    let store = open(&fresh);
    let company = record("company", &[("name", text("Celje Saws"))]);
    insert(&store, "company", &company).unwrap();
    let filter = || vec![Condition::Eq("name", "statement_timeout".into())];
    let limit = || Select::new("pg_settings", &["setting"], filter());
    let object = object("company");
    let query = store::query::Query {
        workspace: HOME,
        dictionary: &DICTIONARY,
        object: &object,
        visibility: &store::query::SeesAll,
        filter: None,
        text: None,
        sort: Vec::new(),
        selection: store::query::Selection { paths: Vec::new(), titles: false },
        limit: 0,
        after: None,
        trash: store::query::Trash::Without,
    };
    let (before, after, met) = store
        .read(|reader| {
            let before = reader.select(&limit())?;
            let mut met = 0;
            reader.each(&query, &mut |_| {
                met += 1;
                Ok(true)
            })?;
            Ok((before, reader.select(&limit())?, met))
        })
        .unwrap();
    let setting = |rows: Vec<Vec<Datum>>| rows[0][0].text().unwrap().to_string();
    assert_eq!((setting(before), setting(after), met), ("60000".to_string(), "0".to_string(), 1));
    let again = store.read(|reader| reader.select(&limit())).unwrap();
    assert_eq!(setting(again), "60000", "the next one is limited again");
}
