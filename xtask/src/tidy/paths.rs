//! The documents tell the truth about the tree: each path that ARCHITECTURE.md puts in backticks exists, and each relative
//! link in any document leads somewhere.

use crate::tree::{File, Finding, Tree};

/// Documents in which a path in backticks is a promise.
const MAPS: &[&str] = &["ARCHITECTURE.md"];

/// What a path ends with when it names a file at the root.
const FILE_ENDINGS: &[&str] = &[".rs", ".md", ".toml", ".ts", ".tsx", ".json", ".sql"];

/// Finds paths and links that lead nowhere.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| file.path.ends_with(".md") && !file.is_generated()) {
        for (line, text) in prose_lines(file) {
            if MAPS.contains(&file.path.as_str()) {
                let lost =
                    in_backticks(text).filter(|quoted| is_path(quoted) && !tree.root.join(quoted).exists());
                findings.extend(lost.map(|path| file.at(line, format!("`{path}` does not exist"))));
            }
            let lost = link_targets(text).filter(|target| !leads_somewhere(tree, file, target));
            findings.extend(lost.map(|target| file.at(line, format!("the link to {target} leads nowhere"))));
        }
    }
    findings
}

/// The lines outside code blocks, numbered from 1.
fn prose_lines(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let mut in_block = false;
    file.text.lines().enumerate().filter_map(move |(index, line)| {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
            return None;
        }
        (!in_block).then_some((index + 1, line))
    })
}

fn in_backticks(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Whether a quoted word is a path from the root: not an address (`/api/v1`), a pattern or a piece of code.
fn is_path(quoted: &str) -> bool {
    let plain = quoted.chars().all(|character| character.is_alphanumeric() || "/._-".contains(character));
    let like_a_file = quoted.contains('/') || FILE_ENDINGS.iter().any(|ending| quoted.ends_with(ending));
    plain && like_a_file && !quoted.starts_with('/') && !quoted.starts_with('.')
}

fn link_targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

fn leads_somewhere(tree: &Tree, file: &File, target: &str) -> bool {
    let path = target.split('#').next().unwrap_or_default();
    if path.is_empty() || path.contains(':') || path.starts_with('<') {
        return true;
    }
    let document = tree.root.join(&file.path);
    document.parent().is_some_and(|folder| folder.join(path).exists())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample::places;

    #[test]
    fn a_path_that_does_not_exist_is_found() {
        let map = "See `crates/gone` and\n`STYLE.md`, [the book](docs/book/lost.md).\n";
        assert_eq!(
            places(&[("ARCHITECTURE.md", map)], check),
            ["ARCHITECTURE.md:1", "ARCHITECTURE.md:2", "ARCHITECTURE.md:2"]
        );
    }

    #[test]
    fn existing_paths_addresses_and_code_pass() {
        let map = "`crates/api/src/lib.rs`, `/api/v1/deals`, `PUT /deals/x`, `a::b`, `crates/`, [there](crates/api/src/lib.rs#top), [out](https://example.org)\n\
                   ```\ncrates/none/at/all `x/y`\n```\n";
        let found = places(&[("ARCHITECTURE.md", map), ("crates/api/src/lib.rs", "")], check);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn links_are_read_from_the_folder_of_their_document() {
        let found = places(&[("docs/book/a.md", "[b](b.md) [c](c.md)\n"), ("docs/book/b.md", "")], check);
        assert_eq!(found, ["docs/book/a.md:1"]);
    }
}
