//! The automatic level: each night an object is searched, and what is certain is merged in the system's name. Off until switched on.

use super::search::SEARCH;
use crate::Platform;
use crate::identity::Authenticated;
use crate::job::{NewSchedule, Rhythm, put_schedule, remove_schedule};
use serde_json::json;
use vocabulary::{Error, Result};

/// Switches the nightly search and merge of an object on or off.
pub fn set_automatic(
    platform: &Platform,
    asker: &Authenticated,
    plural: &str,
    automatic: bool,
) -> Result<()> {
    if !asker.rights.administrator() {
        return Err(Error::Forbidden("Only an administrator may do this.".to_string()));
    }
    let context = asker.context(platform);
    let object = platform.engine.read(&context, |reading| {
        let object = reading.object_by_plural(plural)?;
        reading.duplicates_told(&object.key)?;
        Ok(object)
    })?;
    let name = format!("duplicates:{}", object.key);
    let schedule = NewSchedule {
        workspace: asker.workspace.id,
        name: name.clone(),
        kind: SEARCH.to_string(),
        label: format!("Duplicates of {}", object.label_plural.to_lowercase()),
        payload: json!({"object": object.key, "automatic": true}),
        rhythm: Rhythm::Daily { hour: 2, minute: 10 },
        zone: asker.workspace.zone.clone(),
        created_by: None,
    };
    let now = platform.now();
    platform.engine.write(&context, move |writing| {
        writing.set_search(&object.key, vec![("automatic", automatic.into())])?;
        if automatic {
            put_schedule(writing.writer(), &schedule, now)
        } else {
            remove_schedule(writing.writer(), schedule.workspace, &name).map(|_| ())
        }
    })
}
