//! The one list of features, in sequence: what each adds is declared with it.

use dictionary::Object;
use platform::Feature;
use platform::job::JobKind;
use records::Rule;
use store::migrate::Migration;

/// All features of this binary.
pub static FEATURES: &[&Feature] = &[
    &platform::feature::FEATURE,
    &platform::import::FEATURE,
    &platform::backup::FEATURE,
    &platform::sample_data::FEATURE,
    &platform::mention::FEATURE,
    &platform::change_set::FEATURE,
    &platform::duplicate::FEATURE,
    &platform::bulk::FEATURE,
    &platform::trash::FEATURE,
    &operational::sales::FEATURE,
];

/// The objects of the standard dictionary and of the features.
pub fn objects() -> &'static [&'static Object] {
    static ALL: std::sync::OnceLock<Vec<&'static Object>> = std::sync::OnceLock::new();
    ALL.get_or_init(|| {
        standard::OBJECTS.iter().chain(FEATURES.iter().flat_map(|feature| feature.objects)).copied().collect()
    })
}

/// The rules of the features, in the sequence in which they run.
pub fn rules() -> Vec<Rule> {
    FEATURES.iter().flat_map(|feature| feature.rules).copied().collect()
}

/// The kinds of jobs the features run.
pub fn jobs() -> Vec<JobKind> {
    FEATURES.iter().flat_map(|feature| feature.jobs).copied().collect()
}

/// All migrations, in sequence.
pub fn migrations() -> Vec<Migration> {
    let nouns = standard::MIGRATION_TEXTS.iter().map(|text| Migration {
        name: text.name,
        sqlite: text.sqlite,
        postgres: text.postgres,
    });
    nouns
        .chain(records::MIGRATIONS.iter().copied())
        .chain(FEATURES.iter().flat_map(|feature| feature.migrations).copied())
        .collect()
}
