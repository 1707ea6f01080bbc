//! Who hears of a quote: whoever may decide about its discount, whoever asked, and its owner when the customer has decided.

use super::table;
use crate::sales::plain::{link, value};
use platform::notification::{Kind, NewNotification, forget, notify};
use records::{Context, Input, Viewed, Writing};
use serde_json::{Value as Json, json};
use standard::{discount_approval, quote, task};
use store::Datum;
use store::table::{Condition, Select};
use vocabulary::{Actor, Decimal, Id, Result};

/// Most colleagues who are asked about a discount.
const MOST: usize = 50;

fn asked_key(approval: Id) -> String {
    format!("discount:{approval}")
}

/// Asks everybody whose role gives such a discount; whoever decides first takes the question from the others.
pub(super) fn ask(writing: &mut Writing<'_>, approval: Id, given: Decimal, asker: Id) -> Result<()> {
    for user in deciders(writing, given)?.into_iter().filter(|user| *user != asker) {
        let new = NewNotification::about(
            user,
            Kind::Approval,
            discount_approval::KEY,
            approval,
            asked_key(approval),
        );
        notify(writing, &NewNotification { text: "discount_asked".to_string(), ..new })?;
    }
    Ok(())
}

/// Tells whoever asked what was decided.
pub(super) fn decided(
    writing: &mut Writing<'_>,
    approval: &Viewed,
    given: Decimal,
    approved: bool,
) -> Result<()> {
    let workspace = writing.context().workspace;
    for user in deciders(writing, given)? {
        forget(writing.writer(), workspace, user, &asked_key(approval.id()))?;
    }
    let Some(user) = link(&value(approval, discount_approval::ASKED_BY.key())) else { return Ok(()) };
    if writing.context().actor.user == Some(user) {
        return Ok(());
    }
    let key = format!("discount:{}:decided", approval.id());
    let new = NewNotification::about(user, Kind::Approval, discount_approval::KEY, approval.id(), key);
    let text = if approved { "discount_approved" } else { "discount_refused" }.to_string();
    notify(writing, &NewNotification { text, ..new }).map(|_| ())
}

/// Tells the owner of a quote what its customer decided.
pub(super) fn customer_decided(writing: &mut Writing<'_>, found: &Viewed, accepted: bool) -> Result<()> {
    owner(writing, found, if accepted { "quote_accepted" } else { "quote_declined" }, "decided")
}

/// Tells the owner of a quote something, once for each occasion.
pub(super) fn owner(writing: &mut Writing<'_>, found: &Viewed, text: &str, occasion: &str) -> Result<()> {
    let Some(owner) = found.meta().owner else { return Ok(()) };
    let key = format!("quote:{}:{occasion}", found.id());
    let new = NewNotification::about(owner, Kind::Quote, quote::KEY, found.id(), key);
    notify(writing, &NewNotification { text: text.to_string(), ..new }).map(|_| ())
}

/// Tells the owner of a quote that its customer asks; each question is one.
pub(super) fn customer_asks(writing: &mut Writing<'_>, found: &Viewed) -> Result<()> {
    let Some(owner) = found.meta().owner else { return Ok(()) };
    let key = format!("quote:{}:asked:{}", found.id(), writing.context().now.micros());
    let new = NewNotification::about(owner, Kind::Quote, quote::KEY, found.id(), key);
    notify(writing, &NewNotification { text: "quote_asked".to_string(), ..new }).map(|_| ())
}

/// Gives the owner of a quote something to do. What it is about is told by another notification, so that of the task is left out.
pub(super) fn task(writing: &mut Writing<'_>, found: &Viewed, fields: Vec<(&str, Json)>) -> Result<()> {
    let mut input: Input = fields.into_iter().map(|(key, value)| (key.to_string(), value)).collect();
    for field in ["deal", "company", "person"] {
        if let Some(id) = link(&value(found, field)) {
            input.insert(field.to_string(), json!(id));
        }
    }
    let owner = found.meta().owner;
    if let Some(owner) = owner {
        input.insert("owner".to_string(), json!(owner));
    }
    let context = writing.context();
    let actor = Actor { user: owner, ..context.actor.clone() };
    let quiet = Context { actor, ..context.unlimited() };
    writing.acting(&quiet, |writing| writing.create(task::KEY, &input)).map(|_| ())
}

/// Those who may sign in and whose role gives a discount without asking.
fn deciders(writing: &mut Writing<'_>, given: Decimal) -> Result<Vec<Id>> {
    let workspace = writing.context().workspace;
    let limits = table::limits(writing.writer(), workspace)?;
    let active = vec![Condition::Eq("workspace_id", workspace.into()), Condition::Eq("active", true.into())];
    let rows = writing.writer().select(&Select::new("user", &["id", "role_id"], active).ascending("id"))?;
    let may =
        |role: &Id| limits.iter().find(|(known, _)| known == role).is_none_or(|(_, limit)| *limit >= given);
    let users = rows.iter().filter_map(|row| match row.as_slice() {
        [Datum::Id(user), Datum::Id(role)] if may(role) => Some(*user),
        _ => None,
    });
    Ok(users.take(MOST).collect())
}
