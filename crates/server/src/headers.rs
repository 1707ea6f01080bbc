//! What other systems call their columns, for the guesses of the import.

use records::import::KnownHeader;
use std::sync::Arc;

/// All known headers.
pub fn known() -> Arc<[KnownHeader]> {
    Arc::from([])
}
