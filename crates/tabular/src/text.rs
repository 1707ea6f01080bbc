//! Bytes to text, a bounded piece at a time.

use std::io::{ErrorKind, Read};

use crate::{Encoding, ReadError};

/// Bytes asked for at once.
const INPUT: usize = 64 * 1024;

/// Reads bytes and hands out text; never holds more than one piece.
pub(crate) struct TextSource<R> {
    source: R,
    decoder: encoding_rs::Decoder,
    input: Vec<u8>,
    output: Vec<u8>,
    text: String,
    ended: bool,
    malformed: bool,
    bytes_read: u64,
}

impl<R: Read> TextSource<R> {
    pub fn new(source: R, encoding: Encoding) -> Self {
        let decoder = encoding.codec().new_decoder_with_bom_removal();
        let room = decoder.max_utf8_buffer_length(INPUT).unwrap_or(INPUT * 3 + 16);
        Self {
            source,
            decoder,
            input: vec![0; INPUT],
            output: vec![0; room],
            text: String::with_capacity(room),
            ended: false,
            malformed: false,
            bytes_read: 0,
        }
    }

    /// Whether bytes were met that mean nothing in the encoding.
    pub fn malformed(&self) -> bool {
        self.malformed
    }

    pub fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    /// The piece that was read last.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Replaces the piece by the next one; false at the end.
    pub fn fill(&mut self) -> Result<bool, ReadError> {
        self.text.clear();
        while self.text.is_empty() {
            if self.ended {
                return Ok(false);
            }
            let count = match self.source.read(&mut self.input) {
                Ok(count) => count,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(ReadError::Unreadable(error.to_string())),
            };
            self.ended = count == 0;
            self.bytes_read += count as u64;
            let input = self.input.get(..count).unwrap_or_default();
            // The output is made large enough for any input of this size, so one call takes it all.
            let (_, _, written, odd) = self.decoder.decode_to_utf8(input, &mut self.output, self.ended);
            self.malformed |= odd;
            let piece = self.output.get(..written).unwrap_or_default();
            match std::str::from_utf8(piece) {
                Ok(piece) => self.text.push_str(piece),
                Err(error) => return Err(ReadError::Unreadable(error.to_string())),
            }
        }
        Ok(true)
    }
}
