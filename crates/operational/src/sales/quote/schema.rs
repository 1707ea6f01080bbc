//! The schemas of the operations of quotes.

use platform::feature::Schemas;
use platform::http::schema::{flag, free, id, list, maybe, maybe_at, maybe_text, number, of, text};
use serde_json::{Value as Json, json};

fn object(members: Vec<(&str, Json)>) -> Json {
    let required: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    let properties: serde_json::Map<String, Json> =
        members.iter().map(|(name, schema)| ((*name).to_string(), schema.clone())).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

fn input(members: Vec<(&str, Json)>, required: &[&str]) -> Json {
    let properties: serde_json::Map<String, Json> =
        members.iter().map(|(name, schema)| ((*name).to_string(), schema.clone())).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

fn look() -> Vec<(&'static str, Json)> {
    let mut members: Vec<(&str, Json)> = [
        "name",
        "address",
        "tax_number",
        "email",
        "phone",
        "website",
        "bank",
        "color",
        "logo",
        "terms",
        "prefix",
    ]
    .map(|name| (name, text()))
    .to_vec();
    members.extend([("valid_days", number()), ("reminder_days", number())]);
    members
}

pub(super) fn schemas() -> Schemas {
    let money = || maybe(free());
    let line = object(vec![
        ("description", text()),
        ("quantity", text()),
        ("unit_price", free()),
        ("unit_price_with_tax", money()),
        ("discount", text()),
        ("tax_rate", text()),
        ("total", free()),
    ]);
    let company = object(
        ["name", "address", "tax_number", "email", "phone", "website", "color", "logo"]
            .map(|name| (name, text()))
            .to_vec(),
    );
    let limits = list(object(vec![("role", id()), ("percent", text())]));
    vec![
        ("QuoteLook", object(look())),
        ("QuoteLookInput", input(look(), &[])),
        ("DiscountLimits", object(vec![("data", limits.clone())])),
        ("QuoteSent", object(vec![("quote", free()), ("path", text())])),
        ("QuoteLink", object(vec![("path", text())])),
        ("QuoteInput", free()),
        ("QuoteRecord", free()),
        ("DiscountApprovalInput", input(vec![("reason", text())], &["reason"])),
        ("DiscountDecision", input(vec![("approved", flag()), ("answer", text())], &["approved"])),
        ("PublicQuoteLine", line),
        ("PublicTaxGroup", object(vec![("rate", text()), ("net", free()), ("tax", free())])),
        (
            "PublicQuote",
            object(vec![
                ("number", text()),
                ("version", number()),
                ("state", text()),
                ("language", text()),
                ("introduction", text()),
                ("terms", text()),
                ("valid_until", maybe_text()),
                ("sent_on", maybe_text()),
                ("decided_at", maybe_at()),
                ("decided_by", maybe_text()),
                ("customer", list(text())),
                ("seller", maybe(object(vec![("name", text()), ("email", text())]))),
                ("company", company),
                ("lines", list(of("PublicQuoteLine"))),
                ("tax_groups", list(of("PublicTaxGroup"))),
                ("net", money()),
                ("tax", money()),
                ("gross", money()),
                ("can_decide", flag()),
            ]),
        ),
        ("PublicQuestion", input(vec![("name", text()), ("text", text())], &["name", "text"])),
        (
            "PublicDecision",
            input(vec![("accepted", flag()), ("name", text()), ("reason", text())], &["accepted", "name"]),
        ),
    ]
}
