//! The printable sheet of invitation slips: one HTML file that holds everything it needs.
//! It must not know how codes are made, kept or spent.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};
use domain::invitation::Code;
use domain::roster::HalfDay;

use super::paper_document::{document, invented_mark};
use super::qr;
use html_escape::{encode_double_quoted_attribute, encode_text};

/// What a sheet of slips says.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The name of the office that hands the slips out.
    pub office: String,
    /// The service that was used.
    pub service: String,
    /// The counter that hands them out, if they are for one.
    pub counter: Option<String>,
    /// The day on which they were made.
    pub issued: NaiveDate,
    /// The half of that day to whose visitors alone they are handed out.
    pub half: Option<HalfDay>,
    /// The last day on which the codes can be used.
    pub valid_until: NaiveDate,
    /// Where citizens reach the portal, such as `https://suara.example.go.id`.
    pub public_url: String,
    /// One code a slip.
    pub codes: Vec<Code>,
    /// Whether city and codes are made up for a demonstration, which every slip then says.
    pub invented: bool,
    /// Where somebody came from who sees the sheet on a screen; a file has no such place.
    pub back: Option<String>,
}

pub(super) const SLIPS_A_PAGE: usize = 10;
pub(super) const STYLE: &str = include_str!("sheet/style.css");

/// The sheet as one HTML document for A4 paper, ten slips with cut marks a page.
pub fn html(slips: &Sheet) -> String {
    let office = encode_text(&slips.office);
    let service = encode_text(&slips.service);
    let mut pages = String::new();
    for codes in slips.codes.chunks(SLIPS_A_PAGE) {
        pages.push_str("<div class=\"page\">\n");
        pages.push_str(&cut_marks());
        pages.extend(codes.iter().map(|code| slip(slips, code)));
        pages.push_str("</div>\n");
    }
    let hint = slips.back.as_deref().map_or_else(String::new, screen_hint);
    let title = format!("Undangan menilai – {service} – {office}");
    document(&title, STYLE, &format!("<main>\n{hint}{pages}</main>\n"))
}

/// What is said on a screen only.
fn screen_hint(back: &str) -> String {
    let back = encode_double_quoted_attribute(back);
    format!(
        "<div class=\"screen\"><h1>Lembar undangan</h1>\n<p>Cetak lembar ini sekarang (Ctrl+P): kode tidak dapat ditampilkan lagi. \
         <span lang=\"en\">Print these sheets now (Ctrl+P): the codes cannot be shown again.</span> \
         <a href=\"{back}\">Kembali / Back</a></p></div>\n"
    )
}

fn slip(slips: &Sheet, code: &Code) -> String {
    let address = format!("{}/nilai/{code}", slips.public_url.trim_end_matches('/'));
    let shown = address.strip_prefix("https://").unwrap_or(&address);
    let counter = slips.counter.as_deref().map(encode_text);
    let counter = counter.map_or_else(String::new, |counter| format!(" · {counter}"));
    let half = slips.half.map_or_else(String::new, |half| {
        let [day, _] = dates(slips.issued);
        format!(" · {day}, {}", half.code())
    });
    let invented = invented_mark(slips.invented);
    let [date_id, date_en] = dates(slips.valid_until);
    format!(
        "<section class=\"slip\">\n\
         <h2>{office}</h2>\n\
         <p class=\"service\">{service}{counter}{half}</p>\n\
         <div class=\"body\">\n\
         {qr}\n\
         <div>\n\
         <div class=\"head\"><p class=\"code\">{code}</p>{invented}</div>\n\
         <p>Nilai pelayanan ini: pindai kode QR atau buka alamat di bawah. \
         Anonim: tanpa nama, dan kode tidak disimpan bersama jawaban Anda.</p>\n\
         <p class=\"until\">Berlaku satu kali, sampai {date_id}</p>\n\
         <div lang=\"en\">\n\
         <p>Rate this service: scan the QR code or open the address below. \
         Anonymous: no name, and the code is not kept with your answers.</p>\n\
         <p class=\"until\">Valid once, until {date_en}</p>\n\
         </div>\n\
         </div>\n\
         </div>\n\
         <p class=\"link\"><a href=\"{href}\">{shown}</a></p>\n\
         </section>\n",
        office = encode_text(&slips.office),
        service = encode_text(&slips.service),
        qr = qr::inline(&address),
        href = encode_double_quoted_attribute(&address),
        shown = encode_text(shown),
    )
}

/// Crosses at the corners of the slips, in millimetres on the page. The style sheet has the same measures.
pub(super) fn cut_marks() -> String {
    let mut path = String::new();
    for x in [6, 105, 204] {
        for y in [6, 63, 120, 177, 234, 291] {
            let (left, top) = (x - 2, y - 2);
            write!(path, "M{left} {y}h4M{x} {top}v4").expect("a string takes any text");
        }
    }
    format!(
        "<svg class=\"cut-marks\" aria-hidden=\"true\" viewBox=\"0 0 210 297\"><path d=\"{path}\"/></svg>\n"
    )
}

/// A date in words, in Indonesian and in English.
fn dates(date: NaiveDate) -> [String; 2] {
    const MONTHS: [[&str; 2]; 12] = [
        ["Januari", "January"],
        ["Februari", "February"],
        ["Maret", "March"],
        ["April", "April"],
        ["Mei", "May"],
        ["Juni", "June"],
        ["Juli", "July"],
        ["Agustus", "August"],
        ["September", "September"],
        ["Oktober", "October"],
        ["November", "November"],
        ["Desember", "December"],
    ];
    let month = date.month0() as usize;
    MONTHS[month].map(|name| format!("{} {name} {}", date.day(), date.year()))
}

#[cfg(test)]
mod tests;
