//! Booking: a customer chooses a free time in the calendar of a colleague, without signing in.

mod act;
mod page;
mod slot;
mod table;

use platform::feature::Routes;
use platform::http::operation::Door::Open;
use platform::http::operation::Method::{Delete, Get, Post, Put};
use platform::http::operation::Shape::{Binary, Named};
use platform::http::operation::{Operation, Repeat, answered_by, operation};

pub(super) const LINK: Operation = operation(
    "create_booking_link",
    Post,
    "/booking_pages/{id}/links",
    "Makes a secret link under which customers book",
)
.repeat(Repeat::Secret)
.of("Activities")
.gives(Named("BookingLink"))
.made();
pub(super) const UNLINK: Operation = operation(
    "remove_booking_links",
    Delete,
    "/booking_pages/{id}/links",
    "Takes all secret links of a booking page back",
)
.of("Activities")
.nothing();
pub(super) const PAGE: Operation = operation(
    "show_public_booking_page",
    Get,
    "/public/booking_pages/{token}",
    "What can be booked, and the times that are free",
)
.door(Open)
.of("Public")
.gives(Named("PublicBookingPage"));
pub(super) const BOOK: Operation =
    operation("create_public_booking", Post, "/public/booking_pages/{token}/bookings", "Books a free time")
        .door(Open)
        .of("Public")
        .takes(Named("PublicBookingInput"))
        .gives(Named("PublicBookingMade"))
        .made();
pub(super) const SHOW: Operation =
    operation("show_public_booking", Get, "/public/bookings/{token}", "What was booked")
        .door(Open)
        .of("Public")
        .gives(Named("PublicBooking"));
pub(super) const MOVE: Operation = operation(
    "move_public_booking",
    Put,
    "/public/bookings/{token}",
    "Moves what was booked to another free time",
)
.door(Open)
.of("Public")
.takes(Named("PublicBookingMove"))
.gives(Named("PublicBooking"));
pub(super) const CANCEL: Operation =
    operation("cancel_public_booking", Delete, "/public/bookings/{token}", "Cancels what was booked")
        .door(Open)
        .of("Public")
        .gives(Named("PublicBooking"));
pub(super) const INVITATION: Operation = operation(
    "show_public_booking_invitation",
    Get,
    "/public/bookings/{token}/ics",
    "What was booked as a file for calendars",
)
.door(Open)
.of("Public")
.gives(Binary);

pub(super) fn routes() -> Routes {
    vec![
        ("create_booking_link", answered_by(Post, page::create_booking_link)),
        ("remove_booking_links", answered_by(Delete, page::remove_booking_links)),
        ("show_public_booking_page", answered_by(Get, page::show_public_booking_page)),
        ("create_public_booking", answered_by(Post, page::create_public_booking)),
        ("show_public_booking", answered_by(Get, page::show_public_booking)),
        ("move_public_booking", answered_by(Put, page::move_public_booking)),
        ("cancel_public_booking", answered_by(Delete, page::cancel_public_booking)),
        ("show_public_booking_invitation", answered_by(Get, page::show_public_booking_invitation)),
    ]
}
