//! What a rule finds, among all records or some, and when time alone will change it.

use super::way::{Way, ways};
use crate::Reading;
use crate::access::Seen;
use crate::read::with_ids;
use dictionary::{ObjectDef, Operator, Value};
use serde_json::Value as Json;
use std::collections::HashSet;
use std::sync::Arc;
use store::query::{Filter, Linked, Moment, Operand, Parser, SeesAll, Test};
use vocabulary::{Error, Id, Result, Timestamp};

/// Ids in one statement.
const PIECE: usize = 500;
/// A rule that does not turn within so many days does not turn by itself: the longest span of the calendar is a year.
const DAYS: i64 = 400;

/// A rule, and the ways to the records it looks at.
#[derive(Clone, Debug)]
pub struct RuleWays {
    pub(super) object: Arc<ObjectDef>,
    pub(super) ways: Vec<Way>,
    filter: Json,
}

impl RuleWays {
    /// The lists of members it asks for.
    pub fn lists(&self) -> impl Iterator<Item = Id> {
        self.ways.iter().flat_map(|way| way.lists.iter().copied())
    }

    /// The objects whose records it looks at.
    pub fn objects(&self) -> impl Iterator<Item = &str> {
        self.ways.iter().map(|way| way.object.key.as_str())
    }
}

/// How much of a list its viewer sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListSight {
    /// Nothing: for them it does not exist.
    Nothing,
    /// What the rule finds among what they see.
    Part,
    /// Its members as they are kept, as far as they see these records at all.
    Whole,
}

impl Reading<'_> {
    /// How much the viewer sees of a list over an object.
    pub fn list_sight(&self, object: &str, list: Id) -> ListSight {
        let Ok(object) = self.object(object) else { return ListSight::Nothing };
        let (rights, dictionary) = (Arc::clone(&self.context.rights), Arc::clone(&self.dictionary));
        let seen = Seen::reading(&rights, &dictionary);
        let parser = Parser { dictionary: &dictionary, visibility: &seen, moment: &self.context.moment };
        match parser.filter(&object, &serde_json::json!({"member_of": list}), "filter") {
            Ok(Filter::Member(member)) if member.rule.is_none() => ListSight::Whole,
            Ok(_) => ListSight::Part,
            Err(_) => ListSight::Nothing,
        }
    }

    /// Reads a rule for the house; none where it cannot be read any more, such as one on a field that is gone.
    pub fn rule_ways(&self, object: &str, filter: &Json) -> Result<Option<RuleWays>> {
        let Some(object) = self.dictionary.object(object).cloned() else { return Ok(None) };
        let read = self.rule(&object, filter, None)?;
        Ok(read.map(|read| RuleWays {
            ways: ways(&self.dictionary, &object, &read),
            object,
            filter: filter.clone(),
        }))
    }

    /// A rule as it is at a moment.
    fn rule(&self, object: &Arc<ObjectDef>, filter: &Json, at: Option<Timestamp>) -> Result<Option<Filter>> {
        let mut moment = self.context.moment.clone();
        moment.now = at.unwrap_or(moment.now);
        let parser = Parser { dictionary: &self.dictionary, visibility: &SeesAll, moment: &moment };
        match parser.filter(object, filter, "filter") {
            Ok(filter) => Ok(Some(filter)),
            Err(Error::Invalid(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Which of these records meet the rule now. A rule that cannot be read any more is met by none.
    pub fn meeting(&mut self, rule: &RuleWays, ids: &[Id]) -> Result<HashSet<Id>> {
        let mut met = HashSet::new();
        let Some(filter) = self.rule(&rule.object, &rule.filter, None)? else { return Ok(met) };
        for piece in ids.chunks(PIECE) {
            let both = Filter::And(vec![with_ids(&rule.object, piece.to_vec()), filter.clone()]);
            self.ids_of(&rule.object, both, None, &mut |id| taken(&mut met, id))?;
        }
        Ok(met)
    }

    /// All records that meet the rule now.
    pub fn all_meeting(&mut self, rule: &RuleWays) -> Result<HashSet<Id>> {
        let mut met = HashSet::new();
        let Some(filter) = self.rule(&rule.object, &rule.filter, None)? else { return Ok(met) };
        self.ids_of(&rule.object, filter, None, &mut |id| taken(&mut met, id))?;
        Ok(met)
    }

    /// The records whose standing time may have changed since a moment, nobody having written anything.
    pub fn turned_since(&mut self, rule: &RuleWays, then: Timestamp) -> Result<HashSet<Id>> {
        let before = self.rule(&rule.object, &rule.filter, Some(then))?;
        let after = self.rule(&rule.object, &rule.filter, None)?;
        let mut found = HashSet::new();
        if let Some(turned) = before.zip(after).and_then(|(before, after)| turned(&before, &after)) {
            self.ids_of(&rule.object, turned, None, &mut |id| taken(&mut found, id))?;
        }
        Ok(found)
    }

    /// The next moment at which time alone may change who meets a rule; none where time does not matter.
    pub fn next_turn(&self, rule: &RuleWays) -> Result<Option<Timestamp>> {
        let moment = &self.context.moment;
        let Some(now) = self.rule(&rule.object, &rule.filter, None)? else { return Ok(None) };
        let today = moment.now.date_in(&moment.zone);
        for days in 1..=DAYS {
            let Some(at) = midnight(moment, today.plus_days(days)) else { return Ok(None) };
            let then = self.rule(&rule.object, &rule.filter, Some(at))?;
            if then.is_some_and(|then| turned(&now, &then).is_some()) {
                return Ok(Some(at));
            }
            // Spans are of the calendar: a rule that is the same tomorrow and has no long ones never turns.
            if days == 1 && !is_of_time(&rule.filter) {
                return Ok(None);
            }
        }
        Ok(None)
    }
}

/// Takes an id and goes on.
fn taken(ids: &mut HashSet<Id>, id: Id) -> bool {
    ids.insert(id);
    true
}

fn midnight(moment: &Moment, day: vocabulary::Date) -> Option<Timestamp> {
    let at = day.to_jiff().to_zoned(moment.zone.clone()).ok()?;
    Some(Timestamp::from_jiff(at.timestamp()))
}

/// Whether a filter has spans relative to today.
fn is_of_time(filter: &Json) -> bool {
    match filter {
        Json::Object(members) => {
            members.get("op").and_then(Json::as_str).is_some_and(|word| word.ends_with("within"))
                || members.values().any(is_of_time)
        }
        Json::Array(items) => items.iter().any(is_of_time),
        _ => false,
    }
}

/// The records for which one of two readings of the same filter may differ from the other; none when both are the same.
fn turned(before: &Filter, after: &Filter) -> Option<Filter> {
    match (before, after) {
        (Filter::And(a), Filter::And(b)) | (Filter::Or(a), Filter::Or(b)) => {
            let parts: Vec<Filter> = a.iter().zip(b).filter_map(|(a, b)| turned(a, b)).collect();
            (!parts.is_empty()).then_some(Filter::Or(parts))
        }
        (Filter::Not(a), Filter::Not(b)) => turned(a, b),
        (Filter::Field(a), Filter::Field(b)) if a.operand != b.operand => {
            Some(Filter::Or(between(a, b).unwrap_or_else(|| vec![before.clone(), after.clone()])))
        }
        (Filter::Linked(a), Filter::Linked(b)) => {
            let inner = a.filter.as_deref().zip(b.filter.as_deref());
            let filter = inner.and_then(|(a, b)| turned(a, b))?;
            let found = Linked { filter: Some(Box::new(filter)), having: Vec::new(), ..a.clone() };
            Some(Filter::Linked(found))
        }
        _ => None,
    }
}

/// The values that one of two spans has and the other has not.
fn between(a: &Test, b: &Test) -> Option<Vec<Filter>> {
    let (Operand::Span(from, until), Operand::Span(later_from, later_until)) = (&a.operand, &b.operand)
    else {
        return None;
    };
    let mut parts = Vec::new();
    for (one, other) in [(from, later_from), (until, later_until)] {
        let (one_rank, other_rank) = (rank(one)?, rank(other)?);
        if one_rank == other_rank {
            continue;
        }
        let (low, high) = if one_rank < other_rank { (one, other) } else { (other, one) };
        let operand = Operand::Span(low.clone(), high.clone());
        parts.push(Filter::Field(Test { path: a.path.clone(), operator: Operator::Within, operand }));
    }
    Some(parts)
}

fn rank(value: &Value) -> Option<i64> {
    match value {
        Value::Timestamp(at) => Some(at.micros()),
        Value::Date(date) => Some(date.number()),
        _ => None,
    }
}
