//! Languages by their codes.

/// Whether a text is a language code such as `en` or `sr-Latn`.
pub fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.chars().all(|c| c.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
        && code.len() <= 20
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_from_other_words() {
        for code in ["en", "sl", "sr-Latn", "pt-BR", "nds"] {
            assert!(is_language(code), "{code}");
        }
        for code in ["", "e", "EN", "english", "sr_Latn", "sr-", "sl-x", "sl'--"] {
            assert!(!is_language(code), "{code}");
        }
    }
}
