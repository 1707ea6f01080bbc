//! `cargo xtask`: the commands that keep the house in order. `tidy` tests the invariants written down in ARCHITECTURE.md,
//! `generate` writes the documents and types that must never differ from the code, `with-postgres`
//! lends a PostgreSQL to the benchmark.

mod generate;
mod lex;
mod postgres;
mod tidy;
mod tree;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

const HELP: &str = "\
cargo xtask tidy                 test the house: arrows, words, dialects, heads, paths, length, forbidden things
cargo xtask generate             write docs/generated and the types of the web client anew
cargo xtask generate --check     fail if they differ from what is committed
        --binary <path>          ask this kith instead of building one
cargo xtask with-postgres -- …   run a command beside a PostgreSQL of its own, {postgres} is its address";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask has no parent folder")?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["tidy"] => tidy::run(root),
        ["generate", options @ ..] => generate::run(root, &generate::Options::parse(options)?),
        ["with-postgres", "--", command @ ..] => postgres::run(command),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        other => bail!("unknown command {}\n{HELP}", other.join(" ")),
    }
}
