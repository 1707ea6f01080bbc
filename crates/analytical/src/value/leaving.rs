//! Who is about to leave: a regression on behavior that learned from one stretch of time and is tested on the next, beside what the
//! buying model says; with what is at stake and the main reasons for each customer.

use super::feature::{Behavior, COLUMNS, Talks};
use super::history::History;
use super::lifetime::{last_day, set};
use super::model::{Fit, Kind, fit};
use super::parameter::{Customers, date_of};
use super::reason::{self, Reason};
use super::watch::Steps;
use super::{Amounts, refused};
use math::Refusal;
use math::churn::{Isotonic, Logistic, Platt, area_under_curve, brier, calibration_curve, calibration_error};
use math::number::Matrix;
use serde_json::{Value as Json, json};
use vocabulary::Result;

/// Silences offered as leaving, in days.
const SILENCES: [i32; 9] = [14, 30, 45, 60, 90, 120, 180, 270, 365];

/// The regression learns from no fewer customers, and no fewer of those who left or stayed.
const LEAST: usize = 60;
const LEAST_OF_EACH: usize = 10;

/// Above so many customers steps are fine enough to calibrate with; below, a sigmoid.
const STEPS_FROM: usize = 1000;

/// Customers told by name.
const TOLD: usize = 200;

/// How a score becomes a probability.
enum Calibration {
    Steps(Isotonic),
    Sigmoid(Platt),
}

impl Calibration {
    fn fit(scores: &[f64], left: &[bool]) -> std::result::Result<Calibration, Refusal> {
        if scores.len() >= STEPS_FROM {
            Isotonic::fit(scores, left).map(Calibration::Steps)
        } else {
            Platt::fit(scores, left).map(Calibration::Sigmoid)
        }
    }

    fn probability(&self, score: f64) -> f64 {
        match self {
            // Nobody is certain to leave or to stay.
            Self::Steps(steps) => steps.probability(score).clamp(0.005, 0.995),
            Self::Sigmoid(sigmoid) => sigmoid.probability(score),
        }
    }

    fn key(&self) -> &'static str {
        match self {
            Self::Steps(_) => "isotonic",
            Self::Sigmoid(_) => "platt",
        }
    }
}

/// What foretells best, with its test.
pub(crate) struct Risks {
    behavior: Option<(Logistic, Calibration)>,
    buying: Option<(Fit, Calibration)>,
    usual: f64,
    days: i32,
    /// What the tests say, for the answer.
    pub(crate) report: Json,
}

/// The risk of one customer.
pub(crate) struct Risk {
    pub(crate) behavior: Behavior,
    pub(crate) risk: f64,
    reasons: Vec<Reason>,
}

/// Days of silence that count as leaving: of ten purchases that came, nine came within so many.
pub(crate) fn silence(history: &History, customers: Customers, until: i32) -> Option<i32> {
    let mut gaps = gaps(history, customers, until);
    if gaps.is_empty() {
        return None;
    }
    let at = gaps.len() * 9 / 10;
    let (_, gap, _) = gaps.select_nth_unstable(at);
    Some(SILENCES.into_iter().find(|days| days >= gap).unwrap_or(365))
}

fn gaps(history: &History, customers: Customers, until: i32) -> Vec<i32> {
    let wanted = history.customers().filter(|(who, _)| customers.wants(*who));
    wanted
        .flat_map(|(_, days)| {
            let bought = || days.iter().filter(|day| day.bought && day.day <= until).map(|day| day.day);
            bought().zip(bought().skip(1)).map(|(one, next)| next - one).collect::<Vec<_>>()
        })
        .collect()
}

/// Those who had bought by `cut` and were not silent for too long already.
fn there(history: &History, customers: Customers, cut: i32, days: i32, talks: &Talks) -> Vec<Behavior> {
    let wanted = history.customers().filter(|(who, _)| customers.wants(*who));
    wanted
        .filter_map(|(who, own)| Behavior::of(who, own, cut, cut + days, days, talks))
        .filter(|behavior| behavior.silence < days)
        .collect()
}

fn left(all: &[Behavior]) -> Vec<bool> {
    all.iter().map(|one| one.summary.later == 0).collect()
}

fn matrix(all: &[Behavior], usual: f64) -> Matrix {
    let rows: Vec<_> = all.iter().map(|one| one.row(usual)).collect();
    Matrix::from_rule(rows.len(), COLUMNS.len(), |row, column| {
        rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or_default()
    })
}

/// Half of the customers for calibrating, half for the test; every other one, so that both hold new and old ones.
fn halves<T: Copy>(all: &[T]) -> (Vec<T>, Vec<T>) {
    (all.iter().step_by(2).copied().collect(), all.iter().skip(1).step_by(2).copied().collect())
}

/// Learns from the stretch before the last one, calibrates on half of the customers of the last one, and is tested on the other half.
pub(crate) fn learn(
    history: &History,
    customers: Customers,
    until: i32,
    days: i32,
    talks: &Talks,
    steps: &mut Steps<'_>,
) -> Result<Risks> {
    let mut all = gaps(history, customers, until);
    let middle = all.len() / 2;
    let usual = if all.is_empty() { days } else { *all.select_nth_unstable(middle).1 };
    let before = there(history, customers, until - 2 * days, days, talks);
    let after = there(history, customers, until - days, days, talks);
    let mut risks = Risks { behavior: None, buying: None, usual: f64::from(usual), days, report: Json::Null };
    let outcome = left(&after);
    let enough = |outcome: &[bool]| {
        let gone = outcome.iter().filter(|one| **one).count();
        let least = gone.min(outcome.len() - gone);
        if outcome.len() < LEAST {
            return Err(Refusal::TooFew { what: "customers", needed: LEAST, got: outcome.len() });
        }
        if least < LEAST_OF_EACH {
            return Err(Refusal::TooFew {
                what: "customers who left and who stayed",
                needed: LEAST_OF_EACH,
                got: least,
            });
        }
        Ok(())
    };
    let learned = enough(&left(&before)).and_then(|()| enough(&outcome)).and_then(|()| {
        Logistic::fit(&matrix(&before, risks.usual), &left(&before), 1.0).map(|fitted| fitted.model)
    });
    steps()?;
    let behavior = learned.and_then(|model| {
        let scores: Vec<f64> = after.iter().map(|one| model.log_odds(&one.row(risks.usual))).collect();
        let (calibration, report) = tested(&scores, &outcome)?;
        Ok((model, calibration, report))
    });
    let from_start = super::lifetime::known(history, customers, until - days, until);
    let fitted = fit(Kind::Modified, from_start.iter().map(|(_, summary)| summary.customer), steps)?;
    let weeks = f64::from(days) / 7.0;
    let buying = fitted.and_then(|fit| {
        enough(&outcome)?;
        let scores: Vec<f64> =
            after.iter().map(|one| logit(fit.model.silent(&one.summary.customer, weeks))).collect();
        let (calibration, report) = tested(&scores, &outcome)?;
        Ok((fit, calibration, report))
    });
    let area = |tested: &Json, which: &str| {
        tested.pointer(&format!("/area/{which}")).and_then(Json::as_f64).unwrap_or(0.0)
    };
    let (mut behaves, mut buys) = (0.0, 0.0);
    let told = |refusal: &Refusal| json!({"refusal": refused(refusal)});
    let behavior_report = match behavior {
        Ok((model, calibration, report)) => {
            behaves = area(&report, "area");
            risks.behavior = Some((model, calibration));
            report
        }
        Err(refusal) => told(&refusal),
    };
    let buying_report = match buying {
        Ok((fit, calibration, report)) => {
            buys = area(&report, "low");
            risks.buying = Some((fit, calibration));
            report
        }
        Err(refusal) => told(&refusal),
    };
    // What surely tells better is used; behavior where both may be alike, because it can say why.
    if behaves < buys {
        risks.behavior = None;
    }
    let used = match (&risks.behavior, &risks.buying) {
        (Some(_), _) => json!("behavior"),
        (None, Some(_)) => json!("buying"),
        (None, None) => Json::Null,
    };
    risks.report = json!({
        "learned_from": date_of(until - 3 * days + 1),
        "learned_on": date_of(until - 2 * days),
        "tested_on": date_of(until - days),
        "customers": after.len(),
        "left": outcome.iter().filter(|one| **one).count(),
        "behavior": behavior_report,
        "buying": buying_report,
        "used": used,
    });
    Ok(risks)
}

/// Log-odds that stay finite.
fn logit(probability: f64) -> f64 {
    let inside = probability.clamp(1e-9, 1.0 - 1e-9);
    (inside / (1.0 - inside)).ln()
}

/// Calibrates on one half and measures on the other.
fn tested(scores: &[f64], left: &[bool]) -> std::result::Result<(Calibration, Json), Refusal> {
    let ((for_calibration, for_test), (known, unknown)) = (halves(scores), halves(left));
    let calibration = Calibration::fit(&for_calibration, &known)?;
    let told: Vec<f64> = for_test.iter().map(|score| calibration.probability(*score)).collect();
    let area = area_under_curve(&for_test, &unknown, 0.95)?;
    let curve = calibration_curve(&told, &unknown, if told.len() >= 500 { 10 } else { 5 }, 0.95)?;
    let bins: Vec<Json> = curve
        .iter()
        .map(|bin| {
            json!({
                "customers": bin.customers,
                "told": bin.told,
                "seen": bin.seen.share,
                "low": bin.seen.low,
                "high": bin.seen.high,
            })
        })
        .collect();
    let report = json!({
        "area": {"area": area.area, "low": area.low, "high": area.high},
        "brier": brier(&told, &unknown)?,
        "calibration": bins,
        "calibration_error": calibration_error(&curve),
        "calibrated_with": calibration.key(),
        "customers": told.len(),
    });
    Ok((calibration, report))
}

impl Risks {
    /// The risk of each customer who is still there on the evening of `until`, and of nobody when nothing could be learned.
    pub(crate) fn of(&self, history: &History, customers: Customers, until: i32, talks: &Talks) -> Vec<Risk> {
        let weeks = f64::from(self.days) / 7.0;
        let one = |behavior: Behavior| {
            if let Some((model, calibration)) = &self.behavior {
                let row = behavior.row(self.usual);
                let reasons = reason::of_behavior(model.reasons(&row));
                return Some(Risk { risk: calibration.probability(model.log_odds(&row)), reasons, behavior });
            }
            let (fit, calibration) = self.buying.as_ref()?;
            let silent = fit.model.silent(&behavior.summary.customer, weeks);
            let risk = calibration.probability(logit(silent));
            let reasons = reason::of_buying(&behavior, risk, self.usual, self.days);
            Some(Risk { risk, reasons, behavior })
        };
        there(history, customers, until, self.days, talks).into_iter().filter_map(one).collect()
    }
}

/// The analysis without the curves.
pub(crate) fn work(
    history: &History,
    customers: Customers,
    asked: (Option<i32>, Option<i32>),
    today: i32,
    talks: &Talks,
    amounts: Amounts,
    steps: &mut Steps<'_>,
) -> Result<Json> {
    let Some(span) = history.span() else {
        return Ok(
            json!({"refusal": refused(&Refusal::TooFew { what: "customers", needed: LEAST, got: 0 })}),
        );
    };
    let (until, ended) = last_day(asked.0, span, today);
    let suggested = silence(history, customers, until);
    let Some(days) = asked.1.or(suggested) else {
        return Ok(json!({"until": date_of(until), "refusal": refused(&Refusal::NoRepeatPurchases)}));
    };
    let mut result = json!({
        "first": date_of(span.0),
        "until": date_of(until),
        "ended": ended,
        "days": days,
        "suggested_days": suggested,
        "currency": amounts.currency.code(),
    });
    let known = super::lifetime::known(history, customers, until, until);
    let gone = known.iter().filter(|(_, summary)| until - summary.last >= days).count();
    set(&mut result, "customers", json!(known.len()));
    set(&mut result, "gone", json!(gone));
    let risks = learn(history, customers, until, days, talks, steps)?;
    let all = risks.of(history, customers, until, talks);
    set(&mut result, "test", risks.report.clone());
    if all.is_empty() {
        let refusal = ["/behavior/refusal", "/buying/refusal"]
            .iter()
            .find_map(|place| risks.report.pointer(place).cloned())
            .unwrap_or_else(|| {
                refused(&Refusal::TooFew { what: "customers who are still there", needed: 1, got: 0 })
            });
        set(&mut result, "refusal", refusal);
        return Ok(result);
    }
    set(&mut result, "active", json!(all.len()));
    set(&mut result, "expected_to_leave", json!(all.iter().map(|one| one.risk).sum::<f64>()));
    set(&mut result, "at_stake", json!(amounts.major(all.iter().map(Risk::at_stake).sum())));
    set(&mut result, "bands", bands(&all, amounts));
    set(&mut result, "list", list(all, amounts));
    Ok(result)
}

impl Risk {
    /// What was bought in the last year, weighed with the risk, in minor units.
    fn at_stake(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "amounts of one customer are far below 2^53")]
        let year = self.behavior.summary.year.max(0) as f64;
        self.risk * year
    }
}

/// Customers by how high the risk is.
fn bands(all: &[Risk], amounts: Amounts) -> Json {
    let bands = [("high", 0.6, 1.01), ("middle", 0.3, 0.6), ("low", 0.0, 0.3)];
    let band = |(key, low, high): (&str, f64, f64)| {
        let inside = || all.iter().filter(move |one| one.risk >= low && one.risk < high);
        json!({
            "key": key,
            "from": low,
            "to": high.min(1.0),
            "customers": inside().count(),
            "expected_to_leave": inside().map(|one| one.risk).sum::<f64>(),
            "at_stake": amounts.major(inside().map(Risk::at_stake).sum()),
        })
    };
    Json::Array(bands.into_iter().map(band).collect())
}

/// Those with the most at stake.
fn list(mut all: Vec<Risk>, amounts: Amounts) -> Json {
    all.sort_by(|one, other| {
        let stakes = other.at_stake().total_cmp(&one.at_stake());
        stakes.then(other.risk.total_cmp(&one.risk)).then(one.behavior.who.cmp(&other.behavior.who))
    });
    let told = |one: &Risk| {
        let reasons: Vec<Json> =
            one.reasons.iter().map(|(key, raises)| json!({"key": key, "raises": raises})).collect();
        json!({
            "object": one.behavior.who.object(),
            "id": one.behavior.who.id(),
            "last": date_of(one.behavior.summary.last),
            "risk": one.risk,
            "year": amounts.major(one.behavior.summary.year as f64),
            "at_stake": amounts.major(one.at_stake()),
            "facts": one.behavior.facts(),
            "reasons": reasons,
        })
    };
    Json::Array(all.iter().take(TOLD).map(told).collect())
}
