//! Numbers as people write them, to exact millionths.

use super::is_space;
use crate::Problem;

/// Millionths in one.
const SCALE: i64 = 1_000_000;
/// Digits after the decimal mark that are kept.
const PLACES: usize = 6;

/// Reads a number into millionths: `12.5` gives 12,500,000.
///
/// `decimal_comma` says which mark separates decimals; the other one, spaces and apostrophes may
/// stand between groups of three digits. A minus may stand before or after, or as parentheses.
/// Digits beyond the sixth decimal are rounded, half away from zero.
pub fn parse_decimal(text: &str, decimal_comma: bool) -> Result<i64, Problem> {
    let trimmed = text.trim_matches(is_space);
    let fail = |wrong: String| Problem::new("decimal", text, wrong);
    let (negative, body) = sign(trimmed);
    if body.is_empty() || !body.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',') {
        return Err(fail("is not a number".to_owned()));
    }
    let (body, exponent) = match body.split_once(['e', 'E']) {
        None => (body, 0i32),
        Some((mantissa, exponent)) => (
            mantissa,
            exponent
                .parse::<i32>()
                .ok()
                .filter(|e| e.abs() <= 40)
                .ok_or_else(|| fail("is not a number".to_owned()))?,
        ),
    };
    let (mark, group) = if decimal_comma { (',', '.') } else { ('.', ',') };
    let (whole, fraction) = body.split_once(mark).unwrap_or((body, ""));
    if fraction.contains(mark) || !fraction.chars().all(|c| c.is_ascii_digit()) {
        return Err(fail(wrong_marks(body, decimal_comma)));
    }
    let digits = ungroup(whole, group).ok_or_else(|| fail(wrong_marks(body, decimal_comma)))?;
    if digits.is_empty() && fraction.is_empty() {
        return Err(fail("is not a number".to_owned()));
    }
    let value = scale(&digits, fraction, exponent).ok_or_else(|| fail("is too large a number".to_owned()))?;
    Ok(if negative { -value } else { value })
}

/// Reads a percentage with or without its sign: `12,5 %` gives 12,500,000.
pub fn parse_percent(text: &str, decimal_comma: bool) -> Result<i64, Problem> {
    let trimmed = text.trim_matches(is_space);
    let number = trimmed.strip_suffix('%').or_else(|| trimmed.strip_prefix('%')).unwrap_or(trimmed);
    parse_decimal(number, decimal_comma).map_err(|_| Problem::new("percent", text, "is not a percentage"))
}

/// Writes millionths as an exact number with a point: 12,500,000 gives `12.5`.
pub fn format_decimal(millionths: i64) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let size = millionths.unsigned_abs();
    let (whole, rest) = (size / SCALE.unsigned_abs(), size % SCALE.unsigned_abs());
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let fraction = format!("{rest:06}");
    format!("{sign}{whole}.{}", fraction.trim_end_matches('0'))
}

/// Takes the sign off: `-5`, `5-`, `−5`, `(5)`, `+5`.
fn sign(text: &str) -> (bool, &str) {
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return (true, inner.trim_matches(is_space));
    }
    for minus in ['-', '\u{2212}', '\u{2013}'] {
        if let Some(rest) = text.strip_prefix(minus).or_else(|| text.strip_suffix(minus)) {
            return (true, rest.trim_matches(is_space));
        }
    }
    (false, text.strip_prefix('+').unwrap_or(text))
}

/// The digits before the decimal mark, without what groups them; none if the groups are wrong.
fn ungroup(whole: &str, group: char) -> Option<String> {
    let is_group = |c: char| c == group || c == '\'' || c == '’' || is_space(c);
    if whole.chars().all(|c| c.is_ascii_digit()) {
        return Some(whole.to_owned());
    }
    let separator = whole.chars().find(|c| is_group(*c))?;
    let groups: Vec<&str> = whole.split(separator).collect();
    let (first, rest) = groups.split_first()?;
    let fits = (1..=3).contains(&first.len()) && rest.iter().all(|part| part.len() == 3);
    let digits: String = groups.concat();
    (fits && digits.chars().all(|c| c.is_ascii_digit())).then_some(digits)
}

fn wrong_marks(body: &str, decimal_comma: bool) -> String {
    let plain =
        body.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’') || is_space(c));
    match (plain, decimal_comma) {
        (true, true) => "is not a number when the comma separates decimals".to_owned(),
        (true, false) => "is not a number when the point separates decimals".to_owned(),
        (false, _) => "is not a number".to_owned(),
    }
}

/// Digits and fraction times ten to the exponent, in millionths, rounded half away from zero.
fn scale(whole: &str, fraction: &str, exponent: i32) -> Option<i64> {
    let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|byte| byte - b'0').collect();
    // How many of the digits stand before the last kept place.
    let kept = i64::try_from(whole.len()).ok()? + i64::from(exponent) + PLACES as i64;
    let mut value: i64 = 0;
    for at in 0..kept.max(0) {
        let digit = usize::try_from(at).ok().and_then(|at| digits.get(at)).copied().unwrap_or(0);
        value = value.checked_mul(10)?.checked_add(i64::from(digit))?;
    }
    let next = usize::try_from(kept).ok().and_then(|at| digits.get(at)).copied().unwrap_or(0);
    if next >= 5 { value.checked_add(1) } else { Some(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_and_commas_mean_what_was_chosen() {
        for (text, decimal_comma, wanted) in [
            ("12.5", false, 12_500_000),
            ("12,5", true, 12_500_000),
            ("1,234.56", false, 1_234_560_000),
            ("1.234,56", true, 1_234_560_000),
            ("1.234", true, 1_234_000_000),
            ("1.234", false, 1_234_000),
            ("1 234 567,89", true, 1_234_567_890_000),
            ("1\u{A0}234,5", true, 1_234_500_000),
            ("1\u{202F}234,5", true, 1_234_500_000),
            ("1'234.50", false, 1_234_500_000),
            ("-5", false, -5_000_000),
            ("\u{2212}5", false, -5_000_000),
            ("5-", false, -5_000_000),
            ("(5.25)", false, -5_250_000),
            ("+5", false, 5_000_000),
            (".5", false, 500_000),
            ("5.", false, 5_000_000),
            ("1E+3", false, 1_000_000_000),
            ("1.5e-3", false, 1_500),
            (" 007 ", false, 7_000_000),
            ("0.0000005", false, 1),
            ("0.0000004", false, 0),
            ("46.05108250", false, 46_051_083),
            ("9223372036854.775807", false, i64::MAX),
        ] {
            assert_eq!(parse_decimal(text, decimal_comma), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_told_so() {
        for (text, decimal_comma, message) in [
            ("abc", false, "“abc” is not a number"),
            ("12.5", true, "“12.5” is not a number when the comma separates decimals"),
            ("1,23", false, "“1,23” is not a number when the point separates decimals"),
            ("1.2.3", false, "“1.2.3” is not a number when the point separates decimals"),
            ("9223372036855", false, "“9223372036855” is too large a number"),
            ("1e999", false, "“1e999” is not a number"),
            ("", false, "An empty value is not a number"),
            ("--5", false, "“--5” is not a number"),
            ("12 pcs", false, "“12 pcs” is not a number"),
        ] {
            assert_eq!(parse_decimal(text, decimal_comma).unwrap_err().message, message);
        }
        assert!(parse_decimal(".", false).is_err());
        assert!(parse_decimal(&"9".repeat(100_000), false).is_err());
        assert!(parse_decimal("1e40", false).is_err());
        assert_eq!(parse_decimal("0e40", false), Ok(0));
    }

    #[test]
    fn percentages_may_have_their_sign() {
        assert_eq!(parse_percent("12,5 %", true), Ok(12_500_000));
        assert_eq!(parse_percent("40", false), Ok(40_000_000));
        assert_eq!(parse_percent("much", false).unwrap_err().message, "“much” is not a percentage");
    }

    #[test]
    fn numbers_are_written_exactly() {
        for (value, text) in [(12_500_000, "12.5"), (-1, "-0.000001"), (7_000_000, "7"), (0, "0")] {
            assert_eq!(format_decimal(value), text);
        }
        assert_eq!(format_decimal(i64::MIN), "-9223372036854.775808");
    }
}
