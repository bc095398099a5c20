//! Paper forms keyed in twice: what one person keyed in of a form, and how two copies become one rating.
//! It must not know who keyed a copy in, nor where it is kept.

use chrono::{Months, NaiveDate};
use uuid::Uuid;

use crate::coded::coded;
use crate::grammar;
use crate::instrument::{Element, Instrument};
use crate::noun::{Fault, Field, Fields, Kind, Known, Noun};
use crate::period::Month;
use crate::rating::{
    AgeBand, Answers, Comment, Disability, Education, Gender, Occupation, Profile, Rating, Score,
};
use crate::register::{Register, Service};
use crate::slug::Slug;
use crate::validity::Validity;

/// The name of the field for the day.
pub const DAY: &str = "tanggal";

/// The name of the field for what somebody wrote.
pub const COMMENT: &str = "saran";

/// The names of the fields of a paper form, in the order in which they are keyed in.
pub const FIELDS: [&str; 16] = [
    DAY,
    "persyaratan",
    "prosedur",
    "waktu",
    "biaya",
    "produk",
    "kompetensi",
    "perilaku",
    "pengaduan",
    "sarana",
    "jenis_kelamin",
    "usia",
    "pendidikan",
    "pekerjaan",
    "disabilitas",
    COMMENT,
];

/// The most forms of a stack.
pub const MOST_FORMS: u32 = 500;

/// How many months back forms can be keyed in, the present month included.
const MONTHS: i32 = 12;

/// How many years back a form can be dated.
const YEARS: u32 = 3;

/// What is asked of a stack that is to be opened.
pub const PAPER_STACK: Noun = Noun::new(
    "formulir",
    &[
        Field::required("layanan", Kind::Service),
        Field::required("bulan", Kind::Month),
        Field::required(
            "jumlah",
            Kind::Number {
                least: 1,
                most: MOST_FORMS,
            },
        ),
    ],
);

/// A stack that is to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStack {
    /// The service that the forms rate.
    pub service: Slug,
    /// The month in which they were filled in.
    pub month: Month,
    /// How many forms there are, 1 to [`MOST_FORMS`].
    pub forms: u32,
}

impl NewStack {
    /// The months for which forms can be keyed in, the latest first.
    pub fn months(present: Month) -> impl Iterator<Item = Month> {
        (0..MONTHS).map(move |back| present.plus(-back))
    }

    /// The stack that the fields describe.
    ///
    /// # Errors
    /// Everything that is wrong with the fields, at most one fault each.
    pub fn read(fields: &Fields, known: Known<'_>) -> Result<Self, Vec<Fault>> {
        let stack = || {
            Some(Self {
                service: fields.slug("layanan")?,
                month: fields.get("bulan").parse().ok()?,
                forms: fields.number("jumlah")?,
            })
        };
        Fields::whole(stack(), fields.faults(known))
    }
}

coded! {
    /// One of the copies of a stack of forms.
    Copy {
        /// Keyed in by the person who opened the stack.
        First = "satu",
        /// Keyed in by another person, who has not seen the first.
        Second = "dua",
        /// What was decided where the two differ.
        Settled = "disepakati",
    }
}

/// Where a stack of paper forms is on its way into the ballot box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// One copy is being keyed in.
    Keying(Copy),
    /// Both copies are complete; some forms still differ.
    Settling,
    /// Nothing differs any more.
    Ready,
}

/// What somebody keyed in of one form: a value for each field in the code that forms use, empty where nothing is ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyedForm([String; FIELDS.len()]);

impl KeyedForm {
    /// A rating as a form.
    pub fn of(rating: &Rating) -> Self {
        let profile = &rating.profile;
        Self(FIELDS.map(|field| {
            let code = match field {
                DAY => return rating.date.to_string(),
                COMMENT => rating.comment.as_ref().map(Comment::as_str),
                "jenis_kelamin" => profile.gender.map(Gender::code),
                "usia" => profile.age.map(AgeBand::code),
                "pendidikan" => profile.education.map(Education::code),
                "pekerjaan" => profile.occupation.map(Occupation::code),
                "disabilitas" => profile.disability.map(Disability::code),
                element => {
                    let score = element_of(element).and_then(|it| rating.answers.score(it));
                    return score.map_or_else(String::new, |score| score.value().to_string());
                }
            };
            code.unwrap_or_default().to_owned()
        }))
    }

    /// The rating, if every value is one that the form offers and something is answered.
    pub fn rating(&self) -> Option<Rating> {
        let instrument = Instrument::Skm;
        let known = |code: &str, is_known: bool| code.is_empty() || is_known;
        let gender = Gender::from_code(self.value("jenis_kelamin"));
        let age = AgeBand::from_code(self.value("usia"));
        let education = Education::from_code(self.value("pendidikan"));
        let occupation = Occupation::from_code(self.value("pekerjaan"));
        let disability = Disability::from_code(self.value("disabilitas"));
        let all_known = known(self.value("jenis_kelamin"), gender.is_some())
            && known(self.value("usia"), age.is_some())
            && known(self.value("pendidikan"), education.is_some())
            && known(self.value("pekerjaan"), occupation.is_some())
            && known(self.value("disabilitas"), disability.is_some())
            && Element::SKM
                .iter()
                .all(|element| known(self.value(element.key()), self.score(*element).is_some()));
        if !all_known {
            return None;
        }
        Some(Rating {
            date: grammar::day(self.value(DAY))?,
            answers: Answers::new(instrument, |element| self.score(element))?,
            wording: instrument.current_wording(),
            profile: Profile {
                gender,
                age,
                education,
                occupation,
                disability,
            },
            comment: Comment::parse(self.value(COMMENT)).ok()?,
        })
    }

    fn score(&self, element: Element) -> Option<Score> {
        Score::from_digit(self.value(element.key()))
    }

    /// The value of a field; empty for one that no form has.
    pub fn value(&self, field: &str) -> &str {
        let place = FIELDS.iter().position(|other| *other == field);
        place.map_or("", |place| &self.0[place])
    }

    /// The fields in which two copies differ.
    pub fn differing<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'static str> + 'a {
        FIELDS
            .into_iter()
            .filter(|field| self.value(field) != other.value(field))
    }

    /// One form out of two copies: where they differ, `second_is_right` decides; `None` as long as it does not.
    pub fn settled(
        &self,
        second: &Self,
        second_is_right: impl Fn(&str) -> Option<bool>,
    ) -> Option<Self> {
        let mut settled = self.clone();
        for (place, field) in FIELDS.into_iter().enumerate() {
            if self.value(field) != second.value(field) && second_is_right(field)? {
                settled.0[place].clone_from(&second.0[place]);
            }
        }
        Some(settled)
    }

    /// The form as one text, to be kept.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self.0.as_slice()).expect("a list of texts can be written")
    }

    /// The form that was kept as a text.
    pub fn from_text(text: &str) -> Option<Self> {
        let values: Vec<String> = serde_json::from_str(text).ok()?;
        values.try_into().ok().map(Self)
    }
}

fn element_of(key: &str) -> Option<Element> {
    let mut elements = Element::SKM.into_iter();
    elements.find(|element| element.key() == key)
}

/// The days on which paper forms of a service can have been filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormDays {
    first: NaiveDate,
    last: NaiveDate,
}

impl FormDays {
    /// The days from one through another.
    pub const fn new(first: NaiveDate, last: NaiveDate) -> Self {
        Self { first, last }
    }

    /// Not after `today` nor more than three years before, while the service was offered by a unit that existed.
    pub fn of(service: &Service, register: &Register, today: NaiveDate) -> Self {
        let oldest = today.checked_sub_months(Months::new(12 * YEARS));
        let mut days = Self {
            first: oldest.unwrap_or(NaiveDate::MIN),
            last: today,
        };
        days.narrow(service.validity);
        let unit = |day| register.unit(service.unit_on(day));
        let ends = [unit(days.first), unit(days.last)];
        if let [Some(earliest), Some(latest)] = ends {
            days.narrow(Validity {
                from: earliest.validity.from,
                until: latest.validity.until,
            });
        }
        days
    }

    fn narrow(&mut self, validity: Validity) {
        let Validity { from, until } = validity;
        self.first = from.map_or(self.first, |from| self.first.max(from));
        self.last = until.map_or(self.last, |until| self.last.min(until));
    }

    /// The first of them.
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// The last of them; before the first where there are none.
    pub const fn last(self) -> NaiveDate {
        self.last
    }

    /// Whether a day is one of them.
    pub fn includes(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }
}

/// The day of a form of a month: what is written on it, or if nothing is, the month's last day that it can be; `None` if it
/// is none of `days`.
pub fn day_of(month: Month, written: &str, days: FormDays) -> Option<NaiveDate> {
    let day = if written.is_empty() {
        month.last_day().min(days.last)
    } else {
        let number = usize::try_from(grammar::whole_number(written)?).ok()?;
        let of_month = month.first_day().iter_days();
        let mut of_month = of_month.take_while(|day| *day <= month.last_day());
        of_month.nth(number.checked_sub(1)?)?
    };
    Some(day).filter(|day| month.first_day() <= *day && days.includes(*day))
}

/// A stack of paper forms that is not in the ballot box yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperStack {
    /// Its random name.
    pub id: Uuid,
    /// The service that the forms rate.
    pub service: Slug,
    /// The month in which they were filled in.
    pub month: Month,
    /// How many forms there are.
    pub forms: u32,
    /// Where it is on its way.
    pub progress: Progress,
    /// How many forms of the copy in hand are keyed in.
    pub keyed: u32,
    /// How many forms still differ.
    pub differing: u32,
    /// The copy that the viewer may key in now.
    pub turn: Option<Copy>,
    /// The first form of that copy that is not keyed in yet.
    pub next: Option<u32>,
}

/// A form on which the two copies differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its number in the stack, counted from 1.
    pub number: u32,
    /// As the first person keyed it in.
    pub first: KeyedForm,
    /// As the second did.
    pub second: KeyedForm,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Unit;
    use crate::register::tests::{service, slug, unit};

    fn form(values: &[(&str, &str)]) -> KeyedForm {
        KeyedForm(FIELDS.map(|field| {
            let value = values.iter().find(|(name, _)| *name == field);
            value.map_or_else(String::new, |(_, value)| (*value).to_owned())
        }))
    }

    #[test]
    fn a_form_is_a_rating_and_back() {
        let keyed = form(&[
            (DAY, "2026-10-12"),
            ("waktu", "4"),
            ("usia", "30-39"),
            ("pekerjaan", "PNS"),
            (COMMENT, "Terima kasih"),
        ]);
        let rating = keyed.rating().expect("a rating");
        assert_eq!(rating.answers.score(Element::Time), Score::new(4));
        assert_eq!(KeyedForm::of(&rating), keyed);
        assert_eq!(KeyedForm::from_text(&keyed.to_text()), Some(keyed));
    }

    #[test]
    fn what_no_form_offers_is_no_rating() {
        let base = [(DAY, "2026-10-12"), ("waktu", "4")];
        assert!(form(&base).rating().is_some());
        assert!(form(&base[..1]).rating().is_none(), "nothing is answered");
        assert!(form(&base[1..]).rating().is_none(), "no day");
        for wrong in [("biaya", "5"), ("usia", "33"), ("jenis_kelamin", "x")] {
            assert!(
                form(&[base[0], base[1], wrong]).rating().is_none(),
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn a_form_is_settled_field_by_field() {
        let first = form(&[(DAY, "2026-10-12"), ("waktu", "4"), ("biaya", "1")]);
        let second = form(&[(DAY, "2026-10-12"), ("waktu", "3"), ("biaya", "2")]);
        let differing: Vec<_> = first.differing(&second).collect();
        assert_eq!(differing, ["waktu", "biaya"]);
        let settled = first.settled(&second, |field| Some(field == "biaya"));
        let settled = settled.expect("everything is decided");
        assert_eq!((settled.value("waktu"), settled.value("biaya")), ("4", "2"));
        let half = first.settled(&second, |field| (field == "biaya").then_some(true));
        assert_eq!(half, None);
    }

    #[test]
    fn a_form_without_a_day_gets_the_last_one() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let month: Month = "2026-02".parse().expect("a month");
        let until = |last| FormDays {
            first: day("2025-12-15"),
            last,
        };
        let later = until(day("2026-05-01"));
        assert_eq!(day_of(month, "", later), Some(day("2026-02-28")));
        assert_eq!(day_of(month, "7", later), Some(day("2026-02-07")));
        for wrong in ["0", "29", "x", "-1"] {
            assert_eq!(day_of(month, wrong, later), None, "{wrong}");
        }
        let today = day("2026-02-10");
        assert_eq!(day_of(month, "", until(today)), Some(today));
        assert_eq!(day_of(month, "11", until(today)), None);
        let first: Month = "2025-12".parse().expect("a month");
        assert_eq!(day_of(first, "14", later), None);
        assert_eq!(day_of(first, "15", later), Some(day("2025-12-15")));
        let ended = until(day("2026-01-31"));
        assert_eq!(day_of(month, "", ended), None, "of no day of the month");
    }

    #[test]
    fn forms_are_dated_while_there_was_a_service_within_three_years() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let days = |change: &dyn Fn(&mut Service, &mut [Unit; 2])| {
            let mut offered = service("s", "a");
            let mut units = ["a", "b"].map(|name| unit(name, Some("kota")));
            change(&mut offered, &mut units);
            let units = units.into_iter().chain([unit("kota", None)]);
            let register = Register::new(units.collect(), vec![offered.clone()], vec![]);
            let register = register.expect("consistent");
            let days = FormDays::of(&offered, &register, day("2026-11-29"));
            [days.first(), days.last()].map(|day| day.to_string())
        };
        assert_eq!(days(&|_, _| ()), ["2023-11-29", "2026-11-29"]);
        let offered = days(&|service, _| {
            service.validity.from = Some(day("2024-01-01"));
            service.validity.until = Some(day("2026-06-30"));
        });
        assert_eq!(offered, ["2024-01-01", "2026-06-30"]);
        let taken_over = days(&|service, units| {
            service.former_units = vec![(slug("b"), day("2025-12-31"))];
            units[0].validity.from = Some(day("2026-01-01"));
            units[1].validity.from = Some(day("2024-02-01"));
            units[1].validity.until = Some(day("2025-12-31"));
        });
        assert_eq!(taken_over, ["2024-02-01", "2026-11-29"]);
    }

    #[test]
    fn a_stack_is_of_a_month_and_a_service_on_offer() {
        let present = "2026-10".parse().expect("a month");
        let known = Known {
            is_unit: &|_| false,
            is_offered: &|field, text| match field {
                "layanan" => text == "ktp",
                _ => NewStack::months(present).any(|month| month.to_string() == text),
            },
        };
        let stack = |service: &str, month: &str, forms: &str| {
            let fields = Fields::empty(PAPER_STACK)
                .with("layanan", service)
                .with("bulan", month)
                .with("jumlah", forms);
            NewStack::read(&fields, known).map_err(|faults| faults.len())
        };
        let right = stack("ktp", "2025-11", "500").expect("right");
        assert_eq!((right.service.as_str(), right.forms), ("ktp", 500));
        assert_eq!(right.month.to_string(), "2025-11");
        assert_eq!(stack("kk", "2026-11", "0"), Err(3));
        assert_eq!(stack("", "2025-10", "501"), Err(3));
    }
}
