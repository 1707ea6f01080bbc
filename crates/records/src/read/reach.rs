//! What a viewer may do with each record of an answer: worked out once for the object where it can be, else by owner.

use crate::access::{Extent, Permission, Rights};
use serde::ser::{Serialize, SerializeSeq, Serializer};
use store::record::Meta;

const WORDS: [(Permission, &str); 3] =
    [(Permission::Change, "change"), (Permission::Remove, "remove"), (Permission::Export, "export")];

/// What may be done with one record: a bit for each permission.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Can(u8);

impl Serialize for Can {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.count_ones() as usize))?;
        for (index, (_, word)) in WORDS.iter().enumerate() {
            if self.0 & (1 << index) != 0 {
                list.serialize_element(word)?;
            }
        }
        list.end()
    }
}

/// What a viewer may do with the records of one object.
pub(crate) struct Reach<'a> {
    rights: &'a Rights,
    object: &'a str,
    /// The same for all records, unless it depends on whose they are.
    all: Option<Can>,
}

impl<'a> Reach<'a> {
    pub(crate) fn of(rights: &'a Rights, object: &'a str) -> Reach<'a> {
        let extents = WORDS.map(|(permission, _)| rights.extent(object, permission));
        let alike = extents.iter().all(|extent| matches!(extent, Extent::All | Extent::None));
        let all = alike.then(|| bits(|index| extents.get(index) == Some(&Extent::All)));
        Reach { rights, object, all }
    }

    /// What may be done with a record.
    pub(crate) fn can(&self, record: &Meta) -> Can {
        self.all.unwrap_or_else(|| {
            bits(|index| {
                WORDS.get(index).is_some_and(|(what, _)| self.rights.reaches(self.object, *what, record))
            })
        })
    }
}

fn bits(set: impl Fn(usize) -> bool) -> Can {
    Can((0..WORDS.len()).filter(|index| set(*index)).fold(0, |bits, index| bits | (1 << index)))
}
