//! The words of a list's search box.

use super::Compiler;
use super::condition::KeyPattern;
use super::source::Source;
use crate::layout;
use crate::query::parse::readable;
use crate::search::condition::{all_readable, has_words};
use dictionary::{FieldDef, Kind, ObjectDef, SystemField};
use std::sync::Arc;

impl Compiler<'_> {
    /// The condition that a record has all the typed words, as beginnings of words.
    pub(super) fn words(&mut self, source: &Source, typed: &str) -> String {
        let object = Arc::clone(&source.object);
        let id = self.column(&source.alias, "id");
        let Some(mut text) = self.found_by_words(&object, &id, typed) else { return "TRUE".to_string() };
        if !all_readable(&object, self.visibility) {
            // The index knows hidden fields too: what was found must stand in a field the viewer may read.
            for word in vocabulary::words(typed) {
                text.push_str(&format!(" AND {}", self.readable_word(source, &word)));
            }
        }
        format!("({text})")
    }

    /// The condition that search finds `id`, an expression, by the typed words; nothing when no word was typed.
    pub(super) fn found_by_words(&mut self, object: &ObjectDef, id: &str, typed: &str) -> Option<String> {
        has_words(self.dialect, self.workspace_id, object, self.visibility, id, typed, &mut self.params)
    }

    fn readable_word(&mut self, source: &Source, word: &str) -> String {
        let object = Arc::clone(&source.object);
        let mut places = vec!["FALSE".to_string()];
        for field in object.fields.iter().filter(|field| field.searchable) {
            if !readable(self.dictionary, self.visibility, &object.key, field) {
                continue;
            }
            let kind = field.value_kind();
            if kind.multiple() || field.system == Some(SystemField::ExternalIds) {
                places.push(self.key_contains(&source.alias, &object, field, word));
            } else if matches!(kind, Kind::Text | Kind::LongText | Kind::WebAddress | Kind::PersonName) {
                let part = self.part(&source.alias, &object, field, layout::sort_suffix(kind));
                places.push(self.contains(&part, word.to_string()));
            }
        }
        format!("({})", places.join(" OR "))
    }

    fn key_contains(&mut self, alias: &str, object: &ObjectDef, field: &FieldDef, word: &str) -> String {
        let pattern = KeyPattern::Contains { within: "", part: word.to_string() };
        self.key_matches(alias, object, field, pattern)
    }
}
