//! The summary of each customer: fields of companies and people (`standard::customer`) that triggers keep in the transaction of
//! every write of a purchase or a deal, whatever way it takes: by hand, import, bulk change, merge, undo or purge. Counts and sums
//! move by the difference, first and last are read from an index; a customer with a million purchases costs what one with ten
//! does. The step that makes the triggers also works out what a database holds already.

use platform::Feature;
use store::migrate::Migration;

/// The feature.
pub static FEATURE: Feature = Feature::new("customer summary").migrations(MIGRATIONS);

const MIGRATIONS: &[Migration] = &[Migration {
    name: "analytical/0001_customer_summary",
    sqlite: include_str!("sqlite.sql"),
    postgres: include_str!("postgres.sql"),
}];
