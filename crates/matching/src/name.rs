//! Words of names: their normal form, how they sound, and how two of them agree.

use crate::candidate::PersonName;
use crate::frequency::{Frequencies, Term};
use crate::near::{distance_within, is_more_similar};
use crate::signal::Manner;
use crate::table::{is_given_name, is_honorific, suffix, variant_groups};
use crate::view::FIELD;
use std::borrow::Cow;
use vocabulary::words;

/// Given names, family names and suffix of a name.
pub(crate) fn normal(name: &PersonName) -> Option<String> {
    let mut ending = "";
    let mut kept = |text: &str, may_end: bool| {
        let mut kept: Vec<String> = Vec::new();
        for word in words(text).into_iter().filter(|word| !is_honorific(word)) {
            match suffix(&word) {
                Some(found) if may_end && !kept.is_empty() => ending = found,
                _ => kept.push(word),
            }
        }
        kept.truncate(4);
        kept.join(" ")
    };
    let given = kept(&name.given, false);
    let family = kept(&name.family, true);
    (!given.is_empty() || !family.is_empty()).then(|| format!("{given}{FIELD}{family}{FIELD}{ending}"))
}

/// How a folded word sounds, roughly, in any of the languages: consonants in classes, vowels only where the word begins.
pub(crate) fn sound(word: &str) -> String {
    let mut text = Cow::Borrowed(word);
    // A sequence of letters is only looked for where each of them occurs.
    let mut occurring = letters(word);
    for (from, to) in [
        ("sch", "s"),
        ("tsch", "k"),
        ("ch", "k"),
        ("cz", "k"),
        ("ck", "k"),
        ("ph", "f"),
        ("th", "t"),
        ("sh", "s"),
        ("sz", "s"),
        ("zh", "s"),
        ("dz", "z"),
        ("dj", "d"),
        ("gy", "d"),
        ("lj", "l"),
        ("nj", "n"),
        ("ks", "x"),
        ("qu", "kv"),
    ] {
        let wanted = letters(from);
        if occurring & wanted == wanted && text.contains(from) {
            text = Cow::Owned(text.replace(from, to));
            occurring = letters(&text);
        }
    }
    let mut code = String::with_capacity(text.len());
    let mut last = ' ';
    for (position, c) in text.chars().enumerate() {
        let class = match c {
            'c' | 'q' | 'k' => 'k',
            'w' | 'v' => 'v',
            'z' | 's' => 's',
            'y' | 'j' | 'i' => 'i',
            other => other,
        };
        let vowel = matches!(class, 'a' | 'e' | 'i' | 'o' | 'u' | 'h');
        if (!vowel || position == 0) && class != last {
            code.push(class);
        }
        last = class;
    }
    code
}

/// Which letters occur, each a bit.
fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |all, byte| all | 1 << (byte & 63))
}

/// Whether two words sound the same and are written much alike.
pub(crate) fn sounds_alike(a: &str, b: &str, similarity: f64) -> bool {
    is_more_similar(a, b, similarity) && sound(a) == sound(b)
}

/// Whether two words differ by a slip: one letter in a short word, two in a long one.
pub(crate) fn is_slip(a: &str, b: &str) -> bool {
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    if shorter < 4 || longer - shorter > 2 {
        return false;
    }
    match distance_within(a, b, if shorter >= 5 { 2 } else { 1 }) {
        Some(distance) => distance <= 1 || shorter >= 8 || sound(a) == sound(b),
        None => false,
    }
}

/// A man's and a woman's form of one name, which are two people.
fn differ_by_gender(a: &str, b: &str) -> bool {
    let stem = |name: &str| name.strip_suffix('a').map(str::to_string);
    let woman_of =
        |a: &str, b: &str| stem(b).is_some_and(|stem| a == stem || a.strip_suffix('o') == Some(&stem));
    woman_of(a, b) || woman_of(b, a)
}

/// How two given names agree and what that is worth in bits.
pub(crate) fn given(a: &str, b: &str, frequencies: &Frequencies) -> (Manner, f64) {
    let mut best = (Manner::Differs, -10.0);
    for (left_place, left) in a.split(' ').enumerate() {
        for (right_place, right) in b.split(' ').enumerate() {
            let (manner, bits) = given_word(left, right, frequencies);
            // A second given name that meets a first one says a little less.
            let bits = if left_place == 0 && right_place == 0 { bits } else { bits - 1.0 };
            if bits > best.1 {
                best = (manner, bits);
            }
        }
    }
    let joined = |text: &str| text.replace(' ', "");
    if best.0 == Manner::Differs && (a.contains(' ') || b.contains(' ')) && joined(a) == joined(b) {
        return (Manner::Similar, 6.0);
    }
    best
}

fn given_word(a: &str, b: &str, frequencies: &Frequencies) -> (Manner, f64) {
    let rarity = || frequencies.bits(Term::Given, a).min(frequencies.bits(Term::Given, b)).min(10.0);
    if a == b {
        return if a.len() == 1 { (Manner::Initial, 2.0) } else { (Manner::Same, rarity()) };
    }
    if a.len() == 1 || b.len() == 1 {
        let same = a.chars().next() == b.chars().next();
        return if same { (Manner::Initial, 2.0) } else { (Manner::Differs, -8.0) };
    }
    if variant_groups(a).iter().any(|group| variant_groups(b).contains(group)) {
        return (Manner::Variant, (rarity() - 2.0).max(1.5));
    }
    let two_names = (is_given_name(a) && is_given_name(b))
        || differ_by_gender(a, b)
        || (frequencies.is_common(Term::Given, a) && frequencies.is_common(Term::Given, b));
    if two_names {
        return (Manner::Differs, -10.0);
    }
    if is_slip(a, b) || sounds_alike(a, b, 0.84) {
        return (Manner::Similar, (rarity() - 2.0).clamp(1.5, 6.0));
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() >= 3 && long.starts_with(short) && !long.ends_with('a') {
        return (Manner::Variant, 1.5);
    }
    // A short form made from a longer name that no table knows, such as Nevenka and Nena: too little to say no for sure.
    let begins_alike = a.get(..2).is_some() && a.get(..2) == b.get(..2);
    (Manner::Differs, if begins_alike { -6.0 } else { -10.0 })
}

/// How two family names agree and what that is worth in bits.
pub(crate) fn family(a: &str, b: &str, frequencies: &Frequencies) -> (Manner, f64) {
    let mut best = (Manner::Differs, -5.0);
    for left in a.split(' ') {
        for right in b.split(' ') {
            let rarity =
                || frequencies.bits(Term::Family, left).min(frequencies.bits(Term::Family, right)).min(13.0);
            let partly = if a.contains(' ') || b.contains(' ') { 1.0 } else { 0.0 };
            let common =
                || frequencies.is_common(Term::Family, left) && frequencies.is_common(Term::Family, right);
            let found = if left == right && left.len() > 1 {
                (Manner::Same, rarity() - partly)
            } else if left.len() == 1 || right.len() == 1 {
                let same = left.chars().next() == right.chars().next();
                if same { (Manner::Initial, 2.0) } else { continue }
            } else if is_feminine(left, right) {
                (Manner::Variant, rarity() - 1.5)
            } else if is_slip(left, right) || sounds_alike(left, right, 0.84) {
                let doubt = if common() { 5.0 } else { 2.5 };
                (Manner::Similar, (rarity() - doubt).clamp(1.0, 9.0))
            } else {
                continue;
            };
            if found.1 > best.1 {
                best = found;
            }
        }
    }
    let joined = |text: &str| text.replace(' ', "");
    if best.0 == Manner::Differs && (a.contains(' ') || b.contains(' ')) && joined(a) == joined(b) {
        return (Manner::Similar, 8.0);
    }
    best
}

/// Novák and Nováková.
fn is_feminine(a: &str, b: &str) -> bool {
    let woman = |man: &str, woman: &str| {
        woman.strip_suffix("ova").is_some_and(|stem| {
            man == stem
                || (stem.len() > 2
                    && man.strip_suffix("ek").is_some_and(|base| stem.strip_suffix('k') == Some(base)))
        })
    };
    woman(a, b) || woman(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_agree_in_short_and_foreign_forms_but_not_across_people() {
        let none = Frequencies::default();
        for (a, b) in [
            ("bob", "robert"),
            ("sasa", "aleksandar"),
            ("jan", "janez"),
            ("ana", "ana marija"),
            ("aleksnadar", "aleksandar"),
            ("j", "janez"),
            ("ana marija", "anamarija"),
        ] {
            assert!(given(a, b, &none).1 > 0.0, "{a} {b}");
        }
        for (a, b) in
            [("marko", "mirko"), ("aleksandar", "aleksandra"), ("tijan", "tijana"), ("ana", "petra")]
        {
            assert!(given(a, b, &none).1 < -4.0, "{a} {b}");
        }
    }

    #[test]
    fn family_names_agree_by_ear() {
        let none = Frequencies::default();
        for (a, b) in
            [("kovac", "kovach"), ("muller", "mueller"), ("novak", "novakova"), ("petrovic", "petrovitch")]
        {
            assert!(family(a, b, &none).1 > 0.0, "{a} {b}");
        }
        assert!(family("petrovic", "pavlovic", &none).1 < 0.0);
    }
}
