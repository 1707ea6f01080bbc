//! What was sold, line by line, gathered for analyses under the asker's rights.
//!
//! A line counts when its purchase is seen as well, was made by the moment of the analysis, and names a product that is seen. The
//! customer is the company the purchase was made for, else the person. Money in another currency than the workspace's is left
//! out. The category is the one written on the line, else the product's own.

mod lines;
mod purchases;

pub use lines::{Line, Part, lines};

use crate::analysis::Ground;
use records::{FindRequest, Names};
use standard::{product, product_category};
use std::collections::HashMap;
use vocabulary::{Error, Id, Result, Timestamp};

/// A purchase or a return, as far as lines need it. There may be millions of them in memory, so it is small.
#[derive(Clone, Copy, Debug)]
pub struct Purchase {
    /// Its id.
    pub id: Id,
    /// When.
    pub at: Timestamp,
    /// Its sum in minor units; none when it has none in the currency of the analysis.
    pub cents: Option<i64>,
    /// The place of its customer, or [`NOBODY`].
    customer: u32,
    /// The place of the door it came through.
    channel: u16,
    /// Goods came back.
    pub is_return: bool,
}

/// The place of a customer who is not known.
const NOBODY: u32 = u32::MAX;

impl Purchase {
    /// The place of its customer.
    pub fn customer(&self) -> Option<u32> {
        (self.customer != NOBODY).then_some(self.customer)
    }
}

/// A product.
#[derive(Clone, Debug)]
pub struct Product {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// The place of its category.
    pub category: Option<u32>,
    /// Today's price in minor units.
    pub price: Option<i64>,
    /// Today's cost in minor units.
    pub cost: Option<i64>,
    /// Whether it is still sold.
    pub active: bool,
}

/// A category of products.
#[derive(Clone, Debug)]
pub struct Category {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub name: String,
}

/// What was sold, but for the lines themselves: [`lines`] hands those over one by one.
pub struct Till {
    /// Purchases and returns, the oldest id first.
    pub purchases: Vec<Purchase>,
    /// Who bought, in the sequence of their first purchases: whether a company, and its id.
    pub customers: Vec<(bool, Id)>,
    channels: Vec<String>,
    /// Products, by their ids.
    pub products: Vec<Product>,
    /// Categories, by their ids.
    pub categories: Vec<Category>,
    by_product: HashMap<Id, u32>,
    by_category: HashMap<Id, u32>,
}

impl Till {
    /// Reads purchases of a span that ends with the moment of the analysis, products and categories.
    pub fn read(ground: &mut Ground<'_>, since: Option<Timestamp>) -> Result<Till> {
        let categories = categories(ground)?;
        let by_category = places(categories.iter().map(|one| one.id));
        let products = products(ground, &by_category)?;
        let purchases::Read { purchases, customers, channels } = purchases::read(ground, since)?;
        Ok(Till {
            customers,
            channels,
            by_product: places(products.iter().map(|one| one.id)),
            by_category,
            purchases,
            products,
            categories,
        })
    }

    /// A purchase by its place.
    pub fn purchase(&self, place: u32) -> Option<&Purchase> {
        self.purchases.get(place as usize)
    }

    /// The place of a purchase, looked for near the one that was found before: lines mostly stand in the sequence of their purchases. A map
    /// of millions of ids would take more memory than the purchases themselves.
    fn purchase_of(&self, id: Id, near: &mut usize) -> Option<u32> {
        let is = |place: &usize| self.purchases.get(*place).is_some_and(|one| one.id == id);
        let found = [*near, *near + 1].into_iter().find(is);
        *near = found.or_else(|| self.purchases.binary_search_by_key(&id, |one| one.id).ok())?;
        u32::try_from(*near).ok()
    }

    /// The door a purchase came through; empty when nobody said.
    pub fn channel(&self, purchase: &Purchase) -> &str {
        self.channels.get(usize::from(purchase.channel)).map_or("", String::as_str)
    }

    /// A product by its place.
    pub fn product(&self, place: u32) -> Option<&Product> {
        self.products.get(place as usize)
    }

    /// A category by its place.
    pub fn category(&self, place: u32) -> Option<&Category> {
        self.categories.get(place as usize)
    }

    /// The place of a product.
    pub fn product_of(&self, id: Id) -> Option<u32> {
        self.by_product.get(&id).copied()
    }

    /// The place of a category.
    pub fn category_of(&self, id: Id) -> Option<u32> {
        self.by_category.get(&id).copied()
    }

    /// When the first and the last purchase were made that are no returns.
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        let mut moments = self.purchases.iter().filter(|one| !one.is_return).map(|one| one.at);
        let first = moments.next()?;
        Some(moments.fold((first, first), |(from, to), at| (from.min(at), to.max(at))))
    }
}

fn places(ids: impl Iterator<Item = Id>) -> HashMap<Id, u32> {
    ids.zip(0_u32..).collect()
}

fn categories(ground: &mut Ground<'_>) -> Result<Vec<Category>> {
    let mut found = Vec::new();
    if ground.reading.object(product_category::KEY).is_err() {
        return Ok(found);
    }
    let request = chosen(&["id", product_category::NAME.key()]);
    ground.reading.rows(product_category::KEY, &request, &mut |row| {
        if let Some(id) = row.id(0) {
            found.push(Category { id, name: row.text(1).unwrap_or_default().to_string() });
        }
        Ok(true)
    })?;
    found.sort_unstable_by_key(|one| one.id);
    Ok(found)
}

fn products(ground: &mut Ground<'_>, by_category: &HashMap<Id, u32>) -> Result<Vec<Product>> {
    let currency = ground.currency;
    let wanted = Seen::of(
        ground,
        product::KEY,
        &[
            "id",
            product::NAME.key(),
            product::CATEGORY.key(),
            product::PRICE.key(),
            product::COST.key(),
            product::ACTIVE.key(),
        ],
    );
    let [id, name, category, price, cost, active] = [0, 1, 2, 3, 4, 5].map(|place| wanted.place(place));
    let mut found = Vec::new();
    ground.reading.rows(product::KEY, &wanted.request(None), &mut |row| {
        let cents =
            |place| row.money(place).filter(|money| money.currency == currency).map(|money| money.minor);
        if let Some(id) = row.id(id) {
            found.push(Product {
                id,
                name: row.text(name).unwrap_or_default().to_string(),
                category: row.id(category).and_then(|id| by_category.get(&id).copied()),
                price: cents(price),
                cost: cents(cost),
                active: row.boolean(active).unwrap_or(true),
            });
        }
        Ok(true)
    })?;
    found.sort_unstable_by_key(|one| one.id);
    Ok(found)
}

/// Of some fields those that are seen: a field that is hidden from the asker is as good as empty.
pub(crate) struct Seen {
    fields: Vec<String>,
    places: Vec<usize>,
}

impl Seen {
    pub(crate) fn of(ground: &Ground<'_>, object: &str, wanted: &[&str]) -> Seen {
        let (mut fields, mut places) = (Vec::new(), Vec::new());
        for key in wanted {
            // A path over a link is seen when its first step is; what lies behind it the query judges itself.
            let first = key.split('.').next().unwrap_or(key);
            let seen = first == "id" || ground.reading.sees_field(object, first);
            places.push(if seen { fields.len() } else { usize::MAX });
            if seen {
                fields.push((*key).to_string());
            }
        }
        Seen { fields, places }
    }

    /// Where in a row the field stands that was wanted at this place.
    pub(crate) fn place(&self, wanted: usize) -> usize {
        self.places.get(wanted).copied().unwrap_or(usize::MAX)
    }

    pub(crate) fn request(&self, filter: Option<serde_json::Value>) -> FindRequest {
        FindRequest { fields: Some(Names(self.fields.clone())), filter, ..FindRequest::default() }
    }
}

pub(crate) fn chosen(fields: &[&str]) -> FindRequest {
    let fields = fields.iter().map(|key| (*key).to_string()).collect();
    FindRequest { fields: Some(Names(fields)), ..FindRequest::default() }
}

/// Refuses in words when the asker's role hides a field without which nothing can be said.
pub(crate) fn demand_field(ground: &Ground<'_>, object: &str, field: &str, what: &str) -> Result<()> {
    if ground.reading.sees_field(object, field) {
        return Ok(());
    }
    Err(Error::invalid("", "hidden", format!("Your role does not show you {what}.")))
}

/// The first moment of a day in the zone of the analysis.
pub(crate) fn start_of(day: vocabulary::Date, ground: &Ground<'_>, name: &str) -> Result<Timestamp> {
    let begin = day.to_jiff().to_zoned(ground.zone.clone()).map_err(|_| {
        Error::invalid(format!("parameters.{name}"), "out_of_range", "Give a day closer to today.")
    })?;
    Ok(Timestamp::from_jiff(begin.timestamp()))
}
