//! Conditions on lists of members.

use super::source::Source;
use super::{Compiler, all};
use crate::query::{Member, Trash};
use vocabulary::Result;

impl Compiler<'_> {
    /// The condition that a record, or the one it links to, is on a list.
    pub(super) fn member(&mut self, source: &mut Source, member: &Member) -> Result<String> {
        let leading = std::mem::replace(&mut self.leading, false);
        let opaque = std::mem::replace(&mut self.opaque, false);
        let id = self.reached_part(source, &member.path, "");
        let text = match &member.rule {
            None if leading => format!("{id} IN (SELECT m.record_id {})", self.members(member)),
            None => format!("EXISTS (SELECT 1 {} AND m.record_id = {id})", self.members(member)),
            Some(rule) => {
                let inner = self.alias();
                let mut found = self.source(&member.path.object, &inner);
                let mut conditions = self.base(&found, Trash::Without);
                conditions.push(format!("{inner}.id = {id}"));
                conditions.push(self.filter(&mut found, rule)?);
                format!("EXISTS (SELECT 1 FROM {} WHERE {})", found.from(), all(&conditions))
            }
        };
        self.opaque = opaque;
        Ok(text)
    }

    /// The rows of a list.
    pub(super) fn members(&mut self, member: &Member) -> String {
        let (workspace, list) = (self.workspace.clone(), self.bind(member.list));
        format!("FROM list_member m WHERE m.workspace_id = {workspace} AND m.list_id = {list}")
    }
}
