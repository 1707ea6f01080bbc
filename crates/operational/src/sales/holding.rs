//! What of sales is handed over when a seller leaves: what is still to be done. What is won, bought, said and set as a target is history,
//! and attainment is worked out from it.

use platform::hand_over::{Holding, One};
use serde_json::{Value as Json, json};
use standard::{
    assignment_seat, conversion, deal, deal_line, deal_share, discount_approval, forecast_adjustment, lead,
    purchase, purchase_line, quote, quote_line, stage_visit,
};
use vocabulary::Timestamp;

const fn owned(object: &'static str, open: fn(Timestamp) -> Json) -> Holding {
    Holding { object, field: "owner", open, one: None }
}

pub(super) static HOLDINGS: &[Holding] = &[
    owned(lead::KEY, |_| open(lead::STATE.key(), &["new", "working", "qualified"])),
    owned(deal::KEY, |_| open(deal::OUTCOME.key(), &["open"])),
    owned(deal_line::KEY, |_| open("deal.outcome", &["open"])),
    owned(deal_share::KEY, |_| open("deal.outcome", &["open"])),
    owned(quote::KEY, |_| open(quote::STATE.key(), IN_HAND)),
    owned(quote_line::KEY, |_| open("quote.state", IN_HAND)),
    owned(discount_approval::KEY, |_| open(discount_approval::STATE.key(), &["asked"])),
    owned(purchase::KEY, none),
    owned(purchase_line::KEY, none),
    owned(conversion::KEY, none),
    owned(stage_visit::KEY, none),
    owned(forecast_adjustment::KEY, none),
    Holding {
        object: deal_share::KEY,
        field: deal_share::USER.key(),
        open: |_| open("deal.outcome", &["open"]),
        one: Some(One { of: deal_share::DEAL.key(), sum: Some(deal_share::SHARE.key()) }),
    },
    Holding {
        object: assignment_seat::KEY,
        field: assignment_seat::USER.key(),
        open: |_| json!({"and": []}),
        one: Some(One { of: assignment_seat::RULE.key(), sum: None }),
    },
];

/// Quotes a customer can still decide about.
const IN_HAND: &[&str] = &["draft", "sent", "viewed"];

fn open(field: &str, words: &[&str]) -> Json {
    json!({"field": field, "op": "in", "value": words})
}

fn none(_: Timestamp) -> Json {
    json!({"or": []})
}
