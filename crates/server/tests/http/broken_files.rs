//! Files that are broken or mean harm, uploaded to be imported.

use crate::support::{Answer, Asker, World};
use serde_json::{Value as Json, json};
use std::io::{Cursor, Write as _};
use std::path::Path;
use zip::write::SimpleFileOptions;

fn upload(asker: &Asker, name: &str, bytes: &[u8]) -> Answer {
    asker.send("POST", &format!("/imports?name={name}"), Some(("application/octet-stream", bytes.to_vec())))
}

/// How many contents lie in the data folder.
fn contents(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| if entry.path().is_dir() { contents(&entry.path()) } else { 1 }).sum()
}

/// The smallest workbook around one sheet.
fn workbook(rows: &str) -> Vec<u8> {
    let main =
        r#"<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let relations = r#"<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("xl/workbook.xml", main),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", sheet.as_str()),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A cell with a text.
fn cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"str\"><v>{text}</v></c>")
}

/// Imports the column `Name` of an uploaded file as tags and answers how it ended.
fn run(asker: &Asker, import: &Json) -> Json {
    let path = format!("/imports/{}", import["id"].as_str().unwrap());
    let mapping = json!({"objects": [{"object": "tag", "fields": [{"field": "name", "column": "Name"}]}]});
    asker.json("PUT", &format!("{path}/mapping"), &mapping).expect(200);
    asker.send("POST", &format!("{path}/run"), None).expect(202);
    for _ in 0..600 {
        let import = asker.get(&path).expect(200);
        if import["state"] == "done" || import["state"] == "failed" {
            return import;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("the import does not end")
}

#[test]
fn a_file_that_cannot_be_read_is_refused_with_what_to_do_and_leaves_nothing() {
    let world = World::start("files");
    let alpha = &world.alpha;
    let bomb = {
        // Some 60 MB of nothing in a file of less than a tenth of a megabyte.
        let header = format!("<row>{}</row>", cell("A1", "Name"));
        workbook(&(header + &format!("<x>{}</x>", " ".repeat(900_000)).repeat(70)))
    };
    assert!(bomb.len() < 500_000, "{}", bomb.len());
    let long = format!("Name\n{}\"never closed\n{}", "Ana\n".repeat(20), "more and more\n".repeat(200_000));
    let cases: [(&str, Vec<u8>, &str, &str); 8] = [
        ("empty.csv", Vec::new(), "empty", "empty"),
        ("quote.csv", b"Name,Note\nAna,\"never closed\nBor,x\n".to_vec(), "open_quote", "line 2"),
        ("long.csv", long.into_bytes(), "open_quote", "line 22"),
        (
            "wide.csv",
            format!("{}\n", vec!["x"; 10_000].join(",")).into_bytes(),
            "too_many_columns",
            "delimiter",
        ),
        ("no.xlsx", b"PK\x03\x04 and nothing of a workbook".to_vec(), "not_a_workbook", "XLSX"),
        ("cut.xlsx", workbook(&cell("A1", "x"))[..300].to_vec(), "not_a_workbook", "XLSX"),
        (
            "old.xls",
            [&[0xD0u8, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 600]].concat(),
            "not_a_workbook",
            "save it as XLSX",
        ),
        ("bomb.xlsx", bomb, "too_large", "too large"),
    ];
    for (name, bytes, code, part) in cases {
        let answer = upload(alpha, name, &bytes);
        let text = answer.text.clone();
        let problem = answer.expect(422)["problems"][0].clone();
        assert_eq!((&problem["field"], &problem["code"]), (&json!("file"), &json!(code)), "{name}: {text}");
        assert!(problem["message"].as_str().unwrap().contains(part), "{name}: {text}");
        assert_eq!(contents(&world.server.folder.join("files")), 0, "{name} left its content");
    }
    assert_eq!(alpha.get("/imports").expect(200)["data"], json!([]));
    let good = upload(alpha, "good.csv", b"Name\nAna\n").expect(201);
    assert_eq!(run(alpha, &good)["progress"]["created"], 1, "the server lives");
}

#[test]
fn a_cell_in_the_far_corner_is_told_of_and_costs_nothing() {
    let world = World::start("corner");
    let alpha = &world.alpha;
    let rows = format!(
        "<row r=\"1\">{}</row><row r=\"2\">{}</row><row r=\"1048576\">{}</row>",
        cell("A1", "Name"),
        cell("A2", "Ana"),
        cell("A1048576", "Bor") + &cell("XFD1048576", "far away")
    );
    let import = upload(alpha, "corner.xlsx", &workbook(&rows)).expect(201);
    assert_eq!(import["columns"].as_array().unwrap().len(), 1);
    let done = run(alpha, &import);
    assert_eq!((&done["state"], &done["progress"]["created"]), (&json!("done"), &json!(2)), "{done}");
    let results = alpha.get(&format!("/imports/{}/results", import["id"].as_str().unwrap())).expect(200);
    assert!(results.to_string().contains("XFD1048576"), "{results}");
    assert_eq!(alpha.list("tags", &json!({"count": "exact"}))["count"]["value"], 2);
}

#[test]
fn rows_in_another_encoding_are_marked_not_mangled_in_silence() {
    let world = World::start("mixed");
    let alpha = &world.alpha;
    // Written by two programs: most of it UTF-8, one row Windows-1250.
    let mut bytes = Vec::from("Name\nŽiga\nČadca\nŠuštaršič\nĐorđe\nŽan\nÅsa\nČrt\n".as_bytes());
    bytes.extend(b"Petrovi\xe6 Ni\x9a\n");
    let import = upload(alpha, "mixed.csv", &bytes).expect(201);
    assert!(import["format"]["why"].as_str().unwrap().contains("mixed"), "{import}");
    let done = run(alpha, &import);
    assert_eq!(
        (&done["progress"]["created"], &done["progress"]["warnings"]),
        (&json!(8), &json!(1)),
        "{done}"
    );
    let results = format!("/imports/{}/results", import["id"].as_str().unwrap());
    let wrong = alpha.get(&format!("{results}?only=nonsense")).expect(422)["problems"][0].clone();
    assert!(wrong["field"] == "only" && wrong["message"].as_str().unwrap().contains("warnings"), "{wrong}");
    let results = alpha.get(&format!("{results}?only=warnings")).expect(200);
    assert_eq!(results["data"][0]["line"], 9, "{results}");
    let found = alpha.list(
        "tags",
        &json!({"filter": {"field": "name", "op": "is", "value": "Šuštaršič"}, "count": "exact"}),
    );
    assert_eq!(found["count"]["value"], 1);
}
