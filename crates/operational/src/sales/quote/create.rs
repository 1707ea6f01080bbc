//! Making quotes: of a deal in one click, and a new version of an old one.

use super::look;
use crate::sales::plain::{all, house_day, link, money, one, text, to, value, words};
use crate::sales::price::follow::compare;
use crate::sales::price::line::of_record;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, Uri};
use dictionary::Value;
use platform::http::app::id;
use platform::http::{Answer, App, Asker, Limits, StoredAnswer};
use records::{Input, Viewed, Writing, Written};
use serde_json::{Value as Json, json};
use standard::{deal, deal_line, person, quote, quote_line};
use vocabulary::{Error, Id, Result};

/// `POST /deals/{id}/quotes`
pub(super) async fn create_quote(
    State(app): State<App>,
    asker: Asker,
    Path(deal): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let (deal, call) = (id(&deal)?, app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?);
    let input = platform::http::app::fields(call.json)?;
    let language = asker.workspace.language.clone();
    app.write_once(&asker, call.key, move |writing| {
        let written = of_deal(writing, deal, &input, &language)?;
        told(writing, &written)
    })
    .await
}

/// `POST /quotes/{id}/versions`
pub(super) async fn create_quote_version(
    State(app): State<App>,
    asker: Asker,
    Path(quote): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let (quote, call) = (id(&quote)?, app.call(&asker, &method, &uri, &headers, body, Limits::ONE).await?);
    let input = platform::http::app::fields(call.json)?;
    app.write_once(&asker, call.key, move |writing| {
        let written = next_version(writing, quote, &input)?;
        told(writing, &written)
    })
    .await
}

fn told(writing: &mut Writing<'_>, written: &Written) -> Result<StoredAnswer> {
    let viewed = writing.view(quote::KEY, written)?;
    let location = format!("/api/v1/quotes/{}", viewed.id());
    let body = String::from_utf8_lossy(&viewed.to_bytes()).into_owned();
    Ok(StoredAnswer::new(201, body).with("location", location))
}

/// A draft with the lines of a deal. What is given counts more than what the deal and the look say.
pub(super) fn of_deal(writing: &mut Writing<'_>, deal_id: Id, input: &Input, house: &str) -> Result<Written> {
    let seen = writing.reading().get(deal::KEY, deal_id)?;
    let workspace = writing.context().workspace;
    let look = look::load(writing.writer(), workspace)?;
    let customer = match link(&value(&seen, deal::PERSON.key())) {
        Some(id) => one(writing, person::KEY, id)?,
        None => None,
    };
    let spoken =
        customer.and_then(|person| text(&value(&person, person::LANGUAGE.key())).map(str::to_string));
    let mut fields = Input::new();
    let known = |language: &str| quote::LANGUAGES.iter().any(|choice| choice.key == language);
    let house = house.replace("sr-Latn", "sr_latn");
    let language = spoken.filter(|language| known(language)).unwrap_or(house);
    let language = if known(&language) { language } else { "en".to_string() };
    fields.insert("language".to_string(), json!(language));
    let until = house_day(writing)?.plus_days(look.valid_days);
    fields.insert("valid_until".to_string(), json!(until.to_string()));
    if !look.terms.is_empty() {
        fields.insert("terms".to_string(), json!(look.terms));
    }
    for (field, from) in [("company", deal::COMPANY.key()), ("person", deal::PERSON.key())] {
        if let Some(id) = link(&value(&seen, from)) {
            fields.insert(field.to_string(), json!(id));
        }
    }
    if let Some(owner) = seen.meta().owner {
        fields.insert("owner".to_string(), json!(owner));
    }
    fields.extend(input.clone());
    fields.insert("deal".to_string(), json!(deal_id));
    let kept = vec![
        (quote::VERSION.key(), Value::Integer(1)),
        (quote::NAME.key(), words(&seen.title().unwrap_or_default().chars().take(200).collect::<String>())),
    ];
    let written = writing.create_made(quote::KEY, &fields, kept)?;
    let lines = lines(writing, deal_line::KEY, deal_line::DEAL.key(), deal_id)?;
    copy(writing, written.id(), &lines)?;
    compare(writing, written.id())?;
    Ok(written)
}

/// The next version of a quote: a draft with the same lines and words.
pub(super) fn next_version(writing: &mut Writing<'_>, id: Id, input: &Input) -> Result<Written> {
    let old = writing.reading().get(quote::KEY, id)?;
    if value(&old, quote::STATE.key()) == words("accepted") {
        return Err(Error::Conflict(
            vocabulary::Conflict::Other,
            "This quote was accepted: make a new quote of the deal instead of another version.".to_string(),
        ));
    }
    let workspace = writing.context().workspace;
    let look = look::load(writing.writer(), workspace)?;
    let mut fields = Input::new();
    for field in [quote::DEAL.key(), quote::COMPANY.key(), quote::PERSON.key()] {
        if let Some(id) = link(&value(&old, field)) {
            fields.insert(field.to_string(), json!(id));
        }
    }
    for field in [quote::LANGUAGE.key(), quote::INTRODUCTION.key(), quote::TERMS.key()] {
        if let Some(words) = text(&value(&old, field)) {
            fields.insert(field.to_string(), json!(words));
        }
    }
    let until = house_day(writing)?.plus_days(look.valid_days);
    fields.insert("valid_until".to_string(), json!(until.to_string()));
    if let Some(owner) = old.meta().owner {
        fields.insert("owner".to_string(), json!(owner));
    }
    fields.extend(input.clone());
    let number = value(&old, quote::NUMBER.key());
    let version = last_version(writing, &old, &number)? + 1;
    let name = match text(&number) {
        Some(number) => words(&format!("{number}/{version}")),
        None => value(&old, quote::NAME.key()),
    };
    let kept = vec![
        (quote::VERSION.key(), Value::Integer(version)),
        (quote::NUMBER.key(), number),
        (quote::NAME.key(), name),
        (quote::PREVIOUS.key(), to(id)),
    ];
    let written = writing.create_made(quote::KEY, &fields, kept)?;
    let lines = lines(writing, quote_line::KEY, quote_line::QUOTE.key(), id)?;
    copy(writing, written.id(), &lines)?;
    compare(writing, written.id())?;
    Ok(written)
}

fn last_version(writing: &mut Writing<'_>, old: &Viewed, number: &Value) -> Result<i64> {
    let own = match value(old, quote::VERSION.key()) {
        Value::Integer(version) => version,
        _ => 1,
    };
    let Some(number) = text(number) else { return Ok(own) };
    let filter = json!({"field": quote::NUMBER.key(), "op": "is", "value": number});
    let versions = all(writing, quote::KEY, filter, quote::VERSION.key(), None)?;
    let last = versions.iter().filter_map(|version| match value(version, quote::VERSION.key()) {
        Value::Integer(version) => Some(version),
        _ => None,
    });
    Ok(last.max().unwrap_or(own).max(own))
}

/// The lines of a deal or a quote in their sequence.
pub(super) fn lines(writing: &mut Writing<'_>, object: &str, field: &str, id: Id) -> Result<Vec<Viewed>> {
    let filter = json!({"field": field, "op": "is", "value": id});
    let fields = "description,product,quantity,unit,unit_price,list_price,discount,tax_rate,cost,position,total,created_at";
    let mut lines = all(writing, object, filter, fields, None)?;
    let place = |line: &Viewed| match value(line, quote_line::POSITION.key()) {
        Value::Integer(position) => position,
        _ => i64::MAX,
    };
    lines.sort_by_key(|line| (place(line), line.id()));
    Ok(lines)
}

/// Copies lines that have a price into a quote, as they are.
pub(super) fn copy(writing: &mut Writing<'_>, quote_id: Id, lines: &[Viewed]) -> Result<()> {
    let quote = json!(quote_id);
    copy_to(writing, quote_line::KEY, quote_line::QUOTE.key(), &quote, lines)
}

/// Copies lines that have a price into something that has lines of the same fields.
pub(super) fn copy_to(
    writing: &mut Writing<'_>,
    object: &str,
    field: &str,
    target: &Json,
    lines: &[Viewed],
) -> Result<()> {
    let house = writing.context().unlimited();
    let mut position = 0;
    for line in lines.iter().filter(|line| of_record(line).is_some()) {
        position += 1;
        let mut fields = Input::new();
        fields.insert(field.to_string(), target.clone());
        fields.insert("position".to_string(), json!(position));
        for name in ["description", "quantity", "unit", "unit_price", "discount", "tax_rate", "cost"] {
            let value = value(line, name);
            if !value.is_null() {
                fields.insert(name.to_string(), value.to_json());
            }
        }
        if let Some(product) = link(&value(line, "product")) {
            fields.insert("product".to_string(), json!(product));
        }
        // What the list said when the price was taken is known: so an offer shows that it has moved since.
        let listed = value(line, quote_line::LIST_PRICE.key());
        let kept = if listed.is_null() { Vec::new() } else { vec![(quote_line::LIST_PRICE.key(), listed)] };
        writing.acting(&house, |writing| writing.create_made(object, &fields, kept))?;
    }
    Ok(())
}

/// The currency of a quote, out of its sum.
pub(super) fn net_of(quote: &Viewed) -> Option<vocabulary::Money> {
    money(&value(quote, quote::NET.key()))
}
