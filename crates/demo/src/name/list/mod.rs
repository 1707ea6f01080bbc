//! Lists of given names, family names and jobs, one file for each language.

mod de;
mod en;
mod sk;
mod sl;
mod sr;
mod sv;

pub(super) use de::DE;
pub(super) use en::EN;
pub(super) use sk::SK;
pub(super) use sl::SL;
pub(super) use sr::SR;
pub(super) use sv::SV;

/// The names and jobs of one language.
#[derive(Debug)]
pub(super) struct List {
    /// Given names of women.
    pub(super) women: &'static [&'static str],
    /// Given names of men.
    pub(super) men: &'static [&'static str],
    /// Family names, as men bear them.
    pub(super) families: &'static [&'static str],
    /// Jobs, as a man and as a woman is called.
    pub(super) jobs: &'static [(&'static str, &'static str)],
}
