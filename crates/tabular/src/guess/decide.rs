//! Weighs the evidence about a column.

use super::number::NumberEvidence;
use super::pattern::Hint;
use super::sample::ColumnSample;
use super::{Looks, NumberStyle};

/// Share of values that must fit; the rest may be mistakes.
const ENOUGH: f64 = 0.9;

type Decision = (Looks, f64, String);

/// What the column looks like, how sure that is, and why.
pub(super) fn decide(sample: &ColumnSample) -> Decision {
    if sample.filled == 0 {
        return (Looks::Empty, 1.0, "The column has no values".to_owned());
    }
    boolean(sample)
        .or_else(|| addresses(sample))
        .or_else(|| moments(sample))
        .or_else(|| money_and_percent(sample))
        .or_else(|| phones(sample))
        .or_else(|| numbers(sample))
        .or_else(|| codes(sample))
        .or_else(|| several(sample))
        .unwrap_or_else(|| text(sample))
}

fn share(count: u64, sample: &ColumnSample) -> f64 {
    count as f64 / sample.filled as f64
}

/// “All 20” or “19 of 20”.
fn how_many(count: u64, sample: &ColumnSample) -> String {
    if count == sample.filled {
        format!("All {count} values")
    } else {
        format!("{count} of {} values", sample.filled)
    }
}

fn boolean(sample: &ColumnSample) -> Option<Decision> {
    let share = share(sample.booleans, sample);
    if share < 0.95 || sample.words.len() > 2 || sample.distinct() > 6 {
        return None;
    }
    let mut words: Vec<&str> = sample.words.iter().map(String::as_str).collect();
    words.sort_unstable();
    let digits = words.iter().all(|word| matches!(*word, "0" | "1"));
    if digits && words.len() < 2 && sample.hint != Hint::YesNo {
        return None;
    }
    let sure = match (digits, sample.hint == Hint::YesNo, words.len()) {
        (_, true, _) => 0.98,
        (true, _, _) => 0.7,
        (_, _, 2) => 0.95,
        _ => 0.8,
    };
    let reason = format!("{} are “{}”", how_many(sample.booleans, sample), words.join("” or “"));
    Some((Looks::Boolean, share * sure, reason))
}

fn addresses(sample: &ColumnSample) -> Option<Decision> {
    let (emails, urls) = (share(sample.emails, sample), share(sample.urls, sample));
    if emails >= ENOUGH {
        return Some((
            Looks::Email,
            emails,
            format!("{} are e-mail addresses", how_many(sample.emails, sample)),
        ));
    }
    (urls >= ENOUGH)
        .then(|| (Looks::Url, urls * 0.95, format!("{} are web addresses", how_many(sample.urls, sample))))
}

fn moments(sample: &ColumnSample) -> Option<Decision> {
    let dates = &sample.dates;
    let share = share(dates.count, sample);
    if share < ENOUGH {
        return None;
    }
    let only_digits = dates.compact * 2 > dates.count;
    if only_digits
        && (dates.count < sample.filled || sample.hint == Hint::Phone || sample.hint == Hint::Identifier)
    {
        return None;
    }
    let (order, sure, why) = dates.order();
    let separator = dates.separator.unwrap_or(' ');
    let sure = if only_digits && sample.hint != Hint::Date { sure * 0.7 } else { sure };
    let timed = dates.timed * 2 > dates.count;
    let looks = if timed {
        Looks::Timestamp { order, separator, zoned: dates.zoned * 2 > dates.count }
    } else {
        Looks::Date { order, separator }
    };
    let what = if timed { "dates with a time" } else { "dates" };
    Some((looks, share * sure, format!("{} are {what}; {why}", how_many(dates.count, sample))))
}

fn money_and_percent(sample: &ColumnSample) -> Option<Decision> {
    let percents = sample.percents.count;
    if percents > 0
        && share(percents + sample.numbers.count, sample) >= ENOUGH
        && percents * 2 >= sample.filled
    {
        let style = sample.percents.style();
        let reason = format!(
            "{} end with a percent sign{}",
            how_many(percents, sample),
            marks(style, &sample.percents)
        );
        return Some((
            Looks::Percent(style),
            share(percents, sample).min(sure_of(style, &sample.percents)),
            reason,
        ));
    }
    let amounts = sample.money.count;
    if amounts > 0 && share(amounts + sample.numbers.count, sample) >= ENOUGH && amounts * 2 >= sample.filled
    {
        let style = sample.money.style();
        let mut currencies: Vec<&str> = sample.currencies.iter().filter_map(|currency| *currency).collect();
        currencies.sort_unstable();
        let same = if sample.currencies.len() == 1 {
            currencies.first().map(|code| (*code).to_owned())
        } else {
            None
        };
        let which =
            if currencies.is_empty() { String::new() } else { format!(" ({})", currencies.join(", ")) };
        let reason = format!(
            "{} have a currency beside the number{which}{}",
            how_many(amounts, sample),
            marks(style, &sample.money)
        );
        let sure = share(amounts, sample).min(sure_of(style, &sample.money));
        return Some((Looks::Money { currency: same, style }, sure, reason));
    }
    None
}

fn phones(sample: &ColumnSample) -> Option<Decision> {
    let hinted = sample.hint == Hint::Phone;
    let count = sample.phones + if hinted { sample.digits_only } else { 0 };
    let count = count.min(sample.filled);
    let share = share(count, sample);
    if share < if hinted { 0.7 } else { ENOUGH } {
        return None;
    }
    if sample.hint == Hint::Identifier {
        return None;
    }
    let sure = if hinted { 0.98 } else { 0.8 };
    Some((Looks::Phone, share * sure, format!("{} are written like phone numbers", how_many(count, sample))))
}

fn numbers(sample: &ColumnSample) -> Option<Decision> {
    let numbers = &sample.numbers;
    let share = share(numbers.count, sample);
    // A code among whole numbers makes them all codes.
    let codes = sample.identifiers == sample.filled && numbers.count < sample.filled && numbers.is_plain();
    if share < ENOUGH || codes {
        return None;
    }
    let many = how_many(numbers.count, sample);
    if sample.hint == Hint::Date && sample.serials == sample.filled {
        let reason = format!(
            "{many} are numbers between 20,000 and 60,000 in a column of dates, as spreadsheets count days"
        );
        return Some((Looks::ExcelSerial, share * 0.85, reason));
    }
    if numbers.is_plain() {
        if sample.hint == Hint::Identifier {
            return Some((
                Looks::Identifier,
                share * 0.9,
                format!("{many} are whole numbers, and the header names an identifier"),
            ));
        }
        return Some((Looks::Integer, share * 0.95, format!("{many} are whole numbers")));
    }
    let style = numbers.style();
    let reason = format!("{many} are numbers{}", marks(style, numbers));
    Some((Looks::Decimal(style), share * sure_of(style, numbers), reason))
}

fn codes(sample: &ColumnSample) -> Option<Decision> {
    let count = sample.identifiers.max(sample.leading_zeros);
    let share = share(count, sample);
    if share < ENOUGH {
        return None;
    }
    let different = sample.distinct() as f64 / sample.filled as f64;
    let zeros = sample.leading_zeros > 0;
    let why = if zeros { "codes with leading zeros" } else { "single words with digits in them" };
    let sure = if sample.hint == Hint::Identifier {
        0.95
    } else if different > 0.9 || zeros {
        0.85
    } else {
        0.6
    };
    Some((Looks::Identifier, share * sure, format!("{} are {why}", how_many(count, sample))))
}

fn several(sample: &ColumnSample) -> Option<Decision> {
    let (count, separator) =
        if sample.semicolons >= sample.bars { (sample.semicolons, ';') } else { (sample.bars, '|') };
    (share(count, sample) >= 0.1).then(|| {
        let reason = format!("{} have several parts separated by “{separator}”", how_many(count, sample));
        (Looks::MultiValue { separator }, (0.5 + share(count, sample) / 2.0).min(0.9), reason)
    })
}

fn text(sample: &ColumnSample) -> Decision {
    let reason =
        format!("The values fit no narrower kind; {} of {} are different", sample.distinct(), sample.filled);
    (Looks::Text, 0.8, reason)
}

fn marks(style: NumberStyle, evidence: &NumberEvidence) -> String {
    if style.ambiguous {
        return "; whether the mark separates decimals or thousands cannot be seen, so please say which"
            .to_owned();
    }
    if evidence.is_plain() {
        return String::new();
    }
    let mark = if style.decimal_comma { "comma" } else { "point" };
    let odd = match evidence.contradictions() {
        0 => String::new(),
        odd => format!(", though {odd} say otherwise"),
    };
    format!("; the {mark} separates decimals{odd}")
}

fn sure_of(style: NumberStyle, evidence: &NumberEvidence) -> f64 {
    let odd = evidence.contradictions() as f64 / evidence.count.max(1) as f64;
    if style.ambiguous { 0.5 } else { (0.95 - odd).max(0.3) }
}
