//! One term for each thing, in every identifier. Comments and texts may say what they like: a header in a customer's file may well
//! be called *Account*. The words and why they were chosen stand in STYLE.md.

use crate::lex::{self, Kind, Language};
use crate::tree::{File, Finding, Tree};

/// Words nobody uses anywhere, each with the one to use instead.
const EVERYWHERE: &[(&str, &str)] = &[
    ("account", "company, user or session"),
    ("attribute", "field"),
    ("contact", "person"),
    ("entity", "object"),
    ("inquiry", "lead"),
    ("interaction", "activity"),
    ("ltv", "clv"),
    ("opportunity", "deal"),
    ("organisation", "company"),
    ("organization", "company"),
    ("suspect", "lead"),
    ("tenant", "workspace"),
];

/// Words that have another honest meaning in technical code, but none where the nouns live.
const AMONG_NOUNS: &[(&str, &str)] = &[
    ("agent", "user"),
    ("client", "person or company"),
    ("member", "user or person"),
    ("order", "purchase (or position, sequence)"),
    ("property", "field"),
    ("status", "stage, outcome or resolution"),
    ("thread", "conversation"),
    ("transaction", "purchase"),
];

/// Where the nouns live.
const NOUN_ROOMS: &[&str] = &[
    "crates/standard/src/",
    "crates/demo/src/",
    "crates/collaborative/src/",
    "crates/operational/src/",
    "crates/analytical/src/",
];

/// Words some code cannot avoid: `(where, word, reason)`.
const EXCUSED: &[(&str, &str, &str)] = &[
    ("web/", "attribute", "the DOM calls it so"),
    ("web/", "entity", "markup calls it so"),
    ("crates/demo/src/record.rs", "member", "JSON calls the parts of an object so"),
    ("crates/analytical/src/", "member", "JSON calls the parts of an object so"),
    ("crates/analytical/src/report/http.rs", "status", "HTTP calls the number of an answer so"),
    ("crates/analytical/src/analysis/run.rs", "thread", "the standard library calls it so"),
    ("crates/analytical/src/customer/purchases.rs", "thread", "the standard library calls it so"),
    ("crates/analytical/src/summary/tests.rs", "thread", "the standard library calls it so"),
    ("crates/platform/src/http/", "entity", "HTTP names one of its answers so"),
    ("crates/tabular/", "attribute", "XML calls it so, and the library that reads it"),
    ("crates/tabular/", "entity", "XML calls it so, and the library that reads it"),
];

/// Finds identifiers that use another word than ours.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let rust = tree.rust().flat_map(|file| check_file(file, Language::Rust));
    let typescript = tree.typescript().flat_map(|file| check_file(file, Language::TypeScript));
    rust.chain(typescript).collect()
}

fn check_file(file: &File, language: Language) -> Vec<Finding> {
    let mut findings = Vec::new();
    for token in lex::tokens(&file.text, language) {
        if token.kind != Kind::Word {
            continue;
        }
        for part in lex::parts(token.text) {
            if let Some((word, instead)) = banned(file, &part) {
                let message = format!("`{}` says *{word}*: say {instead}", token.text);
                findings.push(file.at(token.line, message));
            }
        }
    }
    findings
}

fn banned(file: &File, part: &str) -> Option<(&'static str, &'static str)> {
    let excused = |word: &str| {
        EXCUSED.iter().any(|(place, excused, _)| file.path.starts_with(place) && *excused == word)
    };
    let among_nouns = NOUN_ROOMS.iter().any(|room| file.path.starts_with(room));
    let list = EVERYWHERE.iter().chain(AMONG_NOUNS.iter().filter(|_| among_nouns));
    list.copied().find(|(word, _)| is_form_of(part, word) && !excused(word))
}

/// Whether `part` is this word or its plural.
fn is_form_of(part: &str, word: &str) -> bool {
    part == word
        || part.strip_suffix('s') == Some(word)
        || part.strip_suffix("es") == Some(word)
        || part.strip_suffix("ies").zip(word.strip_suffix('y')).is_some_and(|(left, right)| left == right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample::places;

    #[test]
    fn another_word_is_found_in_any_spelling() {
        let source = "//! Head.\nfn list_opportunities() {}\nstruct TenantId;\nconst CONTACT: u8 = 1;\n";
        let found = places(&[("crates/api/src/lib.rs", source)], check);
        assert_eq!(found, ["crates/api/src/lib.rs:2", "crates/api/src/lib.rs:3", "crates/api/src/lib.rs:4"]);
        let found = places(&[("web/src/shell/Menu.tsx", "// Head.\nconst openAccounts = 1\n")], check);
        assert_eq!(found, ["web/src/shell/Menu.tsx:2"]);
    }

    #[test]
    fn comments_texts_and_longer_words_are_free() {
        let source = "//! An account.\nfn guess() { header(\"Account Name\"); contactless(); accounting(); } // tenant\n";
        assert_eq!(places(&[("crates/api/src/lib.rs", source)], check), Vec::<String>::new());
    }

    #[test]
    fn technical_words_are_banned_only_among_the_nouns() {
        let source = "//! Head.\nstruct OrderLine;\n";
        assert_eq!(places(&[("crates/store/src/sort.rs", source)], check), Vec::<String>::new());
        assert_eq!(
            places(&[("crates/standard/src/purchase.rs", source)], check),
            ["crates/standard/src/purchase.rs:2"]
        );
    }

    #[test]
    fn an_excuse_holds_only_in_its_place() {
        let source = "//! Head.\nfn read_attributes() {}\n";
        assert_eq!(places(&[("crates/tabular/src/sheet.rs", source)], check), Vec::<String>::new());
        assert_eq!(
            places(&[("crates/records/src/sheet.rs", source)], check),
            ["crates/records/src/sheet.rs:2"]
        );
    }
}
