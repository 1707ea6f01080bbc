//! How good the search is, on worlds it was not tuned on (tuned on seeds 1 to 3).

mod support;

use matching::{Finder, Level, Options, Pair};
use std::collections::HashMap;
use std::ops::ControlFlow;
use support::{Labeled, world};
use vocabulary::Id;

#[derive(Default, Debug)]
struct Count {
    right: usize,
    wrong: usize,
}

impl Count {
    fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }
}

fn search(records: &[Labeled]) -> Vec<Pair> {
    let mut finder = Finder::new(Options::default());
    records.iter().for_each(|record| finder.add(&record.candidate));
    let mut pairs = Vec::new();
    assert!(finder.find(&|_| ControlFlow::Continue(()), &mut |pair| pairs.push(pair)).is_ok());
    pairs
}

#[test]
fn precision_and_recall_hold_on_unseen_worlds() {
    let mut levels: HashMap<Level, Count> = HashMap::new();
    let (mut true_pairs, mut records) = (0, 0);
    for seed in [41, 42, 43] {
        let world = world(seed, 9_000);
        for set in [&world.people, &world.firms] {
            records += set.len();
            let truth: HashMap<Id, u32> =
                set.iter().map(|record| (record.candidate.id, record.truth)).collect();
            let mut sizes: HashMap<u32, usize> = HashMap::new();
            set.iter().for_each(|record| *sizes.entry(record.truth).or_default() += 1);
            true_pairs += sizes.values().map(|size| size * (size - 1) / 2).sum::<usize>();
            for pair in search(set) {
                let count = levels.entry(pair.level).or_default();
                let right = truth[&pair.left] == truth[&pair.right];
                *(if right { &mut count.right } else { &mut count.wrong }) += 1;
            }
        }
    }
    let [certain, likely, possible] = [Level::Certain, Level::Likely, Level::Possible]
        .map(|level| levels.remove(&level).unwrap_or_default());
    let both = Count { right: certain.right + likely.right, wrong: certain.wrong + likely.wrong };
    let recall = both.right as f64 / true_pairs as f64;
    println!(
        "{records} records, {true_pairs} true pairs; certain {certain:?} {:.4}, likely {likely:?} {:.4}, possible {possible:?}",
        certain.precision(),
        likely.precision()
    );
    println!(
        "likely or better: precision {:.4}, recall {recall:.4}; recall of certain {:.4}",
        both.precision(),
        certain.right as f64 / true_pairs as f64
    );
    assert!(certain.precision() >= 0.995);
    assert!(both.precision() >= 0.98);
    assert!(recall >= 0.95);
}
