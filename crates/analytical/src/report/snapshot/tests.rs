//! What time does to dashboards that are kept, on both databases, with a clock that the test moves.

use super::rhythm::Wanted;
use super::take::{Way, take};
use super::{job, schedule, show, table};
use crate::report::kept::{self, Change, New, Sharing, Sort};
use crate::segment::tests::{World, both};
use platform::identity::{
    self, Authenticated, NewRole, NewUser, ProfileChange, RoleChange, UserChange, user_context,
};
use platform::job::run_due;
use platform::notification::{Kind, list_notifications};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use store::testing::Fresh;
use vocabulary::{Error, Id};

/// A dashboard of Ana's that everybody sees, and Eva, who sees what is hers.
struct House {
    world: World,
    eva: Arc<Authenticated>,
    role: Id,
    board: Id,
    company: Id,
}

fn own() -> NewRole {
    let rights = json!({"read": "own", "create": true, "change": "own", "remove": "own"});
    serde_json::from_value(json!({"name": "Own", "objects": {"*": rights}})).unwrap()
}

fn wanted(json: Json) -> Wanted {
    serde_json::from_value(json).unwrap()
}

impl House {
    fn over(fresh: Fresh) -> House {
        let world = World::over(fresh, "2026-03-02T04:00:00Z");
        let (platform, ana) = (&world.platform, &world.ana);
        job::schedule(platform).unwrap();
        let role = identity::create_role(platform, ana, own()).unwrap().id;
        let new = NewUser {
            name: "Eva".to_string(),
            email: "eva@example.com".to_string(),
            password: "pravi konj baterija".to_string(),
            role,
            team: None,
            language: String::new(),
            zone: String::new(),
        };
        let user = identity::create_user(platform, ana, new).unwrap().id;
        let eva = user_context(platform, ana.workspace.id, user, None).unwrap();
        let company = world.create("company", json!({"name": "Hers", "owner": user}));
        world.create("deal", json!({"name": "Hers", "company": company, "owner": user}));
        world.create("deal", json!({"name": "Ana's", "owner": ana.user.id}));
        let report = |name: &str, body: Json| {
            let new = New { name: name.to_string(), body, sharing: Sharing::Everyone };
            kept::create(platform, ana, Sort::Report, new).unwrap().id
        };
        let good = report("Deals", json!({"object": "deal", "by": [{"field": "company"}]}));
        let bad = report("Broken", json!({"object": "deal", "by": [{"field": "nothing"}]}));
        let tile =
            |id: &str, report: Id, y: u8| json!({"id": id, "report": report, "x": 0, "y": y, "w": 6, "h": 4});
        let body = json!({"tiles": [tile("bad", bad, 0), tile("good", good, 4)], "period": {"this": "year"}});
        let new = New { name: "Board".to_string(), body, sharing: Sharing::Everyone };
        let board = kept::create(platform, ana, Sort::Dashboard, new).unwrap().id;
        House { world, eva, role, board, company }
    }

    fn set(&self, asker: &Authenticated, json: Json) -> Json {
        schedule::put(&self.world.platform, asker, self.board, &wanted(json)).unwrap()
    }

    /// Runs what is due at a moment; answers how many jobs there were.
    fn at(&self, moment: &str) -> usize {
        self.world.is(moment);
        run_due(&self.world.platform, job::JOBS, "test").unwrap()
    }

    fn list(&self, asker: &Authenticated) -> Vec<Json> {
        show::list(&self.world.platform, asker, self.board).unwrap()
    }

    fn newest(&self, asker: &Authenticated) -> Json {
        let id = self.list(asker)[0]["id"].as_str().unwrap().parse().unwrap();
        show::show(&self.world.platform, asker, id).unwrap()
    }

    fn told(&self, asker: &Authenticated) -> Vec<String> {
        let page = list_notifications(&self.world.platform, asker, false, 50, None).unwrap();
        page.data.into_iter().filter(|one| one.kind == Kind::Dashboard).map(|one| one.text).collect()
    }

    fn rows(&self) -> usize {
        let of = |table: &'static str| {
            let select = store::table::Select::new(table, &["dashboard_id"], Vec::new());
            self.world.platform.store.read(|reader| reader.select(&select)).unwrap().len()
        };
        of("dashboard_schedule") + of("dashboard_snapshot")
    }
}

#[test]
fn a_dashboard_is_kept_when_it_is_due_under_the_rights_of_whom_it_is_for_and_once_after_a_pause() {
    both(|fresh| {
        let house = House::over(fresh);
        let eva = &house.eva;
        let set = house.set(eva, json!({"every": "day", "hour": 7}));
        assert_eq!(
            (&set["zone"], &set["next_at"]),
            (&json!("Europe/Ljubljana"), &json!("2026-03-02T06:00:00Z"))
        );
        house.at("2026-03-02T05:59:59Z");
        assert_eq!(house.list(eva).len(), 0);
        house.at("2026-03-02T06:00:00Z");
        let kept = house.newest(eva);
        assert_eq!((&kept["as_of"], &kept["scheduled"]), (&json!("2026-03-02T06:00:00Z"), &json!(true)));
        assert_eq!(kept["period"], json!({"this": "year"}));
        // Two deals there are, one of them hers; the tile that fails leaves the other its answer.
        let [bad, good] = [&kept["tiles"][0], &kept["tiles"][1]];
        assert_eq!(good["answer"]["totals"][0]["values"], json!([1]), "{good}");
        assert_eq!(good["answer"]["rows"][0]["key"][0]["title"], json!("Hers"));
        assert_eq!(good["answer"]["rows"][0]["filter"], Json::Null);
        assert!(bad["problem"].is_string() && bad["answer"].is_null(), "{bad}");
        assert_eq!(house.told(eva), ["dashboard_kept"]);
        assert_eq!((house.list(&house.world.ana).len(), house.told(&house.world.ana).len()), (0, 0));
        let id = kept["id"].as_str().unwrap().parse().unwrap();
        let others = show::show(&house.world.platform, &house.world.ana, id);
        assert!(
            matches!(others, Err(Error::NotFound(_))),
            "another's is not there, for an administrator too"
        );

        // No server ran for three days: one is caught up, not three, and then it goes on as before.
        house.at("2026-03-05T11:00:00Z");
        house.at("2026-03-05T11:00:01Z");
        assert_eq!(house.list(eva).len(), 2);
        house.at("2026-03-06T06:00:00Z");
        let moments: Vec<Json> = house.list(eva).iter().map(|one| one["as_of"].clone()).collect();
        assert_eq!(moments, ["2026-03-06T06:00:00Z", "2026-03-05T11:00:00Z", "2026-03-02T06:00:00Z"]);
    });
}

#[test]
fn the_newest_are_kept_and_names_of_records_are_those_of_today() {
    both(|fresh| {
        let house = House::over(fresh);
        let (platform, eva) = (&house.world.platform, &house.eva);
        house.set(eva, json!({"every": "day", "hour": 7}));
        for day in 2..32 {
            house.at(&format!("2026-03-{day:02}T06:30:00Z"));
        }
        let list = house.list(eva);
        assert_eq!(list.len(), table::NEWEST);
        assert_eq!(list[0]["as_of"], json!("2026-03-31T06:30:00Z"));

        // In the trash it is still called what it was called; deleted for good it has no name, and the numbers stay.
        let name = || house.newest(eva)["tiles"][1]["answer"]["rows"][0].clone();
        let context = house.world.ana.context(platform);
        let company = house.company;
        platform
            .engine
            .write(&context, move |writing| writing.remove("company", company).map(|_| ()))
            .unwrap();
        assert_eq!(name()["key"][0]["title"], json!("Hers"));
        platform.engine.write(&context, move |writing| writing.purge_removed("company", company)).unwrap();
        assert_eq!((&name()["key"][0]["title"], &name()["values"]), (&Json::Null, &json!([1])));
    });
}

#[test]
fn what_one_lost_sight_of_is_not_shown_and_ends_its_schedule() {
    both(|fresh| {
        let house = House::over(fresh);
        let (platform, ana) = (&house.world.platform, &house.world.ana);
        // Her role saw all deals when it was kept, and hers alone afterwards.
        let sees = |extent: &str| {
            let objects = json!({"*": {"read": extent, "create": true, "change": "own", "remove": "own"}});
            let objects = Some(serde_json::from_value(objects).unwrap());
            identity::change_role(platform, ana, house.role, RoleChange { objects, ..RoleChange::default() })
                .unwrap();
            user_context(platform, ana.workspace.id, house.eva.user.id, None).unwrap()
        };
        let eva = sees("all");
        house.set(&eva, json!({"every": "week", "weekday": 1, "hour": 7}));
        house.at("2026-03-02T06:00:00Z");
        assert_eq!(house.newest(&eva)["tiles"][1]["answer"]["totals"][0]["values"], json!([2]));
        let eva = sees("own");
        let hidden = house.newest(&eva)["tiles"][1].clone();
        assert_eq!(
            (&hidden["answer"], &hidden["definition"], &hidden["name"]),
            (&Json::Null, &Json::Null, &Json::Null)
        );

        // Ana keeps the dashboard to herself: Eva gets none any more, is told once, and finds nothing.
        let private = Change { sharing: Some(Sharing::Private), ..Change::default() };
        kept::change(platform, ana, Sort::Dashboard, house.board, private).unwrap();
        house.at("2026-03-09T06:00:00Z");
        house.at("2026-03-16T06:00:00Z");
        assert_eq!(house.told(&eva), ["dashboard_ended", "dashboard_kept"]);
        assert!(matches!(show::list(platform, &eva, house.board), Err(Error::NotFound(_))));
        assert_eq!(house.rows(), 0);
    });
}

#[test]
fn who_leaves_and_what_is_removed_take_their_snapshots_along() {
    both(|fresh| {
        let house = House::over(fresh);
        let (platform, ana, eva) = (&house.world.platform, &house.world.ana, &house.eva);
        for asker in [ana, eva] {
            house.set(asker, json!({"every": "month", "day": 2, "hour": 7}));
        }
        house.at("2026-03-02T06:00:00Z");
        assert_eq!((house.list(ana).len(), house.list(eva).len(), house.rows()), (1, 1, 4));
        // Whose schedule was ended is given none, also when its job waits already.
        schedule::remove(platform, ana, house.board).unwrap();
        house.at("2026-04-02T06:00:00Z");
        assert_eq!((house.list(ana).len(), house.list(eva).len()), (1, 2), "what was kept stays");

        let switched = |active: bool| {
            let change = UserChange { active: Some(active), ..UserChange::default() };
            identity::change_user(platform, ana, eva.user.id, change).unwrap();
        };
        switched(false);
        house.at("2026-05-02T06:00:00Z");
        assert_eq!(house.rows(), 1, "nothing of Eva's is left");
        // Who is switched off before anything is due loses it in the night.
        switched(true);
        house.set(eva, json!({"every": "month", "day": 20, "hour": 7}));
        switched(false);
        house.at("2026-05-03T04:00:00Z");
        assert_eq!(house.rows(), 1);

        switched(true);
        house.set(eva, json!({"every": "day", "hour": 7}));
        kept::remove(platform, ana, Sort::Dashboard, house.board).unwrap();
        assert_eq!(house.rows(), 0);
        assert_eq!(house.told(eva)[0], "dashboard_ended");
        assert!(house.told(ana).iter().all(|text| text == "dashboard_kept"), "who removes it knows");
        assert_eq!(house.at("2026-05-04T12:00:00Z"), 1, "only the clean-up of the night");
    });
}

#[test]
fn it_follows_whom_it_is_for_into_another_zone_and_is_narrowed_as_the_dashboard_is() {
    both(|fresh| {
        let house = House::over(fresh);
        let (platform, ana) = (&house.world.platform, &house.world.ana);
        house.set(ana, json!({"every": "day", "hour": 7}));
        let change = ProfileChange { zone: Some("America/New_York".to_string()), ..ProfileChange::default() };
        identity::change_profile(platform, ana, change).unwrap();
        house.at("2026-03-02T06:00:00Z");
        let set = schedule::show(platform, ana, house.board).unwrap();
        assert_eq!(
            (&set["zone"], &set["next_at"]),
            (&json!("America/New_York"), &json!("2026-03-02T12:00:00Z"))
        );

        // Only what is Eva's, and only once it was seen to be a period that reports have.
        let before =
            platform.store.read(|reader| kept::find(reader, ana, Sort::Dashboard, house.board)).unwrap();
        let mut body = before.body;
        body["owner"] = json!(house.eva.user.id);
        let change = Change { body: Some(body), ..Change::default() };
        kept::change(platform, ana, Sort::Dashboard, house.board, change).unwrap();
        let way = Way { tries_again: true, goes_on: &|| true };
        let (_, taken) = take(platform, ana, house.board, &way).unwrap();
        let told = serde_json::to_value(&taken).unwrap();
        let good = &told["tiles"][1]["question"];
        assert_eq!(good["said"]["answer"]["totals"][0]["values"], json!([1]), "{good}");
        assert!(matches!(
            take(platform, ana, house.board, &Way { tries_again: true, goes_on: &|| false }),
            Err(Error::Unavailable(_))
        ));
    });
}
