//! Opens whatever kind of table was brought.

use std::io::{Read, Seek, SeekFrom};

use crate::{CsvReader, Format, ReadError, Rows, Workbook};

/// Whether a file is an XLSX workbook, or at least a ZIP file, by its first bytes.
pub fn is_workbook(sample: &[u8]) -> bool {
    sample.starts_with(b"PK\x03\x04") || sample.starts_with(b"PK\x05\x06")
}

/// Opens a table for reading: as a workbook if its first bytes say so, else as delimited text.
/// `sheet` names the sheet of a workbook; without it the first shown one is read.
pub fn open<R>(mut source: R, sheet: Option<&str>, format: &Format) -> Result<Box<dyn Rows + Send>, ReadError>
where
    R: Read + Seek + Send + 'static,
{
    let unreadable = |error: std::io::Error| ReadError::Unreadable(error.to_string());
    let mut magic = Vec::new();
    source.by_ref().take(4).read_to_end(&mut magic).map_err(unreadable)?;
    source.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    // An old XLS file is no text either; the workbook reader says what to do with it.
    if is_workbook(&magic) || magic == [0xD0, 0xCF, 0x11, 0xE0] {
        Ok(Box::new(Workbook::open(source)?.rows(sheet, format)?))
    } else {
        Ok(Box::new(CsvReader::new(source, format)?))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn names(bytes: Vec<u8>) -> Result<Vec<String>, ReadError> {
        open(Cursor::new(bytes), None, &Format::default()).map(|rows| rows.columns().to_vec())
    }

    #[test]
    fn each_kind_of_file_is_opened_by_its_bytes() {
        assert_eq!(names(b"name,town\n".to_vec()), Ok(vec!["name".to_owned(), "town".to_owned()]));
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write(0, 0, "name").unwrap();
        assert_eq!(names(book.save_to_buffer().unwrap()), Ok(vec!["name".to_owned()]));
        let old = names([&[0xD0u8, 0xCF, 0x11, 0xE0][..], &[0; 600]].concat()).unwrap_err();
        assert!(old.to_string().contains("save it as XLSX"), "{old}");
        assert_eq!(names(Vec::new()), Err(ReadError::Empty));
    }
}
