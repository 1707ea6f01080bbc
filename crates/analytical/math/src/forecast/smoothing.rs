//! Exponential smoothing: simple, with trend (Holt), with seasons (Holt-Winters).
//!
//! C. C. Holt (1957), reprinted in International Journal of Forecasting 20 (2004); P. R. Winters, Forecasting Sales by Exponentially Weighted Moving Averages, Management Science 6 (1960). Two right
//! programs differ where they start, so the convention is that of R's `HoltWinters`: with seasons, level, trend and seasonal figures come from a classical decomposition of the first two
//! seasons and the first season is not foretold; with a trend alone, from the first two values; else from the first. The parameters minimize the squared one-step errors.

use crate::Refusal;
use crate::number::{Chance, minimize, normal_quantile};

/// Whether there is a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// None.
    None,
    /// A slope that changes slowly.
    Additive,
}

/// Whether there are seasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Season {
    /// None.
    None,
    /// Seasons add a fixed amount; so many periods a cycle (12 for months).
    Additive(usize),
    /// Seasons multiply; so many periods a cycle.
    Multiplicative(usize),
}

impl Season {
    /// Periods of a cycle; 1 without seasons.
    pub fn cycle(self) -> usize {
        match self {
            Self::None => 1,
            Self::Additive(cycle) | Self::Multiplicative(cycle) => cycle,
        }
    }
}

/// What is smoothed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Method {
    /// The trend.
    pub trend: Trend,
    /// The seasons.
    pub season: Season,
}

/// A fitted smoothing, at the end of its series.
#[derive(Debug, Clone, PartialEq)]
pub struct Smoothing {
    /// What is smoothed.
    pub method: Method,
    /// How fast the level follows, 0 to 1.
    pub alpha: f64,
    /// How fast the trend follows the level; 0 without a trend.
    pub beta: f64,
    /// How fast the seasons follow; 0 without seasons.
    pub gamma: f64,
    /// The level now.
    pub level: f64,
    /// The trend now, per period.
    pub slope: f64,
    /// The figures of the next cycle, the coming period first.
    pub seasonal: Vec<f64>,
    /// Sum of squared one-step errors.
    pub squares: f64,
    /// One-step errors, in the sequence of the series; relative ones with multiplicative seasons.
    pub errors: Vec<f64>,
}

/// What is expected of one period ahead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ahead {
    /// The expected value.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Where a recursion stands.
#[derive(Debug, Clone)]
struct State {
    level: f64,
    slope: f64,
    /// A ring of figures; `next` is that of the coming period.
    seasonal: Vec<f64>,
    next: usize,
}

impl State {
    fn figure(&self, neutral: f64) -> f64 {
        self.seasonal.get(self.next).copied().unwrap_or(neutral)
    }

    fn expected(&self, multiplies: bool) -> f64 {
        let base = self.level + self.slope;
        if multiplies { base * self.figure(1.0) } else { base + self.figure(0.0) }
    }

    fn see(&mut self, value: f64, multiplies: bool, [alpha, beta, gamma]: [f64; 3]) {
        let figure = self.figure(if multiplies { 1.0 } else { 0.0 });
        let before = self.level;
        let clean = if multiplies { value / figure } else { value - figure };
        self.level = alpha * clean + (1.0 - alpha) * (before + self.slope);
        self.slope = beta * (self.level - before) + (1.0 - beta) * self.slope;
        let own = if multiplies { value / self.level } else { value - self.level };
        if let Some(place) = self.seasonal.get_mut(self.next) {
            *place = gamma * own + (1.0 - gamma) * figure;
            self.next = (self.next + 1) % self.seasonal.len();
        }
    }
}

impl Smoothing {
    /// Fits a series without gaps, the oldest value first.
    ///
    /// # Errors
    /// `TooFew` below two cycles and three values more, `TooMany` above 20,000; `Impossible` for what is not a number or a cycle below two periods; `DoesNotFit` for multiplicative seasons of values that are not positive.
    pub fn fit(series: &[f64], method: Method) -> Result<Self, Refusal> {
        const PERIODS: usize = 20_000;
        if series.len() > PERIODS {
            return Err(Refusal::TooMany { what: "periods", limit: PERIODS });
        }
        let (start, first) = begin(series, method)?;
        let multiplies = matches!(method.season, Season::Multiplicative(_));
        let free = [true, method.trend == Trend::Additive, method.season != Season::None];
        let spread = |values: &[f64]| -> [f64; 3] {
            let mut given = values.iter();
            free.map(|free| if free { given.next().copied().unwrap_or(0.0) } else { 0.0 })
        };
        let rest = series.get(first..).unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "a number of periods")]
        let count = rest.len().max(1) as f64;
        // Squares are compared in units of the series, so that cents and millions come to rest alike.
        let size = rest.iter().map(|value| value * value).sum::<f64>() / count;
        if !(size > 0.0 && size.is_finite()) {
            return Self::ended(start, method, [0.0; 3], rest, multiplies);
        }
        let cost = |values: &[f64]| {
            // Outside of 0 to 1 the nearest inside, and the further the worse.
            let outside: f64 = values.iter().map(|value| (value - value.clamp(0.0, 1.0)).abs()).sum();
            let inside: Vec<f64> = values.iter().map(|value| value.clamp(0.0, 1.0)).collect();
            let mut state = start.clone();
            let parameters = spread(&inside);
            let mut squares = 0.0;
            for value in rest {
                squares += (value - state.expected(multiplies)).powi(2);
                state.see(*value, multiplies, parameters);
            }
            (squares / count / size) * (1.0 + outside) + 1e-3 * outside
        };
        const STARTS: [[f64; 3]; 4] = [[0.3, 0.1, 0.1], [0.1, 0.05, 0.7], [0.6, 0.02, 0.3], [0.9, 0.3, 0.05]];
        let found = STARTS.iter().filter_map(|start| {
            let start: Vec<f64> =
                start.iter().zip(free).filter(|(_, free)| *free).map(|(value, _)| *value).collect();
            minimize(cost, &start, 0.1, 1e-13, 5000).ok()
        });
        let best =
            found.min_by(|left, right| left.value.total_cmp(&right.value)).ok_or(Refusal::DoesNotConverge)?;
        let inside: Vec<f64> = best.at.iter().map(|value| value.clamp(0.0, 1.0)).collect();
        Self::ended(start, method, spread(&inside), rest, multiplies)
    }

    fn ended(
        mut state: State,
        method: Method,
        parameters: [f64; 3],
        rest: &[f64],
        multiplies: bool,
    ) -> Result<Self, Refusal> {
        let (mut squares, mut errors) = (0.0, Vec::with_capacity(rest.len()));
        for value in rest {
            let expected = state.expected(multiplies);
            let error = value - expected;
            squares += error * error;
            errors.push(if multiplies { error / expected } else { error });
            state.see(*value, multiplies, parameters);
        }
        let [alpha, beta, gamma] = parameters;
        let mut seasonal = state.seasonal;
        let next = state.next.min(seasonal.len());
        seasonal.rotate_left(next);
        let squares = crate::refusal::finite(squares)?;
        crate::refusal::finite(state.level + state.slope + errors.iter().sum::<f64>())?;
        Ok(Self {
            method,
            alpha,
            beta,
            gamma,
            level: state.level,
            slope: state.slope,
            seasonal,
            squares,
            errors,
        })
    }

    /// What is expected of the next periods. Intervals: without multiplicative seasons from the variance of the errors (C. Chatfield and M. Yar, International Journal of Forecasting 6, 1990);
    /// with them from 2,000 simulated futures that draw the relative errors there were.
    ///
    /// # Errors
    /// `TooMany` for more than 1,000 periods; `Impossible` for a confidence outside (0, 1).
    pub fn ahead(&self, periods: usize, confidence: f64, seed: u64) -> Result<Vec<Ahead>, Refusal> {
        if periods > 1000 {
            return Err(Refusal::TooMany { what: "periods ahead", limit: 1000 });
        }
        if !(confidence > 0.0 && confidence < 1.0) {
            return Err(Refusal::Impossible { what: "a confidence is not between 0 and 1" });
        }
        let ahead = if matches!(self.method.season, Season::Multiplicative(_)) {
            self.by_simulation(periods, confidence, seed)
        } else {
            self.by_variance(periods, confidence)
        };
        let sound =
            ahead.iter().all(|one| one.value.is_finite() && one.low.is_finite() && one.high.is_finite());
        if sound { Ok(ahead) } else { Err(Refusal::DoesNotConverge) }
    }

    fn value(&self, index: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "at most a thousand periods")]
        let base = self.level + (index + 1) as f64 * self.slope;
        let figure = self.seasonal.get(index % self.seasonal.len().max(1)).copied();
        match self.method.season {
            Season::Multiplicative(_) => base * figure.unwrap_or(1.0),
            _ => base + figure.unwrap_or(0.0),
        }
    }

    fn by_variance(&self, periods: usize, confidence: f64) -> Vec<Ahead> {
        let free = 1
            + usize::from(self.method.trend == Trend::Additive)
            + usize::from(self.method.season != Season::None);
        #[expect(clippy::cast_precision_loss, reason = "a number of periods")]
        let freedom = self.errors.len().saturating_sub(free).max(1) as f64;
        let reach = normal_quantile(0.5 + confidence / 2.0);
        let mut variance = self.squares / freedom;
        let once = variance;
        let cycle = self.method.season.cycle();
        (0..periods)
            .map(|index| {
                let value = self.value(index);
                let half = reach * variance.sqrt();
                #[expect(clippy::cast_precision_loss, reason = "at most a thousand periods")]
                let ahead = (index + 1) as f64;
                let season = if (index + 1) % cycle == 0 { self.gamma * (1.0 - self.alpha) } else { 0.0 };
                variance += once * (self.alpha * (1.0 + ahead * self.beta) + season).powi(2);
                Ahead { value, low: value - half, high: value + half }
            })
            .collect()
    }

    fn by_simulation(&self, periods: usize, confidence: f64, seed: u64) -> Vec<Ahead> {
        const FUTURES: usize = 2000;
        let mut chance = Chance::new(seed);
        let mut drawn: Vec<Vec<f64>> = vec![Vec::with_capacity(FUTURES); periods];
        for _ in 0..FUTURES {
            let mut state =
                State { level: self.level, slope: self.slope, seasonal: self.seasonal.clone(), next: 0 };
            for period in &mut drawn {
                let error = self.errors.get(chance.below(self.errors.len())).copied().unwrap_or(0.0);
                let value = state.expected(true) * (1.0 + error);
                period.push(value);
                state.see(value, true, [self.alpha, self.beta, self.gamma]);
            }
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place among the futures"
        )]
        let place = ((1.0 - confidence) / 2.0 * FUTURES as f64) as usize;
        let ends = |values: &mut Vec<f64>| {
            values.sort_by(f64::total_cmp);
            (
                values.get(place).copied().unwrap_or(f64::NAN),
                values.get(FUTURES - 1 - place).copied().unwrap_or(f64::NAN),
            )
        };
        let one = |(index, values): (usize, &mut Vec<f64>)| {
            let (low, high) = ends(values);
            Ahead { value: self.value(index), low, high }
        };
        drawn.iter_mut().enumerate().map(one).collect()
    }
}

/// Where the recursion starts, and the first value it foretells.
fn begin(series: &[f64], method: Method) -> Result<(State, usize), Refusal> {
    if series.iter().any(|value| !value.is_finite()) {
        return Err(Refusal::Impossible { what: "a value of the series is not a number" });
    }
    let at = |index: usize| series.get(index).copied().unwrap_or(0.0);
    let (cycle, multiplies) = match method.season {
        Season::None => {
            crate::refusal::at_least("periods", 5, series.len())?;
            let plain = |level, slope| State { level, slope, seasonal: Vec::new(), next: 0 };
            return Ok(match method.trend {
                Trend::None => (plain(at(0), 0.0), 1),
                Trend::Additive => (plain(at(1), at(1) - at(0)), 2),
            });
        }
        Season::Additive(cycle) => (cycle, false),
        Season::Multiplicative(cycle) => (cycle, true),
    };
    if !(2..=1000).contains(&cycle) {
        return Err(Refusal::Impossible { what: "a cycle of seasons has 2 to 1,000 periods" });
    }
    crate::refusal::at_least("periods", 2 * cycle + 3, series.len())?;
    if multiplies && series.iter().any(|value| *value <= 0.0) {
        return Err(Refusal::DoesNotFit { why: "seasons that multiply need values above zero" });
    }
    let (level, slope, seasonal) = decompose(series.get(..2 * cycle).unwrap_or_default(), cycle, multiplies);
    let slope = if method.trend == Trend::Additive { slope } else { 0.0 };
    Ok((State { level, slope, seasonal, next: 0 }, cycle))
}

/// Classical decomposition of two cycles: the trend is a centered moving average, a line through it gives level (just before it) and slope, and the seasonal figures are
/// the mean distances (or ratios) from it, centered.
fn decompose(two: &[f64], cycle: usize, multiplies: bool) -> (f64, f64, Vec<f64>) {
    #[expect(clippy::cast_precision_loss, reason = "at most a thousand periods")]
    let length = cycle as f64;
    let half = cycle / 2;
    let average = |window: &[f64]| {
        let ends = window.first().unwrap_or(&0.0) + window.last().unwrap_or(&0.0);
        let correction = if cycle.is_multiple_of(2) { 0.5 * ends } else { 0.0 };
        (window.iter().sum::<f64>() - correction) / length
    };
    let trend: Vec<f64> = two.windows(2 * half + 1).map(average).collect();
    #[expect(clippy::cast_precision_loss, reason = "at most a thousand periods")]
    let (count, middle) = (trend.len() as f64, (trend.len() as f64 + 1.0) / 2.0);
    let mean = trend.iter().sum::<f64>() / count;
    let (mut along, mut across) = (0.0, 0.0);
    for (value, time) in trend.iter().zip(1_u32..) {
        let distance = f64::from(time) - middle;
        along += distance * (value - mean);
        across += distance * distance;
    }
    let slope = if across > 0.0 { along / across } else { 0.0 };
    let mut figures = vec![(0.0, 0.0); cycle];
    for ((value, trend), position) in two.iter().skip(half).zip(&trend).zip(half..) {
        let own = if multiplies { value / trend } else { value - trend };
        if let Some((sum, seen)) = figures.get_mut(position % cycle) {
            *sum += own;
            *seen += 1.0;
        }
    }
    let figures: Vec<f64> = figures.into_iter().map(|(sum, seen)| sum / f64::max(seen, 1.0)).collect();
    let center = figures.iter().sum::<f64>() / length;
    let figures =
        figures.into_iter().map(|figure| if multiplies { figure / center } else { figure - center });
    (mean - slope * middle, slope, figures.collect())
}

#[cfg(test)]
mod tests {
    use super::super::series::{AIR_PASSENGERS, NILE};
    use super::*;

    const PLAIN: Method = Method { trend: Trend::None, season: Season::None };
    const HOLT: Method = Method { trend: Trend::Additive, season: Season::None };
    const ADDITIVE: Method = Method { trend: Trend::Additive, season: Season::Additive(12) };
    const MULTIPLICATIVE: Method = Method { trend: Trend::Additive, season: Season::Multiplicative(12) };

    #[test]
    fn the_nile_as_in_r() {
        // R: HoltWinters(Nile, beta = FALSE, gamma = FALSE) gives alpha 0.2465796 and level 805.0389.
        let fitted = Smoothing::fit(&NILE, PLAIN).unwrap();
        assert!(
            (fitted.alpha - 0.246_58).abs() < 0.0001 && (fitted.level - 805.0389).abs() < 0.02,
            "{fitted:?}"
        );
        let ahead = fitted.ahead(10, 0.95, 1).unwrap();
        assert!(ahead.iter().all(|one| (one.value - fitted.level).abs() < 1e-9));
        assert!(ahead[9].high > ahead[0].high);
    }

    #[test]
    fn the_air_passengers_as_in_r() {
        // R: HoltWinters(AirPassengers, seasonal = "mult") gives alpha 0.2755925, beta 0.03269295, gamma 0.8707292, a 469.3232206, b 3.0215391, SSE 16570.78.
        let fitted = Smoothing::fit(&AIR_PASSENGERS, MULTIPLICATIVE).unwrap();
        assert!(fitted.squares <= 16_570.79, "{fitted:?}");
        assert!(
            (fitted.alpha - 0.2756).abs() < 0.001
                && (fitted.beta - 0.0327).abs() < 0.001
                && (fitted.gamma - 0.8707).abs() < 0.001,
            "{fitted:?}"
        );
        assert!((fitted.level - 469.32).abs() < 0.1 && (fitted.slope - 3.0215).abs() < 0.01, "{fitted:?}");
        let ahead = fitted.ahead(12, 0.9, 7).unwrap();
        assert!(ahead.iter().all(|one| one.low < one.value && one.value < one.high));
        assert_eq!(ahead, fitted.ahead(12, 0.9, 7).unwrap());
        assert!(Smoothing::fit(&AIR_PASSENGERS, ADDITIVE).unwrap().squares > fitted.squares);
    }

    #[test]
    fn known_parameters_are_recovered_and_intervals_cover() {
        let mut chance = Chance::new(23);
        let (mut inside, mut alphas) = (0, Vec::new());
        for _ in 0..40 {
            let mut state =
                State { level: 100.0, slope: 0.5, seasonal: vec![10.0, -5.0, 0.0, -5.0], next: 0 };
            let series: Vec<f64> = (0..204)
                .map(|_| {
                    let value = state.expected(false) + 3.0 * chance.normal();
                    state.see(value, false, [0.4, 0.1, 0.2]);
                    value
                })
                .collect();
            let method = Method { trend: Trend::Additive, season: Season::Additive(4) };
            let fitted = Smoothing::fit(&series[..200], method).unwrap();
            alphas.push(fitted.alpha);
            inside += fitted
                .ahead(4, 0.8, 1)
                .unwrap()
                .iter()
                .zip(&series[200..])
                .filter(|(one, seen)| one.low <= **seen && **seen <= one.high)
                .count();
        }
        let mean = alphas.iter().sum::<f64>() / 40.0;
        assert!((mean - 0.4).abs() < 0.05, "{mean}");
        assert!((105..150).contains(&inside), "{inside} of 160");
    }

    #[test]
    fn exact_patterns_are_continued() {
        let line: Vec<f64> = (0..20).map(|time| 5.0 + 2.0 * f64::from(time)).collect();
        let ahead = Smoothing::fit(&line, HOLT).unwrap().ahead(3, 0.95, 1).unwrap();
        assert!((ahead[2].value - 49.0).abs() < 1e-6 && ahead[2].high - ahead[2].low < 1e-4);
        let seasons: Vec<f64> = (0..24).map(|time| 50.0 + [8.0, -3.0, -5.0][time % 3]).collect();
        let method = Method { trend: Trend::None, season: Season::Additive(3) };
        let ahead = Smoothing::fit(&seasons, method).unwrap().ahead(4, 0.95, 1).unwrap();
        assert!((ahead[0].value - 58.0).abs() < 1e-9 && (ahead[3].value - 58.0).abs() < 1e-9);
    }

    #[test]
    fn degenerate_series() {
        assert!(matches!(Smoothing::fit(&[1.0], PLAIN), Err(Refusal::TooFew { .. })));
        assert!(matches!(Smoothing::fit(&[1.0; 20], MULTIPLICATIVE), Err(Refusal::TooFew { .. })));
        assert!(matches!(Smoothing::fit(&[f64::NAN; 30], PLAIN), Err(Refusal::Impossible { .. })));
        let mut holed = AIR_PASSENGERS;
        holed[5] = 0.0;
        assert!(matches!(Smoothing::fit(&holed, MULTIPLICATIVE), Err(Refusal::DoesNotFit { .. })));
        for method in [PLAIN, HOLT, ADDITIVE] {
            for level in [0.0, 7.0, -1e12] {
                let ahead = Smoothing::fit(&[level; 40], method).unwrap().ahead(2, 0.95, 1).unwrap();
                assert!((ahead[1].value - level).abs() <= 1e-9 * level.abs(), "{ahead:?}");
            }
        }
        assert!(Smoothing::fit(&NILE, PLAIN).unwrap().ahead(1001, 0.9, 1).is_err());
        let method = Method { trend: Trend::None, season: Season::Additive(1) };
        assert!(matches!(Smoothing::fit(&NILE, method), Err(Refusal::Impossible { .. })));
    }
}
