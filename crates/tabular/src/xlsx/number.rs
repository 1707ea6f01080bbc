//! Numbers of cells as people see them: without the noise of binary fractions, dates as dates.

use super::styles::Meaning;
use crate::value::{Epoch, serial_moment};

/// The text of a number cell.
pub(super) fn shown(raw: &str, meaning: Meaning, epoch: Epoch) -> String {
    let raw = raw.trim();
    let Ok(value) = raw.parse::<f64>() else { return raw.to_owned() };
    match meaning {
        Meaning::Number => tidy(raw),
        Meaning::Percent => format!("{}%", tidy(&format!("{}", value * 100.0))),
        Meaning::Date | Meaning::DateTime => match serial_moment(value, epoch) {
            None => tidy(raw),
            Some(moment) if meaning == Meaning::Date && moment.time() == jiff::civil::Time::midnight() => {
                moment.date().to_string()
            }
            Some(moment) => moment.to_string(),
        },
        // A whole day and more in a time of day is a moment.
        Meaning::Time if value >= 1.0 => {
            serial_moment(value, epoch).map_or_else(|| tidy(raw), |moment| moment.to_string())
        }
        Meaning::Time => {
            serial_moment(value, epoch).map_or_else(|| tidy(raw), |moment| moment.time().to_string())
        }
        Meaning::Elapsed if (0.0..1e6).contains(&value) => {
            // The range above fits the cast.
            let seconds = (value * 86_400.0).round() as u64;
            format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
        }
        Meaning::Elapsed => tidy(raw),
    }
}

/// Fifteen digits, as a spreadsheet shows; `0.30000000000000004` is `0.3`.
fn tidy(raw: &str) -> String {
    let body = raw.strip_prefix('-').unwrap_or(raw);
    if body.bytes().all(|byte| byte.is_ascii_digit()) {
        // Whole numbers stay as written, long ids among them.
        let digits = body.trim_start_matches('0');
        return match (digits.is_empty(), raw.starts_with('-')) {
            (true, _) => "0".to_owned(),
            (false, true) => format!("-{digits}"),
            (false, false) => digits.to_owned(),
        };
    }
    let Some(value) = raw.parse::<f64>().ok().filter(|value| value.is_finite()) else {
        return raw.to_owned();
    };
    let scientific = format!("{value:.14e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return raw.to_owned() };
    let Ok(exponent) = exponent.parse::<i32>() else { return raw.to_owned() };
    if !(-12..=20).contains(&exponent) {
        return if value == 0.0 { "0".to_owned() } else { format!("{value:e}") };
    }
    let sign = if mantissa.starts_with('-') { "-" } else { "" };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    let Ok(whole) = usize::try_from(exponent + 1) else {
        let zeros = "0".repeat(usize::try_from(-exponent - 1).unwrap_or(0));
        return format!("{sign}0.{zeros}{digits}");
    };
    if whole == 0 {
        format!("{sign}0.{digits}")
    } else if digits.len() <= whole {
        format!("{sign}{digits}{}", "0".repeat(whole - digits.len()))
    } else {
        let (before, after) = digits.split_at_checked(whole).unwrap_or((digits, ""));
        format!("{sign}{before}.{after}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_noise() {
        for (raw, wanted) in [
            ("0.30000000000000004", "0.3"),
            ("1234.5599999999999", "1234.56"),
            ("12", "12"),
            ("-12.50", "-12.5"),
            ("1.0", "1"),
            ("0", "0"),
            ("-0.0", "0"),
            ("0.001", "0.001"),
            ("1E-3", "0.001"),
            ("1.5E+3", "1500"),
            ("123456789012345678", "123456789012345678"),
            ("1.2345678901234568E+17", "123456789012346000"),
            ("1e300", "1e300"),
            ("0.1", "0.1"),
            ("007", "7"),
        ] {
            assert_eq!(shown(raw, Meaning::Number, Epoch::Y1900), wanted, "{raw}");
        }
    }

    #[test]
    fn dates_and_times_are_iso() {
        for (raw, meaning, epoch, wanted) in [
            ("45306", Meaning::Date, Epoch::Y1900, "2024-01-15"),
            ("45306.5", Meaning::Date, Epoch::Y1900, "2024-01-15T12:00:00"),
            ("45306", Meaning::DateTime, Epoch::Y1900, "2024-01-15T00:00:00"),
            ("43844", Meaning::Date, Epoch::Y1904, "2024-01-15"),
            ("0.4375", Meaning::Time, Epoch::Y1900, "10:30:00"),
            ("1.5", Meaning::Elapsed, Epoch::Y1900, "36:00:00"),
            ("0.25", Meaning::Percent, Epoch::Y1900, "25%"),
            ("0.07", Meaning::Percent, Epoch::Y1900, "7%"),
            ("-5", Meaning::Date, Epoch::Y1900, "-5"),
            ("soon", Meaning::Date, Epoch::Y1900, "soon"),
        ] {
            assert_eq!(shown(raw, meaning, epoch), wanted, "{raw}");
        }
    }
}
