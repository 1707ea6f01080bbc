//! Writing delimited text that spreadsheets open without harm.

use std::io::{BufWriter, Write};

use super::neutral::needs_apostrophe;
use super::{Cell, WriteError, Writer, Written};

/// How a delimited text file is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvOptions {
    /// What stands between cells; ASCII.
    pub delimiter: u8,
    /// Begin with the mark of UTF-8, which Excel needs to read accents.
    pub bom: bool,
    /// Write texts that begin like formulas as they are; only for programs, never for spreadsheets.
    pub raw: bool,
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self { delimiter: b',', bom: false, raw: false }
    }
}

/// Writes delimited text in UTF-8.
pub struct CsvWriter<W: Write> {
    out: BufWriter<W>,
    options: CsvOptions,
    line: Vec<u8>,
    rows: u64,
}

impl<W: Write> CsvWriter<W> {
    /// Begins a file with its header.
    pub fn new<S: AsRef<str>>(out: W, header: &[S], options: CsvOptions) -> Result<Self, WriteError> {
        let mut writer = Self {
            out: BufWriter::with_capacity(64 * 1024, out),
            options,
            line: Vec::with_capacity(1024),
            rows: 0,
        };
        if options.bom {
            writer.out.write_all(b"\xEF\xBB\xBF")?;
        }
        let names: Vec<Cell<'_>> = header.iter().map(|name| Cell::text(name.as_ref())).collect();
        writer.row(&names)?;
        writer.rows = 0;
        Ok(writer)
    }

    fn text(&mut self, text: &str) {
        let neutral = !self.options.raw && needs_apostrophe(text);
        let bytes = text.as_bytes();
        let special = |byte: &u8| matches!(*byte, b'"' | b'\n' | b'\r') || *byte == self.options.delimiter;
        if bytes.iter().any(special) || bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ') {
            self.line.push(b'"');
            if neutral {
                self.line.push(b'\'');
            }
            let mut rest = bytes;
            while let Some(at) = memchr::memchr(b'"', rest) {
                let (before, after) = rest.split_at_checked(at + 1).unwrap_or((rest, &[]));
                self.line.extend_from_slice(before);
                self.line.push(b'"');
                rest = after;
            }
            self.line.extend_from_slice(rest);
            self.line.push(b'"');
        } else {
            if neutral {
                self.line.push(b'\'');
            }
            self.line.extend_from_slice(bytes);
        }
    }
}

impl<W: Write> Writer for CsvWriter<W> {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        self.line.clear();
        for (column, cell) in cells.iter().enumerate() {
            if column > 0 {
                self.line.push(self.options.delimiter);
            }
            match cell {
                Cell::Empty => {}
                Cell::Text(text) | Cell::Number(text) => self.text(text),
                Cell::Boolean(yes) => self.line.extend_from_slice(if *yes { b"true" } else { b"false" }),
                Cell::Date(date) => write!(self.line, "{date}")?,
                Cell::Timestamp(moment) => write!(self.line, "{moment}")?,
            }
        }
        // A row of one empty cell must not look like an empty line.
        if cells.len() == 1 && self.line.is_empty() {
            self.line.extend_from_slice(b"\"\"");
        }
        self.line.push(b'\n');
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
    use crate::{CsvReader, Format, Row};

    fn written(header: &[&str], rows: &[Vec<Cell<'_>>], options: CsvOptions) -> String {
        let mut bytes = Vec::new();
        let mut writer = Box::new(CsvWriter::new(&mut bytes, header, options).unwrap());
        rows.iter().for_each(|row| writer.row(row).unwrap());
        assert_eq!(writer.finish().unwrap().rows, rows.len() as u64);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn every_kind_of_value_has_its_form() {
        let moment = "2024-01-15T10:00:00.5Z".parse().unwrap();
        let row = vec![
            Cell::text("Novak, \"Ana\"\nBled"),
            Cell::number("-12.50"),
            Cell::Boolean(true),
            Cell::Date(jiff::civil::date(2024, 1, 31)),
            Cell::Timestamp(moment),
            Cell::Empty,
        ];
        assert_eq!(
            written(&["a", "b", "c", "d", "e", "f"], &[row], CsvOptions::default()),
            "a,b,c,d,e,f\n\"Novak, \"\"Ana\"\"\nBled\",-12.50,true,2024-01-31,2024-01-15T10:00:00.5Z,\n"
        );
    }

    #[test]
    fn formulas_are_disarmed_unless_raw() {
        let rows = [vec![Cell::text("=1+1")], vec![Cell::text("+386 41 123 456")], vec![Cell::text("@a,b")]];
        assert_eq!(
            written(&["=x"], &rows, CsvOptions::default()),
            "'=x\n'=1+1\n+386 41 123 456\n\"'@a,b\"\n"
        );
        let raw = CsvOptions { raw: true, ..CsvOptions::default() };
        assert_eq!(written(&["=x"], &rows, raw), "=x\n=1+1\n+386 41 123 456\n\"@a,b\"\n");
    }

    #[test]
    fn what_is_written_is_read_back() {
        let texts = ["", "plain", "a;b", "\"", "line\nbreak\r\n", " spaces ", "Ž🙂"];
        let rows: Vec<Vec<Cell<'_>>> =
            texts.iter().map(|text| vec![Cell::text(*text), Cell::text("x")]).collect();
        let options = CsvOptions { delimiter: b';', bom: true, raw: false };
        let file = written(&["a", "b"], &rows, options);
        let format = Format { delimiter: ';', ..Format::default() };
        let back: Vec<Row> = CsvReader::new(file.as_bytes(), &format).unwrap().map(Result::unwrap).collect();
        assert_eq!(back.iter().map(|row| row.cells[0].as_str()).collect::<Vec<_>>(), texts);
    }
}
