//! A snapshot of all open deals, taken each Monday morning: what a forecast is compared with later. Its name is its day.

use crate::sales::sums::house;
use dictionary::Value;
use platform::Platform;
use platform::identity::{list_workspaces, system_context};
use platform::job::{JobContext, JobError, JobKind, NewSchedule, Rhythm, put_schedule};
use records::{Context, FindRequest, Names, Reading};
use serde::Serialize;
use serde_json::{Value as Json, json};
use standard::deal;
use store::migrate::Migration;
use store::table::{Condition, Delete, Insert, OnConflict, Select};
use store::{Datum, Reader};
use vocabulary::{Channel, Currency, Date, Error, Id, Money, Result, Timestamp, WorkspaceId};

const KIND: &str = "forecast.snapshot";
const TABLE: &str = "forecast_snapshot";
const WEEKS: &str = "forecast_week";
const DEALS: &str = "forecast_snapshot_deal";
/// Deals written together.
const CHUNK: usize = 1_000;
/// Days after which a snapshot is forgotten: somewhat more than a year, so that quarters can be held against each other.
const KEPT_DAYS: i64 = 430;

pub(super) const JOBS: &[JobKind] = &[JobKind { name: KIND, run }];

pub(super) const MIGRATIONS: &[Migration] =
    &[Migration::both("forecast/0001_snapshot", MIGRATION), Migration::both("forecast/0002_week", WEEK)];

/// Which weeks have their snapshot: one each, also when two servers look at the clock, and none for weeks nobody was there.
const WEEK: &str = r"
CREATE TABLE forecast_week (
  workspace_id BIGINT NOT NULL, monday BIGINT NOT NULL, taken_at BIGINT NOT NULL, PRIMARY KEY (workspace_id, monday));
";
/// The hour of Monday, where the workspace is, from which on its week's snapshot is taken.
const HOUR: i8 = 4;

const MIGRATION: &str = r"
CREATE TABLE forecast_snapshot (
  workspace_id BIGINT NOT NULL, day BIGINT NOT NULL, taken_at BIGINT NOT NULL, deals BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, day));
CREATE TABLE forecast_snapshot_deal (
  workspace_id BIGINT NOT NULL, day BIGINT NOT NULL, deal_id UUID NOT NULL, owner_id UUID, category TEXT NOT NULL,
  close_on BIGINT, amount BIGINT, currency TEXT, PRIMARY KEY (workspace_id, day, deal_id));
";

/// A snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Snapshot {
    /// The day it shows the morning of.
    pub(super) day: Date,
    /// When it was taken.
    pub(super) taken_at: Timestamp,
    /// How many deals were open.
    pub(super) deals: i64,
}

/// An open deal as a snapshot keeps it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    pub(super) deal: Id,
    pub(super) owner: Option<Id>,
    pub(super) category: String,
    pub(super) close_on: Option<Date>,
    pub(super) amount: Option<Money>,
}

/// Sees to it that snapshots are taken. Call it at each start, after the migrations.
pub fn schedule(platform: &Platform) -> Result<()> {
    let weekly = NewSchedule {
        workspace: WorkspaceId(0),
        name: KIND.to_string(),
        kind: KIND.to_string(),
        label: "Snapshot of the forecast".to_string(),
        payload: Json::Null,
        // Each workspace has its own Monday morning.
        rhythm: Rhythm::Hourly { minute: 50 },
        zone: "UTC".to_string(),
        created_by: None,
    };
    let now = platform.now();
    platform.store.write(move |writer| put_schedule(writer, &weekly, now))
}

fn run(context: &JobContext, _payload: Json) -> std::result::Result<Json, JobError> {
    let platform = &context.platform;
    let workspaces = platform.store.read(list_workspaces)?;
    let (mut deals, mut taken) = (0, 0);
    for (done, workspace) in workspaces.iter().enumerate() {
        context.progress(done as i64, Some(workspaces.len() as i64), &workspace.name)?;
        if let Some(snapshot) = take_weekly(platform, &system_context(platform, workspace, Channel::Job))? {
            deals += snapshot.deals;
            taken += 1;
        }
    }
    forget(platform)?;
    Ok(json!({"workspaces": taken, "deals": deals}))
}

/// The snapshot of this week, if its Monday morning has come and it is not there yet. After a time without a server there is one, of the
/// day it was really taken, and none for the weeks that passed.
fn take_weekly(platform: &Platform, context: &Context) -> Result<Option<Snapshot>> {
    let zone = platform.engine.read(&context.unlimited(), |reading| Ok(house(reading)?.0))?;
    let Some(monday) = week_of(context.now, &zone) else { return Ok(None) };
    let (workspace, now) = (context.workspace, context.now);
    let of_week = vec![
        Condition::Eq("workspace_id", workspace.into()),
        Condition::Eq("monday", Datum::Integer(monday.number())),
    ];
    let there = Select::new(WEEKS, &["monday"], of_week);
    if !platform.store.read(|reader| reader.select(&there))?.is_empty() {
        return Ok(None);
    }
    let snapshot = take(platform, context)?;
    // After the snapshot: a server that dies in between takes it again, under the same day.
    platform.store.write(move |writer| {
        let values = vec![
            ("workspace_id", workspace.into()),
            ("monday", Datum::Integer(monday.number())),
            ("taken_at", now.into()),
        ];
        writer.insert(&Insert { table: WEEKS, values, on_conflict: OnConflict::Ignore })
    })?;
    Ok(Some(snapshot))
}

/// The Monday of the week a moment belongs to where the workspace is; the hours before its first morning belong to the week before.
fn week_of(now: Timestamp, zone: &jiff::tz::TimeZone) -> Option<Date> {
    let local = now.to_jiff()?.to_zoned(zone.clone());
    let since = i64::from(local.weekday().to_monday_zero_offset());
    let monday = Date::from_jiff(local.date()).plus_days(-since);
    Some(if since == 0 && local.hour() < HOUR { monday.plus_days(-7) } else { monday })
}

/// Makes what the snapshot of a past day would have said, as far as the deals themselves tell when they began and ended: the
/// amounts are those of today. For histories that were brought in at once, which else had nothing to be compared with.
pub fn snapshot_of_past(platform: &Platform, context: &Context, day: Date) -> Result<()> {
    let context = context.unlimited();
    let (taken_at, deals) = platform.engine.read(&context, |reading| {
        let (zone, _) = house(reading)?;
        let morning = day.to_jiff().to_zoned(zone).map_err(Error::internal)?;
        let morning = Timestamp::from_jiff(morning.timestamp());
        let filter = json!({"and": [
            {"field": "created_at", "op": "before", "value": morning.to_string()},
            {"or": [
                {"field": deal::OUTCOME.key(), "op": "is", "value": "open"},
                {"field": deal::CLOSED_AT.key(), "op": "on_or_after", "value": morning.to_string()},
            ]},
        ]});
        Ok((morning, kept(reading, filter)?))
    })?;
    keep(platform, context.workspace, day, taken_at, &deals).map(|_| ())
}

/// Takes the snapshot of today; one that was taken today already is taken anew.
pub(super) fn take(platform: &Platform, context: &Context) -> Result<Snapshot> {
    let context = context.unlimited();
    let (day, deals) = platform.engine.read(&context, |reading| {
        let (zone, _) = house(reading)?;
        Ok((reading.context().now.date_in(&zone), open_deals(reading)?))
    })?;
    keep(platform, context.workspace, day, context.now, &deals)
}

fn keep(
    platform: &Platform,
    workspace: WorkspaceId,
    day: Date,
    taken_at: Timestamp,
    deals: &[Kept],
) -> Result<Snapshot> {
    let whole = of_day(workspace, day);
    platform.store.write(move |writer| writer.delete(&Delete { table: DEALS, filter: whole.clone() }))?;
    let count = deals.len() as i64;
    for chunk in deals.chunks(CHUNK) {
        let chunk = chunk.to_vec();
        platform.store.write(move |writer| {
            for kept in &chunk {
                let on_conflict = OnConflict::Replace(&["workspace_id", "day", "deal_id"]);
                writer.insert(&Insert { table: DEALS, values: kept.values(workspace, day), on_conflict })?;
            }
            Ok(())
        })?;
    }
    // Only now is it there: a snapshot of half of the deals is none.
    platform.store.write(move |writer| {
        let values = vec![
            ("workspace_id", workspace.into()),
            ("day", Datum::Integer(day.number())),
            ("taken_at", taken_at.into()),
            ("deals", count.into()),
        ];
        writer.insert(&Insert {
            table: TABLE,
            values,
            on_conflict: OnConflict::Replace(&["workspace_id", "day"]),
        })
    })?;
    Ok(Snapshot { day, taken_at, deals: count })
}

fn of_day(workspace: WorkspaceId, day: Date) -> Vec<Condition> {
    vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("day", Datum::Integer(day.number()))]
}

impl Kept {
    fn values(&self, workspace: WorkspaceId, day: Date) -> Vec<(&'static str, Datum)> {
        vec![
            ("workspace_id", workspace.into()),
            ("day", Datum::Integer(day.number())),
            ("deal_id", self.deal.into()),
            ("owner_id", self.owner.into()),
            ("category", self.category.clone().into()),
            ("close_on", self.close_on.map_or(Datum::Null, |day| Datum::Integer(day.number()))),
            ("amount", self.amount.map(|money| money.minor).into()),
            ("currency", self.amount.map(|money| money.currency.code().to_string()).into()),
        ]
    }

    fn read(row: &[Datum]) -> Result<Kept> {
        let [Datum::Id(deal), owner, Datum::Text(category), close_on, amount, currency] = row else {
            return Err(Error::internal("forecast_snapshot_deal: a row reads otherwise than it was written"));
        };
        let currency: Option<Currency> = currency.text().and_then(|text| text.parse().ok());
        Ok(Kept {
            deal: *deal,
            owner: owner.id(),
            category: category.clone(),
            close_on: close_on.integer().and_then(Date::from_number),
            amount: amount.integer().zip(currency).map(|(minor, currency)| Money::new(minor, currency)),
        })
    }
}

/// The fields a comparison needs.
pub(super) const FIELDS: &[&str] =
    &["amount", "forecast_category", "close_date", "outcome", "closed_at", "created_at"];

fn open_deals(reading: &mut Reading<'_>) -> Result<Vec<Kept>> {
    kept(reading, json!({"field": deal::OUTCOME.key(), "op": "is", "value": "open"}))
}

fn kept(reading: &mut Reading<'_>, filter: Json) -> Result<Vec<Kept>> {
    let request = FindRequest {
        filter: Some(filter),
        fields: Some(Names(FIELDS.iter().map(|field| (*field).to_string()).collect())),
        sort: Some(Names(Vec::new())),
        ..FindRequest::default()
    };
    let mut found = Vec::new();
    reading.scan(deal::KEY, &request, &mut |row| {
        found.push(kept_of(&row));
        Ok(true)
    })?;
    Ok(found)
}

/// What a snapshot would keep of a deal.
pub(super) fn kept_of(row: &records::Viewed) -> Kept {
    Kept {
        deal: row.id(),
        owner: row.meta().owner,
        category: row.value("forecast_category").map(Value::to_text).unwrap_or_default(),
        close_on: match row.value("close_date") {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        },
        amount: match row.value("amount") {
            Some(Value::Money(money)) => Some(*money),
            _ => None,
        },
    }
}

/// The snapshots there are, newest first.
pub(super) fn list(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<Vec<Snapshot>> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into())];
    let rows = reader
        .select(&Select::new(TABLE, &["day", "taken_at", "deals"], filter).descending("day").limit(100))?;
    rows.iter().map(|row| snapshot_of(row)).collect()
}

/// The snapshot of a day.
pub(super) fn find(reader: &mut dyn Reader, workspace: WorkspaceId, day: Date) -> Result<Snapshot> {
    let rows = reader.select(&Select::new(TABLE, &["day", "taken_at", "deals"], of_day(workspace, day)))?;
    rows.first().map(|row| snapshot_of(row)).transpose()?.ok_or_else(Error::not_found)
}

fn snapshot_of(row: &[Datum]) -> Result<Snapshot> {
    let [Datum::Integer(day), Datum::Integer(taken_at), Datum::Integer(deals)] = row else {
        return Err(Error::internal("forecast_snapshot: a row reads otherwise than it was written"));
    };
    let day = Date::from_number(*day).ok_or_else(|| Error::internal("forecast_snapshot: no such day"))?;
    Ok(Snapshot { day, taken_at: Timestamp::from_micros(*taken_at), deals: *deals })
}

/// The deals of a snapshot.
pub(super) fn deals_of(reader: &mut dyn Reader, workspace: WorkspaceId, day: Date) -> Result<Vec<Kept>> {
    let columns = &["deal_id", "owner_id", "category", "close_on", "amount", "currency"];
    let rows = reader.select(&Select::new(DEALS, columns, of_day(workspace, day)))?;
    rows.iter().map(|row| Kept::read(row)).collect()
}

fn forget(platform: &Platform) -> Result<()> {
    let oldest = platform.now().date_in(&jiff::tz::TimeZone::UTC).plus_days(-KEPT_DAYS).number();
    platform.store.write(move |writer| {
        for (table, day) in [(TABLE, "day"), (DEALS, "day"), (WEEKS, "monday")] {
            writer.delete(&Delete { table, filter: vec![Condition::Lt(day, Datum::Integer(oldest))] })?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::testing::World;

    fn taken(world: &World) -> Vec<String> {
        let context = world.ana.context(&world.platform);
        take_weekly(&world.platform, &system_context(&world.platform, &world.ana.workspace, Channel::Job))
            .unwrap();
        let workspace = context.workspace;
        let all = world.platform.store.read(|reader| list(reader, workspace)).unwrap();
        all.iter().rev().map(|one| format!("{} {}", one.day, one.taken_at)).collect()
    }

    #[test]
    fn each_week_has_one_snapshot_from_its_monday_morning_on() {
        // The workspace is in Ljubljana; the clocks go back on the 25th of October.
        let world = World::at("2026-10-19T01:59:00Z");
        // Before four o'clock on Monday it is still the week before, whose snapshot is missing: it is taken with its real time.
        assert_eq!(taken(&world).len(), 1);
        assert!(taken(&world)[0].starts_with("2026-10-19 2026-10-19T01:59:00"));
        for (moment, count) in [
            // The snapshot of the new week takes the place of that of the same day.
            ("2026-10-19T02:00:00Z", 1),
            ("2026-10-25T22:59:00Z", 1),
            ("2026-10-26T02:59:00Z", 1),
            ("2026-10-26T03:00:00Z", 2),
            ("2026-10-26T04:00:00Z", 2),
            ("2026-11-01T22:00:00Z", 2),
        ] {
            world.is(moment);
            assert_eq!(taken(&world).len(), count, "{moment}: {:?}", taken(&world));
        }
    }

    #[test]
    fn after_weeks_without_a_server_there_is_one_with_its_real_time() {
        let world = World::at("2026-06-01T06:00:00Z");
        assert_eq!(taken(&world), ["2026-06-01 2026-06-01T06:00:00Z"]);
        world.is("2026-07-02T15:30:00Z");
        assert_eq!(taken(&world).len(), 2);
        assert_eq!(taken(&world)[1], "2026-07-02 2026-07-02T15:30:00Z");
        world.is("2026-07-06T02:00:00Z");
        assert_eq!(taken(&world).len(), 3, "the next Monday is its own week again");
    }

    #[test]
    fn the_week_begins_where_the_workspace_is() {
        let week = |moment: &str, zone: &str| {
            let zone = jiff::tz::TimeZone::get(zone).unwrap();
            week_of(moment.parse().unwrap(), &zone).unwrap().to_string()
        };
        // Monday 03:50 in London is still Sunday in Los Angeles and Monday afternoon in Auckland.
        let moment = "2026-11-23T03:50:00Z";
        assert_eq!(week(moment, "Europe/London"), "2026-11-16");
        assert_eq!(week(moment, "America/Los_Angeles"), "2026-11-16");
        assert_eq!(week(moment, "Pacific/Auckland"), "2026-11-23");
        assert_eq!(week("2026-11-23T12:00:00Z", "America/Los_Angeles"), "2026-11-23");
    }
}
