//! The source tree as the checks see it: every text file of the project under a given root, read once. A check takes a tree and
//! no path of its own, so a test can hand it a broken sample from a temporary folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Folders that hold what was built, installed or stored, not what somebody wrote.
const SKIPPED: &[&str] = &[".git", "target", "node_modules", "dist", "data", "output"];

/// What a check reads: sources, and the few documents it compares with them.
const EXTENSIONS: &[&str] = &["rs", "ts", "tsx", "md", "json", "toml"];

/// The files of one project.
pub struct Tree {
    /// The folder that holds the project.
    pub root: PathBuf,
    /// Every text file in it, sorted by path.
    pub files: Vec<File>,
}

/// One file of the tree.
pub struct File {
    /// The path from the root, with `/` on every system.
    pub path: String,
    /// The whole content.
    pub text: String,
}

/// Something a check found wrong.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file at fault, from the root.
    pub path: String,
    /// The line, from 1; none when the whole file is meant.
    pub line: Option<usize>,
    /// What is wrong and what to do instead.
    pub message: String,
}

impl Tree {
    /// Reads the project under `root`.
    pub fn read(root: &Path) -> Result<Self> {
        let mut files = Vec::new();
        collect(root, root, &mut files)?;
        files.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(Self { root: root.to_path_buf(), files })
    }

    /// The Rust sources.
    pub fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.path.ends_with(".rs"))
    }

    /// The TypeScript sources, generated ones left out.
    pub fn typescript(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.is_typescript() && !file.is_generated())
    }

    /// The file at exactly this path.
    pub fn find(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }
}

impl File {
    /// Whether this is TypeScript, with or without JSX.
    pub fn is_typescript(&self) -> bool {
        self.path.ends_with(".ts") || self.path.ends_with(".tsx")
    }

    /// Whether a program wrote this file: nobody should read or shorten it by hand.
    pub fn is_generated(&self) -> bool {
        self.path.contains(".gen.") || self.path.starts_with("docs/generated/")
    }

    /// Whether the whole file is a test or serves tests only.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/")
            || self.path.contains("/examples/")
            || self.path.ends_with("/testing.rs")
            || self.path.ends_with("/tests.rs")
            || self.path.ends_with("_tests.rs")
            || self.path.contains("/testkit")
    }

    /// The line from which a Rust file holds only its tests; past the end if it has none.
    pub fn first_test_line(&self) -> usize {
        let lines: Vec<&str> = self.text.lines().map(str::trim).collect();
        let opens_tests = |pair: &[&str]| matches!(pair, ["#[cfg(test)]", next] if next.starts_with("mod "));
        lines.windows(2).position(opens_tests).map_or(usize::MAX, |index| index + 1)
    }

    /// A finding about one line of this file.
    pub fn at(&self, line: usize, message: impl Into<String>) -> Finding {
        Finding { path: self.path.clone(), line: Some(line), message: message.into() }
    }

    /// A finding about this file as a whole.
    pub fn whole(&self, message: impl Into<String>) -> Finding {
        Finding { path: self.path.clone(), line: None, message: message.into() }
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot list {}", folder.display()))?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        // `data` is the folder the server keeps its database in, but only at the root of the project.
        let skipped = SKIPPED.contains(&name.as_str()) && (name != "data" || folder == root);
        let kind = entry.file_type().with_context(|| format!("cannot look at {}", path.display()))?;
        if kind.is_dir() && !skipped {
            collect(root, &path, files)?;
        } else if kind.is_file() && has_known_extension(&path) {
            files.push(read_file(root, &path)?);
        }
    }
    Ok(())
}

fn has_known_extension(path: &Path) -> bool {
    path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known))
}

fn read_file(root: &Path, path: &Path) -> Result<File> {
    let text = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let relative = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    Ok(File { path: parts.join("/"), text: String::from_utf8_lossy(&text).into_owned() })
}

/// A broken or good sample for the tests of the checks.
#[cfg(test)]
pub mod sample {
    use super::*;

    /// A tree in a temporary folder with these files; the folder lives as long as the first value.
    pub fn tree(files: &[(&str, &str)]) -> (tempfile::TempDir, Tree) {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let tree = Tree::read(folder.path()).unwrap();
        (folder, tree)
    }

    /// Where a check finds something in a sample: `path:line`, or the path alone for a whole file.
    pub fn places(files: &[(&str, &str)], check: fn(&Tree) -> Vec<Finding>) -> Vec<String> {
        let (_folder, tree) = tree(files);
        let place = |finding: &Finding| match finding.line {
            Some(line) => format!("{}:{line}", finding.path),
            None => finding.path.clone(),
        };
        check(&tree).iter().map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::sample::tree;

    #[test]
    fn what_was_built_or_stored_is_not_read() {
        let (_folder, tree) = tree(&[
            ("crates/store/src/lib.rs", ""),
            ("crates/demo/src/data/names.rs", ""),
            ("target/debug/build.rs", ""),
            ("web/node_modules/react/index.ts", ""),
            ("data/kith.toml", ""),
            ("web/public/logo.png", ""),
        ]);
        let paths: Vec<_> = tree.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["crates/demo/src/data/names.rs", "crates/store/src/lib.rs"]);
    }
}
