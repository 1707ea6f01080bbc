//! From evidence to a score and a level, with the rules that keep a household, a firm's branches and two generations apart.

use crate::frequency::Frequencies;
use crate::signal::Level;

/// The evidence in bits, and what the rules below ask for.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) titles: bool,
    pub(crate) title: f64,
    pub(crate) title_differs: bool,
    pub(crate) given: f64,
    pub(crate) given_agrees: bool,
    pub(crate) given_differs: bool,
    pub(crate) family: f64,
    pub(crate) family_differs: bool,
    pub(crate) generations: bool,
    pub(crate) mail: f64,
    /// Each has a mailbox of one's own, and they are not the same.
    pub(crate) own_mails_differ: bool,
    pub(crate) phone: f64,
    pub(crate) place: f64,
    pub(crate) place_known: bool,
    pub(crate) other_city: bool,
    pub(crate) date: f64,
    pub(crate) date_differs: bool,
    pub(crate) domain: f64,
    pub(crate) external: f64,
    pub(crate) text: f64,
}

/// Bits from which a pair is `Certain`, `Likely` and `Possible`.
const CERTAIN: f64 = 12.0;
const LIKELY: f64 = 2.5;
const POSSIBLE: f64 = -2.0;
/// What a pair may reach that a rule keeps from being likely.
const CAPPED: f64 = 2.0;
/// What people of one household share counts at most so much when their given names do not agree.
const HOUSEHOLD: f64 = 12.0;

/// The sum of the evidence, with its rules.
pub(crate) fn bits(facts: &Facts, frequencies: &Frequencies) -> f64 {
    let prior = frequencies.prior();
    if facts.titles { of_titles(facts, prior) } else { of_names(facts, prior) }
}

fn of_names(facts: &Facts, prior: f64) -> f64 {
    let household = facts.family + facts.phone + facts.place;
    let household = if facts.given_agrees { household } else { household.min(HOUSEHOLD) };
    let own = facts.given + facts.mail + facts.date + facts.external;
    let mut bits = prior + household + own + facts.domain + facts.text;
    // Another given name is another person, whatever the family shares; so are another birth date or generation.
    if facts.given_differs || facts.date_differs || facts.generations {
        bits = bits.min(CAPPED);
    }
    // Father and son may share a name and a home; each has a mailbox, and nobody wrote down when they were born.
    let home = facts.phone >= 5.0 && facts.place >= 5.0;
    if facts.own_mails_differ && !home && facts.date < 5.0 && facts.external < 5.0 {
        bits = bits.min(CAPPED);
    }
    // A name alone is a namesake until something else agrees.
    let beyond_names = [facts.mail, facts.phone, facts.place, facts.date, facts.external];
    if beyond_names.iter().all(|bits| *bits < 2.5) {
        bits = bits.min(CAPPED);
    }
    bits
}

fn of_titles(facts: &Facts, prior: f64) -> f64 {
    let others =
        facts.mail.max(facts.domain) + facts.mail.min(facts.domain).min(2.0) + facts.phone + facts.place;
    let mut bits = prior + facts.title + others + facts.date + facts.external + facts.text;
    if facts.title_differs {
        bits = bits.min(CAPPED);
    }
    // Branches share name, domain and mailbox, but neither city nor phone.
    if facts.place_known && facts.other_city && facts.phone < 6.0 && facts.external < 6.0 {
        bits = bits.min(CAPPED);
    }
    // The same where an address is missing.
    if facts.phone < 0.0 && facts.place < 4.0 && facts.external < 5.0 {
        bits = bits.min(CAPPED);
    }
    let beyond_title = [facts.mail, facts.phone, facts.place, facts.domain, facts.external];
    if beyond_title.iter().all(|bits| *bits < 2.5) {
        bits = bits.min(CAPPED);
    }
    bits
}

/// From bits to 0..1. Evidence is never quite independent, so each bit counts half.
pub(crate) fn score(bits: f64) -> f32 {
    (1.0 / (1.0 + (-bits / 2.0).exp2())) as f32
}

/// How sure.
pub(crate) fn level(bits: f64, facts: &Facts) -> Option<Level> {
    if bits >= CERTAIN && is_safe(facts) {
        Some(Level::Certain)
    } else if bits >= LIKELY {
        Some(Level::Likely)
    } else {
        (bits >= POSSIBLE).then_some(Level::Possible)
    }
}

/// Whether two independent kinds of evidence besides the name agree, or one that is nobody else's, and nothing contradicts.
fn is_safe(facts: &Facts) -> bool {
    let strong = [
        facts.mail,
        facts.phone,
        facts.date,
        facts.external,
        facts.place,
        if facts.titles { facts.domain } else { 0.0 },
    ];
    let agreeing = strong.iter().filter(|bits| **bits >= 5.0).count();
    let name = if facts.titles { facts.title > 4.0 } else { facts.given_agrees && !facts.family_differs };
    // A home is shared with others of the same name: something of one's own must agree too.
    let own = facts.titles
        || (facts.mail >= 6.0 && facts.phone >= 5.0)
        || facts.date >= 5.0
        || facts.external >= 5.0;
    name && own && agreeing >= 2
}
