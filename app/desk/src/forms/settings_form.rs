//! The form for what administrators can set.
//! It must not know where settings are kept.

use domain::language::Language;
use domain::retention::{LIMITS, Retained};
use domain::seal::K_LIMITS;
use domain::settings::Settings;
use ui::components::FieldError;
use ui::forms::typed::Typed;
use ui::t;

/// The name of the field for the smallest number of ratings.
pub const K: &str = "k";

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The smallest number is none or out of bounds.
    K,
    /// A time is none or out of bounds.
    Months(Retained),
    /// Somebody else changed the settings in the meantime.
    Conflict,
}

/// The form as it stands for settings.
pub fn filled(settings: &Settings) -> Typed {
    let k = (K, settings.k.to_string());
    let times = settings.retention.iter();
    let times = times.map(|(kind, months)| (kind.code(), months.to_string()));
    Typed::of(std::iter::once(k).chain(times))
}

/// The settings, or everything that is wrong with them.
pub fn parse(typed: &Typed) -> Result<Settings, Vec<Problem>> {
    let mut problems = Vec::new();
    let k = typed.text(K).parse().ok().filter(|k| K_LIMITS.contains(k));
    if k.is_none() {
        problems.push(Problem::K);
    }
    let mut retention = domain::retention::Retention::new();
    for kind in Retained::ALL {
        let months = typed.text(kind.code()).parse().ok();
        match months.filter(|months| LIMITS.contains(months)) {
            Some(months) => {
                retention.insert(*kind, months);
            }
            None => problems.push(Problem::Months(*kind)),
        }
    }
    match k {
        Some(k) if problems.is_empty() => Ok(Settings { k, retention }),
        _ => Err(problems),
    }
}

impl Problem {
    /// The problem in words, beside its field.
    pub fn field_error(self, language: Language) -> FieldError {
        match self {
            Self::K => {
                let (least, most) = (*K_LIMITS.start(), *K_LIMITS.end());
                FieldError::new(K, t!(language, "error-k", least = least, most = most))
            }
            Self::Conflict => FieldError::new(K, t!(language, "error-settings-conflict")),
            Self::Months(kind) => {
                let most = *LIMITS.end();
                FieldError::new(kind.code(), t!(language, "error-months", most = most))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        let retention = Retained::ALL
            .iter()
            .map(|kind| (*kind, kind.default_months()));
        Settings {
            k: 10,
            retention: retention.collect(),
        }
    }

    #[test]
    fn what_is_filled_in_is_read_back() {
        assert_eq!(parse(&filled(&settings())), Ok(settings()));
    }

    #[test]
    fn bounds_are_kept() {
        let mut low = settings();
        low.k = K_LIMITS.start() - 1;
        low.retention.insert(Retained::Visits, LIMITS.end() + 1);
        let problems = vec![Problem::K, Problem::Months(Retained::Visits)];
        assert_eq!(parse(&filled(&low)), Err(problems));
    }
}
