//! What sells together: frequent sets of products by FP-growth, and rules from them.
//!
//! J. Han, J. Pei and Y. Yin, Mining Frequent Patterns without Candidate Generation, SIGMOD (2000); R. Agrawal, T. Imieliński and A. Swami, Mining Association Rules, SIGMOD
//! (1993) for support and confidence; S. Brin et al., Dynamic Itemset Counting, SIGMOD (1997) for lift (there: interest) and conviction.

use std::collections::HashMap;

use crate::Refusal;

/// How far is looked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Baskets a set must be in at least.
    pub least_baskets: u64,
    /// Products of a set at most.
    pub most_products: usize,
    /// Sets at most; more are refused, not cut off.
    pub most_sets: usize,
}

/// Products that are often bought together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrequentSet {
    /// The products, rising.
    pub products: Vec<u32>,
    /// In how many baskets all of them are.
    pub baskets: u64,
}

/// “Who buys these also buys those.”
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// What was bought, rising.
    pub given: Vec<u32>,
    /// What is then bought too, rising.
    pub then: Vec<u32>,
    /// Baskets with all of it.
    pub baskets: u64,
    /// Share of all baskets with all of it.
    pub support: f64,
    /// Share of the baskets with `given` that have `then` as well.
    pub confidence: f64,
    /// How many times more often than if they had nothing to do with each other.
    pub lift: f64,
    /// How many times more often the rule would be wrong if they had nothing to do with each other; `None` if it is never wrong.
    pub conviction: Option<f64>,
}

/// All sets within the limits, the most frequent first. A product twice in a basket counts once.
///
/// # Errors
/// `TooFew` without baskets; `Impossible` for limits of zero; `TooMany` sets.
pub fn frequent_sets<B: AsRef<[u32]>>(baskets: &[B], limits: Limits) -> Result<Vec<FrequentSet>, Refusal> {
    crate::refusal::at_least("baskets", 1, baskets.len())?;
    if limits.least_baskets == 0 || limits.most_products == 0 {
        return Err(Refusal::Impossible { what: "a limit of zero baskets or products" });
    }
    let mut counts: HashMap<u32, u64> = HashMap::new();
    let mut basket: Vec<u32> = Vec::new();
    for products in baskets {
        basket.clear();
        basket.extend(products.as_ref());
        basket.sort_unstable();
        basket.dedup();
        for product in &basket {
            *counts.entry(*product).or_default() += 1;
        }
    }
    let mut frequent: Vec<(u64, u32)> = counts
        .into_iter()
        .filter(|(_, count)| *count >= limits.least_baskets)
        .map(|(product, count)| (count, product))
        .collect();
    // The most frequent products come first in each path, so that paths share their beginnings.
    frequent.sort_unstable_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
    let place: HashMap<u32, u32> =
        frequent.iter().zip(0_u32..).map(|((_, product), place)| (*product, place)).collect();
    let mut paths = Paths::default();
    for products in baskets {
        basket.clear();
        basket.extend(products.as_ref().iter().filter_map(|product| place.get(product)));
        basket.sort_unstable();
        basket.dedup();
        paths.add(basket.iter().copied(), 1);
    }
    let tree = paths.tree(frequent.len());
    let names: Vec<u32> = frequent.iter().map(|(_, product)| *product).collect();
    let mut found = Vec::new();
    mine(&tree, &mut Vec::new(), limits, &mut |places, baskets| {
        if found.len() >= limits.most_sets {
            return Err(Refusal::TooMany { what: "sets of products", limit: limits.most_sets });
        }
        let mut products: Vec<u32> =
            places.iter().filter_map(|place| names.get(*place as usize).copied()).collect();
        products.sort_unstable();
        found.push(FrequentSet { products, baskets });
        Ok(())
    })?;
    found.sort_unstable_by(|left, right| {
        right.baskets.cmp(&left.baskets).then_with(|| left.products.cmp(&right.products))
    });
    Ok(found)
}

/// Baskets as lists of places, before they share their beginnings.
#[derive(Default)]
struct Paths {
    places: Vec<u32>,
    /// Where each path begins and ends, and its baskets.
    spans: Vec<(usize, usize, u64)>,
}

impl Paths {
    fn add(&mut self, path: impl Iterator<Item = u32>, baskets: u64) {
        let from = self.places.len();
        self.places.extend(path);
        if self.places.len() > from {
            self.spans.push((from, self.places.len(), baskets));
        }
    }

    /// The tree of all paths. Sorted, each path shares its beginning with the one before it, so no child is ever looked for.
    fn tree(mut self, products: usize) -> Tree {
        let places = &self.places;
        let path = |span: &(usize, usize, u64)| places.get(span.0..span.1).unwrap_or_default();
        self.spans.sort_unstable_by(|left, right| path(left).cmp(path(right)));
        let mut tree = Tree { nodes: Vec::new(), places: vec![(Vec::new(), 0); products] };
        let mut open: Vec<(u32, u32)> = Vec::new();
        for span in &self.spans {
            let own = path(span);
            let shared = open.iter().zip(own).take_while(|((place, _), own)| place == *own).count();
            open.truncate(shared);
            for (_, node) in &open {
                if let Some(node) = tree.nodes.get_mut(*node as usize) {
                    node.baskets += span.2;
                }
            }
            for place in own.iter().skip(shared) {
                let made = u32::try_from(tree.nodes.len()).unwrap_or(NONE);
                let parent = open.last().map_or(NONE, |(_, node)| *node);
                tree.nodes.push(Node { place: *place, baskets: span.2, parent });
                if let Some((nodes, _)) = tree.places.get_mut(*place as usize) {
                    nodes.push(made);
                }
                open.push((*place, made));
            }
            for place in own {
                if let Some((_, sum)) = tree.places.get_mut(*place as usize) {
                    *sum += span.2;
                }
            }
        }
        tree
    }
}

/// Baskets as paths with shared beginnings.
struct Tree {
    nodes: Vec<Node>,
    /// For each product the nodes that stand for it, and its baskets.
    places: Vec<(Vec<u32>, u64)>,
}

struct Node {
    place: u32,
    baskets: u64,
    parent: u32,
}

const NONE: u32 = u32::MAX;

impl Tree {
    /// The paths above a product, each with its baskets; written from the leaf up.
    fn paths_above(&self, place: usize, mut visit: impl FnMut(&[u32], u64)) {
        let mut path = Vec::new();
        let nodes = self.places.get(place).map(|(nodes, _)| nodes.as_slice()).unwrap_or_default();
        for node in nodes.iter().filter_map(|index| self.nodes.get(*index as usize)) {
            path.clear();
            let mut at = node.parent;
            while let Some(above) = self.nodes.get(at as usize) {
                path.push(above.place);
                at = above.parent;
            }
            visit(&path, node.baskets);
        }
    }
}

/// Whom a found set is told; a refusal ends the search.
type Tell<'a> = dyn FnMut(&[u32], u64) -> Result<(), Refusal> + 'a;

/// Every set that ends in one of the tree's products, followed by `suffix`.
fn mine(tree: &Tree, suffix: &mut Vec<u32>, limits: Limits, found: &mut Tell<'_>) -> Result<(), Refusal> {
    for (place, (nodes, baskets)) in tree.places.iter().enumerate().rev() {
        if *baskets < limits.least_baskets {
            continue;
        }
        suffix.push(u32::try_from(place).unwrap_or(NONE));
        found(suffix, *baskets)?;
        if suffix.len() < limits.most_products && !nodes.is_empty() && place > 0 {
            let mut counts = vec![0_u64; place];
            tree.paths_above(place, |path, baskets| {
                for above in path {
                    if let Some(count) = counts.get_mut(*above as usize) {
                        *count += baskets;
                    }
                }
            });
            let often =
                |place: u32| counts.get(place as usize).is_some_and(|count| *count >= limits.least_baskets);
            if suffix.len() + 1 == limits.most_products {
                // The last product needs no tree, its count is all there is to know.
                for (above, count) in (0_u32..).zip(&counts).filter(|(above, _)| often(*above)) {
                    suffix.push(above);
                    let told = found(suffix, *count);
                    suffix.pop();
                    told?;
                }
            } else if counts.iter().any(|count| *count >= limits.least_baskets) {
                let mut inner = Paths::default();
                tree.paths_above(place, |path, baskets| {
                    inner.add(path.iter().rev().copied().filter(|above| often(*above)), baskets);
                });
                mine(&inner.tree(place), suffix, limits, found)?;
            }
        }
        suffix.pop();
    }
    Ok(())
}

/// Rules from frequent sets: every way to split a set in two, kept if it is right often enough. The highest lift comes first.
///
/// # Errors
/// `Impossible` for a confidence that is not a number or sets that do not contain their own parts (they were not made by `frequent_sets`); `TooMany` for a set
/// of more than 16 products.
pub fn rules(sets: &[FrequentSet], baskets: u64, least_confidence: f64) -> Result<Vec<Rule>, Refusal> {
    const PRODUCTS: usize = 16;
    if baskets == 0 || least_confidence.is_nan() {
        return Err(Refusal::Impossible { what: "no baskets, or a confidence that is not a number" });
    }
    let known: HashMap<&[u32], u64> = sets.iter().map(|set| (set.products.as_slice(), set.baskets)).collect();
    let mut rules = Vec::new();
    for set in sets.iter().filter(|set| set.products.len() > 1) {
        if set.products.len() > PRODUCTS {
            return Err(Refusal::TooMany { what: "products in one rule", limit: PRODUCTS });
        }
        for chosen in 1..(1_u32 << set.products.len()) - 1 {
            let half = |wanted: u32| -> Vec<u32> {
                let bits = set.products.iter().enumerate().filter(|(bit, _)| (chosen >> bit) & 1 == wanted);
                bits.map(|(_, product)| *product).collect()
            };
            let (given, then) = (half(1), half(0));
            let (Some(before), Some(after)) = (known.get(given.as_slice()), known.get(then.as_slice()))
            else {
                return Err(Refusal::Impossible { what: "a set without its own parts" });
            };
            #[expect(clippy::cast_precision_loss, reason = "numbers of baskets are far below 2^53")]
            let (both, before, after, all) =
                (set.baskets as f64, *before as f64, *after as f64, baskets as f64);
            let confidence = both / before;
            if confidence >= least_confidence {
                let conviction = (confidence < 1.0).then(|| (1.0 - after / all) / (1.0 - confidence));
                let lift = confidence / (after / all);
                rules.push(Rule {
                    given,
                    then,
                    baskets: set.baskets,
                    support: both / all,
                    confidence,
                    lift,
                    conviction,
                });
            }
        }
    }
    rules.sort_by(|left, right| {
        let sizes = right
            .lift
            .total_cmp(&left.lift)
            .then(right.confidence.total_cmp(&left.confidence))
            .then(right.baskets.cmp(&left.baskets));
        sizes.then_with(|| left.given.cmp(&right.given)).then_with(|| left.then.cmp(&right.then))
    });
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Chance;

    const WIDE: Limits = Limits { least_baskets: 1, most_products: 16, most_sets: 1_000_000 };

    #[test]
    fn the_nine_baskets_of_the_textbook() {
        // J. Han and M. Kamber, Data Mining, table 6.1 and example 6.4 (AllElectronics, at least 2 of 9): five sets of two and more for I5, confidence of its rules.
        let baskets: [&[u32]; 9] =
            [&[1, 2, 5], &[2, 4], &[2, 3], &[1, 2, 4], &[1, 3], &[2, 3], &[1, 3], &[1, 2, 3, 5], &[1, 2, 3]];
        let sets = frequent_sets(&baskets, Limits { least_baskets: 2, ..WIDE }).unwrap();
        assert_eq!(sets.len(), 13);
        let baskets_of =
            |products: &[u32]| sets.iter().find(|set| set.products == products).map(|set| set.baskets);
        assert_eq!(baskets_of(&[1, 2, 5]), Some(2));
        assert_eq!(baskets_of(&[1, 2, 3]), Some(2));
        assert_eq!(baskets_of(&[1, 2]), Some(4));
        assert_eq!(baskets_of(&[3, 5]), None);
        let rules = rules(&sets, 9, 0.0).unwrap();
        let find = |given: &[u32], then: &[u32]| {
            rules.iter().find(|rule| rule.given == given && rule.then == then).unwrap()
        };
        assert_eq!(find(&[1, 2], &[5]).confidence, 0.5);
        assert_eq!(find(&[1, 5], &[2]).confidence, 1.0);
        assert_eq!(find(&[1, 5], &[2]).conviction, None);
        assert!((find(&[1], &[2, 5]).confidence - 2.0 / 6.0).abs() < 1e-12);
        assert!((find(&[5], &[1, 2]).lift - 9.0 / 4.0).abs() < 1e-12);
        assert!((find(&[1, 2], &[5]).conviction.unwrap() - (7.0 / 9.0) / 0.5).abs() < 1e-12);
    }

    #[test]
    fn random_baskets_agree_with_counting_every_set() {
        let mut chance = Chance::new(4);
        for round in 0..30 {
            let products = 1 + round % 9;
            let count = 1 + chance.below(60);
            let baskets: Vec<Vec<u32>> = (0..count)
                .map(|_| (0..chance.below(9)).map(|_| chance.below(products) as u32 * 7).collect())
                .collect();
            let least = 1 + chance.below(4) as u64;
            let most = 1 + chance.below(9);
            let mut wanted = Vec::new();
            for chosen in 1_u32..1 << products {
                let set: Vec<u32> =
                    (0..products as u32).filter(|bit| chosen >> bit & 1 == 1).map(|bit| bit * 7).collect();
                let here = baskets
                    .iter()
                    .filter(|basket| set.iter().all(|product| basket.contains(product)))
                    .count() as u64;
                if here >= least && set.len() <= most {
                    wanted.push(FrequentSet { products: set, baskets: here });
                }
            }
            wanted.sort_unstable_by(|left, right| {
                right.baskets.cmp(&left.baskets).then_with(|| left.products.cmp(&right.products))
            });
            let limits = Limits { least_baskets: least, most_products: most, most_sets: 100_000 };
            assert_eq!(frequent_sets(&baskets, limits).unwrap(), wanted);
        }
    }

    #[test]
    fn degenerate_baskets() {
        assert!(matches!(frequent_sets::<Vec<u32>>(&[], WIDE), Err(Refusal::TooFew { .. })));
        assert_eq!(frequent_sets(&[Vec::<u32>::new()], WIDE).unwrap(), []);
        assert_eq!(
            frequent_sets(&[vec![3, 3, 3]], WIDE).unwrap(),
            [FrequentSet { products: vec![3], baskets: 1 }]
        );
        let wide: Vec<Vec<u32>> = vec![(0..60).collect(); 3];
        assert!(matches!(
            frequent_sets(&wide, Limits { most_sets: 1000, ..WIDE }),
            Err(Refusal::TooMany { .. })
        ));
        assert!(matches!(
            frequent_sets(&wide, Limits { least_baskets: 0, ..WIDE }),
            Err(Refusal::Impossible { .. })
        ));
        assert!(matches!(
            rules(&[FrequentSet { products: vec![1, 2], baskets: 3 }], 5, 0.0),
            Err(Refusal::Impossible { .. })
        ));
    }
}
