//! A quote as a PDF, made here without a browser: the company's look, the customer's language, long lists over several pages.

mod sheet;
#[cfg(test)]
mod tests;
mod words;

use super::look::{self, Logo};
use super::offer::{Offer, OfferLine};
use sheet::{Color, HEIGHT, Sheets, Style, WIDTH, Weight, width, wrapped};
use vocabulary::Result;
use words::{Words, words};

const LEFT: f32 = 50.0;
const RIGHT: f32 = WIDTH - 50.0;
const ROOM: f32 = RIGHT - LEFT;
/// Where the text of a page ends.
const BOTTOM: f32 = HEIGHT - 76.0;
const INK: Color = (28, 32, 40);
const GRAY: Color = (105, 112, 125);
const RULE: Color = (226, 229, 234);
const WHITE: Color = (255, 255, 255);
const LEADING: f32 = 1.42;

const fn style(size: f32, weight: Weight, color: Color) -> Style {
    Style { size, weight, color }
}

const TEXT: Style = style(9.5, Weight::Regular, INK);
const STRONG: Style = style(9.5, Weight::Bold, INK);
const SMALL: Style = style(8.0, Weight::Regular, GRAY);
const LABEL: Style = style(7.5, Weight::Bold, GRAY);

/// Whether a logo can be drawn.
pub(super) fn is_picture(logo: &Logo) -> bool {
    sheet::image(logo).is_some()
}

/// Draws an offer.
pub(super) fn draw(offer: &Offer) -> Result<Vec<u8>> {
    let logo = look::logo(&offer.look.logo).as_ref().and_then(sheet::image);
    let mut pen = Pen {
        sheets: Sheets::default(),
        y: 0.0,
        words: words(&offer.language),
        color: look::color(&offer.look.color).unwrap_or((31, 78, 140)),
        offer,
        columns: Columns::of(offer, words(&offer.language)),
    };
    pen.sheets.turn();
    pen.letterhead(logo.as_ref().map(|logo| logo.size()));
    pen.title();
    pen.parties();
    pen.paragraphs(&offer.introduction, TEXT);
    pen.lines();
    pen.totals();
    pen.terms();
    pen.signature();
    pen.feet();
    let title = format!("{} {}", pen.words.quote, offer.name);
    pen.sheets.finish(&title, &offer.language, logo)
}

struct Pen<'a> {
    sheets: Sheets,
    y: f32,
    words: &'static Words,
    color: Color,
    offer: &'a Offer,
    columns: Columns,
}

/// Where the numbers of a line end, from the right.
struct Columns {
    total: f32,
    tax: f32,
    discount: Option<f32>,
    price: f32,
    quantity: f32,
    /// How wide a description may be.
    description: f32,
}

/// How much, with what it is counted in.
fn amount_of(words: &Words, line: &OfferLine) -> String {
    let number = words.number(&line.quantity.to_string());
    if line.unit.is_empty() { number } else { format!("{number}\u{a0}{}", line.unit) }
}

impl Columns {
    fn of(offer: &Offer, words: &Words) -> Columns {
        // Each column is as wide as its widest number or its head.
        let widest = |head: &str, of: &dyn Fn(&OfferLine) -> String| {
            let numbers = offer.lines.iter().map(|line| width(&of(line), TEXT));
            numbers.fold(width(&head.to_uppercase(), LABEL), f32::max) + 16.0
        };
        let discounts = offer.lines.iter().any(|line| line.discount.millionths() != 0);
        let total = RIGHT - 8.0;
        let tax = total - widest(words.amount, &|line| words.money(line.total));
        let mut next = tax - widest(words.tax, &|line| words.percent(line.tax_rate));
        let discount = discounts.then_some(next);
        if discounts {
            next -= widest(words.discount, &|line| words.percent(line.discount));
        }
        let price = next;
        let quantity = price - widest(words.unit_price, &|line| words.money(line.unit_price));
        let end = quantity - widest(words.quantity, &|line| amount_of(words, line));
        Columns { total, tax, discount, price, quantity, description: (end - LEFT - 8.0).max(120.0) }
    }
}

impl Pen<'_> {
    fn down(&mut self, style: Style) {
        self.y += style.size * LEADING;
    }

    /// A new page when there is not so much room left.
    fn need(&mut self, room: f32) -> bool {
        if self.y + room <= BOTTOM {
            return false;
        }
        self.sheets.turn();
        self.sheets.block(0.0, 0.0, WIDTH, 5.0, self.color);
        self.y = 54.0;
        self.sheets.text(LEFT, self.y, SMALL, &self.offer.look.name);
        let name = format!("{} {}", self.words.quote, self.offer.name);
        self.sheets.right(RIGHT, self.y, SMALL, &name);
        self.y += 26.0;
        true
    }

    /// The company, at the head of the first page.
    fn letterhead(&mut self, logo: Option<(u32, u32)>) {
        let look = &self.offer.look;
        self.sheets.block(0.0, 0.0, WIDTH, 5.0, self.color);
        let top = 40.0;
        match logo {
            Some((wide, high)) => {
                let scale = (170.0 / wide as f32).min(46.0 / high as f32);
                self.sheets.logo(LEFT, top, wide as f32 * scale, high as f32 * scale);
            }
            None => {
                let name = style(17.0, Weight::Bold, self.color);
                self.sheets.text(LEFT, top + 19.0, name, &look.name);
            }
        }
        let mut lines: Vec<String> = vec![look.name.clone()];
        lines.extend(look.address.lines().map(str::to_string));
        if !look.tax_number.is_empty() {
            lines.push(format!("{}: {}", self.words.tax_number, look.tax_number));
        }
        lines.extend([&look.phone, &look.email, &look.website].map(Clone::clone));
        lines.retain(|line| !line.trim().is_empty());
        let mut y = top + 8.0;
        for (index, line) in lines.iter().enumerate() {
            let style = if index == 0 { style(8.0, Weight::Bold, INK) } else { SMALL };
            self.sheets.right(RIGHT, y, style, line);
            y += 11.5;
        }
        self.y = (y + 22.0).max(126.0);
    }

    fn title(&mut self) {
        let big = style(25.0, Weight::Bold, INK);
        self.y += 14.0;
        self.sheets.text(LEFT, self.y, big, self.words.quote);
        let after = LEFT + width(self.words.quote, big) + 10.0;
        if self.offer.number.is_some() {
            self.sheets.text(after, self.y, style(25.0, Weight::Regular, GRAY), &self.offer.name);
        } else {
            let word = self.words.draft.to_uppercase();
            let pill = style(8.0, Weight::Bold, WHITE);
            let wide = width(&word, pill) + 14.0;
            self.sheets.block(after, self.y - 14.0, wide, 16.0, GRAY);
            self.sheets.text(after + 7.0, self.y - 3.2, pill, &word);
        }
        self.y += 26.0;
    }

    /// Who it is for on the left, the days on the right.
    fn parties(&mut self) {
        let top = self.y;
        self.sheets.text(LEFT, self.y, LABEL, &self.words.for_whom.to_uppercase());
        self.y += 15.0;
        for (index, line) in self.offer.customer.clone().iter().enumerate() {
            for part in wrapped(line, TEXT, ROOM * 0.5) {
                self.sheets.text(LEFT, self.y, if index == 0 { STRONG } else { TEXT }, &part);
                self.down(TEXT);
            }
        }
        let mut facts: Vec<(&str, String)> = Vec::new();
        if let Some(day) = self.offer.sent_on {
            facts.push((self.words.date, self.words.day(day)));
        }
        if let Some(day) = self.offer.valid_until {
            facts.push((self.words.valid_until, self.words.day(day)));
        }
        if self.offer.version > 1 {
            facts.push((self.words.version, self.offer.version.to_string()));
        }
        if let Some((name, email)) = &self.offer.seller {
            facts.push((self.words.seller, name.clone()));
            facts.push(("", email.clone()));
        }
        let mut y = top + 15.0;
        for (label, fact) in facts {
            let (fact_style, x) = (TEXT, LEFT + ROOM * 0.74);
            self.sheets.right(x - 10.0, y, SMALL, label);
            self.sheets.text(x, y, fact_style, &fact);
            y += TEXT.size * LEADING;
        }
        self.y = self.y.max(y) + 16.0;
    }

    fn paragraphs(&mut self, text: &str, style: Style) {
        if text.trim().is_empty() {
            return;
        }
        for line in wrapped(text.trim(), style, ROOM) {
            self.need(style.size * LEADING);
            self.sheets.text(LEFT, self.y, style, &line);
            self.down(style);
        }
        self.y += 12.0;
    }

    /// The head of the list, again on each page.
    fn head(&mut self) {
        let label = style(7.5, Weight::Bold, WHITE);
        self.sheets.block(LEFT, self.y - 12.0, ROOM, 20.0, self.color);
        let baseline = self.y + 0.8;
        let (words, columns) = (self.words, &self.columns);
        self.sheets.text(LEFT + 8.0, baseline, label, &words.description.to_uppercase());
        let heads = [
            (Some(columns.quantity), words.quantity),
            (Some(columns.price), words.unit_price),
            (columns.discount, words.discount),
            (Some(columns.tax), words.tax),
            (Some(columns.total), words.amount),
        ];
        for (x, word) in heads {
            if let Some(x) = x {
                self.sheets.right(x, baseline, label, &word.to_uppercase());
            }
        }
        self.y += 24.0;
    }

    fn lines(&mut self) {
        self.need(70.0);
        self.y += 4.0;
        self.head();
        for line in &self.offer.lines {
            let parts = wrapped(&line.description, TEXT, self.columns.description);
            let high = parts.len() as f32 * TEXT.size * LEADING + 8.0;
            if self.need(high.min(300.0)) {
                self.head();
            }
            let first = self.y;
            let words = self.words;
            let columns = &self.columns;
            let numbers = [
                (Some(columns.quantity), amount_of(words, line)),
                (Some(columns.price), words.money(line.unit_price)),
                (
                    columns.discount,
                    if line.discount.millionths() == 0 {
                        String::new()
                    } else {
                        words.percent(line.discount)
                    },
                ),
                (Some(columns.tax), words.percent(line.tax_rate)),
                (Some(columns.total), words.money(line.total)),
            ];
            for (x, number) in numbers {
                if let Some(x) = x {
                    self.sheets.right(x, first, TEXT, &number);
                }
            }
            for part in parts {
                self.need(TEXT.size * LEADING);
                self.sheets.text(LEFT + 8.0, self.y, TEXT, &part);
                self.down(TEXT);
            }
            self.sheets.block(LEFT, self.y - 5.0, ROOM, 0.6, RULE);
            self.y += 9.0;
        }
    }

    fn totals(&mut self) {
        let Some(sums) = &self.offer.sums else { return };
        let (words, groups) = (self.words, sums.groups.clone());
        self.need(46.0 + 16.0 * (groups.len() as f32 + 1.0));
        self.y += 8.0;
        let mut rows = vec![(words.net.to_string(), words.money(sums.net))];
        for group in groups.iter().filter(|group| group.rate.millionths() != 0) {
            let label = format!(
                "{} {} {} {}",
                words.tax_of.0,
                words.percent(group.rate),
                words.tax_of.1,
                words.money(group.net)
            );
            rows.push((label, words.money(group.tax)));
        }
        let from = LEFT + ROOM * 0.46;
        for (label, amount) in rows {
            self.sheets.text(from + 12.0, self.y, style(9.5, Weight::Regular, GRAY), &label);
            self.sheets.right(self.columns.total, self.y, TEXT, &amount);
            self.y += 16.0;
        }
        self.sheets.block(from, self.y - 7.0, RIGHT - from, 28.0, self.color);
        let strong = style(12.0, Weight::Bold, WHITE);
        self.sheets.text(from + 12.0, self.y + 11.2, strong, words.total);
        self.sheets.right(self.columns.total, self.y + 11.2, strong, &words.money(sums.gross));
        self.y += 50.0;
    }

    fn terms(&mut self) {
        if self.offer.terms.trim().is_empty() {
            return;
        }
        self.need(50.0);
        self.sheets.text(LEFT, self.y, LABEL, &self.words.terms.to_uppercase());
        self.y += 14.0;
        let terms = self.offer.terms.clone();
        self.paragraphs(&terms, style(8.5, Weight::Regular, INK));
    }

    /// Who accepted it, once somebody has.
    fn signature(&mut self) {
        let (Some(name), "accepted") = (&self.offer.decided_by, self.offer.state.as_str()) else { return };
        let day = self.offer.decided_on.map(|day| self.words.day(day)).unwrap_or_default();
        let text = format!("{} {name}, {day}", self.words.accepted_by);
        self.need(40.0);
        self.sheets.block(LEFT, self.y - 4.0, 3.0, 20.0, self.color);
        self.sheets.text(LEFT + 12.0, self.y + 9.0, STRONG, &text);
        self.y += 34.0;
    }

    /// The foot of each page: the company's line, and which page it is.
    fn feet(&mut self) {
        let look = &self.offer.look;
        let pages = self.sheets.count();
        let parts: Vec<&str> = [look.name.as_str(), look.bank.as_str(), look.website.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let line = parts.join("  ·  ");
        let foot = style(7.5, Weight::Regular, GRAY);
        for page in 0..pages {
            let number = format!("{} {} {} {pages}", self.words.page.0, page + 1, self.words.page.1);
            self.sheets.block_on(page, (LEFT, HEIGHT - 52.0), (ROOM, 0.6), RULE);
            self.sheets.text_on(page, LEFT, HEIGHT - 38.0, foot, &line);
            self.sheets.text_on(page, RIGHT - width(&number, foot), HEIGHT - 38.0, foot, &number);
        }
    }
}
