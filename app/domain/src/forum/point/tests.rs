use proptest::prelude::*;

use super::*;

fn text(text: &str) -> PointText {
    PointText::parse(text).expect("a point")
}

fn point(number: u32) -> Point {
    Point {
        id: PointId(Uuid::from_u128(number.into())),
        number,
        voice: Voice::Participant,
        community: None,
        text: text("Antrean lama"),
        original: None,
        standing: Standing::Waiting,
        group: None,
        marks: BTreeSet::new(),
        supports: 0,
        before: None,
        version: 1,
    }
}

#[test]
fn hostile_text_is_refused_or_tamed() {
    for bad in ["a\0b", "a\u{202e}b", "\u{200b}"] {
        assert!(
            matches!(PointText::parse(bad), Err(NoPoint::Bad(_))),
            "{bad:?}"
        );
    }
    for empty in ["", " \n\t"] {
        assert_eq!(PointText::parse(empty), Err(NoPoint::Empty));
    }
    let zalgo = format!("a{}b", "\u{301}".repeat(300));
    assert_eq!(text(&zalgo).as_str(), format!("a{}b", "\u{301}".repeat(4)));
    let most = "x".repeat(PointText::MAX_CHARACTERS);
    assert_eq!(text(&most).as_str(), most);
    assert!(PointText::parse(&format!("{most}x")).is_err());
    assert_eq!(text("é\u{301} ok").as_str(), "é\u{301} ok");
}

#[test]
fn what_was_said_first_is_kept_until_it_is_put_back() {
    let edited = |point: Point, words: &str| {
        let decision = PointDecision::Edit(text(words));
        point
            .after(decision, Surroundings::default())
            .expect("edited")
    };
    let once = edited(point(1), "Antrean KTP lama");
    let twice = edited(once, "Antrean KTP-el lama");
    assert_eq!(twice.original, Some(text("Antrean lama")));
    let back = edited(twice, "Antrean lama");
    assert_eq!((back.original, back.version), (None, 4));
}

#[test]
fn a_point_is_merged_into_a_published_one_that_then_stays() {
    let merge = PointDecision::Merge(2);
    let alone = Surroundings::default();
    assert_eq!(
        point(1).after(merge.clone(), alone),
        Err(NotDecided::NoTwin)
    );
    let published = Surroundings {
        twin_published: true,
        ..alone
    };
    assert_eq!(
        point(2).after(merge.clone(), published),
        Err(NotDecided::NoTwin)
    );
    let merged = point(1).after(merge, published).expect("merged");
    assert_eq!(merged.standing, Standing::Merged(2));
    let twin = Surroundings {
        is_twin: true,
        ..alone
    };
    let reject = PointDecision::Reject(WithholdReason::Insult);
    assert_eq!(point(2).after(reject, twin), Err(NotDecided::IsTwin));
}

#[test]
fn a_decision_is_undone_and_undone_again() {
    let alone = Surroundings::default();
    let decided = |point: Point, decision| point.after(decision, alone).expect("decided");
    assert_eq!(
        point(1).after(PointDecision::Undo, alone),
        Err(NotDecided::NothingToUndo)
    );
    let group = GroupId(Uuid::nil());
    let published = decided(point(1), PointDecision::PublishInto(group));
    let undone = decided(published.clone(), PointDecision::Undo);
    assert_eq!((undone.standing, undone.group), (Standing::Waiting, None));
    let again = decided(undone, PointDecision::Undo);
    assert_eq!(
        (again.standing, again.group),
        (published.standing, Some(group))
    );
    assert_eq!(again.version, 4);
}

#[test]
fn a_merge_cannot_be_undone_into_one_that_is_not_public_any_more() {
    let published = Surroundings {
        twin_published: true,
        ..Surroundings::default()
    };
    let merged = point(1)
        .after(PointDecision::Merge(2), published)
        .expect("merged");
    let apart = merged
        .after(PointDecision::Reopen, published)
        .expect("apart");
    assert_eq!(apart.would_merge_into(&PointDecision::Undo), Some(2));
    let alone = Surroundings::default();
    assert_eq!(
        apart.clone().after(PointDecision::Undo, alone),
        Err(NotDecided::NoTwin)
    );
    let again = apart
        .after(PointDecision::Undo, published)
        .expect("merged again");
    assert_eq!(again.standing, Standing::Merged(2));
}

#[test]
fn only_moderators_see_a_star() {
    let alone = Surroundings::default();
    let starred = point(1)
        .after(PointDecision::Mark(Mark::Star), alone)
        .expect("marked");
    assert!(starred.looks_like(&point(1)));
    assert!(starred.marks.contains(&Mark::Star));
    let answered = point(1).after(PointDecision::Mark(Mark::Answered), alone);
    let answered = answered.expect("marked");
    assert!(!answered.looks_like(&point(1)));
    let unmarked = answered.after(PointDecision::Mark(Mark::Answered), alone);
    assert!(unmarked.expect("unmarked").looks_like(&point(1)));
}

fn decisions() -> impl Strategy<Value = PointDecision> {
    prop_oneof![
        Just(PointDecision::Publish),
        Just(PointDecision::Reopen),
        prop::sample::select(WithholdReason::ALL).prop_map(PointDecision::Reject),
        (1..6_u32).prop_map(PointDecision::Merge),
        Just(PointDecision::Group(Some(GroupId(Uuid::nil())))),
        Just(PointDecision::Edit(text("Lain"))),
        Just(PointDecision::PublishInto(GroupId(Uuid::from_u128(1)))),
        prop::sample::select(Mark::ALL).prop_map(PointDecision::Mark),
        Just(PointDecision::Undo),
    ]
}

proptest! {
    #[test]
    fn every_point_is_accounted_for_and_twins_are_public(
        decided in prop::collection::vec((1..6_u32, decisions()), 0..40),
    ) {
        let mut points: Vec<Point> = (1..6).map(point).collect();
        for (number, decision) in decided {
            let standing = |number: u32| points.iter().find(|it| it.number == number).map(|it| it.standing);
            let around = Surroundings {
                twin_published: points[number as usize - 1]
                    .would_merge_into(&decision)
                    .is_some_and(|twin| standing(twin) == Some(Standing::Published)),
                is_twin: points.iter().any(|it| it.standing == Standing::Merged(number)),
            };
            let place = number as usize - 1;
            if let Ok(after) = points[place].clone().after(decision, around) {
                points[place] = after;
            }
            let counts = PointCounts::of(5, &points);
            prop_assert!(counts.holds(), "{:?}", counts);
            for point in &points {
                if let Standing::Merged(twin) = point.standing {
                    prop_assert_eq!(points[twin as usize - 1].standing, Standing::Published);
                }
                prop_assert!(point.group.is_none() || point.standing == Standing::Published);
            }
        }
    }

    #[test]
    fn no_text_makes_it_fail(typed in any::<String>()) {
        if let Ok(kept) = PointText::parse(&typed) {
            prop_assert_eq!(PointText::parse(kept.as_str()), Ok(kept.clone()));
            prop_assert!(kept.as_str().chars().count() <= PointText::MAX_CHARACTERS);
        }
    }
}
