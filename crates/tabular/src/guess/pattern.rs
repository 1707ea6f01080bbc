//! What single values and headers look like.

use crate::value;

/// What the name of a column suggests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    None,
    Date,
    Phone,
    Identifier,
    YesNo,
}

/// Reads the words of a header: `CustomerID`, `Create Date`, `do_not_call`.
pub(super) fn hint_of(header: &str) -> Hint {
    let words = words_of(header);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    if has(&["phone", "mobile", "fax", "tel", "telephone", "telefon", "gsm", "mobil", "mobitel", "телефон"])
    {
        return Hint::Phone;
    }
    if words
        .first()
        .is_some_and(|word| ["is", "has", "do", "does", "no"].contains(&word.as_str()) && words.len() > 1)
        || has(&["active", "opted", "optin", "unsubscribed", "deleted", "enabled", "aktiven", "aktiv"])
    {
        return Hint::YesNo;
    }
    if has(&[
        "date",
        "datum",
        "dátum",
        "day",
        "birthday",
        "birthdate",
        "birth",
        "created",
        "modified",
        "updated",
        "closed",
        "due",
        "since",
        "until",
        "time",
        "timestamp",
        "датум",
        "narozenia",
        "rojstva",
    ]) {
        return Hint::Date;
    }
    let last = words.last().map(String::as_str);
    let names = [
        "id",
        "ids",
        "code",
        "sku",
        "ean",
        "isbn",
        "uuid",
        "guid",
        "zip",
        "zipcode",
        "postcode",
        "ref",
        "reference",
        "no",
        "nr",
        "number",
        "šifra",
        "koda",
        "kód",
        "šifra",
    ];
    if last.is_some_and(|last| names.contains(&last)) || has(&["id", "postal", "vat", "iban"]) {
        return Hint::Identifier;
    }
    Hint::None
}

/// Words in lower case, cut at spaces, signs and capitals.
fn words_of(header: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower_before = false;
    for c in header.chars().take(200) {
        if !c.is_alphanumeric() || (c.is_uppercase() && lower_before) {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        lower_before = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

pub(super) fn is_email(value: &str) -> bool {
    let Some((local, domain)) = value.split_once('@') else { return false };
    !local.is_empty()
        && value.chars().all(|c| !c.is_whitespace() && !matches!(c, ',' | ';' | '<' | '>' | '(' | ')'))
        && is_domain(domain)
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let fine = |label: &&str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    labels.len() > 1
        && labels.iter().all(fine)
        && labels.last().is_some_and(|top| top.chars().count() >= 2 && top.chars().all(char::is_alphabetic))
}

pub(super) fn is_url(value: &str) -> bool {
    if value.contains(char::is_whitespace) || value.contains('@') {
        return false;
    }
    let lower = value.to_ascii_lowercase();
    if let Some(rest) = lower.strip_prefix("http://").or_else(|| lower.strip_prefix("https://")) {
        return !rest.is_empty();
    }
    let host = lower.split(['/', '?', '#']).next().unwrap_or("");
    is_domain(host)
}

/// Digits as phones are written: with a plus, zeros, parentheses or in groups.
pub(super) fn is_phone(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let fits = value
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '(' | ')' | '/') || value::is_space(c));
    let plus = value.rfind('+').is_none_or(|at| at == 0 || value.starts_with("(+"));
    if !(7..=15).contains(&digits) || !fits || !plus {
        return false;
    }
    let groups = value.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).count();
    let led = value.starts_with(['+', '(', '0']);
    // Two points or commas are a number; three groups joined by hyphens are a phone.
    led || (groups >= 3 && value.contains(['-', '/', ' ']) && !value.starts_with('-') && !value.contains('.'))
}

/// One word with digits in it, as codes are.
pub(super) fn is_identifier(value: &str) -> bool {
    value.len() <= 64
        && value.bytes().any(|byte| byte.is_ascii_digit())
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '#' | ':' | '.'))
        && value.starts_with(|c: char| c.is_alphanumeric() || c == '#')
}

/// A number and the currency beside it.
pub(super) fn split_currency(value: &str) -> Option<(&str, Option<&'static str>)> {
    let is_unit = |c: char| {
        !c.is_ascii_digit()
            && !matches!(c, '-' | '+' | '(' | ')' | '.' | ',' | '\u{2212}')
            && !value::is_space(c)
    };
    if value.len() > 60 || !value.contains(is_unit) {
        return None;
    }
    let start = value.find(is_unit)?;
    let (before, rest) = value.split_at_checked(start)?;
    let end = rest
        .find(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+') || value::is_space(c))
        .unwrap_or(rest.len());
    let (unit, after) = rest.split_at_checked(end)?;
    let unit = unit.trim_end_matches(')');
    let currency = value::currency_of(unit)?;
    let (before, after) =
        (before.trim().trim_start_matches(['-', '(']).trim(), after.trim().trim_end_matches(')'));
    match (before.is_empty(), after.is_empty()) {
        (true, false) => Some((after, currency)),
        (false, true) => Some((before, currency)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_other_systems_give_hints() {
        for (header, wanted) in [
            ("Create Date", Hint::Date),
            ("CloseDate", Hint::Date),
            ("Phone Number", Hint::Phone),
            ("CustomerID", Hint::Identifier),
            ("Record ID - Contact", Hint::Identifier),
            ("InvoiceNo", Hint::Identifier),
            ("Postal Code", Hint::Identifier),
            ("IsDeleted", Hint::YesNo),
            ("DoNotCall", Hint::YesNo),
            ("Amount", Hint::None),
            ("Country", Hint::None),
        ] {
            assert_eq!(hint_of(header), wanted, "{header}");
        }
    }

    #[test]
    fn values_are_told_apart_by_their_looks() {
        for yes in ["ana@example.com", "a.b+c@x-y.co.uk", "žiga@šola.si"] {
            assert!(is_email(yes), "{yes}");
        }
        for no in ["ana@", "@x.com", "a b@x.com", "ana@x", "a@x.com; b@y.com"] {
            assert!(!is_email(no), "{no}");
        }
        for yes in ["https://example.com/a", "www.example.com", "example.si", "example.com/path"] {
            assert!(is_url(yes), "{yes}");
        }
        for no in ["12.50", "e.g. this", "St.Peter 5", "ana@x.com", "v1.2"] {
            assert!(!is_url(no), "{no}");
        }
        for yes in ["+386 41 123 456", "(02) 123-4567", "041 123 456", "415-555-2671", "00421 905 123 456"] {
            assert!(is_phone(yes), "{yes}");
        }
        for no in ["1234567", "12.345.678,90", "1 234 567.5", "-1234567", "call me"] {
            assert!(!is_phone(no), "{no}");
        }
        assert_eq!(split_currency("1.234,50 €"), Some(("1.234,50", Some("EUR"))));
        assert_eq!(split_currency("USD 12"), Some(("12", Some("USD"))));
        assert_eq!(split_currency("12 apples"), None);
        assert_eq!(split_currency("12.50"), None);
    }
}
