//! Where the next page begins: the rows after the last one seen, found by their sort values, not by counting.

use super::Compiler;
use super::key::Key;
use crate::Datum;
use crate::query::Cursor;

impl Compiler<'_> {
    /// The condition that a row comes after the cursor. `id` is the column of the id; `filled` says that the first key is
    /// known not to be empty in the rows asked for.
    pub(super) fn after(&mut self, keys: &[Key], id: &str, cursor: &Cursor, filled: bool) -> String {
        let descending = keys.first().is_some_and(|key| key.descending);
        if let ([key], Some(value), true) = (keys, cursor.values.first(), filled)
            && !key.id
            && !value.is_null()
        {
            // One comparison of pairs, which an index of both walks straight to its place.
            let sign = if descending { '<' } else { '>' };
            let (value, last) = (self.bind(value.clone()), self.bind(cursor.id));
            return format!("({}, {id}) {sign} ({value}, {last})", key.text);
        }
        self.after_levels(keys, &cursor.values, id, cursor, descending, filled)
    }

    fn after_levels(
        &mut self,
        keys: &[Key],
        values: &[Datum],
        id: &str,
        cursor: &Cursor,
        descending: bool,
        filled: bool,
    ) -> String {
        let (Some((key, keys)), Some((value, values))) = (keys.split_first(), values.split_first()) else {
            return format!("{id} {} {}", if descending { '<' } else { '>' }, self.bind(cursor.id));
        };
        let sign = if key.descending { '<' } else { '>' };
        if key.id {
            return format!("{id} {sign} {}", self.bind(cursor.id));
        }
        let text = &key.text;
        if value.is_null() {
            let rest = self.after_levels(keys, values, id, cursor, descending, false);
            return format!("({text} IS NULL AND {rest})");
        }
        let value = self.bind(value.clone());
        let rest = self.after_levels(keys, values, id, cursor, descending, false);
        if filled || key.filled {
            // The first comparison bounds the range an index walks.
            format!("({text} {sign}= {value} AND ({text} {sign} {value} OR {rest}))")
        } else {
            format!("({text} {sign} {value} OR {text} IS NULL OR ({text} = {value} AND {rest}))")
        }
    }
}
