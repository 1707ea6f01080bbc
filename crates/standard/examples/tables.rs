//! Prints the tables the nouns need, for the next step of the migrations: `cargo run -p standard --example tables -- sqlite`.

use dictionary::{Dictionary, Overlay};
use std::io::Write;

fn main() -> Result<(), String> {
    let dialect = std::env::args().nth(1).unwrap_or_else(|| "sqlite".to_string());
    let dictionary =
        Dictionary::build(standard::OBJECTS, &Overlay::default()).map_err(|error| format!("{error:?}"))?;
    let text = store::ddl::create_objects(&dialect, &dictionary).map_err(|error| format!("{error:?}"))?;
    std::io::stdout().write_all(text.as_bytes()).map_err(|error| error.to_string())
}
