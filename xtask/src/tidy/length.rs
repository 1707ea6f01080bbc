//! No file too long to read in one sitting. Long files are where the model codebases hurt; the cure is one operation a file.

use crate::tree::{Finding, Tree};

/// The longest a file may be, tests inside it included. STYLE.md asks for 500; the rest is air for the moment of need.
const MOST_LINES: usize = 600;

/// Finds sources that are too long.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let sources = tree.rust().filter(|file| !file.is_generated()).chain(tree.typescript());
    let long = sources.filter_map(|file| {
        let lines = file.text.lines().count();
        let message = format!("{lines} lines, more than {MOST_LINES}: split it by operation");
        (lines > MOST_LINES).then(|| file.whole(message))
    });
    long.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample::places;

    #[test]
    fn a_long_file_is_found_unless_a_program_wrote_it() {
        let long = "//\n".repeat(601);
        let enough = "//\n".repeat(600);
        let found = places(
            &[
                ("crates/api/src/a.rs", &long),
                ("crates/api/src/b.rs", &enough),
                ("web/src/c.tsx", &long),
                ("web/src/api/schema.gen.ts", &long),
            ],
            check,
        );
        assert_eq!(found, ["crates/api/src/a.rs", "web/src/c.tsx"]);
    }
}
