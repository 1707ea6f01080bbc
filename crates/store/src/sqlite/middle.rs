//! `middles(x)`: the two values in the middle of a group added up, which SQLite has no word for. PostgreSQL has `percentile_disc`.

use super::error::translate;
use rusqlite::Connection;
use rusqlite::functions::{Aggregate, Context, FunctionFlags};
use vocabulary::Result;

/// Makes the aggregate known to a connection.
pub(super) fn add(connection: &Connection) -> Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_aggregate_function("middles", 1, flags, Middles).map_err(|error| translate(&error))
}

struct Middles;

impl Aggregate<Vec<i64>, Option<i64>> for Middles {
    fn init(&self, _context: &mut Context<'_>) -> rusqlite::Result<Vec<i64>> {
        Ok(Vec::new())
    }

    fn step(&self, context: &mut Context<'_>, values: &mut Vec<i64>) -> rusqlite::Result<()> {
        values.extend(context.get::<Option<i64>>(0)?);
        Ok(())
    }

    fn finalize(
        &self,
        _context: &mut Context<'_>,
        values: Option<Vec<i64>>,
    ) -> rusqlite::Result<Option<i64>> {
        Ok(values.and_then(|mut values| middles(&mut values)))
    }
}

/// Nothing is in the middle of nothing.
fn middles(values: &mut [i64]) -> Option<i64> {
    let upper = values.len() / 2;
    let lower = values.len().checked_sub(1)? / 2;
    let (below, middle, _) = values.select_nth_unstable(upper);
    let middle = *middle;
    let other = if lower == upper { Some(middle) } else { below.iter().max().copied() };
    other.and_then(|other| middle.checked_add(other))
}

#[cfg(test)]
mod tests {
    use super::middles;

    #[test]
    fn the_middle_of_an_odd_number_counts_twice_and_of_an_even_number_there_are_two() {
        for (mut values, expected) in [
            (vec![], None),
            (vec![5], Some(10)),
            (vec![9, 1], Some(10)),
            (vec![7, 1, 3], Some(6)),
            (vec![4, -8, 2, 1], Some(3)),
        ] {
            assert_eq!(middles(&mut values), expected, "{values:?}");
        }
    }
}
