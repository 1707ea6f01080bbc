//! Files that are broken: a clear word, nothing half done.

use super::*;

fn refused(bytes: &[u8]) -> String {
    let shop = Shop::new();
    let error = shop.upload("broken.csv", bytes).unwrap_err();
    assert_eq!(shop.count("person", Json::Null), 0);
    let left = walk(&shop.folder.path().join("files"));
    assert_eq!(left, 0, "the content of a refused file does not stay");
    match error {
        Error::Invalid(problems) => problems[0].code.clone(),
        other => panic!("{other:?}"),
    }
}

fn walk(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| if entry.path().is_dir() { walk(&entry.path()) } else { 1 }).sum()
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    assert_eq!(refused(b""), "empty");
    assert_eq!(refused(b"PK\x03\x04 and nothing of a workbook"), "not_a_workbook");
    let wide = vec!["x"; 10_000].join(",");
    assert_eq!(refused(format!("{wide}\n").as_bytes()), "too_many_columns");
    assert_eq!(refused(b"Name,Note\nAna,\"never closed\nBor,x\n"), "open_quote");
}

#[test]
fn a_file_that_breaks_off_keeps_what_was_written_and_can_be_taken_back() {
    let shop = Shop::new();
    let before = shop.everything();
    let mut text = String::from("Name\n");
    for number in 0..60_000 {
        text.push_str(&format!("Ana {number}\n"));
    }
    text.push_str("\"never closed\n");
    let import = shop.upload("long.csv", text.as_bytes()).unwrap();
    let mapping = serde_json::from_value(
        json!({"objects": [{"object": "tag", "fields": [{"field": "name", "column": "Name"}]}],
        "options": {"skip_rows_where": [{"column": "Name", "op": "not_starts_with", "value": "Ana 1234"}]}}),
    )
    .unwrap();
    change_import_mapping(&shop.platform, &shop.context, import.id, mapping).unwrap();
    run_import(&shop.platform, &shop.context, import.id).unwrap();
    shop.run_jobs();
    let failed = shop.find(import.id);
    assert_eq!(failed.state, ImportState::Failed);
    assert!(failed.error.as_ref().unwrap().contains("quote opened on line 60002"), "{:?}", failed.error);
    assert_eq!(shop.count("tag", Json::Null), 11);
    undo_import(&shop.platform, &shop.context, import.id).unwrap();
    shop.run_jobs();
    assert_eq!(shop.find(import.id).state, ImportState::Undone);
    assert_eq!(shop.everything(), before);
}

#[test]
fn the_command_line_tells_of_an_import_that_broke_off() {
    let shop = Shop::new();
    let mut text = String::from("Name\n");
    (0..51_000).for_each(|number| text.push_str(&format!("Ana {number}\n")));
    text.push_str("\"never closed\n");
    let mapping = serde_json::from_value(
        json!({"objects": [{"object": "tag", "fields": [{"field": "name", "column": "Name"}]}],
        "options": {"skip_rows_where": [{"column": "Name", "op": "not_starts_with", "value": "Ana 1234"}]}}),
    )
    .unwrap();
    let outcome = shop.run(&shop.file("long.csv", text.as_bytes()), mapping);
    assert_eq!(outcome.import.state, ImportState::Failed);
    assert!(outcome.import.error.as_ref().unwrap().contains("quote"), "{:?}", outcome.import.error);
    undo_now(&shop.platform, &shop.context, outcome.import.id, &mut |_| {}).unwrap();
    assert_eq!(shop.count("tag", Json::Null), 0);
}

#[test]
fn odd_bytes_and_ragged_rows_are_told_row_by_row() {
    let shop = Shop::new();
    let import = shop.upload("odd.csv", b"Name,Color\nAna,red\nBor\nCene,blue,extra\n").unwrap();
    let mapping = serde_json::from_value(json!({"objects": [{"object": "tag", "fields": [
        {"field": "name", "column": "Name"}, {"field": "color", "column": "Color"}]}]}))
    .unwrap();
    change_import_mapping(&shop.platform, &shop.context, import.id, mapping).unwrap();
    run_import(&shop.platform, &shop.context, import.id).unwrap();
    shop.run_jobs();
    let done = shop.find(import.id);
    assert_eq!((done.progress.created, done.progress.warnings), (3, 2));
    let request = serde_json::from_value(json!({"only": "warnings"})).unwrap();
    let told = list_import_results(&shop.platform, &shop.context, import.id, &request).unwrap();
    assert!(told.data[0].messages[0].contains("1 cells instead of 2"), "{told:?}");
}
