//! The text of RFC 5545: lines that end with CR LF and are folded at 75 bytes, values that are escaped, moments in UTC, which every
//! calendar understands without a description of zones.

use jiff::tz::TimeZone;
use vocabulary::Timestamp;

/// Somebody in an event: a name and a mail address.
pub(in crate::activity) struct Somebody {
    pub(in crate::activity) name: String,
    pub(in crate::activity) email: String,
    /// What they answered: `NEEDS-ACTION`, `ACCEPTED`, `TENTATIVE`, `DECLINED`; empty for who asks.
    pub(in crate::activity) answer: &'static str,
}

/// An event.
pub(in crate::activity) struct Event {
    pub(in crate::activity) uid: String,
    /// Grows with every change.
    pub(in crate::activity) sequence: i64,
    pub(in crate::activity) changed_at: Timestamp,
    pub(in crate::activity) start: Timestamp,
    pub(in crate::activity) seconds: i64,
    pub(in crate::activity) summary: String,
    pub(in crate::activity) description: String,
    pub(in crate::activity) place: String,
    pub(in crate::activity) url: String,
    pub(in crate::activity) cancelled: bool,
    /// Whether the time counts as taken.
    pub(in crate::activity) busy: bool,
    pub(in crate::activity) organizer: Option<Somebody>,
    pub(in crate::activity) attendees: Vec<Somebody>,
}

/// A calendar as text.
pub(in crate::activity) fn calendar(name: &str, method: &str, events: &[Event]) -> String {
    let mut text = String::new();
    line(&mut text, "BEGIN:VCALENDAR");
    line(&mut text, "VERSION:2.0");
    line(&mut text, "PRODID:-//Kith//Kith//EN");
    line(&mut text, "CALSCALE:GREGORIAN");
    line(&mut text, &format!("METHOD:{method}"));
    if !name.is_empty() {
        line(&mut text, &format!("X-WR-CALNAME:{}", escaped(name)));
    }
    for one in events {
        event(&mut text, one);
    }
    line(&mut text, "END:VCALENDAR");
    text
}

fn event(text: &mut String, one: &Event) {
    line(text, "BEGIN:VEVENT");
    line(text, &format!("UID:{}", escaped(&one.uid)));
    line(text, &format!("SEQUENCE:{}", one.sequence));
    line(text, &format!("DTSTAMP:{}", moment(one.changed_at)));
    line(text, &format!("LAST-MODIFIED:{}", moment(one.changed_at)));
    line(text, &format!("DTSTART:{}", moment(one.start)));
    line(text, &format!("DTEND:{}", moment(one.start.plus_seconds(one.seconds.max(0)))));
    line(text, &format!("SUMMARY:{}", escaped(&one.summary)));
    for (name, value) in [("DESCRIPTION", &one.description), ("LOCATION", &one.place)] {
        if !value.is_empty() {
            line(text, &format!("{name}:{}", escaped(value)));
        }
    }
    if !one.url.is_empty() {
        line(text, &format!("URL:{}", plain(&one.url)));
    }
    line(text, if one.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    line(text, if one.busy && !one.cancelled { "TRANSP:OPAQUE" } else { "TRANSP:TRANSPARENT" });
    if let Some(who) = &one.organizer {
        line(text, &format!("ORGANIZER;CN={}:mailto:{}", quoted(&who.name), plain(&who.email)));
    }
    for who in &one.attendees {
        let (name, email) = (quoted(&who.name), plain(&who.email));
        let answer = who.answer;
        let asks = if answer == "NEEDS-ACTION" { ";RSVP=TRUE" } else { "" };
        line(
            text,
            &format!("ATTENDEE;CN={name};ROLE=REQ-PARTICIPANT;PARTSTAT={answer}{asks}:mailto:{email}"),
        );
    }
    line(text, "END:VEVENT");
}

/// A line, folded so that no piece is longer than 75 bytes and no letter is cut.
fn line(text: &mut String, content: &str) {
    let mut room = 75;
    for letter in content.chars() {
        let size = letter.len_utf8();
        if size > room {
            text.push_str("\r\n ");
            room = 74;
        }
        room -= size;
        text.push(letter);
    }
    text.push_str("\r\n");
}

/// A text value.
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for letter in value.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => {
                text.push('\\');
                text.push(letter);
            }
            '\n' => text.push_str("\\n"),
            other if other.is_control() => {}
            other => text.push(other),
        }
    }
    text
}

/// A parameter: nothing inside ends it.
fn quoted(value: &str) -> String {
    let inside: String = value.chars().filter(|letter| *letter != '"' && !letter.is_control()).collect();
    format!("\"{inside}\"")
}

/// A value that is no text: nothing inside begins another line.
fn plain(value: &str) -> String {
    value.chars().filter(|letter| !letter.is_control()).collect()
}

fn moment(at: Timestamp) -> String {
    at.to_jiff()
        .map(|at| at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Event {
        Event {
            uid: "1@kith".into(),
            sequence: 3,
            changed_at: "2026-11-26T08:00:00.123456Z".parse().unwrap(),
            start: "2026-11-27T09:30:00Z".parse().unwrap(),
            seconds: 1800,
            summary: "Ogled; Žage, nože\\kladiva".into(),
            description: format!("Prva vrstica\r\nEND:VEVENT\n{}", "čšž ".repeat(60)),
            place: String::new(),
            url: "https://kith.example/meetings/1\r\nX-EVIL:1".into(),
            cancelled: false,
            busy: true,
            organizer: Some(Somebody {
                name: "Ana \"Bo\" Novak\r\nX:1".into(),
                email: "ana@example.com".into(),
                answer: "",
            }),
            attendees: vec![Somebody {
                name: "Živa; Žagar".into(),
                email: "ziva@example.com".into(),
                answer: "NEEDS-ACTION",
            }],
        }
    }

    #[test]
    fn nothing_inside_a_value_begins_a_line_and_no_line_is_long() {
        let text = calendar("Ana", "REQUEST", &[sample()]);
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        let unfolded = text.replace("\r\n ", "");
        let lines: Vec<&str> = unfolded.split("\r\n").collect();
        for expected in [
            "SUMMARY:Ogled\\; Žage\\, nože\\\\kladiva",
            "DTSTART:20261127T093000Z",
            "DTEND:20261127T100000Z",
            "DTSTAMP:20261126T080000Z",
            "SEQUENCE:3",
            "ORGANIZER;CN=\"Ana Bo NovakX:1\":mailto:ana@example.com",
            "ATTENDEE;CN=\"Živa; Žagar\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ziva@example.com",
        ] {
            assert!(lines.contains(&expected), "{expected} is missing in {lines:#?}");
        }
        assert_eq!(lines.iter().filter(|line| **line == "END:VEVENT").count(), 1);
        assert!(!lines.iter().any(|line| line.starts_with("X-EVIL")));
        assert_eq!((lines[0], lines[lines.len() - 2]), ("BEGIN:VCALENDAR", "END:VCALENDAR"));
    }
}
