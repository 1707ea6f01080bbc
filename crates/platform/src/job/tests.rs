//! What whoever enqueues a job relies on: it happens, once, in the end; and it can be stopped.

use super::*;
use crate::identity::{UserChange, change_user};
use crate::testing::World;
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use store::table::{Condition, Delete, Select};
use store::testing::Fresh;
use vocabulary::{Error, Id, WorkspaceId};

store::on_both_databases! {
    a_job_runs_and_answers, a_job_exists_only_if_its_cause_does, the_handler_decides_between_again_and_never,
    a_job_whose_server_died_goes_on_elsewhere_and_its_late_writes_do_nothing, signs_of_life_keep_a_long_job,
    only_one_server_gets_a_job, a_job_that_kills_its_server_is_given_up,
    waiting_and_running_jobs_can_be_stopped, jobs_have_the_rights_their_owner_has_when_they_run,
    jobs_are_seen_by_their_owner_and_by_administrators, a_schedule_runs_once_a_day_however_many_servers_look,
    workers_do_the_work_and_stop_when_told, the_clean_up_removes_what_has_run_out,
}

/// A job in the hands of a server that dies now.
pub(crate) fn claim_for_tests(
    platform: &std::sync::Arc<crate::Platform>,
    kinds: &[&'static str],
) -> JobContext {
    let job = claim::claim(platform, kinds, "dies").unwrap().unwrap();
    let running = platform.jobs.begin(&job);
    JobContext { platform: platform.clone(), job, running }
}

/// How far a job is now, whoever has it.
pub(crate) fn checkpoint_for_tests(job: &JobContext) -> Option<Value> {
    let (workspace, id) = (job.job.workspace, job.job.id);
    job.platform.store.read(|reader| model::load(reader, workspace, id)).unwrap().unwrap().checkpoint
}

/// The effect of a job: a row of a table everybody has.
fn effect(context: &JobContext, payload: Value) -> Result<Value, JobError> {
    let (hold, name, now) = (context.hold(), payload["name"].as_str().unwrap().to_string(), context.now());
    let workspace = context.job.workspace;
    context.platform.store.write(move |writer| {
        hold.check(writer)?;
        let schedule = NewSchedule {
            workspace,
            name: name.clone(),
            kind: "none".to_string(),
            label: String::new(),
            payload: Value::Null,
            rhythm: Rhythm::Weekly { weekday: 1, hour: 0, minute: 0 },
            zone: "UTC".to_string(),
            created_by: None,
        };
        put_schedule(writer, &schedule, now)
    })?;
    Ok(json!({ "made": payload["name"] }))
}

fn count_slowly(context: &JobContext, _: Value) -> Result<Value, JobError> {
    for step in 0..3 {
        context.platform.jobs.find(context.job.id).unwrap().cancelled.store(step == 2, Ordering::SeqCst);
        context.progress(step, Some(3), "counting")?;
    }
    Ok(Value::Null)
}

fn whose_rights(context: &JobContext, _: Value) -> Result<Value, JobError> {
    let rights = context.context()?.rights;
    Ok(json!({ "administrator": rights.administrator() }))
}

const KINDS: &[JobKind] = &[
    JobKind { name: "effect", run: effect },
    JobKind { name: "count", run: count_slowly },
    JobKind { name: "whose", run: whose_rights },
    JobKind {
        name: "retry",
        run: |_, _| Err(JobError::Retry(Error::Unavailable("The mail server is away.".to_string()))),
    },
    JobKind { name: "fail", run: |_, _| Err(Error::invalid("file", "malformed", "No table in it.").into()) },
    JobKind { name: "panic", run: |_, _| panic!("on purpose") },
];

fn enqueue_now(world: &World, kind: &str, payload: Value) -> Id {
    let job = NewJob::new(&world.platform, &world.administrator(), kind, "A job", payload);
    let id = job.id;
    world.platform.store.write(move |writer| enqueue(writer, &job)).unwrap();
    id
}

fn run(world: &World) -> usize {
    run_due(&world.platform, KINDS, "here").unwrap()
}

fn job(world: &World, id: Id) -> Job {
    find_job(&world.platform, &world.administrator(), id).unwrap()
}

fn effects(world: &World) -> usize {
    let select = Select::new("schedule", &["name"], vec![Condition::Eq("kind", "none".into())]);
    world.platform.store.read(|reader| reader.select(&select)).unwrap().len()
}

fn a_job_runs_and_answers(fresh: Fresh) {
    let world = World::new(fresh);
    let id = enqueue_now(&world, "effect", json!({ "name": "a" }));
    assert_eq!(job(&world, id).state, JobState::Queued);
    assert_eq!(run(&world), 1);
    let done = job(&world, id);
    assert_eq!((done.state, done.result, effects(&world)), (JobState::Done, Some(json!({ "made": "a" })), 1));
    assert_eq!(run(&world), 0, "and not again");
}

fn a_job_exists_only_if_its_cause_does(fresh: Fresh) {
    let world = World::new(fresh);
    let job = NewJob::new(&world.platform, &world.administrator(), "effect", "A job", Value::Null);
    let failed = world.platform.store.write(move |writer| {
        enqueue(writer, &job)?;
        Err::<(), _>(Error::invalid("cause", "wrong", "The cause failed."))
    });
    assert!(failed.is_err());
    assert_eq!(run(&world), 0);
}

fn the_handler_decides_between_again_and_never(fresh: Fresh) {
    let world = World::new(fresh);
    let (again, never, panicked) = (
        enqueue_now(&world, "retry", Value::Null),
        enqueue_now(&world, "fail", Value::Null),
        enqueue_now(&world, "panic", Value::Null),
    );
    assert_eq!(run(&world), 3);
    assert_eq!(job(&world, never).state, JobState::Failed);
    assert_eq!(job(&world, never).error.as_deref(), Some("file: No table in it."));
    assert_eq!(job(&world, panicked).state, JobState::Failed);
    assert!(!job(&world, panicked).error.unwrap().contains("on purpose"), "that is for the log");
    let mut pauses = Vec::new();
    while job(&world, again).state == JobState::Queued {
        let pause = (job(&world, again).run_at.micros() - world.platform.now().micros()) / 1_000_000;
        assert_eq!(run(&world), 0, "not before its time");
        world.clock.advance(pause);
        pauses.push(pause);
        assert_eq!(run(&world), 1);
    }
    assert_eq!(pauses, [5, 20, 80, 320]);
    let failed = job(&world, again);
    assert_eq!(
        (failed.state, failed.attempts, failed.error.as_deref()),
        (JobState::Failed, 5, Some("The mail server is away."))
    );
}

fn a_job_whose_server_died_goes_on_elsewhere_and_its_late_writes_do_nothing(fresh: Fresh) {
    let world = World::new(fresh);
    let id = enqueue_now(&world, "effect", json!({ "name": "a" }));
    let dead = claim::claim(&world.platform, &["effect"], "dead").unwrap().unwrap();
    let other = world.another_server();
    assert_eq!(run_due(&other, KINDS, "other").unwrap(), 0, "its lease still holds");
    world.clock.advance(61);
    assert_eq!(run_due(&other, KINDS, "other").unwrap(), 1);
    assert_eq!((job(&world, id).state, job(&world, id).attempts), (JobState::Done, 2));
    // The dead one comes back and goes on where it was.
    let running = world.platform.jobs.begin(&dead);
    let context = JobContext { platform: world.platform.clone(), job: dead, running };
    let late = effect(&context, json!({ "name": "late" }));
    assert!(matches!(late, Err(JobError::Fail(Error::Conflict(..)))), "{late:?}");
    assert_eq!(context.progress(1, None, ""), Err(JobError::Stopped));
    assert_eq!(effects(&world), 1);
}

fn signs_of_life_keep_a_long_job(fresh: Fresh) {
    let world = World::new(fresh);
    let id = enqueue_now(&world, "effect", json!({ "name": "a" }));
    let taken = claim::claim(&world.platform, &["effect"], "here").unwrap().unwrap();
    let running = world.platform.jobs.begin(&taken);
    for _ in 0..5 {
        world.clock.advance(50);
        keeper::keep(&world.platform).unwrap();
    }
    assert_eq!(run_due(&world.another_server(), KINDS, "other").unwrap(), 0);
    cancel_job(&world.another_server(), &world.administrator(), id).unwrap();
    keeper::keep(&world.platform).unwrap();
    assert!(running.cancelled.load(Ordering::SeqCst), "asked for on another server");
}

fn only_one_server_gets_a_job(fresh: Fresh) {
    let world = World::new(fresh);
    for number in 0..20 {
        enqueue_now(&world, "effect", json!({ "name": format!("n{number}") }));
    }
    let counts: Vec<usize> = std::thread::scope(|scope| {
        let servers: Vec<_> = (0..4)
            .map(|number| {
                let platform = world.another_server();
                scope.spawn(move || run_due(&platform, KINDS, &format!("server {number}")).unwrap())
            })
            .collect();
        servers.into_iter().map(|server| server.join().unwrap()).collect()
    });
    assert_eq!(counts.iter().sum::<usize>(), 20, "{counts:?}");
    assert_eq!(effects(&world), 20);
}

fn a_job_that_kills_its_server_is_given_up(fresh: Fresh) {
    let world = World::new(fresh);
    let id = enqueue_now(&world, "effect", json!({ "name": "a" }));
    for _ in 0..5 {
        assert!(claim::claim(&world.platform, &["effect"], "dies").unwrap().is_some());
        world.clock.advance(61);
    }
    assert_eq!(run(&world), 0);
    assert_eq!((job(&world, id).state, effects(&world)), (JobState::Failed, 0));
}

fn waiting_and_running_jobs_can_be_stopped(fresh: Fresh) {
    let world = World::new(fresh);
    let waiting = enqueue_now(&world, "effect", json!({ "name": "a" }));
    assert_eq!(
        cancel_job(&world.platform, &world.administrator(), waiting).unwrap().state,
        JobState::Cancelled
    );
    assert_eq!((run(&world), effects(&world)), (0, 0));
    assert!(cancel_job(&world.platform, &world.administrator(), waiting).is_err(), "it has ended");
    let running = enqueue_now(&world, "count", Value::Null);
    assert_eq!(run(&world), 1);
    let stopped = job(&world, running);
    assert_eq!(
        (stopped.state, stopped.progress.done, stopped.progress.total),
        (JobState::Cancelled, 1, Some(3))
    );
}

fn jobs_have_the_rights_their_owner_has_when_they_run(fresh: Fresh) {
    let world = World::new(fresh);
    let eva = world.user("eva@example.com", "Administrator").authenticated;
    let ask = || {
        let job = NewJob::new(&world.platform, &eva, "whose", "Whose", Value::Null);
        let id = job.id;
        world.platform.store.write(move |writer| enqueue(writer, &job)).unwrap();
        id
    };
    let change = |change: UserChange| {
        change_user(&world.platform, &world.administrator(), eva.user.id, change).unwrap()
    };
    let full = ask();
    run(&world);
    assert_eq!(job(&world, full).result, Some(json!({ "administrator": true })));
    let less = ask();
    change(UserChange { role: Some(world.role("Viewer")), ..UserChange::default() });
    run(&world);
    assert_eq!(job(&world, less).result, Some(json!({ "administrator": false })));
    let none = ask();
    change(UserChange { active: Some(false), ..UserChange::default() });
    run(&world);
    assert_eq!(job(&world, none).state, JobState::Failed);
}

fn jobs_are_seen_by_their_owner_and_by_administrators(fresh: Fresh) {
    let world = World::new(fresh);
    let id = enqueue_now(&world, "effect", json!({ "name": "a" }));
    let eva = world.user("eva@example.com", "Seller").authenticated;
    assert!(matches!(find_job(&world.platform, &eva, id), Err(Error::NotFound(_))));
    assert!(matches!(cancel_job(&world.platform, &eva, id), Err(Error::NotFound(_))));
    assert!(list_jobs(&world.platform, &eva, 50).unwrap().is_empty());
    assert_eq!(list_jobs(&world.platform, &world.administrator(), 50).unwrap().len(), 1);
}

fn a_schedule_runs_once_a_day_however_many_servers_look(fresh: Fresh) {
    let world = World::new(fresh);
    let (workspace, now) = (world.administrator.workspace, world.platform.now());
    let nightly = NewSchedule {
        workspace,
        name: "nightly".to_string(),
        kind: "effect".to_string(),
        label: "Nightly".to_string(),
        payload: json!({ "name": "night" }),
        rhythm: Rhythm::Daily { hour: 3, minute: 0 },
        zone: "Europe/Ljubljana".to_string(),
        created_by: None,
    };
    let put = nightly.clone();
    world.platform.store.write(move |writer| put_schedule(writer, &put, now)).unwrap();
    assert_eq!(run(&world), 0);
    let other = world.another_server();
    for _ in 0..3 {
        world.clock.advance(24 * 3600);
        let (now, put) = (world.platform.now(), nightly.clone());
        // At each start it is put again, which changes nothing.
        world.platform.store.write(move |writer| put_schedule(writer, &put, now)).unwrap();
        assert_eq!(run(&world) + run_due(&other, KINDS, "other").unwrap(), 1);
    }
    world.clock.advance(10 * 24 * 3600);
    assert_eq!(run(&world), 1, "after a long sleep once, not ten times");
    assert!(world.platform.store.write(move |writer| remove_schedule(writer, workspace, "nightly")).unwrap());
    world.clock.advance(24 * 3600);
    assert_eq!(run(&world), 0);
}

fn workers_do_the_work_and_stop_when_told(fresh: Fresh) {
    let world = World::new(fresh);
    let runner = Runner::start(&world.platform, KINDS.to_vec(), "here").unwrap();
    let ids: Vec<Id> = (0..10)
        .map(|number| enqueue_now(&world, "effect", json!({ "name": format!("n{number}") })))
        .collect();
    world.platform.jobs.ring();
    while ids.iter().any(|id| job(&world, *id).state != JobState::Done) {
        std::thread::yield_now();
    }
    runner.stop();
    assert_eq!(effects(&world), 10);
}

fn the_clean_up_removes_what_has_run_out(fresh: Fresh) {
    let world = World::new(fresh);
    crate::maintenance::schedule(&world.platform).unwrap();
    enqueue_now(&world, "whose", Value::Null);
    run(&world);
    world.clock.advance(31 * 24 * 3600);
    assert_eq!(run_due(&world.platform, crate::maintenance::JOBS, "here").unwrap(), 1);
    let system = WorkspaceId(0);
    let left = world
        .platform
        .store
        .read(|reader| reader.select(&Select::new("job", &["kind", "state", "error"], vec![])))
        .unwrap();
    assert_eq!(left.len(), 1, "the clean-up itself: {left:?}");
    let clean = Delete { table: "job", filter: vec![Condition::Eq("workspace_id", system.into())] };
    assert_eq!(world.platform.store.write(move |writer| writer.delete(&clean)).unwrap(), 1);
}
