//! Records of every object, standard and custom alike.

pub mod access;
pub mod bulk;
pub mod change;
pub mod create;
pub mod export;
pub mod groups;
pub mod link;
pub mod list;
pub mod remove;
pub mod show;
pub mod story;
pub mod tables;
