//! What every handler is given: the platform keeps it, because the handlers of the wings get the same.

pub use platform::http::app::*;
