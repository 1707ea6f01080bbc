//! Special functions: those of `statrs`, guarded so that no argument can stop the program, and the hypergeometric function it lacks.

use statrs::function::{erf, gamma};

/// Logarithm of the gamma function for `x` > 0; NaN elsewhere.
pub fn ln_gamma(x: f64) -> f64 {
    if x > 0.0 { gamma::ln_gamma(x) } else { f64::NAN }
}

/// ln(1 + x), to 15 digits: the library's own function for it takes many times as long as a logarithm, and is only needed where 1 + x loses
/// digits of x.
pub(crate) fn ln_one_plus(x: f64) -> f64 {
    if x > 0.1 { (1.0 + x).ln() } else { x.ln_1p() }
}

/// Logarithm of the beta function for `a`, `b` > 0; NaN elsewhere. For large arguments the difference of large logarithms is avoided, as in A. R. DiDonato
/// and A. H. Morris, Algorithm 708 (1992).
pub fn ln_beta(a: f64, b: f64) -> f64 {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    let whole = small + large;
    if !(large >= 10.0) || !whole.is_finite() {
        return ln_gamma(small) + ln_gamma(large) - ln_gamma(whole);
    }
    let rest = (-small / whole).ln_1p();
    if small < 10.0 {
        let correction = stirling(large) - stirling(whole);
        return ln_gamma(small) + correction + small - small * whole.ln() + (large - 0.5) * rest;
    }
    let correction = stirling(small) + stirling(large) - stirling(whole);
    let half_circle = 0.5 * (2.0 * std::f64::consts::PI).ln();
    half_circle - 0.5 * large.ln() + correction + (small - 0.5) * (small / whole).ln() + large * rest
}

/// What Stirling's formula for ln Γ(x) lacks, for x ≥ 10 (NIST DLMF 5.11.1).
fn stirling(x: f64) -> f64 {
    let square = 1.0 / (x * x);
    (1.0 / 12.0
        + square * (-1.0 / 360.0 + square * (1.0 / 1260.0 + square * (-1.0 / 1680.0 + square / 1188.0))))
        / x
}

/// ln ₂F₁(a, b; c; z) by its series, scaled so that it does not overflow, for a, b, c > 0 and 0 ≤ z < 1 (all terms are then positive). `None` if
/// it does not come to rest within two million terms. NIST DLMF 15.2.1.
pub fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> Option<f64> {
    if !(a > 0.0 && b > 0.0 && c > 0.0 && (0.0..1.0).contains(&z)) {
        return None;
    }
    let (mut term, mut sum, mut scale) = (1.0_f64, 1.0_f64, 0.0_f64);
    for n in 0..2_000_000_u32 {
        let n = f64::from(n);
        let ratio = (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
        term *= ratio;
        sum += term;
        if term > 1e250 {
            (term, sum, scale) = (term * 1e-250, sum * 1e-250, scale + 250.0 * std::f64::consts::LN_10);
        }
        // The rest is bounded by a geometric series once the ratio falls.
        if ratio < 1.0 && term * ratio.max(z) < 1e-16 * sum * (1.0 - ratio.max(z)) {
            return Some(sum.ln() + scale);
        }
    }
    None
}

/// ln ₂F₁(1, b; c; z) by the continued fraction of Gauss, for c > b > 0, c > 1 and 0 ≤ z < 1: near 1 its steps are the square root of what the
/// series has in terms. `None` if it does not come to rest within a hundred thousand steps. NIST DLMF 15.7.1, with b = 0 there.
pub fn hypergeometric_of_one(b: f64, c: f64, z: f64) -> Option<f64> {
    /// Steps between looks at whether it has come to rest, and of what is carried along back to one.
    const LOOK: u32 = 8;
    let of = c - 1.0;
    if !(b > 0.0 && of > 0.0 && c > b && (0.0..1.0).contains(&z)) {
        return None;
    }
    // Numerators and denominators of the fraction t₀ - u₁z / (t₁ - u₂z / (t₂ - …)), one step behind the other.
    let (mut above, mut above_before) = (of, 1.0);
    let (mut below, mut below_before) = (1.0, 0.0);
    let mut last = f64::NAN;
    for n in 0..100_000_u32 {
        let place = f64::from(n);
        let odd = (b + place) * (of + place) * z;
        let even = (place + 1.0) * (of - b + place + 1.0) * z;
        for (u, t) in [(odd, of + 2.0 * place + 1.0), (even, of + 2.0 * place + 2.0)] {
            (above, above_before) = (t * above - u * above_before, above);
            (below, below_before) = (t * below - u * below_before, below);
        }
        if n % LOOK == LOOK - 1 {
            let scale = 1.0 / below;
            (above, above_before) = (above * scale, above_before * scale);
            (below, below_before) = (1.0, below_before * scale);
            if (above - last).abs() <= 1e-15 * above {
                return Some((of / above).ln());
            }
            last = above;
        }
    }
    None
}

/// The standard normal distribution function.
pub fn normal_probability(x: f64) -> f64 {
    if x.is_nan() { x } else { 0.5 * erf::erfc(-x / std::f64::consts::SQRT_2) }
}

/// The standard normal quantile of `p` in (0, 1), one Newton step finer than `statrs`.
pub fn normal_quantile(p: f64) -> f64 {
    if !(p > 0.0 && p < 1.0) {
        return if p == 0.0 {
            f64::NEG_INFINITY
        } else if p == 1.0 {
            f64::INFINITY
        } else {
            f64::NAN
        };
    }
    let rough = -std::f64::consts::SQRT_2 * erf::erfc_inv(2.0 * p);
    let density = (-0.5 * rough * rough).exp() / (2.0 * std::f64::consts::PI).sqrt();
    if density > 1e-300 { rough - (normal_probability(rough) - p) / density } else { rough }
}

/// Probability that a χ² with `freedom` degrees of freedom exceeds `x`.
pub fn chi_square_tail(x: f64, freedom: f64) -> f64 {
    if !(freedom > 0.0) || x.is_nan() {
        f64::NAN
    } else if x <= 0.0 {
        1.0
    } else if x.is_infinite() || freedom.is_infinite() {
        if freedom.is_infinite() { 1.0 } else { 0.0 }
    } else {
        if freedom > 1e6 {
            // E. B. Wilson and M. M. Hilferty (1931): the cube root is nearly normal, and the series would take as many steps as there are degrees.
            let spread = 2.0 / (9.0 * freedom);
            return normal_probability(-((x / freedom).cbrt() - (1.0 - spread)) / spread.sqrt());
        }
        gamma::checked_gamma_ur(freedom / 2.0, x / 2.0).unwrap_or(f64::NAN)
    }
}

/// The regularized incomplete beta function I_x(a, b): the distribution function of a Beta(a, b) at `x`.
pub fn beta_probability(x: f64, a: f64, b: f64) -> f64 {
    if !(a > 0.0 && b > 0.0) || x.is_nan() {
        f64::NAN
    } else if x <= 0.0 {
        0.0
    } else if x >= 1.0 {
        1.0
    } else {
        incomplete_beta(x, a, b)
    }
}

/// By the continued fraction of NIST DLMF 8.17.22 in Lentz's form. That of `statrs` stops after 140 steps, too few for thousands of visitors.
fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if a + b > 1e10 {
        let mean = a / (a + b);
        let deviation = (mean * (1.0 - mean) / (a + b + 1.0)).sqrt();
        return if deviation > 0.0 {
            normal_probability((x - mean) / deviation)
        } else {
            f64::from(u8::from(x >= mean))
        };
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(1.0 - x, b, a);
    }
    let away_from_zero = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let (mut c, mut d) = (1.0, 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = d;
    for m in 1..200_000_u32 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        fraction *= c * d;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        fraction *= c * d;
        if (c * d - 1.0).abs() < 1e-15 {
            break;
        }
    }
    ((a * x.ln() + b * (-x).ln_1p() - ln_beta(a, b)).exp() * fraction / a).clamp(0.0, 1.0)
}

/// The quantile of a Beta(a, b), by bisection and therefore never lost.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && (0.0..=1.0).contains(&p)) {
        return f64::NAN;
    }
    bisect(0.0, 1.0, |x| beta_probability(x, a, b) - p)
}

/// Probability that a Student t with `freedom` degrees of freedom is further from zero than `t`.
pub fn student_two_sided(t: f64, freedom: f64) -> f64 {
    if !(freedom > 0.0) || t.is_nan() {
        return f64::NAN;
    }
    beta_probability(freedom / (freedom + t * t), freedom / 2.0, 0.5)
}

/// The quantile of a Student t with `freedom` degrees of freedom, for `p` in (0, 1).
pub fn student_quantile(p: f64, freedom: f64) -> f64 {
    if !(freedom > 0.0 && p > 0.0 && p < 1.0) {
        return f64::NAN;
    }
    let tail = 2.0 * p.min(1.0 - p);
    let share = bisect(0.0, 1.0, |x| beta_probability(x, freedom / 2.0, 0.5) - tail);
    let size = (freedom * (1.0 - share) / share).sqrt();
    if p < 0.5 { -size } else { size }
}

/// The zero of a rising function between two ends.
fn bisect(mut low: f64, mut high: f64, rising: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if rising(middle) < 0.0 { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, want: f64, tolerance: f64) {
        assert!((got - want).abs() <= tolerance * want.abs().max(1.0), "{got} instead of {want}");
    }

    #[test]
    fn known_values() {
        close(ln_gamma(0.5), 0.572_364_942_924_700_1, 1e-13);
        close(ln_beta(2.0, 3.0), (1.0_f64 / 12.0).ln(), 1e-13);
        for (a, b) in [(9.0, 10.5), (10.5, 12.0), (0.3, 50.0), (30.0, 40.0)] {
            close(ln_beta(a, b), ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b), 1e-12);
        }
        close(ln_beta(0.5, 2e8), ln_gamma(0.5) - 0.5 * 2e8_f64.ln(), 1e-8);
        // Abramowitz & Stegun, tables 26.1, 26.8, 26.10.
        close(normal_probability(1.96), 0.975_002_104_851_779_5, 1e-11);
        close(normal_quantile(0.975), 1.959_963_984_540_054, 1e-10);
        close(chi_square_tail(3.841_458_820_694_124, 1.0), 0.05, 1e-10);
        close(student_quantile(0.975, 10.0), 2.228_138_851_964_939, 1e-9);
        close(student_two_sided(2.228_138_851_964_939, 10.0), 0.05, 1e-10);
        close(beta_quantile(0.5, 2.0, 2.0), 0.5, 1e-12);
        // I_x(2, 3) = 6x² - 8x³ + 3x⁴.
        close(beta_probability(0.3, 2.0, 3.0), 0.348_3, 1e-12);
        close(beta_probability(0.5, 1e6, 1e6), 0.5, 1e-9);
    }

    #[test]
    fn the_hypergeometric_function_agrees_with_its_closed_forms() {
        // Abramowitz & Stegun 15.1.3: F(1, 1; 2; z) = -ln(1 - z) / z; 15.1.8: F(a, b; b; z) = (1 - z)^-a.
        for z in [0.0, 0.1, 0.5, 0.9, 0.99] {
            let want = if z == 0.0 { 0.0 } else { (-(1.0_f64 - z).ln() / z).ln() };
            close(hypergeometric(1.0, 1.0, 2.0, z).unwrap(), want, 1e-12);
            close(hypergeometric(3.5, 2.0, 2.0, z).unwrap(), -3.5 * (1.0_f64 - z).ln(), 1e-12);
        }
        close(hypergeometric(800.0, 2.0, 2.0, 0.9).unwrap(), -800.0 * 0.1_f64.ln(), 1e-12);
        assert_eq!(hypergeometric(1.0, 1.0, 2.0, 1.0), None);
        assert_eq!(hypergeometric(f64::NAN, 1.0, 2.0, 0.5), None);
    }

    #[test]
    fn the_continued_fraction_agrees_with_the_series_and_with_closed_forms() {
        for z in [0.0, 1e-9, 0.1, 0.5, 0.9, 0.98, 0.999] {
            for (b, c) in [
                (1.0, 2.0),
                (0.25, 1.1),
                (0.55, 2.16),
                (1.6, 3.2),
                (29.5, 31.2),
                (800.3, 802.0),
                (1.3, 900.0),
                (1e5, 1e5 + 2.0),
            ] {
                close(hypergeometric_of_one(b, c, z).unwrap(), hypergeometric(1.0, b, c, z).unwrap(), 1e-11);
            }
            let want = if z < 1e-6 { z / 2.0 } else { (-(1.0_f64 - z).ln() / z).ln() };
            close(hypergeometric_of_one(1.0, 2.0, z).unwrap(), want, 1e-11);
        }
        for (b, c, z) in
            [(2.0, 2.0, 0.5), (f64::NAN, 2.0, 0.5), (1.0, 2.0, 1.0), (0.0, 2.0, 0.5), (0.5, 1.0, 0.5)]
        {
            assert_eq!(hypergeometric_of_one(b, c, z), None);
        }
    }

    #[test]
    fn no_argument_stops_the_program() {
        for x in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 1.0, 1e300] {
            let _ = (
                ln_gamma(x),
                ln_beta(x, 1.0),
                normal_probability(x),
                normal_quantile(x),
                chi_square_tail(x, x),
            );
            let _ = (
                beta_probability(x, x, x),
                beta_quantile(x, x, 1.0),
                student_quantile(x, x),
                student_two_sided(x, x),
            );
        }
    }
}
