//! What starts automations, and what their steps do.

use super::world::World;
use crate::automation::manage::{self, AutomationChange};
use serde_json::{Value as Json, json};
use store::testing::Fresh;

const NOON: &str = "2026-05-11T10:00:00Z";

fn task(subject: &str) -> Json {
    json!({"do": "task", "subject": subject})
}

#[test]
fn a_change_starts_what_listens_for_it_once_and_in_its_own_name() {
    for fresh in [Fresh::sqlite(), Fresh::postgres()] {
        let world = World::over(fresh, NOON);
        let won = json!({"field": "outcome", "to": "won"});
        let automation = world.automation(json!({
            "object": "deal", "trigger": {"on": "changed", "changes": [won]},
            "steps": [task("Thank for {{record.name}}"), {"do": "change", "set": {"next_step": "Thanks"}}],
        }));
        let deal = world.create("deal", json!({"name": "Roof"}));
        world.work();
        world.change("deal", deal, json!({"name": "New roof"}));
        world.work();
        assert_eq!(world.titles("task"), Vec::<String>::new());
        world.change("deal", deal, json!({"outcome": "won"}));
        world.work();
        world.work();
        assert_eq!(world.titles("task"), ["Thank for New roof"]);
        let runs = world.runs(automation);
        assert_eq!(runs.len(), 1, "{runs:#?}");
        assert_eq!((&runs[0]["state"], &runs[0]["steps"]), (&json!("done"), &json!(2)));
        let run = world.run(&runs[0]);
        let log: Vec<&str> =
            run["log"].as_array().unwrap().iter().map(|line| line["word"].as_str().unwrap()).collect();
        assert_eq!(log, ["task", "change"]);
        let deal = &world.all("deal")[0];
        assert_eq!(deal.value("next_step").unwrap().to_text(), "Thanks");
        assert_eq!(deal.meta().updated_by.kind, vocabulary::ActorKind::Automation);
        assert_eq!(deal.meta().owner, Some(world.ana.user.id));
    }
}

#[test]
fn conditions_branches_and_loops_decide_like_lists_do() {
    let world = World::at(NOON);
    let open = json!({"field": "outcome", "op": "is", "value": "open"});
    world.automation(json!({
        "object": "company", "trigger": {"on": "changed", "changes": [{"field": "description"}]},
        "condition": {"field": "name", "op": "contains", "value": "a"},
        "steps": [
            {"do": "branch", "when": {"field": "name", "op": "is", "value": "Alpha"},
             "yes": [task("first of {{record.name}}")], "no": [task("other of {{record.name}}")]},
            {"do": "each", "object": "deal", "link": "company", "filter": open,
             "steps": [{"do": "change", "of": "item", "set": {"next_step": "Ask {{record.name}}"}}]},
            {"do": "create", "object": "note", "set": {"body": "Seen {{record.name}}", "company": "{{record.id}}"}, "name": "note"},
            {"do": "change", "of": "note", "set": {"body": "{{note.body}} on {{today}}"}},
        ],
    }));
    let alpha = world.create("company", json!({"name": "Alpha"}));
    let beta = world.create("company", json!({"name": "Beta"}));
    let none = world.create("company", json!({"name": "Mon"}));
    for (name, company, outcome) in
        [("one", alpha, "open"), ("two", alpha, "open"), ("three", alpha, "lost"), ("four", beta, "open")]
    {
        world.create("deal", json!({"name": name, "company": company, "outcome": outcome}));
    }
    for company in [alpha, beta, none] {
        world.change("company", company, json!({"description": "new"}));
    }
    world.work();
    assert_eq!(world.titles("task"), ["first of Alpha", "other of Beta"]);
    let mut steps: Vec<(String, String)> = world
        .all("deal")
        .iter()
        .map(|deal| (deal.title().unwrap().to_string(), deal.value("next_step").unwrap().to_text()))
        .collect();
    steps.sort();
    let expected = [("four", "Ask Beta"), ("one", "Ask Alpha"), ("three", ""), ("two", "Ask Alpha")];
    assert_eq!(steps, expected.map(|(name, step)| (name.to_string(), step.to_string())));
    let notes: Vec<String> =
        world.all("note").iter().map(|note| note.value("body").unwrap().to_text()).collect();
    assert!(notes.contains(&"Seen Alpha on 2026-05-11".to_string()) && notes.len() == 2, "{notes:?}");
}

#[test]
fn what_waits_goes_on_in_time_and_what_is_awaited_wakes_it() {
    let world = World::at(NOON);
    let automation = world.automation(json!({
        "object": "deal", "trigger": {"on": "created"},
        "steps": [
            {"do": "wait", "minutes": 60}, task("after an hour: {{record.name}}"),
            {"do": "await", "changes": [{"field": "outcome"}], "days": 3,
             "yes": [task("decided: {{record.name}}")], "no": [task("late: {{record.name}}")]},
        ],
    }));
    let one = world.create("deal", json!({"name": "one"}));
    world.create("deal", json!({"name": "two"}));
    world.work();
    assert_eq!(world.titles("task").len(), 0);
    world.later(3_600);
    world.work();
    assert_eq!(world.titles("task"), ["after an hour: one", "after an hour: two"]);
    world.change("deal", one, json!({"outcome": "lost"}));
    world.work();
    assert_eq!(world.titles("task").len(), 3);
    world.later(3 * 24 * 3_600 + 1);
    world.work();
    assert_eq!(
        world.titles("task"),
        ["after an hour: one", "after an hour: two", "decided: one", "late: two"]
    );
    assert!(world.runs(automation).iter().all(|run| run["state"] == "done"));
}

#[test]
fn what_was_waited_for_while_no_server_ran_is_told_once_and_by_when_it_was() {
    let world = World::at(NOON);
    world.automation(json!({
        "object": "deal", "trigger": {"on": "created"},
        "steps": [
            {"do": "await", "changes": [{"field": "outcome"}], "days": 3,
             "yes": [task("decided: {{record.name}}")], "no": [task("late: {{record.name}}")]},
            {"do": "wait", "minutes": 60}, task("an hour later: {{record.name}}"),
        ],
    }));
    let [in_time, too_late, _] =
        ["in time", "too late", "never"].map(|name| world.create("deal", json!({"name": name})));
    world.work();
    // Nobody works from now on.
    world.later(2 * 24 * 3_600);
    world.change("deal", in_time, json!({"outcome": "lost"}));
    world.later(3 * 24 * 3_600);
    world.change("deal", too_late, json!({"outcome": "lost"}));
    world.later(24 * 3_600);
    for _ in 0..2 {
        world.work();
        assert_eq!(world.titles("task"), ["decided: in time", "late: never", "late: too late"]);
    }
    world.later(3 * 24 * 3_600);
    for _ in 0..2 {
        world.work();
        assert_eq!(world.titles("task").len(), 6, "{:?}", world.titles("task"));
    }
}

#[test]
fn who_is_asked_decides_and_a_second_answer_comes_too_late() {
    let world = World::at(NOON);
    world.automation(json!({
        "object": "deal", "trigger": {"on": "created"},
        "steps": [{"do": "approve", "text": "Is {{record.name}} good?", "yes": [task("yes")], "no": [task("no")]}],
    }));
    world.create("deal", json!({"name": "one"}));
    world.work();
    let context = world.ana.context(&world.platform);
    let asked = world
        .platform
        .engine
        .read(&context, |reading| crate::automation::show::questions(reading, false))
        .unwrap();
    assert_eq!(asked["data"][0]["text"], "Is one good?");
    let id = asked["data"][0]["id"].as_str().unwrap().parse().unwrap();
    let answer = |yes: bool| {
        world.write(move |writing| {
            let context = writing.context();
            crate::automation::show::answer(writing.writer(), context, id, yes, "")
        })
    };
    answer(false).unwrap();
    assert!(matches!(answer(true), Err(vocabulary::Error::Conflict(..))));
    world.work();
    assert_eq!(world.titles("task"), ["no"]);
}

#[test]
fn a_circle_stops_and_pauses_what_runs_in_it() {
    let world = World::at(NOON);
    let automation = world.automation(json!({
        "object": "note", "trigger": {"on": "created"},
        "steps": [{"do": "create", "object": "note", "set": {"body": "again"}}],
    }));
    world.create("note", json!({"body": "one"}));
    world.work();
    assert_eq!(world.all("note").len(), 6, "one by hand, one for each of the five runs of the chain");
    let shown = world.shown(automation);
    assert_eq!((&shown["state"], &shown["reason"]), (&json!("paused"), &json!("loop")));
    let stopped = world.runs(automation).into_iter().filter(|run| run["state"] == "stopped").count();
    assert_eq!(stopped, 1);
}

#[test]
fn a_flood_pauses_and_what_has_begun_waits_until_it_is_on_again() {
    let world = World::at(NOON);
    let automation = world.automation(json!({
        "object": "note", "trigger": {"on": "created"}, "limits": {"minute": 3, "hour": 100},
        "steps": [{"do": "wait", "minutes": 1}, task("noted")],
    }));
    for _ in 0..5 {
        world.create("note", json!({"body": "one"}));
    }
    world.work();
    assert_eq!((world.runs(automation).len(), &world.shown(automation)["reason"]), (3, &json!("flood")));
    world.later(120);
    world.work();
    assert_eq!(world.titles("task").len(), 0, "it is off");
    let zone = jiff::tz::TimeZone::UTC;
    world.write(move |writing| crate::automation::manage::publish(writing, automation, &zone)).unwrap();
    world.work();
    world.later(120);
    world.work();
    assert_eq!(world.titles("task").len(), 3);
    assert_eq!(world.shown(automation)["version"], 1, "nothing was changed");
}

#[test]
fn a_step_that_fails_leaves_nothing_and_the_run_can_be_sent_on() {
    let world = World::at(NOON);
    let automation = world.automation(json!({
        "object": "company", "trigger": {"on": "created"},
        "steps": [
            task("before"),
            {"do": "change", "set": {"name": "{{record.description}}"}},
            task("after"),
        ],
    }));
    let company = world.create("company", json!({"name": "Alpha"}));
    world.work();
    let runs = world.runs(automation);
    assert_eq!((&runs[0]["state"], world.titles("task")), (&json!("failed"), vec!["before".to_string()]));
    assert!(runs[0]["error"].as_str().unwrap().contains("Name"), "{runs:#?}");
    world.change("company", company, json!({"description": "Alpha Ltd"}));
    let id = runs[0]["id"].as_str().unwrap().parse().unwrap();
    world
        .write(move |writing| {
            let context = writing.context();
            crate::automation::show::retry(writing.writer(), context, id)
        })
        .unwrap();
    world.work();
    assert_eq!(world.titles("task"), ["after", "before"]);
    assert_eq!(world.titles("company"), ["Alpha Ltd"]);
}

#[test]
fn beginning_and_ending_to_meet_a_filter_are_each_told_once() {
    let world = World::at(NOON);
    let filter = json!({"field": "description", "op": "is_not_empty"});
    let before = world.create("company", json!({"name": "before", "description": "long ago"}));
    world.automation(json!({"object": "company", "trigger": {"on": "enters", "filter": filter}, "steps": [task("in {{record.name}}")]}));
    world.automation(json!({"object": "company", "trigger": {"on": "leaves", "filter": filter}, "steps": [task("out {{record.name}}")]}));
    world.work();
    let one = world.create("company", json!({"name": "one", "description": "new"}));
    world.work();
    world.change("company", one, json!({"description": "newer"}));
    world.change("company", before, json!({"description": "newer"}));
    world.work();
    world.change("company", one, json!({"description": null}));
    world.work();
    world.later(3_600);
    world.work();
    assert_eq!(world.titles("task"), ["in one", "out one"]);
}

#[test]
fn who_meets_another_filter_already_begins_nothing_when_it_is_switched_on_again() {
    let world = World::at(NOON);
    let filled = |field: &str| json!({"object": "company", "trigger": {"on": "enters", "filter": {"field": field, "op": "is_not_empty"}}, "steps": [task("in {{record.name}}")]});
    let known = world.create("company", json!({"name": "known", "website": "https://known.example"}));
    let id = world.automation(filled("description"));
    world.work();
    let definition = filled("website");
    let zone = jiff::tz::TimeZone::UTC;
    world
        .write(move |writing| {
            let context = writing.context();
            let change =
                AutomationChange { definition: Some(definition.clone()), ..AutomationChange::default() };
            manage::change(writing.writer(), context, id, &change)?;
            manage::publish(writing, id, &zone)?;
            assert!(manage::find(writing.writer(), context, id)?.gathering);
            Ok(())
        })
        .unwrap();
    world.work();
    world.change("company", known, json!({"description": "touched"}));
    world.create("company", json!({"name": "new", "website": "https://new.example"}));
    world.work();
    assert_eq!(world.titles("task"), ["in new"]);
    let gathering = world.write(move |writing| {
        let context = writing.context();
        Ok(manage::find(writing.writer(), context, id)?.gathering)
    });
    assert!(!gathering.unwrap());
}

#[test]
fn silence_is_told_once_until_something_happens_again() {
    let world = World::at(NOON);
    let company = world.create("company", json!({"name": "Alpha"}));
    world.automation(json!({"object": "company", "trigger": {"on": "silence", "days": 30}, "steps": [{"do": "create", "object": "note", "set": {"body": "quiet"}}]}));
    world.work();
    world.later(20 * 86_400);
    world.create(
        "call",
        json!({"subject": "Hello", "company": company, "happened_at": "2026-05-31T10:00:00Z"}),
    );
    world.work();
    world.later(20 * 86_400);
    world.work();
    assert_eq!(world.all("note").len(), 0, "there was a call");
    for _ in 0..3 {
        world.later(11 * 86_400);
        world.work();
    }
    assert_eq!(world.all("note").len(), 1);
}

#[test]
fn a_definition_that_means_nothing_is_refused_with_the_place() {
    let world = World::at(NOON);
    let cases = [
        (json!({"object": "nonsense", "trigger": {"on": "created"}, "steps": [task("x")]}), "object"),
        (json!({"object": "deal", "trigger": {"on": "created"}, "steps": []}), "steps"),
        (
            json!({"object": "deal", "trigger": {"on": "date", "field": "name"}, "steps": [task("x")]}),
            "trigger.field",
        ),
        (
            json!({"object": "deal", "trigger": {"on": "created"}, "condition": {"field": "nope", "op": "is", "value": 1}, "steps": [task("x")]}),
            "condition.field",
        ),
        (
            json!({"object": "deal", "trigger": {"on": "created"}, "steps": [{"do": "change", "set": {"amount": "much"}}]}),
            "steps.0.set.amount",
        ),
        (
            json!({"object": "deal", "trigger": {"on": "created"}, "steps": [task("Call {{record.nobody}}")]}),
            "steps.0.subject",
        ),
        (
            json!({"object": "deal", "trigger": {"on": "created"}, "steps": [{"do": "change", "of": "item", "set": {"name": "x"}}]}),
            "steps.0.of",
        ),
        (
            json!({"object": "deal", "trigger": {"on": "created"}, "steps": [{"do": "each", "object": "note", "link": "company", "steps": [task("x")]}]}),
            "steps.0.link",
        ),
        (json!({"object": "deal", "trigger": {"on": "created"}, "steps": [{"do": "explode"}]}), "definition"),
    ];
    for (definition, place) in cases {
        let Err(vocabulary::Error::Invalid(problems)) = world.try_automation(definition.clone()) else {
            panic!("{definition} was taken");
        };
        assert_eq!(problems[0].field, place, "{problems:?}");
    }
}

#[test]
fn every_recipe_can_be_published_as_it_is() {
    let world = World::at(NOON);
    for recipe in crate::automation::recipe::RECIPES {
        let definition = recipe.shown()["definition"].clone();
        if let Err(error) = world.try_automation(definition) {
            panic!("{}: {error:?}", recipe.key);
        }
    }
}
