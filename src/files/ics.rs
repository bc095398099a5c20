//! Forums, and the days by which commitments are due, as events for calendars (iCalendar, RFC 5545).
//! It must not know who comes, nor who kept anything.

use std::fmt::Write;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use domain::commitment::{Kept, Number};
use domain::forum::KeptForum;
use domain::grammar::EvidenceLink;
use domain::language::Language;
use ui::t;

/// Asia/Jakarta is seven hours ahead of UTC all year.
const JAKARTA: TimeDelta = TimeDelta::hours(7);

/// The longest line, in bytes, before it goes on in the next one.
const LONGEST_LINE: usize = 75;

/// A forum as a file; `address` is where its page is.
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
    file([vec![
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
    ]])
}

/// The days by which commitments are to be done, those of them that nobody reported done; `address` tells where one is.
pub fn due_days<'a>(
    commitments: impl IntoIterator<Item = &'a Kept>,
    language: Language,
    address: impl Fn(Number) -> String,
) -> String {
    let open = commitments.into_iter();
    let open = open.filter(|kept| kept.course.report().is_none());
    file(open.map(|kept| {
        let (promised, due) = (&kept.commitment, kept.course.due());
        let address = address(kept.number);
        let summary = t!(
            language,
            "commitment-due-event",
            text = promised.text.get(language)
        );
        let description = format!("{}\n\n{address}", promised.post.get(language));
        vec![
            format!("UID:komitmen-{}@suara-warga", kept.number),
            format!("DTSTAMP:{}", moment(kept.course.made_on(), NaiveTime::MIN)),
            format!("SEQUENCE:{}", kept.course.steps().len()),
            format!("DTSTART;VALUE=DATE:{}", due.format("%Y%m%d")),
            "TRANSP:TRANSPARENT".to_owned(),
            format!("SUMMARY:{}", escaped(&summary)),
            format!("DESCRIPTION:{}", escaped(&description)),
            format!("URL:{address}"),
        ]
    }))
}

/// A calendar of events, each with its lines.
fn file(events: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut file = String::new();
    let begin = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Suara Warga//Forum//ID",
    ];
    for line in begin {
        folded(&mut file, line);
    }
    for event in events {
        folded(&mut file, "BEGIN:VEVENT");
        for line in event {
            folded(&mut file, &line);
        }
        folded(&mut file, "END:VEVENT");
    }
    folded(&mut file, "END:VCALENDAR");
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
    use domain::commitment::{Commitment, Course, Evidence, Step};
    use domain::forum::{Acts, FORUM, Forum, ForumId, Pulse, RoomCode};
    use domain::language::Bilingual;
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

    #[test]
    fn what_is_due_is_a_whole_day_until_it_is_reported_done() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let mut kept = Kept {
            number: Number::new(7).expect("a number"),
            commitment: Commitment {
                unit: "capil".parse().expect("a unit"),
                text: Bilingual::new("Membuka loket; kedua", "Open a second counter"),
                post: Bilingual::new("Kepala bidang", "Head of division"),
                due: day("2026-12-31"),
                aim: None,
            },
            course: Course::new(day("2026-10-12"), day("2026-12-31")).expect("a course"),
            version: 1,
        };
        let address = |number| format!("https://a.id/komitmen/{number}");
        let file = due_days([&kept], Language::Indonesian, address);
        for line in [
            "UID:komitmen-7@suara-warga",
            "SEQUENCE:0",
            "DTSTART;VALUE=DATE:20261231",
            "SUMMARY:Tenggat: Membuka loket\\; kedua",
            "DESCRIPTION:Kepala bidang\\n\\nhttps://a.id/komitmen/7",
        ] {
            assert!(file.contains(&format!("{line}\r\n")), "{line}: {file}");
        }
        let deferred = Step::Deferred {
            due: day("2027-01-31"),
            reason: "Pengadaan mundur".to_owned(),
        };
        kept.course
            .take(day("2026-11-01"), deferred)
            .expect("moved");
        let file = due_days([&kept], Language::English, address);
        assert!(file.contains("SEQUENCE:1\r\nDTSTART;VALUE=DATE:20270131\r\n"));
        let done = Step::Reported(Evidence {
            text: "Sudah dibuka".to_owned(),
            link: None,
        });
        kept.course.take(day("2026-12-01"), done).expect("reported");
        let file = due_days([&kept], Language::English, address);
        assert!(!file.contains("VEVENT"));
    }
}
