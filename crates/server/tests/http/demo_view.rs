//! The demo company has views to show what a view can be, and each of them finds something.

use crate::support::{Server, sign_in_with};
use serde_json::json;

#[test]
fn every_view_of_the_demo_company_finds_records() {
    let server = Server::demo("demo_view");
    let ana = sign_in_with(&server.address, "demo", "ana@nakovalo.example", "kith-demo-2026");
    let plurals = ana.get("/dictionary").expect(200)["objects"].clone();
    let views = ana.get("/views").expect(200)["data"].clone();
    let views = views.as_array().unwrap();
    assert!(views.len() >= 6);
    assert!(views.iter().any(|view| view["pinned"] == true));
    for view in views {
        assert_eq!(view["sharing"], "everyone");
        let object =
            plurals.as_array().unwrap().iter().find(|object| object["key"] == view["object"]).unwrap();
        let plural = object["plural"].as_str().unwrap();
        let state = &view["state"];
        let found = ana.list(plural, &json!({"filter": state["filter"], "sort": state["sort"], "limit": 1}));
        assert_eq!(found["data"].as_array().unwrap().len(), 1, "{view}");
        for field in state["columns"].as_str().unwrap_or_default().split(',').filter(|key| !key.is_empty()) {
            assert!(
                object["fields"].as_array().unwrap().iter().any(|known| known["key"] == field),
                "{field}"
            );
        }
        let by = state["by"].as_str().unwrap_or("").split(':').next().unwrap().to_string();
        let known = |key: &str| object["fields"].as_array().unwrap().iter().any(|field| field["key"] == key);
        assert!(by.is_empty() || known(&by), "{by}");
    }
}

#[test]
fn what_offers_are_made_of_is_there_without_anybody_asking() {
    let server = Server::demo("demo_standing");
    let ana = sign_in_with(&server.address, "demo", "ana@nakovalo.example", "kith-demo-2026");
    let run = loop {
        let runs = ana.get("/analysis-runs?analysis=together").expect(200)["data"].clone();
        match runs.as_array().unwrap().as_slice() {
            [run] if !["queued", "running"].contains(&run["state"].as_str().unwrap()) => break run.clone(),
            [] | [_] => std::thread::sleep(std::time::Duration::from_millis(50)),
            more => panic!("{more:?}"),
        }
    };
    assert_eq!(
        (&run["state"], &run["whole"], &run["asked_by"]),
        (&json!("done"), &json!(true), &json!(null))
    );
    // It is what whoever asks in the usual way gets.
    let body = json!({"parameters": {}, "as_of": run["as_of"]});
    let asked = ana.post("/analyses/together/runs", &body).expect(201);
    assert_eq!(asked["parameters"], run["parameters"]);
}
