//! Dates as spreadsheets count them: days since an epoch.

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

use crate::Problem;

/// From which day a spreadsheet counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Epoch {
    /// 1900, the usual one, with its day that never was: 29 February 1900.
    #[default]
    Y1900,
    /// 1904, of old Macintosh files.
    Y1904,
}

/// The serial number of the last day of 9999 in the 1900 system.
const LAST: f64 = 2_958_466.0;

/// The moment a serial number stands for, to the second; none before the epoch or after 9999.
pub(crate) fn moment(serial: f64, epoch: Epoch) -> Option<DateTime> {
    let serial = if epoch == Epoch::Y1904 { serial + 1462.0 } else { serial };
    if !(0.0..LAST).contains(&serial) {
        return None;
    }
    // The range above fits both casts.
    let mut days = serial.floor() as i64;
    let mut seconds = ((serial - serial.floor()) * 86_400.0).round() as i64;
    if seconds == 86_400 {
        days += 1;
        seconds = 0;
    }
    // Lotus believed in 29 February 1900 and Excel keeps the belief: days before it are one off.
    let base = if days < 60 { Date::constant(1899, 12, 31) } else { Date::constant(1899, 12, 30) };
    let date = base.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    let second = i8::try_from(seconds % 60).ok()?;
    let minute = i8::try_from(seconds / 60 % 60).ok()?;
    let hour = i8::try_from(seconds / 3600).ok()?;
    Some(date.to_datetime(Time::new(hour, minute, second, 0).ok()?))
}

/// Reads a spreadsheet's serial number such as `45631` or `45631.25`.
pub fn parse_excel_serial(text: &str, epoch: Epoch) -> Result<DateTime, Problem> {
    let fail = || Problem::new("excel_serial", text, "is not a date as spreadsheets count them");
    let trimmed = text.trim();
    if !trimmed.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(fail());
    }
    let serial: f64 = trimmed.replace(',', ".").parse().map_err(|_| fail())?;
    moment(serial, epoch).ok_or_else(fail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_the_days_excel_shows() {
        for (text, epoch, wanted) in [
            ("1", Epoch::Y1900, "1900-01-01T00:00:00"),
            ("59", Epoch::Y1900, "1900-02-28T00:00:00"),
            ("61", Epoch::Y1900, "1900-03-01T00:00:00"),
            ("45631", Epoch::Y1900, "2024-12-05T00:00:00"),
            ("45631.25", Epoch::Y1900, "2024-12-05T06:00:00"),
            ("45631,5", Epoch::Y1900, "2024-12-05T12:00:00"),
            ("45631.999999", Epoch::Y1900, "2024-12-06T00:00:00"),
            ("0", Epoch::Y1904, "1904-01-01T00:00:00"),
            ("44169", Epoch::Y1904, "2024-12-05T00:00:00"),
            ("2958465", Epoch::Y1900, "9999-12-31T00:00:00"),
        ] {
            assert_eq!(
                parse_excel_serial(text, epoch).map(|d| d.to_string()),
                Ok(wanted.to_owned()),
                "{text}"
            );
        }
        for text in ["-1", "2958466", "2958465.9999999", "1e300", "NaN", "inf", "soon", ""] {
            assert!(parse_excel_serial(text, Epoch::Y1900).is_err(), "{text}");
        }
    }
}
