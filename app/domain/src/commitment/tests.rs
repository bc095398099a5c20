use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub(super) fn report() -> Step {
    Step::Reported(Evidence {
        text: "Loket kedua dibuka".to_owned(),
        link: None,
    })
}

fn deferred(due: &str) -> Step {
    Step::Deferred {
        due: day(due),
        reason: "Pengadaan mundur".to_owned(),
    }
}

fn course() -> Course {
    Course::new(day("2026-03-02"), day("2026-06-30")).expect("a course")
}

#[test]
fn the_state_follows_from_dates_and_evidence() {
    let course = course();
    assert_eq!(
        course.state(day("2026-06-30")),
        State::Running,
        "its day is still time"
    );
    assert_eq!(course.state(day("2026-07-01")), State::Overdue);
    for (on, state) in [
        ("2026-06-30", State::KeptOnTime),
        ("2026-07-01", State::KeptLate),
    ] {
        let mut course = course.clone();
        course.take(day(on), report()).expect("a report");
        assert_eq!(course.state(day("2027-01-01")), state, "reported on {on}");
    }
}

#[test]
fn a_date_that_passed_stays() {
    let mut course = course();
    assert_eq!(
        course.take(day("2026-07-01"), deferred("2026-12-31")),
        Err(Refused::Passed)
    );
    course
        .take(day("2026-06-30"), deferred("2026-09-30"))
        .expect("there is still time");
    assert_eq!(
        (course.first_due(), course.due()),
        (day("2026-06-30"), day("2026-09-30"))
    );
    assert_eq!(
        course.take(day("2026-07-01"), deferred("2026-09-30")),
        Err(Refused::NotLater)
    );
    assert_eq!(
        course.take(day("2026-08-01"), deferred("2026-07-31")),
        Err(Refused::NotLater)
    );
    assert!(Course::new(day("2026-03-02"), day("2026-03-01")).is_err());
}

#[test]
fn a_report_is_taken_back_with_a_reason_and_made_again() {
    let mut course = course();
    let reopen = || Step::Reopened {
        reason: "Loket kedua tutup lagi".to_owned(),
    };
    assert_eq!(
        course.take(day("2026-05-01"), reopen()),
        Err(Refused::NotReported)
    );
    course.take(day("2026-05-01"), report()).expect("a report");
    assert_eq!(
        course.take(day("2026-05-02"), report()),
        Err(Refused::Reported)
    );
    assert_eq!(
        course.take(day("2026-05-02"), deferred("2026-09-30")),
        Err(Refused::Reported)
    );
    course
        .take(day("2026-07-02"), reopen())
        .expect("taken back");
    assert_eq!(course.state(day("2026-07-02")), State::Overdue);
    course.take(day("2026-07-03"), report()).expect("a report");
    assert_eq!(course.state(day("2026-07-03")), State::KeptLate);
    assert_eq!(course.steps().len(), 3);
}

#[test]
fn a_summary_counts_every_state() {
    let states = [
        State::Running,
        State::Overdue,
        State::KeptLate,
        State::KeptOnTime,
        State::KeptOnTime,
    ];
    let summary: Summary = states.into_iter().collect();
    assert_eq!((summary.all(), summary.due(), summary.kept()), (5, 4, 3));
    assert_eq!(summary.of(State::KeptOnTime), 2);
    assert_eq!(Summary::default().due(), 0);
}

#[test]
fn what_is_overdue_stands_first_and_what_was_kept_last_comes_before() {
    let kept = |number, due: &str, reported: Option<&str>| {
        let mut course = Course::new(day("2026-03-02"), day(due)).expect("a course");
        if let Some(on) = reported {
            course.take(day(on), report()).expect("a report");
        }
        Kept {
            number: Number::new(number).expect("a number"),
            commitment: commitment(None),
            course,
            version: 1,
        }
    };
    let mut all = [
        kept(1, "2026-04-01", Some("2026-03-20")),
        kept(2, "2026-12-01", None),
        kept(3, "2026-04-01", Some("2026-05-20")),
        kept(4, "2026-03-10", None),
    ];
    in_order(&mut all);
    let order: Vec<i32> = all.iter().map(|kept| kept.number.get()).collect();
    assert_eq!(order, [4, 2, 3, 1]);
}

#[test]
fn a_number_has_one_spelling() {
    assert_eq!("12".parse::<Number>().map(Number::get), Ok(12));
    for wrong in ["0", "-1", "+1", "01", "1 ", "", "x", "99999999999"] {
        assert!(wrong.parse::<Number>().is_err(), "{wrong:?}");
    }
}

pub(super) fn commitment(aim: Option<Aim>) -> Commitment {
    Commitment {
        unit: "capil".parse().expect("a slug"),
        text: Bilingual::new("Membuka loket kedua", "Open a second counter"),
        post: Bilingual::new("Kepala Bidang Pelayanan", ""),
        due: day("2026-06-30"),
        aim,
    }
}

const KNOWN: Known<'static> = Known {
    is_unit: &|_| true,
    is_offered: &|_, _| true,
};

#[test]
fn a_commitment_is_read_as_it_was_written() {
    let slug = |text: &str| text.parse().expect("a slug");
    let of_service = |service| Aim::Element {
        service,
        element: Element::Time,
    };
    for aim in [
        None,
        Some(of_service(None)),
        Some(of_service(Some(slug("ktp")))),
        Some(Aim::Indicator(slug("waktu-tunggu"))),
    ] {
        let kept = commitment(aim);
        assert_eq!(Commitment::read(&kept.fields(), KNOWN), Ok(kept));
    }
}

#[test]
fn an_aim_is_one_thing() {
    let fields = commitment(None).fields();
    let faulty = |fields: &Fields| -> Vec<&str> {
        let faults = Commitment::read(fields, KNOWN).expect_err("faults");
        faults.iter().map(|fault| fault.field).collect()
    };
    let service = fields.clone().with("layanan", "ktp");
    assert_eq!(faulty(&service), ["unsur"], "a service without an element");
    let both = fields
        .with("unsur", "waktu")
        .with("indikator", "waktu-tunggu");
    assert_eq!(faulty(&both), ["indikator"]);
}

/// Any step on any day of a few months.
fn any_step() -> impl Strategy<Value = (u64, Step)> {
    let from = day("2026-03-02");
    let step = prop_oneof![
        Just(report()),
        Just(Step::Reopened {
            reason: "Belum".to_owned()
        }),
        (0..300_u64).prop_map(move |days| Step::Deferred {
            due: from + Days::new(days),
            reason: "Mundur".to_owned(),
        }),
    ];
    (0..40_u64, step)
}

proptest! {
    #[test]
    fn whatever_is_overdue_can_never_be_on_time_again(steps in prop::collection::vec(any_step(), 0..12)) {
        let mut course = course();
        let (mut today, mut missed) = (course.made_on(), false);
        for (later, step) in steps {
            today = today + Days::new(later);
            missed |= course.state(today) == State::Overdue;
            let before = course.clone();
            if course.take(today, step).is_err() {
                prop_assert_eq!(&course, &before);
            }
            if missed {
                prop_assert!(matches!(course.state(today), State::Overdue | State::KeptLate));
            }
        }
    }
}

#[test]
fn a_step_is_read_or_refused_with_its_faults() {
    let blank = |kind: StepKind| Fields::empty(kind.noun());
    let deferral = blank(StepKind::Deferred).with("tenggat", "2026-09-30");
    let faults = Step::read(StepKind::Deferred, &deferral).expect_err("no reason");
    assert_eq!(
        faults.iter().map(|fault| fault.field).collect::<Vec<_>>(),
        ["alasan"]
    );
    let deferral = deferral.with("alasan", "Pengadaan mundur");
    assert_eq!(
        Step::read(StepKind::Deferred, &deferral),
        Ok(deferred("2026-09-30"))
    );
    let told = blank(StepKind::Reported).with("bukti", "Loket kedua dibuka");
    assert_eq!(Step::read(StepKind::Reported, &told), Ok(report()));
    for (field, wrong) in [("tautan", "javascript:alert(1)"), ("bukti", "")] {
        assert!(Step::read(StepKind::Reported, &told.clone().with(field, wrong)).is_err());
    }
    assert!(Step::read(StepKind::Reopened, &blank(StepKind::Reopened)).is_err());
}
