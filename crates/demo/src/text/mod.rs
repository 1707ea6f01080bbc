//! What people write about customers: sentences put together from templates in the customer's language.
//!
//! Slots: `{n}` the person, `{c}` the company (or the person), `{p}` a product, `{q}` a quantity, `{d}` a day, `{e}` an
//! amount, `{o}` a colleague. Templates use names in the nominative only, so that they fit in every language.

mod en;
mod sk;
mod sl;
mod sr;
mod sv;

use crate::chance::Chance;
use crate::name::{Tongue, to_cyrillic};
use vocabulary::Date;

type List = &'static [&'static str];

/// The templates of one language.
#[derive(Debug)]
pub(crate) struct Texts {
    pub(crate) call_subjects: List,
    pub(crate) call_openings: List,
    pub(crate) missed: List,
    pub(crate) remarks: List,
    pub(crate) steps: List,
    pub(crate) meeting_subjects: List,
    pub(crate) meeting_openings: List,
    pub(crate) meeting_results: List,
    pub(crate) task_subjects: List,
    pub(crate) task_bodies: List,
    pub(crate) note_subjects: List,
    pub(crate) note_bodies: List,
    pub(crate) lead_names: List,
    pub(crate) lead_messages: List,
    pub(crate) deal_remarks: List,
    pub(crate) preferences: List,
    pub(crate) company_remarks: List,
    pub(crate) return_notes: List,
}

/// The templates of a language; German customers are served in English.
pub(crate) fn texts(tongue: Tongue) -> &'static Texts {
    match tongue {
        Tongue::English | Tongue::German => &en::TEXTS,
        Tongue::Slovenian => &sl::TEXTS,
        Tongue::Slovak => &sk::TEXTS,
        Tongue::Swedish => &sv::TEXTS,
        Tongue::SerbianLatin | Tongue::SerbianCyrillic => &sr::TEXTS,
    }
}

/// What fills the slots of a template.
#[derive(Debug)]
pub(crate) struct Slots<'a> {
    pub(crate) tongue: Tongue,
    pub(crate) person: &'a str,
    pub(crate) company: &'a str,
    pub(crate) product: &'a str,
    pub(crate) colleague: &'a str,
    pub(crate) quantity: i64,
    pub(crate) day: Date,
    /// Whole euros.
    pub(crate) euros: i64,
}

impl Slots<'_> {
    /// One template of a list, filled.
    pub(crate) fn one(&self, list: List, chance: &mut Chance) -> String {
        let mut out = String::with_capacity(160);
        self.fill(chance.pick(list), &mut out);
        out
    }

    /// Sentences out of several lists, one after the other.
    pub(crate) fn several(&self, lists: &[List], chance: &mut Chance) -> String {
        let mut out = String::with_capacity(320);
        for list in lists {
            if !out.is_empty() {
                out.push(' ');
            }
            self.fill(chance.pick(list), &mut out);
        }
        out
    }

    fn fill(&self, template: &str, out: &mut String) {
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            self.push_text(before, out);
            let (slot, tail) = after.split_once('}').unwrap_or((after, ""));
            self.push_slot(slot, out);
            rest = tail;
        }
        self.push_text(rest, out);
    }

    fn push_text(&self, text: &str, out: &mut String) {
        if self.tongue.is_cyrillic() { out.push_str(&to_cyrillic(text)) } else { out.push_str(text) }
    }

    fn push_slot(&self, slot: &str, out: &mut String) {
        match slot {
            "n" => out.push_str(self.person),
            "c" => out.push_str(self.company),
            "p" => out.push_str(self.product),
            "o" => out.push_str(self.colleague),
            "q" => out.push_str(&self.quantity.to_string()),
            "d" => out.push_str(&self.day_text()),
            "e" => out.push_str(&self.amount()),
            _ => {}
        }
    }

    fn day_text(&self) -> String {
        const MONTHS: &[&str] = &[
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let (_, month, day) = self.day.parts();
        match self.tongue {
            Tongue::English | Tongue::German => {
                format!(
                    "{day} {}",
                    MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default()
                )
            }
            Tongue::Swedish => format!("{day}/{month}"),
            _ => format!("{day}. {month}."),
        }
    }

    fn amount(&self) -> String {
        let separator = match self.tongue {
            Tongue::English | Tongue::German => ",",
            Tongue::Slovak | Tongue::Swedish => "\u{a0}",
            _ => ".",
        };
        let digits = self.euros.to_string();
        let split = digits.len().saturating_sub(3);
        match digits.split_at_checked(split) {
            Some((thousands, rest)) if split > 0 => format!("{thousands}{separator}{rest} €"),
            _ => format!("{digits} €"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Topic;

    fn lists(texts: &Texts) -> Vec<List> {
        vec![
            texts.call_subjects,
            texts.call_openings,
            texts.missed,
            texts.remarks,
            texts.steps,
            texts.meeting_subjects,
            texts.meeting_openings,
            texts.meeting_results,
            texts.task_subjects,
            texts.task_bodies,
            texts.note_subjects,
            texts.note_bodies,
            texts.lead_names,
            texts.lead_messages,
            texts.deal_remarks,
            texts.preferences,
            texts.company_remarks,
            texts.return_notes,
        ]
    }

    #[test]
    fn templates_name_only_known_slots_and_differ() {
        for tongue in
            [Tongue::English, Tongue::Slovenian, Tongue::Slovak, Tongue::Swedish, Tongue::SerbianLatin]
        {
            for list in lists(texts(tongue)) {
                assert!(list.len() >= 3, "{tongue:?}: {list:?}");
                for (index, template) in list.iter().enumerate() {
                    assert!(!list[..index].contains(template), "{template} stands twice");
                    for part in template.split('{').skip(1) {
                        let slot = part.split('}').next().unwrap();
                        assert!(
                            ["n", "c", "p", "q", "d", "e", "o"].contains(&slot),
                            "{tongue:?}: {template}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn cyrillic_texts_keep_the_names_of_products() {
        let slots = Slots {
            tongue: Tongue::SerbianCyrillic,
            person: "Јелена Петровић",
            company: "Petrović metal d.o.o.",
            product: "Band saw BS-230",
            colleague: "Nina Kralj",
            quantity: 3,
            day: "2026-03-05".parse().unwrap(),
            euros: 12_400,
        };
        let mut out = String::new();
        slots.fill("{n} pita za {p}: {q}, {d}, {e}.", &mut out);
        assert_eq!(out, "Јелена Петровић пита за Band saw BS-230: 3, 5. 3., 12.400 €.");
        assert_ne!(slots.one(texts(Tongue::SerbianLatin).steps, &mut Chance::of(1, Topic::Activity, 1)), "");
    }
}
