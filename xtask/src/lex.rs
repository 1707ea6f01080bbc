//! Splits Rust and TypeScript into words, texts and comments: just enough to tell an identifier from prose. It is no parser; what it
//! cannot tell apart (a regular expression from a division, text between JSX tags from code) it reads as code.

use std::iter::Peekable;
use std::str::CharIndices;

/// What a piece of source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An identifier or keyword.
    Word,
    /// A text literal, without its quotes.
    Text,
    /// A comment, without its slashes.
    Comment,
    /// Any other single character, spaces left out.
    Sign,
}

/// One piece of source and the line it starts on, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// What it says.
    pub text: &'a str,
    /// Where it starts.
    pub line: usize,
}

/// The language of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Rust: nested comments, lifetimes, raw texts.
    Rust,
    /// TypeScript: three kinds of quotes, templates.
    TypeScript,
}

/// All pieces of a source, in order.
pub fn tokens(source: &str, language: Language) -> Vec<Token<'_>> {
    let mut lexer = Lexer { source, language, chars: source.char_indices().peekable(), line: 1 };
    std::iter::from_fn(|| lexer.next_token()).collect()
}

struct Lexer<'a> {
    source: &'a str,
    language: Language,
    chars: Peekable<CharIndices<'a>>,
    line: usize,
}

impl<'a> Lexer<'a> {
    fn next_token(&mut self) -> Option<Token<'a>> {
        self.skip_while(char::is_whitespace);
        let line = self.line;
        let start = self.position();
        let rest = self.source.get(start..)?;
        let first = rest.chars().next()?;
        let (kind, text) = if rest.starts_with("//") {
            (Kind::Comment, self.line_comment())
        } else if rest.starts_with("/*") {
            (Kind::Comment, self.block_comment())
        } else if let Some(hashes) = self.raw_text_hashes(rest) {
            (Kind::Text, self.raw_text(hashes))
        } else if is_quote(first, self.language) && !self.is_lifetime(rest) {
            (Kind::Text, self.quoted(first))
        } else if is_word_start(first) {
            self.skip_while(is_word_part);
            (Kind::Word, self.source.get(start..self.position()).unwrap_or_default())
        } else {
            self.bump();
            (Kind::Sign, self.source.get(start..self.position()).unwrap_or_default())
        };
        Some(Token { kind, text, line })
    }

    fn position(&mut self) -> usize {
        self.chars.peek().map_or(self.source.len(), |(position, _)| *position)
    }

    fn bump(&mut self) -> Option<char> {
        let (_, character) = self.chars.next()?;
        if character == '\n' {
            self.line += 1;
        }
        Some(character)
    }

    fn skip_while(&mut self, wanted: impl Fn(char) -> bool) {
        while self.chars.peek().is_some_and(|(_, character)| wanted(*character)) {
            self.bump();
        }
    }

    fn line_comment(&mut self) -> &'a str {
        let start = self.position();
        self.skip_while(|character| character != '\n');
        self.source.get(start..self.position()).unwrap_or_default().trim_start_matches(['/', '!']).trim()
    }

    fn block_comment(&mut self) -> &'a str {
        let start = self.position();
        let mut depth = 0_usize;
        loop {
            let here = self.position();
            let rest = self.source.get(here..).unwrap_or_default();
            if rest.starts_with("/*") && (depth == 0 || self.language == Language::Rust) {
                depth += 1;
                self.bump();
                self.bump();
            } else if rest.starts_with("*/") {
                depth = depth.saturating_sub(1);
                self.bump();
                self.bump();
            } else if self.bump().is_none() {
                break;
            }
            if depth == 0 {
                break;
            }
        }
        let text = self.source.get(start..self.position()).unwrap_or_default();
        text.trim_start_matches(['/', '*', '!']).trim_end_matches(['/', '*']).trim()
    }

    /// How many `#` open a raw text here, as in `r##"…"##`; none if no raw text starts here.
    fn raw_text_hashes(&self, rest: &str) -> Option<usize> {
        if self.language != Language::Rust {
            return None;
        }
        let after = ["br", "cr", "r"].iter().find_map(|prefix| rest.strip_prefix(prefix))?;
        let unhashed = after.trim_start_matches('#');
        unhashed.starts_with('"').then(|| after.len() - unhashed.len())
    }

    fn raw_text(&mut self, hashes: usize) -> &'a str {
        self.skip_while(|character| character != '"');
        self.bump();
        let start = self.position();
        let close = format!("\"{}", "#".repeat(hashes));
        let rest = self.source.get(start..).unwrap_or_default();
        let end = start + rest.find(&close).unwrap_or(rest.len());
        while self.position() < end + close.len() && self.bump().is_some() {}
        self.source.get(start..end).unwrap_or_default()
    }

    /// `'a` in Rust is a lifetime unless a quote closes it right after one character.
    fn is_lifetime(&self, rest: &str) -> bool {
        let mut following = rest.chars().skip(1);
        self.language == Language::Rust
            && rest.starts_with('\'')
            && following.next().is_some_and(is_word_start)
            && following.next() != Some('\'')
    }

    fn quoted(&mut self, quote: char) -> &'a str {
        self.bump();
        let start = self.position();
        let ends_with_line = self.language == Language::TypeScript && quote != '`';
        let mut end = start;
        while let Some((position, character)) = self.chars.peek().copied() {
            end = position;
            // A quote that nothing closes on its line is an apostrophe in JSX text or in a regular expression.
            if character == quote || (ends_with_line && character == '\n') {
                self.bump();
                break;
            }
            self.bump();
            if character == '\\' {
                self.bump();
            }
            end = self.position();
        }
        self.source.get(start..end).unwrap_or_default()
    }
}

fn is_quote(character: char, language: Language) -> bool {
    matches!(character, '"' | '\'') || (character == '`' && language == Language::TypeScript)
}

fn is_word_start(character: char) -> bool {
    character.is_alphabetic() || character == '_' || character == '$'
}

fn is_word_part(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '$'
}

/// The parts of an identifier in lower case: `openDealsByStage` and `OPEN_DEALS_BY_STAGE` are *open, deals, by, stage*.
pub fn parts(identifier: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut previous_is_lower = false;
    let characters: Vec<char> = identifier.chars().collect();
    for (index, character) in characters.iter().enumerate() {
        let next_is_lower = characters.get(index + 1).is_some_and(|next| next.is_lowercase());
        let starts_part = character.is_uppercase() && (previous_is_lower || next_is_lower);
        if !character.is_alphabetic() || starts_part {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.extend(character.to_lowercase().filter(|lower| lower.is_alphabetic()));
        }
        previous_is_lower = character.is_lowercase();
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_kind(source: &str, language: Language, kind: Kind) -> Vec<&str> {
        tokens(source, language)
            .into_iter()
            .filter(|token| token.kind == kind)
            .map(|token| token.text)
            .collect()
    }

    #[test]
    fn rust_words_are_told_from_texts_and_comments() {
        let source = r##"
            //! head
            fn find<'a>(name: &'a str) -> char { /* why /* nested */ so */ let c = 'x'; let q = '\''; "say \"hi\"" }
            const RAW: &str = r#"raw "inner" text"#; // end
        "##;
        let words = of_kind(source, Language::Rust, Kind::Word);
        let expected =
            ["fn", "find", "a", "name", "a", "str", "char", "let", "c", "let", "q", "const", "RAW", "str"];
        assert_eq!(words, expected);
        let texts = of_kind(source, Language::Rust, Kind::Text);
        assert_eq!(texts, ["x", "\\'", "say \\\"hi\\\"", "raw \"inner\" text"]);
        let comments = of_kind(source, Language::Rust, Kind::Comment);
        assert_eq!(comments, ["head", "why /* nested */ so", "end"]);
    }

    #[test]
    fn an_apostrophe_in_jsx_swallows_only_its_line() {
        let source = "<Text>Don't</Text>\nconst after = `a\n${b}`;";
        let words = of_kind(source, Language::TypeScript, Kind::Word);
        assert_eq!(words, ["Text", "Don", "const", "after"]);
    }

    #[test]
    fn lines_are_counted_through_texts_and_comments() {
        let source = "/* one\ntwo */ \"three\nfour\" five";
        let found = tokens(source, Language::Rust).into_iter().find(|token| token.text == "five");
        assert_eq!(found.map(|token| token.line), Some(3));
    }

    #[test]
    fn identifiers_fall_into_their_parts() {
        assert_eq!(parts("openDealsByStage"), ["open", "deals", "by", "stage"]);
        assert_eq!(parts("OPEN_DEALS"), ["open", "deals"]);
        assert_eq!(parts("HTTPServer2Id"), ["http", "server", "id"]);
        assert_eq!(parts("_"), Vec::<String>::new());
    }
}
