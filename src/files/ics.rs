//! A forum as an event for calendars (iCalendar, RFC 5545).
//! It must not know who comes.

use std::fmt::Write;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use domain::forum::KeptForum;
use domain::grammar::EvidenceLink;
use domain::language::Language;

/// Asia/Jakarta is seven hours ahead of UTC all year.
const JAKARTA: TimeDelta = TimeDelta::hours(7);

/// The longest line, in bytes, before it goes on in the next one.
const LONGEST_LINE: usize = 75;

/// The file; `address` is where the forum's page is.
pub fn event(kept: &KeptForum, language: Language, address: &str) -> String {
    let forum = &kept.forum;
    let place = if forum.place.is_empty() {
        forum.link.as_ref().map_or("", EvidenceLink::as_str)
    } else {
        &forum.place
    };
    let about = forum.about.get(language);
    let description = if about.is_empty() {
        address.to_owned()
    } else {
        format!("{about}\n\n{address}")
    };
    let mut file = String::new();
    for text in [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Suara Warga//Forum//ID".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@suara-warga", forum.id),
        // The announcement itself has no moment of its own; calendars ask for one that does not change by itself.
        format!("DTSTAMP:{}", moment(forum.date, NaiveTime::MIN)),
        format!("SEQUENCE:{}", kept.version),
        format!("DTSTART:{}", moment(forum.date, forum.begin)),
        format!("DTEND:{}", moment(forum.date, forum.end)),
        format!("SUMMARY:{}", escaped(forum.title.get(language))),
        format!("LOCATION:{}", escaped(place)),
        format!("DESCRIPTION:{}", escaped(&description)),
        format!("URL:{address}"),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ] {
        folded(&mut file, &text);
    }
    file
}

/// A local time in UTC.
fn moment(date: NaiveDate, time: NaiveTime) -> String {
    let moment = date.and_time(time) - JAKARTA;
    moment.format("%Y%m%dT%H%M%SZ").to_string()
}

fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace(';', "\\;");
    text.replace(',', "\\,").replace('\n', "\\n")
}

/// Writes a line, which goes on behind a space where it is too long; no character is cut in two.
fn folded(file: &mut String, line: &str) {
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LONGEST_LINE {
            file.push_str("\r\n ");
            length = 1;
        }
        length += letter.len_utf8();
        file.push(letter);
    }
    write!(file, "\r\n").expect("a string takes any text");
}

#[cfg(test)]
mod tests {
    use domain::forum::{Acts, FORUM, Forum, ForumId, Pulse, RoomCode};
    use domain::noun::{Fields, Known};
    use uuid::Uuid;

    use super::*;

    fn kept(title: &str) -> KeptForum {
        let fields = Fields::empty(FORUM)
            .with("unit", "capil")
            .with("judul", title)
            .with("tanggal", "2026-10-12")
            .with("mulai", "06:30")
            .with("selesai", "09:00")
            .with("tempat", "Aula; lantai 2, depan");
        let known = Known {
            is_unit: &|_| true,
            is_offered: &|_, _| true,
        };
        KeptForum {
            forum: Forum::read(ForumId(Uuid::nil()), &fields, known).expect("a forum"),
            code: RoomCode::from_entropy(1),
            acts: Acts::default(),
            pulse: Pulse::default(),
            version: 1,
        }
    }

    #[test]
    fn times_are_told_in_utc_and_marks_escaped() {
        let file = event(
            &kept("Antrean"),
            Language::Indonesian,
            "https://a.id/forum/x",
        );
        for line in [
            "DTSTART:20261011T233000Z",
            "DTEND:20261012T020000Z",
            "LOCATION:Aula\\; lantai 2\\, depan",
            "URL:https://a.id/forum/x",
        ] {
            assert!(file.contains(&format!("{line}\r\n")), "{line}");
        }
    }

    #[test]
    fn long_lines_go_on_without_cutting_a_letter() {
        let title = "é".repeat(120);
        let file = event(&kept(&title), Language::Indonesian, "https://a.id");
        assert!(file.split("\r\n").all(|line| line.len() <= LONGEST_LINE));
        assert!(file.replace("\r\n ", "").contains(&title));
    }
}
