//! Measures as aggregate expressions, exact on both databases: whole numbers in, whole numbers out.

use crate::dialect::Dialect;
use dictionary::{Kind, Measure};

/// How many units of `result` one unit of `measured` is: whole numbers become decimals of millionths.
pub(super) fn factor(measured: Kind, result: Kind) -> i64 {
    let whole = matches!(measured, Kind::Integer | Kind::Duration);
    let parts = matches!(result, Kind::Decimal | Kind::Percent);
    if whole && parts { vocabulary::Decimal::ONE } else { 1 }
}

/// The aggregate of an expression, times `factor`. Means round half away from zero.
pub(super) fn aggregate(dialect: Dialect, measure: Measure, of: &str, factor: i64) -> String {
    let scaled = |text: String| if factor == 1 { text } else { format!("({text} * {factor})") };
    match measure {
        Measure::Count => scaled(format!("count({of})")),
        Measure::Sum => scaled(dialect.sum(of)),
        Measure::Avg => {
            let sum = dialect.sum(of);
            format!(
                "CASE WHEN count({of}) > 0 THEN (CASE WHEN {sum} < 0 THEN -1 ELSE 1 END) * \
                 (abs({sum}) / count({of}) * {factor} + (2 * (abs({sum}) % count({of})) * {factor} + count({of})) / (2 * count({of}))) END"
            )
        }
        Measure::Min => scaled(format!("min({of})")),
        Measure::Max | Measure::Last => scaled(format!("max({of})")),
    }
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
