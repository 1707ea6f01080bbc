//! The rights of one user, worked out from the role once and then asked for every record and field.

use super::role::{Access, Extent, ObjectRights, Role};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::query::{Scope, Visibility};
use store::record::Meta;
use vocabulary::{Error, Id, Result};

/// What someone wants to do with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// See it.
    Read,
    /// Change it.
    Change,
    /// Remove or restore it.
    Remove,
    /// Take it out in an export.
    Export,
}

/// What one user may do.
#[derive(Clone, Debug)]
pub struct Rights {
    administrator: bool,
    objects: HashMap<String, ObjectRights>,
    others: ObjectRights,
    /// Object, then field.
    fields: HashMap<String, HashMap<String, Access>>,
    own: Arc<[Id]>,
    team: Arc<[Id]>,
    /// Tells these rights from all others of this process.
    number: u64,
}

/// The number of the rights worked out last.
static NUMBER: AtomicU64 = AtomicU64::new(0);

impl Rights {
    /// The rights a role gives a user. `team_users` are the users of the user's own team and of all teams below.
    pub fn new(role: Role, user: Option<Id>, team_users: Vec<Id>) -> Rights {
        let mut fields: HashMap<String, HashMap<String, Access>> = HashMap::new();
        for (path, access) in role.fields {
            if let Some((object, field)) = path.split_once('.') {
                fields.entry(object.to_string()).or_default().insert(field.to_string(), access);
            }
        }
        let mut team = team_users;
        team.extend(user);
        team.sort_unstable();
        team.dedup();
        let mut objects: HashMap<String, ObjectRights> = role.objects.into_iter().collect();
        let others = objects.remove("*").unwrap_or_default();
        Rights {
            administrator: role.administrator,
            objects,
            others,
            fields,
            own: user.into_iter().collect(),
            team: team.into(),
            number: NUMBER.fetch_add(1, Ordering::Relaxed) + 1,
        }
    }

    /// Keeps objects to roles that name them: what a role may do with all others does not count for these.
    #[must_use]
    pub fn guarding<'k>(mut self, objects: impl Iterator<Item = &'k str>) -> Rights {
        for object in objects {
            self.objects.entry(object.to_string()).or_default();
        }
        self
    }

    /// No limits: the system itself, the command line, an administrator.
    pub fn unlimited() -> Rights {
        Rights::new(Role { administrator: true, ..Role::default() }, None, Vec::new())
    }

    /// Tells these rights from all others of this process; those of administrators are alike. Never 0.
    pub(crate) fn number(&self) -> Option<u64> {
        (!self.administrator).then_some(self.number)
    }

    /// Whether these let do exactly what others do.
    pub fn are_alike(&self, other: &Rights) -> bool {
        self.administrator == other.administrator
            && (self.administrator
                || (self.objects == other.objects
                    && self.others == other.others
                    && self.fields == other.fields
                    && self.own == other.own
                    && self.team == other.team))
    }

    /// Whether the overlay, users and roles may be changed.
    pub fn administrator(&self) -> bool {
        self.administrator
    }

    /// What may be done with the records of an object.
    pub fn object(&self, object: &str) -> ObjectRights {
        if self.administrator {
            return ObjectRights::ALL;
        }
        let mut rights = self.objects.get(object).copied().unwrap_or(self.others);
        // What is not seen cannot be changed either, whatever the role says.
        rights.change = rights.change.min(rights.read);
        rights.remove = rights.remove.min(rights.read);
        rights.export = rights.export.min(rights.read);
        rights.create &= rights.read > Extent::None;
        rights
    }

    /// What may be done with a field.
    pub fn field(&self, object: &str, field: &str) -> Access {
        if self.administrator || self.fields.is_empty() {
            return Access::Write;
        }
        self.fields.get(object).and_then(|fields| fields.get(field)).copied().unwrap_or_default()
    }

    /// Whether a field may be written.
    pub fn may_write(&self, object: &str, field: &str) -> bool {
        self.field(object, field) == Access::Write
    }

    /// Whose records of an object a permission reaches.
    pub fn extent(&self, object: &str, permission: Permission) -> Extent {
        let rights = self.object(object);
        match permission {
            Permission::Read => rights.read,
            Permission::Change => rights.change,
            Permission::Remove => rights.remove,
            Permission::Export => rights.export,
        }
    }

    /// Whether a permission reaches one record.
    pub fn reaches(&self, object: &str, permission: Permission, record: &Meta) -> bool {
        self.reaches_those_of(object, permission, record.owner)
    }

    /// Whether a permission reaches the records somebody looks after, or those nobody does.
    pub fn reaches_those_of(&self, object: &str, permission: Permission, owner: Option<Id>) -> bool {
        let among = |users: &[Id]| owner.is_some_and(|owner| users.contains(&owner));
        match self.extent(object, permission) {
            Extent::None => false,
            Extent::Own => among(&self.own),
            Extent::Team => among(&self.team),
            Extent::All => true,
        }
    }

    /// Answers *forbidden* unless the permission reaches a record that is seen.
    pub(crate) fn demand(&self, object: &str, permission: Permission, record: &Meta) -> Result<()> {
        if self.reaches(object, permission, record) {
            return Ok(());
        }
        let what = match permission {
            Permission::Read => return Err(Error::not_found()),
            Permission::Change => "change",
            Permission::Remove => "remove",
            Permission::Export => "export",
        };
        Err(Error::Forbidden(format!("Your role does not let you {what} this record.")))
    }

    /// Answers *forbidden* unless the user is an administrator.
    pub(crate) fn demand_administrator(&self) -> Result<()> {
        if self.administrator {
            return Ok(());
        }
        Err(Error::Forbidden("Only an administrator may do this.".to_string()))
    }

    /// Whether there are fields this user does not see.
    pub(crate) fn hides_fields(&self) -> bool {
        !self.administrator && !self.fields.is_empty()
    }

    pub(crate) fn scope_of(&self, object: &str, permission: Permission) -> Scope {
        // Users and teams are no objects of the dictionary: everybody may see who there is, to name an owner.
        if object == "user" || object == "team" {
            return Scope::All;
        }
        match self.extent(object, permission) {
            Extent::None => Scope::Nothing,
            Extent::Own => Scope::Owners(Arc::clone(&self.own)),
            Extent::Team => Scope::Owners(Arc::clone(&self.team)),
            Extent::All => Scope::All,
        }
    }
}

impl Visibility for Rights {
    fn scope(&self, object: &str) -> Scope {
        self.scope_of(object, Permission::Read)
    }

    fn may_read(&self, object: &str, field: &str) -> bool {
        self.field(object, field) > Access::Hidden
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::{IdSource, SeededIds, Timestamp};

    fn role(json: &str) -> Role {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn nothing_unseen_can_be_changed() {
        let rights = Rights::new(
            role(r#"{"objects":{"*":{"read":"own","create":true,"change":"all","remove":"team"}}}"#),
            None,
            vec![],
        );
        let all = rights.object("thing");
        assert_eq!(
            (all.read, all.change, all.remove, all.export),
            (Extent::Own, Extent::Own, Extent::Own, Extent::None)
        );
        assert_eq!(rights.scope("thing"), Scope::Owners(Arc::from(Vec::new())));
        let none = Rights::new(Role::default(), None, vec![]);
        assert_eq!(none.scope("thing"), Scope::Nothing);
        assert_eq!(none.scope("user"), Scope::All);
        assert!(!none.object("thing").create);
    }

    #[test]
    fn a_guarded_object_is_seen_by_roles_that_name_it() {
        let all = r#"{"objects":{"*":{"read":"all","create":true}}}"#;
        let rights = Rights::new(role(all), None, vec![]).guarding(["secret"].into_iter());
        assert_eq!((rights.scope("secret"), rights.scope("thing")), (Scope::Nothing, Scope::All));
        assert!(!rights.object("secret").create);
        let named = r#"{"objects":{"*":{"read":"all"},"secret":{"read":"all"}}}"#;
        let rights = Rights::new(role(named), None, vec![]).guarding(["secret"].into_iter());
        assert_eq!(rights.scope("secret"), Scope::All);
        let administrator = Role { administrator: true, ..Role::default() };
        let rights = Rights::new(administrator, None, vec![]).guarding(["secret"].into_iter());
        assert_eq!(rights.scope("secret"), Scope::All);
    }

    #[test]
    fn own_and_team_go_by_owner() {
        let ids = SeededIds::new(7);
        let now = Timestamp::from_micros(0);
        let (me, mate, stranger) = (ids.next(now), ids.next(now), ids.next(now));
        let json = r#"{"objects":{"thing":{"read":"all","change":"team","remove":"own"}},"fields":{"thing.secret":"hidden","thing.fixed":"read"}}"#;
        let rights = Rights::new(role(json), Some(me), vec![mate]);
        let owned = |owner| Meta {
            id: me,
            version: 1,
            created_at: now,
            updated_at: now,
            created_by: store::record::Stamp {
                kind: vocabulary::ActorKind::System,
                id: None,
                name: String::new(),
            },
            updated_by: store::record::Stamp {
                kind: vocabulary::ActorKind::System,
                id: None,
                name: String::new(),
            },
            owner,
            removed_at: None,
            batch: None,
        };
        for (owner, change, remove) in [
            (Some(me), true, true),
            (Some(mate), true, false),
            (Some(stranger), false, false),
            (None, false, false),
        ] {
            assert_eq!(rights.reaches("thing", Permission::Change, &owned(owner)), change);
            assert_eq!(rights.reaches("thing", Permission::Remove, &owned(owner)), remove);
        }
        assert!(
            !rights.may_read("thing", "secret")
                && rights.may_read("thing", "fixed")
                && !rights.may_write("thing", "fixed")
        );
        assert!(rights.may_write("thing", "other") && rights.may_read("other", "secret"));
    }
}
