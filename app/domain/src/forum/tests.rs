use proptest::prelude::*;

use super::*;
use crate::register::tests::slug;

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A forum of `capil` on 12 October 2026.
pub fn forum() -> Forum {
    let text = |text: &str| Bilingual::new(text, "");
    Forum {
        id: ForumId(Uuid::nil()),
        unit: slug("capil"),
        title: text("Antrean KTP-el"),
        about: text("Waktu tunggu"),
        services: vec![slug("ktp"), slug("kk")],
        release: "2026-09".parse().ok(),
        date: day("2026-10-12"),
        begin: NaiveTime::from_hms_opt(9, 0, 0).expect("a time"),
        end: NaiveTime::from_hms_opt(11, 30, 0).expect("a time"),
        place: "Aula".to_owned(),
        link: None,
        agenda: text("10 Pembukaan\n\nDiskusi\n999 hari kerja\n5\n7  Penutup"),
    }
}

fn known() -> Known<'static> {
    Known {
        is_unit: &|_| true,
        is_offered: &|_, _| true,
    }
}

#[test]
fn a_forum_is_read_back_as_it_is_written() {
    let forum = forum();
    assert_eq!(Forum::read(forum.id, &forum.fields(), known()), Ok(forum));
}

#[test]
fn a_forum_is_held_somewhere_and_ends_after_it_begins() {
    let wrong = |fields: Fields| {
        let faults = Forum::read(ForumId(Uuid::nil()), &fields, known()).expect_err("wrong");
        faults
            .into_iter()
            .map(|fault| (fault.field, fault.expected))
            .collect::<Vec<_>>()
    };
    let fields = forum().fields();
    let nowhere = wrong(fields.clone().with("tempat", ""));
    assert_eq!(nowhere, [("tempat", Expected::Text)]);
    let backwards = wrong(fields.clone().with("selesai", "09:00"));
    assert_eq!(backwards, [("selesai", Expected::LaterThan("mulai"))]);
    assert_eq!(
        wrong(fields.clone().with("mulai", "9")),
        [("mulai", Expected::Time)]
    );
    let online = fields
        .with("tempat", "")
        .with("tautan", "https://contoh.example/x");
    assert!(Forum::read(ForumId(Uuid::nil()), &online, known()).is_ok());
}

#[test]
fn an_agenda_has_minutes_where_they_are_set() {
    let items = forum().agenda(Language::English);
    let told: Vec<_> = items
        .iter()
        .map(|item| (item.minutes, item.text.as_str()))
        .collect();
    let expected = [
        (Some(10), "Pembukaan"),
        (None, "Diskusi"),
        (None, "999 hari kerja"),
        (None, "5"),
        (Some(7), "Penutup"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_room_code_is_said_in_two_groups() {
    let code = RoomCode::from_entropy(123_456_789);
    let shown = code.to_string();
    assert_eq!(shown.len(), 7);
    assert_eq!(&shown[3..4], "-");
    assert_eq!(shown.to_lowercase().replace('-', " ").parse(), Ok(code));
}

#[test]
fn a_forum_is_opened_on_its_day_and_can_go_on_after_a_slip() {
    let date = day("2026-10-12");
    let (before, after) = (day("2026-10-11"), day("2026-10-13"));
    let acts = Acts::default();
    assert_eq!(acts.state(date, date), ForumState::Announced);
    assert_eq!(acts.state(date, after), ForumState::NotHeld);
    let early = acts.after(Act::Open, date, before, 1);
    assert_eq!(early, Err(NotNow::NotItsDay(date)));
    let opened = acts.after(Act::Open, date, date, 1).expect("opened");
    assert_eq!(opened.state(date, date), ForumState::Running);
    assert_eq!(opened.state(date, after), ForumState::Ended);
    assert_eq!(opened.after(Act::Open, date, date, 2), Err(NotNow::Done));
    let closed = opened.after(Act::Close, date, date, 3).expect("closed");
    assert_eq!(closed.state(date, date), ForumState::Ended);
    let again = closed.after(Act::Open, date, date, 4).expect("opened");
    assert_eq!((again.opened, again.closed), (Some(1), None));
}

proptest! {
    #[test]
    fn no_act_leads_anywhere_else_than_it_says(
        acts in prop::collection::vec((prop::sample::select(Act::ALL), -1..=1_i64), 0..12),
    ) {
        let date = day("2026-10-12");
        let mut kept = Acts::default();
        for (act, days) in acts {
            let today = date + chrono::TimeDelta::days(days);
            if let Ok(after) = kept.after(act, date, today, 7) {
                let expected = match act {
                    Act::Open => ForumState::Running,
                    Act::Close => ForumState::Ended,
                };
                prop_assert_eq!(after.state(date, today), expected);
                prop_assert!(after.opened.is_some());
                kept = after;
            }
        }
    }
}
