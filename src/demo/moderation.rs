//! What the invented moderators and departments do with the invented comments.
//! It must not decide about a real comment: it works in a demonstration only, whose texts are known to be harmless.

use chrono::{Days, NaiveDate};
use domain::moderation::names::OfficerNames;
use domain::moderation::redaction::{Hidden, suggested};
use domain::moderation::reply::{Reply, ReplyText, ReplyVersion};
use domain::moderation::scanner::scan;
use domain::moderation::{Decision, ReleasedComment, WithholdReason};
use domain::rating::Comment;

use super::ratings::Invented;

/// What somebody adds now and then, so that there is something to find. The number belongs to nobody and the name is the
/// one that stands for any name.
const PERSONAL: [&str; 2] = [
    "Hubungi saya di 0812-0000-0000.",
    "Tolong tegur Pak Fulan di loket.",
];

/// What is no comment.
const UNREADABLE: &str = "asdf jkl asdf";

/// What departments answer, and what they say later.
const REPLIES: [(&str, Option<&str>); 3] = [
    (
        "Terima kasih atas masukan Anda. Kami sudah menyampaikannya kepada petugas loket.",
        None,
    ),
    (
        "Terima kasih. Perbaikan kami jadwalkan bulan depan.",
        Some(
            "Terima kasih. Perbaikan sudah selesai; silakan beri tahu kami bila masih ada kendala.",
        ),
    ),
    (
        "Mohon maaf atas ketidaknyamanan ini. Kami menambah petugas pada jam sibuk.",
        None,
    ),
];

/// Makes some of the comments worth a moderator's look.
pub fn add_findings(invented: &mut [Invented]) {
    let comments = invented
        .iter_mut()
        .filter_map(|one| one.rating.comment.as_mut());
    for (number, comment) in comments.enumerate() {
        let text = match number % 40 {
            7 => format!("{comment} {}", PERSONAL[0], comment = comment.as_str()),
            19 => format!("{comment} {}", PERSONAL[1], comment = comment.as_str()),
            31 => UNREADABLE.to_owned(),
            _ => continue,
        };
        if let Ok(Some(changed)) = Comment::parse(&text) {
            *comment = changed;
        }
    }
}

/// What is decided about a comment; a few wait.
pub fn decide(number: usize, comment: &Comment) -> Option<Decision> {
    if number % 30 == 11 {
        return None;
    }
    let text = comment.as_str();
    if text == UNREADABLE {
        return Some(Decision::Withhold(WithholdReason::Unreadable));
    }
    if number % 50 == 23 {
        return Some(Decision::Withhold(WithholdReason::OffTopic));
    }
    let found = scan(text, &OfficerNames::default());
    let hidden = Hidden::new(comment, suggested(text, &found));
    Some(hidden.map_or(Decision::Publish, Decision::PublishWithHidden))
}

/// What a department answers to a public comment; most wait for an answer.
pub fn answer(number: usize, comment: &ReleasedComment, today: NaiveDate) -> Option<Reply> {
    if !number.is_multiple_of(3) {
        return None;
    }
    let (first, change) = REPLIES[number / 3 % REPLIES.len()];
    let version = |text: &str, days: u64| {
        let date = comment.release.last_day() + Days::new(days);
        let text = ReplyText::parse(text).ok()?;
        (date <= today).then_some(ReplyVersion { text, date })
    };
    let mut reply = Reply::new(version(first, 9)?);
    if let Some(later) = change.and_then(|text| version(text, 40)) {
        reply.change(later).ok()?;
    }
    Some(reply)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::moderation::CommentState;

    #[test]
    fn invented_findings_are_hidden() {
        for personal in PERSONAL {
            let text = format!("Layanannya cepat. {personal}");
            let comment = Comment::parse(&text).expect("short").expect("not empty");
            let decision = decide(0, &comment).expect("decided");
            let public = decision.published(&comment).expect("published");
            assert!(public.as_str().contains("[…]"), "{public}");
            assert!(!public.as_str().contains("0812") && !public.as_str().contains("Fulan"));
        }
    }

    #[test]
    fn there_is_something_of_everything() {
        let comment = Comment::parse("Cepat").expect("short").expect("not empty");
        let states: Vec<_> = (0..60).map(|number| decide(number, &comment)).collect();
        let count = |wanted: Option<CommentState>| {
            let found = states
                .iter()
                .filter(|state| state.as_ref().map(Decision::state) == wanted);
            found.count()
        };
        assert_eq!(count(None), 2);
        assert_eq!(count(Some(CommentState::Withheld)), 1);
    }
}
