//! What serving customers costs, as the workspace says once for all analyses of profit.

use records::Reading;
use serde::{Deserialize, Serialize};
use store::migrate::Migration;
use store::table::{Condition, Insert, OnConflict, Select};
use store::{Datum, Reader, Writer};
use vocabulary::{Decimal, Error, Problem, Result, WorkspaceId};

const TABLE: &str = "serving_rate";

pub(super) const MIGRATIONS: &[Migration] = &[
    Migration::both("analytical/0060_serving_rate", TEXT),
    Migration::both("analytical/0061_information_rate", INFORMATION),
];

const TEXT: &str = r"
CREATE TABLE serving_rate (
  workspace_id BIGINT NOT NULL, hour BIGINT NOT NULL, call_minutes BIGINT NOT NULL, meeting_minutes BIGINT NOT NULL,
  purchase BIGINT NOT NULL, taken_back BIGINT NOT NULL, PRIMARY KEY (workspace_id));
";

const INFORMATION: &str = "ALTER TABLE serving_rate ADD COLUMN information BIGINT NOT NULL DEFAULT 0;";

const COLUMNS: &[&str] =
    &["hour", "call_minutes", "meeting_minutes", "purchase", "taken_back", "information"];

/// The highest rate.
pub(super) const MOST: i64 = 1_000_000;
/// The longest call or meeting.
pub(super) const MINUTES: i64 = 24 * 60;

/// The rates; money in major units of the workspace's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rates {
    pub(super) hour: Decimal,
    pub(super) call_minutes: i64,
    pub(super) meeting_minutes: i64,
    pub(super) purchase: Decimal,
    pub(super) taken_back: Decimal,
    /// What keeping and knowing customers costs in a month: software, data, the time of those who look after it.
    #[serde(default = "nothing")]
    pub(super) information: Decimal,
}

/// Scripts of before do not know of it.
fn nothing() -> Decimal {
    Decimal::from_millionths(0)
}

/// As long as nobody said anything: no money, and times that are usual.
const NOBODY_SAID: Rates = Rates {
    hour: Decimal::from_millionths(0),
    call_minutes: 10,
    meeting_minutes: 60,
    purchase: Decimal::from_millionths(0),
    taken_back: Decimal::from_millionths(0),
    information: Decimal::from_millionths(0),
};

impl Rates {
    /// Refuses what is out of bounds, field by field.
    pub(super) fn check(&self) -> Result<()> {
        let mut problems = Vec::new();
        for (name, rate) in [
            ("hour", self.hour),
            ("purchase", self.purchase),
            ("taken_back", self.taken_back),
            ("information", self.information),
        ] {
            if !(0..=MOST * Decimal::ONE).contains(&rate.millionths()) {
                problems.push(Problem::new(
                    name,
                    "out_of_range",
                    format!("Give an amount from 0 to {MOST}."),
                ));
            }
        }
        for (name, minutes) in
            [("call_minutes", self.call_minutes), ("meeting_minutes", self.meeting_minutes)]
        {
            if !(0..=MINUTES).contains(&minutes) {
                problems.push(Problem::new(
                    name,
                    "out_of_range",
                    format!("Give minutes from 0 to {MINUTES}."),
                ));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
    }
}

/// The rates of the workspace somebody reads in.
pub(super) fn of(reading: &mut Reading<'_>) -> Result<Rates> {
    let workspace = reading.context().workspace;
    load(reading.reader(), workspace)
}

pub(super) fn load(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<Rates> {
    let rows =
        reader.select(&Select::new(TABLE, COLUMNS, vec![Condition::Eq("workspace_id", workspace.into())]))?;
    let Some(row) = rows.first() else { return Ok(NOBODY_SAID) };
    let number = |place: usize| row.get(place).and_then(Datum::integer).unwrap_or_default();
    let rate = |place: usize| Decimal::from_millionths(number(place));
    Ok(Rates {
        hour: rate(0),
        call_minutes: number(1),
        meeting_minutes: number(2),
        purchase: rate(3),
        taken_back: rate(4),
        information: rate(5),
    })
}

pub(super) fn put(writer: &mut dyn Writer, workspace: WorkspaceId, rates: &Rates) -> Result<()> {
    let values = vec![
        ("workspace_id", workspace.into()),
        ("hour", rates.hour.millionths().into()),
        ("call_minutes", rates.call_minutes.into()),
        ("meeting_minutes", rates.meeting_minutes.into()),
        ("purchase", rates.purchase.millionths().into()),
        ("taken_back", rates.taken_back.millionths().into()),
        ("information", rates.information.millionths().into()),
    ];
    let on_conflict = OnConflict::Replace(&["workspace_id"]);
    writer.insert(&Insert { table: TABLE, values, on_conflict }).map(|_| ())
}
