//! The frozen steps make exactly the tables the nouns need: whoever changes a noun adds a step.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly, also in its helpers")]

use dictionary::{Dictionary, Overlay};
use standard::MIGRATION_TEXTS;
use std::collections::BTreeSet;

/// What a text makes: `table column type` for each column, and each index as it is written.
fn made(texts: &[&str]) -> BTreeSet<String> {
    let mut made = BTreeSet::new();
    for text in texts {
        let lines = text.lines().filter(|line| !line.starts_with("--"));
        let text = lines.collect::<Vec<_>>().join("\n");
        for statement in statements(&text) {
            let statement = statement.as_str();
            let words: Vec<&str> = statement.split_whitespace().collect();
            match words.as_slice() {
                ["CREATE", "TABLE", table, ..] => {
                    let (_, columns) = statement.split_once('(').unwrap();
                    let lines = columns
                        .trim_end()
                        .trim_end_matches(')')
                        .lines()
                        .map(|line| line.trim().trim_end_matches(','));
                    made.extend(lines.filter(|line| !line.is_empty()).map(|line| format!("{table} {line}")));
                }
                ["ALTER", "TABLE", table, "ADD", "COLUMN", column @ ..] => {
                    made.insert(format!("{table} {}", column.join(" ")));
                }
                // What stood in a field becomes records of a new noun.
                ["INSERT", "INTO", "\"territory\"", ..] => {}
                // Indexes that hold whole sums are made by hand, beside those that follow from the nouns.
                ["CREATE", "INDEX", name, ..] if name.contains("_totals_by_") => {}
                ["CREATE", "INDEX" | "UNIQUE" | "TRIGGER", ..] | ["INSERT", "INTO", ..] => {
                    made.insert(words.join(" "));
                }
                ["ALTER", "TABLE", table, "DROP", "COLUMN", column] => {
                    made.retain(|known| !known.starts_with(&format!("{table} {column} ")));
                }
                ["ALTER", "TABLE", table, "RENAME", "COLUMN", old, "TO", new] => {
                    let (from, to) = (format!("{table} {old} "), format!("{table} {new} "));
                    made = made.into_iter().map(|known| known.replace(&from, &to)).collect();
                }
                // What fills a new column changes no table.
                ["UPDATE", ..] => {}
                ["DROP", "INDEX", name] => {
                    made.retain(|known| !known.starts_with(&format!("CREATE INDEX {name} ")))
                }
                _ => panic!("this test does not know what “{statement}” does: teach it"),
            }
        }
    }
    made
}

/// A trigger has statements of its own, up to its END.
fn statements(text: &str) -> Vec<String> {
    let mut statements: Vec<String> = Vec::new();
    for piece in text.split(';').map(str::trim).filter(|piece| !piece.is_empty()) {
        match statements.last_mut() {
            Some(last) if last.starts_with("CREATE TRIGGER") && !last.ends_with("END") => {
                last.push_str("; ");
                last.push_str(piece);
            }
            _ => statements.push(piece.to_string()),
        }
    }
    statements
}

#[test]
fn what_stands_along_a_link_is_in_its_index() {
    let dictionary = Dictionary::build(standard::OBJECTS, &Overlay::default()).unwrap();
    let text = MIGRATION_TEXTS.iter().map(|step| step.sqlite).collect::<Vec<_>>().join("\n");
    let mut known = 0;
    for object in dictionary.objects() {
        for (link, fields) in object.along {
            let begin = format!("CREATE INDEX \"{}_totals_by_{link}\" ", object.key);
            let made = text.lines().rfind(|line| line.starts_with(&begin));
            let (_, columns) = made.expect(&begin).split_once(" (").unwrap();
            let columns: Vec<&str> =
                columns.split([',', ')']).map(|name| name.trim().trim_matches('"')).collect();
            assert_eq!(columns[..2], ["workspace_id", link], "{begin}");
            for field in fields.iter().filter_map(|key| object.field(key)) {
                for (suffix, _) in store::layout::columns(field) {
                    let column = format!("{}{suffix}", field.key);
                    assert!(columns.contains(&column.as_str()), "{begin} lacks {column}");
                }
            }
            known += 1;
        }
    }
    assert!(known > 0);
}

#[test]
fn the_steps_make_what_the_nouns_need() {
    let dictionary = Dictionary::build(standard::OBJECTS, &Overlay::default()).unwrap();
    let steps =
        |of: fn(&standard::MigrationText) -> &'static str| MIGRATION_TEXTS.iter().map(of).collect::<Vec<_>>();
    for (dialect, texts) in [("sqlite", steps(|step| step.sqlite)), ("postgres", steps(|step| step.postgres))]
    {
        let needed = store::ddl::create_objects(dialect, &dictionary).unwrap();
        let (needed, made) = (made(&[&needed]), made(&texts));
        let missing: Vec<&String> = needed.difference(&made).collect();
        let surplus: Vec<&String> = made.difference(&needed).collect();
        assert!(
            missing.is_empty() && surplus.is_empty(),
            "{dialect}: missing {missing:#?}, not needed {surplus:#?}"
        );
        assert!(needed.len() > 300);
    }
}

#[test]
fn a_later_step_counts() {
    let table = "CREATE TABLE \"a\" (\n    id UUID,\n    b TEXT\n);\nCREATE INDEX a_by_b ON a (b);\n";
    assert_ne!(made(&[table]), made(&[table, "ALTER TABLE \"a\" ADD COLUMN c TEXT;"]));
    assert_eq!(made(&[table, "DROP INDEX a_by_b;"]).len(), 2);
}

#[test]
fn names_are_unique_and_in_sequence() {
    let names: Vec<&str> = MIGRATION_TEXTS.iter().map(|step| step.name).collect();
    assert!(names.is_sorted() && names.iter().collect::<BTreeSet<_>>().len() == names.len(), "{names:?}");
}
