//! What was worked out once and serves again: by a key, for the whole process, up to a number.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};
use vocabulary::Result;

/// Most things kept of one kind. What they were worked out from changes now and then and makes new ones; so all are forgotten
/// when there are too many.
const MOST: usize = 512;

/// Things kept by key. A key that names something by its place in memory is right only while the thing kept holds on to that.
#[derive(Debug)]
pub struct Kept<K, T>(RwLock<Option<HashMap<K, Arc<T>>>>);

impl<K: Eq + Hash, T> Kept<K, T> {
    /// Nothing kept yet.
    pub const fn new() -> Kept<K, T> {
        Kept(RwLock::new(None))
    }

    /// What is kept under a key, worked out if need be.
    ///
    /// # Errors
    /// Those of `make`; then nothing is kept.
    pub fn get_or(&self, key: K, make: impl FnOnce() -> Result<T>) -> Result<Arc<T>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.as_ref().and_then(|kept| kept.get(&key)) {
            return Ok(Arc::clone(known));
        }
        drop(kept);
        let made = Arc::new(make()?);
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.get_or_insert_default();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&made));
        Ok(made)
    }
}

impl<K: Eq + Hash, T> Default for Kept<K, T> {
    fn default() -> Kept<K, T> {
        Kept::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::Error;

    #[test]
    fn each_is_made_once_and_their_number_is_bounded() {
        let kept: Kept<usize, usize> = Kept::new();
        assert_eq!(*kept.get_or(1, || Ok(10)).unwrap(), 10);
        assert_eq!(*kept.get_or(1, || panic!("made twice")).unwrap(), 10);
        assert!(kept.get_or(2, || Err(Error::not_found())).is_err());
        assert_eq!(*kept.get_or(2, || Ok(20)).unwrap(), 20, "what failed is tried again");
        for key in 0..3 * MOST {
            kept.get_or(key, || Ok(key)).unwrap();
        }
        assert!(kept.0.read().unwrap().as_ref().unwrap().len() <= MOST);
    }
}
