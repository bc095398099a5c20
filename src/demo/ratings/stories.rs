//! The stories of the demonstration that a reader can find in its figures; all of them are invented.
//! It must not know how answers are drawn: it only says what differs, for whom and when.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use domain::instrument::Element;
use domain::period::Month;
use domain::rating::Proof;
use domain::register::Service;

/// Something that happened to a unit or a service.
#[derive(Clone, Copy, Debug)]
pub struct Story {
    /// The slug of the unit that offers the services now, or of the one service.
    pub about: &'static str,
    plot: Plot,
}

/// What happens. Months are numbered from the first of the demonstration, which is 0.
#[derive(Clone, Copy, Debug)]
pub(super) enum Plot {
    /// The mean answer to the elements moves evenly from one value to another between two months.
    Moves {
        elements: &'static [Element],
        months: (i32, i32),
        means: (f64, f64),
    },
    /// The mean answer to all elements, the further fall of some, and how far people differ.
    Divides {
        mean: f64,
        elements: &'static [Element],
        fall: f64,
        spread: f64,
    },
    /// The mean answer to the elements is lower in the first months after the service came to another unit.
    Stumbles {
        elements: &'static [Element],
        months: i32,
        fall: f64,
    },
    /// Every year in these calendar months there are more ratings, and the mean answer to the elements is lower.
    Swells {
        calendar: &'static [u32],
        per_mille: u64,
        elements: &'static [Element],
        fall: f64,
    },
    /// No ratings from the first of the two months to the last.
    Silent { months: (i32, i32) },
    /// Exactly these ratings: month, proof class and how many.
    Trickles(Trickle),
    /// Neither paper nor open ratings.
    VerifiedOnly,
    /// On one day of a month so many more people fill in a form.
    Gathers(Gathering),
}

/// How many ratings of which proof class there are in which month.
pub(super) type Trickle = &'static [(i32, Proof, usize)];

/// A day on which many people rate.
#[derive(Clone, Copy, Debug)]
pub struct Gathering {
    /// The month, numbered from the first of the demonstration.
    pub month: i32,
    /// The day of it, or the next one that is neither Saturday nor Sunday.
    pub day: u32,
    /// How many people there are besides the usual ones.
    pub people: usize,
}

impl Gathering {
    /// The day in the month that is the story's.
    pub fn day_in(self, month: Month) -> NaiveDate {
        let from = month.first_day() + Days::new(u64::from(self.day) - 1);
        let mut weekdays = from
            .iter_days()
            .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
        weekdays.next().unwrap_or(from)
    }
}

impl Story {
    /// The day on which many people came, if it is about one.
    pub const fn gathering(&self) -> Option<Gathering> {
        match self.plot {
            Plot::Gathers(gathering) => Some(gathering),
            _ => None,
        }
    }
}

/// The permit office got faster and simpler between the months 8 and 18.
const PERMIT_OFFICE_GOT_FASTER: Story = Story {
    about: "dpmptsp",
    plot: Plot::Moves {
        elements: &[Element::Time, Element::Procedure],
        months: (8, 18),
        means: (2.38, 3.72),
    },
};

/// The staff of one puskesmas became less friendly from month 14 on.
const PUSKESMAS_LOST_ITS_KINDNESS: Story = Story {
    about: "puskesmas-mandiangin",
    plot: Plot::Moves {
        elements: &[Element::Behaviour],
        months: (13, 18),
        means: (3.45, 2.4),
    },
};

/// The rooms of the same puskesmas became worse from month 14 on.
const PUSKESMAS_FELL_INTO_DISREPAIR: Story = Story {
    about: "puskesmas-mandiangin",
    plot: Plot::Moves {
        elements: &[Element::Facilities],
        months: (13, 18),
        means: (3.1, 2.15),
    },
};

/// A service has one or two ratings in some months and none in others: in two years fewer than ten of a proof class.
const TOO_SMALL_TO_PUBLISH: Story = Story {
    about: "konsultasi-arsip-keluarga",
    plot: Plot::Trickles(&[
        (1, Proof::Open, 1),
        (2, Proof::Paper, 1),
        (4, Proof::Open, 2),
        (5, Proof::Paper, 1),
        (8, Proof::Paper, 2),
        (10, Proof::Open, 1),
        (11, Proof::Paper, 1),
        (14, Proof::Open, 1),
        (15, Proof::Paper, 1),
        (18, Proof::Open, 2),
        (20, Proof::Paper, 1),
        (22, Proof::Open, 1),
        (23, Proof::Paper, 1),
    ]),
};

/// The other services of the same department have verified ratings only, so that nothing is pooled with the small one.
const NOTHING_TO_POOL_IT_WITH: Story = Story {
    about: "perpustakaan",
    plot: Plot::VerifiedOnly,
};

/// A department let a quarter pass without collecting any ratings.
const MISSING_QUARTER: Story = Story {
    about: "dishub",
    plot: Plot::Silent { months: (9, 11) },
};

/// Two departments were merged: the figures go on, but in the first two months people lost their way.
const MERGED_AND_STUMBLED: Story = Story {
    about: "satpol-pp-damkar",
    plot: Plot::Stumbles {
        elements: &[Element::Procedure],
        months: 2,
        fall: 0.8,
    },
};

/// The hospital's waiting rooms are busy; people are divided, and on the whole not content.
const BUSY_AND_DIVIDED: Story = Story {
    about: "rawat-jalan",
    plot: Plot::Divides {
        mean: 2.72,
        elements: &[Element::Time],
        fall: 0.3,
        spread: 1.0,
    },
};

/// Without anybody speaking of it, complaints about waste are handled a little better every month.
const QUIET_IMPROVEMENT: Story = Story {
    about: "angkut-sampah",
    plot: Plot::Moves {
        elements: &[Element::Complaints],
        months: (0, 23),
        means: (2.45, 3.3),
    },
};

/// Every June and July, before the school year begins, the education department is crowded and slow.
const SCHOOL_YEAR_WAVE: Story = Story {
    about: "dinas-pendidikan",
    plot: Plot::Swells {
        calendar: &[6, 7],
        per_mille: 2800,
        elements: &[Element::Time],
        fall: 0.6,
    },
};

/// A puskesmas went out to a posyandu for a day and collected its forms there: a sign that has a good reason.
const A_DAY_AT_THE_POSYANDU: Story = Story {
    about: "imunisasi-tigo-baleh",
    plot: Plot::Gathers(Gathering {
        month: 22,
        day: 16,
        people: 64,
    }),
};

/// Somebody filled in a stack of forms, and two publishers left it out of the seal.
pub const A_STACK_BY_ONE_HAND: Story = Story {
    about: "pengantar-skck-pakan-kurai",
    plot: Plot::Gathers(Gathering {
        month: 20,
        day: 14,
        people: 60,
    }),
};

/// In the open month many forms are of one day: whoever proposes the seal is to find out why.
const A_DAY_TO_BE_EXPLAINED: Story = Story {
    about: "pengantar-skck-campago-ipuh",
    plot: Plot::Gathers(Gathering {
        month: 24,
        day: 10,
        people: 60,
    }),
};

/// Every story.
pub const STORIES: [Story; 13] = [
    PERMIT_OFFICE_GOT_FASTER,
    PUSKESMAS_LOST_ITS_KINDNESS,
    PUSKESMAS_FELL_INTO_DISREPAIR,
    TOO_SMALL_TO_PUBLISH,
    NOTHING_TO_POOL_IT_WITH,
    MISSING_QUARTER,
    MERGED_AND_STUMBLED,
    BUSY_AND_DIVIDED,
    QUIET_IMPROVEMENT,
    SCHOOL_YEAR_WAVE,
    A_DAY_AT_THE_POSYANDU,
    A_STACK_BY_ONE_HAND,
    A_DAY_TO_BE_EXPLAINED,
];

/// What happens to a service.
pub(super) fn plots(service: &Service) -> impl Iterator<Item = Plot> {
    STORIES
        .into_iter()
        .filter(|story| [service.slug.as_str(), service.unit.as_str()].contains(&story.about))
        .map(|story| story.plot)
}

/// The ratings of a service of which there are too few to leave their number to chance.
pub(super) fn trickle(service: &Service) -> Option<Trickle> {
    plots(service).find_map(|plot| match plot {
        Plot::Trickles(trickle) => Some(trickle),
        _ => None,
    })
}

/// The days on which a service is rated by many more than usual.
pub(super) fn gatherings(service: &Service) -> impl Iterator<Item = Gathering> {
    plots(service).filter_map(|plot| match plot {
        Plot::Gathers(gathering) => Some(gathering),
        _ => None,
    })
}

/// Whether a service has verified ratings only.
pub(super) fn verified_only(service: &Service) -> bool {
    plots(service).any(|plot| matches!(plot, Plot::VerifiedOnly))
}
