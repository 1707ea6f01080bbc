//! `cargo xtask generate`: writes what must never differ from the code. The binary itself prints its OpenAPI document, dictionary,
//! configuration and commands; the types of the web client then come from that OpenAPI document. `--check` writes nothing and fails
//! on a difference, so a stale document cannot be committed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

/// What the binary prints, and where it is kept.
const DOCUMENTS: &[(&str, &str)] = &[
    ("openapi", "docs/generated/openapi.json"),
    ("dictionary", "docs/generated/dictionary.md"),
    ("config", "docs/generated/config.md"),
    ("cli", "docs/generated/cli.md"),
];

/// What `npm run generate` writes in the web app.
const CLIENT_TYPES: &str = "web/src/api/schema.gen.ts";

/// How to generate.
pub struct Options {
    check: bool,
    binary: Option<PathBuf>,
}

impl Options {
    /// Reads what follows `generate` on the command line.
    pub fn parse(words: &[&str]) -> Result<Self> {
        match words {
            [] => Ok(Self { check: false, binary: None }),
            ["--check", rest @ ..] => Ok(Self { check: true, ..Self::parse(rest)? }),
            ["--binary", path, rest @ ..] => {
                Ok(Self { binary: Some(PathBuf::from(path)), ..Self::parse(rest)? })
            }
            other => bail!("unknown option {}", other.join(" ")),
        }
    }
}

/// Writes, or checks, every generated file.
pub fn run(root: &Path, options: &Options) -> Result<ExitCode> {
    let binary = match &options.binary {
        Some(binary) => binary.clone(),
        None => build(root)?,
    };
    let mut stale = Vec::new();
    for (topic, path) in DOCUMENTS {
        let fresh = ask_binary(root, &binary, topic)?;
        if !keep(root, path, &fresh, options.check)? {
            stale.push(*path);
        }
    }
    if options.check && !stale.is_empty() {
        // The types come from the document on disk: while that is stale they prove nothing.
        return Ok(report(&stale));
    }
    if !client_types(root, options.check)? {
        stale.push(CLIENT_TYPES);
    }
    Ok(report(&stale))
}

fn report(stale: &[&str]) -> ExitCode {
    if stale.is_empty() {
        println!("generate: {} files agree with the code", DOCUMENTS.len() + 1);
        return ExitCode::SUCCESS;
    }
    println!("generate: these differ from the code, run `make generate` and commit them:");
    for path in stale {
        println!("  {path}");
    }
    ExitCode::FAILURE
}

/// Builds kith, which then lies beside this program.
fn build(root: &Path) -> Result<PathBuf> {
    let arguments = ["build", "--quiet", "--package", "server", "--bin", "kith"];
    let status = Command::new(env!("CARGO")).args(arguments).current_dir(root).status();
    if !status.context("cannot start cargo")?.success() {
        bail!("kith does not build, so it cannot be asked");
    }
    Ok(std::env::current_exe().context("xtask does not know where it lies")?.with_file_name("kith"))
}

fn ask_binary(root: &Path, binary: &Path, topic: &str) -> Result<String> {
    let output = Command::new(binary).args(["docs", topic]).current_dir(root).output();
    let output = output.with_context(|| format!("cannot ask {} for its {topic}", binary.display()))?;
    if !output.status.success() {
        bail!("kith docs {topic} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("kith docs {topic} printed something else than text"))
}

/// Makes the file say what is fresh. In a check, only answers whether it does.
fn keep(root: &Path, path: &str, fresh: &str, check: bool) -> Result<bool> {
    let file = root.join(path);
    let current = fs::read_to_string(&file).unwrap_or_default();
    if current == fresh || check {
        return Ok(current == fresh);
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    fs::write(&file, fresh).with_context(|| format!("cannot write {path}"))?;
    println!("wrote {path}");
    Ok(true)
}

/// The tool writes its file in place; in a check the committed text is put back afterwards.
fn client_types(root: &Path, check: bool) -> Result<bool> {
    let file = root.join(CLIENT_TYPES);
    let committed = fs::read_to_string(&file).unwrap_or_default();
    let output =
        Command::new("npm").args(["run", "--silent", "generate"]).current_dir(root.join("web")).output();
    let output = output.context("cannot start npm")?;
    if !output.status.success() {
        bail!("npm run generate failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let fresh = fs::read_to_string(&file)
        .with_context(|| format!("npm run generate did not write {CLIENT_TYPES}"))?;
    if check && fresh != committed {
        fs::write(&file, committed).with_context(|| format!("cannot put {CLIENT_TYPES} back"))?;
        return Ok(false);
    }
    if fresh != committed {
        println!("wrote {CLIENT_TYPES}");
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_sees_a_difference_and_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = "docs/generated/cli.md";
        assert!(!keep(folder.path(), path, "fresh", true).unwrap());
        assert!(!folder.path().join(path).exists());
        assert!(keep(folder.path(), path, "fresh", false).unwrap());
        assert!(keep(folder.path(), path, "fresh", true).unwrap());
        assert!(!keep(folder.path(), path, "fresher", true).unwrap());
        assert_eq!(fs::read_to_string(folder.path().join(path)).unwrap(), "fresh");
    }

    #[test]
    fn options_are_read_in_any_order() {
        let options = Options::parse(&["--binary", "target/debug/kith", "--check"]).unwrap();
        assert!(options.check);
        assert_eq!(options.binary, Some(PathBuf::from("target/debug/kith")));
        assert!(Options::parse(&["--quick"]).is_err());
    }
}
