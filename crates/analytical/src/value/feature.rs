//! What of a customer's behavior foretells leaving, as numbers a regression takes, and the facts behind them that a reason is told
//! with.

use super::history::{Day, Summary, Who, summary};
use serde_json::{Value as Json, json};
use std::collections::HashMap;

/// The columns of the regression. Reasons are told under these names.
pub(crate) const COLUMNS: [&str; 8] =
    ["silence", "rhythm", "frequency", "age", "trend", "spend", "returns", "talks"];

/// When somebody of ours spoke with a customer: days since 1970, in sequence.
pub(crate) type Talks = HashMap<Who, Vec<i32>>;

/// A customer on the evening of a day.
#[derive(Clone, Debug)]
pub(crate) struct Behavior {
    pub(crate) who: Who,
    pub(crate) summary: Summary,
    /// Days since the last purchase.
    pub(crate) silence: i32,
    /// Days from one purchase to the next on average; none without a repeat.
    pub(super) gap: Option<f64>,
    /// Days with purchases in the last so many days, and in as many before.
    lately: u32,
    before: u32,
    /// Share of what was bought that came back.
    returned: f64,
    talks: usize,
}

impl Behavior {
    /// The customer as it stood at the end of `cut`; `days` is how long a silence counts as leaving.
    pub(crate) fn of(
        who: Who,
        history: &[Day],
        cut: i32,
        until: i32,
        days: i32,
        talks: &Talks,
    ) -> Option<Behavior> {
        let summary = summary(history, cut, until)?;
        let (mut lately, mut before, mut bought, mut returned) = (0, 0, 0_i64, 0_i64);
        for day in history.iter().take_while(|day| day.day <= cut) {
            if day.bought && day.day > cut - days {
                lately += 1;
            } else if day.bought && day.day > cut - 2 * days {
                before += 1;
            }
            bought = bought.saturating_add(day.amount - day.returned);
            returned = returned.saturating_sub(day.returned);
        }
        #[expect(clippy::cast_precision_loss, reason = "amounts of one customer are far below 2^53")]
        let returned = if bought > 0 { (returned as f64 / bought as f64).clamp(0.0, 1.0) } else { 0.0 };
        let spoken = talks
            .get(&who)
            .map_or(0, |spoken| spoken.iter().filter(|day| **day <= cut && **day > cut - days).count());
        let frequency = summary.customer.frequency;
        let gap =
            (frequency > 0).then(|| f64::from(summary.last - summary.first) / f64::from(frequency.max(1)));
        Some(Behavior {
            who,
            summary,
            silence: cut - summary.last,
            gap,
            lately,
            before,
            returned,
            talks: spoken,
        })
    }

    /// The row of the regression; `usual` is everybody's time between purchases, for those who have none of their own.
    pub(crate) fn row(&self, usual: f64) -> [f64; COLUMNS.len()] {
        let silence = f64::from(self.silence);
        let (lately, before) = (f64::from(self.lately), f64::from(self.before));
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let talks = self.talks as f64;
        [
            silence.ln_1p(),
            (silence / self.gap.unwrap_or(usual).max(1.0)).min(10.0),
            f64::from(self.summary.customer.frequency).ln_1p(),
            (self.summary.customer.age * 7.0).ln_1p(),
            (lately - before) / (lately + before).max(1.0),
            self.summary.spend.mean.max(0.0).ln_1p(),
            self.returned,
            talks.ln_1p(),
        ]
    }

    /// Whether the silence is longer than what is usual for this customer, or for everybody where nothing is.
    pub(crate) fn is_late(&self, usual: f64) -> bool {
        f64::from(self.silence) > self.gap.unwrap_or(usual)
    }

    /// The facts a reason is told with.
    pub(crate) fn facts(&self) -> Json {
        json!({
            "silence": self.silence,
            "gap": self.gap.map(f64::round),
            "days": self.summary.customer.frequency + 1,
            "lately": self.lately,
            "before": self.before,
            "returned": self.returned,
            "talks": self.talks,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::history::tests::{history, person};
    use super::*;

    #[test]
    fn behavior_is_what_was_known_on_that_evening() {
        let history = history(&[(1, 0, 4000), (1, 30, 2000), (1, 60, 2000), (1, 65, -1000), (1, 100, 9000)]);
        let (who, days) = history.customers().next().unwrap();
        let talks = Talks::from([(person(1), vec![10, 70, 95])]);
        let seen = Behavior::of(who, days, 80, 120, 40, &talks).unwrap();
        assert_eq!((seen.silence, seen.gap, seen.lately, seen.before), (20, Some(30.0), 1, 1));
        assert_eq!((seen.returned, seen.talks, seen.summary.later), (0.125, 1, 1));
        let row = seen.row(50.0);
        assert!(row.iter().all(|value| value.is_finite()));
        assert_eq!((row[1], row[4]), (20.0 / 30.0, 0.0));
        assert!(Behavior::of(who, days, -1, 120, 40, &talks).is_none());
    }
}
