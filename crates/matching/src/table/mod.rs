//! What has to be known rather than computed: forms of names, legal forms, shared mailboxes, words of streets.

mod given;
mod word;

pub(crate) use given::{is_given_name, other_forms, variant_groups};
pub(crate) use word::{
    is_connector, is_free_mail, is_honorific, is_role_mailbox, legal_form, street_word, suffix, title_word,
};
