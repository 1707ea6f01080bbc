//! How far the eyes of the one reached who ran an analysis. A result tells of what its maker saw: the maker sees it as long as they
//! see no less than then, and others see it if it was made of all records and they too see all of them.

use super::Analysis;
use dictionary::Dictionary;
use records::{Extent, Reading, Rights};
use serde::{Deserialize, Serialize};
use standard::segment;
use std::collections::{BTreeMap, BTreeSet};
use store::query::{Scope, Visibility};
use vocabulary::{Error, Id, Result};

/// What was seen of the objects an analysis looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reach {
    /// By object: whose records; none for all.
    rows: BTreeMap<String, Option<BTreeSet<Id>>>,
    /// Fields that were hidden.
    hidden: BTreeSet<String>,
}

impl Reach {
    /// How far the rights of whoever reads reach over what an analysis looks at.
    pub(super) fn of(reading: &Reading<'_>, analysis: &Analysis) -> Result<Reach> {
        let objects = looked_at(reading, analysis)?;
        Ok(Reach::over(&reading.context().rights, reading.dictionary(), objects.iter().map(String::as_str)))
    }

    /// How far these rights reach, over some objects.
    pub(crate) fn over<'k>(
        rights: &Rights,
        dictionary: &Dictionary,
        objects: impl Iterator<Item = &'k str>,
    ) -> Reach {
        let mut rows = BTreeMap::new();
        let mut hidden = BTreeSet::new();
        for key in objects {
            let seen = match rights.scope(key) {
                Scope::All => None,
                Scope::Nothing => Some(BTreeSet::new()),
                Scope::Owners(owners) => Some(owners.iter().copied().collect()),
            };
            rows.insert(key.to_string(), seen);
            let fields = dictionary.object(key).map(|object| object.fields.as_slice()).unwrap_or_default();
            let unseen = fields.iter().filter(|field| !rights.may_read(key, &field.key));
            hidden.extend(unseen.map(|field| format!("{key}.{}", field.key)));
        }
        Reach { rows, hidden }
    }

    /// Of what nothing is told.
    pub(crate) fn nothing() -> Reach {
        Reach { rows: BTreeMap::new(), hidden: BTreeSet::new() }
    }

    /// The objects it is about.
    pub(crate) fn objects(&self) -> impl Iterator<Item = &str> {
        self.rows.keys().map(String::as_str)
    }

    /// Whether all records were seen. A field that was hidden made the result another one, not one that tells more.
    pub(super) fn is_whole(&self) -> bool {
        self.rows.values().all(Option::is_none)
    }

    /// Whether whoever reaches so far sees all that was seen then.
    pub(crate) fn covers(&self, then: &Reach) -> bool {
        let rows = then.rows.iter().all(|(key, seen)| match (self.rows.get(key), seen) {
            (Some(None), _) => true,
            (Some(Some(now)), Some(seen)) => seen.is_subset(now),
            _ => false,
        });
        rows && self.hidden.is_subset(&then.hidden)
    }

    /// Whether a run that was made with this reach may be told to somebody.
    pub(super) fn shows_to(&self, rights: &Rights, dictionary: &Dictionary, maker: bool) -> bool {
        // What was looked at then, whatever the analysis or the rules of segments look at today.
        let now = Reach::over(rights, dictionary, self.rows.keys().map(String::as_str));
        (maker || self.is_whole()) && now.covers(self)
    }
}

/// The objects an analysis looks at. One that tells of segments looks at all that their rules do: who belongs to one tells of it.
fn looked_at(reading: &Reading<'_>, analysis: &Analysis) -> Result<BTreeSet<String>> {
    let mut found: BTreeSet<String> =
        analysis.needs.iter().chain(analysis.also).map(|key| (*key).to_string()).collect();
    if !analysis.also.contains(&segment::KEY) {
        return Ok(found);
    }
    for list in reading.dictionary().lists.values() {
        let Some(rule) = reading.rule_ways(&list.object, &list.filter)? else { continue };
        found.extend(rule.objects().map(str::to_string));
        found.insert(list.noun.clone());
    }
    Ok(found)
}

/// Refuses whoever may not read what an analysis needs: for them it does not exist.
pub(super) fn demand(rights: &Rights, analysis: &Analysis) -> Result<()> {
    let sees = |key: &str| rights.object(key).read > Extent::None;
    if analysis.needs.iter().all(|key| sees(key)) { Ok(()) } else { Err(Error::not_found()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(rows: &[(&str, Option<&[u8]>)], hidden: &[&str]) -> Reach {
        let id = |number: &u8| format!("01890000-0000-7000-8000-0000000000{number:02}").parse().unwrap();
        let owners = |list: &[u8]| list.iter().map(id).collect();
        Reach {
            rows: rows.iter().map(|(key, seen)| ((*key).to_string(), seen.map(owners))).collect(),
            hidden: hidden.iter().map(|field| (*field).to_string()).collect(),
        }
    }

    #[test]
    fn nobody_sees_what_their_own_eyes_do_not_reach() {
        let all = reach(&[("purchase", None)], &[]);
        let own = reach(&[("purchase", Some(&[1]))], &[]);
        let team = reach(&[("purchase", Some(&[1, 2]))], &[]);
        let other = reach(&[("purchase", Some(&[2]))], &[]);
        let half = reach(&[("purchase", None)], &["purchase.total"]);
        let nothing = reach(&[], &[]);
        assert!(all.covers(&all) && all.covers(&own) && all.covers(&half) && team.covers(&own));
        assert!(!own.covers(&all) && !own.covers(&team) && !own.covers(&other));
        assert!(!half.covers(&all) && half.covers(&half) && !nothing.covers(&own));
        assert!(all.is_whole() && half.is_whole() && !team.is_whole());
    }
}
