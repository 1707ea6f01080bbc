//! Follows the marks of prices that moved: the lines of open quotes are told what the list says now. The quotes stay as they are,
//! they are offers. A mark goes only when all its quotes were looked at, so a server that stops in between begins with it again.

use super::lookup::{Buyer, look_up};
use super::table::TABLE;
use crate::sales::plain::{all, decimal, link, money, one, only, text, value};
use dictionary::Value;
use platform::Platform;
use platform::follower::Step;
use platform::identity::{find_workspace, system_context};
use records::Writing;
use serde_json::{Value as Json, json};
use standard::{deal, product_bundle_item, quote, quote_line};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Datum;
use store::table::{Condition, Delete, Select};
use vocabulary::{Channel, Id, Result, Timestamp, WorkspaceId};

/// Marks taken in one step.
const STEP: u32 = 500;
/// Between two looks.
const PAUSE_SECONDS: i64 = 1;
/// The states in which a quote can still be changed or accepted.
const OPEN: &[&str] = &["draft", "sent", "viewed"];

/// Begins to look for marks.
pub(super) fn begin(platform: &Arc<Platform>) -> Step {
    let platform = Arc::clone(platform);
    let mut next = platform.now();
    Box::new(move || {
        let now = platform.now();
        if now < next {
            return Ok(false);
        }
        let taken = follow(&platform)?;
        next = if taken == STEP as usize { now } else { now.plus_seconds(PAUSE_SECONDS) };
        Ok(taken == STEP as usize)
    })
}

/// Looks at the quotes of all marks whose moment has come; answers how many marks there were.
pub(in crate::sales) fn follow(platform: &Arc<Platform>) -> Result<usize> {
    let now = platform.now();
    let due = vec![Condition::Lte("at", now.into())];
    let select = Select::new(TABLE, &["workspace_id", "product", "at"], due).ascending("at").limit(STEP);
    let rows = platform.store.read(|reader| reader.select(&select))?;
    let mut marks: BTreeMap<i32, Vec<(String, i64)>> = BTreeMap::new();
    for row in &rows {
        if let [workspace, Datum::Text(product), at] = row.as_slice()
            && let (Some(workspace), Some(at)) = (workspace.integer(), at.integer())
        {
            marks.entry(i32::try_from(workspace).unwrap_or(-1)).or_default().push((product.clone(), at));
        }
    }
    for (workspace, marks) in marks {
        follow_in(platform, WorkspaceId(workspace), marks)?;
    }
    Ok(rows.len())
}

fn follow_in(platform: &Arc<Platform>, workspace: WorkspaceId, marks: Vec<(String, i64)>) -> Result<()> {
    if let Some(found) = platform.store.read(|reader| find_workspace(reader, workspace))? {
        let mut context = system_context(platform, &found, Channel::Job);
        let products: BTreeSet<String> = marks.iter().map(|(product, _)| product.clone()).collect();
        let quotes = platform.engine.write(&context, move |writing| quotes_of(writing, &products))?;
        for quote in quotes {
            context.batch = Some(platform.new_id());
            platform.engine.write(&context, move |writing| compare(writing, quote))?;
        }
        platform.changes.ring();
    }
    platform.store.write(move |writer| {
        for (product, at) in &marks {
            let filter = vec![
                Condition::Eq("workspace_id", workspace.into()),
                Condition::Eq("product", product.clone().into()),
                Condition::Eq("at", Timestamp::from_micros(*at).into()),
            ];
            writer.delete(&Delete { table: TABLE, filter })?;
        }
        Ok(())
    })
}

/// The open quotes with a line of one of the products, or of a bundle that holds one; all open ones where a mark names none.
fn quotes_of(writing: &mut Writing<'_>, products: &BTreeSet<String>) -> Result<Vec<Id>> {
    let open = |field: &str| json!({"field": field, "op": "in", "value": OPEN});
    if products.contains("") {
        let quotes = all(writing, quote::KEY, open(quote::STATE.key()), "state", None)?;
        return Ok(quotes.iter().map(|quote| quote.id()).collect());
    }
    let mut wanted: BTreeSet<String> = products.clone();
    for chunk in chunks(products) {
        let filter = json!({"field": product_bundle_item::PRODUCT.key(), "op": "in", "value": chunk});
        let items = all(writing, product_bundle_item::KEY, filter, "bundle", None)?;
        let bundle = |item| link(&value(item, product_bundle_item::BUNDLE.key()));
        wanted.extend(items.iter().filter_map(bundle).map(|id| id.to_string()));
    }
    let mut quotes = BTreeSet::new();
    for chunk in chunks(&wanted) {
        let filter = json!({"and": [
            {"field": quote_line::PRODUCT.key(), "op": "in", "value": chunk},
            open("quote.state"),
        ]});
        let lines = all(writing, quote_line::KEY, filter, "quote", None)?;
        quotes.extend(lines.iter().filter_map(|line| link(&value(line, quote_line::QUOTE.key()))));
    }
    Ok(quotes.into_iter().collect())
}

fn chunks(ids: &BTreeSet<String>) -> Vec<Vec<Json>> {
    let ids: Vec<Json> = ids.iter().map(|id| json!(id)).collect();
    ids.chunks(50).map(<[Json]>::to_vec).collect()
}

/// Tells the lines of an open quote what the list says now, where that is not what it said then.
pub(in crate::sales) fn compare(writing: &mut Writing<'_>, id: Id) -> Result<()> {
    let Some(found) = one(writing, quote::KEY, id)? else { return Ok(()) };
    if !text(&value(&found, quote::STATE.key())).is_some_and(|state| OPEN.contains(&state)) {
        return Ok(());
    }
    let Some(of_deal) = link(&value(&found, quote::DEAL.key())) else { return Ok(()) };
    let Some(of_deal) = one(writing, deal::KEY, of_deal)? else { return Ok(()) };
    let filter = json!({"field": quote_line::QUOTE.key(), "op": "is", "value": id});
    let fields = "product,quantity,unit_price,list_price,new_price";
    let lines = all(writing, quote_line::KEY, filter, fields, None)?;
    let currency = lines.iter().find_map(|line| money(&value(line, quote_line::UNIT_PRICE.key())));
    let buyer = Buyer::of(writing, &of_deal, currency.map(|money| money.currency))?;
    let house = writing.context().unlimited();
    for line in &lines {
        let listed = money(&value(line, quote_line::LIST_PRICE.key()));
        let (Some(listed), Some(product)) = (listed, link(&value(line, quote_line::PRODUCT.key()))) else {
            continue;
        };
        let quantity = decimal(&value(line, quote_line::QUANTITY.key())).unwrap_or_default();
        let now = look_up(writing, &buyer, product, quantity)?.price.filter(|now| *now != listed);
        let now = now.map_or(Value::Null, Value::Money);
        if now != value(line, quote_line::NEW_PRICE.key()) {
            let (line, kept) = (line.id(), vec![(quote_line::NEW_PRICE.key(), now)]);
            writing.acting(&house, |writing| writing.change_made(quote_line::KEY, &only(line), kept))?;
        }
    }
    Ok(())
}
