//! Requests that come twice under one key, for work that is more than one transaction.

use crate::support::{World, sign_in};
use serde_json::json;

#[test]
fn a_request_repeated_after_a_lost_answer_does_nothing_twice() {
    let world = World::start("once");
    let alpha = &world.alpha;
    for name in ["a", "b"] {
        alpha.create("companies", &json!({"name": name}));
    }
    let keyed = |key: &str| alpha.with("idempotency-key", key);

    let change = json!({"filter": null, "change": {"description": "x"}});
    let begun = keyed("bulk").post("/companies/bulk_changes", &change);
    let job = begun.json();
    assert_eq!(begun.status, 202, "{job}");
    let again = keyed("bulk").post("/companies/bulk_changes", &change);
    assert_eq!((again.header("idempotent-replayed"), again.json()), (Some("true"), job));

    for atomic in [true, false] {
        let operations =
            json!({"atomic": atomic, "operations": [{"create": {"name": format!("c{atomic}")}}]});
        let key = format!("many{atomic}");
        let [first, second] = [0, 1].map(|_| keyed(&key).post("/companies/bulk", &operations));
        assert_eq!((first.status, first.json()), (second.status, second.json()));
    }
    assert_eq!(alpha.get("/companies?count=exact").expect(200)["count"]["value"], 4);

    let wanted = json!({"name": "script", "role": alpha.get("/roles").expect(200)["data"][0]["id"]});
    let root = sign_in(&world.server.address, "alpha", "root@alpha.example").with("idempotency-key", "key");
    let secret = root.post("/api_keys", &wanted).expect(201);
    let repeated = root.post("/api_keys", &wanted);
    assert_eq!(repeated.status, 409);
    assert!(!repeated.json().to_string().contains(secret["secret"].as_str().unwrap()));
    let keys = alpha.get("/api_keys").expect(200);
    let named = keys["data"].as_array().unwrap().iter().filter(|key| key["name"] == "script");
    assert_eq!(named.count(), 1);

    // A key means nothing where nothing is done.
    let query = json!({"limit": 1});
    for _ in 0..2 {
        let answer = keyed("look").post("/companies/query", &query);
        assert_eq!((answer.status, answer.header("idempotent-replayed")), (200, None));
    }
}
