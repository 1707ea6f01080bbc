//! Reading XLSX workbooks, row by row, with bounded memory, however the file was made.

mod number;
mod package;
mod sheet;
mod strings;
mod styles;
mod workbook;
mod xml;

pub use sheet::XlsxReader;
pub use workbook::{Sheet, Workbook};

#[cfg(test)]
mod tests;
