//! Who may see a record, and why: worked out from everybody's role and team, for those who may see it themselves.

use super::{Authenticated, Role, Team, User, role, team, user};
use crate::Platform;
use records::{Access, Extent, Permission, Rights};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use store::record::Meta;
use vocabulary::{Id, Result};

/// Something with a name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Titled {
    /// The id.
    pub id: Id,
    /// The name.
    pub name: String,
}

/// Why somebody sees a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Why {
    /// `administrator`, `all`, `team` or `owner`.
    pub code: &'static str,
    /// The same in words.
    pub text: String,
}

/// What one user may do with a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UserAccess {
    /// The user.
    pub user: Titled,
    /// Their role; administrators alone are told.
    pub role: Option<Titled>,
    /// Their team.
    pub team: Option<Titled>,
    /// They see it.
    pub read: bool,
    /// They may change it.
    pub change: bool,
    /// They may remove it.
    pub remove: bool,
    /// Why they see it.
    pub why: Why,
}

/// A field that is hidden from some roles.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HiddenField {
    /// The field.
    pub field: String,
    /// The names of the roles that do not see it.
    pub roles: Vec<String>,
}

/// Who may see a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordAccess {
    /// Those who see it, by name.
    pub data: Vec<UserAccess>,
    /// Fields that some roles do not see; administrators alone are told.
    pub hidden_fields: Vec<HiddenField>,
}

/// Who may see a record of the object whose URL has that plural. For those who may see it themselves.
pub fn record_access(
    platform: &Platform,
    asker: &Authenticated,
    plural: &str,
    id: Id,
) -> Result<RecordAccess> {
    let administrator = asker.rights.administrator();
    platform.engine.read(&asker.context(platform), |reading| {
        let object = reading.object_by_plural(plural)?;
        let record = reading.get(&object.key, id)?;
        let workspace = asker.workspace.id;
        let roles: HashMap<Id, Role> =
            role::all(reading.reader(), workspace)?.into_iter().map(|role| (role.id, role)).collect();
        let teams = team::all(reading.reader(), workspace)?;
        let users = user::all(reading.reader(), workspace)?;
        let mut data = Vec::new();
        for user in users.iter().filter(|user| user.active) {
            let Some(role) = roles.get(&user.role) else { continue };
            let rights = Rights::new(role.rights.clone(), Some(user.id), mates(user, &teams, &users))
                .guarding(platform.engine.guarded());
            if rights.reaches(&object.key, Permission::Read, record.meta()) {
                let own = teams.iter().find(|team| Some(team.id) == user.team);
                data.push(UserAccess {
                    user: Titled { id: user.id, name: user.name.clone() },
                    role: administrator.then(|| Titled { id: role.id, name: role.name.clone() }),
                    team: own.map(|team| Titled { id: team.id, name: team.name.clone() }),
                    read: true,
                    change: rights.reaches(&object.key, Permission::Change, record.meta()),
                    remove: rights.reaches(&object.key, Permission::Remove, record.meta()),
                    why: why(&rights, &object.key, user, record.meta()),
                });
            }
        }
        let hidden_fields = if administrator { hidden(&object.key, roles.values()) } else { Vec::new() };
        Ok(RecordAccess { data, hidden_fields })
    })
}

/// The users of a user's own team and of all teams below it.
fn mates(user: &User, teams: &[Team], users: &[User]) -> Vec<Id> {
    let Some(own) = user.team else { return Vec::new() };
    let below = team::below(teams, own);
    let among = users.iter().filter(|other| other.team.is_some_and(|team| below.contains(&team)));
    among.map(|other| other.id).collect()
}

fn why(rights: &Rights, object: &str, user: &User, record: &Meta) -> Why {
    let (code, text) = if rights.administrator() {
        ("administrator", "Administrators see everything.")
    } else if record.owner == Some(user.id) {
        ("owner", "The record is theirs.")
    } else if rights.extent(object, Permission::Read) == Extent::Team {
        ("team", "Its owner is in their team or in one below.")
    } else {
        ("all", "Their role sees all records of this object.")
    };
    Why { code, text: text.to_string() }
}

/// The fields of an object that are hidden from some roles, by their keys.
fn hidden<'r>(object: &str, roles: impl Iterator<Item = &'r Role>) -> Vec<HiddenField> {
    let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for role in roles.filter(|role| !role.rights.administrator) {
        let of_object = role.rights.fields.iter().filter(|(_, access)| **access == Access::Hidden);
        for field in of_object
            .filter_map(|(path, _)| path.split_once('.'))
            .filter(|(of, _)| *of == object)
            .map(|(_, field)| field)
        {
            fields.entry(field.to_string()).or_default().push(role.name.clone());
        }
    }
    let sorted = |mut roles: Vec<String>| {
        roles.sort();
        roles
    };
    fields.into_iter().map(|(field, roles)| HiddenField { field, roles: sorted(roles) }).collect()
}
