//! The words of a list's search box, together with its filter and its sort.

use crate::databases::databases;
use crate::nouns;
use crate::question::moment;
use crate::records::{Chance, Data};
use dictionary::Value;
use serde_json::json;
use std::sync::Arc;
use store::query::{Parser, Query, Scope, SeesAll, Selection, Trash, Visibility};
use vocabulary::WorkspaceId;

/// May not read the names of companies.
struct Nameless;

impl Visibility for Nameless {
    fn scope(&self, _object: &str) -> Scope {
        Scope::All
    }
    fn may_read(&self, object: &str, field: &str) -> bool {
        (object, field) != ("company", "name")
    }
}

#[test]
fn words_narrow_a_list_within_what_its_viewer_reads() {
    let dictionary = nouns::dictionary();
    let moment = moment();
    let mut data = Data::new(&dictionary, &mut Chance::new(7));
    let company = Arc::clone(dictionary.object("company").unwrap());
    let companies = data.memory.records.get_mut("company").unwrap();
    let names = ["Petrović d.o.o.", "Петровић и синови", "Petrol", "Acme"];
    companies.truncate(names.len());
    assert_eq!(companies.len(), names.len(), "the seed gives enough companies");
    for (index, (record, name)) in companies.iter_mut().zip(names).enumerate() {
        record.meta.removed_at = None;
        record.values[company.position("name").unwrap()] = Value::Text(name.to_string());
        record.values[company.position("employees").unwrap()] = Value::Integer(index as i64);
    }
    for (name, database) in databases(&dictionary) {
        database.load(WorkspaceId(1), &dictionary, &data);
        let found = |visibility: &dyn Visibility, text: &str, least: i64| -> Vec<String> {
            let parser = Parser { dictionary: &dictionary, visibility, moment: &moment };
            let filter = json!({"field": "employees", "op": "gte", "value": least});
            let query = Query {
                workspace: WorkspaceId(1),
                dictionary: &dictionary,
                object: &company,
                visibility,
                filter: Some(parser.filter(&company, &filter, "filter").unwrap()),
                text: Some(text.to_string()),
                sort: parser.sort(&company, "-employees", "sort").unwrap(),
                selection: Selection::whole(&company),
                limit: 10,
                after: None,
                trash: Trash::Without,
            };
            let page = database.find(&query).unwrap();
            assert_eq!(database.count(&query, None).unwrap().value, page.records.len() as u64);
            page.records.iter().map(|record| record.values[0].to_text()).collect()
        };
        assert_eq!(found(&SeesAll, "petrovic", 0), [names[1], names[0]], "{name}");
        assert_eq!(found(&SeesAll, "PETR", 0), [names[2], names[1], names[0]], "{name}");
        assert_eq!(found(&SeesAll, "sin petr", 0), [names[1]], "{name}");
        assert_eq!(found(&SeesAll, "petr", 2), [names[2]], "{name}");
        assert_eq!(found(&SeesAll, "  ", 3), [names[3]], "{name}: no word asks for nothing");
        assert!(found(&SeesAll, "nobody", 0).is_empty(), "{name}");
        assert!(found(&Nameless, "petrovic", 0).is_empty(), "{name}: what is hidden is not found");
    }
}
