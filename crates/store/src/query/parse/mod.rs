//! Reads what users write (JSON filters, sorts, selections, groups) into the checked query tree.
//!
//! A field the viewer may not read and a field that does not exist get the same words, so that neither can be guessed.

mod condition;
mod group;
mod member;
mod operand;
mod path;
mod relative;
mod sort;
mod zero;

pub use group::GroupRequest;
pub(crate) use path::{readable, target_of};
pub(crate) use relative::{plus, start_of};

use super::{Filter, Moment, Scope, Visibility};
use dictionary::{Dictionary, ObjectDef};
use serde_json::Value as Json;
use std::sync::Arc;
use vocabulary::{Error, Problem, Result};

/// Deepest nesting of a filter.
const MAX_DEPTH: usize = 16;
/// Most conditions and connectives of a filter.
const MAX_NODES: usize = 200;
/// Most values in one list of a condition.
const MAX_VALUES: usize = 1_000;
/// Most values in all conditions of a filter together: both databases bound the parameters of a statement.
const MAX_ALL_VALUES: usize = 10_000;
/// Most links on a path.
const MAX_LINKS: usize = 3;

/// What reading depends on: whose dictionary, what the viewer may see, when and where they ask.
pub struct Parser<'a> {
    /// The dictionary.
    pub dictionary: &'a Dictionary,
    /// What the viewer may see.
    pub visibility: &'a dyn Visibility,
    /// The moment and zone that relative dates mean, and who `me` is.
    pub moment: &'a Moment,
}

impl Parser<'_> {
    /// Reads a filter over the records of an object. `at` is how the input calls it, usually `filter`: each problem names
    /// its place below it, such as `filter.and.0.field`.
    pub fn filter(&self, object: &Arc<ObjectDef>, json: &Json, at: &str) -> Result<Filter> {
        let mut reading = Reading { parser: self, problems: Vec::new(), nodes: 0, values: 0 };
        let filter = reading.filter(object, json, at, 1);
        match filter {
            Some(filter) if reading.problems.is_empty() => Ok(filter),
            _ => Err(Error::Invalid(reading.problems)),
        }
    }

    /// Whether any record of the object can be seen at all.
    fn sees(&self, object: &str) -> bool {
        self.visibility.scope(object) != Scope::Nothing
    }
}

/// One filter being read: counts its nodes and gathers what is wrong with it.
struct Reading<'a> {
    parser: &'a Parser<'a>,
    problems: Vec<Problem>,
    nodes: usize,
    values: usize,
}

impl Reading<'_> {
    /// Notes a problem; always `None`, so that it can end a function.
    fn wrong<T>(&mut self, at: impl Into<String>, code: &str, message: impl Into<String>) -> Option<T> {
        // More would help nobody and could fill memory.
        if self.problems.len() < 20 {
            self.problems.push(Problem::new(at, code, message));
        }
        None
    }

    fn filter(&mut self, object: &Arc<ObjectDef>, json: &Json, at: &str, depth: usize) -> Option<Filter> {
        self.nodes += 1;
        if depth > MAX_DEPTH {
            return self.wrong(at, "too_deep", format!("A filter is at most {MAX_DEPTH} levels deep."));
        }
        if self.nodes > MAX_NODES {
            if self.nodes == MAX_NODES + 1 {
                self.wrong::<()>(at, "too_long", format!("A filter has at most {MAX_NODES} conditions."));
            }
            return None;
        }
        let Json::Object(members) = json else {
            return self.wrong(
                at,
                "malformed",
                "A filter is an object such as {\"field\":\"name\",\"op\":\"is\",\"value\":\"Acme\"}.",
            );
        };
        if members.contains_key("field") {
            return self.field(object, members, at);
        }
        if members.contains_key("linked") {
            return self.linked(object, members, at, depth);
        }
        if members.contains_key("member_of") {
            return self.member(object, members, at, depth);
        }
        let mut entries = members.iter();
        match (entries.next(), entries.next()) {
            (Some((key, Json::Array(items))), None) if key == "and" || key == "or" => {
                let parts = self.filters(object, items, &format!("{at}.{key}"), depth)?;
                Some(if key == "and" { Filter::And(parts) } else { Filter::Or(parts) })
            }
            (Some((key, inner)), None) if key == "not" => {
                Some(Filter::Not(Box::new(self.filter(object, inner, &format!("{at}.not"), depth + 1)?)))
            }
            _ => self.wrong(
                at,
                "malformed",
                "Expected one of “and”, “or” (with lists), “not”, “field”, “linked” or “member_of”.",
            ),
        }
    }

    fn filters(
        &mut self,
        object: &Arc<ObjectDef>,
        items: &[Json],
        at: &str,
        depth: usize,
    ) -> Option<Vec<Filter>> {
        let mut parts = Vec::new();
        let mut whole = true;
        for (index, item) in items.iter().enumerate() {
            match self.filter(object, item, &format!("{at}.{index}"), depth + 1) {
                Some(part) => parts.push(part),
                None => whole = false,
            }
            if self.nodes > MAX_NODES {
                return None;
            }
        }
        whole.then_some(parts)
    }

    /// Refuses members that mean nothing, so that a misspelled one is not silently ignored.
    fn only(&mut self, members: &serde_json::Map<String, Json>, known: &[&str], at: &str) -> Option<()> {
        match members.keys().find(|key| !known.contains(&key.as_str())) {
            Some(unknown) => {
                let unknown: String = unknown.chars().take(60).collect();
                self.wrong(format!("{at}.{unknown}"), "unknown_field", "A condition has no such part.")
            }
            None => Some(()),
        }
    }
}

#[cfg(test)]
mod tests;
