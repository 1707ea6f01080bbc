//! Exports over a small dictionary.
