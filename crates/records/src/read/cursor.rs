//! Places in lists merged from several sources (timeline, trash): how far each source was told. Opaque to users.

use vocabulary::{Error, Id, Result};

/// How far one source was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Up to this sort value and id, both told already.
    After(i64, Option<Id>),
    /// To its end.
    End,
}

/// How far each source was told, by its key. A source that is missing was not begun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Places(Vec<(String, Place)>);

impl Places {
    /// Reads the text a page ended with.
    pub(super) fn parse(cursor: Option<&str>) -> Result<Places> {
        let wrong = || Error::invalid("cursor", "malformed", "This is no cursor of this list.");
        let Some(text) = cursor else { return Ok(Places::default()) };
        let mut places = Vec::new();
        for source in text.split('.') {
            let mut parts = source.split('~');
            let (key, number, id) =
                (parts.next().unwrap_or_default(), parts.next().ok_or_else(wrong)?, parts.next());
            let place = match (number, id) {
                ("end", None) => Place::End,
                (number, None) => Place::After(number.parse().map_err(|_| wrong())?, None),
                (number, Some(id)) => {
                    Place::After(number.parse().map_err(|_| wrong())?, Some(id.parse().map_err(|_| wrong())?))
                }
            };
            places.push((key.to_string(), place));
        }
        Ok(Places(places))
    }

    /// How far a source was told.
    pub(super) fn of(&self, key: &str) -> Option<Place> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, place)| *place)
    }

    /// Notes how far a source was told.
    pub(super) fn set(&mut self, key: &str, place: Place) {
        match self.0.iter_mut().find(|(known, _)| known == key) {
            Some((_, known)) => *known = place,
            None => self.0.push((key.to_string(), place)),
        }
    }

    /// The text for the next page.
    pub(super) fn to_text(&self) -> String {
        let source = |(key, place): &(String, Place)| match place {
            Place::End => format!("{key}~end"),
            Place::After(number, None) => format!("{key}~{number}"),
            Place::After(number, Some(id)) => format!("{key}~{number}~{id}"),
        };
        self.0.iter().map(source).collect::<Vec<_>>().join(".")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_back_and_nonsense_is_refused() {
        let mut places = Places::default();
        places.set("note", Place::After(-5, "018bcfe5-6800-7000-8000-000000000001".parse().ok()));
        places.set("event", Place::After(12, None));
        places.set("call", Place::End);
        assert_eq!(Places::parse(Some(&places.to_text())).unwrap(), places);
        assert_eq!(Places::parse(None).unwrap(), Places::default());
        for wrong in ["", "note", "note~x", "note~1~x", "note~~", "note~end~x"] {
            assert!(Places::parse(Some(wrong)).is_err(), "{wrong}");
        }
    }
}
