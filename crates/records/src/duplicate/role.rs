//! Which fields of an object say what about a candidate.

use dictionary::{FieldDef, Kind, ObjectDef, SystemField, Value};
use matching::{Candidate, PersonName, Place};
use std::sync::Arc;
use vocabulary::Id;

/// What a field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Name,
    Title,
    Mail,
    Phone,
    Place,
    Domain,
    Date,
    /// An id: of another system, or a number only one record may have.
    Number,
}

impl Role {
    fn of(object: &ObjectDef, field: &FieldDef) -> Option<Role> {
        if field.is_rollup() {
            return None;
        }
        Some(match field.value_kind() {
            Kind::PersonName => Role::Name,
            Kind::Text if field.key == object.title_field => Role::Title,
            Kind::EmailAddresses => Role::Mail,
            Kind::PhoneNumbers => Role::Phone,
            Kind::PostalAddress => Role::Place,
            Kind::WebAddress => Role::Domain,
            Kind::Tags if field.system == Some(SystemField::ExternalIds) => Role::Number,
            Kind::Tags if field.identifying => Role::Domain,
            // Other days come and go; what is unique or marked stays.
            Kind::Date if field.identifying => Role::Date,
            Kind::Text if field.unique || field.identifying => Role::Number,
            _ => return None,
        })
    }

    /// Whether it can tell two records of one name apart.
    fn distinguishes(self) -> bool {
        matches!(self, Role::Mail | Role::Phone | Role::Place | Role::Domain | Role::Date)
    }
}

/// The fields of an object that say something, of those that may be looked at.
#[derive(Clone, Debug)]
pub(crate) struct Roles {
    pub(super) fields: Vec<(Arc<FieldDef>, Role)>,
}

impl Roles {
    /// Of all fields for which `seen` answers yes.
    pub(crate) fn of(object: &ObjectDef, seen: &dyn Fn(&FieldDef) -> bool) -> Roles {
        let role = |field: &Arc<FieldDef>| Role::of(object, field).map(|role| (Arc::clone(field), role));
        Roles { fields: object.fields.iter().filter(|field| seen(field)).filter_map(role).collect() }
    }

    /// Whether duplicates can be found by these: there is a name, and something to tell namesakes apart by.
    pub(crate) fn suffice(&self) -> bool {
        let named = |role: Role| matches!(role, Role::Name | Role::Title);
        let any = |wanted: &dyn Fn(Role) -> bool| self.fields.iter().any(|(_, role)| wanted(*role));
        any(&named) && any(&Role::distinguishes)
    }

    /// What values, parallel to these fields, say of a record.
    pub(super) fn candidate<'v>(&self, id: Id, values: impl Iterator<Item = &'v Value>) -> Candidate {
        let mut candidate = Candidate::new(id);
        for ((field, role), value) in self.fields.iter().zip(values) {
            say(&mut candidate, *role, field, value);
        }
        candidate
    }
}

fn say(candidate: &mut Candidate, role: Role, field: &FieldDef, value: &Value) {
    match (role, value) {
        (Role::Name, Value::Name(name)) => {
            candidate.names.push(PersonName { given: name.given.clone(), family: name.family.clone() });
        }
        (Role::Title, Value::Text(text)) => candidate.title.clone_from(text),
        (Role::Mail, Value::Emails(mails)) => {
            candidate.mails.extend(mails.iter().map(|mail| mail.address.as_str().to_string()));
        }
        (Role::Phone, Value::Phones(phones)) => {
            candidate.phones.extend(phones.iter().map(|phone| phone.number.as_str().to_string()));
        }
        (Role::Place, Value::Addresses(addresses)) => {
            candidate.places.extend(addresses.iter().map(|address| Place {
                street: address.street.clone(),
                postal_code: address.postal_code.clone(),
                city: address.city.clone(),
                country: address.country.clone(),
            }));
        }
        (Role::Domain, Value::Text(address)) => candidate.domains.push(address.clone()),
        (Role::Domain, Value::List(domains)) => candidate.domains.extend(domains.iter().cloned()),
        (Role::Date, Value::Date(date)) => candidate.dates.push(*date),
        (Role::Number, Value::List(ids)) => candidate.external_ids.extend(ids.iter().cloned()),
        (Role::Number, Value::Text(number)) => candidate.external_ids.push(format!("{}:{number}", field.key)),
        _ => {}
    }
}
