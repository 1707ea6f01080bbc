//! What a comparison answers: a score, a level and the evidence, in codes an app can translate.

use serde::{Deserialize, Serialize};
use vocabulary::Id;

/// How sure a pair is. The measured precision of each stands in the book, in the page on duplicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Worth a look.
    Possible,
    /// Worth a merge by a person who looks at both.
    Likely,
    /// Safe for merging without a person: two independent kinds of evidence agree and nothing contradicts.
    Certain,
}

/// The kind of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Given names.
    GivenName,
    /// Family names.
    FamilyName,
    /// What stands behind a name: junior, senior.
    NameSuffix,
    /// The name as one text.
    Title,
    /// The legal form in it.
    LegalForm,
    /// A mail address of one's own.
    Mail,
    /// A mail address of a role, such as info@.
    SharedMail,
    /// A web domain, or the domain of mail addresses.
    Domain,
    /// A phone number.
    Phone,
    /// A postal address.
    Place,
    /// A date such as that of birth.
    Date,
    /// An id in another system.
    ExternalId,
    /// Another text.
    Text,
}

/// How two values agree, or that they do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// The same once case, accents, script and notation are put aside.
    Same,
    /// Another form of one name: Bob and Robert, Saša and Aleksandar.
    Variant,
    /// The same initial.
    Initial,
    /// Exchanged with each other: given and family name, day and month.
    Swapped,
    /// Written a little differently, as by a slip of the fingers or by ear.
    Similar,
    /// A part of it is the same.
    Partly,
    /// Not the same.
    Differs,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// Its kind.
    pub evidence: Evidence,
    /// How the values agree.
    pub manner: Manner,
    /// The first record's value, in its normal form.
    pub left: String,
    /// The second record's value, in its normal form.
    pub right: String,
    /// Bits it adds: each doubles the odds that the two are one; negative when it speaks against.
    pub weight: f32,
    /// Whether it speaks for a duplicate.
    pub agrees: bool,
}

/// What comparing two records gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// From 0 (strangers) to 1 (the same).
    pub score: f32,
    /// How sure; nothing below `Possible`.
    pub level: Option<Level>,
    /// Why, the strongest first.
    pub signals: Vec<Signal>,
}

/// Two records that are probably one; `left` has the smaller id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// The record with the smaller id.
    pub left: Id,
    /// The other.
    pub right: Id,
    /// From 0 to 1.
    pub score: f32,
    /// How sure.
    pub level: Level,
    /// Why, the strongest first.
    pub signals: Vec<Signal>,
}
