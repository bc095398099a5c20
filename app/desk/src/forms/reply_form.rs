//! The form with which a department answers a comment.
//! It must not know the comment or the reply that is changed.

use domain::language::Language;
use domain::moderation::reply::{InvalidReply, ReplyText};
use ui::components::{FieldError, FormFault};
use ui::forms::typed::Typed;
use ui::t;

/// The name of the field for the text.
pub const TEXT: &str = "tanggapan";
/// The name of the field for how many versions there were.
pub const VERSIONS: &str = "versi";

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct ReplyForm {
    typed: Typed,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyFault {
    /// The text is no reply.
    Text(InvalidReply),
    /// The reply already says this.
    Same,
    /// The reply has a version with a later day.
    Earlier,
    /// Somebody else wrote in the meantime.
    Conflict,
}

impl ReplyForm {
    /// Reads a form body.
    pub fn decode(body: &[u8]) -> Self {
        Self {
            typed: Typed::decode(body),
        }
    }

    /// The form as it stands for what a reply says now.
    pub fn of(text: &str) -> Self {
        Self {
            typed: Typed::of([(TEXT, text)]),
        }
    }

    /// What was typed.
    pub fn raw(&self) -> &str {
        self.typed.raw(TEXT)
    }

    /// How many versions there were when the form was opened.
    pub fn versions(&self) -> Option<usize> {
        self.typed.text(VERSIONS).parse().ok()
    }

    /// The text, or what is wrong with it.
    pub fn text(&self) -> Result<ReplyText, ReplyFault> {
        ReplyText::parse(self.raw()).map_err(ReplyFault::Text)
    }
}

impl FormFault for ReplyFault {
    fn field_error(&self, language: Language) -> FieldError {
        let most = ReplyText::MAX_CHARACTERS;
        let message = match *self {
            Self::Text(InvalidReply::Empty) => t!(language, "error-reply-empty"),
            Self::Text(InvalidReply::TooLong(characters)) => {
                t!(
                    language,
                    "error-reply-long",
                    characters = characters,
                    most = most
                )
            }
            Self::Text(InvalidReply::ControlCharacter) => t!(language, "error-reply-control"),
            Self::Same => t!(language, "error-reply-same"),
            Self::Earlier => t!(language, "error-reply-earlier"),
            Self::Conflict => t!(language, "error-reply-conflict"),
        };
        FieldError::new(TEXT, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_read_or_refused() {
        let text = |body: &str| ReplyForm::decode(body.as_bytes()).text();
        assert_eq!(
            text("tanggapan=+Baik+").map(|text| text.as_str().to_owned()),
            Ok("Baik".to_owned())
        );
        assert_eq!(
            text("tanggapan=+"),
            Err(ReplyFault::Text(InvalidReply::Empty))
        );
        assert_eq!(ReplyForm::decode(b"versi=2").versions(), Some(2));
    }
}
