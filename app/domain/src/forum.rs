//! Dialogue forums (*Forum Konsultasi Publik*, PermenPANRB 16/2017): when and where a unit and the public talk, about what,
//! and where such a meeting stands. It must not know what anybody said there.

mod agenda;
mod agreement;
mod amendment;
mod attendance;
mod group;
pub mod grouping;
mod minutes;
mod point;
mod pulse;
mod said;
mod slip;
mod state;
mod theme;

pub use agenda::AgendaItem;
pub use agreement::Agreement;
pub use amendment::{AMENDMENT, Amendment, AmendmentStanding};
pub use attendance::{ATTENDANCE, Attendance, communities};
pub use group::{Answer, AnswerKind, AnsweredGroup, GROUP, Group, GroupId};
pub use minutes::{
    AMENDMENT_DAYS, KeptMinutes, Minutes, MinutesId, MinutesPart, MinutesState, NotProposed,
};
pub use point::{
    Community, Mark, NoPoint, NotDecided, Point, PointCounts, PointDecision, PointId, PointState,
    PointText, Situation, Standing, Surroundings, Voice,
};
pub use pulse::Pulse;
pub use said::{Gaps, Said};
pub use slip::SlipNumber;
pub use state::{Act, Acts, ForumState, NotNow};
pub use theme::{Seed, ThemeKey, ThemeOffer, Themes};

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveTime};
use uuid::Uuid;

use crate::grammar::EvidenceLink;
use crate::invitation::Word;
use crate::language::{Bilingual, Language};
use crate::noun::{Expected, Fault, Field, Fields, Kind, Known, Noun, Snapshot};
use crate::period::Month;
use crate::slug::Slug;

/// What people type to come into a room: six letters and digits, shown as `CDF-GHJ`. It is printed for everybody, so it
/// protects nothing.
pub type RoomCode = Word<6>;

/// The random name of a forum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ForumId(pub Uuid);

impl fmt::Display for ForumId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for ForumId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        Uuid::try_parse(text).map(Self)
    }
}

/// A dialogue forum as it is announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forum {
    /// Its random name.
    pub id: ForumId,
    /// The unit that invites.
    pub unit: Slug,
    /// The theme in a line.
    pub title: Bilingual,
    /// What it is about; possibly empty.
    pub about: Bilingual,
    /// The services that are discussed; none for the work of the unit as a whole.
    pub services: Vec<Slug>,
    /// The month whose sealed figures are discussed.
    pub release: Option<Month>,
    /// The local day.
    pub date: NaiveDate,
    /// When it begins, as clocks in Asia/Jakarta show it.
    pub begin: NaiveTime,
    /// When it ends, the same way; later than it begins.
    pub end: NaiveTime,
    /// Where one meets; empty if only online.
    pub place: String,
    /// Where one meets online; none if only in a room.
    pub link: Option<EvidenceLink>,
    /// What is done in which order, a line each.
    pub agenda: Bilingual,
}

/// The longest theme and the longest place, in characters.
const LONGEST_LINE: usize = 150;

/// The longest text about a forum and the longest agenda, in characters.
const LONGEST_TEXT: usize = 2000;

/// What is kept of a forum.
pub const FORUM: Noun = Noun::new(
    "forum",
    &[
        Field::required("unit", Kind::OwnUnit),
        Field::required("judul", Kind::Line(LONGEST_LINE)),
        Field::optional("judul_en", Kind::Line(LONGEST_LINE)),
        Field::required("tanggal", Kind::Day),
        Field::required("mulai", Kind::Time),
        Field::required("selesai", Kind::Later("mulai")),
        Field::optional("tempat", Kind::Line(LONGEST_LINE)),
        Field::optional("tautan", Kind::Link),
        Field::optional("uraian", Kind::Text(LONGEST_TEXT)),
        Field::optional("uraian_en", Kind::Text(LONGEST_TEXT)),
        Field::optional("acara", Kind::Text(LONGEST_TEXT)),
        Field::optional("acara_en", Kind::Text(LONGEST_TEXT)),
        Field::optional("layanan", Kind::Services),
        Field::optional("rilis", Kind::Month),
    ],
);

impl Forum {
    /// The forum as text.
    pub fn fields(&self) -> Fields {
        let services: Vec<_> = self.services.iter().map(Slug::as_str).collect();
        let release = self.release.map(|month| month.to_string());
        Fields::empty(FORUM)
            .with("unit", self.unit.as_str())
            .with_bilingual("judul", &self.title)
            .with("tanggal", self.date.to_string())
            .with("mulai", written(self.begin))
            .with("selesai", written(self.end))
            .with("tempat", &self.place)
            .with(
                "tautan",
                self.link.as_ref().map_or("", EvidenceLink::as_str),
            )
            .with_bilingual("uraian", &self.about)
            .with_bilingual("acara", &self.agenda)
            .with("layanan", services.join(";"))
            .with("rilis", release.unwrap_or_default())
    }

    /// The forum that the fields describe. It is held somewhere, in a room or online.
    ///
    /// # Errors
    /// Everything that is wrong with the fields, at most one fault each.
    pub fn read(id: ForumId, fields: &Fields, known: Known<'_>) -> Result<Self, Vec<Fault>> {
        let mut faults = fields.faults(known);
        if fields.get("tempat").is_empty() && fields.get("tautan").is_empty() {
            faults.push(Fault {
                field: "tempat",
                expected: Expected::Text,
                or_empty: false,
            });
        }
        let services = fields.list("layanan").map(Slug::from_str);
        let services: Result<Vec<_>, _> = services.collect();
        let forum = || {
            Some(Self {
                id,
                unit: fields.slug("unit")?,
                title: fields.bilingual("judul"),
                about: fields.bilingual("uraian"),
                services: services.ok()?,
                release: fields.get("rilis").parse().ok(),
                date: fields.day("tanggal")?,
                begin: fields.time("mulai")?,
                end: fields.time("selesai")?,
                place: fields.get("tempat").to_owned(),
                link: fields.get("tautan").parse().ok(),
                agenda: fields.bilingual("acara"),
            })
        };
        Fields::whole(forum(), faults)
    }

    /// What the history keeps of the forum.
    pub fn snapshot(&self) -> Snapshot {
        self.fields().snapshot()
    }

    /// The agenda in a language, item by item.
    pub fn agenda(&self, language: Language) -> Vec<AgendaItem> {
        let lines = self.agenda.get(language).lines();
        lines.filter_map(AgendaItem::read).collect()
    }
}

/// A time as it is written: `09:00`.
pub fn written(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// What is kept of a forum besides what is announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptForum {
    /// The forum.
    pub forum: Forum,
    /// What people type to come in.
    pub code: RoomCode,
    /// When it was opened and closed.
    pub acts: Acts,
    /// How often something changed in it when it was read.
    pub pulse: Pulse,
    /// Grows with each change of what is announced; 0 of a forum that is new.
    pub version: i32,
}

impl KeptForum {
    /// Where the forum stands on a day.
    pub fn state(&self, today: NaiveDate) -> ForumState {
        self.acts.state(self.forum.date, today)
    }

    /// The address of its public page, without the language prefix.
    pub fn path(&self) -> String {
        format!("/forum/{}", self.code)
    }
}

#[cfg(test)]
pub(crate) mod tests;
