//! Every operation of the generic interface, once: the router, the OpenAPI document and the security sweeps read this list.
//! Features bring theirs with them.
//! Each chapter is a file.

mod administration;
mod dictionary;
mod duplicate;
mod import;
mod record;
mod sign_in;
mod system;
mod undo;
mod upkeep;
mod view;

use std::sync::LazyLock;

pub use platform::http::operation::{Door, Method, Operation, Repeat, Shape};
use platform::http::operation::{PAGE_QUERY, operation};

/// All operations of the generic interface, below `/api/v1`.
pub static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    [
        sign_in::LIST,
        record::LIST,
        undo::LIST,
        dictionary::LIST,
        duplicate::LIST,
        import::LIST,
        view::LIST,
        administration::LIST,
        upkeep::LIST,
        system::LIST,
    ]
    .concat()
});

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_and_doors_are_each_one() {
        let mut ids = HashSet::new();
        let mut doors = HashSet::new();
        for operation in OPERATIONS.iter() {
            assert!(ids.insert(operation.id), "{}", operation.id);
            assert!(doors.insert((operation.method, operation.path)), "{}", operation.path);
            assert!(!operation.summary.ends_with('.'));
        }
    }
}
