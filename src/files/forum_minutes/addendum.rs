//! An addendum to the minutes of a forum: what people asked to be amended, and what the unit answers to each.
//! It must not hold who asked, nor words that are not published.

use domain::digest::Digest;
use domain::forum::{Amendment, AmendmentStanding, KeptForum};
use html_escape::encode_text;
use ui::components::{answer_name, forum_when};
use ui::format;
use ui::words::reason_name;

use super::{LANGUAGE, STYLE, row, signatures, table};
use crate::files::paper_document::{document, invented_mark};

/// What an addendum is made from.
#[derive(Clone, Copy, Debug)]
pub struct ForumAddendum<'a> {
    /// The name of the office.
    pub office: &'a str,
    /// The forum.
    pub kept: &'a KeptForum,
    /// The number of the addendum, from 1.
    pub number: u32,
    /// The amendments that it tells.
    pub told: &'a [Amendment],
    /// Where the minutes are.
    pub address: &'a str,
    /// The hash of the minutes.
    pub minutes: Digest,
    /// Whether the city is invented.
    pub invented: bool,
    /// The moment at which it is made, in seconds since 1970 (UTC).
    pub now: i64,
}

/// The addendum as one HTML document for A4 paper.
pub fn addendum(addendum: ForumAddendum) -> String {
    let forum = &addendum.kept.forum;
    let office = encode_text(addendum.office);
    let title = encode_text(forum.title.get(LANGUAGE));
    let number = addendum.number;
    let main = format!(
        "<main>\n\
         {invented}\n\
         <p class=\"office\">{office}</p>\n\
         <h1>Adendum {number} atas Berita Acara Forum Konsultasi Publik</h1>\n\
         <p>Berita acara forum tentang “{title}” pada {when} dilengkapi dengan permintaan perubahan dari peserta dan jawaban \
         unit berikut ini.</p>\n\
         <h2>Permintaan perubahan dan jawaban</h2>\n{amendments}\n\
         <h2>Yang menandatangani</h2>\n{signatures}\n\
         <p class=\"source\">Dibuat pada {moment}. Berita acara: {address}/berita-acara, SHA-256 {minutes}.</p>\n\
         </main>\n",
        invented = invented_mark(addendum.invented),
        when = forum_when(LANGUAGE, forum),
        amendments = amendments(addendum.told),
        signatures = signatures(),
        moment = format::moment(LANGUAGE, addendum.now),
        address = encode_text(addendum.address),
        minutes = addendum.minutes,
    );
    let title = format!("Adendum {number} – {title} – {office}");
    document(&title, STYLE, &main)
}

fn amendments(told: &[Amendment]) -> String {
    let rows = told.iter().map(|amendment| {
        let (text, answer) = match &amendment.standing {
            AmendmentStanding::Answered(answer) => {
                let kind = answer_name(LANGUAGE, answer.kind);
                let text = encode_text(amendment.text.as_str()).into_owned();
                let answer = encode_text(&answer.text);
                (text, format!("<strong>{kind}.</strong> {answer}"))
            }
            AmendmentStanding::Withheld(reason) => {
                let reason = reason_name(LANGUAGE, *reason);
                let text = "Kata-katanya tidak diterbitkan".to_owned();
                (text, encode_text(&reason).into_owned())
            }
            AmendmentStanding::Waiting => return String::new(),
        };
        row([amendment.number.to_string(), text, answer])
    });
    table(&["No.", "Permintaan perubahan", "Jawaban unit"], rows)
}
