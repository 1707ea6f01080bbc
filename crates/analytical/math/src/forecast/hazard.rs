//! How long deals wait in each stage and where they go from it, with as much chance as there is doubt.

use super::pipeline::{Next, OpenDeal, Sojourn};
use crate::number::Chance;
use std::collections::HashMap;

/// With fewer exits than this a band is too small to speak for itself, and all bands of the stage speak together.
const EXITS: usize = 30;

/// More exits than this are drawn in blocks: a future would cost as much as there is history, and each of them says next to nothing.
const EACH: usize = 1000;
/// So many blocks then.
const BLOCKS: usize = 200;

/// An exit that was seen.
struct Exit {
    time: f64,
    to: To,
}

/// Where an exit leads.
#[derive(Clone, Copy)]
enum To {
    /// To the stage of this number among those that were seen; none for one nothing is known of.
    Stage(Option<usize>),
    Won,
    Lost,
}

/// What was seen in one stage (of one band).
struct Table {
    exits: Vec<Exit>,
    /// The hazard cumulated up to and with each exit, as it is in the middle.
    middle: Vec<f64>,
    /// So many exits one after the other are drawn together.
    block: usize,
}

impl Table {
    fn new(exits: Vec<(Exit, f64)>) -> Table {
        let mut sum = 0.0;
        let cumulated = |(_, there): &(Exit, f64)| {
            sum -= (-1.0 / (there + 0.5)).ln_1p();
            sum
        };
        let middle = exits.iter().map(cumulated).collect();
        let block = if exits.len() > EACH { exits.len().div_ceil(BLOCKS) } else { 1 };
        Table { exits: exits.into_iter().map(|(exit, _)| exit).collect(), middle, block }
    }

    /// The hazard in the middle before an exit.
    fn until(&self, exit: usize) -> f64 {
        exit.checked_sub(1).and_then(|before| self.middle.get(before)).copied().unwrap_or(0.0)
    }
}

/// A deal where it stands now: this is the same in all futures.
#[derive(Clone, Copy)]
pub(super) struct Start {
    place: usize,
    /// Its band, as [`Tables::places`] counts them.
    band: usize,
    age: f64,
    /// So many of the exits it has outlived.
    waited: usize,
}

/// What was seen in all stages.
pub(super) struct Tables {
    tables: Vec<Table>,
    /// The number of each stage that was seen.
    stages: HashMap<u32, usize>,
    /// The table of each stage and band, row by row: looked up at each step of each deal in each future. The last of a row is that of
    /// all bands together, which also speaks for bands too small to speak for themselves.
    places: Vec<usize>,
    bands: usize,
}

impl Tables {
    pub(super) fn new(history: &[Sojourn]) -> Self {
        let mut groups: HashMap<(u32, Option<u8>), Vec<Sojourn>> = HashMap::new();
        for stay in history {
            groups.entry((stay.stage, None)).or_default().push(*stay);
            groups.entry((stay.stage, Some(stay.band))).or_default().push(*stay);
        }
        let mut keys: Vec<(u32, Option<u8>)> = groups.keys().copied().collect();
        keys.sort_unstable();
        let all = keys.iter().filter(|key| key.1.is_none()).map(|key| key.0);
        let stages: HashMap<u32, usize> = all.zip(0..).collect();
        let bands = keys.iter().filter_map(|key| key.1).max().map_or(0, |band| usize::from(band) + 1);
        let (mut tables, mut places) = (Vec::new(), vec![0; stages.len() * (bands + 1)]);
        for key in keys {
            let mut stays = groups.remove(&key).unwrap_or_default();
            // Who left at a moment was there at it: exits before those who are still there.
            stays.sort_by(|left, right| {
                left.time
                    .total_cmp(&right.time)
                    .then((left.next == Next::Still).cmp(&(right.next == Next::Still)))
            });
            let all = stays.len();
            let exit = |(before, stay): (usize, &Sojourn)| {
                let to = match stay.next {
                    Next::Still => return None,
                    Next::Stage(next) => To::Stage(stages.get(&next).copied()),
                    Next::Won => To::Won,
                    Next::Lost => To::Lost,
                };
                #[expect(clippy::cast_precision_loss, reason = "numbers of deals are far below 2^53")]
                let there = (all - before) as f64;
                Some((Exit { time: stay.time, to }, there))
            };
            let exits: Vec<(Exit, f64)> = stays.iter().enumerate().filter_map(exit).collect();
            let row = stages.get(&key.0).copied().unwrap_or_default() * (bands + 1);
            // The table of all bands comes first: whatever does not speak for itself has it.
            let columns = match key.1 {
                None => row..row + bands + 1,
                Some(band) if exits.len() >= EXITS => row + usize::from(band)..row + usize::from(band) + 1,
                Some(_) => continue,
            };
            places.get_mut(columns).unwrap_or_default().fill(tables.len());
            tables.push(Table::new(exits));
        }
        Self { tables, stages, places, bands }
    }

    /// Where a deal stands; nothing for one in a stage nothing is known of.
    pub(super) fn start(&self, deal: &OpenDeal) -> Option<Start> {
        let band = usize::from(deal.band).min(self.bands);
        let place = self.place(self.stages.get(&deal.stage).copied()?, band)?;
        let exits = &self.tables.get(place)?.exits;
        let waited = exits.partition_point(|exit| exit.time <= deal.age);
        Some(Start { place, band, age: deal.age, waited })
    }

    fn place(&self, stage: usize, band: usize) -> Option<usize> {
        self.places.get(stage * (self.bands + 1) + band).copied()
    }

    /// How many were seen to leave where a deal stands.
    pub(super) fn exits(&self, start: Start) -> usize {
        self.tables.get(start.place).map_or(0, |table| table.exits.len())
    }

    /// One set of cumulated hazards that could lie behind what was seen: each exit's 1 / still there, times an Exponential(1). Where there are very many
    /// exits, those of a block are moved together by the mean of as many Exponential(1), which is a Gamma: the block as a whole varies as it should.
    pub(super) fn draw(&self, chance: &mut Chance) -> Hazards<'_> {
        let mut one = |table: &Table| {
            let mut sum = 0.0;
            let mut blocks = Vec::with_capacity(table.exits.len().div_ceil(table.block));
            for first in (0..table.exits.len()).step_by(table.block) {
                let end = (first + table.block).min(table.exits.len());
                #[expect(clippy::cast_precision_loss, reason = "numbers of deals are far below 2^53")]
                let size = (end - first) as f64;
                let factor =
                    if end - first == 1 { chance.exponential(1.0) } else { chance.gamma(size, size) };
                sum += factor * (table.until(end) - table.until(first));
                blocks.push(Block { end: sum, factor });
            }
            blocks
        };
        Hazards { blocks: self.tables.iter().map(&mut one).collect(), tables: self }
    }
}

/// What a future makes of a block of exits.
struct Block {
    /// The hazard cumulated up to its end.
    end: f64,
    /// How far the hazards within are from the middle.
    factor: f64,
}

/// The hazards of one future.
pub(super) struct Hazards<'a> {
    tables: &'a Tables,
    blocks: Vec<Vec<Block>>,
}

impl Hazards<'_> {
    /// When the deal is won, if it is until the horizon.
    pub(super) fn won(&self, start: Start, horizon: f64, chance: &mut Chance) -> Option<f64> {
        let Start { mut place, band, mut age, mut waited } = start;
        let mut left = horizon;
        // A deal that only goes to and fro does not come to an end.
        for _ in 0..200 {
            let (table, blocks) = (self.tables.tables.get(place)?, self.blocks.get(place)?);
            let exit = table.exits.get(leaves(table, blocks, waited, chance.exponential(1.0))?)?;
            left -= (exit.time - age).max(0.0);
            match exit.to {
                _ if left < 0.0 => return None,
                To::Won => return Some(horizon - left),
                // In a stage just reached, exits at once are still ahead.
                To::Stage(next) => (place, age, waited) = (self.tables.place(next?, band)?, 0.0, 0),
                To::Lost => return None,
            }
        }
        None
    }
}

/// The exit by which a deal leaves that has outlived so many and bears so much more hazard.
fn leaves(table: &Table, blocks: &[Block], waited: usize, bears: f64) -> Option<usize> {
    let before =
        |block: usize| block.checked_sub(1).and_then(|one| blocks.get(one)).map_or(0.0, |one| one.end);
    let now = waited / table.block;
    let so_far = blocks.get(now).map_or(0.0, |block| {
        before(now) + block.factor * (table.until(waited) - table.until(now * table.block))
    });
    let due = so_far + bears;
    let ahead = now + blocks.get(now..)?.partition_point(|block| block.end < due);
    let block = blocks.get(ahead)?;
    let first = ahead * table.block;
    let last = (first + table.block).min(table.exits.len()).checked_sub(1)?;
    let middle = table.until(first) + (due - before(ahead)) / block.factor;
    let within = table.middle.get(first..last)?.partition_point(|sum| *sum < middle);
    Some((first + within).max(waited)).filter(|exit| *exit < table.exits.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(deals: u32) -> Vec<Sojourn> {
        (0..deals)
            .map(|deal| Sojourn { stage: 1, band: 0, time: f64::from(deal / 7), next: Next::Won })
            .collect()
    }

    #[test]
    fn blocks_vary_as_their_exits_would() {
        let tables = Tables::new(&history(5000));
        let table = &tables.tables[0];
        assert_eq!(table.block, 25);
        let exits = 2500;
        let hazards: Vec<f64> = (0..exits).map(|exit| table.until(exit + 1) - table.until(exit)).collect();
        let (mean, variance) =
            (hazards.iter().sum::<f64>(), hazards.iter().map(|one| one * one).sum::<f64>());
        let mut chance = Chance::new(3);
        let draws: Vec<f64> =
            (0..4000).map(|_| tables.draw(&mut chance).blocks[0][exits / table.block - 1].end).collect();
        let drawn = draws.iter().sum::<f64>() / 4000.0;
        let spread = draws.iter().map(|one| (one - drawn).powi(2)).sum::<f64>() / 3999.0;
        assert!((drawn - mean).abs() < 4.0 * (variance / 4000.0).sqrt(), "{drawn} {mean}");
        assert!((spread / variance - 1.0).abs() < 0.1, "{spread} {variance}");
    }

    #[test]
    fn whoever_waited_leaves_by_an_exit_that_is_still_ahead() {
        for deals in [6, 999, 5003] {
            let tables = Tables::new(&history(deals));
            let (table, mut chance) = (&tables.tables[0], Chance::new(u64::from(deals)));
            let hazards = tables.draw(&mut chance);
            let blocks = &hazards.blocks[0];
            for waited in 0..=table.exits.len() {
                let soon = leaves(table, blocks, waited, 0.0);
                assert_eq!(soon, Some(waited).filter(|waited| *waited < table.exits.len()), "{deals}");
                assert!(leaves(table, blocks, waited, 0.3).is_none_or(|exit| exit >= waited));
                assert_eq!(leaves(table, blocks, waited, 1e9), None);
            }
        }
    }
}
