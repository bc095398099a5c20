//! The sheet of a forum: one page to be printed, with the room code and a QR code that leads in.
//! It must not hold anything that only one person may know.

use domain::forum::KeptForum;
use domain::language::Language;
use html_escape::encode_text;
use ui::components::forum_when;

use super::paper_document::{document, invented_mark};
use super::qr;

const STYLE: &str = include_str!("card/style.css");

/// What a sheet says.
#[derive(Clone, Debug)]
pub struct ForumSheet {
    /// The name of the office in Indonesian.
    pub office: String,
    /// The forum.
    pub kept: KeptForum,
    /// Where its page is.
    pub address: String,
    /// Whether the city is made up for a demonstration, which the sheet then says.
    pub invented: bool,
}

/// The sheet as one HTML document for A4 paper.
pub fn html(sheet: &ForumSheet) -> String {
    let forum = &sheet.kept.forum;
    let [title, english] = Language::ALL.map(|language| encode_text(forum.title.get(language)));
    let [when, when_english] = Language::ALL.map(|language| forum_when(language, forum));
    let office = encode_text(&sheet.office);
    let place = encode_text(&forum.place);
    let qr = qr::inline(&sheet.address);
    let shown = sheet.address.strip_prefix("https://");
    let shown = encode_text(shown.unwrap_or(&sheet.address));
    let code = sheet.kept.code;
    let invented = invented_mark(sheet.invented);
    let main = format!(
        "<main class=\"card\">\n\
         <p class=\"office\">{office}</p>\n\
         <h1>{title}</h1>\n\
         <p class=\"service\">{when}</p>\n\
         <p>{place}</p>\n\
         {qr}\n\
         <p class=\"counter\">Kode ruang: {code}</p>\n\
         <p class=\"how\">Pindai kode QR atau buka alamat ini, lalu tulis usulan Anda. Tanpa nama, tanpa akun.</p>\n\
         <p class=\"address\">{shown}</p>\n\
         {invented}\n\
         <div lang=\"en\">\n\
         <p class=\"question\">{english}</p>\n\
         <p>{when_english}</p>\n\
         <p>Scan the QR code or open the address above, then write your point. No name, no account.</p>\n\
         </div>\n\
         </main>\n"
    );
    document(&format!("Lembar forum – {title} – {office}"), STYLE, &main)
}
