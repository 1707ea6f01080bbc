//! How long until something happens, when for many it has not happened yet: Kaplan-Meier curves and the log-rank test.
//!
//! E. L. Kaplan and P. Meier, Nonparametric Estimation from Incomplete Observations, JASA 53 (1958); M. Greenwood (1926) for the variance;
//! N. Mantel, Evaluation of Survival Data, Cancer Chemotherapy Reports 50 (1966) for the test.

use crate::Refusal;
use crate::number::{Matrix, chi_square_tail, normal_quantile};

/// One observation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Time until it happened, or until we looked last.
    pub time: f64,
    /// Whether it happened.
    pub happened: bool,
}

/// One step of the curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Time of the step.
    pub time: f64,
    /// How many were still under observation just before.
    pub at_risk: u64,
    /// For how many it happened.
    pub happened: u64,
    /// Share for whom it has not happened after this time.
    pub survival: f64,
    /// Greenwood's standard error of that share.
    pub standard_error: f64,
    /// Lower end of the interval, on the log(-log) scale, so that it stays within 0 and 1.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The curve with a step at each time at which something happened; `confidence` like 0.95.
///
/// # Errors
/// `TooFew` without observations, `Impossible` for a time that is negative or not a number or a confidence outside (0, 1).
pub fn kaplan_meier(spans: &[Span], confidence: f64) -> Result<Vec<Step>, Refusal> {
    crate::refusal::at_least("observations", 1, spans.len())?;
    check(spans)?;
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Refusal::Impossible { what: "a confidence is not between 0 and 1" });
    }
    let z = normal_quantile(0.5 + confidence / 2.0);
    let (mut survival, mut variance) = (1.0, 0.0);
    let steps = times(spans).into_iter().map(|(time, at_risk, happened)| {
        #[expect(clippy::cast_precision_loss, reason = "numbers of observations are far below 2^53")]
        let (risk, gone) = (at_risk as f64, happened as f64);
        survival *= (risk - gone) / risk;
        variance += if at_risk > happened { gone / (risk * (risk - gone)) } else { 0.0 };
        let standard_error = survival * f64::sqrt(variance);
        let (low, high) = if survival > 0.0 && survival < 1.0 {
            let logarithm = f64::ln(survival);
            let spread = z * f64::sqrt(variance) / logarithm.abs();
            ((logarithm * spread.exp()).exp(), (logarithm * (-spread).exp()).exp())
        } else {
            (survival, survival)
        };
        Step { time, at_risk, happened, survival, standard_error, low, high }
    });
    Ok(steps.collect())
}

/// The first time by which it has happened for at least this share (0.5: the median), if the curve gets there.
pub fn time_until(curve: &[Step], share: f64) -> Option<f64> {
    curve.iter().find(|step| step.survival <= 1.0 - share + 1e-12).map(|step| step.time)
}

/// Mean time without it, up to `end` (the area under the curve).
pub fn restricted_mean(curve: &[Step], end: f64) -> f64 {
    let (mut from, mut survival, mut area) = (0.0, 1.0, 0.0);
    for step in curve.iter().take_while(|step| step.time < end) {
        area += survival * (step.time - from);
        (from, survival) = (step.time, step.survival);
    }
    area + survival * (end - from).max(0.0)
}

/// Whether groups differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogRank {
    /// The statistic.
    pub chi_square: f64,
    /// Degrees of freedom: groups less one.
    pub freedom: u32,
    /// Probability of so large a difference if there were none.
    pub probability: f64,
}

/// The log-rank test over two or more groups.
///
/// # Errors
/// `TooFew` groups or observations, `TooMany` groups (above 100); `NoVariation` if nothing happened, or only where a single group was left; `Impossible` times.
pub fn log_rank(groups: &[Vec<Span>]) -> Result<LogRank, Refusal> {
    const GROUPS: usize = 100;
    crate::refusal::at_least("groups", 2, groups.len())?;
    if groups.len() > GROUPS {
        return Err(Refusal::TooMany { what: "groups", limit: GROUPS });
    }
    for group in groups {
        crate::refusal::at_least("observations in a group", 1, group.len())?;
        check(group)?;
    }
    let all: Vec<Span> = groups.iter().flatten().copied().collect();
    let sorted: Vec<Vec<Span>> = groups.iter().map(|group| sorted(group)).collect();
    let size = groups.len();
    let mut difference = vec![0.0; size];
    let mut covariance = Matrix::zeros(size, size);
    #[expect(clippy::cast_precision_loss, reason = "numbers of observations are far below 2^53")]
    for (time, at_risk, happened) in times(&all).into_iter().filter(|step| step.2 > 0) {
        let (risk, gone) = (at_risk as f64, happened as f64);
        let here: Vec<(f64, f64)> = sorted
            .iter()
            .map(|group| {
                let before = group.partition_point(|span| span.time < time);
                let until = group.partition_point(|span| span.time <= time);
                let happened =
                    group.get(before..until).map_or(0, |now| now.iter().filter(|span| span.happened).count());
                ((group.len() - before) as f64, happened as f64)
            })
            .collect();
        for ((own, own_gone), sum) in here.iter().zip(&mut difference) {
            *sum += own_gone - gone * own / risk;
        }
        if at_risk > 1 {
            let scale = gone * (risk - gone) / (risk - 1.0);
            for (row, (left, _)) in here.iter().enumerate() {
                for (column, (right, _)) in here.iter().enumerate() {
                    let same = if row == column { left / risk } else { 0.0 };
                    covariance[(row, column)] += scale * (same - left * right / (risk * risk));
                }
            }
        }
    }
    let inner = Matrix::from_rule(size - 1, size - 1, |row, column| covariance[(row, column)]);
    difference.pop();
    let solved = inner
        .solve_positive(&difference)
        .ok_or(Refusal::NoVariation { what: "when it happens in the groups" })?;
    let chi_square =
        crate::refusal::finite(solved.iter().zip(&difference).map(|(one, other)| one * other).sum())?;
    let freedom = u32::try_from(size - 1).unwrap_or(u32::MAX);
    Ok(LogRank { chi_square, freedom, probability: chi_square_tail(chi_square, f64::from(freedom)) })
}

fn check(spans: &[Span]) -> Result<(), Refusal> {
    if spans.iter().any(|span| !(span.time.is_finite() && span.time >= 0.0)) {
        return Err(Refusal::Impossible { what: "a time is negative or not a number" });
    }
    Ok(())
}

fn sorted(spans: &[Span]) -> Vec<Span> {
    let mut sorted = spans.to_vec();
    sorted.sort_by(|left, right| left.time.total_cmp(&right.time));
    sorted
}

/// Each time at which it happened, with how many were at risk and for how many it happened.
fn times(spans: &[Span]) -> Vec<(f64, u64, u64)> {
    let sorted = sorted(spans);
    let mut before = 0_u64;
    let equal = sorted.chunk_by(|left, right| left.time == right.time).filter_map(|together| {
        let at_risk = sorted.len() as u64 - before;
        before += together.len() as u64;
        let happened = together.iter().filter(|span| span.happened).count() as u64;
        (happened > 0).then(|| (together.first().map_or(0.0, |span| span.time), at_risk, happened))
    });
    equal.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Chance;

    /// Weeks of remission of leukemia, E. J. Freireich et al. (1963) as in E. A. Gehan (1965); a negative week was the last look.
    const TREATED: [f64; 21] = [
        6.0, 6.0, 6.0, -6.0, 7.0, -9.0, 10.0, -10.0, -11.0, 13.0, 16.0, -17.0, -19.0, -20.0, 22.0, 23.0,
        -25.0, -32.0, -32.0, -34.0, -35.0,
    ];
    const PLACEBO: [f64; 21] = [
        1.0, 1.0, 2.0, 2.0, 3.0, 4.0, 4.0, 5.0, 5.0, 8.0, 8.0, 8.0, 8.0, 11.0, 11.0, 12.0, 12.0, 15.0, 17.0,
        22.0, 23.0,
    ];

    fn spans(weeks: &[f64]) -> Vec<Span> {
        weeks.iter().map(|week| Span { time: week.abs(), happened: *week > 0.0 }).collect()
    }

    #[test]
    fn the_leukemia_patients_of_freireich() {
        // D. G. Kleinbaum and M. Klein, Survival Analysis, chapter 2: the curve, Greenwood's errors, and 16.79 for the test.
        let curve = kaplan_meier(&spans(&TREATED), 0.95).unwrap();
        let wanted = [
            (6.0, 21, 0.857, 0.0764),
            (7.0, 17, 0.807, 0.0869),
            (10.0, 15, 0.753, 0.0963),
            (13.0, 12, 0.690, 0.1068),
            (16.0, 11, 0.627, 0.1141),
            (22.0, 7, 0.538, 0.1282),
            (23.0, 6, 0.448, 0.1346),
        ];
        assert_eq!(curve.len(), wanted.len());
        for (step, (time, at_risk, survival, error)) in curve.iter().zip(wanted) {
            assert_eq!((step.time, step.at_risk), (time, at_risk));
            assert!(
                (step.survival - survival).abs() < 0.00051 && (step.standard_error - error).abs() < 0.000_051,
                "{step:?}"
            );
            assert!(
                0.0 < step.low && step.low < step.survival && step.survival < step.high && step.high < 1.0
            );
        }
        assert_eq!(time_until(&curve, 0.5), Some(23.0));
        let test = log_rank(&[spans(&TREATED), spans(&PLACEBO)]).unwrap();
        assert!(
            (test.chi_square - 16.79).abs() < 0.0051 && test.freedom == 1 && test.probability < 0.0001,
            "{test:?}"
        );
    }

    #[test]
    fn a_known_curve_lies_within_its_errors_and_equal_groups_do_not_differ() {
        let mut chance = Chance::new(21);
        let mut draw = || -> Vec<Span> {
            let one = |chance: &mut Chance| {
                let (event, look) = (chance.exponential(0.1), chance.exponential(0.05));
                Span { time: event.min(look), happened: event <= look }
            };
            (0..3000).map(|_| one(&mut chance)).collect()
        };
        let groups = [draw(), draw(), draw()];
        for step in kaplan_meier(&groups[0], 0.95).unwrap().iter().filter(|step| step.time < 15.0) {
            assert!(
                ((-0.1 * step.time).exp() - step.survival).abs() < 4.0 * step.standard_error.max(0.001),
                "{step:?}"
            );
        }
        assert!(log_rank(&groups).unwrap().probability > 0.01);
        let mean = restricted_mean(&kaplan_meier(&groups[1], 0.95).unwrap(), 10.0);
        assert!((mean - (1.0 - (-1.0_f64).exp()) * 10.0).abs() < 0.2, "{mean}");
    }

    #[test]
    fn degenerate_observations() {
        let one = |time, happened| Span { time, happened };
        assert!(matches!(kaplan_meier(&[], 0.95), Err(Refusal::TooFew { .. })));
        assert!(matches!(kaplan_meier(&[one(-1.0, true)], 0.95), Err(Refusal::Impossible { .. })));
        assert_eq!(kaplan_meier(&[one(3.0, false)], 0.95).unwrap(), []);
        let all = kaplan_meier(&[one(3.0, true), one(3.0, true)], 0.95).unwrap();
        assert_eq!((all[0].survival, all[0].standard_error, all[0].low), (0.0, 0.0, 0.0));
        let never = vec![one(5.0, false); 4];
        assert!(matches!(log_rank(&[never.clone(), never]), Err(Refusal::NoVariation { .. })));
        assert!(matches!(log_rank(&[vec![one(1.0, true)]]), Err(Refusal::TooFew { .. })));
    }
}
