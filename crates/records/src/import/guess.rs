//! Guesses where each column of a file goes: by the headers other systems write, by the dictionary's own words, and by
//! what the values look like. Every guess says how sure it is and why; nothing is imported without a look at it.

use super::check::parts_of;
use dictionary::{Dictionary, FieldDef, Kind, ObjectDef};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tabular::{ColumnShape, Looks};

/// A header that another system is known to write, and where it goes. Handed in by whoever knows the nouns.
#[derive(Clone, Copy, Debug)]
pub struct KnownHeader {
    /// The system that writes it; empty for common words.
    pub system: &'static str,
    /// The header: lower case, words separated by single blanks, nothing else.
    pub header: &'static str,
    /// The object.
    pub object: &'static str,
    /// The field, with a part after a dot for names, addresses and amounts; empty when the column is better left out.
    pub field: &'static str,
    /// The label for mails, phones and addresses; the prefix for ids of other systems; the reason for leaving out.
    pub label: &'static str,
    /// The header itself names the object, so one file may hold several.
    pub explicit: bool,
}

/// Where a column probably goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guess {
    /// The object.
    pub object: String,
    /// The field, with a part after a dot.
    pub field: String,
    /// The label for mails, phones and addresses; the prefix for ids of other systems.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// The system that writes such a header, if it is not a common word.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub system: String,
    /// 0 to 1.
    pub confidence: f64,
    /// Why, in a sentence.
    pub reason: String,
}

/// What was found out about where a column goes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Guessed {
    /// Its place, if one was found.
    pub guess: Option<Guess>,
    /// Why it is left out on purpose.
    pub ignored: Option<String>,
}

/// Guesses for all columns. With `object` only fields of that object are offered.
pub fn guess(
    dictionary: &Dictionary,
    known: &[KnownHeader],
    headers: &[String],
    shapes: &[ColumnShape],
    object: Option<&str>,
) -> Vec<Guessed> {
    let folded: Vec<String> = headers.iter().map(|header| normal(header)).collect();
    let explicit: Vec<&KnownHeader> = known
        .iter()
        .filter(|known| {
            object.is_none() && known.explicit && folded.iter().any(|header| header == known.header)
        })
        .collect();
    let main = match object {
        Some(object) => Some(object.to_string()),
        None => likely_object(dictionary, known, &folded),
    };
    let systems = systems(known, &folded);
    let mut taken: Vec<String> = Vec::new();
    let columns = headers.iter().zip(&folded).enumerate();
    columns
        .map(|(index, (header, folded))| {
            if let Some(reason) = consent(folded) {
                return Guessed { guess: None, ignored: Some(reason) };
            }
            let named = explicit.iter().find(|known| known.header == folded.as_str());
            let object = named.map(|known| known.object).or(main.as_deref());
            let Some(object) = object.and_then(|key| dictionary.object(key)) else {
                return Guessed::default();
            };
            let column = Header { text: header, folded };
            let mut found = guess_one(object, known, &systems, &column, shapes.get(index));
            if let Some(guess) = &found.guess {
                let key = guess.field.split('.').next().unwrap_or_default();
                let lists = object.field(key).is_some_and(|field| field.value_kind().multiple());
                let several = lists && key == guess.field;
                let label = if lists { guess.label.as_str() } else { "" };
                let target = format!("{}.{}:{label}", guess.object, guess.field);
                if taken.contains(&target) && !several {
                    found = Guessed {
                        guess: None,
                        ignored: Some("Another column gives this field already".to_string()),
                    };
                } else {
                    taken.push(target);
                }
            }
            found
        })
        .collect()
}

/// How much each system seems to have written the file. A header that several systems write says little about which.
fn systems(known: &[KnownHeader], headers: &[String]) -> BTreeMap<&'static str, f64> {
    let mut systems: BTreeMap<&'static str, f64> = BTreeMap::new();
    for header in headers {
        let writes = |known: &&KnownHeader| known.header == header.as_str() && !known.system.is_empty();
        let mut of_header: Vec<&'static str> =
            known.iter().filter(writes).map(|known| known.system).collect();
        of_header.sort_unstable();
        of_header.dedup();
        let weight = 1.0 / (of_header.len() * of_header.len()).max(1) as f64;
        for system in of_header {
            *systems.entry(system).or_default() += weight;
        }
    }
    systems
}

/// A header as written and in the form in which headers are compared.
struct Header<'a> {
    text: &'a str,
    folded: &'a str,
}

/// Columns about consent are never imported: a sign that somebody once opted out or in proves nothing, and read the wrong
/// way round it does harm.
fn consent(folded: &str) -> Option<String> {
    const SIGNS: &[&str] = &[
        "unsubscribe",
        "opt out",
        "opt in",
        "opted out",
        "opted in",
        "optout",
        "optin",
        "hasoptedout",
        "do not call",
        "donotcall",
        "consent",
        "marketing status",
        "marketing contact status",
        "gdpr",
    ];
    SIGNS.iter().any(|sign| folded.contains(sign)).then(|| {
        "Consent is never taken from a column of a file: it needs its own proof of who agreed to what, and when".to_string()
    })
}

fn likely_object(dictionary: &Dictionary, known: &[KnownHeader], headers: &[String]) -> Option<String> {
    let mut score: BTreeMap<&str, f64> = BTreeMap::new();
    for folded in headers {
        let matching =
            known.iter().filter(|known| known.header == folded.as_str() && !known.field.is_empty());
        let mut objects: Vec<&str> = matching.map(|known| known.object).collect();
        objects.sort_unstable();
        objects.dedup();
        for object in &objects {
            // A header that several objects share says little about which one it is.
            *score.entry(object).or_default() += 1.0 / objects.len() as f64;
        }
        for object in dictionary.objects() {
            if object.fields.iter().any(|field| field.system.is_none() && named(field, folded).is_some()) {
                *score.entry(&object.key).or_default() += 0.3;
            }
            if normal(&object.label) == *folded || normal(&object.label_plural) == *folded {
                *score.entry(&object.key).or_default() += 0.8;
            }
        }
    }
    score.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(object, _)| object.to_string())
}

fn guess_one(
    object: &ObjectDef,
    known: &[KnownHeader],
    systems: &BTreeMap<&'static str, f64>,
    header: &Header<'_>,
    shape: Option<&ColumnShape>,
) -> Guessed {
    let made = |field: &str, label: &str, confidence: f64, reason: String| {
        let key = field.split('.').next().unwrap_or_default();
        let suits = object.field(key).is_some_and(|field| !field.read_only());
        let (object, field, label) = (object.key.clone(), field.to_string(), label.to_string());
        let system = String::new();
        let guess = suits.then_some(Guess { object, field, label, system, confidence, reason });
        Guessed { guess, ignored: None }
    };
    let (text, folded) = (header.text, header.folded);
    let words = known.iter().filter(|known| known.object == object.key && known.header == folded);
    let score = |word: &KnownHeader| systems.get(word.system).copied().unwrap_or_default();
    if let Some(word) = words.max_by(|a, b| score(a).total_cmp(&score(b))) {
        if word.field.is_empty() {
            return Guessed { guess: None, ignored: Some(word.label.to_string()) };
        }
        let reason = match word.system {
            "" => format!("“{text}” is a common header for it"),
            system => format!("{system} writes “{text}” for it"),
        };
        let mut made = made(word.field, word.label, 0.95, reason);
        if let Some(guess) = &mut made.guess {
            guess.system = word.system.to_string();
        }
        return made;
    }
    if let Some(field) = object.fields.iter().find_map(|field| named(field, folded)) {
        return made(&field, "", 0.9, format!("“{text}” is what Kith calls it"));
    }
    // The object's own name as a header holds the title: a column “product” of products.
    if normal(&object.label) == *folded {
        return made(&object.title_field, "", 0.8, format!("“{text}” names the record"));
    }
    let near = |field: &&std::sync::Arc<FieldDef>| {
        folded.len() > 4 && super::cell::distance(&normal(&field.label), folded) <= 1
    };
    if let Some(field) = object.fields.iter().find(near) {
        return made(&field.key, "", 0.6, format!("“{text}” is spelled almost like “{}”", field.label));
    }
    let kind = match shape.map(|shape| &shape.looks_like) {
        Some(Looks::Email) => Kind::EmailAddresses,
        Some(Looks::Phone) => Kind::PhoneNumbers,
        Some(Looks::Url) => Kind::WebAddress,
        _ => return Guessed::default(),
    };
    match object.fields.iter().find(|field| field.kind == kind) {
        Some(field) => {
            made(&field.key, "", 0.5, format!("The values look like {}", field.label.to_lowercase()))
        }
        None => Guessed::default(),
    }
}

/// The field, or part of it, that a header names in Kith's own words, as exports write them.
fn named(field: &FieldDef, folded: &str) -> Option<String> {
    let names = [field.key.replace('_', " "), normal(&field.label)];
    if names.iter().any(|name| name == folded) {
        return Some(field.key.clone());
    }
    let parts = parts_of(field.value_kind()).iter();
    parts
        .filter(|part| names.iter().any(|name| *folded == format!("{name} {}", part.replace('_', " "))))
        .map(|part| format!("{}.{part}", field.key))
        .next()
}

/// A header in the form in which headers are compared: folded, without punctuation.
fn normal(header: &str) -> String {
    vocabulary::words(header).join(" ")
}
