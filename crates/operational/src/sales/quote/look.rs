//! How quotes look: the company's name, address, color and logo, and what new ones say unless somebody says otherwise.

use axum::extract::{Request, State};
use platform::http::app::answer;
use platform::http::{Answer, App, Asker};
use serde::{Deserialize, Serialize};
use store::table::{Condition, Insert, OnConflict, Select};
use store::{Datum, Reader};
use vocabulary::{Error, Result, WorkspaceId};

/// The look of a workspace's quotes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Look {
    /// The name of the company; empty for that of the workspace.
    pub(super) name: String,
    /// Its address, line by line.
    pub(super) address: String,
    pub(super) tax_number: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) website: String,
    pub(super) bank: String,
    /// `#rrggbb`
    pub(super) color: String,
    /// A PNG or JPEG as a data URL; empty for none.
    pub(super) logo: String,
    /// Terms new quotes carry.
    pub(super) terms: String,
    /// Days a new quote is valid.
    pub(super) valid_days: i64,
    /// Days before its end at which its owner is reminded.
    pub(super) reminder_days: i64,
    /// What stands before the numbers of quotes.
    pub(super) prefix: String,
}

impl Default for Look {
    fn default() -> Look {
        Look {
            name: String::new(),
            address: String::new(),
            tax_number: String::new(),
            email: String::new(),
            phone: String::new(),
            website: String::new(),
            bank: String::new(),
            color: "#1f4e8c".to_string(),
            logo: String::new(),
            terms: String::new(),
            valid_days: 30,
            reminder_days: 3,
            prefix: "Q".to_string(),
        }
    }
}

/// Bytes of a logo, as text.
const MOST_LOGO: usize = 400_000;

/// The look of a workspace.
pub(super) fn load(reader: &mut dyn Reader, workspace: WorkspaceId) -> Result<Look> {
    let filter = vec![Condition::Eq("workspace_id", workspace.into())];
    let rows = reader.select(&Select::new("quote_look", &["look"], filter))?;
    match rows.into_iter().next().and_then(|row| row.into_iter().next()) {
        Some(Datum::Text(text)) => serde_json::from_str(&text)
            .map_err(|error| Error::internal(format!("the look of quotes: {error}"))),
        _ => Ok(Look::default()),
    }
}

/// `GET /quote_look`
pub(super) async fn show_quote_look(State(app): State<App>, asker: Asker) -> Answer {
    let look = app
        .work(&asker, |platform, asker| platform.store.read(|reader| load(reader, asker.workspace.id)))
        .await?;
    answer(200, &look)
}

/// `PUT /quote_look`
pub(super) async fn change_quote_look(State(app): State<App>, asker: Asker, request: Request) -> Answer {
    asker.require_administrator()?;
    let look: Look = app.taken(&asker, request).await?;
    check(&look)?;
    let kept = look.clone();
    app.work(&asker, move |platform, asker| {
        let text = serde_json::to_string(&kept).map_err(Error::internal)?;
        let workspace = asker.workspace.id;
        platform.store.write(move |writer| {
            let values = vec![("workspace_id", workspace.into()), ("look", text.clone().into())];
            let on_conflict = OnConflict::Replace(&["workspace_id"]);
            writer.insert(&Insert { table: "quote_look", values, on_conflict }).map(|_| ())
        })
    })
    .await?;
    answer(200, &look)
}

fn check(look: &Look) -> Result<()> {
    if color(&look.color).is_none() {
        return Err(Error::invalid("color", "malformed", "Write the color as #rrggbb."));
    }
    for (field, days, least) in [("valid_days", look.valid_days, 1), ("reminder_days", look.reminder_days, 0)]
    {
        if !(least..=730).contains(&days) {
            return Err(Error::invalid(field, "out_of_range", "So many days are not taken: at most 730."));
        }
    }
    let long =
        [&look.name, &look.tax_number, &look.email, &look.phone, &look.website, &look.bank, &look.prefix]
            .iter()
            .any(|text| text.chars().count() > 200);
    if long || look.address.chars().count() > 1_000 || look.terms.chars().count() > 20_000 {
        return Err(Error::invalid("", "too_long", "One of these texts is too long."));
    }
    if look.logo.is_empty()
        || (look.logo.len() <= MOST_LOGO
            && logo(&look.logo).is_some_and(|logo| super::pdf::is_picture(&logo)))
    {
        return Ok(());
    }
    Err(Error::invalid("logo", "no_picture", "The logo is a PNG or JPEG of at most 300 KB."))
}

/// The three parts of a color.
pub(super) fn color(text: &str) -> Option<(u8, u8, u8)> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    Some((part(0)?, part(2)?, part(4)?))
}

/// A picture out of a data URL: its kind and bytes.
pub(super) fn logo(text: &str) -> Option<Logo> {
    let rest = text.strip_prefix("data:image/")?;
    let (kind, data) = rest.split_once(";base64,")?;
    let png = match kind {
        "png" => true,
        "jpeg" => false,
        _ => return None,
    };
    Some(Logo { png, bytes: base64(data)? })
}

/// A picture.
pub(super) struct Logo {
    pub(super) png: bool,
    pub(super) bytes: Vec<u8>,
}

/// Bytes out of base64 with padding (RFC 4648, section 4).
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0u32, 0u32);
    for letter in text.trim_end_matches('=').bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = held << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
            held &= (1 << bits) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_as_its_standard_says() {
        // RFC 4648, section 10.
        for (text, bytes) in [("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYmFy", "foobar")] {
            assert_eq!(base64(text).unwrap(), bytes.as_bytes());
        }
        assert!(base64("Zm9*").is_none());
        assert_eq!(color("#1f4e8c"), Some((0x1f, 0x4e, 0x8c)));
        assert!(color("1f4e8c").is_none() && color("#1f4e8").is_none() && color("#ščć").is_none());
    }
}
