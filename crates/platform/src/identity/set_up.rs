//! The first run: whoever reads the code in the server's own output makes the first workspace. Then the door is closed.

use super::create_workspace::{anybody, create};
use super::{Device, NewWorkspace, SignedIn, attempt, sign_in};
use crate::Platform;
use crate::secrets::{hex, same, sha256};
use vocabulary::{Error, Result};

/// What the first run asks for.
#[derive(Clone)]
pub struct SetUp {
    /// The workspace and its administrator.
    pub workspace: NewWorkspace,
    /// The code printed by the server.
    pub code: String,
    /// The network of the request, see [`crate::http::network_of`].
    pub network: String,
    /// With what and from where.
    pub device: Device,
}

/// Whether nobody is there yet.
pub fn set_up_needed(platform: &Platform) -> Result<bool> {
    platform.store.read(|reader| Ok(anybody(reader)?.is_none()))
}

/// A code to print at start: `xxxx-xxxx-xxxx-xxxx`. The server keeps it in memory and compares it with [`set_up`].
pub fn set_up_code(platform: &Platform) -> String {
    let digits = hex(&platform.chance::<8>());
    digits.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
}

/// Makes the first workspace and signs its administrator in. Once a user exists there is nothing here any more.
pub fn set_up(platform: &Platform, expected_code: &str, input: SetUp) -> Result<SignedIn> {
    if !set_up_needed(platform)? {
        return Err(Error::not_found());
    }
    attempt::count(platform, "set-up", &input.network)?;
    let given = sha256(input.code.trim().to_lowercase().as_bytes());
    if !same(&given, &sha256(expected_code.as_bytes())) {
        return Err(Error::invalid(
            "code",
            "wrong",
            "This is not the code the server printed when it started.",
        ));
    }
    let (workspace, user) = create(platform, input.workspace, true)?;
    tracing::info!(workspace = workspace.id.0, "set up");
    sign_in::open(platform, &user, vec![workspace.id], &input.device, Some(("set-up", &input.network)))
}
