//! The narrow index of a custom field that is marked unique or indexed.

use crate::dialect::{Connection, quoted, table_of};
use crate::layout;
use dictionary::ObjectDef;
use vocabulary::{Error, Result};

/// Makes or drops the index of a custom field. Workspaces whose field has the same key share it.
pub(crate) fn custom_field(
    connection: &mut dyn Connection,
    object: &ObjectDef,
    field: &str,
    wanted: bool,
) -> Result<()> {
    let def = object.field(field).filter(|def| def.custom);
    let def = def.ok_or_else(|| Error::internal(format!("{}.{field} is no custom field", object.key)))?;
    let suffix = layout::sort_suffix(def.value_kind());
    // Fields with several values are found through their keys, rollups are not kept.
    let Some((_, of)) = layout::columns(def).iter().find(|(part, _)| *part == suffix) else { return Ok(()) };
    if def.value_kind().multiple() {
        return Ok(());
    }
    let name = quoted(&format!("custom_{}_{field}{suffix}", object.key));
    let text = if wanted {
        let value = connection.dialect().custom("custom", &format!("{field}{suffix}"), *of);
        let object_column = if object.custom { "object, " } else { "" };
        format!(
            "CREATE INDEX IF NOT EXISTS {name} ON {} (workspace_id, {object_column}({value}), id) WHERE removed_at IS NULL AND ({value}) IS NOT NULL",
            table_of(object)
        )
    } else {
        format!("DROP INDEX IF EXISTS {name}")
    };
    connection.execute(&text, &[]).map(|_| ())
}
