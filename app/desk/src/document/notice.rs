//! What was just done, carried by the address to which a form redirects.
//! It must not carry free text, so that nobody can put words in the portal's mouth by a link.

use domain::language::Language;
use ui::t;

/// What was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Something was saved.
    Saved,
    /// A change of an account waits for a second person.
    ChangeWaits,
    /// The password was changed.
    PasswordChanged,
    /// One-time codes were set up anew.
    CodesSet,
    /// Nothing waits any more in the part of the queue that was worked on.
    QueueDone,
    /// A release took the comment before it was decided about.
    CommentReleased,
    /// A key of a queue system was ended.
    KeyEnded,
    /// A batch of invitations was withdrawn.
    BatchWithdrawn,
    /// A paper form was keyed in.
    FormKept,
    /// A stack of paper forms went into the ballot box.
    StackDeposited,
    /// What was keyed in of a stack was thrown away.
    StackDiscarded,
    /// Who is on duty was confirmed.
    DutyConfirmed,
    /// Nobody is on duty any more where it was to be confirmed.
    DutyChanged,
}

impl Notice {
    /// Every notice.
    pub const ALL: &'static [Self] = &[
        Self::Saved,
        Self::ChangeWaits,
        Self::PasswordChanged,
        Self::CodesSet,
        Self::QueueDone,
        Self::CommentReleased,
        Self::KeyEnded,
        Self::BatchWithdrawn,
        Self::FormKept,
        Self::StackDeposited,
        Self::StackDiscarded,
        Self::DutyConfirmed,
        Self::DutyChanged,
    ];

    /// As it is written in an address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Saved => "tersimpan",
            Self::ChangeWaits => "menunggu",
            Self::PasswordChanged => "sandi-diganti",
            Self::CodesSet => "kode-dipasang",
            Self::QueueDone => "antrean-selesai",
            Self::CommentReleased => "komentar-dirilis",
            Self::KeyEnded => "kunci-diakhiri",
            Self::BatchWithdrawn => "undangan-ditarik",
            Self::FormKept => "formulir-tersimpan",
            Self::StackDeposited => "tumpukan-masuk",
            Self::StackDiscarded => "tumpukan-dibuang",
            Self::DutyConfirmed => "jaga-dipastikan",
            Self::DutyChanged => "jaga-berubah",
        }
    }

    /// The notice that an address carries.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|notice| notice.code() == code)
    }

    /// An address that says what was just done.
    pub fn at(self, path: &str) -> String {
        let sign = if path.contains('?') { '&' } else { '?' };
        format!("{path}{sign}{}={}", super::NOTICE, self.code())
    }

    /// The notice in words.
    pub fn text(self, language: Language) -> String {
        match self {
            Self::Saved => t!(language, "notice-saved"),
            Self::ChangeWaits => t!(language, "notice-change-waits"),
            Self::PasswordChanged => t!(language, "notice-password-changed"),
            Self::CodesSet => t!(language, "notice-codes-set"),
            Self::QueueDone => t!(language, "notice-queue-done"),
            Self::CommentReleased => t!(language, "notice-comment-released"),
            Self::KeyEnded => t!(language, "notice-key-ended"),
            Self::BatchWithdrawn => t!(language, "notice-batch-withdrawn"),
            Self::FormKept => t!(language, "notice-form-kept"),
            Self::StackDeposited => t!(language, "notice-stack-deposited"),
            Self::StackDiscarded => t!(language, "notice-stack-discarded"),
            Self::DutyConfirmed => t!(language, "notice-duty-confirmed"),
            Self::DutyChanged => t!(language, "notice-duty-changed"),
        }
    }
}
