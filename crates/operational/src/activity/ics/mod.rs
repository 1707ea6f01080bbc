//! Calendars of other programs: a meeting as a file, one's whole calendar under a secret address.

pub(super) mod event;
mod feed;
pub(super) mod text;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use platform::feature::Routes;
use platform::http::app::id;
use platform::http::operation::Door::Open;
use platform::http::operation::Method::{Delete, Get, Post};
use platform::http::operation::Shape::{Binary, Named};
use platform::http::operation::{Operation, Repeat, answered_by, operation};
use platform::http::{Answer, App, Asker};
use text::Event;

pub(super) const MEETING: Operation = operation(
    "show_meeting_invitation",
    Get,
    "/meetings/{id}/ics",
    "A meeting as a file for other calendars",
)
.of("Activities")
.gives(Binary);
pub(super) const FEED: Operation = operation(
    "show_calendar_feed",
    Get,
    "/calendar_feed",
    "Since when one's own calendar has a secret address",
)
.of("Activities")
.gives(Named("CalendarFeed"));
pub(super) const MAKE_FEED: Operation = operation(
    "create_calendar_feed",
    Post,
    "/calendar_feed",
    "Gives one's own calendar a new secret address; the one before does not work any more",
)
.repeat(Repeat::Secret)
.of("Activities")
.gives(Named("CalendarFeedAddress"))
.made();
pub(super) const REMOVE_FEED: Operation =
    operation("remove_calendar_feed", Delete, "/calendar_feed", "Takes the secret address back")
        .of("Activities")
        .nothing();
pub(super) const PUBLIC_FEED: Operation = operation(
    "show_public_calendar",
    Get,
    "/public/calendars/{token}",
    "The calendar behind a secret address, as its user may see it",
)
.door(Open)
.of("Public")
.gives(Binary);

pub(super) fn routes() -> Routes {
    vec![
        ("show_meeting_invitation", answered_by(Get, show_meeting_invitation)),
        ("show_calendar_feed", answered_by(Get, feed::show_calendar_feed)),
        ("create_calendar_feed", answered_by(Post, feed::create_calendar_feed)),
        ("remove_calendar_feed", answered_by(Delete, feed::remove_calendar_feed)),
        ("show_public_calendar", answered_by(Get, feed::show_public_calendar)),
    ]
}

/// `GET /meetings/{id}/ics`
async fn show_meeting_invitation(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let (of, address) = (id(&of)?, app.address.clone());
    let event = app.read(&asker, move |reading| event::of_meeting(reading, of, &address)).await?;
    Ok(invitation(&event))
}

/// A meeting as a file: those it names are asked to come, or told that it is off.
pub(super) fn invitation(event: &Event) -> Response {
    let asks = event.organizer.is_some() && !event.attendees.is_empty();
    let method = match (asks, event.cancelled) {
        (true, true) => "CANCEL",
        (true, false) => "REQUEST",
        _ => "PUBLISH",
    };
    file(
        &format!("{}.ics", event.summary.replace(['/', '\\'], "-")),
        text::calendar("", method, std::slice::from_ref(event)),
    )
}

/// A calendar as it is handed over.
fn file(name: &str, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, platform::http::attachment(name));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
