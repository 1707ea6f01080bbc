//! Serbian Latin to Cyrillic, letter by letter.

/// The text in Serbian Cyrillic; what is no Serbian letter stays.
pub(crate) fn to_cyrillic(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        if let Some(pair) = digraph(letter, next) {
            out.push(pair);
            letters.next();
        } else {
            out.push(single(letter));
        }
    }
    out
}

fn digraph(first: char, second: char) -> Option<char> {
    Some(match (first, second) {
        ('L', 'j' | 'J') => 'Љ',
        ('l', 'j') => 'љ',
        ('N', 'j' | 'J') => 'Њ',
        ('n', 'j') => 'њ',
        ('D', 'ž' | 'Ž') => 'Џ',
        ('d', 'ž') => 'џ',
        _ => return None,
    })
}

#[rustfmt::skip]
fn single(letter: char) -> char {
    match letter {
        'A' => 'А', 'B' => 'Б', 'V' => 'В', 'G' => 'Г', 'D' => 'Д', 'Đ' => 'Ђ', 'E' => 'Е', 'Ž' => 'Ж', 'Z' => 'З',
        'I' => 'И', 'J' => 'Ј', 'K' => 'К', 'L' => 'Л', 'M' => 'М', 'N' => 'Н', 'O' => 'О', 'P' => 'П', 'R' => 'Р',
        'S' => 'С', 'T' => 'Т', 'Ć' => 'Ћ', 'U' => 'У', 'F' => 'Ф', 'H' => 'Х', 'C' => 'Ц', 'Č' => 'Ч', 'Š' => 'Ш',
        'a' => 'а', 'b' => 'б', 'v' => 'в', 'g' => 'г', 'd' => 'д', 'đ' => 'ђ', 'e' => 'е', 'ž' => 'ж', 'z' => 'з',
        'i' => 'и', 'j' => 'ј', 'k' => 'к', 'l' => 'л', 'm' => 'м', 'n' => 'н', 'o' => 'о', 'p' => 'п', 'r' => 'р',
        's' => 'с', 't' => 'т', 'ć' => 'ћ', 'u' => 'у', 'f' => 'ф', 'h' => 'х', 'c' => 'ц', 'č' => 'ч', 'š' => 'ш',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::to_cyrillic;

    #[test]
    fn letters_and_pairs_are_written_in_cyrillic() {
        for (latin, cyrillic) in [
            ("Petrović", "Петровић"),
            ("Ljubica Njegoš", "Љубица Његош"),
            ("Džemal Đorđe Živković", "Џемал Ђорђе Живковић"),
            ("Niš, 18000", "Ниш, 18000"),
        ] {
            assert_eq!(to_cyrillic(latin), cyrillic);
        }
    }
}
