//! The workspaces in which an e-mail address signs in, for the switch in the user's menu.

use super::workspace::{Workspace, find_workspace};
use crate::Platform;
use crate::row::Row;
use store::table::{Condition, Select};
use vocabulary::{Result, WorkspaceId};

/// Workspaces with an active user of that address.
pub fn workspaces_of(platform: &Platform, email: &str) -> Result<Vec<Workspace>> {
    let filter = vec![Condition::Eq("email_key", email.trim().to_lowercase().into()), Condition::Eq("active", true.into())];
    platform.store.read(|reader| {
        let mut found = Vec::new();
        for columns in reader.select(&Select::new("user", &["workspace_id"], filter).limit(50))? {
            let number = Row::new("user", columns).integer()?;
            if let Ok(number) = i32::try_from(number) {
                found.extend(find_workspace(reader, WorkspaceId(number))?);
            }
        }
        Ok(found)
    })
}
