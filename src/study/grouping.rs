//! Suggestions of themes tried on points that somebody sorted: how often the right theme is among those offered, how many keys
//! that saves, and how many repetitions are noticed. It must not tune the model to the points, nor leave out a line that fails.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use domain::forum::grouping::{Decided, Earlier, Grouping, MOST_SUGGESTIONS, Theme, Twins};

use crate::chance::Chance;
use crate::failure::Failure;
use crate::files::spoken::{self, Spoken};

/// The seed of every order in which points come.
pub const SEED: u64 = 41;

/// After how many decisions the suggestions are judged, and by how many points in a hundred they must then be better than
/// offering the three themes with the most points so far. At first they only must not be worse. Both were fixed before the
/// first replay, as were the other figures that pass.
const JUDGED: [Judged; 4] = [
    Judged {
        after: 25,
        better: 0,
    },
    Judged {
        after: 50,
        better: 0,
    },
    Judged {
        after: 100,
        better: 15,
    },
    Judged {
        after: 200,
        better: 15,
    },
];

/// How many points from there on are counted.
const COUNTED: usize = 25;

/// The share of keys that the suggestions must save, in per cent.
const SAVED: u64 = 25;

/// The share of repetitions that must be noticed, in per cent.
const NOTICED: u64 = 50;

/// The share of other points that may be taken for repetitions, in per mille.
const MISTAKEN: u64 = 10;

/// When the suggestions are judged and what passes then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Judged {
    after: usize,
    better: u64,
}

/// What is replayed.
#[derive(Clone, Debug)]
pub struct Study {
    /// The points with their themes.
    pub points: Vec<Spoken>,
    /// In how many orders they come.
    pub replays: usize,
    /// After how many decisions the model learns anew; in the portal after each.
    pub step: usize,
}

/// A line of the results.
#[derive(Clone, Copy, Debug)]
pub enum Line {
    /// How often the right theme was offered after some decisions.
    Offered(Offered),
    /// How many keys were needed.
    Keys(Keys),
    /// How many repetitions were noticed.
    Repeated(Repeated),
}

/// How often the right theme was offered.
#[derive(Clone, Copy, Debug)]
pub struct Offered {
    judged: Judged,
    asked: u64,
    /// Among the three.
    right: u64,
    /// As the first.
    first: u64,
    /// Among the three with the most points.
    frequent: u64,
}

/// The keys for all points together that are no repetitions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keys {
    points: u64,
    /// Without suggestions.
    by_hand: u64,
    /// With them.
    suggested: u64,
    /// If the three themes with the most points are offered.
    frequent: u64,
}

/// Points that were compared with the earlier ones.
#[derive(Clone, Copy, Debug, Default)]
pub struct Repeated {
    /// Those that say the same as an earlier one.
    again: u64,
    /// Those of them to which such a one was offered.
    noticed: u64,
    /// Those that say what no earlier one does.
    others: u64,
    /// Those of them to which one was offered all the same.
    mistaken: u64,
}

impl Study {
    /// The study of a file of points.
    ///
    /// # Errors
    /// If the file cannot be read, or has no points.
    pub fn of(file: &[u8]) -> Result<Self, Failure> {
        let points = spoken::read(file)?;
        if points.is_empty() {
            return Err("the file has no points".into());
        }
        Ok(Self {
            points,
            replays: 40,
            step: 1,
        })
    }

    /// The study of points that were invented for it, as people would say them at forums of the offices of a city, before the
    /// model was made. Nobody said any of them.
    pub fn of_invented_points() -> Self {
        Self::of(include_bytes!("grouping/corpus.csv")).expect("the corpus can be read")
    }

    /// Replays the points in every order.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        let mut offered = JUDGED.map(|judged| Offered {
            judged,
            asked: 0,
            right: 0,
            first: 0,
            frequent: 0,
        });
        let (mut keys, mut repeated) = (Keys::default(), Repeated::default());
        let by_hand = self.keys_by_hand();
        let mut chance = Chance::of(&[&SEED.to_le_bytes()]);
        for _ in 0..self.replays {
            let order = shuffled(&self.points, &mut chance);
            for start in (0..order.len()).step_by(self.step) {
                let decided = &order[..start];
                let next = order[start..].iter().take(self.step);
                let model = Model::of(by_hand.keys().copied(), decided);
                for (number, point) in (start..).zip(next) {
                    // A repetition is merged and not sorted again; to find its theme would be too easy.
                    if repeated.count(&model, decided, point) {
                        continue;
                    }
                    let place = model.place(point);
                    let is_frequent = model.frequent.contains(&point.theme.as_str());
                    for line in &mut offered {
                        line.count(number, place, is_frequent);
                    }
                    keys.count(by_hand[point.theme.as_str()], place, is_frequent);
                }
            }
        }
        let offered = offered.into_iter().filter(|line| line.asked > 0);
        let lines = offered.map(Line::Offered);
        lines.chain([Line::Keys(keys), Line::Repeated(repeated)])
    }

    /// How many keys it takes to choose each theme from a list by hand: letters until no other theme begins so, and Enter.
    fn keys_by_hand(&self) -> BTreeMap<&str, u64> {
        let names: BTreeSet<&str> = self.points.iter().map(|point| &*point.theme).collect();
        let keys = names.iter().map(|name| {
            let others = names.iter().filter(|other| *other != name);
            let shared = others.map(|other| shared_letters(name, other)).max();
            let letters = shared.map_or(0, |shared| (shared + 1).min(name.chars().count()));
            (*name, letters as u64 + 1)
        });
        keys.collect()
    }
}

/// How many letters two names have in common before they differ.
fn shared_letters(a: &str, b: &str) -> usize {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

fn shuffled<'s>(points: &'s [Spoken], chance: &mut Chance) -> Vec<&'s Spoken> {
    let mut order: Vec<&Spoken> = points.iter().collect();
    for end in (1..order.len()).rev() {
        let other = chance.below(end as u64 + 1);
        order.swap(end, usize::try_from(other).expect("a place in memory"));
    }
    order
}

/// What is known after some decisions.
struct Model<'s> {
    grouping: Grouping<&'s str>,
    twins: Twins<usize>,
    /// The themes with the most points.
    frequent: Vec<&'s str>,
}

impl<'s> Model<'s> {
    fn of(names: impl Iterator<Item = &'s str> + Clone, decided: &[&'s Spoken]) -> Self {
        let themes = names.clone().map(|name| Theme {
            key: name,
            names: vec![name.to_owned()],
        });
        let points = decided.iter().map(|point| Decided {
            text: &point.text,
            theme: &*point.theme,
        });
        let earlier = decided.iter().enumerate().map(|(key, point)| Earlier {
            key,
            text: &point.text,
        });
        let of_theme = |name: &&str| decided.iter().filter(|point| point.theme == *name).count();
        let mut frequent: Vec<&str> = names.collect();
        frequent.sort_by_key(|name| Reverse(of_theme(name)));
        frequent.truncate(MOST_SUGGESTIONS);
        Self {
            grouping: Grouping::learn(themes, points),
            twins: Twins::among(earlier),
            frequent,
        }
    }

    /// At which place the right theme of a point is offered.
    fn place(&self, point: &Spoken) -> Option<usize> {
        let suggestions = self.grouping.suggest(&point.text);
        let mut themes = suggestions.iter().map(|suggestion| suggestion.theme);
        themes.position(|theme| theme == point.theme)
    }
}

impl Offered {
    fn count(&mut self, number: usize, place: Option<usize>, is_frequent: bool) {
        if (self.judged.after..self.judged.after + COUNTED).contains(&number) {
            self.asked += 1;
            self.right += u64::from(place.is_some());
            self.first += u64::from(place == Some(0));
            self.frequent += u64::from(is_frequent);
        }
    }

    fn passes(&self) -> bool {
        100 * self.right >= 100 * self.frequent + self.judged.better * self.asked
    }
}

impl Keys {
    fn count(&mut self, by_hand: u64, place: Option<usize>, is_frequent: bool) {
        self.points += 1;
        self.by_hand += by_hand;
        self.suggested += if place.is_some() { 1 } else { by_hand };
        self.frequent += if is_frequent { 1 } else { by_hand };
    }

    fn passes(&self) -> bool {
        100 * self.suggested <= (100 - SAVED) * self.by_hand
    }
}

impl Repeated {
    /// Counts a point, and tells whether it says the same as an earlier one.
    fn count(&mut self, model: &Model<'_>, decided: &[&Spoken], point: &Spoken) -> bool {
        let same = |earlier: &Spoken| point.same.is_some() && earlier.same == point.same;
        let twin = model.twins.of(&point.text).map(|key| decided[key]);
        let is_again = decided.iter().any(|earlier| same(earlier));
        if is_again {
            self.again += 1;
            self.noticed += u64::from(twin.is_some_and(same));
        } else {
            self.others += 1;
            self.mistaken += u64::from(twin.is_some());
        }
        is_again
    }

    fn passes(&self) -> bool {
        100 * self.noticed >= NOTICED * self.again && 1000 * self.mistaken <= MISTAKEN * self.others
    }
}

impl Line {
    /// Whether the suggestions help as much as they should.
    pub fn passes(&self) -> bool {
        match self {
            Self::Offered(line) => line.passes(),
            Self::Keys(line) => line.passes(),
            Self::Repeated(line) => line.passes(),
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |part: u64, whole: u64| part as f64 * 100.0 / whole.max(1) as f64;
        let verdict = if self.passes() { "pass" } else { "FAIL" };
        match self {
            Self::Offered(line) => write!(
                f,
                "after {:>3} decisions  right theme among three {:>4.1} %  first {:>4.1} %  \
                 among the three most frequent {:>4.1} %  {verdict}",
                line.judged.after,
                share(line.right, line.asked),
                share(line.first, line.asked),
                share(line.frequent, line.asked),
            ),
            Self::Keys(line) => write!(
                f,
                "keys for a point      by hand {:.2} (letters until one theme is left, Enter)  suggested {:.2}, \
                 saves {:.1} %  most frequent {:.2}, saves {:.1} %  {verdict}",
                share(line.by_hand, line.points) / 100.0,
                share(line.suggested, line.points) / 100.0,
                100.0 - share(line.suggested, line.by_hand),
                share(line.frequent, line.points) / 100.0,
                100.0 - share(line.frequent, line.by_hand),
            ),
            Self::Repeated(line) => write!(
                f,
                "repetitions           noticed {:>4.1} %  other points taken for one {:>4.2} %  {verdict}",
                share(line.noticed, line.again),
                share(line.mistaken, line.others),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions_pass_their_study() {
        let study = Study {
            replays: 4,
            step: 12,
            ..Study::of_invented_points()
        };
        for line in study.lines() {
            assert!(line.passes(), "{line}");
        }
    }

    #[test]
    fn suggestions_that_help_too_little_fail() {
        let offered = |right, judged| {
            Line::Offered(Offered {
                judged,
                asked: 1000,
                right,
                first: 0,
                frequent: 300,
            })
        };
        assert!(offered(300, JUDGED[0]).passes());
        assert!(!offered(299, JUDGED[0]).passes());
        assert!(offered(450, JUDGED[3]).passes());
        assert!(!offered(449, JUDGED[3]).passes());
        let keys = |suggested| {
            Line::Keys(Keys {
                by_hand: 100,
                suggested,
                ..Keys::default()
            })
        };
        assert!(keys(75).passes());
        assert!(!keys(76).passes());
        let repeated = |noticed, mistaken| {
            Line::Repeated(Repeated {
                again: 10,
                noticed,
                others: 1000,
                mistaken,
            })
        };
        assert!(repeated(5, 10).passes());
        assert!(!repeated(4, 10).passes());
        assert!(!repeated(5, 11).passes());
    }

    #[test]
    fn by_hand_a_theme_is_typed_until_no_other_begins_so() {
        let file = "tema;teks\nParkir;a\nPasar;a\nPasar ikan;a\nToilet;a\n";
        let study = Study::of(file.as_bytes()).expect("a study");
        let keys = study.keys_by_hand();
        let expected = [
            ("Parkir", 4),
            ("Pasar", 6),
            ("Pasar ikan", 7),
            ("Toilet", 2),
        ];
        assert_eq!(keys, BTreeMap::from(expected));
    }

    #[test]
    fn a_file_without_points_is_no_corpus() {
        assert!(Study::of(b"tema;teks\n").is_err());
    }
}
