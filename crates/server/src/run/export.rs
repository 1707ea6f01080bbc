//! `kith export`

use super::terminal::say;
use crate::command::Export;
use crate::config::Config;
use crate::installation::Installation;
use anyhow::Context as _;
use records::Names;
use records::export::{ExportFormat, ExportRequest, Headers};
use std::io::Write;
use std::process::ExitCode;

/// Writes the records of an object to a file or to standard output.
pub fn run(config: Config, options: &Export) -> anyhow::Result<ExitCode> {
    let installation = Installation::open_shared(config)?;
    let workspace = installation.workspace(options.workspace.as_deref())?;
    let context = installation.context(&workspace);
    let names = |text: &Option<String>| text.as_deref().map(Names::parse);
    let filter =
        options.filter.as_deref().map(serde_json::from_str).transpose().context("--filter is not JSON")?;
    let ending = options.output.as_ref().and_then(|file| file.extension()).and_then(|ending| ending.to_str());
    let format = match options.format.as_deref().or(ending) {
        Some("xlsx") => ExportFormat::Xlsx,
        Some("jsonl") => ExportFormat::Jsonl,
        Some("parquet") => ExportFormat::Parquet,
        _ => ExportFormat::Csv,
    };
    // Programs read what the command line writes: keys as headers, texts as they are.
    let request = ExportRequest {
        format,
        filter,
        sort: names(&options.sort),
        fields: names(&options.fields),
        q: None,
        headers: Headers::Keys,
        raw: false,
    };
    let out: Box<dyn Write + Send> = match &options.output {
        Some(file) => Box::new(
            std::fs::File::create_new(file)
                .with_context(|| format!("{} cannot be written", file.display()))?,
        ),
        None => Box::new(std::io::stdout()),
    };
    let temporary = installation.platform.files.temporary_folder();
    let exported = installation.platform.engine.read(&context, |reading| {
        let object = reading.object_by_plural(&options.object)?;
        reading.export(&object.key, &request, out, &temporary)
    })?;
    if let Some(file) = &options.output {
        say(&format!("{} records are in {}.", exported.rows, file.display()));
    }
    Ok(ExitCode::SUCCESS)
}
