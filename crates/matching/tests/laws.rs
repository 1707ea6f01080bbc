//! What holds for any records: both directions agree, a record is like itself, and the sequence of input decides nothing.

mod support;

use matching::{Candidate, Finder, Frequencies, Options, Pair, compare, keys};
use proptest::prelude::*;
use std::ops::ControlFlow;
use support::{Labeled, world};

fn candidates(seed: u64) -> Vec<Candidate> {
    let world = world(seed, 120);
    world.people.into_iter().chain(world.firms).map(|labeled: Labeled| labeled.candidate).collect()
}

fn search(records: &[Candidate], largest_block: usize) -> Vec<Pair> {
    let mut finder = Finder::new(Options { threads: 2, largest_block });
    records.iter().for_each(|record| finder.add(record));
    let mut pairs = Vec::new();
    assert!(finder.find(&|_| ControlFlow::Continue(()), &mut |pair| pairs.push(pair)).is_ok());
    pairs
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn both_directions_give_one_score(seed in 100_u64..100_000, a in 0_usize..100, step in 1_usize..4) {
        let all = candidates(seed);
        let (a, b) = (&all[a], &all[a + step]);
        let none = Frequencies::default();
        let (there, back) = (compare(a, b, &none), compare(b, a, &none));
        prop_assert!((there.score - back.score).abs() < 1e-5, "{there:?} {back:?}");
        prop_assert_eq!(there.level, back.level);
    }

    #[test]
    fn a_record_is_like_itself(seed in 100_u64..100_000, at in 0_usize..100) {
        let all = candidates(seed);
        let none = Frequencies::default();
        let itself = compare(&all[at], &all[at], &none);
        prop_assert!(itself.score > 0.8, "{itself:?}");
        prop_assert!(itself.signals.iter().all(|signal| signal.agrees));
        prop_assert!(!keys(&all[at]).is_empty());
    }

    #[test]
    fn the_sequence_of_input_decides_nothing(seed in 100_u64..100_000, largest_block in 2_usize..12) {
        let mut all = candidates(seed);
        let one = search(&all, largest_block);
        all.reverse();
        prop_assert_eq!(one, search(&all, largest_block));
    }
}

#[test]
fn a_search_can_be_stopped() {
    let mut finder = Finder::new(Options::default());
    candidates(5).iter().for_each(|record| finder.add(record));
    assert!(finder.find(&|_| ControlFlow::Break(()), &mut |_| panic!("nothing is found")).is_err());
}
