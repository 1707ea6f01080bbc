//! The ways from the records a rule looks at back to the records the rule is about.

use dictionary::{Dictionary, FieldDef, ObjectDef, SystemField};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::query::{Filter, Linked, Member, Path};
use vocabulary::Id;

/// A step away from the record a rule is about.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// The nearer record, of this object, links to the farther one.
    Along(Arc<ObjectDef>, Arc<FieldDef>),
    /// The farther record, of this object, links to the nearer one.
    Against(Arc<ObjectDef>, Arc<FieldDef>),
}

/// Records a rule looks at.
#[derive(Clone, Debug)]
pub(super) struct Way {
    /// The steps that lead to them.
    pub steps: Vec<Step>,
    /// Their object.
    pub object: Arc<ObjectDef>,
    /// The fields it looks at.
    pub fields: HashSet<String>,
    /// Any change may matter: it looks at what is worked out from others.
    pub any: bool,
    /// The lists of members it asks for.
    pub lists: HashSet<Id>,
}

/// All ways of a filter over an object.
pub(super) fn ways(dictionary: &Dictionary, object: &Arc<ObjectDef>, filter: &Filter) -> Vec<Way> {
    let mut gathering = Gathering { dictionary, ways: Vec::new(), known: HashMap::new() };
    let here = gathering.way(&[], object);
    gathering.filter(here, filter);
    gathering.ways
}

struct Gathering<'a> {
    dictionary: &'a Dictionary,
    ways: Vec<Way>,
    known: HashMap<String, usize>,
}

impl Gathering<'_> {
    fn way(&mut self, steps: &[Step], object: &Arc<ObjectDef>) -> usize {
        let mut key = String::new();
        for step in steps {
            let (sign, (object, link)) = match step {
                Step::Along(object, link) => ('>', (object, link)),
                Step::Against(object, link) => ('<', (object, link)),
            };
            key.push_str(&format!("{sign}{}.{}", object.key, link.key));
        }
        if let Some(place) = self.known.get(&key) {
            return *place;
        }
        self.ways.push(Way {
            steps: steps.to_vec(),
            object: Arc::clone(object),
            fields: HashSet::new(),
            any: false,
            lists: HashSet::new(),
        });
        self.known.insert(key, self.ways.len() - 1);
        self.ways.len() - 1
    }

    fn further(&mut self, here: usize, step: Step, object: &Arc<ObjectDef>) -> Option<usize> {
        let mut steps = self.ways.get(here)?.steps.clone();
        steps.push(step);
        Some(self.way(&steps, object))
    }

    fn looks_at(&mut self, here: usize, field: &str) {
        if let Some(way) = self.ways.get_mut(here) {
            way.fields.insert(field.to_string());
        }
    }

    fn looks_at_all(&mut self, here: usize) {
        if let Some(way) = self.ways.get_mut(here) {
            way.any = true;
        }
    }

    fn filter(&mut self, here: usize, filter: &Filter) {
        match filter {
            Filter::And(parts) | Filter::Or(parts) => parts.iter().for_each(|part| self.filter(here, part)),
            Filter::Not(inner) => self.filter(here, inner),
            Filter::Field(test) => self.path(here, &test.path),
            Filter::Linked(linked) => self.linked(here, linked),
            Filter::Member(member) => self.member(here, member),
        }
    }

    fn path(&mut self, here: usize, path: &Path) {
        let Some(end) = self.along(here, path) else { return };
        if let Some(field) = &path.field {
            self.field(end, &Arc::clone(&path.object), field);
        }
    }

    /// Where the links of a path lead.
    fn along(&mut self, here: usize, path: &Path) -> Option<usize> {
        let mut end = here;
        for link in &path.links {
            let near = Arc::clone(&self.ways.get(end)?.object);
            self.looks_at(end, &link.key);
            let far = Arc::clone(self.dictionary.object(link.to.as_deref()?)?);
            end = self.further(end, Step::Along(near, Arc::clone(link)), &far)?;
        }
        Some(end)
    }

    fn field(&mut self, here: usize, object: &Arc<ObjectDef>, field: &FieldDef) {
        self.looks_at(here, &field.key);
        let stamped = matches!(
            field.system,
            Some(SystemField::CreatedAt | SystemField::UpdatedAt | SystemField::ExternalIds)
        );
        if stamped || field.formula.is_some() {
            self.looks_at_all(here);
        }
        if let Some(rollup) = field.computed.as_ref().and_then(|computed| computed.rollup.as_ref()) {
            let link = rollup.link.split_once('.');
            if let Some(far) = link.and_then(|(far, link)| self.against(here, object, far, link)) {
                self.looks_at_all(far);
            }
        }
        let sources: Vec<(&str, &str)> =
            field.made_of.iter().filter_map(|source| source.split_once('.')).collect();
        let mut ends: Vec<(&str, usize)> = Vec::new();
        for (far, link) in &sources {
            let Some(end) = self.against(here, object, far, link) else { continue };
            ends.push((far, end));
        }
        // What is summed up may belong to a record that links here, as the lines of a purchase do.
        for (far, link) in &sources {
            let near = ends.iter().filter(|(near, _)| near != far).copied().collect::<Vec<_>>();
            for (near, end) in near {
                let Some(near) = self.dictionary.object(near).cloned() else { continue };
                if let Some(end) = self.against(end, &near, far, link) {
                    ends.push((far, end));
                }
            }
        }
        for (far, end) in ends {
            for (_, field) in sources.iter().filter(|(object, _)| *object == far) {
                self.looks_at(end, field);
            }
        }
    }

    /// The records of an object that link here; none when that is no link to here.
    fn against(&mut self, here: usize, near: &Arc<ObjectDef>, far: &str, link: &str) -> Option<usize> {
        let far = Arc::clone(self.dictionary.object(far)?);
        let link = Arc::clone(far.field(link)?);
        if link.to.as_deref() != Some(near.key.as_str()) {
            return None;
        }
        let end = self.further(here, Step::Against(Arc::clone(&far), Arc::clone(&link)), &far)?;
        self.looks_at(end, &link.key);
        Some(end)
    }

    fn linked(&mut self, here: usize, linked: &Linked) {
        let step = Step::Against(Arc::clone(&linked.object), Arc::clone(&linked.link));
        let Some(end) = self.further(here, step, &linked.object) else { return };
        self.looks_at(end, &linked.link.key);
        for having in &linked.having {
            if having.measure == dictionary::Measure::Last {
                self.looks_at_all(end);
            }
            if let Some(field) = &having.field {
                self.field(end, &linked.object, field);
            }
        }
        if let Some(filter) = &linked.filter {
            self.filter(end, filter);
        }
    }

    fn member(&mut self, here: usize, member: &Member) {
        let Some(end) = self.along(here, &member.path) else { return };
        if let Some(way) = self.ways.get_mut(end) {
            way.lists.insert(member.list);
        }
    }
}
