//! Sealing on the web: two people, no figure on the way, and everybody sees the release at once.

use domain::access::Role;
use suara_warga::state::AppState;

use crate::desk::{Staff, location};
use crate::portal::{Database, Portal, on_both_databases, rate};
use crate::roster::hidden;

on_both_databases!(
    one_proposes_another_confirms_and_everybody_sees_the_release,
    a_proposal_is_sent_back_with_a_reason,
    ratings_are_left_out_by_two_people_and_everybody_reads_why,
    a_seal_that_was_confirmed_before_a_crash_is_carried_out_afterwards
);

async fn publishers(portal: &Portal) -> [Staff; 2] {
    [
        portal.staff("satu", &[(Role::Publisher, "kota")]).await,
        portal.staff("dua", &[(Role::Publisher, "kota")]).await,
    ]
}

/// Proposes September and gives the address of the proposal.
async fn propose(portal: &Portal, by: &Staff) -> String {
    let proposed = portal.post_as(by, "/meja/rilis", "bulan=2026-09").await;
    assert_eq!(proposed.status(), 303);
    location(&proposed).to_owned()
}

/// Waits until the server carried out what was confirmed.
async fn published(state: &AppState, month: &str) {
    let month = month.parse().expect("a month");
    while state
        .publication
        .current()
        .site
        .record
        .release(month)
        .is_none()
    {
        tokio::task::yield_now().await;
    }
}

async fn one_proposes_another_confirms_and_everybody_sees_the_release(database: Database) {
    let portal = Portal::start_on(database).await;
    rate(&portal.store, "2026-09", "ktp", 12).await;
    let [one, two] = publishers(&portal).await;
    let path = propose(&portal, &one).await;

    let own = portal.post_as(&one, &format!("{path}/setuju"), "").await;
    assert_eq!(own.status(), 422, "nobody confirms the own proposal");
    let second = portal.post_as(&two, "/meja/rilis", "bulan=2026-09").await;
    assert_eq!(second.status(), 422, "one proposal at a time");

    let confirmed = portal.post_as(&two, &format!("{path}/setuju"), "").await;
    assert_eq!(confirmed.status(), 303);
    published(&portal.state, "2026-09").await;
    let page = portal.desk_page(&two, &path).await;
    assert!(page.contains("Terbit"), "the proposal is done");
    let again = portal.post_as(&two, &format!("{path}/setuju"), "").await;
    assert_eq!(again.status(), 422);
    for (state, listed) in [("", true), ("terbit", true), ("dikembalikan", false)] {
        let list = format!("/meja/rilis?keadaan={state}");
        let list = portal.desk_page(&one, &list).await;
        assert_eq!(list.contains(&path), listed, "{state}");
    }
    assert!(portal.page("/data/2026-09.json").await.contains("\"n\":12"));
}

#[tokio::test]
async fn before_the_seal_the_desk_shows_no_figure() {
    let portal = Portal::start().await;
    // 137 ratings; neither this number nor an index may show up anywhere.
    rate(&portal.store, "2026-09", "ktp", 137).await;
    let [one, two] = publishers(&portal).await;
    let path = propose(&portal, &one).await;
    for viewer in [&one, &two] {
        for path in ["/meja", "/meja/rilis", &path] {
            let page = portal.desk_page(viewer, path).await;
            assert!(!page.contains("137"), "{path}");
            assert!(!page.contains("62,"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_sign_names_its_place_before_the_seal_and_after_it() {
    let portal = Portal::start().await;
    portal.publish("2026-08", "kk", 12).await;
    // All of them dated into August, which is sealed.
    rate(&portal.store, "2026-08", "ktp", 137).await;
    rate(&portal.store, "2026-09", "kk", 40).await;
    let [one, two] = publishers(&portal).await;
    let path = propose(&portal, &one).await;
    let sign = "penilaian bertanggal bulan yang sudah disegel";
    let proposal = portal.desk_page(&two, &path).await;
    assert!(proposal.contains(sign), "{proposal}");
    let confirmed = portal.post_as(&two, &format!("{path}/setuju"), "").await;
    assert_eq!(confirmed.status(), 303);
    published(&portal.state, "2026-09").await;
    for (path, named) in [
        ("/layanan/ktp?periode=2026-09", true),
        ("/unit/capil?periode=2026-S2", true),
        ("/layanan/kk?periode=2026-09", false),
    ] {
        let page = portal.page(path).await;
        assert_eq!(page.contains(sign), named, "{path}");
        assert_eq!(page.contains("pertanyaan, bukan tuduhan"), named, "{path}");
    }
}

async fn ratings_are_left_out_by_two_people_and_everybody_reads_why(database: Database) {
    let portal = Portal::start_on(database).await;
    portal.publish("2026-08", "kk", 12).await;
    rate(&portal.store, "2026-08", "ktp", 137).await;
    rate(&portal.store, "2026-09", "ktp", 40).await;
    rate(&portal.store, "2026-09", "kk", 40).await;
    let [one, two] = publishers(&portal).await;
    let path = propose(&portal, &one).await;
    let (form, confirm) = (format!("{path}/kecualikan"), format!("{path}/setuju"));
    assert!(portal.desk_page(&one, &path).await.contains(&form));
    assert!(!portal.desk_page(&two, &path).await.contains(&form));
    let days = "tempat=0&cara=open&dari=2026-08-05&sampai=2026-08-05";
    let reason = "alasan=Formulir+diisi+oleh+satu+orang+%3Cscript%3E";
    for (wrong, message) in [
        (String::new(), "Pilih tempat yang bertanda"),
        (
            format!("tempat=7&cara=open&dari=2026-08-05&sampai=2026-08-05&{reason}"),
            "Pilih tempat",
        ),
        (format!("{days}&alasan=palsu"), "sepanjang 20 sampai 1.000"),
        (
            format!("tempat=0&cara=open&dari=2026-09-09&sampai=2026-09-08&{reason}"),
            "tidak boleh mendahului",
        ),
        (
            format!("tempat=0&dari=x&sampai=&{reason}"),
            "Isi kedua tanggal",
        ),
    ] {
        let refused = portal.post_as(&one, &form, &wrong).await;
        assert_eq!(refused.status(), 422, "{wrong}");
        let page = refused.text().await.expect("a page");
        assert!(page.contains(message), "{wrong}: {page}");
    }
    let of_other = portal
        .post_as(&two, &form, &format!("{days}&{reason}"))
        .await;
    assert_eq!(of_other.status(), 422);
    let asked = portal
        .post_as(&one, &form, &format!("{days}&{reason}"))
        .await;
    assert_eq!(asked.status(), 303);

    let unseen = portal.post_as(&two, &confirm, "").await;
    assert_eq!(unseen.status(), 422, "the other person had not read it");
    let page = portal.desk_page(&two, &path).await;
    assert!(page.contains("satu orang &lt;script&gt;"), "{page}");
    let seen = format!("pengecualian={}", hidden(&page, "pengecualian"));
    let confirmed = portal.post_as(&two, &confirm, &seen).await;
    assert_eq!(confirmed.status(), 303);
    published(&portal.state, "2026-09").await;
    for (path, number) in [
        ("/layanan/ktp?periode=2026-09", "137 penilaian dikecualikan"),
        ("/en/layanan/ktp?periode=2026-09", "137 ratings left out"),
        ("/unit/capil?periode=2026-09", "137 penilaian dikecualikan"),
    ] {
        let page = portal.page(path).await;
        assert!(page.contains(number), "{path}");
        assert!(page.contains("satu orang &lt;script&gt;"), "{path}");
    }
    let release = portal.page("/data/2026-09.json").await;
    assert!(release.contains("\"n\":40"), "{release}");
}

async fn a_proposal_is_sent_back_with_a_reason(database: Database) {
    let portal = Portal::start_on(database).await;
    rate(&portal.store, "2026-09", "ktp", 12).await;
    let [one, two] = publishers(&portal).await;
    let path = propose(&portal, &one).await;
    let bare = portal
        .post_as(&two, &format!("{path}/kembali"), "alasan=")
        .await;
    assert_eq!(bare.status(), 422);
    let reason = "alasan=Realisasi+belum+lengkap+%3Cscript%3E";
    let back = portal
        .post_as(&two, &format!("{path}/kembali"), reason)
        .await;
    assert_eq!(back.status(), 303);
    let page = portal.desk_page(&one, &path).await;
    assert!(page.contains("Realisasi belum lengkap &lt;script&gt;"));
    propose(&portal, &one).await;
}

#[tokio::test]
async fn only_publishers_of_the_whole_city_seal() {
    let portal = Portal::start().await;
    let of_unit = portal.staff("tiga", &[(Role::Publisher, "capil")]).await;
    assert_eq!(portal.get_as(&of_unit, "/meja/rilis").await.status(), 403);
    let [one, _] = publishers(&portal).await;
    let early = portal.post_as(&one, "/meja/rilis", "bulan=2026-10").await;
    assert_eq!(early.status(), 422, "October is not over");
}

async fn a_seal_that_was_confirmed_before_a_crash_is_carried_out_afterwards(database: Database) {
    let portal = Portal::start_on(database).await;
    rate(&portal.store, "2026-09", "ktp", 12).await;
    let [one, two] = publishers(&portal).await;
    let path = propose(&portal, &one).await;
    let id = path
        .rsplit('/')
        .next()
        .expect("an id")
        .parse()
        .expect("a uuid");
    let permit = domain::access::Permit::console(domain::access::Right::Seal);
    // The server that took the confirmation is gone before it seals.
    let confirmed = portal
        .store
        .confirm_proposal(&permit, two.id, id, &[], portal.state.clock.now())
        .await;
    confirmed.expect("confirmed");
    let sealer = suara_warga::sealing::Sealer::new(
        portal.store.clone(),
        portal.publication.clone(),
        portal.state.clock,
    );
    let server = tokio::spawn(sealer.run());
    published(&portal.state, "2026-09").await;
    server.abort();
}
