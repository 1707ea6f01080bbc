//! What other systems call their columns, for the guesses of the import.

use records::import::KnownHeader;
use std::sync::Arc;

/// All known headers.
pub fn known() -> Arc<[KnownHeader]> {
    let known = |header: &standard::Header| KnownHeader {
        system: header.system,
        header: header.header,
        object: header.object,
        field: header.field,
        label: header.label,
        explicit: header.explicit,
    };
    standard::HEADERS.iter().map(known).collect()
}
