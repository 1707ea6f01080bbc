//! Imports over a small dictionary.
