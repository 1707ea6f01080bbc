//! `kith demo`: a company to look around in, made the same way each time.

use crate::installation::Installation;
use crate::run::terminal::Progress;
use crate::{demo_activity, demo_automation, demo_goal, demo_training, demo_view};
use ::demo::{DemoCompany, Size, TEAMS, USERS};
use platform::Platform;
use platform::identity::{self, Authenticated, NewTeam, NewUser, NewWorkspace, User, Workspace};
use std::collections::HashMap;
use vocabulary::{Channel, Date, Id};

/// Who signs in to the demo company.
pub const EMAIL: &str = "ana@nakovalo.example";
/// Her password, and that of everybody there: the company is made up, and lives on this machine only.
pub const PASSWORD: &str = "kith-demo-2026";
/// The key of its workspace.
const KEY: &str = "demo";
/// The same company each time.
pub const SEED: u64 = 2026;

/// Whether the only workspace is the demo company.
pub fn is_there(installation: &Installation) -> anyhow::Result<bool> {
    Ok(installation.workspaces()?.iter().any(|workspace| workspace.key == KEY))
}

/// Makes the demo company in an installation without workspaces.
pub fn create(installation: &Installation, size: f64) -> anyhow::Result<()> {
    let new = NewWorkspace {
        key: KEY.to_string(),
        language: "en".to_string(),
        administrator: "Ana Kovač".to_string(),
        email: EMAIL.to_string(),
        password: PASSWORD.to_string(),
        ..nakovalo()
    };
    let mut progress = Progress::new("Demo company");
    found(&installation.platform, new, size, false, &mut |done, total| progress.show(done, total))?;
    progress.end();
    Ok(())
}

/// The company, without who looks after it.
pub fn nakovalo() -> NewWorkspace {
    NewWorkspace {
        key: String::new(),
        name: "Nakovalo".to_string(),
        currency: "EUR".to_string(),
        zone: "Europe/Ljubljana".to_string(),
        language: String::new(),
        country: "SI".to_string(),
        first_weekday: 1,
        administrator: String::new(),
        email: String::new(),
        password: String::new(),
    }
}

/// Founds the company on a platform, with all that happened in it; answers the workspace and its administrator. Who is `selling` has
/// customers, deals and tasks of their own, in place of the first of the staff.
pub fn found(
    platform: &Platform,
    new: NewWorkspace,
    size: f64,
    selling: bool,
    told: &mut dyn FnMut(u64, u64),
) -> anyhow::Result<(Workspace, User)> {
    let (workspace, administrator) = identity::create_workspace(platform, new)?;
    let asker = identity::command_line(platform, &workspace)?;
    let mut owners = staff(platform, &asker)?;
    if let (true, Some(first)) = (selling, owners.first_mut()) {
        *first = administrator.id;
    }
    let today =
        platform.now().date_in(&jiff::tz::TimeZone::get(&workspace.zone).unwrap_or(jiff::tz::TimeZone::UTC));
    let context = identity::system_context(platform, &workspace, Channel::Demo);
    // New leads are to be answered within four working hours: those that come now know it.
    platform.engine.write(&context, |writing| operational::sales::set_answer_goal(writing, Some(240)))?;
    fill(platform, &workspace, size, today, owners, told)?;
    analytical::profit::set_demo_rates(platform, workspace.id)?;
    demo_goal::create(platform, &asker, &context, today)?;
    demo_activity::create(platform, &asker, &context, today)?;
    demo_training::create(platform, &asker, &context, today)?;
    demo_view::create(platform, &asker)?;
    demo_automation::create(platform, &asker, today)?;
    Ok((workspace, administrator))
}

/// Teams and users of the demo company; answers the users' ids in their sequence.
fn staff(platform: &Platform, asker: &Authenticated) -> anyhow::Result<Vec<Id>> {
    let mut teams: HashMap<&str, Id> = HashMap::new();
    for team in TEAMS {
        let parent = teams.get(team.above).copied();
        let made = identity::create_team(platform, asker, NewTeam { name: team.name.to_string(), parent })?;
        teams.insert(team.name, made.id);
    }
    let roles = identity::list_roles(platform, asker)?;
    let mut ids = Vec::new();
    for user in USERS {
        let wanted = if user.role == "manager" { "Manager" } else { "Seller" };
        let role = roles.iter().find(|role| role.name == wanted).or(roles.first()).map(|role| role.id);
        let Some(role) = role else { anyhow::bail!("The workspace has no roles.") };
        let new = NewUser {
            name: user.name.to_string(),
            email: user.email.to_string(),
            password: PASSWORD.to_string(),
            role,
            team: teams.get(user.team).copied(),
            language: String::new(),
            zone: String::new(),
        };
        ids.push(identity::create_user(platform, asker, new)?.id);
    }
    Ok(ids)
}

/// Fills a workspace with records, a chunk per transaction.
fn fill(
    platform: &Platform,
    workspace: &Workspace,
    size: f64,
    today: Date,
    owners: Vec<Id>,
    told: &mut dyn FnMut(u64, u64),
) -> anyhow::Result<()> {
    let company = DemoCompany::new(SEED, Size::STANDARD.times(size), today, owners);
    let total = company.about();
    let context = identity::system_context(platform, workspace, Channel::Demo);
    ::demo::fill(&platform.engine, &context, &company, ::demo::CHUNK, &mut |done| {
        told(done.min(total), total)
    })?;
    platform.store.maintain()?;
    Ok(())
}
