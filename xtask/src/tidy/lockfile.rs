//! The lock file of the web app records hashes, not addresses: an address would tie everybody to the registry of whoever ran
//! `npm install` last, and tell the world its name.

use crate::tree::{Finding, Tree};

const PATH: &str = "web/package-lock.json";

/// Finds addresses in the lock file.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let Some(file) = tree.find(PATH) else {
        return Vec::new();
    };
    let lines = file.text.lines().enumerate();
    let addresses =
        lines.filter(|(_, line)| line.trim_start().starts_with("\"resolved\"") && line.contains("://"));
    let message = "an address of a registry: run npm with --omit-lockfile-registry-resolved";
    addresses.map(|(index, _)| file.at(index + 1, message)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::sample::places;

    #[test]
    fn an_address_is_found() {
        let lock = "{\n  \"resolved\": \"https://registry.npmjs.org/react/-/react-19.0.0.tgz\",\n  \"integrity\": \"sha512-x\"\n}\n";
        assert_eq!(places(&[(PATH, lock)], check), ["web/package-lock.json:2"]);
    }

    #[test]
    fn hashes_alone_pass() {
        assert_eq!(places(&[(PATH, "{\n  \"integrity\": \"sha512-x\"\n}\n")], check), Vec::<String>::new());
    }
}
