//! `grouped(n, key…, value…)`: rows put into groups by their first `n` values, the others counted and added up, all groups in one JSON
//! array. SQLite groups by sorting the rows; where no index has them in sequence already, looking each one up takes half the time.
//!
//! A group is `[key…, records, count of a value, its sum, …]`; bytes are hexadecimal digits. It ends with an error ([`NOT_SO`]) where there are
//! more than [`MOST`] groups: then sorting is the better way, and needs no memory for them; also where a value is none of those it knows.

use super::error::translate;
use rusqlite::functions::{Aggregate, Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error, ffi};
use std::collections::HashMap;
use std::fmt::Write as _;
use vocabulary::Result;

/// Most groups.
const MOST: usize = 20_000;
/// How its errors begin: it is to be done another way, which may know better or says the same.
pub(crate) const NOT_SO: &str = "not grouped so: ";

/// Makes the aggregate known to a connection.
pub(crate) fn add(connection: &Connection) -> Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_aggregate_function("grouped", -1, flags, Grouped).map_err(|error| translate(&error))
}

struct Grouped;

/// The groups so far.
#[derive(Default)]
struct State {
    groups: Vec<Group>,
    /// The place of a group by its keys.
    places: HashMap<Box<[u8]>, usize>,
    /// The keys of the last row, and the place of their group.
    key: Vec<u8>,
    next: Vec<u8>,
    last: Option<usize>,
}

#[derive(Default)]
struct Group {
    /// Its keys as a JSON list without brackets.
    shown: String,
    records: i64,
    /// How many there are of each value, and their sum.
    sums: Vec<(i64, i128)>,
}

impl Aggregate<State, String> for Grouped {
    fn init(&self, _context: &mut Context<'_>) -> rusqlite::Result<State> {
        Ok(State::default())
    }

    fn step(&self, context: &mut Context<'_>, state: &mut State) -> rusqlite::Result<()> {
        let keys = usize::try_from(context.get::<i64>(0)?).unwrap_or_default() + 1;
        let width = context.len();
        state.next.clear();
        for place in 1..keys.min(width) {
            append(&mut state.next, context.get_raw(place));
        }
        let place = match state.last {
            Some(last) if state.key == state.next => last,
            _ => state.place(context, keys)?,
        };
        let Some(group) = state.groups.get_mut(place) else { return Ok(()) };
        group.records += 1;
        for (sum, place) in group.sums.iter_mut().zip(keys..width) {
            match context.get_raw(place) {
                ValueRef::Null => {}
                ValueRef::Integer(number) => *sum = (sum.0 + 1, sum.1 + i128::from(number)),
                _ => return Err(failed("a value is no whole number")),
            }
        }
        Ok(())
    }

    fn finalize(&self, _context: &mut Context<'_>, state: Option<State>) -> rusqlite::Result<String> {
        let mut text = String::from("[");
        for group in state.unwrap_or_default().groups {
            if text.len() > 1 {
                text.push(',');
            }
            let _ = write!(text, "[{}{}", group.shown, group.records);
            for (count, sum) in group.sums {
                let sum = i64::try_from(sum).map_err(|_| failed("integer overflow"))?;
                let _ = if count == 0 { write!(text, ",0,null") } else { write!(text, ",{count},{sum}") };
            }
            text.push(']');
        }
        text.push(']');
        Ok(text)
    }
}

impl State {
    /// The place of the group of the next keys, which become the last ones.
    fn place(&mut self, context: &Context<'_>, keys: usize) -> rusqlite::Result<usize> {
        std::mem::swap(&mut self.key, &mut self.next);
        let place = match self.places.get(self.key.as_slice()) {
            Some(place) => *place,
            None => {
                let place = self.groups.len();
                if place == MOST {
                    return Err(failed("too many groups"));
                }
                let mut shown = String::new();
                for key in 1..keys {
                    show(&mut shown, context.get_raw(key))?;
                    shown.push(',');
                }
                let sums = vec![(0, 0); context.len().saturating_sub(keys)];
                self.groups.push(Group { shown, records: 0, sums });
                self.places.insert(self.key.clone().into_boxed_slice(), place);
                place
            }
        };
        self.last = Some(place);
        Ok(place)
    }
}

fn failed(words: &str) -> Error {
    Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_ERROR), Some(format!("{NOT_SO}{words}")))
}

/// Keys one after the other, so that no two lists of them are written alike.
fn append(bytes: &mut Vec<u8>, value: ValueRef<'_>) {
    let mut with = |kind: u8, value: &[u8]| {
        bytes.push(kind);
        bytes.extend_from_slice(&(value.len() as u64).to_le_bytes());
        bytes.extend_from_slice(value);
    };
    match value {
        ValueRef::Null => bytes.push(0),
        ValueRef::Integer(number) => {
            bytes.push(1);
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        ValueRef::Real(number) => {
            bytes.push(2);
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        ValueRef::Text(text) => with(3, text),
        ValueRef::Blob(blob) => with(4, blob),
    }
}

/// A key in JSON.
fn show(text: &mut String, value: ValueRef<'_>) -> rusqlite::Result<()> {
    match value {
        ValueRef::Null => text.push_str("null"),
        ValueRef::Integer(number) => {
            let _ = write!(text, "{number}");
        }
        ValueRef::Text(bytes) => {
            let words = std::str::from_utf8(bytes).map_err(|_| failed("a text is not UTF-8"))?;
            text.push_str(&serde_json::Value::from(words).to_string());
        }
        ValueRef::Blob(bytes) => {
            text.push('"');
            for byte in bytes {
                let _ = write!(text, "{byte:02x}");
            }
            text.push('"');
        }
        ValueRef::Real(_) => return Err(failed("a key is no whole number")),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(statement: &str) -> std::result::Result<String, String> {
        let connection = Connection::open_in_memory().unwrap();
        add(&connection).unwrap();
        connection.query_row(statement, [], |row| row.get(0)).map_err(|error| error.to_string())
    }

    #[test]
    fn rows_are_counted_and_added_up_by_their_keys() {
        let rows = "WITH r(a, b, v, w) AS (VALUES (1, 'x', 5, NULL), (1, 'x', -2, 7), (NULL, 'x', 1, NULL), \
                    (1, x'78', 4, 1), (1, 'x', 3, NULL), (1, '\"', NULL, NULL))";
        assert_eq!(
            asked(&format!("{rows} SELECT grouped(2, a, b, v, w) FROM r")).unwrap(),
            r#"[[1,"x",3,3,6,1,7],[null,"x",1,1,1,0,null],[1,"78",1,1,4,1,1],[1,"\"",1,0,null,0,null]]"#
        );
        assert_eq!(asked("SELECT grouped(1, 1, 1) WHERE false").unwrap(), "[]");
        // Lists of keys that are written one after the other alike are still two.
        let alike = "WITH r(a, b) AS (VALUES ('x', 'yz'), ('xy', 'z')) SELECT grouped(2, a, b) FROM r";
        assert_eq!(asked(alike).unwrap(), r#"[["x","yz",1],["xy","z",1]]"#);
    }

    #[test]
    fn what_cannot_be_told_is_an_error() {
        let many = |count: usize| {
            let numbers = format!(
                "WITH RECURSIVE r(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < {count})"
            );
            asked(&format!("{numbers} SELECT grouped(1, n) FROM r"))
        };
        assert!(many(MOST).is_ok());
        assert!(many(MOST + 1).unwrap_err().contains(NOT_SO));
        let large = "WITH r(v) AS (VALUES (9223372036854775807), (1)) SELECT grouped(0, v) FROM r";
        assert!(asked(large).unwrap_err().contains("integer overflow"));
        // What leaves the bounds on the way and comes back is told.
        let back = "WITH r(v) AS (VALUES (9223372036854775807), (1), (-1)) SELECT grouped(0, v) FROM r";
        assert_eq!(asked(back).unwrap(), "[[3,3,9223372036854775807]]");
        for other in ["SELECT grouped(0, 'x')", "SELECT grouped(0, x'00')", "SELECT grouped(1, 1.5)"] {
            assert!(asked(other).unwrap_err().contains(NOT_SO), "{other}");
        }
    }
}
