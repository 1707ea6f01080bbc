//! A report as a file: CSV or XLSX, with the words people see. Needs the right to export the object's records.

use super::answer::{Answer, Row, field_at};
use super::definition::Definition;
use dictionary::Dictionary;
use records::export::ExportFormat;
use serde_json::Value as Json;
use std::borrow::Cow;
use std::path::Path;
use tabular::{Cell, CsvOptions, CsvWriter, WriteError, Writer, XlsxOptions, XlsxWriter};
use vocabulary::{Date, Error, Result};

/// The bytes of the file.
pub fn written(
    dictionary: &Dictionary,
    definition: &Definition,
    answer: &Answer,
    format: ExportFormat,
    temporary: &Path,
) -> Result<Vec<u8>> {
    let header = header(dictionary, definition, answer);
    let mut bytes = Vec::new();
    {
        let mut writer: Box<dyn Writer + '_> = match format {
            ExportFormat::Xlsx => {
                let options = XlsxOptions {
                    sheet: "Report".to_string(),
                    temporary: temporary.to_path_buf(),
                    zone: jiff::tz::TimeZone::UTC,
                };
                Box::new(XlsxWriter::new(&mut bytes, &header, &options).map_err(failed)?)
            }
            _ => {
                let options = CsvOptions { bom: true, ..CsvOptions::default() };
                Box::new(CsvWriter::new(&mut bytes, &header, options).map_err(failed)?)
            }
        };
        for row in &answer.rows {
            let cells = cells(dictionary, definition, answer, row);
            writer.row(&cells).map_err(failed)?;
        }
        writer.finish().map_err(failed)?;
    }
    Ok(bytes)
}

fn failed(error: WriteError) -> Error {
    Error::internal(error)
}

fn header(dictionary: &Dictionary, definition: &Definition, answer: &Answer) -> Vec<String> {
    let label = |path: &str| {
        field_at(dictionary, &definition.object, path).map_or(path.to_string(), |field| field.label.clone())
    };
    let keys = definition.by.iter().map(|dimension| match dimension.bucket.as_deref() {
        Some(bucket) => format!("{} ({bucket})", label(&dimension.field)),
        None => label(&dimension.field),
    });
    let columns: Vec<String> = definition
        .measured()
        .iter()
        .map(|one| match (&one.name, &one.field) {
            (Some(name), _) => name.clone(),
            (None, Some(field)) => format!("{} ({})", label(field), one.measure),
            (None, None) => "Records".to_string(),
        })
        .chain(definition.formulas.iter().map(|formula| formula.name.clone()))
        .collect();
    let before: Vec<String> = if answer.compared.is_some() {
        columns.iter().map(|column| format!("{column}, before")).collect()
    } else {
        Vec::new()
    };
    keys.chain(columns).chain(before).chain(["Currency".to_string()]).collect()
}

fn cells<'r>(
    dictionary: &Dictionary,
    definition: &Definition,
    answer: &Answer,
    row: &'r Row,
) -> Vec<Cell<'r>> {
    let mut cells: Vec<Cell<'r>> = Vec::new();
    for (at, (key, dimension)) in row.key.iter().zip(&definition.by).enumerate() {
        if row.rest && at == 0 {
            cells.push(Cell::text("All others"));
            continue;
        }
        let chosen = field_at(dictionary, &definition.object, &dimension.field).and_then(|field| {
            let key = key.as_str()?;
            field.choices.iter().find(|choice| choice.key == key).map(|choice| choice.label.clone())
        });
        cells.push(chosen.map_or_else(|| cell(key), |label| Cell::Text(Cow::Owned(label))));
    }
    cells.extend(row.values.iter().map(cell));
    if answer.compared.is_some() {
        match &row.before {
            Some(before) => cells.extend(before.iter().map(cell)),
            None => cells.extend(row.values.iter().map(|_| Cell::Empty)),
        }
    }
    cells.push(
        row.currency.map_or(Cell::Empty, |currency| Cell::Text(Cow::Owned(currency.code().to_string()))),
    );
    cells
}

fn cell(value: &Json) -> Cell<'_> {
    match value {
        Json::Null => Cell::Empty,
        Json::Bool(value) => Cell::Boolean(*value),
        Json::Number(number) => Cell::Number(Cow::Owned(number.to_string())),
        Json::String(text) => match text.parse::<Date>() {
            Ok(day) => Cell::Date(day.to_jiff()),
            Err(_) if text.parse::<vocabulary::Decimal>().is_ok() => Cell::number(text.as_str()),
            Err(_) => Cell::text(text.as_str()),
        },
        Json::Object(members) => match (members.get("amount"), members.get("title")) {
            (Some(Json::String(amount)), _) => Cell::number(amount.as_str()),
            (_, Some(Json::String(title))) => Cell::text(title.as_str()),
            _ => Cell::Empty,
        },
        Json::Array(items) => {
            Cell::Text(Cow::Owned(items.iter().filter_map(Json::as_str).collect::<Vec<_>>().join("; ")))
        }
    }
}
