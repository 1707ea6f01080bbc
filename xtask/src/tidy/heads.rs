//! Every file opens by saying what it is for, so a reader knows after one line whether to stay.

use crate::tree::{File, Finding, Tree};

/// Shorter heads say nothing: `//! Mod.`
const FEWEST_LETTERS: usize = 6;

/// Finds sources without a head.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let rust = tree.rust().filter(|file| !rust_head(file).is_some_and(says_something));
    let rust = rust.map(|file| file.whole("open the file with `//!` and what it is for"));
    let typescript =
        tree.typescript().filter(|file| is_ours(file) && !typescript_head(file).is_some_and(says_something));
    let typescript =
        typescript.map(|file| file.whole("open the file with `/** … */` or `//` and what it is for"));
    rust.chain(typescript).collect()
}

fn is_ours(file: &File) -> bool {
    (file.path.starts_with("web/src/") || file.path.starts_with("web/e2e/")) && !file.path.ends_with(".d.ts")
}

fn rust_head(file: &File) -> Option<&str> {
    file.text.strip_prefix("//!")?.lines().next()
}

fn typescript_head(file: &File) -> Option<&str> {
    if let Some(rest) = file.text.strip_prefix("/*") {
        return rest.split("*/").next();
    }
    file.text.strip_prefix("//")?.lines().next()
}

fn says_something(head: &str) -> bool {
    let letters = head.chars().filter(|character| character.is_alphabetic()).count();
    // A note to a tool is not a head.
    !head.trim_start_matches(['/', '*', ' ']).starts_with(['@', '<']) && letters >= FEWEST_LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample::places;

    #[test]
    fn a_file_without_a_head_is_found() {
        let found = places(
            &[
                ("crates/api/src/a.rs", "use std::fs;\n"),
                ("crates/api/src/b.rs", "//! Mod.\n"),
                ("web/src/a.ts", "import x from 'x'\n"),
                ("web/src/b.tsx", "// @ts-expect-error because of this and that\n"),
            ],
            check,
        );
        assert_eq!(found, ["crates/api/src/a.rs", "crates/api/src/b.rs", "web/src/a.ts", "web/src/b.tsx"]);
    }

    #[test]
    fn a_head_passes_and_generated_files_need_none() {
        let found = places(
            &[
                ("crates/api/src/a.rs", "//! Reads one record.\n"),
                ("web/src/a.ts", "/**\n * Reads one record.\n */\n"),
                ("web/src/b.tsx", "// Shows one record.\n"),
                ("web/src/api/schema.gen.ts", "export interface paths {}\n"),
                ("web/vite.config.ts", "export default {}\n"),
            ],
            check,
        );
        assert_eq!(found, Vec::<String>::new());
    }
}
