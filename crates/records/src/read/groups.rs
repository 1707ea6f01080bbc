//! Records in groups, with measures.

use super::Reading;
use super::answer::{GroupAnswer, Groups};
use super::request::{FindRequest, GroupRequest};
use super::shape::target_of;
use crate::access::Seen;
use serde_json::{Map, Value as Json};
use std::sync::Arc;
use store::query::{GroupQuery, Parser};
use vocabulary::Result;

impl Reading<'_> {
    /// The records of an object in groups.
    pub fn groups(&mut self, object: &str, request: &GroupRequest) -> Result<Groups> {
        let object = self.object(object)?;
        let dictionary = Arc::clone(&self.dictionary);
        let rights = Arc::clone(&self.context.rights);
        let seen = Seen::reading(&rights, &dictionary);
        let parser = Parser { dictionary: &dictionary, visibility: &seen, moment: &self.context.moment };
        let members: Map<String, Json> = [
            ("by", &request.by),
            ("measures", &request.measures),
            ("limit", &request.limit),
            ("sort", &request.sort),
        ]
        .into_iter()
        .map(|(key, json)| (key.to_string(), json.clone()))
        .collect();
        let wanted = parser.groups(&object, &members)?;
        let found =
            FindRequest { filter: request.filter.clone(), q: request.q.clone(), ..FindRequest::default() };
        let query = self.parsed(&dictionary, &object, &seen, &found)?;
        let moment = &self.context.moment;
        let limit = wanted.limit;
        let query =
            GroupQuery { query, moment, by: wanted.by, measures: wanted.measures, sort: wanted.sort, limit };
        let mut groups = self.reader.groups(&query)?;
        let truncated = groups.len() > limit;
        groups.truncate(limit);
        let field_target = |path: &store::query::Path| {
            path.field.as_ref().and_then(|field| target_of(field).map(str::to_string))
        };
        let targets: Vec<Option<String>> = query.by.iter().map(|(path, _)| field_target(path)).collect();
        let answer = |group: store::query::Group| GroupAnswer {
            key: group.keys.into_iter().zip(targets.iter().cloned()).collect(),
            values: group.values,
            currency: group.currency,
        };
        Ok(Groups { groups: groups.into_iter().map(answer).collect(), truncated })
    }
}
