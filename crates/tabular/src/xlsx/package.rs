//! The ZIP file a workbook is: where its parts lie, and unpacking one within limits.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Take};

use flate2::bufread::DeflateDecoder;
use zip::read::{ArchiveOffset, Config};
use zip::{CompressionMethod, ZipArchive};

use crate::{Limits, ReadError};

/// Unpacked bytes below which no ratio is looked at: small files of spaces pack very well.
const RATIO_FROM: u64 = 16 * 1_048_576;
/// Bytes that may be read to list the parts. Each part costs some memory, so this bounds it.
const DIRECTORY: u64 = 2 * 1_048_576;
/// Bytes unpacked at once.
const PIECE: usize = 32 * 1024;

/// Where one part lies in the file.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u64,
    packed: u64,
    deflated: bool,
}

/// The parts of a workbook that are XML.
#[derive(Debug)]
pub(super) struct Package {
    /// By name in lower case.
    parts: HashMap<String, Place>,
}

impl Package {
    /// Lists the parts. Only their names and places are kept.
    pub fn index<R: Read + Seek>(source: &mut R, limits: &Limits) -> Result<Self, ReadError> {
        check_magic(source)?;
        let broken = |error: zip::result::ZipError| {
            ReadError::NotAWorkbook(format!("its ZIP directory cannot be read ({error})"))
        };
        // Nothing stands before a workbook's ZIP file, so the whole file need not be searched.
        let config = Config { archive_offset: ArchiveOffset::Known(0) };
        let budget = Budget { source, left: DIRECTORY };
        let mut archive = ZipArchive::with_config(config, budget).map_err(broken)?;
        if archive.len() > limits.workbook_parts {
            return Err(ReadError::TooLarge(format!(
                "it has {} parts, and {} are allowed",
                archive.len(),
                limits.workbook_parts
            )));
        }
        let mut parts = HashMap::new();
        for index in 0..archive.len() {
            let name = match archive.name_for_index(index) {
                Some(Ok(name)) => name.trim_start_matches('/').to_lowercase(),
                _ => continue,
            };
            if name.len() > 512 || !(name.ends_with(".xml") || name.ends_with(".rels")) {
                continue;
            }
            let entry = archive.by_index_raw(index).map_err(broken)?;
            if entry.encrypted() {
                return Err(ReadError::NotAWorkbook("it is protected by a password".to_owned()));
            }
            let deflated = match entry.compression() {
                CompressionMethod::Stored => false,
                CompressionMethod::Deflated => true,
                _ => return Err(ReadError::NotAWorkbook(format!("{name} is packed in an unknown way"))),
            };
            let packed = entry.compressed_size();
            let start = entry
                .data_start()
                .ok_or_else(|| ReadError::NotAWorkbook(format!("{name} cannot be found in it")))?;
            parts.entry(name).or_insert(Place { start, packed, deflated });
        }
        Ok(Self { parts })
    }

    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&name.to_lowercase())
    }

    /// Opens one part for reading; `spent` are the bytes other parts unpacked to before.
    pub fn open<S: Read + Seek>(
        &self,
        mut source: S,
        name: &str,
        limits: &Limits,
        spent: u64,
    ) -> Result<Part<S>, ReadError> {
        let place = self
            .parts
            .get(&name.to_lowercase())
            .copied()
            .ok_or_else(|| ReadError::damaged(name, "the part is missing"))?;
        source
            .seek(SeekFrom::Start(place.start))
            .map_err(|error| ReadError::Unreadable(error.to_string()))?;
        let packed = source.take(place.packed);
        Ok(Part {
            inflate: if place.deflated {
                Inflate::Deflated(DeflateDecoder::new(BufReader::with_capacity(PIECE, packed)))
            } else {
                Inflate::Stored(packed)
            },
            piece: vec![0; PIECE],
            at: 0,
            length: 0,
            since_event: 0,
            event_limit: limits.row_bytes,
            unpacked: 0,
            allowed: limits.unpacked_bytes.saturating_sub(spent),
            limits: *limits,
            name: name.to_owned(),
        })
    }
}

/// A source from which only so much may be read.
struct Budget<'a, R> {
    source: &'a mut R,
    left: u64,
}

impl<R: Read> Read for Budget<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.left = self
            .left
            .checked_sub(count as u64)
            .ok_or_else(|| io::Error::other("its directory is too large"))?;
        Ok(count)
    }
}

impl<R: Seek> Seek for Budget<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.source.seek(to)
    }
}

/// A ZIP file begins with PK; say what else it may be.
fn check_magic<R: Read + Seek>(source: &mut R) -> Result<(), ReadError> {
    let unreadable = |error: io::Error| ReadError::Unreadable(error.to_string());
    let mut magic = Vec::new();
    source.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    source.by_ref().take(4).read_to_end(&mut magic).map_err(unreadable)?;
    match magic.as_slice() {
        [] => Err(ReadError::Empty),
        [b'P', b'K', ..] => Ok(()),
        [0xD0, 0xCF, 0x11, 0xE0] => Err(ReadError::NotAWorkbook(
            "it is an old XLS file or is protected by a password; save it as XLSX without one".to_owned(),
        )),
        _ => Err(ReadError::NotAWorkbook("it is not a ZIP file".to_owned())),
    }
}

enum Inflate<S> {
    Stored(Take<S>),
    Deflated(DeflateDecoder<BufReader<Take<S>>>),
}

/// One part being unpacked. It counts what comes out and stops when it is too much.
pub(super) struct Part<S> {
    inflate: Inflate<S>,
    piece: Vec<u8>,
    at: usize,
    length: usize,
    since_event: usize,
    event_limit: usize,
    unpacked: u64,
    allowed: u64,
    limits: Limits,
    name: String,
}

impl<S: Read> Part<S> {
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Bytes that came out so far.
    pub fn unpacked(&self) -> u64 {
        self.unpacked
    }

    /// Bytes that went in so far.
    pub fn packed(&self) -> u64 {
        match &self.inflate {
            Inflate::Stored(_) => self.unpacked,
            Inflate::Deflated(deflate) => deflate.total_in(),
        }
    }

    /// Tells that a new XML event begins: one event may not be larger than a row.
    pub fn begin_event(&mut self) {
        self.since_event = 0;
    }

    fn check(&self) -> Result<(), ReadError> {
        if self.unpacked > self.allowed {
            let limit = self.limits.unpacked_bytes / 1_048_576;
            return Err(ReadError::TooLarge(format!("it unpacks to more than {limit} MB")));
        }
        if self.unpacked > RATIO_FROM && self.unpacked / self.limits.unpacked_ratio.max(1) > self.packed() {
            return Err(ReadError::TooLarge(format!(
                "{} unpacks to more than {} times its size",
                self.name, self.limits.unpacked_ratio
            )));
        }
        if self.since_event > self.event_limit {
            return Err(ReadError::TooLarge(format!(
                "{} holds a single piece larger than a row may be",
                self.name
            )));
        }
        Ok(())
    }
}

impl<S: Read> Read for Part<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut there = self.fill_buf()?;
        let count = there.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<S: Read> BufRead for Part<S> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.length {
            self.check().map_err(io::Error::other)?;
            self.at = 0;
            self.length = match &mut self.inflate {
                Inflate::Stored(packed) => packed.read(&mut self.piece)?,
                Inflate::Deflated(deflate) => deflate.read(&mut self.piece)?,
            };
            self.unpacked += self.length as u64;
        }
        Ok(self.piece.get(self.at..self.length).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
        self.since_event += count;
    }
}
