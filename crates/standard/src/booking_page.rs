//! A booking page: what a customer can choose a free time for, in the calendar of its owner.

use dictionary::marker::{Duration, Integer, LongText, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "booking_page";

/// What is booked, as the customer reads it.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// Whether times can be booked.
pub const ACTIVE: Field<bool> = Field::new("active", "Active").default("true");
/// How long it takes.
pub const DURATION: Field<Duration> = Field::new("duration", "Duration").required().default("1800");
/// What stays free before and after.
pub const BUFFER: Field<Duration> =
    Field::new("buffer", "Buffer").default("0").help("Stays free before and after each meeting.");
/// How long beforehand it must be booked.
pub const NOTICE: Field<Duration> =
    Field::new("notice", "Notice").default("14400").help("How long beforehand it must be booked.");
/// How many days ahead can be booked.
pub const DAYS_AHEAD: Field<Integer> = Field::new("days_ahead", "Days ahead")
    .default("30")
    .help("How many days ahead can be booked, at most 180.");
/// Where it takes place.
pub const PLACE: Field<Text> = Field::new("place", "Place");
/// What the customer reads beside the times.
pub const DESCRIPTION: Field<LongText> = Field::new("description", "Description");
/// What is asked of the customer.
pub const QUESTIONS: Field<LongText> =
    Field::new("questions", "Questions").help("What is asked of the customer, one question a line.");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "booking_pages", "Booking page", "Booking pages")
    .fields(&[
        NAME.def,
        ACTIVE.def,
        DURATION.def,
        BUFFER.def,
        NOTICE.def,
        DAYS_AHEAD.def,
        PLACE.def,
        DESCRIPTION.def,
        QUESTIONS.def,
    ])
    .titled_by(NAME.def.key)
    .shown_as("activity", "calendar-plus")
    .listed(&[NAME.def.key, DURATION.def.key, PLACE.def.key, ACTIVE.def.key], "name")
    .not_searchable()
    .checked();
