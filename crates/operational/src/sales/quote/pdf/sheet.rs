//! Sheets of paper that marks are put on, and the fonts they are set in. Marks are kept until all pages are known, then drawn.

use super::super::look::Logo;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::text::{Font, TextDirection};
use krilla::{Document, SerializeSettings};
use std::sync::LazyLock;
use vocabulary::{Error, Result};

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
/// A4, in points.
pub(super) const HEIGHT: f32 = 841.89;

/// Red, green, blue.
pub(super) type Color = (u8, u8, u8);

/// The two weights.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// How a text is set.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) color: Color,
}

enum Mark {
    Text { x: f32, y: f32, style: Style, text: String },
    Block { x: f32, y: f32, width: f32, height: f32, color: Color },
    Logo { x: f32, y: f32, width: f32, height: f32 },
}

/// Pages under way.
#[derive(Default)]
pub(super) struct Sheets {
    pages: Vec<Vec<Mark>>,
}

/// The faces with their widths, read once.
struct Face {
    font: Option<Font>,
    widths: Option<ttf_parser::Face<'static>>,
}

static REGULAR: LazyLock<Face> = LazyLock::new(|| face(notosans::REGULAR_TTF));
static BOLD: LazyLock<Face> = LazyLock::new(|| face(notosans::BOLD_TTF));

fn face(bytes: &'static [u8]) -> Face {
    Face { font: Font::new(bytes.into(), 0), widths: ttf_parser::Face::parse(bytes, 0).ok() }
}

fn of(weight: Weight) -> &'static Face {
    match weight {
        Weight::Regular => &REGULAR,
        Weight::Bold => &BOLD,
    }
}

/// How wide a text is.
pub(super) fn width(text: &str, style: Style) -> f32 {
    let Some(face) = of(style.weight).widths.as_ref() else { return 0.0 };
    let advance = |letter: char| face.glyph_index(letter).and_then(|glyph| face.glyph_hor_advance(glyph));
    let units: f32 = text.chars().map(|letter| f32::from(advance(letter).unwrap_or(600))).sum();
    units * style.size / f32::from(face.units_per_em())
}

/// A text in lines that are not wider than there is room; a word that does not fit is cut.
pub(super) fn wrapped(text: &str, style: Style, room: f32) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let longer = if line.is_empty() { word.to_string() } else { format!("{line} {word}") };
            if width(&longer, style) <= room {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.chars() {
                line.push(letter);
                if width(&line, style) > room {
                    line.pop();
                    lines.push(std::mem::take(&mut line));
                    line.push(letter);
                }
            }
        }
        lines.push(line);
    }
    lines
}

impl Sheets {
    /// Begins a page.
    pub(super) fn turn(&mut self) {
        self.pages.push(Vec::new());
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.pages.len()
    }

    fn put(&mut self, page: usize, mark: Mark) {
        if let Some(page) = self.pages.get_mut(page) {
            page.push(mark);
        }
    }

    fn last(&self) -> usize {
        self.pages.len().saturating_sub(1)
    }

    /// A text on the last page; `y` is its base line.
    pub(super) fn text(&mut self, x: f32, y: f32, style: Style, text: &str) {
        self.text_on(self.last(), x, y, style, text);
    }

    /// A text on a page.
    pub(super) fn text_on(&mut self, page: usize, x: f32, y: f32, style: Style, text: &str) {
        if !text.is_empty() {
            self.put(page, Mark::Text { x, y, style, text: text.to_string() });
        }
    }

    /// A text that ends at `x`.
    pub(super) fn right(&mut self, x: f32, y: f32, style: Style, text: &str) {
        self.text(x - width(text, style), y, style, text);
    }

    /// A filled rectangle; a thin one is a rule.
    pub(super) fn block(&mut self, x: f32, y: f32, width: f32, height: f32, color: Color) {
        self.block_on(self.last(), (x, y), (width, height), color);
    }

    /// A filled rectangle on a page.
    pub(super) fn block_on(&mut self, page: usize, at: (f32, f32), size: (f32, f32), color: Color) {
        self.put(page, Mark::Block { x: at.0, y: at.1, width: size.0, height: size.1, color });
    }

    /// The logo, in a box.
    pub(super) fn logo(&mut self, x: f32, y: f32, width: f32, height: f32) {
        self.put(self.last(), Mark::Logo { x, y, width, height });
    }

    /// Draws everything.
    pub(super) fn finish(self, title: &str, language: &str, logo: Option<Image>) -> Result<Vec<u8>> {
        let settings = SerializeSettings { compress_content_streams: true, ..SerializeSettings::default() };
        let mut document = Document::new_with(settings);
        let metadata = Metadata::new().title(title.to_string()).language(language.replace('_', "-"));
        document.set_metadata(metadata.creator("Kith".to_string()));
        let broken = || Error::internal("a page of a quote could not be made");
        for marks in self.pages {
            let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(broken)?;
            let mut page = document.start_page_with(size);
            let mut surface = page.surface();
            for mark in marks {
                match mark {
                    Mark::Text { x, y, style, text } => {
                        let font = of(style.weight).font.clone().ok_or_else(broken)?;
                        surface.set_fill(Some(fill(style.color)));
                        let at = Point::from_xy(x, y);
                        surface.draw_text(at, font, style.size, &text, false, TextDirection::LeftToRight);
                    }
                    Mark::Block { x, y, width, height, color } => {
                        let mut path = PathBuilder::new();
                        path.push_rect(Rect::from_xywh(x, y, width, height).ok_or_else(broken)?);
                        surface.set_fill(Some(fill(color)));
                        surface.draw_path(&path.finish().ok_or_else(broken)?);
                    }
                    Mark::Logo { x, y, width, height } => {
                        let (Some(image), Some(size)) = (&logo, Size::from_wh(width, height)) else {
                            continue;
                        };
                        surface.push_transform(&Transform::from_translate(x, y));
                        surface.draw_image(image.clone(), size);
                        surface.pop();
                    }
                }
            }
            surface.finish();
            page.finish();
        }
        document.finish().map_err(|error| Error::internal(format!("a quote could not be written: {error:?}")))
    }
}

fn fill((red, green, blue): Color) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

/// A picture that can be drawn.
pub(super) fn image(logo: &Logo) -> Option<Image> {
    let data = logo.bytes.clone().into();
    let image = if logo.png { Image::from_png(data, true) } else { Image::from_jpeg(data, true) };
    image.ok().filter(|image| {
        let (width, height) = image.size();
        (1..=4_000).contains(&width) && (1..=4_000).contains(&height)
    })
}
