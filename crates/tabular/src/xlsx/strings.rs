//! The texts a workbook keeps once and refers to by number.

use std::io::Read;

use quick_xml::events::Event;

use super::xml::{Xml, push_text};
use crate::{Limits, ReadError, error};

/// All shared texts in one piece of memory.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    /// Where each text ends.
    ends: Vec<u32>,
}

impl Strings {
    pub fn read<S: Read>(mut xml: Xml<S>, limits: &Limits) -> Result<(Self, u64), ReadError> {
        let mut strings = Self::default();
        let mut current = String::new();
        let (mut in_text, mut in_phonetic) = (false, false);
        while let Some(event) = xml.next()? {
            match &event {
                Event::Start(start) => match start.local_name().as_ref() {
                    "si" => current.clear(),
                    "t" => in_text = !in_phonetic,
                    "rPh" => in_phonetic = true,
                    _ => {}
                },
                Event::Empty(start) if start.local_name().as_ref() == "si" => strings.push("", limits)?,
                Event::End(end) => match end.local_name().as_ref() {
                    "si" => strings.push(&unescape_characters(&current), limits)?,
                    "t" => in_text = false,
                    "rPh" => in_phonetic = false,
                    _ => {}
                },
                event if in_text => {
                    push_text(event, &mut current)?;
                    if current.len() > limits.row_bytes {
                        return Err(ReadError::TooLarge(format!(
                            "a single text is larger than {}",
                            error::size(limits.row_bytes)
                        )));
                    }
                }
                _ => {}
            }
        }
        strings.text.shrink_to_fit();
        let unpacked = xml.part().unpacked();
        Ok((strings, unpacked))
    }

    fn push(&mut self, text: &str, limits: &Limits) -> Result<(), ReadError> {
        self.text.push_str(text);
        // Each text costs its bytes and the place of its end.
        if self.text.len() + self.ends.len() * 4 > limits.shared_text_bytes {
            return Err(ReadError::TooLarge(format!(
                "it has more than {} of different texts; save the sheet as CSV",
                error::size(limits.shared_text_bytes)
            )));
        }
        let end = u32::try_from(self.text.len())
            .map_err(|_| ReadError::TooLarge("it has too much text".to_owned()))?;
        self.ends.push(end);
        Ok(())
    }

    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start =
            index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.text.get(start..end)
    }
}

/// Workbooks write characters XML cannot hold as `_x000D_`.
pub(super) fn unescape_characters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let code = tail.get(2..6).filter(|_| tail.get(6..7) == Some("_"));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(character) => {
                if character != '\0' {
                    out.push(character);
                }
                rest = tail.get(7..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = tail.get(2..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}
