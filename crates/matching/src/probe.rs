//! What to ask an index of words for, so that it finds records that might be one with a candidate: when there is no time to look at
//! all of them, as while somebody types.

use crate::candidate::Candidate;
use crate::normal;
use crate::table::other_forms;
use crate::view::{NameView, View};

/// The most other forms of a given name that are asked for.
const MOST_FORMS: usize = 6;

/// Texts to search for, the most telling first. Each stands for the beginnings of words that a record has all of.
pub fn probes(candidate: &Candidate) -> Vec<String> {
    let packed = normal::packed(candidate);
    let view = View::read(&packed);
    let mut probes: Vec<String> = Vec::new();
    for name in &view.names {
        of_name(*name, &mut probes);
    }
    if view.names.is_empty() {
        of_title(view.words, &mut probes);
    }
    let mut known = std::collections::HashSet::new();
    probes.retain(|probe| !probe.is_empty() && known.insert(probe.clone()));
    probes
}

fn of_name(name: NameView<'_>, into: &mut Vec<String>) {
    let given = name.given.split(' ').next().unwrap_or_default();
    // Of a double family name the longer half is the one that others have too.
    let family = name.family.split(' ').max_by_key(|word| word.len()).unwrap_or_default();
    if given.is_empty() || family.is_empty() {
        into.push(format!("{given}{family}"));
        return;
    }
    into.push(format!("{given} {family}"));
    into.extend(other_forms(given).into_iter().take(MOST_FORMS).map(|form| format!("{form} {family}")));
    // A slip rarely falls on the first letters, nor on both names.
    into.push(format!("{} {family}", beginning(given, 1)));
    into.push(format!("{given} {}", beginning(family, 3)));
}

fn of_title(words: &str, into: &mut Vec<String>) {
    let longest = words.split(' ').max_by_key(|word| word.len()).unwrap_or_default();
    into.push(words.to_string());
    into.push(longest.to_string());
    if longest.len() > 5 {
        into.push(beginning(longest, 5).to_string());
    }
}

fn beginning(word: &str, letters: usize) -> &str {
    word.char_indices().nth(letters).map_or(word, |(end, _)| word.get(..end).unwrap_or(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PersonName;
    use vocabulary::Id;

    #[test]
    fn names_are_asked_for_in_their_forms_and_firms_without_their_legal_form() {
        let mut candidate = Candidate::new(Id::from_bytes([1; 16]));
        candidate.names = vec![PersonName { given: "Bob".to_string(), family: "Kovač".to_string() }];
        let found = probes(&candidate);
        assert_eq!(found[0], "bob kovac");
        assert!(found.contains(&"robert kovac".to_string()) && found.contains(&"b kovac".to_string()));
        let mut firm = Candidate::new(Id::from_bytes([1; 16]));
        firm.title = "Novak & Sinovi d.o.o.".to_string();
        assert_eq!(probes(&firm), ["novak sinovi", "sinovi", "sinov"]);
        assert_eq!(probes(&Candidate::new(Id::from_bytes([1; 16]))), Vec::<String>::new());
    }
}
