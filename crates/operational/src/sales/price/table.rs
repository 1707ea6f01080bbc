//! The marks that prices leave when they move: of one product, or of all, at a moment.

use records::Writing;
use store::migrate::Migration;
use store::table::{Insert, OnConflict};
use vocabulary::{Id, Result, Timestamp};

pub(super) static MIGRATIONS: &[Migration] = &[Migration::both("price/0001_mark", TEXT)];

const TEXT: &str = r#"
CREATE TABLE price_mark (
  workspace_id BIGINT NOT NULL, product TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (workspace_id, product, at));
CREATE INDEX price_mark_by_time ON price_mark (at);
"#;

pub(super) const TABLE: &str = "price_mark";

/// Says that the price of a product, or of any, is another from a moment on; from now on where none is given.
pub(super) fn mark(writing: &mut Writing<'_>, product: Option<Id>, at: Option<Timestamp>) -> Result<()> {
    let context = writing.context();
    let product = product.map(|product| product.to_string()).unwrap_or_default();
    let values = vec![
        ("workspace_id", context.workspace.into()),
        ("product", product.into()),
        ("at", at.unwrap_or(context.now).into()),
    ];
    writing.writer().insert(&Insert { table: TABLE, values, on_conflict: OnConflict::Ignore }).map(|_| ())
}
