//! The public edition in parts: what a write drops, what it leaves, and when it shows.

use std::sync::Arc;

use axum::http::HeaderMap;
use domain::access::Role;
use domain::language::Language;

use crate::comments::{press, release, write};
use crate::desk::Staff;
use crate::portal::{Portal, TODAY};

/// Pages of figures alone, and pages that also tell what people say.
const FIGURES: [&str; 4] = ["/", "/metode", "/data", "/privasi"];
const VOICES: [&str; 4] = [
    "/unit/capil",
    "/layanan/ktp",
    "/unit/capil/komentar",
    "/layanan/ktp/komentar",
];

/// A portal with a public comment, somebody who may answer it, and the address for doing so.
async fn with_comment() -> (Portal, Staff, String) {
    let portal = Portal::start().await;
    let operator = portal.staff("op", &[(Role::Operator, "capil")]).await;
    write(&portal, "2026-09", "ktp", "Baik sekali").await;
    let path = press(&portal, &operator, "tindakan=terbitkan").await;
    release(&portal, "2026-09").await;
    (portal, operator, path.replace("komentar", "tanggapan"))
}

impl Portal {
    async fn visit(&self, paths: &[&str]) {
        for path in paths {
            self.page(path).await;
        }
    }

    /// Which of some pages are kept ready.
    fn ready<'a>(&self, paths: &[&'a str]) -> Vec<&'a str> {
        let edition = self.publication.current();
        let known = |path: &str| {
            // Pages that tell of forums are those of a day.
            let spellings = [path.to_owned(), format!("{path} {TODAY}")];
            let known = |path| edition.known(&(Language::Indonesian, path), &HeaderMap::new());
            spellings.into_iter().any(|path| known(path).is_some())
        };
        paths.iter().copied().filter(|path| known(path)).collect()
    }
}

#[tokio::test]
async fn a_reply_drops_only_pages_that_tell_what_people_say() {
    let (portal, operator, path) = with_comment().await;
    let pages = [FIGURES, VOICES].concat();
    portal.visit(&pages).await;
    assert_eq!(portal.ready(&pages), pages);
    let site = portal.publication.current().site.clone();
    let saved = portal.post_as(&operator, &path, "versi=0&tanggapan=Terima+kasih");
    assert_eq!(saved.await.status(), 303);
    assert_eq!(portal.ready(&pages), FIGURES);
    assert!(Arc::ptr_eq(&site, &portal.publication.current().site));
    for path in VOICES {
        assert!(portal.page(path).await.contains("Terima kasih"), "{path}");
    }
}

#[tokio::test]
async fn a_change_of_the_register_keeps_what_is_sealed() {
    let (portal, _, _) = with_comment().await;
    let operator = portal.staff("op2", &[(Role::Operator, "capil")]).await;
    let files = ["/data/2026-09.json", "/data/2026-09.csv"];
    portal.visit(&files).await;
    portal.visit(&FIGURES).await;
    let before = portal.publication.current().site.clone();
    let form = "versi=0&nama=Loket+9&berlaku_mulai=&berlaku_sampai=";
    let saved = portal.post_as(&operator, "/meja/unit/capil/loket/baru", form);
    assert_eq!(saved.await.status(), 303);
    let after = portal.publication.current().site.clone();
    assert!(Arc::ptr_eq(before.record.sealed(), after.record.sealed()));
    let counters = |site: &ui::site::Site| site.record.register().counters().count();
    assert_eq!(counters(&after), counters(&before) + 1);
    assert_eq!(portal.ready(&files), files);
    assert!(portal.ready(&FIGURES).is_empty());
}

#[tokio::test]
async fn a_seal_leaves_older_releases_as_they_were_read() {
    let (portal, _, _) = with_comment().await;
    let before = portal.publication.current().site.clone();
    portal.publish("2026-10", "ktp", 10).await;
    let after = portal.publication.current().site.clone();
    let first = |site: &ui::site::Site| site.record.sealed().releases().next().cloned();
    let (old, new) = (first(&before), first(&after));
    assert!(Arc::ptr_eq(
        &old.expect("a release"),
        &new.expect("a release")
    ));
    assert_eq!(after.record.releases().count(), 2);
    // The register was not read again.
    assert!(Arc::ptr_eq(
        before.record.register(),
        after.record.register()
    ));
}

#[tokio::test]
async fn a_page_made_under_an_older_edition_is_not_kept_for_the_newer() {
    let (portal, operator, path) = with_comment().await;
    let older = portal.publication.current();
    let saved = portal.post_as(&operator, &path, "versi=0&tanggapan=Terima+kasih");
    assert_eq!(saved.await.status(), 303);
    let key = (Language::Indonesian, "/layanan/ktp".to_owned());
    let slow = suara_warga::cached::Cached::new(
        "text/plain",
        suara_warga::cached::Reuse::Revalidate,
        "made before the reply",
    );
    let parts = suara_warga::publication::FIGURES.with(store::Part::Voices);
    older.keep(key, parts, slow, &HeaderMap::new());
    assert!(portal.ready(&["/layanan/ktp"]).is_empty());
    let page = portal.page("/layanan/ktp").await;
    assert!(page.contains("Terima kasih"));
}
