//! Migrations: frozen text, applied once, in sequence.

use sha2::{Digest, Sha256};
use vocabulary::{Error, Result};

/// One step of the schema. The text never changes once released; a new step follows instead.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// A unique name such as `platform/0001_job`.
    pub name: &'static str,
    /// Statements for SQLite.
    pub sqlite: &'static str,
    /// Statements for PostgreSQL.
    pub postgres: &'static str,
}

impl Migration {
    /// The same text for both. Types both accept: BIGINT, TEXT, UUID (ids), BYTEA (bytes); booleans are BIGINT 0 or 1.
    pub const fn both(name: &'static str, text: &'static str) -> Migration {
        Migration { name, sqlite: text, postgres: text }
    }
}

/// What the store itself needs.
const BASE: &[Migration] = &[
    Migration {
        name: "store/0001_base",
        sqlite: include_str!("../migrations/sqlite/0001_base.sql"),
        postgres: include_str!("../migrations/postgres/0001_base.sql"),
    },
    Migration {
        name: "store/0002_beginnings",
        sqlite: include_str!("../migrations/sqlite/0002_beginnings.sql"),
        postgres: include_str!("../migrations/postgres/0002_beginnings.sql"),
    },
];

/// The table of applied steps; both databases take this text. The time is the database's own: it is for people who look
/// after it, nothing reads it.
pub(crate) const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migration (name TEXT NOT NULL PRIMARY KEY, \
     applied_at TEXT NOT NULL, hash TEXT NOT NULL)";

/// The store's own steps before those of others.
pub(crate) fn with_base(others: &[Migration]) -> Vec<Migration> {
    BASE.iter().chain(others).copied().collect()
}

/// What tells one text from another.
pub(crate) fn hash(text: &str) -> String {
    // Line ends depend on how the sources were checked out.
    let digest = Sha256::digest(text.replace("\r\n", "\n").as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A step and the text of one database.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
    pub(crate) hash: String,
}

/// The steps of one database.
pub(crate) fn steps(migrations: &[Migration], text: impl Fn(&Migration) -> &'static str) -> Vec<Step> {
    let step = |migration: &Migration| {
        let text = text(migration);
        Step { name: migration.name, text, hash: hash(text) }
    };
    migrations.iter().map(step).collect()
}

/// The steps that are still to be applied. Refuses a database with steps this program does not know (a newer one made
/// them) and one whose steps had another text.
pub(crate) fn pending<'s>(steps: &'s [Step], applied: &[(String, String)]) -> Result<Vec<&'s Step>> {
    for (name, hash) in applied {
        match steps.iter().find(|step| step.name == name) {
            None => {
                return Err(Error::Unavailable(format!(
                    "The database is newer than this program: it has the change “{name}”. Use the Kith that made it, or a newer one."
                )));
            }
            Some(step) if step.hash != *hash => {
                return Err(Error::Unavailable(format!(
                    "The database was made by another build: its change “{name}” is not the one of this program."
                )));
            }
            Some(_) => {}
        }
    }
    Ok(steps.iter().filter(|step| !applied.iter().any(|(name, _)| name == step.name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newer_and_changed_databases_are_refused() {
        let steps =
            steps(&[Migration::both("a", "one"), Migration::both("b", "two")], |migration| migration.sqlite);
        let applied = |name: &str, text: &str| vec![(name.to_string(), hash(text))];
        assert_eq!(
            pending(&steps, &applied("a", "one")).unwrap().iter().map(|step| step.name).collect::<Vec<_>>(),
            ["b"]
        );
        let newer = pending(&steps, &applied("c", "three")).unwrap_err();
        assert!(newer.to_string().contains("newer than this program"), "{newer}");
        assert!(pending(&steps, &applied("a", "other")).is_err());
    }
}
