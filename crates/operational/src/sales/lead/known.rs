//! Whom an arrival is about: the person and the company that are known already, or new ones. What is known is never written over.

use crate::sales::house::{found, input, is};
use records::{Input, MatchRequest, Viewed, Writing};
use serde_json::{Value as Json, json};
use standard::{company, person};
use vocabulary::{Id, Result};

/// Mailboxes anybody can have: they name no company.
const FREE_MAIL: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "yahoo.com",
    "icloud.com",
    "me.com",
    "gmx.net",
    "gmx.de",
    "gmx.at",
    "web.de",
    "proton.me",
    "protonmail.com",
    "aol.com",
    "mail.com",
    "siol.net",
    "azet.sk",
    "centrum.sk",
    "zoznam.sk",
    "seznam.cz",
    "telia.com",
    "t-2.net",
    "amis.net",
    "eunet.rs",
    "sbb.rs",
    "yandex.ru",
    "mail.ru",
    "example.org",
];

/// What an arrival says of who asks.
#[derive(Clone, Default)]
pub(super) struct Said {
    pub(super) name: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) job_title: Option<String>,
    pub(super) language: Option<String>,
    pub(super) company: Option<String>,
    pub(super) website: Option<String>,
    pub(super) country: Option<String>,
}

/// Somebody found or made.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) id: Id,
    pub(super) made: bool,
}

/// The company, if one is named or its mail domain tells; made if it is named and not known.
pub(super) fn company(writing: &mut Writing<'_>, said: &Said) -> Result<Option<Known>> {
    let domain = domain(said);
    if let Some(domain) = &domain {
        let filter = json!({"field": company::DOMAINS.key(), "op": "has_any", "value": [domain]});
        if let Some(id) = only(&found(writing, company::KEY, filter, "", 2)?) {
            return Ok(Some(Known { id, made: false }));
        }
    }
    let Some(name) = &said.company else { return Ok(None) };
    let mut fields = input([(company::NAME.key(), json!(name))]);
    if let Some(domain) = &domain {
        fields.insert(company::DOMAINS.key().to_string(), json!([domain]));
    }
    if let Some(country) = &said.country {
        fields.insert(company::ADDRESSES.key().to_string(), json!([{"country": country}]));
    }
    if let Some(id) = only(&found(writing, company::KEY, is(company::NAME.key(), name.clone()), "", 2)?) {
        return Ok(Some(Known { id, made: false }));
    }
    if let Some(id) = likely(writing, company::KEY, &fields)? {
        return Ok(Some(Known { id, made: false }));
    }
    Ok(Some(Known { id: writing.create(company::KEY, &fields)?.id(), made: true }))
}

/// The person, if anything tells one; made if nobody is likely to be the same.
pub(super) fn person(writing: &mut Writing<'_>, said: &Said, company: Option<Id>) -> Result<Option<Known>> {
    let mut fields = Input::new();
    let mut put = |field: &str, value: Json| fields.insert(field.to_string(), value);
    if let Some(email) = &said.email {
        put(person::EMAILS.key(), json!([email]));
    }
    if let Some(phone) = &said.phone {
        put(person::PHONES.key(), json!([phone]));
    }
    if let Some(name) = &said.name {
        put(person::NAME.key(), json!(name));
    }
    if fields.is_empty() {
        return Ok(None);
    }
    if let Some(email) = &said.email {
        let filter = is(person::EMAILS.key(), email.clone());
        if let Some(id) = only(&found(writing, person::KEY, filter, "", 2)?) {
            return Ok(Some(Known { id, made: false }));
        }
    }
    if let Some(country) = &said.country {
        fields.insert(person::ADDRESSES.key().to_string(), json!([{"country": country}]));
    }
    if let Some(company) = company {
        fields.insert(person::COMPANY.key().to_string(), json!(company));
    }
    if let Some(id) = likely(writing, person::KEY, &fields)? {
        return Ok(Some(Known { id, made: false }));
    }
    for (field, value) in
        [(person::JOB_TITLE.key(), &said.job_title), (person::LANGUAGE.key(), &said.language)]
    {
        if let Some(value) = value {
            fields.insert(field.to_string(), json!(value));
        }
    }
    // Somebody without a name is called by what is known of them.
    let named = said.name.clone().or_else(|| said.email.clone()).or_else(|| said.phone.clone());
    fields.insert(person::NAME.key().to_string(), json!(named));
    Ok(Some(Known { id: writing.create(person::KEY, &fields)?.id(), made: true }))
}

fn likely(writing: &mut Writing<'_>, object: &str, values: &Input) -> Result<Option<Id>> {
    let request = MatchRequest { values: values.clone(), id: None };
    let matches = writing.reading().matches(object, &request)?;
    Ok(matches.iter().find(|found| found.is_likely()).map(|found| found.record.record.id))
}

fn only(found: &[Viewed]) -> Option<Id> {
    match found {
        [one] => Some(one.id()),
        _ => None,
    }
}

/// The domain that names the company: of its website, else of a mail address that is not anybody's.
fn domain(said: &Said) -> Option<String> {
    let site = said.website.as_ref().map(|site| {
        let rest = site.split_once("://").map_or(site.as_str(), |(_, rest)| rest);
        rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase()
    });
    let mail = said.email.as_ref().and_then(|email| Some(email.rsplit_once('@')?.1.to_lowercase()));
    let found = site.or_else(|| mail.filter(|domain| !FREE_MAIL.contains(&domain.as_str())))?;
    let found = found.trim_start_matches("www.").to_string();
    found.contains('.').then_some(found)
}

#[cfg(test)]
mod tests {
    use super::{Said, domain};

    #[test]
    fn a_company_is_told_by_its_website_or_by_a_mail_domain_of_its_own() {
        let said = |email: &str, website: &str| Said {
            email: Some(email.to_string()).filter(|text| !text.is_empty()),
            website: Some(website.to_string()).filter(|text| !text.is_empty()),
            ..Said::default()
        };
        let cases = [
            ("ana@acme.example", "", Some("acme.example")),
            ("ana@GMAIL.com", "", None),
            ("ana@gmail.com", "https://www.Acme.example:8443/about?x", Some("acme.example")),
            ("", "acme.example/contact", Some("acme.example")),
            ("", "localhost", None),
            ("", "", None),
        ];
        for (email, website, wanted) in cases {
            assert_eq!(domain(&said(email, website)).as_deref(), wanted, "{email} {website}");
        }
    }
}
