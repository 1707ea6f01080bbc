//! Finds out how a delimited text file is written, from its first bytes, and says by what evidence.

use serde::{Deserialize, Serialize};

use crate::encoding::{Encoding, detect};
use crate::{CsvReader, Limits, Row, value};

/// How a delimited text file is written. Each part may be set by hand before reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Format {
    /// How bytes are read as characters.
    pub encoding: Encoding,
    /// What stands between cells; ASCII.
    pub delimiter: char,
    /// What stands around cells that hold delimiters or line breaks; ASCII.
    pub quote: char,
    /// Whether the first row names the columns.
    pub header: bool,
    /// Rows with text before the table begins, such as a title.
    pub preamble: u64,
    /// Why each part was taken, as sentences for people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

impl Default for Format {
    /// UTF-8, comma, double quote, with a header.
    fn default() -> Self {
        Self {
            encoding: Encoding::Utf8,
            delimiter: ',',
            quote: '"',
            header: true,
            preamble: 0,
            reasons: Vec::new(),
        }
    }
}

/// How many rows of the sample are looked at.
const ROWS: usize = 200;
/// How many bytes of the sample are looked at.
const BYTES: usize = 1_048_576;

/// Finds the format of a file by a sample of its first bytes; 64 KB to 1 MB is a good size.
pub fn sniff(sample: &[u8]) -> Format {
    let sample = sample.get(..BYTES).unwrap_or(sample);
    let finding = detect(sample);
    let text = finding.encoding.codec().decode_with_bom_removal(sample).0;
    let mut format =
        Format { encoding: finding.encoding, reasons: vec![finding.reason], ..Format::default() };
    let told = told_delimiter(&text);
    format.quote = quote_of(&text);

    let mut best: Option<(f64, char, Vec<Row>)> = None;
    let candidates: Vec<char> = told.map_or_else(|| vec![',', ';', '\t', '|'], |told| vec![told]);
    for delimiter in candidates {
        let rows = first_rows(
            &text,
            &Format { encoding: Encoding::Utf8, delimiter, header: false, ..format.clone() },
        );
        let score = score(&rows);
        if best.as_ref().is_none_or(|(before, _, _)| score > *before) {
            best = Some((score, delimiter, rows));
        }
    }
    let Some((score, delimiter, mut rows)) = best else { return format };
    format.delimiter = if score > 0.0 || told.is_some() { delimiter } else { ',' };
    format.reasons.push(delimiter_reason(&format, told.is_some(), score, &rows));

    format.preamble = preamble(&rows, told.is_some());
    if format.preamble > 0 {
        rows.drain(..rows.len().min(usize::try_from(format.preamble).unwrap_or(usize::MAX)));
        format.reasons.push(format!("{} rows before the table are passed over", format.preamble));
    }
    let (header, reason) = has_header(&rows);
    format.header = header;
    format.reasons.push(reason.to_owned());
    format
}

/// Finds header and preamble of a table by its first rows, read without a header; for workbooks.
pub fn sniff_rows(rows: &[Row]) -> Format {
    let mut format = Format { preamble: preamble(rows, false), ..Format::default() };
    let passed = usize::try_from(format.preamble).unwrap_or(usize::MAX).min(rows.len());
    if passed > 0 {
        format.reasons.push(format!("{passed} rows before the table are passed over"));
    }
    let (header, reason) = has_header(rows.get(passed..).unwrap_or_default());
    format.header = header;
    format.reasons.push(reason.to_owned());
    format
}

/// Excel writes and obeys a first line such as `sep=;`.
fn told_delimiter(text: &str) -> Option<char> {
    let rest = text.strip_prefix("sep=")?;
    let mut characters = rest.chars();
    let delimiter = characters.next().filter(char::is_ascii)?;
    matches!(characters.next(), Some('\r' | '\n')).then_some(delimiter)
}

/// Single quotes are meant only when no double quote is used and cells stand in them.
fn quote_of(text: &str) -> char {
    if text.contains('"') {
        return '"';
    }
    let bytes = text.as_bytes();
    let edge = |byte: Option<&u8>| {
        byte.is_none_or(|byte| matches!(byte, b',' | b';' | b'\t' | b'|' | b'\n' | b'\r'))
    };
    let (mut opening, mut closing) = (0u32, 0u32);
    for at in memchr::memchr_iter(b'\'', bytes) {
        opening += u32::from(edge(at.checked_sub(1).and_then(|at| bytes.get(at))));
        closing += u32::from(edge(bytes.get(at + 1)));
    }
    if opening >= 2 && opening.abs_diff(closing) <= opening / 10 { '\'' } else { '"' }
}

/// The first rows of the sample; the last is dropped when the sample may end within it.
fn first_rows(text: &str, format: &Format) -> Vec<Row> {
    let Ok(mut reader) = CsvReader::with_limits(text.as_bytes(), format, Limits::default()) else {
        return Vec::new();
    };
    let mut rows: Vec<Row> = Vec::new();
    while rows.len() < ROWS {
        match reader.next() {
            Some(Ok(row)) => rows.push(row),
            // A row that cannot be read ends the sample: it may have been cut inside a quote.
            Some(Err(_)) => return rows,
            None => {
                if rows.len() > 2 && !text.ends_with(['\n', '\r']) {
                    rows.pop();
                }
                return rows;
            }
        }
    }
    rows
}

/// Cells of a row as written, whatever the width of the first row.
fn width(row: &Row) -> usize {
    row.warnings
        .iter()
        .find_map(|warning| match warning {
            crate::Warning::TooFewCells { found, .. } => Some(*found),
            _ => None,
        })
        .unwrap_or(row.cells.len())
}

fn usual_width(rows: &[Row]) -> (usize, usize) {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for row in rows {
        *counts.entry(width(row)).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(width, count)| (count, width)).unwrap_or((0, 0))
}

/// How much a table it is: rows of one width, the more columns the better.
fn score(rows: &[Row]) -> f64 {
    let (width, count) = usual_width(rows);
    if width < 2 {
        return 0.0;
    }
    let share = count as f64 / rows.len() as f64;
    let first_fits = rows.first().is_some_and(|first| first.cells.len() == width);
    let odd =
        rows.iter().flat_map(|row| &row.warnings).any(|w| matches!(w, crate::Warning::TextAfterQuote { .. }));
    share
        * share
        * (1.0 + (width as f64).ln())
        * if first_fits { 1.5 } else { 1.0 }
        * if odd { 0.5 } else { 1.0 }
}

fn delimiter_reason(format: &Format, told: bool, score: f64, rows: &[Row]) -> String {
    let name = match format.delimiter {
        ',' => "a comma".to_owned(),
        ';' => "a semicolon".to_owned(),
        '\t' => "a tab".to_owned(),
        '|' => "a vertical bar".to_owned(),
        other => format!("“{other}”"),
    };
    let (width, count) = usual_width(rows);
    if told {
        format!("The first line says that {name} stands between cells")
    } else if score > 0.0 {
        format!("With {name} between cells, {count} of the first {} rows have {width} columns", rows.len())
    } else {
        "No delimiter gives more than one column".to_owned()
    }
}

/// Rows at the top with a single cell, before a table of three columns and more.
fn preamble(rows: &[Row], told: bool) -> u64 {
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let told_rows = usize::from(told);
    let (width, _) = usual_width(rows);
    if width < 3 {
        return told_rows as u64;
    }
    let titles = rows.iter().skip(told_rows).take_while(|row| filled(row) <= 1).count();
    if told_rows + titles < rows.len() { (told_rows + titles) as u64 } else { told_rows as u64 }
}

/// A header has words that name, data below it has values.
pub(crate) fn has_header(rows: &[Row]) -> (bool, &'static str) {
    let Some((first, rest)) = rows.split_first() else {
        return (true, "The file has no rows");
    };
    let is_value = |cell: &str| {
        let cell = cell.trim();
        value::parse_decimal(cell, false).is_ok()
            || value::parse_decimal(cell, true).is_ok()
            || value::parse_date(cell, value::DateOrder::Ymd).is_ok()
            || value::parse_date(cell, value::DateOrder::Dmy).is_ok()
            || value::parse_date(cell, value::DateOrder::Mdy).is_ok()
            || cell.contains('@')
            || cell.starts_with("http")
    };
    let filled: Vec<&String> = first.cells.iter().filter(|cell| !cell.trim().is_empty()).collect();
    if filled.iter().any(|cell| is_value(cell)) {
        return (
            false,
            "The first row holds values such as numbers, dates or addresses, so it is taken as data",
        );
    }
    if rest.is_empty() {
        return (true, "There is only one row, and it is taken as the header");
    }
    let typed_below = (0..first.cells.len()).any(|column| {
        let below =
            || rest.iter().filter_map(|row| row.cells.get(column)).filter(|cell| !cell.trim().is_empty());
        below().count() > 0 && below().filter(|cell| is_value(cell)).count() * 2 > below().count()
    });
    if typed_below {
        return (
            true,
            "The first row holds words and rows below it hold values, so it is taken as the header",
        );
    }
    let names: std::collections::HashSet<String> =
        filled.iter().map(|cell| cell.trim().to_lowercase()).collect();
    let repeated = rest.iter().any(|row| {
        row.cells
            .iter()
            .zip(&first.cells)
            .any(|(cell, head)| !head.trim().is_empty() && cell.trim() == head.trim())
    });
    if names.len() == filled.len() && filled.len() * 2 > first.cells.len() && !repeated {
        (
            true,
            "The first row holds different words that do not come again below, so it is taken as the header",
        )
    } else {
        (false, "The first row looks like the rows below it, so it is taken as data")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter_of(text: &str) -> char {
        sniff(text.as_bytes()).delimiter
    }

    #[test]
    fn each_delimiter_is_found() {
        assert_eq!(delimiter_of("a,b,c\n1,2,3\n4,5,6\n"), ',');
        assert_eq!(delimiter_of("a;b;c\n1;2;3\n4;5;6\n"), ';');
        assert_eq!(delimiter_of("a\tb\tc\n1\t2\t3\n"), '\t');
        assert_eq!(delimiter_of("a|b|c\n1|2|3\n"), '|');
        assert_eq!(delimiter_of("only\none\ncolumn\n"), ',');
    }

    #[test]
    fn decimal_commas_and_commas_in_text_do_not_mislead() {
        assert_eq!(
            delimiter_of("Ime;Znesek;Datum\nNovak, Ana;1,50;1.2.2024\nHorvat, Bor;2,75;3.2.2024\n"),
            ';'
        );
        assert_eq!(delimiter_of("name,labels\nAna,\"vip;old;west\"\nBor,\"new;south;vip\"\n"), ',');
    }

    #[test]
    fn excel_tells_its_delimiter_in_the_first_line() {
        let format = sniff(b"sep=;\r\nname;town\r\nAna, B;Bled\r\n");
        assert_eq!((format.delimiter, format.preamble), (';', 1));
        let reader = CsvReader::new(&b"sep=;\r\nname;town\r\nAna, B;Bled\r\n"[..], &format).unwrap();
        assert_eq!(crate::Rows::columns(&reader), ["name", "town"]);
    }

    #[test]
    fn a_title_above_the_table_is_passed_over() {
        let format = sniff(b"Customers of May,,\n,,\nname,town,amount\nAna,Bled,12\nBor,Kranj,15\n");
        assert_eq!((format.preamble, format.header), (1, true));
    }

    #[test]
    fn a_header_is_told_from_data() {
        assert!(sniff(b"name,amount\nAna,12\nBor,13\n").header);
        assert!(!sniff(b"Ana,12\nBor,13\n").header);
        assert!(!sniff(b"1,ana@example.com\n2,bor@example.com\n").header);
        assert!(sniff(b"First Name,Last Name,Email\n").header, "only a header");
        assert!(sniff(b"name,town\nAna,Bled\nBor,Kranj\n").header);
        assert!(!sniff(b"Ana,Bled\nBor,Kranj\nAna,Kranj\n").header);
    }

    #[test]
    fn header_and_title_of_a_sheet_are_found_by_its_rows() {
        let row = |cells: [&str; 3]| Row { cells: cells.map(String::from).to_vec(), ..Row::default() };
        let rows = [row(["Customers", "", ""]), row(["name", "town", "amount"]), row(["Ana", "Bled", "12"])];
        let format = sniff_rows(&rows);
        assert_eq!((format.preamble, format.header), (1, true));
        assert!(!sniff_rows(&rows[2..]).header);
        assert!(sniff_rows(&[]).header);
    }

    #[test]
    fn single_quotes_around_cells_are_seen() {
        let format = sniff(b"'name','town'\n'O''Hara, Ana','Bled'\n'Bor','Kranj'\n");
        assert_eq!((format.quote, format.delimiter), ('\'', ','));
        assert_eq!(sniff(b"name,town\nO'Hara,Bled\n").quote, '"');
    }

    #[test]
    fn a_windows_1250_file_with_semicolons_is_read_whole() {
        let text = "Ime;Kraj;Znesek\r\nŽiga Šuštaršič;Čadca;12,50\r\nĽubica Kováčová;Žilina;1.204,00\r\n";
        let bytes = encoding_rs::WINDOWS_1250.encode(text).0;
        let format = sniff(&bytes);
        assert_eq!((format.encoding, format.delimiter, format.header), (Encoding::Windows1250, ';', true));
        assert_eq!(format.reasons.len(), 3, "{:?}", format.reasons);
        let rows: Vec<Row> = CsvReader::new(&bytes[..], &format).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows[0].cells, ["Žiga Šuštaršič", "Čadca", "12,50"]);
    }

    #[test]
    fn a_utf16_file_with_tabs_is_read_whole() {
        let text = "\u{FEFF}Namn\tOrt\r\nÅsa Sjögren\tMalmö\r\n";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let format = sniff(&bytes);
        assert_eq!((format.encoding, format.delimiter), (Encoding::Utf16Le, '\t'));
        assert_eq!(
            CsvReader::new(&bytes[..], &format).unwrap().next().unwrap().unwrap().cells,
            ["Åsa Sjögren", "Malmö"]
        );
    }

    #[test]
    fn hostile_samples_still_give_a_format() {
        for sample in
            [&b""[..], b"\"", b"\0\0\0\0", b"\xFF", b"sep=", &[b','; 20_000], &[b'"'; 20_001], &[0xFF; 1000]]
        {
            let format = sniff(sample);
            assert!(!format.reasons.is_empty());
        }
    }

    #[test]
    fn a_format_can_be_saved_and_given_in_part() {
        let format: Format = serde_json::from_str(r#"{"encoding":"windows-1250","delimiter":";"}"#).unwrap();
        assert_eq!(
            (format.encoding, format.delimiter, format.quote, format.header),
            (Encoding::Windows1250, ';', '"', true)
        );
        assert_eq!(serde_json::to_value(&format).unwrap()["encoding"], "windows-1250");
    }
}
