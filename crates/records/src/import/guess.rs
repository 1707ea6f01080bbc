//! Guesses where each column of a file goes: by the headers other systems write, by the dictionary's own words, and by
//! what the values look like. Every guess says how sure it is and why; nothing is imported without a look at it.

use super::mapping::{Column, Conflict, FieldMapping, LinkMapping, LinkMissing, Mapping, ObjectMapping, Parse};
use dictionary::{Dictionary, FieldDef, Kind, ObjectDef, SystemField};
use serde::Serialize;
use std::collections::BTreeMap;
use tabular::{ColumnShape, Looks};

/// A header that another system is known to write, and where it goes. Handed in by whoever knows the nouns.
#[derive(Clone, Copy, Debug)]
pub struct KnownHeader {
    /// The system that writes it; empty for common words.
    pub system: &'static str,
    /// The header, folded.
    pub header: &'static str,
    /// The object.
    pub object: &'static str,
    /// The field, with a part after a dot for names and addresses.
    pub field: &'static str,
    /// The label for mails, phones and addresses.
    pub label: &'static str,
}

/// Where a column probably goes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Guess {
    /// The object.
    pub object: String,
    /// The field, with a part after a dot.
    pub field: String,
    /// The label for mails, phones and addresses.
    pub label: String,
    /// 0 to 1.
    pub confidence: f64,
    /// Why, in a sentence.
    pub reason: String,
}

/// Something only the user can decide.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// The column's number.
    pub column: usize,
    /// What is asked.
    pub question: String,
    /// The possible answers: values of `parse.date_order`, or `decimal_comma` true or false.
    pub options: Vec<String>,
}

/// Guesses for all columns. With `object` only fields of that object (and links of it) are offered.
pub fn guess(dictionary: &Dictionary, known: &[KnownHeader], headers: &[String], shapes: &[ColumnShape], object: Option<&str>) -> Vec<Option<Guess>> {
    let object = object.map(str::to_string).or_else(|| likely_object(dictionary, known, headers));
    let Some(object) = object.and_then(|key| dictionary.object(&key).cloned()) else { return vec![None; headers.len()] };
    let mut taken: Vec<String> = Vec::new();
    headers
        .iter()
        .enumerate()
        .map(|(index, header)| {
            let guess = guess_one(&object, known, header, shapes.get(index))?;
            let target = format!("{}:{}", guess.field, guess.label);
            let several = object.field(&guess.field).is_some_and(|field| field.value_kind().multiple());
            if taken.contains(&target) && !several {
                return None;
            }
            taken.push(target);
            Some(guess)
        })
        .collect()
}

/// A mapping made of the guesses, to be looked at by the user.
pub fn suggest(dictionary: &Dictionary, guesses: &[Option<Guess>], shapes: &[ColumnShape]) -> Option<Mapping> {
    let object = dictionary.object(&guesses.iter().flatten().next()?.object)?;
    let mut fields = Vec::new();
    for (index, guess) in guesses.iter().enumerate() {
        let Some(guess) = guess else { continue };
        let key = guess.field.split('.').next().unwrap_or_default();
        let Some(field) = object.field(key) else { continue };
        let parse = shapes.get(index).map(parse_of).unwrap_or_default();
        let mut mapping = FieldMapping {
            field: guess.field.clone(),
            column: Some(Column::Number(index)),
            label: guess.label.clone(),
            parse,
            ..FieldMapping::default()
        };
        match (field.value_kind(), field.system) {
            (_, Some(SystemField::ExternalIds)) => mapping.prefix = "file:".to_string(),
            (Kind::Link, Some(SystemField::Owner)) => mapping.link = Some(LinkMapping { by: "title".into(), when_missing: LinkMissing::Blank }),
            (Kind::Link, _) => mapping.link = Some(LinkMapping { by: "title".into(), when_missing: LinkMissing::Create }),
            _ => {}
        }
        fields.push(mapping);
    }
    let unique = |field: &&FieldMapping| object.field(&field.field).is_some_and(|field| field.unique);
    let mut match_fields: Vec<String> = fields.iter().filter(unique).map(|field| field.field.clone()).collect();
    // An external id decides before a mail address, which people share and change.
    match_fields.sort_by_key(|field| field != "external_ids");
    let conflict = if match_fields.is_empty() { Conflict::Overwrite } else { Conflict::FillEmpty };
    Some(Mapping {
        objects: vec![ObjectMapping {
            name: None,
            object: object.key.clone(),
            match_fields,
            when_missing: Default::default(),
            conflict,
            when: Vec::new(),
            per_group: false,
            fields,
        }],
        ..Mapping::default()
    })
}

/// What must be asked before the file can be read for sure.
pub fn questions(headers: &[String], shapes: &[ColumnShape]) -> Vec<Question> {
    let mut questions = Vec::new();
    for (column, shape) in shapes.iter().enumerate() {
        let header = headers.get(column).map(String::as_str).unwrap_or_default();
        let example = shape.examples.first().map(String::as_str).unwrap_or_default();
        match &shape.looks_like {
            Looks::Date { order, .. } | Looks::Timestamp { order, .. } if order.known().is_none() => questions.push(Question {
                column,
                question: format!("In “{header}”, does “{example}” begin with the day or with the month?"),
                options: vec!["dmy".into(), "mdy".into()],
            }),
            Looks::Decimal(style) | Looks::Percent(style) | Looks::Money { style, .. } if style.ambiguous => questions.push(Question {
                column,
                question: format!("In “{header}”, does the comma in “{example}” separate decimals?"),
                options: vec!["decimal_comma".into(), "decimal_point".into()],
            }),
            _ => {}
        }
    }
    questions
}

fn parse_of(shape: &ColumnShape) -> Parse {
    let mut parse = Parse { html: shape.html, ..Parse::default() };
    match &shape.looks_like {
        Looks::Date { order, .. } | Looks::Timestamp { order, .. } => parse.date_order = order.known(),
        Looks::Decimal(style) | Looks::Percent(style) => parse.decimal_comma = style.decimal_comma,
        Looks::Money { currency, style } => {
            parse.decimal_comma = style.decimal_comma;
            parse.currency.clone_from(currency);
        }
        _ => {}
    }
    parse
}

fn likely_object(dictionary: &Dictionary, known: &[KnownHeader], headers: &[String]) -> Option<String> {
    let mut score: BTreeMap<&str, f64> = BTreeMap::new();
    for header in headers {
        let folded = normal(header);
        let mut objects: Vec<&str> = known.iter().filter(|known| known.header == folded).map(|known| known.object).collect();
        objects.dedup();
        for object in &objects {
            // A header that several objects share says little about which one it is.
            *score.entry(object).or_default() += 1.0 / objects.len() as f64;
        }
        for object in dictionary.objects() {
            if object.fields.iter().any(|field| field.system.is_none() && is_named(field, &folded)) {
                *score.entry(&object.key).or_default() += 0.3;
            }
            if normal(&object.label) == folded || normal(&object.label_plural) == folded {
                *score.entry(&object.key).or_default() += 0.8;
            }
        }
    }
    score.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(object, _)| object.to_string())
}

fn guess_one(object: &ObjectDef, known: &[KnownHeader], header: &str, shape: Option<&ColumnShape>) -> Option<Guess> {
    let folded = normal(header);
    let made = |field: &str, label: &str, confidence: f64, reason: String| {
        let key = field.split('.').next().unwrap_or_default();
        let suits = object.field(key).is_some_and(|field| !field.read_only());
        suits.then(|| Guess { object: object.key.clone(), field: field.to_string(), label: label.to_string(), confidence, reason })
    };
    let words = known.iter().filter(|known| known.object == object.key && known.header == folded);
    if let Some(word) = words.max_by_key(|word| !word.system.is_empty()) {
        let reason = if word.system.is_empty() { format!("“{header}” is a common header for it") } else { format!("{} writes “{header}” for it", word.system) };
        return made(word.field, word.label, 0.95, reason);
    }
    if let Some(field) = object.fields.iter().find(|field| is_named(field, &folded)) {
        return made(&field.key, "", 0.9, format!("“{header}” is what Kith calls it"));
    }
    // The object's own name as a header holds the title: a column “account” of companies, “product” of products.
    if normal(&object.label) == folded {
        return made(&object.title_field, "", 0.8, format!("“{header}” names the record"));
    }
    let near = object.fields.iter().filter(|field| folded.len() > 4 && super::cell::distance(&normal(&field.label), &folded) <= 1);
    if let Some(field) = near.into_iter().next() {
        return made(&field.key, "", 0.6, format!("“{header}” is spelled almost like “{}”", field.label));
    }
    let kind = match shape.map(|shape| &shape.looks_like) {
        Some(Looks::Email) => Kind::EmailAddresses,
        Some(Looks::Phone) => Kind::PhoneNumbers,
        Some(Looks::Url) => Kind::WebAddress,
        _ => return None,
    };
    let field = object.fields.iter().find(|field| field.kind == kind)?;
    made(&field.key, "", 0.5, format!("The values look like {}", field.label.to_lowercase()))
}

fn is_named(field: &FieldDef, folded: &str) -> bool {
    field.key.replace('_', " ") == *folded || normal(&field.label) == *folded
}

/// A header in the form in which headers are compared: folded, without punctuation.
fn normal(header: &str) -> String {
    vocabulary::words(header).join(" ")
}
