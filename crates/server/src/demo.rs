//! `kith demo`: a company to look around in.

use crate::installation::Installation;
use anyhow::bail;

/// Who signs in to the demo company.
pub const EMAIL: &str = "ana@demo.example";
/// Her password: the company is made up, and its data is on this machine only.
pub const PASSWORD: &str = "kith-demo-2026";
