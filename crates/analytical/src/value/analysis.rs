//! The two analyses as the frame knows them: parameters read, purchases gathered under the asker's rights, titles added to what is
//! told by name.

use super::feature::Contacts;
use super::history::{History, Who, day_of};
use super::lifetime::set;
use super::parameter::{Leaving, Lifetime};
use super::{Amounts, gather, leaving, lifetime, stay};
use crate::analysis::{Analysis, Ground};
use serde_json::Value as Json;
use standard::{call, company, meeting, person, purchase};
use vocabulary::Result;

/// What customers are worth.
pub static LIFETIME: Analysis = Analysis {
    key: "lifetime_value",
    version: 1,
    needs: &[purchase::KEY],
    also: &[company::KEY, person::KEY],
    check: |_, given| Ok(Lifetime::read(given)?.json()),
    work: lifetime_value,
};

/// Who is about to leave.
pub static LEAVING: Analysis = Analysis {
    key: "leaving",
    version: 1,
    needs: &[purchase::KEY],
    also: &[company::KEY, person::KEY, call::KEY, meeting::KEY],
    check: |ground, given| {
        let asked = Leaving::read(given)?;
        if let Some(group) = &asked.group {
            gather::check_group(&ground.reading, group)?;
        }
        Ok(asked.json())
    },
    work: leaving_customers,
};

fn gathered(ground: &mut Ground<'_>) -> Result<(History, i32, Amounts)> {
    let (currency, today) = (ground.currency, day_of(ground.as_of));
    let told = ground.teller();
    let mut rows = 0_i64;
    let history = gather::history(&mut ground.reading, currency, &mut || {
        rows += 1;
        told(rows, None)
    })?;
    Ok((history, today, Amounts { currency }))
}

fn lifetime_value(ground: &mut Ground<'_>, parameters: &Json) -> Result<Json> {
    let asked = Lifetime::read(parameters)?;
    let (history, today, amounts) = gathered(ground)?;
    let told = ground.teller();
    let mut steps = 0_i64;
    let mut result = lifetime::work(&history, &asked, today, amounts, &mut || {
        steps += 1;
        told(steps, None)
    })?;
    if let Some(best) = result.get_mut("best") {
        gather::titles(&mut ground.reading, best)?;
    }
    Ok(result)
}

fn leaving_customers(ground: &mut Ground<'_>, parameters: &Json) -> Result<Json> {
    let asked = Leaving::read(parameters)?;
    let (history, today, amounts) = gathered(ground)?;
    let contacts: Contacts = gather::contacts(&mut ground.reading, &[call::KEY, meeting::KEY])?;
    let told = ground.teller();
    let mut steps = 0_i64;
    let mut result = leaving::work(
        &history,
        asked.customers,
        (asked.until, asked.days),
        today,
        &contacts,
        amounts,
        &mut || {
            steps += 1;
            told(steps, None)
        },
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
    }
    Ok(result)
}
