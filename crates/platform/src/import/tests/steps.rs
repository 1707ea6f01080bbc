//! From upload to undo, step by step: jobs, pause, a server that dies, results.

use super::*;
use crate::job::{JobState, list_jobs};

fn people(count: usize) -> String {
    let mut text = String::from("Id;Ime;E-mail;Rojen;Znesek\n");
    for number in 0..count {
        text.push_str(&format!(
            "{number};Ana Novak {number};ana{number}@example.com;{}.{}.1980;1,50\n",
            number % 28 + 1,
            number % 12 + 1
        ));
    }
    text
}

fn mapping() -> Mapping {
    serde_json::from_value(json!({"objects": [{"object": "person", "match": ["external_ids"], "fields": [
        {"field": "external_ids", "column": "Id", "prefix": "shop:"},
        {"field": "name", "column": "Ime"},
        {"field": "emails", "column": "E-mail"},
        {"field": "birth_date", "column": "Rojen", "parse": {"date_order": "dmy"}},
    ]}]}))
    .unwrap()
}

fn ready(shop: &Shop, count: usize) -> Import {
    let import = shop.upload("people.csv", people(count).as_bytes()).unwrap();
    change_import_mapping(&shop.platform, &shop.context, import.id, mapping()).unwrap()
}

#[test]
fn an_upload_is_looked_at_and_a_mapping_suggested() {
    let shop = Shop::new();
    let import = shop.upload("people.csv", people(50).as_bytes()).unwrap();
    assert_eq!((import.state, import.progress.rows), (ImportState::Uploaded, Some(50)));
    let shown = serde_json::to_value(&import).unwrap();
    assert_eq!(shown["format"]["kind"], "csv");
    assert_eq!(
        (shown["format"]["delimiter"].clone(), shown["format"]["encoding"].clone()),
        (json!(";"), json!("utf-8"))
    );
    assert!(shown["format"]["why"].as_str().unwrap().contains("semicolon"), "{shown}");
    assert_eq!(shown["columns"][4]["shape"]["looks_like"], "decimal");
    assert_eq!(shown["columns"][4]["shape"]["options"]["decimal_comma"], true);
    assert_eq!(shown["columns"][2]["guess"]["field"], "emails");
    assert_eq!(shown["state"], "uploaded");
    // It is asked for before it runs.
    assert!(matches!(run_import(&shop.platform, &shop.context, import.id), Err(Error::Conflict(..))));
    let change = serde_json::from_value(json!({"delimiter": ",", "header": false})).unwrap();
    let other = change_import_format(&shop.platform, &shop.context, import.id, change, &known()).unwrap();
    assert_eq!((other.columns.len(), other.progress.rows), (1, Some(51)));
    assert_eq!(list_imports(&shop.platform, &shop.context, 10).unwrap().len(), 1);
}

#[test]
fn a_wrong_mapping_is_refused_with_its_places() {
    let shop = Shop::new();
    let import = shop.upload("people.csv", people(2).as_bytes()).unwrap();
    let wrong: Mapping = serde_json::from_value(
        json!({"objects": [{"object": "person", "fields": [{"field": "shoe", "column": "Id"}]}]}),
    )
    .unwrap();
    let error = change_import_mapping(&shop.platform, &shop.context, import.id, wrong).unwrap_err();
    assert!(
        matches!(&error, Error::Invalid(problems) if problems[0].field == "objects.0.fields.0.field"),
        "{error:?}"
    );
}

#[test]
fn tried_run_and_taken_back_in_the_background() {
    let shop = Shop::new();
    let before = shop.everything();
    let import = ready(&shop, 1_200);
    dry_run_import(&shop.platform, &shop.context, import.id).unwrap();
    shop.run_jobs();
    let tried = shop.find(import.id);
    assert_eq!(
        (tried.state, tried.progress.created, tried.progress.rows),
        (ImportState::DryRunDone, 1_200, Some(1_200))
    );
    assert_eq!(shop.everything(), before);

    run_import(&shop.platform, &shop.context, import.id).unwrap();
    shop.run_jobs();
    let done = shop.find(import.id);
    assert_eq!((done.state, done.progress.done, done.progress.created), (ImportState::Done, 1_200, 1_200));
    assert_eq!(shop.count("person", Json::Null), 1_200);

    let page = |request: Json| {
        let request = serde_json::from_value(request).unwrap();
        list_import_results(&shop.platform, &shop.context, import.id, &request).unwrap()
    };
    let first = page(json!({"limit": 1000}));
    let second = page(json!({"limit": 1000, "cursor": first.next}));
    assert_eq!((first.data.len(), second.data.len(), second.next), (1_000, 200, None));
    assert_eq!((first.data[0].line, second.data[199].line), (2, 1_201));
    assert_eq!(page(json!({"only": "refused"})).data.len(), 0);
    let mut file = Vec::new();
    assert_eq!(
        write_import_results(&shop.platform, &shop.context, import.id, None, &mut file).unwrap(),
        1_200
    );
    assert!(
        String::from_utf8(file)
            .unwrap()
            .starts_with("line,rows,outcome,messages,object,id\n2,1,created,,person,")
    );

    undo_import(&shop.platform, &shop.context, import.id).unwrap();
    shop.run_jobs();
    let undone = shop.find(import.id);
    assert_eq!((undone.state, undone.kept.len()), (ImportState::Undone, 0));
    assert_eq!(shop.everything(), before);
    // What was taken back can be done again.
    change_import_mapping(&shop.platform, &shop.context, import.id, mapping()).unwrap();
    run_import(&shop.platform, &shop.context, import.id).unwrap();
    shop.run_jobs();
    assert_eq!(shop.find(import.id).progress.created, 1_200);
}

#[test]
fn a_pause_holds_until_it_is_resumed() {
    let shop = Shop::new();
    let import = ready(&shop, 300);
    run_import(&shop.platform, &shop.context, import.id).unwrap();
    assert_eq!(pause_import(&shop.platform, &shop.context, import.id).unwrap().state, ImportState::Paused);
    shop.run_jobs();
    assert_eq!((shop.find(import.id).state, shop.count("person", Json::Null)), (ImportState::Paused, 0));
    assert!(pause_import(&shop.platform, &shop.context, import.id).is_err(), "it stands already");
    resume_import(&shop.platform, &shop.context, import.id).unwrap();
    shop.run_jobs();
    assert_eq!((shop.find(import.id).state, shop.count("person", Json::Null)), (ImportState::Done, 300));
}

/// A server dies after any number of pieces: what a second one finds is whole, and it goes on right there.
#[test]
fn a_server_that_dies_loses_no_row_and_doubles_none() {
    use super::super::model::load;
    use super::super::start::begin;
    use super::super::work::{Work, acting};
    let shop = Shop::new();
    // Every row is new and matches nothing: a row written twice would show.
    let mut doubled = mapping();
    doubled.objects[0].match_fields.clear();
    doubled.objects[0].fields.remove(0);
    doubled.objects[0].fields.remove(1);
    let import = ready(&shop, 3_000);
    let import = change_import_mapping(&shop.platform, &shop.context, import.id, doubled).unwrap();
    let begun = import.clone();
    shop.platform
        .store
        .write(move |writer| begin(writer, &begun, &[ImportState::Ready], ImportState::Running, None))
        .unwrap();
    let mut pieces = 0;
    for death in [1, 2, 3, 1, usize::MAX] {
        let import = shop.platform.store.read(|reader| load(reader, &shop.context, import.id)).unwrap();
        assert_eq!(
            shop.count("person", Json::Null) as i64,
            import.progress.done,
            "rows and counters are one"
        );
        let mut left = death;
        let mut tell = |_: &ImportProgress, _: &[records::import::RowResult]| -> Result<(), Error> {
            pieces += 1;
            left = left.saturating_sub(1);
            if left == 0 { Err(Error::Unavailable("killed".to_string())) } else { Ok(()) }
        };
        let context = acting(shop.context.clone(), &import, Channel::Import);
        let ended = Work { platform: &shop.platform, context, import, hold: None, tell: &mut tell }.run();
        assert_eq!(ended.is_ok(), death == usize::MAX);
    }
    assert!(pieces > 6, "{pieces}");
    let done = shop.find(import.id);
    assert_eq!(
        (done.state, done.progress.done, shop.count("person", Json::Null)),
        (ImportState::Done, 3_000, 3_000)
    );
    let mut file = Vec::new();
    assert_eq!(
        write_import_results(&shop.platform, &shop.context, import.id, None, &mut file).unwrap(),
        3_000
    );
}

#[test]
fn a_cancelled_job_leaves_its_import_paused() {
    let shop = Shop::new();
    let import = ready(&shop, 50);
    let running = run_import(&shop.platform, &shop.context, import.id).unwrap();
    let asker = crate::identity::sign_in(
        &shop.platform,
        &crate::identity::SignIn {
            email: "moses@example.com".to_string(),
            password: "pravi konj baterija".to_string(),
            workspace: None,
            network: "192.0.2.0/24".to_string(),
            device: crate::identity::Device::default(),
        },
    )
    .unwrap()
    .authenticated;
    let jobs = list_jobs(&shop.platform, &asker, 10).unwrap();
    assert_eq!((jobs.len(), jobs[0].state, Some(jobs[0].id)), (1, JobState::Queued, running.job));
    assert_eq!(jobs[0].label, "Importing people.csv");
}

#[test]
fn imports_are_their_owners_business() {
    let shop = Shop::new();
    let import = ready(&shop, 2);
    let rights: records::Role =
        serde_json::from_value(json!({"objects": {"*": {"read": "all", "create": true, "change": "all"}}}))
            .unwrap();
    let stranger = Context {
        rights: Arc::new(records::Rights::new(rights, Some(shop.platform.new_id()), Vec::new())),
        actor: vocabulary::Actor { user: Some(shop.platform.new_id()), ..shop.context.actor.clone() },
        ..shop.context.clone()
    };
    assert!(matches!(find_import(&shop.platform, &stranger, import.id), Err(Error::NotFound(_))));
    assert!(matches!(run_import(&shop.platform, &stranger, import.id), Err(Error::NotFound(_))));
    assert_eq!(list_imports(&shop.platform, &stranger, 10).unwrap().len(), 0);
}
