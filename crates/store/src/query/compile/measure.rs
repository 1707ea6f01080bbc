//! Measures as aggregate expressions, exact on both databases: whole numbers in, whole numbers out.

use crate::dialect::Dialect;
use dictionary::{Kind, Measure};

/// How many units of `result` one unit of `measured` is: whole numbers become decimals of millionths.
pub(super) fn factor(measured: Kind, result: Kind) -> i64 {
    let whole = matches!(measured, Kind::Integer | Kind::Duration);
    let parts = matches!(result, Kind::Decimal | Kind::Percent);
    if whole && parts { vocabulary::Decimal::ONE } else { 1 }
}

/// How many values an expression has, and what they come to together: as aggregates, or as columns that hold both already.
pub(super) struct Sums {
    pub count: String,
    pub sum: String,
}

impl Sums {
    /// As aggregates.
    pub(super) fn of(dialect: Dialect, of: &str) -> Sums {
        Sums { count: format!("count({of})"), sum: dialect.sum(of) }
    }

    /// The measure they suffice for, times `factor`; none for the others. Means round half away from zero.
    pub(super) fn measure(&self, measure: Measure, factor: i64) -> Option<String> {
        let Sums { count, sum } = self;
        match measure {
            Measure::Count => Some(scaled(count.clone(), factor)),
            Measure::Sum => Some(scaled(sum.clone(), factor)),
            Measure::Avg => Some(format!(
                "CASE WHEN {count} > 0 THEN (CASE WHEN {sum} < 0 THEN -1 ELSE 1 END) * \
                 (abs({sum}) / {count} * {factor} + (2 * (abs({sum}) % {count}) * {factor} + {count}) / (2 * {count})) END"
            )),
            Measure::Min | Measure::Max | Measure::Last => None,
        }
    }
}

fn scaled(text: String, factor: i64) -> String {
    if factor == 1 { text } else { format!("({text} * {factor})") }
}

/// The aggregate of an expression, times `factor`.
pub(super) fn aggregate(dialect: Dialect, measure: Measure, of: &str, factor: i64) -> String {
    Sums::of(dialect, of).measure(measure, factor).unwrap_or_else(|| {
        let end = if measure == Measure::Min { "min" } else { "max" };
        scaled(format!("{end}({of})"), factor)
    })
}

/// How many different values an expression has.
pub(super) fn distinct(of: &str) -> String {
    format!("count(DISTINCT {of})")
}

/// The middle of the values, times `factor`: half of the two in the middle together, rounded half away from zero.
pub(super) fn median(dialect: Dialect, of: &str, factor: i64) -> String {
    let both = dialect.middles(of);
    format!("(CASE WHEN {both} < 0 THEN -1 ELSE 1 END * ((abs({both}) * {factor} + 1) / 2))")
}
