//! The text form of a place in a sorted list: base64url of compact JSON, opaque to users.

use super::{Cursor, Sort};
use crate::{Datum, layout};
use dictionary::Kind;
use serde_json::Value as Json;
use vocabulary::{Error, Id, Result};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl Cursor {
    /// The text form, for the next page of the same sort.
    pub fn to_text(&self, sort: &[Sort]) -> String {
        let values: Vec<Json> = self.values.iter().map(to_json).collect();
        encode(serde_json::json!([fingerprint(sort), self.id, values]).to_string().as_bytes())
    }

    /// The place of a text form. One that was made up, or belongs to another sort, is refused.
    pub fn parse(text: &str, sort: &[Sort]) -> Result<Cursor> {
        read(text, sort).ok_or_else(|| {
            let message = "This place belongs to another list; start again from the first page.";
            Error::invalid("cursor", "malformed", message)
        })
    }
}

fn read(text: &str, sort: &[Sort]) -> Option<Cursor> {
    // A value is at most a folded line of text; anything longer was made up.
    if text.len() > 200_000 {
        return None;
    }
    let (print, id, values): (u32, Id, Vec<Json>) = serde_json::from_slice(&decode(text)?).ok()?;
    if print != fingerprint(sort) || values.len() != sort.len() {
        return None;
    }
    let values =
        values.into_iter().zip(sort).map(|(value, sort)| from_json(value, sort)).collect::<Option<_>>()?;
    Some(Cursor { values, id })
}

fn to_json(value: &Datum) -> Json {
    match value {
        Datum::Integer(number) => Json::from(*number),
        Datum::Text(text) => Json::from(text.as_str()),
        _ => Json::Null,
    }
}

fn from_json(value: Json, sort: &Sort) -> Option<Datum> {
    match (value, is_text(sort)) {
        (Json::Null, _) => Some(Datum::Null),
        (Json::Number(number), Some(false)) => number.as_i64().map(Datum::Integer),
        (Json::String(text), Some(true)) if !text.contains('\0') => Some(Datum::Text(text)),
        _ => None,
    }
}

/// Whether the values of a sort are texts; none for the id, which stands apart.
fn is_text(sort: &Sort) -> Option<bool> {
    let kind = sort.path.field.as_ref()?.value_kind();
    Some(layout::sort_suffix(kind) == "_fold" || matches!(kind, Kind::Choice | Kind::Link | Kind::File))
}

/// A short number of the sort's text (FNV-1a), so that a cursor does not continue another sort.
fn fingerprint(sort: &[Sort]) -> u32 {
    let mut print: u32 = 0x811C_9DC5;
    let mut add = |byte: u8| print = (print ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    for part in sort {
        add(if part.descending { b'-' } else { b'+' });
        part.path.text.bytes().for_each(&mut add);
    }
    print
}

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 3);
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().fold(0u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for digit in 0..=chunk.len() {
            let index = (group >> (18 - 6 * digit)) & 63;
            text.push(ALPHABET.get(index as usize).map_or('A', |byte| char::from(*byte)));
        }
    }
    text
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    for chunk in text.as_bytes().chunks(4) {
        let mut group = 0u32;
        for byte in chunk {
            group = group << 6 | ALPHABET.iter().position(|known| known == byte)? as u32;
        }
        group <<= 6 * (4 - chunk.len());
        let whole = group.to_be_bytes();
        bytes.extend(whole.iter().skip(1).take(chunk.len().checked_sub(1)?));
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive_the_text_form() {
        for length in 0..40u8 {
            let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(37)).collect();
            assert_eq!(decode(&encode(&bytes)).unwrap(), bytes);
        }
        assert_eq!(decode("a*b"), None);
    }

    #[test]
    fn a_made_up_cursor_is_refused() {
        let cursor = Cursor { values: vec![], id: Id::from_bytes([7; 16]) };
        assert_eq!(Cursor::parse(&cursor.to_text(&[]), &[]).unwrap(), cursor);
        for wrong in ["", "AAAA", "bm90IGpzb24", "🙂"] {
            assert!(Cursor::parse(wrong, &[]).is_err(), "{wrong}");
        }
    }
}
