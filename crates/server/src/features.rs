//! The one list of features, in sequence: what each adds is declared with it.

use dictionary::Object;
use platform::Feature;
use platform::follower::Follower;
use platform::job::JobKind;
use records::Rule;
use std::sync::LazyLock;
use store::migrate::Migration;

/// The features of the platform; those of the wings follow them.
static PLATFORM: &[&Feature] = &[
    &platform::feature::FEATURE,
    &platform::import::FEATURE,
    &platform::backup::FEATURE,
    &platform::sample_data::FEATURE,
    &platform::mention::FEATURE,
    &platform::notification::FEATURE,
    &platform::push::FEATURE,
    &platform::webhook::FEATURE,
    &platform::change_set::FEATURE,
    &platform::duplicate::FEATURE,
    &platform::bulk::FEATURE,
    &platform::hand_over::FEATURE,
    &platform::trash::FEATURE,
    &platform::practice::FEATURE,
];

/// All features of this binary.
pub fn all() -> &'static [&'static Feature] {
    static ALL: LazyLock<Vec<&'static Feature>> =
        LazyLock::new(|| [PLATFORM, operational::FEATURES, analytical::FEATURES].concat());
    &ALL
}

/// The objects of the standard dictionary and of the features.
pub fn objects() -> &'static [&'static Object] {
    static ALL: LazyLock<Vec<&'static Object>> = LazyLock::new(|| {
        standard::OBJECTS.iter().chain(all().iter().flat_map(|feature| feature.objects)).copied().collect()
    });
    &ALL
}

/// The rules of the features, in the sequence in which they run.
pub fn rules() -> Vec<Rule> {
    all().iter().flat_map(|feature| feature.rules).copied().collect()
}

/// The kinds of jobs the features run.
pub fn jobs() -> Vec<JobKind> {
    all().iter().flat_map(|feature| feature.jobs).copied().collect()
}

/// What works beside the jobs.
pub fn followers() -> Vec<Follower> {
    all().iter().flat_map(|feature| feature.followers).copied().collect()
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
        .chain(all().iter().flat_map(|feature| feature.migrations).copied())
        .collect()
}
