//! The form of a whole record, kept once it is worked out: it is the same for every record of an object as long as rights and
//! dictionary are.

use super::shape::Shape;
use crate::access::Access;
use crate::access::Rights;
use dictionary::ObjectDef;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use store::query::Visibility;

/// The form of a whole record.
pub(crate) struct Form {
    pub(crate) shape: Arc<Shape>,
    /// Names of the columns its viewer may not write.
    pub(crate) readonly: Arc<[String]>,
}

/// Most forms kept; a change of rights or of a dictionary makes new ones, and the old ones are forgotten now and then.
const MOST: usize = 512;

/// By the number of who sees alike, and by the object's place in memory: its form keeps the object, so that the place goes to
/// no other.
static KNOWN: RwLock<Option<Forms>> = RwLock::new(None);
type Forms = HashMap<(u64, usize), Arc<Form>>;

impl Form {
    /// The form in which a viewer sees the records of an object.
    pub(crate) fn of(object: &Arc<ObjectDef>, rights: &Rights, visibility: &dyn Visibility) -> Arc<Form> {
        let Some(seen) = visibility.shared() else { return Arc::new(Form::new(object, rights, visibility)) };
        let key = (seen, Arc::as_ptr(object) as usize);
        let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(form) = known.as_ref().and_then(|known| known.get(&key)) {
            return Arc::clone(form);
        }
        drop(known);
        let form = Arc::new(Form::new(object, rights, visibility));
        let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        let known = known.get_or_insert_default();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(key, Arc::clone(&form));
        form
    }

    fn new(object: &Arc<ObjectDef>, rights: &Rights, visibility: &dyn Visibility) -> Form {
        let shape = Shape::whole(object, visibility);
        let fixed = |column: &&super::Column| {
            column.field.read_only() || rights.field(&object.key, &column.field.key) < Access::Write
        };
        let readonly = shape.columns.iter().filter(fixed).map(|column| column.name.clone()).collect();
        Form { shape, readonly }
    }
}
