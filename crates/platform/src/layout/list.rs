//! The layouts as somebody may see them: without fields they do not see, and without conditions over such fields.

use super::condition::fields;
use super::{Layout, PlacedField, Section, TABLE};
use crate::Platform;
use crate::identity::Authenticated;
use crate::row::Row;
use records::Reading;
use serde_json::Value as Json;
use store::table::{Condition, Select};
use vocabulary::{Error, Result};

/// The layouts of all objects the asker sees that have one.
pub fn list_layouts(platform: &Platform, asker: &Authenticated) -> Result<Vec<Layout>> {
    platform.engine.read(&asker.context(platform), |reading| {
        let filter = vec![Condition::Eq("workspace_id", asker.workspace.id.into())];
        let select = Select::new(TABLE, &["object", "layout"], filter).ascending("object");
        let mut layouts = Vec::new();
        for columns in reading.reader().select(&select)? {
            let mut row = Row::new(TABLE, columns);
            let object = row.text()?;
            if reading.object(&object).is_ok() {
                let layout: Layout = serde_json::from_value(row.json()?).map_err(Error::internal)?;
                layouts.push(reduced(reading, &object, layout));
            }
        }
        Ok(layouts)
    })
}

fn reduced(reading: &Reading<'_>, object: &str, layout: Layout) -> Layout {
    let sections = layout.sections.into_iter().map(|section| {
        let placed = section.fields.into_iter().filter(|placed| reading.sees_field(object, &placed.field));
        Section { fields: placed.map(|placed| placed_as_seen(reading, object, placed)).collect(), ..section }
    });
    Layout { object: object.to_string(), sections: sections.collect(), tabs: layout.tabs }
}

fn placed_as_seen(reading: &Reading<'_>, object: &str, placed: PlacedField) -> PlacedField {
    let seen = |condition: &Json| {
        let mut compared = Vec::new();
        fields(condition, &mut compared);
        compared.into_iter().all(|field| reading.sees_field(object, field))
    };
    PlacedField { required: placed.required.filter(seen), shown_if: placed.shown_if.filter(seen), ..placed }
}
