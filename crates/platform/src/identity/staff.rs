//! Staff taken from a list: who sells, in which team, below which, led by whom. What is there already stays as it is.

use super::workspace::touch;
use super::{Authenticated, Team, User, create_user, list_roles, team, user};
use crate::Platform;
use serde::{Deserialize, Serialize};
use store::table::{Condition, Insert, Update};
use vocabulary::{Error, Id, Result, fold};

/// One of the staff.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffRow {
    /// The name.
    pub name: String,
    /// The address to sign in with; without one nobody signs in as them until an administrator gives one.
    #[serde(default)]
    pub email: String,
    /// The team.
    #[serde(default)]
    pub team: String,
    /// The team above it.
    #[serde(default)]
    pub above: String,
    /// Who leads the team: made a user of it with the role of managers.
    #[serde(default)]
    pub lead: String,
}

/// What a list of staff brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StaffBrought {
    /// Users that are new.
    pub users: usize,
    /// Teams that are new.
    pub teams: usize,
    /// Users that moved to another team.
    pub moved: usize,
}

/// The most of one list.
const MOST: usize = 2_000;

/// Makes the teams and users of a list, all or none. Users are known by their name, teams too.
pub fn create_staff(platform: &Platform, asker: &Authenticated, rows: Vec<StaffRow>) -> Result<StaffBrought> {
    asker.require_administrator()?;
    if rows.len() > MOST {
        return Err(Error::invalid("rows", "too_many", format!("At most {MOST} at a time.")));
    }
    for (at, row) in rows.iter().enumerate() {
        user::checked_name(&row.name).map_err(|error| placed(error, at))?;
    }
    let roles = list_roles(platform, asker)?;
    let role = |name: &str| {
        let named = roles.iter().find(|role| role.name == name);
        named.or_else(|| roles.iter().find(|role| !role.rights.administrator)).map(|role| role.id)
    };
    let missing = || Error::invalid("role", "not_found", "Make a role for sellers first.");
    let (seller, manager) = (role("Seller").ok_or_else(missing)?, role("Manager").ok_or_else(missing)?);
    // Nobody knows this password: an administrator sets one for who is to sign in.
    let hash = platform.hasher.hash(&crate::hex(&platform.chance::<32>()), platform.chance())?;
    let (workspace, now) = (asker.workspace.id, platform.now());
    let ids: Vec<Id> = (0..rows.len() * 4).map(|_| platform.new_id()).collect();
    let brought = platform.store.write(move |writer| {
        touch(writer, workspace)?;
        let mut book = Book {
            teams: team::all(writer, workspace)?,
            users: user::all(writer, workspace)?,
            ids: ids.clone(),
            brought: StaffBrought::default(),
        };
        for row in &rows {
            let above = book.team(writer, workspace, now, &row.above, None)?;
            let team = book.team(writer, workspace, now, &row.team, above)?;
            if !row.lead.trim().is_empty() {
                book.user(writer, (workspace, now), &row.lead, "", manager, team.or(above), &hash)?;
            }
            book.user(writer, (workspace, now), &row.name, &row.email, seller, team.or(above), &hash)?;
        }
        Ok(book.brought)
    })?;
    platform.identity.forget();
    Ok(brought)
}

fn placed(error: Error, at: usize) -> Error {
    match error {
        Error::Invalid(mut problems) => {
            for problem in &mut problems {
                problem.field = format!("rows.{at}.{}", problem.field);
            }
            Error::Invalid(problems)
        }
        other => other,
    }
}

/// Who is there already, and who came with the list.
struct Book {
    teams: Vec<Team>,
    users: Vec<User>,
    ids: Vec<Id>,
    brought: StaffBrought,
}

type When = (vocabulary::WorkspaceId, vocabulary::Timestamp);

impl Book {
    fn id(&mut self) -> Result<Id> {
        self.ids.pop().ok_or_else(|| Error::internal("fewer ids than staff"))
    }

    /// The team of that name, made where it is missing; none for no name.
    fn team(
        &mut self,
        writer: &mut dyn store::Writer,
        workspace: vocabulary::WorkspaceId,
        now: vocabulary::Timestamp,
        name: &str,
        parent: Option<Id>,
    ) -> Result<Option<Id>> {
        if name.trim().is_empty() {
            return Ok(None);
        }
        let name = user::checked_name(name)?;
        if let Some(known) = self.teams.iter().find(|team| fold(&team.name) == fold(&name)) {
            return Ok(Some(known.id));
        }
        let team = Team { id: self.id()?, name, parent };
        let values = vec![
            ("workspace_id", workspace.into()),
            ("id", team.id.into()),
            ("name", team.name.clone().into()),
            ("name_fold", fold(&team.name).into()),
            ("parent", team.parent.into()),
            ("created_at", now.into()),
            ("updated_at", now.into()),
        ];
        writer.insert(&Insert::new("team", values))?;
        self.brought.teams += 1;
        let id = team.id;
        self.teams.push(team);
        Ok(Some(id))
    }

    /// A user of that name, made where there is none, in that team.
    #[expect(clippy::too_many_arguments, reason = "the parts of one new user, known only here")]
    fn user(
        &mut self,
        writer: &mut dyn store::Writer,
        (workspace, now): When,
        name: &str,
        email: &str,
        role: Id,
        team: Option<Id>,
        hash: &str,
    ) -> Result<()> {
        let name = user::checked_name(name)?;
        if let Some(known) = self.users.iter_mut().find(|user| fold(&user.name) == fold(&name)) {
            if team.is_some() && known.team != team {
                known.team = team;
                let filter = vec![
                    Condition::Eq("workspace_id", workspace.into()),
                    Condition::Eq("id", known.id.into()),
                ];
                let set = vec![("team_id", team.into()), ("updated_at", now.into())];
                writer.update(&Update::new(user::TABLE, set, filter))?;
                self.brought.moved += 1;
            }
            return Ok(());
        }
        let id = self.id()?;
        // An address of the domain that leads nowhere, by its definition (RFC 2606).
        let email = if email.trim().is_empty() { format!("{id}@staff.invalid") } else { email.to_string() };
        let new = User {
            id,
            workspace,
            name,
            email: user::checked_email(&email)?.as_str().to_string(),
            role,
            team,
            active: true,
            language: String::new(),
            zone: String::new(),
            theme: "auto".to_string(),
            created_at: now,
            signed_in_at: None,
        };
        create_user::check(writer, &new)?;
        create_user::insert(writer, &new, hash, now)?;
        self.brought.users += 1;
        self.users.push(new);
        Ok(())
    }
}
