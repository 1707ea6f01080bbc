//! What whoever listens relies on: every change once, in sequence, and none that is not theirs to see.

use super::*;
use crate::Platform;
use crate::identity::{Authenticated, NewRole, RoleChange, change_role, create_role, end_session, renew};
use crate::testing::World;
use records::{Access, Extent, ObjectRights};
use serde_json::json;
use store::testing::Fresh;
use vocabulary::Id;

store::on_both_databases! {
    changes_come_in_sequence_and_go_on_after_an_interruption, who_lags_behind_still_gets_everything,
    nobody_hears_of_what_they_may_not_see,
    a_stream_ends_with_its_session, changed_rights_are_told_while_no_record_changes, a_waiting_listener_is_woken,
    whoever_is_notified_hears_that_there_is_something_new,
}

fn create(platform: &Arc<Platform>, who: &Authenticated, name: &str) -> Id {
    let fields = json!({ "name": name, "secret": "s" }).as_object().cloned().unwrap();
    let context = who.context(platform);
    let id =
        platform.engine.write(&context, move |writing| Ok(writing.create("thing", &fields)?.id())).unwrap();
    until_shown(platform, who, id, 1);
    id
}

/// On PostgreSQL the log shows what was written when all transactions that began before it have ended; those of other tests on the same
/// server can be among them for a moment.
fn until_shown(platform: &Arc<Platform>, who: &Authenticated, id: Id, count: usize) {
    let filter = EventFilter { limit: 1000, after: Some(0), ..EventFilter::default() };
    let shown = || {
        let events = platform.store.read(|reader| reader.events(who.workspace.id, &filter)).unwrap();
        events.iter().filter(|event| event.event.record == id).count()
    };
    while shown() < count {
        std::thread::yield_now();
    }
}

fn change_secret(platform: &Arc<Platform>, who: &Authenticated, id: Id) {
    let context = who.context(platform);
    let fields = json!({ "secret": "changed" }).as_object().cloned().unwrap();
    let request = records::ChangeRequest { id, version: None, fields };
    platform.engine.write(&context, move |writing| writing.change("thing", &request)).unwrap();
    until_shown(platform, who, id, 2);
}

/// Everything a listener hears until now.
fn heard(platform: &Arc<Platform>, subscription: &mut Subscription, count: usize) -> Vec<Change> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| platform.changes.run(&stop));
        let all = runtime.block_on(async {
            let mut all = Vec::new();
            while all.len() < count {
                all.extend(subscription.next().await.unwrap().changes);
            }
            all
        });
        stop.store(true, Ordering::SeqCst);
        all
    })
}

fn names(changes: &[Change]) -> Vec<(&str, Id)> {
    changes.iter().map(|change| (change.verb, change.id)).collect()
}

fn changes_come_in_sequence_and_go_on_after_an_interruption(fresh: Fresh) {
    let world = World::new(fresh);
    let (platform, ana) = (&world.platform, world.administrator());
    let before = create(platform, &ana, "before");
    let mut subscription = ChangeFeed::subscribe(platform, ana.clone(), None).unwrap();
    let (a, b) = (create(platform, &ana, "a"), create(platform, &ana, "b"));
    change_secret(platform, &ana, a);
    let changes = heard(platform, &mut subscription, 3);
    assert_eq!(names(&changes), [("created", a), ("created", b), ("changed", a)], "not what was before");
    assert_eq!((changes[2].fields.as_slice(), changes[2].version), (&["secret".to_string()][..], 2));
    assert_eq!(changes[2].actor.name, "Ana Novak");
    drop(subscription);
    let c = create(platform, &ana, "c");
    let mut again = ChangeFeed::subscribe(platform, ana.clone(), Some(changes[1].seq)).unwrap();
    assert_eq!(names(&heard(platform, &mut again, 2)), [("changed", a), ("created", c)]);
    let mut all = ChangeFeed::subscribe(platform, ana, Some(0)).unwrap();
    assert_eq!(heard(platform, &mut all, 5)[0].id, before);
    assert_eq!(platform.changes.listeners(), 2);
    drop((again, all));
    assert_eq!(platform.changes.listeners(), 0);
}

fn who_lags_behind_still_gets_everything(fresh: Fresh) {
    let world = World::new(fresh);
    let (platform, ana) = (&world.platform, world.administrator());
    let mut subscription = ChangeFeed::subscribe(platform, ana.clone(), None).unwrap();
    let context = ana.context(platform);
    let many = KEPT + 300;
    let made = platform.engine.write(&context, move |writing| {
        let mut ids = Vec::new();
        for number in 0..many {
            let fields = json!({ "name": format!("n{number}") }).as_object().cloned().unwrap();
            ids.push(writing.create("thing", &fields)?.id());
        }
        Ok(ids)
    });
    let heard = heard(platform, &mut subscription, many);
    assert_eq!(heard.iter().map(|change| change.id).collect::<Vec<_>>(), made.unwrap());
}

fn nobody_hears_of_what_they_may_not_see(fresh: Fresh) {
    let world = World::new(fresh);
    let (platform, ana) = (&world.platform, world.administrator());
    let rights = |read, secret| NewRole {
        name: format!("{read:?}"),
        administrator: false,
        objects: [("thing".to_string(), ObjectRights { read, create: true, ..ObjectRights::default() })]
            .into(),
        fields: [("thing.secret".to_string(), secret)].into(),
    };
    for (read, secret) in [(Extent::Own, Access::Write), (Extent::All, Access::Hidden)] {
        create_role(platform, &ana, rights(read, secret)).unwrap();
    }
    let (own, blind) = (world.user("own@example.com", "Own"), world.user("blind@example.com", "All"));
    let mut own_stream = ChangeFeed::subscribe(platform, own.authenticated.clone(), None).unwrap();
    let mut blind_stream = ChangeFeed::subscribe(platform, blind.authenticated.clone(), None).unwrap();
    let foreign = create(platform, &ana, "hers");
    change_secret(platform, &ana, foreign);
    let mine = create(platform, &own.authenticated, "mine");
    assert_eq!(names(&heard(platform, &mut own_stream, 1)), [("created", mine)]);
    let seen = heard(platform, &mut blind_stream, 2);
    assert_eq!(
        names(&seen),
        [("created", foreign), ("created", mine)],
        "a change of a hidden field alone is none"
    );
    assert!(seen.iter().all(|change| !change.fields.contains(&"secret".to_string())));
    // Rights that are taken away count for streams that are open already.
    let nothing = RoleChange { objects: Some(Default::default()), ..RoleChange::default() };
    change_role(platform, &ana, blind.authenticated.role.id, nothing).unwrap();
    create(platform, &ana, "late");
    let now_visible = RoleChange {
        objects: Some([("thing".to_string(), ObjectRights::ALL)].into()),
        ..RoleChange::default()
    };
    platform.changes.look().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let told = News { rights: true, ..News::default() };
    assert_eq!(runtime.block_on(blind_stream.look()).unwrap(), (told, true));
    change_role(platform, &ana, blind.authenticated.role.id, now_visible).unwrap();
    let later = create(platform, &ana, "later");
    assert_eq!(names(&heard(platform, &mut blind_stream, 1)), [("created", later)]);
}

fn a_stream_ends_with_its_session(fresh: Fresh) {
    let world = World::new(fresh);
    let (platform, ana) = (&world.platform, world.administrator());
    let mut subscription = ChangeFeed::subscribe(platform, ana.clone(), None).unwrap();
    end_session(platform, &ana).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    assert!(runtime.block_on(subscription.next()).is_err());
}

fn a_waiting_listener_is_woken(fresh: Fresh) {
    let world = World::new(fresh);
    let (platform, ana) = (&world.platform, world.administrator());
    let mut subscription = ChangeFeed::subscribe(platform, ana.clone(), None).unwrap();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| platform.changes.run(&stop));
        let listener = scope.spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(subscription.next()).unwrap()
        });
        let id = create(platform, &ana, "a");
        platform.changes.ring();
        assert_eq!(names(&listener.join().unwrap().changes), [("created", id)]);
        stop.store(true, Ordering::SeqCst);
    });
}

fn changed_rights_are_told_while_no_record_changes(fresh: Fresh) {
    let world = World::new(fresh);
    let (platform, ana) = (&world.platform, world.administrator());
    let eva = world.user("eva@example.com", "Seller").authenticated;
    let here = ChangeFeed::subscribe(platform, eva.clone(), None).unwrap();
    // The same user on another server that shares the database, with what it knew a moment ago.
    let far = world.another_server();
    let elsewhere = ChangeFeed::subscribe(&far, renew(&far, &eva).unwrap(), None).unwrap();
    let unconcerned = ChangeFeed::subscribe(platform, ana.clone(), None).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let role = eva.role.id;
    let change = RoleChange { objects: Some(Default::default()), ..RoleChange::default() };
    change_role(platform, &ana, role, change).unwrap();
    let told = News { rights: true, ..News::default() };
    for (server, mut stream, wanted) in
        [(platform, here, told.clone()), (&far, elsewhere, told), (platform, unconcerned, News::default())]
    {
        server.changes.look().unwrap();
        let (first, _) = runtime.block_on(stream.look()).unwrap();
        assert_eq!(first, wanted);
        assert_eq!(runtime.block_on(stream.look()).unwrap().0, News::default(), "told once");
    }
}

fn whoever_is_notified_hears_that_there_is_something_new(fresh: Fresh) {
    use crate::notification::{Kind, NewNotification, SeeRequest, notify, see_notifications};
    let world = World::new(fresh);
    let (platform, ana) = (&world.platform, world.administrator());
    let eva = world.user("eva@example.com", "Seller").authenticated;
    let thing = create(platform, &ana, "a");
    let mut hers = ChangeFeed::subscribe(platform, eva.clone(), None).unwrap();
    let mut others = ChangeFeed::subscribe(platform, ana.clone(), None).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let hears = |stream: &mut Subscription| {
        platform.changes.look().unwrap();
        runtime.block_on(stream.look()).unwrap().0
    };
    let tell = |key: &str| {
        let new = NewNotification::about(eva.user.id, Kind::Due, "thing", thing, key.to_string());
        platform.engine.write(&ana.context(platform), move |writing| notify(writing, &new)).unwrap()
    };
    let something = News { notifications: true, ..News::default() };
    assert!(tell("one"));
    assert_eq!((hears(&mut hers), hears(&mut others)), (something.clone(), News::default()));
    assert_eq!(hears(&mut hers), News::default(), "told once");
    assert!(!tell("one"), "the same thing is no news");
    assert_eq!(hears(&mut hers), News::default());
    assert!(tell("two"));
    assert_eq!(hears(&mut hers), something);
    // Seen in another tab: the count of this one goes down.
    let all = crate::notification::list_notifications(platform, &eva, true, 10, None).unwrap();
    let request = SeeRequest { up_to: all.data.first().map(|one| one.id), ..SeeRequest::default() };
    see_notifications(platform, &eva, &request).unwrap();
    assert_eq!(hears(&mut hers), something);
    assert_eq!(crate::notification::count_unseen(platform, &eva).unwrap().count, 0);
}
