//! No SQL outside the store: what a query cannot say yet extends the query tree, not the feature. Two signs give a leak away, a text
//! that reads like a statement and an identifier that names a database.

use crate::lex::{self, Kind, Language, Token};
use crate::tree::{File, Finding, Tree};

/// Where SQL is at home: the store, the raw comparisons of the benchmark, and tests that set back when something happened.
const HOMES: &[&str] = &[
    "crates/store/",
    "crates/server/src/bench",
    "crates/server/tests/http/automation_kill.rs",
    "crates/server/tests/http/profit_information.rs",
];

/// Where the frozen text of migrations is at home, in any room that has tables of its own.
const MIGRATIONS: &[&str] = &["/migrations/", "/migrations.rs", "/migration.rs", "/migration_tests.rs"];

/// How many tokens a `Migration` written inside another file may take from its name to its last text.
const MIGRATION_TOKENS: usize = 16;

/// Where a database may be *named*: the binary opens the one that is configured, the checks name what they forbid.
const MAY_NAME_A_DATABASE: &[&str] = &["crates/server/", "xtask/"];

/// How a statement begins, in capitals; the second word must appear somewhere after the first.
const STATEMENTS: &[(&str, &str)] = &[
    ("SELECT ", " FROM "),
    ("INSERT INTO ", ""),
    ("INSERT OR ", ""),
    ("UPDATE ", " SET "),
    ("DELETE FROM ", ""),
    ("WITH ", " AS ("),
    ("CREATE TABLE ", ""),
    ("CREATE INDEX ", ""),
    ("CREATE UNIQUE INDEX ", ""),
    ("CREATE VIRTUAL TABLE ", ""),
    ("CREATE TRIGGER ", ""),
    ("CREATE VIEW ", ""),
    ("ALTER TABLE ", ""),
    ("DROP TABLE ", ""),
    ("DROP INDEX ", ""),
    ("PRAGMA ", ""),
    ("VACUUM", ""),
    ("BEGIN IMMEDIATE", ""),
    ("SAVEPOINT ", ""),
    ("SET LOCAL ", ""),
];

/// Finds SQL and names of databases outside their homes.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let at_home = |file: &File| {
        HOMES.iter().any(|home| file.path.starts_with(home))
            || MIGRATIONS.iter().any(|frozen| file.path.contains(frozen))
    };
    tree.rust().filter(|file| !at_home(file)).flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Finding> {
    let may_name = file.is_test() || MAY_NAME_A_DATABASE.iter().any(|place| file.path.starts_with(place));
    let tests_begin = file.first_test_line();
    let tokens = lex::tokens(&file.text, Language::Rust);
    // A feature declares its own tables; a test of the engine brings the tables of its sample along.
    let brings_tables = file.is_test() || declares_migrations(&tokens);
    let findings = tokens.iter().enumerate().filter_map(|(index, token)| match token.kind {
        Kind::Text if file.path.starts_with("xtask/") => None,
        _ if is_in_migration(&tokens, index) => None,
        Kind::Text if brings_tables && makes_tables(token.text) => None,
        Kind::Text if is_statement(token.text) => {
            Some(file.at(token.line, "a text that reads like SQL: extend the query tree of `store` instead"))
        }
        Kind::Word if !may_name && token.line < tests_begin && names_a_database(token.text) => {
            let message = format!("`{}` names a database: only `store` knows which one it is", token.text);
            Some(file.at(token.line, message))
        }
        _ => None,
    });
    findings.collect()
}

/// Whether a file holds a list of migrations: then its texts are their steps.
fn declares_migrations(tokens: &[Token<'_>]) -> bool {
    tokens.windows(2).any(|pair| match pair {
        [keyword, name] => matches!(keyword.text, "static" | "const") && name.text == "MIGRATIONS",
        _ => false,
    })
}

fn is_in_migration(tokens: &[Token<'_>], index: usize) -> bool {
    let before = tokens.get(index.saturating_sub(MIGRATION_TOKENS)..index).unwrap_or_default();
    before.iter().any(|token| token.kind == Kind::Word && token.text.eq_ignore_ascii_case("migration"))
}

/// Whether a text makes tables, or gives one that is there another column.
fn makes_tables(text: &str) -> bool {
    ["CREATE TABLE ", "ALTER TABLE "].iter().any(|start| text.trim_start().starts_with(start))
}

fn is_statement(text: &str) -> bool {
    // A text broken over lines ends them with a backslash.
    let words: Vec<&str> = text
        .split(|character: char| character.is_whitespace() || character == '\\')
        .filter(|word| !word.is_empty())
        .collect();
    let line = words.join(" ");
    let starts = |text: &str, start: &str| {
        text.strip_prefix(start).is_some_and(|rest| !rest.is_empty() || !start.ends_with(' '))
    };
    STATEMENTS.iter().any(|(start, then)| {
        let written = starts(&line, start) && line.contains(then);
        // In small letters a statement looks like prose; only punctuation tells.
        let whispered = starts(&line.to_uppercase(), start)
            && line.to_uppercase().contains(then)
            && line.contains(['=', '(', '*', '?']);
        written || whispered
    })
}

fn names_a_database(identifier: &str) -> bool {
    lex::parts(identifier)
        .iter()
        .any(|part| matches!(part.as_str(), "sqlite" | "rusqlite" | "postgres" | "postgresql"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample::places;

    #[test]
    fn a_statement_outside_the_store_is_found() {
        let source = "//! Head.\nconst A: &str = \"SELECT id\\\n  FROM person\";\nconst B: &str = r#\"insert into person (id) values (?)\"#;\n";
        let found = places(&[("crates/api/src/find.rs", source)], check);
        assert_eq!(found, ["crates/api/src/find.rs:2", "crates/api/src/find.rs:4"]);
    }

    #[test]
    fn statements_at_home_and_prose_pass() {
        let statement = "//! Head.\nconst A: &str = \"CREATE TABLE person (id)\";\n";
        let prose = "//! Head.\nconst A: &str = \"Select a view from the list\"; const B: &str = \"update nothing, set all\";\n";
        let found = places(
            &[
                ("crates/store/src/sqlite/write.rs", statement),
                ("crates/standard/migrations/first.rs", statement),
                ("crates/platform/src/migrations.rs", statement),
                ("crates/server/src/bench/raw.rs", statement),
                ("crates/api/src/prose.rs", prose),
            ],
            check,
        );
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn a_migration_may_stand_beside_the_feature_it_is_for() {
        let source = "//! Head.\nconst A: Migration = Migration { name: \"a/1\", sqlite: \"DROP TABLE a\", postgres: \"DROP TABLE b\" };\n\
                      fn f() -> &'static str {\n  let b = (1, 2, 3, 4, 5);\n  \"DROP TABLE c\"\n}\n";
        assert_eq!(places(&[("crates/api/src/a.rs", source)], check), ["crates/api/src/a.rs:5"]);
    }

    #[test]
    fn a_file_with_a_list_of_migrations_holds_their_tables_but_asks_nothing() {
        let source = "//! Head.\nstatic MIGRATIONS: &[Migration] = &[Migration::both(\"a/1\", A)];\n\
                      const A: &str = r#\"\nCREATE TABLE a (id)\"#;\nconst B: &str = \"SELECT id FROM a\";\n";
        assert_eq!(
            places(&[("crates/platform/src/a/table.rs", source)], check),
            ["crates/platform/src/a/table.rs:5"]
        );
    }

    #[test]
    fn a_feature_may_not_ask_which_database_it_is_but_a_test_may_choose_one() {
        let source =
            "//! Head.\nfn f() { if is_sqlite() {} }\n#[cfg(test)]\nmod tests { fn on_postgres() {} }\n";
        let found =
            places(&[("crates/records/src/list.rs", source), ("crates/server/src/open.rs", source)], check);
        assert_eq!(found, ["crates/records/src/list.rs:2"]);
    }
}
