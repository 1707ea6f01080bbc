//! What someone typed, understood: words, mail addresses, phone numbers in any spelling.

use super::text::{JOINT, MAX_WORD, SHORT, joined, mark, object_word, owner_word, shortened};
use crate::dialect::Dialect;
use crate::query::{Scope, Visibility};
use vocabulary::{WorkspaceId, fold, words};

/// Most parts taken of what was typed; nobody types more.
const MAX_PARTS: usize = 12;

/// One part: each of its ways is a list of beginnings of words, all of which a record must have; one way is enough.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) ways: Vec<Vec<String>>,
}

/// What was typed: a record must have all parts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) parts: Vec<Part>,
    /// The whole text, folded, for titles.
    pub(crate) folded: String,
}

impl Phrase {
    /// Reads what was typed; nothing when there is no letter or digit in it.
    pub(crate) fn read(typed: &str) -> Option<Phrase> {
        let folded = fold(shortened(typed, 300));
        let mut parts: Vec<Part> = Vec::new();
        let mut number: Vec<&str> = Vec::new();
        for piece in folded.split(' ') {
            let numeric = piece.chars().any(|c| c.is_ascii_digit())
                && piece.chars().all(|c| c.is_ascii_digit() || "+()-./".contains(c));
            if numeric {
                number.push(piece);
                continue;
            }
            parts.extend(number_part(&std::mem::take(&mut number)));
            let plain = piece_words(piece);
            if piece.contains('@') {
                let address = joined(piece.trim_start_matches("mailto:").trim_matches(['<', '>', ',', ';']));
                parts.push(Part { ways: vec![vec![address], plain] });
            } else {
                parts.extend(plain.into_iter().map(|word| Part { ways: vec![vec![word]] }));
            }
        }
        parts.extend(number_part(&number));
        parts.retain_mut(|part| {
            part.ways.retain(|way| !way.is_empty());
            !part.ways.is_empty()
        });
        parts.truncate(MAX_PARTS);
        if parts.is_empty() { None } else { Some(Phrase { parts, folded }) }
    }

    /// Whether these words have all parts.
    pub(crate) fn found_in(&self, words: &[String]) -> bool {
        self.parts.iter().all(|part| part.found_in(words))
    }

    /// The expression of the word index, within what the viewer may see; nothing when that is nothing.
    pub(crate) fn expression(
        &self,
        dialect: Dialect,
        workspace: WorkspaceId,
        sight: &Sight<'_>,
    ) -> Option<String> {
        self.spelled(&Spelling { dialect, mark: mark(workspace), whole: false }, sight)
    }

    /// The same, but for whole words only. SQLite answers it from the newest end of one list for each word, however many
    /// records have it; a beginning makes it merge the lists of all words that begin so.
    pub(crate) fn whole_words(
        &self,
        dialect: Dialect,
        workspace: WorkspaceId,
        sight: &Sight<'_>,
    ) -> Option<String> {
        self.spelled(&Spelling { dialect, mark: mark(workspace), whole: true }, sight)
    }

    fn spelled(&self, spelling: &Spelling, sight: &Sight<'_>) -> Option<String> {
        let places = sight.places(spelling)?;
        let mut all: Vec<String> = self
            .parts
            .iter()
            .map(|part| {
                let ways = part.ways.iter();
                spelling.any(
                    ways.map(|way| spelling.all(way.iter().map(|word| spelling.beginning(word)).collect()))
                        .collect(),
                )
            })
            .collect();
        all.extend(places);
        Some(spelling.all(all))
    }
}

impl Part {
    /// Whether these words have it.
    pub(crate) fn found_in(&self, words: &[String]) -> bool {
        self.ways.iter().any(|way| {
            way.iter().all(|beginning| words.iter().any(|word| word.starts_with(beginning.as_str())))
        })
    }
}

/// Numbers that stand together: as they are (a code, an invoice), or as one phone number without its leading zeros.
fn number_part(pieces: &[&str]) -> Option<Part> {
    if pieces.is_empty() {
        return None;
    }
    let plain: Vec<String> = pieces.iter().flat_map(|piece| piece_words(piece)).collect();
    let digits: String = pieces.iter().flat_map(|piece| piece.chars()).filter(char::is_ascii_digit).collect();
    let digits = shortened(digits.trim_start_matches('0'), MAX_WORD).to_string();
    // A foreign number typed with the zero of its own country in brackets: +386 (0)40 123 456.
    let bracketed = pieces.concat();
    let mut ways = vec![plain];
    if digits.len() >= 3 && ways.first().is_none_or(|way| way.as_slice() != [digits.clone()]) {
        ways.push(vec![digits]);
    }
    if bracketed.contains("(0)") {
        let digits: String = bracketed.replace("(0)", "").chars().filter(char::is_ascii_digit).collect();
        ways.push(vec![shortened(digits.trim_start_matches('0'), MAX_WORD).to_string()]);
    }
    Some(Part { ways })
}

fn piece_words(piece: &str) -> Vec<String> {
    words(piece).into_iter().map(|word| shortened(&word, MAX_WORD).to_string()).collect()
}

/// Which records are looked through.
pub(crate) struct Sight<'a> {
    /// Their objects.
    pub(crate) objects: &'a [&'a str],
    /// These are all objects that search knows.
    pub(crate) complete: bool,
    /// What the viewer may see of them.
    pub(crate) visibility: &'a dyn Visibility,
}

impl Sight<'_> {
    /// Where to look, `Some(None)` for everywhere; nothing when there is nothing to see. Objects seen alike are named
    /// together, and not at all when that is all of them: each list less is time won.
    fn places(&self, spelling: &Spelling) -> Option<Option<String>> {
        let mut alike: Vec<(Scope, Vec<String>)> = Vec::new();
        for object in self.objects {
            let scope = self.visibility.scope(object);
            let sees_nothing =
                matches!(&scope, Scope::Owners(owners) if owners.is_empty()) || scope == Scope::Nothing;
            let word = spelling.exact(&object_word(&spelling.mark, object));
            match alike.iter_mut().find(|(known, _)| *known == scope) {
                _ if sees_nothing => {}
                Some((_, words)) => words.push(word),
                None => alike.push((scope, vec![word])),
            }
        }
        let seen: usize = alike.iter().map(|(_, words)| words.len()).sum();
        let all_alike = self.complete && alike.len() == 1 && seen == self.objects.len();
        if alike.is_empty() {
            return None;
        }
        let mut places = Vec::new();
        for (scope, words) in alike {
            let mut parts = Vec::new();
            if !all_alike {
                parts.push(spelling.any(words));
            }
            if let Scope::Owners(owners) = scope {
                let owner = |owner: &vocabulary::Id| spelling.exact(&owner_word(&spelling.mark, *owner));
                parts.push(spelling.any(owners.iter().map(owner).collect()));
            }
            if parts.is_empty() {
                return Some(None);
            }
            places.push(spelling.all(parts));
        }
        Some(Some(spelling.any(places)))
    }
}

/// How the two indexes spell an expression.
struct Spelling {
    dialect: Dialect,
    mark: String,
    /// Takes words as they are, not as beginnings.
    whole: bool,
}

impl Spelling {
    fn exact(&self, word: &str) -> String {
        match self.dialect {
            Dialect::Sqlite => format!("\"{word}\""),
            Dialect::Postgres => format!("'{word}'"),
        }
    }

    fn beginning(&self, word: &str) -> String {
        match self.dialect {
            // Short beginnings are words of their own in this index.
            Dialect::Sqlite if self.whole || (word.chars().nth(SHORT).is_none() && !word.contains(JOINT)) => {
                format!("\"{}{word}\"", self.mark)
            }
            Dialect::Sqlite => format!("\"{}{word}\" *", self.mark),
            Dialect::Postgres => format!("'{}{word}':*", self.mark),
        }
    }

    fn all(&self, parts: Vec<String>) -> String {
        self.combine(parts, " AND ", " & ")
    }

    fn any(&self, parts: Vec<String>) -> String {
        self.combine(parts, " OR ", " | ")
    }

    fn combine(&self, parts: Vec<String>, sqlite: &str, postgres: &str) -> String {
        let between = if self.dialect == Dialect::Sqlite { sqlite } else { postgres };
        if parts.len() == 1 { parts.concat() } else { format!("({})", parts.join(between)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::SeesAll;

    #[test]
    fn numbers_are_codes_or_phones() {
        for (typed, ways) in [
            ("040 123 456", vec![vec!["040", "123", "456"], vec!["40123456"]]),
            (
                "+386 (0)40 123-456",
                vec![vec!["386", "0", "40", "123", "456"], vec!["386040123456"], vec!["38640123456"]],
            ),
            ("0038640123456", vec![vec!["0038640123456"], vec!["38640123456"]]),
            ("536365", vec![vec!["536365"]]),
        ] {
            let phrase = Phrase::read(typed).unwrap();
            assert_eq!(phrase.parts.len(), 1, "{typed}");
            assert_eq!(phrase.parts[0].ways, ways, "{typed}");
        }
    }

    #[test]
    fn nothing_typed_reaches_the_syntax_of_the_index() {
        for typed in ["\" OR 1", "a* NEAR(b)", "x' | 'y", "title:ana", "-ana ^b"] {
            let phrase = Phrase::read(typed).unwrap();
            for part in phrase.parts.iter().flat_map(|part| &part.ways).flatten() {
                assert!(part.chars().all(|c| c.is_alphanumeric() || c > '\u{E000}'), "{typed} gave {part}");
            }
            let sight = Sight { objects: &["person"], complete: false, visibility: &SeesAll };
            assert!(phrase.expression(Dialect::Sqlite, WorkspaceId(1), &sight).is_some());
        }
        assert_eq!(Phrase::read(" – ' \" "), None);
    }
}
