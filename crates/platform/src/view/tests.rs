//! What people rely on who save a view or keep a record at hand, on both databases.

use super::*;
use crate::favorite::{add_favorite, list_favorites, remove_favorite};
use crate::identity::{NewRole, create_role};
use crate::layout::{Layout, list_layouts, put_layout, remove_layout};
use crate::testing::World;
use serde_json::json;
use std::sync::Arc;
use store::testing::Fresh;

store::on_both_databases! {
    a_private_view_is_not_found_by_others, pins_are_everybodys_own,
    names_are_unique_and_views_bounded, favorites_show_what_is_seen_now, layouts_are_told_as_far_as_seen,
}

fn new(name: &str, sharing: Sharing) -> NewView {
    let state = json!({"filter": {"field": "name", "op": "is", "value": "x"}}).as_object().cloned().unwrap();
    NewView {
        object: "thing".to_string(),
        name: name.to_string(),
        kind: ViewKind::Board,
        state,
        sharing,
        position: None,
    }
}

fn code(result: Result<impl Sized>) -> String {
    match result {
        Err(Error::Invalid(problems)) => format!("{}:{}", problems[0].field, problems[0].code),
        Err(Error::NotFound(_)) => "not_found".to_string(),
        Err(Error::Forbidden(_)) => "forbidden".to_string(),
        Err(other) => panic!("{other}"),
        Ok(_) => "ok".to_string(),
    }
}

fn names(platform: &Platform, who: &Authenticated) -> Vec<String> {
    list_views(platform, who, Some("thing")).unwrap().into_iter().map(|view| view.name).collect()
}

/// A user whose role sees nothing but what it is given.
fn limited(world: &World, objects: &serde_json::Value, fields: &serde_json::Value) -> Arc<Authenticated> {
    let role = NewRole {
        name: "Limited".to_string(),
        administrator: false,
        objects: serde_json::from_value(objects.clone()).unwrap(),
        fields: serde_json::from_value(fields.clone()).unwrap(),
    };
    create_role(&world.platform, &world.administrator(), role).unwrap();
    world.user("lim@example.com", "Limited").authenticated
}

fn a_private_view_is_not_found_by_others(fresh: Fresh) {
    let world = World::new(fresh);
    let (platform, ana) = (&world.platform, world.administrator());
    let eva = world.user("eva@example.com", "Seller").authenticated;
    let view = create_view(platform, &eva, new(" Mine ", Sharing::Private)).unwrap();
    assert_eq!((view.name.as_str(), view.owner.name.as_str(), view.pinned), ("Mine", "eva", false));
    assert_eq!(view.state["filter"]["value"], "x");
    assert_eq!(names(platform, &ana), Vec::<String>::new());
    assert_eq!(code(find_view(platform, &ana, view.id)), "not_found");
    assert_eq!(code(change_view(platform, &ana, view.id, ViewChange::default())), "not_found");
    assert_eq!(code(pin_view(platform, &ana, view.id)), "not_found");
    assert_eq!(code(remove_view(platform, &ana, view.id)), "not_found");
    let share = ViewChange { sharing: Some(Sharing::Everyone), ..ViewChange::default() };
    change_view(platform, &eva, view.id, share).unwrap();
    assert_eq!(names(platform, &ana), ["Mine"]);
    let rename = ViewChange { name: Some("Ours".to_string()), ..ViewChange::default() };
    assert_eq!(change_view(platform, &ana, view.id, rename.clone()).unwrap().name, "Ours");

    // Somebody who sees no record of the object sees no view of it either; a colleague sees it and changes nothing.
    let nobody = limited(&world, &json!({}), &json!({}));
    assert_eq!(names(platform, &nobody), Vec::<String>::new());
    assert_eq!(code(find_view(platform, &nobody, view.id)), "not_found");
    assert_eq!(code(create_view(platform, &nobody, new("x", Sharing::Private))), "object:not_found");
    let ben = world.user("ben@example.com", "Seller").authenticated;
    assert_eq!(find_view(platform, &ben, view.id).unwrap().can, Vec::<&str>::new());
    assert_eq!(code(change_view(platform, &ben, view.id, rename)), "forbidden");
    assert_eq!(code(remove_view(platform, &ben, view.id)), "forbidden");
    let unshare = ViewChange { sharing: Some(Sharing::Private), ..ViewChange::default() };
    assert_eq!(change_view(platform, &ana, view.id, unshare).unwrap().sharing, Sharing::Private);
    assert_eq!(names(platform, &ana), Vec::<String>::new());
    assert_eq!(names(platform, &eva), ["Ours"]);
}

fn pins_are_everybodys_own(fresh: Fresh) {
    let world = World::new(fresh);
    let (platform, ana) = (&world.platform, world.administrator());
    let eva = world.user("eva@example.com", "Seller").authenticated;
    let view = create_view(platform, &ana, new("All", Sharing::Everyone)).unwrap();
    for _ in 0..2 {
        pin_view(platform, &eva, view.id).unwrap();
    }
    assert!(find_view(platform, &eva, view.id).unwrap().pinned);
    assert!(!find_view(platform, &ana, view.id).unwrap().pinned);
    unpin_view(platform, &eva, view.id).unwrap();
    assert!(!find_view(platform, &eva, view.id).unwrap().pinned);
    pin_view(platform, &eva, view.id).unwrap();
    remove_view(platform, &ana, view.id).unwrap();
    let left = platform.store.read(|reader| reader.select(&Select::new(PIN, &["view_id"], Vec::new())));
    assert_eq!(left.unwrap().len(), 0);
}

fn names_are_unique_and_views_bounded(fresh: Fresh) {
    let world = World::new(fresh);
    let (platform, ana) = (&world.platform, world.administrator());
    create_view(platform, &ana, new("Open", Sharing::Private)).unwrap();
    assert_eq!(code(create_view(platform, &ana, new("open ", Sharing::Private))), "name:duplicate");
    assert_eq!(code(create_view(platform, &ana, new("  ", Sharing::Private))), "name:required");
    let mut large = new("Large", Sharing::Private);
    large.state.insert("columns".to_string(), json!("x".repeat(MOST_STATE)));
    assert_eq!(code(create_view(platform, &ana, large)), "state:too_long");
    for number in 1..MOST_OF_ONE {
        create_view(platform, &ana, new(&format!("View {number}"), Sharing::Private)).unwrap();
    }
    assert_eq!(code(create_view(platform, &ana, new("More", Sharing::Private))), "name:too_many");
    let views = list_views(platform, &ana, None).unwrap();
    assert_eq!((views.len(), views[1].position, views[1].name.as_str()), (MOST_OF_ONE, 1, "View 1"));
}

fn thing(platform: &Platform, who: &Authenticated, name: &str) -> Id {
    let fields = json!({ "name": name, "secret": "s" }).as_object().cloned().unwrap();
    let context = who.context(platform);
    platform.engine.write(&context, move |writing| Ok(writing.create("thing", &fields)?.id())).unwrap()
}

fn favorites_show_what_is_seen_now(fresh: Fresh) {
    let world = World::new(fresh);
    let (platform, ana) = (&world.platform, world.administrator());
    let eva = limited(&world, &json!({"thing": {"read": "own"}}), &json!({}));
    let (first, second) = (thing(platform, &ana, "First"), thing(platform, &ana, "Second"));
    for id in [first, second, first] {
        add_favorite(platform, &ana, "thing", id).unwrap();
        world.clock.advance(1);
    }
    assert_eq!(code(add_favorite(platform, &eva, "thing", first)), "not_found");
    assert_eq!(code(add_favorite(platform, &ana, "nothing", first)), "not_found");
    let titles = |who: &Authenticated| {
        let favorites = list_favorites(platform, who).unwrap().into_iter();
        favorites.map(|favorite| favorite.title.unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(titles(&ana), ["First", "Second"]);
    assert_eq!(titles(&eva), Vec::<String>::new());
    let context = ana.context(platform);
    platform.engine.write(&context, move |writing| writing.remove("thing", first).map(|_| ())).unwrap();
    assert_eq!(titles(&ana), ["Second"]);
    remove_favorite(platform, &ana, "thing", second).unwrap();
    assert_eq!(code(remove_favorite(platform, &ana, "thing", second)), "not_found");
    assert_eq!(titles(&ana), Vec::<String>::new());
}

fn layouts_are_told_as_far_as_seen(fresh: Fresh) {
    let world = World::new(fresh);
    let (platform, ana) = (&world.platform, world.administrator());
    let eva = limited(&world, &json!({"thing": {"read": "all"}}), &json!({"thing.secret": "hidden"}));
    let layout: Layout = serde_json::from_value(
        json!({"sections": [{"key": "first", "label": "First", "labels": {"sl": "Prvo"}, "fields": [
            {"field": "name", "required": {"field": "secret", "op": "filled"}},
            {"field": "secret", "shown_if": {"not": {"field": "name", "op": "is", "value": "x"}}},
        ]}]}),
    )
    .unwrap();
    assert_eq!(code(put_layout(platform, &eva, "thing", layout.clone())), "forbidden");
    assert_eq!(code(put_layout(platform, &ana, "nothing", layout.clone())), "not_found");
    for _ in 0..2 {
        put_layout(platform, &ana, "thing", layout.clone()).unwrap();
    }
    let told = |who: &Authenticated| serde_json::to_value(list_layouts(platform, who).unwrap()).unwrap();
    assert_eq!(told(&ana)[0]["sections"][0]["fields"].as_array().unwrap().len(), 2);
    assert_eq!(told(&eva)[0]["sections"][0]["fields"], json!([{"field": "name"}]));
    assert!(!told(&eva).to_string().contains("secret"));
    remove_layout(platform, &ana, "thing").unwrap();
    assert_eq!(told(&ana), json!([]));
}
