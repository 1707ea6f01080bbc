//! A line finds its price, tax and cost unless somebody typed them, and its total; the record it belongs to follows its lines.
//! Lines of deals and of quotes are alike here.

use super::lookup::{Buyer, look_up};
use super::sum::{Line, Sums};
use crate::sales::plain::{all, decimal, link, money, one, only, value, words};
use dictionary::Value;
use records::{Rule, RuleInput, Viewed, Writing};
use serde_json::json;
use standard::{deal, deal_line, quote, quote_line};
use store::event::Verb;
use vocabulary::{Channel, Currency, Decimal, Error, Id, Result};

pub(super) const OF_DEAL: Rule =
    Rule { name: "price of a deal line", object: deal_line::KEY, run: deal_line };
pub(super) const OF_QUOTE: Rule =
    Rule { name: "price of a quote line", object: quote_line::KEY, run: quote_line };

/// The fields that both kinds of lines call the same.
const QUANTITY: &str = deal_line::QUANTITY.def.key;
const UNIT_PRICE: &str = deal_line::UNIT_PRICE.def.key;
const DISCOUNT: &str = deal_line::DISCOUNT.def.key;
const TAX_RATE: &str = deal_line::TAX_RATE.def.key;
const COST: &str = deal_line::COST.def.key;
const PRODUCT: &str = deal_line::PRODUCT.def.key;
const DESCRIPTION: &str = deal_line::DESCRIPTION.def.key;
const UNIT: &str = deal_line::UNIT.def.key;
const TOTAL: &str = deal_line::TOTAL.def.key;
const LIST_PRICE: &str = deal_line::LIST_PRICE.def.key;
const NEW_PRICE: &str = quote_line::NEW_PRICE.def.key;
const FIELDS: &str = "quantity,unit_price,discount,tax_rate,cost,total";
const QUOTE_FIELDS: &str = "quantity,unit_price,discount,tax_rate,cost,total,new_price";

fn deal_line(input: &mut RuleInput<'_, '_>) -> Result<()> {
    let writes = matches!(input.verb, Verb::Created | Verb::Changed);
    // The demo company comes with prices and sums that agree already: a deal need not follow each of its lines.
    if input.writing.context().actor.channel == Channel::Demo {
        return if writes { total(input, &[]) } else { Ok(()) };
    }
    let deal_id = link(input.value(deal_line::DEAL.key()));
    let found = match deal_id {
        Some(id) => one(input.writing, deal::KEY, id)?,
        None => None,
    };
    let others = match (&found, deal_id) {
        (Some(_), Some(id)) => lines_of(input, deal_line::KEY, deal_line::DEAL.key(), id)?,
        _ => Vec::new(),
    };
    if writes {
        if let Some(deal_record) = &found {
            price(input, deal_record, &others)?;
        }
        total(input, &others)?;
    }
    if let (Some(id), true) = (deal_id, found.is_some()) {
        follow_deal(input, id, &others)?;
    }
    // A line that goes to another deal leaves one behind.
    let before = link(input.old_value(deal_line::DEAL.key())).filter(|before| Some(*before) != deal_id);
    if let (Some(before), Verb::Changed) = (before, input.verb)
        && one(input.writing, deal::KEY, before)?.is_some()
    {
        let left = lines_of(input, deal_line::KEY, deal_line::DEAL.key(), before)?;
        let kept = deal_sums(&left.iter().map(of_record).collect::<Vec<_>>())?;
        keep(input.writing, deal::KEY, before, kept)?;
    }
    Ok(())
}

fn quote_line(input: &mut RuleInput<'_, '_>) -> Result<()> {
    if input.writing.context().actor.channel == Channel::Demo {
        return if matches!(input.verb, Verb::Created | Verb::Changed) { total(input, &[]) } else { Ok(()) };
    }
    if is_told_a_price(input) {
        return follow_quote(input, None);
    }
    if input.verb == Verb::Changed && !offers_another(input) {
        return Ok(());
    }
    for id in [link(input.value(quote_line::QUOTE.key())), link(input.old_value(quote_line::QUOTE.key()))] {
        let state = match id {
            Some(id) => one(input.writing, quote::KEY, id)?.map(|quote| value(&quote, quote::STATE.key())),
            None => None,
        };
        if state.is_some_and(|state| state != words("draft")) {
            return Err(Error::invalid("", "frozen", FROZEN));
        }
    }
    let Some(id) = link(input.value(quote_line::QUOTE.key())) else { return Ok(()) };
    let others = lines_of(input, quote_line::KEY, quote_line::QUOTE.key(), id)?;
    if matches!(input.verb, Verb::Created | Verb::Changed) {
        // Whoever types a price under one that moved has decided about it.
        if input.before.is_some() && input.changes(UNIT_PRICE) && !input.value(NEW_PRICE).is_null() {
            let listed = input.value(NEW_PRICE).clone();
            input.set(LIST_PRICE, listed)?;
            input.set(NEW_PRICE, Value::Null)?;
        }
        if input.before.is_none()
            || input.changes(PRODUCT)
            || input.changes(QUANTITY)
            || input.changes(UNIT_PRICE)
        {
            let deal_id =
                one(input.writing, quote::KEY, id)?.and_then(|quote| link(&value(&quote, quote::DEAL.key())));
            let found = match deal_id {
                Some(deal_id) => one(input.writing, deal::KEY, deal_id)?,
                None => None,
            };
            if let Some(deal_record) = found {
                price(input, &deal_record, &others)?;
            }
        }
        total(input, &others)?;
    }
    follow_quote(input, Some(&others))
}

/// Whether nothing is written but what the price list says now: that does not touch the offer, so it may be told to one that was sent.
fn is_told_a_price(input: &RuleInput<'_, '_>) -> bool {
    input.verb == Verb::Changed && input.changes(NEW_PRICE) && !offers_another(input)
}

/// Whether a line offers something else than before. Who looks after it is no part of the offer.
fn offers_another(input: &RuleInput<'_, '_>) -> bool {
    let fields =
        [quote_line::QUOTE.key(), "position", PRODUCT, QUANTITY, UNIT, UNIT_PRICE, DISCOUNT, TAX_RATE];
    let more = [COST, DESCRIPTION, LIST_PRICE];
    fields.iter().chain(&more).any(|field| input.changes(field))
}

/// The quote comes to the sum of its lines, and says whether a price of theirs has moved.
fn follow_quote(input: &mut RuleInput<'_, '_>, others: Option<&[Viewed]>) -> Result<()> {
    let Some(id) = link(input.value(quote_line::QUOTE.key())) else { return Ok(()) };
    let read;
    let others = match others {
        Some(others) => others,
        None => {
            read = lines_of(input, quote_line::KEY, quote_line::QUOTE.key(), id)?;
            &read
        }
    };
    let mut lines: Vec<Option<Line>> = others.iter().map(of_record).collect();
    let mut moved = others.iter().any(|line| !value(line, NEW_PRICE).is_null());
    if input.verb != Verb::Removed && input.verb != Verb::Purged {
        lines.push(of_input(input));
        moved |= !input.value(NEW_PRICE).is_null();
    }
    let mut kept = quote_sums(&lines)?;
    kept.push((quote::PRICES_CHANGED.key(), Value::Boolean(moved)));
    keep(input.writing, quote::KEY, id, kept)
}

/// What is said where a quote is out of the house already.
pub(in crate::sales) const FROZEN: &str =
    "A quote that was sent does not change any more. Make a new version of it and change that.";

/// The other lines of the same deal or quote.
fn lines_of(input: &mut RuleInput<'_, '_>, object: &str, field: &str, id: Id) -> Result<Vec<Viewed>> {
    let own = input.meta().id;
    let filter = json!({"field": field, "op": "is", "value": id});
    let fields = if object == quote_line::KEY { QUOTE_FIELDS } else { FIELDS };
    let mut lines = all(input.writing, object, filter, fields, None)?;
    lines.retain(|line| line.id() != own);
    Ok(lines)
}

/// Fills in what nobody typed.
fn price(input: &mut RuleInput<'_, '_>, deal_record: &Viewed, others: &[Viewed]) -> Result<()> {
    let is_quote = input.object.key == quote_line::KEY;
    let Some(product) = link(input.value(PRODUCT)) else {
        input.set(LIST_PRICE, Value::Null)?;
        return if is_quote { input.set(NEW_PRICE, Value::Null) } else { Ok(()) };
    };
    let new_product = input.changes(PRODUCT);
    let typed = input.changes(UNIT_PRICE) && !input.value(UNIT_PRICE).is_null();
    let missing = input.value(UNIT_PRICE).is_null();
    let moved = new_product || input.changes(QUANTITY) || missing;
    // A line that is copied says all of it already, and what the list said when its price was taken.
    let copied = input.before.is_none() && typed && !input.value(LIST_PRICE).is_null();
    if !moved || copied {
        return Ok(());
    }
    let given = if typed { money(input.value(UNIT_PRICE)) } else { None };
    let currency = others.iter().find_map(|line| money(&value(line, UNIT_PRICE))).or(given);
    let currency = currency.map(|money| money.currency);
    let buyer = Buyer::of(input.writing, deal_record, currency)?;
    let quantity = decimal(input.value(QUANTITY)).unwrap_or_default();
    let known = look_up(input.writing, &buyer, product, quantity)?;
    // A price that was taken from the list follows it; one that was typed stays.
    let followed = input.old_value(LIST_PRICE) == input.old_value(UNIT_PRICE);
    if !typed && (missing || (new_product && input.before.is_some()) || followed) {
        input.set(UNIT_PRICE, known.price.map_or(Value::Null, Value::Money))?;
    }
    input.set(LIST_PRICE, known.price.map_or(Value::Null, Value::Money))?;
    if is_quote {
        input.set(NEW_PRICE, Value::Null)?;
    }
    let fill = |input: &RuleInput<'_, '_>, field: &str| {
        input.value(field).is_null() || (new_product && input.before.is_some() && !input.changes(field))
    };
    if fill(input, COST) {
        input.set(COST, known.cost.map_or(Value::Null, Value::Money))?;
    }
    if fill(input, TAX_RATE) {
        input.set(TAX_RATE, known.tax_rate.map_or(Value::Null, Value::Decimal))?;
    }
    if fill(input, UNIT) {
        input.set(UNIT, known.unit.as_deref().map_or(Value::Null, words))?;
    }
    if fill(input, DESCRIPTION) {
        input.set(DESCRIPTION, known.name.as_deref().map_or(Value::Null, words))?;
    }
    Ok(())
}

/// What the line comes to. All lines of a deal or quote are in one currency, and no discount takes off more than all.
fn total(input: &mut RuleInput<'_, '_>, others: &[Viewed]) -> Result<()> {
    let discount = decimal(input.value(DISCOUNT)).unwrap_or_default().millionths();
    if !(0..=100 * Decimal::ONE).contains(&discount) {
        return Err(Error::invalid(DISCOUNT, "out_of_range", "A discount lies between 0 and 100 percent."));
    }
    let tax = decimal(input.value(TAX_RATE)).unwrap_or_default().millionths();
    if !(0..=100 * Decimal::ONE).contains(&tax) {
        return Err(Error::invalid(TAX_RATE, "out_of_range", "A tax rate lies between 0 and 100 percent."));
    }
    let Some(price) = money(input.value(UNIT_PRICE)) else { return input.set(TOTAL, Value::Null) };
    let other = others.iter().find_map(|line| money(&value(line, UNIT_PRICE)));
    if let Some(other) = other.filter(|other| other.currency != price.currency) {
        return Err(Error::invalid(
            UNIT_PRICE,
            "other_currency",
            format!("The other lines are in {}: all lines of an offer are in one currency.", other.currency),
        ));
    }
    let net = of_input(input).and_then(|line| line.net());
    let net =
        net.ok_or_else(|| Error::invalid(QUANTITY, "too_large", "The total of this line is too large."))?;
    input.set(TOTAL, Value::Money(net))
}

fn of_input(input: &RuleInput<'_, '_>) -> Option<Line> {
    line(&|field| input.value(field).clone())
}

/// A line as it stands; none for one without a price, which adds nothing.
pub(in crate::sales) fn of_record(record: &Viewed) -> Option<Line> {
    line(&|field| value(record, field))
}

fn line(of: &dyn Fn(&str) -> Value) -> Option<Line> {
    Some(Line {
        quantity: decimal(&of(QUANTITY)).unwrap_or_default(),
        price: money(&of(UNIT_PRICE))?,
        discount: decimal(&of(DISCOUNT)).unwrap_or_default(),
        tax_rate: decimal(&of(TAX_RATE)).unwrap_or_default(),
        cost: money(&of(COST)),
    })
}

fn follow_deal(input: &mut RuleInput<'_, '_>, id: Id, others: &[Viewed]) -> Result<()> {
    let mut lines: Vec<Option<Line>> = others.iter().map(of_record).collect();
    if input.verb != Verb::Removed && input.verb != Verb::Purged {
        lines.push(of_input(input));
    }
    let kept = deal_sums(&lines)?;
    keep(input.writing, deal::KEY, id, kept)
}

/// The sums of lines; none when no line has a price.
pub(in crate::sales) fn sums(lines: &[Option<Line>]) -> Result<Option<Sums>> {
    let priced: Vec<Line> = lines.iter().flatten().copied().collect();
    let Some(currency) = priced.first().map(|line| -> Currency { line.price.currency }) else {
        return Ok(None);
    };
    let sums = Sums::of(&priced, currency);
    sums.map(Some).ok_or_else(|| Error::invalid("", "too_large", "The sum of the lines is too large."))
}

fn deal_sums(lines: &[Option<Line>]) -> Result<Vec<(&'static str, Value)>> {
    let sums = sums(lines)?;
    let of = |value: Option<Value>| value.unwrap_or_default();
    Ok(vec![
        (deal::LINE_TOTAL.key(), of(sums.as_ref().map(|sums| Value::Money(sums.net)))),
        (deal::LINE_TAX.key(), of(sums.as_ref().map(|sums| Value::Money(sums.tax)))),
        (deal::LINE_GROSS.key(), of(sums.as_ref().map(|sums| Value::Money(sums.gross)))),
        (deal::LINE_COST.key(), of(sums.as_ref().and_then(|sums| sums.cost).map(Value::Money))),
        (deal::MARGIN.key(), of(sums.as_ref().and_then(Sums::margin).map(Value::Decimal))),
    ])
}

fn quote_sums(lines: &[Option<Line>]) -> Result<Vec<(&'static str, Value)>> {
    let sums = sums(lines)?;
    let of = |value: Option<Value>| value.unwrap_or_default();
    let currency = sums.as_ref().map(|sums| words(sums.net.currency.code()));
    Ok(vec![
        (quote::NET.key(), of(sums.as_ref().map(|sums| Value::Money(sums.net)))),
        (quote::TAX.key(), of(sums.as_ref().map(|sums| Value::Money(sums.tax)))),
        (quote::GROSS.key(), of(sums.as_ref().map(|sums| Value::Money(sums.gross)))),
        (quote::COST.key(), of(sums.as_ref().and_then(|sums| sums.cost).map(Value::Money))),
        (quote::MARGIN.key(), of(sums.as_ref().and_then(Sums::margin).map(Value::Decimal))),
        (quote::DISCOUNT.key(), of(sums.as_ref().map(|sums| Value::Decimal(sums.discount)))),
        (quote::CURRENCY.key(), of(currency)),
    ])
}

fn keep(writing: &mut Writing<'_>, object: &str, id: Id, kept: Vec<(&str, Value)>) -> Result<()> {
    let house = writing.context().unlimited();
    writing.acting(&house, |writing| writing.change_made(object, &only(id), kept)).map(|_| ())
}
