//! Collects the evidence between two records.

use crate::candidate::Candidate;
use crate::frequency::{Frequencies, Term};
use crate::name;
use crate::near::distance_within;
use crate::normal;
use crate::place;
use crate::score::{self, Facts};
use crate::signal::{Comparison, Evidence, Manner, Signal};
use crate::table::{is_free_mail, is_role_mailbox};
use crate::title;
use crate::view::{MailView, NameView, View, tail};
use std::fmt::Display;

/// Compares two records and explains the answer. `compare(a, b)` and `compare(b, a)` give the same score.
pub fn compare(a: &Candidate, b: &Candidate, frequencies: &Frequencies) -> Comparison {
    let (left, right) = (normal::packed(a), normal::packed(b));
    explained(&View::read(&left), &View::read(&right), frequencies)
}

/// The score with its reasons.
pub(crate) fn explained(a: &View<'_>, b: &View<'_>, frequencies: &Frequencies) -> Comparison {
    let mut signals = Vec::new();
    let facts = weigh(a, b, frequencies, &mut |evidence, manner, left, right, weight| {
        let signal = Signal {
            evidence,
            manner,
            left: left.to_string(),
            right: right.to_string(),
            weight: weight as f32,
            agrees: weight > 0.0,
        };
        signals.push(signal);
    });
    signals.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then(a.evidence.cmp(&b.evidence)));
    let bits = score::bits(&facts, frequencies);
    Comparison { score: score::score(bits), level: score::level(bits, &facts), signals }
}

/// Gathers what matters for the score; `note` hears of each piece.
pub(crate) fn weigh(a: &View<'_>, b: &View<'_>, frequencies: &Frequencies, note: Note<'_>) -> Facts {
    let mut facts = Facts { titles: a.names.is_empty() || b.names.is_empty(), ..Facts::default() };
    if facts.titles {
        titles(a, b, frequencies, &mut facts, note);
    } else {
        names(a, b, frequencies, &mut facts, note);
    }
    mails(a, b, frequencies, &mut facts, note);
    phones(a, b, frequencies, &mut facts, note);
    places(a, b, frequencies, &mut facts, note);
    dates(a, b, frequencies, &mut facts, note);
    others(a, b, frequencies, &mut facts, note);
    facts
}

/// Hears of a piece of evidence. What the two say is written out only by who wants to read it: most pairs are weighed and forgotten.
type Note<'n> = &'n mut dyn FnMut(Evidence, Manner, &dyn Display, &dyn Display, f64);

fn titles(a: &View<'_>, b: &View<'_>, frequencies: &Frequencies, facts: &mut Facts, note: Note<'_>) {
    if a.words.is_empty() || b.words.is_empty() {
        return;
    }
    let (manner, bits) = title::compare(a.words, b.words, frequencies);
    // Measured in both directions and halved where a word could meet two others.
    let bits = if a.words == b.words {
        bits
    } else {
        (bits + title::compare(b.words, a.words, frequencies).1) / 2.0
    };
    facts.title = bits;
    facts.title_differs = bits < -3.0;
    note(Evidence::Title, manner, &a.words, &b.words, bits);
    if !a.legal.is_empty() && !b.legal.is_empty() {
        let same = a.legal == b.legal;
        let bits = if same { 1.0 } else { -3.0 };
        facts.title += bits;
        let manner = if same { Manner::Same } else { Manner::Differs };
        note(Evidence::LegalForm, manner, &a.legal, &b.legal, bits);
    }
}

fn names(a: &View<'_>, b: &View<'_>, frequencies: &Frequencies, facts: &mut Facts, note: Note<'_>) {
    struct Found<'v> {
        left: NameView<'v>,
        right: NameView<'v>,
        given: (Manner, f64),
        family: (Manner, f64),
    }
    let part = |left: &str, right: &str, by: fn(&str, &str, &Frequencies) -> (Manner, f64)| {
        if left.is_empty() || right.is_empty() { (Manner::Partly, 0.0) } else { by(left, right, frequencies) }
    };
    let mut best: Option<Found<'_>> = None;
    let mut keep = |found| {
        let sum = |found: &Found<'_>| found.given.1 + found.family.1;
        if best.as_ref().is_none_or(|best| sum(&found) > sum(best)) {
            best = Some(found);
        }
    };
    let pairs: Vec<(NameView<'_>, NameView<'_>)> =
        a.names.iter().flat_map(|left| b.names.iter().map(|right| (*left, *right))).collect();
    for (left, right) in &pairs {
        let straight = Found {
            left: *left,
            right: *right,
            given: part(left.given, right.given, name::given),
            family: part(left.family, right.family, name::family),
        };
        let crossed_given = part(left.given, right.family, name::family);
        let crossed_family = part(left.family, right.given, name::family);
        let crossed = crossed_given.1 > 3.0 && crossed_family.1 > 3.0;
        if crossed && straight.given.1 + straight.family.1 < 0.0 {
            let bits = |found: (Manner, f64), most: f64| (Manner::Swapped, (found.1 - 1.0).min(most));
            keep(Found {
                left: *left,
                right: *right,
                given: bits(crossed_given, 8.0),
                family: bits(crossed_family, 8.0),
            });
        } else {
            keep(straight);
        }
    }
    let Some(found) = best else { return };
    facts.given = found.given.1;
    facts.given_agrees =
        matches!(found.given.0, Manner::Same | Manner::Variant | Manner::Similar | Manner::Swapped);
    facts.given_differs = found.given.0 == Manner::Differs;
    facts.family = found.family.1;
    facts.family_differs = found.family.0 == Manner::Differs;
    if facts.given != 0.0 {
        note(Evidence::GivenName, found.given.0, &found.left.given, &found.right.given, facts.given);
    }
    if facts.family != 0.0 {
        note(Evidence::FamilyName, found.family.0, &found.left.family, &found.right.family, facts.family);
    }
    let (one, other) = (found.left.suffix, found.right.suffix);
    if !one.is_empty() && !other.is_empty() && one != other {
        facts.generations = true;
        note(Evidence::NameSuffix, Manner::Differs, &one, &other, -10.0);
    }
}

fn mails(a: &View<'_>, b: &View<'_>, frequencies: &Frequencies, facts: &mut Facts, note: Note<'_>) {
    let mut best: Option<(Evidence, Manner, MailView<'_>, MailView<'_>, f64)> = None;
    for left in &a.mails {
        for right in &b.mails {
            let role = is_role_mailbox(left.local) || is_role_mailbox(right.local);
            let (evidence, manner, bits) = if left == right {
                if role && !facts.titles {
                    (Evidence::SharedMail, Manner::Same, 2.0)
                } else {
                    let rarity = frequencies.bits(Term::Mail, &left.to_string()).min(16.0);
                    (Evidence::Mail, Manner::Same, rarity)
                }
            } else if role {
                continue;
            } else if left.domain == right.domain
                && name::is_slip(left.local, right.local)
                && !differ_by_number(left.local, right.local)
            {
                (Evidence::Mail, Manner::Similar, 6.0)
            } else if left.local == right.local && left.local.len() > 5 {
                let slip = name::is_slip(left.domain, right.domain);
                (
                    Evidence::Mail,
                    if slip { Manner::Similar } else { Manner::Partly },
                    if slip { 9.0 } else { 3.5 },
                )
            } else {
                continue;
            };
            if best.as_ref().is_none_or(|best| bits > best.4) {
                best = Some((evidence, manner, *left, *right, bits));
            }
        }
    }
    match best {
        Some((evidence, manner, left, right, bits)) => {
            facts.mail = bits;
            note(evidence, manner, &left, &right, bits);
        }
        None if !a.mails.is_empty() && !b.mails.is_empty() => {
            let own = |view: &View<'_>| view.mails.iter().any(|mail| !is_role_mailbox(mail.local));
            facts.own_mails_differ = own(a) && own(b);
            facts.mail = -1.0;
            if let (Some(left), Some(right)) = (a.mails.first(), b.mails.first()) {
                note(Evidence::Mail, Manner::Differs, left, right, -1.0);
            }
        }
        None => {}
    }
}

/// Ana.novak12 and ana.novak13 are two mailboxes, not a slip.
fn differ_by_number(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|c| !c.is_ascii_digit()).collect() };
    letters(a) == letters(b) && a.len() == b.len()
}

fn phones(a: &View<'_>, b: &View<'_>, frequencies: &Frequencies, facts: &mut Facts, note: Note<'_>) {
    let mut best: Option<(Manner, &str, &str, f64)> = None;
    for left in &a.phones {
        for right in &b.phones {
            let (manner, bits) = if tail(left) == tail(right) {
                (Manner::Same, frequencies.bits(Term::Phone, tail(left)).min(14.0))
            } else if left.len() > 7 && distance_within(tail(left), tail(right), 1) == Some(1) {
                (Manner::Similar, 3.5)
            } else {
                continue;
            };
            if best.is_none_or(|best| bits > best.3) {
                best = Some((manner, left, right, bits));
            }
        }
    }
    if let Some((manner, left, right, bits)) = best {
        facts.phone = bits;
        note(Evidence::Phone, manner, &left, &right, bits);
    } else if let (Some(left), Some(right)) = (a.phones.first(), b.phones.first()) {
        facts.phone = -1.0;
        note(Evidence::Phone, Manner::Differs, left, right, -1.0);
    }
}

fn places(a: &View<'_>, b: &View<'_>, frequencies: &Frequencies, facts: &mut Facts, note: Note<'_>) {
    let pairs = a.places.iter().flat_map(|left| b.places.iter().map(move |right| (left, right)));
    let compared = pairs.map(|(left, right)| (place::compare(*left, *right, frequencies), left, right));
    if let Some(((manner, bits), left, right)) = compared.max_by(|a, b| a.0.1.total_cmp(&b.0.1)) {
        facts.place = bits;
        facts.place_known = true;
        facts.other_city = place::same_city(*left, *right) == Some(false);
        note(Evidence::Place, manner, left, right, bits);
    }
}

fn dates(a: &View<'_>, b: &View<'_>, frequencies: &Frequencies, facts: &mut Facts, note: Note<'_>) {
    let pairs = a.dates.iter().flat_map(|left| b.dates.iter().map(move |right| (left, right)));
    let compared = pairs.map(|(left, right)| (date(left, right, frequencies), left, right));
    if let Some(((manner, bits), left, right)) = compared.max_by(|a, b| a.0.1.total_cmp(&b.0.1)) {
        facts.date = bits;
        facts.date_differs = manner == Manner::Differs;
        note(Evidence::Date, manner, left, right, bits);
    }
}

fn date(a: &str, b: &str, frequencies: &Frequencies) -> (Manner, f64) {
    if a == b {
        return (Manner::Same, frequencies.bits(Term::Date, a).min(13.0));
    }
    let [(ay, am, ad), (by, bm, bd)] = [a, b].map(|text| {
        let slice = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        (slice(0, 4), slice(4, 6), slice(6, 8))
    });
    if ay == by && am == bd && ad == bm {
        return (Manner::Swapped, 9.0);
    }
    match distance_within(a, b, 2) {
        Some(1) => (Manner::Similar, 5.0),
        Some(2) if ay == by && (am == bm || ad == bd) => (Manner::Partly, 0.0),
        _ => (Manner::Differs, -11.0),
    }
}

fn others(a: &View<'_>, b: &View<'_>, frequencies: &Frequencies, facts: &mut Facts, note: Note<'_>) {
    // Colleagues share a domain: between people it says little.
    let most = if facts.titles { 10.0 } else { 2.0 };
    let (left, right) = (hosts(a), hosts(b));
    let shared = left.iter().filter(|host| right.contains(host));
    let shared = shared.map(|host| (frequencies.bits(Term::Domain, host).clamp(0.0, most), host));
    if let Some((bits, host)) = shared.max_by(|a, b| a.0.total_cmp(&b.0)) {
        facts.domain = bits;
        note(Evidence::Domain, Manner::Same, host, host, bits);
    } else if let (true, Some(left), Some(right)) = (facts.titles, left.first(), right.first()) {
        facts.domain = -3.0;
        note(Evidence::Domain, Manner::Differs, left, right, -3.0);
    }
    if let Some(id) = first_shared(&a.external_ids, &b.external_ids) {
        facts.external = frequencies.bits(Term::ExternalId, id).min(16.0);
        note(Evidence::ExternalId, Manner::Same, &id, &id, facts.external);
    } else if let (Some(left), Some(right)) = (a.external_ids.first(), b.external_ids.first()) {
        let slip = left.len() > 6 && distance_within(left, right, 1) == Some(1);
        facts.external = if slip { 2.0 } else { -1.0 };
        note(
            Evidence::ExternalId,
            if slip { Manner::Similar } else { Manner::Differs },
            left,
            right,
            facts.external,
        );
    }
    if let Some(text) = first_shared(&a.texts, &b.texts) {
        facts.text = frequencies.bits(Term::Text, text).clamp(0.0, 2.0);
        note(Evidence::Text, Manner::Same, &text, &text, facts.text);
    }
}

/// The hosts a record is known by, each once.
fn hosts<'v>(view: &View<'v>) -> Vec<&'v str> {
    let mails = view.mails.iter().map(|mail| mail.domain).filter(|domain| !is_free_mail(domain));
    let mut hosts: Vec<&str> = view.domains.iter().copied().chain(mails).collect();
    hosts.sort_unstable();
    hosts.dedup();
    hosts
}

fn first_shared<'v>(a: &[&'v str], b: &[&str]) -> Option<&'v str> {
    a.iter().find(|one| b.contains(one)).copied()
}
