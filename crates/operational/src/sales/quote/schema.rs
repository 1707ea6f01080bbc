//! The schemas of the operations of quotes.

use platform::feature::Schemas;
use platform::http::schema::{
    answer, flag, free, id, list, maybe, maybe_at, maybe_text, needing, number, of, text,
};
use serde_json::Value as Json;

fn named(fields: Vec<(&str, Json)>) -> Json {
    Json::Object(fields.into_iter().map(|(name, schema)| (name.to_string(), schema)).collect())
}

fn object(fields: Vec<(&str, Json)>) -> Json {
    answer(named(fields))
}

fn input(fields: Vec<(&str, Json)>, required: &[&str]) -> Json {
    needing(required, named(fields))
}

fn look() -> Vec<(&'static str, Json)> {
    let mut fields: Vec<(&str, Json)> = [
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
    fields.extend([("valid_days", number()), ("reminder_days", number())]);
    fields
}

pub(super) fn schemas() -> Schemas {
    let money = || maybe(free());
    let line = object(vec![
        ("description", text()),
        ("quantity", text()),
        ("unit", text()),
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
        ("QuotePrices", input(vec![("lines", list(id())), ("keep", flag())], &[])),
        ("LineSequence", input(vec![("lines", list(id()))], &["lines"])),
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
