//! Chance that repeats: every record draws from its own stream, so that it can be made alone and always comes out alike.

/// A stream of numbers (splitmix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

/// What a stream is drawn for; records of different topics never share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    Company = 1,
    Person = 2,
    Household = 3,
    Lead = 4,
    Deal = 5,
    Activity = 6,
    Purchase = 7,
    Buyer = 8,
    Day = 9,
    Product = 10,
    Employment = 11,
    Id = 12,
    Offer = 13,
}

impl Chance {
    /// The stream of the record `index` of a topic.
    pub(crate) fn of(seed: u64, topic: Topic, index: u64) -> Chance {
        let mut chance = Chance(seed ^ (topic as u64).wrapping_mul(0xD6E8_FEB8_6659_FD93));
        chance.0 = chance.next() ^ index.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        chance.next();
        chance
    }

    /// 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A whole number below `bound` (0 when `bound` is 0).
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    /// A whole number from `low` up to and including `high`.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as u64) as i64
    }

    /// A number in [0, 1).
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Whether something of that probability happens.
    pub(crate) fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of a list.
    pub(crate) fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let index = self.below(list.len() as u64) as usize;
        list.get(index).copied().unwrap_or_default()
    }

    /// The position of one of several weights.
    pub(crate) fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (index, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return index;
            }
        }
        weights.len().saturating_sub(1)
    }

    /// A number of the standard normal distribution (Box and Muller, 1958).
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// A number of the exponential distribution.
    pub(crate) fn exponential(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.unit()).ln()
    }

    /// A number of the gamma distribution with mean 1 (Marsaglia and Tsang, 2000; below shape 1 by their boost).
    pub(crate) fn gamma(&mut self, shape: f64) -> f64 {
        let boost = if shape < 1.0 { (1.0 - self.unit()).powf(1.0 / shape) } else { 1.0 };
        let full = if shape < 1.0 { shape + 1.0 } else { shape };
        let d = full - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && (1.0 - self.unit()).ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return boost * d * v / shape;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_repeats_and_differs_from_its_neighbors() {
        let first = |topic, index| Chance::of(7, topic, index).next();
        assert_eq!(first(Topic::Deal, 1), first(Topic::Deal, 1));
        assert_ne!(first(Topic::Deal, 1), first(Topic::Deal, 2));
        assert_ne!(first(Topic::Deal, 1), first(Topic::Lead, 1));
    }

    #[test]
    fn distributions_have_their_means() {
        let mut chance = Chance::of(1, Topic::Day, 0);
        let mut mean = |draw: &mut dyn FnMut(&mut Chance) -> f64| {
            (0..20_000).map(|_| draw(&mut chance)).sum::<f64>() / 20_000.0
        };
        assert!((mean(&mut |c| c.gamma(0.7)) - 1.0).abs() < 0.05);
        assert!((mean(&mut |c| c.gamma(3.0)) - 1.0).abs() < 0.05);
        assert!((mean(&mut |c| c.exponential(5.0)) - 5.0).abs() < 0.2);
        assert!(mean(&mut |c| c.normal()).abs() < 0.05);
        assert!((mean(&mut |c| c.between(1, 3) as f64) - 2.0).abs() < 0.05);
    }
}
