//! Records: written, read back, changed, found by their keys.

use crate::support::*;
use dictionary::Value;
use store::testing::Fresh;
use vocabulary::{Conflict, Currency, Error, Money};

store::on_both_databases!(
    a_record_comes_back_as_it_was_written,
    a_custom_record_comes_back_as_it_was_written,
    only_the_version_seen_may_be_written,
    a_unique_value_belongs_to_one_record,
    a_failed_write_keeps_no_unique_value,
    a_removed_record_gives_up_its_unique_values_and_takes_them_back,
    several_values_follow_their_record,
    workspaces_share_no_value,
    a_purged_record_is_gone_with_its_keys,
    titles_are_found_folded,
    custom_fields_can_be_indexed,
    deleted_text_is_overwritten,
);

fn full_person() -> store::record::StoredRecord {
    let mut person = record(
        "person",
        &[
            ("name", name("Ana", "Petrović")),
            ("emails", emails(&["Ana@example.com", "ana.petrovic@work.example.com"])),
            ("phones", phones(&["040 123 456"])),
            ("company", link(id())),
            ("description", text("likes “quotes”, ' and \" and \\ and\nnew lines — 日本語 🚢")),
            ("salary", Value::Money(Money::new(-123, Currency::EUR))),
            ("external_ids", tags(&["crm:A-17"])),
            ("x_color", text("Siva'\"\\")),
            ("x_born", Value::Date("1980-02-29".parse().unwrap())),
            ("x_badge", Value::Integer(900_719_925_474_099_312)),
            ("x_friend", link(id())),
        ],
    );
    person.meta.owner = Some(id());
    person.meta.batch = Some(id());
    person
}

fn a_record_comes_back_as_it_was_written(fresh: Fresh) {
    let store = open(&fresh);
    let person = full_person();
    insert(&store, "person", &person).unwrap();
    let found = read(&store, "person", person.meta.id).unwrap();
    assert_eq!(found.meta, person.meta);
    let object = object("person");
    for (field, (found, written)) in object.fields.iter().zip(found.values.iter().zip(&person.values)) {
        if field.system.is_none() {
            assert_eq!(found, written, "{}", field.key);
        }
    }
    let mut after = next(&person);
    set(&object, &mut after, "salary", Value::Null);
    set(&object, &mut after, "x_color", Value::Null);
    set(&object, &mut after, "description", text("none"));
    after.meta.owner = None;
    update(&store, "person", &person, &after).unwrap();
    let found = read(&store, "person", person.meta.id).unwrap();
    assert_eq!(found.meta, after.meta);
    assert_eq!(found.values[object.position("salary").unwrap()], Value::Null);
    assert_eq!(found.values[object.position("x_color").unwrap()], Value::Null);
    assert_eq!(found.values[object.position("x_badge").unwrap()], Value::Integer(900_719_925_474_099_312));
    assert_sound(&store);
}

fn a_custom_record_comes_back_as_it_was_written(fresh: Fresh) {
    let store = open(&fresh);
    let boat =
        record("x_boat", &[("name", text("Galeb")), ("x_length", Value::Decimal("12.5".parse().unwrap()))]);
    insert(&store, "x_boat", &boat).unwrap();
    let found = read(&store, "x_boat", boat.meta.id).unwrap();
    let object = object("x_boat");
    assert_eq!(found.values[object.position("name").unwrap()], text("Galeb"));
    assert_eq!(found.values[object.position("x_length").unwrap()], Value::Decimal("12.5".parse().unwrap()));
    assert_eq!(store.read(|reader| reader.by_title(HOME, &object, "galeb")).unwrap(), [boat.meta.id]);
    assert_sound(&store);
}

fn only_the_version_seen_may_be_written(fresh: Fresh) {
    let store = open(&fresh);
    let company = record("company", &[("name", text("Acme"))]);
    insert(&store, "company", &company).unwrap();
    let mut after = next(&company);
    set(&object("company"), &mut after, "name", text("Acme d.o.o."));
    update(&store, "company", &company, &after).unwrap();
    match update(&store, "company", &company, &after) {
        Err(Error::Conflict(Conflict::Stale { version: 2, .. }, _)) => {}
        other => panic!("a stale write gave {other:?}"),
    }
    let stranger = record("company", &[("name", text("Nobody"))]);
    assert!(matches!(update(&store, "company", &stranger, &next(&stranger)), Err(Error::NotFound(_))));
}

fn a_unique_value_belongs_to_one_record(fresh: Fresh) {
    let store = open(&fresh);
    let first = record("person", &[("name", name("Ana", "A")), ("emails", emails(&["ana@example.com"]))]);
    insert(&store, "person", &first).unwrap();
    let second = record(
        "person",
        &[("name", name("Bo", "B")), ("emails", emails(&["bo@example.com", "ANA@example.com"]))],
    );
    match insert(&store, "person", &second) {
        Err(Error::Conflict(Conflict::Duplicate { field, record }, _)) => {
            assert_eq!((field.as_str(), record.unwrap().id), ("emails", first.meta.id));
        }
        other => panic!("a duplicate gave {other:?}"),
    }
    assert!(read(&store, "person", second.meta.id).is_none());
    let by = |key: &str| store.read(|reader| reader.by_unique(HOME, "person", "emails", key)).unwrap();
    assert_eq!(by("ana@example.com"), Some(first.meta.id));
    assert_eq!(by("bo@example.com"), None);
}

fn a_failed_write_keeps_no_unique_value(fresh: Fresh) {
    let store = open(&fresh);
    let first = record("person", &[("name", name("Ana", "A")), ("emails", emails(&["ana@example.com"]))]);
    let second = record("person", &[("name", name("Bo", "B")), ("emails", emails(&["bo@example.com"]))]);
    insert(&store, "person", &first).unwrap();
    insert(&store, "person", &second).unwrap();
    let mut after = next(&second);
    set(&object("person"), &mut after, "emails", emails(&["aaa@example.com", "ana@example.com"]));
    // The transaction goes on after the failure and commits: the failed write must leave nothing in it.
    let (person, before) = (object("person"), second.clone());
    store
        .write(move |writer| {
            assert!(writer.update_record(HOME, &person, &before, &after).is_err());
            let mut stale = before.clone();
            stale.meta.version = 9;
            let mut after = next(&stale);
            set(&person, &mut after, "emails", emails(&["ccc@example.com"]));
            assert!(writer.update_record(HOME, &person, &stale, &after).is_err());
            Ok(())
        })
        .unwrap();
    for key in ["aaa@example.com", "ccc@example.com"] {
        assert_eq!(
            store.read(|reader| reader.by_unique(HOME, "person", "emails", key)).unwrap(),
            None,
            "{key}"
        );
    }
    assert_sound(&store);
}

fn a_removed_record_gives_up_its_unique_values_and_takes_them_back(fresh: Fresh) {
    let store = open(&fresh);
    let first = record("company", &[("name", text("Acme")), ("tax_number", text("SI 123"))]);
    insert(&store, "company", &first).unwrap();
    let mut removed = next(&first);
    removed.meta.removed_at = Some(now());
    update(&store, "company", &first, &removed).unwrap();
    let by = || store.read(|reader| reader.by_unique(HOME, "company", "tax_number", "si 123")).unwrap();
    assert_eq!(by(), Some(first.meta.id), "found in the trash");
    assert_eq!(store.read(|reader| reader.by_title(HOME, &object("company"), "acme")).unwrap(), []);
    let second = record("company", &[("name", text("Acme two")), ("tax_number", text("si 123"))]);
    insert(&store, "company", &second).unwrap();
    assert_eq!(by(), Some(second.meta.id), "the living one comes first");
    let mut restored = next(&removed);
    restored.meta.removed_at = None;
    assert!(matches!(
        update(&store, "company", &removed, &restored),
        Err(Error::Conflict(Conflict::Duplicate { .. }, _))
    ));
    let mut gone = next(&second);
    gone.meta.removed_at = Some(now());
    update(&store, "company", &second, &gone).unwrap();
    update(&store, "company", &removed, &restored).unwrap();
    assert_eq!(by(), Some(first.meta.id));
    assert_sound(&store);
}

fn several_values_follow_their_record(fresh: Fresh) {
    let store = open(&fresh);
    let company = record("company", &[("name", text("Acme")), ("tags", tags(&["Gold", "north"]))]);
    insert(&store, "company", &company).unwrap();
    let mut after = next(&company);
    set(&object("company"), &mut after, "tags", tags(&["gold", "South"]));
    update(&store, "company", &company, &after).unwrap();
    let by = |key: &str| store.read(|reader| reader.by_unique(HOME, "company", "tags", key)).unwrap();
    assert_eq!(by("gold"), Some(company.meta.id));
    assert_eq!(by("south"), Some(company.meta.id));
    assert_eq!(by("north"), None);
    assert_sound(&store);
}

fn workspaces_share_no_value(fresh: Fresh) {
    let store = open(&fresh);
    let here = record("company", &[("name", text("Acme")), ("tax_number", text("1"))]);
    let there = record("company", &[("name", text("Acme")), ("tax_number", text("1"))]);
    insert(&store, "company", &here).unwrap();
    insert_into(&store, OTHER, "company", &there).unwrap();
    assert!(read(&store, "company", there.meta.id).is_none());
    assert_eq!(
        store.read(|reader| reader.by_title(HOME, &object("company"), "acme")).unwrap(),
        [here.meta.id]
    );
    assert_eq!(
        store.read(|reader| reader.by_unique(OTHER, "company", "tax_number", "1")).unwrap(),
        Some(there.meta.id)
    );
}

fn a_purged_record_is_gone_with_its_keys(fresh: Fresh) {
    let store = open(&fresh);
    let person = full_person();
    insert(&store, "person", &person).unwrap();
    let id = person.meta.id;
    store.write(move |writer| writer.purge_record(HOME, &object("person"), id)).unwrap();
    assert!(read(&store, "person", id).is_none());
    assert_eq!(
        store.read(|reader| reader.by_unique(HOME, "person", "emails", "ana@example.com")).unwrap(),
        None
    );
    assert_sound(&store);
    insert(&store, "person", &person).unwrap();
    assert_sound(&store);
}

fn titles_are_found_folded(fresh: Fresh) {
    let store = open(&fresh);
    for (given, family) in
        [("Ана", "Петровић"), ("Ana", "Petrović"), ("ANA", "PETROVIC"), ("Ana", "Petrovićeva")]
    {
        insert(&store, "person", &record("person", &[("name", name(given, family))])).unwrap();
    }
    let found = store.read(|reader| reader.by_title(HOME, &object("person"), "ana petrovic")).unwrap();
    assert_eq!(found.len(), 2, "two are enough to know that it is not one");
    assert_eq!(
        store.read(|reader| reader.by_title(HOME, &object("person"), "ana petroviceva")).unwrap().len(),
        1
    );
}

fn custom_fields_can_be_indexed(fresh: Fresh) {
    let store = open(&fresh);
    insert(&store, "person", &full_person()).unwrap();
    let fields = [
        ("person", "x_color"),
        ("person", "x_born"),
        ("person", "x_badge"),
        ("person", "x_friend"),
        ("x_boat", "x_length"),
    ];
    for wanted in [true, true, false] {
        store
            .write(move |writer| {
                fields
                    .iter()
                    .try_for_each(|(of, field)| writer.index_custom_field(&object(of), field, wanted))
            })
            .unwrap();
        let schema = store.schema_text().unwrap();
        assert_eq!(schema.contains("custom_person_x_color_fold"), wanted);
        assert_eq!(schema.contains("custom_x_boat_x_length"), wanted);
    }
    insert(&store, "x_boat", &record("x_boat", &[("name", text("Galeb"))])).unwrap();
}

fn deleted_text_is_overwritten(fresh: Fresh) {
    let Some(folder) = fresh.folder().map(std::path::Path::to_path_buf) else { return };
    let store = open(&fresh);
    for index in 0..40 {
        let person = record(
            "person",
            &[
                ("name", name("Marker", &format!("Zyxwvut{index}"))),
                ("emails", emails(&[&format!("marker{index}@zyxwvut.example.com")])),
                ("description", text("zyxwvut everywhere")),
            ],
        );
        insert(&store, "person", &person).unwrap();
        let id = person.meta.id;
        store.write(move |writer| writer.purge_record(HOME, &object("person"), id)).unwrap();
    }
    store.maintain().unwrap();
    drop(store);
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap().to_ascii_lowercase();
        let hits = bytes.windows(7).filter(|window| window == b"zyxwvut").count();
        assert_eq!(hits, 0, "deleted text in {}", path.display());
    }
}
