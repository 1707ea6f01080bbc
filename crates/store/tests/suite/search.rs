//! Search: what people type finds what they mean, and nothing they may not see.

use crate::support::*;
use store::Store;
use store::query::{Hit, Scope, Search, SeesAll, Visibility};
use store::testing::Fresh;
use vocabulary::{Id, WorkspaceId};

store::on_both_databases!(
    people_are_found_however_they_are_typed,
    the_best_comes_first,
    somebody_comes_before_what_happened,
    search_follows_its_record,
    search_follows_many_changes_of_one_write,
    search_sees_what_the_same_write_did,
    workspaces_are_not_searched_together,
    rows_of_others_are_not_found,
    hidden_fields_are_not_found,
    syntax_is_only_text,
);

fn hits_in(store: &Store, workspace: WorkspaceId, visibility: &dyn Visibility, typed: &str) -> Vec<Hit> {
    let search = Search {
        workspace,
        dictionary: &DICTIONARY,
        visibility,
        text: typed,
        country: Some("SI"),
        objects: Vec::new(),
        limit: 10,
    };
    store.read(|reader| reader.search(&search)).unwrap()
}

fn titles(store: &Store, typed: &str) -> Vec<String> {
    hits_in(store, HOME, &SeesAll, typed).into_iter().map(|hit| hit.title).collect()
}

fn ana() -> store::record::StoredRecord {
    record(
        "person",
        &[
            ("name", name("Ana", "Petrović")),
            ("emails", emails(&["ana.petrovic@mail.example.com"])),
            ("phones", phones(&["040 123 456"])),
            ("description", text("Collects stamps — Ljubljana Šiška")),
            ("external_ids", tags(&["crm:A-1774"])),
        ],
    )
}

fn people_are_found_however_they_are_typed(fresh: Fresh) {
    let store = open(&fresh);
    insert(&store, "person", &ana()).unwrap();
    insert(
        &store,
        "person",
        &record("person", &[("name", name("Bojan", "Kranjc")), ("phones", phones(&["+46 70 123 45 67"]))]),
    )
    .unwrap();
    insert(&store, "call", &record("call", &[("subject", text("Petrović called"))])).unwrap();
    for typed in [
        "petrovic",
        "Петровић",
        "PETRO",
        "p",
        "pe",
        "pet",
        "petr",
        "ana petrovic",
        "petrović an",
        "ana.petrovic@mail.example.com",
        "ana.petrovic@ma",
        "Ana Petrović <ana.petrovic@mail.example.com>",
        "mail.example",
        "040 123 456",
        "040123456",
        "0401234",
        "+386 40 123 456",
        "+38640123456",
        "0038640123",
        "(040) 123-456",
        "+386 (0)40 123 456",
        "40 123",
        "petrović 040 123",
        "stamps",
        "siska",
        "ljubljana ana",
        "crm:A-1774",
        "a-1774",
        "1774",
    ] {
        assert_eq!(titles(&store, typed), ["Ana Petrović"], "{typed}");
    }
    for typed in ["petrovica", "ana kranjc", "041 123 456", "", "  ", "–", "tamps", "123 456 789"] {
        assert_eq!(titles(&store, typed), [""; 0], "{typed}");
    }
    assert_eq!(titles(&store, "0701234567"), ["Bojan Kranjc"]);
    let hits = hits_in(&store, HOME, &SeesAll, "ana stamps");
    assert_eq!(hits[0].matched.as_deref(), Some("description"));
    assert_eq!(hits_in(&store, HOME, &SeesAll, "ana")[0].matched, None);
}

fn the_best_comes_first(fresh: Fresh) {
    let store = open(&fresh);
    for (of, title, more) in [
        ("company", "Novak & Sons", ""),
        ("company", "Novak", ""),
        ("company", "Anton Novak Trade", ""),
        ("company", "Unrelated", "novak"),
        ("company", "Novakovič", ""),
    ] {
        let company = record(
            of,
            &[
                ("name", text(title)),
                ("tags", if more.is_empty() { dictionary::Value::Null } else { tags(&[more]) }),
            ],
        );
        insert(&store, of, &company).unwrap();
    }
    assert_eq!(
        titles(&store, "novak"),
        ["Novak", "Novakovič", "Novak & Sons", "Anton Novak Trade", "Unrelated"]
    );
}

fn somebody_comes_before_what_happened(fresh: Fresh) {
    let store = open(&fresh);
    for number in 0..30 {
        let meeting = record("meeting", &[("subject", text(if number == 0 { "Nov" } else { "Nov cenik" }))]);
        insert(&store, "meeting", &meeting).unwrap();
    }
    insert(&store, "person", &record("person", &[("name", name("Ana", "Novak"))])).unwrap();
    insert(&store, "company", &record("company", &[("name", text("Novak & Sons"))])).unwrap();
    let found = titles(&store, "nov");
    assert_eq!(found[..4], ["Nov", "Novak & Sons", "Ana Novak", "Nov cenik"]);
    // Also where more has happened since, or been offered since, than is looked through.
    for _ in 0..200 {
        insert(&store, "meeting", &record("meeting", &[("subject", text("Nov cenik"))])).unwrap();
    }
    let found = titles(&store, "nov");
    assert_eq!(found[..4], ["Nov", "Novak & Sons", "Ana Novak", "Nov cenik"]);
    for number in 0..120 {
        let renewal = format!("Renewal {number} Novaks");
        insert(&store, "company", &record("company", &[("name", text(&renewal))])).unwrap();
    }
    assert!(titles(&store, "novak").contains(&"Ana Novak".to_string()));
}

fn search_follows_its_record(fresh: Fresh) {
    let store = open(&fresh);
    let person = ana();
    insert(&store, "person", &person).unwrap();
    let mut married = next(&person);
    set(&object("person"), &mut married, "name", name("Ana", "Horvat"));
    update(&store, "person", &person, &married).unwrap();
    assert_eq!(titles(&store, "horv"), ["Ana Horvat"]);
    assert_eq!(titles(&store, "stamps"), ["Ana Horvat"]);
    let mut alone = next(&married);
    set(&object("person"), &mut alone, "emails", dictionary::Value::Null);
    update(&store, "person", &married, &alone).unwrap();
    assert_eq!(titles(&store, "petrovic"), [""; 0], "the old name and the old address are forgotten");
    let mut removed = next(&alone);
    removed.meta.removed_at = Some(now());
    update(&store, "person", &alone, &removed).unwrap();
    assert_eq!(titles(&store, "horvat"), [""; 0]);
    let mut restored = next(&removed);
    restored.meta.removed_at = None;
    update(&store, "person", &removed, &restored).unwrap();
    assert_eq!(titles(&store, "horvat"), ["Ana Horvat"]);
    assert_sound(&store);
}

/// Changes of one write reach the word index together: in another sequence, several of one record as one.
fn search_follows_many_changes_of_one_write(fresh: Fresh) {
    let store = open(&fresh);
    let person = |given: &str, family| record("person", &[("name", name(given, family))]);
    let people: Vec<_> = (0..30).map(|number| person(&format!("First{number}"), "Before")).collect();
    for person in &people {
        insert(&store, "person", person).unwrap();
    }
    store
        .write(move |writer| {
            for (number, person) in people.iter().enumerate().rev() {
                let mut last = person.clone();
                for family in ["Between", "After"] {
                    let mut changed = next(&last);
                    set(&object("person"), &mut changed, "name", name(&format!("First{number}"), family));
                    writer.update_record(HOME, &object("person"), &last, &changed)?;
                    last = changed;
                }
                match number {
                    3 => writer.purge_record(HOME, &object("person"), last.meta.id)?,
                    4 => {
                        let mut back = next(&last);
                        set(&object("person"), &mut back, "name", name("First4", "Before"));
                        writer.update_record(HOME, &object("person"), &last, &back)?;
                    }
                    _ => {}
                }
            }
            let short_lived = person("Short", "Lived");
            writer.insert_record(HOME, &object("person"), &short_lived)?;
            writer.purge_record(HOME, &object("person"), short_lived.meta.id)
        })
        .unwrap();
    assert_eq!(titles(&store, "before"), ["First4 Before"]);
    assert_eq!(titles(&store, "between"), [""; 0]);
    assert_eq!(titles(&store, "lived"), [""; 0]);
    assert_eq!(titles(&store, "first3"), [""; 0], "erased, and no longer than the others");
    assert_eq!(titles(&store, "first17 after"), ["First17 After"]);
    assert_sound(&store);
    store.maintain().unwrap();
    assert_eq!(titles(&store, "first17 after"), ["First17 After"]);
    assert_eq!(titles(&store, "before"), ["First4 Before"]);
    assert_sound(&store);
}

fn search_sees_what_the_same_write_did(fresh: Fresh) {
    let store = open(&fresh);
    let (first, second) = (ana(), record("person", &[("name", name("Petra", "Zupan"))]));
    let found = store.write(move |writer| {
        writer.insert_record(HOME, &object("person"), &first)?;
        let search = |typed| Search {
            workspace: HOME,
            dictionary: &DICTIONARY,
            visibility: &SeesAll,
            text: typed,
            country: None,
            objects: Vec::new(),
            limit: 10,
        };
        let before = writer.search(&search("petr"))?.len();
        let failed = writer.attempt(&mut |part| {
            part.insert_record(HOME, &object("person"), &second)?;
            assert_eq!(part.search(&search("zupan"))?.len(), 1);
            Err(vocabulary::Error::not_found())
        });
        assert!(failed.is_err());
        Ok((before, writer.search(&search("zupan"))?.len(), writer.search(&search("petrovic"))?.len()))
    });
    assert_eq!(found, Ok((1, 0, 1)));
    assert_eq!(titles(&store, "petr"), ["Ana Petrović"]);
    assert_sound(&store);
}

fn workspaces_are_not_searched_together(fresh: Fresh) {
    let store = open(&fresh);
    insert_into(&store, OTHER, "person", &ana()).unwrap();
    insert_into(&store, WorkspaceId(70_000), "person", &ana()).unwrap();
    assert_eq!(titles(&store, "ana"), [""; 0]);
    assert_eq!(hits_in(&store, OTHER, &SeesAll, "ana").len(), 1);
    assert_eq!(hits_in(&store, WorkspaceId(70_000), &SeesAll, "petrovic a").len(), 1);
    assert_sound(&store);
}

struct Limited {
    people_of: Vec<Id>,
    hidden: &'static str,
}

impl Visibility for Limited {
    fn scope(&self, object: &str) -> Scope {
        match object {
            "person" => Scope::Owners(self.people_of.clone().into()),
            "company" => Scope::All,
            _ => Scope::Nothing,
        }
    }
    fn may_read(&self, _object: &str, field: &str) -> bool {
        field != self.hidden
    }
}

fn rows_of_others_are_not_found(fresh: Fresh) {
    let store = open(&fresh);
    let (me, colleague) = (id(), id());
    let mut mine = ana();
    mine.meta.owner = Some(me);
    let mut theirs = record("person", &[("name", name("Ana", "Other"))]);
    theirs.meta.owner = Some(colleague);
    let nobodys = record("person", &[("name", name("Ana", "Nobody"))]);
    for person in [&mine, &theirs, &nobodys] {
        insert(&store, "person", person).unwrap();
    }
    insert(&store, "x_boat", &record("x_boat", &[("name", text("Ana"))])).unwrap();
    insert(&store, "company", &record("company", &[("name", text("Ana & Co"))])).unwrap();
    let found = |people_of: &[Id]| {
        let limited = Limited { people_of: people_of.to_vec(), hidden: "" };
        let mut titles: Vec<String> =
            hits_in(&store, HOME, &limited, "ana").into_iter().map(|hit| hit.title).collect();
        titles.sort();
        titles
    };
    assert_eq!(found(&[me]), ["Ana & Co", "Ana Petrović"]);
    assert_eq!(found(&[me, colleague]), ["Ana & Co", "Ana Other", "Ana Petrović"]);
    assert_eq!(found(&[]), ["Ana & Co"]);
    let mut given = next(&theirs);
    given.meta.owner = Some(me);
    update(&store, "person", &theirs, &given).unwrap();
    assert_eq!(found(&[me]).len(), 3);
    assert_eq!(found(&[colleague]), ["Ana & Co"]);
}

fn hidden_fields_are_not_found(fresh: Fresh) {
    let store = open(&fresh);
    let me = id();
    let mut person = ana();
    person.meta.owner = Some(me);
    insert(&store, "person", &person).unwrap();
    let found = |hidden, typed| {
        let limited = Limited { people_of: vec![me], hidden };
        hits_in(&store, HOME, &limited, typed).into_iter().map(|hit| hit.title).collect::<Vec<_>>()
    };
    assert_eq!(found("description", "stamps"), [""; 0]);
    assert_eq!(found("description", "ana stamps"), [""; 0]);
    assert_eq!(found("description", "petrovic"), ["Ana Petrović"]);
    assert_eq!(found("phones", "040 123 456"), [""; 0]);
    assert_eq!(found("emails", "mail.example"), [""; 0]);
    // A title one may not read is not shown either, and finds nothing.
    assert_eq!(found("name", "stamps"), [""]);
    assert_eq!(found("name", "ana"), [""], "by the address");
}

fn syntax_is_only_text(fresh: Fresh) {
    let store = open(&fresh);
    insert(&store, "person", &ana()).unwrap();
    for typed in [
        "\"",
        "'",
        "ana*",
        "ana\" OR \"b",
        "ana' | 'b",
        "NEAR(ana b)",
        "words:ana",
        "^ana",
        "a:*",
        "\\",
        "ana\0b",
        "-ana",
        "%",
        "_",
    ] {
        hits_in(&store, HOME, &SeesAll, typed);
    }
    assert_eq!(titles(&store, "ana*"), ["Ana Petrović"]);
    assert_eq!(titles(&store, &"ana ".repeat(500)), ["Ana Petrović"]);
}
