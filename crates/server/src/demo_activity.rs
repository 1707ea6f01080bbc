//! What stands in the calendars of the demo company in the days ahead: meetings with those who come, queues with tasks nobody has yet,
//! tasks that come again, pages on which customers book, and templates.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use platform::Platform;
use platform::identity::{self, Authenticated};
use records::{Context, FindRequest, Reading};
use serde_json::{Value as Json, json};
use vocabulary::{Date, Error, Id, Result};

/// Workdays that are planned, from yesterday on.
const DAYS: usize = 12;
/// People the meetings are with.
const PEOPLE: usize = 40;

/// Meetings of one day, as they come round: subject, hour, minute, minutes, place.
const MEETINGS: &[(&str, i8, i8, i64, &str)] = &[
    ("Morning round", 8, 30, 30, "Ljubljana, Nakovalo"),
    ("Demonstration in the workshop", 10, 0, 90, "Ljubljana, Nakovalo"),
    ("Offer for the new line", 13, 0, 60, "Online"),
    ("Service contract", 14, 30, 45, "Online"),
    ("Visit to the hall", 9, 30, 120, "Celje"),
    ("Delivery and training", 12, 0, 75, "Kranj"),
    ("Prices for next year", 11, 0, 60, "Online"),
];

const QUEUES: &[(&str, &str, &[&str])] = &[
    (
        "Returns",
        "Machines that come back: look at them, and tell the customer what happens next.",
        &[
            "Look at the returned drill",
            "Credit note for a broken blade",
            "Exchange a battery pack",
            "Answer about a scratched housing",
        ],
    ),
    (
        "Call back",
        "Customers who asked to be called.",
        &["Call back about spare parts", "Call back about a delivery date", "Call back about the price list"],
    ),
];

const TEMPLATES: &[(&str, &str, &str, &str)] = &[
    (
        "First call",
        "call",
        "First call with {{person.name}}",
        "Who decides about machines at {{company.name}}?\n\nWhat do they use today, and since when?\n\nNext step and day:",
    ),
    (
        "Not reached",
        "call",
        "Not reached: {{person.name}}",
        "No answer on {{today}}. Try again in the morning.",
    ),
    (
        "Visit report",
        "meeting",
        "Visit to {{company.name}}",
        "There: {{person.name}}, {{me.name}}\n\nWhat they showed us:\n\nWhat they need:\n\nAgreed:",
    ),
    (
        "Delivery",
        "note",
        "",
        "Delivery on {{today}}: complete / missing:\n\nTold {{person.first_name}} about it.",
    ),
    (
        "Ask after the offer",
        "task",
        "Ask {{person.name}} about the offer",
        "Sent by {{me.name}}. Ask what is still open.",
    ),
];

/// The circumstances of a demo company: who is there, and when.
struct Plan {
    users: Vec<Id>,
    people: Vec<(Id, Option<Id>)>,
    days: Vec<Date>,
    zone: TimeZone,
}

impl Plan {
    fn at(&self, day: Date, hour: i8, minute: i8) -> Result<String> {
        let zoned = day.to_jiff().at(hour, minute, 0, 0).to_zoned(self.zone.clone());
        zoned.map(|at| at.timestamp().to_string()).map_err(Error::internal)
    }

    fn user(&self, number: usize) -> Option<Id> {
        self.users.get(number % self.users.len().max(1)).copied()
    }

    /// Somebody to meet, and their company.
    fn somebody(&self, number: usize) -> (Option<Id>, Option<Id>) {
        let found = self.people.get(number * 7 % self.people.len().max(1));
        (found.map(|(person, _)| *person), found.and_then(|(_, company)| *company))
    }
}

type Make<'a> = dyn FnMut(&str, Json) -> Result<Id> + 'a;

/// Sets all of it up. `context` has all rights.
pub fn create(
    platform: &Platform,
    asker: &Authenticated,
    context: &Context,
    today: Date,
) -> anyhow::Result<()> {
    let mut users: Vec<Id> = Vec::new();
    let all = identity::list_users(platform, asker)?;
    // Whoever signs in comes first.
    users.extend(all.iter().filter(|user| user.id == asker.user.id).map(|user| user.id));
    users.extend(all.iter().filter(|user| user.id != asker.user.id).map(|user| user.id));
    let people = platform.engine.read(context, people)?;
    let days = workdays(today);
    let plan = Plan { users, people, days, zone: context.moment.zone.clone() };
    platform.engine.write(context, move |writing| {
        let mut make = |object: &str, values: Json| -> Result<Id> {
            let Json::Object(values) = values else { return Err(Error::internal("no fields")) };
            Ok(writing.create(object, &values)?.id())
        };
        meetings(&plan, &mut make)?;
        tasks(&plan, &mut make)?;
        pages(&plan, &mut make)?;
        TEMPLATES.iter().try_for_each(|(name, activity, subject, body)| {
            let values = json!({"name": name, "activity": activity, "subject": subject, "body": body});
            make("activity_template", values).map(|_| ())
        })
    })?;
    Ok(())
}

fn workdays(today: Date) -> Vec<Date> {
    let work = |day: &Date| !matches!(day.to_jiff().weekday(), Weekday::Saturday | Weekday::Sunday);
    (-1..).map(|ahead| today.plus_days(ahead)).filter(work).take(DAYS).collect()
}

fn people(reading: &mut Reading<'_>) -> Result<Vec<(Id, Option<Id>)>> {
    let request = FindRequest {
        filter: Some(json!({"field": "company", "op": "is_not_empty"})),
        limit: Some(PEOPLE),
        ..FindRequest::default()
    };
    let found = reading.find("person", &request)?;
    let company = |person: &records::Viewed| match person.value("company") {
        Some(dictionary::Value::Link(link)) => Some(link.id),
        _ => None,
    };
    Ok(found.data.iter().map(|person| (person.id(), company(person))).collect())
}

/// Two or three meetings a day for each, sometimes with a colleague.
fn meetings(plan: &Plan, make: &mut Make<'_>) -> Result<()> {
    for (number, user) in plan.users.iter().enumerate() {
        for (ahead, day) in plan.days.iter().enumerate() {
            let count = 1 + (number + ahead) % 3;
            for turn in 0..count {
                let which = number + ahead * 2 + turn * 3;
                let Some((subject, hour, minute, minutes, place)) = MEETINGS.get(which % MEETINGS.len())
                else {
                    continue;
                };
                let (person, company) = plan.somebody(which);
                // One of four calls the others together.
                let inside = which % MEETINGS.len() == 0;
                if inside && number % 4 != 0 {
                    continue;
                }
                let meeting = make(
                    "meeting",
                    json!({
                        "subject": subject, "happened_at": plan.at(*day, *hour, *minute)?, "duration": minutes * 60,
                        "place": place, "owner": user, "person": person.filter(|_| !inside),
                        "company": company.filter(|_| !inside),
                    }),
                )?;
                if let Some(person) = person.filter(|_| !inside) {
                    let answer = ["accepted", "asked", "maybe"].get(which % 3);
                    make(
                        "meeting_attendee",
                        json!({"meeting": meeting, "person": person, "answer": answer}),
                    )?;
                }
                let others = (1..4).filter_map(|next| plan.user(number + next)).filter(|other| other != user);
                for colleague in others.filter(|_| inside) {
                    let values = json!({"meeting": meeting, "user": colleague, "answer": "accepted"});
                    make("meeting_attendee", values)?;
                }
            }
        }
    }
    Ok(())
}

fn tasks(plan: &Plan, make: &mut Make<'_>) -> Result<()> {
    let today = plan.days.get(1).copied().unwrap_or(Date::from_jiff(jiff::civil::Date::ZERO));
    for (place, (name, description, subjects)) in QUEUES.iter().enumerate() {
        let queue = make("task_queue", json!({"name": name, "description": description}))?;
        for user in plan.users.iter().skip(place).step_by(2).chain(plan.users.first().filter(|_| place > 0)) {
            make("task_queue_seat", json!({"queue": queue, "user": user}))?;
        }
        for (number, subject) in subjects.iter().enumerate() {
            let (person, company) = plan.somebody(number + place * 11);
            make(
                "task",
                json!({
                    "subject": subject, "queue": queue, "owner": null, "person": person, "company": company,
                    "due_at": plan.at(today, 15, 0)?, "priority": if number == 1 { "high" } else { "normal" },
                }),
            )?;
        }
    }
    let repeated = [
        ("Prepare the weekly meeting", "FREQ=WEEKLY;BYDAY=MO", 8, 0, json!(["30m"])),
        ("Check what is overdue", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", 15, 0, json!(["1h"])),
        ("Forecast for the month", "FREQ=MONTHLY;BYMONTHDAY=-1", 14, 0, json!(["1d", "1h"])),
    ];
    for (number, (subject, rule, hour, minute, reminders)) in repeated.into_iter().enumerate() {
        let day = plan.days.get(number + 2).copied().unwrap_or(today);
        // Not for whoever signs in first: who owns no tasks sees the day of everybody.
        for user in plan.users.iter().skip(1).take(4) {
            make(
                "task",
                json!({
                    "subject": subject, "due_at": plan.at(day, hour, minute)?, "repeat": rule, "reminders": reminders,
                    "owner": user,
                }),
            )?;
        }
    }
    Ok(())
}

fn pages(plan: &Plan, make: &mut Make<'_>) -> Result<()> {
    for user in plan.users.iter().take(4) {
        make(
            "booking_page",
            json!({
                "name": "Product demonstration", "duration": 2700, "buffer": 900, "notice": 14400, "days_ahead": 30,
                "place": "Online", "owner": user,
                "description": "See the machine you are interested in at work, and ask whatever you like.",
                "questions": "Which machine are you interested in?\nWhat do you work with today?",
            }),
        )?;
    }
    Ok(())
}
