//! Who may import whom. The crates form a fan, not a chain: the wings are siblings that share nouns and hear of each other by events.
//! Read from `cargo metadata`, so an arrow cannot hide behind a re-export or a renamed dependency.

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::tree::{Finding, Tree};

const WINGS: &[&str] = &["collaborative", "operational", "analytical"];

/// What the API and each wing stand on.
const GROUND: &[&str] = &["platform", "records", "store", "standard", "dictionary", "vocabulary", "tabular"];

/// Each crate with those of ours it may use. A new arrow is a decision: write it down in docs/decisions, then here.
const ARROWS: &[(&str, &[&str])] = &[
    ("vocabulary", &[]),
    ("tabular", &[]),
    ("matching", &["vocabulary"]),
    ("dictionary", &["vocabulary"]),
    ("standard", &["dictionary", "vocabulary"]),
    ("store", &["dictionary", "vocabulary"]),
    ("records", &["store", "dictionary", "vocabulary", "tabular", "matching"]),
    ("platform", &["records", "store", "dictionary", "vocabulary", "tabular"]),
    ("demo", &["standard", "dictionary", "vocabulary", "records", "platform"]),
    ("api", GROUND),
    ("collaborative", GROUND),
    ("operational", GROUND),
    ("math", &[]),
    (
        "analytical",
        &["math", "platform", "records", "store", "standard", "dictionary", "vocabulary", "tabular"],
    ),
    (
        "server",
        &[
            "vocabulary",
            "tabular",
            "dictionary",
            "standard",
            "store",
            "records",
            "platform",
            "demo",
            "api",
            "collaborative",
            "operational",
            "analytical",
            "math",
        ],
    ),
    ("xtask", &[]),
];

/// Libraries that belong to some rooms only, with the reason. A dependency for tests alone counts where `even_in_tests` says so.
struct Home {
    library: &'static str,
    rooms: &'static [&'static str],
    even_in_tests: bool,
    why: &'static str,
}

const SHELL: &[&str] = &["platform", "api", "collaborative", "operational", "analytical", "server"];

/// The connection to PostgreSQL lives on a runtime of its own, hidden inside the store.
const SHELL_AND_STORE: &[&str] =
    &["store", "platform", "api", "collaborative", "operational", "analytical", "server"];

const HOMES: &[Home] = &[
    Home {
        library: "rusqlite",
        rooms: &["store", "server"],
        even_in_tests: true,
        why: "only `store` knows a dialect (`server` only to compare with it in the benchmark)",
    },
    Home {
        library: "postgres",
        rooms: &["store", "server"],
        even_in_tests: true,
        why: "only `store` knows a dialect (`server` only to compare with it in the benchmark)",
    },
    Home {
        library: "tokio-postgres",
        rooms: &["store", "server"],
        even_in_tests: true,
        why: "only `store` knows a dialect (`server` only to compare with it in the benchmark)",
    },
    Home {
        library: "anyhow",
        rooms: &["server", "xtask"],
        even_in_tests: false,
        why: "a library answers with the one error of `vocabulary`, so that the API can tell each case apart",
    },
    Home {
        library: "tokio",
        rooms: SHELL_AND_STORE,
        even_in_tests: false,
        why: "domain code is plain synchronous functions",
    },
    Home { library: "axum", rooms: SHELL, even_in_tests: false, why: "domain code knows nothing of HTTP" },
    Home { library: "hyper", rooms: SHELL, even_in_tests: false, why: "domain code knows nothing of HTTP" },
];

struct Dependency {
    name: String,
    only_for_tests: bool,
}

struct Package {
    name: String,
    manifest: String,
    dependencies: Vec<Dependency>,
}

/// Finds every arrow between our crates, and to a library with a home, that the tables above do not draw.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let packages = match packages(tree) {
        Ok(packages) => packages,
        Err(error) => {
            let message = format!("cargo metadata did not answer: {error:#}");
            return vec![Finding { path: "Cargo.toml".to_owned(), line: None, message }];
        }
    };
    let ours: Vec<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    let mut findings = Vec::new();
    for package in &packages {
        let messages = package.dependencies.iter().filter_map(|used| {
            if ours.contains(&used.name.as_str()) {
                wrong_arrow(&package.name, used)
            } else {
                wrong_home(&package.name, used)
            }
        });
        findings.extend(unknown_room(&package.name).into_iter().chain(messages).map(|message| Finding {
            path: package.manifest.clone(),
            line: None,
            message,
        }));
    }
    findings
}

fn allowed(package: &str) -> Option<&'static [&'static str]> {
    ARROWS.iter().find(|(name, _)| *name == package).map(|(_, allowed)| *allowed)
}

fn unknown_room(package: &str) -> Option<String> {
    let message = format!(
        "`{package}` is a room nobody planned: draw its arrows in xtask/src/tidy/arrows.rs and say why in docs/decisions"
    );
    allowed(package).is_none().then_some(message)
}

fn wrong_arrow(package: &str, used: &Dependency) -> Option<String> {
    let name = used.name.as_str();
    if WINGS.contains(&package) && WINGS.contains(&name) {
        return Some(format!(
            "`{package}` uses `{name}`: a wing never imports a wing, not even in tests; let it hear an event"
        ));
    }
    let drawn = allowed(package).is_none_or(|allowed| allowed.contains(&name));
    (!drawn && !used.only_for_tests).then(|| format!("`{package}` may not use `{name}`"))
}

fn wrong_home(package: &str, used: &Dependency) -> Option<String> {
    let home = HOMES.iter().find(|home| home.library == used.name)?;
    let excused = home.rooms.contains(&package) || (used.only_for_tests && !home.even_in_tests);
    (!excused).then(|| format!("`{package}` may not use `{}`: {}", home.library, home.why))
}

fn packages(tree: &Tree) -> Result<Vec<Package>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(&tree.root)
        .output()
        .context("cannot start cargo")?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let answer: Value = serde_json::from_slice(&output.stdout).context("the answer is not JSON")?;
    let list = answer.get("packages").and_then(Value::as_array).context("the answer has no packages")?;
    list.iter().map(|package| read_package(tree, package)).collect()
}

fn read_package(tree: &Tree, package: &Value) -> Result<Package> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let manifest = text(package, "manifest_path").context("a package has no manifest")?;
    let root = tree.root.canonicalize().unwrap_or_else(|_| tree.root.clone());
    let relative =
        manifest.strip_prefix(&*root.to_string_lossy()).unwrap_or(&manifest).trim_start_matches('/');
    let dependencies = package.get("dependencies").and_then(Value::as_array).cloned().unwrap_or_default();
    let dependencies = dependencies.iter().filter_map(|used| {
        Some(Dependency {
            name: text(used, "name")?,
            only_for_tests: text(used, "kind").as_deref() == Some("dev"),
        })
    });
    Ok(Package {
        name: text(package, "name").context("a package has no name")?,
        manifest: relative.to_owned(),
        dependencies: dependencies.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample;

    /// Messages for a workspace of crates, each given with the lines that follow its `[package]` table.
    fn messages(crates: &[(&str, &str)]) -> Vec<String> {
        let mut files = vec![(
            "Cargo.toml".to_owned(),
            "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n".to_owned(),
        )];
        for (name, rest) in crates {
            let manifest =
                format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n{rest}");
            files.push((format!("crates/{name}/Cargo.toml"), manifest));
            files.push((format!("crates/{name}/src/lib.rs"), "//! A room.\n".to_owned()));
        }
        let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let (_folder, tree) = sample::tree(&files);
        check(&tree).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn drawn_arrows_pass() {
        let found = messages(&[
            ("vocabulary", ""),
            ("dictionary", "[dependencies]\nvocabulary = { path = \"../vocabulary\" }"),
            ("store", "[dependencies]\ndictionary = { path = \"../dictionary\" }\nrusqlite = \"0.41\""),
            ("standard", "[dependencies]\ndictionary = { path = \"../dictionary\" }"),
            (
                "records",
                "[dependencies]\nstore = { path = \"../store\" }\n[dev-dependencies]\nstandard = { path = \"../standard\" }",
            ),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn the_engine_may_not_know_the_nouns() {
        let found = messages(&[
            ("standard", ""),
            ("records", "[dependencies]\nstandard = { path = \"../standard\" }"),
        ]);
        assert_eq!(found, ["`records` may not use `standard`"]);
    }

    #[test]
    fn a_renamed_dependency_does_not_hide() {
        let renamed = "[dependencies]\nnouns = { package = \"standard\", path = \"../standard\" }";
        let found = messages(&[("standard", ""), ("store", renamed)]);
        assert_eq!(found, ["`store` may not use `standard`"]);
    }

    #[test]
    fn a_wing_never_imports_a_wing_even_in_tests() {
        let found = messages(&[
            ("operational", ""),
            ("analytical", "[dev-dependencies]\noperational = { path = \"../operational\" }"),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found.iter().all(|message| message.contains("a wing never imports a wing")), "{found:?}");
    }

    #[test]
    fn a_database_library_stays_in_the_store_even_in_tests() {
        let found = messages(&[("records", "[dev-dependencies]\nrusqlite = \"0.41\"\nanyhow = \"1\"")]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found.iter().all(|message| message.starts_with("`records` may not use `rusqlite`")),
            "{found:?}"
        );
    }

    #[test]
    fn an_unplanned_room_is_named() {
        let found = messages(&[("helpers", "")]);
        assert!(
            found.iter().any(|message| message.starts_with("`helpers` is a room nobody planned")),
            "{found:?}"
        );
    }

    #[test]
    fn a_broken_workspace_is_a_finding_not_a_pass() {
        let places = sample::places(&[("Cargo.toml", "[workspace]\nmembers = [\"missing\"]\n")], check);
        assert_eq!(places, ["Cargo.toml"]);
    }
}
