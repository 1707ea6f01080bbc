//! What the number of a cell means, by the format it is shown in.

use std::collections::HashMap;
use std::io::Read;

use quick_xml::events::Event;

use super::xml::{Xml, attribute};
use crate::ReadError;

/// What a number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Meaning {
    #[default]
    Number,
    Percent,
    Date,
    DateTime,
    Time,
    /// Hours beyond a day, such as `[h]:mm`.
    Elapsed,
}

/// Formats a workbook may have; Excel allows 65,490.
const FORMATS: usize = 65_536;

/// The meaning of each cell style, by its number.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Meaning>);

impl Styles {
    pub fn read<S: Read>(mut xml: Xml<S>) -> Result<(Self, u64), ReadError> {
        let mut own = HashMap::new();
        let mut styles = Vec::new();
        let mut in_cell_styles = false;
        while let Some(event) = xml.next()? {
            match &event {
                Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                    "numFmt" if own.len() < FORMATS => {
                        let id = attribute(start, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                        if let (Some(id), Some(code)) = (id, attribute(start, "formatCode")) {
                            own.insert(id, meaning_of(&code));
                        }
                    }
                    "cellXfs" => in_cell_styles = matches!(event, Event::Start(_)),
                    "xf" if in_cell_styles && styles.len() < FORMATS => {
                        let id = attribute(start, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                        styles.push(own.get(&id).copied().unwrap_or_else(|| built_in(id)));
                    }
                    _ => {}
                },
                Event::End(end) if end.local_name().as_ref() == "cellXfs" => in_cell_styles = false,
                _ => {}
            }
        }
        let unpacked = xml.part().unpacked();
        Ok((Self(styles), unpacked))
    }

    pub fn meaning(&self, style: usize) -> Meaning {
        self.0.get(style).copied().unwrap_or_default()
    }
}

/// Formats every spreadsheet knows by number.
fn built_in(id: u32) -> Meaning {
    match id {
        9 | 10 => Meaning::Percent,
        14..=17 | 27..=31 | 36 | 50..=58 => Meaning::Date,
        22 => Meaning::DateTime,
        18..=21 | 32..=35 | 45 | 47 => Meaning::Time,
        46 => Meaning::Elapsed,
        _ => Meaning::Number,
    }
}

/// Reads a format code such as `dd/mm/yyyy hh:mm`.
fn meaning_of(code: &str) -> Meaning {
    let lower = code.to_lowercase().replace("am/pm", "").replace("a/p", "");
    if lower.starts_with("general") || lower.starts_with("standard") {
        return Meaning::Number;
    }
    let (mut day, mut month, mut time, mut percent) = (false, false, false, false);
    let mut characters = lower.chars();
    while let Some(c) = characters.next() {
        match c {
            '"' => {
                characters.by_ref().find(|c| *c == '"');
            }
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                if !inside.is_empty()
                    && ["h", "m", "s"].iter().any(|unit| inside.replace(unit, "").is_empty())
                {
                    return Meaning::Elapsed;
                }
            }
            // Only the first section counts: it shows positive numbers.
            ';' => break,
            'y' | 'd' => day = true,
            'm' => month = true,
            'h' | 's' => time = true,
            '%' => percent = true,
            _ => {}
        }
    }
    match (day || (month && !time), time) {
        (true, true) => Meaning::DateTime,
        (true, false) => Meaning::Date,
        (false, true) => Meaning::Time,
        (false, false) if percent => Meaning::Percent,
        (false, false) => Meaning::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_say_what_numbers_mean() {
        for (code, wanted) in [
            ("General", Meaning::Number),
            ("#,##0.00 \"days\"", Meaning::Number),
            ("#,##0.00\\ [$€-424]", Meaning::Number),
            ("[Red]-0.00", Meaning::Number),
            ("0.00E+00", Meaning::Number),
            ("0.0%", Meaning::Percent),
            ("dd/mm/yyyy", Meaning::Date),
            ("[$-424]d. mmmm yyyy;@", Meaning::Date),
            ("mmm-yy", Meaning::Date),
            ("yyyy-mm-dd hh:mm:ss", Meaning::DateTime),
            ("h:mm AM/PM", Meaning::Time),
            ("mm:ss.0", Meaning::Time),
            ("[h]:mm", Meaning::Elapsed),
            ("[mm]:ss", Meaning::Elapsed),
        ] {
            assert_eq!(meaning_of(code), wanted, "{code}");
        }
    }
}
