//! What the demo company learns and goes by: two courses with their questions, given to its teams, how far its people have come, and a
//! playbook for each stage in which something is to be done.

use operational::training::record_attempt;
use platform::Platform;
use platform::identity::{self, Authenticated};
use records::{Context, FindRequest, Names, Writing};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use vocabulary::{Date, Error, Id, Result, Timestamp};

const TEXTS: &str = include_str!("demo_training.json");
/// To whom the courses are given, and in how many days from today they are due.
const GIVEN: &[(usize, &str, Option<i64>)] = &[(0, "Sales", Some(-6)), (1, "Home market", Some(12))];
/// How far people have come: user, lessons completed of the first course, of the second, and the wrong answers on the way.
const COME: &[(&str, usize, usize, usize)] = &[
    ("Nina Kralj", 3, 2, 0),
    ("Tomaž Breznik", 3, 1, 1),
    ("Zala Furlan", 3, 0, 0),
    ("Lucia Hudáková", 2, 0, 1),
    ("Miloš Ristić", 3, 0, 0),
    ("Elin Sandberg", 1, 0, 0),
    ("Oliver Marsh", 3, 2, 1),
];
const DAY: i64 = 24 * 3600 * 1_000_000;

#[derive(Deserialize)]
struct Texts {
    courses: Vec<Course>,
    playbooks: Vec<Playbook>,
}

#[derive(Deserialize)]
struct Course {
    name: String,
    summary: String,
    passing_mark: String,
    lessons: Vec<Lesson>,
}

#[derive(Deserialize)]
struct Lesson {
    name: String,
    minutes: i64,
    body: String,
    questions: Vec<Question>,
}

#[derive(Deserialize)]
struct Question {
    text: String,
    kind: String,
    answers: String,
    explanation: String,
}

#[derive(Deserialize)]
struct Playbook {
    name: String,
    #[serde(default)]
    subject: Option<String>,
    #[serde(default)]
    lead_state: Option<String>,
    /// Its pipeline and its stage.
    #[serde(default)]
    stage: Option<(String, String)>,
    guidance: String,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    name: String,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    field: Option<String>,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    competitor: bool,
}

/// Sets all of it up. `context` has all rights.
pub fn create(
    platform: &Platform,
    asker: &Authenticated,
    context: &Context,
    today: Date,
) -> anyhow::Result<()> {
    let texts: Texts = serde_json::from_str(TEXTS)?;
    let teams: Vec<(String, Id)> =
        identity::list_teams(platform, asker)?.into_iter().map(|team| (team.name, team.id)).collect();
    let users: Vec<(String, Id)> =
        identity::list_users(platform, asker)?.into_iter().map(|user| (user.name, user.id)).collect();
    platform.engine.write(context, move |writing| {
        let courses = texts
            .courses
            .iter()
            .enumerate()
            .map(|(place, course)| write_course(writing, place, course))
            .collect::<Result<Vec<_>>>()?;
        for (course, team, days) in GIVEN {
            let to = teams.iter().find(|(name, _)| name == team);
            if let (Some((course, _)), Some((_, team))) = (courses.get(*course), to) {
                let due = days.map(|days| today.plus_days(days).to_string());
                make(writing, "course_assignment", json!({"course": course, "team": team, "due_on": due}))?;
            }
        }
        learn(writing, &courses, &users)?;
        texts
            .playbooks
            .iter()
            .enumerate()
            .try_for_each(|(place, playbook)| write_playbook(writing, place, playbook))
    })?;
    Ok(())
}

fn make(writing: &mut Writing<'_>, object: &str, values: Json) -> Result<Id> {
    let Json::Object(mut values) = values else { return Err(Error::internal("no fields")) };
    values.retain(|_, value| !value.is_null());
    Ok(writing.create(object, &values)?.id())
}

/// A course; answers its id and those of its lessons.
fn write_course(writing: &mut Writing<'_>, place: usize, course: &Course) -> Result<(Id, Vec<Id>)> {
    let fields = json!({"name": course.name, "summary": course.summary, "passing_mark": course.passing_mark,
        "language": "en", "published": true, "position": place + 1});
    let id = make(writing, "course", fields)?;
    let mut lessons = Vec::new();
    for (place, lesson) in course.lessons.iter().enumerate() {
        let fields = json!({"name": lesson.name, "course": id, "body": lesson.body, "minutes": lesson.minutes,
            "position": place + 1});
        let made = make(writing, "lesson", fields)?;
        for (place, one) in lesson.questions.iter().enumerate() {
            let fields = json!({"text": one.text, "lesson": made, "kind": one.kind, "answers": one.answers,
                "explanation": one.explanation, "position": place + 1});
            make(writing, "lesson_question", fields)?;
        }
        lessons.push(made);
    }
    Ok((id, lessons))
}

/// Some have completed everything, some are on their way, one is late.
fn learn(writing: &mut Writing<'_>, courses: &[(Id, Vec<Id>)], users: &[(String, Id)]) -> Result<()> {
    let now = writing.context().now.micros();
    for (place, (name, first, second, wrong)) in (1i64..).zip(COME) {
        let Some((_, user)) = users.iter().find(|(known, _)| known == name) else { continue };
        for ((_, lessons), done) in courses.iter().zip([first, second]) {
            for (lesson, number) in lessons.iter().take(*done).zip(0i64..) {
                let at = Timestamp::from_micros(now - (20 - 2 * number - place.min(6)) * DAY);
                // The first lesson is where mistakes are made.
                if number == 0 && *wrong > 0 {
                    let before = Timestamp::from_micros(at.micros() - DAY);
                    record_attempt(writing, (*user, *lesson), *wrong, before)?;
                }
                record_attempt(writing, (*user, *lesson), 0, at)?;
            }
        }
    }
    Ok(())
}

fn write_playbook(writing: &mut Writing<'_>, place: usize, playbook: &Playbook) -> Result<()> {
    let stage = match &playbook.stage {
        Some((pipeline, stage)) => {
            let filter = json!({"and": [
                {"field": "name", "op": "is", "value": stage},
                {"field": "pipeline.name", "op": "is", "value": pipeline},
            ]});
            // A made-up company without this pipeline has no deals that the playbook could guide.
            let Some(found) = first(writing, "stage", filter)? else { return Ok(()) };
            Some(found)
        }
        None => None,
    };
    let fields = json!({"name": playbook.name, "subject": playbook.subject, "lead_state": playbook.lead_state,
        "stage": stage, "guidance": playbook.guidance, "active": true, "position": place + 1});
    let id = make(writing, "playbook", fields)?;
    for (place, step) in playbook.steps.iter().enumerate() {
        let competitor = if step.competitor { rival(writing)? } else { None };
        let fields = json!({"name": step.name, "playbook": id, "kind": step.kind, "text": step.text,
            "field": step.field, "required": step.required, "competitor": competitor, "position": place + 1});
        make(writing, "playbook_step", fields)?;
    }
    Ok(())
}

/// A company some deal is fought over with.
fn rival(writing: &mut Writing<'_>) -> Result<Option<Id>> {
    first(
        writing,
        "company",
        json!({"linked": "deal.competitor", "having": [{"measure": "count", "op": "gte", "value": 1}]}),
    )
}

fn first(writing: &mut Writing<'_>, object: &str, filter: Json) -> Result<Option<Id>> {
    let request = FindRequest {
        filter: Some(filter),
        sort: Some(Names::parse("created_at,id")),
        fields: Some(Names::parse("id")),
        limit: Some(1),
        ..FindRequest::default()
    };
    Ok(writing.reading().find(object, &request)?.data.first().map(records::Viewed::id))
}
