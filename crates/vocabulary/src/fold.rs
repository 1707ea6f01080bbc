//! One form of a text for searching, comparing and sorting: lower case, no accents, Cyrillic as Latin.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds case, accents and script, and makes runs of white space one blank: Petrović, Петровић and PETROVIC become `petrovic`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        for byte in text.bytes() {
            push(&mut folded, char::from(byte.to_ascii_lowercase()));
        }
    } else {
        // Serbian, Macedonian and Slovak letters differ by their accents only after decomposition; й must stay и + breve → j first.
        for original in text.nfc() {
            for c in original.to_lowercase() {
                match letters(c) {
                    Some(latin) => folded.push_str(latin),
                    None => {
                        for part in std::iter::once(c).nfkd().filter(|part| !is_combining_mark(*part)) {
                            match letters(part) {
                                Some(latin) => folded.push_str(latin),
                                None => part.to_lowercase().for_each(|lower| push(&mut folded, lower)),
                            }
                        }
                    }
                }
            }
        }
    }
    while folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// The words of a text as search sees them: folded, split at everything that is no letter or digit.
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_string).collect()
}

fn push(folded: &mut String, c: char) {
    if c.is_whitespace() || c.is_control() {
        if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    } else {
        folded.push(c);
    }
}

/// Letters that no accent rule reaches. Cyrillic follows the Serbian alphabet, so that both scripts of one name meet.
fn letters(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'ђ' => "d",
        'е' | 'э' | 'є' => "e",
        'ё' => "e",
        'ж' => "z",
        'з' => "z",
        'ѕ' => "dz",
        'и' | 'і' | 'ї' => "i",
        'ј' | 'й' => "j",
        'к' => "k",
        'ќ' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' => "nj",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'ћ' | 'ч' => "c",
        'у' => "u",
        'ф' => "f",
        'х' => "h",
        'ц' => "c",
        'џ' => "dz",
        'ш' => "s",
        'щ' => "sc",
        'ы' => "y",
        'ъ' | 'ь' => "",
        'ю' => "ju",
        'я' => "ja",
        'ѓ' => "g",
        'đ' | 'ð' => "d",
        'ø' => "o",
        'ł' => "l",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        '’' | '‘' | 'ʼ' => "'",
        '“' | '”' | '„' => "\"",
        '–' | '—' | '‑' => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_three_spellings_is_one() {
        for text in ["Petrović", "Петровић", "PETROVIC", " petrović ", "Petrovic\u{301}"] {
            assert_eq!(fold(text), "petrovic", "{text}");
        }
        assert_eq!(fold("Љиљана Ђорђевић"), fold("Ljiljana Đorđević"));
        assert_eq!(fold("Џорџ"), fold("Džordž"));
        assert_eq!(fold("Åsa Sjöström"), "asa sjostrom");
        assert_eq!(fold("Ľubomír Žák"), "lubomir zak");
        assert_eq!(fold("İstanbul ÇAĞRI"), "istanbul cagri");
        assert_eq!(fold("Großmann\u{a0}\t GmbH"), "grossmann gmbh");
    }

    #[test]
    fn words_are_letters_and_digits() {
        assert_eq!(words("O'Neil & Sons, d.o.o. (2021)"), ["o", "neil", "sons", "d", "o", "o", "2021"]);
        assert!(words("  –– ").is_empty());
    }
}
