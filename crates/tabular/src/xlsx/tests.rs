//! What the reader of workbooks makes of honest and of hostile files.

use std::io::{Cursor, Write};

use rust_xlsxwriter as made;
use zip::write::SimpleFileOptions;

use crate::{Format, Limits, ReadError, Row, Rows, Warning, Workbook, XlsxReader};

type Bytes = Cursor<Vec<u8>>;

fn rows_of(bytes: Vec<u8>) -> Result<XlsxReader<Bytes>, ReadError> {
    Workbook::open(Cursor::new(bytes))?.rows(None, &Format::default())
}

fn all(bytes: Vec<u8>) -> Vec<Row> {
    rows_of(bytes).unwrap().map(Result::unwrap).collect()
}

/// The error a file ends with.
fn error_of(bytes: Vec<u8>) -> ReadError {
    match rows_of(bytes) {
        Err(error) => error,
        Ok(mut rows) => rows.find_map(Result::err).expect("an error"),
    }
}

/// A ZIP file of parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATIONS: &str = r#"<Relationships>
<Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="rId3" Type="http://x/styles" Target="styles.xml"/></Relationships>"#;

/// The smallest workbook around one sheet.
fn workbook(sheet: &str, others: &[(&str, &[u8])]) -> Vec<u8> {
    let main =
        r#"<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let sheet = format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>");
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("xl/workbook.xml", main.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend_from_slice(others);
    zipped(&parts)
}

#[test]
fn values_come_out_as_people_see_them() {
    let mut book = made::Workbook::new();
    let sheet = book.add_worksheet();
    let date = made::Format::new().set_num_format("dd.mm.yyyy");
    let moment = made::Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let percent = made::Format::new().set_num_format("0.0%");
    for (column, name) in ["Text", "Number", "Yes", "Date", "Moment", "Share", "Formula"].iter().enumerate() {
        sheet.write(0, column as u16, *name).unwrap();
    }
    sheet.write(1, 0, "Žiga & <Šuštaršič>\nČadca").unwrap();
    sheet.write(1, 1, 0.1 + 0.2).unwrap();
    sheet.write(1, 2, true).unwrap();
    sheet.write_with_format(1, 3, made::ExcelDateTime::from_ymd(2024, 1, 31).unwrap(), &date).unwrap();
    let at = made::ExcelDateTime::from_ymd(2024, 1, 31).unwrap().and_hms(10, 30, 0).unwrap();
    sheet.write_with_format(1, 4, at, &moment).unwrap();
    sheet.write_with_format(1, 5, 0.125, &percent).unwrap();
    sheet.write(1, 6, made::Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write(4, 1, 7).unwrap();
    let bytes = book.save_to_buffer().unwrap();

    let rows = all(bytes);
    assert_eq!(
        rows[0].cells,
        ["Žiga & <Šuštaršič>\nČadca", "0.3", "true", "2024-01-31", "2024-01-31T10:30:00", "12.5%", "2"]
    );
    assert_eq!(
        (rows[1].number, rows[1].line),
        (2, 5),
        "empty rows are passed over, lines are those of the sheet"
    );
    assert_eq!(rows[1].cells, ["", "7", "", "", "", "", ""]);
    assert!(rows.iter().all(|row| row.warnings.is_empty()));
}

#[test]
fn dates_of_old_macintosh_files_count_from_1904() {
    let main = r#"<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="One" r:id="rId1"/></sheets></workbook>"#;
    let styles = r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>d</v></c></row><row r="2"><c r="A2" s="1"><v>43844</v></c></row></sheetData></worksheet>"#;
    let bytes = zipped(&[
        ("xl/workbook.xml", main.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    assert_eq!(all(bytes)[0].cells, ["2024-01-15"]);
}

#[test]
fn a_sheet_is_chosen_by_name_and_hidden_ones_come_last() {
    let mut book = made::Workbook::new();
    book.add_worksheet().set_name("Hidden").unwrap().set_hidden(true).write(0, 0, "h").unwrap();
    book.add_worksheet().set_name("Deals").unwrap().set_active(true).write(0, 0, "d").unwrap();
    book.add_worksheet().set_name("People").unwrap().write(0, 0, "p").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let open = || Workbook::open(Cursor::new(bytes.clone())).unwrap();
    let names: Vec<_> = open().sheets().iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect();
    assert_eq!(names, [("Hidden".into(), false), ("Deals".into(), true), ("People".into(), true)]);
    assert_eq!(open().rows(None, &Format::default()).unwrap().columns(), ["d"]);
    assert_eq!(open().rows(Some("People"), &Format::default()).unwrap().columns(), ["p"]);
    let error = open().rows(Some("Firms"), &Format::default()).err().unwrap();
    assert_eq!(error.to_string(), "There is no sheet “Firms”; there is “Hidden”, “Deals”, “People”");
}

#[test]
fn inline_and_rich_texts_and_cells_without_names_are_read() {
    let strings = "<sst><si><t>name</t></si><si><r><t>Ana </t></r><r><t xml:space=\"preserve\">Novak</t></r>\
                   <rPh><t>reading</t></rPh></si><si/></sst>";
    let sheet = "<row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>town</t></is></c></row>\
                 <row><c t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><t>A_x000A_B &amp; C&#x17D;</t></is></c></row>\
                 <row><c r=\"B9\" t=\"e\"><v>#REF!</v></c></row>";
    let bytes = workbook(sheet, &[("xl/sharedStrings.xml", strings.as_bytes())]);
    let rows = all(bytes);
    assert_eq!(rows[0].cells, ["Ana Novak", "A\nB & CŽ"]);
    assert_eq!(rows[1].warnings, [Warning::FailedFormula { column: 1, shown: "#REF!".to_owned() }]);
}

#[test]
fn a_cell_in_the_far_corner_costs_nothing() {
    let sheet = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
    let format = Format { header: false, ..Format::default() };
    let rows: Vec<Row> = Workbook::open(Cursor::new(workbook(sheet, &[])))
        .unwrap()
        .rows(None, &format)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[1].line, rows[1].cells.len()), (1_048_576, 1));
    assert_eq!(rows[1].warnings, [Warning::BeyondLastColumn { cell: "XFD1048576".to_owned() }]);
}

#[test]
fn a_header_of_ten_thousand_columns_is_refused() {
    let cells: String = (0..10_000).map(|_| "<c t=\"str\"><v>x</v></c>").collect();
    let error = error_of(workbook(&format!("<row r=\"1\">{cells}</row>"), &[]));
    assert_eq!(error, ReadError::TooManyColumns { line: 1, limit: 2_000 });
}

#[test]
fn what_is_no_workbook_is_told_so() {
    for (bytes, wanted) in [
        (Vec::new(), "The file is empty"),
        (b"name,town\nAna,Bled\n".to_vec(), "This is not an XLSX workbook: it is not a ZIP file"),
        (b"PK\x03\x04broken".to_vec(), "its ZIP directory cannot be read"),
        (zipped(&[("readme.txt", b"hello")]), "it is a ZIP file without a workbook in it"),
        ([&[0xD0u8, 0xCF, 0x11, 0xE0][..], &[0; 600]].concat(), "protected by a password"),
    ] {
        let error = error_of(bytes).to_string();
        assert!(error.contains(wanted), "{error}");
    }
}

#[test]
fn an_empty_sheet_is_empty_and_a_lone_header_has_no_rows() {
    assert_eq!(error_of(workbook("", &[])), ReadError::Empty);
    assert_eq!(error_of(workbook("<row r=\"1\"/><row r=\"2\"><c r=\"A2\"/></row>", &[])), ReadError::Empty);
    let mut rows = rows_of(workbook("<row><c t=\"str\"><v>Name</v></c></row>", &[])).unwrap();
    assert_eq!(rows.columns(), ["Name"]);
    assert!(rows.next().is_none());
}

#[test]
fn zip_bombs_stop_early() {
    // 200 MB of empty rows in a file of some hundred KB: packed more than 200 times.
    let piece = "<row></row>".repeat(100_000);
    let mut sheet = String::from("<row><c t=\"str\"><v>a</v></c></row>");
    (0..8).for_each(|_| sheet.push_str(&" ".repeat(900_000)));
    (0..8).for_each(|_| sheet.push_str(&piece));
    (0..30).for_each(|_| sheet.push_str(&format!("<x>{}</x>", " ".repeat(900_000))));
    let bytes = workbook(&sheet, &[]);
    assert!(bytes.len() < 300_000, "{}", bytes.len());
    let error = error_of(bytes);
    assert!(
        error.to_string().contains("more than 200 times its size") || error.code() == "too_large",
        "{error}"
    );

    // One text without end.
    let strings = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(30_000_000));
    let error = error_of(workbook("<row/>", &[("xl/sharedStrings.xml", strings.as_bytes())]));
    assert_eq!(error.code(), "too_large", "{error}");

    // Shared texts beyond what is kept in memory.
    let many: String = (0..20_000).map(|n| format!("<si><t>text number {n}</t></si>")).collect();
    let limits = Limits { shared_text_bytes: 100_000, ..Limits::default() };
    let bytes = workbook("<row/>", &[("xl/sharedStrings.xml", format!("<sst>{many}</sst>").as_bytes())]);
    let error = Workbook::with_limits(Cursor::new(bytes), limits).err().unwrap();
    assert!(error.to_string().contains("save the sheet as CSV"), "{error}");

    // The total is bounded whatever the ratio.
    let limits = Limits { unpacked_bytes: 50_000, ..Limits::default() };
    let cells: String = (0..5_000).map(|n| format!("<row><c t=\"str\"><v>{n}</v></c></row>")).collect();
    let rows = Workbook::with_limits(Cursor::new(workbook(&cells, &[])), limits).unwrap();
    let error = rows.rows(None, &Format::default()).unwrap().find_map(Result::err).unwrap();
    assert_eq!(error.code(), "too_large");
}

#[test]
fn a_row_of_one_shared_text_many_times_is_bounded() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(30_000));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(1_000);
    let error = error_of(workbook(
        &format!("<row r=\"1\">{cells}</row>"),
        &[("xl/sharedStrings.xml", strings.as_bytes())],
    ));
    assert_eq!(error, ReadError::RowTooLarge { line: 1, limit: 1_048_576 });
}

#[test]
fn dtds_entities_and_endless_nesting_are_refused() {
    let dtd = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\">]><sst><si><t>&b;</t></si></sst>";
    let error = error_of(workbook("<row/>", &[("xl/sharedStrings.xml", dtd.as_bytes())]));
    assert!(error.to_string().contains("DTD"), "{error}");
    let entity = error_of(workbook("<row><c t=\"str\"><v>&boom;</v></c></row>", &[]));
    assert!(entity.to_string().contains("“boom”"), "{entity}");
    let nested = error_of(workbook(&"<a>".repeat(100_000), &[]));
    assert!(nested.to_string().contains("nest too deep"), "{nested}");
}

#[test]
fn damaged_workbooks_end_with_an_error() {
    let whole = {
        let mut book = made::Workbook::new();
        let sheet = book.add_worksheet();
        for row in 0..300 {
            sheet.write(row, 0, format!("text {row}")).unwrap();
            sheet.write(row, 1, f64::from(row) * 1.5).unwrap();
        }
        book.save_to_buffer().unwrap()
    };
    assert_eq!(all(whole.clone()).len(), 299);
    // Cut anywhere, or with a byte changed anywhere: an error or other rows, never a panic.
    for cut in (0..whole.len()).step_by(whole.len() / 50) {
        assert!(rows_of(whole[..cut].to_vec()).is_err());
    }
    for at in (0..whole.len()).step_by(whole.len() / 200) {
        let mut broken = whole.clone();
        broken[at] ^= 0x55;
        if let Ok(rows) = rows_of(broken) {
            rows.take(5_000).for_each(drop);
        }
    }
    let missing = error_of(workbook("<row><c t=\"s\"><v>5</v></c></row>", &[]));
    assert!(missing.to_string().contains("no shared text 5"), "{missing}");
}

#[test]
fn reading_goes_on_after_a_given_row() {
    let sheet: String = (0..1_000).map(|n| format!("<row><c t=\"str\"><v>{n}</v></c></row>")).collect();
    let mut rows = rows_of(workbook(&sheet, &[])).unwrap();
    rows.skip_to(500).unwrap();
    let row = rows.next().unwrap().unwrap();
    assert_eq!((row.number, row.line, row.cells[0].as_str()), (501, 502, "501"));
}
