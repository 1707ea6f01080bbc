//! The words under which a record is found.
//!
//! The table `search_entry` keeps the plain words. In the word index each is prefixed with a character of its workspace,
//! so that workspaces share no list of places. SQLite's index also gets the first one to six letters of each word as words of
//! their own: looking those up is then one list, read from its newest end, instead of the merged lists of all words that
//! begin so.

use crate::record::StoredRecord;
use crate::write::plan::Plan;
use dictionary::{FieldDef, Value};
use vocabulary::{EmailAddress, Id, PhoneNumber, WorkspaceId, fold, words};

/// Longest word kept, in characters; longer ones are found by their beginning.
pub(crate) const MAX_WORD: usize = 40;
/// Most words kept of one record.
const MAX_WORDS: usize = 4_000;
/// Beginnings of words up to this many characters are words of their own in SQLite's index.
pub(crate) const SHORT: usize = 6;

/// Stands for everything in an address that is no letter or digit, so that the address stays one word.
pub(crate) const JOINT: char = '\u{F8FD}';
/// Begins the word that says whose a record is.
const OWNER: char = '\u{F8FE}';
/// Begins the word that says of which object a record is.
const OBJECT: char = '\u{F8FF}';

/// What search keeps of a record.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) title: String,
    pub(crate) title_fold: String,
    /// Plain words, separated by blanks, sorted, each once.
    pub(crate) words: String,
    pub(crate) owner: Option<Id>,
}

/// What search keeps of a record; nothing for one in the trash or of an object left out.
pub(crate) fn entry(plan: &Plan, record: &StoredRecord) -> Option<Entry> {
    if !plan.object.searchable || record.meta.removed_at.is_some() {
        return None;
    }
    let mut all = Vec::new();
    for index in &plan.searched {
        if let (Some(field), Some(value)) = (plan.object.fields.get(*index), record.values.get(*index)) {
            field_words(field, value, &mut all);
        }
    }
    all.truncate(MAX_WORDS);
    all.sort_unstable();
    all.dedup();
    let title = record.values.get(plan.title).map(Value::to_text).unwrap_or_default();
    let title_fold = shortened(&fold(&title), 400).to_string();
    Some(Entry { title, title_fold, words: all.join(" "), owner: record.meta.owner })
}

/// The plain words of a value.
pub(crate) fn field_words(field: &FieldDef, value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Null | Value::Link(_) | Value::Boolean(_) => {}
        Value::Text(key) if !field.choices.is_empty() => choice_words(field, key, into),
        Value::List(keys) if !field.choices.is_empty() => {
            keys.iter().for_each(|key| choice_words(field, key, into))
        }
        Value::Text(text) => text_words(text, into),
        Value::List(values) => values.iter().for_each(|value| text_words(value, into)),
        Value::Emails(emails) => emails.iter().for_each(|email| email_words(&email.address, into)),
        Value::Phones(phones) => phones.iter().for_each(|phone| phone_words(&phone.number, into)),
        other => text_words(&other.to_text(), into),
    }
}

fn choice_words(field: &FieldDef, key: &str, into: &mut Vec<String>) {
    let label =
        field.choices.iter().find(|choice| choice.key == key).map_or(key, |choice| choice.label.as_str());
    text_words(label, into);
}

fn text_words(text: &str, into: &mut Vec<String>) {
    let room = MAX_WORDS.saturating_sub(into.len());
    into.extend(words(text).into_iter().take(room).map(|word| shortened(&word, MAX_WORD).to_string()));
}

fn email_words(address: &EmailAddress, into: &mut Vec<String>) {
    let folded = fold(address.as_str());
    into.push(joined(&folded));
    text_words(&folded, into);
    into.push(joined(address.domain()));
}

fn phone_words(number: &PhoneNumber, into: &mut Vec<String>) {
    let digits: String = number.as_str().chars().filter(char::is_ascii_digit).collect();
    let national =
        digits.get(country_code_length(&digits)..).unwrap_or_default().trim_start_matches('0').to_string();
    into.push(digits);
    if !national.is_empty() {
        into.push(national);
    }
}

/// An address as one word.
pub(crate) fn joined(text: &str) -> String {
    let word: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { JOINT }).collect();
    shortened(&word, MAX_WORD).to_string()
}

/// How many digits the country code has (ITU-T E.164: codes are prefix-free).
fn country_code_length(digits: &str) -> usize {
    match digits.as_bytes() {
        [b'1' | b'7', ..] => 1,
        [b'2', b'0' | b'7', ..]
        | [b'3', b'0'..=b'4' | b'6' | b'9', ..]
        | [b'4', b'0' | b'1' | b'3'..=b'9', ..]
        | [b'5', b'1'..=b'8', ..]
        | [b'6', b'0'..=b'6', ..]
        | [b'8', b'1' | b'2' | b'4' | b'6', ..]
        | [b'9', b'0'..=b'5' | b'8', ..] => 2,
        _ => 3,
    }
}

/// At most so many characters of a text.
pub(crate) fn shortened(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// The character (two for workspaces beyond six thousand) before each word of a workspace.
pub(crate) fn mark(workspace: WorkspaceId) -> String {
    let number = u32::try_from(workspace.0).unwrap_or_default();
    let single = (number < 0x1800).then(|| char::from_u32(0xE000 + number)).flatten();
    let mut mark = String::new();
    match single {
        Some(single) => mark.push(single),
        None => {
            mark.extend(char::from_u32(0xF_0000 + (number >> 16)));
            mark.extend(char::from_u32(0x10_0000 + (number & 0xFFFF)));
        }
    }
    mark
}

/// The word that all records of an object have.
pub(crate) fn object_word(mark: &str, object: &str) -> String {
    // An underscore would end the word.
    format!("{mark}{OBJECT}{}", object.replace('_', JOINT.encode_utf8(&mut [0; 4])))
}

/// The word that all records of an owner have.
pub(crate) fn owner_word(mark: &str, owner: Id) -> String {
    format!("{mark}{OWNER}{}", owner.uuid().simple())
}

/// All words of the index for a record, each once.
pub(crate) fn index_words(
    workspace: WorkspaceId,
    object: &str,
    owner: Option<Id>,
    words: &str,
    beginnings: bool,
) -> String {
    let mark = mark(workspace);
    let mut text = object_word(&mark, object);
    if let Some(owner) = owner {
        text.push(' ');
        text.push_str(&owner_word(&mark, owner));
    }
    let mut all: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
    if beginnings {
        for place in 0..all.len() {
            // The words of an address stand beside it.
            let Some(word) = all.get(place).copied().filter(|word| !word.contains(JOINT)) else { continue };
            all.extend((1..=SHORT).map(|length| shortened(word, length)));
        }
        all.sort_unstable();
        all.dedup();
    }
    for word in all {
        text.push(' ');
        text.push_str(&mark);
        text.push_str(word);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_is_found_with_and_without_its_country() {
        for (number, expected) in [
            ("+38640123456", ["38640123456", "40123456"]),
            ("+390612345678", ["390612345678", "612345678"]),
            ("+12025550123", ["12025550123", "2025550123"]),
        ] {
            let mut words = Vec::new();
            phone_words(&PhoneNumber::from_e164(number), &mut words);
            assert_eq!(words, expected);
        }
    }

    #[test]
    fn workspaces_share_no_word() {
        let marks: Vec<String> =
            [1, 2, 6143, 6144, 70_000, i32::MAX].map(|number| mark(WorkspaceId(number))).to_vec();
        for (index, one) in marks.iter().enumerate() {
            for other in marks.iter().skip(index + 1) {
                assert!(!one.starts_with(other.as_str()) && !other.starts_with(one.as_str()));
            }
        }
    }

    #[test]
    fn short_beginnings_are_words_once() {
        let text = index_words(WorkspaceId(0), "person", None, "ana anamarija novak", true);
        let words: Vec<&str> = text.split(' ').map(|word| word.trim_start_matches('\u{E000}')).collect();
        assert_eq!(
            words,
            [
                "\u{F8FF}person",
                "a",
                "an",
                "ana",
                "anam",
                "anama",
                "anamar",
                "anamarija",
                "n",
                "no",
                "nov",
                "nova",
                "novak"
            ]
        );
    }
}
