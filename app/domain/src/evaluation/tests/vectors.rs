//! The vectors of `fairness.md` §8, computed apart from this program.

use super::super::deviation::{Cluster, Clusters, Least, Residuals};
use super::super::statement::{Accepted, Test};
use super::*;
use crate::comparison::{accepted_at, p_beyond, p_within};

const DEVIATIONS: [f64; 6] = [0.21, -0.35, 0.02, -0.08, 0.30, -0.12];
const VARIANCES: [f64; 6] = [0.012, 0.020, 0.004, 0.009, 0.030, 0.006];
const FREEDOMS: [f64; 6] = [24.0, 18.0, 60.0, 40.0, 12.0, 55.0];

fn estimates() -> Vec<Estimate> {
    family().iter().map(Estimate::from).collect()
}

fn deviation(points: f64, n: u64, test_variance: f64, freedom: f64) -> Deviation {
    Deviation {
        points,
        n,
        comparable: Share { part: n, of: n },
        left_out: vec![],
        weeks: 26,
        effective_weeks: freedom + 1.0,
        variance: test_variance,
        test_variance,
    }
}

fn family() -> [Deviation; 6] {
    std::array::from_fn(|place| {
        deviation(DEVIATIONS[place], 100, VARIANCES[place], FREEDOMS[place])
    })
}

/// The fewest answers of 1 to 4 with this number and sum.
fn scores(n: u64, sum: u64) -> Scores {
    let above = sum - n;
    let (whole, rest) = (above / n, above % n);
    let place = usize::try_from(whole).expect("0 to 3");
    let mut counts = [0; 4];
    counts[place] = n - rest;
    if rest > 0 {
        counts[place + 1] = rest;
    }
    Scores::of(counts)
}

#[test]
fn v1_others_tell_what_is_expected() {
    let mut evidence = Evidence::default();
    let officers = [
        (1, [(20, 70), (10, 31)]),
        (2, [(30, 96), (0, 0)]),
        (3, [(10, 36), (40, 148)]),
    ];
    for (officer, services) in officers {
        for (service, (n, sum)) in ["a", "b"].into_iter().zip(services) {
            let scores = if n == 0 {
                Scores::default()
            } else {
                scores(n, sum)
            };
            evidence.add(Answered {
                scores,
                ..answered(&[officer], service, 0, [0; 4])
            });
        }
    }
    let answers = evidence.of(Evaluated::Behaviour).expect("answers");
    let anybody = Least {
        answers: 1,
        officers: 1,
    };
    let expected = [-1.0 / 15.0, -1.0 / 3.0, 67.0 / 125.0];
    for (officer, expected) in (1..).zip(expected) {
        let set = set(&[officer]);
        let residuals = Residuals::of(&set, &answers.by_set[&set], &answers.cells(), anybody);
        let points = residuals.deviation().expect("others served").points;
        assert!(is_close(points, expected), "{points} instead of {expected}");
    }
}

#[test]
fn v2_weeks_share_what_they_have_in_common() {
    let weeks = [
        (8, 2.0),
        (5, -1.5),
        (10, 1.0),
        (4, -0.5),
        (3, 0.9),
        (10, -3.1),
    ];
    let weeks = weeks.map(|(n, residual)| Cluster { n, residual });
    let clusters = Clusters::of(&weeks).expect("answers");
    assert_eq!((clusters.n, clusters.weeks), (40, 6));
    assert!(is_close(clusters.mean, -0.03));
    assert!(is_close(clusters.variance, 0.013_120_95), "{clusters:?}");
    assert!(is_close(clusters.variance.sqrt(), 0.114_546_72));
    assert!(is_close(clusters.effective, 5.095_541_40));
    let deviation = Deviation {
        variance: clusters.variance,
        effective_weeks: clusters.effective,
        ..deviation(clusters.mean, 40, clusters.variance, 0.0)
    };
    assert!(is_close(deviation.freedom(), 4.095_541_40));
    let quantile = crate::statistics::t_quantile(0.975, deviation.freedom());
    assert!(is_close(quantile, 2.751_086_97), "{quantile}");
    let interval = deviation.interval();
    assert!(is_close(interval.low, -0.345_127_98), "{interval:?}");
    assert!(is_close(interval.high, 0.285_127_98), "{interval:?}");
}

#[test]
fn v3_what_a_deviation_is_worth_among_others() {
    let estimates = estimates();
    let spread = Spread::of(&estimates).expect("six");
    assert!(
        (spread.between - 0.035_424_226_8).abs() < 1e-10,
        "{spread:?}"
    );
    assert!((spread.mean - -0.011_798_872_0).abs() < 1e-10, "{spread:?}");
    let expected = [
        (0.746_964_77, 0.153_877_07, 0.097_313_93),
        (0.639_146_97, -0.227_959_10, 0.117_528_21),
        (0.898_539_54, 0.016_773_67, 0.060_626_57),
        (0.797_407_84, -0.066_182_99, 0.086_610_08),
        (0.541_454_27, 0.157_025_96, 0.133_816_00),
        (0.855_157_22, -0.104_327_85, 0.072_779_67),
    ];
    for (estimate, (own, points, error)) in estimates.into_iter().zip(expected) {
        let Reading::Shrunk(shrunk) = spread.read(estimate) else {
            panic!("{estimate:?} is told apart");
        };
        assert!(is_close(shrunk.own_evidence, own), "{shrunk:?}");
        assert!(is_close(shrunk.points, points), "{shrunk:?}");
        assert!(is_close(shrunk.error, error), "{shrunk:?}");
        let interval = shrunk.interval();
        assert!(interval.low < points && points < interval.high);
    }
}

#[test]
fn v4_lines_of_the_funnel() {
    let between = Spread::of(&estimates()).expect("six").between;
    let funnel = |variance| Funnel {
        of_an_answer: variance * 100.0,
        between,
    };
    let is = |value: f64, expected: f64| (value - expected).abs() < 5e-5;
    let narrow = funnel(0.004);
    assert!(is(narrow.lines(100).of_95, 0.1240));
    assert!(is(narrow.lines(100).of_998, 0.1954));
    assert!(is(narrow.over_dispersed(100).of_95, 0.3892));
    let wide = funnel(0.020);
    assert!(is(wide.lines(100).of_95, 0.2772));
    assert!(is(wide.over_dispersed(100).of_95, 0.4614));
}

/// The values, and what each of them becomes by the procedure: the smallest rate of false discoveries at which it counts.
fn adjusted(p: [f64; 6], expected: [f64; 6], adjusted: [f64; 6]) {
    for ((p_of_one, expected), smallest) in p.into_iter().zip(expected).zip(adjusted) {
        assert!(
            is_close(p_of_one, expected),
            "{p_of_one} instead of {expected}"
        );
        let counts = |rate| accepted_at(p.to_vec(), rate).is_some_and(|most| p_of_one <= most);
        assert!(
            counts(smallest + 2e-8) && !counts(smallest - 2e-8),
            "{smallest}"
        );
    }
}

#[test]
fn v5_two_statements_and_their_family() {
    let by_more =
        family().map(|d| p_beyond(d.points.abs() - 0.10, d.test_variance.sqrt(), d.freedom()));
    adjusted(
        by_more,
        [
            0.162_659_97,
            0.047_023_48,
            0.894_602_94,
            0.582_950_39,
            0.135_345_00,
            0.398_608_58,
        ],
        [
            0.325_319_94,
            0.282_140_86,
            0.894_602_94,
            0.699_540_46,
            0.325_319_94,
            0.597_912_87,
        ],
    );
    let different = family().map(|d| p_within(d.points, 0.0, d.test_variance.sqrt(), d.freedom()));
    adjusted(
        different,
        [
            0.067_214_02,
            0.023_502_23,
            0.752_927_15,
            0.404_089_86,
            0.108_864_30,
            0.127_070_76,
        ],
        [
            0.190_606_15,
            0.141_013_37,
            0.752_927_15,
            0.484_907_83,
            0.190_606_15,
            0.190_606_15,
        ],
    );
    let tests: Vec<Test> = family().iter().map(|d| Test::of(d, 0.10)).collect();
    let accepted = Accepted::among(&tests);
    for test in tests {
        assert_eq!(accepted.statement(test), Statement::Nothing);
    }
}

#[test]
fn v7_equal_answers_are_no_certainty() {
    let weeks = (1..=4).flat_map(|officer| (0..10).map(move |week| (officer, week)));
    let city = City::of(weeks.map(|(officer, week)| answered(&[officer], "a", week, [0, 0, 0, 8])));
    for officer in 1..=4 {
        let nothing = Withheld::NotComparable(NotComparable::NoSpread);
        assert_eq!(city.finding(officer), Finding::Withheld(nothing));
    }
    assert!(city.behaviour().groups.is_empty());
}

#[test]
fn v7_nobody_is_compared_alone() {
    let weeks = 0..10;
    let city = City::of(weeks.map(|week| answered(&[1], "a", week, [1, 1, 4, 4])));
    let alone = NotComparable::FewOthers(Share { part: 0, of: 100 });
    assert_eq!(
        city.finding(1),
        Finding::Withheld(Withheld::NotComparable(alone))
    );
}

#[test]
fn v7_what_chance_explains_tells_nobody_apart() {
    let alike = [0.05, -0.05, 0.01, 0.02].map(|points| Estimate {
        points,
        variance: 0.01,
        freedom: 20.0,
    });
    let spread = Spread::of(&alike).expect("four");
    assert!(spread.between <= 0.0);
    for estimate in alike {
        assert_eq!(spread.read(estimate), Reading::NotToldApart);
    }
}
