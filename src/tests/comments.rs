//! Comments from the moderator's queue to the public page, and who sees what of them.

use domain::access::Role;
use domain::moderation::{CommentState, QueuedComment};
use domain::period::Month;
use domain::rating::Comment;
use store::{Ballot, BallotBox, Entitlement, FormToken, QueueFilter, ReleasedFilter};
use ui::forms::rating_form::RatingForm;

use crate::desk::{Staff, location};
use crate::portal::{
    Database, HOSTILE, Portal, complete_form, day, on_both_databases, rate, seal, slug,
};

on_both_databases!(
    a_comment_goes_from_the_queue_to_the_public_with_its_words_hidden,
    one_comment_leads_to_the_next_until_none_waits,
    only_an_auditor_reads_an_original_and_says_why,
    a_reply_is_public_at_once_with_what_it_said_before,
    public_comments_go_on_after_a_page
);

/// Rates a service with a comment.
pub async fn write(portal: &Portal, month: &str, service: &str, text: &str) {
    let (ballots, _writer) = BallotBox::open(portal.store.clone());
    let form = RatingForm::decode(complete_form(3).as_bytes());
    let mut rating = form
        .parse(day(&format!("{month}-05")))
        .expect("a valid form");
    rating.comment = Comment::parse(text).expect("short");
    let entitlement = Entitlement::open(slug(service), FormToken::random());
    let stored = ballots
        .submit(Ballot {
            entitlement,
            rating,
        })
        .await;
    stored.expect("stored");
}

async fn queue(portal: &Portal) -> Vec<QueuedComment> {
    let filter = QueueFilter {
        services: vec![slug("ktp"), slug("kk")],
        month: None,
        state: CommentState::Waiting,
        after: None,
    };
    let today = portal.state.clock.today();
    portal
        .store
        .queued_comments(&filter, today, 100)
        .await
        .expect("reads")
}

pub async fn release(portal: &Portal, month: &str) {
    let month: Month = month.parse().expect("a month");
    rate(&portal.store, &month.to_string(), "ktp", 10).await;
    seal(&portal.store, month).await;
    portal
        .publication
        .refresh()
        .await
        .expect("the record loads");
}

/// Presses a button on the page of the first comment that waits; gives its address.
pub async fn press(portal: &Portal, moderator: &Staff, form: &str) -> String {
    let comment = queue(portal).await.remove(0);
    let path = format!("/meja/komentar/{}", comment.id);
    let response = portal
        .post_as(moderator, &path, &format!("versi=0&{form}"))
        .await;
    assert_eq!(response.status(), 303);
    path
}

async fn a_comment_goes_from_the_queue_to_the_public_with_its_words_hidden(database: Database) {
    let portal = Portal::start_on(database).await;
    let moderator = portal.staff("mod", &[(Role::Moderator, "kota")]).await;
    write(
        &portal,
        "2026-09",
        "ktp",
        "Hubungi 0812-0000-0000, kata Pak Fulan",
    )
    .await;
    let list = portal.desk_page(&moderator, "/meja/komentar").await;
    assert!(list.contains("Hubungi 0812-0000-0000") && list.contains("Nomor telepon"));
    let comment = queue(&portal).await.remove(0);
    let page = portal
        .desk_page(&moderator, &format!("/meja/komentar/{}", comment.id))
        .await;
    assert!(page.contains("<mark class=\"finding finding-likely\">0812-0000-0000"));
    assert!(page.contains("value=\"1\" checked"), "{page}");
    press(&portal, &moderator, "tindakan=sembunyikan&kata=1&kata=4").await;
    let public = "/layanan/ktp/komentar";
    assert!(
        portal
            .page(public)
            .await
            .contains("Belum ada komentar yang terbit")
    );
    release(&portal, "2026-09").await;
    for path in [
        public,
        "/unit/capil/komentar",
        "/layanan/ktp",
        "/unit/capil",
        "/en/layanan/ktp/komentar",
    ] {
        let page = portal.page(path).await;
        assert!(page.contains("Hubungi […] kata Pak […]"), "{path}");
        assert!(
            !page.contains("0812-0000-0000") && !page.contains("Fulan"),
            "{path}"
        );
    }
    assert!(
        portal
            .page("/layanan/ktp/komentar?bulan=2026-08")
            .await
            .contains("Belum ada")
    );
    assert!(
        !portal
            .page("/layanan/kk/komentar")
            .await
            .contains("Hubungi")
    );
}

#[tokio::test]
async fn nobody_sees_comments_of_the_open_month() {
    let portal = Portal::start().await;
    let moderator = portal.staff("mod", &[(Role::Moderator, "kota")]).await;
    write(&portal, "2026-10", "ktp", "Sangat lambat").await;
    let list = portal
        .desk_page(&moderator, "/meja/komentar?bulan=2026-10")
        .await;
    assert!(!list.contains("Sangat lambat"));
}

async fn one_comment_leads_to_the_next_until_none_waits(database: Database) {
    let portal = Portal::start_on(database).await;
    let moderator = portal.staff("mod", &[(Role::Moderator, "kota")]).await;
    for service in ["ktp", "ktp", "kk"] {
        write(&portal, "2026-09", service, "Baik sekali").await;
    }
    let first = queue(&portal)
        .await
        .into_iter()
        .find(|c| c.service == slug("ktp"));
    let first = first.expect("one waits").id;
    let path = format!("/meja/komentar/{first}?layanan=ktp");
    let next = portal
        .post_as(&moderator, &path, "versi=0&tindakan=penghinaan")
        .await;
    let next = location(&next).to_owned();
    assert!(
        next.starts_with("/meja/komentar/") && next.contains("layanan=ktp"),
        "{next}"
    );
    let last = portal
        .post_as(&moderator, &next, "versi=0&tindakan=terbitkan")
        .await;
    assert_eq!(
        location(&last),
        "/meja/komentar?layanan=ktp&catatan=antrean-selesai"
    );
    assert_eq!(queue(&portal).await.len(), 1);
}

#[tokio::test]
async fn what_cannot_be_decided_comes_back_with_what_was_ticked() {
    let portal = Portal::start().await;
    let moderator = portal.staff("mod", &[(Role::Moderator, "kota")]).await;
    write(&portal, "2026-09", "ktp", "Baik sekali").await;
    let path = format!("/meja/komentar/{}", queue(&portal).await[0].id);
    let all = "versi=0&tindakan=sembunyikan&kata=0&kata=1";
    let again = portal.post_as(&moderator, &path, all).await;
    assert_eq!(again.status(), 422);
    let page = again.text().await.expect("a text");
    assert!(page.contains("Tidak ada kata yang tersisa") && page.contains("value=\"1\" checked"));
    let published = portal
        .post_as(&moderator, &path, "versi=0&tindakan=terbitkan")
        .await;
    assert_eq!(published.status(), 303);
    let late = portal
        .post_as(&moderator, &path, "versi=0&tindakan=penghinaan")
        .await;
    assert_eq!(late.status(), 422);
    assert!(
        late.text()
            .await
            .expect("a text")
            .contains("Orang lain memutuskan")
    );
}

async fn only_an_auditor_reads_an_original_and_says_why(database: Database) {
    let portal = Portal::start_on(database).await;
    let moderator = portal.staff("mod", &[(Role::Moderator, "kota")]).await;
    write(&portal, "2026-09", "ktp", "Rahasia sekali").await;
    let path = press(&portal, &moderator, "tindakan=sembunyikan&kata=0").await;
    release(&portal, "2026-09").await;
    let original = format!("{path}/asli");
    for role in Role::ALL {
        let staff = portal.staff(role.code(), &[(*role, "kota")]).await;
        let read = portal.post_as(&staff, &original, "alasan=keberatan").await;
        let expected = if *role == Role::Auditor { 200 } else { 403 };
        assert_eq!(read.status(), expected, "{role:?}");
        let page = read.text().await.expect("a text");
        assert_eq!(page.contains("Rahasia"), *role == Role::Auditor, "{role:?}");
        let shown = portal.get_as(&staff, &path).await;
        assert!(
            !shown.text().await.expect("a text").contains("Rahasia"),
            "{role:?}"
        );
    }
    let auditor = portal.staff("pemeriksa", &[(Role::Auditor, "kota")]).await;
    assert!(
        !portal
            .desk_page(&auditor, &original)
            .await
            .contains("Rahasia")
    );
    let silent = portal.post_as(&auditor, &original, "alasan=+").await;
    assert_eq!(silent.status(), 422);
    assert!(!silent.text().await.expect("a text").contains("Rahasia"));
    let trail = portal.desk_page(&auditor, "/meja/audit").await;
    assert!(trail.contains("keberatan"));
}

#[tokio::test]
async fn people_of_other_units_can_do_nothing() {
    let portal = Portal::start().await;
    let city = portal.staff("kota", &[(Role::Operator, "kota")]).await;
    write(&portal, "2026-09", "ktp", "Baik sekali").await;
    let path = press(&portal, &city, "tindakan=terbitkan").await;
    let published = path.replace("komentar", "tanggapan");
    assert_eq!(portal.get_as(&city, &published).await.status(), 404);
    release(&portal, "2026-09").await;
    assert_eq!(portal.get_as(&city, &published).await.status(), 200);
    let auditor = portal.staff("pemeriksa", &[(Role::Auditor, "kota")]).await;
    for path in [&path, &published] {
        assert_eq!(portal.get_as(&auditor, path).await.status(), 403);
    }
}

async fn a_reply_is_public_at_once_with_what_it_said_before(database: Database) {
    let portal = Portal::start_on(database).await;
    let operator = portal.staff("op", &[(Role::Operator, "capil")]).await;
    write(&portal, "2026-09", "ktp", "Baik sekali").await;
    let path = press(&portal, &operator, "tindakan=terbitkan").await;
    release(&portal, "2026-09").await;
    let path = path.replace("komentar", "tanggapan");
    assert!(
        portal
            .desk_page(&operator, "/meja/tanggapan")
            .await
            .contains("Baik sekali")
    );
    let empty = portal
        .post_as(&operator, &path, "versi=0&tanggapan=+")
        .await;
    assert_eq!(empty.status(), 422);
    for (versions, text) in [(0, "Terima+kasih"), (1, "Sudah+diperbaiki")] {
        let saved = portal
            .post_as(
                &operator,
                &path,
                &format!("versi={versions}&tanggapan={text}"),
            )
            .await;
        assert_eq!(saved.status(), 303);
    }
    let late = portal
        .post_as(&operator, &path, "versi=1&tanggapan=Lain")
        .await;
    assert_eq!(late.status(), 422);
    let page = portal.page("/layanan/ktp/komentar").await;
    for said in [
        "Terima kasih",
        "Sudah diperbaiki",
        "diubah pada 12 Oktober 2026",
    ] {
        assert!(page.contains(said), "{said}");
    }
    assert!(
        !portal
            .desk_page(&operator, "/meja/tanggapan")
            .await
            .contains("Baik sekali")
    );
}

#[tokio::test]
async fn hostile_texts_stay_texts() {
    let portal = Portal::start().await;
    let operator = portal.staff("op", &[(Role::Operator, "capil")]).await;
    write(&portal, "2026-09", "ktp", HOSTILE).await;
    let harmless = |page: &str| !page.contains("<script>alert") && !page.contains("<img src=x");
    let path = format!("/meja/komentar/{}", queue(&portal).await[0].id);
    for path in ["/meja/komentar", &path] {
        assert!(harmless(&portal.desk_page(&operator, path).await), "{path}");
    }
    press(&portal, &operator, "tindakan=terbitkan").await;
    release(&portal, "2026-09").await;
    let reply = path.replace("komentar", "tanggapan");
    let form: String = form_urlencoded::Serializer::new("versi=0".to_owned())
        .append_pair("tanggapan", HOSTILE)
        .finish();
    assert_eq!(portal.post_as(&operator, &reply, &form).await.status(), 303);
    for path in ["/layanan/ktp/komentar", "/layanan/ktp", "/unit/capil"] {
        let page = portal.page(path).await;
        assert!(
            page.contains("&lt;script&gt;alert") && harmless(&page),
            "{path}"
        );
    }
    assert!(harmless(&portal.desk_page(&operator, &reply).await));
    let auditor = portal.staff("pemeriksa", &[(Role::Auditor, "kota")]).await;
    let original = portal
        .post_as(&auditor, &format!("{path}/asli"), "alasan=uji")
        .await;
    assert!(harmless(&original.text().await.expect("a text")));
}

async fn public_comments_go_on_after_a_page(database: Database) {
    let portal = Portal::start_on(database).await;
    let moderator = portal.staff("mod", &[(Role::Moderator, "kota")]).await;
    for _ in 0..26 {
        write(&portal, "2026-09", "ktp", "Baik sekali").await;
    }
    for _ in 0..26 {
        press(&portal, &moderator, "tindakan=terbitkan").await;
    }
    release(&portal, "2026-09").await;
    let first = portal.page("/layanan/ktp/komentar").await;
    assert_eq!(first.matches("Baik sekali").count(), 25);
    let filter = ReleasedFilter::of(vec![slug("ktp")]);
    let all = portal
        .store
        .released_comments(&filter, 100)
        .await
        .expect("reads");
    let place = all[24].place();
    assert!(first.contains(&format!("sesudah={place}")), "{place}");
    let rest = portal
        .page(&format!("/layanan/ktp/komentar?sesudah={place}"))
        .await;
    assert_eq!(rest.matches("Baik sekali").count(), 1);
    // A list goes on only after what it told, and not after what anybody may make up.
    let invented = format!("2026-09.{}", uuid::Uuid::new_v4());
    let moved = format!("2026-08.{}", place.id);
    for unknown in ["x", &invented, &moved] {
        let path = format!("/layanan/ktp/komentar?sesudah={unknown}");
        assert_eq!(portal.get(&path).await.status(), 404, "{unknown}");
    }
}
