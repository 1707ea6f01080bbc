//! Keeps text from becoming a formula when a spreadsheet opens a CSV file.

/// Whether an apostrophe must be put before a text: it is dangerous, or it has apostrophes before
/// something dangerous already, which must not be taken for ours when the table comes back.
pub(super) fn needs_apostrophe(text: &str) -> bool {
    is_dangerous(text.trim_start_matches('\''))
}

/// Whether a spreadsheet might run this text: it begins like a formula and is no plain number or
/// phone number.
fn is_dangerous(text: &str) -> bool {
    let first = text.bytes().next();
    matches!(first, Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')) && !is_number(text) && !is_phone(text)
}

/// `-12.5`, `+3`, `-1,234.50`, `-5 %`.
fn is_number(text: &str) -> bool {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let body = body.strip_suffix('%').map_or(body, str::trim_end);
    body.starts_with(|c: char| c.is_ascii_digit())
        && body.ends_with(|c: char| c.is_ascii_digit())
        && body.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{A0}' | '\u{202F}'))
}

/// `+386 41 123 456`, `+44 (0)20-7946-0958`.
fn is_phone(text: &str) -> bool {
    let Some(body) = text.strip_prefix('+') else { return false };
    let digits = body.bytes().filter(u8::is_ascii_digit).count();
    body.starts_with(|c: char| c.is_ascii_digit() || c == '(')
        && (7..=15).contains(&digits)
        && body.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '\u{A0}'))
}

/// Takes off the apostrophe that [`super::CsvWriter`] put before a dangerous text, so that a table
/// that was taken away comes back as it was.
pub fn strip_neutral(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if needs_apostrophe(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_dangerous_numbers_and_phones_are_not() {
        for yes in [
            "=1+1",
            "+SUM(A1)",
            "-1+cmd|' /C calc'!A0",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "=",
            "-",
            "+1+1",
            "-A1",
            "+386 x",
        ] {
            assert!(is_dangerous(yes), "{yes:?}");
        }
        for no in [
            "",
            "-12.5",
            "+3",
            "-1,234.50",
            "-5 %",
            "+386 41 123 456",
            "+44 (0)20-7946-0958",
            "a=1",
            "'=1",
            "-0",
        ] {
            assert!(!is_dangerous(no), "{no:?}");
        }
    }

    #[test]
    fn the_apostrophe_comes_off_again() {
        assert_eq!(strip_neutral("'=1+1"), "=1+1");
        assert!(needs_apostrophe("'=1+1"));
        assert_eq!(strip_neutral("''=1+1"), "'=1+1");
        assert_eq!(strip_neutral("'quoted'"), "'quoted'");
        assert_eq!(strip_neutral("'-12.5"), "'-12.5");
    }
}
