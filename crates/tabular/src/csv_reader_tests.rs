//! What the reader of delimited text makes of honest and of hostile files.

use std::io::{Cursor, Read};

use crate::*;

fn comma() -> Format {
    Format::default()
}

fn rows_of(text: &str, format: &Format) -> Vec<Row> {
    CsvReader::new(text.as_bytes(), format).unwrap().map(Result::unwrap).collect()
}

fn cells_of(text: &str) -> Vec<Vec<String>> {
    rows_of(text, &comma()).into_iter().map(|row| row.cells).collect()
}

/// A source that gives out bytes without having them, and counts how many were taken.
struct Endless {
    begin: &'static [u8],
    fill: u8,
    left: usize,
    taken: usize,
}

impl Read for &mut Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut count = 0;
        if !self.begin.is_empty() {
            count = self.begin.len().min(buffer.len());
            buffer[..count].copy_from_slice(&self.begin[..count]);
            self.begin = &self.begin[count..];
        } else {
            count += self.left.min(buffer.len());
            buffer[..count].fill(self.fill);
            self.left -= count;
        }
        self.taken += count;
        Ok(count)
    }
}

#[test]
fn quotes_delimiters_and_line_breaks_inside_cells_are_kept() {
    let text = "name,note\r\n\"Novak, Ana\",\"She said \"\"yes\"\"\r\ntwice\"\r\nBor,\n";
    let rows = rows_of(text, &comma());
    assert_eq!(rows[0].cells, ["Novak, Ana", "She said \"yes\"\r\ntwice"]);
    assert_eq!(rows[1].cells, ["Bor", ""]);
    assert_eq!((rows[0].line, rows[1].line), (2, 4), "lines are those of the file");
    assert_eq!((rows[0].number, rows[1].number), (1, 2));
    assert!(rows.iter().all(|row| row.warnings.is_empty()));
}

#[test]
fn all_three_line_ends_are_understood() {
    for text in ["a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r"] {
        assert_eq!(cells_of(text), [["1", "2"], ["3", "4"]], "{text:?}");
    }
}

#[test]
fn empty_rows_are_left_out_and_lines_still_count() {
    let rows = rows_of("a,b\n\n,,\n1,2\n\n\n3,4\n", &comma());
    let lines: Vec<_> = rows.iter().map(|row| (row.number, row.line)).collect();
    assert_eq!(lines, [(1, 4), (2, 7)]);
}

#[test]
fn ragged_rows_are_marked_and_read() {
    let rows = rows_of("a,b,c\n1,2\n1,2,3,4\n1,2,3,,,\n", &comma());
    assert_eq!(rows[0].cells, ["1", "2", ""]);
    assert_eq!(rows[0].warnings, [Warning::TooFewCells { expected: 3, found: 2 }]);
    assert_eq!(rows[1].cells, ["1", "2", "3", "4"]);
    assert_eq!(rows[1].warnings, [Warning::TooManyCells { expected: 3, found: 4 }]);
    assert_eq!(rows[2].cells, ["1", "2", "3"], "delimiters at the end of a row are no cells");
    assert!(rows[2].warnings.is_empty());
}

#[test]
fn stray_quotes_are_text() {
    let rows = rows_of("a,b\n5\" disk,\"x\" y\n", &comma());
    assert_eq!(rows[0].cells, ["5\" disk", "x y"]);
    assert_eq!(rows[0].warnings, [Warning::TextAfterQuote { column: 1 }]);
}

#[test]
fn without_a_header_the_first_row_is_data() {
    let format = Format { header: false, ..comma() };
    let mut reader = CsvReader::new("1,2\n3,4\n".as_bytes(), &format).unwrap();
    assert_eq!(reader.columns(), ["Column 1", "Column 2"]);
    assert_eq!(reader.next().unwrap().unwrap().cells, ["1", "2"]);
    assert_eq!(reader.next().unwrap().unwrap().number, 2);
    assert!(reader.next().is_none());
}

#[test]
fn an_empty_file_says_so_and_a_lone_header_has_no_rows() {
    for text in ["", "\n\n", "\u{FEFF}"] {
        assert_eq!(CsvReader::new(text.as_bytes(), &comma()).err(), Some(ReadError::Empty), "{text:?}");
    }
    let mut reader = CsvReader::new("Name,Mail".as_bytes(), &comma()).unwrap();
    assert_eq!(reader.columns(), ["Name", "Mail"]);
    assert!(reader.next().is_none());
}

#[test]
fn an_open_quote_names_its_line() {
    let text = "a,b\n1,2\n3,\"open\n5,6\n";
    let mut reader = CsvReader::new(text.as_bytes(), &comma()).unwrap();
    assert!(reader.next().unwrap().is_ok());
    let error = reader.next().unwrap().unwrap_err();
    assert_eq!(error, ReadError::OpenQuote { line: 3, limit: None });
    assert!(error.to_string().contains("line 3"), "{error}");
    assert!(reader.next().is_none(), "after an error the table is at its end");
}

#[test]
fn an_open_quote_before_100_megabytes_stops_at_the_row_limit() {
    let mut source = Endless { begin: b"a,b\n1,\"x\n", fill: b'\n', left: 100 * 1024 * 1024, taken: 0 };
    let error = CsvReader::new(&mut source, &comma()).unwrap().next().unwrap().unwrap_err();
    assert_eq!(error, ReadError::OpenQuote { line: 2, limit: Some(1_048_576) });
    assert!(source.taken < 2 * 1024 * 1024, "read {} bytes", source.taken);
}

#[test]
fn an_endless_line_stops_at_the_row_limit() {
    let mut source = Endless { begin: b"a\nb", fill: b'b', left: 100 * 1024 * 1024, taken: 0 };
    let error = CsvReader::new(&mut source, &comma()).unwrap().next().unwrap().unwrap_err();
    assert_eq!(error, ReadError::RowTooLarge { line: 2, limit: 1_048_576 });
    assert!(source.taken < 2 * 1024 * 1024);
}

#[test]
fn ten_thousand_columns_are_refused_with_the_line() {
    let text = format!("a,b\n1,2\n{}", ",".repeat(10_000));
    let error = CsvReader::new(text.as_bytes(), &comma()).unwrap().find_map(Result::err).unwrap();
    assert_eq!(error, ReadError::TooManyColumns { line: 3, limit: 2_000 });
    let mut source = Endless { begin: b"", fill: b',', left: 100 * 1024 * 1024, taken: 0 };
    let error = CsvReader::new(&mut source, &comma()).err().unwrap();
    assert_eq!(error.line(), Some(1));
    assert!(source.taken < 1024 * 1024);
}

#[test]
fn every_encoding_gives_the_same_text() {
    let text = "Ime;Mesto\nŽiga Šuštaršič;Čadca\n";
    let utf16 = |convert: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(convert).collect::<Vec<u8>>();
    let marked = [vec![0xFF, 0xFE], utf16(u16::to_le_bytes)].concat();
    for (encoding, bytes) in [
        (Encoding::Utf8, text.as_bytes().to_vec()),
        (Encoding::Utf8, format!("\u{FEFF}{text}").into_bytes()),
        (Encoding::Utf16Le, utf16(u16::to_le_bytes)),
        (Encoding::Utf16Le, marked),
        (Encoding::Utf16Be, utf16(u16::to_be_bytes)),
        (Encoding::Windows1250, encoding_rs::WINDOWS_1250.encode(text).0.into_owned()),
    ] {
        let format = Format { encoding, delimiter: ';', ..comma() };
        let mut reader = CsvReader::new(&bytes[..], &format).unwrap();
        assert_eq!(reader.columns(), ["Ime", "Mesto"], "{encoding}");
        assert_eq!(reader.next().unwrap().unwrap().cells, ["Žiga Šuštaršič", "Čadca"], "{encoding}");
    }
}

#[test]
fn bytes_of_another_encoding_mark_their_row_only() {
    let mut bytes = b"name,town\nAna,Bled\n".to_vec();
    bytes.extend_from_slice(&encoding_rs::WINDOWS_1250.encode("Žiga,Čadca\n").0);
    bytes.extend_from_slice("Žiga,Čadca\n".as_bytes());
    let rows: Vec<Row> = CsvReader::new(&bytes[..], &comma()).unwrap().map(Result::unwrap).collect();
    assert!(rows[0].warnings.is_empty());
    assert_eq!(rows[1].warnings, [Warning::InvalidBytes { column: 0 }, Warning::InvalidBytes { column: 1 }]);
    assert_eq!(rows[2].cells, ["Žiga", "Čadca"]);
    assert!(rows[2].warnings.is_empty());
}

#[test]
fn nul_characters_are_left_out_and_told() {
    let rows = rows_of("a,b\nx\0y,2\n", &comma());
    assert_eq!(rows[0].cells, ["xy", "2"]);
    assert_eq!(rows[0].warnings, [Warning::NulCharacter { column: 0 }]);
}

#[test]
fn reading_goes_on_after_a_given_row() {
    let text: String =
        std::iter::once("n\n".to_owned()).chain((1..=50_000).map(|n| format!("{n}\n"))).collect();
    let mut reader = CsvReader::new(text.as_bytes(), &comma()).unwrap();
    reader.skip_to(40_000).unwrap();
    let row = reader.next().unwrap().unwrap();
    assert_eq!((row.number, row.line, row.cells[0].as_str()), (40_001, 40_002, "40001"));
    reader.skip_to(99_999).unwrap();
    assert!(reader.next().is_none());
    assert_eq!(reader.bytes_read(), text.len() as u64);
}

#[test]
fn pieces_of_any_size_give_the_same_rows() {
    struct Drip<'a>(Cursor<&'a [u8]>, usize);
    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let size = self.1.min(buffer.len());
            self.0.read(&mut buffer[..size])
        }
    }
    let text = "a;b\r\n\"Ž\"\"x\"\"\r\n\";\"Čadca\"\r\n1;\r\n\"\";\"q\"\r\n";
    let format = Format { delimiter: ';', ..comma() };
    let whole = rows_of(text, &format);
    for size in 1..8 {
        let source = Drip(Cursor::new(text.as_bytes()), size);
        let rows: Vec<Row> = CsvReader::new(source, &format).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows, whole, "pieces of {size}");
    }
}

#[test]
fn the_preamble_is_passed() {
    let format = Format { preamble: 2, ..comma() };
    let mut reader = CsvReader::new("Report\nof May\n\nname,town\nAna,Bled\n".as_bytes(), &format).unwrap();
    assert_eq!(reader.columns(), ["name", "town"]);
    assert_eq!(reader.next().unwrap().unwrap().line, 5);
}
