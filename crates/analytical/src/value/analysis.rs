//! The two analyses as the frame knows them: parameters read, purchases gathered under the asker's rights, titles added to what is
//! told by name.

use super::feature::Talks;
use super::history::{History, Who, day_of};
use super::lifetime::set;
use super::parameter::{Leaving, Lifetime, Things};
use super::{Amounts, gather, leaving, lifetime, parameter, stay};
use crate::analysis::{Analysis, Ground};
use records::Reading;
use serde_json::{Value as Json, json};
use standard::{
    call, company, customer, meeting, person, product, product_category, purchase, purchase_line,
};
use vocabulary::Result;

/// A list of so many records still fits into an address.
const LISTED: usize = 100;

/// What customers are worth.
pub static LIFETIME: Analysis = Analysis {
    key: "lifetime_value",
    version: 2,
    needs: &[purchase::KEY],
    also: &[company::KEY, person::KEY, purchase_line::KEY, product::KEY, product_category::KEY],
    check: |ground, given| {
        let asked = Lifetime::read(given)?;
        gather::check_things(&mut ground.reading, asked.things)?;
        Ok(asked.json())
    },
    work: lifetime_value,
};

/// Who is about to leave.
pub static LEAVING: Analysis = Analysis {
    key: "leaving",
    version: 3,
    needs: &[purchase::KEY],
    also: &[
        company::KEY,
        person::KEY,
        call::KEY,
        meeting::KEY,
        purchase_line::KEY,
        product::KEY,
        product_category::KEY,
    ],
    check: |ground, given| {
        let asked = Leaving::read(given)?;
        gather::check_things(&mut ground.reading, asked.things)?;
        if let Some(group) = &asked.group {
            gather::check_group(&ground.reading, group)?;
        }
        Ok(asked.json())
    },
    work: leaving_customers,
};

fn gathered(ground: &mut Ground<'_>, things: Things) -> Result<(History, i32, Amounts)> {
    let (currency, today) = (ground.currency, day_of(ground.as_of));
    let told = ground.teller();
    let history = if things.is_all() {
        gather::history(&mut ground.reading, currency, &mut |rows| told(rows, None))?
    } else {
        gather::history_of(ground, things)?
    };
    Ok((history, today, Amounts { currency }))
}

fn lifetime_value(ground: &mut Ground<'_>, parameters: &Json) -> Result<Json> {
    let asked = Lifetime::read(parameters)?;
    let (history, today, amounts) = gathered(ground, asked.things)?;
    let told = ground.teller();
    // How long a search takes nobody knows; that it goes on can be heard, and it can be stopped.
    let mut result = lifetime::work(&history, &asked, today, amounts, &mut || told(0, None))?;
    if let Some(best) = result.get_mut("best") {
        gather::titles(&mut ground.reading, best)?;
        let lists = listed(best);
        set(&mut result, "best_lists", lists);
    }
    rounded(&mut result);
    Ok(result)
}

fn leaving_customers(ground: &mut Ground<'_>, parameters: &Json) -> Result<Json> {
    let asked = Leaving::read(parameters)?;
    let (history, today, amounts) = gathered(ground, asked.things)?;
    let talks: Talks = gather::talks(&mut ground.reading, &[call::KEY, meeting::KEY])?;
    let told = ground.teller();
    let mut result = leaving::work(
        &history,
        asked.customers,
        (asked.until, asked.days),
        today,
        &talks,
        amounts,
        &mut || told(0, None),
    )?;
    if let (Some(span), Some(days)) = (history.span(), result.get("days").and_then(Json::as_i64)) {
        let (until, _) = lifetime::last_day(asked.until, span, today);
        let groups = match &asked.group {
            Some(key) => gather::groups(&mut ground.reading, key)?,
            None => history
                .customers()
                .map(|(who, _)| (who, who.object().to_string()))
                .collect::<std::collections::HashMap<Who, String>>(),
        };
        let days = i32::try_from(days).unwrap_or(i32::MAX);
        set(&mut result, "stay", stay::work(&history, asked.customers, until, days, &groups));
    }
    if let Some(list) = result.get_mut("list") {
        gather::titles(&mut ground.reading, list)?;
        let lists = listed(list);
        set(&mut result, "lists", lists);
    }
    // The field tells when anything was bought last.
    if let (Some((_, last)), Some(days), None, true) =
        (history.span(), result.get("days").and_then(Json::as_i64), asked.until, asked.things.is_all())
    {
        let (until, _) = lifetime::last_day(None, (last, last), today);
        let days = i32::try_from(days).unwrap_or(i32::MAX);
        let gone = gone(&ground.reading, until.saturating_sub(days).saturating_add(1));
        set(&mut result, "gone_lists", gone);
    }
    rounded(&mut result);
    Ok(result)
}

/// Nine digits of each number: more is noise of the last rounding, and differs between processors.
fn rounded(json: &mut Json) {
    match json {
        Json::Number(number) if number.is_f64() => {
            let short = number.as_f64().and_then(|number| format!("{number:.8e}").parse::<f64>().ok());
            if let Some(short) = short {
                *json = json!(short);
            }
        }
        Json::Array(items) => items.iter_mut().for_each(rounded),
        Json::Object(parts) => parts.values_mut().for_each(rounded),
        _ => {}
    }
}

/// Where those told by name are listed, by object.
fn listed(rows: &Json) -> Json {
    let lists = [company::KEY, person::KEY].into_iter().filter_map(|object| {
        let ids: Vec<&Json> = rows
            .as_array()?
            .iter()
            .filter(|row| row.get("object").is_some_and(|of| of == object))
            .filter_map(|row| row.get("id"))
            .take(LISTED)
            .collect();
        let filter = json!({"field": "id", "op": "in", "value": ids});
        (!ids.is_empty()).then(|| json!({"object": object, "customers": ids.len(), "filter": filter}))
    });
    Json::Array(lists.collect())
}

/// Where those are listed who last bought before a day; nowhere for whoever does not see when that was.
fn gone(reading: &Reading<'_>, before: i32) -> Json {
    let key = customer::LAST.def.key;
    let day = parameter::date_of(before).map(|day| day.to_string());
    let lists = [company::KEY, person::KEY]
        .into_iter()
        .filter(|object| reading.sees_field(object, key))
        .map(|object| json!({"object": object, "filter": {"field": key, "op": "before", "value": day}}));
    Json::Array(lists.collect())
}
