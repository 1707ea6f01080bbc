//! One write path: nothing changes a record except the engine, and nothing above the engine holds a record that is not yet reduced to
//! what its viewer may see. Then history, rules and rights cannot be walked around.

use crate::lex::{self, Kind, Language};
use crate::tree::{File, Finding, Tree};

/// What only the engine may say, with the reason.
const ENGINE_ONLY: &[(&str, &str)] = &[
    ("insert_record", "records are written by `records`, with rights, rules and an event"),
    ("update_record", "records are written by `records`, with rights, rules and an event"),
    ("purge_record", "records are written by `records`, with rights, rules and an event"),
    ("append_event", "an event is written by `records`, with the change it tells of"),
    ("delete_events", "events are only ever taken back by `records`, when an import is undone"),
    ("StoredRecord", "what leaves the engine is reduced to what its viewer may see, see `records::Viewed`"),
];

/// The store offers it, the engine uses it; the benchmark compares with it.
const ENGINE: &[&str] = &["crates/store/", "crates/records/", "crates/server/src/bench", "xtask/"];

/// Finds writes that go around the engine, and a way for an unreduced record to become JSON.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let outside = |file: &&File| !ENGINE.iter().any(|room| file.path.starts_with(room));
    let serializable = tree.rust().flat_map(check_not_serializable);
    tree.rust().filter(outside).flat_map(check_file).chain(serializable).collect()
}

/// Where a stored record is declared, or implemented upon, it must not learn to serialize itself.
fn check_not_serializable(file: &File) -> Option<Finding> {
    let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
    let implements = |line: &str| line.starts_with("impl") && line.contains("Serialize for StoredRecord");
    let declares = |line: &str| line.starts_with("pub struct StoredRecord");
    let index = lines.iter().enumerate().position(|(index, line)| {
        implements(line) || (declares(line) && derives_serialize(lines.get(..index).unwrap_or_default()))
    })?;
    Some(file.at(index + 1, "a stored record must not become JSON: only a viewed one may"))
}

/// Whether a declaration below these lines derives `Serialize`.
fn derives_serialize(above: &[&str]) -> bool {
    let belonging = above.iter().rev().take_while(|line| line.starts_with("#[") || line.starts_with("///"));
    belonging.into_iter().any(|line| line.starts_with("#[derive") && line.contains("Serialize"))
}

fn check_file(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    for token in lex::tokens(&file.text, Language::Rust) {
        let known = ENGINE_ONLY.iter().find(|(name, _)| token.kind == Kind::Word && token.text == *name);
        findings.extend(
            known.map(|(name, why)| file.at(token.line, format!("`{name}` outside the engine: {why}"))),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample::places;

    const WRITE: &str = "//! Head.\nfn f(w: &mut dyn Writer) { w.update_record() }\n";

    #[test]
    fn a_write_around_the_engine_is_found() {
        let found = places(&[("crates/operational/src/sales/outcome.rs", WRITE)], check);
        assert_eq!(found, ["crates/operational/src/sales/outcome.rs:2"]);
    }

    #[test]
    fn a_stored_record_that_could_become_json_is_found() {
        let derived =
            "//! Head.\n#[derive(Clone, serde::Serialize)]\n/// A record.\npub struct StoredRecord;\n";
        let written = "//! Head.\nimpl Serialize for StoredRecord {}\n";
        let good = "//! Head.\n#[derive(Serialize)]\npub struct Other;\n#[derive(Clone)]\npub struct StoredRecord;\n";
        let files = [
            ("crates/records/src/a.rs", written),
            ("crates/store/src/b.rs", derived),
            ("crates/store/src/c.rs", good),
        ];
        assert_eq!(places(&files, check), ["crates/records/src/a.rs:2", "crates/store/src/b.rs:4"]);
    }

    #[test]
    fn the_engine_and_comments_pass() {
        let comment = "//! Not update_record.\n";
        let files = [("crates/records/src/change.rs", WRITE), ("crates/api/src/change.rs", comment)];
        assert_eq!(places(&files, check), Vec::<String>::new());
    }
}
