//! Ids of records: UUID version 7, so that they sort by the moment they were made.

use crate::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};

/// The id of a record, user, job or file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(uuid::Uuid);

impl Id {
    /// Makes an id from the moment (milliseconds) and 74 bits of chance or sequence.
    pub fn v7(at: Timestamp, chance: [u8; 10]) -> Id {
        let millis = (at.micros() / 1000).max(0) as u64;
        Id(uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid())
    }

    /// Makes an id whose leading chance is a counter of 34 bits, so that ids of one moment sort as they were made.
    pub fn v7_counted(at: Timestamp, counter: u64, chance: [u8; 5]) -> Id {
        // The format overwrites the top four bits of the first byte (version) and the top two of the third (variant).
        let [c0, c1, c2, c3, c4] = chance;
        let bits = |shift: u32, mask: u64| ((counter >> shift) & mask) as u8;
        Id::v7(
            at,
            [bits(30, 0xF), bits(22, 0xFF), bits(16, 0x3F), bits(8, 0xFF), bits(0, 0xFF), c0, c1, c2, c3, c4],
        )
    }

    /// The id from its sixteen bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Id {
        Id(uuid::Uuid::from_bytes(bytes))
    }

    /// The id from a slice, if it has sixteen bytes.
    pub fn from_slice(bytes: &[u8]) -> Option<Id> {
        uuid::Uuid::from_slice(bytes).ok().map(Id)
    }

    /// The sixteen bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// The id as the UUID type of the `uuid` crate.
    pub fn uuid(self) -> uuid::Uuid {
        self.0
    }
}

impl From<uuid::Uuid> for Id {
    fn from(value: uuid::Uuid) -> Id {
        Id(value)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.0.as_hyphenated(), f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Id {
    type Err = crate::Error;
    fn from_str(text: &str) -> Result<Id, crate::Error> {
        // Only the hyphenated form: one spelling for one id.
        if text.len() != 36 {
            return Err(crate::Error::not_found());
        }
        uuid::Uuid::try_parse(text).map(Id).map_err(|_| crate::Error::not_found())
    }
}

/// Where new ids come from; passed in, so that tests and the demo company repeat.
pub trait IdSource: Send + Sync {
    /// A new id, never given before, made at `now`.
    fn next(&self, now: Timestamp) -> Id;
}

/// A repeatable source: the same seed gives the same ids in the same sequence. For tests and the demo company.
#[derive(Debug)]
pub struct SeededIds {
    seed: u64,
    count: AtomicU64,
}

impl SeededIds {
    /// A source that starts anew from `seed`.
    pub fn new(seed: u64) -> SeededIds {
        SeededIds { seed, count: AtomicU64::new(0) }
    }
}

impl IdSource for SeededIds {
    fn next(&self, now: Timestamp) -> Id {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let mixed = count.wrapping_add(self.seed.rotate_left(32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let [c0, c1, c2, c3, c4, ..] = mixed.to_be_bytes();
        Id::v7_counted(now, count, [c0, c1, c2, c3, c4])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_and_differ() {
        let ids = SeededIds::new(1);
        let now = Timestamp::from_micros(1_700_000_000_000_000);
        let a = ids.next(now);
        let b = ids.next(now);
        assert_ne!(a, b);
        assert!(a < b, "ids of one moment keep their sequence");
        assert_eq!(a.to_string().parse::<Id>().unwrap(), a);
        assert!("not-an-id".parse::<Id>().is_err());
        assert!(a.to_string().replace('-', "").parse::<Id>().is_err());
    }
}
