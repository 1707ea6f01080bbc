//! The first dashboard of a workspace: there when somebody opens dashboards for the first time, and gone for good once it is removed.

use super::kept::{New, Sharing, Sort, insert};
use platform::Platform;
use platform::identity::Authenticated;
use serde_json::{Value as Json, json};
use store::table::{Condition, Insert, OnConflict, Select};
use vocabulary::{Id, Result};

const TABLE: &str = "dashboard_first";

/// Makes the first dashboard where there was none yet.
pub fn made_sure(platform: &Platform, asker: &Authenticated) -> Result<()> {
    let workspace = asker.workspace.id;
    let select = Select::new(TABLE, &["made_at"], vec![Condition::Eq("workspace_id", workspace.into())]);
    if !platform.store.read(|reader| reader.select(&select))?.is_empty() {
        return Ok(());
    }
    let (now, who) = (platform.now(), asker.clone());
    let ids: Vec<Id> = std::iter::repeat_with(|| platform.new_id()).take(REPORTS.len() + 1).collect();
    platform.store.write(move |writer| {
        let mut mark = Insert::new(TABLE, vec![("workspace_id", workspace.into()), ("made_at", now.into())]);
        mark.on_conflict = OnConflict::Ignore;
        if writer.insert(&mark)? == 0 {
            return Ok(());
        }
        let mut tiles = Vec::new();
        for (make, id) in REPORTS.iter().zip(&ids) {
            let (name, place, body) = make();
            let new = New { name: name.to_string(), body, sharing: Sharing::Everyone };
            insert(writer, &who, Sort::Report, *id, &new, now)?;
            let [x, y, w, h] = place;
            tiles.push(json!({"id": id, "report": id, "x": x, "y": y, "w": w, "h": h}));
        }
        let body = json!({"tiles": tiles, "named": "overview", "period": {"last": 12, "unit": "month"}});
        let new = New { name: "Overview".to_string(), body, sharing: Sharing::Everyone };
        match ids.last() {
            Some(id) => insert(writer, &who, Sort::Dashboard, *id, &new, now),
            None => Ok(()),
        }
    })
}

type Made = (&'static str, [u8; 4], Json);

/// The reports on it: name, place on the grid of twelve columns, and question. `named` is the text they are called by until
/// somebody gives them another name.
const REPORTS: &[fn() -> Made] = &[
    || {
        let body = json!({
            "object": "purchase", "named": "revenue_number", "measures": [{"measure": "sum", "field": "total"}, {"measure": "count"}],
            "formulas": [{"name": "Average purchase", "formula": "A / B", "form": "money"}],
            "period": {"field": "purchased_at", "last": 12, "unit": "month"}, "compare": "previous", "chart": {"kind": "number"},
        });
        ("Revenue and purchases", [0, 0, 6, 2], body)
    },
    || {
        let body = json!({
            "object": "deal", "named": "open_number", "measures": [{"measure": "sum", "field": "amount"}, {"measure": "count"}],
            "filter": {"field": "outcome", "op": "is", "value": "open"}, "chart": {"kind": "number"},
        });
        ("Open deals", [6, 0, 3, 2], body)
    },
    || {
        let body = json!({
            "object": "deal", "named": "won_number", "measures": [{"measure": "sum", "field": "amount"}, {"measure": "count"}],
            "filter": {"field": "outcome", "op": "is", "value": "won"},
            "period": {"field": "closed_at", "last": 12, "unit": "month"}, "compare": "previous", "chart": {"kind": "number"},
        });
        ("Deals won", [9, 0, 3, 2], body)
    },
    || {
        let body = json!({
            "object": "purchase", "named": "revenue_by_month", "by": [{"field": "purchased_at", "bucket": "month"}],
            "measures": [{"measure": "sum", "field": "total"}],
            "period": {"field": "purchased_at", "last": 12, "unit": "month"}, "compare": "year", "chart": {"kind": "line"},
        });
        ("Revenue by month", [0, 2, 8, 4], body)
    },
    || {
        let body = json!({
            "object": "deal", "named": "pipeline", "by": [{"field": "stage"}], "measures": [{"measure": "count"}],
            "filter": {"field": "outcome", "op": "is", "value": "open"}, "sort": "key", "chart": {"kind": "bar"},
        });
        ("Open deals by stage", [8, 2, 4, 4], body)
    },
    || {
        let body = json!({
            "object": "purchase_line", "named": "categories", "by": [{"field": "category"}], "measures": [{"measure": "sum", "field": "total"}],
            "period": {"field": "purchased_at", "last": 12, "unit": "month"}, "top": 8, "chart": {"kind": "bar"},
        });
        ("Revenue by category", [0, 6, 6, 4], body)
    },
    || {
        let body = json!({
            "object": "purchase", "named": "customers", "by": [{"field": "company"}], "measures": [{"measure": "sum", "field": "total"}, {"measure": "count"}],
            "filter": {"field": "company", "op": "is_not_empty"},
            "period": {"field": "purchased_at", "last": 12, "unit": "month"}, "top": 10, "chart": {"kind": "table"},
        });
        ("Best customers", [6, 6, 6, 4], body)
    },
    || {
        let body = json!({
            "object": "purchase", "named": "when", "by": [{"field": "purchased_at", "bucket": "weekday"}, {"field": "purchased_at", "bucket": "hour"}],
            "measures": [{"measure": "count"}], "period": {"field": "purchased_at", "last": 12, "unit": "month"},
            "sort": "key", "chart": {"kind": "heat"},
        });
        ("When people buy", [0, 10, 12, 4], body)
    },
];
