//! Titles compared word by word: what is rare in them decides.

use crate::frequency::{Frequencies, Term};
use crate::name::{is_slip, sounds_alike};
use crate::signal::Manner;

/// How two titles agree and what that is worth in bits.
pub(crate) fn compare(a: &str, b: &str, frequencies: &Frequencies) -> (Manner, f64) {
    let rarity = |word: &str| frequencies.bits(Term::Word, word).clamp(0.5, 9.0);
    let all = |text: &str| text.split(' ').map(rarity).sum::<f64>();
    if a == b {
        return (Manner::Same, all(a).min(17.0));
    }
    let [left, right] = [a, b].map(|text| text.bytes().filter(|byte| *byte != b' '));
    if left.eq(right) {
        return (Manner::Similar, all(a).max(all(b)).min(15.0));
    }
    let mut left: Vec<&str> = a.split(' ').collect();
    let mut right: Vec<&str> = b.split(' ').collect();
    let total = all(a) + all(b);
    let mut matched = 0.0;
    left.retain(|word| match right.iter().position(|other| agree(word, other)) {
        Some(position) => {
            let other = right.swap_remove(position);
            let doubt = if *word == other { 0.0 } else { 1.5 };
            matched += (rarity(word).min(rarity(other)) - doubt).max(0.5);
            false
        }
        None => true,
    });
    let lone: f64 = left.iter().chain(&right).map(|word| rarity(word)).sum();
    let share = 1.0 - lone / total.max(1.0);
    if left.is_empty() && right.is_empty() {
        return (Manner::Similar, matched.min(15.0));
    }
    if is_slip(&joined(a), &joined(b)) {
        return (Manner::Similar, 8.0);
    }
    // One carries words the other lacks: “Merkur” and “Merkur Trgovina” may be one, when what is shared is rare.
    if left.is_empty() || right.is_empty() {
        return if share > 0.55 {
            (Manner::Partly, (matched - lone * 0.4).clamp(0.0, 8.0))
        } else {
            (Manner::Partly, -4.0)
        };
    }
    if share > 0.75 { (Manner::Partly, (matched - lone).clamp(-2.0, 5.0)) } else { (Manner::Differs, -9.0) }
}

fn joined(text: &str) -> String {
    text.replace(' ', "")
}

fn agree(a: &str, b: &str) -> bool {
    a == b || is_slip(a, b) || (a.len() > 3 && sounds_alike(a, b, 0.88))
}
