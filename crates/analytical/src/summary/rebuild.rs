//! The summaries of all customers worked out anew, as a job: what differs from the kept ones is mended and counted. It should be
//! none; whoever doubts a figure can see so. One customer after the other, in short transactions, so that others write in between.

use axum::extract::State;
use platform::Platform;
use platform::feature::{Routes, Schemas};
use platform::http::app::{App, answer};
use platform::http::operation::{Door, Method, Operation, Shape, answered_by, operation};
use platform::http::{Answer, Asker};
use platform::identity::Authenticated;
use platform::job::{Job, JobContext, JobError, JobKind, NewJob, enqueue, find_job};
use records::FindRequest;
use serde_json::{Value as Json, json};
use standard::{company, customer, person};
use store::table::{Condition, Delete, Insert, Select};
use store::{Datum, Writer};
use vocabulary::{Result, WorkspaceId};

const KIND: &str = "customer.summaries";
const LABEL: &str = "Working out the summaries of all customers anew";
/// What is written here is worked out anew by a trigger, and says afterwards whether it differed.
const CHECK: &str = "customer_check";
/// Customers of one commit.
const PIECE: u32 = 200;

/// The fields a summary consists of.
const FIELDS: [&str; 23] = [
    customer::FIRST.def.key,
    customer::LAST.def.key,
    customer::COUNT.def.key,
    customer::DAYS.def.key,
    customer::TOTAL.def.key,
    customer::GAP.def.key,
    customer::RETURNS.def.key,
    customer::RETURNED.def.key,
    customer::OPEN_DEALS.def.key,
    customer::OPEN_AMOUNT.def.key,
    customer::WON_DEALS.def.key,
    customer::MARGIN.def.key,
    customer::COSTED.def.key,
    customer::MARGIN_SHARE.def.key,
    customer::DISCOUNTS.def.key,
    customer::DISCOUNTED.def.key,
    customer::PRODUCTS.def.key,
    customer::PRODUCT.def.key,
    customer::CATEGORIES.def.key,
    customer::CATEGORY.def.key,
    customer::BOUGHT_THROUGH.def.key,
    customer::USUAL_CHANNEL.def.key,
    customer::LAST_ACTIVITY.def.key,
];

pub(super) static JOBS: &[JobKind] = &[JobKind { name: KIND, run: rebuild }];

pub(super) static OPERATIONS: &[Operation] = &[operation(
    "create_customer_summaries",
    Method::Post,
    "/customer-summaries",
    "Works out the summaries of all companies and people anew. They are kept with every write, so nothing should differ; the job tells how many did, and mends them.",
)
.of("Analyses")
.door(Door::Administrator)
.gives(Shape::Named("Job"))
.taken()];

pub(super) fn routes() -> Routes {
    vec![("create_customer_summaries", answered_by(Method::Post, create_customer_summaries))]
}

pub(super) fn schemas() -> Schemas {
    Vec::new()
}

async fn create_customer_summaries(State(app): State<App>, asker: Asker) -> Answer {
    asker.require_administrator()?;
    answer(202, &app.work(&asker, ask).await?)
}

fn ask(platform: &Platform, asker: &Authenticated) -> Result<Job> {
    let new = NewJob::new(platform, asker, KIND, LABEL, Json::Null);
    let id = new.id;
    platform.store.write(move |writer| enqueue(writer, &new).map(|_| ()))?;
    platform.jobs.ring();
    find_job(platform, asker, id)
}

fn rebuild(job: &JobContext, _payload: Json) -> std::result::Result<Json, JobError> {
    let context = job.context()?.unlimited();
    let (workspace, store) = (context.workspace, &job.platform.store);
    let mut total = 0;
    for object in [company::KEY, person::KEY] {
        let counted = job
            .platform
            .engine
            .read(&context, |reading| reading.count(object, &FindRequest::default(), None))?;
        total += i64::try_from(counted.value).unwrap_or_default();
    }
    let (mut checked, mut differed) = (0_i64, 0_i64);
    for object in [company::KEY, person::KEY] {
        let mut after = None;
        loop {
            let place = after.clone();
            let ids = store.read(|reader| {
                let mut filter = vec![Condition::Eq("workspace_id", workspace.into())];
                filter.extend(place.map(|id| Condition::Gt("id", id)));
                reader.select(&Select::new(object, &["id"], filter).ascending("id").limit(PIECE))
            })?;
            let ids: Vec<Datum> = ids.into_iter().filter_map(|row| row.into_iter().next()).collect();
            let Some(last) = ids.last() else { break };
            after = Some(last.clone());
            checked += i64::try_from(ids.len()).unwrap_or_default();
            let hold = job.hold();
            differed += store.write(move |writer| {
                hold.check(writer)?;
                anew(writer, workspace, &ids)
            })?;
            job.progress(checked, Some(total.max(checked)), "")?;
        }
    }
    if differed > 0 {
        // They are written without an event: segments whose rule looks at one are held against all records again.
        store.write(move |writer| crate::segment::stale(writer, workspace, &FIELDS))?;
    }
    Ok(json!({"checked": checked, "differed": differed}))
}

/// Works out the summaries of these customers anew; answers how many were others before.
pub(super) fn anew(writer: &mut dyn Writer, workspace: WorkspaceId, ids: &[Datum]) -> Result<i64> {
    for id in ids {
        let values = vec![
            ("workspace_id", workspace.into()),
            ("customer", id.clone()),
            ("before", String::new().into()),
            ("differed", 0_i64.into()),
        ];
        writer.insert(&Insert::new(CHECK, values))?;
    }
    let of = || vec![Condition::Eq("workspace_id", workspace.into())];
    let mut filter = of();
    filter.push(Condition::Eq("differed", 1_i64.into()));
    let differed = writer.select(&Select::new(CHECK, &["customer"], filter))?.len();
    writer.delete(&Delete { table: CHECK, filter: of() })?;
    Ok(i64::try_from(differed).unwrap_or(i64::MAX))
}
