//! The named groups: a map of recency and frequency that covers every pair of scores once.

/// A group of customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its word: a choice of the field on the customer.
    pub key: &'static str,
    /// Lowest and highest score of recency.
    pub recency: (u8, u8),
    /// Lowest and highest score of frequency.
    pub frequency: (u8, u8),
}

const fn group(key: &'static str, recency: (u8, u8), frequency: (u8, u8)) -> Group {
    Group { key, recency, frequency }
}

/// The groups, the best first.
pub const GROUPS: [Group; 10] = [
    group("champions", (5, 5), (4, 5)),
    group("loyal", (3, 4), (4, 5)),
    group("potential", (4, 5), (2, 3)),
    group("new", (5, 5), (1, 1)),
    group("promising", (4, 4), (1, 1)),
    group("needs_attention", (3, 3), (3, 3)),
    group("about_to_sleep", (3, 3), (1, 2)),
    group("cannot_lose", (1, 2), (5, 5)),
    group("at_risk", (1, 2), (3, 4)),
    group("hibernating", (1, 2), (1, 2)),
];

impl Group {
    /// Whether scores belong to it.
    pub fn has(&self, recency: u8, frequency: u8) -> bool {
        (self.recency.0..=self.recency.1).contains(&recency)
            && (self.frequency.0..=self.frequency.1).contains(&frequency)
    }

    /// The place of the group that scores belong to.
    pub fn place(recency: u8, frequency: u8) -> usize {
        GROUPS.iter().position(|group| group.has(recency, frequency)).unwrap_or(GROUPS.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_on_the_customer_knows_every_group() {
        let words: Vec<&str> = standard::customer::GROUPS.iter().map(|choice| choice.key).collect();
        assert_eq!(GROUPS.map(|group| group.key).to_vec(), words);
    }

    #[test]
    fn every_pair_of_scores_belongs_to_one_group() {
        for recency in 1..=5 {
            for frequency in 1..=5 {
                let of = GROUPS.iter().filter(|group| group.has(recency, frequency)).count();
                assert_eq!(of, 1, "{recency} {frequency}");
            }
        }
        assert_eq!(GROUPS[Group::place(5, 5)].key, "champions");
        assert_eq!(GROUPS[Group::place(1, 5)].key, "cannot_lose");
    }
}
