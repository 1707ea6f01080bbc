//! What triggers do with every write takes as long in a large database as in a small one: none of their statements reads all records of a
//! workspace, also where the statistics SQLite makes of samples mislead it.

use crate::support::{add_workspace, folder};
use rusqlite::Connection;

/// Tables that grow with the company.
const LARGE: [&str; 12] = [
    "purchase",
    "purchase_line",
    "deal",
    "call",
    "meeting",
    "note",
    "task",
    "person",
    "company",
    "quote",
    "lead",
    "event",
];

/// What statistics of four hundred sampled rows say where the first ones all belong to nobody: “all of the workspace” and “all
/// of one company” seem to be as many.
fn mislead(database: &Connection) {
    database.execute_batch("ANALYZE").unwrap();
    let mut indexes = database
        .prepare("SELECT name, tbl_name FROM sqlite_master WHERE type = 'index' AND tbl_name IN (SELECT value FROM json_each(?1))")
        .unwrap();
    let large = serde_json::to_string(&LARGE).unwrap();
    let found: Vec<(String, String)> = indexes
        .query_map([large], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(found.len() > 50, "{}", found.len());
    for (index, table) in found {
        let columns: i64 = database
            .query_row("SELECT count(*) FROM pragma_index_info(?1)", [&index], |row| row.get(0))
            .unwrap();
        let mut stat = "80000".to_string();
        for place in 0..columns {
            stat.push_str(if place < 2 { " 401" } else { " 1" });
        }
        database
            .execute("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?1, ?2, ?3)", [table, index, stat])
            .unwrap();
    }
    database.execute_batch("ANALYZE sqlite_schema").unwrap();
}

/// A statement of a trigger as one that can be planned by itself: what the row says is a parameter.
fn planned(statement: &str) -> String {
    let mut text = String::new();
    let mut rest = statement;
    loop {
        let Some(at) = ["NEW.", "OLD."].iter().filter_map(|word| rest.find(word)).min() else { break };
        text.push_str(&rest[..at]);
        text.push_str("?1");
        let named = &rest[at + 4..];
        let end = match named.strip_prefix('"') {
            Some(quoted) => quoted.find('"').unwrap() + 2,
            None => {
                named.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(named.len())
            }
        };
        rest = &named[end..];
    }
    text.push_str(rest);
    format!("EXPLAIN QUERY PLAN {text}")
}

#[test]
fn no_trigger_reads_all_records_of_a_workspace() {
    let folder = folder("trigger-way");
    add_workspace(&folder, &[], "alpha");
    let database = Connection::open(folder.join("kith.db")).unwrap();
    mislead(&database);
    let mut all = database.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").unwrap();
    let triggers: Vec<(String, String)> =
        all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    let (mut seen, mut wrong) = (0, Vec::new());
    for (name, text) in triggers {
        // Another currency is for all customers.
        if name.starts_with("workspace_") {
            continue;
        }
        let body = &text[text.find("BEGIN").unwrap() + 5..text.rfind("END").unwrap()];
        for statement in
            body.split(";\n").filter(|statement| !statement.trim().trim_end_matches(';').is_empty())
        {
            let plan = planned(statement.trim().trim_end_matches(';'));
            let mut steps = database.prepare(&plan).unwrap_or_else(|error| panic!("{name}: {error}"));
            let steps: Vec<String> =
                steps.raw_query().mapped(|row| row.get::<_, String>(3)).map(Result::unwrap).collect();
            seen += 1;
            for step in steps {
                let words: Vec<&str> = step.split(' ').collect();
                let index = words.iter().position(|word| *word == "INDEX").map(|at| words[at + 1]);
                let of_large = index.is_some_and(|index| {
                    LARGE.iter().any(|table| {
                        index.contains(&format!("{table}_by_"))
                            || index.starts_with(&format!("{table}_"))
                            || index.contains(&format!("_{table}_1"))
                    })
                });
                if (of_large && step.ends_with("(workspace_id=?)"))
                    || (words[0] == "SCAN" && LARGE.contains(&words[1]))
                {
                    wrong.push(format!("{name}: {step}: {}", &plan[19..plan.len().min(120)]));
                }
            }
        }
    }
    assert!(seen > 150, "{seen}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let _ = std::fs::remove_dir_all(&folder);
}
