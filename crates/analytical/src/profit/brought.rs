//! What information costs in the span, against what came after what Kith told was acted on. Whoever acts chooses on what, so this is no
//! proof of cause; held against what was dismissed and what was left it says how much probably would not have come anyway.

use super::answer::rounded;
use super::gather::Sum;
use super::information::{Done, Span, Watch};
use super::serving::times;
use super::{Asked, minor, share};
use crate::analysis::Ground;
use crate::next::DAYS;
use math::Refusal;
use math::mean::two_means;
use serde_json::{Value as Json, json};

/// With fewer on a side nothing is said about the difference.
const FEW: usize = 20;
/// How sure the bounds are.
const CONFIDENCE: f64 = 0.9;
/// A month has 487/16 days: a twelfth of 365.25.
const MONTH: (i64, i64) = (16, 487);

pub(super) fn told(ground: &Ground<'_>, asked: &Asked, watch: &Watch) -> Json {
    let of = |done: Done| watch.spans.iter().flatten().filter(move |span| span.done == done);
    let [acted, dismissed, left] = [Done::Acted, Done::Dismissed, Done::Left].map(|done| side(of(done)));
    // Days in which nothing was told are paid for as well; those of which nobody knows yet what they brought are not in it.
    let until = ground.as_of.plus_seconds(-DAYS * 86_400);
    let span = watch.shown.map(|first| (first.date_in(&ground.zone), until.date_in(&ground.zone)));
    let days = span.map_or(0, |(from, to)| {
        i64::from(from.to_jiff().until(to.to_jiff()).map_or(0, |span| span.get_days())) + 1
    });
    let cost = times(minor(asked.information, ground), days.saturating_mul(MONTH.0), MONTH.1);
    let margin = acted.sum.margin();
    let counted = asked.information.millionths() > 0;
    // The cost is that of the house; held against what a few brought it would say nothing.
    let whole = counted && !watch.partly && !acted.margins.is_empty();
    let suggestions = |done: Done| watch.suggestions.get(done as usize).copied().unwrap_or_default();
    let side_told = |side: &Side, done: Done| {
        let times = i64::try_from(side.margins.len()).unwrap_or(i64::MAX);
        json!({
            "suggestions": suggestions(done), "times": times, "bought": side.bought,
            "revenue": ground.money(side.sum.revenue()), "unknown": ground.money(side.sum.unknown),
            "margin": ground.money(side.sum.margin()),
            "each": (times > 0).then(|| ground.money(share(side.sum.margin(), times))),
        })
    };
    let against = |other: &Side| {
        let found = compared(other, &acted);
        let money = |value: f64| ground.money(whole_minor(value));
        match found {
            Err(refusal) => {
                let code = if matches!(refusal, Refusal::TooFew { .. }) { "too_few" } else { "alike" };
                json!({"refusal": {"code": code, "text": refusal.to_string()}})
            }
            Ok([each, low, high]) => {
                let count = acted.margins.len() as f64;
                let all = [each, low, high].map(|one| one * count);
                let net = whole.then(|| all.map(|one| money(one - cost as f64)));
                json!({
                    "refusal": null, "each": money(each), "low": money(low), "high": money(high),
                    "brought": all.map(money), "net": net,
                })
            }
        }
    };
    json!({
        "days": DAYS,
        "needed": FEW,
        "refusal": refusal(watch, &acted),
        "from": span.map(|(from, _)| from),
        "to": span.map(|(_, to)| to),
        "months": rounded(days as f64 * MONTH.0 as f64 / MONTH.1 as f64),
        "rate": asked.information,
        "counted": counted,
        "partly": watch.partly,
        "cost": ground.money(cost),
        "waiting": watch.waiting,
        "acted_on": side_told(&acted, Done::Acted),
        "dismissed": side_told(&dismissed, Done::Dismissed),
        "left": side_told(&left, Done::Left),
        // As if nothing of it had come anyway.
        "net_at_most": whole.then(|| ground.money(margin.saturating_sub(cost))),
        "against_dismissed": against(&dismissed),
        "against_left": against(&left),
    })
}

/// Why nothing, or not all of it, can be said.
fn refusal(watch: &Watch, acted: &Side) -> Json {
    let (code, text) = if watch.shown.is_none() && watch.waiting == 0 {
        ("nothing_shown", "Nothing that you see has stood on the list of what to do next in this span.")
    } else if watch.shown.is_none() {
        ("too_young", "What stood on the list of what to do next is too young to say what came of it.")
    } else if acted.margins.is_empty() {
        ("nobody_acted", "Nobody has acted on what stood on the list of what to do next.")
    } else {
        return Json::Null;
    };
    json!({"code": code, "text": text})
}

/// What came after all that the same was done with.
#[derive(Default)]
struct Side {
    sum: Sum,
    /// The margin of each time, nothing where nothing was bought.
    margins: Vec<f64>,
    /// How often something was bought.
    bought: u64,
}

fn side<'s>(spans: impl Iterator<Item = &'s Span>) -> Side {
    let mut side = Side::default();
    for span in spans {
        side.sum.add(&span.sum);
        side.margins.push(span.sum.margin() as f64);
        side.bought += u64::from(span.lines > 0);
    }
    side
}

/// How much more margin a time brought that was acted on, with its bounds.
fn compared(other: &Side, acted: &Side) -> Result<[f64; 3], Refusal> {
    for (what, side) in [("times somebody acted", acted), ("times nobody did", other)] {
        if side.margins.len() < FEW {
            return Err(Refusal::TooFew { what, needed: FEW, got: side.margins.len() });
        }
    }
    let found = two_means(&other.margins, &acted.margins, CONFIDENCE)?;
    Ok([found.difference, found.low, found.high])
}

#[expect(clippy::cast_possible_truncation, reason = "what lies beyond all money is as much as there is")]
fn whole_minor(value: f64) -> i64 {
    value.round() as i64
}
