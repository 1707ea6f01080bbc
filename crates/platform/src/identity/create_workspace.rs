//! Making a workspace, with its first roles and its first administrator.

use super::user::{checked_email, checked_name};
use super::workspace::check;
use super::{Role, User, Workspace, create_user, find_workspace_by_key, password, role};
use crate::Platform;
use crate::row::Row;
use records::{Extent, ObjectRights};
use store::table::{Insert, Select};
use store::{Datum, Writer};
use vocabulary::{Error, Id, Result, WorkspaceId, fold};

/// A workspace to make, and who will look after it.
#[derive(Clone)]
pub struct NewWorkspace {
    /// The word users type to choose it; made from the name when empty.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The currency amounts without one have.
    pub currency: String,
    /// The time zone.
    pub zone: String,
    /// The language.
    pub language: String,
    /// The country of phone numbers without a prefix; may be empty.
    pub country: String,
    /// The day a week begins with: 1 is Monday.
    pub first_weekday: u8,
    /// The first administrator's name.
    pub administrator: String,
    /// The first administrator's address.
    pub email: String,
    /// The first administrator's password.
    pub password: String,
}

/// Makes a workspace. For the command line and the first run; nobody does it over the API.
pub fn create_workspace(platform: &Platform, new: NewWorkspace) -> Result<(Workspace, User)> {
    create(platform, new, false)
}

/// Like [`create_workspace`]; with `only_first`, refused when there is a workspace already.
pub(super) fn create(platform: &Platform, new: NewWorkspace, only_first: bool) -> Result<(Workspace, User)> {
    let now = platform.now();
    let name = checked_name(&new.administrator)?;
    let email = checked_email(&new.email)?;
    password::check(&new.password, email.as_str(), "password")?;
    let key = if new.key.is_empty() { key_of(&new.name) } else { new.key };
    let workspace = Workspace {
        // Given within the transaction, where no other can take it.
        id: WorkspaceId(0),
        key,
        name: new.name.trim().to_string(),
        currency: new.currency,
        zone: new.zone,
        language: new.language,
        country: new.country,
        first_weekday: new.first_weekday,
        trash_days: 30,
        created_at: now,
    };
    check(&workspace)?;
    check_key(&workspace.key)?;
    let hash = platform.hasher.hash(&new.password, platform.chance())?;
    let roles = default_roles(platform);
    let administrator = roles.first().map(|role| role.id).ok_or_else(Error::not_found)?;
    let user = User {
        id: platform.new_id(),
        workspace: workspace.id,
        name,
        email: email.as_str().to_string(),
        role: administrator,
        team: None,
        active: true,
        language: String::new(),
        zone: String::new(),
        theme: "auto".to_string(),
        created_at: now,
        signed_in_at: None,
    };
    let made = platform.store.write(move |writer| {
        if only_first && !writer.select(&Select::new("workspace", &["id"], Vec::new()).limit(1))?.is_empty() {
            return Err(Error::not_found());
        }
        let (mut workspace, mut user) = (workspace.clone(), user.clone());
        workspace.id = insert(writer, &workspace)?;
        user.workspace = workspace.id;
        for role in &roles {
            role::insert(writer, workspace.id, role, now)?;
        }
        create_user::insert(writer, &user, &hash, now)?;
        Ok((workspace, user))
    })?;
    platform.identity.forget();
    Ok(made)
}

/// The roles a workspace begins with. The administrator comes first.
fn default_roles(platform: &Platform) -> Vec<Role> {
    let all = ObjectRights::ALL;
    let seen = ObjectRights { read: Extent::All, ..ObjectRights::default() };
    let manager = ObjectRights { change: Extent::Team, remove: Extent::Team, ..all };
    let seller =
        ObjectRights { create: true, change: Extent::Own, remove: Extent::Own, export: Extent::None, ..seen };
    let role = |name: &str, administrator: bool, rights: ObjectRights| Role {
        id: platform.new_id(),
        name: name.to_string(),
        rights: records::Role {
            administrator,
            objects: std::iter::once(("*".to_string(), rights)).collect(),
            ..records::Role::default()
        },
    };
    vec![
        role("Administrator", true, all),
        role("Manager", false, manager),
        role("Seller", false, seller),
        role("Viewer", false, seen),
    ]
}

fn insert(writer: &mut dyn Writer, workspace: &Workspace) -> Result<WorkspaceId> {
    if find_workspace_by_key(writer, &workspace.key)?.is_some() {
        return Err(Error::invalid("key", "duplicate", "Another workspace has this key."));
    }
    let last = writer.select(&Select::new("workspace", &["id"], Vec::new()).descending("id").limit(1))?;
    let last =
        last.into_iter().next().map(|columns| Row::new("workspace", columns).workspace()).transpose()?;
    let id = WorkspaceId(last.map_or(1, |id| id.0 + 1));
    let values = vec![
        ("id", id.into()),
        ("key", workspace.key.clone().into()),
        ("name", workspace.name.clone().into()),
        ("currency", workspace.currency.clone().into()),
        ("zone", workspace.zone.clone().into()),
        ("language", workspace.language.clone().into()),
        ("country", workspace.country.clone().into()),
        ("first_weekday", Datum::Integer(i64::from(workspace.first_weekday))),
        ("created_at", workspace.created_at.into()),
        ("identity_version", 0i64.into()),
    ];
    writer.insert(&Insert::new("workspace", values))?;
    Ok(id)
}

fn key_of(name: &str) -> String {
    let words: Vec<String> = vocabulary::words(&fold(name));
    let ascii: String =
        words.join("-").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
    let key = ascii.trim_matches('-').to_string();
    if key.is_empty() { "main".to_string() } else { key }
}

fn check_key(key: &str) -> Result<()> {
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if key.is_empty() || key.len() > 40 || !key.chars().all(fine) {
        return Err(Error::invalid("key", "malformed", "Use small letters, digits and hyphens, at most 40."));
    }
    Ok(())
}

/// The number of users in the whole installation, as far as set-up needs to know.
pub(super) fn anybody(reader: &mut dyn store::Reader) -> Result<Option<Id>> {
    let rows = reader.select(&Select::new("user", &["id"], Vec::new()).limit(1))?;
    rows.into_iter().next().map(|columns| Row::new("user", columns).id()).transpose()
}
