//! The tables of the nouns as frozen text. A released step never changes: a changed noun gets a new step.

/// One step of the schema, as plain text: this room knows no database.
#[derive(Clone, Copy, Debug)]
pub struct MigrationText {
    /// Its unique name.
    pub name: &'static str,
    /// Statements for SQLite.
    pub sqlite: &'static str,
    /// Statements for PostgreSQL.
    pub postgres: &'static str,
}

/// All steps, in the sequence they run.
pub static MIGRATION_TEXTS: &[MigrationText] = &[
    MigrationText {
        name: "standard/0001_nouns",
        sqlite: include_str!("../migrations/sqlite/0001_nouns.sql"),
        postgres: include_str!("../migrations/postgres/0001_nouns.sql"),
    },
    MigrationText {
        name: "standard/0002_totals",
        sqlite: include_str!("../migrations/sqlite/0002_totals.sql"),
        postgres: include_str!("../migrations/postgres/0002_totals.sql"),
    },
    MigrationText {
        name: "standard/0003_pairs",
        sqlite: include_str!("../migrations/sqlite/0003_pairs.sql"),
        postgres: include_str!("../migrations/postgres/0003_pairs.sql"),
    },
    MigrationText {
        name: "standard/0004_stage_age",
        sqlite: include_str!("../migrations/sqlite/0004_stage_age.sql"),
        postgres: include_str!("../migrations/postgres/0004_stage_age.sql"),
    },
    MigrationText {
        name: "standard/0010_sales",
        sqlite: include_str!("../migrations/sqlite/0010_sales.sql"),
        postgres: include_str!("../migrations/postgres/0010_sales.sql"),
    },
    MigrationText {
        name: "standard/0012_quotes",
        sqlite: include_str!("../migrations/sqlite/0012_quotes.sql"),
        postgres: include_str!("../migrations/postgres/0012_quotes.sql"),
    },
    MigrationText {
        name: "standard/0013_goals",
        sqlite: include_str!("../migrations/sqlite/0013_goals.sql"),
        postgres: include_str!("../migrations/postgres/0013_goals.sql"),
    },
    MigrationText {
        name: "standard/0016_activities",
        sqlite: include_str!("../migrations/sqlite/0016_activities.sql"),
        postgres: include_str!("../migrations/postgres/0016_activities.sql"),
    },
    MigrationText {
        name: "standard/0017_training",
        sqlite: include_str!("../migrations/sqlite/0017_training.sql"),
        postgres: include_str!("../migrations/postgres/0017_training.sql"),
    },
    MigrationText {
        name: "standard/0018_quotes",
        sqlite: include_str!("../migrations/sqlite/0018_quotes.sql"),
        postgres: include_str!("../migrations/postgres/0018_quotes.sql"),
    },
    MigrationText {
        name: "standard/0019_territory",
        sqlite: include_str!("../migrations/sqlite/0019_territory.sql"),
        postgres: include_str!("../migrations/postgres/0019_territory.sql"),
    },
    MigrationText {
        name: "standard/0020_answer",
        sqlite: include_str!("../migrations/sqlite/0020_answer.sql"),
        postgres: include_str!("../migrations/postgres/0020_answer.sql"),
    },
    MigrationText {
        name: "standard/0021_customer_summary",
        sqlite: include_str!("../migrations/sqlite/0021_customer_summary.sql"),
        postgres: include_str!("../migrations/postgres/0021_customer_summary.sql"),
    },
    MigrationText {
        name: "standard/0022_segment",
        sqlite: include_str!("../migrations/sqlite/0022_segment.sql"),
        postgres: include_str!("../migrations/postgres/0022_segment.sql"),
    },
    MigrationText {
        name: "standard/0023_rfm",
        sqlite: include_str!("../migrations/sqlite/0023_rfm.sql"),
        postgres: include_str!("../migrations/postgres/0023_rfm.sql"),
    },
    MigrationText {
        name: "standard/0024_customer_value",
        sqlite: include_str!("../migrations/sqlite/0024_customer_value.sql"),
        postgres: include_str!("../migrations/postgres/0024_customer_value.sql"),
    },
    MigrationText {
        name: "standard/0025_customer_detail",
        sqlite: include_str!("../migrations/sqlite/0025_customer_detail.sql"),
        postgres: include_str!("../migrations/postgres/0025_customer_detail.sql"),
    },
    MigrationText {
        name: "standard/0030_read_alone",
        sqlite: include_str!("../migrations/sqlite/0030_read_alone.sql"),
        postgres: include_str!("../migrations/postgres/0030_read_alone.sql"),
    },
    MigrationText {
        name: "standard/0031_count_alone",
        sqlite: include_str!("../migrations/sqlite/0031_count_alone.sql"),
        // PostgreSQL counts by what it knows of its data.
        postgres: "",
    },
];
