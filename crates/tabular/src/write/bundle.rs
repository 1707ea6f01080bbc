//! Several files in one ZIP, written one after the other to anything that takes bytes. They are kept as they are: tables in columns
//! are packed already. The same files give the same bytes.

use super::WriteError;
use std::io::{self, Write};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A ZIP that is being written.
pub struct Bundle<W: Write>(ZipWriter<StreamWriter<W>>);

impl<W: Write> Bundle<W> {
    /// Begins a ZIP.
    pub fn new(out: W) -> Self {
        Bundle(ZipWriter::new_stream(out))
    }

    /// Begins a file: what is written next belongs to it.
    pub fn begin(&mut self, name: &str) -> Result<(), WriteError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .large_file(true);
        self.0.start_file(name, options).map_err(|error| WriteError::Output(io::Error::other(error)))
    }

    /// Ends the ZIP; without it nobody can open it.
    pub fn finish(self) -> Result<W, WriteError> {
        let out = self.0.finish().map_err(|error| WriteError::Output(io::Error::other(error)))?;
        Ok(out.into_inner())
    }
}

impl<W: Write> Write for Bundle<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
