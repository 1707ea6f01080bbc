//! Activities: tasks that come again, remind of themselves and stand in queues.

mod holding;
mod queue;
mod reminder;
mod repeat;
mod schema;
#[cfg(test)]
mod testing;
mod zone;

use platform::Feature;
use platform::feature::Routes;
use platform::follower::Follower;
use platform::http::operation::Operation;
use records::Rule;
use standard::task;

/// The feature.
pub static FEATURE: Feature = Feature::new("activity")
    .migrations(reminder::MIGRATIONS)
    .rules(&[
        queue::rule::RULE,
        repeat::RULE,
        Rule { name: "due tasks are told", object: task::KEY, run: reminder::run },
    ])
    .handed_over(holding::HOLDINGS, &[])
    .followers(&[Follower { name: "reminders", begin: reminder::begin }])
    .operations(LIST, routes, schema::schemas);

const LIST: &[Operation] = &[queue::NEXT, queue::STANDING];

fn routes() -> Routes {
    [queue::routes()].into_iter().flatten().collect()
}
