//! The HTTP interface: generic REST over the dictionary, sign-in, administration, and the OpenAPI document of it all.

pub mod openapi;
pub mod operation;
