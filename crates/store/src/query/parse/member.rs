//! Whether a record is on a list of members: `{"member_of":"…"}`, or `{"member_of":"…","via":"company"}` for the record it links to.
//!
//! Who may see the list and all that its rule looks at is told of the members that are kept. For everybody else the rule is read
//! again with their own eyes, so that a membership never tells of what they may not see.

use super::{Parser, Reading};
use crate::query::{Filter, Member, Path, SEES_ALL, Scope, Visibility};
use dictionary::{KeptList, ObjectDef};
use serde_json::{Map, Value as Json};
use std::sync::Arc;
use vocabulary::Id;

impl Reading<'_> {
    pub(super) fn member(
        &mut self,
        object: &Arc<ObjectDef>,
        members: &Map<String, Json>,
        at: &str,
        depth: usize,
    ) -> Option<Filter> {
        self.only(members, &["member_of", "via"], at)?;
        let place = format!("{at}.member_of");
        let unknown = "There is no such list of members here.";
        let way = match members.get("via") {
            None | Some(Json::Null) => "id".to_string(),
            Some(Json::String(way)) => format!("{way}.id"),
            Some(_) => return self.wrong(format!("{at}.via"), "malformed", "Expected the key of a link."),
        };
        let path = match self.parser.path(object, &way) {
            Ok(path) => path,
            Err((code, message)) => return self.wrong(format!("{at}.via"), code, message),
        };
        let id: Option<Id> =
            members.get("member_of").and_then(Json::as_str).and_then(|text| text.parse().ok());
        let lists = Arc::clone(&self.parser.dictionary.lists);
        let known = id.and_then(|id| Some((id, lists.get(&id)?)));
        let known = known.filter(|(_, list)| list.object == path.object.key && self.parser.sees_list(list));
        let Some((id, list)) = known else { return self.wrong(place, "unknown_list", unknown) };
        match self.parser.rule_of(list, &path, depth) {
            Seeing::Members => Some(Filter::Member(Member { list: id, path, rule: None })),
            Seeing::Rule(rule) if path.links.is_empty() => Some(rule),
            Seeing::Rule(rule) => Some(Filter::Member(Member { list: id, path, rule: Some(Box::new(rule)) })),
            Seeing::Nothing => self.wrong(place, "unknown_list", unknown),
        }
    }
}

/// What a viewer is told of a list.
enum Seeing {
    /// Its members.
    Members,
    /// What the rule finds with the viewer's eyes.
    Rule(Filter),
    /// Nothing: it does not exist.
    Nothing,
}

impl Parser<'_> {
    /// Whether the record that is the list may be seen.
    fn sees_list(&self, list: &KeptList) -> bool {
        match self.visibility.scope(&list.noun) {
            Scope::All => true,
            Scope::Owners(owners) => list.owner.is_some_and(|owner| owners.contains(&owner)),
            Scope::Nothing => false,
        }
    }

    fn rule_of(&self, list: &KeptList, path: &Path, depth: usize) -> Seeing {
        if self.visibility.shared() == Some(SEES_ALL) {
            return Seeing::Members;
        }
        let mut reading = Reading { parser: self, problems: Vec::new(), nodes: 0, values: 0 };
        let rule = reading.filter(&path.object, &list.filter, "filter", depth + 1);
        match rule.filter(|_| reading.problems.is_empty()) {
            Some(rule) if is_whole(self.visibility, &rule) => Seeing::Members,
            Some(rule) if !list.frozen => Seeing::Rule(rule),
            _ => Seeing::Nothing,
        }
    }
}

/// Whether a viewer sees every record besides the member itself that a rule looks at.
fn is_whole(visibility: &dyn Visibility, rule: &Filter) -> bool {
    let all = |object: &str| visibility.scope(object) == Scope::All;
    let way = |path: &Path| {
        let rollup = path.field.as_ref().and_then(|field| field.computed.as_ref()?.rollup.as_ref());
        let measured = rollup.and_then(|rollup| rollup.link.split_once('.'));
        measured.is_none_or(|(object, _)| all(object))
            && path.links.iter().all(|link| {
                super::target_of(link).is_none_or(|target| ["user", "team"].contains(&target) || all(target))
            })
    };
    match rule {
        Filter::And(parts) | Filter::Or(parts) => parts.iter().all(|part| is_whole(visibility, part)),
        Filter::Not(inner) => is_whole(visibility, inner),
        Filter::Field(test) => way(&test.path),
        Filter::Linked(linked) => {
            all(&linked.object.key)
                && linked.filter.as_ref().is_none_or(|filter| is_whole(visibility, filter))
        }
        // A list within the rule that had to be read with the viewer's eyes is seen in part.
        Filter::Member(member) => member.rule.is_none() && way(&member.path),
    }
}
