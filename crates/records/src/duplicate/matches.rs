//! Records that are probably the one somebody is typing. Only what the asker may see is compared, so that the answer tells nothing of
//! fields and records that are hidden from them.

use super::{Reason, Roles};
use crate::Input;
use crate::access::Seen;
use crate::read::{Reading, own_path, with_ids};
use dictionary::{Kind, ObjectDef, Value};
use matching::Level;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::query::{Hit, Selection, Visibility};
use vocabulary::{Id, RecordRef, Result};

/// The most matches of an answer.
const MOST: usize = 10;

/// What somebody has typed so far.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatchRequest {
    /// Field by field, as for a new record. What cannot be read yet says nothing.
    pub values: Input,
    /// The record's own id, if it exists already.
    #[serde(default)]
    pub id: Option<Id>,
}

/// A record that is probably the same.
#[derive(Clone, Debug, Serialize)]
pub struct Match {
    /// The record.
    pub record: MatchedRecord,
    /// How sure.
    pub level: Level,
    /// From 0 to 1.
    pub score: f32,
    /// Why, the strongest first; `left` is what was typed.
    pub reasons: Vec<Reason>,
}

/// A record by its title, and a few words that tell it from its namesakes.
#[derive(Clone, Debug, Serialize)]
pub struct MatchedRecord {
    /// Its object, id and title.
    #[serde(flatten)]
    pub record: RecordRef,
    /// What lists show beside the title.
    pub subtitle: Option<String>,
}

impl Reading<'_> {
    /// The records that are at least possibly the same as what was typed, best first.
    pub fn matches(&mut self, object: &str, request: &MatchRequest) -> Result<Vec<Match>> {
        let object = self.object(object)?;
        let (rights, dictionary) = (Arc::clone(&self.context.rights), Arc::clone(&self.dictionary));
        let seen = Seen::reading(&rights, &dictionary);
        let roles = Roles::of(&object, &|field| seen.may_read(&object.key, &field.key));
        if !roles.suffice() {
            return Ok(Vec::new());
        }
        let values = self.typed(&roles, &request.values);
        let nobody = Id::from_bytes([0; 16]);
        let typed = roles.candidate(request.id.unwrap_or(nobody), values.iter());
        let mut ids = self.gathered(&object, &roles, &values, &typed)?;
        ids.retain(|id| Some(*id) != request.id);
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let title = object.position(&object.title_field).map(|_| object.title());
        let title = title.filter(|field| seen.may_read(&object.key, &field.key));
        let mut paths: Vec<_> = roles.fields.iter().map(|(field, _)| own_path(&object, field)).collect();
        paths.extend(title.map(|field| own_path(&object, field)));
        let selection = Selection { paths, titles: false };
        let limit = ids.len();
        let query = self.query(&dictionary, &object, &seen, Some(with_ids(&object, ids)), selection, limit);
        let frequencies = self.frequencies(&object)?;
        let mut matches = Vec::new();
        for record in self.reader.find(&query)?.records {
            let other = roles.candidate(record.meta.id, record.values.iter());
            let compared = matching::compare(&typed, &other, &frequencies);
            let Some(level) = compared.level else { continue };
            let title = title.and_then(|_| record.values.get(roles.fields.len())).map(Value::to_text);
            matches.push(Match {
                record: MatchedRecord {
                    record: RecordRef { object: object.key.clone(), id: record.meta.id, title },
                    subtitle: None,
                },
                level,
                score: compared.score,
                reasons: compared.signals.into_iter().map(Reason::from).collect(),
            });
        }
        matches.sort_by(|a, b| b.level.cmp(&a.level).then(b.score.total_cmp(&a.score)));
        matches.truncate(MOST);
        self.with_subtitles(&object, &mut matches)?;
        Ok(matches)
    }

    /// The values that can be read, parallel to the roles.
    fn typed(&self, roles: &Roles, input: &Input) -> Vec<Value> {
        let mut read = self.context.moment.read.clone();
        // A number typed without its country belongs to where the address is.
        for (field, _) in roles.fields.iter().filter(|(field, _)| field.value_kind() == Kind::PostalAddress) {
            let country = input
                .get(&field.key)
                .and_then(|json| json.get(0).unwrap_or(json).get("country")?.as_str())
                .filter(|code| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()));
            if let Some(code) = country {
                read.country = Some(code.to_string());
            }
        }
        let value = |field: &dictionary::FieldDef| {
            let json = input.get(&field.key)?;
            field.value_kind().read(field, json, &read).ok()
        };
        roles.fields.iter().map(|(field, _)| value(field).unwrap_or_default()).collect()
    }

    fn with_subtitles(&mut self, object: &Arc<ObjectDef>, matches: &mut [Match]) -> Result<()> {
        let hits: Vec<Hit> = matches
            .iter()
            .map(|found| Hit {
                object: object.key.clone(),
                id: found.record.record.id,
                title: String::new(),
                matched: None,
            })
            .collect();
        let mut subtitles = self.subtitles(&hits)?;
        for found in matches {
            found.record.subtitle = subtitles.remove(&found.record.record.id);
        }
        Ok(())
    }
}

impl Match {
    /// Whether it is likely enough to be taken for the same where nobody is there to look at both.
    pub fn is_likely(&self) -> bool {
        self.level >= Level::Likely
    }
}
