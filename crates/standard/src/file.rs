//! A file that was uploaded: here its description, on disk its bytes.

use crate::{company, deal, lead, person};
use dictionary::marker::{Integer, Link, Text};
use dictionary::{Field, Object};

/// The key of the object, and its table.
pub const KEY: &str = "file";

/// Its name.
pub const NAME: Field<Text> = Field::new("name", "Name").required().searchable();
/// What sort of file it is.
pub const CONTENT_TYPE: Field<Text> = Field::new("content_type", "Content type").kept();
/// How many bytes it has.
pub const SIZE: Field<Integer> = Field::new("size", "Size").help("In bytes.").kept();
/// The fingerprint of its bytes, under which they are kept.
pub const SHA256: Field<Text> = Field::new("sha256", "SHA-256").kept();
/// The person it is about.
pub const PERSON: Field<Link> = Field::new("person", "Person").indexed().to(person::KEY, "Files");
/// The company it is about.
pub const COMPANY: Field<Link> = Field::new("company", "Company").indexed().to(company::KEY, "Files");
/// The deal it is about.
pub const DEAL: Field<Link> = Field::new("deal", "Deal").indexed().to(deal::KEY, "Files");
/// The lead it is about.
pub const LEAD: Field<Link> = Field::new("lead", "Lead").indexed().to(lead::KEY, "Files");

/// The noun.
pub static OBJECT: Object = Object::new(KEY, "files", "File", "Files")
    .fields(&[NAME.def, CONTENT_TYPE.def, SIZE.def, SHA256.def, PERSON.def, COMPANY.def, DEAL.def, LEAD.def])
    .titled_by(NAME.def.key)
    .shown_as("activity", "paperclip")
    .listed(
        &[NAME.def.key, CONTENT_TYPE.def.key, SIZE.def.key, PERSON.def.key, COMPANY.def.key, DEAL.def.key],
        "-created_at",
    )
    .made_by("A file is made by uploading it: send its bytes to POST /api/v1/files/content?name=offer.pdf.")
    .checked();
