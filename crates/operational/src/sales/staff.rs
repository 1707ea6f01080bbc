//! Who sells: the users of a workspace and their teams in a tree, as sums are rolled up through it.

use records::Reading;
use std::collections::{BTreeMap, HashMap, HashSet};
use store::Datum;
use store::table::{Condition, Select};
use vocabulary::{Error, Id, Result};

/// A team.
#[derive(Clone, Debug)]
pub(crate) struct Team {
    /// Its name.
    pub(crate) name: String,
    /// The team above.
    pub(crate) parent: Option<Id>,
}

/// A user.
#[derive(Clone, Debug)]
pub(crate) struct User {
    /// The name.
    pub(crate) name: String,
    /// The team.
    pub(crate) team: Option<Id>,
    /// Whether the user may still sign in.
    pub(crate) active: bool,
}

/// All users and teams.
#[derive(Clone, Debug)]
pub(crate) struct Staff {
    /// Users by id.
    pub(crate) users: BTreeMap<Id, User>,
    /// Teams by id.
    pub(crate) teams: BTreeMap<Id, Team>,
    below: HashMap<Option<Id>, Vec<Id>>,
}

impl Staff {
    /// Reads them. Everybody may see who there is.
    pub(crate) fn read(reading: &mut Reading<'_>) -> Result<Staff> {
        let filter = vec![Condition::Eq("workspace_id", reading.context().workspace.into())];
        let rows =
            reading.reader().select(&Select::new("team", &["id", "name", "parent"], filter.clone()))?;
        let mut teams = BTreeMap::new();
        for row in rows {
            let [Datum::Id(id), Datum::Text(name), parent] = row.as_slice() else {
                return Err(wrong("team"));
            };
            teams.insert(*id, Team { name: name.clone(), parent: parent.id() });
        }
        let select = Select::new("user", &["id", "name", "team_id", "active"], filter);
        let mut users = BTreeMap::new();
        for row in reading.reader().select(&select)? {
            let [Datum::Id(id), Datum::Text(name), team, active] = row.as_slice() else {
                return Err(wrong("user"));
            };
            let active = active.integer() == Some(1);
            users.insert(*id, User { name: name.clone(), team: team.id(), active });
        }
        let mut below: HashMap<Option<Id>, Vec<Id>> = HashMap::new();
        for (id, team) in &teams {
            below.entry(team.parent.filter(|parent| teams.contains_key(parent))).or_default().push(*id);
        }
        for list in below.values_mut() {
            list.sort_by(|a, b| {
                teams.get(a).map(|team| &team.name).cmp(&teams.get(b).map(|team| &team.name))
            });
        }
        Ok(Staff { users, teams, below })
    }

    /// The teams right below one, or at the top, by name.
    pub(crate) fn teams_below(&self, team: Option<Id>) -> &[Id] {
        self.below.get(&team).map_or(&[], Vec::as_slice)
    }

    /// A team and all below it.
    pub(crate) fn subtree(&self, team: Id) -> HashSet<Id> {
        let (mut found, mut left) = (HashSet::new(), vec![team]);
        while let Some(next) = left.pop() {
            if found.insert(next) {
                left.extend(self.teams_below(Some(next)));
            }
        }
        found
    }

    /// The users of a team and of all below it.
    pub(crate) fn users_of(&self, team: Id) -> HashSet<Id> {
        let teams = self.subtree(team);
        let inside = |user: &User| user.team.is_some_and(|team| teams.contains(&team));
        self.users.iter().filter(|(_, user)| inside(user)).map(|(id, _)| *id).collect()
    }
}

fn wrong(table: &str) -> Error {
    Error::internal(format!("{table}: a row reads otherwise than it was written"))
}
