//! Cohorts: customers by when they bought first, or by where their first lead came from, followed from period to period: how many
//! came back, and what they brought.

mod answer;
mod period;

use crate::analysis::{Analysis, Ground, Parameters, refused};
use crate::customer::{Places, purchases, sees_money};
use math::group::{Fact, cohorts};
use period::{Calendar, Span};
use records::{FindRequest, Names};
use serde_json::Value as Json;
use standard::choice::SOURCES;
use standard::{company, lead, person, purchase};
use std::collections::BTreeMap;
use vocabulary::{Error, Result, Timestamp};

/// The analysis.
pub static ANALYSIS: Analysis = Analysis {
    key: "cohorts",
    version: 1,
    needs: &[purchase::KEY],
    also: &[company::KEY, person::KEY, lead::KEY],
    check,
    work,
};

/// Most periods that are told: more can be read by nobody.
const PERIODS: usize = 120;

fn check(ground: &mut Ground<'_>, given: &Json) -> Result<Json> {
    let mut read = Parameters::of(given)?;
    read.choice("period", &["month", "quarter", "year"], "month");
    if read.choice("by", &["first_purchase", "source"], "first_purchase") == "source"
        && !ground.reading.sees_field(lead::KEY, lead::SOURCE.key())
    {
        read.wrong("by", "not_allowed", "Your role does not show you where leads come from.");
    }
    read.end()
}

fn work(ground: &mut Ground<'_>, parameters: &Json) -> Result<Json> {
    if !sees_money(ground) {
        return Err(Error::invalid("", "hidden", "Your role does not show you what purchases came to."));
    }
    let word = |name: &str| parameters.get(name).and_then(Json::as_str).unwrap_or_default();
    let span = Span::of(word("period"));
    let places = Places::read(ground)?;
    let (calendar, as_of) = (Calendar::new(span, ground.zone.clone()), ground.as_of);
    let mut facts: Vec<Fact> = Vec::new();
    purchases(ground, &places, None, &mut |purchase| {
        if purchase.at <= as_of {
            facts.push(Fact {
                customer: purchase.customer,
                period: calendar.number(purchase.at),
                cents: purchase.cents,
                counts: !purchase.is_return,
            });
        }
        Ok(())
    })?;
    let today = span.number(ground.today());
    let starts = first_periods(&facts, places.len());
    let first = starts.iter().copied().min().unwrap_or(today);
    // Where purchases ended long ago, as after an import of old ones, nothing but empty periods would follow: it is seen from the newest one.
    let newest = facts.iter().map(|fact| fact.period).max().unwrap_or(today);
    let many = usize::try_from(today.saturating_sub(first)).unwrap_or_default() >= PERIODS;
    let now = if many { newest.min(today) } else { today };
    if usize::try_from(now - first).unwrap_or_default() >= PERIODS && first != i32::MAX {
        return Err(refused(&math::Refusal::TooMany { what: "periods", limit: PERIODS }));
    }
    let by_source = word("by") == "source";
    let sources = if by_source { Some(sources(ground, &places)?) } else { None };
    // Numbers of sources are rows; who came without a lead stands in the last one.
    let unknown = i32::try_from(SOURCES.len()).unwrap_or(i32::MAX);
    let row_of = |customer: u32| {
        sources.as_ref().map(|of| of.get(customer as usize).copied().flatten().unwrap_or(unknown))
    };
    let rule: Option<&dyn Fn(u32) -> Option<i32>> = if by_source { Some(&row_of) } else { None };
    let matrix = cohorts(&facts, rule).map_err(|refusal| refused(&refusal))?;
    let mut entries: BTreeMap<i32, Vec<u32>> = BTreeMap::new();
    for (start, customer) in starts.iter().zip(0_u32..).filter(|(start, _)| **start <= now) {
        entries.entry(row_of(customer).unwrap_or(*start)).or_default().push(customer);
    }
    let told =
        answer::Told { span, now, today, places: &places, starts: &starts, entries: &entries, by_source };
    told.answer(ground, &matrix)
}

/// The period of each customer's first purchase; `i32::MAX` for who bought nothing.
fn first_periods(facts: &[Fact], customers: usize) -> Vec<i32> {
    let mut starts = vec![i32::MAX; customers];
    for fact in facts.iter().filter(|fact| fact.counts) {
        if let Some(start) = starts.get_mut(fact.customer as usize) {
            *start = (*start).min(fact.period);
        }
    }
    starts
}

/// Where the first lead of each customer came from, as the number of the source.
fn sources(ground: &mut Ground<'_>, places: &Places) -> Result<Vec<Option<i32>>> {
    let wanted = [lead::COMPANY.key(), lead::PERSON.key(), lead::SOURCE.key(), "created_at"];
    let seen: Vec<&str> =
        wanted.into_iter().filter(|key| ground.reading.sees_field(lead::KEY, key)).collect();
    let [company, person, source, created] =
        wanted.map(|key| seen.iter().position(|seen| *seen == key).unwrap_or(usize::MAX));
    let fields = seen.iter().map(|key| (*key).to_string()).collect();
    let request = FindRequest { fields: Some(Names(fields)), ..FindRequest::default() };
    let mut found: Vec<Option<(Timestamp, i32)>> = vec![None; places.len()];
    ground.reading.rows(lead::KEY, &request, &mut |row| {
        let number = row.text(source).and_then(|word| SOURCES.iter().position(|choice| choice.key == word));
        let (Some(number), Some(at)) =
            (number.and_then(|number| i32::try_from(number).ok()), row.timestamp(created))
        else {
            return Ok(true);
        };
        // A lead of a person at a company tells of both.
        for id in [row.id(company), row.id(person)].into_iter().flatten() {
            if let Some(place) = places.of(id).and_then(|place| found.get_mut(place as usize))
                && place.is_none_or(|known| (at, number) < known)
            {
                *place = Some((at, number));
            }
        }
        Ok(true)
    })?;
    Ok(found.into_iter().map(|lead| lead.map(|(_, number)| number)).collect())
}
