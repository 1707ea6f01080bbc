//! What the open deals will bring, played through many times from what became of earlier ones.
//!
//! A deal waits in its stage and then goes on to another, is won or lost. How long, and where to, is drawn from what was seen in that stage among deals that had waited as long (the cause-specific hazards of
//! O. O. Aalen and S. Johansen, Scandinavian Journal of Statistics 5, 1978), so deals still waiting count for as long as they have waited, and no shape is assumed.

use super::hazard::{Start, Tables};
use crate::Refusal;
use crate::number::{Chance, each};
use crate::proportion::{Share, wilson};

/// Where a deal went from a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// To another stage.
    Stage(u32),
    /// Won.
    Won,
    /// Lost.
    Lost,
    /// It is still there.
    Still,
}

/// One stay of an earlier deal in a stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sojourn {
    /// The stage.
    pub stage: u32,
    /// Which band of size (or anything else that matters) the deal belongs to.
    pub band: u8,
    /// How long it stayed, or has stayed until now.
    pub time: f64,
    /// Where it went.
    pub next: Next,
}

/// A deal that is open now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OpenDeal {
    /// Its stage.
    pub stage: u32,
    /// Its band.
    pub band: u8,
    /// How long it has been in the stage.
    pub age: f64,
    /// What it would bring.
    pub value: f64,
}

/// What the open deals will bring until the horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct PipelineForecast {
    /// In 9 of 10 futures it is more.
    pub p10: f64,
    /// In half of them.
    pub p50: f64,
    /// In 1 of 10.
    pub p90: f64,
    /// Mean of all futures.
    pub mean: f64,
    /// Probability of each deal to be won until the horizon, in the sequence given.
    pub wins: Vec<f64>,
}

/// Plays the open deals through `runs` times. Each run draws its own hazards from what was seen (Gamma, as many as were counted), so that little history gives wide intervals.
///
/// # Errors
/// `TooFew` runs (below 100) or exits from a stage that is needed; `Impossible` for a time or value that is not a number or a negative time; `TooMany` if deals × runs exceed 200 million.
pub fn pipeline(
    history: &[Sojourn],
    open: &[OpenDeal],
    horizon: f64,
    runs: usize,
    seed: u64,
) -> Result<PipelineForecast, Refusal> {
    let mut wins = vec![0_u32; open.len()];
    let mut totals = vec![0.0; runs.min(WORK)];
    play(history, open, horizon, runs, seed, &mut |win| {
        if let Some(wins) = wins.get_mut(win.deal) {
            *wins += 1;
        }
        if let (Some(total), Some(deal)) = (totals.get_mut(win.run), open.get(win.deal)) {
            *total += deal.value;
        }
    })?;
    totals.sort_by(f64::total_cmp);
    let at = |tenth: usize| totals.get((runs - 1) * tenth / 10).copied().unwrap_or(0.0);
    #[expect(clippy::cast_precision_loss, reason = "numbers of runs are far below 2^53")]
    let count = runs as f64;
    let mean = crate::refusal::finite(totals.iter().sum::<f64>() / count)?;
    let wins = wins.into_iter().map(|wins| f64::from(wins) / count).collect();
    Ok(PipelineForecast { p10: at(1), p50: at(5), p90: at(9), mean, wins })
}

/// A deal won in one of the futures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Win {
    /// Which future.
    pub run: usize,
    /// The place of the deal in the sequence given.
    pub deal: usize,
    /// How long from now.
    pub time: f64,
}

/// The most deals times runs.
const WORK: usize = 200_000_000;

/// Plays the open deals through as [`pipeline`] does and tells each win with its moment, for sums by month, by owner or by anything else.
///
/// # Errors
/// As `pipeline`.
pub fn play(
    history: &[Sojourn],
    open: &[OpenDeal],
    horizon: f64,
    runs: usize,
    seed: u64,
    won: &mut dyn FnMut(Win),
) -> Result<(), Refusal> {
    crate::refusal::at_least("runs", 100, runs)?;
    let wrong = |time: f64| !(time.is_finite() && time >= 0.0);
    if wrong(horizon)
        || history.iter().any(|stay| wrong(stay.time))
        || open.iter().any(|deal| wrong(deal.age) || !deal.value.is_finite())
    {
        return Err(Refusal::Impossible { what: "a time or a value is negative or not a number" });
    }
    if runs > WORK || open.len().saturating_mul(runs) > WORK {
        return Err(Refusal::TooMany { what: "deals times runs", limit: WORK });
    }
    let tables = Tables::new(history);
    let starts: Vec<Option<Start>> = open.iter().map(|deal| tables.start(deal)).collect();
    for start in &starts {
        let exits = start.map_or(0, |start| tables.exits(start));
        crate::refusal::at_least("earlier deals that left the stage", 5, exits)?;
    }
    let future = |run: usize| -> Vec<Win> {
        // Each future has chances of its own: it is the same however many hands there are.
        let mut chance = Chance::new(seed ^ (run as u64).wrapping_mul(0xd134_2543_de82_ef95));
        let hazards = tables.draw(&mut chance);
        let mut wins = Vec::new();
        for (deal, start) in starts.iter().enumerate() {
            let Some(start) = start else { continue };
            wins.extend(hazards.won(*start, horizon, &mut chance).map(|time| Win { run, deal, time }));
        }
        wins
    };
    for first in (0..runs).step_by(TOGETHER) {
        each(first..(first + TOGETHER).min(runs), future).into_iter().flatten().for_each(&mut *won);
    }
    Ok(())
}

/// So many futures are kept before they are told.
const TOGETHER: usize = 32;

/// How honest earlier forecasts were.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// Share that came out below P10; should be near 0.1.
    pub below: Share,
    /// Share between P10 and P90; should be near 0.8.
    pub within: Share,
    /// Share above P90; should be near 0.1.
    pub above: Share,
    /// Mean of what came over mean of the P50.
    pub ratio: Option<f64>,
}

/// Holds earlier forecasts against what came.
///
/// # Errors
/// `TooFew` without forecasts; `Impossible` for what is not a number.
pub fn calibration(forecasts: &[(PipelineForecast, f64)]) -> Result<Calibration, Refusal> {
    crate::refusal::at_least("forecasts", 1, forecasts.len())?;
    if forecasts.iter().any(|(told, came)| !(came.is_finite() && told.p50.is_finite())) {
        return Err(Refusal::Impossible { what: "a result is not a number" });
    }
    let count = |wanted: &dyn Fn(&PipelineForecast, f64) -> bool| {
        forecasts.iter().filter(|(told, came)| wanted(told, *came)).count() as u64
    };
    let all = forecasts.len() as u64;
    let (below, above) = (count(&|told, came| came < told.p10), count(&|told, came| came > told.p90));
    let told: f64 = forecasts.iter().map(|(told, _)| told.p50).sum();
    let came: f64 = forecasts.iter().map(|(_, came)| came).sum();
    Ok(Calibration {
        below: wilson(below, all, 0.95)?,
        within: wilson(all - below - above, all, 0.95)?,
        above: wilson(above, all, 0.95)?,
        ratio: (told > 0.0).then(|| came / told),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Deals of two stages: from 1 half go on to 2 and half are lost, at rate 0.2; from 2 seven in ten are won, at rate 0.1.
    fn follow(chance: &mut Chance, mut stage: u32, watch: f64, history: &mut Vec<Sojourn>) -> Option<f64> {
        let mut time = 0.0;
        loop {
            let stay = chance.exponential(if stage == 1 { 0.2 } else { 0.1 });
            if time + stay > watch {
                history.push(Sojourn { stage, band: 0, time: watch - time, next: Next::Still });
                return None;
            }
            time += stay;
            let good = chance.happens(if stage == 1 { 0.5 } else { 0.7 });
            let next = if !good {
                Next::Lost
            } else if stage == 1 {
                Next::Stage(2)
            } else {
                Next::Won
            };
            history.push(Sojourn { stage, band: 0, time: stay, next });
            match next {
                Next::Stage(next) => stage = next,
                Next::Won => return Some(time),
                _ => return None,
            }
        }
    }

    #[test]
    fn known_chances_are_recovered_with_censored_history() {
        let mut chance = Chance::new(50);
        let mut history = Vec::new();
        for _ in 0..4000 {
            follow(&mut chance, 1, 15.0, &mut history);
        }
        let open = [
            OpenDeal { stage: 2, band: 0, age: 3.0, value: 100.0 },
            OpenDeal { stage: 1, band: 9, age: 0.0, value: 50.0 },
        ];
        let told = pipeline(&history, &open, 10.0, 4000, 1).unwrap();
        // From 2: 0.7 (1 - e^-1). From 1: 0.35 (1 - 2 e^-1 + e^-2), the sum of two exponential times with rates 0.2 and 0.1.
        let direct = 0.7 * (1.0 - (-1.0_f64).exp());
        let two = 0.35 * (1.0 - 2.0 * (-1.0_f64).exp() + (-2.0_f64).exp());
        assert!((told.wins[0] - direct).abs() < 0.04, "{:?} {direct}", told.wins);
        assert!((told.wins[1] - two).abs() < 0.03, "{:?} {two}", told.wins);
        assert!((told.mean - 100.0 * told.wins[0] - 50.0 * told.wins[1]).abs() < 1e-6);
        assert_eq!(told, pipeline(&history, &open, 10.0, 4000, 1).unwrap());
    }

    #[test]
    fn back_tests_are_calibrated() {
        let mut chance = Chance::new(51);
        let mut history = Vec::new();
        for _ in 0..400 {
            follow(&mut chance, 1, 60.0, &mut history);
        }
        let earlier: Vec<(PipelineForecast, f64)> = (0..150)
            .map(|round| {
                let deals = 20 + chance.below(30);
                let (mut open, mut came) = (Vec::new(), 0.0);
                for _ in 0..deals {
                    let value = 50.0 + 100.0 * chance.uniform();
                    open.push(OpenDeal { stage: 2, band: 0, age: 0.0, value });
                    came += follow(&mut chance, 2, 8.0, &mut Vec::new()).map_or(0.0, |_| value);
                }
                (pipeline(&history, &open, 8.0, 500, round).unwrap(), came)
            })
            .collect();
        let judged = calibration(&earlier).unwrap();
        assert!(
            judged.within.low < 0.8
                && 0.75 < judged.within.high
                && judged.below.low < 0.14
                && judged.above.low < 0.14,
            "{judged:?}"
        );
        assert!((judged.ratio.unwrap() - 1.0).abs() < 0.12, "{judged:?}");
    }

    #[test]
    fn wins_come_when_they_came_and_add_up() {
        let stay = |stage, time, next| Sojourn { stage, band: 0, time, next };
        // Everything goes from 1 to 2 after three days, and is won there after four.
        let mut history = vec![stay(1, 3.0, Next::Stage(2)); 4000];
        history.extend(vec![stay(2, 4.0, Next::Won); 4000]);
        let open = [
            OpenDeal { stage: 1, band: 0, age: 1.0, value: 10.0 },
            OpenDeal { stage: 2, band: 0, age: 0.0, value: 5.0 },
        ];
        let mut wins = Vec::new();
        play(&history, &open, 30.0, 200, 3, &mut |win| wins.push(win)).unwrap();
        assert!(wins.iter().all(|win| (win.time - [6.0, 4.0][win.deal]).abs() < 1e-9));
        // Each future has its own hazards, and one of 4,000 exits at once is missed now and then.
        assert!(wins.len() > 2 * 200 - 10, "{}", wins.len());
        let sum: f64 = wins.iter().map(|win| open[win.deal].value).sum();
        let whole = pipeline(&history, &open, 30.0, 200, 3).unwrap();
        assert!((whole.mean - sum / 200.0).abs() < 1e-9);
        assert!(matches!(play(&history, &open, 30.0, 99, 3, &mut |_| {}), Err(Refusal::TooFew { .. })));
    }

    #[test]
    fn degenerate_pipelines() {
        let stay = |time, next| Sojourn { stage: 1, band: 0, time, next };
        let deal = OpenDeal { stage: 1, band: 0, age: 0.0, value: 10.0 };
        assert!(matches!(pipeline(&[], &[deal], 5.0, 100, 1), Err(Refusal::TooFew { .. })));
        assert!(matches!(
            pipeline(&[stay(f64::NAN, Next::Won)], &[deal], 5.0, 100, 1),
            Err(Refusal::Impossible { .. })
        ));
        assert!(matches!(pipeline(&[], &[], 5.0, 3, 1), Err(Refusal::TooFew { .. })));
        assert_eq!(pipeline(&[], &[], 5.0, 100, 1).unwrap().p90, 0.0);
        // To and fro without end, in no time at all.
        let circle = vec![stay(0.0, Next::Stage(1)); 40];
        assert_eq!(pipeline(&circle, &[deal], 5.0, 100, 1).unwrap().mean, 0.0);
        // Older than every deal there was: nothing is known, nothing is promised.
        let old = OpenDeal { age: 1e6, ..deal };
        assert_eq!(pipeline(&vec![stay(1.0, Next::Won); 40], &[old], 5.0, 100, 1).unwrap().mean, 0.0);
        assert!(pipeline(&vec![stay(1.0, Next::Won); 40], &[deal], 5.0, 100, 1).unwrap().mean > 9.0);
        assert!(matches!(calibration(&[]), Err(Refusal::TooFew { .. })));
    }
}
