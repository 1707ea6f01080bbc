//! A quote with all that its customer is shown of it: the page under the secret link and the document are made of this.

use super::create::lines;
use super::look::{self, Look};
use super::table;
use crate::sales::plain::{date, decimal, house_zone, money, one, text, value};
use crate::sales::price::line::{of_record, sums};
use crate::sales::price::sum::{Sums, with_tax};
use dictionary::Value;
use records::{Viewed, Writing};
use serde_json::{Value as Json, json};
use standard::{company, person, quote, quote_line};
use vocabulary::{Date, Decimal, Error, Id, Money, Result, Timestamp};

/// A line as it is shown.
#[derive(Clone, Debug)]
pub(super) struct OfferLine {
    pub(super) description: String,
    pub(super) quantity: Decimal,
    /// What it is counted in; empty where nothing is said.
    pub(super) unit: String,
    pub(super) unit_price: Money,
    pub(super) discount: Decimal,
    pub(super) tax_rate: Decimal,
    pub(super) total: Money,
}

/// Everything a customer is shown.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    pub(super) number: Option<String>,
    pub(super) name: String,
    pub(super) version: i64,
    pub(super) state: String,
    pub(super) language: String,
    pub(super) introduction: String,
    pub(super) terms: String,
    pub(super) valid_until: Option<Date>,
    pub(super) sent_on: Option<Date>,
    pub(super) decided_at: Option<Timestamp>,
    /// The day of it where the house is.
    pub(super) decided_on: Option<Date>,
    pub(super) decided_by: Option<String>,
    pub(super) customer: Vec<String>,
    pub(super) seller: Option<(String, String)>,
    pub(super) look: Look,
    pub(super) lines: Vec<OfferLine>,
    pub(super) sums: Option<Sums>,
}

/// Gathers an offer, whoever may see it: the caller has checked that.
pub(super) fn gather(writing: &mut Writing<'_>, id: Id, house_name: &str) -> Result<Offer> {
    let found = one(writing, quote::KEY, id)?.ok_or_else(Error::not_found)?;
    let (workspace, zone) = (writing.context().workspace, house_zone(writing)?);
    let mut look = look::load(writing.writer(), workspace)?;
    if look.name.is_empty() {
        look.name = house_name.to_string();
    }
    let seller = match found.meta().owner {
        Some(owner) => table::user(writing.writer(), workspace, owner)?,
        None => None,
    };
    let records = lines(writing, quote_line::KEY, quote_line::QUOTE.key(), id)?;
    let customer = customer(writing, &found)?;
    let string = |field: &str| text(&value(&found, field)).map(str::to_string);
    let moment = |field: &str| match value(&found, field) {
        Value::Timestamp(at) => Some(at),
        _ => None,
    };
    let version = match value(&found, quote::VERSION.key()) {
        Value::Integer(version) => version,
        _ => 1,
    };
    Ok(Offer {
        number: string(quote::NUMBER.key()),
        name: string(quote::NAME.key()).unwrap_or_default(),
        version,
        state: string(quote::STATE.key()).unwrap_or_default(),
        language: string(quote::LANGUAGE.key()).unwrap_or_else(|| "en".to_string()),
        introduction: string(quote::INTRODUCTION.key()).unwrap_or_default(),
        terms: string(quote::TERMS.key()).unwrap_or_default(),
        valid_until: date(&value(&found, quote::VALID_UNTIL.key())),
        sent_on: moment(quote::SENT_AT.key()).map(|at| at.date_in(&zone)),
        decided_at: moment(quote::DECIDED_AT.key()),
        decided_on: moment(quote::DECIDED_AT.key()).map(|at| at.date_in(&zone)),
        decided_by: string(quote::DECIDED_BY.key()),
        customer,
        seller,
        look,
        sums: sums(&records.iter().map(of_record).collect::<Vec<_>>())?,
        lines: records.iter().filter_map(offer_line).collect(),
    })
}

fn offer_line(record: &Viewed) -> Option<OfferLine> {
    let line = of_record(record)?;
    Some(OfferLine {
        description: text(&value(record, quote_line::DESCRIPTION.key())).unwrap_or_default().to_string(),
        quantity: line.quantity,
        unit: text(&value(record, quote_line::UNIT.key())).unwrap_or_default().to_string(),
        unit_price: line.price,
        discount: decimal(&value(record, quote_line::DISCOUNT.key())).unwrap_or_default(),
        tax_rate: line.tax_rate,
        total: money(&value(record, quote_line::TOTAL.key())).or_else(|| line.net())?,
    })
}

/// Name and address, line by line.
fn customer(writing: &mut Writing<'_>, quote: &Viewed) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    let mut address = None;
    let at = |field: &str| crate::sales::plain::link(&value(quote, field));
    if let Some(id) = at(quote::COMPANY.key())
        && let Some(found) = one(writing, company::KEY, id)?
    {
        lines.push(found.title().unwrap_or_default().to_string());
        address = first_address(&value(&found, company::ADDRESSES.key()));
        if let Some(number) = text(&value(&found, company::TAX_NUMBER.key())) {
            lines.push(number.to_string());
        }
    }
    if let Some(id) = at(quote::PERSON.key())
        && let Some(found) = one(writing, person::KEY, id)?
    {
        lines.insert(lines.len().min(1), found.title().unwrap_or_default().to_string());
        address = address.or_else(|| first_address(&value(&found, person::ADDRESSES.key())));
    }
    lines.extend(address.unwrap_or_default());
    lines.retain(|line| !line.trim().is_empty());
    Ok(lines)
}

fn first_address(value: &Value) -> Option<Vec<String>> {
    let Value::Addresses(addresses) = value else { return None };
    let address = addresses.first()?;
    let mut lines: Vec<String> = address.street.lines().map(str::to_string).collect();
    lines.push(format!("{} {}", address.postal_code, address.city).trim().to_string());
    lines.push(address.country.clone());
    Some(lines)
}

impl Offer {
    /// What the page under the secret link is told.
    pub(super) fn told(&self, can_decide: bool) -> Json {
        let look = &self.look;
        let lines: Vec<Json> = self
            .lines
            .iter()
            .map(|line| {
                json!({
                    "description": line.description, "quantity": line.quantity, "unit": line.unit,
                    "unit_price": told_money(line.unit_price),
                    "unit_price_with_tax": with_tax(line.unit_price, line.tax_rate).map(told_money),
                    "discount": line.discount, "tax_rate": line.tax_rate, "total": told_money(line.total),
                })
            })
            .collect();
        let groups: Vec<Json> = self
            .sums
            .iter()
            .flat_map(|sums| &sums.groups)
            .map(|group| json!({"rate": group.rate, "net": told_money(group.net), "tax": told_money(group.tax)}))
            .collect();
        json!({
            "number": self.name, "version": self.version, "state": self.state, "language": self.language,
            "introduction": self.introduction, "terms": self.terms,
            "valid_until": self.valid_until.map(|day| day.to_string()),
            "sent_on": self.sent_on.map(|day| day.to_string()),
            "decided_at": self.decided_at, "decided_by": self.decided_by, "customer": self.customer,
            "seller": self.seller.as_ref().map(|(name, email)| json!({"name": name, "email": email})),
            "company": {
                "name": look.name, "address": look.address, "tax_number": look.tax_number, "email": look.email,
                "phone": look.phone, "website": look.website, "color": look.color, "logo": look.logo,
            },
            "lines": lines, "tax_groups": groups,
            "net": self.sums.as_ref().map(|sums| told_money(sums.net)),
            "tax": self.sums.as_ref().map(|sums| told_money(sums.tax)),
            "gross": self.sums.as_ref().map(|sums| told_money(sums.gross)),
            "can_decide": can_decide,
        })
    }
}

fn told_money(money: Money) -> Json {
    Value::Money(money).to_json()
}
