//! What a record is called when it has no title of its own: the beginning of its text, where its object says so.

use super::shape::own_path;
use dictionary::{ObjectDef, Value};
use std::sync::Arc;
use store::query::{Selection, Visibility};
use store::record::StoredRecord;

/// Longer beginnings are cut.
const LONGEST: usize = 80;

/// Nothing but the record's own data and what its title is made from, as far as the viewer may see it.
pub(crate) fn title_selection(object: &Arc<ObjectDef>, visibility: &dyn Visibility) -> Selection {
    let seen = |key: &str| visibility.may_read(&object.key, key);
    let title = object.title();
    let instead = object.title_instead.as_deref().and_then(|key| object.field(key));
    let fields = [Some(title), instead].into_iter().flatten().filter(|field| seen(&field.key));
    let paths =
        if seen(&title.key) { fields.map(|field| own_path(object, field)).collect() } else { Vec::new() };
    Selection { paths, titles: false }
}

/// The title of a record read with [`title_selection`].
pub(crate) fn title_of(record: &StoredRecord) -> Option<String> {
    let text = |at: usize| record.values.get(at).filter(|value| !value.is_null()).map(Value::to_text);
    text(0).or_else(|| text(1).and_then(|text| beginning(&text)))
}

/// The first words of a text in one line, without the marks of its format.
pub(crate) fn beginning(text: &str) -> Option<String> {
    let line = text.lines().map(plain).find(|line| !line.is_empty())?;
    if line.chars().count() <= LONGEST {
        return Some(line);
    }
    let cut: String = line.chars().take(LONGEST).collect();
    // Not in the middle of a word, unless there is nothing but one.
    let words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    Some(format!("{}…", words.trim_end_matches([',', ';', ':', ' '])))
}

/// A line without the signs of headings, lists, quotes, emphasis and links.
fn plain(line: &str) -> String {
    let line = line.trim_start().trim_start_matches(['#', '>', '-', '*', '+', ' ']);
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, link)) = rest.split_once('[') {
        let read = link.split_once("](").and_then(|(name, after)| Some((name, after.split_once(')')?.1)));
        match read {
            Some((name, after)) => {
                plain.push_str(before.strip_suffix('!').unwrap_or(before));
                plain.push_str(name);
                rest = after;
            }
            None => {
                plain.push_str(before);
                plain.push('[');
                rest = link;
            }
        }
    }
    plain.push_str(rest);
    let plain = plain.replace("**", "").replace("__", "").replace('`', "");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_is_plain_words_in_one_line() {
        let cases = [
            ("Called about the price.\nMore below", Some("Called about the price.")),
            ("\n\n## **Offer** for `X`\ntext", Some("Offer for X")),
            ("- @[Ana Novak](user:01890000-0000-7000-8000-000000000001): call", Some("@Ana Novak: call")),
            ("see [the day](https://a.example) [sic]", Some("see the day [sic]")),
            ("---\n  \n", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(beginning(text).as_deref(), expected, "{text}");
        }
        let long = beginning(&"četrtek, ".repeat(40)).unwrap();
        assert!(long.ends_with("četrtek…") && long.chars().count() <= LONGEST + 1, "{long}");
        assert_eq!(beginning(&"x".repeat(500)).unwrap().chars().count(), LONGEST + 1);
    }
}
