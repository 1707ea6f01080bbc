//! Tests of the engine over a small dictionary of their own.
