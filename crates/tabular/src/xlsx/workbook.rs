//! A workbook: its sheets, its texts, how its numbers are meant.

use std::collections::HashMap;
use std::io::{Read, Seek};

use quick_xml::events::Event;

use super::package::Package;
use super::sheet::XlsxReader;
use super::strings::Strings;
use super::styles::Styles;
use super::xml::{Xml, attribute};
use crate::value::Epoch;
use crate::{Format, Limits, ReadError};

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name, as on its tab.
    pub name: String,
    /// Whether its tab is shown.
    pub visible: bool,
    part: String,
}

/// An XLSX workbook that was opened; choose a sheet to read with [`Workbook::rows`].
pub struct Workbook<R> {
    source: R,
    package: Package,
    sheets: Vec<Sheet>,
    strings: Strings,
    styles: Styles,
    epoch: Epoch,
    limits: Limits,
    spent: u64,
}

impl<R: Read + Seek> Workbook<R> {
    /// Opens a workbook and reads all but its sheets.
    pub fn open(source: R) -> Result<Self, ReadError> {
        Self::with_limits(source, Limits::default())
    }

    /// As [`Workbook::open`], with limits of one's own.
    pub fn with_limits(mut source: R, limits: Limits) -> Result<Self, ReadError> {
        let package = Package::index(&mut source, &limits)?;
        let mut book = Self {
            source,
            package,
            sheets: Vec::new(),
            strings: Strings::default(),
            styles: Styles::default(),
            epoch: Epoch::Y1900,
            limits,
            spent: 0,
        };
        let main = book.main_part()?;
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let file = main.rsplit_once('/').map_or(main.as_str(), |(_, file)| file);
        let relations = book.relations(&format!("{folder}/_rels/{file}.rels"), &folder)?;
        book.read_main(&main, &relations)?;
        if let Some(part) = part_of_kind(&relations, "/sharedStrings").filter(|part| book.package.has(part)) {
            let xml = Xml::new(book.package.open(&mut book.source, part, &limits, book.spent)?);
            let (strings, unpacked) = Strings::read(xml, &limits)?;
            book.strings = strings;
            book.spent += unpacked;
        }
        if let Some(part) = part_of_kind(&relations, "/styles").filter(|part| book.package.has(part)) {
            let xml = Xml::new(book.package.open(&mut book.source, part, &limits, book.spent)?);
            let (styles, unpacked) = Styles::read(xml)?;
            book.styles = styles;
            book.spent += unpacked;
        }
        Ok(book)
    }

    /// The sheets, in the order of their tabs.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// Begins to read a sheet: the named one, or the first that is shown. Of the format, `header`
    /// and `preamble` count.
    pub fn rows(self, sheet: Option<&str>, format: &Format) -> Result<XlsxReader<R>, ReadError> {
        let chosen = match sheet {
            Some(wanted) => self.sheets.iter().find(|one| one.name == wanted),
            None => self.sheets.iter().find(|one| one.visible).or(self.sheets.first()),
        };
        let Some(chosen) = chosen else {
            return Err(match sheet {
                Some(wanted) => ReadError::NoSuchSheet {
                    wanted: wanted.to_owned(),
                    present: self.sheets.iter().map(|one| one.name.clone()).collect(),
                },
                None => ReadError::NotAWorkbook("it has no sheet".to_owned()),
            });
        };
        let part = self.package.open(self.source, &chosen.part, &self.limits, self.spent)?;
        XlsxReader::new(Xml::new(part), self.strings, self.styles, self.epoch, self.limits, format)
    }

    /// The part that is the workbook itself, usually `xl/workbook.xml`.
    fn main_part(&mut self) -> Result<String, ReadError> {
        let usual = "xl/workbook.xml".to_owned();
        if self.package.has("_rels/.rels") {
            let relations = self.relations("_rels/.rels", "")?;
            if let Some(part) =
                part_of_kind(&relations, "/officeDocument").filter(|part| self.package.has(part))
            {
                return Ok(part.to_owned());
            }
        }
        if self.package.has(&usual) {
            Ok(usual)
        } else {
            Err(ReadError::NotAWorkbook("it is a ZIP file without a workbook in it".to_owned()))
        }
    }

    /// The parts a part refers to, by id: (kind, name).
    fn relations(
        &mut self,
        part: &str,
        folder: &str,
    ) -> Result<HashMap<String, (String, String)>, ReadError> {
        let mut relations = HashMap::new();
        let mut xml = Xml::new(self.package.open(&mut self.source, part, &self.limits, self.spent)?);
        while let Some(event) = xml.next()? {
            if let Event::Start(start) | Event::Empty(start) = &event
                && start.local_name().as_ref() == "Relationship"
                && attribute(start, "TargetMode").is_none_or(|mode| mode != "External")
                && let (Some(id), Some(kind), Some(target)) =
                    (attribute(start, "Id"), attribute(start, "Type"), attribute(start, "Target"))
                && relations.len() < self.limits.workbook_parts
            {
                relations.insert(id, (kind, resolve(folder, &target)));
            }
        }
        self.spent += xml.part().unpacked();
        Ok(relations)
    }

    fn read_main(
        &mut self,
        part: &str,
        relations: &HashMap<String, (String, String)>,
    ) -> Result<(), ReadError> {
        let mut xml = Xml::new(self.package.open(&mut self.source, part, &self.limits, self.spent)?);
        while let Some(event) = xml.next()? {
            let (Event::Start(start) | Event::Empty(start)) = &event else { continue };
            match start.local_name().as_ref() {
                "workbookPr"
                    if attribute(start, "date1904").is_some_and(|value| value == "1" || value == "true") =>
                {
                    self.epoch = Epoch::Y1904;
                }
                "sheet" if self.sheets.len() < self.limits.workbook_parts => {
                    let target = attribute(start, "id").and_then(|id| relations.get(&id));
                    // Charts have tabs too, and no rows.
                    if let (Some(name), Some((kind, part))) = (attribute(start, "name"), target)
                        && kind.ends_with("/worksheet")
                    {
                        let visible = attribute(start, "state").is_none_or(|state| state == "visible");
                        self.sheets.push(Sheet { name, visible, part: part.clone() });
                    }
                }
                _ => {}
            }
        }
        self.spent += xml.part().unpacked();
        Ok(())
    }
}

fn part_of_kind<'a>(relations: &'a HashMap<String, (String, String)>, kind: &str) -> Option<&'a str> {
    relations.values().find(|(is, _)| is.ends_with(kind)).map(|(_, part)| part.as_str())
}

/// The name of a part that another in `folder` calls `target`.
fn resolve(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_however_they_are_called() {
        for (folder, target, wanted) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "../xl/styles.xml", "xl/styles.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("xl", "../../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(resolve(folder, target), wanted);
        }
    }
}
