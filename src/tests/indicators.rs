//! Indicators at the desk: the operator defines and enters, the head confirms, and nobody confirms the own entry.

mod files;

use domain::access::{Permit, Right, Role};
use domain::realisation::{RealisationKey, Stage};
use reqwest::Response;

use crate::desk::{Staff, location};
use crate::portal::{Database, HOSTILE, Portal, on_both_databases, seal, slug};

on_both_databases!(
    a_realisation_goes_from_the_operator_over_the_head_to_the_seal,
    the_list_narrows_by_month_and_state,
    a_target_or_definition_that_somebody_else_changed_is_shown_first
);

const DEFINITION: &str = "unit=capil&nama_pendek=akta&nama=Cakupan+akta&nama_en=Certificates&definisi=Definisi\
    &satuan=%25&arah=naik&frekuensi=bulan&sumber=data+contoh&penanggung_jawab=Kepala+bidang";
const PERIOD: &str = "/meja/realisasi/akta/2026-09";

async fn operator(portal: &Portal) -> Staff {
    let operator = portal.staff("ani", &[(Role::Operator, "capil")]).await;
    let defined = portal
        .post_as(&operator, "/meja/indikator/baru", DEFINITION)
        .await;
    assert_eq!(location(&defined), "/meja/indikator/akta?catatan=tersimpan");
    operator
}

async fn step(portal: &Portal, staff: &Staff, step: &str, form: &str) -> Response {
    portal
        .post_as(staff, &format!("{PERIOD}/{step}"), form)
        .await
}

async fn refused(response: Response, because: &str) {
    assert_eq!(response.status(), 422);
    let page = response.text().await.expect("a text");
    assert!(page.contains(because), "{because} is not said");
}

async fn stage(portal: &Portal) -> Option<Stage> {
    let kept = portal.store.indicator(&slug("akta")).await.expect("reads");
    let period = "2026-09".parse().expect("a period");
    kept.expect("known").report(period).stage()
}

async fn a_realisation_goes_from_the_operator_over_the_head_to_the_seal(database: Database) {
    let portal = Portal::start_on(database).await;
    let operator = operator(&portal).await;
    let head = portal.staff("budi", &[(Role::Head, "kota")]).await;
    let list = portal.desk_page(&operator, "/meja/indikator").await;
    assert!(list.contains("Cakupan akta") && list.contains("Menunggu diisi"));

    assert_eq!(
        step(&portal, &operator, "target", "target=80")
            .await
            .status(),
        303
    );
    let ambiguous = step(&portal, &operator, "isi", "berlaku=ya&nilai=1.234").await;
    refused(ambiguous, "value=\"1.234\"").await;
    let entered = step(&portal, &operator, "isi", "berlaku=ya&nilai=88,5").await;
    assert_eq!(entered.status(), 303);
    let own = portal.desk_page(&operator, PERIOD).await;
    assert!(own.contains("110,63 %"), "people know their own figure");
    assert!(
        !own.contains("/sahkan"),
        "operators are not offered to confirm"
    );

    let waiting = portal.desk_page(&head, "/meja/pengesahan").await;
    assert!(waiting.contains(PERIOD) && waiting.contains("88,5 %"));
    refused(
        step(&portal, &head, "kembalikan", "versi=1&alasan=+").await,
        "Tulis alasan",
    )
    .await;
    let back = step(
        &portal,
        &head,
        "kembalikan",
        "versi=1&alasan=Satuannya+salah",
    )
    .await;
    assert_eq!(back.status(), 303);
    assert!(
        portal
            .desk_page(&operator, PERIOD)
            .await
            .contains("Satuannya salah")
    );
    let anew = step(&portal, &operator, "isi", "berlaku=ya&nilai=88,6&versi=2").await;
    assert_eq!(anew.status(), 303);
    refused(
        step(&portal, &head, "sahkan", "versi=1").await,
        "Orang lain mengubah",
    )
    .await;
    assert_eq!(
        step(&portal, &head, "sahkan", "versi=3").await.status(),
        303
    );
    assert_eq!(stage(&portal).await, Some(Stage::Confirmed));

    seal(&portal.store, "2026-09".parse().expect("a month")).await;
    assert_eq!(stage(&portal).await, Some(Stage::Sealed));
    refused(
        step(&portal, &operator, "isi", "berlaku=ya&nilai=1&versi=4").await,
        "sudah disegel",
    )
    .await;
    let silent = step(&portal, &operator, "koreksi", "berlaku=ya&nilai=87").await;
    refused(silent, "Tulis alasan").await;
    let correction = "berlaku=ya&nilai=87&alasan=Salah+hitung";
    let proposed = step(&portal, &operator, "koreksi", correction).await;
    assert_eq!(proposed.status(), 303);
    let page = portal.desk_page(&operator, PERIOD).await;
    assert!(page.contains("Dari 88,6 % menjadi 87 %, karena: Salah hitung"));
    refused(
        step(&portal, &operator, "koreksi", correction).await,
        "Orang lain",
    )
    .await;
    publish_corrections(&portal).await;
    let public = portal.page("/unit/capil").await;
    assert!(public.contains("Dikoreksi: sebelumnya 88,6 %, karena Salah hitung"));
    let document = portal.page("/data/koreksi-1.json").await;
    assert!(document.contains("Salah hitung"));
    let release = portal.page("/data/2026-09.json").await;
    assert!(release.contains("88.6") && !release.contains("Salah hitung"));
    let history = format!("/en{PERIOD}/riwayat");
    let history = portal.desk_page(&operator, &history).await;
    for told in ["– → 80", "88.5 → 88.6", "Satuannya salah", "Salah hitung"] {
        assert!(history.contains(told), "{told}");
    }
    assert_eq!(history.matches("<time").count(), 6);
    let elsewhere = portal.staff("cici", &[(Role::Head, "capil")]).await;
    let other = portal
        .desk_page(&elsewhere, "/meja/realisasi/akta/2026-08/riwayat")
        .await;
    assert!(other.contains("Belum ada perubahan"));
}

/// Two people publish the corrections that wait.
async fn publish_corrections(portal: &Portal) {
    let one = portal.staff("satu", &[(Role::Publisher, "kota")]).await;
    let two = portal.staff("dua", &[(Role::Publisher, "kota")]).await;
    let proposed = portal.post_as(&one, "/meja/rilis/koreksi", "").await;
    let path = location(&proposed).to_owned();
    let shown = portal.desk_page(&two, &path).await;
    assert!(shown.contains("88,6 → 87") && shown.contains("Salah hitung"));
    let own = portal.post_as(&one, &format!("{path}/setuju"), "").await;
    assert_eq!(own.status(), 422);
    let confirmed = portal.post_as(&two, &format!("{path}/setuju"), "").await;
    assert_eq!(confirmed.status(), 303);
    let record = || portal.state.publication.current().site.clone();
    while record().record.corrections().is_empty() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn nobody_confirms_the_own_entry() {
    let portal = Portal::start().await;
    let both = [(Role::Operator, "capil"), (Role::Head, "capil")];
    let both = portal.staff("cici", &both).await;
    portal
        .post_as(&both, "/meja/indikator/baru", DEFINITION)
        .await;
    let entered = step(&portal, &both, "isi", "berlaku=ya&nilai=88,5").await;
    assert_eq!(entered.status(), 303);
    let page = portal.desk_page(&both, PERIOD).await;
    assert!(!page.contains("/sahkan") && page.contains("Anda sendiri yang mengisi"));
    refused(
        step(&portal, &both, "sahkan", "versi=1").await,
        "Anda sendiri yang mengisi",
    )
    .await;
    assert_eq!(stage(&portal).await, Some(Stage::Entered));
}

#[tokio::test]
async fn roles_and_units_bound_every_step() {
    let portal = Portal::start().await;
    let city = portal.staff("dewi", &[(Role::Operator, "kota")]).await;
    let in_city = DEFINITION.replace("unit=capil", "unit=kota");
    let defined = portal
        .post_as(&city, "/meja/indikator/baru", &in_city)
        .await;
    assert_eq!(defined.status(), 303);
    let unit = [(Role::Operator, "capil"), (Role::Head, "capil")];
    let unit = portal.staff("eka", &unit).await;
    for path in ["/meja/indikator/akta", "/meja/indikator/akta/ubah", PERIOD] {
        assert_eq!(portal.get_as(&unit, path).await.status(), 403, "{path}");
    }
    for part in ["target", "isi", "sahkan", "kembalikan", "koreksi"] {
        let form = "versi=1&target=1&berlaku=ya&nilai=1&alasan=A";
        assert_eq!(
            step(&portal, &unit, part, form).await.status(),
            403,
            "{part}"
        );
    }
    let list = portal.desk_page(&unit, "/meja/indikator?unit=kota").await;
    assert!(!list.contains("Cakupan akta"));
    let elsewhere = portal
        .post_as(&unit, "/meja/indikator/baru", &in_city)
        .await;
    refused(elsewhere, "Pilih unit").await;
    // A month is no period of a quarterly indicator, and another indicator does not exist.
    for path in [
        "/meja/realisasi/akta/2026-Q3",
        "/meja/realisasi/lain/2026-09",
    ] {
        assert_eq!(portal.get_as(&city, path).await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn definitions_change_by_version_and_show_hostile_text_as_text() {
    let portal = Portal::start().await;
    let operator = operator(&portal).await;
    let hostile: String = form_urlencoded::byte_serialize(HOSTILE.as_bytes()).collect();
    let changed = DEFINITION.replace("Cakupan+akta", &hostile) + "&versi=1";
    let path = "/meja/indikator/akta/ubah";
    assert_eq!(
        portal.post_as(&operator, path, &changed).await.status(),
        303
    );
    let stale = portal.post_as(&operator, path, &changed).await;
    refused(stale, "Orang lain mengubah indikator ini").await;
    let taken = portal.post_as(&operator, "/meja/indikator/baru", DEFINITION);
    refused(taken.await, "Sudah ada indikator").await;
    for path in ["/meja/indikator", "/meja/indikator/akta", path, PERIOD] {
        let page = portal.desk_page(&operator, path).await;
        assert!(page.contains("&lt;script&gt;"), "{path}");
        assert!(
            !page.contains("<script>") && !page.contains("<img"),
            "{path}"
        );
    }
}

async fn the_list_narrows_by_month_and_state(database: Database) {
    let portal = Portal::start_on(database).await;
    let operator = operator(&portal).await;
    let list = |query: &str| {
        let path = format!("/meja/indikator?{query}");
        let (portal, operator) = (&portal, &operator);
        async move { portal.desk_page(operator, &path).await }
    };
    assert!(list("bulan=2026-10").await.contains("Belum jatuh tempo"));
    let narrowed = list("bulan=2026-09&keadaan=disahkan").await;
    assert!(narrowed.contains("Tidak ada indikator yang cocok"));
    let permit = Permit::console(Right::EnterRealisations);
    let entry = domain::realisation::Entry::NotApplicable;
    let key = RealisationKey::new(slug("akta"), "2026-08".parse().expect("a period"));
    let entered = portal
        .store
        .enter_realisation(&permit, &key, &entry, "", None, 0);
    entered.await.expect("entered");
    let narrowed = list("bulan=2026-08&keadaan=menunggu+pengesahan").await;
    assert!(narrowed.contains("tidak berlaku"));

    let one = "/meja/indikator/akta";
    let periods = portal
        .desk_page(&operator, &format!("{one}?keadaan=menunggu+pengesahan"))
        .await;
    assert!(periods.contains("/2026-08\"") && !periods.contains("/2026-07\""));
    let older = portal
        .desk_page(&operator, &format!("{one}?sesudah=2026-08"))
        .await;
    assert!(!older.contains("/2026-08\"") && older.contains("/2026-07\""));

    let head = portal.staff("budi", &[(Role::Head, "kota")]).await;
    for (unit, waits) in [("", true), ("capil", true), ("kota", false)] {
        let path = format!("/meja/pengesahan?unit={unit}");
        let page = portal.desk_page(&head, &path).await;
        assert_eq!(
            page.contains("/meja/realisasi/akta/2026-08"),
            waits,
            "{unit}"
        );
    }
}

async fn a_target_or_definition_that_somebody_else_changed_is_shown_first(database: Database) {
    let portal = Portal::start_on(database).await;
    let operator = operator(&portal).await;
    let set = step(&portal, &operator, "target", "target=80").await;
    assert_eq!(set.status(), 303);
    let stale = step(&portal, &operator, "target", "target=90").await;
    refused(stale, "value=\"90\"").await;
    let page = portal.desk_page(&operator, PERIOD).await;
    let seen = crate::roster::hidden(&page, "target_tadi");
    let form = crate::roster::encoded(&[("target", "90"), ("target_tadi", &seen)]);
    assert_eq!(
        step(&portal, &operator, "target", &form).await.status(),
        303
    );

    let edit = "/meja/indikator/akta/ubah";
    let renamed = |name: &str, version: u32| {
        let form = DEFINITION.replace("Cakupan+akta", name);
        format!("{form}&versi={version}")
    };
    let first = portal.post_as(&operator, edit, &renamed("Satu", 1)).await;
    assert_eq!(first.status(), 303);
    let second = portal.post_as(&operator, edit, &renamed("Dua", 1)).await;
    assert_eq!(second.status(), 422);
    let second = second.text().await.expect("a page");
    assert!(
        second.contains("“Satu”") && second.contains("“Dua”"),
        "{second}"
    );
    let version = crate::roster::hidden(&second, "versi");
    assert_eq!(version, "2", "whoever saves again has seen both");
    let history = portal
        .desk_page(&operator, "/meja/indikator/akta/riwayat")
        .await;
    assert!(history.contains("Versi 2: diubah"), "{history}");
}
