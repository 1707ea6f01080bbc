//! No loose ends and no hidden inputs: notes without an issue, unfinished code, and reads of the clock, of chance or of the environment
//! outside the binary. Clippy bans some of these too; this check also sees code that the current build leaves out.

use crate::lex::{self, Kind, Language, Token};
use crate::tree::{File, Finding, Tree};

/// Notes that need a number of an issue next to them, like `#42`, or they stay forever.
const NOTES: &[&str] = &["TODO", "FIXME", "XXX", "HACK"];

/// Macros that stand for code nobody wrote yet, or forgot to take out.
const UNFINISHED: &[&str] = &["todo", "unimplemented", "dbg"];

/// Calls that read the world instead of being told, with what to do instead.
const HIDDEN_INPUTS: &[(&str, &str, &str)] = &[
    ("SystemTime", "now", "take the clock from the context"),
    ("Timestamp", "now", "take the clock from the context"),
    ("Zoned", "now", "take the clock from the context"),
    ("Uuid", "now_v7", "take ids from the context"),
    ("Uuid", "new_v4", "take ids from the context"),
    ("getrandom", "fill", "take chance from the context"),
    ("env", "var", "configuration is read once, in `server`"),
    ("env", "vars", "configuration is read once, in `server`"),
    ("env", "var_os", "configuration is read once, in `server`"),
];

/// Who may read the world.
const MAY_READ_THE_WORLD: &[&str] = &["crates/server/", "xtask/"];

/// Finds loose ends and hidden inputs.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let rust = tree.rust().flat_map(|file| {
        let tokens = lex::tokens(&file.text, Language::Rust);
        notes(file, &tokens)
            .into_iter()
            .chain(loose_ends(file, &tokens))
            .chain(hidden_inputs(file, &tokens))
            .collect::<Vec<_>>()
    });
    let typescript =
        tree.typescript().flat_map(|file| notes(file, &lex::tokens(&file.text, Language::TypeScript)));
    rust.chain(typescript).collect()
}

fn notes(file: &File, tokens: &[Token<'_>]) -> Vec<Finding> {
    let comments = tokens.iter().filter(|token| token.kind == Kind::Comment && !names_an_issue(token.text));
    let noted = comments.filter_map(|comment| {
        let mut words = comment.text.split(|character: char| !character.is_alphanumeric());
        let note = words.find(|word| NOTES.contains(word))?;
        Some(file.at(comment.line, format!("{note} without the number of an issue, like #42")))
    });
    // The head of this file names them.
    noted.filter(|_| !file.path.starts_with("xtask/")).collect()
}

fn names_an_issue(comment: &str) -> bool {
    comment.split('#').skip(1).any(|after| after.starts_with(|character: char| character.is_ascii_digit()))
}

fn loose_ends(file: &File, tokens: &[Token<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for window in tokens.windows(2) {
        if let [name, sign] = window
            && name.kind == Kind::Word
            && UNFINISHED.contains(&name.text)
            && sign.text == "!"
        {
            findings.push(file.at(name.line, format!("`{}!` is for code that is not finished", name.text)));
        }
    }
    for (call, line) in calls(tokens) {
        if call == ("process", "exit") {
            findings.push(file.at(line, "`process::exit` skips destructors: return an exit code from main"));
        }
    }
    findings
}

fn hidden_inputs(file: &File, tokens: &[Token<'_>]) -> Vec<Finding> {
    if file.is_test() || MAY_READ_THE_WORLD.iter().any(|place| file.path.starts_with(place)) {
        return Vec::new();
    }
    let tests_begin = file.first_test_line();
    let outside_tests = calls(tokens).into_iter().filter(|(_, line)| *line < tests_begin);
    let found = outside_tests.filter_map(|((of, name), line)| {
        let (_, _, instead) =
            HIDDEN_INPUTS.iter().find(|(hidden_of, hidden, _)| (*hidden_of, *hidden) == (of, name))?;
        Some(file.at(line, format!("`{of}::{name}` reads the world: {instead}")))
    });
    found.collect()
}

/// Every `a::b` in the source, with its line.
fn calls<'a>(tokens: &[Token<'a>]) -> Vec<((&'a str, &'a str), usize)> {
    let named = |window: &[Token<'a>]| match window {
        [of, first, second, name] if first.text == ":" && second.text == ":" => {
            Some(((of.text, name.text), of.line))
        }
        _ => None,
    };
    let code: Vec<_> = tokens.iter().copied().filter(|token| token.kind != Kind::Comment).collect();
    code.windows(4).filter_map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample::places;

    #[test]
    fn a_note_needs_an_issue() {
        let source =
            "//! Head.\n// TODO: later\n// TODO(#42): later\n/* FIXME */\nconst A: &str = \"TODO\";\n";
        assert_eq!(
            places(&[("crates/api/src/a.rs", source)], check),
            ["crates/api/src/a.rs:2", "crates/api/src/a.rs:4"]
        );
        assert_eq!(places(&[("web/src/a.ts", "// HACK around it\n")], check), ["web/src/a.ts:1"]);
    }

    #[test]
    fn unfinished_code_and_hard_exits_are_found_everywhere() {
        let source = "//! Head.\nfn a() { todo!() }\nfn b() { std::process::exit(1) }\nfn c() { dbg!(1); }\n";
        let found = places(&[("crates/server/src/main.rs", source)], check);
        assert_eq!(
            found,
            ["crates/server/src/main.rs:2", "crates/server/src/main.rs:4", "crates/server/src/main.rs:3"]
        );
    }

    #[test]
    fn the_world_is_read_in_the_binary_and_in_tests_only() {
        let source = "//! Head.\nfn a() { jiff::Timestamp::now(); std::env::var(\"X\"); Instant::now(); }\n\
                      #[cfg(test)]\nmod tests { fn b() { std::env::var(\"Y\"); } }\n";
        let found = places(
            &[
                ("crates/records/src/a.rs", source),
                ("crates/server/src/a.rs", source),
                ("crates/store/tests/a.rs", source),
            ],
            check,
        );
        assert_eq!(found, ["crates/records/src/a.rs:2", "crates/records/src/a.rs:2"]);
    }
}
