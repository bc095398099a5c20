//! The forms with which moderators decide about points, write down what they hear, and name groups.
//! It must not know where a point stands.

use domain::forum::{Group, GroupId, NoPoint, PointDecision, PointText};
use domain::grammar;
use domain::language::Language;
use domain::moderation::WithholdReason;
use domain::noun::Fields;
use ui::components::{FieldError, FormFault, no_point_text};
use ui::forms::typed::Typed;
use ui::t;
use uuid::Uuid;

/// The name of the field that says which button was pressed.
pub const ACTION: &str = "tindakan";
/// The name of the field for a text.
pub const TEXT: &str = "usulan";
/// The name of the field for the number of the twin.
pub const TWIN: &str = "kembaran";
/// The name of the field for the kind of community.
pub const COMMUNITY: &str = "unsur";
/// The name of the field for a group.
pub const GROUP: &str = "kelompok";
/// The name of the field for the name of a group.
pub const NAME: &str = "nama";

/// What the buttons send.
pub const PUBLISH: &str = "terbitkan";
/// Takes a decision back.
pub const REOPEN: &str = "buka-lagi";
/// Changes the text.
pub const EDIT: &str = "ubah";
/// Merges into another point.
pub const MERGE: &str = "gabung";
/// Begins what rejects for a reason.
pub const REJECT: &str = "tolak";

/// What rejects for a reason.
pub fn rejecting(reason: WithholdReason) -> String {
    format!("{REJECT}:{}", reason.code())
}

/// What puts into a group, or takes out of one.
pub fn grouping(group: Option<GroupId>) -> String {
    let id = group.map(|group| group.to_string());
    format!("{GROUP}:{}", id.unwrap_or_default())
}

/// Why nothing was decided or kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointFault {
    /// The text is none that can be kept.
    Text(NoPoint),
    /// The name of a group cannot be kept.
    Name,
    /// No published point has the number.
    NoTwin,
    /// Others were merged into the point.
    IsTwin,
    /// Only published points are grouped.
    NotPublished,
    /// Somebody else decided in the meantime.
    Conflict,
}

impl FormFault for PointFault {
    fn field_error(&self, language: Language) -> FieldError {
        match *self {
            Self::Text(wrong) => FieldError::new(TEXT, no_point_text(language, wrong)),
            Self::Name => FieldError::new(
                NAME,
                t!(language, "error-group-name", most = Group::LONGEST_NAME),
            ),
            Self::NoTwin => FieldError::new(TWIN, t!(language, "error-point-no-twin")),
            Self::IsTwin => FieldError::new(TEXT, t!(language, "error-point-is-twin")),
            Self::NotPublished => FieldError::new(TEXT, t!(language, "error-point-not-published")),
            Self::Conflict => FieldError::new(TEXT, t!(language, "error-point-conflict")),
        }
    }
}

/// What was decided by pressing a button; none if no such button is on any page.
pub fn decision(typed: &Typed) -> Option<Result<PointDecision, PointFault>> {
    let action = typed.text(ACTION);
    Some(match action.split_once(':').unwrap_or((action, "")) {
        (PUBLISH, _) => Ok(PointDecision::Publish),
        (REOPEN, _) => Ok(PointDecision::Reopen),
        (EDIT, _) => text(typed).map(PointDecision::Edit),
        (MERGE, _) => grammar::whole_number(typed.text(TWIN))
            .map(PointDecision::Merge)
            .ok_or(PointFault::NoTwin),
        (REJECT, reason) => {
            let reason = WithholdReason::of_moderators().find(|known| known.code() == reason)?;
            Ok(PointDecision::Reject(reason))
        }
        (GROUP, "") => Ok(PointDecision::Group(None)),
        (GROUP, id) => Ok(PointDecision::Group(Some(GroupId(
            Uuid::try_parse(id).ok()?,
        )))),
        _ => return None,
    })
}

/// The text of a point that was typed.
pub fn text(typed: &Typed) -> Result<PointText, PointFault> {
    PointText::parse(typed.raw(TEXT)).map_err(PointFault::Text)
}

/// The new group whose name was typed.
pub fn new_group(typed: &Typed, id: GroupId) -> Result<Group, PointFault> {
    let fields = Fields::empty(domain::forum::GROUP).with(NAME, typed.raw(NAME));
    let group = Group::new(id).read(&fields);
    group.map_err(|_| PointFault::Name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_says_what_is_decided() {
        let decided = |body: &str| decision(&Typed::decode(body.as_bytes()));
        let rejected = rejecting(WithholdReason::Insult);
        let rejected = decided(&format!("{ACTION}={rejected}"));
        assert_eq!(
            rejected,
            Some(Ok(PointDecision::Reject(WithholdReason::Insult)))
        );
        let id = GroupId(Uuid::from_u128(7));
        let grouped = decided(&format!("{ACTION}={}", grouping(Some(id))));
        assert_eq!(grouped, Some(Ok(PointDecision::Group(Some(id)))));
        assert_eq!(
            decided(&format!("{ACTION}={}", grouping(None))),
            Some(Ok(PointDecision::Group(None)))
        );
        let lapsed = rejecting(WithholdReason::Lapsed);
        assert_eq!(decided(&format!("{ACTION}={lapsed}")), None);
        assert_eq!(decided("tindakan=hapus"), None);
        assert_eq!(
            decided("tindakan=gabung&kembaran=x"),
            Some(Err(PointFault::NoTwin))
        );
        let merged = decided("tindakan=gabung&kembaran=12");
        assert_eq!(merged, Some(Ok(PointDecision::Merge(12))));
        let empty = PointFault::Text(NoPoint::Empty);
        assert_eq!(decided("tindakan=ubah&usulan=+"), Some(Err(empty)));
    }
}
