//! What the sweeps must know of quotes.

use super::Part;
use crate::support::Asker;
use crate::sweep::Things;
use serde_json::{Value as Json, json};

/// Quotes, approvals and the look.
pub static PART: Part =
    Part { things, body, harmless: &["show_quote_look", "list_discount_limits"], refused: REFUSED };

/// A secret link is needed, a price, or a deal that is not in the trash by then.
const REFUSED: &[&str] = &[
    "make_quote",
    "create_quote_version",
    "send_quote",
    "create_quote_link",
    "sort_quote_lines",
    "sort_deal_lines",
    "request_discount_approval",
    "decide_discount_approval",
    "show_public_quote",
    "show_public_quote_document",
    "view_public_quote",
    "ask_public_quote",
    "decide_public_quote",
];

fn things(alpha: &Asker) -> Vec<(&'static str, String)> {
    let text = |json: &Json| json["id"].as_str().unwrap().to_string();
    let deal = text(&alpha.create("deals", &json!({"name": "Secret deal with a quote"})));
    let quote = text(&alpha.post(&format!("/deals/{deal}/quotes"), &json!({})).expect(201));
    let approval =
        alpha.post(&format!("/quotes/{quote}/approvals"), &json!({"reason": "Secret"})).expect(201);
    vec![("quotes", quote), ("discount_approvals", text(&approval))]
}

fn body(id: &str, _things: &Things) -> Option<Json> {
    Some(match id {
        "make_quote" | "create_quote_version" | "change_quote_look" => json!({}),
        "take_over_prices" => json!({"keep": false}),
        "sort_quote_lines" | "sort_deal_lines" => json!({"lines": ["00000000-0000-7000-8000-000000000000"]}),
        "request_discount_approval" => json!({"reason": "Stolen"}),
        "decide_discount_approval" => json!({"approved": true}),
        "change_discount_limits" => json!({"data": []}),
        "ask_public_quote" => json!({"name": "Stolen", "text": "Stolen"}),
        "decide_public_quote" => json!({"accepted": true, "name": "Stolen"}),
        _ => return None,
    })
}
