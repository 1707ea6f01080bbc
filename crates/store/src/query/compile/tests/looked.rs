//! Groups that are looked up come to the same as groups that are sorted together.

use super::*;
use crate::dialect::Connection;
use crate::query::compile::{looked_up, sorts};
use crate::query::run;
use crate::sqlite::connection::Bound;
use crate::sqlite::grouped;

fn measures(parser: &Parser<'_>, room: &Room) -> Vec<(Gauge, Option<crate::query::Path>)> {
    let deal = room.dictionary.object("deal").unwrap();
    let of = |field: &str| Some(parser.path(deal, field).unwrap());
    vec![
        (Gauge::Of(Measure::Count), None),
        (Gauge::Of(Measure::Sum), of("amount")),
        (Gauge::Of(Measure::Avg), of("amount")),
        (Gauge::Of(Measure::Count), of("amount")),
        (Gauge::Of(Measure::Count), of("name")),
        (Gauge::Of(Measure::Count), of("company")),
        // Added up they would leave 64 bits.
        (Gauge::Of(Measure::Count), of("updated_at")),
        (Gauge::Of(Measure::Avg), of("size")),
    ]
}

#[test]
fn groups_that_are_looked_up_are_those_that_are_sorted_together() {
    let room = Room::new();
    grouped::add(&room.connection).unwrap();
    room.connection
        .execute_batch(
            "UPDATE deal SET created_at = (rowid * 37 % 300) * 86400000000, updated_at = 4611686018427387904,
                company = iif(rowid % 7 = 0, NULL, company), owner = iif(rowid % 11 = 0, NULL, owner),
                stage = iif(rowid % 13 = 0, NULL, stage);
             INSERT INTO company (workspace_id, id, version, created_at, updated_at, created_by, updated_by, custom, name, name_fold)
                SELECT DISTINCT 1, company, 1, 0, 0, '', '', '{}', 'C' || (rowid % 50), 'c' || (rowid % 50) FROM deal WHERE company IS NOT NULL;",
        )
        .unwrap();
    let moment = beginning();
    let parser = Parser { dictionary: &room.dictionary, visibility: &SeesAll, moment: &moment };
    let deal = room.dictionary.object("deal").unwrap();
    let path = |text: &str| parser.path(deal, text).unwrap();
    let month = || (path("created_at"), Some(Split::Time(Bucket::Month)));
    let until = 299 * 86_400_000_000;
    for by in [
        vec![(path("company"), None)],
        vec![(path("stage"), None), (path("owner"), None)],
        vec![month(), (path("stage"), None)],
        vec![(path("amount"), Some(Split::Band(10_000_000))), (path("stage"), None)],
        vec![(path("company.name"), None), (path("stage"), None)],
    ] {
        let boundaries: Vec<Option<Boundaries>> = by
            .iter()
            .map(|(_, split)| {
                let bucket = matches!(split, Some(Split::Time(_)));
                bucket
                    .then(|| Boundaries::between(Kind::Timestamp, Bucket::Month, 0, until, &moment).unwrap())
            })
            .collect();
        let names = by.iter().any(|(path, _)| path.text == "company.name");
        let filter = json!({"field": "size", "op": "lt", "value": 700});
        let query = GroupQuery {
            query: room.query(&SeesAll, filter, ""),
            moment: &moment,
            by,
            measures: measures(&parser, &room),
            sort: Some((0, true)),
            limit: 1000,
        };
        let ways: &[Way] = if boundaries[0].is_some() { &[Way::Any, Way::Spans] } else { &[Way::Any] };
        for way in ways {
            let (statement, _) = groups(Dialect::Sqlite, &query, &boundaries, *way).unwrap();
            let looked = looked_up(Dialect::Sqlite, &query, &boundaries, *way).unwrap();
            // Texts are shown as the smallest spelling of their group, which takes more than a look.
            assert_eq!(looked.is_none(), names);
            let Some(looked) = looked else { continue };
            let inside = room.run(&looked.first.text, &looked.first.params, 0).into_iter().map(|text| {
                let Cell::Text(text) = text else { panic!("groups are a text") };
                text[1..text.len() - 1].to_string()
            });
            let joined: Vec<String> = inside.filter(|text| !text.is_empty()).collect();
            let width = statement.columns.len();
            let (second, _) = looked.second(format!("[{}]", joined.join(",")));
            let rows = |of: &Statement| -> Vec<Vec<Cell>> {
                (0..width).map(|column| room.run(&of.text, &of.params, column)).collect()
            };
            assert_eq!(rows(&second), rows(&statement));
            assert!(rows(&second)[0].len() > 2);
        }
        assert!(looked_up(Dialect::Postgres, &query, &boundaries, Way::Any).unwrap().is_none());
    }
}

#[test]
fn more_groups_than_are_looked_up_are_sorted_together() {
    let room = Room::new();
    grouped::add(&room.connection).unwrap();
    room.connection
        .execute_batch(
            "CREATE TEMP TABLE more AS SELECT * FROM deal;
             UPDATE more SET id = randomblob(16);
             INSERT INTO deal SELECT * FROM more;
             UPDATE deal SET size = rowid, updated_at = rowid;
             BEGIN;",
        )
        .unwrap();
    let moment = beginning();
    let parser = Parser { dictionary: &room.dictionary, visibility: &SeesAll, moment: &moment };
    let deal = room.dictionary.object("deal").unwrap();
    let query = GroupQuery {
        query: room.query(&SeesAll, Json::Null, ""),
        moment: &moment,
        by: ["size", "owner"].into_iter().map(|text| (parser.path(deal, text).unwrap(), None)).collect(),
        measures: measures(&parser, &room),
        sort: None,
        limit: 40_000,
    };
    let plan = room.plan(&groups(Dialect::Sqlite, &query, &[None, None], Way::Any).unwrap().0);
    assert!(plan.split("; ").any(sorts), "{plan}");
    let looked = looked_up(Dialect::Sqlite, &query, &[None, None], Way::Any).unwrap().unwrap();
    let given_up = Bound::new(&room.connection).query(&looked.first, &mut |_| Ok(true)).unwrap_err();
    assert!(given_up.to_string().contains("too many groups"), "{given_up}");
    let found = run::groups(&mut Bound::new(&room.connection), &query).unwrap();
    let all = usize::try_from(2 * ROWS).unwrap();
    assert_eq!(found.len(), all);
    assert!(found.iter().all(|group| group.values[0] == dictionary::Value::Integer(1)));
}
