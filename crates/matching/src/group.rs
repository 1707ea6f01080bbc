//! Groups of records that are all one, made from pairs.

use crate::signal::{Level, Pair};
use std::collections::{BTreeMap, HashMap, HashSet};
use vocabulary::Id;

/// Records that are probably all one.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Who belongs to it, by id.
    pub members: Vec<Id>,
    /// The level of the weakest pair that joined it.
    pub level: Level,
}

/// Joins pairs that are at least likely, the strongest first (union-find). Two groups become one only when at least half of the pairs
/// between them were found too, so that a chain of resemblances does not tie strangers together.
pub fn groups(pairs: &[Pair]) -> Vec<Group> {
    let known: HashSet<(Id, Id)> = pairs.iter().map(|pair| (pair.left, pair.right)).collect();
    let mut strong: Vec<&Pair> = pairs.iter().filter(|pair| pair.level >= Level::Likely).collect();
    strong.sort_by(|a, b| {
        b.level
            .cmp(&a.level)
            .then(b.score.total_cmp(&a.score))
            .then((a.left, a.right).cmp(&(b.left, b.right)))
    });
    let mut parent: HashMap<Id, Id> = HashMap::new();
    let mut members: BTreeMap<Id, (Vec<Id>, Level)> = BTreeMap::new();
    for pair in strong {
        let (left, right) = (root(&mut parent, pair.left), root(&mut parent, pair.right));
        if left == right {
            continue;
        }
        let alone = |id: Id| (vec![id], Level::Certain);
        let ours = members.remove(&left).unwrap_or_else(|| alone(left));
        let theirs = members.remove(&right).unwrap_or_else(|| alone(right));
        if are_close(&ours.0, &theirs.0, &known) {
            parent.insert(right, left);
            let mut together = ours.0;
            together.extend(theirs.0);
            members.insert(left, (together, ours.1.min(theirs.1).min(pair.level)));
        } else {
            members.insert(left, ours);
            members.insert(right, theirs);
        }
    }
    let groups = members.into_values().filter(|(members, _)| members.len() > 1);
    let mut groups: Vec<Group> = groups
        .map(|(mut members, level)| {
            members.sort_unstable();
            Group { members, level }
        })
        .collect();
    groups.sort_by(|a, b| a.members.cmp(&b.members));
    groups
}

fn root(parent: &mut HashMap<Id, Id>, id: Id) -> Id {
    let mut root = id;
    while let Some(next) = parent.get(&root) {
        root = *next;
    }
    if root != id {
        parent.insert(id, root);
    }
    root
}

fn are_close(ours: &[Id], theirs: &[Id], known: &HashSet<(Id, Id)>) -> bool {
    let between =
        ours.iter().flat_map(|one| theirs.iter().map(move |other| (*one.min(other), *one.max(other))));
    let found = between.filter(|pair| known.contains(pair)).count();
    found * 2 >= ours.len() * theirs.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(left: u8, right: u8, score: f32) -> Pair {
        let id = |number: u8| Id::from_bytes([number; 16]);
        Pair { left: id(left), right: id(right), score, level: Level::Likely, signals: Vec::new() }
    }

    #[test]
    fn a_chain_does_not_tie_strangers_together() {
        let triangle = groups(&[pair(1, 2, 0.9), pair(2, 3, 0.9), pair(1, 3, 0.9)]);
        assert_eq!(triangle.len(), 1);
        let chain = groups(&[pair(1, 2, 0.99), pair(2, 3, 0.9), pair(3, 4, 0.99)]);
        assert_eq!(chain.len(), 2, "one weak pair does not join two groups: {chain:?}");
    }
}
