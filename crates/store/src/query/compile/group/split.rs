//! Keys that are no spans of time: days of the week, hours of the day, bands of numbers. Whole numbers in, whole numbers out, with the
//! same arithmetic on both databases.

use dictionary::Kind;
use jiff::tz::TimeZone;
use vocabulary::Decimal;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// About a thousand years of whole weeks: added, so that divisions of moments before 1970 round as the later ones do.
const WEEKS: i64 = 52_179 * 7 * DAY;
/// Between which moments the zone's changes are looked up; outside the nearest one holds.
const KNOWN: std::ops::Range<i64> = 0..2_524_608_000;

/// Currencies whose minor unit is not a hundredth.
const WITHOUT: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
const THOUSANDTHS: &str = "BHD IQD JOD KWD LYD OMR TND";

/// The hour of a moment in a zone.
pub(super) fn hour(value: &str, zone: &TimeZone) -> String {
    format!("({} / {HOUR} % 24)", local(value, zone))
}

/// The day of the week of a moment in a zone or of a day, 1 Monday to 7 Sunday.
pub(super) fn weekday(value: &str, kind: Kind, zone: &TimeZone) -> String {
    if kind == Kind::Timestamp {
        // The first of January 1970 was a Thursday.
        return format!("(({} / {DAY} + 3) % 7 + 1)", local(value, zone));
    }
    // A day is kept as the number yyyymmdd. Days of the week by Sakamoto's table: January and February belong to the year before.
    let month = format!("({value} / 100 % 100)");
    let year = format!("({value} / 10000 - CASE WHEN {month} < 3 THEN 1 ELSE 0 END)");
    let table = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let shifts: String =
        table.iter().zip(1..).map(|(shift, of)| format!(" WHEN {of} THEN {shift}")).collect();
    let sunday = format!(
        "({year} + {year} / 4 - {year} / 100 + {year} / 400 + CASE {month}{shifts} END + {value} % 100)"
    );
    format!("(({sunday} + 6) % 7 + 1)")
}

/// Where the band of that width (in millionths) begins which a number lies in.
pub(super) fn band(value: &str, kind: Kind, width: i64, currency: Option<&str>) -> String {
    let width = match (kind, currency) {
        (Kind::Integer | Kind::Duration, _) => whole(width, 1).to_string(),
        (_, Some(currency)) => {
            let list = |codes: &str| format!("'{}'", codes.replace(' ', "', '"));
            format!(
                "CASE WHEN {currency} IN ({}) THEN {} WHEN {currency} IN ({}) THEN {} ELSE {} END",
                list(WITHOUT),
                whole(width, 1),
                list(THOUSANDTHS),
                whole(width, 1000),
                whole(width, 100)
            )
        }
        _ => width.max(1).to_string(),
    };
    // What lies below zero belongs to the band below it, not to that above.
    format!("({value} - (({value} % ({width})) + ({width})) % ({width}))")
}

/// The width in units of which so many make one; at least one of them.
fn whole(width: i64, units: i64) -> i64 {
    (i128::from(width) * i128::from(units) / i128::from(Decimal::ONE)).clamp(1, i128::from(i64::MAX / 4))
        as i64
}

/// A moment as the clock on the wall of a zone shows it, moved by whole weeks.
fn local(value: &str, zone: &TimeZone) -> String {
    let begin = jiff::Timestamp::from_second(KNOWN.start).unwrap_or_default();
    let shift = |offset: jiff::tz::Offset| i64::from(offset.seconds()) * 1_000_000 + WEEKS;
    let mut shifts = vec![(i64::MIN, shift(zone.to_offset(begin)))];
    for change in zone.following(begin).take_while(|change| change.timestamp().as_second() < KNOWN.end) {
        shifts.push((change.timestamp().as_microsecond(), shift(change.offset())));
    }
    let mut text = format!("({value} + ");
    super::bucket::tree(&mut text, value, &shifts);
    text.push(')');
    text
}

#[cfg(test)]
mod tests {
    use super::{THOUSANDTHS, WITHOUT};
    use vocabulary::Currency;

    #[test]
    fn bands_know_the_minor_units_that_money_knows() {
        for (codes, decimals) in [(WITHOUT, 0), (THOUSANDTHS, 3), ("EUR USD RSD SEK", 2)] {
            for code in codes.split(' ') {
                assert_eq!(code.parse::<Currency>().unwrap().decimals(), decimals, "{code}");
            }
        }
    }
}
