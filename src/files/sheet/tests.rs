use super::*;

fn sheet(count: u64) -> Sheet {
    Sheet {
        issued: NaiveDate::from_ymd_opt(2026, 10, 1).expect("a date"),
        half: None,
        office: "Dinas <A> & B".to_owned(),
        service: "Surat \"Sehat\"".to_owned(),
        counter: Some("Loket <1>".to_owned()),
        valid_until: NaiveDate::from_ymd_opt(2026, 10, 31).expect("a date"),
        public_url: "https://suara.example.go.id/".to_owned(),
        codes: (1..=count)
            .map(|n| Code::from_entropy(n * 987_654_321))
            .collect(),
        invented: false,
        back: None,
    }
}

#[test]
fn every_code_has_a_slip_and_ten_slips_a_page() {
    for (count, pages) in [(0, 0), (1, 1), (10, 1), (11, 2), (25, 3)] {
        let sheet = sheet(count);
        let html = html(&sheet);
        assert_eq!(html.matches("class=\"page\"").count(), pages);
        assert_eq!(html.matches("class=\"qr\"").count(), sheet.codes.len());
        for code in &sheet.codes {
            assert!(html.contains(&format!("<p class=\"code\">{code}</p>")));
            let link = format!("suara.example.go.id/nilai/{code}");
            assert!(html.contains(&format!("<a href=\"https://{link}\">{link}</a>")));
        }
    }
}

#[test]
fn texts_are_escaped() {
    let mut sheet = sheet(1);
    sheet.public_url = "https://a\"><script>".to_owned();
    let html = html(&sheet);
    assert!(html.contains("Dinas &lt;A&gt; &amp; B") && html.contains("Loket &lt;1&gt;"));
    assert!(!html.contains("<script") && !html.contains("<A>"));
    assert!(html.contains("href=\"https://a&quot;&gt;&lt;script&gt;/nilai/"));
}

#[test]
fn the_date_is_in_words_in_both_languages() {
    let html = html(&sheet(1));
    assert!(html.contains("31 Oktober 2026") && html.contains("31 October 2026"));
    let day = NaiveDate::from_ymd_opt(2027, 5, 1).expect("a date");
    assert_eq!(dates(day), ["1 Mei 2027", "1 May 2027"]);
}

#[test]
fn only_invented_slips_are_marked() {
    let mut sheet = sheet(3);
    assert!(!html(&sheet).contains("DATA CONTOH"));
    sheet.invented = true;
    assert_eq!(html(&sheet).matches("DATA CONTOH / DEMO").count(), 3);
}

#[test]
fn the_document_needs_nothing_else() {
    let html = html(&sheet(1));
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"id\">"));
    for outside in ["<script", "src=", "url(", "@import", "<link"] {
        assert!(!html.contains(outside), "{outside}");
    }
}

#[test]
fn an_endless_address_costs_the_qr_code_only() {
    let mut sheet = sheet(1);
    sheet.public_url = format!("https://{}", "a".repeat(3000));
    assert!(!html(&sheet).contains("class=\"qr\""));
}
