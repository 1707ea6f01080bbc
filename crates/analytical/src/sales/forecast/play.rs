//! Plays the open deals through and adds up what each future brings, by month and by owner.

use super::past::Past;
use math::Refusal;
use math::forecast::{OpenDeal, PipelineForecast, Win, play};
use math::number::Chance;
use std::collections::HashMap;
use vocabulary::Id;

/// Where each part of a future begins, in days from now; the last ends at the horizon.
pub(super) struct Buckets {
    /// The ends, rising.
    pub(super) ends: Vec<f64>,
}

/// What the futures bring.
pub(super) struct Played {
    /// For each bucket, and for all together as the last.
    pub(super) all: Vec<PipelineForecast>,
    /// For each owner the same.
    pub(super) owners: Vec<(Option<Id>, Vec<PipelineForecast>)>,
    /// How likely each open deal is won until the horizon, in their sequence.
    pub(super) chances: Vec<f64>,
}

/// The most deals times futures: a second or so.
pub(super) const WORK: usize = 10_000_000;

/// So many futures as there is time for: of many deals fewer tell as much, for what they have in common is drawn once a future.
fn runs(open: usize, wanted: usize, work: usize) -> usize {
    (work / open.max(1)).clamp(100, wanted.max(100))
}

pub(super) fn played(
    past: &Past<'_>,
    buckets: &Buckets,
    (wanted, work): (usize, usize),
    owners: bool,
    seed: u64,
) -> Result<Played, Refusal> {
    let runs = runs(past.open.len(), wanted, work);
    let open: Vec<OpenDeal> = past.open.iter().map(|(deal, _)| *deal).collect();
    let horizon = buckets.ends.last().copied().unwrap_or_default();
    let mut whose: Vec<Option<Id>> = past.open.iter().map(|(_, deal)| deal.owner).collect();
    whose.sort_unstable();
    whose.dedup();
    let places: HashMap<Option<Id>, usize> = whose.iter().copied().zip(1..).collect();
    let lines = if owners { whose.len() + 1 } else { 1 };
    let width = buckets.ends.len() + 1;
    // One sum for each line (all, then each owner), bucket and future.
    let mut sums = vec![0.0; lines * width * runs];
    let mut chances = vec![0_u32; open.len()];
    let mut chance = Chance::new(seed ^ 0x5eed);
    play(&past.history, &open, horizon, runs, seed, &mut |Win { run, deal, time }| {
        let Some((_, found)) = past.open.get(deal) else { return };
        let value = past.worth.draw(found, &mut chance);
        let bucket = buckets.ends.partition_point(|end| *end < time).min(width - 2);
        if let Some(wins) = chances.get_mut(deal) {
            *wins += 1;
        }
        let own = places.get(&found.owner).copied().filter(|_| owners);
        for line in std::iter::once(0).chain(own) {
            for column in [bucket, width - 1] {
                if let Some(sum) = sums.get_mut((line * width + column) * runs + run) {
                    *sum += value;
                }
            }
        }
    })?;
    let forecast = |line: usize, column: usize| {
        let start = (line * width + column) * runs;
        let mut futures = sums.get(start..start + runs).unwrap_or_default().to_vec();
        futures.sort_by(f64::total_cmp);
        let at = |tenth: usize| futures.get((runs - 1) * tenth / 10).copied().unwrap_or_default();
        let mean = futures.iter().sum::<f64>() / runs as f64;
        PipelineForecast { p10: at(1), p50: at(5), p90: at(9), mean, wins: Vec::new() }
    };
    let line = |line: usize| (0..width).map(|column| forecast(line, column)).collect::<Vec<_>>();
    let owners = whose.into_iter().zip(1..lines).map(|(owner, place)| (owner, line(place))).collect();
    let chances = chances.into_iter().map(|wins| f64::from(wins) / runs as f64).collect();
    Ok(Played { all: line(0), owners, chances })
}
