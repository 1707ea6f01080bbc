//! The nouns every installation has: who buys, what is sold, and what was done about it. One file each.
//!
//! A noun lives in the program, not in the database: an upgrade brings new fields with nothing to copy into each
//! workspace. What the tables look like is frozen in the migrations.

pub mod choice;
mod headers;
mod migration;

pub mod absence;
pub mod activity_template;
pub mod assignment_rule;
pub mod assignment_seat;
pub mod audience;
pub mod booking_page;
pub mod call;
pub mod commission_plan;
pub mod commission_tier;
pub mod company;
pub mod company_plan;
pub mod conversion;
pub mod course;
pub mod course_assignment;
pub mod customer;
pub mod deal;
pub mod deal_line;
pub mod deal_person;
pub mod deal_share;
pub mod discount_approval;
pub mod employment;
pub mod file;
pub mod forecast_adjustment;
pub mod household;
pub mod lead;
pub mod lesson;
pub mod lesson_question;
pub mod lost_reason;
pub mod meeting;
pub mod meeting_attendee;
pub mod note;
pub mod person;
pub mod pipeline;
pub mod plan_person;
pub mod playbook;
pub mod playbook_step;
pub mod playbook_tick;
pub mod price_book;
pub mod price_entry;
pub mod product;
pub mod product_bundle_item;
pub mod product_category;
pub mod purchase;
pub mod purchase_line;
pub mod quote;
pub mod quote_line;
pub mod score_rule;
pub mod segment;
pub mod stage;
pub mod stage_visit;
pub mod tag;
pub mod target;
pub mod task;
pub mod task_queue;
pub mod task_queue_seat;
pub mod tax_rate;
pub mod territory;

pub use choice::{LIFECYCLES, SOURCES};
pub use headers::{HEADERS, Header};
pub use migration::{MIGRATION_TEXTS, MigrationText};

use dictionary::Object;

/// All nouns, in the sequence the navigation shows them.
pub static OBJECTS: &[&Object] = &[
    &company::OBJECT,
    &person::OBJECT,
    &household::OBJECT,
    &employment::OBJECT,
    &lead::OBJECT,
    &conversion::OBJECT,
    &deal::OBJECT,
    &deal_line::OBJECT,
    &deal_share::OBJECT,
    &deal_person::OBJECT,
    &pipeline::OBJECT,
    &stage::OBJECT,
    &stage_visit::OBJECT,
    &lost_reason::OBJECT,
    &score_rule::OBJECT,
    &territory::OBJECT,
    &assignment_rule::OBJECT,
    &assignment_seat::OBJECT,
    &absence::OBJECT,
    &target::OBJECT,
    &commission_plan::OBJECT,
    &commission_tier::OBJECT,
    &forecast_adjustment::OBJECT,
    &company_plan::OBJECT,
    &plan_person::OBJECT,
    &quote::OBJECT,
    &quote_line::OBJECT,
    &discount_approval::OBJECT,
    &purchase::OBJECT,
    &purchase_line::OBJECT,
    &product::OBJECT,
    &product_category::OBJECT,
    &price_book::OBJECT,
    &price_entry::OBJECT,
    &product_bundle_item::OBJECT,
    &tax_rate::OBJECT,
    &playbook::OBJECT,
    &playbook_step::OBJECT,
    &playbook_tick::OBJECT,
    &course::OBJECT,
    &lesson::OBJECT,
    &lesson_question::OBJECT,
    &course_assignment::OBJECT,
    &task::OBJECT,
    &task_queue::OBJECT,
    &task_queue_seat::OBJECT,
    &call::OBJECT,
    &meeting::OBJECT,
    &meeting_attendee::OBJECT,
    &booking_page::OBJECT,
    &note::OBJECT,
    &activity_template::OBJECT,
    &file::OBJECT,
    &tag::OBJECT,
    &segment::OBJECT,
    &audience::OBJECT,
];

#[cfg(test)]
mod tests {
    use super::OBJECTS;
    use dictionary::{Dictionary, Overlay, Value};
    use std::collections::HashSet;

    fn dictionary() -> Dictionary {
        Dictionary::build(OBJECTS, &Overlay::default()).unwrap()
    }

    #[test]
    fn the_nouns_fit_together() {
        let dictionary = dictionary();
        assert_eq!(dictionary.objects().len(), OBJECTS.len());
        let labels: HashSet<&str> = dictionary.objects().iter().map(|object| object.label.as_str()).collect();
        assert_eq!(labels.len(), OBJECTS.len(), "two nouns have the same label");
    }

    #[test]
    fn everything_has_a_label_and_a_place() {
        for object in dictionary().objects() {
            assert!(
                !object.label.is_empty() && !object.label_plural.is_empty() && !object.icon.is_empty(),
                "{}",
                object.key
            );
            assert!(
                ["customers", "sales", "catalog", "activity", "system"].contains(&object.group.as_str()),
                "{} stands in the unknown group {}",
                object.key,
                object.group
            );
            for field in &object.fields {
                assert!(!field.label.is_empty(), "{}.{} has no label", object.key, field.key);
                // A link that is worked out is no connection somebody made: nothing is listed at its other end.
                let linked = field.to.is_some() && field.made_of.is_empty();
                assert_eq!(linked, field.inverse_label.is_some(), "{}.{}", object.key, field.key);
                for choice in &field.choices {
                    assert!(
                        !choice.label.is_empty() && !choice.color.is_empty(),
                        "{}.{}",
                        object.key,
                        field.key
                    );
                }
            }
        }
    }

    #[test]
    fn lists_show_and_sort_by_fields_that_exist() {
        for object in dictionary().objects() {
            assert!(!object.list_fields.is_empty(), "{}", object.key);
            for key in &object.list_fields {
                assert!(object.field(key).is_some(), "{} lists {key}", object.key);
            }
            let sort = object.default_sort.trim_start_matches('-');
            assert!(
                object.field(sort).is_some_and(|field| field.sortable()),
                "{} sorts by {sort}",
                object.key
            );
            if let Some(moment) = &object.moment {
                assert!(object.field(moment).is_some(), "{} happens at {moment}", object.key);
            }
        }
    }

    #[test]
    fn a_default_is_a_value_its_field_takes() {
        let context = dictionary::ReadContext { currency: vocabulary::Currency::EUR, country: None };
        for (spec, object) in OBJECTS.iter().zip(dictionary().objects()) {
            for declared in spec.fields {
                let field = object.field(declared.key).unwrap();
                assert_eq!(
                    declared.default.is_empty(),
                    field.default.is_none(),
                    "{}.{}",
                    spec.key,
                    declared.key
                );
                if let Some(default) = &field.default {
                    let value = field.kind.read(field, default, &context);
                    assert!(value.is_ok_and(|value| value != Value::Null), "{}.{}", spec.key, declared.key);
                }
            }
        }
    }
}
