//! Migrations: frozen text, applied once, in sequence.

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
