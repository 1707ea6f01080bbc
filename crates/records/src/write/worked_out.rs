//! Scores: fields that say what other records make of this one, written by Kith for many records at once. Nobody changed the
//! record, so neither its version nor its history moves.

use super::Writing;
use dictionary::Value;
use vocabulary::{Error, Id, Result};

impl Writing<'_> {
    /// Writes fields that are made of other objects' fields (`made_of`), values parallel to them, of many records; those in the
    /// trash too. Answers how many there were. Only Kith itself may.
    pub fn put_worked_out(
        &mut self,
        object: &str,
        fields: &[&str],
        rows: &[(Id, Vec<Value>)],
    ) -> Result<u64> {
        self.demand_all()?;
        let object = self.object(object)?;
        self.writer.put_worked_out(self.context.workspace, &object, fields, rows)
    }

    /// Empties such fields of all records that were not worked out at `current`, which stands in the field `stamp`.
    pub fn clear_worked_out(
        &mut self,
        object: &str,
        fields: &[&str],
        stamp: &str,
        current: &Value,
    ) -> Result<u64> {
        self.demand_all()?;
        let object = self.object(object)?;
        self.writer.clear_worked_out(self.context.workspace, &object, fields, stamp, current)
    }

    /// A score holds what everybody's records say, so nobody writes one under own rights.
    fn demand_all(&self) -> Result<()> {
        if self.context.rights.administrator() {
            return Ok(());
        }
        Err(Error::Forbidden("Scores are worked out by Kith itself.".to_string()))
    }
}
