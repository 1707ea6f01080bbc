//! A normal form, read: slices of one packed text.

use std::fmt;

pub(crate) const SECTION: char = '\u{1d}';
pub(crate) const ITEM: char = '\u{1e}';
pub(crate) const FIELD: char = '\u{1f}';

/// A name in parts, folded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameView<'a> {
    pub(crate) given: &'a str,
    pub(crate) family: &'a str,
    pub(crate) suffix: &'a str,
}

/// A mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MailView<'a> {
    pub(crate) local: &'a str,
    pub(crate) domain: &'a str,
}

impl fmt::Display for MailView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}

/// A postal address.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlaceView<'a> {
    pub(crate) street: &'a str,
    pub(crate) house: &'a str,
    pub(crate) postal: &'a str,
    pub(crate) city: &'a str,
}

impl fmt::Display for PlaceView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str([self.street, self.house, self.postal, self.city].join(" ").trim())
    }
}

/// All that is known of a candidate.
#[derive(Debug)]
pub(crate) struct View<'a> {
    pub(crate) names: Vec<NameView<'a>>,
    pub(crate) words: &'a str,
    pub(crate) legal: &'a str,
    pub(crate) mails: Vec<MailView<'a>>,
    pub(crate) phones: Vec<&'a str>,
    pub(crate) places: Vec<PlaceView<'a>>,
    pub(crate) domains: Vec<&'a str>,
    pub(crate) dates: Vec<&'a str>,
    pub(crate) external_ids: Vec<&'a str>,
    pub(crate) texts: Vec<&'a str>,
}

impl<'a> View<'a> {
    /// Reads a packed text.
    pub(crate) fn read(packed: &'a str) -> View<'a> {
        let mut sections = packed.split(SECTION);
        let mut section = || sections.next().unwrap_or_default();
        let names = items(section()).map(|item| {
            let [given, family, suffix, _] = fields(item);
            NameView { given, family, suffix }
        });
        let names = names.collect();
        let [words, legal, ..] = fields(section());
        let mails = items(section()).map(|item| {
            let [local, domain, ..] = fields(item);
            MailView { local, domain }
        });
        let mails = mails.collect();
        let phones = items(section()).collect();
        let places = items(section()).map(|item| {
            let [street, house, postal, city] = fields(item);
            PlaceView { street, house, postal, city }
        });
        let places = places.collect();
        View {
            names,
            words,
            legal,
            mails,
            phones,
            places,
            domains: items(section()).collect(),
            dates: items(section()).collect(),
            external_ids: items(section()).collect(),
            texts: items(section()).collect(),
        }
    }
}

fn items(section: &str) -> impl Iterator<Item = &str> {
    section.split(ITEM).filter(|item| !item.is_empty())
}

fn fields(item: &str) -> [&str; 4] {
    let mut parts = item.split(FIELD);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// The last digits of a phone number, which are the same with and without its country.
pub(crate) fn tail(phone: &str) -> &str {
    phone.get(phone.len().saturating_sub(8)..).unwrap_or(phone)
}
