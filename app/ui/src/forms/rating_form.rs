//! The form with which a visit is rated.
//! It must not know what entitles to the rating.

use chrono::NaiveDate;
use domain::instrument::{Element, Instrument};
use domain::language::Language;
use domain::rating::{
    AgeBand, Answers, Comment, Disability, Education, Gender, Occupation, Profile, Rating, Score,
};
use domain::slug::Slug;

use super::typed::Typed;
use crate::components::{FieldError, FormFault};
use crate::t;

/// The name of the comment's field.
pub const COMMENT: &str = "saran";

/// The name of the hidden field by which a form sent twice is recognised.
pub const TOKEN: &str = "formulir";

/// The name of the hidden field by which the form of a visit says what it is about, should the database not be able to.
pub const SERVICE: &str = "layanan";

/// The name of the hidden field which says that the cost came answered already, so that this alone is no rating.
pub const COST_PRESET: &str = "biaya_terisi";

/// The name in the query of the counter whose card led to an open form.
pub const COUNTER: &str = "loket";

/// Where anybody may rate a service, for a counter if its card leads there; without the language prefix.
pub fn open_path(service: &Slug, counter: Option<&str>) -> String {
    let query = counter.map(|counter| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        format!("?{}", query.append_pair(COUNTER, counter).finish())
    });
    format!("/nilai/layanan/{service}{}", query.unwrap_or_default())
}

/// The answer about the cost that says "free".
const FREE: u8 = 4;

/// What was typed, kept as it came.
#[derive(Clone, Debug, Default)]
pub struct RatingForm {
    typed: Typed,
}

/// What is wrong with a form. It becomes words only when the page is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RatingFault {
    /// No element is answered.
    NothingAnswered,
    /// An answer is none of the four options.
    NotAnOption(Element),
    /// A profile answer is none of the options; holds the field's name.
    UnknownAnswer(&'static str),
    /// The comment has so many characters.
    CommentTooLong(usize),
}

impl RatingForm {
    /// Reads a form body. Of a name that stands twice the last value counts.
    pub fn decode(body: &[u8]) -> Self {
        Self {
            typed: Typed::decode(body),
        }
    }

    /// A form into which nobody has typed. Of a service that is free by its standard the cost is answered with "free"
    /// already (Lampiran PermenPANRB 14/2017); whoever leaves the question out says so.
    pub fn blank(free: bool) -> Self {
        let preset = free.then(|| (Element::Cost.key(), FREE.to_string()));
        Self {
            typed: Typed::of(preset),
        }
    }

    /// What was typed into a field.
    pub fn value(&self, name: &str) -> Option<&str> {
        Some(self.typed.text(name)).filter(|value| !value.is_empty())
    }

    /// The comment as it was typed.
    pub fn comment(&self) -> &str {
        self.typed.raw(COMMENT)
    }

    /// The rating, or everything that is wrong with it.
    pub fn parse(&self, date: NaiveDate) -> Result<Rating, Vec<RatingFault>> {
        let mut faults = Vec::new();
        let instrument = Instrument::Skm;
        for element in instrument.elements() {
            if self.value(element.key()).is_some() && self.score(*element).is_none() {
                faults.push(RatingFault::NotAnOption(*element));
            }
        }
        let answers = Answers::new(instrument, |element| self.score(element));
        if (answers.is_none() || self.is_preset_alone()) && faults.is_empty() {
            faults.push(RatingFault::NothingAnswered);
        }
        let profile = Profile {
            gender: self.choice("jenis_kelamin", Gender::from_code, &mut faults),
            age: self.choice("usia", AgeBand::from_code, &mut faults),
            education: self.choice("pendidikan", Education::from_code, &mut faults),
            occupation: self.choice("pekerjaan", Occupation::from_code, &mut faults),
            disability: self.choice("disabilitas", Disability::from_code, &mut faults),
        };
        let comment = Comment::parse(self.comment()).unwrap_or_else(|error| {
            faults.push(RatingFault::CommentTooLong(error.0));
            None
        });
        match answers {
            Some(answers) if faults.is_empty() => Ok(Rating {
                date,
                answers,
                wording: instrument.current_wording(),
                profile,
                comment,
            }),
            _ => Err(faults),
        }
    }

    /// Whether nobody answered more than the form did by itself.
    fn is_preset_alone(&self) -> bool {
        let mut others = Instrument::Skm.elements().iter();
        self.value(COST_PRESET).is_some()
            && self.score(Element::Cost).map(Score::value) == Some(FREE)
            && others.all(|element| *element == Element::Cost || self.score(*element).is_none())
    }

    fn score(&self, element: Element) -> Option<Score> {
        self.value(element.key()).and_then(Score::from_digit)
    }

    fn choice<T>(
        &self,
        name: &'static str,
        from_code: fn(&str) -> Option<T>,
        faults: &mut Vec<RatingFault>,
    ) -> Option<T> {
        let value = self.value(name)?;
        let choice = from_code(value);
        if choice.is_none() {
            faults.push(RatingFault::UnknownAnswer(name));
        }
        choice
    }
}

impl FormFault for RatingFault {
    fn field_error(&self, language: Language) -> FieldError {
        match self {
            Self::NothingAnswered => FieldError::new(
                Element::Requirements.key(),
                t!(language, "error-nothing-answered"),
            ),
            Self::NotAnOption(element) => FieldError::new(
                element.key(),
                t!(
                    language,
                    "error-not-an-option",
                    element = element.name(language)
                ),
            ),
            Self::UnknownAnswer(field) => {
                FieldError::new(*field, t!(language, "error-unknown-answer"))
            }
            Self::CommentTooLong(characters) => FieldError::new(
                COMMENT,
                t!(
                    language,
                    "error-comment-too-long",
                    characters = *characters,
                    most = Comment::MAX_CHARACTERS,
                    over = characters - Comment::MAX_CHARACTERS,
                ),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(body: &str) -> Result<Rating, Vec<RatingFault>> {
        RatingForm::decode(body.as_bytes()).parse("2026-10-12".parse().expect("a date"))
    }

    #[test]
    fn a_form_becomes_a_rating() {
        let rating =
            parse("persyaratan=4&waktu=1&saran=+Terima+kasih%0D%0A&jenis_kelamin=P&usia=30-39")
                .expect("valid");
        assert_eq!(rating.answers.score(Element::Requirements), Score::new(4));
        assert_eq!(rating.answers.score(Element::Cost), None);
        assert_eq!(rating.profile.age, Some(AgeBand::From30));
        assert_eq!(
            rating
                .comment
                .map(|comment| comment.as_str().to_owned())
                .as_deref(),
            Some("Terima kasih")
        );
    }

    #[test]
    fn a_free_service_comes_with_free_chosen_which_alone_is_no_rating() {
        assert_eq!(RatingForm::blank(true).value("biaya"), Some("4"));
        assert_eq!(RatingForm::blank(false).value("biaya"), None);
        let nothing = Err(vec![RatingFault::NothingAnswered]);
        assert_eq!(parse("biaya_terisi=ya&biaya=4"), nothing);
        assert!(parse("biaya_terisi=ya&biaya=3").is_ok());
        let skipped = parse("biaya_terisi=ya&biaya=&waktu=3").expect("valid");
        assert_eq!(skipped.answers.score(Element::Cost), None);
        let kept = parse("biaya_terisi=ya&biaya=4&waktu=3").expect("valid");
        assert_eq!(kept.answers.score(Element::Cost), Score::new(4));
    }

    #[test]
    fn every_problem_is_told_at_once() {
        assert_eq!(parse(""), Err(vec![RatingFault::NothingAnswered]));
        assert_eq!(
            parse("waktu=5"),
            Err(vec![RatingFault::NotAnOption(Element::Time)])
        );
        let long = "a".repeat(1001);
        assert_eq!(
            parse(&format!("waktu=4&saran={long}&usia=99")),
            Err(vec![
                RatingFault::UnknownAnswer("usia"),
                RatingFault::CommentTooLong(1001)
            ])
        );
    }
}
