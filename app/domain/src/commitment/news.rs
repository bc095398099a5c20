//! What happened to commitments, as those who follow them are told: one piece of news for each promise and each step.
//! It must not word anything.

use chrono::NaiveDate;

use super::{Kept, Step};

/// Something that happened to a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News<'a> {
    /// The commitment as it is now.
    pub kept: &'a Kept,
    /// The day on which it happened.
    pub on: NaiveDate,
    /// Its place in the course of the commitment: 0 of the promise, then that of the step, from 1. It never changes.
    pub place: usize,
    /// The step; none of the promise itself.
    pub step: Option<&'a Step>,
}

/// Everything that happened to commitments, the newest first; of one day the higher number and the later step first.
pub fn news(commitments: &[Kept]) -> Vec<News<'_>> {
    let mut all: Vec<News> = commitments.iter().flat_map(of_one).collect();
    all.sort_by_key(|news| std::cmp::Reverse((news.on, news.kept.number, news.place)));
    all
}

fn of_one(kept: &Kept) -> impl Iterator<Item = News<'_>> {
    let made = News {
        kept,
        on: kept.course.made_on(),
        place: 0,
        step: None,
    };
    let steps = (1..).zip(kept.course.steps());
    let steps = steps.map(move |(place, taken)| News {
        kept,
        on: taken.on,
        place,
        step: Some(&taken.step),
    });
    std::iter::once(made).chain(steps)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{commitment, day, report};
    use super::super::{Course, Number};
    use super::*;

    fn kept(number: i32, made: &str, reported: &[&str]) -> Kept {
        let mut course = Course::new(day(made), day("2027-12-31")).expect("a course");
        for on in reported {
            course.take(day(on), report()).expect("a report");
        }
        Kept {
            number: Number::new(number).expect("a number"),
            commitment: commitment(None),
            course,
            version: 1,
        }
    }

    #[test]
    fn every_promise_and_step_is_told_once_and_the_newest_first() {
        let commitments = [
            kept(1, "2026-03-02", &["2026-09-01"]),
            kept(2, "2026-09-01", &["2026-09-01"]),
            kept(3, "2026-01-05", &[]),
        ];
        let told = news(&commitments);
        let told = told.iter().map(|news| (news.kept.number.get(), news.place));
        let expected = [(2, 1), (2, 0), (1, 1), (1, 0), (3, 0)];
        assert_eq!(told.collect::<Vec<_>>(), expected);
        assert!(news(&[]).is_empty());
    }
}
