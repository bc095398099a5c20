//! The form with which a moderator decides about a comment.
//! It must not know the comment before it is asked whether the decision fits it.

use crate::forms::VERSION;
use std::collections::BTreeSet;

use domain::language::Language;
use domain::moderation::redaction::{CannotHide, Hidden};
use domain::moderation::{Decision, WithholdReason};
use domain::rating::Comment;
use ui::components::{FieldError, FormFault};
use ui::forms::typed::Typed;
use ui::t;

/// The name of the buttons: what is done.
pub const ACTION: &str = "tindakan";
/// The value of the button that publishes the comment as it is.
pub const PUBLISH: &str = "terbitkan";
/// The value of the button that publishes it without the ticked words. To withhold it, the value is the reason's code.
pub const HIDE: &str = "sembunyikan";
/// The name of the boxes of the words, with their numbers as values.
pub const WORDS: &str = "kata";
/// What was ticked and pressed.
#[derive(Clone, Debug, Default)]
pub struct DecisionForm {
    typed: Typed,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionFault {
    /// No button was pressed.
    NoAction,
    /// These words cannot be hidden.
    Words(CannotHide),
    /// Somebody else decided in the meantime.
    Conflict,
}

impl DecisionForm {
    /// Reads a form body.
    pub fn decode(body: &[u8]) -> Self {
        Self {
            typed: Typed::decode(body),
        }
    }

    /// The version that is decided about.
    pub fn version(&self) -> Option<i32> {
        self.typed.text(VERSION).parse().ok()
    }

    /// The numbers of the ticked words.
    pub fn words(&self) -> BTreeSet<usize> {
        let numbers = self.typed.all(WORDS).into_iter();
        numbers.filter_map(|number| number.parse().ok()).collect()
    }

    /// The decision about a comment.
    pub fn decision(&self, comment: &Comment) -> Result<Decision, DecisionFault> {
        match self.typed.text(ACTION) {
            PUBLISH => Ok(Decision::Publish),
            HIDE => Hidden::new(comment, self.words())
                .map(Decision::PublishWithHidden)
                .map_err(DecisionFault::Words),
            code => WithholdReason::of_moderators()
                .find(|reason| reason.code() == code)
                .map(Decision::Withhold)
                .ok_or(DecisionFault::NoAction),
        }
    }
}

impl FormFault for DecisionFault {
    fn field_error(&self, language: Language) -> FieldError {
        let message = match *self {
            Self::NoAction => t!(language, "error-decision-none"),
            Self::Words(CannotHide::Nothing) => t!(language, "error-words-none"),
            Self::Words(CannotHide::Everything) => t!(language, "error-words-all"),
            Self::Words(CannotHide::NoSuchPiece(_)) => t!(language, "error-words-unknown"),
            Self::Conflict => t!(language, "error-decision-conflict"),
        };
        FieldError::new(WORDS, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(body: &str) -> Result<Decision, DecisionFault> {
        let comment = Comment::parse("Terima kasih Rina").expect("short");
        DecisionForm::decode(body.as_bytes()).decision(&comment.expect("not empty"))
    }

    #[test]
    fn each_button_is_a_decision() {
        assert_eq!(decision("tindakan=terbitkan&kata=2"), Ok(Decision::Publish));
        assert_eq!(
            decision("tindakan=penghinaan"),
            Ok(Decision::Withhold(WithholdReason::Insult))
        );
        let Ok(Decision::PublishWithHidden(hidden)) =
            decision("kata=2&kata=x&tindakan=sembunyikan")
        else {
            panic!("words are hidden")
        };
        assert_eq!(hidden.numbers().collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn what_is_no_decision_is_refused() {
        assert_eq!(decision("kata=1"), Err(DecisionFault::NoAction));
        for (words, wrong) in [
            ("", CannotHide::Nothing),
            ("kata=0&kata=1&kata=2", CannotHide::Everything),
            ("kata=3", CannotHide::NoSuchPiece(3)),
        ] {
            let body = format!("tindakan=sembunyikan&{words}");
            assert_eq!(decision(&body), Err(DecisionFault::Words(wrong)));
        }
    }
}
