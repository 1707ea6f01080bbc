//! Reading delimited text, row by row, with no more memory than one row may take.

use std::io::Read;

use memchr::{memchr, memchr_iter, memchr3};

use crate::row::{column_names, fit};
use crate::text::TextSource;
use crate::{Format, Limits, ReadError, Row, Rows, Warning};

/// Reads a delimited text file from anything that gives bytes.
pub struct CsvReader<R> {
    text: TextSource<R>,
    at: usize,
    delimiter: u8,
    quote: u8,
    limits: Limits,
    columns: Vec<String>,
    /// Without a header the first row was already read to know the columns.
    first: Option<Row>,
    line: u64,
    number: u64,
    ended: bool,
}

/// Where in a row the reader is; it survives the end of a piece of text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    CellStart,
    Plain,
    Quoted,
    AfterQuote,
    AfterReturn,
}

/// A row being put together.
struct Draft {
    row: Row,
    cell: String,
    /// Text of the row so far.
    size: usize,
    /// Where the last quote was opened.
    quote_line: u64,
    /// The row has something in it, if only a quoted nothing.
    begun: bool,
}

impl<R: Read> CsvReader<R> {
    /// Begins to read: passes the preamble and reads the header.
    pub fn new(source: R, format: &Format) -> Result<Self, ReadError> {
        Self::with_limits(source, format, Limits::default())
    }

    /// As [`CsvReader::new`], with limits of one's own.
    pub fn with_limits(source: R, format: &Format, limits: Limits) -> Result<Self, ReadError> {
        let (Ok(delimiter), Ok(quote)) = (u8::try_from(format.delimiter), u8::try_from(format.quote)) else {
            return Err(ReadError::Unreadable(
                "delimiter and quote must be plain ASCII characters".to_owned(),
            ));
        };
        let mut reader = Self {
            text: TextSource::new(source, format.encoding),
            at: 0,
            delimiter,
            quote,
            limits,
            columns: Vec::new(),
            first: None,
            line: 1,
            number: 0,
            ended: false,
        };
        for _ in 0..format.preamble {
            reader.parse()?;
        }
        let first = reader.parse()?.ok_or(ReadError::Empty)?;
        if format.header {
            reader.columns = column_names(&first.cells);
        } else {
            reader.columns = column_names(&vec![String::new(); first.cells.len()]);
            reader.first = Some(first);
        }
        Ok(reader)
    }

    /// The next row that is not empty, as it stands in the file.
    fn parse(&mut self) -> Result<Option<Row>, ReadError> {
        while let Some(row) = self.parse_any()? {
            if row.cells.iter().any(|cell| !cell.is_empty()) {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    fn parse_any(&mut self) -> Result<Option<Row>, ReadError> {
        let mut draft = Draft {
            row: Row { line: self.line, cells: Vec::with_capacity(self.columns.len()), ..Row::default() },
            cell: String::new(),
            size: 0,
            quote_line: self.line,
            begun: false,
        };
        let mut place = Place::CellStart;
        loop {
            if self.at >= self.text.text().len() {
                self.at = 0;
                if !self.text.fill()? {
                    return self.end_of_file(draft, place);
                }
            }
            let rest = self.text.text().get(self.at..).unwrap_or_default();
            let bytes = rest.as_bytes();
            let Some(&next) = bytes.first() else { continue };
            match place {
                Place::CellStart if next == self.quote => {
                    draft.quote_line = self.line;
                    draft.begun = true;
                    self.at += 1;
                    place = Place::Quoted;
                }
                Place::CellStart | Place::Plain => {
                    let end = memchr3(self.delimiter, b'\n', b'\r', bytes);
                    let piece = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
                    draft.push(piece, &self.limits, false)?;
                    let stop = end.and_then(|end| bytes.get(end)).copied();
                    self.at += piece.len() + usize::from(stop.is_some());
                    place = Place::Plain;
                    if let Some(stop) = stop {
                        self.end_cell(&mut draft)?;
                        place = Place::CellStart;
                        if stop == b'\r' {
                            place = Place::AfterReturn;
                        } else if stop == b'\n' {
                            self.line += 1;
                            return Ok(Some(draft.row));
                        }
                    }
                }
                Place::Quoted => {
                    let end = memchr(self.quote, bytes);
                    let piece = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
                    draft.push(piece, &self.limits, true)?;
                    self.line += memchr_iter(b'\n', piece.as_bytes()).count() as u64;
                    self.at += piece.len() + usize::from(end.is_some());
                    if end.is_some() {
                        place = Place::AfterQuote;
                    }
                }
                Place::AfterQuote if next == self.quote => {
                    draft.cell.push(char::from(self.quote));
                    self.at += 1;
                    place = Place::Quoted;
                }
                Place::AfterQuote => {
                    if next != self.delimiter && next != b'\n' && next != b'\r' {
                        draft.row.warnings.push(Warning::TextAfterQuote { column: draft.row.cells.len() });
                    }
                    place = Place::Plain;
                }
                Place::AfterReturn => {
                    self.at += usize::from(next == b'\n');
                    self.line += 1;
                    return Ok(Some(draft.row));
                }
            }
        }
    }

    fn end_of_file(&mut self, mut draft: Draft, place: Place) -> Result<Option<Row>, ReadError> {
        match place {
            Place::Quoted => Err(ReadError::OpenQuote { line: draft.quote_line, limit: None }),
            Place::CellStart if draft.row.cells.is_empty() && !draft.begun => Ok(None),
            Place::AfterReturn => {
                self.line += 1;
                Ok(Some(draft.row))
            }
            Place::CellStart | Place::Plain | Place::AfterQuote => {
                self.end_cell(&mut draft)?;
                Ok(Some(draft.row))
            }
        }
    }

    fn end_cell(&self, draft: &mut Draft) -> Result<(), ReadError> {
        let column = draft.row.cells.len();
        if column >= self.limits.columns {
            return Err(ReadError::TooManyColumns { line: draft.row.line, limit: self.limits.columns });
        }
        let mut cell = std::mem::take(&mut draft.cell);
        if memchr(0, cell.as_bytes()).is_some() {
            cell.retain(|c| c != '\0');
            draft.row.warnings.push(Warning::NulCharacter { column });
        }
        if self.text.malformed() && cell.contains('\u{FFFD}') {
            draft.row.warnings.push(Warning::InvalidBytes { column });
        }
        draft.row.cells.push(cell);
        draft.begun = true;
        Ok(())
    }
}

impl Draft {
    fn push(&mut self, piece: &str, limits: &Limits, quoted: bool) -> Result<(), ReadError> {
        self.size += piece.len();
        if self.size > limits.row_bytes {
            return Err(if quoted {
                ReadError::OpenQuote { line: self.quote_line, limit: Some(limits.row_bytes) }
            } else {
                ReadError::RowTooLarge { line: self.row.line, limit: limits.row_bytes }
            });
        }
        if self.cell.is_empty() {
            self.cell = piece.to_owned();
        } else {
            self.cell.push_str(piece);
        }
        Ok(())
    }
}

impl<R: Read> Iterator for CsvReader<R> {
    type Item = Result<Row, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let read = match self.first.take() {
            Some(row) => Ok(Some(row)),
            None => self.parse(),
        };
        match read {
            Ok(Some(mut row)) => {
                self.number += 1;
                row.number = self.number;
                fit(&mut row, self.columns.len(), true);
                Some(Ok(row))
            }
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

impl<R: Read> Rows for CsvReader<R> {
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
        self.text.bytes_read()
    }
}

#[cfg(test)]
#[path = "csv_reader_tests.rs"]
mod tests;
