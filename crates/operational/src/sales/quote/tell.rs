//! Who hears of a quote: whoever may decide about its discount, whoever asked, and its owner when the customer has decided.

use super::table;
use crate::sales::plain::{link, value};
use platform::notification::{Kind, NewNotification, forget, notify};
use records::{Viewed, Writing};
use standard::{discount_approval, quote};
use store::Datum;
use store::table::{Condition, Select};
use vocabulary::{Decimal, Id, Result};

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
    let Some(owner) = found.meta().owner else { return Ok(()) };
    let key = format!("quote:{}:decided", found.id());
    let new = NewNotification::about(owner, Kind::Quote, quote::KEY, found.id(), key);
    let text = if accepted { "quote_accepted" } else { "quote_declined" }.to_string();
    notify(writing, &NewNotification { text, ..new }).map(|_| ())
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
