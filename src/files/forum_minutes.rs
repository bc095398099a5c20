//! The minutes (*berita acara*) of a forum, made from its record to be printed and signed in the room: what was said by
//! theme, what the unit answers and promises, and who took part. It must not hold who said what, nor a name of a person.

mod addendum;

pub use addendum::{ForumAddendum, addendum};

use domain::digest::Digest;
use domain::forum::{Attendance, Community, Group, KeptForum, Point, Said};
use domain::language::Language;
use domain::record::PublicRecord;
use html_escape::encode_text;
use ui::components::{aim_text, answer_name, community_name, counts_text, forum_when};
use ui::format;

use super::forum_log;
use super::paper_document::{document, invented_mark};

const STYLE: &str = include_str!("forum_minutes/style.css");

/// The language of office papers.
const LANGUAGE: Language = Language::Indonesian;

/// How many lines for signatures there are.
const SIGNATURES: usize = 10;

/// What the minutes are made from.
#[derive(Clone, Copy, Debug)]
pub struct ForumMinutes<'a> {
    /// The name of the office.
    pub office: &'a str,
    /// The forum.
    pub kept: &'a KeptForum,
    /// What was said, answered and promised.
    pub said: &'a Said,
    /// What the aims of commitments are named by.
    pub record: &'a PublicRecord,
    /// Where the forum is.
    pub address: &'a str,
    /// The moment at which they are made, in seconds since 1970 (UTC).
    pub now: i64,
    /// Whether the record can still change, so that they are a draft.
    pub is_draft: bool,
}

/// The minutes as one HTML document for A4 paper.
pub fn html(minutes: ForumMinutes) -> String {
    let forum = &minutes.kept.forum;
    let office = encode_text(minutes.office);
    let title = encode_text(forum.title.get(LANGUAGE));
    let main = format!(
        "<main>\n\
         {invented}\n\
         {draft}\n\
         <p class=\"office\">{office}</p>\n\
         <h1>Berita Acara Forum Konsultasi Publik</h1>\n\
         {opening}\n\
         <h2>Peserta menurut unsur masyarakat</h2>\n{attendance}\n\
         <h2>Masalah, usulan, dan jawaban</h2>\n{problems}\n\
         <h2>Rencana tindak lanjut</h2>\n{plan}\n\
         <p>Penyelenggara dan masyarakat menerima hasil forum ini. Penyelenggara menindaklanjutinya menurut rencana di atas, \
         dan masyarakat mengawasi pelaksanaannya.</p>\n\
         <h2>Yang menandatangani</h2>\n{signatures}\n\
         {source}\n\
         </main>\n",
        invented = invented_mark(minutes.record.is_invented()),
        draft = draft_mark(minutes.is_draft),
        opening = opening(minutes),
        attendance = attendance(&minutes.said.attendance),
        problems = problems(minutes.said),
        plan = plan(minutes),
        signatures = signatures(),
        source = source(minutes),
    );
    document(&format!("Berita acara – {title} – {office}"), STYLE, &main)
}

/// What minutes say of themselves that nobody has confirmed yet.
const fn draft_mark(is_draft: bool) -> &'static str {
    if is_draft {
        "<p class=\"draft\">RANCANGAN – menurut catatan sampai saat ini; dapat berubah sampai disahkan</p>"
    } else {
        ""
    }
}

/// When, where, about what, and how much was said.
fn opening(minutes: ForumMinutes) -> String {
    let forum = &minutes.kept.forum;
    let place = match (&forum.place, &forum.link) {
        (place, None) => format!("bertempat di {}", encode_text(place)),
        (place, Some(_)) if place.is_empty() => "secara daring".to_owned(),
        (place, Some(_)) => format!("bertempat di {} dan secara daring", encode_text(place)),
    };
    format!(
        "<p>Pada hari ini, {when}, {place}, telah diselenggarakan Forum Konsultasi Publik {office} tentang \
         “{title}”.</p>\n<p>Usulan peserta: {counts}.</p>",
        when = forum_when(LANGUAGE, forum),
        office = encode_text(minutes.office),
        title = encode_text(forum.title.get(LANGUAGE)),
        counts = counts_text(LANGUAGE, &minutes.said.counts()),
    )
}

/// The kinds of community with how many people came; to be counted from the attendance list where nobody has.
fn attendance(attendance: &Attendance) -> String {
    let written = |people: Option<u32>| people.map(|n| n.to_string()).unwrap_or_default();
    let kinds = Community::ALL.iter().map(|kind| {
        let people = attendance.people.get(kind).copied();
        row([community_name(LANGUAGE, *kind), written(people)])
    });
    let all = row(["Jumlah".to_owned(), written(attendance.all())]);
    table(&["Unsur", "Jumlah yang hadir"], kinds.chain([all]))
}

/// The problems by theme, with what was proposed, the answer, and by when.
fn problems(said: &Said) -> String {
    let of_groups = said.groups.iter();
    let of_groups = of_groups.map(|group| (Some(group), said.of_group(Some(group.id)).collect()));
    let alone = std::iter::once((None, said.of_group(None).collect()));
    let filled = of_groups.chain(alone);
    let filled = filled.filter(|(_, points): &(_, Vec<&Point>)| !points.is_empty());
    let rows = (1..).zip(filled).map(|(number, (group, points))| {
        let points = points.iter();
        let points = points.map(|point| encode_text(point.text.as_str()).into_owned());
        let points: Vec<_> = points.collect();
        row([
            number.to_string(),
            group.map_or_else(
                || "Belum dikelompokkan".to_owned(),
                |group| encode_text(&group.name).into_owned(),
            ),
            list(&points),
            answer(group),
            list(&dues(said, group)),
        ])
    });
    let names = [
        "No.",
        "Identifikasi masalah",
        "Usulan perbaikan",
        "Jawaban unit",
        "Jangka waktu penyelesaian",
    ];
    table(&names, rows)
}

fn answer(group: Option<&Group>) -> String {
    let answer = group.and_then(|group| group.answer.as_ref());
    answer.map_or_else(String::new, |answer| {
        let kind = answer_name(LANGUAGE, answer.kind);
        format!("<strong>{kind}.</strong> {}", encode_text(&answer.text))
    })
}

/// By when what answers a group is to be done.
fn dues(said: &Said, group: Option<&Group>) -> Vec<String> {
    let promised = group.into_iter().flat_map(|group| said.promised(group));
    let dues = promised.map(|kept| format::day(LANGUAGE, kept.course.due()));
    dues.collect()
}

/// The commitments as offices write their follow-up plan (*rencana tindak lanjut*, RTL).
fn plan(minutes: ForumMinutes) -> String {
    let commitments = (1..).zip(&minutes.said.commitments);
    let rows = commitments.map(|(number, kept)| {
        let promised = &kept.commitment;
        let aim = aim_text(LANGUAGE, minutes.record, promised);
        row([
            number.to_string(),
            encode_text(&aim).into_owned(),
            encode_text(promised.text.get(LANGUAGE)).into_owned(),
            format::day(LANGUAGE, kept.course.due()),
            encode_text(promised.post.get(LANGUAGE)).into_owned(),
        ])
    });
    let names = [
        "No.",
        "Prioritas unsur",
        "Program/kegiatan",
        "Waktu",
        "Penanggung jawab",
    ];
    table(&names, rows)
}

fn signatures() -> String {
    let rows = (1..=SIGNATURES).map(|number| {
        let [name, kind, post, sign] = [const { String::new() }; 4];
        row([number.to_string(), name, kind, post, sign])
    });
    let names = ["No.", "Nama", "L/P", "Jabatan/organisasi", "Tanda tangan"];
    format!("<div class=\"sign\">\n{}\n</div>", table(&names, rows))
}

/// Where the record is, and the hash by which everybody can check that it is the one that these minutes were made from.
fn source(minutes: ForumMinutes) -> String {
    let digest = Digest::of(forum_log::write(minutes.said).as_bytes());
    let address = encode_text(minutes.address);
    // The log of a draft goes on; that of the minutes is frozen with them.
    let log = if minutes.is_draft {
        "catatan.csv"
    } else {
        "berita-acara/catatan.csv"
    };
    format!(
        "<p class=\"source\">Dibuat dari catatan forum pada {moment}. Catatan setiap usulan: {address}/{log}, \
         SHA-256 {digest}.</p>",
        moment = format::moment(LANGUAGE, minutes.now),
    )
}

/// A table with the names of its columns; one line for writing by hand where there is nothing.
fn table(names: &[&str], rows: impl Iterator<Item = String>) -> String {
    let heads = names
        .iter()
        .map(|name| format!("<th scope=\"col\">{name}</th>"));
    let heads: String = heads.collect();
    let mut rows: String = rows.collect();
    if rows.is_empty() {
        rows = format!("<tr>{}</tr>\n", "<td>&nbsp;</td>".repeat(names.len()));
    }
    format!(
        "<div class=\"table\"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>"
    )
}

/// A row of cells that are HTML already.
fn row<const CELLS: usize>(cells: [String; CELLS]) -> String {
    format!("<tr><td>{}</td></tr>\n", cells.join("</td><td>"))
}

/// Items of HTML as a list; nothing where there are none.
fn list(items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    format!("<ul><li>{}</li></ul>", items.join("</li><li>"))
}
