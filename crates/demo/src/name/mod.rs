//! Names of people in the languages of the customers.

mod cyrillic;
mod list;

pub(crate) use cyrillic::to_cyrillic;

use crate::chance::Chance;
use dictionary::PersonName;
use list::{DE, EN, List, SK, SL, SR, SV};

/// The language and script of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) enum Tongue {
    #[default]
    English,
    Slovenian,
    Slovak,
    Swedish,
    SerbianLatin,
    SerbianCyrillic,
    German,
}

impl Tongue {
    /// The key of the choice.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Tongue::English => "en",
            Tongue::Slovenian => "sl",
            Tongue::Slovak => "sk",
            Tongue::Swedish => "sv",
            Tongue::SerbianLatin => "sr_latn",
            Tongue::SerbianCyrillic => "sr",
            Tongue::German => "de",
        }
    }

    /// Whether it is written in Cyrillic.
    pub(crate) fn is_cyrillic(self) -> bool {
        self == Tongue::SerbianCyrillic
    }

    fn list(self) -> &'static List {
        match self {
            Tongue::English => &EN,
            Tongue::Slovenian => &SL,
            Tongue::Slovak => &SK,
            Tongue::Swedish => &SV,
            Tongue::SerbianLatin | Tongue::SerbianCyrillic => &SR,
            Tongue::German => &DE,
        }
    }

    /// The text in the script of the language; Serbian texts are kept in Latin.
    pub(crate) fn written(self, text: &str) -> String {
        if self.is_cyrillic() { to_cyrillic(text) } else { text.to_string() }
    }
}

/// A given name with its gender.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given {
    /// The name, in Latin.
    pub(crate) name: &'static str,
    /// Whether a woman bears it.
    pub(crate) female: bool,
}

/// The given name at a position of the language's list, counted around.
pub(crate) fn given(tongue: Tongue, position: u64) -> Given {
    let list = tongue.list();
    let (women, men) = (list.women.len() as u64, list.men.len() as u64);
    let position = position % (women + men).max(1);
    let female = position < women;
    let name =
        if female { list.women.get(position as usize) } else { list.men.get((position - women) as usize) };
    Given { name: name.copied().unwrap_or_default(), female }
}

/// How many given names a language has.
pub(crate) fn given_count(tongue: Tongue) -> u64 {
    (tongue.list().women.len() + tongue.list().men.len()) as u64
}

/// How many family names a language has.
pub(crate) fn family_count(tongue: Tongue) -> u64 {
    tongue.list().families.len() as u64
}

/// The family name at a position of the language's list, as a man bears it.
pub(crate) fn family(tongue: Tongue, position: u64) -> &'static str {
    let families = tongue.list().families;
    families.get((position % families.len().max(1) as u64) as usize).copied().unwrap_or_default()
}

/// The whole name, in the script of its bearer: Slovak women bear the feminine form.
pub(crate) fn whole(tongue: Tongue, given: Given, family: &str) -> PersonName {
    let family = if tongue == Tongue::Slovak && given.female { feminine(family) } else { family.to_string() };
    PersonName { given: tongue.written(given.name), family: tongue.written(&family) }
}

/// The feminine form of a Slovak family name.
fn feminine(family: &str) -> String {
    if let Some(stem) = family.strip_suffix('ý') {
        return format!("{stem}á");
    }
    let stem = family.strip_suffix(['a', 'o']).unwrap_or(family);
    format!("{stem}ová")
}

/// What somebody does at work, in the form of the bearer's gender.
pub(crate) fn job(tongue: Tongue, female: bool, chance: &mut Chance) -> String {
    let (man, woman) = chance.pick(tongue.list().jobs);
    tongue.written(if female { woman } else { man })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn slovak_women_bear_the_feminine_form() {
        for (man, woman) in [("Novák", "Nováková"), ("Malý", "Malá"), ("Hruška", "Hrušková")] {
            assert_eq!(feminine(man), woman);
        }
        let jana = Given { name: "Jana", female: true };
        assert_eq!(whole(Tongue::Slovak, jana, "Kováč").display(), "Jana Kováčová");
        assert_eq!(whole(Tongue::Slovenian, jana, "Kovač").display(), "Jana Kovač");
        assert_eq!(whole(Tongue::SerbianCyrillic, jana, "Petrović").display(), "Јана Петровић");
    }

    #[test]
    fn names_stay_apart_when_folded() {
        for tongue in [
            Tongue::English,
            Tongue::Slovenian,
            Tongue::Slovak,
            Tongue::Swedish,
            Tongue::SerbianLatin,
            Tongue::German,
        ] {
            let names: Vec<String> =
                (0..given_count(tongue)).map(|i| vocabulary::fold(given(tongue, i).name)).collect();
            let different: HashSet<&String> = names.iter().collect();
            assert_eq!(different.len(), names.len(), "{tongue:?}");
            let families: HashSet<String> =
                (0..family_count(tongue)).map(|i| vocabulary::fold(family(tongue, i))).collect();
            assert!(families.len() >= 30 && families.len() as u64 == family_count(tongue), "{tongue:?}");
        }
    }
}
