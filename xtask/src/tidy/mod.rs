//! `cargo xtask tidy`: tests the house itself. Each check is one module with one function from a tree to its findings, and each shows
//! in its own tests that it fails on a broken sample, because a check that cannot fail protects nothing.

mod arrows;
mod dialect;
mod forbidden;
mod heads;
mod length;
mod lockfile;
mod nouns;
mod paths;
mod words;
mod writes;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use crate::tree::{Finding, Tree};

/// A check: what is wrong in this tree?
type Check = fn(&Tree) -> Vec<Finding>;

/// Every check, in the order they are reported. One that is not in this list does not run.
const CHECKS: &[(&str, Check)] = &[
    ("arrows: who may import whom", arrows::check),
    ("nouns: the engine treats all objects alike", nouns::check),
    ("writes: one path into a record", writes::check),
    ("words: one term for each thing", words::check),
    ("dialect: SQL only in the store", dialect::check),
    ("heads: each file says what it is for", heads::check),
    ("paths: what the documents name exists", paths::check),
    ("length: no file too long to read", length::check),
    ("forbidden: no loose ends, no hidden inputs", forbidden::check),
    ("lock file: no address of a private registry", lockfile::check),
];

/// Runs every check over the project and prints what it found.
pub fn run(root: &Path) -> Result<ExitCode> {
    let tree = Tree::read(root)?;
    let mut total = 0;
    for (title, check) in CHECKS {
        let mut findings = check(&tree);
        findings.sort();
        println!("{} {title}", if findings.is_empty() { "ok  " } else { "FAIL" });
        for finding in &findings {
            println!("       {}", describe(finding));
        }
        total += findings.len();
    }
    if total == 0 {
        println!("tidy: {} checks passed over {} files", CHECKS.len(), tree.files.len());
        return Ok(ExitCode::SUCCESS);
    }
    println!("tidy: {total} findings");
    Ok(ExitCode::FAILURE)
}

fn describe(finding: &Finding) -> String {
    match finding.line {
        Some(line) => format!("{}:{line}: {}", finding.path, finding.message),
        None => format!("{}: {}", finding.path, finding.message),
    }
}
