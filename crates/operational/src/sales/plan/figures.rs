//! `GET /companies/{id}/figures`: the live numbers that stand beside a plan.

use crate::sales::period::{Length, Period};
use crate::sales::sums::{Measure, Sum, house, sees, sums, within};
use crate::sales::target::amount;
use records::Reading;
use serde::Serialize;
use serde_json::{Value as Json, json};
use standard::{call, company, deal, meeting, purchase, task};
use vocabulary::{Currency, Error, Id, Money, Result, Timestamp};

/// The numbers of a company; none where the viewer may not see what they are made of.
#[derive(Debug, Serialize)]
pub(super) struct Figures {
    currency: Currency,
    this_year: Option<Json>,
    last_year: Option<Json>,
    last_year_to_date: Option<Json>,
    open: Option<Open>,
    won: Option<Part>,
    lost: Option<Part>,
    open_tasks: Option<i64>,
    activities_90_days: Option<i64>,
}

#[derive(Debug, Serialize)]
struct Open {
    amount: Json,
    weighted: Json,
    count: i64,
}

#[derive(Debug, Serialize)]
struct Part {
    amount: Json,
    count: i64,
}

/// Days of what was lately.
const LATELY: i64 = 90;

/// The live numbers of a company.
pub(super) fn figures(reading: &mut Reading<'_>, id: Id) -> Result<Figures> {
    reading.get(company::KEY, id)?;
    let (zone, currency) = house(reading)?;
    let now = reading.context().now;
    let today = now.date_in(&zone);
    let beyond = || Error::internal("a day beyond the calendar");
    let year = Period::around(Length::Year, today).ok_or_else(beyond)?;
    let before = Period::around(Length::Year, year.from.plus_days(-1)).ok_or_else(beyond)?;
    let (start, end) = before.span(&zone);
    let gone = now.micros() - year.span(&zone).0.micros();
    let same_day = Timestamp::from_micros(start.micros() + gone).min(end);
    let company = Company { id, currency };
    Ok(Figures {
        currency,
        this_year: company.revenue(reading, year.span(&zone))?,
        last_year: company.revenue(reading, (start, end))?,
        last_year_to_date: company.revenue(reading, (start, same_day))?,
        open: company.deals(reading, "open")?.map(|sums| Open {
            amount: company.money(&sums, 1),
            weighted: company.money(&sums, 2),
            count: count(&sums),
        }),
        won: company.decided(reading, "won")?,
        lost: company.decided(reading, "lost")?,
        open_tasks: company.open_tasks(reading)?,
        activities_90_days: company.activities(reading, (now.plus_seconds(-LATELY * 86_400), now))?,
    })
}

struct Company {
    id: Id,
    currency: Currency,
}

fn count(sums: &[Sum]) -> i64 {
    sums.iter().map(|sum| sum.value(0)).sum()
}

impl Company {
    fn money(&self, sums: &[Sum], at: usize) -> Json {
        let own = sums.iter().filter(|sum| sum.currency == Some(self.currency));
        amount(Money::new(own.map(|sum| sum.value(at)).sum(), self.currency))
    }

    fn own(&self, condition: Json) -> Json {
        json!({"and": [{"field": "company", "op": "is", "value": self.id}, condition]})
    }

    fn revenue(&self, reading: &mut Reading<'_>, span: (Timestamp, Timestamp)) -> Result<Option<Json>> {
        if !sees(reading, purchase::KEY, purchase::TOTAL.key()) {
            return Ok(None);
        }
        let filter = self.own(within(purchase::PURCHASED_AT.key(), span));
        let measures = [Measure::Count, Measure::Sum(purchase::TOTAL.key())];
        Ok(Some(self.money(&sums(reading, purchase::KEY, filter, &[], &measures)?, 1)))
    }

    fn deals(&self, reading: &mut Reading<'_>, outcome: &str) -> Result<Option<Vec<Sum>>> {
        if ![deal::AMOUNT.key(), deal::WEIGHTED.key(), deal::OUTCOME.key()]
            .iter()
            .all(|field| sees(reading, deal::KEY, field))
        {
            return Ok(None);
        }
        let filter = self.own(json!({"field": deal::OUTCOME.key(), "op": "is", "value": outcome}));
        let measures = [Measure::Count, Measure::Sum(deal::AMOUNT.key()), Measure::Sum(deal::WEIGHTED.key())];
        sums(reading, deal::KEY, filter, &[], &measures).map(Some)
    }

    fn decided(&self, reading: &mut Reading<'_>, outcome: &str) -> Result<Option<Part>> {
        let found = self.deals(reading, outcome)?;
        Ok(found.map(|sums| Part { amount: self.money(&sums, 1), count: count(&sums) }))
    }

    fn open_tasks(&self, reading: &mut Reading<'_>) -> Result<Option<i64>> {
        if !sees(reading, task::KEY, task::DONE.key()) {
            return Ok(None);
        }
        let filter = self.own(json!({"field": task::DONE.key(), "op": "is", "value": false}));
        Ok(Some(count(&sums(reading, task::KEY, filter, &[], &[Measure::Count])?)))
    }

    fn activities(&self, reading: &mut Reading<'_>, span: (Timestamp, Timestamp)) -> Result<Option<i64>> {
        let mut all = None;
        for (object, moment) in [
            (call::KEY, call::HAPPENED_AT.key()),
            (meeting::KEY, meeting::HAPPENED_AT.key()),
            (task::KEY, task::DONE_AT.key()),
        ] {
            if sees(reading, object, moment) {
                let found = sums(reading, object, self.own(within(moment, span)), &[], &[Measure::Count])?;
                *all.get_or_insert(0) += count(&found);
            }
        }
        Ok(all)
    }
}
