//! Choices that more than one noun offers.

use dictionary::ChoiceSpec;

/// How far a company or person has come with us.
pub const LIFECYCLES: &[ChoiceSpec] = &[
    ChoiceSpec::new("prospect", "Prospect", "blue"),
    ChoiceSpec::new("customer", "Customer", "green"),
    ChoiceSpec::new("former", "Former customer", "gray"),
];

/// Where a lead or deal came from.
pub const SOURCES: &[ChoiceSpec] = &[
    ChoiceSpec::new("web", "Web", "blue"),
    ChoiceSpec::new("referral", "Referral", "green"),
    ChoiceSpec::new("event", "Trade fair or event", "violet"),
    ChoiceSpec::new("phone", "Phone", "amber"),
    ChoiceSpec::new("email", "E-mail", "teal"),
    ChoiceSpec::new("partner", "Partner", "pink"),
    ChoiceSpec::new("import", "Import", "gray"),
    ChoiceSpec::new("other", "Other", "gray"),
];
