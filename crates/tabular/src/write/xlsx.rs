//! Writing a workbook of one sheet, with memory that does not grow with its rows.

use std::io::Write;
use std::path::PathBuf;

use jiff::tz::TimeZone;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::cell::is_plain_number;
use super::{Cell, WriteError, Writer, Written};

/// Rows of a sheet.
const ROWS: u64 = 1_048_576;
/// Columns of a sheet.
const COLUMNS: usize = 16_384;
/// Characters of a cell, as UTF-16 counts them.
const TEXT: usize = 32_767;
/// Digits a spreadsheet keeps of a number.
const DIGITS: usize = 15;

/// How a workbook is to be written.
#[derive(Debug, Clone)]
pub struct XlsxOptions {
    /// The name of its sheet.
    pub sheet: String,
    /// Where rows are kept until the workbook is finished.
    pub temporary: PathBuf,
    /// Moments are shown on the clocks of this zone, as a spreadsheet knows no zones.
    pub zone: TimeZone,
}

/// Writes an XLSX workbook. Rows wait in a temporary file; [`Writer::finish`] packs them.
pub struct XlsxWriter<W: Write + Send> {
    out: W,
    workbook: Workbook,
    sheet: Worksheet,
    zone: TimeZone,
    date: Format,
    moment: Format,
    next: u64,
    shortened: u64,
}

impl<W: Write + Send> XlsxWriter<W> {
    /// Begins a workbook with a header that stays in view.
    pub fn new<S: AsRef<str>>(out: W, header: &[S], options: &XlsxOptions) -> Result<Self, WriteError> {
        if header.len() > COLUMNS {
            return Err(WriteError::TooManyColumns { limit: COLUMNS });
        }
        let mut workbook = Workbook::new();
        // The same table gives the same file: no moment of making is written.
        let epoch = ExcelDateTime::from_ymd(2000, 1, 1).map_err(workbook_error)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
        workbook.set_tempdir(&options.temporary).map_err(workbook_error)?;
        let mut sheet = workbook.new_worksheet_with_constant_memory().map_err(workbook_error)?;
        sheet.set_name(sheet_name(&options.sheet)).map_err(workbook_error)?;
        sheet.set_freeze_panes(1, 0).map_err(workbook_error)?;
        let date = Format::new().set_num_format("yyyy-mm-dd");
        let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
        let bold = Format::new().set_bold();
        for (column, _) in header.iter().enumerate() {
            sheet.set_column_width(index(column)?, 16).map_err(workbook_error)?;
        }
        for (column, name) in header.iter().enumerate() {
            let text: String = name.as_ref().chars().take(255).collect();
            sheet.write_string_with_format(0, index(column)?, text, &bold).map_err(workbook_error)?;
        }
        Ok(Self { out, workbook, sheet, zone: options.zone.clone(), date, moment, next: 1, shortened: 0 })
    }

    fn cell(&mut self, row: u32, column: u16, cell: &Cell<'_>) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => self.text(row, column, text)?,
            Cell::Number(number) => match exact(number) {
                Some(value) => {
                    self.sheet.write_number(row, column, value)?;
                }
                None => self.text(row, column, number)?,
            },
            Cell::Boolean(yes) => {
                self.sheet.write_boolean(row, column, *yes)?;
            }
            Cell::Date(date) => match serial(date.to_datetime(jiff::civil::Time::midnight())) {
                Some(value) => {
                    self.sheet.write_number_with_format(row, column, value, &self.date)?;
                }
                None => self.text(row, column, &date.to_string())?,
            },
            Cell::Timestamp(moment) => {
                let local = self.zone.to_datetime(*moment);
                match serial(local) {
                    Some(value) => {
                        self.sheet.write_number_with_format(row, column, value, &self.moment)?;
                    }
                    None => self.text(row, column, &moment.to_string())?,
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        // A character is at most two UTF-16 units for four bytes, so a short text needs no count.
        if text.len() <= TEXT || text.encode_utf16().count() <= TEXT {
            self.sheet.write_string(row, column, text)?;
            return Ok(());
        }
        self.shortened += 1;
        let mut units = 0;
        let mut cut: String = text
            .chars()
            .take_while(|c| {
                units += c.len_utf16();
                units < TEXT
            })
            .collect();
        cut.push('…');
        self.sheet.write_string(row, column, cut)?;
        Ok(())
    }
}

impl<W: Write + Send> Writer for XlsxWriter<W> {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        if self.next >= ROWS {
            return Err(WriteError::TooManyRows { limit: ROWS });
        }
        if cells.len() > COLUMNS {
            return Err(WriteError::TooManyColumns { limit: COLUMNS });
        }
        let row = u32::try_from(self.next).map_err(|_| WriteError::TooManyRows { limit: ROWS })?;
        for (column, cell) in cells.iter().enumerate() {
            self.cell(row, index(column)?, cell).map_err(workbook_error)?;
        }
        self.next += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Written, WriteError> {
        self.workbook.push_worksheet(self.sheet);
        self.workbook.save_to_writer(&mut self.out).map_err(workbook_error)?;
        self.out.flush()?;
        Ok(Written { rows: self.next - 1, shortened: self.shortened })
    }
}

fn index(column: usize) -> Result<u16, WriteError> {
    u16::try_from(column).map_err(|_| WriteError::TooManyColumns { limit: COLUMNS })
}

fn workbook_error(error: XlsxError) -> WriteError {
    match error {
        XlsxError::IoError(error) => WriteError::Output(error),
        other => WriteError::Workbook(other.to_string()),
    }
}

/// A sheet's name may have 31 characters, none of them `[ ] : * ? / \`, no apostrophe at the ends.
fn sheet_name(wanted: &str) -> String {
    let name: String = wanted
        .chars()
        .map(|c| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c })
        .take(31)
        .collect();
    let mut name = name.trim_matches(['\'', ' ']).to_owned();
    while name.encode_utf16().count() > 31 {
        name.pop();
    }
    if name.is_empty() { "Sheet1".to_owned() } else { name }
}

/// A number a spreadsheet keeps without loss; none if it has too many digits.
fn exact(number: &str) -> Option<f64> {
    if !is_plain_number(number) {
        return None;
    }
    let mantissa = number.split(['e', 'E']).next().unwrap_or(number);
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    let significant = if mantissa.contains('.') { digits.trim_end_matches('0') } else { digits };
    if significant.len() > DIGITS {
        return None;
    }
    number.parse::<f64>().ok().filter(|value| value.is_finite())
}

/// The serial number of a moment; none before 1 March 1900, where spreadsheets count wrong.
fn serial(local: jiff::civil::DateTime) -> Option<f64> {
    let base = jiff::civil::date(1899, 12, 30);
    let days = local.date().since((jiff::Unit::Day, base)).ok()?.get_days();
    if days < 61 {
        return None;
    }
    let time = local.time();
    let seconds = i32::from(time.hour()) * 3600 + i32::from(time.minute()) * 60 + i32::from(time.second());
    let part = (f64::from(seconds) + f64::from(time.subsec_nanosecond()) / 1e9) / 86_400.0;
    Some(f64::from(days) + part)
}

#[cfg(test)]
#[path = "xlsx_tests.rs"]
mod tests;
