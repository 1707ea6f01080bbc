//! One change to many records: what is meant, what is refused, and that it comes to an end.
