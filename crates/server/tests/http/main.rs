//! The interface tested from outside: the real binary, a fresh database, HTTP.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is missing; helpers of tests are not recognized as such by themselves"
)]

mod access;
mod activity;
mod analysis;
mod automation;
mod automation_kill;
mod automation_webhook;
mod bad_input;
mod basket;
mod booking;
mod broken_files;
mod bulk_change;
mod company_plan;
mod conflict;
mod crm_sales;
mod customer;
mod customer_none;
mod deal_stage;
mod demo_view;
mod disk;
mod document;
mod duplicate;
mod duplicate_search;
mod faults;
mod forecast;
mod hand_over;
mod lead;
mod marked;
mod mention;
mod merge;
mod next;
mod notification;
mod once;
mod online_retail;
mod overlay;
mod part;
mod pipeline;
mod playbook;
mod practice;
mod price;
mod price_effect;
mod profit;
mod profit_information;
mod profit_segment;
mod purchase_kill;
mod push;
mod quote;
mod receiver;
mod record;
mod release;
mod report;
mod report_kept;
mod retail_sales;
mod retail_value;
mod right;
mod sales_analysis;
mod seeing;
mod segment;
mod shop;
mod sign_in;
mod support;
mod sweep;
mod target;
mod territory;
mod together;
mod told;
mod training;
mod trigger_way;
mod truth;
mod undo;
mod untitled;
mod upkeep;
mod value;
mod value_of;
mod view;
mod webhook;
mod whole_sale;

#[path = "../../src/features.rs"]
#[expect(dead_code, reason = "the tests need the migrations of the binary only")]
mod features;
