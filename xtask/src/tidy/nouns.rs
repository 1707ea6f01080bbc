//! The engine knows no noun. Arrows keep it from importing one; this check keeps it from spelling one: a text that is exactly the key of
//! a standard object, outside tests, is an `if object == "deal"` in the making, and a custom object would not get what it gives.

use crate::lex::{self, Kind, Language};
use crate::tree::{File, Finding, Tree};

/// The rooms that treat all objects alike.
const ENGINE: &[&str] = &[
    "crates/vocabulary/src/",
    "crates/matching/src/",
    "crates/dictionary/src/",
    "crates/store/src/",
    "crates/records/src/",
    "crates/platform/src/",
];

/// Keys of standard objects that mean nothing else.
const NOUNS: &[&str] = &[
    "company",
    "person",
    "lead",
    "deal",
    "pipeline",
    "stage",
    "product",
    "product_category",
    "purchase",
    "purchase_line",
    "ticket",
    "meeting",
    "campaign",
];

/// Finds keys of standard objects in the engine.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let engine = |file: &&File| !file.is_test() && ENGINE.iter().any(|room| file.path.starts_with(room));
    tree.rust().filter(engine).flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Finding> {
    let tests_begin = file.first_test_line();
    let tokens = lex::tokens(&file.text, Language::Rust);
    let nouns = tokens
        .iter()
        .filter(|token| token.kind == Kind::Text && token.line < tests_begin && NOUNS.contains(&token.text));
    let message =
        |noun: &str| format!("the engine spells the noun \"{noun}\": say what it is about in the dictionary");
    nouns.map(|token| file.at(token.line, message(token.text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample::places;

    #[test]
    fn a_noun_in_the_engine_is_found() {
        let source = "//! Head.\nfn f(object: &str) -> bool { object == \"deal\" }\n";
        assert_eq!(
            places(&[("crates/records/src/create.rs", source)], check),
            ["crates/records/src/create.rs:2"]
        );
    }

    #[test]
    fn nouns_at_home_in_tests_and_in_sentences_pass() {
        let at_home = "//! Head.\nconst KEY: &str = \"deal\";\n";
        let in_tests = "//! A deal.\nconst A: &str = \"a deal\";\n#[cfg(test)]\nmod tests { const B: &str = \"deal\"; }\n";
        let files = [("crates/standard/src/deal.rs", at_home), ("crates/records/src/create.rs", in_tests)];
        assert_eq!(places(&files, check), Vec::<String>::new());
    }
}
