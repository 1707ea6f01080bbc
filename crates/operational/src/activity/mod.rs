//! Activities: what is to be done reminds of itself.

mod reminder;

use platform::Feature;
use platform::follower::Follower;
use records::Rule;
use standard::task;

/// The feature.
pub static FEATURE: Feature = Feature::new("activity")
    .migrations(reminder::MIGRATIONS)
    .rules(&[Rule { name: "due tasks are told", object: task::KEY, run: reminder::run }])
    .followers(&[Follower { name: "reminders", begin: reminder::begin }]);
