//! The property the whole store stands on: whatever is asked, both databases and a plain evaluator in memory answer alike.
//!
//! Each case is one number; from it come a dictionary's worth of records (empty values, accents, Cyrillic, emoji, custom
//! fields of every kind), a viewer and random questions: filters of every operator, nested, over links and on linked
//! records, sorts followed page by page, counts and groups.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails loudly, also in its helpers"
)]

mod databases;
mod nouns;
mod question;
mod records;
mod words;

use databases::{Database, databases};
use dictionary::{Dictionary, Value};
use proptest::prelude::*;
use question::Viewer;
use records::{Chance, Data};
use store::query::{GroupQuery, Moment, Parser, Query, Selection, Trash};
use store::record::StoredRecord;
use vocabulary::{Result, WorkspaceId};

/// How many questions one case asks.
const QUESTIONS: usize = 40;

#[test]
fn databases_and_memory_agree() {
    let dictionary = nouns::dictionary();
    let moment = question::moment();
    let databases = databases(&dictionary);
    let workspace = std::cell::Cell::new(0);
    // The library's own number of cases stands for "not set": fewer are enough each time, more come with PROPTEST_CASES.
    let cases = match ProptestConfig::default().cases {
        256 => 10,
        set => set,
    };
    let config =
        ProptestConfig { cases, max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let outcome = runner.run(&any::<u64>(), |seed| {
        workspace.set(workspace.get() + 1);
        let workspace = WorkspaceId(workspace.get());
        let mut chance = Chance::new(seed);
        let data = Data::new(&dictionary, &mut chance);
        for (_, database) in &databases {
            database.load(workspace, &dictionary, &data);
        }
        for _ in 0..QUESTIONS {
            ask(workspace, &dictionary, &moment, &data, &mut chance, &databases)
                .map_err(|error| TestCaseError::fail(format!("case {seed}: {error}")))?;
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// Asks one question everywhere; the error says which question had two answers.
fn ask(
    workspace: WorkspaceId,
    dictionary: &Dictionary,
    moment: &Moment,
    data: &Data,
    chance: &mut Chance,
    databases: &[(&'static str, Database)],
) -> Result<(), String> {
    let viewer = Viewer::random(data, chance);
    let parser = Parser { dictionary, visibility: &viewer, moment };
    let object = question::object(dictionary, &viewer, chance);
    let filter = question::filter(&parser, &object, data, chance, 3);
    let sort = question::sort(&parser, &object, chance);
    let (filter, sort) = question::paired(&parser, &object, data, chance).unwrap_or((filter, sort));
    let fields = question::fields(&parser, &object, chance);
    let grouping = question::grouping(&parser, &object, chance);
    let words = format!("{} where {filter} sort {sort} fields {fields} groups {grouping}", object.key);
    let wrong = |error: vocabulary::Error| format!("{words}: {error}");
    let query = |limit: usize| -> Result<Query<'_>> {
        Ok(Query {
            workspace,
            dictionary,
            object: &object,
            visibility: &viewer,
            filter: Some(parser.filter(&object, &filter, "filter")?),
            text: None,
            sort: parser.sort(&object, &sort, "sort")?,
            selection: match fields.as_str() {
                "" => Selection::whole(&object),
                fields => parser.selection(&object, fields, "fields")?,
            },
            limit,
            after: None,
            trash: viewer.trash,
        })
    };
    let limit = chance.below(6) + 1;
    let mut expected: Vec<StoredRecord> = Vec::new();
    let mut page_query = query(limit).map_err(wrong)?;
    loop {
        let page = data.memory.find(&page_query).map_err(wrong)?;
        for (name, database) in databases {
            let found = database.find(&page_query).map_err(wrong)?;
            same(name, &words, &page.records, &found.records)?;
            if found.next != page.next {
                return Err(format!("{name}: {words}: next {:?} instead of {:?}", found.next, page.next));
            }
        }
        expected.extend(page.records);
        match page.next {
            None => break,
            Some(cursor) => {
                let text = cursor.to_text(&page_query.sort);
                page_query.after = Some(store::query::Cursor::parse(&text, &page_query.sort).map_err(wrong)?);
            }
        }
    }
    let all = query(0).map_err(wrong)?;
    let cap = [None, Some(chance.below(20) as u64)][chance.below(2)];
    let groups =
        question::group_query(&parser, query(0).map_err(wrong)?, &grouping, moment).map_err(wrong)?;
    for (name, database) in databases {
        let mut found = Vec::new();
        database
            .each(&all, &mut |record| {
                found.push(record);
                Ok(true)
            })
            .map_err(wrong)?;
        same(name, &words, &expected, &found)?;
        let count = database.count(&all, cap).map_err(wrong)?;
        if count != data.memory.count(&all, cap) {
            return Err(format!("{name}: {words}: {count:?} instead of {:?}", data.memory.count(&all, cap)));
        }
        if let Some(record) = expected.first() {
            let got = database.get(&all, record.meta.id).map_err(wrong)?;
            if got.map(|got| got.meta) != Some(record.meta.clone()) {
                return Err(format!("{name}: {words}: {} is not got", record.meta.id));
            }
        }
        groups_agree(name, &words, data, &groups, database)?;
    }
    Ok(())
}

fn groups_agree(
    name: &str,
    words: &str,
    data: &Data,
    groups: &GroupQuery<'_>,
    database: &Database,
) -> Result<(), String> {
    let expected = data.memory.groups(groups);
    let found = database.groups(groups).map_err(|error| format!("{name}: {words}: {error}"))?;
    let titles = |groups: &[store::query::Group]| -> Vec<Vec<String>> {
        groups.iter().map(|group| group.keys.iter().map(Value::to_text).collect()).collect()
    };
    if found != expected || titles(&found) != titles(&expected) {
        return Err(format!("{name}: {words}: groups\n{found:?}\ninstead of\n{expected:?}"));
    }
    Ok(())
}

/// Compares with titles, which the equality of links leaves out.
fn same(name: &str, words: &str, expected: &[StoredRecord], found: &[StoredRecord]) -> Result<(), String> {
    let ids = |records: &[StoredRecord]| records.iter().map(|record| record.meta.id).collect::<Vec<_>>();
    if ids(expected) != ids(found) {
        return Err(format!("{name}: {words}: {:?} instead of {:?}", ids(found), ids(expected)));
    }
    for (expected, found) in expected.iter().zip(found) {
        let pairs = expected.values.iter().zip(&found.values).enumerate();
        // As text too: links are equal whatever their titles.
        let differing = |(_, (a, b)): &(usize, (&Value, &Value))| a != b || a.to_text() != b.to_text();
        if let Some((index, (expected, found))) = pairs.into_iter().find(differing) {
            return Err(format!("{name}: {words}: value {index} is {found:?} instead of {expected:?}"));
        }
        if expected != found {
            return Err(format!("{name}: {words}: {found:?}\ninstead of\n{expected:?}"));
        }
    }
    Ok(())
}

/// What the viewer of a trash asks for.
fn trash(chance: &mut Chance) -> Trash {
    [Trash::Without, Trash::Without, Trash::Without, Trash::Only, Trash::With][chance.below(5)]
}
