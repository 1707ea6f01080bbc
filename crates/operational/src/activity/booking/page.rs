//! The pages customers open without signing in: to choose a free time, and to move or cancel what they chose. Every answer about a
//! secret that is not known is the same.

use super::act::{Customer, book, cancel, is_open, shift};
use super::slot::{Wanted, free, zone_name};
use super::table;
use crate::activity::ics::{event, invitation};
use crate::activity::public::{hash, is_secret, secret, slow_down};
use crate::activity::zone::{at, is_active};
use crate::sales::house::{linked_id, text_of};
use crate::sales::plain::one;
use axum::body::Body;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use dictionary::Value;
use platform::Platform;
use platform::http::app::{answer, id, typed};
use platform::http::{Answer, App, Asker, Failure, Limits, blocking, read_json};
use platform::identity::{Workspace, find_workspace, system_context};
use records::{Viewed, Writing};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use standard::{booking_page, meeting, person};
use std::net::SocketAddr;
use std::sync::Arc;
use vocabulary::{Channel, EmailAddress, Error, Id, Result, Timestamp};

/// Questions of one page.
const MOST_QUESTIONS: usize = 10;
const LONGEST_ANSWER: usize = 2_000;

fn unknown() -> Error {
    Error::NotFound("This link is not known. Ask whoever sent it for a new one.".to_string())
}

/// `POST /booking_pages/{id}/links`
pub(super) async fn create_booking_link(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
) -> Answer {
    let of = id(&of)?;
    let secret = secret(&app.platform);
    let kept = hash(&secret);
    app.write(&asker, move |writing| {
        demand_change(writing, of)?;
        let (workspace, now) = (writing.context().workspace, writing.context().now);
        table::keep(writing.writer(), workspace, &kept, of, now)
    })
    .await?;
    answer(201, &json!({"path": format!("/book/{secret}")}))
}

/// `DELETE /booking_pages/{id}/links`
pub(super) async fn remove_booking_links(
    State(app): State<App>,
    asker: Asker,
    Path(of): Path<String>,
) -> Answer {
    let of = id(&of)?;
    app.write(&asker, move |writing| {
        demand_change(writing, of)?;
        let workspace = writing.context().workspace;
        table::forget(writing.writer(), workspace, of)
    })
    .await?;
    Ok(platform::http::app::empty())
}

fn demand_change(writing: &mut Writing<'_>, page: Id) -> Result<()> {
    let seen = writing.reading().get(booking_page::KEY, page)?;
    if writing.context().rights.reaches(booking_page::KEY, records::Permission::Change, seen.meta()) {
        return Ok(());
    }
    Err(Error::Forbidden("Your role does not let you change this booking page.".to_string()))
}

/// Does something with what a secret opens, in one transaction.
async fn behind<T: Send + 'static>(
    app: &App,
    (peer, headers): (SocketAddr, &HeaderMap),
    token: String,
    object: &'static str,
    work: impl Fn(&mut Writing<'_>, &Workspace, &Viewed) -> Result<T> + Send + Sync + 'static,
) -> std::result::Result<T, Failure> {
    slow_down(app, peer, headers)?;
    let platform = Arc::clone(&app.platform);
    blocking(move || within(&platform, &token, object, work)).await
}

fn within<T: Send + 'static>(
    platform: &Platform,
    token: &str,
    object: &'static str,
    work: impl Fn(&mut Writing<'_>, &Workspace, &Viewed) -> Result<T> + Send + Sync + 'static,
) -> Result<T> {
    if !is_secret(token) {
        return Err(unknown());
    }
    let digest = hash(token);
    let opened = platform.store.read(move |reader| {
        let Some((workspace, record)) = table::find(reader, &digest)? else { return Ok(None) };
        Ok(find_workspace(reader, workspace)?.map(|workspace| (workspace, record)))
    })?;
    let (workspace, record) = opened.ok_or_else(unknown)?;
    let mut context = system_context(platform, &workspace, Channel::Web);
    context.batch = Some(platform.new_id());
    platform.engine.write(&context, move |writing| {
        let found = one(writing, object, record)?.ok_or_else(unknown)?;
        work(writing, &workspace, &found)
    })
}

/// A page that can be booked on, and who receives the customer.
fn bookable(writing: &mut Writing<'_>, page: &Viewed) -> Result<(Wanted, String, String)> {
    let wanted = Wanted::of(page).ok_or_else(unknown)?;
    let workspace = writing.context().workspace;
    let active = is_active(writing.writer(), workspace, wanted.owner)?;
    let host = event::user(&mut writing.reading(), wanted.owner)?.filter(|_| active);
    let (name, email) = host.ok_or_else(unknown)?;
    Ok((wanted, name, email))
}

fn questions(page: &Viewed) -> Vec<String> {
    let text = text_of(page.value(booking_page::QUESTIONS.key())).unwrap_or_default();
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(MOST_QUESTIONS)
        .map(str::to_string)
        .collect()
}

fn told(writing: &mut Writing<'_>, workspace: &Workspace, page: &Viewed, but: Option<Id>) -> Result<Json> {
    let (wanted, host, _) = bookable(writing, page)?;
    let slots = free(writing, &wanted, but)?;
    let words = |field: &str| text_of(page.value(field)).unwrap_or_default().to_string();
    Ok(json!({
        "name": page.title().unwrap_or_default(), "description": words(booking_page::DESCRIPTION.key()),
        "place": words(booking_page::PLACE.key()), "duration": wanted.seconds, "host": host,
        "company": workspace.name, "language": workspace.language,
        "zone": zone_name(writing, wanted.owner)?, "questions": questions(page), "slots": slots,
    }))
}

fn fresh(code: u16, told: &Json) -> Answer {
    let mut response = answer(code, told)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// `GET /public/booking_pages/{token}`
pub(super) async fn show_public_booking_page(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let page = behind(&app, (peer, &headers), token, booking_page::KEY, |writing, workspace, page| {
        told(writing, workspace, page, None)
    })
    .await?;
    fresh(200, &page)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BookingInput {
    at: Timestamp,
    name: String,
    email: String,
    #[serde(default)]
    answers: Vec<String>,
    #[serde(default)]
    language: Option<String>,
}

impl BookingInput {
    fn customer(&self, questions: Vec<String>) -> Result<Customer> {
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if !(2..=200).contains(&name.chars().count()) {
            return Err(Error::invalid("name", "required", "Write your name."));
        }
        let email = EmailAddress::parse(&self.email).map_err(|_| {
            Error::invalid("email", "malformed", "Write your mail address, such as name@example.com.")
        })?;
        if self.answers.len() > questions.len()
            || self.answers.iter().any(|answer| answer.chars().count() > LONGEST_ANSWER)
        {
            return Err(Error::invalid("answers", "too_long", "An answer has at most 2,000 letters."));
        }
        let answers = questions
            .into_iter()
            .zip(&self.answers)
            .map(|(question, answer)| (question, answer.trim().to_string()))
            .filter(|(_, answer)| !answer.is_empty())
            .collect();
        // The language of the browser, where it is one people can have here.
        let spoken = |language: &String| {
            person::LANGUAGES.iter().find(|known| {
                known.key.eq_ignore_ascii_case(&language.replace('-', "_"))
                    || known.key.eq_ignore_ascii_case(language)
            })
        };
        let language = self.language.as_ref().and_then(spoken).map(|known| known.key.to_string());
        Ok(Customer { name, email: email.as_str().to_string(), language, answers })
    }
}

/// `POST /public/booking_pages/{token}/bookings`
pub(super) async fn create_public_booking(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let input: BookingInput = typed(read_json(&headers, body, Limits::ONE).await?)?;
    let own = secret(&app.platform);
    let kept = hash(&own);
    let booked = behind(&app, (peer, &headers), token, booking_page::KEY, move |writing, workspace, page| {
        let (wanted, ..) = bookable(writing, page)?;
        let customer = input.customer(questions(page))?;
        let made = book(writing, page, &wanted, input.at, &customer)?;
        let now = writing.context().now;
        table::keep(writing.writer(), workspace.id, &kept, made, now)?;
        let made = one(writing, meeting::KEY, made)?.ok_or_else(unknown)?;
        shown(writing, workspace, &made, false)
    })
    .await?;
    fresh(201, &json!({"path": format!("/booking/{own}"), "booking": booked}))
}

/// A booked meeting, as who booked it sees it.
fn shown(
    writing: &mut Writing<'_>,
    workspace: &Workspace,
    meeting: &Viewed,
    with_slots: bool,
) -> Result<Json> {
    let open = is_open(writing, meeting);
    let page = match linked_id(meeting.value(meeting::BOOKING_PAGE.key())) {
        Some(page) => one(writing, booking_page::KEY, page)?,
        None => None,
    };
    let host = match meeting.meta().owner {
        Some(owner) => event::user(&mut writing.reading(), owner)?.map(|(name, _)| name),
        None => None,
    };
    // A page that is closed meanwhile offers no other times; what is booked stands all the same.
    let slots = match &page {
        Some(page) if open && with_slots && Wanted::of(page).is_some() => {
            told(writing, workspace, page, Some(meeting.id()))?.get("slots").cloned().unwrap_or_default()
        }
        _ => json!([]),
    };
    let seconds = match meeting.value(meeting::DURATION.key()) {
        Some(Value::Integer(seconds)) => *seconds,
        _ => 1_800,
    };
    let name =
        page.as_ref().and_then(|page| page.title()).or(meeting.title()).unwrap_or_default().to_string();
    Ok(json!({
        "name": name, "at": meeting.value(meeting::HAPPENED_AT.key()).and_then(at), "duration": seconds,
        "place": text_of(meeting.value(meeting::PLACE.key())).unwrap_or_default(), "host": host.unwrap_or_default(),
        "company": workspace.name, "language": workspace.language,
        "cancelled": text_of(meeting.value(meeting::STATE.key())) == Some("cancelled"),
        "can_change": open, "slots": slots,
    }))
}

/// `GET /public/bookings/{token}`
pub(super) async fn show_public_booking(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let booking = behind(&app, (peer, &headers), token, meeting::KEY, |writing, workspace, meeting| {
        shown(writing, workspace, meeting, true)
    })
    .await?;
    fresh(200, &booking)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MoveInput {
    at: Timestamp,
}

/// `PUT /public/bookings/{token}`
pub(super) async fn move_public_booking(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let input: MoveInput = typed(read_json(&headers, body, Limits::ONE).await?)?;
    let booking = behind(&app, (peer, &headers), token, meeting::KEY, move |writing, workspace, meeting| {
        let page = linked_id(meeting.value(meeting::BOOKING_PAGE.key())).ok_or_else(unknown)?;
        let page = one(writing, booking_page::KEY, page)?.ok_or_else(unknown)?;
        let (wanted, ..) = bookable(writing, &page)?;
        shift(writing, meeting, &wanted, input.at)?;
        let after = one(writing, meeting::KEY, meeting.id())?.ok_or_else(unknown)?;
        shown(writing, workspace, &after, true)
    })
    .await?;
    fresh(200, &booking)
}

/// `DELETE /public/bookings/{token}`
pub(super) async fn cancel_public_booking(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let booking = behind(&app, (peer, &headers), token, meeting::KEY, |writing, workspace, meeting| {
        cancel(writing, meeting)?;
        let after = one(writing, meeting::KEY, meeting.id())?.ok_or_else(unknown)?;
        shown(writing, workspace, &after, false)
    })
    .await?;
    fresh(200, &booking)
}

/// `GET /public/bookings/{token}/ics`
pub(super) async fn show_public_booking_invitation(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let event = behind(&app, (peer, &headers), token, meeting::KEY, |writing, _, meeting| {
        let mut event = event::of_meeting(&mut writing.reading(), meeting.id(), "")?;
        // What colleagues wrote about the customer is not the customer's to read.
        event.description = String::new();
        Ok(event)
    })
    .await?;
    Ok(invitation(&event))
}
