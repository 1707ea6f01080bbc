//! Export: the records a request finds, as CSV, XLSX, Parquet or JSON lines, streamed. Needs the export right, and holds only what
//! its reader may see. Values stand in the form in which an import reads them back, and the same records give the same
//! bytes.

mod column;
#[cfg(test)]
mod tests;

use crate::{FindRequest, Names, Reading};
use column::Columns;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::io::{BufWriter, Write};
use std::path::Path;
use tabular::{CsvOptions, CsvWriter, ParquetWriter, WriteError, Writer, XlsxOptions, XlsxWriter};
use vocabulary::{Error, Result};

/// The form of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// Delimited text in UTF-8.
    #[default]
    Csv,
    /// A workbook.
    Xlsx,
    /// One record a line, in the form of the HTTP interface, with everything it holds.
    Jsonl,
    /// Columns with types, for programs that count: headers and choices by their keys, links with the ids they point to.
    Parquet,
}

impl ExportFormat {
    /// The ending of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            ExportFormat::Csv => "csv",
            ExportFormat::Xlsx => "xlsx",
            ExportFormat::Jsonl => "jsonl",
            ExportFormat::Parquet => "parquet",
        }
    }

    /// The content type.
    pub fn content_type(self) -> &'static str {
        match self {
            ExportFormat::Csv => "text/csv; charset=utf-8",
            ExportFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ExportFormat::Jsonl => "application/x-ndjson",
            ExportFormat::Parquet => "application/vnd.apache.parquet",
        }
    }
}

/// What the columns are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Headers {
    /// As people see them; choices by their labels too.
    #[default]
    Labels,
    /// As programs name them; choices by their keys too.
    Keys,
}

/// Which records to export, and how.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExportRequest {
    /// The form.
    pub format: ExportFormat,
    /// The filter.
    pub filter: Option<Json>,
    /// The sort: names with commas, each with `-` before it for descending; else the object's own.
    pub sort: Option<Names>,
    /// The columns, also paths over links and `id`, `created_at`, `updated_at`; else all but rollups.
    pub fields: Option<Names>,
    /// Words the records' search text has.
    pub q: Option<String>,
    /// What the columns are called.
    pub headers: Headers,
    /// Leave texts that begin like formulas as they are; only for programs, never for spreadsheets.
    pub raw: bool,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Exported {
    /// Records.
    pub rows: u64,
    /// Texts that were cut because a workbook cannot hold them.
    pub shortened: u64,
}

impl Reading<'_> {
    /// Writes the records a request finds. `temporary` is a folder where a workbook waits until it is complete.
    pub fn export<W: Write + Send>(
        &mut self,
        object: &str,
        request: &ExportRequest,
        out: W,
        temporary: &Path,
    ) -> Result<Exported> {
        let find = FindRequest {
            filter: request.filter.clone(),
            sort: request.sort.clone(),
            fields: request.fields.as_ref().map(column::selected),
            q: request.q.clone(),
            ..FindRequest::default()
        };
        if request.format == ExportFormat::Jsonl {
            return self.lines(object, &find, out);
        }
        let columns = Columns::of(self, object, request, &find)?;
        let header = columns.header();
        let sheet = self.object(object)?.label_plural.clone();
        let mut writer: Box<dyn Writer + '_> = match request.format {
            ExportFormat::Xlsx => {
                let zone = self.context().moment.zone.clone();
                let options = XlsxOptions { sheet, temporary: temporary.to_path_buf(), zone };
                Box::new(XlsxWriter::new(out, &header, &options).map_err(failed)?)
            }
            ExportFormat::Parquet => Box::new(ParquetWriter::new(out, &columns.typed()).map_err(failed)?),
            _ => {
                // Excel needs the mark to read accents; programs do without.
                let bom = request.headers == Headers::Labels;
                let options = CsvOptions { raw: request.raw, bom, ..CsvOptions::default() };
                Box::new(CsvWriter::new(out, &header, options).map_err(failed)?)
            }
        };
        self.each(object, &find, &mut |record| {
            writer.row(&columns.cells(&record)).map_err(failed)?;
            Ok(true)
        })?;
        let written = writer.finish().map_err(failed)?;
        Ok(Exported { rows: written.rows, shortened: written.shortened })
    }

    fn lines<W: Write>(&mut self, object: &str, find: &FindRequest, out: W) -> Result<Exported> {
        let mut out = BufWriter::with_capacity(64 * 1024, out);
        let mut rows = 0;
        self.each(object, find, &mut |record| {
            let mut line = record.to_bytes();
            line.push(b'\n');
            out.write_all(&line).map_err(|error| failed(error.into()))?;
            rows += 1;
            Ok(true)
        })?;
        out.flush().map_err(|error| failed(error.into()))?;
        Ok(Exported { rows, shortened: 0 })
    }
}

/// Most often whoever asked has gone away, or the disk is full.
fn failed(error: WriteError) -> Error {
    match error {
        WriteError::TooManyRows { .. } | WriteError::TooManyColumns { .. } | WriteError::Value(_) => {
            Error::TooLarge(format!("{error}."))
        }
        other => Error::Unavailable(format!("{other}.")),
    }
}
