//! Discounts beyond what a role may give: asked, decided, and held against the quote when it is sent.

use super::given::given;
use super::send::{Sender, demand_change, percent};
use super::{table, tell};
use crate::sales::plain::{all, decimal, link, money, only, text, to, value, words};
use axum::extract::{Path, Request, State};
use dictionary::Value;
use platform::http::app::{answer, id};
use platform::http::{Answer, App, Asker};
use records::{Input, Viewed, Writing};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use standard::{discount_approval, quote};
use store::table::{Condition, Delete, Insert};
use vocabulary::{Conflict, Decimal, Error, Id, Result};

/// The largest discount a role may give without asking; none for no limit.
fn limit_of(writing: &mut Writing<'_>, sender: &Sender) -> Result<Option<Decimal>> {
    if sender.administrator {
        return Ok(None);
    }
    let workspace = writing.context().workspace;
    let limits = table::limits(writing.writer(), workspace)?;
    Ok(limits.into_iter().find(|(role, _)| *role == sender.role).map(|(_, percent)| percent))
}

/// Refuses a quote whose discount its sender may not give, and nobody approved.
pub(super) fn may_give(writing: &mut Writing<'_>, full: &Viewed, sender: &Sender) -> Result<()> {
    let Some(limit) = limit_of(writing, sender)? else { return Ok(()) };
    let given = given(writing, full)?;
    if given <= limit {
        return Ok(());
    }
    let filter = json!({"and": [
        {"field": discount_approval::QUOTE.key(), "op": "is", "value": full.id()},
        {"field": discount_approval::STATE.key(), "op": "is", "value": "approved"},
    ]});
    let approvals = all(writing, discount_approval::KEY, filter, "discount,net", None)?;
    // What was approved is the offer as it was: a deeper discount or a larger sum is another question.
    let net = money(&value(full, quote::NET.key())).map_or(0, |money| money.minor);
    let approved = approvals.iter().any(|approval| {
        decimal(&value(approval, discount_approval::DISCOUNT.key())).is_some_and(|up_to| given <= up_to)
            && money(&value(approval, discount_approval::NET.key()))
                .is_some_and(|upto| net.abs() >= upto.minor.abs())
    });
    if approved {
        return Ok(());
    }
    Err(Error::Conflict(
        Conflict::Other,
        format!(
            "Your role gives discounts up to {}; this quote has {}. Ask for an approval.",
            percent(limit),
            percent(given)
        ),
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    reason: String,
}

/// `POST /quotes/{id}/approvals`
pub(super) async fn request_discount_approval(
    State(app): State<App>,
    asker: Asker,
    Path(quote): Path<String>,
    request: Request,
) -> Answer {
    let quote = id(&quote)?;
    let input: Asked = app.taken(&asker, request).await?;
    if input.reason.trim().is_empty() || input.reason.chars().count() > 5_000 {
        return Err(Error::invalid("reason", "required", "Say why the discount is needed.").into());
    }
    let user = asker.user.id;
    let done = app.write(&asker, move |writing| ask(writing, quote, user, input.reason.trim())).await?;
    answer(201, &done.value)
}

fn ask(writing: &mut Writing<'_>, id: Id, user: Id, reason: &str) -> Result<Json> {
    let seen = writing.reading().get(quote::KEY, id)?;
    demand_change(writing, &seen)?;
    let house = writing.context().unlimited();
    let full = writing.acting(&house, |writing| writing.reading().get(quote::KEY, id))?;
    if value(&full, quote::STATE.key()) != words("draft") {
        return Err(Error::Conflict(Conflict::Other, "This quote was sent already.".to_string()));
    }
    if value(&full, quote::APPROVAL.key()) == words("asked") {
        return Err(Error::Conflict(Conflict::Other, "An approval was asked for already.".to_string()));
    }
    let given = given(writing, &full)?;
    let name = format!("{} – {}", full.title().unwrap_or_default(), percent(given));
    let mut fields = Input::new();
    if let Some(owner) = full.meta().owner {
        fields.insert("owner".to_string(), json!(owner));
    }
    let kept = vec![
        (discount_approval::NAME.key(), words(&name)),
        (discount_approval::QUOTE.key(), to(id)),
        (discount_approval::DISCOUNT.key(), Value::Decimal(given)),
        (discount_approval::NET.key(), value(&full, quote::NET.key())),
        (discount_approval::ASKED_BY.key(), to(user)),
        (discount_approval::REASON.key(), words(reason)),
        (discount_approval::STATE.key(), words("asked")),
    ];
    let written = writing
        .acting(&house, |writing| writing.create_made(discount_approval::KEY, &fields, kept.clone()))?;
    mark(writing, id, "asked")?;
    tell::ask(writing, written.id(), given, user)?;
    shown(writing, written.id())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decision {
    approved: bool,
    #[serde(default)]
    answer: String,
}

/// `PUT /discount_approvals/{id}/decision`
pub(super) async fn decide_discount_approval(
    State(app): State<App>,
    asker: Asker,
    Path(approval): Path<String>,
    request: Request,
) -> Answer {
    let approval = id(&approval)?;
    let input: Decision = app.taken(&asker, request).await?;
    let user = asker.user.id;
    let sender = Sender { role: asker.role.id, administrator: asker.rights.administrator() };
    let done = app.write(&asker, move |writing| decide(writing, approval, user, &sender, &input)).await?;
    answer(200, &done.value)
}

fn decide(writing: &mut Writing<'_>, id: Id, user: Id, sender: &Sender, input: &Decision) -> Result<Json> {
    let seen = writing.reading().get(discount_approval::KEY, id)?;
    let house = writing.context().unlimited();
    let full = writing.acting(&house, |writing| writing.reading().get(discount_approval::KEY, id))?;
    let given = decimal(&value(&full, discount_approval::DISCOUNT.key())).unwrap_or_default();
    let own = link(&value(&full, discount_approval::ASKED_BY.key())) == Some(user);
    let beyond = limit_of(writing, sender)?.is_some_and(|limit| limit < given);
    if beyond || (own && !sender.administrator) {
        return Err(Error::Forbidden("Somebody who may give this discount decides about it.".to_string()));
    }
    if text(&value(&seen, discount_approval::STATE.key())) != Some("asked") {
        return Err(Error::Conflict(Conflict::Other, "This was decided already.".to_string()));
    }
    if input.answer.chars().count() > 5_000 {
        return Err(Error::invalid("answer", "too_long", "The answer is too long."));
    }
    let state = if input.approved { "approved" } else { "refused" };
    let now = writing.context().now;
    let kept = vec![
        (discount_approval::STATE.key(), words(state)),
        (discount_approval::DECIDED_BY.key(), to(user)),
        (discount_approval::DECIDED_AT.key(), Value::Timestamp(now)),
        (
            discount_approval::ANSWER.key(),
            if input.answer.trim().is_empty() { Value::Null } else { words(input.answer.trim()) },
        ),
    ];
    writing.acting(&house, |writing| writing.change_made(discount_approval::KEY, &only(id), kept.clone()))?;
    if let Some(quote) = link(&value(&full, discount_approval::QUOTE.key())) {
        mark(writing, quote, state)?;
    }
    tell::decided(writing, &full, given, input.approved)?;
    shown(writing, id)
}

fn mark(writing: &mut Writing<'_>, quote: Id, state: &str) -> Result<()> {
    let house = writing.context().unlimited();
    let kept = vec![(quote::APPROVAL.key(), words(state))];
    writing.acting(&house, |writing| writing.change_made(quote::KEY, &only(quote), kept.clone())).map(|_| ())
}

fn shown(writing: &mut Writing<'_>, id: Id) -> Result<Json> {
    let viewed = writing.reading().get(discount_approval::KEY, id)?;
    serde_json::from_slice(&viewed.to_bytes()).map_err(Error::internal)
}

/// `GET /discount_limits`
pub(super) async fn list_discount_limits(State(app): State<App>, asker: Asker) -> Answer {
    let limits = app
        .work(&asker, |platform, asker| {
            platform.store.read(|reader| table::limits(reader, asker.workspace.id))
        })
        .await?;
    let own = (!asker.rights.administrator()).then_some(asker.role.id);
    let data: Vec<Json> = limits
        .iter()
        .filter(|(role, _)| own.is_none_or(|own| own == *role))
        .map(|(role, percent)| json!({"role": role, "percent": percent}))
        .collect();
    answer(200, &json!({"data": data}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Limits {
    data: Vec<Limit>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Limit {
    role: Id,
    percent: Decimal,
}

/// `PUT /discount_limits`
pub(super) async fn change_discount_limits(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    asker.require_administrator()?;
    let input: Limits = app.taken(&asker, request).await?;
    let limits = input.data;
    if limits.len() > 500 {
        return Err(Error::invalid("data", "too_many", "At most 500 roles.").into());
    }
    if limits.iter().any(|limit| !(0..=100 * Decimal::ONE).contains(&limit.percent.millionths())) {
        return Err(
            Error::invalid("percent", "out_of_range", "A limit lies between 0 and 100 percent.").into()
        );
    }
    let told: Vec<Json> =
        limits.iter().map(|limit| json!({"role": limit.role, "percent": limit.percent})).collect();
    app.work(&asker, move |platform, asker| {
        let workspace = asker.workspace.id;
        platform.store.write(move |writer| {
            let filter = vec![Condition::Eq("workspace_id", workspace.into())];
            writer.delete(&Delete { table: "discount_limit", filter })?;
            for limit in &limits {
                let values = vec![
                    ("workspace_id", workspace.into()),
                    ("role_id", limit.role.into()),
                    ("percent", limit.percent.millionths().into()),
                ];
                writer.insert(&Insert::new("discount_limit", values))?;
            }
            Ok(())
        })
    })
    .await?;
    answer(200, &json!({"data": told}))
}
