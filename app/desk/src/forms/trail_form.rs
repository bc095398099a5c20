//! The filter of the audit trail as it was sent, and which entries it asks for.
//! It must not know which accounts there are.

use chrono::NaiveDate;
use domain::access::Actor;
use domain::audit::{AuditFilter, DeedKind, SubjectKind};
use domain::grammar;
use domain::language::Language;
use ui::components::{FieldError, FormFault};
use ui::forms::typed::Typed;
use ui::t;
use uuid::Uuid;

/// The name of the field for who acted.
pub const ACTOR: &str = "oleh";
/// The name of the field for a deed.
pub const DEED: &str = "tindakan";
/// The name of the field for a kind of record.
pub const KIND: &str = "jenis";
/// The name of the field for a record's name.
pub const NAME: &str = "nama";
/// The name of the field for a unit.
pub const UNIT: &str = "unit";
/// The name of the field for the first day.
pub const FROM: &str = "dari";
/// The name of the field for the last day.
pub const UNTIL: &str = "sampai";

const FIELDS: [&str; 7] = [ACTOR, DEED, KIND, NAME, UNIT, FROM, UNTIL];

/// The filter as it was sent.
#[derive(Clone, Debug, Default)]
pub struct TrailForm(Typed);

/// What is wrong with the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrailFault {
    /// The field does not hold a day.
    NoDay(&'static str),
    /// The last day is before the first.
    Reversed,
}

impl FormFault for TrailFault {
    fn field_error(&self, language: Language) -> FieldError {
        match *self {
            Self::NoDay(field) => FieldError::new(field, t!(language, "expected-date")),
            Self::Reversed => FieldError::new(UNTIL, t!(language, "error-days-reversed")),
        }
    }
}

/// Whose entries are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acting {
    /// Everybody's.
    Anybody,
    /// Those of one actor, by the code that entries keep.
    One(String),
    /// Those of everybody whose name has a part.
    Named(String),
}

/// The days between which entries are asked for, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Option<NaiveDate>,
    /// The last.
    pub until: Option<NaiveDate>,
}

impl TrailForm {
    /// The filter that a query holds.
    pub fn of(query: Typed) -> Self {
        Self(query)
    }

    /// What was typed into a field.
    pub fn text(&self, field: &str) -> String {
        self.0.text(field).to_owned()
    }

    /// Whether anything is asked for in particular.
    pub fn narrows(&self) -> bool {
        FIELDS.iter().any(|field| !self.0.text(field).is_empty())
    }

    /// Whose entries are asked for: a part of a name, the number of an account, or what either language calls the command
    /// line and the server.
    pub fn acting(&self) -> Acting {
        let text = self.0.text(ACTOR);
        let called = |actor: &Actor| {
            let mut names = Language::ALL
                .iter()
                .filter_map(|it| actor_name(*it, *actor));
            names.any(|name| name.to_lowercase() == text.to_lowercase()) || actor.code() == text
        };
        let nameless = [Actor::Console, Actor::Server];
        if text.is_empty() {
            Acting::Anybody
        } else if let Some(actor) = nameless.iter().find(|actor| called(actor)) {
            Acting::One(actor.code())
        } else if let Ok(id) = Uuid::try_parse(text) {
            Acting::One(id.to_string())
        } else {
            Acting::Named(text.to_owned())
        }
    }

    /// The days between which entries are asked for.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn days(&self) -> Result<Days, Vec<TrailFault>> {
        let [from, until] = [FROM, UNTIL].map(|field| match self.0.text(field) {
            "" => Ok(None),
            text => grammar::day(text).map(Some).ok_or(TrailFault::NoDay(field)),
        });
        match (from, until) {
            (Ok(Some(from)), Ok(Some(until))) if until < from => Err(vec![TrailFault::Reversed]),
            (Ok(from), Ok(until)) => Ok(Days { from, until }),
            (from, until) => Err([from.err(), until.err()].into_iter().flatten().collect()),
        }
    }

    /// What is asked for beside people and days.
    pub fn filter(&self) -> AuditFilter {
        AuditFilter {
            deed: DeedKind::from_code(self.0.text(DEED)),
            kind: SubjectKind::from_code(self.0.text(KIND)),
            name: self.text(NAME),
            unit: self.text(UNIT),
            ..AuditFilter::default()
        }
    }
}

/// What an actor without an account is called.
pub fn actor_name(language: Language, actor: Actor) -> Option<String> {
    match actor {
        Actor::Account(_) => None,
        Actor::Console => Some(t!(language, "audit-console")),
        Actor::Server => Some(t!(language, "audit-server")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(query: &str) -> TrailForm {
        TrailForm::of(Typed::query(query))
    }

    #[test]
    fn people_are_asked_for_by_name_number_or_what_they_are() {
        let id = "0f8fad5b-d9cb-469f-a165-70867728950e";
        let one = |code: &str| Acting::One(code.to_owned());
        let cases = [
            ("oleh=+", Acting::Anybody),
            ("oleh=ani", Acting::Named("ani".to_owned())),
            ("oleh=baris+Perintah", one("konsol")),
            ("oleh=command+line", one("konsol")),
            ("oleh=server", one("server")),
            ("oleh=0F8FAD5B-D9CB-469F-A165-70867728950E", one(id)),
        ];
        for (query, acting) in cases {
            assert_eq!(form(query).acting(), acting, "{query}");
        }
    }

    #[test]
    fn days_are_told_where_they_are_wrong() {
        let faults = |query| form(query).days().err().unwrap_or_default();
        assert_eq!(faults("dari=2026-10-05&sampai=2026-10-05"), []);
        assert_eq!(faults("sampai="), []);
        let wrong = [FROM, UNTIL].map(TrailFault::NoDay);
        assert_eq!(faults("dari=2026-02-30&sampai=kemarin"), wrong);
        let reversed = faults("dari=2026-10-06&sampai=2026-10-05");
        assert_eq!(reversed, [TrailFault::Reversed]);
    }
}
