//! Which way the statements of triggers take in an embedded database whose statistics mislead SQLite.

#![expect(clippy::unwrap_used, reason = "a test stops where something is missing")]

use rusqlite::Connection;
use std::path::Path;

/// A step of a plan.
pub struct Step {
    /// The trigger.
    pub trigger: String,
    /// The statement, shortened.
    pub statement: String,
    /// What SQLite says of the step.
    pub says: String,
    /// Whether it reads all records a workspace has in one of the tables asked about.
    pub reads_all: bool,
}

/// The steps of all statements of triggers, planned with statistics as four hundred sampled rows give them where the first ones belong to
/// nobody: “all of the workspace” and “all of one company” seem to be as many. `large` are the tables that grow.
pub fn trigger_steps(database: &Path, large: &[&str]) -> Vec<Step> {
    let database = Connection::open(database).unwrap();
    mislead(&database, large);
    let mut all = database.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").unwrap();
    let triggers: Vec<(String, String)> =
        all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    let mut found = Vec::new();
    for (trigger, text) in triggers {
        let (begin, end) = (text.find("BEGIN").unwrap() + 5, text.rfind("END").unwrap());
        for statement in text.get(begin..end).unwrap().split(";\n") {
            let statement = statement.trim().trim_end_matches(';');
            if statement.is_empty() {
                continue;
            }
            let plan = format!("EXPLAIN QUERY PLAN {}", planned(statement));
            let mut steps = database.prepare(&plan).unwrap();
            let says: Vec<String> = steps.raw_query().mapped(|row| row.get(3)).map(Result::unwrap).collect();
            found.extend(says.into_iter().map(|says| Step {
                trigger: trigger.clone(),
                statement: statement.chars().take(100).collect(),
                reads_all: reads_all(&says, large),
                says,
            }));
        }
    }
    found
}

fn reads_all(says: &str, large: &[&str]) -> bool {
    let words: Vec<&str> = says.split(' ').collect();
    let is_large = |name: &str| large.contains(&name);
    if let ["SCAN", name, ..] = words.as_slice() {
        return is_large(name);
    }
    let Some(at) = words.iter().position(|word| *word == "INDEX") else { return false };
    let index = words.get(at + 1).copied().unwrap_or_default();
    let table = index.strip_prefix("sqlite_autoindex_").unwrap_or(index);
    let of_large =
        large.iter().any(|name| table.strip_prefix(name).is_some_and(|rest| rest.starts_with('_')));
    of_large && says.ends_with("(workspace_id=?)")
}

fn mislead(database: &Connection, large: &[&str]) {
    database.execute_batch("ANALYZE").unwrap();
    let named = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'index'";
    let mut indexes = database.prepare(named).unwrap();
    let found: Vec<(String, String)> =
        indexes.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    for (index, table) in found.into_iter().filter(|(_, table)| large.contains(&table.as_str())) {
        let counted = "SELECT count(*) FROM pragma_index_info(?1)";
        let columns: i64 = database.query_row(counted, [&index], |row| row.get(0)).unwrap();
        let said = (0..columns).map(|place| if place < 2 { " 401" } else { " 1" });
        let stat: String = std::iter::once("80000").chain(said).collect();
        let insert = "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?1, ?2, ?3)";
        database.execute(insert, [table, index, stat]).unwrap();
    }
    database.execute_batch("ANALYZE sqlite_schema").unwrap();
}

/// A statement of a trigger as one that can be planned by itself: what the row says is a parameter.
fn planned(statement: &str) -> String {
    let (mut text, mut rest) = (String::new(), statement);
    while let Some(at) = ["NEW.", "OLD."].iter().filter_map(|word| rest.find(word)).min() {
        let (before, named) = rest.split_at(at);
        text.push_str(before);
        text.push_str("?1");
        let named = named.get(4..).unwrap();
        let end = match named.strip_prefix('"') {
            Some(quoted) => quoted.find('"').unwrap() + 2,
            None => {
                named.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(named.len())
            }
        };
        rest = named.get(end..).unwrap();
    }
    text + rest
}
