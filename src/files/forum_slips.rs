//! The sheets of numbered slips of a forum: each holds the way to one seat, which whoever holds the slip has.
//! It must not keep a seat: sheets are made anew whenever they are printed.

use domain::forum::{KeptForum, SlipNumber};
use domain::language::Language;
use html_escape::{encode_double_quoted_attribute, encode_text};
use ui::components::forum_when;

use super::paper_document::{document, invented_mark};
use super::qr;
use super::sheet::{SLIPS_A_PAGE, STYLE, cut_marks};

/// One slip.
#[derive(Clone, Debug)]
pub struct ForumSlip {
    /// Its number.
    pub number: SlipNumber,
    /// The address of its seat.
    pub address: String,
}

/// What sheets of slips say.
#[derive(Clone, Debug)]
pub struct ForumSlips {
    /// The forum.
    pub kept: KeptForum,
    /// The slips, in the order of their numbers.
    pub slips: Vec<ForumSlip>,
    /// Whether the city is made up for a demonstration, which every slip then says.
    pub invented: bool,
    /// Where whoever sees them on a screen came from.
    pub back: String,
}

/// The sheets as one HTML document for A4 paper, ten slips with cut marks a page.
pub fn html(sheets: &ForumSlips) -> String {
    let mut pages = String::new();
    for slips in sheets.slips.chunks(SLIPS_A_PAGE) {
        pages.push_str("<div class=\"page\">\n");
        pages.push_str(&cut_marks());
        pages.extend(slips.iter().map(|one| slip(sheets, one)));
        pages.push_str("</div>\n");
    }
    let back = encode_double_quoted_attribute(&sheets.back);
    let title = encode_text(sheets.kept.forum.title.get(Language::Indonesian));
    let hint = format!(
        "<div class=\"screen\"><h1>Nomor peserta</h1>\n<p>Cetak (Ctrl+P), potong, dan bagikan bersama daftar hadir; setiap \
         nomor hanya untuk satu orang. <span lang=\"en\">Print (Ctrl+P), cut, and hand out with the attendance list; each \
         number is for one person only.</span> <a href=\"{back}\">Kembali / Back</a></p></div>\n"
    );
    document(
        &format!("Nomor peserta – {title}"),
        STYLE,
        &format!("<main>\n{hint}{pages}</main>\n"),
    )
}

fn slip(sheets: &ForumSlips, slip: &ForumSlip) -> String {
    let forum = &sheets.kept.forum;
    let [title, english] = Language::ALL.map(|language| encode_text(forum.title.get(language)));
    let when = forum_when(Language::Indonesian, forum);
    let number = slip.number;
    let address = &slip.address;
    let shown = address.strip_prefix("https://").unwrap_or(address);
    let invented = invented_mark(sheets.invented);
    format!(
        "<section class=\"slip\">\n\
         <h2>{title}</h2>\n\
         <p class=\"service\">{when}</p>\n\
         <div class=\"body\">\n\
         {qr}\n\
         <div>\n\
         <div class=\"head\"><p class=\"code\">No. {number}</p>{invented}</div>\n\
         <p>Sebutkan nomor ini sebelum berbicara. Pindai kode QR untuk menulis sendiri dan melihat nasib usulan Anda.</p>\n\
         <p class=\"until\">Tanpa nama. Simpan: siapa pun yang memegangnya dapat menulis atas nama Anda.</p>\n\
         <div lang=\"en\">\n\
         <p>{english}: say this number before you speak. Scan the code to write, and to see what becomes of your points.</p>\n\
         </div>\n\
         </div>\n\
         </div>\n\
         <p class=\"link\"><a href=\"{href}\">{shown}</a></p>\n\
         </section>\n",
        qr = qr::inline(address),
        href = encode_double_quoted_attribute(address),
        shown = encode_text(shown),
    )
}
