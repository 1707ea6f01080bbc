//! The summary of each customer: fields of companies and people (`standard::customer`) that triggers keep in the transaction of
//! every write of a purchase, a line, a deal or an activity, whatever way it takes: by hand, import, bulk change, merge, undo or
//! purge. Counts and sums move by the difference, first and last are read from an index; how often each product, category and
//! channel was bought stands in tables of their own. So a customer with a million purchases costs what one with ten does. The steps
//! that make the triggers also work out what a database holds already.

mod rebuild;
#[cfg(test)]
mod tests;

use platform::Feature;
use store::migrate::Migration;

/// The feature.
pub static FEATURE: Feature = Feature::new("customer summary")
    .migrations(MIGRATIONS)
    .jobs(rebuild::JOBS)
    .operations(rebuild::OPERATIONS, rebuild::routes, rebuild::schemas);

const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "analytical/0001_customer_summary",
        sqlite: include_str!("sqlite.sql"),
        postgres: include_str!("postgres.sql"),
    },
    Migration {
        name: "analytical/0002_customer_detail",
        sqlite: include_str!("detail_sqlite.sql"),
        postgres: include_str!("detail_postgres.sql"),
    },
    // PostgreSQL finds the way by itself.
    Migration {
        name: "analytical/0003_customer_anew",
        sqlite: include_str!("anew_sqlite.sql"),
        postgres: "",
    },
    // PostgreSQL writes each row at once: who writes at the same time would otherwise wait until the end of another's transaction.
    Migration {
        name: "analytical/0004_customer_settled",
        sqlite: include_str!("settled_sqlite.sql"),
        postgres: "",
    },
    Migration {
        name: "analytical/0005_customer_money",
        sqlite: include_str!("money_sqlite.sql"),
        postgres: include_str!("money_postgres.sql"),
    },
    // PostgreSQL finds most ways by itself.
    Migration {
        name: "analytical/0006_customer_way",
        sqlite: include_str!("way_sqlite.sql"),
        postgres: include_str!("way_postgres.sql"),
    },
];
