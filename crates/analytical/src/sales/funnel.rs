//! How far the deals of each pipeline came, how fast they move, and how long they stand in each stage.

use super::book::{Book, Deal, Outcome, Pipeline};
use super::span::Span;
use super::tell::{CONFIDENCE, all, begun, is, major, quantile, refusal, share};
use math::survival::{Span as Wait, kaplan_meier, time_until};
use serde_json::{Value as Json, json};
use standard::{deal, stage_visit};
use vocabulary::Id;

/// How far a deal came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    /// To the open stage of that place, or beyond all of them.
    Stage(usize),
    /// It was lost before its stages were kept: somewhere.
    Unknown,
}

/// The pipelines that have deals.
pub(super) fn pipelines(book: &Book, span: Span, whose: &[Json]) -> Vec<Json> {
    book.pipelines
        .iter()
        .filter_map(|pipeline| {
            let deals: Vec<&Deal> =
                book.deals.iter().filter(|deal| deal.pipeline == Some(pipeline.id)).collect();
            (!deals.is_empty()).then(|| told(book, pipeline, &deals, span, whose))
        })
        .collect()
}

fn told(book: &Book, pipeline: &Pipeline, deals: &[&Deal], span: Span, whose: &[Json]) -> Json {
    let began: Vec<&Deal> = deals.iter().copied().filter(|deal| span.holds(deal.begun)).collect();
    json!({
        "id": pipeline.id,
        "name": pipeline.name,
        "begun": began.len(),
        "steps": steps(book, pipeline, &began, span, whose),
        "velocity": velocity(book, deals, span),
        "stages": stages(book, pipeline, deals, span, whose),
    })
}

fn open_stages(pipeline: &Pipeline) -> Vec<Id> {
    pipeline.stages.iter().filter(|stage| stage.open).map(|stage| stage.id).collect()
}

fn depth(deal: &Deal, stages: &[Id]) -> Depth {
    if deal.outcome == Outcome::Won {
        return Depth::Stage(stages.len());
    }
    let place = |stage: Id| stages.iter().position(|known| *known == stage);
    let visited = deal.visits.iter().filter_map(|visit| place(visit.stage)).max();
    let stands = deal.stage.and_then(place);
    match visited.max(stands) {
        Some(place) => Depth::Stage(place),
        None if deal.outcome == Outcome::Open => Depth::Stage(0),
        None => Depth::Unknown,
    }
}

/// How many of the deals that began came to each stage, and to the end.
fn steps(book: &Book, pipeline: &Pipeline, began: &[&Deal], span: Span, whose: &[Json]) -> Vec<Json> {
    let stages = open_stages(pipeline);
    let depths: Vec<(Depth, bool)> =
        began.iter().map(|deal| (depth(deal, &stages), deal.outcome == Outcome::Open)).collect();
    let unknown = depths.iter().filter(|(depth, _)| *depth == Depth::Unknown).count();
    let reached = |place: usize| {
        depths
            .iter()
            .filter(|(depth, _)| match depth {
                Depth::Stage(far) => *far >= place,
                Depth::Unknown => place == 0,
            })
            .count()
    };
    let standing =
        |place: usize| depths.iter().filter(|(depth, open)| *open && *depth == Depth::Stage(place)).count();
    let base = |more: Vec<Json>| {
        let mut parts =
            vec![is(deal::PIPELINE.key(), pipeline.id.to_string()), begun(span.from, span.to, &book.zone)];
        parts.extend(whose.iter().cloned());
        parts.extend(more);
        all(parts)
    };
    let names = pipeline.stages.iter().filter(|stage| stage.open).map(|stage| stage.name.clone());
    let mut steps: Vec<Json> = Vec::new();
    for (place, name) in names.enumerate() {
        let later: Vec<String> = stages.iter().skip(place).map(Id::to_string).collect();
        let filter = match place {
            0 => base(Vec::new()),
            _ => base(vec![json!({"or": [
                {"field": deal::OUTCOME.key(), "op": "is", "value": "won"},
                {"and": [
                    {"field": deal::OUTCOME.key(), "op": "is", "value": "open"},
                    {"field": deal::STAGE.key(), "op": "in", "value": later},
                ]},
                {"linked": "stage_visit.deal", "where": {"field": stage_visit::STAGE.key(), "op": "in", "value": later}},
            ]})]),
        };
        steps.push(json!({
            "stage": stages.get(place), "name": name, "reached": reached(place),
            "unknown": if place == 0 { 0 } else { unknown }, "standing": standing(place),
            "on": went_on(reached(place), reached(place + 1), standing(place), if place == 0 { unknown } else { 0 }),
            "object": deal::KEY, "filter": filter,
        }));
    }
    steps.push(json!({
        "stage": Json::Null, "name": Json::Null, "reached": reached(stages.len()), "unknown": 0, "standing": 0,
        "on": Json::Null, "object": deal::KEY, "filter": base(vec![is(deal::OUTCOME.key(), "won")]),
    }));
    steps
}

/// Of those of which it is known, and that stand there no longer.
fn went_on(here: usize, next: usize, standing: usize, unknown: usize) -> Json {
    share(next, here.saturating_sub(standing + unknown))
}

/// What comes through a pipeline in thirty days: open deals × share won × usual amount ÷ days it takes.
fn velocity(book: &Book, deals: &[&Deal], span: Span) -> Json {
    let open: Vec<&&Deal> = deals.iter().filter(|deal| deal.outcome == Outcome::Open).collect();
    let decided: Vec<&&Deal> =
        deals.iter().filter(|deal| deal.decided() && deal.ended.is_some_and(|day| span.holds(day))).collect();
    let won: Vec<&&Deal> = decided.iter().copied().filter(|deal| deal.outcome == Outcome::Won).collect();
    let mut cycles: Vec<f64> = won.iter().filter_map(|deal| deal.cycle()).map(|days| days as f64).collect();
    cycles.sort_by(f64::total_cmp);
    let amounts: Vec<i64> = won.iter().filter_map(|deal| deal.minor).collect();
    let open_minor: i64 = open.iter().filter_map(|deal| deal.minor).sum();
    let mean = (!amounts.is_empty())
        .then(|| major(amounts.iter().sum::<i64>(), book.currency) / amounts.len() as f64);
    let days = (!cycles.is_empty()).then(|| quantile(&cycles, 0.5));
    let rate = (!decided.is_empty()).then(|| won.len() as f64 / decided.len() as f64);
    let flow = match (mean, days, rate) {
        (Some(mean), Some(days), Some(rate)) => Some(open.len() as f64 * rate * mean / days.max(1.0) * 30.0),
        _ => None,
    };
    json!({
        "open": open.len(), "open_amount": major(open_minor, book.currency),
        "win_rate": share(won.len(), decided.len()), "mean_won": mean, "days": days, "per_month": flow,
    })
}

/// How long deals stand in each stage. Those still there count for as long as they have been there.
fn stages(book: &Book, pipeline: &Pipeline, deals: &[&Deal], span: Span, whose: &[Json]) -> Vec<Json> {
    pipeline
        .stages
        .iter()
        .filter(|stage| stage.open)
        .map(|stage| {
            let visits = || {
                deals.iter().flat_map(|deal| deal.visits.iter()).filter(|visit| {
                    visit.stage == stage.id && visit.entered >= span.from as f64 && visit.entered <= book.now
                })
            };
            let waits: Vec<Wait> = visits()
                .map(|visit| Wait {
                    time: (visit.left.unwrap_or(book.now) - visit.entered).max(0.0),
                    happened: visit.left.is_some(),
                })
                .collect();
            let still = waits.iter().filter(|wait| !wait.happened).count();
            let standing = deals.iter().filter(|deal| {
                deal.outcome == Outcome::Open && deal.stage == Some(stage.id)
            });
            let old = stage.age_limit.map(|limit| {
                standing
                    .clone()
                    .filter(|deal| {
                        deal.visits.last().is_some_and(|visit| book.now - visit.entered > limit as f64)
                    })
                    .count()
            });
            let mut filter = vec![
                is(stage_visit::STAGE.key(), stage.id.to_string()),
                json!({"field": stage_visit::ENTERED_AT.key(), "op": "on_or_after", "value": super::day::midnight(span.from, &book.zone).to_string()}),
            ];
            filter.extend(whose.iter().map(through));
            let time = match kaplan_meier(&waits, CONFIDENCE) {
                Ok(curve) => json!({
                    "low": time_until(&curve, 0.25), "median": time_until(&curve, 0.5), "high": time_until(&curve, 0.75),
                }),
                Err(why) => refusal(&why),
            };
            json!({
                "stage": stage.id, "name": stage.name, "visits": waits.len(), "still": still, "time": time,
                "standing": standing.count(), "age_limit": stage.age_limit, "too_old": old,
                "object": stage_visit::KEY, "filter": all(filter),
            })
        })
        .collect()
}

/// A condition on a deal, as one on its visits.
fn through(part: &Json) -> Json {
    let mut part = part.clone();
    if let Some(field) = part.get("field").and_then(Json::as_str).map(|field| format!("deal.{field}"))
        && let Some(members) = part.as_object_mut()
    {
        members.insert("field".to_string(), json!(field));
    }
    part
}
