//! Search over all objects, as someone types.

use super::answer::Found;
use super::query::{limit_of, with_ids};
use super::request::SearchRequest;
use super::{Reading, own_path};
use crate::access::Seen;
use dictionary::{FieldDef, Kind, ObjectDef, Value};
use std::collections::HashMap;
use std::sync::Arc;
use store::query::{Hit, Search, Selection, Visibility};
use vocabulary::{Error, Id, Result};

/// Longest search text, in characters: nobody types more.
const MAX_TEXT: usize = 500;

impl Reading<'_> {
    /// The records whose text has all the words, best first.
    pub fn search(&mut self, request: &SearchRequest) -> Result<Vec<Found>> {
        let limit = limit_of(request.limit, 20, 50)?;
        if request.q.chars().count() > MAX_TEXT {
            return Err(Error::invalid(
                "q",
                "too_long",
                format!("At most {MAX_TEXT} characters are searched for."),
            ));
        }
        let mut objects = Vec::new();
        for key in request.objects.iter().flat_map(|names| &names.0) {
            let unknown =
                |_| Error::invalid("objects", "unknown_object", format!("There is no object “{key}”."));
            objects.push(self.object(key).map_err(unknown)?.key.clone());
        }
        if request.q.trim().is_empty() {
            return Ok(Vec::new());
        }
        let dictionary = Arc::clone(&self.dictionary);
        let rights = Arc::clone(&self.context.rights);
        let seen = Seen::reading(&rights, &dictionary);
        let search = Search {
            workspace: self.context.workspace,
            dictionary: &dictionary,
            visibility: &seen,
            text: &request.q,
            country: self.context.moment.read.country.as_deref(),
            objects,
            limit,
        };
        let hits = self.reader.search(&search)?;
        let subtitles = self.subtitles(&hits)?;
        let mut untitled: HashMap<&str, Vec<Id>> = HashMap::new();
        for hit in hits.iter().filter(|hit| hit.title.is_empty()) {
            untitled.entry(&hit.object).or_default().push(hit.id);
        }
        let mut titles = HashMap::new();
        for (object, ids) in untitled {
            titles.extend(self.titles(object, ids)?);
        }
        let found = |hit: Hit| {
            let object = dictionary.object(&hit.object)?;
            let title = seen.may_read(&hit.object, &object.title_field).then_some(hit.title);
            let title = title.map(|title| titles.get(&hit.id).cloned().unwrap_or(title));
            let matched = hit.matched.filter(|field| seen.may_read(&hit.object, field));
            Some(Found {
                subtitle: subtitles.get(&hit.id).cloned(),
                object: hit.object,
                id: hit.id,
                title,
                matched,
            })
        };
        Ok(hits.into_iter().filter_map(found).collect())
    }

    /// A few words to tell records of one title apart: what their lists show next to the title.
    pub(crate) fn subtitles(&mut self, hits: &[Hit]) -> Result<HashMap<Id, String>> {
        let mut by_object: HashMap<&str, Vec<Id>> = HashMap::new();
        for hit in hits {
            by_object.entry(&hit.object).or_default().push(hit.id);
        }
        let dictionary = Arc::clone(&self.dictionary);
        let rights = Arc::clone(&self.context.rights);
        let seen = Seen::reading(&rights, &dictionary);
        let mut subtitles = HashMap::new();
        for (key, ids) in by_object {
            let Ok(object) = self.object(key) else { continue };
            let paths = self.telling(&object);
            if paths.is_empty() {
                continue;
            }
            let (limit, filter) = (ids.len(), with_ids(&object, ids));
            let fields: Vec<Option<Arc<FieldDef>>> = paths.iter().map(|path| path.field.clone()).collect();
            let selection = Selection { paths, titles: true };
            let query = self.query(&dictionary, &object, &seen, Some(filter), selection, limit);
            for record in self.reader.find(&query)?.records {
                let texts = record
                    .values
                    .iter()
                    .zip(&fields)
                    .filter_map(|(value, field)| telling_text(value, field.as_deref()?));
                let texts: Vec<String> = texts.take(2).collect();
                if !texts.is_empty() {
                    subtitles.insert(record.meta.id, texts.join(" · "));
                }
            }
        }
        Ok(subtitles)
    }

    fn telling(&self, object: &Arc<ObjectDef>) -> Vec<store::query::Path> {
        let telling = |field: &Arc<FieldDef>| {
            !field.is_rollup()
                && matches!(
                    field.value_kind(),
                    Kind::Text
                        | Kind::Link
                        | Kind::Choice
                        | Kind::EmailAddresses
                        | Kind::Money
                        | Kind::Date
                        | Kind::PersonName
                )
        };
        let fields = object.list_fields.iter().filter(|key| **key != object.title_field);
        let fields = fields.filter_map(|key| self.field(object, key)).filter(telling).take(4);
        fields.map(|field| own_path(object, &field)).collect()
    }
}

/// A value as people know it: choices by their labels.
fn telling_text(value: &Value, field: &FieldDef) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Link(link) => link.title.clone(),
        Value::Text(key) if field.value_kind() == Kind::Choice => {
            let choice = field.choices.iter().find(|choice| choice.key == *key);
            Some(choice.map_or(key, |choice| &choice.label).clone())
        }
        other => Some(other.to_text()),
    }
}
