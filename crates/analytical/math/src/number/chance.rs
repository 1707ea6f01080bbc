//! Chance from a seed: the same seed gives the same numbers on every machine and in every version.

use super::special::normal_quantile;

/// A generator of random numbers: xoshiro256++ of D. Blackman and S. Vigna (2019), seeded by SplitMix64. Not for secrets. It is written here and
/// not taken from a library because a stored analysis must come out the same after an upgrade.
#[derive(Debug, Clone)]
pub struct Chance {
    state: (u64, u64, u64, u64),
}

impl Chance {
    /// A generator that always starts alike for the same seed.
    pub fn new(seed: u64) -> Self {
        let mut mixed = seed;
        let mut next = || {
            mixed = mixed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut word = mixed;
            word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            word ^ (word >> 31)
        };
        Self { state: (next(), next(), next(), next()) }
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        let (a, b, c, d) = self.state;
        let result = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.state = (a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45));
        result
    }

    /// Uniform in (0, 1), never an end.
    pub fn uniform(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
        let bits = (self.bits() >> 11) as f64;
        (bits + 0.5) / 9_007_199_254_740_992.0
    }

    /// One of 0 … `choices` - 1; 0 if there are none.
    pub fn below(&mut self, choices: usize) -> usize {
        let wide = u128::from(self.bits()) * (choices as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// True with probability `probability`.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// Standard normal.
    pub fn normal(&mut self) -> f64 {
        normal_quantile(self.uniform())
    }

    /// Exponential with that rate.
    pub fn exponential(&mut self, rate: f64) -> f64 {
        -self.uniform().ln() / rate
    }

    /// Gamma with that shape and rate. G. Marsaglia and W. W. Tsang, “A Simple Method for Generating Gamma Variables” (2000).
    pub fn gamma(&mut self, shape: f64, rate: f64) -> f64 {
        if !(shape > 0.0 && rate > 0.0) {
            return f64::NAN;
        }
        if shape < 1.0 {
            let boost = self.uniform().powf(1.0 / shape);
            return self.gamma(shape + 1.0, rate) * boost;
        }
        let shifted = shape - 1.0 / 3.0;
        let scale = 1.0 / (9.0 * shifted).sqrt();
        loop {
            let normal = self.normal();
            let cube = (1.0 + scale * normal).powi(3);
            if cube > 0.0 && self.uniform().ln() < 0.5 * normal * normal + shifted * (1.0 - cube + cube.ln())
            {
                return shifted * cube / rate;
            }
        }
    }

    /// Beta with those two parameters.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (left, right) = (self.gamma(a, 1.0), self.gamma(b, 1.0));
        if left + right > 0.0 { left / (left + right) } else { 0.5 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_moments_are_right() {
        let draw = |seed| {
            let mut chance = Chance::new(seed);
            (0..4).map(|_| chance.bits()).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        let mut chance = Chance::new(1);
        let count = 100_000;
        let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len() as f64;
        let gamma = mean((0..count).map(|_| chance.gamma(0.3, 2.0)).collect());
        assert!((gamma - 0.15).abs() < 0.004, "{gamma}");
        let beta = mean((0..count).map(|_| chance.beta(0.8, 2.4)).collect());
        assert!((beta - 0.25).abs() < 0.004, "{beta}");
        let normal = mean((0..count).map(|_| chance.normal().powi(2)).collect());
        assert!((normal - 1.0).abs() < 0.02, "{normal}");
        assert!((0..1000).all(|_| chance.below(3) < 3));
        assert_eq!(chance.below(0), 0);
    }
}
