//! How far somebody has come with a lesson and with a course: worked out from their attempts. Pure.

use super::table::Outcome;
use serde::Serialize;
use vocabulary::{Date, Id, Timestamp};

/// How far somebody has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    /// Nothing was tried.
    New,
    /// It was begun, and is not passed.
    Started,
    /// It was tried, and did not suffice.
    Failed,
    /// It is passed, on a version that has changed since.
    Outdated,
    /// It is passed.
    Passed,
}

/// A lesson, for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) state: State,
    /// The best score.
    pub(super) score: Option<i64>,
    /// When it was passed first, on the newest version it was passed on.
    pub(super) passed_at: Option<Timestamp>,
    /// The version it was passed on.
    pub(super) passed_revision: Option<i64>,
    /// The attempt that was begun and not ended.
    pub(super) open: Option<Id>,
}

/// How far somebody has come with a lesson that is at a revision now; `all` are their attempts at it, in their sequence.
pub(super) fn of_lesson<'a>(all: impl Iterator<Item = &'a Outcome> + Clone, revision: i64) -> Standing {
    let best = all.clone().filter(|one| one.passed).max_by(|one, other| {
        // Of the newest version, the first: repeating does not move the day it was completed.
        one.revision.cmp(&other.revision).then(other.finished_at.cmp(&one.finished_at))
    });
    let last = all.clone().last();
    let open = last.filter(|one| one.finished_at.is_none());
    let state = match (best, last) {
        (Some(best), _) if best.revision >= revision => State::Passed,
        (Some(_), _) => State::Outdated,
        (None, None) => State::New,
        (None, Some(last)) if last.finished_at.is_some() => State::Failed,
        (None, Some(_)) => State::Started,
    };
    Standing {
        state,
        score: all.filter_map(|one| one.score).max(),
        passed_at: best.and_then(|one| one.finished_at),
        passed_revision: best.map(|one| one.revision),
        open: open.map(|one| one.id),
    }
}

/// How far somebody has come with a course, from its lessons.
pub(super) fn of_course(lessons: &[Standing]) -> State {
    let all = |wanted: fn(State) -> bool| !lessons.is_empty() && lessons.iter().all(|one| wanted(one.state));
    if all(|state| state == State::Passed) {
        State::Passed
    } else if all(|state| matches!(state, State::Passed | State::Outdated)) {
        State::Outdated
    } else if lessons.iter().all(|one| one.state == State::New) {
        State::New
    } else {
        State::Started
    }
}

/// Whether a course that is not completed should have been.
pub(super) fn is_overdue(state: State, due: Option<Date>, today: Date) -> bool {
    !matches!(state, State::Passed | State::Outdated) && due.is_some_and(|due| due < today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::{IdSource, SeededIds};

    fn outcome(revision: i64, passed: bool, finished: Option<i64>) -> Outcome {
        let now = Timestamp::from_micros(0);
        let id = SeededIds::new(1).next(now);
        let score = finished.map(|_| if passed { 100 } else { 50 });
        Outcome {
            id,
            user: id,
            lesson: id,
            revision,
            score,
            passed,
            finished_at: finished.map(Timestamp::from_micros),
        }
    }

    #[test]
    fn a_lesson_is_passed_on_the_version_it_was_passed_on() {
        let cases = [
            (vec![], State::New),
            (vec![outcome(2, false, None)], State::Started),
            (vec![outcome(2, false, Some(1))], State::Failed),
            (vec![outcome(1, true, Some(1))], State::Outdated),
            (vec![outcome(1, true, Some(1)), outcome(2, false, Some(2))], State::Outdated),
            (vec![outcome(1, true, Some(1)), outcome(2, true, Some(2))], State::Passed),
            (vec![outcome(2, true, Some(1)), outcome(2, false, Some(2))], State::Passed),
        ];
        for (attempts, state) in cases {
            assert_eq!(of_lesson(attempts.iter(), 2).state, state, "{attempts:?}");
        }
        let repeated = [outcome(2, true, Some(1)), outcome(2, true, Some(9))];
        assert_eq!(of_lesson(repeated.iter(), 2).passed_at, Some(Timestamp::from_micros(1)));
    }

    #[test]
    fn a_course_is_completed_with_its_last_lesson() {
        let at = |state| Standing { state, score: None, passed_at: None, passed_revision: None, open: None };
        assert_eq!(of_course(&[]), State::New);
        assert_eq!(of_course(&[at(State::New), at(State::New)]), State::New);
        assert_eq!(of_course(&[at(State::Passed), at(State::New)]), State::Started);
        assert_eq!(of_course(&[at(State::Passed), at(State::Outdated)]), State::Outdated);
        assert_eq!(of_course(&[at(State::Passed)]), State::Passed);
        let day = |day| Date::new(2026, 3, day);
        assert!(is_overdue(State::Started, day(1), day(2).unwrap()));
        assert!(!is_overdue(State::Started, day(2), day(2).unwrap()));
        assert!(!is_overdue(State::Passed, day(1), day(2).unwrap()));
    }
}
