//! The score of a lead: the points of the rules it meets, kept in the write, and told rule by rule.

use super::rule::check_condition;
use crate::sales::house::{found, input, text_of};
use axum::extract::{Path, State};
use dictionary::Value;
use platform::http::app::{answer, id};
use platform::http::{Answer, App, Asker};
use platform::job::{JobContext, JobError, NewJob, enqueue};
use records::{ChangeRequest, FindRequest, Names, RuleInput, Viewed, Writing};
use serde::Serialize;
use serde_json::{Value as Json, json};
use standard::{lead, score_rule};
use std::sync::Arc;
use store::event::Verb;
use vocabulary::{Error, Id, Result};

/// The kind of job that scores open leads anew when the rules have changed.
pub(super) const RESCORE: &str = "sales.score_leads";

/// Most rules that count.
const MOST: usize = 100;
/// Leads looked at in one transaction.
const PIECE: usize = 100;

/// A rule as it counts.
struct Counting {
    id: Id,
    name: String,
    points: i64,
    filter: Json,
}

impl Counting {
    fn of(rule: &Viewed) -> Counting {
        let points = match rule.value(score_rule::POINTS.key()) {
            Some(Value::Integer(points)) => *points,
            _ => 0,
        };
        let filter = text_of(rule.value(score_rule::FILTER.key()));
        Counting {
            id: rule.id(),
            name: rule.title().unwrap_or_default().to_string(),
            points,
            // A filter that is no JSON is met by nothing.
            filter: filter
                .and_then(|text| serde_json::from_str(text).ok())
                .unwrap_or_else(|| json!({"or": []})),
        }
    }
}

fn active() -> Json {
    json!({"field": score_rule::ACTIVE.key(), "op": "is", "value": true})
}

fn counting(writing: &mut Writing<'_>) -> Result<Vec<Counting>> {
    Ok(found(writing, score_rule::KEY, active(), "position", MOST)?.iter().map(Counting::of).collect())
}

fn sum<'a>(met: impl Iterator<Item = (&'a Counting, bool)>) -> i64 {
    met.filter(|(_, met)| *met).map(|(rule, _)| rule.points).fold(0, i64::saturating_add).clamp(0, 100)
}

/// Gives a lead the score of the rules; without rules, what somebody gave it stays.
pub(super) fn run(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if !matches!(input.verb, Verb::Created | Verb::Changed) {
        return Ok(());
    }
    let rules = counting(input.writing)?;
    if rules.is_empty() {
        return Ok(());
    }
    let filters: Vec<Json> = rules.iter().map(|rule| rule.filter.clone()).collect();
    let met = input.meets(&filters)?;
    let score = sum(rules.iter().zip(met));
    input.set(lead::SCORE.key(), Value::Integer(score))
}

/// A rule that is written can be read, and open leads are scored by it soon.
pub(super) fn check(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if matches!(input.verb, Verb::Created | Verb::Changed)
        && let Value::Text(text) = input.value(score_rule::FILTER.key()).clone()
    {
        check_condition(input, score_rule::FILTER.key(), &text)?;
    }
    let context = input.writing.context();
    let id = context.ids.next(context.now);
    let job = NewJob {
        id,
        workspace: context.workspace,
        kind: RESCORE.to_string(),
        label: "Scoring leads".to_string(),
        payload: json!({}),
        max_attempts: 5,
        run_at: context.now,
        created_by: None,
        created_key: None,
        once: None,
        created_at: context.now,
    };
    enqueue(input.writing.writer(), &job).map(|_| ())
}

/// Scores all open leads anew.
pub(super) fn rescore(job: &JobContext, _payload: Json) -> std::result::Result<Json, JobError> {
    let context = job.context()?;
    let engine = &job.platform.engine;
    let open = json!({"field": lead::STATE.key(), "op": "in", "value": ["new", "working", "qualified"]});
    let (mut cursor, mut changed, mut done) = (None, 0u64, 0i64);
    loop {
        job.progress(done, None, "")?;
        let request = FindRequest {
            filter: Some(open.clone()),
            sort: Some(Names::parse("created_at")),
            fields: Some(Names::parse(lead::SCORE.key())),
            limit: Some(PIECE),
            cursor: cursor.take(),
            ..FindRequest::default()
        };
        let page = engine.read(&context, |reading| reading.find(lead::KEY, &request))?;
        done += i64::try_from(page.data.len()).unwrap_or(i64::MAX);
        let leads: Vec<Id> = page.data.iter().map(Viewed::id).collect();
        let (hold, writer) = (job.hold(), Arc::clone(engine));
        changed += writer.write(&context, move |writing| {
            hold.check(writing.writer())?;
            score_all(writing, &leads)
        })?;
        match page.next {
            Some(next) => cursor = Some(next),
            None => return Ok(json!({"changed": changed})),
        }
    }
}

fn score_all(writing: &mut Writing<'_>, leads: &[Id]) -> Result<u64> {
    let rules = counting(writing)?;
    let filters: Vec<Json> = rules.iter().map(|rule| rule.filter.clone()).collect();
    let mut changed = 0;
    for lead in leads.iter().filter(|_| !rules.is_empty()) {
        let met = writing.reading().meets(lead::KEY, *lead, &filters)?;
        let fields = input([(lead::SCORE.key(), json!(sum(rules.iter().zip(met))))]);
        let request = ChangeRequest { id: *lead, version: None, fields };
        match writing.change(lead::KEY, &request) {
            Ok(written) => changed += u64::from(written.seq.is_some()),
            // Somebody removed it, or a rule of today refuses what stands there: the others go on.
            Err(Error::NotFound(_) | Error::Invalid(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(changed)
}

/// Why a lead has its score.
#[derive(Serialize)]
struct Told {
    score: Json,
    rules: Vec<ToldRule>,
    /// Points of rules that speak of what the asker may not see.
    hidden: i64,
}

/// What one rule gave.
#[derive(Serialize)]
struct ToldRule {
    id: Id,
    name: String,
    points: i64,
    met: bool,
}

/// `GET /leads/{id}/score`
pub async fn show_score(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let of = id(&of)?;
    let told = app
        .read(&asker, move |reading| {
            let seen = reading.get(lead::KEY, of)?;
            let score = seen.value(lead::SCORE.key()).map_or(Json::Null, Value::to_json);
            let request = FindRequest {
                filter: Some(active()),
                sort: Some(Names::parse("position")),
                limit: Some(MOST),
                ..FindRequest::default()
            };
            let rules = match reading.find(score_rule::KEY, &request) {
                Ok(page) => page.data.iter().map(Counting::of).collect(),
                // Who may not see the rules sees the score alone.
                Err(Error::NotFound(_) | Error::Invalid(_)) => Vec::new(),
                Err(error) => return Err(error),
            };
            let mut told = Told { score, rules: Vec::new(), hidden: 0 };
            for rule in rules {
                let met = reading.meets(lead::KEY, of, std::slice::from_ref(&rule.filter))? == [true];
                if reading.check_filter(lead::KEY, &rule.filter).is_ok() {
                    let Counting { id, name, points, .. } = rule;
                    told.rules.push(ToldRule { id, name, points, met });
                } else if met {
                    told.hidden += rule.points;
                }
            }
            Ok(told)
        })
        .await?;
    answer(200, &told)
}
