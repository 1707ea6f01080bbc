//! Which characters the bytes of a text file stand for, and by what evidence.

use std::fmt;
use std::str::FromStr;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252};
use serde::{Deserialize, Serialize};

/// An encoding people's tables come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, low byte first, as Excel's “Unicode text”.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Central European Windows.
    #[serde(rename = "windows-1250")]
    Windows1250,
    /// Western European Windows; covers Latin-1.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

impl Encoding {
    /// All of them, for a choice on screen.
    pub const ALL: [Self; 5] =
        [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1250, Self::Windows1252];

    /// Its name in lower case, as in a mapping file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1250 => "windows-1250",
            Self::Windows1252 => "windows-1252",
        }
    }

    pub(crate) fn codec(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Windows1250 => WINDOWS_1250,
            Self::Windows1252 => WINDOWS_1252,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Windows1250 => "Windows-1250",
            Self::Windows1252 => "Windows-1252",
        })
    }
}

impl FromStr for Encoding {
    type Err = crate::Problem;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wanted = text.trim().to_ascii_lowercase().replace('_', "-");
        Ok(match wanted.as_str() {
            "utf-8" | "utf8" => Self::Utf8,
            "utf-16le" | "utf-16" | "utf16" => Self::Utf16Le,
            "utf-16be" => Self::Utf16Be,
            "windows-1250" | "cp1250" | "1250" => Self::Windows1250,
            "windows-1252" | "cp1252" | "1252" | "latin1" | "latin-1" | "iso-8859-1" => Self::Windows1252,
            _ => {
                let known: Vec<&str> = Self::ALL.iter().map(|one| one.name()).collect();
                return Err(crate::Problem::new(
                    "encoding",
                    text,
                    format!("is not an encoding that can be read; choose one of {}", known.join(", ")),
                ));
            }
        })
    }
}

/// What was found out about the encoding of a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub encoding: Encoding,
    pub bom: bool,
    pub reason: String,
}

/// Finds the encoding of a file by its first bytes. A sample may end within a character.
pub(crate) fn detect(sample: &[u8]) -> Finding {
    let marked = |encoding, reason: &str| Finding { encoding, bom: true, reason: reason.to_owned() };
    if sample.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return marked(Encoding::Utf8, "The file begins with the mark of UTF-8");
    }
    if sample.starts_with(&[0xFF, 0xFE]) {
        return marked(Encoding::Utf16Le, "The file begins with the mark of UTF-16 (low byte first)");
    }
    if sample.starts_with(&[0xFE, 0xFF]) {
        return marked(Encoding::Utf16Be, "The file begins with the mark of UTF-16 (high byte first)");
    }
    let found = |encoding, reason: String| Finding { encoding, bom: false, reason };
    if let Some(encoding) = utf16_by_zeros(sample) {
        return found(encoding, "Every other byte is zero, as in UTF-16".to_owned());
    }
    let (characters, broken) = utf8_evidence(sample);
    if broken == 0 && characters == 0 {
        return found(Encoding::Utf8, "The sample is plain ASCII, which UTF-8 contains".to_owned());
    }
    if broken == 0 {
        return found(
            Encoding::Utf8,
            format!("All {characters} special characters of the sample are valid UTF-8"),
        );
    }
    if characters > broken.saturating_mul(4) {
        return found(
            Encoding::Utf8,
            format!(
                "{characters} special characters of the sample are valid UTF-8 and {broken} are not: the file is mixed, those rows are marked"
            ),
        );
    }
    central_or_western(sample)
}

/// UTF-16 without a mark: text of European languages has a zero in every second byte.
fn utf16_by_zeros(sample: &[u8]) -> Option<Encoding> {
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let (mut even, mut odd) = (0usize, 0usize);
    for pair in sample.chunks_exact(2) {
        if let [first, second] = pair {
            even += usize::from(*first == 0);
            odd += usize::from(*second == 0);
        }
    }
    if odd * 10 >= pairs * 4 && even * 20 <= pairs {
        Some(Encoding::Utf16Le)
    } else if even * 10 >= pairs * 4 && odd * 20 <= pairs {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// How many multi-byte characters are valid UTF-8, and how many sequences are broken.
fn utf8_evidence(sample: &[u8]) -> (usize, usize) {
    let mut characters = 0;
    let mut broken = 0;
    let mut chunks = sample.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        characters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        // The last character may be cut by the end of the sample.
        let cut = chunks.peek().is_none() && chunk.invalid().len() < 4 && starts_a_character(chunk.invalid());
        if !chunk.invalid().is_empty() && !cut {
            broken += 1;
        }
    }
    (characters, broken)
}

fn starts_a_character(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// Weighs the bytes that Windows-1250 and Windows-1252 read differently by the letters around them.
fn central_or_western(sample: &[u8]) -> Finding {
    let mut central = 0i64;
    let mut western = 0i64;
    for (at, &byte) in sample.iter().enumerate() {
        if byte < 0x80 {
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| sample.get(at)).copied().map_or(Near::Edge, near);
        let after = sample.get(at + 1).copied().map_or(Near::Edge, near);
        let (c, w) = weigh(byte, before, after);
        central += c;
        western += w;
    }
    let encoding = if central > western { Encoding::Windows1250 } else { Encoding::Windows1252 };
    let reason = match telling_word(sample, encoding) {
        None => format!(
            "The bytes are not UTF-8, and Windows-1250 and Windows-1252 read them alike; {encoding} is taken"
        ),
        Some((read, otherwise)) if central != western => format!(
            "The bytes are not UTF-8; as {encoding} they give words such as “{read}”, otherwise “{otherwise}”"
        ),
        Some((read, otherwise)) => format!(
            "The bytes are not UTF-8 and may be Windows-1252 (“{read}”) or Windows-1250 (“{otherwise}”): please check"
        ),
    };
    Finding { encoding, bom: false, reason }
}

/// The neighbor of a byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Near {
    Edge,
    Vowel,
    Consonant,
    High,
}

fn near(byte: u8) -> Near {
    match byte.to_ascii_lowercase() {
        b'a' | b'e' | b'i' | b'o' | b'u' | b'y' => Near::Vowel,
        // áéíóúý, äëöü and their capitals stand for the same vowel in both.
        0xC1 | 0xC4 | 0xC9 | 0xCB | 0xCD | 0xD3 | 0xD4 | 0xD6 | 0xDA | 0xDC | 0xDD => Near::Vowel,
        0xE1 | 0xE4 | 0xE9 | 0xEB | 0xED | 0xF3 | 0xF4 | 0xF6 | 0xFA | 0xFC | 0xFD => Near::Vowel,
        b'a'..=b'z' => Near::Consonant,
        0x80.. => Near::High,
        _ => Near::Edge,
    }
}

/// Points for (Central European, Western European) that one byte gives among its neighbors.
fn weigh(byte: u8, before: Near, after: Near) -> (i64, i64) {
    use Near::{Consonant, Edge, Vowel};
    let in_word = before != Edge || after != Edge;
    match byte {
        // Ť Ź ť mean nothing in Windows-1252.
        0x8D | 0x8F | 0x9D => (4, 0),
        // Š Ž š ž are the same in both, yet hardly any Western language has them.
        0x8A | 0x8E | 0x9A | 0x9E if in_word => (3, 0),
        // Ś ś ź Ş: Œ œ Ÿ are rare.
        0x8C | 0x9C | 0x9F if in_word => (1, 0),
        // Ł ł Ą ą Ľ ľ Ż ż Ş ş within a word; the others are signs such as £ ³ ¥ ¹ ¼ ¾ ¯ ¿ ª º.
        0xA3 | 0xA5 | 0xAA | 0xAF | 0xB3 | 0xB9 | 0xBA | 0xBC | 0xBE | 0xBF => {
            if after == Vowel || after == Consonant || (before != Edge && after != Edge) {
                (2, 0)
            } else {
                (0, 1)
            }
        }
        // Č č or È è.
        0xC8 | 0xE8 => match (before, after) {
            (Edge, Edge) => (0, 1),
            (Edge, _) => (2, 0),
            (Vowel, Edge) => (2, 0),
            (_, Vowel) => (2, 0),
            (Consonant, Consonant | Edge) => (0, 2),
            _ => (0, 0),
        },
        // Ć ć ends names; æ stands inside.
        0xC6 | 0xE6 => match (before, after) {
            (Vowel, Edge | Vowel) => (2, 0),
            (Consonant | Edge, Consonant) => (0, 2),
            _ => (0, 0),
        },
        // å, hardly ever ĺ.
        0xC5 | 0xE5 => (0, 2),
        // Ř ř or Ø ø.
        0xD8 | 0xF8 => match (before, after) {
            (_, Vowel) => (2, 0),
            (Consonant, Consonant | Edge) | (Edge, Consonant) => (0, 2),
            _ => (0, 0),
        },
        // Ě ě or ì.
        0xCC | 0xEC => {
            if before != Edge && after == Edge {
                (0, 1)
            } else {
                (1, 0)
            }
        }
        // Ň ň or ò; Ń ń or ñ.
        0xD2 | 0xF2 => match (before, after) {
            (Consonant, Edge) => (0, 1),
            (Vowel, Edge | Vowel) => (1, 0),
            _ => (0, 0),
        },
        0xD1 | 0xF1 => {
            if after == Vowel {
                (0, 2)
            } else {
                (2, 0)
            }
        }
        // ő or õ; ă or ã; ę or ê; ů or ù; đ or ð; ŕ or à.
        0xD5 | 0xF5 => {
            if after == Vowel {
                (0, 1)
            } else {
                (1, 0)
            }
        }
        0xC3 | 0xE3 => (0, 1),
        0xCA | 0xEA => {
            if after == Edge && in_word {
                (1, 0)
            } else {
                (0, 1)
            }
        }
        0xD9 | 0xF9 => {
            if after == Edge {
                (0, 1)
            } else {
                (1, 0)
            }
        }
        0xD0 | 0xF0 if in_word => (1, 0),
        0xC0 | 0xE0 => (0, 1),
        _ => (0, 0),
    }
}

/// A word the two encodings read differently: as `chosen` reads it, and as the other does.
fn telling_word(sample: &[u8], chosen: Encoding) -> Option<(String, String)> {
    let other = if chosen == Encoding::Windows1250 { WINDOWS_1252 } else { WINDOWS_1250 };
    sample
        .split(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric())
        .filter(|word| word.len() <= 40 && word.iter().any(|byte| !byte.is_ascii()))
        .take(10_000)
        .filter_map(|word| {
            let read = chosen.codec().decode_without_bom_handling(word).0;
            let otherwise = other.decode_without_bom_handling(word).0;
            (read != otherwise).then(|| {
                let shown: String = otherwise.chars().filter(|c| !c.is_control()).collect();
                (read.into_owned(), shown)
            })
        })
        .max_by_key(|(read, _)| read.chars().filter(|c| c.is_alphabetic()).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn central(text: &str) -> Vec<u8> {
        WINDOWS_1250.encode(text).0.into_owned()
    }

    fn western(text: &str) -> Vec<u8> {
        WINDOWS_1252.encode(text).0.into_owned()
    }

    #[test]
    fn marks_at_the_beginning_decide() {
        assert_eq!(detect(b"\xEF\xBB\xBFName").encoding, Encoding::Utf8);
        assert_eq!(detect(b"\xFF\xFEN\0").encoding, Encoding::Utf16Le);
        assert_eq!(detect(b"\xFE\xFF\0N").encoding, Encoding::Utf16Be);
        assert!(detect(b"\xFE\xFF\0N").bom);
    }

    #[test]
    fn utf16_without_a_mark_is_seen_by_its_zeros() {
        let bytes: Vec<u8> = "Ime;Mesto\nŽiga;Čadca".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(detect(&bytes).encoding, Encoding::Utf16Le);
        let bytes: Vec<u8> = "Ime;Mesto\nŽiga;Čadca".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(detect(&bytes).encoding, Encoding::Utf16Be);
    }

    #[test]
    fn a_sample_cut_inside_a_character_is_still_utf8() {
        let text = "Žiga Šuštaršič".as_bytes();
        let finding = detect(&text[..text.len() - 1]);
        assert_eq!((finding.encoding, finding.bom), (Encoding::Utf8, false));
    }

    #[test]
    fn central_european_names_are_told_from_western_ones() {
        for text in [
            "Žiga Šuštaršič; Čadca",
            "Ime;Priimek\nMatija;Kovačič\nJože;Horvat\nBlaž;Zupančič",
            "Meno;Mesto\nĽubomír Kováč;Košice\nTomáš Šťastný;Žilina\nJán Hraško;Považská Bystrica",
            "Jiří Dvořák;Plzeň\nLukáš Němec;České Budějovice",
            "Jelena Petrović;Niš\nĐorđe Marković;Čačak",
            "Łukasz Wiśniewski;Łódź\nMałgorzata Dąbrowska;Gdańsk",
            "Matej Černič",
        ] {
            let finding = detect(&central(text));
            assert_eq!(finding.encoding, Encoding::Windows1250, "{text}: {}", finding.reason);
        }
        for text in [
            "Åsa Sjögren;Malmö\nJörgen Öberg;Västerås\nMåns Ångström;Gävle",
            "Hélène Lefèvre;Genève\nFrançois Père;Besançon",
            "Søren Kjær;København\nBjørn Ødegård;Tromsø",
            "José Muñoz;A Coruña\nJoão Simões;São Paulo",
            "Jürgen Groß;Düsseldorf",
            "Nicolò Forlì;Caffè Perché",
        ] {
            let finding = detect(&western(text));
            assert_eq!(finding.encoding, Encoding::Windows1252, "{text}: {}", finding.reason);
        }
    }

    #[test]
    fn the_reason_shows_a_word_read_both_ways() {
        let finding = detect(&central("Ime\nŽiga Šuštaršič; Čadca"));
        assert!(
            finding.reason.contains("Šuštaršič") && finding.reason.contains("Šuštaršiè"),
            "{}",
            finding.reason
        );
    }

    #[test]
    fn a_mostly_utf8_file_stays_utf8_and_says_that_it_is_mixed() {
        let mut bytes = "Čadca, Šuštaršič, Žilina, Malmö\n".as_bytes().to_vec();
        bytes.extend_from_slice(&western("Å"));
        bytes.push(b'\n');
        let finding = detect(&bytes);
        assert_eq!(finding.encoding, Encoding::Utf8);
        assert!(finding.reason.contains("mixed"), "{}", finding.reason);
    }

    #[test]
    fn names_of_encodings_are_read_as_people_write_them() {
        for (text, wanted) in
            [("UTF-8", Encoding::Utf8), ("cp1250", Encoding::Windows1250), ("latin1", Encoding::Windows1252)]
        {
            assert_eq!(text.parse(), Ok(wanted));
        }
        assert!("ebcdic".parse::<Encoding>().unwrap_err().message.contains("windows-1250"));
    }
}
