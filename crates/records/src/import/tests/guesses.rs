//! Guesses: by known headers, by the dictionary's words, by the values.

use super::super::{Guess, Guessed, KnownHeader, guess, questions, suggest};
use crate::tests::house::OBJECTS;
use dictionary::{Dictionary, Overlay};
use serde_json::json;
use tabular::{Row, guess_columns};

const fn header(
    system: &'static str,
    header: &'static str,
    object: &'static str,
    field: &'static str,
    label: &'static str,
    explicit: bool,
) -> KnownHeader {
    KnownHeader { system, header, object, field, label, explicit }
}

const KNOWN: &[KnownHeader] = &[
    header("", "first name", "fan", "name.given", "", false),
    header("Stadium", "fanid", "fan", "external_ids", "stadium", false),
    header("Stadium", "clubid", "fan", "club", "stadium", false),
    header("Stadium", "shoe size", "fan", "", "Nobody needs it", false),
    header("Turnstile", "club name", "club", "name", "", true),
    header("Turnstile", "fan name", "fan", "name", "", true),
    header("Turnstile", "visit subject", "visit", "subject", "", true),
];

fn columns(headers: &[&str], rows: &[&[&str]]) -> (Vec<String>, Vec<tabular::ColumnShape>) {
    let headers: Vec<String> = headers.iter().map(|header| header.to_string()).collect();
    let row = |cells: &&[&str]| Row {
        cells: cells.iter().map(|cell| cell.to_string()).collect(),
        ..Row::default()
    };
    let shapes = guess_columns(&headers, &rows.iter().map(row).collect::<Vec<_>>());
    (headers, shapes)
}

fn fields(headers: &[&str], rows: &[&[&str]]) -> Vec<String> {
    let dictionary = Dictionary::build(OBJECTS, &Overlay::default()).unwrap();
    let (headers, shapes) = columns(headers, rows);
    let found = guess(&dictionary, KNOWN, &headers, &shapes, None);
    let shown = |guessed: &super::super::Guessed| match (&guessed.guess, &guessed.ignored) {
        (Some(guess), _) => format!("{}.{}", guess.object, guess.field),
        (None, Some(_)) => "ignored".to_string(),
        (None, None) => String::new(),
    };
    found.iter().map(shown).collect()
}

#[test]
fn headers_and_values_tell_where_columns_go() {
    let headers = [
        "First Name",
        "Name: family",
        "FanId",
        "ClubId",
        "e_mail",
        "Agee",
        "Contact",
        "Shoe size",
        "LEVEL",
        "Zzz",
        "First name",
    ];
    let rows: &[&[&str]] =
        &[&["Ana", "Novak", "1", "2", "x", "3", "ana@example.com", "4", "gold", "?", "Ana"]];
    assert_eq!(
        fields(&headers, rows),
        [
            "fan.name.given",
            "fan.name.family",
            "fan.external_ids",
            "fan.club",
            "fan.emails",
            "",
            "fan.emails",
            "ignored",
            "fan.level",
            "",
            "ignored"
        ]
    );
}

#[test]
fn consent_is_never_guessed() {
    let headers = [
        "FanId",
        "Unsubscribed from all email",
        "HasOptedOutOfEmail",
        "Email Opt Out",
        "DoNotCall",
        "Person - Double opt-in",
    ];
    let found = fields(&headers, &[&["1", "yes", "1", "0", "1", "x"]]);
    assert_eq!(found[1..], ["ignored"; 5]);
}

#[test]
fn one_file_of_several_objects_is_mapped_in_the_sequence_of_its_links() {
    let dictionary = Dictionary::build(OBJECTS, &Overlay::default()).unwrap();
    let (headers, shapes) = columns(
        &["Visit - Subject", "Fan - Name*", "Club - Name", "Fan - Phone"],
        &[&["Match", "Maja Novak", "Olimpija", "040123456"]],
    );
    let guesses = guess(&dictionary, KNOWN, &headers, &shapes, None);
    let mapping = serde_json::to_value(suggest(&dictionary, &headers, &guesses, &shapes).unwrap()).unwrap();
    let objects: Vec<&str> = mapping["objects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|object| object["object"].as_str().unwrap())
        .collect();
    assert_eq!(objects, ["club", "fan", "visit"]);
    assert_eq!(mapping["objects"][1]["fields"][1], json!({"field": "club", "link": {"to": "club"}}));
    assert_eq!(mapping["objects"][2]["when"], json!([{"column": 0, "op": "is_not_empty", "value": ""}]));
}

#[test]
fn a_title_that_no_column_has_is_put_together_and_a_parent_further_down_is_met_by_its_name() {
    let dictionary = Dictionary::build(OBJECTS, &Overlay::default()).unwrap();
    let suggested = |object: &str, fields: &[(&str, &str)]| {
        let headers: Vec<String> = fields.iter().map(|(header, _)| (*header).to_string()).collect();
        let guessed = |field: &str| Guessed {
            guess: Some(Guess {
                object: object.to_string(),
                field: field.to_string(),
                label: String::new(),
                system: String::new(),
                confidence: 1.0,
                reason: String::new(),
            }),
            ignored: None,
        };
        let guesses: Vec<Guessed> = fields.iter().map(|(_, field)| guessed(field)).collect();
        let mapping = suggest(&dictionary, &headers, &guesses, &[]).unwrap();
        serde_json::to_value(mapping).unwrap()["objects"][0].clone()
    };
    let visit = suggested("visit", &[("The club", "club"), ("Fan", "fan"), ("Id", "external_ids")]);
    let formula = "if(fan, concat(the_club, ', ', fan), the_club)";
    let put_together = json!({"field": "subject", "formula": formula});
    assert!(visit["fields"].as_array().unwrap().contains(&put_together), "{visit:#}");
    let named = suggested("visit", &[("Subject", "subject"), ("Fan", "fan")]);
    assert!(named["fields"].as_array().unwrap().iter().all(|field| field.get("formula").is_none()));

    let club = suggested("club", &[("Name", "name"), ("Belongs to", "parent")]);
    assert_eq!(club["match"], json!(["title"]));
    let alone = suggested("club", &[("Name", "name")]);
    assert!(alone.get("match").is_none_or(|fields| *fields == json!([])));
}

#[test]
fn a_suggestion_matches_by_ids_and_asks_what_cannot_be_seen() {
    let dictionary = Dictionary::build(OBJECTS, &Overlay::default()).unwrap();
    let (headers, shapes) = columns(
        &["FanId", "First name", "E-mail", "Club", "Joined on"],
        &[&["1", "Ana", "a@x.si", "Olimpija", "1/2/2024"], &["2", "Bor", "b@x.si", "Olimpija", "3/4/2024"]],
    );
    let guesses = guess(&dictionary, KNOWN, &headers, &shapes, None);
    let mapping = serde_json::to_value(suggest(&dictionary, &headers, &guesses, &shapes).unwrap()).unwrap();
    let object = &mapping["objects"][0];
    assert_eq!(
        (&object["match"], &object["conflict"]),
        (&json!(["external_ids", "emails"]), &json!("fill_empty"))
    );
    assert_eq!(object["fields"][0], json!({"field": "external_ids", "column": 0, "prefix": "stadium:"}));
    assert_eq!(object["fields"][3]["link"], json!({"by": "title", "when_missing": "create"}));
    let asked = questions(&headers, &shapes);
    assert_eq!(asked.len(), 1);
    assert_eq!((asked[0].column, asked[0].options.clone()), (4, vec!["dmy".to_string(), "mdy".to_string()]));
}
