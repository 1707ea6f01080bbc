//! Marker types for kinds that have no Rust type of their own in the vocabulary.

macro_rules! markers {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $($(#[$doc])* #[derive(Clone, Copy, Debug)] pub struct $name;)* };
}

markers! {
    /// One line of text.
    Text,
    /// Markdown.
    LongText,
    /// A whole number.
    Integer,
    /// A percentage.
    Percent,
    /// Seconds.
    Duration,
    /// One choice.
    Choice,
    /// Several choices.
    Choices,
    /// A link.
    Link,
    /// An uploaded file.
    File,
    /// E-mail addresses.
    Emails,
    /// Phone numbers.
    Phones,
    /// Postal addresses.
    Addresses,
    /// A web address.
    WebAddress,
    /// Tags.
    Tags,
    /// Computed.
    Computed,
}
