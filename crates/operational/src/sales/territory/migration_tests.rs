//! Filters that stood in targets before there were territories: they become some, one for each filter, and targets name theirs.

use store::migrate::Migration;
use store::table::{Condition, Select};
use store::testing::Fresh;
use store::{Datum, Reader};
use vocabulary::Result;

const STEP: &str = "standard/0019_territory";

/// A target as it was stored before: workspace, number, name, filter, and when it was removed.
type Stored = (i64, u8, &'static str, Option<&'static str>, Option<i64>);

/// Five targets of two workspaces: two with one filter, one with another, one without, and one in the trash.
const TARGETS: &[Stored] = &[
    (1, 1, "Serbia Q1", Some(r#"{"field":"country","op":"is","value":"RS"}"#), None),
    (1, 2, "Serbia Q2", Some(r#"{"field":"country","op":"is","value":"RS"}"#), None),
    (1, 3, "Large works", Some(r#"{"field":"employees","op":"gte","value":100}"#), None),
    (1, 4, "Everything", None, None),
    (1, 5, "Old one", Some(r#"{"field":"name","op":"is","value":"O'Neill's"}"#), Some(7)),
    (2, 6, "Serbia too", Some(r#"{"field":"country","op":"is","value":"RS"}"#), None),
];

fn rows(id: impl Fn(u8) -> String) -> &'static str {
    let row = |(workspace, number, name, filter, removed): &Stored| {
        let filter = filter.map_or("NULL".to_string(), |text| format!("'{}'", text.replace('\'', "''")));
        let removed = removed.map_or("NULL".to_string(), |at| at.to_string());
        format!(
            "({workspace}, {}, 1, 5, 5, '{{}}', '{{}}', {removed}, '{{}}', '{name}', '{name}', {filter}, {filter})",
            id(*number)
        )
    };
    let all: Vec<String> = TARGETS.iter().map(row).collect();
    let columns = "workspace_id, id, version, created_at, updated_at, created_by, updated_by, removed_at, custom, name, name_fold, territory, territory_fold";
    Box::leak(format!("INSERT INTO \"target\" ({columns}) VALUES {};", all.join(", ")).into_boxed_str())
}

fn steps() -> Vec<Migration> {
    let nouns = standard::MIGRATION_TEXTS.iter().map(|text| Migration {
        name: text.name,
        sqlite: text.sqlite,
        postgres: text.postgres,
    });
    nouns.collect()
}

/// A target as it is now: workspace, name, and the title and filter of its territory.
type Told = (i64, String, Option<(String, String)>);

/// What each target points to: the title and the filter of its territory.
fn told(reader: &mut dyn Reader) -> Result<Vec<Told>> {
    let targets = reader
        .select(&Select::new("target", &["workspace_id", "name", "territory"], vec![]).ascending("id"))?;
    let mut all = Vec::new();
    for row in &targets {
        let [Datum::Integer(workspace), Datum::Text(name), territory] = row.as_slice() else {
            panic!("{row:?}")
        };
        let found = match territory {
            Datum::Id(id) => {
                let filter = vec![
                    Condition::Eq("workspace_id", (*workspace).into()),
                    Condition::Eq("id", (*id).into()),
                ];
                let rows = reader.select(&Select::new("territory", &["name", "company_filter"], filter))?;
                let text = |at: usize| rows[0][at].text().unwrap().to_string();
                Some((text(0), text(1)))
            }
            _ => None,
        };
        all.push((*workspace, name.clone(), found));
    }
    Ok(all)
}

fn upgrades(fresh: &Fresh) {
    let all = steps();
    let place = all.iter().position(|step| step.name == STEP).unwrap();
    let mut before = all[..place].to_vec();
    // The same ids in the form of each database.
    before.push(Migration {
        name: "test/0001_targets",
        sqlite: rows(|number| format!("x'{}'", format!("{number:02x}").repeat(16))),
        postgres: rows(|number| format!("'{}'", format!("{number:02x}").repeat(16))),
    });
    drop(fresh.open(&before));
    before.extend_from_slice(&all[place..]);
    let store = fresh.open(&before);
    let told = store.read(told).unwrap();
    let filter = |number: usize| TARGETS[number].3.unwrap().to_string();
    let expected = [
        (1, "Serbia Q1", Some(("Serbia Q1", filter(0)))),
        (1, "Serbia Q2", Some(("Serbia Q1", filter(0)))),
        (1, "Large works", Some(("Large works", filter(2)))),
        (1, "Everything", None),
        (1, "Old one", Some(("Old one", filter(4)))),
        (2, "Serbia too", Some(("Serbia too", filter(5)))),
    ];
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(workspace, name, found)| {
            (workspace, name.to_string(), found.map(|(title, filter)| (title.to_string(), filter)))
        })
        .collect();
    assert_eq!(told, expected);
    let count =
        |reader: &mut dyn Reader| Ok(reader.select(&Select::new("territory", &["id"], vec![]))?.len());
    assert_eq!(store.read(count).unwrap(), 4);
}

#[test]
fn filters_of_targets_become_territories_on_sqlite() {
    upgrades(&Fresh::sqlite());
}

#[test]
fn filters_of_targets_become_territories_on_postgres() {
    upgrades(&Fresh::postgres());
}
