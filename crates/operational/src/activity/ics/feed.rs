//! One's calendar under a secret address, for the calendars of phones and other programs. It shows what its user may see at the moment
//! it is read; the address can be taken back.

use super::event::of_record;
use super::{file, text};
use crate::activity::public::{hash, is_secret, secret, slow_down};
use crate::sales::house::is;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::HeaderMap;
use platform::http::app::{answer, empty};
use platform::http::{Answer, App, Asker, blocking};
use platform::identity::user_context;
use records::{FindRequest, Names, Reading};
use serde_json::{Value as Json, json};
use standard::{call, meeting, meeting_attendee, task};
use std::net::SocketAddr;
use std::sync::Arc;
use store::table::{Condition, Delete, Insert, Select};
use store::{Datum, Reader, Writer};
use vocabulary::{Error, Id, Result, WorkspaceId};

const TABLE: &str = "calendar_feed";
const DAYS_BACK: i64 = 60;
const DAYS_AHEAD: i64 = 365;
/// Pages of 200 of each kind.
const PAGES: usize = 10;

/// `GET /calendar_feed`
pub(super) async fn show_calendar_feed(State(app): State<App>, asker: Asker) -> Answer {
    let told = app
        .work(&asker, |platform, asker| {
            let (workspace, user) = (asker.workspace.id, asker.user.id);
            platform.store.read(|reader| {
                let rows = reader.select(&Select::new(TABLE, &["created_at"], of_user(workspace, user)))?;
                let since = rows.first().and_then(|row| row.first()).and_then(Datum::integer);
                Ok(json!({"created_at": since.map(vocabulary::Timestamp::from_micros)}))
            })
        })
        .await?;
    answer(200, &told)
}

/// `POST /calendar_feed`
pub(super) async fn create_calendar_feed(State(app): State<App>, asker: Asker) -> Answer {
    let path = app
        .work(&asker, |platform, asker| {
            let (workspace, user, now) = (asker.workspace.id, asker.user.id, platform.now());
            let secret = secret(platform);
            let kept = hash(&secret);
            platform.store.write(move |writer| {
                remove(writer, workspace, user)?;
                let values = vec![
                    ("token_hash", kept.clone().into()),
                    ("workspace_id", workspace.into()),
                    ("user_id", user.into()),
                    ("created_at", now.into()),
                ];
                writer.insert(&Insert::new(TABLE, values)).map(|_| ())
            })?;
            Ok(format!("/api/v1/public/calendars/{secret}.ics"))
        })
        .await?;
    answer(201, &json!({ "path": path }))
}

/// `DELETE /calendar_feed`
pub(super) async fn remove_calendar_feed(State(app): State<App>, asker: Asker) -> Answer {
    app.work(&asker, |platform, asker| {
        let (workspace, user) = (asker.workspace.id, asker.user.id);
        platform.store.write(move |writer| remove(writer, workspace, user))
    })
    .await?;
    Ok(empty())
}

fn of_user(workspace: WorkspaceId, user: Id) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("user_id", user.into())]
}

fn remove(writer: &mut dyn Writer, workspace: WorkspaceId, user: Id) -> Result<()> {
    writer.delete(&Delete { table: TABLE, filter: of_user(workspace, user) }).map(|_| ())
}

fn find(reader: &mut dyn Reader, hash: &str) -> Result<Option<(WorkspaceId, Id)>> {
    let filter = vec![Condition::Eq("token_hash", hash.into())];
    let rows = reader.select(&Select::new(TABLE, &["workspace_id", "user_id"], filter))?;
    Ok(rows.first().and_then(|row| match row.as_slice() {
        [Datum::Integer(workspace), Datum::Id(user)] => {
            Some((WorkspaceId(i32::try_from(*workspace).ok()?), *user))
        }
        _ => None,
    }))
}

/// `GET /public/calendars/{token}`
pub(super) async fn show_public_calendar(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Answer {
    slow_down(&app, peer, &headers)?;
    let (platform, address) = (Arc::clone(&app.platform), app.address.clone());
    let text = blocking(move || {
        let unknown = || Error::NotFound("There is no calendar at this address.".to_string());
        let token = token.strip_suffix(".ics").unwrap_or(&token);
        if !is_secret(token) {
            return Err(unknown());
        }
        let kept = hash(token);
        let (workspace, user) = platform.store.read(|reader| find(reader, &kept))?.ok_or_else(unknown)?;
        // Who may not sign in any more has no calendar either.
        let who = user_context(&platform, workspace, user, None).map_err(|_| unknown())?;
        let context = who.context(&platform);
        platform.engine.read(&context, |reading| written(reading, user, &who.user.name, &address))
    })
    .await?;
    Ok(file("kith.ics", text))
}

fn written(reading: &mut Reading<'_>, user: Id, name: &str, address: &str) -> Result<String> {
    let now = reading.context().now;
    let from = now.plus_seconds(-DAYS_BACK * 86_400);
    let until = now.plus_seconds(DAYS_AHEAD * 86_400);
    let mut events = Vec::new();
    let attended = attended_by(reading, user)?;
    let own = is("owner", user.to_string());
    for (object, when) in [
        (meeting::KEY, meeting::HAPPENED_AT.key()),
        (call::KEY, call::HAPPENED_AT.key()),
        (task::KEY, task::DUE_AT.key()),
    ] {
        let mut whose = vec![own.clone()];
        if object == meeting::KEY && !attended.is_empty() {
            whose.push(json!({"field": "id", "op": "in", "value": attended}));
        }
        let mut parts = vec![
            json!({ "or": whose }),
            json!({"field": when, "op": "after", "value": from}),
            json!({"field": when, "op": "before", "value": until}),
        ];
        if object == task::KEY {
            parts.push(is(task::DONE.key(), false));
        }
        for record in pages(reading, object, json!({ "and": parts }), when)? {
            events.extend(of_record(&record, object, address));
        }
    }
    Ok(text::calendar(&format!("Kith · {name}"), "PUBLISH", &events))
}

/// The meetings a colleague is asked to.
fn attended_by(reading: &mut Reading<'_>, user: Id) -> Result<Vec<Json>> {
    if reading.object(meeting_attendee::KEY).is_err() {
        return Ok(Vec::new());
    }
    let filter = json!({"and": [
        is(meeting_attendee::USER.key(), user.to_string()),
        {"field": meeting_attendee::ANSWER.key(), "op": "is_not", "value": "declined"},
    ]});
    let found = pages(reading, meeting_attendee::KEY, filter, "-created_at")?;
    let link = |one: &records::Viewed| {
        crate::sales::house::linked_id(one.value(meeting_attendee::MEETING.key())).map(|id| json!(id))
    };
    Ok(found.iter().filter_map(link).take(500).collect())
}

/// What a filter finds, up to a bound; nothing where the reader may not see the object.
fn pages(reading: &mut Reading<'_>, object: &str, filter: Json, sort: &str) -> Result<Vec<records::Viewed>> {
    if reading.object(object).is_err() {
        return Ok(Vec::new());
    }
    let mut request = FindRequest {
        filter: Some(filter),
        sort: Some(Names::parse(sort)),
        limit: Some(200),
        ..FindRequest::default()
    };
    let mut all = Vec::new();
    for _ in 0..PAGES {
        let page = match reading.find(object, &request) {
            Ok(page) => page,
            // A field the filter needs is hidden from this user: then there is nothing of it to show.
            Err(Error::NotFound(_) | Error::Forbidden(_) | Error::Invalid(_)) => break,
            Err(error) => return Err(error),
        };
        all.extend(page.data);
        match page.next {
            Some(next) => request.cursor = Some(next),
            None => break,
        }
    }
    Ok(all)
}
