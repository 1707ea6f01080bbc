//! Users change their own password. All their other sessions end.

use super::workspace::touch;
use super::{Authenticated, Via, attempt, change_user, password, session, user};
use crate::Platform;
use vocabulary::{EmailAddress, Error, Result};

/// Changes the asker's own password; a key cannot do it.
pub fn change_password(
    platform: &Platform,
    asker: &Authenticated,
    current: &str,
    new: &str,
    network: &str,
) -> Result<()> {
    let Via::Session { hash: this, .. } = &asker.via else {
        return Err(Error::Forbidden("A password is changed by its owner, signed in.".to_string()));
    };
    let (workspace, id) = (asker.workspace.id, asker.user.id);
    password::check(new, &asker.user.email, "password.new")?;
    // Whoever finds an open browser must not be able to try passwords without end.
    let email = EmailAddress::parse(&asker.user.email).map(|email| email.key()).unwrap_or_default();
    attempt::count(platform, &email, network)?;
    let kept = platform.store.read(|reader| user::password_hash(reader, workspace, id))?;
    if password::is_too_long(current) || !platform.hasher.matches(current, &kept)? {
        return Err(Error::invalid("password.current", "wrong", "This is not your current password."));
    }
    let hash = platform.hasher.hash(new, platform.chance())?;
    let (this, now, network) = (*this, platform.now(), network.to_string());
    platform.store.write(move |writer| {
        touch(writer, workspace)?;
        attempt::forgive(writer, &email, &network)?;
        change_user::store_password(writer, (workspace, id), &hash, now)?;
        session::end_all(writer, workspace, id, Some(&this))
    })?;
    platform.identity.forget();
    Ok(())
}
