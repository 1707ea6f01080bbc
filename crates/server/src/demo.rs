//! `kith demo`: a company to look around in, made the same way each time.

use crate::installation::Installation;
use crate::run::terminal::Progress;
use crate::{demo_activity, demo_automation, demo_goal, demo_view};
use ::demo::{DemoCompany, Size, TEAMS, USERS};
use platform::Platform;
use platform::identity::{self, Authenticated, NewTeam, NewUser, NewWorkspace, Workspace};
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
    let platform = &installation.platform;
    let new = NewWorkspace {
        key: KEY.to_string(),
        name: "Nakovalo".to_string(),
        currency: "EUR".to_string(),
        zone: "Europe/Ljubljana".to_string(),
        language: "en".to_string(),
        country: "SI".to_string(),
        first_weekday: 1,
        administrator: "Ana Kovač".to_string(),
        email: EMAIL.to_string(),
        password: PASSWORD.to_string(),
    };
    let (workspace, _) = identity::create_workspace(platform, new)?;
    let asker = identity::command_line(platform, &workspace)?;
    let owners = staff(platform, &asker)?;
    let today =
        platform.now().date_in(&jiff::tz::TimeZone::get(&workspace.zone).unwrap_or(jiff::tz::TimeZone::UTC));
    fill(installation, &workspace, size, today, owners)?;
    let context = identity::system_context(platform, &workspace, Channel::Demo);
    demo_goal::create(platform, &asker, &context, today)?;
    demo_activity::create(platform, &asker, &context, today)?;
    demo_view::create(platform, &asker)?;
    demo_automation::create(platform, &asker, today)
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
pub fn fill(
    installation: &Installation,
    workspace: &Workspace,
    size: f64,
    today: Date,
    owners: Vec<Id>,
) -> anyhow::Result<()> {
    let size = Size::STANDARD.times(size);
    let company = DemoCompany::new(SEED, size, today, owners);
    // Lines of deals and purchases, employments and households come on top of what the size names.
    let total = u64::from(size.companies + size.people + size.leads + size.deals * 2 + size.activities)
        + u64::from(size.purchases) * 3;
    let context = identity::system_context(&installation.platform, workspace, Channel::Demo);
    let mut progress = Progress::new("Demo company");
    ::demo::fill(&installation.platform.engine, &context, &company, ::demo::CHUNK, &mut |done| {
        progress.show(done.min(total), total)
    })?;
    progress.end();
    installation.platform.store.maintain()?;
    Ok(())
}
