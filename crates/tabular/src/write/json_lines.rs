//! Writing one JSON object a line, for programs.

use std::io::{BufWriter, Write};

use super::cell::is_plain_number;
use super::{Cell, WriteError, Writer, Written};

/// Writes one JSON object a row, with the header's names as keys.
pub struct JsonLinesWriter<W: Write> {
    out: BufWriter<W>,
    /// Each name as JSON with its colon.
    keys: Vec<Vec<u8>>,
    line: Vec<u8>,
    rows: u64,
}

impl<W: Write> JsonLinesWriter<W> {
    /// Begins a file; the header is not a line of it.
    pub fn new<S: AsRef<str>>(out: W, header: &[S]) -> Result<Self, WriteError> {
        let mut keys = Vec::with_capacity(header.len());
        for name in header {
            let mut key = Vec::new();
            text(&mut key, name.as_ref())?;
            key.push(b':');
            keys.push(key);
        }
        Ok(Self {
            out: BufWriter::with_capacity(64 * 1024, out),
            keys,
            line: Vec::with_capacity(1024),
            rows: 0,
        })
    }
}

fn text(out: &mut Vec<u8>, text: &str) -> Result<(), WriteError> {
    serde_json::to_writer(out, text).map_err(|error| WriteError::Output(error.into()))
}

impl<W: Write> Writer for JsonLinesWriter<W> {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        self.line.clear();
        self.line.push(b'{');
        for (column, (key, cell)) in self.keys.iter().zip(cells).enumerate() {
            if column > 0 {
                self.line.push(b',');
            }
            self.line.extend_from_slice(key);
            match cell {
                Cell::Empty => self.line.extend_from_slice(b"null"),
                Cell::Number(number) if is_plain_number(number) => {
                    self.line.extend_from_slice(number.as_bytes())
                }
                Cell::Text(value) | Cell::Number(value) => text(&mut self.line, value)?,
                Cell::Boolean(yes) => self.line.extend_from_slice(if *yes { b"true" } else { b"false" }),
                Cell::Date(date) => write!(self.line, "\"{date}\"")?,
                Cell::Timestamp(moment) => write!(self.line, "\"{moment}\"")?,
            }
        }
        self.line.extend_from_slice(b"}\n");
        self.out.write_all(&self.line)?;
        self.rows += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Written, WriteError> {
        self.out.flush()?;
        Ok(Written { rows: self.rows, shortened: 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_one_object_with_exact_numbers() {
        let mut bytes = Vec::new();
        let mut writer = Box::new(JsonLinesWriter::new(&mut bytes, &["na\"me", "n", "b", "d", "e"]).unwrap());
        let row = [
            Cell::text("line\nbreak"),
            Cell::number("12345678901234567890.10"),
            Cell::Boolean(false),
            Cell::Date(jiff::civil::date(2024, 1, 31)),
            Cell::Empty,
        ];
        writer.row(&row).unwrap();
        writer.row(&[Cell::text("=x"), Cell::number("007"), Cell::Empty, Cell::Empty, Cell::Empty]).unwrap();
        assert_eq!(writer.finish().unwrap().rows, 2);
        let text = String::from_utf8(bytes).unwrap();
        let mut lines = text.lines();
        assert_eq!(
            lines.next(),
            Some(
                r#"{"na\"me":"line\nbreak","n":12345678901234567890.10,"b":false,"d":"2024-01-31","e":null}"#
            )
        );
        assert_eq!(lines.next(), Some(r#"{"na\"me":"=x","n":"007","b":null,"d":null,"e":null}"#));
    }
}
