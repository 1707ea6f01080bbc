//! What stands in the document, read back out of it the way a viewer finds, copies and reads text aloud: letters through the fonts'
//! own tables.

use super::super::look::Look;
use super::super::offer::{Offer, OfferLine};
use super::draw;
use crate::sales::price::sum::{Line, Sums};
use std::collections::HashMap;
use std::io::Read;
use vocabulary::{Currency, Money};

/// The letters of all languages that documents are written in, beyond those of English.
const LETTERS: &str =
    "čšžćđ ČŠŽĆĐ ľĺŕťňďáéíóúýôä ĽŤŇĎÁÉÔ åäö ÅÄÖ абвгдђежзијклљмнњопрстћуфхцчџш ЂЉЊЋЏ – „“ €";

fn offer(language: &str, lines: usize) -> Offer {
    let price = Money::parse("1234.50", Currency::EUR).unwrap();
    let line = |number: usize| OfferLine {
        description: format!("{number}: {LETTERS}"),
        quantity: "2.5".parse().unwrap(),
        unit: "kos".to_string(),
        unit_price: price,
        discount: "10".parse().unwrap(),
        tax_rate: "22".parse().unwrap(),
        total: Money::parse("2777.63", Currency::EUR).unwrap(),
    };
    let priced = Line {
        quantity: "2.5".parse().unwrap(),
        price,
        discount: "10".parse().unwrap(),
        tax_rate: "22".parse().unwrap(),
        cost: None,
    };
    Offer {
        number: Some("Q2026-0001".to_string()),
        name: "Q2026-0001".to_string(),
        version: 1,
        state: "accepted".to_string(),
        language: language.to_string(),
        introduction: String::new(),
        terms: LETTERS.to_string(),
        valid_until: Some("2026-12-24".parse().unwrap()),
        sent_on: Some("2026-11-27".parse().unwrap()),
        decided_at: Some("2026-11-30T23:30:00Z".parse().unwrap()),
        decided_on: Some("2026-12-01".parse().unwrap()),
        decided_by: Some("Živa Žagar".to_string()),
        customer: vec!["Žagarstvo Đorđe d.o.o.".to_string()],
        seller: Some(("Ana Novak".to_string(), "ana@example.com".to_string())),
        look: Look { name: "Nakovalo".to_string(), ..Look::default() },
        sums: Sums::of(&vec![priced; lines], Currency::EUR),
        lines: (1..=lines).map(line).collect(),
    }
}

/// The objects of a document by number: what stands before a stream, and the stream unpacked.
fn objects(bytes: &[u8]) -> HashMap<usize, (String, Vec<u8>)> {
    let find = |from: usize, what: &[u8]| {
        bytes[from..].windows(what.len()).position(|window| window == what).map(|at| from + at)
    };
    let mut found = HashMap::new();
    let mut at = 0;
    while let Some(start) = find(at, b" 0 obj\n") {
        let digits = bytes[..start].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let number: usize = std::str::from_utf8(&bytes[start - digits..start]).unwrap().parse().unwrap();
        let end = find(start, b"endobj").unwrap();
        let body = &bytes[start + 7..end];
        let stream = body.windows(7).position(|window| window == b"stream\n");
        let head = String::from_utf8_lossy(&body[..stream.unwrap_or(body.len())]).into_owned();
        let mut unpacked = Vec::new();
        if let Some(stream) = stream {
            let mut reader = flate2::read::ZlibDecoder::new(&body[stream + 7..]);
            let _ = reader.read_to_end(&mut unpacked);
        }
        found.insert(number, (head, unpacked));
        at = end;
    }
    found
}

fn reference(head: &str, key: &str) -> Option<usize> {
    let rest = head.split_once(key)?.1.trim_start();
    rest.split_whitespace().next()?.parse().ok()
}

/// What each code of a font means: its `bfchar` and `bfrange` lines.
fn meanings(map: &str) -> HashMap<u16, String> {
    let code = |text: &str| u16::from_str_radix(text, 16).unwrap();
    let letters = |text: &str| {
        let units: Vec<u16> =
            text.as_bytes().chunks(4).map(|four| code(std::str::from_utf8(four).unwrap())).collect();
        String::from_utf16(&units).unwrap()
    };
    let mut found = HashMap::new();
    let mut ranges = false;
    for line in map.lines() {
        ranges = if line.contains("beginbfrange") { true } else { ranges && !line.contains("endbfrange") };
        let parts: Vec<&str> =
            line.split(['<', '>']).map(str::trim).filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [from, to, first] if ranges => {
                let first = letters(first).chars().next().unwrap() as u32;
                for (step, one) in (code(from)..=code(to)).enumerate() {
                    found.insert(one, char::from_u32(first + step as u32).unwrap().to_string());
                }
            }
            [from, meant] if line.trim_start().starts_with('<') => {
                found.insert(code(from), letters(meant));
            }
            _ => {}
        }
    }
    found
}

/// The bytes of a string in parentheses, as the content of a page writes them.
fn literal(rest: &mut std::iter::Peekable<std::slice::Iter<'_, u8>>) -> Vec<u8> {
    let (mut bytes, mut depth) = (Vec::new(), 1);
    while let Some(byte) = rest.next() {
        match byte {
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            b'\\' => {
                let escaped = *rest.next().unwrap();
                bytes.push(match escaped {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    b'0'..=b'7' => {
                        let mut value = u32::from(escaped - b'0');
                        for _ in 0..2 {
                            if let Some(digit @ b'0'..=b'7') = rest.peek() {
                                value = value * 8 + u32::from(**digit - b'0');
                                rest.next();
                            }
                        }
                        value as u8
                    }
                    other => other,
                });
                continue;
            }
            _ => {}
        }
        bytes.push(*byte);
    }
    bytes
}

/// The text of each page, each piece on a line of its own.
fn pages(bytes: &[u8]) -> Vec<String> {
    let objects = objects(bytes);
    // Each page has its own names for its fonts.
    let fonts_of = |page: &str| {
        let mut fonts: HashMap<String, HashMap<u16, String>> = HashMap::new();
        let resources = &objects[&reference(page, "/Resources").unwrap()].0;
        let named = resources.split_once("/Font<<").unwrap().1.split(">>").next().unwrap();
        for part in named.split('/').skip(1) {
            let (name, font) = part.split_once(' ').unwrap();
            let font = &objects[&font.split(' ').next().unwrap().parse().unwrap()].0;
            let map = &objects[&reference(font, "/ToUnicode").unwrap()].1;
            fonts.insert(name.to_string(), meanings(std::str::from_utf8(map).unwrap()));
        }
        fonts
    };
    let mut found: Vec<(usize, String)> = Vec::new();
    for (number, (head, _)) in objects.iter().filter(|(_, (head, _))| head.contains("/Type/Page/")) {
        let fonts = fonts_of(head);
        let content = &objects[&reference(head, "/Contents").unwrap()].1;
        let (mut text, mut font, mut word) = (String::new(), String::new(), String::new());
        let mut rest = content.iter().peekable();
        while let Some(byte) = rest.next() {
            let codes = match byte {
                b'(' => literal(&mut rest),
                b'<' if rest.peek() != Some(&&b'<') => {
                    let digits: Vec<u8> = rest.by_ref().take_while(|byte| **byte != b'>').copied().collect();
                    let digits = std::str::from_utf8(&digits).unwrap().to_string();
                    let pairs = digits.as_bytes().chunks(2);
                    pairs
                        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
                        .collect()
                }
                byte if byte.is_ascii_whitespace() => {
                    if let Some((_, name)) = word.split_once("/f") {
                        font = format!("f{name}");
                    }
                    if word == "ET" {
                        text.push('\n');
                    }
                    word.clear();
                    continue;
                }
                byte => {
                    word.push(char::from(*byte));
                    continue;
                }
            };
            for pair in codes.chunks(2) {
                let code = u16::from_be_bytes([pair[0], pair[1]]);
                text.push_str(fonts[&font].get(&code).map_or("\u{fffd}", String::as_str));
            }
        }
        found.push((*number, text));
    }
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, text)| text.replace('\u{a0}', " ")).collect()
}

#[test]
fn the_document_says_all_of_it_in_the_letters_of_each_language() {
    for (language, wanted) in [
        (
            "en",
            [
                "Quote",
                "Valid until",
                "24 December 2026",
                "€1,234.50",
                "Accepted by Živa Žagar, 1 December 2026",
            ],
        ),
        ("sl", ["Ponudba", "Velja do", "24. 12. 2026", "1.234,50 €", "Sprejel Živa Žagar, 1. 12. 2026"]),
        ("sk", ["Cenová ponuka", "Platí do", "24. 12. 2026", "1 234,50 €", "Živa Žagar, 1. 12. 2026"]),
        ("sv", ["Offert", "Giltig", "2026-12-24", "1 234,50 €", "Živa Žagar, 2026-12-01"]),
        ("sr", ["Понуда", "Важи до", "24. 12. 2026.", "1.234,50 €", "Živa Žagar, 1. 12. 2026."]),
        ("sr_latn", ["Ponuda", "Važi do", "24. 12. 2026.", "1.234,50 €", "Živa Žagar, 1. 12. 2026."]),
    ] {
        let pages = pages(&draw(&offer(language, 1)).unwrap());
        assert_eq!(pages.len(), 1, "{language}");
        let text = &pages[0];
        assert!(!text.contains('\u{fffd}'), "{language}: a letter without a meaning in {text}");
        let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for wanted in wanted.iter().chain(&["Žagarstvo Đorđe d.o.o.", "Q2026-0001", "2,5 kos"]) {
            let wanted = if language == "en" && *wanted == "2,5 kos" { "2.5 kos" } else { wanted };
            assert!(flat.contains(wanted), "{language}: {wanted} is not in {flat}");
        }
        for letters in LETTERS.split(' ') {
            assert!(flat.matches(letters).count() >= 2, "{language}: {letters} is not in {flat}");
        }
    }
}

#[test]
fn a_long_list_goes_over_several_pages_and_loses_nothing() {
    let pages = pages(&draw(&offer("sl", 60)).unwrap());
    assert!(pages.len() > 2, "{} pages", pages.len());
    for number in 1..=60 {
        let count = pages
            .iter()
            .filter(|page| page.lines().any(|line| line.starts_with(&format!("{number}: č"))))
            .count();
        assert_eq!(count, 1, "line {number}");
    }
    for (place, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Stran {} od {}", place + 1, pages.len())), "{page}");
    }
    let whole = pages.iter().filter(|page| page.contains("166.657,80 €")).count();
    assert_eq!(whole, 1, "60 × 2.777,63 €, once: {}", pages.last().unwrap());
}

#[test]
fn no_letter_is_missing_in_the_fonts() {
    for bytes in [notosans::REGULAR_TTF, notosans::BOLD_TTF] {
        let face = ttf_parser::Face::parse(bytes, 0).unwrap();
        for letter in LETTERS.chars() {
            assert!(face.glyph_index(letter).is_some_and(|glyph| glyph.0 != 0), "{letter}");
        }
    }
}
