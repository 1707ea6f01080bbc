//! What the sweeps must know of practice workspaces.

use super::Part;

/// Everybody has one of their own.
pub static PART: Part = Part {
    things: |_| Vec::new(),
    body: |_, _| None,
    harmless: &["show_practice", "put_practice", "remove_practice"],
    // It is being made by then.
    refused: &["remove_practice"],
};
