//! Postal addresses: their normal form, and how two of them agree.

use crate::candidate::Place;
use crate::frequency::{Frequencies, Term};
use crate::name::is_slip;
use crate::near::is_more_similar;
use crate::signal::Manner;
use crate::table::street_word;
use crate::view::{FIELD, PlaceView};
use vocabulary::words;

/// Street, house number, postal code and city.
pub(crate) fn normal(place: &Place) -> Option<String> {
    let mut house = String::new();
    let mut street: Vec<String> = Vec::new();
    let parts = words(&place.street);
    for word in &parts {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            if house.is_empty() {
                house.clone_from(word);
            }
        } else if !house.is_empty() && word.len() == 1 && house.chars().all(|c| c.is_ascii_digit()) {
            house.push_str(word);
        } else if let Some(known) = street_word(word) {
            street.push(stem(known).to_string());
        }
    }
    if street.is_empty() {
        street = parts.into_iter().filter(|word| !word.starts_with(|c: char| c.is_ascii_digit())).collect();
    }
    let street = street.join(" ");
    let postal: String = place.postal_code.chars().filter(|c| c.is_ascii_digit()).collect();
    let city = words(&place.city).join(" ");
    let empty = street.is_empty() && postal.is_empty() && city.is_empty();
    (!empty).then(|| format!("{street}{FIELD}{house}{FIELD}{postal}{FIELD}{city}"))
}

/// Swedish and German streets carry their kind at the end of the word.
fn stem(word: &str) -> &str {
    let stem =
        ["gatan", "vagen", "strasse", "gata", "vag", "str"].iter().find_map(|end| word.strip_suffix(end));
    stem.filter(|stem| stem.len() > 2).unwrap_or(word)
}

/// The letters without the spaces between words.
fn joined(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(|byte| *byte != b' ')
}

/// The number without its letter.
fn number(house: &str) -> &str {
    house.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default()
}

/// How two addresses agree and what that is worth in bits.
pub(crate) fn compare(a: PlaceView<'_>, b: PlaceView<'_>, frequencies: &Frequencies) -> (Manner, f64) {
    let city = same_city(a, b);
    if a.street.is_empty() || b.street.is_empty() {
        return match city {
            Some(true) => (Manner::Partly, frequencies.bits(Term::City, a.city).clamp(0.5, 4.0)),
            Some(false) => (Manner::Differs, -1.5),
            None => (Manner::Partly, 0.0),
        };
    }
    let street = a.street == b.street
        || joined(a.street).eq(joined(b.street))
        || is_slip(a.street, b.street)
        || is_more_similar(a.street, b.street, 0.93);
    let house = match (a.house, b.house) {
        ("", _) | (_, "") => None,
        (one, other) => Some(number(one) == number(other)),
    };
    match (street, house, city) {
        (true, Some(true), Some(false)) => (Manner::Partly, 2.0),
        (true, Some(true), _) => {
            let rarity = |place: PlaceView<'_>| frequencies.bits(Term::Place, &key(place));
            (
                if a.street == b.street { Manner::Same } else { Manner::Similar },
                rarity(a).min(rarity(b)).min(9.0),
            )
        }
        (true, None, Some(true) | None) => (Manner::Partly, 5.0),
        (true, Some(false), Some(true) | None) => (Manner::Partly, 2.0),
        (true, _, Some(false)) => (Manner::Differs, -1.5),
        (false, _, Some(true)) => {
            (Manner::Partly, frequencies.bits(Term::City, a.city).clamp(1.5, 4.0) - 2.5)
        }
        (false, _, _) => (Manner::Differs, -2.0),
    }
}

/// Whether both lie in one city; nothing when that cannot be told.
pub(crate) fn same_city(a: PlaceView<'_>, b: PlaceView<'_>) -> Option<bool> {
    let postal = !a.postal.is_empty() && a.postal == b.postal;
    if a.city.is_empty() || b.city.is_empty() {
        return if a.postal.is_empty() || b.postal.is_empty() { None } else { Some(postal) };
    }
    let begins = a.city.starts_with(b.city) || b.city.starts_with(a.city);
    Some(postal || begins || is_slip(a.city, b.city))
}

/// What counts how often an address occurs.
pub(crate) fn key(place: PlaceView<'_>) -> String {
    format!("{} {}", place.street, number(place.house))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_in_several_notations_is_one() {
        let place = |street: &str, city: &str| {
            normal(&Place { street: street.into(), city: city.into(), ..Place::default() }).unwrap()
        };
        for (a, b) in [
            ("Slovenska c. 12", "Slovenska cesta 12a"),
            ("Storgatan 5", "Storg. 5"),
            ("12 High St", "High Street 12"),
        ] {
            let (a, b) = (place(a, "X"), place(b, "X"));
            let read = |text: &str| text.split(FIELD).map(str::to_string).collect::<Vec<_>>();
            let (a, b) = (read(&a), read(&b));
            let view = |of: &'_ [String]| -> (String, String) { (of[0].clone(), number(&of[1]).to_string()) };
            assert_eq!(view(&a).1, view(&b).1);
            assert!(is_more_similar(&view(&a).0, &view(&b).0, 0.88), "{a:?} {b:?}");
        }
    }
}
