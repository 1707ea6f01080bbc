//! Gathers evidence about a column, value by value, with bounded memory.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::ColumnShape;
use super::date::DateEvidence;
use super::decide::decide;
use super::number::NumberEvidence;
use super::pattern::{Hint, hint_of, is_email, is_identifier, is_phone, is_url, split_currency};
use crate::value;

/// Different values that are counted.
const DISTINCT: usize = 10_000;
/// Examples that are kept, and how long they may be.
const EXAMPLES: usize = 5;
const EXAMPLE_CHARACTERS: usize = 80;

/// Evidence about one column. Feed it as many rows as there is time for.
#[derive(Debug, Clone)]
pub struct ColumnSample {
    pub(super) hint: Hint,
    pub(super) rows: u64,
    pub(super) filled: u64,
    distinct: HashSet<u64>,
    examples: Vec<String>,
    pub(super) numbers: NumberEvidence,
    pub(super) money: NumberEvidence,
    pub(super) percents: NumberEvidence,
    pub(super) currencies: HashSet<Option<&'static str>>,
    pub(super) dates: DateEvidence,
    pub(super) words: HashSet<String>,
    pub(super) booleans: u64,
    pub(super) serials: u64,
    pub(super) emails: u64,
    pub(super) phones: u64,
    pub(super) digits_only: u64,
    pub(super) urls: u64,
    pub(super) identifiers: u64,
    pub(super) leading_zeros: u64,
    pub(super) semicolons: u64,
    pub(super) bars: u64,
    html: u64,
}

impl ColumnSample {
    /// Begins with the column's name, which counts as evidence too.
    pub fn new(header: &str) -> Self {
        Self {
            hint: hint_of(header),
            rows: 0,
            filled: 0,
            distinct: HashSet::new(),
            examples: Vec::new(),
            numbers: NumberEvidence::default(),
            money: NumberEvidence::default(),
            percents: NumberEvidence::default(),
            currencies: HashSet::new(),
            dates: DateEvidence::default(),
            words: HashSet::new(),
            booleans: 0,
            serials: 0,
            emails: 0,
            phones: 0,
            digits_only: 0,
            urls: 0,
            identifiers: 0,
            leading_zeros: 0,
            semicolons: 0,
            bars: 0,
            html: 0,
        }
    }

    /// Takes one value.
    pub fn add(&mut self, value: &str) {
        self.rows += 1;
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        self.filled += 1;
        self.count_distinct(value);
        self.html += u64::from(value.contains(['<', '&']) && value::looks_like_html(value));
        // Long texts are nothing but text.
        if value.len() > 400 {
            return;
        }
        // The longest word for yes or no is short.
        if value.len() <= 12 && value::parse_boolean(value).is_ok() {
            self.booleans += 1;
            if self.words.len() < 4 {
                self.words.insert(value.to_lowercase());
            }
        }
        self.emails += u64::from(value.contains('@') && is_email(value));
        self.urls += u64::from(value.contains(['.', ':']) && is_url(value));
        self.semicolons += u64::from(has_parts(value, ';'));
        self.bars += u64::from(has_parts(value, '|'));
        if value.bytes().any(|byte| byte.is_ascii_digit()) {
            self.add_with_digits(value);
        }
    }

    /// Takes a value that may be a number, a date, a phone number or a code.
    fn add_with_digits(&mut self, value: &str) {
        self.identifiers += u64::from(is_identifier(value));
        let is_date = self.dates.add(value);
        let digits_only = value.bytes().all(|byte| byte.is_ascii_digit());
        self.digits_only += u64::from(digits_only && (7..=15).contains(&value.len()));
        self.phones += u64::from(!is_date && is_phone(value));
        let leading_zero = value.len() > 1
            && value.starts_with('0')
            && value.chars().all(|c| c.is_ascii_digit() || value::is_space(c));
        self.leading_zeros += u64::from(leading_zero);
        if let Some(number) = value.strip_suffix('%') {
            self.percents.add(number.trim());
        } else if let Some((number, currency)) = split_currency(value) {
            if self.money.add(number) {
                self.currencies.insert(currency);
            }
        } else if !leading_zero && self.numbers.add(value) {
            let size = value.replace(',', ".").parse::<f64>().unwrap_or(0.0);
            self.serials += u64::from((20_000.0..60_000.0).contains(&size));
        }
    }

    /// What the values so far look like.
    pub fn shape(&self) -> ColumnShape {
        let (looks_like, confidence, reason) = decide(self);
        let share = if self.rows == 0 { 1.0 } else { (self.rows - self.filled) as f64 / self.rows as f64 };
        ColumnShape {
            empty_share: share,
            distinct: self.distinct.len(),
            examples: self.examples.clone(),
            looks_like,
            confidence,
            reason,
            html: self.html > 0,
        }
    }

    pub(super) fn distinct(&self) -> usize {
        self.distinct.len()
    }

    fn count_distinct(&mut self, value: &str) {
        if self.distinct.len() >= DISTINCT {
            return;
        }
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        if self.distinct.insert(hasher.finish()) && self.examples.len() < EXAMPLES {
            self.examples.push(value.chars().take(EXAMPLE_CHARACTERS).collect());
        }
    }
}

/// Two and more short parts, as multiple choices are exported.
fn has_parts(value: &str, separator: char) -> bool {
    let mut parts = value.split(separator).map(str::trim).filter(|part| !part.is_empty());
    let short = |part: &str| part.chars().count() <= 60;
    matches!((parts.next(), parts.next()), (Some(first), Some(second)) if short(first) && short(second))
        && parts.all(short)
}
