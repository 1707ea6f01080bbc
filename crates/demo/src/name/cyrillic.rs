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

fn single(letter: char) -> char {
    const LATIN: &str = "ABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠabvgdđežzijklmnoprstćufhcčš";
    const CYRILLIC: &str = "АБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШабвгдђежзијклмнопрстћуфхцчш";
    let position = LATIN.chars().position(|known| known == letter);
    position.and_then(|position| CYRILLIC.chars().nth(position)).unwrap_or(letter)
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
