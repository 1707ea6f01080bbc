//! What came out of a run as tables: each list in the result is one, each entry a row, with the types its values have. Lists within
//! rows become tables of their own, told which row they belong to.

use serde_json::{Value as Json, json};
use std::io::Write;
use tabular::{Bundle, Cell, ParquetColumn, ParquetKind, ParquetWriter, WriteError, Writer};

/// Digits of amounts after the point: no currency has more.
const PLACES: u8 = 4;
/// What stands outside of lists.
const ALONE: &str = "summary";
/// The row of the list above, and the place within a list of plain values.
const ROW: &str = "row";
const PLACE: &str = "place";
const VALUE: &str = "value";

/// A table: names and rows of plain values.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Table {
    pub(super) name: String,
    columns: Vec<String>,
    rows: Vec<Vec<Json>>,
}

impl Table {
    fn add(&mut self, entries: Vec<(String, Json)>) {
        let mut row = vec![Json::Null; self.columns.len()];
        for (name, value) in entries {
            let place = self.columns.iter().position(|known| *known == name).unwrap_or_else(|| {
                self.columns.push(name);
                row.push(Json::Null);
                self.columns.len() - 1
            });
            if let Some(cell) = row.get_mut(place) {
                *cell = value;
            }
        }
        self.rows.push(row);
    }
}

/// All tables of a result.
pub(super) fn tables(result: &Json) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut alone = Vec::new();
    walk(&mut tables, &mut alone, "", result, None);
    if !alone.is_empty() {
        let mut table = Table { name: ALONE.to_string(), ..Table::default() };
        table.add(alone);
        tables.insert(0, table);
    }
    tables
}

/// Plain values go to `row`, lists become tables; `path` is where one is, `above` the row one stands in.
fn walk(
    tables: &mut Vec<Table>,
    row: &mut Vec<(String, Json)>,
    path: &str,
    value: &Json,
    above: Option<(&str, usize)>,
) {
    match value {
        Json::Object(entries) => {
            for (name, value) in entries {
                let path = if path.is_empty() { name.clone() } else { format!("{path}_{name}") };
                walk(tables, row, &path, value, above);
            }
        }
        Json::Array(items) => {
            let name = above.map_or_else(|| path.to_string(), |(table, _)| format!("{table}_{path}"));
            list(tables, &name, items, above.map(|(_, row)| row));
        }
        plain => {
            row.push((if path.is_empty() { VALUE.to_string() } else { path.to_string() }, plain.clone()))
        }
    }
}

fn list(tables: &mut Vec<Table>, name: &str, items: &[Json], above: Option<usize>) {
    let place = tables.iter().position(|table| table.name == name).unwrap_or_else(|| {
        tables.push(Table { name: name.to_string(), ..Table::default() });
        tables.len() - 1
    });
    for (number, item) in items.iter().enumerate() {
        let mut row: Vec<(String, Json)> =
            above.map(|above| (ROW.to_string(), json!(above))).into_iter().collect();
        let own = tables.get(place).map_or(0, |table| table.rows.len());
        if !item.is_object() {
            row.push((PLACE.to_string(), json!(number)));
        }
        match item {
            Json::Array(_) => walk(tables, &mut row, VALUE, item, Some((name, own))),
            item => walk(tables, &mut row, "", item, Some((name, own))),
        }
        if let Some(table) = tables.get_mut(place) {
            table.add(row);
        }
    }
}

/// Writes tables as Parquet files of one ZIP.
pub(super) fn written(tables: &[Table]) -> Result<Vec<u8>, WriteError> {
    let mut bundle = Bundle::new(Vec::new());
    for table in tables.iter().filter(|table| !table.columns.is_empty()) {
        let kinds: Vec<ParquetKind> = (0..table.columns.len()).map(|place| kind(table, place)).collect();
        let columns: Vec<ParquetColumn> = table
            .columns
            .iter()
            .zip(&kinds)
            .map(|(name, kind)| ParquetColumn { name: name.replace('.', "_"), kind: *kind })
            .collect();
        bundle.begin(&format!("{}.parquet", table.name.replace(['/', '\\', '.'], "_")))?;
        let mut writer = Box::new(ParquetWriter::new(&mut bundle, &columns)?);
        for row in &table.rows {
            let cells: Vec<Cell<'_>> = kinds
                .iter()
                .enumerate()
                .map(|(place, kind)| cell(row.get(place).unwrap_or(&Json::Null), *kind))
                .collect();
            writer.row(&cells)?;
        }
        writer.finish()?;
        bundle.flush()?;
    }
    bundle.finish()
}

/// The kind that all values of a column have in common; text where there is none.
fn kind(table: &Table, place: usize) -> ParquetKind {
    let values = || table.rows.iter().filter_map(|row| row.get(place)).filter(|value| !value.is_null());
    let all = |is: fn(&Json) -> bool| values().next().is_some() && values().all(is);
    if all(|value| value.is_i64()) {
        ParquetKind::Integer
    } else if all(Json::is_number) {
        ParquetKind::Double
    } else if all(Json::is_boolean) {
        ParquetKind::Boolean
    } else if all(|value| value.as_str().is_some_and(is_amount)) {
        ParquetKind::Decimal(PLACES)
    } else if all(|value| day(value).is_some()) {
        ParquetKind::Date
    } else if all(|value| moment(value).is_some()) {
        ParquetKind::Timestamp
    } else {
        ParquetKind::Text
    }
}

/// An amount as results write it, such as `-12.50`: never a number of a document or a code.
fn is_amount(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
    let Some((whole, part)) = text.strip_prefix('-').unwrap_or(text).split_once('.') else { return false };
    digits(whole)
        && digits(part)
        && (2..=4).contains(&part.len())
        && whole.len() <= 14
        && (whole == "0" || !whole.starts_with('0'))
}

fn day(value: &Json) -> Option<jiff::civil::Date> {
    value.as_str().filter(|text| text.len() == 10)?.parse().ok()
}

fn moment(value: &Json) -> Option<jiff::Timestamp> {
    value.as_str().filter(|text| text.contains('T') && text.ends_with('Z'))?.parse().ok()
}

fn cell(value: &Json, kind: ParquetKind) -> Cell<'_> {
    match (value, kind) {
        (Json::Null, _) => Cell::Empty,
        (value, ParquetKind::Date) => day(value).map_or(Cell::Empty, Cell::Date),
        (value, ParquetKind::Timestamp) => moment(value).map_or(Cell::Empty, Cell::Timestamp),
        (Json::Bool(value), ParquetKind::Boolean) => Cell::Boolean(*value),
        (Json::Number(number), ParquetKind::Text) => Cell::text(number.to_string()),
        (Json::Number(number), _) => Cell::number(number.to_string()),
        (Json::String(text), ParquetKind::Decimal(_)) => Cell::number(text.as_str()),
        (Json::String(text), _) => Cell::text(text.as_str()),
        (other, _) => Cell::text(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_become_tables_and_their_values_have_types() {
        let result = json!({
            "currency": "EUR", "of": {"customers": 3}, "until": "2011-12-09",
            "groups": [
                {"key": "loyal", "customers": 2, "share": 0.5, "value": {"amount": "12.50", "currency": "EUR"}, "cells": [1, null]},
                {"key": "007", "customers": 1, "share": 1, "seen": true, "cells": [4]},
            ],
            "grid": [[1.5, 2], [3]],
            "none": [],
        });
        let found = tables(&result);
        let shown: Vec<(String, String, usize)> = found
            .iter()
            .map(|table| (table.name.clone(), table.columns.join(" "), table.rows.len()))
            .collect();
        let expected = [
            ("summary", "currency of_customers until", 1),
            ("grid", "place", 2),
            ("grid_value", "row place value", 3),
            ("groups", "customers key share value_amount value_currency seen", 2),
            ("groups_cells", "row place value", 3),
            ("none", "", 0),
        ];
        let mut sorted = shown.clone();
        sorted.sort_by(|one, other| (one.0 != "summary", &one.0).cmp(&(other.0 != "summary", &other.0)));
        for (shown, expected) in sorted.iter().zip(expected) {
            let columns =
                |text: &str| text.split(' ').map(str::to_string).collect::<std::collections::BTreeSet<_>>();
            assert_eq!(
                (&*shown.0, columns(&shown.1), shown.2),
                (expected.0, columns(expected.1), expected.2)
            );
        }
        let kind_of = |table: &str, column: &str| {
            let table = found.iter().find(|one| one.name == table).unwrap();
            kind(table, table.columns.iter().position(|one| one == column).unwrap())
        };
        assert_eq!(kind_of("summary", "until"), ParquetKind::Date);
        assert_eq!(kind_of("groups", "value_amount"), ParquetKind::Decimal(4));
        assert_eq!(
            (kind_of("groups", "key"), kind_of("groups", "seen")),
            (ParquetKind::Text, ParquetKind::Boolean)
        );
        assert_eq!(
            (kind_of("groups", "customers"), kind_of("groups", "share")),
            (ParquetKind::Integer, ParquetKind::Double)
        );
        assert_eq!(kind_of("grid_value", "value"), ParquetKind::Double);
        let bytes = written(&found).unwrap();
        assert!(bytes.starts_with(b"PK") && bytes.windows(4).filter(|four| four == b"PAR1").count() == 10);
    }
}
