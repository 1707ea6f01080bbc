//! How a file is read, what its columns look like and where they probably go: found out from its first rows.

use crate::Platform;
use records::import::{Guess, KnownHeader, Mapping, Question, UnknownValues, guess, questions, suggest};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use tabular::{ColumnShape, Format, ReadError, Rows, Workbook, is_workbook};
use vocabulary::{Error, Id, Problem, Result, WorkspaceId};

/// What sort of file it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Delimited text.
    #[default]
    Csv,
    /// A workbook.
    Xlsx,
}

/// How a file is read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportFormat {
    /// What sort of file it is.
    pub kind: FileKind,
    /// Encoding, delimiter, quote, header and what comes before the table.
    #[serde(flatten)]
    pub text: Format,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The sheets of a workbook.
    pub sheets: Vec<String>,
    /// Why each part was taken, in sentences.
    pub why: String,
}

/// What a user says about how the file is read; what is left out stays.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormatChange {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// How bytes are read as characters.
    pub encoding: Option<tabular::Encoding>,
    /// What stands between cells.
    pub delimiter: Option<char>,
    /// What stands around cells.
    pub quote: Option<char>,
    /// Whether the first row names the columns.
    pub header: Option<bool>,
    /// Rows before the table.
    pub preamble: Option<u64>,
}

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportColumn {
    /// Its number from 0.
    pub index: usize,
    /// Its header.
    pub header: String,
    /// A few of its values.
    pub examples: Vec<String>,
    /// What the values look like.
    pub shape: ShapeAnswer,
    /// Where it probably goes.
    pub guess: Option<Guess>,
    /// Why it is left out on purpose.
    pub ignored: Option<String>,
    /// What stands in it that is no choice of the field it goes to, as the last dry run found it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<UnknownValues>,
}

/// What the values of a column look like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShapeAnswer {
    /// `text`, `integer`, `decimal`, `money`, `date` …
    pub looks_like: String,
    /// 0 to 1.
    pub confidence: f64,
    /// Why, in a sentence.
    pub reason: String,
    /// How they are written: the sequence of a date, the mark of decimals …
    pub options: Map<String, Json>,
    /// Share of rows without a value.
    pub empty_share: f64,
    /// Different values, counted up to 10,000.
    pub distinct: usize,
}

/// What was found out about a file.
#[derive(Clone, Debug)]
pub(super) struct Inspected {
    pub format: ImportFormat,
    pub columns: Vec<ImportColumn>,
    pub questions: Vec<Question>,
    pub mapping: Option<Mapping>,
    /// Rows, when all of them were looked at.
    pub rows: Option<i64>,
}

/// Bytes of text that are looked at to find its format.
const SAMPLE: u64 = 256 * 1024;
/// Rows that are looked at to find out what columns hold.
const ROWS: usize = 50_000;

/// Opens a stored file as a table.
pub(super) fn open(
    platform: &Platform,
    workspace: WorkspaceId,
    content: Id,
    format: &ImportFormat,
) -> Result<Box<dyn Rows + Send>> {
    let file = platform.files.read(workspace, content)?;
    tabular::open(file, format.sheet.as_deref(), &format.text).map_err(unreadable)
}

/// What is wrong with a file, as the fault of its `file`.
pub(super) fn unreadable(error: ReadError) -> Error {
    match error {
        ReadError::Unreadable(why) if why.is_empty() => Error::internal("a file could not be read"),
        other => Error::Invalid(vec![Problem::new("file", other.code(), format!("{other}."))]),
    }
}

/// Finds out how a file is written.
pub(super) fn detect(mut file: File) -> Result<ImportFormat> {
    let lost = |error: std::io::Error| Error::internal(format!("a file being imported: {error}"));
    let mut sample = Vec::new();
    file.by_ref().take(SAMPLE).read_to_end(&mut sample).map_err(lost)?;
    file.seek(SeekFrom::Start(0)).map_err(lost)?;
    if sample.is_empty() {
        return Err(unreadable(ReadError::Empty));
    }
    if !is_workbook(&sample) {
        let text = tabular::sniff(&sample);
        return Ok(ImportFormat { kind: FileKind::Csv, ..ImportFormat::default() }.with(text));
    }
    let book = Workbook::open(file).map_err(unreadable)?;
    let sheets: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    let shown = book.sheets().iter().find(|sheet| sheet.visible).or(book.sheets().first());
    let sheet = shown.map(|sheet| sheet.name.clone());
    let plain = Format { header: false, ..Format::default() };
    let rows = book.rows(sheet.as_deref(), &plain).map_err(unreadable)?;
    let first: Vec<tabular::Row> = rows.take(200).collect::<Result<_, _>>().map_err(unreadable)?;
    let format = ImportFormat { kind: FileKind::Xlsx, sheet, sheets, ..ImportFormat::default() };
    Ok(format.with(tabular::sniff_rows(&first)))
}

impl ImportFormat {
    fn with(mut self, mut text: Format) -> ImportFormat {
        self.why = std::mem::take(&mut text.reasons).join(". ");
        self.text = text;
        self
    }

    /// With what the user says.
    pub(super) fn changed(mut self, change: FormatChange) -> Result<ImportFormat> {
        let mut problems = Vec::new();
        for (field, sign) in [("delimiter", change.delimiter), ("quote", change.quote)] {
            if sign.is_some_and(|sign| !sign.is_ascii() || sign == '\n' || sign == '\r') {
                problems.push(Problem::new(field, "malformed", "Use one plain character, such as ; or \"."));
            }
        }
        if change.preamble.is_some_and(|rows| rows > 1000) {
            problems.push(Problem::new("preamble", "out_of_range", "At most 1,000 rows are passed over."));
        }
        if let Some(sheet) = &change.sheet
            && !self.sheets.contains(sheet)
        {
            problems.push(Problem::new("sheet", "not_found", format!("There is no sheet “{sheet}”.")));
        }
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        self.sheet = change.sheet.or(self.sheet);
        self.text.encoding = change.encoding.unwrap_or(self.text.encoding);
        self.text.delimiter = change.delimiter.unwrap_or(self.text.delimiter);
        self.text.quote = change.quote.unwrap_or(self.text.quote);
        self.text.header = change.header.unwrap_or(self.text.header);
        self.text.preamble = change.preamble.unwrap_or(self.text.preamble);
        self.why = "Some of it was set by hand".to_string();
        Ok(self)
    }
}

/// Looks at the columns of a table.
pub(super) fn inspect(
    dictionary: &dictionary::Dictionary,
    known: &[KnownHeader],
    format: ImportFormat,
    mut rows: Box<dyn Rows + Send>,
) -> Result<Inspected> {
    let headers = rows.columns().to_vec();
    let mut samples: Vec<tabular::ColumnSample> =
        headers.iter().map(|header| tabular::ColumnSample::new(header)).collect();
    let mut count = 0;
    let mut ended = true;
    for row in rows.by_ref() {
        if count == ROWS {
            ended = false;
            break;
        }
        let row = row.map_err(unreadable)?;
        for (sample, cell) in samples.iter_mut().zip(&row.cells) {
            sample.add(cell);
        }
        count += 1;
    }
    let shapes: Vec<ColumnShape> = samples.into_iter().map(|sample| sample.shape()).collect();
    let guesses = guess(dictionary, known, &headers, &shapes, None);
    let mapping = suggest(dictionary, &headers, &guesses, &shapes);
    let asked = questions(&headers, &shapes);
    let columns = headers.into_iter().zip(shapes).zip(guesses).enumerate();
    let columns = columns.map(|(index, ((header, shape), guessed))| ImportColumn {
        index,
        header,
        examples: shape.examples.iter().map(|text| text.chars().take(120).collect()).collect(),
        shape: ShapeAnswer::of(&shape),
        guess: guessed.guess,
        ignored: guessed.ignored,
        unknown: Vec::new(),
    });
    let rows = ended.then(|| i64::try_from(count).unwrap_or(i64::MAX));
    Ok(Inspected { format, columns: columns.collect(), questions: asked, mapping, rows })
}

impl ShapeAnswer {
    fn of(shape: &ColumnShape) -> ShapeAnswer {
        let mut options = match serde_json::to_value(&shape.looks_like) {
            Ok(Json::Object(options)) => options,
            _ => Map::new(),
        };
        let kind = options.remove("kind");
        let looks_like = kind.as_ref().and_then(Json::as_str).unwrap_or("text").to_string();
        if shape.html {
            options.insert("html".to_string(), Json::Bool(true));
        }
        ShapeAnswer {
            looks_like,
            confidence: shape.confidence,
            reason: shape.reason.clone(),
            options,
            empty_share: shape.empty_share,
            distinct: shape.distinct,
        }
    }
}
