//! A lesson while it is written: learners go on with what is published until the draft is, at once and as one version.

mod content;
mod keep;
mod outline;
mod publish;
mod show;
mod table;

pub(super) use keep::{discard_lesson_draft, put_lesson_draft};
pub(super) use outline::show_course_outline;
pub(super) use publish::publish_lesson;
pub(super) use show::show_lesson_draft;
pub(super) use table::{MIGRATION, forget, is_publishing};
