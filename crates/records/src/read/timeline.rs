//! The timeline of a record: what links to it and happened at some moment (the dictionary says which objects do), and the
//! writes of its own history, merged, newest first.

use super::answer::{Timeline, TimelineEntry};
use super::merge::{Item, merge};
use super::query::{MAX_LIMIT, filled, limit_of, linking, newest};
use super::request::TimelineRequest;
use super::{Reading, Viewed};
use dictionary::{FieldDef, ObjectDef, Value};
use std::sync::Arc;
use store::Datum;
use store::query::{Cursor, Filter, Trash};
use vocabulary::{Error, Id, Result, Timestamp};

/// The kind of entries that are writes in the record's own history.
const EVENT: &str = "event";

/// One source of a timeline.
enum Source {
    /// Records of an object, by its moment; or those without one, by their creation.
    Records { object: Arc<ObjectDef>, links: Vec<Arc<FieldDef>>, moment: Arc<FieldDef>, filled: bool },
    /// The record's own history.
    Events,
}

impl Reading<'_> {
    /// The timeline of a record.
    pub fn timeline(&mut self, object: &str, id: Id, request: &TimelineRequest) -> Result<Timeline> {
        let object = self.object(object)?;
        super::load_seen(self.reader, self.context, &self.dictionary, &object, id, Trash::With)?;
        let limit = limit_of(request.limit, 50, MAX_LIMIT)?;
        let sources = self.sources(&object, request)?;
        let keys: Vec<String> = sources.iter().map(|(key, _)| key.clone()).collect();
        let (data, next) = merge(&keys, request.cursor.as_deref(), limit, |key, after, limit| {
            let source = sources.iter().find(|(known, _)| known == key).map(|(_, source)| source);
            match source {
                Some(Source::Records { object, links, moment, filled }) => {
                    self.happened(object, links, moment, *filled, id, after, limit)
                }
                Some(Source::Events) => self.told(&object, id, after, limit),
                None => Ok((Vec::new(), false)),
            }
        })?;
        Ok(Timeline { data, next })
    }

    fn sources(&self, object: &Arc<ObjectDef>, request: &TimelineRequest) -> Result<Vec<(String, Source)>> {
        let mut sources: Vec<(String, Source)> = Vec::new();
        for inverse in self.dictionary.inverse_links(&object.key) {
            let Ok(linking_object) = self.object(&inverse.object) else { continue };
            let Some(link) = self.field(&linking_object, &inverse.field) else { continue };
            let moment =
                linking_object.moment.as_ref().and_then(|moment| self.field(&linking_object, moment));
            let Some(moment) = moment else { continue };
            let known = sources.iter_mut().filter(|(_, source)| {
                matches!(source, Source::Records { object, .. } if object.key == linking_object.key)
            });
            let mut found = false;
            for (_, source) in known {
                if let Source::Records { links, .. } = source {
                    links.push(Arc::clone(&link));
                    found = true;
                }
            }
            if found {
                continue;
            }
            let records = |moment: &Arc<FieldDef>, filled| Source::Records {
                object: Arc::clone(&linking_object),
                links: vec![Arc::clone(&link)],
                moment: Arc::clone(moment),
                filled,
            };
            sources.push((linking_object.key.clone(), records(&moment, true)));
            if !moment.required {
                sources.push((format!("{}-", linking_object.key), records(&moment, false)));
            }
        }
        sources.push((EVENT.to_string(), Source::Events));
        if let Some(kinds) = &request.kinds {
            let known = |kind: &String| sources.iter().any(|(key, _)| key == kind);
            if let Some(unknown) = kinds.0.iter().find(|kind| !known(kind)) {
                let names: Vec<&str> =
                    sources.iter().map(|(key, _)| key.as_str()).filter(|key| !key.ends_with('-')).collect();
                let text = format!("There is no kind “{unknown}” here, only {}.", names.join(", "));
                return Err(Error::invalid("kinds", "unknown_choice", text));
            }
            sources.retain(|(key, _)| kinds.0.iter().any(|kind| kind == key.trim_end_matches('-')));
        }
        Ok(sources)
    }

    #[expect(clippy::too_many_arguments, reason = "one source and one place in it")]
    fn happened(
        &mut self,
        object: &Arc<ObjectDef>,
        links: &[Arc<FieldDef>],
        moment: &Arc<FieldDef>,
        has_moment: bool,
        id: Id,
        after: Option<(i64, Option<Id>)>,
        limit: usize,
    ) -> Result<(Vec<Item<TimelineEntry>>, bool)> {
        let through = links.iter().map(|link| linking(object, link, id)).collect();
        let mut conditions = vec![Filter::Or(through)];
        if !moment.required {
            conditions.push(filled(object, moment, has_moment));
        }
        let Some(created) = object.field("created_at") else { return Ok((Vec::new(), false)) };
        let sort = newest(object, if has_moment { moment } else { created });
        let after =
            after.and_then(|(place, id)| Some(Cursor { values: vec![Datum::Integer(place)], id: id? }));
        let (records, more) = self.viewed_by(object, Filter::And(conditions), sort, after, limit)?;
        let item = |record: Viewed| {
            let (at, place) = self.moment_of(&record, moment, has_moment);
            let place = (place, Some(record.id()));
            let entry = TimelineEntry { kind: object.key.clone(), at, record: Some(record), event: None };
            Item { at, place, told: entry }
        };
        Ok((records.into_iter().map(item).collect(), more))
    }

    /// When a record happened, and the number its source is sorted by.
    fn moment_of(&self, record: &Viewed, moment: &FieldDef, has_moment: bool) -> (Timestamp, i64) {
        let created = record.meta().created_at;
        match record.value(&moment.key).filter(|_| has_moment) {
            Some(Value::Timestamp(at)) => (*at, at.micros()),
            Some(Value::Date(date)) => {
                let start = date.to_jiff().to_zoned(self.context.moment.zone.clone());
                (start.map_or(created, |start| Timestamp::from_jiff(start.timestamp())), date.number())
            }
            _ => (created, created.micros()),
        }
    }

    fn told(
        &mut self,
        object: &Arc<ObjectDef>,
        id: Id,
        after: Option<(i64, Option<Id>)>,
        limit: usize,
    ) -> Result<(Vec<Item<TimelineEntry>>, bool)> {
        let (entries, more) = self.entries(object, id, None, after.map(|(seq, _)| seq), limit)?;
        let items = entries.into_iter().map(|entry| Item {
            at: entry.at,
            place: (entry.seq, None),
            told: TimelineEntry { kind: EVENT.to_string(), at: entry.at, record: None, event: Some(entry) },
        });
        Ok((items.collect(), more))
    }
}
