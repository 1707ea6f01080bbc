//! Why two records are taken for one, in codes an app can translate and in plain English.

use matching::{Evidence, Manner, Signal};
use serde::Serialize;

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// Its kind.
    pub signal: Evidence,
    /// How the two values agree, or that they differ.
    pub manner: Manner,
    /// The same in words.
    pub text: String,
    /// The first record's value, in its normal form.
    pub left: String,
    /// The second record's value, in its normal form.
    pub right: String,
    /// Bits it adds; negative when it speaks against.
    pub bits: f32,
}

impl From<Signal> for Reason {
    fn from(signal: Signal) -> Reason {
        Reason {
            text: text(signal.evidence, signal.manner),
            signal: signal.evidence,
            manner: signal.manner,
            left: signal.left,
            right: signal.right,
            bits: (signal.weight * 10.0).round() / 10.0,
        }
    }
}

fn text(evidence: Evidence, manner: Manner) -> String {
    let what = match evidence {
        Evidence::GivenName => "given name",
        Evidence::FamilyName => "family name",
        Evidence::NameSuffix => "addition to the name",
        Evidence::Title => "name",
        Evidence::LegalForm => "legal form",
        Evidence::Mail => "e-mail address",
        Evidence::SharedMail => "shared e-mail address",
        Evidence::Domain => "web domain",
        Evidence::Phone => "phone number",
        Evidence::Place => "address",
        Evidence::Date => "date",
        Evidence::ExternalId => "number",
        Evidence::Text => "text",
    };
    match manner {
        Manner::Same => format!("Same {what}"),
        Manner::Variant => format!("Another form of the same {what}"),
        Manner::Initial => format!("Same initial of the {what}"),
        Manner::Swapped => format!("Same {what}, parts exchanged"),
        Manner::Similar => format!("Similar {what}"),
        Manner::Partly => format!("Partly the same {what}"),
        Manner::Differs => format!("Different {what}"),
    }
}
