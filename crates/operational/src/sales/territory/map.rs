//! All territories of a workspace in the sequence in which they are asked: those inside another before it, then by their place.

use serde_json::Value as Json;
use standard::{company, deal, lead, territory};
use std::collections::{HashMap, HashSet};
use store::table::{Condition, Select};
use store::{Datum, Reader};
use vocabulary::{Error, Id, Result, WorkspaceId};

/// The objects whose records are in territories, and the field that says which of them.
pub(in crate::sales) const OBJECTS: [(&str, &str); 3] = [
    (company::KEY, territory::COMPANIES.key()),
    (lead::KEY, territory::LEADS.key()),
    (deal::KEY, territory::DEALS.key()),
];

/// A territory.
#[derive(Clone, Debug)]
pub(in crate::sales) struct Place {
    pub(in crate::sales) id: Id,
    pub(in crate::sales) name: String,
    pub(in crate::sales) parent: Option<Id>,
    pub(in crate::sales) owner: Option<Id>,
    pub(in crate::sales) team: Option<Id>,
    pub(super) position: i64,
    /// Its conditions on companies, leads and deals.
    pub(super) filters: [Option<Json>; 3],
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub(in crate::sales) struct Territories {
    /// In the sequence in which they are asked.
    pub(in crate::sales) places: Vec<Place>,
}

impl Territories {
    /// Reads them.
    pub(in crate::sales) fn read(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<Territories> {
        const COLUMNS: &[&str] = &[
            "id",
            "name",
            "parent",
            "owner",
            "team",
            "position",
            "company_filter",
            "lead_filter",
            "deal_filter",
        ];
        let filter = vec![Condition::Eq("workspace_id", workspace.into()), Condition::IsNull("removed_at")];
        let rows = reader.select(&Select::new(territory::KEY, COLUMNS, filter))?;
        Ok(Territories::of(rows.iter().map(|row| place(row)).collect::<Result<_>>()?))
    }

    /// Puts them into sequence.
    pub(super) fn of(places: Vec<Place>) -> Territories {
        let known: HashSet<Id> = places.iter().map(|place| place.id).collect();
        let mut below: HashMap<Option<Id>, Vec<Place>> = HashMap::new();
        for place in places {
            below.entry(place.parent.filter(|parent| known.contains(parent))).or_default().push(place);
        }
        let mut map = Territories::default();
        map.take(None, &mut below);
        // Those in a circle, which no rule lets happen but a merge or an undo might, come last and are not lost.
        let mut rest: Vec<Place> = below.into_values().flatten().collect();
        rest.sort_by_key(|place| (place.position, place.id));
        map.places.extend(rest);
        map
    }

    fn take(&mut self, parent: Option<Id>, below: &mut HashMap<Option<Id>, Vec<Place>>) {
        let mut here = below.remove(&parent).unwrap_or_default();
        here.sort_by_key(|place| (place.position, place.id));
        for place in here {
            self.take(Some(place.id), below);
            self.places.push(place);
        }
    }

    /// One of them.
    pub(in crate::sales) fn place(&self, id: Id) -> Option<&Place> {
        self.places.iter().find(|place| place.id == id)
    }

    /// A territory and all around it, from the inside.
    pub(in crate::sales) fn around(&self, id: Id) -> Vec<&Place> {
        let mut found: Vec<&Place> = Vec::new();
        let mut next = Some(id);
        while let Some(place) = next.and_then(|id| self.place(id)) {
            if found.iter().any(|known| known.id == place.id) {
                break;
            }
            found.push(place);
            next = place.parent;
        }
        found
    }

    /// A territory and all inside it.
    pub(in crate::sales) fn inside(&self, id: Id) -> Vec<Id> {
        let inside = |place: &&Place| self.around(place.id).iter().any(|around| around.id == id);
        let found: Vec<Id> = self.places.iter().filter(inside).map(|place| place.id).collect();
        // One that is gone has no records either.
        if found.is_empty() { vec![id] } else { found }
    }

    /// The conditions on an object, in the sequence in which they are asked.
    pub(super) fn conditions(&self, object: &str) -> Vec<(&Place, &Json)> {
        let Some(at) = OBJECTS.iter().position(|(key, _)| *key == object) else { return Vec::new() };
        self.places
            .iter()
            .filter_map(|place| place.filters.get(at).and_then(Option::as_ref).map(|filter| (place, filter)))
            .collect()
    }
}

fn place(row: &[Datum]) -> Result<Place> {
    let [Datum::Id(id), name, parent, owner, team, position, companies, leads, deals] = row else {
        return Err(Error::internal("territory: a row reads otherwise than it was written"));
    };
    let filter = |text: &Datum| text.text().and_then(|text| serde_json::from_str(text).ok());
    Ok(Place {
        id: *id,
        name: name.text().unwrap_or_default().to_string(),
        parent: parent.id(),
        owner: owner.id(),
        team: team.id(),
        position: position.integer().unwrap_or(i64::MAX),
        filters: [filter(companies), filter(leads), filter(deals)],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(id: u8, parent: Option<u8>, position: i64) -> Place {
        let id_of = |id: u8| Id::from_bytes([id; 16]);
        Place {
            id: id_of(id),
            name: id.to_string(),
            parent: parent.map(id_of),
            owner: None,
            team: None,
            position,
            filters: [None, None, None],
        }
    }

    #[test]
    fn those_inside_come_before_what_is_around_them_and_none_is_lost() {
        let map = Territories::of(vec![
            made(1, None, 2),
            made(2, Some(1), 2),
            made(3, Some(1), 1),
            made(4, None, 1),
            made(5, Some(9), 3),
            made(6, Some(7), 1),
            made(7, Some(6), 2),
        ]);
        let names: Vec<&str> = map.places.iter().map(|place| place.name.as_str()).collect();
        assert_eq!(names, ["4", "3", "2", "1", "5", "6", "7"]);
        let id = |id: u8| Id::from_bytes([id; 16]);
        assert_eq!(map.inside(id(1)), [id(3), id(2), id(1)]);
        assert_eq!(map.around(id(6)).len(), 2, "a circle ends");
    }
}
