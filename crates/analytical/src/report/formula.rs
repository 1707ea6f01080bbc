//! Formulas over the columns of a report: `A / B`, `round(100 * A / total(A), 1)`. Nothing but numbers, letters of columns, four
//! operations, parentheses and a few functions; what cannot be worked out is nothing, never an error and never infinite.

use super::definition::letter_at;

/// Longest formula, in letters.
const MOST_TEXT: usize = 400;
/// Deepest nesting.
const MOST_DEPTH: usize = 40;

/// A formula, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula(Term);

#[derive(Clone, Debug, PartialEq)]
enum Term {
    Number(f64),
    Column(usize),
    Total(usize),
    Minus(Box<Term>),
    Two(char, Box<Term>, Box<Term>),
    Call(Function, Vec<Term>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Function {
    Min,
    Max,
    Abs,
    Round,
    Or,
}

const FUNCTIONS: &[(&str, Function, std::ops::RangeInclusive<usize>)] = &[
    ("min", Function::Min, 1..=10),
    ("max", Function::Max, 1..=10),
    ("abs", Function::Abs, 1..=1),
    ("round", Function::Round, 1..=2),
    ("or", Function::Or, 2..=10),
];

impl Formula {
    /// Reads a formula over so many columns. The problem is told in a sentence.
    pub fn read(text: &str, columns: usize) -> Result<Formula, String> {
        if text.chars().count() > MOST_TEXT {
            return Err(format!("The formula is longer than {MOST_TEXT} letters."));
        }
        let tokens = tokens(text)?;
        let mut reader = Reader { tokens: &tokens, at: 0, columns, depth: 0 };
        let term = reader.sum()?;
        match reader.peek() {
            None => Ok(Formula(term)),
            Some(token) => Err(format!("The formula goes on after its end, with “{token}”.")),
        }
    }

    /// Its value over a row; `totals` are the same columns over all rows.
    pub fn value(&self, row: &[Option<f64>], totals: &[Option<f64>]) -> Option<f64> {
        self.0.value(row, totals).filter(|value| value.is_finite())
    }
}

impl Term {
    fn value(&self, row: &[Option<f64>], totals: &[Option<f64>]) -> Option<f64> {
        let finite = |value: f64| value.is_finite().then_some(value);
        match self {
            Term::Number(number) => Some(*number),
            Term::Column(at) => row.get(*at).copied().flatten(),
            Term::Total(at) => totals.get(*at).copied().flatten(),
            Term::Minus(term) => term.value(row, totals).map(|value| -value),
            Term::Two(sign, left, right) => {
                let (left, right) = (left.value(row, totals)?, right.value(row, totals)?);
                match sign {
                    '+' => finite(left + right),
                    '-' => finite(left - right),
                    '*' => finite(left * right),
                    _ if right == 0.0 => None,
                    _ => finite(left / right),
                }
            }
            Term::Call(function, terms) => {
                let mut values = terms.iter().map(|term| term.value(row, totals));
                match function {
                    Function::Or => values.flatten().next(),
                    Function::Min => values.flatten().reduce(f64::min),
                    Function::Max => values.flatten().reduce(f64::max),
                    Function::Abs => values.next().flatten().map(f64::abs),
                    Function::Round => {
                        let value = values.next().flatten()?;
                        let places = values.next().map_or(Some(0.0), |places| places)?.clamp(0.0, 6.0);
                        let scale = 10_f64.powi(places as i32);
                        finite((value * scale).round() / scale)
                    }
                }
            }
        }
    }
}

struct Reader<'t> {
    tokens: &'t [String],
    at: usize,
    columns: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&str> {
        self.tokens.get(self.at).map(String::as_str)
    }

    fn next(&mut self) -> Option<String> {
        self.at += 1;
        self.tokens.get(self.at - 1).cloned()
    }

    fn expect(&mut self, wanted: &str) -> Result<(), String> {
        match self.next() {
            Some(token) if token == wanted => Ok(()),
            Some(token) => Err(format!("Expected “{wanted}” instead of “{token}”.")),
            None => Err(format!("The formula ends where “{wanted}” is expected.")),
        }
    }

    fn sum(&mut self) -> Result<Term, String> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err("The formula is nested too deeply.".to_string());
        }
        let mut left = self.product()?;
        while let Some(sign) = self.peek().and_then(|token| one_of(token, "+-")) {
            self.at += 1;
            left = Term::Two(sign, Box::new(left), Box::new(self.product()?));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn product(&mut self) -> Result<Term, String> {
        let mut left = self.single()?;
        while let Some(sign) = self.peek().and_then(|token| one_of(token, "*/")) {
            self.at += 1;
            left = Term::Two(sign, Box::new(left), Box::new(self.single()?));
        }
        Ok(left)
    }

    fn single(&mut self) -> Result<Term, String> {
        let mut minus = false;
        while self.peek() == Some("-") {
            self.at += 1;
            minus = !minus;
        }
        let token = self.next().ok_or("The formula ends where a column or a number is expected.")?;
        let term = self.named(&token)?;
        Ok(if minus { Term::Minus(Box::new(term)) } else { term })
    }

    fn named(&mut self, token: &str) -> Result<Term, String> {
        if token == "(" {
            let inner = self.sum()?;
            self.expect(")")?;
            return Ok(inner);
        }
        if token.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
            return token.parse().map(Term::Number).map_err(|_| format!("“{token}” is no number."));
        }
        if let Some(at) = letter_at(token) {
            return self.column(at, token).map(Term::Column);
        }
        if token == "total" {
            self.expect("(")?;
            let name = self.next().unwrap_or_default();
            let at = letter_at(&name).ok_or("total() takes the letter of a column.")?;
            let at = self.column(at, &name)?;
            self.expect(")")?;
            return Ok(Term::Total(at));
        }
        let Some((name, function, takes)) = FUNCTIONS.iter().find(|(name, ..)| *name == token) else {
            let known = "min, max, abs, round, or, total";
            return Err(format!("“{token}” is not known here: use letters of columns and {known}."));
        };
        self.expect("(")?;
        let mut terms = vec![self.sum()?];
        while self.peek() == Some(",") {
            self.at += 1;
            terms.push(self.sum()?);
        }
        self.expect(")")?;
        if takes.contains(&terms.len()) {
            Ok(Term::Call(*function, terms))
        } else {
            Err(format!("{name}() does not take {} values.", terms.len()))
        }
    }

    fn column(&self, at: usize, token: &str) -> Result<usize, String> {
        if at < self.columns {
            return Ok(at);
        }
        let last = u8::try_from(self.columns).map_or('A', |count| char::from(b'A' + count.saturating_sub(1)));
        Err(format!("There is no column {}; a formula may use A to {last}.", token.to_uppercase()))
    }
}

fn one_of(token: &str, signs: &str) -> Option<char> {
    token.chars().next().filter(|sign| token.len() == 1 && signs.contains(*sign))
}

fn tokens(text: &str) -> Result<Vec<String>, String> {
    let mut tokens = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_whitespace() {
            continue;
        }
        let sign = match letter {
            '×' | '·' => '*',
            '÷' => '/',
            '−' | '–' => '-',
            other => other,
        };
        let goes_on: fn(char) -> bool = match sign {
            '+' | '-' | '*' | '/' | '(' | ')' | ',' => |_| false,
            '0'..='9' | '.' => |next| next.is_ascii_digit() || next == '.',
            'a'..='z' | 'A'..='Z' => |next| next.is_ascii_alphanumeric() || next == '_',
            other => return Err(format!("“{other}” is not known here.")),
        };
        let mut token = sign.to_string();
        while let Some(next) = letters.next_if(|next| goes_on(*next)) {
            token.push(next);
        }
        tokens.push(if token.len() > 1 { token.to_lowercase() } else { token });
    }
    if tokens.is_empty() { Err("The formula is empty.".to_string()) } else { Ok(tokens) }
}

#[cfg(test)]
mod tests {
    use super::Formula;

    #[test]
    fn formulas_are_worked_out_as_in_school_and_what_cannot_be_is_nothing() {
        let row = [Some(12.0), Some(4.0), None];
        let totals = [Some(48.0), Some(10.0), None];
        for (text, expected) in [
            ("A / B", Some(3.0)),
            ("a+b*2", Some(20.0)),
            ("(A + B) × 2 − 1", Some(31.0)),
            ("-A--B", Some(-8.0)),
            ("100 * A / total(A)", Some(25.0)),
            ("round(A / 7, 2)", Some(1.71)),
            ("max(A, B, C)", Some(12.0)),
            ("or(C, 7)", Some(7.0)),
            ("abs(B - A)", Some(8.0)),
            ("A / (B - 4)", None),
            ("A + C", None),
            ("total(C)", None),
        ] {
            assert_eq!(Formula::read(text, 3).unwrap().value(&row, &totals), expected, "{text}");
        }
        let huge = "9".repeat(180);
        assert_eq!(Formula::read(&format!("{huge} * {huge}"), 1).unwrap().value(&row, &totals), None);
    }

    #[test]
    fn a_wrong_formula_says_what_is_wrong() {
        let deep = "(".repeat(60);
        for (text, told) in [
            ("", "empty"),
            ("A +", "ends where a column"),
            ("A B", "goes on after its end"),
            ("D / A", "There is no column D; a formula may use A to C."),
            ("A $ B", "“$” is not known here"),
            ("sqrt(A)", "“sqrt” is not known"),
            ("round(A, 1, 2)", "does not take 3"),
            ("(A", "ends where “)”"),
            ("1.2.3", "no number"),
            ("total(1)", "takes the letter"),
            (&deep, "nested too deeply"),
        ] {
            let problem = Formula::read(text, 3).unwrap_err();
            assert!(problem.contains(told), "{text}: {problem}");
        }
    }
}
