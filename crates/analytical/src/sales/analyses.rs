//! The analyses of sales that can be asked for: how deals go, what the open ones will bring, what months will bring, and how
//! sellers, teams, products and territories do.

use super::book::{Book, Wanted};
use super::day;
use super::forecast::{Model, Options, Source, beside, pipeline, revenue, series};
use super::performance::{By, Efforts, efforts, goals, league, territories};
use super::period::Period;
use super::span::Span;
use super::staff::Staff;
use super::tell::{is, major, quartiles, share};
use super::{funnel, lost, rate, season};
use crate::analysis::{Analysis, Ground, Parameters};
use records::{FindRequest, Names};
use serde_json::{Value as Json, json};
use standard::{
    call, deal, forecast_adjustment, lead, meeting, purchase, stage, stage_visit, target, task, territory,
};
use vocabulary::{Currency, Date, Error, Id, Result};

/// How deals go: funnel, time in stages, win rates, days to close, reasons lost, months.
pub static SALES: Analysis = Analysis {
    key: "sales",
    version: 2,
    needs: &[deal::KEY],
    also: &[standard::pipeline::KEY, stage::KEY, stage_visit::KEY],
    check: check_sales,
    work: work_sales,
};

/// What the open deals will bring, by simulation.
pub static PIPELINE_FORECAST: Analysis = Analysis {
    key: "pipeline_forecast",
    version: 2,
    needs: &[deal::KEY],
    also: &[standard::pipeline::KEY, stage::KEY, stage_visit::KEY, forecast_adjustment::KEY],
    check: check_pipeline,
    work: work_pipeline,
};

/// What the coming months will bring, carried on from those before.
pub static REVENUE_FORECAST: Analysis = Analysis {
    key: "revenue_forecast",
    version: 1,
    needs: &[deal::KEY],
    also: &[purchase::KEY],
    check: check_revenue,
    work: work_revenue,
};

/// How sellers, teams, products and territories do.
pub static PERFORMANCE: Analysis = Analysis {
    key: "performance",
    version: 2,
    needs: &[deal::KEY],
    also: &[target::KEY, territory::KEY, lead::KEY, call::KEY, meeting::KEY, task::KEY],
    check: check_performance,
    work: work_performance,
};

/// A record's id, as text; none stays none.
fn id(read: &mut Parameters, name: &str) -> Option<Id> {
    let given = read.any(name)?;
    let found = given.as_str().and_then(|text| text.parse().ok());
    if found.is_none() {
        read.wrong(name, "malformed", "Give the id of a record.");
    }
    found
}

fn currency(read: &mut Parameters) {
    if let Some(given) = read.any("currency")
        && given.as_str().and_then(|text| text.parse::<Currency>().ok()).is_none()
    {
        read.wrong("currency", "malformed", "Give a currency of three letters, such as EUR.");
    }
}

/// Whose deals: one pipeline's, one seller's, one team's.
fn whose(read: &mut Parameters) {
    id(read, "pipeline");
    let (owner, team) = (id(read, "owner"), id(read, "team"));
    if owner.is_some() && team.is_some() {
        read.wrong("team", "conflict", "Ask for a seller or for a team.");
    }
    currency(read);
}

fn given<T: std::str::FromStr>(parameters: &Json, name: &str) -> Option<T> {
    parameters.get(name)?.as_str()?.parse().ok()
}

fn number(parameters: &Json, name: &str) -> i64 {
    parameters.get(name).and_then(Json::as_i64).unwrap_or_default()
}

/// What is gathered, and the conditions that find the same.
fn wanted(ground: &mut Ground<'_>, parameters: &Json) -> Result<(Wanted, Vec<Json>)> {
    let pipeline: Option<Id> = given(parameters, "pipeline");
    let owners = match (given::<Id>(parameters, "owner"), given::<Id>(parameters, "team")) {
        (Some(owner), _) => Some(vec![owner]),
        (None, Some(team)) => Some(Staff::read(&mut ground.reading)?.users_of(team)),
        (None, None) => None,
    };
    let mut conditions = Vec::new();
    conditions.extend(pipeline.map(|id| is(deal::PIPELINE.key(), id.to_string())));
    conditions.extend(owners.as_ref().map(|owners| json!({"field": "owner", "op": "in", "value": owners})));
    let wanted =
        Wanted { as_of: ground.as_of, currency: given(parameters, "currency"), pipeline, owners, by: None };
    Ok((wanted, conditions))
}

/// What is told with every book: its currency, its day, and what is not in its sums.
fn head(book: &Book, mut answer: Json) -> Json {
    if let Some(members) = answer.as_object_mut() {
        members.insert("currency".to_string(), json!(book.currency));
        members.insert("as_of".to_string(), json!(day::date(book.today).to_string()));
        members.insert("deals".to_string(), json!(book.deals.len()));
        members.insert("other_currencies".to_string(), json!(book.other_currencies));
    }
    answer
}

fn check_sales(ground: &mut Ground<'_>, given: &Json) -> Result<Json> {
    let mut read = Parameters::of(given)?;
    whose(&mut read);
    let (from, to) = (read.date("from"), read.date("to"));
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        read.wrong("to", "out_of_range", "The last day lies before the first.");
    }
    let by = match read.any("by") {
        None => "owner".to_string(),
        Some(Json::String(by)) if !by.is_empty() && by.len() <= 120 => by,
        Some(_) => {
            read.wrong(
                "by",
                "malformed",
                "Give the key of a field of a deal, such as source or company.sector.",
            );
            "owner".to_string()
        }
    };
    let request = FindRequest {
        fields: Some(Names(vec![by.clone()])),
        sort: Some(Names(Vec::new())),
        limit: Some(1),
        ..FindRequest::default()
    };
    if ground.reading.find(deal::KEY, &request).is_err() {
        read.wrong("by", "unknown_field", "There is no such field of a deal.");
    }
    let mut taken = read.end()?;
    if let Some(members) = taken.as_object_mut() {
        members.insert("by".to_string(), json!(by));
    }
    Ok(taken)
}

fn work_sales(ground: &mut Ground<'_>, parameters: &Json) -> Result<Json> {
    let (mut wanted, conditions) = wanted(ground, parameters)?;
    let by: String = given(parameters, "by").unwrap_or_else(|| "owner".to_string());
    wanted.by = Some(by.clone());
    ground.step(0, 3)?;
    let book = Book::read(&mut ground.reading, &wanted)?;
    ground.step(1, 3)?;
    let day = |name: &str| given::<Date>(parameters, name).map(day::number);
    let to = day("to").unwrap_or(book.today);
    // A year up to the last day: not a parameter, so that who asks the same again asks about the year up to then.
    let from = day("from").unwrap_or_else(|| day::first_of(day::month(to) - 11));
    let span = Span { from, to: to.min(book.today) };
    let answer = json!({
        "from": day::date(span.from).to_string(), "to": day::date(span.to).to_string(),
        "summary": summary(&book, span, &conditions),
        "pipelines": funnel::pipelines(&book, span, &conditions),
        "by": rate::by_field(&book, span, &by, &conditions),
        "lost": lost::reasons(&book, span, &conditions),
        "time": season::months(&book, &conditions),
    });
    ground.step(3, 3)?;
    Ok(head(&book, answer))
}

fn summary(book: &Book, span: Span, conditions: &[Json]) -> Json {
    use super::book::Outcome;
    let of = |outcome: Outcome| span.decided(book).filter(move |deal| deal.outcome == outcome);
    let (won, lost) = (of(Outcome::Won).count(), of(Outcome::Lost).count());
    let minor: i64 = of(Outcome::Won).filter_map(|deal| deal.minor).sum();
    let days = |outcome: Outcome| -> Vec<f64> {
        of(outcome).filter_map(|deal| deal.cycle()).map(|days| days as f64).collect()
    };
    let open = book.deals.iter().filter(|deal| deal.outcome == Outcome::Open);
    json!({
        "won": {"count": won, "amount": major(minor, book.currency), "object": deal::KEY, "filter": span.decided_filter(book, Some(Outcome::Won), conditions.to_vec())},
        "lost": {"count": lost, "object": deal::KEY, "filter": span.decided_filter(book, Some(Outcome::Lost), conditions.to_vec())},
        "win_rate": share(won, won + lost),
        "days_won": quartiles(&days(Outcome::Won)), "days_lost": quartiles(&days(Outcome::Lost)),
        "open": {
            "count": open.clone().count(), "amount": major(open.filter_map(|deal| deal.minor).sum(), book.currency),
            "object": deal::KEY, "filter": super::tell::all([vec![is(deal::OUTCOME.key(), "open")], conditions.to_vec()].concat()),
        },
    })
}

fn check_pipeline(_: &mut Ground<'_>, given: &Json) -> Result<Json> {
    let mut read = Parameters::of(given)?;
    whose(&mut read);
    read.number("months", 1, 12, 3);
    read.number("runs", 100, 5_000, 1_000);
    read.choice("model", &["auto", "stages", "age"], "auto");
    read.end()
}

fn work_pipeline(ground: &mut Ground<'_>, parameters: &Json) -> Result<Json> {
    let (wanted, conditions) = wanted(ground, parameters)?;
    ground.step(0, 15)?;
    let book = Book::read(&mut ground.reading, &wanted)?;
    let beside = beside(&mut ground.reading, &book)?;
    let options = Options {
        months: number(parameters, "months"),
        runs: usize::try_from(number(parameters, "runs")).unwrap_or(1_000),
        seed: ground.seed,
        model: match parameters.get("model").and_then(Json::as_str) {
            Some("stages") => Some(Model::Stages),
            Some("age") => Some(Model::Age),
            _ => None,
        },
    };
    let mut done = 0;
    let answer = pipeline(&book, &beside, options, &conditions, &mut || {
        done += 1;
        ground.step(done, 15)
    })?;
    Ok(head(&book, answer))
}

fn check_revenue(ground: &mut Ground<'_>, given: &Json) -> Result<Json> {
    let mut read = Parameters::of(given)?;
    let source = read.choice("source", &["deals", "purchases"], "deals");
    if source == "purchases" && ground.reading.object(purchase::KEY).is_err() {
        read.wrong("source", "unknown_choice", "There are no purchases here.");
    }
    read.number("months", 1, 24, 6);
    currency(&mut read);
    read.end()
}

fn work_revenue(ground: &mut Ground<'_>, parameters: &Json) -> Result<Json> {
    let source = match parameters.get("source").and_then(Json::as_str) {
        Some("purchases") => Source::Purchases,
        _ => Source::Deals,
    };
    let today = day::number(ground.today());
    let zone = ground.zone.clone();
    let (found, currency) = series(
        &mut ground.reading,
        source,
        today,
        &zone,
        given(parameters, "currency"),
        ground.currency,
        &[],
    )?;
    ground.step(1, 2)?;
    let months = usize::try_from(number(parameters, "months")).unwrap_or(6);
    let mut answer = revenue(source, &found, currency, &zone, months, ground.seed, &[]);
    if let Some(members) = answer.as_object_mut() {
        members.insert("currency".to_string(), json!(currency));
        members.insert("as_of".to_string(), json!(ground.today().to_string()));
    }
    Ok(answer)
}

fn check_performance(ground: &mut Ground<'_>, given: &Json) -> Result<Json> {
    let today = day::number(ground.today());
    let mut read = Parameters::of(given)?;
    read.choice("by", &["seller", "team", "product", "territory"], "seller");
    id(&mut read, "pipeline");
    currency(&mut read);
    let period = read.any("period");
    let text = match &period {
        None => Some(Period::quarter_of(today).to_string()),
        Some(Json::String(text)) => Period::parse(text).map(|period| period.to_string()),
        Some(_) => None,
    };
    if text.is_none() {
        read.wrong("period", "malformed", "Give a year, quarter or month: 2026, 2026-Q4 or 2026-11.");
    }
    let mut taken = read.end()?;
    if let Some(members) = taken.as_object_mut() {
        members.insert("period".to_string(), json!(text));
    }
    Ok(taken)
}

fn work_performance(ground: &mut Ground<'_>, parameters: &Json) -> Result<Json> {
    let (wanted, _) = wanted(ground, parameters)?;
    let by = parameters.get("by").and_then(Json::as_str).and_then(By::of).unwrap_or(By::Seller);
    let period = parameters.get("period").and_then(Json::as_str).and_then(Period::parse);
    let period = period.ok_or_else(|| Error::internal("a period that was read before"))?;
    let mut book = Book::read(&mut ground.reading, &wanted)?;
    ground.step(1, 3)?;
    let whole = period.span();
    let span = Span { from: whole.from, to: whole.to.min(book.today) };
    let parents = territories(&mut ground.reading, &mut book)?;
    let goals = goals(&mut ground.reading, &book, by, whole)?;
    let efforts = match by.works() {
        true => efforts(&mut ground.reading, span, &book.zone)?,
        false => Efforts::new(),
    };
    ground.step(2, 3)?;
    let mut answer = league(&book, by, &parents, span, period.months, &efforts, &goals, ground.seed);
    if let Some(members) = answer.as_object_mut() {
        let days = (whole.to - whole.from + 1) as f64;
        let gone = (span.to - whole.from + 1).max(0) as f64 / days;
        members.insert("gone".to_string(), json!(gone.min(1.0)));
        members.insert("from".to_string(), json!(day::date(whole.from).to_string()));
        members.insert("to".to_string(), json!(day::date(whole.to).to_string()));
    }
    Ok(head(&book, answer))
}
