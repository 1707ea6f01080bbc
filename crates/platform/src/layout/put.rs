//! A layout that is set, or given up for the usual one.

use super::condition::Check;
use super::{Layout, TABLE, Tab};
use crate::Platform;
use crate::identity::Authenticated;
use dictionary::ObjectDef;
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashSet};
use store::table::{Condition, Delete, Insert, OnConflict};
use vocabulary::{Error, Problem, Result, is_language};

/// Sections of a layout.
const MOST_SECTIONS: usize = 50;
/// Bytes of a layout.
const MOST_BYTES: usize = 64 * 1024;
/// Tabs of a page.
const MOST_TABS: usize = 12;

/// Sets the layout of an object.
pub fn put_layout(
    platform: &Platform,
    asker: &Authenticated,
    object: &str,
    layout: Layout,
) -> Result<Layout> {
    asker.require_administrator()?;
    let workspace = asker.workspace.id;
    let dictionary = platform.engine.dictionary(workspace, platform.now())?;
    let definition = dictionary.object(object).ok_or_else(Error::not_found)?;
    let layout = Layout { object: object.to_string(), ..layout };
    check(definition, &layout)?;
    let text = serde_json::to_string(&layout).map_err(Error::internal)?;
    if text.len() > MOST_BYTES {
        return Err(Error::invalid("sections", "too_long", "This layout holds too much."));
    }
    let values = vec![
        ("workspace_id", workspace.into()),
        ("object", object.into()),
        ("layout", text.into()),
        ("updated_at", platform.now().into()),
        ("updated_by", asker.user.id.into()),
    ];
    platform.store.write(move |writer| {
        let on_conflict = OnConflict::Replace(&["workspace_id", "object"]);
        writer.insert(&Insert { table: TABLE, values: values.clone(), on_conflict })
    })?;
    Ok(layout)
}

/// Goes back to the usual layout.
pub fn remove_layout(platform: &Platform, asker: &Authenticated, object: &str) -> Result<()> {
    asker.require_administrator()?;
    let filter = vec![
        Condition::Eq("workspace_id", asker.workspace.id.into()),
        Condition::Eq("object", object.into()),
    ];
    platform.store.write(move |writer| writer.delete(&Delete { table: TABLE, filter: filter.clone() }))?;
    Ok(())
}

fn check(object: &ObjectDef, layout: &Layout) -> Result<()> {
    let mut problems = Vec::new();
    if layout.sections.len() > MOST_SECTIONS {
        let text = format!("A layout has at most {MOST_SECTIONS} sections.");
        problems.push(Problem::new("sections", "too_many", text));
    }
    let tabs = layout.tabs.as_deref().unwrap_or_default();
    check_tabs(tabs, &mut problems);
    let (mut keys, mut placed) = (HashSet::new(), HashSet::new());
    for (index, section) in layout.sections.iter().enumerate() {
        let place = format!("sections.{index}");
        if !is_key(&section.key) || !keys.insert(&section.key) {
            let text = "Each section has a key of its own, of small letters, digits and underscores.";
            problems.push(Problem::new(format!("{place}.key"), "malformed", text));
        }
        check_labels(&place, &section.label, &section.labels, &mut problems);
        if section.tab.as_ref().is_some_and(|wanted| !tabs.iter().any(|tab| tab.key == *wanted)) {
            let text = "There is no such tab in this layout.";
            problems.push(Problem::new(format!("{place}.tab"), "unknown", text));
        }
        for (number, field) in section.fields.iter().enumerate() {
            let place = format!("{place}.fields.{number}");
            if object.field(&field.field).is_none() {
                let text = "There is no such field.";
                problems.push(Problem::new(format!("{place}.field"), "unknown_field", text));
            } else if !placed.insert(&field.field) {
                let text = "A field stands in one place only.";
                problems.push(Problem::new(format!("{place}.field"), "duplicate", text));
            }
            let mut check = Check { object, problems: &mut problems };
            match &field.required {
                None | Some(Json::Bool(_)) => {}
                Some(condition) => check.condition(&format!("{place}.required"), condition),
            }
            if let Some(condition) = &field.shown_if {
                check.condition(&format!("{place}.shown_if"), condition);
            }
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

fn check_tabs(tabs: &[Tab], problems: &mut Vec<Problem>) {
    if tabs.len() > MOST_TABS {
        problems.push(Problem::new("tabs", "too_many", format!("A page has at most {MOST_TABS} tabs.")));
    }
    let mut keys = HashSet::new();
    for (index, tab) in tabs.iter().enumerate() {
        let place = format!("tabs.{index}");
        if !is_key(&tab.key) || !keys.insert(&tab.key) {
            let text = "Each tab has a key of its own, of small letters, digits and underscores.";
            problems.push(Problem::new(format!("{place}.key"), "malformed", text));
        }
        check_labels(&place, &tab.label, &tab.labels, problems);
    }
}

fn check_labels(place: &str, label: &str, labels: &BTreeMap<String, String>, problems: &mut Vec<Problem>) {
    let is_label = |text: &str| {
        !text.trim().is_empty() && text.chars().count() <= 100 && !text.contains(char::is_control)
    };
    if !is_label(label) {
        let text = "Give it a label of at most 100 characters.";
        problems.push(Problem::new(format!("{place}.label"), "required", text));
    }
    for (language, label) in labels {
        if !is_language(language) || !is_label(label) {
            let text = "Use a language code such as sl, and a label of at most 100 characters.";
            problems.push(Problem::new(format!("{place}.labels.{language}"), "malformed", text));
        }
    }
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= 60
        && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
