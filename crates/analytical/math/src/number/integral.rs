//! Integrals of smooth functions by Gauss-Legendre panels.

/// Positive nodes and weights of the rule with ten points (Abramowitz & Stegun, table 25.4).
const RULE: [(f64, f64); 5] = [
    (0.148_874_338_981_631_2, 0.295_524_224_714_752_87),
    (0.433_395_394_129_247_2, 0.269_266_719_309_996_35),
    (0.679_409_568_299_024_4, 0.219_086_362_515_982_04),
    (0.865_063_366_688_984_5, 0.149_451_349_150_580_6),
    (0.973_906_528_517_171_7, 0.066_671_344_308_688_14),
];

/// ∫ from `low` to `high` over so many panels of ten points.
pub(crate) fn integrate(low: f64, high: f64, panels: u32, function: impl Fn(f64) -> f64) -> f64 {
    let panels = panels.max(1);
    let half = (high - low) / (2.0 * f64::from(panels));
    let panel = |index: u32| {
        let middle = low + half * (2.0 * f64::from(index) + 1.0);
        let points = RULE.iter();
        points
            .map(|(node, weight)| weight * (function(middle - half * node) + function(middle + half * node)))
            .sum::<f64>()
    };
    half * (0..panels).map(panel).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_are_exact_and_exponentials_nearly() {
        assert!((integrate(0.0, 2.0, 1, |x| x.powi(9)) - 102.4).abs() < 1e-11);
        assert!((integrate(0.0, 5.0, 4, |x| (-x).exp()) - (1.0 - (-5.0_f64).exp())).abs() < 1e-14);
    }
}
