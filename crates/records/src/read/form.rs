//! The form of a whole record, kept once it is worked out: it is the same for every record of an object as long as rights and
//! dictionary are.

use super::shape::Shape;
use crate::access::Rights;
use dictionary::ObjectDef;
use std::sync::Arc;
use store::Kept;
use store::query::Visibility;
use vocabulary::Result;

/// The form of a whole record.
pub(crate) struct Form {
    pub(crate) shape: Arc<Shape>,
    /// Names of the columns its viewer may not write.
    pub(crate) readonly: Arc<[String]>,
}

/// By the number of who sees alike, and by the object's place in memory: the form's shape keeps the object, so that the place
/// goes to no other.
static KNOWN: Kept<(u64, usize), Form> = Kept::new();

impl Form {
    /// The form in which a viewer sees the records of an object.
    pub(crate) fn of(
        object: &Arc<ObjectDef>,
        rights: &Rights,
        visibility: &dyn Visibility,
    ) -> Result<Arc<Form>> {
        let make = || Ok(Form::new(object, rights, visibility));
        match visibility.shared() {
            Some(seen) => KNOWN.get_or((seen, Arc::as_ptr(object) as usize), make),
            None => make().map(Arc::new),
        }
    }

    fn new(object: &Arc<ObjectDef>, rights: &Rights, visibility: &dyn Visibility) -> Form {
        let shape = Shape::whole(object, visibility);
        let readonly = shape.readonly(rights);
        Form { shape, readonly }
    }
}
