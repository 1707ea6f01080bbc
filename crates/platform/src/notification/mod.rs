//! Notifications: what somebody should hear of, kept in the transaction of its cause and told in one place.
//!
//! Whoever writes calls [`notify`]; the key of a notification sees to it that the same thing is told once. What is told is looked up
//! under the rights of who asks, at the moment they ask: of a record one may not see any more nothing is told.

mod assignment;
mod list;
mod model;
mod notify;
mod operation;
mod place;
mod see;
mod setting;
mod table;

pub(crate) use list::find_notification;
pub use list::{NotificationPage, UnseenCount, count_unseen, list_notifications};
pub use model::{Kind, Notification, NotifiedBy};
pub use notify::{NewNotification, forget, notify};
pub(crate) use place::{digest, version};
pub(crate) use see::see_mentioned;
pub use see::{SeeRequest, remove_old_notifications, see_notifications};
pub use setting::{KindSetting, list_settings, put_settings, who_wants_digests};

use crate::feature::Feature;
use records::Rule;

/// Notifications as a feature: their tables, their operations, and the rule that tells of what was given to somebody.
pub static FEATURE: Feature = Feature::new("notification")
    .migrations(table::MIGRATIONS)
    .rules(&[Rule { name: "assignments are told", object: "*", run: assignment::run }])
    .operations(operation::OPERATIONS, operation::routes, operation::schemas);
