//! Taking back: the exact inverse where nobody came between, and told reasons where somebody did.

use super::*;
use crate::tests::house::{House, input, role, shown};
use crate::{ChangeRequest, Context, Rights, Writing};
use serde_json::{Value as Json, json};
use store::event::EventFilter;
use store::testing::Fresh;
use vocabulary::{Error, Id, Result};

store::on_both_databases! {
    a_change_is_taken_back_and_done_again,
    made_removed_and_restored_are_taken_back_and_done_again,
    what_somebody_else_changed_stays_and_is_told,
    a_record_others_worked_on_does_not_vanish,
    a_change_of_the_same_field_twice_is_one,
    values_that_others_took_meanwhile_are_told,
    a_merge_is_taken_back_whatever_came_first,
    what_was_deleted_for_good_is_told,
    a_field_that_no_longer_exists_is_told,
    a_role_that_shrank_takes_back_less,
    what_one_may_not_see_is_neither_told_nor_touched,
    a_trial_leaves_nothing,
    in_pieces_it_comes_to_the_same,
    acts_are_listed_for_those_who_may_know_them,
    a_failed_write_leaves_no_act,
}

/// Writes as one act; answers its id.
fn act<T: Send + 'static>(
    house: &House,
    context: Context,
    write: impl FnMut(&mut Writing<'_>) -> Result<T> + Send + 'static,
) -> (T, Id) {
    let batch = context.ids.next(context.now);
    let context = Context { batch: Some(batch), ..context };
    (house.engine.write(&context, write).unwrap(), batch)
}

fn change(house: &House, context: Context, object: &'static str, id: Id, json: Json) -> Id {
    let request = ChangeRequest { id, version: None, fields: input(json) };
    act(house, context, move |writing| writing.change(object, &request)).1
}

/// Takes an act back; answers what was done, and the act that did it.
fn undo_as(house: &House, context: Context, set: Id) -> Result<(Undone, Option<Id>)> {
    let batch = context.ids.next(context.now);
    let context = Context { batch: Some(batch), ..context };
    house.engine.write(&context, move |writing| {
        let undone = writing.undo(set, false)?;
        Ok((undone, writing.change_set()))
    })
}

#[track_caller]
fn undo(house: &House, set: Id) -> Id {
    let (undone, by) = undo_as(house, house.ana(), set).unwrap();
    assert_eq!(undone.all_kept(), []);
    by.unwrap()
}

/// What stays, each as `title field reason`.
fn reasons(undone: &Undone) -> Vec<String> {
    let word = |text: Option<String>| text.unwrap_or_else(|| "-".to_string());
    undone
        .all_kept()
        .into_iter()
        .map(|kept| format!("{} {} {}", word(kept.title), word(kept.field), kept.reason))
        .collect()
}

fn fan(house: &House, id: Id) -> Json {
    let mut shown = shown(
        &house
            .engine
            .read(&house.ana(), |reading| reading.get_among("fan", id, store::query::Trash::With))
            .unwrap(),
    );
    for key in ["version", "updated_at", "updated_by", "removed_at"] {
        shown.as_object_mut().unwrap().remove(key);
    }
    shown
}

fn lives(house: &House, object: &str, id: Id) -> bool {
    house.get_as(&house.ana(), object, id).is_ok()
}

fn told(house: &House, context: &Context, set: Id) -> ChangeSetShown {
    house.engine.read(context, |reading| reading.change_set(set, None, None)).unwrap()
}

fn a_change_is_taken_back_and_done_again(fresh: Fresh) {
    let house = House::new(fresh);
    let club = house.create("club", json!({"name": "Olimpija"})).id();
    let other = house.create("club", json!({"name": "Maribor"})).id();
    let id = house
        .create("fan", json!({"name": "Maja", "club": club, "emails": ["m@x.si"], "phones": ["040 123 456"],
            "addresses": [{"city": "Ljubljana", "country": "SI"}], "tags": ["a", "b"], "owner": house.users[1]}))
        .id();
    let before = fan(&house, id);
    let set = change(
        &house,
        house.ana(),
        "fan",
        id,
        json!({"name": "Maja Kos", "club": other, "emails": ["n@x.si"], "phones": [],
        "addresses": [{"city": "Kranj"}], "tags": ["c"], "level": "gold", "owner": null, "age": 7}),
    );
    let after = fan(&house, id);
    assert_ne!(after, before);
    let by = undo(&house, set);
    assert_eq!(fan(&house, id), before);
    let again = undo(&house, by);
    assert_eq!(fan(&house, id), after);
    // The act stands again, and what took it back does not.
    let first = told(&house, &house.ana(), set).change_set;
    assert!(first.can_undo && first.undone_by.is_none());
    let second = told(&house, &house.ana(), by).change_set;
    assert_eq!((second.action, second.undoes, second.can_undo), ("undo", Some(set), false));
    assert_eq!(second.undone_by.unwrap().change_set, Some(again));
    undo(&house, set);
    assert_eq!(fan(&house, id), before);
    let twice = undo_as(&house, house.ana(), set).unwrap_err();
    assert!(matches!(twice, Error::Conflict(..)), "{twice:?}");
    // The keys are those of before: the old mail finds her, the new one is free.
    house.create("fan", json!({"name": "Free", "emails": ["n@x.si"]}));
}

fn made_removed_and_restored_are_taken_back_and_done_again(fresh: Fresh) {
    let house = House::new(fresh);
    let (id, made) = act(&house, house.ana(), |writing| {
        Ok(writing.create("fan", &input(json!({"name": "Bor", "emails": ["b@x.si"]})))?.id())
    });
    assert_eq!(told(&house, &house.ana(), made).change_set.action, "create");
    let by = undo(&house, made);
    assert!(!lives(&house, "fan", id));
    undo(&house, by);
    assert!(lives(&house, "fan", id));
    let (_, removed) = act(&house, house.ana(), move |writing| writing.remove("fan", id));
    undo(&house, removed);
    assert!(lives(&house, "fan", id));
    house.remove("fan", id);
    let (_, restored) = act(&house, house.ana(), move |writing| writing.restore("fan", id));
    undo(&house, restored);
    assert!(!lives(&house, "fan", id));
}

fn what_somebody_else_changed_stays_and_is_told(fresh: Fresh) {
    let house = House::new(fresh);
    let id = house.create("fan", json!({"name": "Maja", "age": 30, "level": "silver"})).id();
    let set = change(&house, house.ana(), "fan", id, json!({"age": 31, "level": "gold"}));
    change(&house, house.context(1, Rights::unlimited()), "fan", id, json!({"age": 40}));
    let (undone, _) = undo_as(&house, house.ana(), set).unwrap();
    assert_eq!(undone.undone, 1);
    assert_eq!(reasons(&undone), ["Maja age It was changed since by Bo."]);
    let now = fan(&house, id);
    assert_eq!((&now["age"], &now["level"]), (&json!(40), &json!("silver")));
}

fn a_record_others_worked_on_does_not_vanish(fresh: Fresh) {
    let house = House::new(fresh);
    let make = |writing: &mut Writing<'_>| Ok(writing.create("fan", &input(json!({"name": "Bor"})))?.id());
    let (id, set) = act(&house, house.ana(), make);
    change(&house, house.context(1, Rights::unlimited()), "fan", id, json!({"age": 40}));
    let (undone, by) = undo_as(&house, house.ana(), set).unwrap();
    assert_eq!((undone.undone, by), (0, None));
    assert_eq!(reasons(&undone), ["Bor - Bo has changed it since."]);
    assert!(told(&house, &house.ana(), set).change_set.can_undo, "nothing was done");
    // One's own later work is no reason.
    let (id, set) = act(&house, house.ana(), make);
    change(&house, house.ana(), "fan", id, json!({"age": 40}));
    undo(&house, set);
    assert!(!lives(&house, "fan", id));
}

fn a_change_of_the_same_field_twice_is_one(fresh: Fresh) {
    let house = House::new(fresh);
    let id = house.create("fan", json!({"name": "Maja", "age": 1})).id();
    let (_, set) = act(&house, house.ana(), move |writing| {
        for age in [2, 3, 1, 4] {
            writing
                .change("fan", &ChangeRequest { id, version: None, fields: input(json!({"age": age})) })?;
        }
        Ok(())
    });
    let (undone, by) = undo_as(&house, house.ana(), set).unwrap();
    assert_eq!((undone.undone, fan(&house, id)["age"].clone()), (1, json!(1)));
    undo(&house, by.unwrap());
    assert_eq!(fan(&house, id)["age"], 4);
}

fn values_that_others_took_meanwhile_are_told(fresh: Fresh) {
    let house = House::new(fresh);
    let id = house.create("fan", json!({"name": "Maja", "emails": ["m@x.si"], "age": 1})).id();
    let set = change(&house, house.ana(), "fan", id, json!({"emails": ["n@x.si"], "age": 2}));
    house.create("fan", json!({"name": "Thief", "emails": ["m@x.si"]}));
    let (undone, _) = undo_as(&house, house.ana(), set).unwrap();
    assert_eq!(reasons(&undone), ["Maja emails Its old value belongs to “Thief” now."]);
    assert_eq!(fan(&house, id)["age"], 1);
    let gone = house.create("fan", json!({"name": "Gone", "emails": ["g@x.si"]})).id();
    let (_, set) = act(&house, house.ana(), move |writing| writing.remove("fan", gone));
    house.create("fan", json!({"name": "Heir", "emails": ["g@x.si"]}));
    let (undone, _) = undo_as(&house, house.ana(), set).unwrap();
    assert_eq!(reasons(&undone), ["Gone - Its value of emails belongs to “Heir” now."]);
    assert!(!lives(&house, "fan", gone));
}

fn a_merge_is_taken_back_whatever_came_first(fresh: Fresh) {
    let house = House::new(fresh);
    let bo = |house: &House| {
        house.limited(
            1,
            json!({"objects": {"fan": {"read": "all", "create": true, "change": "all", "remove": "all"}}}),
            &[],
        )
    };
    for links_first in [true, false] {
        let mail = format!("l{links_first}@x.si");
        let winner =
            house.create("fan", json!({"name": "Winner", "emails": [format!("w{links_first}@x.si")]})).id();
        let loser = house.create("fan", json!({"name": "Loser", "emails": [mail]})).id();
        let visit = house.create("visit", json!({"subject": "Match", "fan": loser})).id();
        let before = (fan(&house, winner), fan(&house, loser));
        let all = json!({"emails": [format!("w{links_first}@x.si"), mail], "age": 5});
        let (_, set) = act(&house, bo(&house), move |writing| {
            writing.name_act(Act {
                action: Some(Action::Merge),
                record: Some(winner),
                object: Some("fan".into()),
                ..Act::default()
            });
            let unlimited = writing.context().unlimited();
            let point = |writing: &mut Writing<'_>| {
                let fields = input(json!({"fan": winner}));
                writing.acting(&unlimited, |writing| {
                    writing.change("visit", &ChangeRequest { id: visit, version: None, fields })
                })
            };
            if links_first {
                point(writing)?;
            }
            writing.remove("fan", loser)?;
            writing
                .change("fan", &ChangeRequest { id: winner, version: None, fields: input(all.clone()) })?;
            if !links_first {
                point(writing)?;
            }
            Ok(())
        });
        // Bo may not see visits; the merge moved them in the system's name, and so they come back.
        let (undone, by) = undo_as(&house, bo(&house), set).unwrap();
        assert_eq!((undone.undone, undone.all_kept()), (3, vec![]));
        assert_eq!((fan(&house, winner), fan(&house, loser)), before);
        assert!(lives(&house, "fan", loser));
        let seen = shown(&house.get_as(&house.ana(), "visit", visit).unwrap());
        assert_eq!(seen["fan"]["id"], json!(loser));
        let (again, _) = undo_as(&house, house.ana(), by.unwrap()).unwrap();
        assert_eq!(again.all_kept(), []);
        assert!(!lives(&house, "fan", loser));
    }
}

fn what_was_deleted_for_good_is_told(fresh: Fresh) {
    let house = House::new(fresh);
    let (id, set) =
        act(&house, house.ana(), |writing| Ok(writing.create("fan", &input(json!({"name": "Bor"})))?.id()));
    let (_, purged) = act(&house, house.ana(), move |writing| writing.purge("fan", id));
    let (undone, _) = undo_as(&house, house.ana(), set).unwrap();
    assert_eq!(reasons(&undone), ["- - It was deleted for good."]);
    let act = told(&house, &house.ana(), purged).change_set;
    assert_eq!((act.action, act.can_undo), ("other", false));
    assert!(matches!(undo_as(&house, house.ana(), purged), Err(Error::Conflict(..))));
}

fn a_field_that_no_longer_exists_is_told(fresh: Fresh) {
    let house = House::new(fresh);
    let field: dictionary::OverlayField =
        serde_json::from_value(json!({"key": "x_size", "label": "Size", "kind": "integer"})).unwrap();
    house.engine.change_overlay(&house.ana(), move |writing| writing.add_field("fan", &field)).unwrap();
    let id = house.create("fan", json!({"name": "Maja", "x_size": 1, "age": 1})).id();
    let set = change(&house, house.ana(), "fan", id, json!({"x_size": 2, "age": 2}));
    house.engine.change_overlay(&house.ana(), |writing| writing.remove_field("fan", "x_size")).unwrap();
    let (undone, _) = undo_as(&house, house.ana(), set).unwrap();
    assert_eq!(reasons(&undone), ["Maja x_size This field no longer exists."]);
    assert_eq!(fan(&house, id)["age"], 1);
}

fn a_role_that_shrank_takes_back_less(fresh: Fresh) {
    let house = House::new(fresh);
    let rights = |json: Json| Rights::new(role(json), Some(house.users[1]), Vec::new());
    let full = json!({"objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "all"}}});
    let id = house.create("fan", json!({"name": "Maja", "age": 1, "secret": "old", "level": "silver"})).id();
    let set = change(
        &house,
        house.context(1, rights(full)),
        "fan",
        id,
        json!({"age": 2, "secret": "new", "level": "gold"}),
    );
    let less = json!({"objects": {"*": {"read": "all", "create": true, "change": "all", "remove": "none"}},
        "fields": {"fan.secret": "hidden", "fan.level": "read"}});
    let shown = told(&house, &house.context(1, rights(less.clone())), set);
    assert!(shown.changes.data[0].fields.iter().all(|change| change.field != "secret"));
    let (undone, _) = undo_as(&house, house.context(1, rights(less.clone())), set).unwrap();
    assert_eq!(
        reasons(&undone),
        [
            "Maja - It has changes in fields that you may not see: they stay.",
            "Maja level Your role does not let you write this field."
        ]
    );
    assert_eq!((&fan(&house, id)["age"], &fan(&house, id)["secret"]), (&json!(1), &json!("new")));
    let make = |writing: &mut Writing<'_>| Ok(writing.create("fan", &input(json!({"name": "Bor"})))?.id());
    let (_, made) = act(&house, house.context(1, rights(less.clone())), make);
    let (undone, _) = undo_as(&house, house.context(1, rights(less)), made).unwrap();
    assert_eq!(reasons(&undone), ["Bor - Your role does not let you remove this record."]);
}

fn what_one_may_not_see_is_neither_told_nor_touched(fresh: Fresh) {
    let house = House::new(fresh);
    let own = json!({"objects": {"*": {"read": "own", "create": true, "change": "own", "remove": "own"}}});
    let bo = || house.limited(1, own.clone(), &[]);
    let theirs = house.create("fan", json!({"name": "Theirs", "age": 1, "owner": house.users[2]})).id();
    let (mine, set) = act(&house, bo(), move |writing| {
        let mine = writing.create("fan", &input(json!({"name": "Mine"})))?.id();
        let unlimited = writing.context().unlimited();
        let fields = input(json!({"age": 2}));
        writing.acting(&unlimited, |writing| {
            writing.change("fan", &ChangeRequest { id: theirs, version: None, fields })
        })?;
        Ok(mine)
    });
    let shown = told(&house, &bo(), set);
    let told_of: Vec<Id> = shown.changes.data.iter().map(|change| change.id).collect();
    assert_eq!(told_of, [mine]);
    let (undone, _) = undo_as(&house, bo(), set).unwrap();
    assert_eq!(reasons(&undone), ["- - One record that you may not see stays as it is."]);
    assert_eq!(fan(&house, theirs)["age"], 2);
    assert!(!lives(&house, "fan", mine));
}

fn a_trial_leaves_nothing(fresh: Fresh) {
    let house = House::new(fresh);
    let id = house.create("fan", json!({"name": "Maja", "age": 1})).id();
    let set = change(&house, house.ana(), "fan", id, json!({"age": 2}));
    let context = house.ana();
    let batch = context.ids.next(context.now);
    let context = Context { batch: Some(batch), ..context };
    let (undone, by) = house
        .engine
        .write(&context, move |writing| Ok((writing.undo(set, true)?, writing.change_set())))
        .unwrap();
    assert_eq!((undone.undone, by, fan(&house, id)["age"].clone()), (1, None, json!(2)));
    assert!(told(&house, &house.ana(), set).change_set.can_undo);
    assert!(house.engine.read(&house.ana(), |reading| reading.change_set(batch, None, None)).is_err());
}

fn in_pieces_it_comes_to_the_same(fresh: Fresh) {
    let house = House::new(fresh);
    let ids: Vec<Id> =
        (0..7).map(|n| house.create("fan", json!({"name": format!("Fan {n}"), "age": n})).id()).collect();
    let all = ids.clone();
    let (_, set) = act(&house, house.ana(), move |writing| {
        for age in [50, 60] {
            for id in &all {
                writing.change(
                    "fan",
                    &ChangeRequest { id: *id, version: None, fields: input(json!({"age": age})) },
                )?;
            }
        }
        Ok(())
    });
    let (mut before, mut undone) = (None, 0);
    loop {
        let step = act(&house, house.ana(), move |writing| writing.undo_on(set, before, 3)).0;
        undone += step.undone;
        before = step.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(undone, 7);
    for (n, id) in ids.iter().enumerate() {
        assert_eq!(fan(&house, *id)["age"], json!(n));
        let filter = EventFilter { record: Some(*id), ..EventFilter::default() };
        let workspace = house.ana().workspace;
        let events = house.engine.store().read(|reader| reader.events(workspace, &filter)).unwrap();
        assert_eq!(events.len(), 4, "made, changed twice, taken back once");
    }
}

fn acts_are_listed_for_those_who_may_know_them(fresh: Fresh) {
    let house = House::new(fresh);
    let own = json!({"objects": {"fan": {"read": "own", "create": true, "change": "own", "remove": "own"}}});
    let bo = || house.limited(1, own.clone(), &[]);
    let (hers, one) = act(&house, house.ana(), |writing| {
        Ok(writing.create("fan", &input(json!({"name": "Of Ana"})))?.id())
    });
    let (his, two) =
        act(&house, bo(), |writing| Ok(writing.create("fan", &input(json!({"name": "Of Bo"})))?.id()));
    let three = change(&house, house.ana(), "fan", his, json!({"age": 3, "secret": "x"}));
    let (_, four) = act(&house, house.ana(), |writing| {
        Ok(writing.create("club", &input(json!({"name": "Hidden"})))?.id())
    });
    let list = |context: Context, request: ChangeSetRequest| -> Vec<Id> {
        let page = house.engine.read(&context, |reading| reading.change_sets(&request)).unwrap();
        page.data.iter().map(|act| act.id).collect()
    };
    let all = ChangeSetRequest::default;
    assert_eq!(list(house.ana(), all()), [four, three, two, one]);
    assert_eq!(list(bo(), all()), [three, two]);
    assert_eq!(list(bo(), ChangeSetRequest { user: Some("me".into()), ..all() }), [two]);
    let of = |record| ChangeSetRequest { object: Some("fan".into()), record: Some(record), ..all() };
    assert_eq!(list(house.ana(), of(his)), [three, two]);
    assert_eq!(list(house.ana(), ChangeSetRequest { object: Some("club".into()), ..all() }), [four]);
    assert!(house.engine.read(&bo(), |reading| reading.change_sets(&of(hers))).is_err());
    assert!(house.engine.read(&bo(), |reading| reading.change_set(one, None, None)).is_err());
    let (mut cursor, mut pages) = (None, Vec::new());
    loop {
        let request = ChangeSetRequest { limit: Some(1), cursor: cursor.clone(), ..all() };
        let page = house.engine.read(&bo(), |reading| reading.change_sets(&request)).unwrap();
        pages.extend(page.data.iter().map(|act| act.id));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(pages, [three, two]);
    let shown = told(&house, &bo(), three);
    assert_eq!(shown.change_set.record.unwrap().title.as_deref(), Some("Of Bo"));
    let seen: Vec<&str> = shown.changes.data[0].fields.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(seen, ["age", "secret"]);
}

fn a_failed_write_leaves_no_act(fresh: Fresh) {
    let house = House::new(fresh);
    let context = house.ana();
    let batch = context.ids.next(context.now);
    let context = Context { batch: Some(batch), ..context };
    let failed = house.engine.write(&context, |writing| {
        writing.create("fan", &input(json!({"name": "Bor"})))?;
        Err::<(), _>(Error::internal("no"))
    });
    assert!(failed.is_err());
    let set = house.engine.write(&context, |writing| {
        let tried = writing.attempt(|writing| {
            writing.create("fan", &input(json!({"name": "Bor"})))?;
            Err::<(), _>(Error::internal("no"))
        });
        assert!(tried.is_err());
        Ok(writing.change_set())
    });
    assert_eq!(set.unwrap(), None);
    let rows = store::table::Select::new("change_set", &["id"], Vec::new());
    assert_eq!(house.engine.store().read(|reader| reader.select(&rows)).unwrap().len(), 0);
}
