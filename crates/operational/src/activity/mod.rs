//! Activities: tasks that come again, remind of themselves and stand in queues; who comes to a meeting; calendars for other programs,
//! working hours, and pages on which customers book.

mod attendee;
mod booking;
mod digest;
mod holding;
pub(crate) mod hours;
mod ics;
mod migration;
mod public;
mod queue;
mod reminder;
mod repeat;
mod schema;
#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod zone;

pub use digest::schedule;

use platform::Feature;
use platform::feature::Routes;
use platform::follower::Follower;
use platform::http::operation::Operation;
use records::Rule;
use standard::task;

/// The feature.
pub static FEATURE: Feature = Feature::new("activity")
    .migrations(migration::MIGRATIONS)
    .rules(&[
        attendee::RULE,
        queue::rule::RULE,
        repeat::RULE,
        Rule { name: "due tasks are told", object: task::KEY, run: reminder::run },
    ])
    .handed_over(holding::HOLDINGS, &[])
    .jobs(digest::JOBS)
    .followers(&[Follower { name: "reminders", begin: reminder::begin, prompt: false }])
    .operations(LIST, routes, schema::schemas);

const LIST: &[Operation] = &[
    queue::NEXT,
    queue::STANDING,
    ics::MEETING,
    ics::FEED,
    ics::MAKE_FEED,
    ics::REMOVE_FEED,
    ics::PUBLIC_FEED,
    hours::LIST,
    hours::PUT,
    booking::LINK,
    booking::UNLINK,
    booking::PAGE,
    booking::BOOK,
    booking::SHOW,
    booking::MOVE,
    booking::CANCEL,
    booking::INVITATION,
];

fn routes() -> Routes {
    [queue::routes(), ics::routes(), hours::routes(), booking::routes()].into_iter().flatten().collect()
}
