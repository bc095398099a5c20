//! The card for a counter: one page to be printed, with a QR code that opens the rating of a service for anybody.
//! It must not hold a code that can be used up.

use html_escape::encode_text;

use super::paper_document::{document, invented_mark};
use super::qr;

const STYLE: &str = include_str!("card/style.css");

/// What a card says.
#[derive(Clone, Debug)]
pub struct Card {
    /// The name of the office in Indonesian.
    pub office: String,
    /// The service in Indonesian.
    pub service: String,
    /// The service in English.
    pub service_en: String,
    /// The counter; none for a card that hangs anywhere.
    pub counter: Option<String>,
    /// Where the rating of the service is, such as `https://suara.example.go.id/nilai/layanan/ktp-el?loket=Loket+1`. Under
    /// the QR code it stands without the query, which nobody should have to type.
    pub address: String,
    /// Whether the city is made up for a demonstration, which the card then says.
    pub invented: bool,
}

/// The card as one HTML document for A4 paper.
pub fn html(card: &Card) -> String {
    let office = encode_text(&card.office);
    let service = encode_text(&card.service);
    let english = encode_text(&card.service_en);
    let qr = qr::inline(&card.address);
    let typed = card.address.split('?').next().unwrap_or_default();
    let shown = encode_text(typed.strip_prefix("https://").unwrap_or(typed));
    let counter = card.counter.as_deref().map(encode_text);
    let counter = counter.map(|counter| format!("<p class=\"counter\">{counter}</p>\n"));
    let counter = counter.unwrap_or_default();
    let invented = invented_mark(card.invented);
    let main = format!(
        "<main class=\"card\">\n\
         <p class=\"office\">{office}</p>\n\
         <h1>Bagaimana pelayanan kami?</h1>\n\
         <p class=\"service\">{service}</p>\n\
         {counter}\
         {qr}\n\
         <p class=\"how\">Pindai kode QR atau buka alamat ini. Tanpa nama, tanpa akun, kurang dari satu menit.</p>\n\
         <p class=\"address\">{shown}</p>\n\
         {invented}\n\
         <div lang=\"en\">\n\
         <p class=\"question\">How did we serve you?</p>\n\
         <p>{english}</p>\n\
         <p>Scan the QR code or open the address above. No name, no account, less than a minute.</p>\n\
         </div>\n\
         </main>\n"
    );
    document(&format!("Kartu loket – {service} – {office}"), STYLE, &main)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_in_both_languages_and_escaped() {
        let html = html(&Card {
            office: "Dinas <A>".to_owned(),
            service: "Kartu & Keluarga".to_owned(),
            service_en: "Family card".to_owned(),
            counter: Some("Loket <1>".to_owned()),
            address: "https://suara.example.go.id/nilai/layanan/kk?loket=Loket+%3C1%3E".to_owned(),
            invented: true,
        });
        for part in [
            "Dinas &lt;A&gt;",
            "Kartu &amp; Keluarga",
            "Family card",
            "<p class=\"counter\">Loket &lt;1&gt;</p>",
            "<p class=\"address\">suara.example.go.id/nilai/layanan/kk</p>",
            "DATA CONTOH",
        ] {
            assert!(html.contains(part), "{part}");
        }
        assert_eq!(html.matches("class=\"qr\"").count(), 1);
    }
}
