//! Who sells: users and teams, whose names everybody may see.

use records::Reading;
use std::collections::BTreeMap;
use store::Datum;
use store::table::{Condition, Select};
use vocabulary::{Id, Result};

/// A user.
#[derive(Clone, Debug)]
pub(super) struct User {
    pub(super) name: String,
    pub(super) team: Option<Id>,
}

/// A team.
#[derive(Clone, Debug)]
pub(super) struct Team {
    pub(super) name: String,
    pub(super) parent: Option<Id>,
}

/// All users and teams.
#[derive(Clone, Debug, Default)]
pub(super) struct Staff {
    pub(super) users: BTreeMap<Id, User>,
    pub(super) teams: BTreeMap<Id, Team>,
}

impl Staff {
    pub(super) fn read(reading: &mut Reading<'_>) -> Result<Staff> {
        let filter = vec![Condition::Eq("workspace_id", reading.context().workspace.into())];
        let mut staff = Staff::default();
        for row in reading.reader().select(&Select::new("team", &["id", "name", "parent"], filter.clone()))? {
            if let [Datum::Id(id), Datum::Text(name), parent] = row.as_slice() {
                staff.teams.insert(*id, Team { name: name.clone(), parent: parent.id() });
            }
        }
        for row in reading.reader().select(&Select::new("user", &["id", "name", "team_id"], filter))? {
            if let [Datum::Id(id), Datum::Text(name), team] = row.as_slice() {
                staff.users.insert(*id, User { name: name.clone(), team: team.id() });
            }
        }
        Ok(staff)
    }

    /// The teams a user belongs to: their own and all above it.
    pub(super) fn teams_of(&self, user: Id) -> Vec<Id> {
        let mut found = Vec::new();
        let mut next = self.users.get(&user).and_then(|user| user.team);
        while let Some(team) = next.filter(|team| !found.contains(team)) {
            found.push(team);
            next = self.teams.get(&team).and_then(|team| team.parent);
        }
        found
    }

    /// The users of a team and of all below it.
    pub(super) fn users_of(&self, team: Id) -> Vec<Id> {
        self.users.keys().copied().filter(|user| self.teams_of(*user).contains(&team)).collect()
    }
}
