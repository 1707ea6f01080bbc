//! Profit by segment: of each live segment of companies or people the asker sees, those of its members they see and who bought. A
//! customer may belong to several, so the segments do not add up to the whole.

use super::answer::sum_told;
use super::gather::{Customer, Gathered, Sum};
use crate::analysis::Ground;
use crate::line::Seen;
use crate::segment::{Segment, gathering, list_segments};
use records::ListSight;
use serde_json::{Value as Json, json};
use standard::{company, person, segment};
use std::collections::HashMap;
use vocabulary::Result;

/// So many segments are looked at, by name.
const MOST: usize = 100;

/// What one segment comes to.
struct Row {
    segment: Segment,
    /// The members that are seen, whether they bought or not.
    members: u64,
    customers: i64,
    sum: Sum,
}

pub(super) fn told(ground: &mut Ground<'_>, gathered: &Gathered) -> Result<Json> {
    let mut segments = seen(ground)?;
    let left_off = segments.len().saturating_sub(MOST);
    segments.truncate(MOST);
    let places: HashMap<Customer, usize> =
        gathered.customers.keys().enumerate().map(|(place, customer)| (*customer, place)).collect();
    let sums: Vec<&Sum> = gathered.customers.values().collect();
    // How many segments each customer belongs to.
    let mut belongs: Vec<u16> = vec![0; sums.len()];
    let mut rows = Vec::new();
    let count = segments.len();
    for (done, segment) in segments.into_iter().enumerate() {
        ground.step(done, count)?;
        rows.push(read(ground, segment, &places, &sums, &mut belongs)?);
    }
    rows.sort_by(|one, other| {
        let profits = other.sum.profit().cmp(&one.sum.profit());
        profits
            .then_with(|| one.segment.name.cmp(&other.segment.name))
            .then(one.segment.id.cmp(&other.segment.id))
    });
    let unready = if rows.is_empty() { Default::default() } else { gathering(&mut ground.reading)? };
    let (mut outside, mut alone) = (Sum::default(), 0_i64);
    for (sum, _) in sums.iter().zip(&belongs).filter(|(_, belongs)| **belongs == 0) {
        outside.add(sum);
        alone += 1;
    }
    // Whether somebody is in none can be said only where all were looked at.
    let none = (left_off == 0 && !rows.is_empty()).then(|| row_told(ground, alone, &outside));
    let shared = belongs.iter().filter(|segments| **segments > 1).count();
    Ok(json!({
        "left_off": left_off,
        "in_several": shared,
        "in_none": none,
        "rows": rows.iter().map(|row| {
            let mut json = row_told(ground, row.customers, &row.sum);
            if let Some(members) = json.as_object_mut() {
                let one = &row.segment;
                members.insert("key".to_string(), one.id.to_string().into());
                members.insert("name".to_string(), one.name.clone().into());
                members.insert("object".to_string(), one.object.clone().into());
                members.insert("members".to_string(), row.members.into());
                members.insert("gathering".to_string(), unready.contains(&one.id).into());
                // The rule looks at what the asker does not see: it is met by what they do see.
                members.insert("partly".to_string(), (one.sight == ListSight::Part).into());
                let list = json!({"object": one.object, "customers": row.members, "filter": {"member_of": one.id}});
                members.insert("lists".to_string(), json!([list]));
            }
            json
        }).collect::<Vec<_>>(),
    }))
}

/// The segments of customers that the asker sees, by name.
fn seen(ground: &mut Ground<'_>) -> Result<Vec<Segment>> {
    let mut found = Vec::new();
    if ground.reading.object(segment::KEY).is_err() {
        return Ok(found);
    }
    for object in [company::KEY, person::KEY] {
        found.extend(list_segments(&mut ground.reading, Some(object))?);
    }
    found.retain(|one| one.sight != ListSight::Nothing);
    found.sort_by(|one, other| one.name.cmp(&other.name).then(one.id.cmp(&other.id)));
    Ok(found)
}

/// All members of a segment in one go: asking for each customer would cost as many looks as there are customers.
fn read(
    ground: &mut Ground<'_>,
    segment: Segment,
    places: &HashMap<Customer, usize>,
    sums: &[&Sum],
    belongs: &mut [u16],
) -> Result<Row> {
    let is_company = segment.object == company::KEY;
    let request = Seen::of(ground, &segment.object, &["id"]).request(Some(json!({"member_of": segment.id})));
    let told = ground.teller();
    let (mut members, mut customers, mut all) = (0_u64, 0, Sum::default());
    ground.reading.rows(&segment.object, &request, &mut |row| {
        members += 1;
        if members % 20_000 == 0 {
            told(i64::try_from(members).unwrap_or(i64::MAX), None)?;
        }
        let place = row.id(0).and_then(|id| places.get(&(is_company, id)).copied());
        let Some((place, sum)) = place.and_then(|place| Some((place, *sums.get(place)?))) else {
            return Ok(true);
        };
        customers += 1;
        all.add(sum);
        if let Some(segments) = belongs.get_mut(place) {
            *segments += 1;
        }
        Ok(true)
    })?;
    Ok(Row { segment, members, customers, sum: all })
}

fn row_told(ground: &Ground<'_>, customers: i64, sum: &Sum) -> Json {
    let mut json = sum_told(ground, sum);
    if let Some(members) = json.as_object_mut() {
        members.insert("customers".to_string(), customers.into());
        members.insert("serving".to_string(), ground.money(sum.serving()));
        let each = (customers > 0).then(|| ground.money(super::share(sum.profit(), customers)));
        members.insert("each".to_string(), each.into());
    }
    json
}
