//! `GET /forecast/changes`: what became of the open deals of a period since a snapshot: new, moved in, grown, shrunk, slipped,
//! won, lost, gone. What was open then, with all of it, is what is open now, to the cent.

use super::rollup::{may_see, open_in};
use super::snapshot::{FIELDS, Kept, Snapshot, deals_of, find, kept_of};
use crate::sales::period::Period;
use crate::sales::staff::Staff;
use crate::sales::sums::{currency_of, house};
use crate::sales::target::amount;
use dictionary::Value;
use records::{FindRequest, Names, Permission, Reading};
use serde::Serialize;
use serde_json::{Value as Json, json};
use standard::deal;
use std::collections::{BTreeMap, HashMap, HashSet};
use vocabulary::{Currency, Date, Error, Id, Money, Result, Timestamp};

/// What can become of a deal, in the sequence the steps are drawn in.
pub(super) const STEPS: [&str; 9] =
    ["new", "moved_in", "grew", "shrank", "slipped", "lost", "won", "left", "recategorized"];
/// The most deals told one by one; the sums are of all.
const MOST: usize = 500;

/// Whose deals, and when.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub(super) since: Option<Date>,
    pub(super) until: Option<Date>,
    pub(super) currency: Option<String>,
    pub(super) team: Option<Id>,
    pub(super) user: Option<Id>,
}

/// The change of a forecast.
#[derive(Debug, Serialize)]
pub(super) struct Comparison {
    period: String,
    currency: Currency,
    since: Snapshot,
    until: Option<Snapshot>,
    opening: Json,
    closing: Json,
    steps: Vec<Step>,
    deals: Vec<Moved>,
    truncated: bool,
}

#[derive(Debug, Serialize)]
struct Step {
    kind: &'static str,
    amount: Json,
    count: usize,
}

/// A deal and what became of it.
#[derive(Debug, Serialize)]
struct Moved {
    kind: &'static str,
    deal: Id,
    title: Option<String>,
    owner: Option<Id>,
    change: Json,
    before: Option<Side>,
    after: Option<Side>,
    #[serde(skip)]
    minor: i64,
}

/// A deal at one of the two moments.
#[derive(Clone, Debug, Serialize)]
struct Side {
    amount: Option<Json>,
    category: String,
    close_date: Option<Date>,
}

/// A deal as it stands now.
struct Now {
    kept: Kept,
    title: Option<String>,
    outcome: String,
    closed_at: Option<Timestamp>,
    created_at: Timestamp,
}

/// Compares a period with what a snapshot says of it.
pub(super) fn comparison(reading: &mut Reading<'_>, period: Period, asked: &Asked) -> Result<Comparison> {
    may_see(reading)?;
    let (_, own) = house(reading)?;
    let currency = currency_of(asked.currency.as_deref(), own)?;
    let workspace = reading.context().workspace;
    let day =
        asked.since.ok_or_else(|| Error::invalid("since", "required", "Give the day of a snapshot."))?;
    let since = find(reading.reader(), workspace, day)?;
    let until = asked.until.map(|day| find(reading.reader(), workspace, day)).transpose()?;
    if until.is_some_and(|until| until.day <= since.day) {
        return Err(Error::invalid("until", "out_of_range", "Give a later day than since."));
    }
    let whose = Whose::of(reading, asked)?;
    let now = live(reading, period, since.taken_at)?;
    let before = whose.of_snapshot(reading, since.day)?;
    let after = match until {
        Some(until) => whose.of_snapshot(reading, until.day)?,
        None => now
            .values()
            .filter(|now| now.outcome == "open" && whose.includes(now.kept.owner))
            .map(|now| now.kept.clone())
            .collect(),
    };
    let mut told = Teller { period, currency, since, until, now: &now, moved: Vec::new() };
    let (opening, closing) = told.tell(before, after);
    Ok(told.answer(opening, closing))
}

/// The sellers whose deals count: those asked for, and only those the viewer may see.
struct Whose {
    only: Option<HashSet<Id>>,
    rights: std::sync::Arc<records::Rights>,
}

impl Whose {
    fn of(reading: &mut Reading<'_>, asked: &Asked) -> Result<Whose> {
        let staff = Staff::read(reading)?;
        let only = match (asked.user, asked.team) {
            (Some(user), _) => Some(HashSet::from([user])),
            (None, Some(team)) => Some(staff.users_of(team)),
            (None, None) => None,
        };
        Ok(Whose { only, rights: reading.context().rights.clone() })
    }

    fn includes(&self, owner: Option<Id>) -> bool {
        self.only.as_ref().is_none_or(|only| owner.is_some_and(|owner| only.contains(&owner)))
            && self.rights.reaches_those_of(deal::KEY, Permission::Read, owner)
    }

    fn of_snapshot(&self, reading: &mut Reading<'_>, day: Date) -> Result<Vec<Kept>> {
        let workspace = reading.context().workspace;
        let deals = deals_of(reading.reader(), workspace, day)?;
        Ok(deals.into_iter().filter(|kept| self.includes(kept.owner)).collect())
    }
}

/// The deals that may have moved: those of the period, and whatever was written since.
fn live(reading: &mut Reading<'_>, period: Period, since: Timestamp) -> Result<HashMap<Id, Now>> {
    let request = FindRequest {
        filter: Some(json!({"or": [
            open_in(period),
            {"field": "updated_at", "op": "on_or_after", "value": since.to_string()},
        ]})),
        fields: Some(Names(FIELDS.iter().map(|field| (*field).to_string()).collect())),
        sort: Some(Names(Vec::new())),
        ..FindRequest::default()
    };
    let mut found = HashMap::new();
    reading.scan(deal::KEY, &request, &mut |row| {
        let closed_at = match row.value(deal::CLOSED_AT.key()) {
            Some(Value::Timestamp(at)) => Some(*at),
            _ => None,
        };
        let now = Now {
            kept: kept_of(&row),
            title: row.title().map(str::to_string),
            outcome: row.value(deal::OUTCOME.key()).map(Value::to_text).unwrap_or_default(),
            closed_at,
            created_at: row.meta().created_at,
        };
        found.insert(row.id(), now);
        Ok(true)
    })?;
    Ok(found)
}

struct Teller<'n> {
    period: Period,
    currency: Currency,
    since: Snapshot,
    until: Option<Snapshot>,
    now: &'n HashMap<Id, Now>,
    moved: Vec<Moved>,
}

impl Teller<'_> {
    /// Tells each deal of the period; answers what was open at both moments.
    fn tell(&mut self, before: Vec<Kept>, after: Vec<Kept>) -> (i64, i64) {
        let before: BTreeMap<Id, Kept> = before.into_iter().map(|kept| (kept.deal, kept)).collect();
        let after: BTreeMap<Id, Kept> = after.into_iter().map(|kept| (kept.deal, kept)).collect();
        let (mut opening, mut closing) = (0, 0);
        for (id, then) in &before {
            if !self.counts(then) {
                continue;
            }
            opening += self.minor(then);
            match after.get(id) {
                Some(since) if self.counts(since) => self.stayed(then, since),
                Some(since) => self.push("slipped", then, Some(since), -self.minor(then)),
                None => self.gone(then),
            }
        }
        for (id, since) in &after {
            if !self.counts(since) {
                continue;
            }
            closing += self.minor(since);
            let then = before.get(id);
            if then.is_some_and(|then| self.counts(then)) {
                continue;
            }
            let new = self.now.get(id).is_some_and(|now| now.created_at >= self.since.taken_at);
            let kind = if new && then.is_none() { "new" } else { "moved_in" };
            let minor = self.minor(since);
            let moved = self.moved_of(kind, since.deal, then, Some(since), minor);
            self.moved.push(moved);
        }
        (opening, closing)
    }

    /// Whether a deal is among those of the period: to be decided in it, in the currency.
    fn counts(&self, kept: &Kept) -> bool {
        kept.close_on.is_some_and(|day| self.period.from <= day && day <= self.period.to)
            && kept.amount.is_none_or(|money| money.currency == self.currency)
    }

    fn minor(&self, kept: &Kept) -> i64 {
        kept.amount.map_or(0, |money| money.minor)
    }

    fn stayed(&mut self, then: &Kept, since: &Kept) {
        let change = self.minor(since) - self.minor(then);
        if change != 0 {
            self.push(if change > 0 { "grew" } else { "shrank" }, then, Some(since), change);
        } else if then.category != since.category {
            self.push("recategorized", then, Some(since), 0);
        }
    }

    /// A deal that is no longer open, or no longer seen.
    fn gone(&mut self, then: &Kept) {
        let decided = self.now.get(&then.deal).filter(|now| {
            // Decided by the end of the span; what was decided after it was open again in between.
            let in_time = |until: &Snapshot| now.closed_at.is_some_and(|at| at <= until.taken_at);
            now.outcome != "open" && self.until.as_ref().is_none_or(in_time)
        });
        let kind = match decided.map(|now| now.outcome.as_str()) {
            Some("won") => "won",
            Some("lost") => "lost",
            _ => "left",
        };
        let after = decided.map(|now| now.kept.clone());
        self.push(kind, then, after.as_ref(), -self.minor(then));
    }

    fn push(&mut self, kind: &'static str, then: &Kept, since: Option<&Kept>, minor: i64) {
        let moved = self.moved_of(kind, then.deal, Some(then), since, minor);
        self.moved.push(moved);
    }

    fn moved_of(
        &self,
        kind: &'static str,
        id: Id,
        then: Option<&Kept>,
        since: Option<&Kept>,
        minor: i64,
    ) -> Moved {
        let side = |kept: &Kept| Side {
            amount: kept.amount.map(amount),
            category: kept.category.clone(),
            close_date: kept.close_on,
        };
        Moved {
            kind,
            deal: id,
            title: self.now.get(&id).and_then(|now| now.title.clone()),
            owner: since.or(then).and_then(|kept| kept.owner),
            change: amount(Money::new(minor, self.currency)),
            before: then.map(side),
            after: since.map(side),
            minor,
        }
    }

    fn answer(mut self, opening: i64, closing: i64) -> Comparison {
        let money = |minor: i64| amount(Money::new(minor, self.currency));
        let steps = STEPS
            .iter()
            .map(|kind| {
                let of_kind = self.moved.iter().filter(|moved| moved.kind == *kind);
                let minor = of_kind.clone().map(|moved| moved.minor).sum();
                Step { kind, amount: money(minor), count: of_kind.count() }
            })
            .collect();
        self.moved.sort_by_key(|moved| (std::cmp::Reverse(moved.minor.abs()), moved.deal));
        let truncated = self.moved.len() > MOST;
        self.moved.truncate(MOST);
        Comparison {
            period: self.period.to_string(),
            currency: self.currency,
            since: self.since,
            until: self.until,
            opening: money(opening),
            closing: money(closing),
            steps,
            deals: self.moved,
            truncated,
        }
    }
}
