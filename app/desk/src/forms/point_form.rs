//! The forms with which moderators decide about points, write down what they hear, and name groups.
//! It must not know where a point stands.

use domain::forum::{Group, GroupId, Mark, NoPoint, PointDecision, PointText, SlipNumber};
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
/// The name of the field for the number of the slip of whoever said it.
pub const SLIP: &str = "nomor";
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

/// Takes the last decision back.
pub const UNDO: &str = "urungkan";
/// Begins what sets or removes a mark.
pub const MARK: &str = "tandai";
/// Begins what puts into a group that is made for it.
pub const NEW_GROUP: &str = "kelompok-baru";

/// What rejects for a reason.
pub fn rejecting(reason: WithholdReason) -> String {
    format!("{REJECT}:{}", reason.code())
}

/// What publishes in a group.
pub fn publishing_into(group: GroupId) -> String {
    format!("{PUBLISH}:{group}")
}

/// What puts into a group, or takes out of one.
pub fn grouping(group: Option<GroupId>) -> String {
    let id = group.map(|group| group.to_string());
    format!("{GROUP}:{}", id.unwrap_or_default())
}

/// What publishes in a group that is made for it under a name.
pub fn publishing_under(name: &str) -> String {
    format!("{NEW_GROUP}:{name}")
}

/// What sets a mark, or removes it.
pub fn marking(mark: Mark) -> String {
    format!("{MARK}:{}", mark.code())
}

/// What a button asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// A decision about the point.
    Decide(PointDecision),
    /// Everybody may read the point, in a group of this name, which is made if there is none.
    PublishUnder(Group),
}

/// Why nothing was decided or kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointFault {
    /// The text is none that can be kept.
    Text(NoPoint),
    /// There is no slip of the number.
    Slip,
    /// The name of a group cannot be kept.
    Name,
    /// No published point has the number.
    NoTwin,
    /// Others were merged into the point.
    IsTwin,
    /// Only published points are grouped.
    NotPublished,
    /// Nobody decided anything yet.
    NothingToUndo,
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
            Self::Slip => FieldError::new(
                SLIP,
                t!(language, "error-point-slip", most = SlipNumber::MOST),
            ),
            Self::NoTwin => FieldError::new(TWIN, t!(language, "error-point-no-twin")),
            Self::IsTwin => FieldError::new(TEXT, t!(language, "error-point-is-twin")),
            Self::NotPublished => FieldError::new(TEXT, t!(language, "error-point-not-published")),
            Self::NothingToUndo => {
                FieldError::new(TEXT, t!(language, "error-point-nothing-to-undo"))
            }
            Self::Conflict => FieldError::new(TEXT, t!(language, "error-point-conflict")),
        }
    }
}

/// What was asked for by pressing a button; none if no such button is on any page. A group that has to be made gets `id`.
pub fn pressed(typed: &Typed, id: GroupId) -> Option<Result<Pressed, PointFault>> {
    match typed.text(ACTION).split_once(':') {
        Some((NEW_GROUP, name)) => Some(named(name, id).map(Pressed::PublishUnder)),
        _ => decision(typed).map(|decision| decision.map(Pressed::Decide)),
    }
}

fn decision(typed: &Typed) -> Option<Result<PointDecision, PointFault>> {
    let action = typed.text(ACTION);
    Some(match action.split_once(':').unwrap_or((action, "")) {
        (UNDO, _) => Ok(PointDecision::Undo),
        (MARK, mark) => Ok(PointDecision::Mark(Mark::from_code(mark)?)),
        (PUBLISH, "") => Ok(PointDecision::Publish),
        (PUBLISH, id) => Ok(PointDecision::PublishInto(GroupId(
            Uuid::try_parse(id).ok()?,
        ))),
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

/// The slip whose number was typed; none if nothing was.
pub fn slip(typed: &Typed) -> Result<Option<SlipNumber>, PointFault> {
    let number = typed.text(SLIP);
    if number.is_empty() {
        return Ok(None);
    }
    let slip = grammar::whole_number(number).and_then(SlipNumber::new);
    slip.map(Some).ok_or(PointFault::Slip)
}

/// The new group whose name was typed.
pub fn new_group(typed: &Typed, id: GroupId) -> Result<Group, PointFault> {
    named(typed.raw(NAME), id)
}

fn named(name: &str, id: GroupId) -> Result<Group, PointFault> {
    let fields = Fields::empty(domain::forum::GROUP).with(NAME, name);
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
