//! Whether a definition means something: each problem names its place, such as `steps.0.set.amount`, in the eyes of its author.

use super::definition::{Definition, FieldChange, Fields, Step, Trigger};
use super::value::places;
use dictionary::{Kind, ObjectDef};
use platform::outbound::Target;
use records::{FindRequest, Reading};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vocabulary::{Error, Problem, Result};

/// Most steps of a definition.
const MOST_STEPS: usize = 100;
/// Deepest nesting of steps.
const DEEPEST: usize = 6;

struct Check<'c, 'r> {
    reading: &'c mut Reading<'r>,
    problems: Vec<Problem>,
    object: Option<Arc<ObjectDef>>,
    /// What steps before made, by name.
    made: BTreeMap<String, String>,
    /// Names of what was answered to steps before.
    answers: BTreeSet<String>,
    item: Vec<String>,
    steps: usize,
}

/// All problems of a definition; none means that it can be published.
pub fn problems(reading: &mut Reading<'_>, definition: &Definition) -> Result<Vec<Problem>> {
    let mut check = Check {
        reading,
        problems: Vec::new(),
        object: None,
        made: BTreeMap::new(),
        answers: BTreeSet::new(),
        item: Vec::new(),
        steps: 0,
    };
    check.subject(definition)?;
    check.trigger(&definition.trigger)?;
    if let (Some(condition), Some(object)) = (&definition.condition, check.object.clone()) {
        check.filter(&object, condition, "condition")?;
    }
    if definition.steps.is_empty() {
        check.wrong("steps", "required", "An automation has at least one step.");
    }
    check.steps(&definition.steps, "steps", 1)?;
    let limits = definition.limits;
    if !(1..=100_000).contains(&limits.minute) || !(1..=1_000_000).contains(&limits.hour) {
        check.wrong("limits", "out_of_range", "At most 100,000 runs in a minute and 1,000,000 in an hour.");
    }
    Ok(check.problems)
}

/// Refuses a definition that has problems.
pub fn demand_sound(reading: &mut Reading<'_>, definition: &Definition) -> Result<()> {
    match problems(reading, definition)? {
        none if none.is_empty() => Ok(()),
        problems => Err(Error::Invalid(problems)),
    }
}

impl Check<'_, '_> {
    fn wrong(&mut self, at: &str, code: &str, text: impl Into<String>) {
        if self.problems.len() < 50 {
            self.problems.push(Problem::new(at, code, text.into()));
        }
    }

    fn subject(&mut self, definition: &Definition) -> Result<()> {
        let free = matches!(definition.trigger, Trigger::Schedule { .. } | Trigger::Webhook {});
        match &definition.object {
            Some(key) => match self.reading.object(key) {
                Ok(object) => self.object = Some(object),
                Err(_) => self.wrong("object", "unknown_object", "There is no such object."),
            },
            None if free => {}
            None => self.wrong("object", "required", "Choose the object this is about."),
        }
        if matches!(definition.trigger, Trigger::Webhook {}) && self.object.take().is_some() {
            self.wrong(
                "object",
                "not_allowed",
                "A call from outside brings no record: leave the object out.",
            );
        }
        Ok(())
    }

    fn trigger(&mut self, trigger: &Trigger) -> Result<()> {
        let Some(object) = self.object.clone() else { return Ok(()) };
        match trigger {
            Trigger::Changed { changes } => self.changes(&object, changes, "trigger.changes"),
            Trigger::Date { field, days, hour, .. } => {
                let kind = object.field(field).map(|field| field.value_kind());
                if !matches!(kind, Some(Kind::Date | Kind::Timestamp))
                    || !self.reading.sees_field(&object.key, field)
                {
                    self.wrong("trigger.field", "unknown_field", "Choose a field that holds a day.");
                }
                if !(-366..=3_660).contains(days) {
                    self.wrong(
                        "trigger.days",
                        "out_of_range",
                        "Between 366 days before and ten years after.",
                    );
                }
                if !(0..24).contains(hour) {
                    self.wrong("trigger.hour", "out_of_range", "An hour of the day, 0 to 23.");
                }
            }
            Trigger::Silence { days } if !(1..=3_660).contains(days) => {
                self.wrong("trigger.days", "out_of_range", "Between one day and ten years.");
            }
            Trigger::Enters { filter } | Trigger::Leaves { filter } => {
                self.filter(&object, filter, "trigger.filter")?;
            }
            _ => {}
        }
        Ok(())
    }

    fn changes(&mut self, object: &ObjectDef, changes: &[FieldChange], at: &str) {
        for (index, change) in changes.iter().enumerate() {
            if !self.reading.sees_field(&object.key, &change.field) {
                self.wrong(&format!("{at}.{index}.field"), "unknown_field", "There is no such field.");
            }
        }
    }

    fn filter(&mut self, object: &ObjectDef, filter: &Json, at: &str) -> Result<()> {
        let nothing = json!({"and": [{"field": "id", "op": "in", "value": []}, filter]});
        let request = FindRequest { filter: Some(nothing), ..FindRequest::default() };
        match self.reading.count(&object.key, &request, Some(1)) {
            Ok(_) => Ok(()),
            Err(Error::Invalid(problems)) => {
                for problem in problems {
                    let below =
                        problem.field.strip_prefix("filter.and.1").unwrap_or(&problem.field).to_string();
                    self.wrong(&format!("{at}{below}"), &problem.code, problem.message);
                }
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn steps(&mut self, steps: &[Step], at: &str, depth: usize) -> Result<()> {
        if depth > DEEPEST {
            self.wrong(at, "too_deep", format!("Steps lie at most {DEEPEST} levels deep."));
            return Ok(());
        }
        for (index, step) in steps.iter().enumerate() {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                self.wrong(at, "too_long", format!("At most {MOST_STEPS} steps."));
                return Ok(());
            }
            self.step(step, &format!("{at}.{index}"), depth)?;
        }
        Ok(())
    }

    fn step(&mut self, step: &Step, at: &str, depth: usize) -> Result<()> {
        match step {
            Step::Change { of, set } => {
                if set.is_empty() {
                    self.wrong(&format!("{at}.set"), "required", "Choose what is changed.");
                }
                let object = self.of(of.as_deref(), at);
                self.fields(object, set, &format!("{at}.set"));
            }
            Step::Create { object, set, name } => {
                let found = self.object_of(object, &format!("{at}.object"));
                self.fields(found, set, &format!("{at}.set"));
                if let Some(name) = name {
                    self.name(name, at);
                    self.made.insert(name.clone(), object.clone());
                }
            }
            Step::Link { of, field, to } => {
                let object = self.of(of.as_deref(), at);
                self.fields(object, &Fields::from_iter([(field.clone(), json!(to))]), at);
            }
            Step::Assign { of, users } => {
                let _ = self.of(of.as_deref(), at);
                if users.is_empty() || users.len() > 200 {
                    self.wrong(
                        &format!("{at}.users"),
                        "required",
                        "Choose one user, or up to 200 who take turns.",
                    );
                }
            }
            Step::Task { subject, days, priority, body, .. } => {
                self.text(subject, &format!("{at}.subject"));
                self.texts(&json!(body), at);
                if !(0..=3_660).contains(days) {
                    self.wrong(
                        &format!("{at}.days"),
                        "out_of_range",
                        "Between today and ten years from now.",
                    );
                }
                let known = priority.as_deref().is_none_or(|word| ["low", "normal", "high"].contains(&word));
                if !known {
                    self.wrong(&format!("{at}.priority"), "unknown_choice", "Use low, normal or high.");
                }
            }
            Step::Notify { users, text } => {
                self.text(text, &format!("{at}.text"));
                if users.len() > 200 {
                    self.wrong(&format!("{at}.users"), "too_long", "At most 200 users.");
                }
            }
            Step::Webhook { url, body, name } => {
                if let Err(why) = Target::read(url) {
                    self.wrong(&format!("{at}.url"), "malformed", why);
                }
                self.texts(&Json::Object(body.clone()), &format!("{at}.body"));
                self.name(name, at);
                self.answers.insert(name.clone());
            }
            Step::Wait { minutes } if !(1..=5_270_400).contains(minutes) => {
                self.wrong(&format!("{at}.minutes"), "out_of_range", "Between one minute and ten years.");
            }
            Step::Wait { .. } | Step::Stop {} => {}
            Step::Await { changes, days, yes, no } => {
                match self.object.clone() {
                    Some(object) => self.changes(&object, changes, &format!("{at}.changes")),
                    None => {
                        self.wrong(at, "not_allowed", "There is no record whose change could be awaited.")
                    }
                }
                if !(1..=3_660).contains(days) {
                    self.wrong(&format!("{at}.days"), "out_of_range", "Between one day and ten years.");
                }
                self.ways(yes, no, (at, "no"), depth)?;
            }
            Step::Branch { when, yes, no } => {
                match self.object.clone() {
                    Some(object) => self.filter(&object, when, &format!("{at}.when"))?,
                    None => self.wrong(at, "not_allowed", "There is no record to decide by."),
                }
                self.ways(yes, no, (at, "no"), depth)?;
            }
            Step::Each { object, link, filter, steps } => {
                self.each((object, link), filter.as_ref(), steps, (at, depth))?
            }
            Step::Approve { text, yes, no, .. } => {
                self.text(text, &format!("{at}.text"));
                self.ways(yes, no, (at, "no"), depth)?;
            }
        }
        Ok(())
    }

    fn ways(
        &mut self,
        first: &[Step],
        second: &[Step],
        (at, word): (&str, &str),
        depth: usize,
    ) -> Result<()> {
        // What only one of the ways makes is not there for what follows both.
        let made = self.made.clone();
        self.steps(first, &format!("{at}.yes"), depth + 1)?;
        self.made = made.clone();
        self.steps(second, &format!("{at}.{word}"), depth + 1)?;
        self.made = made;
        Ok(())
    }

    fn each(
        &mut self,
        (object, link): (&str, &str),
        filter: Option<&Json>,
        steps: &[Step],
        (at, depth): (&str, usize),
    ) -> Result<()> {
        let Some(found) = self.object_of(object, &format!("{at}.object")) else { return Ok(()) };
        let about = self.object.as_ref().map(|object| object.key.clone());
        let leads = found.field(link).is_some_and(|field| field.to.is_some() && field.to == about);
        if !leads || !self.reading.sees_field(object, link) {
            self.wrong(&format!("{at}.link"), "unknown_field", "Choose a field that links to the record.");
        }
        if let Some(filter) = filter {
            self.filter(&found, filter, &format!("{at}.filter"))?;
        }
        self.item.push(object.to_string());
        let made = self.made.clone();
        self.steps(steps, &format!("{at}.steps"), depth + 1)?;
        self.made = made;
        self.item.pop();
        Ok(())
    }

    /// A name given to what a step brings.
    fn name(&mut self, name: &str, at: &str) {
        let taken = ["record", "item", "body", "today", "now"].contains(&name);
        if taken || name.is_empty() || name.contains(['.', '{', '}']) {
            self.wrong(&format!("{at}.name"), "malformed", "Choose another name.");
        }
    }

    fn object_of(&mut self, key: &str, at: &str) -> Option<Arc<ObjectDef>> {
        let found = self.reading.object(key).ok();
        if found.is_none() {
            self.wrong(at, "unknown_object", "There is no such object.");
        }
        found
    }

    /// The object of what a step speaks of.
    fn of(&mut self, name: Option<&str>, at: &str) -> Option<Arc<ObjectDef>> {
        let key = match name.unwrap_or("record") {
            "record" => self.object.as_ref().map(|object| object.key.clone()),
            "item" => self.item.last().cloned(),
            name => self.made.get(name).cloned(),
        };
        if key.is_none() {
            let name = name.unwrap_or("record");
            self.wrong(&format!("{at}.of"), "unknown_place", format!("There is no “{name}” here."));
        }
        self.reading.object(&key?).ok()
    }

    fn fields(&mut self, object: Option<Arc<ObjectDef>>, set: &Fields, at: &str) {
        let Some(object) = object else { return };
        for (key, value) in set {
            let place = format!("{at}.{key}");
            match object.field(key).filter(|_| self.reading.sees_field(&object.key, key)).cloned() {
                None => self.wrong(&place, "unknown_field", format!("{} has no such field.", object.label)),
                Some(field) if field.read_only() => {
                    self.wrong(&place, "read_only", "This field cannot be written.");
                }
                Some(field) => self.value(&field, value, &place),
            }
            self.texts(value, &place);
        }
    }

    /// A value without places must be of its field's kind already.
    fn value(&mut self, field: &dictionary::FieldDef, value: &Json, at: &str) {
        let mut open = false;
        places(value, &mut |_| open = true);
        if open || value.is_null() || matches!(field.value_kind(), Kind::Link | Kind::File) {
            return;
        }
        let read = field.value_kind().read(field, value, &self.reading.context().moment.read);
        if let Err((code, message)) = read {
            self.wrong(at, code, message);
        }
    }

    fn text(&mut self, text: &str, at: &str) {
        if text.trim().is_empty() {
            self.wrong(at, "required", "Write something.");
        }
        self.texts(&json!(text), at);
    }

    /// Whether all places of a text can be filled in.
    fn texts(&mut self, value: &Json, at: &str) {
        let mut found = Vec::new();
        places(value, &mut |place| found.push(place.to_string()));
        for place in found {
            if !self.is_place(&place) {
                self.wrong(at, "unknown_place", format!("There is no “{place}” to fill in."));
            }
        }
    }

    fn is_place(&self, place: &str) -> bool {
        if place == "now" || place == "today" {
            return true;
        }
        if let Some(days) = place.strip_prefix("today") {
            return days.replace(' ', "").parse::<i64>().is_ok_and(|days| days.abs() <= 36_600);
        }
        let Some((root, rest)) = place.split_once('.') else { return false };
        let object = match root {
            "body" => return true,
            name if self.answers.contains(name) => return true,
            "record" => self.object.as_ref().map(|object| object.key.clone()),
            "item" => self.item.last().cloned(),
            name => self.made.get(name).cloned(),
        };
        let Some(mut object) = object else { return false };
        if rest == "id" {
            return true;
        }
        let mut keys = rest.split('.').peekable();
        while let Some(key) = keys.next() {
            if !self.reading.sees_field(&object, key) {
                return object == "user" && key == "name" && keys.peek().is_none();
            }
            if keys.peek().is_some() {
                let field =
                    self.reading.dictionary().object(&object).and_then(|object| object.field(key).cloned());
                match field.and_then(|field| field.to.clone()) {
                    Some(to) => object = to,
                    None => return false,
                }
            }
        }
        true
    }
}
