//! Yes and no, in the languages of the people served.

use crate::Problem;

/// Words for yes, in lower case.
pub(crate) const YES: [&str; 14] =
    ["1", "true", "yes", "y", "on", "x", "✓", "wahr", "ja", "da", "áno", "ano", "да", "sant"];
/// Words for no, in lower case.
pub(crate) const NO: [&str; 12] =
    ["0", "false", "no", "n", "off", "falsch", "falskt", "nej", "nein", "ne", "nie", "не"];

/// Reads yes or no: `1/0`, `true/false`, `yes/no`, `da/ne`, `ja/nej`, `áno/nie`, `да/не` and such.
pub fn parse_boolean(text: &str) -> Result<bool, Problem> {
    let word = text.trim().to_lowercase();
    if YES.contains(&word.as_str()) {
        Ok(true)
    } else if NO.contains(&word.as_str()) {
        Ok(false)
    } else {
        Err(Problem::new("boolean", text, "is neither yes nor no"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_in_five_languages() {
        for yes in ["1", "TRUE", "Yes", "da", "Ja", "Áno", "ÁNO", "Да", " true "] {
            assert_eq!(parse_boolean(yes), Ok(true), "{yes}");
        }
        for no in ["0", "false", "No", "NE", "nej", "nie", "не"] {
            assert_eq!(parse_boolean(no), Ok(false), "{no}");
        }
        assert_eq!(parse_boolean("maybe").unwrap_err().message, "“maybe” is neither yes nor no");
        assert!(parse_boolean("").is_err());
    }
}
