//! Any bytes and any text at all: errors and odd values are fine, panics and lost text are not.

use proptest::prelude::*;

use crate::value::*;
use crate::*;

fn table_text() -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = "[a-zčŽå0-9 ,;\"'=+@\r\n\t-]{0,12}";
    (1usize..5).prop_flat_map(move |width| prop::collection::vec(prop::collection::vec(cell, width), 1..8))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_sniffed_read_and_guessed(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let format = sniff(&bytes);
        if let Ok(reader) = CsvReader::new(&bytes[..], &format) {
            let columns = reader.columns().to_vec();
            let rows: Vec<Row> = reader.filter_map(Result::ok).collect();
            for row in &rows {
                prop_assert!(row.cells.len() >= columns.len());
            }
            guess_columns(&columns, &rows);
        }
    }

    #[test]
    fn any_text_like_a_table_is_sniffed_and_guessed(text in "[a-z0-9,;|\t\"'\r\n=.-]{0,300}") {
        let format = sniff(text.as_bytes());
        if let Ok(reader) = CsvReader::new(text.as_bytes(), &format) {
            let columns = reader.columns().to_vec();
            let rows: Vec<Row> = reader.filter_map(Result::ok).collect();
            guess_columns(&columns, &rows);
        }
    }

    #[test]
    fn what_is_written_is_read_back_cell_by_cell(table in table_text()) {
        let header: Vec<String> = (0..table[0].len()).map(|n| format!("column {n}")).collect();
        let mut bytes = Vec::new();
        let mut writer = Box::new(CsvWriter::new(&mut bytes, &header, CsvOptions::default()).unwrap());
        for row in &table {
            writer.row(&row.iter().map(Cell::text).collect::<Vec<_>>()).unwrap();
        }
        writer.finish().unwrap();
        let back: Vec<Vec<String>> = CsvReader::new(&bytes[..], &Format::default())
            .unwrap()
            .map(|row| row.unwrap().cells.iter().map(|cell| strip_neutral(cell).to_owned()).collect())
            .collect();
        let filled: Vec<Vec<String>> =
            table.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        prop_assert_eq!(back, filled);
    }

    #[test]
    fn any_text_is_a_value_or_a_problem(text in "\\PC{0,40}", likely in "[0-9.,/: eE€$+()%TZkr-]{0,20}") {
        for text in [text, likely] {
            for decimal_comma in [false, true] {
                let _ = parse_money(&text, decimal_comma);
                let _ = parse_percent(&text, decimal_comma);
                if let Ok(number) = parse_decimal(&text, decimal_comma) {
                    prop_assert_eq!(parse_decimal(&format_decimal(number), false), Ok(number));
                }
            }
            for order in [DateOrder::Ymd, DateOrder::Dmy, DateOrder::Mdy] {
                if let Ok(date) = parse_date(&text, order) {
                    prop_assert_eq!(parse_date(&date.to_string(), order), Ok(date));
                }
                let _ = parse_timestamp(&text, order);
            }
            let _ = parse_boolean(&text);
            let _ = parse_excel_serial(&text, Epoch::Y1904);
            guess("x", [text.as_str()]);
        }
    }

    #[test]
    fn no_tag_survives_in_markdown(html in "[<>/a-z\"'=&;! -]{0,120}") {
        let markdown = html_to_markdown(&html);
        prop_assert!(!markdown.contains('<'), "{}", markdown);
    }
}
