//! Files of indicators: the preview with what was and will be, taking files whole, and what is wrong with one.

use domain::access::Role;
use domain::realisation::Stage;
use reqwest::Response;

use super::{DEFINITION, operator, refused, stage};
use crate::desk::Staff;
use crate::portal::{Database, Portal, on_both_databases, slug};

on_both_databases!(files_are_shown_before_they_are_taken_and_taken_whole);

const FILES: &str = "/meja/indikator/berkas";
const APPLY: &str = "/meja/indikator/berkas/terapkan";

/// A form with files, as browsers send it.
async fn upload(portal: &Portal, staff: &Staff, files: &[(&str, &str)]) -> Response {
    upload_to(portal, staff, FILES, files).await
}

async fn upload_to(portal: &Portal, staff: &Staff, path: &str, files: &[(&str, &str)]) -> Response {
    let parts = files.iter().map(|(name, text)| {
        format!(
            "--grenze\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.csv\"\r\n\r\n{text}\r\n"
        )
    });
    let body = format!("{}--grenze--\r\n", parts.collect::<String>());
    let request = portal.client.post(format!("{}{path}", portal.url));
    let request = request
        .header("cookie", staff.cookie())
        .header("content-type", "multipart/form-data; boundary=grenze");
    request.body(body).send().await.expect("an answer")
}

/// The form for applying what a preview shows, as browsers send it.
fn applied(page: &str) -> String {
    let fields = page.split("<input type=\"hidden\" name=\"").skip(1);
    let mut form = form_urlencoded::Serializer::new(String::new());
    for field in fields {
        let (name, rest) = field.split_once("\" value=\"").expect("a value");
        let value = rest.split('"').next().expect("an end");
        let value = html_escape::decode_html_entities(value);
        form.append_pair(name, &value.replace('\n', "\r\n"));
    }
    form.finish()
}

async fn files_are_shown_before_they_are_taken_and_taken_whole(database: Database) {
    let portal = Portal::start_on(database).await;
    let operator = operator(&portal).await;
    let definitions = portal
        .desk_page(&operator, "/meja/indikator/berkas/indikator.csv")
        .await;
    let reports = portal
        .desk_page(&operator, "/meja/indikator/berkas/realisasi.csv")
        .await;
    let nothing = upload(&portal, &operator, &[("indikator", &definitions)]).await;
    let nothing = nothing.text().await.expect("a text");
    assert!(nothing.contains("sama dengan yang sudah tersimpan"));

    let wrong = format!("{reports}akta,2026-Q3,,,,,,\nakta,2026-09,x,,,,,\n");
    let wrong = [("realisasi", wrong.as_str())];
    let told = upload(&portal, &operator, &wrong).await;
    assert_eq!(told.status(), 422);
    let told = told.text().await.expect("a text");
    assert!(told.contains("baris 2, kolom periode") && told.contains("baris 3, kolom target"));
    let told = upload_to(&portal, &operator, "/en/meja/indikator/berkas", &wrong).await;
    let told = told.text().await.expect("a text");
    assert!(told.contains("row 2, column periode") && told.contains("expected a month such as"));

    let renamed = definitions.replace("Cakupan akta", "\"Cakupan \n\"\"akta\"\"\"");
    let filled = format!("{reports}akta,2026-09,80,,ya,\"88,5\",,Catatan\n");
    let files = [
        ("indikator", renamed.as_str()),
        ("realisasi", filled.as_str()),
    ];
    let shown = upload(&portal, &operator, &files).await;
    let shown = shown.text().await.expect("a text");
    assert!(shown.contains("3 perubahan"));
    assert_eq!(stage(&portal).await, None, "nothing is taken yet");
    let taken = portal.post_as(&operator, APPLY, &applied(&shown)).await;
    assert_eq!(taken.status(), 303);
    assert_eq!(stage(&portal).await, Some(Stage::Entered));
    let kept = portal.store.indicator(&slug("akta")).await.expect("reads");
    assert_eq!(kept.expect("known").indicator.name.id, "Cakupan \n\"akta\"");
    // What was shown is no longer what would happen.
    let again = portal.post_as(&operator, APPLY, &applied(&shown)).await;
    let again = again.text().await.expect("a text");
    assert!(again.contains("Data berubah sejak"));
}

#[tokio::test]
async fn a_short_name_of_another_unit_is_told_by_its_cell() {
    let portal = Portal::start().await;
    let city = portal.staff("dewi", &[(Role::Operator, "kota")]).await;
    let in_city = DEFINITION.replace("unit=capil", "unit=kota");
    let defined = portal.post_as(&city, "/meja/indikator/baru", &in_city);
    assert_eq!(defined.await.status(), 303);
    let operator = portal.staff("ani", &[(Role::Operator, "capil")]).await;
    let header = portal
        .desk_page(&operator, "/meja/indikator/berkas/indikator.csv")
        .await;
    let taken = format!("{header}akta,capil,N,,D,,%,,naik,bulan,S,,P,,,\n");
    let told = upload(&portal, &operator, &[("indikator", &taken)]).await;
    refused(told, "baris 2, kolom slug").await;
}

#[tokio::test]
async fn a_preview_shows_what_was_and_what_will_be() {
    let portal = Portal::start().await;
    let operator = operator(&portal).await;
    let definitions = portal.desk_page(&operator, "/meja/indikator/berkas/indikator.csv");
    let definitions = definitions.await;
    let reports = portal.desk_page(&operator, "/meja/indikator/berkas/realisasi.csv");
    let reports = reports.await;
    let row = |row: &str| format!("{reports}akta,2026-09,{row}\n");
    let first = row("80,,ya,88.5,,Sementara");
    let shown = upload(&portal, &operator, &[("realisasi", &first)]).await;
    let shown = shown.text().await.expect("a text");
    for side in [
        "–",
        "Target: 80 %",
        "Realisasi: 88,5 %; Catatan untuk kepala unit: Sementara",
    ] {
        assert!(shown.contains(&format!(">{side}<")), "{side} in {shown}");
    }
    let taken = portal.post_as(&operator, APPLY, &applied(&shown)).await;
    assert_eq!(taken.status(), 303);

    let renamed = definitions.replace("Cakupan akta", "Cakupan KIA");
    let second = row("85,,ya,88.5,https://contoh.example/bukti,Final");
    let files = [("indikator", renamed.as_str()), ("realisasi", &second)];
    let shown = upload_to(&portal, &operator, "/en/meja/indikator/berkas", &files).await;
    let shown = shown.text().await.expect("a text");
    for side in [
        "Indicator: Cakupan akta",
        "Indicator: Cakupan KIA",
        "Target: 80 %",
        "Target: 85 %",
        "Note for the head of the unit: Sementara",
        "Evidence: https://contoh.example/bukti; Note for the head of the unit: Final",
    ] {
        assert!(shown.contains(&format!(">{side}<")), "{side} in {shown}");
    }
}
