//! `GET /companies/{id}/white_space`: products, or categories of them, that this company has never bought although similar ones
//! have. Similar are companies of the same sector and size.

use crate::sales::sums::{Measure, house, largest, sums};
use crate::sales::target::amount;
use dictionary::Value;
use records::{FindRequest, Names, Reading};
use serde::Serialize;
use serde_json::{Value as Json, json};
use standard::{company, purchase_line};
use std::collections::{BTreeMap, HashSet};
use vocabulary::{Error, Id, Money, Result};

/// The most companies this one is held against.
const SIMILAR: usize = 200;
/// The most things looked at: those most bought by the similar ones.
const THINGS: u64 = 40;
/// All with up to so many employees are small.
const SMALL: i64 = 10;
/// Companies up to so many times larger or smaller are of the same size.
const TIMES: i64 = 3;

/// What could be sold here.
#[derive(Debug, Serialize)]
pub(super) struct WhiteSpace {
    by: &'static str,
    sector: Option<String>,
    employees: Option<Span>,
    /// How many similar companies there are that have bought anything.
    similar: usize,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Span {
    from: i64,
    until: i64,
}

#[derive(Debug, Serialize)]
struct Row {
    object: &'static str,
    id: Id,
    title: String,
    bought_by: usize,
    amount: Json,
}

/// What similar companies bought and this one has not.
pub(super) fn white_space(reading: &mut Reading<'_>, id: Id, products: bool) -> Result<WhiteSpace> {
    let found = reading.get(company::KEY, id)?;
    reading.object(purchase_line::KEY)?;
    let (_, currency) = house(reading)?;
    let sector = found.value(company::SECTOR.key()).filter(|value| !value.is_null()).map(Value::to_text);
    let employees = match found.value(company::EMPLOYEES.key()) {
        Some(Value::Integer(number)) if *number > 0 => {
            Some(Span { from: number / TIMES, until: (number * TIMES).max(SMALL) })
        }
        _ => None,
    };
    let (by, object, field) = if products {
        ("product", "product", purchase_line::PRODUCT.key())
    } else {
        ("category", "product_category", purchase_line::CATEGORY.key())
    };
    let mut answer = WhiteSpace { by, sector, employees, similar: 0, rows: Vec::new() };
    let similar = similar(reading, id, &answer)?;
    if similar.is_empty() {
        return Ok(answer);
    }
    let theirs = json!({"field": purchase_line::COMPANY.key(), "op": "in", "value": similar});
    let buyers = sums(
        reading,
        purchase_line::KEY,
        theirs.clone(),
        &[purchase_line::COMPANY.key()],
        &[Measure::Count],
    )?;
    answer.similar = buyers.len();
    let own = json!({"field": purchase_line::COMPANY.key(), "op": "is", "value": id});
    let bought: HashSet<Id> = sums(reading, purchase_line::KEY, own, &[field], &[Measure::Count])?
        .iter()
        .filter_map(|sum| sum.link(0))
        .collect();
    let known = json!({"field": field, "op": "is_not_empty"});
    let wanted: Vec<Id> = largest(
        reading,
        purchase_line::KEY,
        json!({"and": [theirs, known]}),
        field,
        THINGS + bought.len() as u64,
    )?
    .iter()
    .filter_map(|key| if let Value::Link(link) = key { Some(link.id) } else { None })
    .filter(|thing| !bought.contains(thing))
    .take(THINGS as usize)
    .collect();
    if wanted.is_empty() {
        return Ok(answer);
    }
    let filter = json!({"and": [theirs, {"field": field, "op": "in", "value": wanted}]});
    let measures = [Measure::Sum(purchase_line::TOTAL.key())];
    let mut rows: BTreeMap<Id, (String, HashSet<Option<Id>>, i64)> = BTreeMap::new();
    for sum in sums(reading, purchase_line::KEY, filter, &[field, purchase_line::COMPANY.key()], &measures)? {
        let Some(Value::Link(thing)) = sum.key.first() else { continue };
        let row = rows
            .entry(thing.id)
            .or_insert_with(|| (thing.title.clone().unwrap_or_default(), HashSet::new(), 0));
        row.1.insert(sum.link(1));
        if sum.currency == Some(currency) {
            row.2 += sum.value(0);
        }
    }
    answer.rows = rows
        .into_iter()
        .map(|(id, (title, companies, minor))| Row {
            object,
            id,
            title,
            bought_by: companies.len(),
            amount: amount(Money::new(minor, currency)),
        })
        .collect();
    answer.rows.sort_by(|a, b| b.bought_by.cmp(&a.bought_by).then_with(|| a.title.cmp(&b.title)));
    Ok(answer)
}

/// Companies of the same sector and size; without either there is nothing to be similar by.
fn similar(reading: &mut Reading<'_>, id: Id, to: &WhiteSpace) -> Result<Vec<Id>> {
    let mut conditions = vec![json!({"not": {"field": "id", "op": "is", "value": id}})];
    if let Some(sector) = &to.sector {
        conditions.push(json!({"field": company::SECTOR.key(), "op": "is", "value": sector}));
    }
    if let Some(span) = &to.employees {
        let range = json!({"from": span.from, "until": span.until});
        conditions.push(json!({"field": company::EMPLOYEES.key(), "op": "between", "value": range}));
    }
    if conditions.len() == 1 {
        return Ok(Vec::new());
    }
    // Those who buy: a company that never bought anything says nothing about what it would.
    conditions.push(json!({"linked": "purchase_line.company"}));
    let request = FindRequest {
        filter: Some(json!({"and": conditions})),
        sort: Some(Names::parse("-updated_at")),
        fields: Some(Names::parse(company::NAME.key())),
        limit: Some(SIMILAR),
        ..FindRequest::default()
    };
    let page = reading.find(company::KEY, &request).map_err(|error| match error {
        // A company whose sector or size the viewer may not read is not compared by it.
        Error::Invalid(_) => Error::not_found(),
        other => other,
    })?;
    Ok(page.data.iter().map(records::Viewed::id).collect())
}
