//! Everybody's purchases under the reader's rights: one pass over typed rows, and only customers the reader may see.

use super::feature::Talks;
use super::history::{Entry, Gathered, History, Who, day_of};
use super::parameter::Things;
use crate::analysis::Ground;
use crate::line::{Part, Till, lines};
use dictionary::Kind;
use records::{FindRequest, Names, Reading};
use serde_json::{Value as Json, json};
use standard::{company, person, product, product_category, purchase};
use std::collections::{HashMap, HashSet};
use vocabulary::{Currency, Error, Id, Result};

/// Rows between two looks at whether to go on.
const ROWS: i64 = 20_000;

/// The days of all customers the reader may see, from the purchases the reader may see. `step` hears how many rows were read.
pub(crate) fn history(
    reading: &mut Reading<'_>,
    currency: Currency,
    step: &mut dyn FnMut(i64) -> Result<()>,
) -> Result<History> {
    let companies = seen(reading, company::KEY)?;
    let people = seen(reading, person::KEY)?;
    let mut gathered = Gathered::default();
    let (request, [company, person, at, kind, total]) = wanted(
        reading,
        purchase::KEY,
        [
            purchase::COMPANY.key(),
            purchase::PERSON.key(),
            purchase::PURCHASED_AT.key(),
            purchase::KIND.key(),
            purchase::TOTAL.key(),
        ],
    );
    let mut rows = 0_i64;
    // Whoever was seen a moment ago is seen.
    let mut known: Option<Who> = None;
    reading.rows(purchase::KEY, &request, &mut |row| {
        rows += 1;
        if rows % ROWS == 0 {
            step(rows)?;
        }
        let who = match (row.id(company), row.id(person)) {
            (Some(id), _) => Some(Who::Company(id)),
            (None, Some(id)) => Some(Who::Person(id)),
            (None, None) => None,
        };
        let is_seen = |who: &Who| match who {
            _ if known == Some(*who) => true,
            Who::Company(id) => companies.contains(id),
            Who::Person(id) => people.contains(id),
        };
        let (Some(who), Some(at)) = (who.filter(is_seen), row.timestamp(at)) else { return Ok(true) };
        known = Some(who);
        let total = row.money(total);
        let returned = row.text(kind) == Some("return") || total.is_some_and(|total| total.minor < 0);
        let amount = total.filter(|total| total.currency == currency).map(|total| total.minor);
        gathered.add(Entry { who, day: day_of(at), bought: !returned, amount });
        Ok(true)
    })?;
    Ok(gathered.finish())
}

/// The same of some things only: the lines that name them, with what these brought.
pub(crate) fn history_of(ground: &mut Ground<'_>, things: Things) -> Result<History> {
    let till = Till::read(ground, None)?;
    let category = things.category.map(|id| till.category_of(id));
    let product = things.product.map(|id| till.product_of(id));
    let companies = seen(&mut ground.reading, company::KEY)?;
    let people = seen(&mut ground.reading, person::KEY)?;
    let mut gathered = Gathered::default();
    lines(ground, &till, Part::Money, &mut |line| {
        let wanted = category.is_none_or(|wanted| wanted.is_some() && line.category == wanted)
            && product.is_none_or(|wanted| wanted == Some(line.product));
        let Some(purchase) = till.purchase(line.purchase).filter(|_| wanted) else { return Ok(()) };
        let customer = purchase.customer().and_then(|place| till.customers.get(place as usize));
        let Some((is_company, id)) = customer.copied() else { return Ok(()) };
        let (who, seen) =
            if is_company { (Who::Company(id), &companies) } else { (Who::Person(id), &people) };
        if !seen.contains(&id) {
            return Ok(());
        }
        let negative = |cents: Option<i64>| cents.is_some_and(|cents| cents < 0);
        let returned = purchase.is_return
            || line.quantity.millionths() < 0
            || negative(line.total)
            || negative(purchase.cents);
        gathered.add(Entry { who, day: day_of(purchase.at), bought: !returned, amount: line.total });
        Ok(())
    })?;
    Ok(gathered.finish())
}

/// Refuses things that are not there, or that the reader may not see.
pub(crate) fn check_things(reading: &mut Reading<'_>, things: Things) -> Result<()> {
    let named =
        [(product_category::KEY, "category", things.category), (product::KEY, "product", things.product)];
    for (object, key, id) in named {
        let Some(id) = id else { continue };
        let filter = Some(json!({"field": "id", "op": "is", "value": id}));
        let request = FindRequest { filter, ..FindRequest::default() };
        if reading.object(object).is_err() || reading.count(object, &request, Some(1))?.value == 0 {
            let text = "There is no such one, or your role does not show it.";
            return Err(Error::invalid(format!("parameters.{key}"), "unknown", text));
        }
    }
    Ok(())
}

/// A request for fields, and the place of each: a field that is hidden from the reader is as good as empty.
fn wanted<const N: usize>(
    reading: &Reading<'_>,
    object: &str,
    fields: [&'static str; N],
) -> (FindRequest, [usize; N]) {
    let seen: Vec<&str> = fields.into_iter().filter(|key| reading.sees_field(object, key)).collect();
    let places = fields.map(|key| seen.iter().position(|seen| *seen == key).unwrap_or(usize::MAX));
    let names = ["id"].into_iter().filter(|_| seen.is_empty()).chain(seen.iter().copied());
    let fields = Some(Names(names.map(str::to_string).collect()));
    (FindRequest { fields, ..FindRequest::default() }, places)
}

/// The living records of an object that may be seen; none of an object that may not.
fn seen(reading: &mut Reading<'_>, object: &str) -> Result<HashSet<Id>> {
    let mut seen = HashSet::new();
    if reading.object(object).is_err() {
        return Ok(seen);
    }
    let request = FindRequest { fields: Some(Names::parse("id")), ..FindRequest::default() };
    reading.rows(object, &request, &mut |row| {
        seen.extend(row.id(0));
        Ok(true)
    })?;
    Ok(seen)
}

/// Puts the title of each customer told by name into `rows`, as the reader sees it.
pub(crate) fn titles(reading: &mut Reading<'_>, rows: &mut Json) -> Result<()> {
    for object in [company::KEY, person::KEY] {
        let Some(list) = rows.as_array() else { return Ok(()) };
        let ids: Vec<Json> = list
            .iter()
            .filter(|row| row.get("object").is_some_and(|of| of == object))
            .filter_map(|row| row.get("id").cloned())
            .collect();
        let mut titles = HashMap::new();
        for part in ids.chunks(100) {
            let request = FindRequest {
                filter: Some(json!({"field": "id", "op": "in", "value": part})),
                fields: Some(Names::parse("id")),
                limit: Some(200),
                ..FindRequest::default()
            };
            for record in reading.find(object, &request)?.data {
                titles.insert(json!(record.id()), record.title().map(str::to_string));
            }
        }
        for row in rows.as_array_mut().into_iter().flatten() {
            if let Some(title) = row.get("id").and_then(|id| titles.get(id)).cloned() {
                super::lifetime::set(row, "title", json!(title));
            }
        }
    }
    Ok(())
}

/// When somebody of ours spoke with each customer, as far as the reader may see it.
pub(crate) fn talks(reading: &mut Reading<'_>, objects: &[&str]) -> Result<Talks> {
    let mut talks = Talks::new();
    for object in objects {
        if reading.object(object).is_err() {
            continue;
        }
        let (request, [company, person, at]) = wanted(reading, object, ["company", "person", "happened_at"]);
        reading.rows(object, &request, &mut |row| {
            if let Some(at) = row.timestamp(at) {
                let both = [row.id(company).map(Who::Company), row.id(person).map(Who::Person)];
                for who in both.into_iter().flatten() {
                    talks.entry(who).or_default().push(day_of(at));
                }
            }
            Ok(true)
        })?;
    }
    talks.values_mut().for_each(|days| days.sort_unstable());
    Ok(talks)
}

/// Kinds of fields by whose values customers fall into groups.
const GROUPED: [Kind; 4] = [Kind::Choice, Kind::Boolean, Kind::Text, Kind::PostalAddress];

/// Refuses a field that no customer has, that the reader may not see, or whose values make no groups.
pub(crate) fn check_group(reading: &Reading<'_>, key: &str) -> Result<()> {
    let good = |object: &str| {
        let field = reading.dictionary().object(object).and_then(|object| object.field(key));
        field.is_some_and(|field| GROUPED.contains(&field.value_kind()))
            && reading.sees_field(object, key)
            && reading.object(object).is_ok()
    };
    if good(company::KEY) || good(person::KEY) {
        return Ok(());
    }
    let message =
        "Choose a field of companies or people that has few values, such as a choice, or their addresses.";
    Err(Error::invalid("parameters.group", "unknown_field", message))
}

/// The value of a field of each customer; for addresses the country of the first.
pub(crate) fn groups(reading: &mut Reading<'_>, key: &str) -> Result<HashMap<Who, String>> {
    let mut groups = HashMap::new();
    for (object, who) in [(company::KEY, Who::Company as fn(Id) -> Who), (person::KEY, Who::Person)] {
        if reading.object(object).is_err() || !reading.sees_field(object, key) {
            continue;
        }
        let kind = reading
            .dictionary()
            .object(object)
            .and_then(|object| object.field(key))
            .map(|of| of.value_kind());
        let request =
            FindRequest { fields: Some(Names::parse(&format!("id,{key}"))), ..FindRequest::default() };
        reading.rows(object, &request, &mut |row| {
            let value = match kind {
                Some(Kind::PostalAddress) => row.text(1).and_then(country),
                Some(Kind::Boolean) => row.boolean(1).map(|yes| yes.to_string()),
                _ => row.text(1).map(str::to_string),
            };
            if let (Some(id), Some(value)) = (row.id(0), value) {
                groups.insert(who(id), value);
            }
            Ok(true)
        })?;
    }
    Ok(groups)
}

fn country(addresses: &str) -> Option<String> {
    let json: Json = serde_json::from_str(addresses).ok()?;
    json.get(0)?.get("country")?.as_str().map(str::to_uppercase)
}
