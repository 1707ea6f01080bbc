//! The digest: one notification in the morning of each day about what the day holds, for those who switched it on.

use platform::Platform;
use platform::identity::{Authenticated, find_workspace, system_context, user_context};
use platform::job::{JobContext, JobError, JobKind, NewSchedule, Rhythm, put_schedule};
use platform::notification::{Kind, NewNotification, count_unseen, notify, who_wants_digests};
use records::{Context, FindRequest};
use serde_json::{Value as Json, json};
use standard::{meeting, task};
use std::sync::Arc;
use vocabulary::{Channel, Error, Id, Result, WorkspaceId};

const KIND: &str = "activity.digest";
/// From this hour on, where its user is; a server that was down then tells it later the same day.
const HOUR: i8 = 7;

/// The kind of job.
pub(super) const JOBS: &[JobKind] = &[JobKind { name: KIND, run }];

/// Sees to it that digests are looked at each hour: it is morning somewhere.
pub fn schedule(platform: &Platform) -> Result<()> {
    let hourly = NewSchedule {
        workspace: WorkspaceId(0),
        name: KIND.to_string(),
        kind: KIND.to_string(),
        label: "Digests".to_string(),
        payload: Json::Null,
        rhythm: Rhythm::Hourly { minute: 0 },
        zone: "UTC".to_string(),
        created_by: None,
    };
    let now = platform.now();
    platform.store.write(move |writer| put_schedule(writer, &hourly, now))
}

fn run(job: &JobContext, _payload: Json) -> Result<Json, JobError> {
    Ok(json!({ "told": tell(&job.platform)? }))
}

/// Tells everybody whose morning it is; answers how many.
pub(super) fn tell(platform: &Arc<Platform>) -> Result<u64> {
    let mut told = 0;
    for (workspace, user) in platform.store.read(|reader| who_wants_digests(reader))? {
        let asker = match user_context(platform, workspace, user, None) {
            Ok(asker) => asker,
            // Who may no longer sign in has no day here.
            Err(Error::Forbidden(_)) => continue,
            Err(error) => return Err(error),
        };
        told += u64::from(tell_one(platform, &asker, user)?);
    }
    if told > 0 {
        platform.changes.ring();
    }
    Ok(told)
}

fn tell_one(platform: &Arc<Platform>, asker: &Authenticated, user: Id) -> Result<bool> {
    let context = asker.context(platform);
    let hour = context.now.to_jiff().map(|now| now.to_zoned(context.moment.zone.clone()).hour());
    if hour.is_none_or(|hour| hour < HOUR) {
        return Ok(false);
    }
    let today = context.now.date_in(&context.moment.zone);
    let day = today.to_string();
    let unseen = count_unseen(platform, asker)?.count;
    let (tasks, overdue, meetings) =
        counts(platform, &context, user, (&day, &today.plus_days(1).to_string()))?;
    if tasks + meetings == 0 && unseen == 0 {
        return Ok(false);
    }
    let place = platform.store.read(|reader| find_workspace(reader, context.workspace))?;
    let Some(place) = place else { return Ok(false) };
    let params = [
        ("tasks", json!(tasks)),
        ("overdue", json!(overdue)),
        ("meetings", json!(meetings)),
        ("unseen", json!(unseen)),
    ];
    let new = NewNotification {
        user,
        kind: Kind::Digest,
        text: "digest".to_string(),
        params: params.into_iter().map(|(key, value)| (key.to_string(), value)).collect(),
        about: None,
        field: None,
        key: format!("digest:{day}"),
        counted: false,
    };
    platform
        .engine
        .write(&system_context(platform, &place, Channel::Job), move |writing| notify(writing, &new))
}

/// Open tasks of the user due until the end of the day, those of them that were due before it, and their meetings of the day.
fn counts(
    platform: &Platform,
    context: &Context,
    user: Id,
    (today, tomorrow): (&str, &str),
) -> Result<(u64, u64, u64)> {
    let own = json!({"field": "owner", "op": "is", "value": user});
    let open = json!({"field": task::DONE.key(), "op": "is", "value": false});
    let before = |day: &str| json!({"field": task::DUE_AT.key(), "op": "before", "value": day});
    let now = json!({"field": meeting::HAPPENED_AT.key(), "op": "within", "value": {"this": "day"}});
    platform.engine.read(context, |reading| {
        let mut count = |object: &str, parts: Vec<Json>| {
            let request = FindRequest { filter: Some(json!({ "and": parts })), ..FindRequest::default() };
            match reading.count(object, &request, Some(1_000)) {
                Ok(count) => Ok(count.value),
                // Who may see no tasks or meetings has none.
                Err(Error::NotFound(_) | Error::Invalid(_)) => Ok(0),
                Err(error) => Err(error),
            }
        };
        Ok((
            count(task::KEY, vec![own.clone(), open.clone(), before(tomorrow)])?,
            count(task::KEY, vec![own.clone(), open.clone(), before(today)])?,
            count(meeting::KEY, vec![own.clone(), now.clone()])?,
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::World;
    use super::*;
    use platform::notification::{KindSetting, list_notifications, put_settings};
    use records::Input;

    #[test]
    fn a_digest_comes_once_a_morning_to_those_who_want_it() {
        let world = World::at("2026-03-02T05:30:00Z");
        for (subject, due_at) in [
            ("Call", "2026-03-02T12:00:00Z"),
            ("Late", "2026-02-27T12:00:00Z"),
            ("Later", "2026-03-03T12:00:00Z"),
        ] {
            let made = world.write(move |writing| {
                let fields = Input::from_iter([
                    ("subject".to_string(), json!(subject)),
                    ("due_at".to_string(), json!(due_at)),
                ]);
                writing.create(task::KEY, &fields).map(|_| ())
            });
            made.unwrap();
        }
        let told = || {
            let page = list_notifications(&world.platform, &world.ana, false, 50, None).unwrap();
            page.data.into_iter().filter(|one| one.kind == Kind::Digest).collect::<Vec<_>>()
        };
        world.is("2026-03-02T06:30:00Z");
        assert_eq!(tell(&world.platform).unwrap(), 0);
        let on = [KindSetting { kind: Kind::Digest, in_app: true, push: None }];
        put_settings(&world.platform, &world.ana, &on).unwrap();
        world.is("2026-03-02T05:30:00Z");
        assert_eq!(tell(&world.platform).unwrap(), 0);
        world.is("2026-03-02T06:30:00Z");
        assert_eq!(tell(&world.platform).unwrap(), 1);
        assert_eq!(tell(&world.platform).unwrap(), 0);
        let digest = told().remove(0);
        assert_eq!((&digest.params["tasks"], &digest.params["overdue"]), (&json!(2), &json!(1)));
        world.is("2026-03-03T06:30:00Z");
        assert_eq!(tell(&world.platform).unwrap(), 1);
        assert_eq!(told().len(), 2);
    }
}
