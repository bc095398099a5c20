//! The invented city's dialogue forums: one to come, one that runs today, one that was held last week, and one of last year,
//! whose commitments have come due.
//! It must not name a person, nor tell of a forum that exists.

mod answers;
mod minutes;
mod points;

use chrono::{Days, NaiveDate};
use domain::access::{Permit, Right};
use domain::forum::{
    Act, Acts, Attendance, Community, FORUM, Forum, ForumId, KeptForum, Pulse, RoomCode,
};
use domain::moment::Moment;
use domain::noun::{Fields, Known};
use domain::period::Month;
use store::Store;
use uuid::Uuid;

use super::SEED;
use crate::chance::Chance;
use crate::failure::Failure;
use crate::minutes::Making;
use crate::publication::Publication;

/// The unit that invites.
const UNIT: &str = "disdukcapil";

/// What is invented of a forum.
struct Invented {
    title: [&'static str; 2],
    about: [&'static str; 2],
    services: &'static str,
}

const COMING: Invented = Invented {
    title: [
        "Akta kelahiran tanpa bolak-balik",
        "Birth certificates in one visit",
    ],
    about: [
        "Keluarga sering datang dua kali karena syarat kurang. Apa yang dapat kami ubah?",
        "Families often come twice because a paper is missing. What can we change?",
    ],
    services: "akta-kelahiran",
};

const RUNNING: Invented = Invented {
    title: [
        "Memperpendek antrean di loket KTP-el",
        "Shorter queues at the identity card counter",
    ],
    about: [
        "Warga menunggu terlalu lama pada Senin pagi. Kami ingin mendengar pengalaman dan usulan Anda.",
        "People wait too long on Monday mornings. We would like to hear what you see and what you propose.",
    ],
    services: "ktp-el",
};

const HELD: Invented = Invented {
    title: [
        "Jam layanan yang cocok bagi pekerja",
        "Opening hours that suit people who work",
    ],
    about: [
        "Apakah layanan malam atau Sabtu membantu Anda?",
        "Would evening or Saturday hours help you?",
    ],
    services: "",
};

const OF_LAST_YEAR: Invented = Invented {
    title: [
        "Adminduk tanpa antre panjang",
        "Civil registration without long queues",
    ],
    about: [
        "Apa yang paling menghambat Anda ketika mengurus KTP-el dan kartu keluarga?",
        "What holds you up most when you apply for an identity card or a family card?",
    ],
    services: "ktp-el",
};

/// The agenda of all of them, in both languages.
const AGENDA: [&str; 2] = [
    "10 Pembukaan\n15 Hasil survei kepuasan dan unsur terlemah\n50 Dialog\n15 Kesepakatan dan penutup",
    "10 Opening\n15 Results of the survey and the weakest element\n50 Dialogue\n15 Agreements and closing",
];

/// For how many days ahead a forum is announced.
const AHEAD: u64 = 9;

/// How many days ago one was held: within the ten days in which something can be added to its minutes.
const AGO: u64 = 5;

/// How many days after a forum the head of the unit confirmed its minutes.
const CONFIRMED: u64 = 1;

/// How many days ago that of last year was held, when its commitments were made.
const LONG_AGO: u64 = 300;

/// Announces the forums, and opens and closes those whose day has come.
pub async fn hold(store: &Store, public_url: &str, moment: Moment) -> Result<(), Failure> {
    let today = moment.today;
    let publication = Publication::open(store.clone()).await?;
    let making = Making {
        store,
        site: &publication.current().site,
        public_url,
    };
    for (invented, ago, answers) in [
        (&OF_LAST_YEAR, LONG_AGO, &answers::OF_LAST_YEAR),
        (&HELD, AGO, &answers::HELD),
    ] {
        let then = today - Days::new(ago);
        let held = announce(store, invented, then, moment).await?;
        act_on(store, held, Act::Open, then, moment.now).await?;
        let seat = points::speak(store, held, then, true, moment.now).await?;
        answers::give(store, held, answers, moment.now).await?;
        count(store, held, moment.now).await?;
        act_on(store, held, Act::Close, then, moment.now).await?;
        let published = moment.on_earlier_day(then + Days::new(CONFIRMED));
        minutes::publish(making, held, published).await?;
        minutes::amend(making, held, seat, published, today).await?;
    }
    let running = announce(store, &RUNNING, today, moment).await?;
    act_on(store, running, Act::Open, today, moment.now).await?;
    points::speak(store, running, today, false, moment.now).await?;
    announce(store, &COMING, today + Days::new(AHEAD), moment).await?;
    Ok(())
}

/// Four of the five kinds of community came.
async fn count(store: &Store, forum: ForumId, now: i64) -> Result<(), Failure> {
    let people = [
        (Community::Users, 27),
        (Community::Experts, 3),
        (Community::Agencies, 5),
        (Community::CivilSociety, 6),
        (Community::Media, 0),
    ];
    let attendance = Attendance {
        people: people.into(),
        version: 0,
    };
    store
        .save_attendance(&permit(), forum, &attendance, now)
        .await?;
    Ok(())
}

fn permit() -> Permit {
    Permit::console(Right::RunForums)
}

async fn act_on(
    store: &Store,
    forum: ForumId,
    act: Act,
    today: NaiveDate,
    now: i64,
) -> Result<(), Failure> {
    let moment = Moment { now, today };
    Ok(store.act_on_forum(&permit(), forum, act, moment).await?)
}

async fn announce(
    store: &Store,
    invented: &Invented,
    date: NaiveDate,
    moment: Moment,
) -> Result<ForumId, Failure> {
    let discussed = Month::of(date).plus(-1);
    let fields = Fields::empty(FORUM)
        .with("unit", UNIT)
        .with("judul", invented.title[0])
        .with("judul_en", invented.title[1])
        .with("uraian", invented.about[0])
        .with("uraian_en", invented.about[1])
        .with("acara", AGENDA[0])
        .with("acara_en", AGENDA[1])
        .with("tanggal", date.to_string())
        .with("mulai", "09:00")
        .with("selesai", "10:30")
        .with("tempat", "Aula contoh, lantai 2")
        .with("layanan", invented.services)
        .with("rilis", discussed.to_string());
    let known = Known {
        is_unit: &|_| true,
        is_offered: &|_, _| true,
    };
    let mut chance = Chance::of(&[&SEED.to_le_bytes(), b"forum", invented.title[0].as_bytes()]);
    let [id, code] = [(); 2].map(|()| chance.below(u64::MAX));
    let id = ForumId(Uuid::from_u64_pair(id, code));
    let forum = Forum::read(id, &fields, known)
        .map_err(|faults| format!("an invented forum is wrong: {faults:?}"))?;
    let new = KeptForum {
        forum,
        code: RoomCode::from_entropy(code),
        acts: Acts::default(),
        pulse: Pulse::default(),
        version: 0,
    };
    store.save_forum(&permit(), &new, moment.now).await?;
    Ok(id)
}
