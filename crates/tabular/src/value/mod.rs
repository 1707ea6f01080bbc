//! Text to values, with the choices a person made about how the text is written.

mod boolean;
mod currency;
mod date;
mod decimal;
mod html;
mod money;
mod serial;
mod timestamp;

pub use boolean::parse_boolean;
pub(crate) use currency::currency_of;
pub use currency::is_currency;
pub(crate) use date::cut as cut_date;
pub use date::{DateOrder, parse_date};
pub use decimal::{format_decimal, parse_decimal, parse_percent};
pub use html::{html_to_markdown, looks_like_html};
pub use money::{ParsedMoney, parse_money};
pub(crate) use serial::moment as serial_moment;
pub use serial::{Epoch, parse_excel_serial};
pub use timestamp::{Moment, parse_timestamp};

/// Whether a character stands between digits for the eye only: spaces of all widths.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{202F}' || c == '\u{2007}'
}
