//! What a workbook that leaves holds, read back.

use std::io::Cursor;

use super::*;
use crate::{Format as TableFormat, Row, Workbook};

fn options() -> XlsxOptions {
    XlsxOptions {
        sheet: "Deals".to_owned(),
        temporary: std::env::temp_dir(),
        zone: TimeZone::get("Europe/Ljubljana").unwrap(),
    }
}

fn written(header: &[&str], rows: &[Vec<Cell<'_>>]) -> (Vec<u8>, Written) {
    let mut bytes = Vec::new();
    let mut writer = Box::new(XlsxWriter::new(&mut bytes, header, &options()).unwrap());
    rows.iter().for_each(|row| writer.row(row).unwrap());
    let done = writer.finish().unwrap();
    (bytes, done)
}

fn read(bytes: &[u8]) -> Vec<Row> {
    Workbook::open(Cursor::new(bytes.to_vec()))
        .unwrap()
        .rows(None, &TableFormat::default())
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn values_keep_their_kind() {
    let row = vec![
        Cell::text("=1+1"),
        Cell::text("00123"),
        Cell::number("-12.50"),
        Cell::number("12345678901234567890"),
        Cell::Boolean(true),
        Cell::Date(jiff::civil::date(2024, 1, 31)),
        Cell::Timestamp("2024-07-01T10:00:00Z".parse().unwrap()),
        Cell::Empty,
        Cell::Date(jiff::civil::date(1890, 1, 31)),
    ];
    let (bytes, done) = written(&["a", "b", "c", "d", "e", "f", "g", "h", "i"], &[row]);
    assert_eq!((done.rows, done.shortened), (1, 0));
    let rows = read(&bytes);
    assert_eq!(
        rows[0].cells,
        [
            "=1+1",
            "00123",
            "-12.5",
            "12345678901234567890",
            "true",
            "2024-01-31",
            "2024-07-01T12:00:00",
            "",
            "1890-01-31"
        ]
    );
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    assert!(!sheet.contains("<f>"), "no text became a formula");
}

#[test]
fn too_long_a_text_is_cut_and_counted() {
    let (bytes, done) = written(&["a"], &[vec![Cell::text("Ž".repeat(40_000))]]);
    assert_eq!(done.shortened, 1);
    let text = read(&bytes)[0].cells[0].clone();
    assert_eq!(text.chars().count(), 32_767);
    assert!(text.ends_with('…'));
}

#[test]
fn the_same_table_gives_the_same_file() {
    let rows = [vec![Cell::text("x")]];
    assert_eq!(written(&["a"], &rows).0, written(&["a"], &rows).0);
}

#[test]
fn more_rows_than_a_sheet_holds_are_refused() {
    let mut writer = XlsxWriter::new(Vec::new(), &["a"], &options()).unwrap();
    writer.next = ROWS - 1;
    writer.row(&[Cell::number("1")]).unwrap();
    let error = writer.row(&[Cell::number("2")]).unwrap_err();
    assert_eq!(error.code(), "too_many_rows");
    assert!(error.to_string().contains("1048576"), "{error}");
}

#[test]
fn odd_names_of_sheets_are_made_to_fit() {
    assert_eq!(sheet_name("a/b:c*?"), "a b c");
    assert_eq!(sheet_name("'"), "Sheet1");
    assert_eq!(sheet_name(&"🙂".repeat(40)).encode_utf16().count(), 30);
}
