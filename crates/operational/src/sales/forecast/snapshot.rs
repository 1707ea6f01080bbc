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
const DEALS: &str = "forecast_snapshot_deal";
/// Deals written together.
const CHUNK: usize = 1_000;
/// Days after which a snapshot is forgotten: somewhat more than a year, so that quarters can be held against each other.
const KEPT_DAYS: i64 = 430;

pub(super) const JOBS: &[JobKind] = &[JobKind { name: KIND, run }];

pub(super) const MIGRATIONS: &[Migration] = &[Migration::both("forecast/0001_snapshot", MIGRATION)];

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
        rhythm: Rhythm::Weekly { weekday: 1, hour: 3, minute: 50 },
        zone: "UTC".to_string(),
        created_by: None,
    };
    let now = platform.now();
    platform.store.write(move |writer| put_schedule(writer, &weekly, now))
}

fn run(context: &JobContext, _payload: Json) -> std::result::Result<Json, JobError> {
    let platform = &context.platform;
    let workspaces = platform.store.read(list_workspaces)?;
    let mut deals = 0;
    for (done, workspace) in workspaces.iter().enumerate() {
        context.progress(done as i64, Some(workspaces.len() as i64), &workspace.name)?;
        deals += take(platform, &system_context(platform, workspace, Channel::Job))?.deals;
    }
    forget(platform)?;
    Ok(json!({"workspaces": workspaces.len(), "deals": deals}))
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
        for table in [TABLE, DEALS] {
            writer.delete(&Delete { table, filter: vec![Condition::Lt("day", Datum::Integer(oldest))] })?;
        }
        Ok(())
    })
}
