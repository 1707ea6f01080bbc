//! Normal forms: a candidate becomes one compact text, so that a million of them fit into memory.

use crate::candidate::Candidate;
use crate::table::{is_connector, legal_form, title_word};
use crate::view::{FIELD, ITEM, SECTION};
use crate::{name, place};
use vocabulary::{fold, words};

/// The longest list that is looked at; a record with more says nothing new.
const MOST: usize = 8;
/// The most words of a title.
const MOST_WORDS: usize = 12;

/// The candidate in its normal form; read it with [`crate::view::View`].
pub(crate) fn packed(candidate: &Candidate) -> Box<str> {
    let sections = [
        list(candidate.names.iter().filter_map(name::normal)),
        title(&candidate.title),
        list(candidate.mails.iter().filter_map(|mail| self::mail(mail))),
        list(candidate.phones.iter().filter_map(|phone| digits(phone))),
        list(candidate.places.iter().filter_map(place::normal)),
        list(candidate.domains.iter().filter_map(|domain| self::domain(domain))),
        list(candidate.dates.iter().map(|date| date.number().to_string())),
        list(candidate.external_ids.iter().map(|id| fold(id)).filter(|id| !id.is_empty())),
        list(candidate.texts.iter().map(|text| words(text).join(" ")).filter(|text| !text.is_empty())),
    ];
    sections.join(SECTION.encode_utf8(&mut [0; 4])).into_boxed_str()
}

fn list(items: impl Iterator<Item = String>) -> String {
    // Sorted and each once, so that the sequence of values decides nothing.
    let mut items: Vec<String> = items.take(MOST).collect();
    items.sort_unstable();
    items.dedup();
    items.join(ITEM.encode_utf8(&mut [0; 4]))
}

/// The words of a title without its legal form, then the legal form.
fn title(text: &str) -> String {
    let folded = fold(text).replace('.', "");
    let mut parts: Vec<String> = Vec::new();
    let mut letters = String::new();
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        // `s. r. o.` is one word however it is spaced.
        let continues = !letters.is_empty() && matches!(word, "ro" | "oo");
        if continues || (word.len() == 1 && !is_connector_between(word, &letters)) {
            letters.push_str(word);
            continue;
        }
        if !letters.is_empty() {
            parts.push(std::mem::take(&mut letters));
        }
        parts.push(word.to_string());
    }
    if !letters.is_empty() {
        parts.push(letters);
    }
    let mut legal = String::new();
    let mut kept: Vec<String> = Vec::new();
    for (position, word) in parts.iter().enumerate() {
        match legal_form(word) {
            Some(class) if position > 0 || parts.len() > 2 => {
                // `sp. z o.o.` and `spol. s r.o.` have several words; the last one names the class.
                legal = class.to_string();
            }
            _ if is_connector(word) => {}
            _ => kept.push(title_word(word).to_string()),
        }
    }
    if kept.is_empty() {
        kept = parts;
    }
    kept.truncate(MOST_WORDS);
    if kept.is_empty() { String::new() } else { format!("{}{FIELD}{legal}", kept.join(" ")) }
}

/// Whether a single letter joins two words rather than belonging to an abbreviation.
fn is_connector_between(word: &str, letters: &str) -> bool {
    letters.is_empty() && matches!(word, "i" | "a" | "y" | "e")
}

/// The part before @ and the domain; without plus addressing, and without dots where the provider ignores them.
fn mail(text: &str) -> Option<String> {
    let folded = fold(text);
    let (local, domain) = folded.rsplit_once('@')?;
    let local = local.split('+').next().unwrap_or(local);
    let domain = if domain == "googlemail.com" { "gmail.com" } else { domain };
    let local = if domain == "gmail.com" { local.replace('.', "") } else { local.to_string() };
    (!local.is_empty() && !domain.is_empty()).then(|| format!("{local}{FIELD}{domain}"))
}

fn digits(phone: &str) -> Option<String> {
    let all: String = phone.chars().filter(char::is_ascii_digit).collect();
    let plain = all.strip_prefix("00").unwrap_or(&all);
    (plain.len() >= 5).then(|| plain.to_string())
}

/// The host of an address of a web site or of a mail domain, without `www`; none for free mail, which tells nothing of its users.
pub fn host(text: &str) -> Option<String> {
    domain(text)
}

/// The host of an address of a web site, without `www`.
fn domain(text: &str) -> Option<String> {
    let folded = fold(text);
    let host = folded.split_once("://").map_or(folded.as_str(), |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !crate::table::is_free_mail(host)).then(|| host.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_legal_form_stands_apart_from_the_name_however_it_is_written() {
        for (text, expected) in [
            ("Novak & Sinovi d.o.o.", "novak sinovi|doo"),
            ("NOVAK IN SINOVI, d. o. o.", "novak sinovi|doo"),
            ("Новак и Синови ДОО", "novak sinovi|doo"),
            ("Tatra Stav, spol. s r.o.", "tatra stav|sro"),
            ("Tatra Stav s. r. o.", "tatra stav|sro"),
            ("Sjöström Bygg AB", "sjostrom bygg|ab"),
            ("Smith and Sons Ltd.", "smith sons|ltd"),
            ("Janez Kovač s.p.", "janez kovac|sp"),
            ("AB", "ab|"),
        ] {
            assert_eq!(title(text).replace(FIELD, "|"), expected, "{text}");
        }
    }

    #[test]
    fn addresses_of_mail_and_web_have_one_form() {
        assert_eq!(mail("A.Novak+crm@GoogleMail.com"), mail("anovak@gmail.com"));
        assert_eq!(domain("https://www.Example.si/kontakt"), Some("example.si".to_string()));
        assert_eq!(digits("00386 40 123-456"), digits("+38640123456"));
    }
}
