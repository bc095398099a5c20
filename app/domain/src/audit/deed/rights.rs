//! Which rights allow which deeds.
//! It must not know who has a right.

use super::DeedKind;
use crate::access::Right;

impl DeedKind {
    /// The rights of which each allows it.
    pub const fn rights(self) -> &'static [Right] {
        match self {
            // The first account is set up by its holder.
            Self::AccountInvited | Self::SensitiveAgreed => {
                &[Right::ManagePeople, Right::OwnAccount]
            }
            Self::LinkMade | Self::AccountChanged | Self::SensitiveProposed => {
                &[Right::ManagePeople]
            }
            Self::SensitiveRefused => &[Right::ManagePeople, Right::Seal, Right::OwnAccount],
            Self::AccountEntered
            | Self::CodesEnded
            | Self::SignedIn
            | Self::SignedOutEverywhere
            | Self::PasswordChanged
            | Self::SecondFactorSet
            | Self::RecoveryCodeUsed
            | Self::WrongCode => &[Right::OwnAccount],
            Self::SettingsChanged
            | Self::Retained
            | Self::Restored
            | Self::ClockConfirmed
            | Self::CodesGuessed => &[Right::Configure],
            // The pledge of a unit belongs to its services.
            Self::UnitSaved | Self::RegisterImported => &[Right::EditUnits, Right::EditServices],
            Self::ServiceSaved | Self::CounterSaved => &[Right::EditServices],
            Self::OfficerSaved | Self::RosterSaved | Self::DutyCorrected | Self::DutyConfirmed => {
                &[Right::EditRoster]
            }
            Self::HolidaySaved => &[Right::EditUnits],
            Self::InvitationsIssued | Self::InvitationsWithdrawn => &[Right::Invite],
            Self::KeyMade | Self::KeyEnded => &[Right::ManageKeys],
            Self::PaperOpened
            | Self::PaperKeyed
            | Self::PaperDecided
            | Self::PaperSettled
            | Self::PaperDiscarded
            | Self::PaperImported => &[Right::KeyPaper],
            Self::IndicatorSaved
            | Self::TargetSaved
            | Self::RealisationEntered
            | Self::CorrectionProposed => &[Right::EnterRealisations],
            Self::RealisationConfirmed | Self::RealisationReturned => &[Right::ConfirmRealisations],
            Self::CommitmentSaved
            | Self::CommitmentDeferred
            | Self::CommitmentReported
            | Self::CommitmentReopened => &[Right::KeepCommitments],
            Self::CommentPublished | Self::CommentWithheld => &[Right::Moderate],
            Self::OriginalRead => &[Right::ReadOriginals],
            Self::ReplySaved => &[Right::Reply],
            Self::ForumSaved
            | Self::ForumOpened
            | Self::ForumClosed
            | Self::PointHeard
            | Self::PointPublished
            | Self::PointRejected
            | Self::PointMerged
            | Self::PointReopened
            | Self::PointEdited
            | Self::PointGrouped
            | Self::PointMarked
            | Self::SlipsPrinted
            | Self::PointUndone
            | Self::AttendanceSaved
            | Self::MinutesProposed
            | Self::AmendmentAnswered
            | Self::AmendmentWithheld
            | Self::GroupSaved => &[Right::RunForums],
            Self::MinutesSentBack => &[Right::RunForums, Right::ConfirmMinutes],
            Self::MinutesPublished => &[Right::ConfirmMinutes],
            Self::GroupPromised => &[Right::RunForums, Right::KeepCommitments],
            Self::SealProposed
            | Self::SealSentBack
            | Self::ExclusionAsked
            | Self::ExclusionWithdrawn
            | Self::SealConfirmed
            | Self::Sealed
            | Self::Corrected => &[Right::Seal],
        }
    }
}
