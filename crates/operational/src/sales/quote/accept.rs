//! A customer decides. Acceptance is one transaction: the quote, the deal won, the purchase with its lines, the other offers
//! closed. Who comes second is told so.

use super::calendar::is_late;
use super::create::{copy_to, lines, net_of};
use super::send::{close_others, is_open};
use super::tell;
use crate::sales::plain::{link, money, one, only, text, to, value, words};
use dictionary::Value;
use records::{Input, Viewed, Writing};
use serde_json::json;
use standard::{deal, deal_line, product, purchase, purchase_line, quote, quote_line};
use vocabulary::{Conflict, Error, Id, Result};

/// What a customer decided.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    pub(super) accepted: bool,
    pub(super) name: String,
    pub(super) reason: String,
    /// The address of the network it came from.
    pub(super) from: String,
}

/// Takes a decision, if the quote is still open.
pub(super) fn decide(writing: &mut Writing<'_>, id: Id, decision: &Decision) -> Result<()> {
    let found = one(writing, quote::KEY, id)?.ok_or_else(Error::not_found)?;
    still_open(writing, &found)?;
    tell::customer_decided(writing, &found, decision.accepted)?;
    let now = writing.context().now;
    let mut kept = vec![
        (quote::STATE.key(), words(if decision.accepted { "accepted" } else { "declined" })),
        (quote::DECIDED_AT.key(), Value::Timestamp(now)),
        (quote::DECIDED_BY.key(), words(&decision.name)),
        (quote::DECIDED_FROM.key(), words(&decision.from)),
    ];
    if found.value(quote::VIEWED_AT.key()).is_none_or(Value::is_null) {
        kept.push((quote::VIEWED_AT.key(), Value::Timestamp(now)));
    }
    if !decision.accepted {
        kept.push((
            quote::DECLINE_REASON.key(),
            if decision.reason.is_empty() { Value::Null } else { words(&decision.reason) },
        ));
        return writing.change_made(quote::KEY, &only(id), kept).map(|_| ());
    }
    let purchase = purchase(writing, &found)?;
    kept.push((quote::PURCHASE.key(), to(purchase)));
    writing.change_made(quote::KEY, &only(id), kept)?;
    if let Some(deal_id) = link(&value(&found, quote::DEAL.key())) {
        win(writing, deal_id, &found)?;
        close_others(writing, deal_id, id)?;
    }
    Ok(())
}

/// Says kindly why nothing can be decided any more.
fn still_open(writing: &mut Writing<'_>, quote: &Viewed) -> Result<()> {
    let state = value(quote, quote::STATE.key());
    let by = value(quote, quote::DECIDED_BY.key());
    let by = text(&by).unwrap_or_default();
    let late = is_late(writing, quote)?;
    let words = match text(&state) {
        Some("sent" | "viewed") if !late => return Ok(()),
        Some("sent" | "viewed" | "expired") => "This quote has run out. Ask for a new one.".to_string(),
        Some("accepted") => format!("This quote was accepted already, by {by}."),
        Some("declined") => format!("This quote was declined already, by {by}."),
        Some("superseded") => "There is a newer version of this quote.".to_string(),
        _ => return Err(Error::not_found()),
    };
    debug_assert!(!is_open(quote) || late);
    Err(Error::Conflict(Conflict::Other, words))
}

/// The purchase the quote becomes, with its lines.
fn purchase(writing: &mut Writing<'_>, found: &Viewed) -> Result<Id> {
    let now = writing.context().now;
    let mut fields = Input::new();
    let mut customer = Input::new();
    fields.insert("number".to_string(), json!(found.title().unwrap_or_default()));
    fields.insert("purchased_at".to_string(), Value::Timestamp(now).to_json());
    fields.insert("channel".to_string(), json!("web"));
    fields.insert("kind".to_string(), json!("sale"));
    if let Some(net) = net_of(found) {
        fields.insert("total".to_string(), Value::Money(net).to_json());
    }
    for field in ["person", "company"] {
        if let Some(id) = link(&value(found, field)) {
            customer.insert(field.to_string(), json!(id));
        }
    }
    fields.extend(customer.clone());
    if let Some(id) = link(&value(found, quote::DEAL.key())) {
        fields.insert("deal".to_string(), json!(id));
    }
    if let Some(owner) = found.meta().owner {
        fields.insert("owner".to_string(), json!(owner));
        customer.insert("owner".to_string(), json!(owner));
    }
    let bought = writing.create(purchase::KEY, &fields)?.id();
    for line in lines(writing, quote_line::KEY, quote_line::QUOTE.key(), found.id())? {
        let Some(total) = money(&value(&line, quote_line::TOTAL.key())) else { continue };
        let mut fields = customer.clone();
        fields.insert("purchase".to_string(), json!(bought));
        fields.insert("purchased_at".to_string(), Value::Timestamp(now).to_json());
        fields.insert("total".to_string(), Value::Money(total).to_json());
        if let Some(id) = link(&value(&line, quote_line::PRODUCT.key())) {
            fields.insert("product".to_string(), json!(id));
            let sold = one(writing, product::KEY, id)?;
            if let Some(category) = sold.and_then(|sold| link(&value(&sold, product::CATEGORY.key()))) {
                fields.insert("category".to_string(), json!(category));
            }
        }
        for name in ["description", "quantity", "unit_price", "discount", "tax_rate", "cost"] {
            let value = value(&line, name);
            if !value.is_null() {
                fields.insert(name.to_string(), value.to_json());
            }
        }
        writing.create(purchase_line::KEY, &fields)?;
    }
    Ok(bought)
}

/// The deal is won with what was accepted: its lines become those of the quote where they differ.
fn win(writing: &mut Writing<'_>, id: Id, found: &Viewed) -> Result<()> {
    let Some(before) = one(writing, deal::KEY, id)? else { return Ok(()) };
    if money(&value(&before, deal::LINE_TOTAL.key())) != net_of(found) {
        for line in lines(writing, deal_line::KEY, deal_line::DEAL.key(), id)? {
            writing.remove(deal_line::KEY, line.id())?;
        }
        let offered = lines(writing, quote_line::KEY, quote_line::QUOTE.key(), found.id())?;
        copy_to(writing, deal_line::KEY, deal_line::DEAL.key(), &json!(id), &offered)?;
    }
    let mut fields = Input::new();
    fields.insert("outcome".to_string(), json!("won"));
    writing.change(deal::KEY, &records::ChangeRequest { id, version: None, fields }).map(|_| ())
}
