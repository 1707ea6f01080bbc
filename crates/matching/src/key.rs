//! Keys under which records that might be one meet. Two records are compared when they share one.

use crate::candidate::Candidate;
use crate::name::sound;
use crate::table::{is_free_mail, is_role_mailbox, variant_groups};
use crate::view::{NameView, View, tail};
use crate::{normal, place};

/// The keys of a candidate. A store that keeps them with each record finds the ones to compare a new record with.
pub fn keys(candidate: &Candidate) -> Vec<u64> {
    let packed = normal::packed(candidate);
    let mut keys = Vec::new();
    of_view(&View::read(&packed), &mut keys);
    keys
}

/// FNV-1a over a tag and a text: the same on every machine and in every version.
pub(crate) fn hash(tag: u8, text: &str) -> u64 {
    let bytes = std::iter::once(tag).chain(text.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    // The lower bits of FNV are weak; keys are sorted by all of them.
    (hash ^ (hash >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Adds the keys of a record, sorted and each once.
pub(crate) fn of_view(view: &View<'_>, into: &mut Vec<u64>) {
    let mut push = |tag: u8, text: &str| {
        if !text.is_empty() {
            into.push(hash(tag, text));
        }
    };
    for mail in &view.mails {
        push(b'm', &format!("{}@{}", mail.local, mail.domain));
        if !is_role_mailbox(mail.local) && mail.local.len() > 4 {
            push(b'l', mail.local);
        }
        if view.names.is_empty() && !is_free_mail(mail.domain) {
            push(b'd', mail.domain);
        }
    }
    view.domains.iter().for_each(|domain| push(b'd', domain));
    view.phones.iter().for_each(|phone| push(b'p', tail(phone)));
    view.external_ids.iter().for_each(|id| push(b'x', id));
    for name in &view.names {
        names(*name, view, &mut push);
    }
    if view.names.is_empty() && !view.words.is_empty() {
        titles(view, &mut push);
    }
    into.sort_unstable();
    into.dedup();
}

fn names(name: NameView<'_>, view: &View<'_>, push: &mut impl FnMut(u8, &str)) {
    let family = name.family.split(' ').map(sound).max_by_key(String::len).unwrap_or_default();
    let given = name.given.split(' ').next().unwrap_or_default();
    // Of a first name its lines in the table, or how it begins: Bob and Robert share a line, Xavier and Xaver a beginning.
    let mut firsts: Vec<String> =
        variant_groups(given).iter().take(3).map(|group| format!("#{group}")).collect();
    let sounds = sound(given);
    firsts.push(sounds.chars().take(3).collect());
    for first in &firsts {
        // Sorted, so that exchanged names meet too.
        let (a, b) = if *first < family { (first, &family) } else { (&family, first) };
        push(b'n', &format!("{a} {b}"));
    }
    let (a, b) = if sounds < family { (&sounds, &family) } else { (&family, &sounds) };
    push(b'n', &format!("{a} {b}"));
    for date in &view.dates {
        // Day and month sorted by digit pairs, so that exchanged ones meet.
        let (year, rest) = date.split_at_checked(4).unwrap_or((date, ""));
        let (month, day) = rest.split_at_checked(2).unwrap_or((rest, ""));
        let (low, high) = if month < day { (month, day) } else { (day, month) };
        let initial = |text: &str| text.chars().next().unwrap_or(' ');
        push(b'b', &format!("{year}{low}{high}{}", initial(name.given).min(initial(name.family))));
        push(b'r', &format!("{year} {}", firsts.first().map_or("", String::as_str)));
    }
    for place in &view.places {
        let beginning: String = place.street.chars().take(4).collect();
        if !place.street.is_empty() {
            push(b'a', &format!("{beginning} {} {}", place.house, sounds.chars().next().unwrap_or(' ')));
        }
        let city: String = sound(place.city).chars().take(4).collect();
        push(b'c', &format!("{} {city}", family.chars().take(4).collect::<String>()));
    }
}

fn titles(view: &View<'_>, push: &mut impl FnMut(u8, &str)) {
    let mut words: Vec<String> = view.words.split(' ').map(sound).filter(|word| !word.is_empty()).collect();
    push(b't', &sound(&view.words.replace(' ', "")));
    words.sort_unstable();
    words.iter().filter(|word| word.len() > 1).for_each(|word| push(b'w', word));
    push(b'h', &view.words.replace(' ', "").chars().take(6).collect::<String>());
    for place in &view.places {
        if !place.street.is_empty() && !place.house.is_empty() {
            push(b'a', &place::key(*place));
        }
    }
}

/// A second key by which a block with too many members falls apart.
pub(crate) fn second(view: &View<'_>, into: &mut Vec<u64>) {
    let mut push = |tag: u8, text: &str| {
        if !text.is_empty() {
            into.push(hash(tag, text));
        }
    };
    for name in &view.names {
        push(1, &sound(name.given.split(' ').next().unwrap_or_default()));
    }
    view.dates.iter().for_each(|date| push(2, date));
    view.places.iter().for_each(|place| push(3, &place::key(*place)));
    view.phones.iter().for_each(|phone| push(4, tail(phone)));
    view.mails.iter().for_each(|mail| push(5, mail.local));
    if view.names.is_empty() {
        push(6, &sound(&view.words.replace(' ', "")));
        view.places.iter().for_each(|place| push(7, place.city));
    }
    into.sort_unstable();
    into.dedup();
}
