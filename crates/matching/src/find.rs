//! Finds the duplicates among many records.

use crate::candidate::Candidate;
use crate::compare::{explained, weigh};
use crate::frequency::{self, Frequencies};
use crate::signal::Pair;
use crate::view::View;
use crate::{block, key, normal, score};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use vocabulary::Id;

/// How to search.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How many threads compare.
    pub threads: usize,
    /// The most members of a block that are compared each with each.
    pub largest_block: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { threads: 2, largest_block: 40 }
    }
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Finding which records share a key.
    Blocking,
    /// Comparing those.
    Comparing,
    /// Explaining the pairs found.
    Explaining,
}

/// How far the search is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub phase: Phase,
    /// How much of it is done.
    pub done: u64,
    /// Out of how much.
    pub total: u64,
}

/// The search was stopped by its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

/// Takes records one by one, keeping little of each, and then finds the pairs.
#[derive(Debug, Default)]
pub struct Finder {
    options: Options,
    records: Vec<(Id, Box<str>)>,
    terms: Vec<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    // Two halves, so that an entry takes twelve bytes and not sixteen.
    high: u32,
    low: u32,
    record: u32,
}

/// So many records or blocks pass between two reports.
const STEP: usize = 2_048;

impl Finder {
    /// An empty finder.
    pub fn new(options: Options) -> Finder {
        Finder { options, ..Finder::default() }
    }

    /// Takes a record. Each id may come once.
    pub fn add(&mut self, candidate: &Candidate) {
        let packed = normal::packed(candidate);
        frequency::terms(&View::read(&packed), &mut self.terms);
        self.records.push((candidate.id, packed));
    }

    /// Finds all pairs that are at least possible and hands them to `found`, sorted by their ids. The sequence in which records came
    /// changes nothing. `progress` is asked again and again whether to go on. Answers how often values occur, for [`crate::compare`].
    pub fn find(
        mut self,
        progress: &(dyn Fn(Progress) -> ControlFlow<()> + Sync),
        found: &mut dyn FnMut(Pair),
    ) -> Result<Frequencies, Stopped> {
        self.records.sort_unstable_by_key(|record| record.0);
        let frequencies = Frequencies::count(self.records.len() as u64, std::mem::take(&mut self.terms));
        let (ids, packed): (Vec<Id>, Vec<Box<str>>) = std::mem::take(&mut self.records).into_iter().unzip();
        let entries = entries(&packed, progress)?;
        let pairs = compared(&entries, &packed, &frequencies, self.options, progress)?;
        drop(entries);
        let total = pairs.len() as u64;
        for (done, (left, right)) in pairs.into_iter().enumerate() {
            if done % STEP == 0 {
                report(progress, Phase::Explaining, done as u64, total)?;
            }
            let text = |record: u32| packed.get(record as usize).map_or("", |text| text);
            let result = explained(&View::read(text(left)), &View::read(text(right)), &frequencies);
            let id = |record: u32| ids.get(record as usize).copied();
            if let (Some(level), Some(left), Some(right)) = (result.level, id(left), id(right)) {
                found(Pair { left, right, score: result.score, level, signals: result.signals });
            }
        }
        report(progress, Phase::Explaining, total, total)?;
        Ok(frequencies)
    }
}

fn report(
    progress: &(dyn Fn(Progress) -> ControlFlow<()> + Sync),
    phase: Phase,
    done: u64,
    total: u64,
) -> Result<(), Stopped> {
    match progress(Progress { phase, done, total }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Stopped),
    }
}

/// The keys of all records, sorted, so that those who share one stand together.
fn entries(
    packed: &[Box<str>],
    progress: &(dyn Fn(Progress) -> ControlFlow<()> + Sync),
) -> Result<Vec<Entry>, Stopped> {
    let mut entries = Vec::with_capacity(packed.len().saturating_mul(10));
    let mut keys = Vec::new();
    for (record, text) in packed.iter().enumerate() {
        if record % STEP == 0 {
            report(progress, Phase::Blocking, record as u64, packed.len() as u64)?;
        }
        keys.clear();
        key::of_view(&View::read(text), &mut keys);
        let record = record as u32;
        entries.extend(keys.iter().map(|key| Entry { high: (key >> 32) as u32, low: *key as u32, record }));
    }
    entries.sort_unstable();
    Ok(entries)
}

fn compared(
    entries: &[Entry],
    packed: &[Box<str>],
    frequencies: &Frequencies,
    options: Options,
    progress: &(dyn Fn(Progress) -> ControlFlow<()> + Sync),
) -> Result<Vec<(u32, u32)>, Stopped> {
    let same = |a: &Entry, b: &Entry| (a.high, a.low) == (b.high, b.low);
    let blocks: Vec<&[Entry]> = entries.chunk_by(same).filter(|block| block.len() > 1).collect();
    let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let all = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..options.threads.max(1) {
            scope.spawn(|| {
                let mut pairs = Vec::new();
                loop {
                    let from = next.fetch_add(STEP, Ordering::Relaxed);
                    let Some(share) = blocks.get(from..blocks.len().min(from + STEP)) else { break };
                    let gone = report(progress, Phase::Comparing, from as u64, blocks.len() as u64).is_err();
                    if gone || share.is_empty() || stopped.load(Ordering::Relaxed) {
                        stopped.fetch_or(gone, Ordering::Relaxed);
                        break;
                    }
                    for members in share {
                        compare_block(members, packed, frequencies, options.largest_block, &mut pairs);
                    }
                }
                pairs.sort_unstable();
                pairs.dedup();
                all.lock().unwrap_or_else(PoisonError::into_inner).append(&mut pairs);
            });
        }
    });
    if stopped.into_inner() {
        return Err(Stopped);
    }
    let mut pairs = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    pairs.sort_unstable();
    pairs.dedup();
    Ok(pairs)
}

fn compare_block(
    entries: &[Entry],
    packed: &[Box<str>],
    frequencies: &Frequencies,
    most: usize,
    into: &mut Vec<(u32, u32)>,
) {
    let members: Vec<u32> = entries.iter().map(|entry| entry.record).collect();
    let texts = members.iter().map(|member| packed.get(*member as usize).map_or("", |text| text));
    let views: Vec<View<'_>> = texts.map(View::read).collect();
    block::pairs(&members, packed, most, &mut |a, b| {
        let (Some(left), Some(right)) = (views.get(a), views.get(b)) else { return };
        let facts = weigh(left, right, frequencies, &mut |_, _, _, _, _| {});
        let bits = score::bits(&facts, frequencies);
        if score::level(bits, &facts).is_some()
            && let (Some(left), Some(right)) = (members.get(a), members.get(b))
        {
            into.push((*left.min(right), *left.max(right)));
        }
    });
}
