//! Chosen fields of many records, typed, for whoever adds them up.

use crate::support::*;
use dictionary::{ReadContext, Value};
use store::Store;
use store::query::{Filter, Moment, Parser, Query, Row, Scope, SeesAll, Trash, Visibility};
use store::testing::Fresh;
use vocabulary::{Currency, Date, Id, Money, Result};

store::on_both_databases!(
    fields_come_typed_also_over_links,
    only_what_is_seen_comes,
    a_sort_a_filter_and_an_end_are_kept_to,
);

/// Sees the people of one owner, all companies, and no salary.
struct Seller(Id);

impl Visibility for Seller {
    fn scope(&self, object: &str) -> Scope {
        if object == "person" { Scope::Owners([self.0].into()) } else { Scope::All }
    }
    fn may_read(&self, _object: &str, field: &str) -> bool {
        field != "salary"
    }
}

fn moment() -> Moment {
    Moment {
        now: now(),
        zone: jiff::tz::TimeZone::UTC,
        first_weekday: 1,
        me: None,
        read: ReadContext { country: None, currency: Currency::EUR },
    }
}

/// What stands in each row, as one text.
fn rows(
    store: &Store,
    seen: &dyn Visibility,
    fields: &str,
    filter: &str,
    sort: &str,
    told: &(dyn Fn(Row<'_>) -> String + Sync),
) -> Result<Vec<String>> {
    let (object, moment) = (object("person"), moment());
    let parser = Parser { dictionary: &DICTIONARY, visibility: seen, moment: &moment };
    let filter: Option<Filter> = (!filter.is_empty())
        .then(|| parser.filter(&object, &serde_json::from_str(filter).unwrap(), "filter"))
        .transpose()?;
    let query = Query {
        workspace: HOME,
        dictionary: &DICTIONARY,
        object: &object,
        visibility: seen,
        filter,
        text: None,
        sort: parser.sort(&object, sort, "sort")?,
        selection: parser.selection(&object, fields, "fields")?,
        limit: 0,
        after: None,
        trash: Trash::Without,
    };
    let mut found = Vec::new();
    store.read(|reader| {
        reader.rows(&query, &mut |row| {
            found.push(told(row));
            Ok(true)
        })
    })?;
    Ok(found)
}

/// Ana of Acme, her record complete; Bo with nothing but a name; Cy in the trash; Di of another workspace.
fn house(store: &Store) -> (Id, Id) {
    let acme = record("company", &[("name", text("Acme"))]);
    insert(store, "company", &acme).unwrap();
    let mut ana = record(
        "person",
        &[
            ("name", name("Ana", "Petrović")),
            ("company", link(acme.meta.id)),
            ("salary", Value::Money(Money::new(-123, Currency::EUR))),
            ("x_color", text("blue")),
            ("x_born", Value::Date("1980-02-29".parse().unwrap())),
            ("x_badge", Value::Integer(7)),
        ],
    );
    let owner = id();
    ana.meta.owner = Some(owner);
    insert(store, "person", &ana).unwrap();
    insert(store, "person", &record("person", &[("name", name("Bo", "Lind"))])).unwrap();
    let mut cy = record("person", &[("name", name("Cy", "Gone"))]);
    cy.meta.removed_at = Some(now());
    insert(store, "person", &cy).unwrap();
    insert_into(store, OTHER, "person", &record("person", &[("name", name("Di", "Else"))])).unwrap();
    (owner, acme.meta.id)
}

fn fields_come_typed_also_over_links(fresh: Fresh) {
    let store = open(&fresh);
    let (owner, acme) = house(&store);
    let fields = "name,company,company.name,salary,x_color,x_born,x_badge,owner,created_at";
    let found = rows(&store, &SeesAll, fields, "", "name", &|row| {
        let empty = (0..9).filter(|place| row.is_empty(*place)).count();
        if row.text(0) == Some("Bo") {
            return format!("Bo, {empty} empty");
        }
        assert_eq!(row.id(1), Some(acme));
        assert_eq!(row.text(2), Some("Acme"));
        assert_eq!(row.money(3), Some(Money::new(-123, Currency::EUR)));
        assert_eq!(row.text(4), Some("blue"));
        assert_eq!(row.date(5), Some("1980-02-29".parse::<Date>().unwrap()));
        assert_eq!(row.integer(6), Some(7));
        assert_eq!(row.id(7), Some(owner));
        assert_eq!(row.timestamp(8), Some(now()));
        // Of another kind, and beyond the last one.
        assert_eq!((row.id(2), row.integer(4), row.text(9)), (None, None, None));
        format!("{}, {empty} empty", row.text(0).unwrap())
    });
    assert_eq!(found.unwrap(), ["Ana, 0 empty", "Bo, 7 empty"]);
}

fn only_what_is_seen_comes(fresh: Fresh) {
    let store = open(&fresh);
    let (owner, _) = house(&store);
    let given = |row: Row<'_>| row.text(0).unwrap_or("-").to_string();
    assert_eq!(rows(&store, &Seller(owner), "name", "", "", &given).unwrap(), ["Ana"]);
    assert_eq!(rows(&store, &Seller(id()), "name", "", "", &given).unwrap(), Vec::<String>::new());
    assert!(rows(&store, &Seller(owner), "salary", "", "", &given).is_err());
    assert!(rows(&store, &Seller(owner), "name", "", "salary", &given).is_err());
}

fn a_sort_a_filter_and_an_end_are_kept_to(fresh: Fresh) {
    let store = open(&fresh);
    house(&store);
    let given = |row: Row<'_>| row.text(0).unwrap().to_string();
    let filter = r#"{"field": "x_color", "op": "is", "value": "blue"}"#;
    assert_eq!(rows(&store, &SeesAll, "name", "", "-name", &given).unwrap(), ["Bo", "Ana"]);
    assert_eq!(rows(&store, &SeesAll, "name", filter, "", &given).unwrap(), ["Ana"]);
    let (object, moment) = (object("person"), moment());
    let parser = Parser { dictionary: &DICTIONARY, visibility: &SeesAll, moment: &moment };
    let query = Query {
        workspace: HOME,
        dictionary: &DICTIONARY,
        object: &object,
        visibility: &SeesAll,
        filter: None,
        text: None,
        sort: Vec::new(),
        selection: parser.selection(&object, "id", "fields").unwrap(),
        limit: 0,
        after: None,
        trash: Trash::Without,
    };
    let mut seen = 0;
    let ended = store.read(|reader| {
        reader.rows(&query, &mut |row| {
            assert!(row.id(0).is_some());
            seen += 1;
            Ok(false)
        })
    });
    assert_eq!((ended, seen), (Ok(()), 1));
}
