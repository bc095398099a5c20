//! The settings of the installation: who may set them, and two people who do at once.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use domain::access::{Permit, Right, Role};
use domain::moment::Moment;
use domain::retention::Retained;
use store::FormToken;
use suara_warga::state::AppState;

use crate::desk::location;
use crate::portal::{Database, Portal, on_both_databases};
use crate::rating::{answer, open_form};
use crate::roster::hidden;

on_both_databases!(
    two_administrators_do_not_overwrite_each_other,
    a_clock_in_doubt_waits_for_an_administrator
);

const PATH: &str = "/meja/pengaturan";

/// The form with a number of months for visits and the usual rest.
fn form(base: &str, k: u64, visits: u32) -> String {
    let times = Retained::ALL.iter().map(|kind| {
        let months = match kind {
            Retained::Visits => visits,
            kind => kind.default_months(),
        };
        format!("&{}={months}", kind.code())
    });
    format!("dasar={base}&k={k}{}", times.collect::<String>())
}

async fn two_administrators_do_not_overwrite_each_other(database: Database) {
    let portal = Portal::start_on(database).await;
    let ani = portal.staff("ani", &[(Role::Administrator, "kota")]).await;
    let page = portal.desk_page(&ani, PATH).await;
    let base = hidden(&page, "dasar");
    let saved = portal.post_as(&ani, PATH, &form(&base, 12, 24)).await;
    assert_eq!(location(&saved), "/meja/pengaturan?catatan=tersimpan");
    assert_eq!(portal.store.settings().await.expect("reads").k, 12);

    let conflict = portal.post_as(&ani, PATH, &form(&base, 10, 36)).await;
    assert_eq!(conflict.status(), 422);
    let conflict = conflict.text().await.expect("a page");
    assert!(
        conflict.contains("Orang lain mengubah pengaturan"),
        "{conflict}"
    );
    assert_eq!(portal.store.settings().await.expect("reads").k, 12);
    let base = hidden(&conflict, "dasar");
    let saved = portal.post_as(&ani, PATH, &form(&base, 10, 36)).await;
    assert_eq!(saved.status(), 303);
    let settings = portal.store.settings().await.expect("reads");
    assert_eq!(
        (settings.k, settings.retention[&Retained::Visits]),
        (10, 36)
    );
    // What was set is what the public reads.
    let privacy = portal.page("/privasi").await;
    assert!(privacy.contains("36 bulan"), "{privacy}");
}

#[tokio::test]
async fn numbers_out_of_bounds_are_refused_and_kept_in_the_form() {
    let portal = Portal::start().await;
    let ani = portal.staff("ani", &[(Role::Administrator, "kota")]).await;
    let base = hidden(&portal.desk_page(&ani, PATH).await, "dasar");
    let refused = portal.post_as(&ani, PATH, &form(&base, 1, 999)).await;
    assert_eq!(refused.status(), 422);
    let refused = refused.text().await.expect("a page");
    assert!(refused.contains("value=\"999\""), "{refused}");
    assert_eq!(portal.store.settings().await.expect("reads").k, 10);
}

async fn a_clock_in_doubt_waits_for_an_administrator(database: Database) {
    let portal = Portal::start_on(database).await;
    let ani = portal.staff("ani", &[(Role::Administrator, "kota")]).await;
    let rates = AppState {
        believed_until: Arc::default(),
        ..portal.state.clone()
    };
    let form = open_form(&portal).await;
    let (status, _) = answer(&rates, "/nilai/layanan/ktp", &form).await;
    assert_eq!(status, 303);

    // The clock was right many years ago.
    let permit = Permit::server(Right::Configure);
    let long_ago = Moment {
        now: 1_000_000_000,
        today: "2001-09-09".parse().expect("a day"),
    };
    portal.store.retain(&permit, long_ago).await.expect("known");
    let rates = AppState {
        believed_until: Arc::default(),
        ..portal.state.clone()
    };
    let form = open_form(&portal).await;
    let (status, page) = answer(&rates, "/nilai/layanan/ktp", &form).await;
    assert_eq!(status, 503, "it would wait for years");
    assert!(page.contains("belum tersimpan"), "{page}");
    let home = portal.desk_page(&ani, "/meja").await;
    assert!(home.contains("Jam server perlu dipastikan"), "{home}");
    let settings = portal.desk_page(&ani, PATH).await;
    assert!(settings.contains("jauh mendahului"), "{settings}");
    assert!(settings.contains("12 Oktober 2026"), "{settings}");
    let budi = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    portal.state.believed_until.store(0, Relaxed);
    let token = FormToken::random();
    let stack = format!(
        "formulir={}&layanan=ktp&bulan=2026-10&jumlah=2",
        token.as_str()
    );
    let paper = async || portal.post_as(&budi, "/meja/formulir/baru", &stack).await;
    let refused = paper().await;
    assert_eq!(refused.status(), 503, "it would wait for years, too");
    let page = refused.text().await.expect("a page");
    assert!(page.contains("Jam server diragukan"), "{page}");

    let confirmed = portal.post_as(&ani, PATH, "jam=benar").await;
    assert_eq!(location(&confirmed), "/meja/pengaturan?catatan=tersimpan");
    let (status, _) = answer(&rates, "/nilai/layanan/ktp", &form).await;
    assert_eq!(status, 303);
    assert_eq!(paper().await.status(), 303);
    let settings = portal.desk_page(&ani, PATH).await;
    assert!(!settings.contains("jauh mendahului"), "{settings}");
}
