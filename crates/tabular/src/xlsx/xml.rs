//! XML events of one part, without DTDs, entities of one's own, or endless nesting.

use std::io::Read;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::package::Part;
use crate::ReadError;

/// How deep elements may nest; real workbooks stay far below.
const DEPTH: usize = 64;

/// The events of one part.
pub(super) struct Xml<S: Read> {
    reader: Reader<Part<S>>,
    buffer: Vec<u8>,
    depth: usize,
    name: String,
}

impl<S: Read> Xml<S> {
    pub fn new(part: Part<S>) -> Self {
        let name = part.name().to_owned();
        Self { reader: Reader::from_reader(part), buffer: Vec::new(), depth: 0, name }
    }

    pub fn part(&self) -> &Part<S> {
        self.reader.get_ref()
    }

    /// The next event; none at the end.
    pub fn next(&mut self) -> Result<Option<Event<'_>>, ReadError> {
        self.buffer.clear();
        self.reader.get_mut().begin_event();
        let event =
            self.reader.read_event_into(&mut self.buffer).map_err(|error| told(&self.name, &error))?;
        match event {
            Event::Eof => return Ok(None),
            Event::DocType(_) => {
                return Err(ReadError::damaged(&self.name, "it has a DTD, which is not read"));
            }
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > DEPTH {
                    return Err(ReadError::damaged(&self.name, "its elements nest too deep"));
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        Ok(Some(event))
    }
}

/// A limit of ours that came through the XML reader, or damage.
fn told(part: &str, error: &quick_xml::Error) -> ReadError {
    if let quick_xml::Error::Io(io) = error
        && let Some(ours) = io.get_ref().and_then(|inner| inner.downcast_ref::<ReadError>())
    {
        return ours.clone();
    }
    ReadError::damaged(part, error)
}

/// The value of an attribute by its name without a prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    let found = attributes.filter_map(Result::ok).find(|one| one.key.local_name().as_ref() == name)?;
    unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

/// Adds what an event says as text.
pub(super) fn push_text(event: &Event<'_>, text: &mut String) -> Result<(), ReadError> {
    let part = "its texts";
    match event {
        Event::Text(content) => text.push_str(&content.xml10_content()),
        Event::CData(content) => text.push_str(&content.xml10_content()),
        Event::GeneralRef(reference) => {
            let character = match reference.resolve_char_ref() {
                Ok(Some(character)) => character,
                Ok(None) => match reference.xml10_content().as_ref() {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    other => {
                        return Err(ReadError::damaged(
                            part,
                            format!("it uses the entity “{other}”, which is not read"),
                        ));
                    }
                },
                Err(error) => return Err(ReadError::damaged(part, error)),
            };
            text.push(character);
        }
        _ => {}
    }
    Ok(())
}
