//! Blocks: records that share a key. One with too many members falls apart by a second key, and what is still too large is walked
//! as a sorted neighborhood, so that no key makes the work quadratic.

use crate::key;
use crate::view::View;
use std::collections::HashMap;

/// How many neighbors a record of a block that cannot be split is compared with.
const NEIGHBORS: usize = 8;

/// Calls `pair` for the positions of each two members to compare; some more than once.
pub(crate) fn pairs(members: &[u32], packed: &[Box<str>], most: usize, pair: &mut impl FnMut(usize, usize)) {
    if members.len() <= most {
        return all(members.len(), pair);
    }
    let text = |position: usize| {
        let record = members.get(position).and_then(|member| packed.get(*member as usize));
        record.map_or("", |text| text)
    };
    let mut parts: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut seconds = Vec::new();
    for position in 0..members.len() {
        seconds.clear();
        key::second(&View::read(text(position)), &mut seconds);
        seconds.iter().for_each(|second| parts.entry(*second).or_default().push(position));
    }
    for mut part in parts.into_values() {
        if part.len() <= most {
            all(part.len(), &mut |a, b| {
                if let (Some(a), Some(b)) = (part.get(a), part.get(b)) {
                    pair(*a, *b);
                }
            });
        } else {
            part.sort_by(|a, b| text(*a).cmp(text(*b)).then(a.cmp(b)));
            for window in part.windows(NEIGHBORS) {
                if let Some((first, rest)) = window.split_first() {
                    rest.iter().for_each(|other| pair(*first, *other));
                }
            }
        }
    }
}

fn all(count: usize, pair: &mut impl FnMut(usize, usize)) {
    for a in 0..count {
        for b in a + 1..count {
            pair(a, b);
        }
    }
}
