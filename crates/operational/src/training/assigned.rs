//! Who is to complete which course, and by when.

use super::library::scan;
use crate::sales::house::{linked_id, text_of};
use crate::sales::staff::Staff;
use dictionary::Value;
use records::{Reading, Viewed};
use standard::course_assignment as noun;
use std::collections::{BTreeMap, HashMap, HashSet};
use store::Datum;
use store::table::{Condition, Select};
use vocabulary::{Date, Error, Id, Result};

/// An assignment.
#[derive(Clone, Debug)]
pub(super) struct Assignment {
    pub(super) id: Id,
    pub(super) course: Id,
    pub(super) to: Whom,
    pub(super) due: Option<Date>,
}

/// Whom it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    /// Somebody.
    User(Id),
    /// A team and all below it.
    Team(Id),
    /// Everybody who has a role.
    Role(Id),
}

/// Whom the fields of an assignment name; none unless they name just one.
pub(super) fn whom<'v>(value: impl Fn(&str) -> Option<&'v Value>) -> Option<Whom> {
    let role = text_of(value(noun::ROLE.key())).and_then(|text| text.parse().ok());
    let named = [
        linked_id(value(noun::USER.key())).map(Whom::User),
        linked_id(value(noun::TEAM.key())).map(Whom::Team),
        role.map(Whom::Role),
    ];
    let mut named = named.into_iter().flatten();
    named.next().filter(|_| named.next().is_none())
}

/// The users who still work here, with what decides whom an assignment is for.
pub(super) struct People {
    pub(super) staff: Staff,
    roles: HashMap<Id, Id>,
}

impl People {
    pub(super) fn read(reading: &mut Reading<'_>) -> Result<People> {
        let staff = Staff::read(reading)?;
        let filter = vec![Condition::Eq("workspace_id", reading.context().workspace.into())];
        let rows = reading.reader().select(&Select::new("user", &["id", "role_id"], filter))?;
        let role = |row: Vec<Datum>| match row.as_slice() {
            [Datum::Id(user), Datum::Id(role)] => Ok((*user, *role)),
            _ => Err(Error::internal("user: a row reads otherwise than it was written")),
        };
        Ok(People { staff, roles: rows.into_iter().map(role).collect::<Result<_>>()? })
    }

    /// Those who work here and are meant.
    pub(super) fn meant(&self, whom: Whom) -> HashSet<Id> {
        let all: HashSet<Id> = match whom {
            Whom::User(user) => HashSet::from([user]),
            Whom::Team(team) => self.staff.users_of(team),
            Whom::Role(role) => {
                self.roles.iter().filter(|(_, of)| **of == role).map(|(user, _)| *user).collect()
            }
        };
        all.into_iter().filter(|user| self.staff.users.get(user).is_some_and(|user| user.active)).collect()
    }
}

/// All assignments; read in the house's name.
pub(super) fn all(reading: &mut Reading<'_>) -> Result<Vec<Assignment>> {
    let found = scan(reading, noun::KEY, None)?;
    Ok(found.iter().filter_map(of).collect())
}

fn of(record: &Viewed) -> Option<Assignment> {
    Some(Assignment {
        id: record.id(),
        course: linked_id(record.value(noun::COURSE.key()))?,
        to: whom(|key| record.value(key))?,
        due: match record.value(noun::DUE_ON.key()) {
            Some(Value::Date(due)) => Some(*due),
            _ => None,
        },
    })
}

/// When each user is to have completed each course: the earliest day that somebody said, none where nobody did.
pub(super) fn due(people: &People, assignments: &[Assignment]) -> BTreeMap<(Id, Id), Option<Date>> {
    let mut due: BTreeMap<(Id, Id), Option<Date>> = BTreeMap::new();
    for one in assignments {
        for user in people.meant(one.to) {
            let known = due.entry((user, one.course)).or_default();
            *known = match (*known, one.due) {
                (Some(known), Some(other)) => Some(known.min(other)),
                (known, other) => known.or(other),
            };
        }
    }
    due
}
