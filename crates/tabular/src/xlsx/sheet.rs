//! The rows of one sheet, one after the other.

use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::number::shown;
use super::strings::{Strings, unescape_characters};
use super::styles::Styles;
use super::xml::{Xml, attribute, push_text};
use crate::row::{column_names, fit};
use crate::value::Epoch;
use crate::{Format, Limits, ReadError, Row, Rows, Warning};

/// Rows a sheet can have.
const LAST_ROW: u64 = 1_048_576;

/// Reads the rows of one sheet of a workbook.
pub struct XlsxReader<R: Read> {
    xml: Xml<R>,
    strings: Strings,
    styles: Styles,
    epoch: Epoch,
    limits: Limits,
    columns: Vec<String>,
    first: Option<Row>,
    /// The row of the sheet read last, and how many were met.
    line: u64,
    met: u64,
    number: u64,
    ended: bool,
}

/// A cell being read.
#[derive(Default)]
struct Draft {
    column: usize,
    kind: String,
    style: usize,
    value: String,
}

impl<R: Read> XlsxReader<R> {
    pub(super) fn new(
        xml: Xml<R>,
        strings: Strings,
        styles: Styles,
        epoch: Epoch,
        limits: Limits,
        format: &Format,
    ) -> Result<Self, ReadError> {
        let mut reader = Self {
            xml,
            strings,
            styles,
            epoch,
            limits,
            columns: Vec::new(),
            first: None,
            line: 0,
            met: 0,
            number: 0,
            ended: false,
        };
        for _ in 0..format.preamble {
            reader.parse()?;
        }
        let first = reader.parse()?.ok_or(ReadError::Empty)?;
        let too_wide =
            first.warnings.iter().any(|warning| matches!(warning, Warning::BeyondLastColumn { .. }));
        if too_wide {
            return Err(ReadError::TooManyColumns { line: first.line, limit: reader.limits.columns });
        }
        if format.header {
            reader.columns = column_names(&first.cells);
        } else {
            reader.columns = column_names(&vec![String::new(); first.cells.len()]);
            reader.first = Some(first);
        }
        Ok(reader)
    }

    /// The next row with any text in it.
    fn parse(&mut self) -> Result<Option<Row>, ReadError> {
        let mut row: Option<Row> = None;
        let mut size = 0;
        let mut column = 0;
        loop {
            let Some(event) = self.xml.next()? else {
                return Ok(row.filter(is_filled));
            };
            match &event {
                Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == "row" => {
                    let is_empty = matches!(event, Event::Empty(_));
                    let line =
                        attribute(start, "r").and_then(|line| line.parse().ok()).unwrap_or(self.line + 1);
                    self.met += 1;
                    self.line = line;
                    if line > LAST_ROW || self.met > LAST_ROW {
                        return Err(ReadError::TooLarge(format!("a sheet may have {LAST_ROW} rows")));
                    }
                    (size, column) = (0, 0);
                    row = (!is_empty).then(|| Row {
                        line,
                        cells: Vec::with_capacity(self.columns.len()),
                        ..Row::default()
                    });
                }
                Event::Start(start) if start.local_name().as_ref() == "c" => {
                    let mut draft = draft(start, column);
                    column = draft.column + 1;
                    read_value(&mut self.xml, &mut draft, self.limits.row_bytes)?;
                    if let Some(row) = &mut row {
                        self.place(draft, row, &mut size)?;
                    }
                }
                Event::Empty(start) if start.local_name().as_ref() == "c" => {
                    column = draft(start, column).column + 1
                }
                Event::End(end) => match end.local_name().as_ref() {
                    "row" => {
                        if let Some(row) = row.take().filter(is_filled) {
                            return Ok(Some(row));
                        }
                    }
                    "sheetData" => {
                        self.ended = true;
                        return Ok(None);
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// Puts a cell's text where it belongs in the row.
    fn place(&self, draft: Draft, row: &mut Row, size: &mut usize) -> Result<(), ReadError> {
        let Draft { column, kind, style, value } = draft;
        let text = match kind.as_str() {
            "s" => {
                let shared = value.trim().parse().ok().and_then(|index| self.strings.get(index));
                shared
                    .ok_or_else(|| {
                        ReadError::damaged("the sheet", format!("there is no shared text {value}"))
                    })?
                    .to_owned()
            }
            "str" | "inlineStr" => unescape_characters(&value),
            "b" => if value.trim() == "1" || value.trim() == "true" { "true" } else { "false" }.to_owned(),
            "e" => {
                row.warnings
                    .push(Warning::FailedFormula { column, shown: value.trim().chars().take(20).collect() });
                String::new()
            }
            "d" => value.trim().to_owned(),
            _ if value.trim().is_empty() => String::new(),
            _ => shown(&value, self.styles.meaning(style), self.epoch),
        };
        if text.is_empty() {
            return Ok(());
        }
        if column >= self.limits.columns {
            if !row.warnings.iter().any(|warning| matches!(warning, Warning::BeyondLastColumn { .. })) {
                row.warnings
                    .push(Warning::BeyondLastColumn { cell: format!("{}{}", letters(column), row.line) });
            }
            return Ok(());
        }
        *size += text.len();
        if *size > self.limits.row_bytes {
            return Err(ReadError::RowTooLarge { line: row.line, limit: self.limits.row_bytes });
        }
        if row.cells.len() <= column {
            row.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = row.cells.get_mut(column) {
            *cell = text;
        }
        Ok(())
    }
}

fn is_filled(row: &Row) -> bool {
    row.cells.iter().any(|cell| !cell.is_empty()) || !row.warnings.is_empty()
}

/// What the start tag of a cell says.
fn draft(start: &BytesStart<'_>, next_column: usize) -> Draft {
    let mut draft = Draft { column: next_column, ..Draft::default() };
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    for one in attributes.filter_map(Result::ok) {
        match one.key.local_name().as_ref() {
            "r" => draft.column = column_of(&one.value).unwrap_or(next_column),
            "s" => draft.style = one.value.parse().unwrap_or(0),
            "t" => draft.kind = one.value.into_owned(),
            _ => {}
        }
    }
    draft
}

/// Reads up to the end of a cell; its value or its inline text, not its formula.
fn read_value<R: Read>(xml: &mut Xml<R>, draft: &mut Draft, limit: usize) -> Result<(), ReadError> {
    let (mut in_value, mut in_phonetic) = (false, false);
    while let Some(event) = xml.next()? {
        match &event {
            Event::Start(start) => match start.local_name().as_ref() {
                "v" | "t" => in_value = !in_phonetic,
                "rPh" => in_phonetic = true,
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "c" => return Ok(()),
                "v" | "t" => in_value = false,
                "rPh" => in_phonetic = false,
                _ => {}
            },
            event if in_value => {
                push_text(event, &mut draft.value)?;
                if draft.value.len() > limit {
                    return Err(ReadError::TooLarge("a single cell is larger than a row may be".to_owned()));
                }
            }
            _ => {}
        }
    }
    Err(ReadError::damaged(xml.part().name(), "it ends inside a cell"))
}

/// The column of a cell's name: `B5` is 1. None for names that mean no cell.
fn column_of(name: &str) -> Option<usize> {
    let mut column = 0usize;
    for (at, byte) in name.bytes().take_while(u8::is_ascii_alphabetic).enumerate() {
        if at > 2 {
            return None;
        }
        column = column * 26 + usize::from(byte.to_ascii_uppercase() - b'A') + 1;
    }
    column.checked_sub(1)
}

/// The letters of a column: 1 is `B`.
fn letters(column: usize) -> String {
    let mut out = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        out.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    out.iter().rev().collect()
}

impl<R: Read> Iterator for XlsxReader<R> {
    type Item = Result<Row, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(row) = self.first.take() {
            return Some(Ok(self.numbered(row)));
        }
        if self.ended {
            return None;
        }
        match self.parse() {
            Ok(Some(row)) => Some(Ok(self.numbered(row))),
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(error) => {
                self.ended = true;
                Some(Err(error))
            }
        }
    }
}

impl<R: Read> XlsxReader<R> {
    fn numbered(&mut self, mut row: Row) -> Row {
        self.number += 1;
        row.number = self.number;
        // Cells at the end of a row are left out of the file when they are empty.
        fit(&mut row, self.columns.len(), false);
        row
    }
}

impl<R: Read> Rows for XlsxReader<R> {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn skip_to(&mut self, row: u64) -> Result<(), ReadError> {
        while self.number < row {
            match self.next() {
                Some(read) => read.map(drop)?,
                None => break,
            }
        }
        Ok(())
    }

    fn bytes_read(&self) -> u64 {
        self.xml.part().packed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells_and_columns_agree() {
        for (name, column) in [("A1", 0), ("B5", 1), ("Z9", 25), ("AA1", 26), ("XFD1048576", 16_383)] {
            assert_eq!(column_of(name), Some(column));
            assert!(name.starts_with(&letters(column)), "{name} {}", letters(column));
        }
        assert_eq!(column_of("5"), None);
        assert_eq!(column_of("AAAA1"), None);
    }
}
