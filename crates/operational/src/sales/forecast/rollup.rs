//! `GET /forecast`: what a period will bring, seller by seller and up through the teams: amounts by category, weighted, won and
//! lost so far, the targets, and what managers adjusted.

use crate::sales::period::Period;
use crate::sales::staff::Staff;
use crate::sales::sums::{Measure, Sum, currency_of, house, sees, sums, within};
use crate::sales::target::amount;
use crate::sales::territory::Territories;
use dictionary::Value;
use records::{FindRequest, Reading, Viewed};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use standard::{deal, forecast_adjustment, target, territory};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::AddAssign;
use vocabulary::{Currency, Error, Id, Money, Result};

/// The categories, surest first.
pub(super) const CATEGORIES: [&str; 4] = ["commit", "best_case", "pipeline", "omitted"];

/// A forecast.
#[derive(Debug, Serialize)]
pub(super) struct Forecast {
    period: String,
    starts_on: String,
    ends_on: String,
    currency: Currency,
    pace: f64,
    rows: Vec<Row>,
    /// Open deals that are not in the sums: they have no amount, or another currency.
    left_out: Vec<LeftOut>,
}

#[derive(Debug, Serialize)]
struct LeftOut {
    currency: Option<Currency>,
    count: i64,
}

/// A team, a seller, those nobody looks after, or all together.
#[derive(Debug, Serialize)]
struct Row {
    kind: &'static str,
    id: Option<Id>,
    title: Option<String>,
    depth: usize,
    open: BTreeMap<&'static str, Json>,
    adjusted: BTreeMap<&'static str, Json>,
    weighted: Json,
    won: Json,
    lost: Json,
    win_rate: Option<f64>,
    cycle_days: Option<f64>,
    target: Option<Json>,
    adjustments: Vec<Adjustment>,
}

/// What a manager adjusted.
#[derive(Clone, Debug, Serialize)]
struct Adjustment {
    id: Id,
    category: String,
    amount: Json,
    reason: String,
    by: String,
    at: vocabulary::Timestamp,
    can: bool,
    #[serde(skip)]
    minor: i64,
}

/// Minor units and numbers of deals that add up.
#[derive(Clone, Copy, Debug, Default)]
struct Figures {
    open: [Part; 4],
    weighted: i64,
    won: Part,
    lost: Part,
    cycles: Part,
}

/// An amount (or a number of days) of so many deals.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    sum: i64,
    count: i64,
}

impl AddAssign for Part {
    fn add_assign(&mut self, other: Part) {
        self.sum += other.sum;
        self.count += other.count;
    }
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Figures) {
        for (part, more) in self.open.iter_mut().zip(other.open) {
            *part += more;
        }
        self.weighted += other.weighted;
        self.won += other.won;
        self.lost += other.lost;
        self.cycles += other.cycles;
    }
}

/// Everything a row is made of.
struct Book {
    currency: Currency,
    own: HashMap<Option<Id>, Figures>,
    targets: HashMap<(&'static str, Option<Id>), i64>,
    adjustments: HashMap<(&'static str, Id), Vec<Adjustment>>,
    staff: Staff,
}

/// The forecast of a period in a currency.
pub(super) fn forecast(
    reading: &mut Reading<'_>,
    period: Period,
    currency: Option<&str>,
    territory: Option<Id>,
) -> Result<Forecast> {
    let (zone, own) = house(reading)?;
    let currency = currency_of(currency, own)?;
    may_see(reading)?;
    let within = territory.map(|id| there(reading, id)).transpose()?;
    let mut left_out: BTreeMap<Option<String>, LeftOut> = BTreeMap::new();
    let mut book = Book {
        currency,
        own: HashMap::new(),
        // Targets and adjustments of sellers speak of all they sell, not of a part of it.
        targets: match territory {
            None => targets(reading, period, currency)?,
            Some(id) => of_territory(reading, period, currency, id)?,
        },
        adjustments: match territory {
            None => adjustments(reading, period, currency)?,
            Some(_) => HashMap::new(),
        },
        staff: Staff::read(reading)?,
    };
    for sum in open(reading, period, within.as_ref())? {
        if sum.currency != Some(currency) {
            let key = sum.currency.map(|currency| currency.code().to_string());
            let entry = left_out.entry(key).or_insert(LeftOut { currency: sum.currency, count: 0 });
            entry.count += sum.value(0);
            continue;
        }
        let figures = book.own.entry(sum.link(0)).or_default();
        let at = sum.text(1).and_then(|key| CATEGORIES.iter().position(|known| *known == key)).unwrap_or(2);
        if let Some(part) = figures.open.get_mut(at) {
            *part += Part { sum: sum.value(1), count: sum.value(0) };
        }
        if CATEGORIES.get(at) != Some(&"omitted") {
            figures.weighted += sum.value(2);
        }
    }
    decided(reading, &mut book, period.span(&zone), within.as_ref())?;
    let rows = book.rows();
    Ok(Forecast {
        period: period.to_string(),
        starts_on: period.from.to_string(),
        ends_on: period.to.to_string(),
        currency,
        pace: period.pace(reading.context().now.date_in(&zone)).share(),
        rows,
        left_out: left_out.into_values().collect(),
    })
}

/// A forecast shows amounts and outcomes: for who may not see those there is none.
pub(super) fn may_see(reading: &Reading<'_>) -> Result<()> {
    let fields = [
        deal::AMOUNT.key(),
        deal::PROBABILITY.key(),
        deal::CLOSE_DATE.key(),
        deal::OUTCOME.key(),
        deal::CLOSED_AT.key(),
        deal::FORECAST_CATEGORY.key(),
        deal::CYCLE_DAYS.key(),
        "owner",
    ];
    if fields.iter().all(|field| sees(reading, deal::KEY, field)) { Ok(()) } else { Err(Error::not_found()) }
}

/// The condition that a deal is open and to be decided in a period.
pub(super) fn open_in(period: Period) -> Json {
    json!({"and": [
        {"field": deal::OUTCOME.key(), "op": "is", "value": "open"},
        {"field": deal::CLOSE_DATE.key(), "op": "between", "value": {"from": period.from, "until": period.to}},
    ]})
}

/// The condition that a deal is in a territory that who asks may see, or in one inside it.
fn there(reading: &mut Reading<'_>, territory: Id) -> Result<Json> {
    if !sees(reading, deal::KEY, deal::TERRITORY.key()) {
        return Err(Error::not_found());
    }
    reading.get(territory::KEY, territory)?;
    let workspace = reading.context().workspace;
    let inside = Territories::read(reading.reader(), workspace)?.inside(territory);
    Ok(json!({"field": deal::TERRITORY.key(), "op": "in", "value": inside}))
}

fn both(filter: Json, within: Option<&Json>) -> Json {
    within.map_or(filter.clone(), |within| json!({"and": [filter, within]}))
}

fn open(reading: &mut Reading<'_>, period: Period, within: Option<&Json>) -> Result<Vec<Sum>> {
    sums(
        reading,
        deal::KEY,
        both(open_in(period), within),
        &["owner", deal::FORECAST_CATEGORY.key()],
        &[Measure::Count, Measure::Sum(deal::AMOUNT.key()), Measure::Sum(deal::WEIGHTED.key())],
    )
}

/// What was won and lost, and how long it took to win.
fn decided(
    reading: &mut Reading<'_>,
    book: &mut Book,
    span: (vocabulary::Timestamp, vocabulary::Timestamp),
    there: Option<&Json>,
) -> Result<()> {
    let measures = [Measure::Count, Measure::Sum(deal::AMOUNT.key())];
    for outcome in ["won", "lost"] {
        let filter = json!({"and": [
            {"field": deal::OUTCOME.key(), "op": "is", "value": outcome},
            within(deal::CLOSED_AT.key(), span),
        ]});
        for sum in sums(reading, deal::KEY, both(filter, there), &["owner"], &measures)? {
            let figures = book.own.entry(sum.link(0)).or_default();
            let part = if outcome == "won" { &mut figures.won } else { &mut figures.lost };
            // A lost deal without an amount is lost all the same.
            let minor = if sum.currency == Some(book.currency) { sum.value(1) } else { 0 };
            *part += Part { sum: minor, count: sum.value(0) };
        }
    }
    let filter = json!({"and": [
        {"field": deal::OUTCOME.key(), "op": "is", "value": "won"},
        {"field": deal::CYCLE_DAYS.key(), "op": "is_not_empty"},
        within(deal::CLOSED_AT.key(), span),
    ]});
    let measures = [Measure::Count, Measure::Sum(deal::CYCLE_DAYS.key())];
    for sum in sums(reading, deal::KEY, both(filter, there), &["owner"], &measures)? {
        book.own.entry(sum.link(0)).or_default().cycles += Part { sum: sum.value(1), count: sum.value(0) };
    }
    Ok(())
}

/// Targets of revenue from deals, by whose they are.
fn targets(
    reading: &mut Reading<'_>,
    period: Period,
    currency: Currency,
) -> Result<HashMap<(&'static str, Option<Id>), i64>> {
    let mut found = HashMap::new();
    if !sees(reading, target::KEY, target::AMOUNT.key()) {
        return Ok(found);
    }
    let filter = json!({"and": [
        of_period(period),
        {"field": target::MEASURE.key(), "op": "is", "value": "revenue"},
        {"field": target::BASED_ON.key(), "op": "is", "value": "deals"},
    ]});
    let request = FindRequest { filter: Some(filter), ..FindRequest::default() };
    reading.scan(target::KEY, &request, &mut |row| {
        let kind = match row.value(target::SCOPE.key()).map(Value::to_text).as_deref() {
            Some("user") => ("user", link(&row, target::USER.key())),
            Some("team") => ("team", link(&row, target::TEAM.key())),
            Some("company") => ("all", None),
            _ => return Ok(true),
        };
        if let Some(Value::Money(goal)) = row.value(target::AMOUNT.key())
            && goal.currency == currency
        {
            *found.entry(kind).or_default() += goal.minor;
        }
        Ok(true)
    })?;
    Ok(found)
}

/// The target of a territory, as that of everybody together.
fn of_territory(
    reading: &mut Reading<'_>,
    period: Period,
    currency: Currency,
    territory: Id,
) -> Result<HashMap<(&'static str, Option<Id>), i64>> {
    let mut found = HashMap::new();
    if !sees(reading, target::KEY, target::AMOUNT.key())
        || !sees(reading, target::KEY, target::TERRITORY.key())
    {
        return Ok(found);
    }
    let filter = json!({"and": [
        of_period(period),
        {"field": target::TERRITORY.key(), "op": "is", "value": territory},
        {"field": target::SCOPE.key(), "op": "is", "value": "territory"},
        {"field": target::MEASURE.key(), "op": "is", "value": "revenue"},
        {"field": target::BASED_ON.key(), "op": "is", "value": "deals"},
    ]});
    let request = FindRequest { filter: Some(filter), ..FindRequest::default() };
    reading.scan(target::KEY, &request, &mut |row| {
        if let Some(Value::Money(goal)) = row.value(target::AMOUNT.key())
            && goal.currency == currency
        {
            *found.entry(("all", None)).or_default() += goal.minor;
        }
        Ok(true)
    })?;
    Ok(found)
}

fn of_period(period: Period) -> Json {
    json!({"and": [
        {"field": "starts_on", "op": "is", "value": period.from},
        {"field": "period", "op": "is", "value": period.length.word()},
    ]})
}

fn link(row: &Viewed, field: &str) -> Option<Id> {
    match row.value(field) {
        Some(Value::Link(link)) => Some(link.id),
        _ => None,
    }
}

fn adjustments(
    reading: &mut Reading<'_>,
    period: Period,
    currency: Currency,
) -> Result<HashMap<(&'static str, Id), Vec<Adjustment>>> {
    let mut found: HashMap<(&'static str, Id), Vec<Adjustment>> = HashMap::new();
    if !sees(reading, forecast_adjustment::KEY, forecast_adjustment::AMOUNT.key()) {
        return Ok(found);
    }
    let rights = reading.context().rights.clone();
    let request = FindRequest { filter: Some(of_period(period)), ..FindRequest::default() };
    reading.scan(forecast_adjustment::KEY, &request, &mut |row| {
        let user = link(&row, forecast_adjustment::USER.key()).map(|id| ("user", id));
        let whose = user.or_else(|| link(&row, forecast_adjustment::TEAM.key()).map(|id| ("team", id)));
        let text = |field: &str| row.value(field).map(Value::to_text).unwrap_or_default();
        if let (Some(whose), Some(Value::Money(money))) =
            (whose, row.value(forecast_adjustment::AMOUNT.key()))
            && money.currency == currency
        {
            found.entry(whose).or_default().push(Adjustment {
                id: row.id(),
                category: text(forecast_adjustment::CATEGORY.key()),
                amount: amount(*money),
                reason: text(forecast_adjustment::REASON.key()),
                by: row.meta().created_by.name.clone(),
                at: row.meta().updated_at,
                can: rights.reaches(forecast_adjustment::KEY, records::Permission::Remove, row.meta()),
                minor: money.minor,
            });
        }
        Ok(true)
    })?;
    Ok(found)
}

impl Book {
    /// All rows: everything together, then the teams with their sellers, then who has no team, then what nobody looks after.
    fn rows(&self) -> Vec<Row> {
        let mut below = Vec::new();
        let (mut all, mut shift) = (Figures::default(), [0; 4]);
        for team in self.staff.teams_below(None) {
            let (figures, moved) = self.team(*team, 1, &mut below);
            all += figures;
            add(&mut shift, moved);
        }
        let mut placed: HashSet<Id> = HashSet::new();
        placed
            .extend(self.staff.users.iter().filter(|(_, user)| self.has_team(user.team)).map(|(id, _)| *id));
        let free = self.staff.users.iter().filter(|(id, _)| !placed.contains(id));
        let mut free: Vec<(&Id, &str)> = free.map(|(id, user)| (id, user.name.as_str())).collect();
        free.sort_by_key(|(_, name)| name.to_string());
        for (id, _) in free {
            if let Some((figures, moved)) = self.user(*id, 1, &mut below) {
                all += figures;
                add(&mut shift, moved);
            }
        }
        if let Some(figures) = self.own.get(&None) {
            all += *figures;
            below.push(self.row("nobody", None, None, 1, *figures, [0; 4]));
        }
        let mut rows = vec![self.row("all", None, None, 0, all, shift)];
        rows.extend(below);
        rows
    }

    fn has_team(&self, team: Option<Id>) -> bool {
        team.is_some_and(|team| self.staff.teams.contains_key(&team))
    }

    /// A team and what is below it; answers its sums and what was adjusted.
    fn team(&self, id: Id, depth: usize, rows: &mut Vec<Row>) -> (Figures, [i64; 4]) {
        let (mut figures, mut shift, mut below) = (Figures::default(), [0; 4], Vec::new());
        for team in self.staff.teams_below(Some(id)) {
            let (sum, moved) = self.team(*team, depth + 1, &mut below);
            figures += sum;
            add(&mut shift, moved);
        }
        let users = self.staff.users.iter().filter(|(_, user)| user.team == Some(id));
        let mut users: Vec<(&Id, &str)> = users.map(|(id, user)| (id, user.name.as_str())).collect();
        users.sort_by_key(|(_, name)| name.to_string());
        for (user, _) in users {
            if let Some((sum, moved)) = self.user(*user, depth + 1, &mut below) {
                figures += sum;
                add(&mut shift, moved);
            }
        }
        add(&mut shift, self.moved("team", id));
        let title = self.staff.teams.get(&id).map(|team| team.name.clone());
        rows.push(self.row("team", Some(id), title, depth, figures, shift));
        rows.extend(below);
        (figures, shift)
    }

    /// A seller; none who has left and has nothing.
    fn user(&self, id: Id, depth: usize, rows: &mut Vec<Row>) -> Option<(Figures, [i64; 4])> {
        let user = self.staff.users.get(&id)?;
        let figures = self.own.get(&Some(id)).copied();
        let has_target = self.targets.contains_key(&("user", Some(id)));
        let shift = self.moved("user", id);
        if figures.is_none() && !has_target && !user.active && shift == [0; 4] {
            return None;
        }
        let figures = figures.unwrap_or_default();
        rows.push(self.row("user", Some(id), Some(user.name.clone()), depth, figures, shift));
        Some((figures, shift))
    }

    /// What managers adjusted of one team or seller, by category.
    fn moved(&self, kind: &'static str, id: Id) -> [i64; 4] {
        let mut moved = [0; 4];
        for adjustment in self.adjustments.get(&(kind, id)).into_iter().flatten() {
            let at = CATEGORIES.iter().position(|category| *category == adjustment.category);
            if let Some(sum) = at.and_then(|at| moved.get_mut(at)) {
                *sum += adjustment.minor;
            }
        }
        moved
    }

    fn row(
        &self,
        kind: &'static str,
        id: Option<Id>,
        title: Option<String>,
        depth: usize,
        figures: Figures,
        shift: [i64; 4],
    ) -> Row {
        let money = |minor: i64| amount(Money::new(minor, self.currency));
        let part = |part: Part| json!({"amount": money(part.sum), "count": part.count});
        let open = CATEGORIES.iter().zip(figures.open).map(|(key, of)| (*key, part(of))).collect();
        let adjusted = CATEGORIES
            .iter()
            .zip(figures.open)
            .zip(shift)
            .take(3)
            .map(|((key, of), more)| (*key, money(of.sum + more)));
        let count = figures.won.count + figures.lost.count;
        let mean = |part: Part| (part.count > 0).then(|| part.sum as f64 / part.count as f64);
        let adjustments = id.and_then(|id| self.adjustments.get(&(kind, id))).cloned().unwrap_or_default();
        Row {
            kind,
            id,
            title,
            depth,
            open,
            adjusted: adjusted.collect(),
            weighted: money(figures.weighted),
            won: part(figures.won),
            lost: part(figures.lost),
            win_rate: (count > 0).then(|| figures.won.count as f64 / count as f64),
            cycle_days: mean(figures.cycles),
            target: self.targets.get(&(kind, id)).map(|goal| money(*goal)),
            adjustments,
        }
    }
}

fn add(sums: &mut [i64; 4], more: [i64; 4]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

/// The schema of something told for each category.
pub(super) fn by_category(categories: &[&str], of: &Json) -> Json {
    let parts: Map<String, Json> =
        categories.iter().map(|category| ((*category).to_string(), of.clone())).collect();
    platform::http::schema::answer(Json::Object(parts))
}
