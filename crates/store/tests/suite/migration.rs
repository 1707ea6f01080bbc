//! Migrations: applied once, whole or not at all, never backwards.

use crate::support::*;
use store::Store;
use store::migrate::Migration;
use store::testing::Fresh;

store::on_both_databases!(
    a_database_opens_again_with_the_same_schema,
    a_new_step_is_applied_to_an_old_database,
    a_step_that_fails_leaves_nothing,
    a_newer_or_changed_database_is_refused,
);

const MORE: Migration =
    Migration::both("test/0003_more", "CREATE TABLE more (a BIGINT);\nCREATE INDEX more_a ON more (a);");

fn a_database_opens_again_with_the_same_schema(fresh: Fresh) {
    let first = open(&fresh).schema_text().unwrap();
    assert!(first.contains("search_entry") && first.contains("person_by_name_fold"), "{first}");
    assert_eq!(open(&fresh).schema_text().unwrap(), first);
}

fn a_new_step_is_applied_to_an_old_database(fresh: Fresh) {
    drop(open(&fresh));
    let mut steps = migrations();
    steps.push(MORE);
    let schema = fresh.open(&steps).schema_text().unwrap();
    assert!(schema.contains("more_a"));
    assert_sound(&fresh.open(&steps));
}

fn a_step_that_fails_leaves_nothing(fresh: Fresh) {
    let before = open(&fresh).schema_text().unwrap();
    let mut steps = migrations();
    steps.push(Migration::both(
        "test/0003_more",
        "CREATE TABLE more (a BIGINT); CREATE TABLE more (b BIGINT);",
    ));
    let failed = Store::open(&fresh.config, &steps).unwrap_err();
    assert!(format!("{failed:?}").contains("test/0003_more"), "{failed:?}");
    assert_eq!(open(&fresh).schema_text().unwrap(), before);
    steps.pop();
    steps.push(MORE);
    fresh.open(&steps);
}

fn a_newer_or_changed_database_is_refused(fresh: Fresh) {
    let mut steps = migrations();
    steps.push(MORE);
    fresh.open(&steps);
    let refusal = Store::open(&fresh.config, &migrations()).unwrap_err().to_string();
    assert!(refusal.contains("newer than this program"), "{refusal}");
    assert!(Store::open_shared(&fresh.config, &migrations()).is_err());
    steps.pop();
    steps.push(Migration::both("test/0003_more", "CREATE TABLE more (b BIGINT);"));
    let refusal = Store::open(&fresh.config, &steps).unwrap_err().to_string();
    assert!(refusal.contains("another build"), "{refusal}");
}
