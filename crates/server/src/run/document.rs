//! `kith docs`: the documents that are generated and committed.

use super::terminal::say;
use crate::{command, config, features};
use dictionary::{Dictionary, Overlay};
use std::fmt::Write as _;
use std::process::ExitCode;

/// Prints one of them.
pub fn print(which: &str) -> anyhow::Result<ExitCode> {
    let text = match which {
        "config" => config::document(),
        "cli" => command::document(),
        "dictionary" => dictionary()?,
        _ => {
            let standard = Dictionary::build(features::objects(), &Overlay::default())?;
            let document =
                api::openapi::document(&standard, features::all(), "http://127.0.0.1:8080", &|_| true);
            serde_json::to_string_pretty(&document)?
        }
    };
    say(text.trim_end());
    Ok(ExitCode::SUCCESS)
}

/// The page `dictionary.md`.
fn dictionary() -> anyhow::Result<String> {
    let standard = Dictionary::build(features::objects(), &Overlay::default())?;
    let mut page = String::from(
        "# The standard dictionary\n\nEvery object also has owner, external_ids, created_at, updated_at and removed_at, and may have fields of your own (`x_…`).\n",
    );
    for object in standard.objects() {
        writeln!(
            page,
            "\n## {} (`{}`, `/{}`)\n\n| Field | Key | Kind | About |\n|---|---|---|---|",
            object.label, object.key, object.plural
        )?;
        for field in object.fields.iter().filter(|field| field.system.is_none()) {
            let mut about = Vec::new();
            if field.key == object.title_field {
                about.push("the title".to_string());
            }
            if field.required {
                about.push("required".to_string());
            }
            if field.unique {
                about.push("unique".to_string());
            }
            if let Some(to) = &field.to {
                about.push(format!("to {to}"));
            }
            if !field.choices.is_empty() {
                about.push(
                    field.choices.iter().map(|choice| choice.key.as_str()).collect::<Vec<_>>().join(", "),
                );
            }
            if let Some(computed) = &field.computed {
                about.push(match (&computed.rollup, &computed.formula) {
                    (Some(rollup), _) => format!("{:?} over {}", rollup.measure, rollup.link).to_lowercase(),
                    (None, Some(formula)) => format!("`{formula}`"),
                    (None, None) => String::new(),
                });
            }
            about.extend(field.help.clone());
            writeln!(
                page,
                "| {} | `{}` | {} | {} |",
                field.label,
                field.key,
                field.kind.word(),
                about.join("; ")
            )?;
        }
    }
    Ok(page)
}
