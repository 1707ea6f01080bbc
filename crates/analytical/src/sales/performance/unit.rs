//! Whose performance it is, and which deals are theirs.

use super::super::book::{Book, Deal, link};
use super::super::tell::linked;
use dictionary::Value;
use records::{FindRequest, Names, Reading};
use serde_json::{Value as Json, json};
use standard::{deal, territory};
use std::collections::BTreeMap;
use vocabulary::{Id, Result};

/// Whose performance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sales) enum By {
    /// Sellers: the owners of deals.
    Seller,
    /// Teams, with those below them.
    Team,
    /// Products deals are mainly about.
    Product,
    /// Territories, with those inside them.
    Territory,
}

impl By {
    pub(in crate::sales) fn of(word: &str) -> Option<By> {
        match word {
            "seller" => Some(By::Seller),
            "team" => Some(By::Team),
            "product" => Some(By::Product),
            "territory" => Some(By::Territory),
            _ => None,
        }
    }

    /// Whose target it would be.
    pub(super) fn scope(self) -> &'static str {
        match self {
            By::Seller => "user",
            By::Team => "team",
            By::Product => "product",
            By::Territory => "territory",
        }
    }

    /// Whether leads and hours are known of them.
    pub(in crate::sales) fn works(self) -> bool {
        matches!(self, By::Seller | By::Team)
    }

    /// Those a deal belongs to.
    pub(super) fn of_deal(self, book: &Book, parents: &Parents, deal: &Deal) -> Vec<Id> {
        match self {
            By::Seller => deal.owner.into_iter().collect(),
            By::Team => deal.owner.map(|owner| book.staff.teams_of(owner)).unwrap_or_default(),
            By::Product => deal.product.into_iter().collect(),
            By::Territory => {
                let mut found = Vec::new();
                let mut next = deal.territory;
                while let Some(id) = next.filter(|id| !found.contains(id)) {
                    found.push(id);
                    next = parents.get(&id).copied().flatten();
                }
                found
            }
        }
    }

    /// The condition that finds their deals.
    pub(super) fn filter(self, book: &Book, parents: &Parents, id: Id) -> Json {
        match self {
            By::Seller => linked("owner", Some(id)),
            By::Team => json!({"field": "owner", "op": "in", "value": book.staff.users_of(id)}),
            By::Product => linked(deal::PRODUCT.key(), Some(id)),
            By::Territory => {
                let inside: Vec<Id> = parents
                    .keys()
                    .copied()
                    .filter(|territory| {
                        let (mut next, mut steps) = (Some(*territory), 0);
                        while let Some(at) = next.filter(|at| *at != id && steps < parents.len()) {
                            next = parents.get(&at).copied().flatten();
                            steps += 1;
                        }
                        next == Some(id)
                    })
                    .collect();
                if inside.is_empty() {
                    return linked(deal::TERRITORY.key(), Some(id));
                }
                json!({"field": deal::TERRITORY.key(), "op": "in", "value": inside})
            }
        }
    }

    pub(super) fn title(self, book: &Book, id: Id) -> String {
        match self {
            By::Team => book.staff.teams.get(&id).map(|team| team.name.clone()).unwrap_or_default(),
            _ => book.title(id),
        }
    }
}

/// The territory around each.
pub(in crate::sales) type Parents = BTreeMap<Id, Option<Id>>;

/// Reads the tree of territories; the titles are left with the book.
pub(in crate::sales) fn territories(reading: &mut Reading<'_>, book: &mut Book) -> Result<Parents> {
    let mut parents = Parents::new();
    if reading.object(territory::KEY).is_err() {
        return Ok(parents);
    }
    let request = FindRequest {
        fields: Some(Names(vec![territory::NAME.key().to_string(), territory::PARENT.key().to_string()])),
        sort: Some(Names(Vec::new())),
        ..FindRequest::default()
    };
    reading.scan(territory::KEY, &request, &mut |row| {
        if let Some(title) = row.title() {
            book.titles.insert(row.id(), title.to_string());
        }
        let parent = row.value(territory::PARENT.key()).unwrap_or(&Value::Null);
        parents.insert(row.id(), link(parent));
        Ok(true)
    })?;
    Ok(parents)
}
