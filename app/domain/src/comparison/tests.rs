use proptest::prelude::*;

use super::*;

fn estimate(index: f64, error: f64, n: u64) -> Estimate {
    Estimate {
        n,
        index,
        precision: Precision {
            centre: f64::midpoint(index, 62.5),
            error,
            freedom: n as f64,
        },
    }
}

fn common(services: &[(Estimate, Estimate)]) -> Common {
    let mut common = Common::default();
    for (before, now) in services {
        common.add(*before, *now);
    }
    common
}

/// V5 of the statistics of the officers' evidence: differences, variances and degrees of freedom.
const VECTOR: [(f64, f64, f64); 6] = [
    (0.21, 0.012, 24.0),
    (-0.35, 0.020, 18.0),
    (0.02, 0.004, 60.0),
    (-0.08, 0.009, 40.0),
    (0.30, 0.030, 12.0),
    (-0.12, 0.006, 55.0),
];

#[test]
fn a_test_against_a_margin_gives_the_published_vector() {
    let expected = [
        0.162_659_97,
        0.047_023_48,
        0.894_602_94,
        0.582_950_39,
        0.135_345_00,
        0.398_608_58,
    ];
    for ((points, variance, freedom), expected) in VECTOR.into_iter().zip(expected) {
        // The vector leaves out the far side of the margin.
        let t = StudentsT::new(0.0, variance.sqrt(), freedom).expect("positive");
        let p = p_within(points, 0.10, variance.sqrt(), freedom);
        let near = p - t.sf(points.abs() + 0.10);
        assert!(
            (near - expected).abs() < 1e-8,
            "{near} instead of {expected}"
        );
    }
    // Without a margin it is the plain test on both sides.
    let plain = p_within(0.21, 0.0, 0.012f64.sqrt(), 24.0);
    assert!((plain - 0.067_214_02).abs() < 1e-8, "{plain}");
}

#[test]
fn false_discoveries_are_controlled_as_in_the_published_vector() {
    let p = vec![
        0.162_659_97,
        0.047_023_48,
        0.894_602_94,
        0.582_950_39,
        0.135_345_00,
        0.398_608_58,
    ];
    assert_eq!(accepted_at(p.clone(), 0.05), None);
    assert_eq!(accepted_at(p.clone(), 0.283), Some(0.047_023_48));
    assert_eq!(accepted_at(p.clone(), 0.3253), Some(0.047_023_48));
    assert_eq!(accepted_at(p, 0.3254), Some(0.162_659_97));
    assert_eq!(accepted_at(vec![], 0.05), None);
}

#[test]
fn other_services_in_the_figure_are_no_change() {
    // Each service stays as it was; only the share of the better one shrank.
    let services = [
        (estimate(90.0, 0.5, 300), estimate(90.0, 0.5, 100)),
        (estimate(70.0, 0.5, 100), estimate(70.0, 0.5, 300)),
    ];
    let tested = common(&services).tested(400, 400);
    let difference = tested.expect("comparable");
    assert!(difference.points.abs() < 1e-9);
    assert!((difference.p - 1.0).abs() < 0.1, "{}", difference.p);
}

#[test]
fn services_count_by_their_ratings_in_the_later_period() {
    let services = [
        (estimate(80.0, 1.0, 500), estimate(84.0, 1.0, 30)),
        (estimate(80.0, 1.0, 10), estimate(72.0, 1.0, 10)),
    ];
    let tested = common(&services).tested(510, 40);
    let difference = tested.expect("comparable");
    assert!((difference.points - 1.0).abs() < 1e-9);
}

#[test]
fn too_little_in_common_is_not_comparable() {
    let services = [(estimate(80.0, 1.0, 70), estimate(90.0, 1.0, 70))];
    assert!(common(&services).tested(100, 100).is_ok());
    let tested = common(&services).tested(100, 101);
    let reason = NotComparable {
        before: Share { part: 70, of: 100 },
        now: Share { part: 70, of: 101 },
    };
    assert_eq!(tested, Err(reason));
    assert!(Common::default().tested(0, 0).is_err());
}

#[test]
fn what_is_within_the_margin_is_never_clear_however_many_rate() {
    let services = [(estimate(80.0, 0.01, 99_999), estimate(80.9, 0.01, 99_999))];
    let tested = common(&services).tested(99_999, 99_999);
    assert!(tested.expect("comparable").p > 0.99);
    let services = [(estimate(80.0, 0.01, 99_999), estimate(78.5, 0.01, 99_999))];
    let tested = common(&services).tested(99_999, 99_999);
    let judged = tested.expect("comparable").judged(Some(0.05));
    assert_eq!(judged.verdict, Verdict::Worse);
}

#[test]
fn no_dispersion_proves_nothing() {
    let services = [(estimate(80.0, 0.0, 10), estimate(90.0, 0.0, 10))];
    let tested = common(&services).tested(10, 10);
    assert!((tested.expect("comparable").p - 1.0).abs() < f64::EPSILON);
}

proptest! {
    #[test]
    fn whatever_is_smaller_than_what_counts_counts_too(p in prop::collection::vec(0.0f64..1.0, 0..40)) {
        let accepted = accepted_at(p.clone(), 0.3);
        let count = p.iter().filter(|p| Some(**p) <= accepted).count();
        // No more than the rate allows, by the procedure's own estimate.
        if let Some(accepted) = accepted {
            prop_assert!(accepted * p.len() as f64 <= 0.3 * count as f64 + 1e-12);
        } else {
            prop_assert_eq!(count, 0);
        }
    }
}
