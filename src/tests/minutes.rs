//! The minutes of a forum from the draft to the addendum, as its moderator, the head of its unit and everybody else meet them.

use axum::http::Method;
use domain::access::Role;
use domain::digest::Digest;
use reqwest::{Response, StatusCode};

use crate::desk::{Staff, location};
use crate::forums::{ANNOUNCED, Participant, announce, opened, press, public_path, say, seen};
use crate::portal::Portal;
use crate::roster::{encoded, hidden};

/// A forum that was held, with whoever sat there, its moderator and the head of its unit.
pub struct Held {
    /// Who leads it.
    pub moderator: Staff,
    /// Who confirms its minutes.
    pub head: Staff,
    /// Where it is for everybody.
    pub room: String,
    /// Where its minutes are at the desk.
    pub desk: String,
    author: Participant,
}

impl Held {
    /// One that was held today.
    async fn today(portal: &Portal) -> Self {
        let (moderator, path, room) = opened(portal).await;
        let author = say(portal, &room, None, "Antrean lama").await;
        press(portal, &moderator, &path, "terbitkan").await;
        Self::close(portal, moderator, path, room, author).await
    }

    /// One that somebody with every role announces and holds.
    pub async fn by(portal: &Portal, moderator: Staff) -> Self {
        let path = announce(portal, &moderator, ANNOUNCED).await;
        let room = public_path(portal, &moderator, &path).await;
        portal
            .post_as(&moderator, &format!("{path}/buka"), "")
            .await;
        let author = say(portal, &room, None, "Antrean lama").await;
        Self::close(portal, moderator, path, room, author).await
    }

    async fn close(
        portal: &Portal,
        moderator: Staff,
        path: String,
        room: String,
        author: Participant,
    ) -> Self {
        let closed = format!("{path}/tutup");
        portal.post_as(&moderator, &closed, "").await;
        let head = portal.staff("kepala", &[(Role::Head, "capil")]).await;
        Self {
            moderator,
            head,
            room,
            desk: format!("{path}/berita-acara"),
            author,
        }
    }

    /// Proposes what comes next, and answers where the head decides about it.
    pub async fn propose(&self, portal: &Portal) -> String {
        let proposed = portal.post_as(&self.moderator, &self.desk, "").await;
        assert_eq!(proposed.status(), StatusCode::SEE_OTHER);
        let list = portal.desk_page(&self.head, "/meja/berita-acara").await;
        let link = list.split("href=\"/meja/berita-acara/").nth(1);
        let id = link.and_then(|link| link.split('"').next());
        format!("/meja/berita-acara/{}", id.expect("it waits"))
    }

    /// Publishes what comes next.
    pub async fn publish(&self, portal: &Portal) {
        let path = self.propose(portal).await;
        let confirmed = portal
            .post_as(&self.head, &format!("{path}/setuju"), "")
            .await;
        assert_eq!(confirmed.status(), StatusCode::SEE_OTHER);
    }

    /// Asks for an amendment with the seat of whoever sat there.
    pub async fn ask(&self, portal: &Portal, text: &str) -> Response {
        let page = seen(portal, &self.room, &self.author).await;
        let form = encoded(&[
            ("formulir", &hidden(&page, "formulir")),
            ("perubahan", text),
        ]);
        let path = format!("{}/perubahan", self.room);
        portal
            .send(Method::POST, &path, self.author.cookie(), &form)
            .await
    }

    /// Where an amendment is answered.
    pub fn amendment(&self, number: u32) -> String {
        let forum = self.desk.trim_end_matches("/berita-acara");
        format!("{forum}/perubahan/{number}")
    }

    /// Answers an amendment for the first time.
    pub async fn answer(&self, portal: &Portal, number: u32) -> Response {
        let answer = "versi=1&jawaban=diterima&tanggapan=Kami+tambahkan";
        let path = self.amendment(number);
        portal.post_as(&self.moderator, &path, answer).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn minutes_are_a_draft_until_the_head_confirms_them_and_frozen_since() {
    let portal = Portal::start().await;
    let held = Held::today(&portal).await;
    let minutes = format!("{}/berita-acara", held.room);
    let draft = portal.page(&minutes).await;
    assert!(draft.contains("RANCANGAN"));
    let page = portal.page(&held.room).await;
    assert!(page.contains("Rancangan berita acara") && !page.contains("SHA-256"));
    let desk = portal.desk_page(&held.moderator, &held.desk).await;
    for gap in ["1 usulan yang terbit belum", "Yang hadir belum dihitung"] {
        assert!(desk.contains(gap), "{gap}");
    }
    let decision = held.propose(&portal).await;
    assert!(portal.page(&minutes).await.contains("RANCANGAN"));
    let home = portal.desk_page(&held.head, "/meja").await;
    assert!(home.contains("menunggu pengesahan Anda"));
    let document = format!("{decision}/naskah");
    let read = portal.desk_page(&held.head, &document).await;
    let confirmed = portal
        .post_as(&held.head, &format!("{decision}/setuju"), "")
        .await;
    assert_eq!(confirmed.status(), StatusCode::SEE_OTHER);
    // What is written down later changes the log of the forum, and neither the minutes nor theirs.
    let path = held.desk.trim_end_matches("/berita-acara");
    let console = portal.desk_page(&held.moderator, path).await;
    let heard = encoded(&[
        ("formulir", &hidden(&console, "formulir")),
        ("usulan", "Terlambat dicatat"),
    ]);
    portal
        .post_as(&held.moderator, &format!("{path}/usulan"), &heard)
        .await;
    let published = portal.page(&minutes).await;
    assert_eq!(published, read, "what the head read is what is published");
    assert!(!published.contains("RANCANGAN"));
    let page = portal.page(&held.room).await;
    assert!(page.contains(&Digest::of(published.as_bytes()).to_string()));
    let log = portal.page(&format!("{minutes}/catatan.csv")).await;
    let digest = Digest::of(log.as_bytes());
    assert!(published.contains(&format!("berita-acara/catatan.csv, SHA-256 {digest}")));
    let home = portal.desk_page(&held.head, "/meja").await;
    assert!(!home.contains("menunggu pengesahan Anda"));
}

#[tokio::test(flavor = "multi_thread")]
async fn minutes_sent_back_tell_why_and_others_do_not_decide() {
    let portal = Portal::start().await;
    let held = Held::today(&portal).await;
    let decision = held.propose(&portal).await;
    let back = format!("{decision}/kembali");
    let silent = portal.post_as(&held.head, &back, "alasan=").await;
    assert_eq!(silent.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let hidden_text = portal.post_as(&held.head, &back, "alasan=a%00b").await;
    assert_eq!(hidden_text.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let other = portal.staff("lain", &[(Role::Operator, "kota")]).await;
    for path in [&decision, &format!("{decision}/naskah")] {
        let refused = portal.get_as(&other, path).await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN, "{path}");
    }
    for act in ["setuju", "kembali"] {
        let path = format!("{decision}/{act}");
        let refused = portal.post_as(&other, &path, "alasan=Tidak").await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN, "{act}");
        let refused = portal.post_as(&held.moderator, &path, "alasan=Tidak").await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN, "{act}");
    }
    let sent = portal.post_as(&held.head, &back, "alasan=Jumlah+keliru");
    assert_eq!(sent.await.status(), StatusCode::SEE_OTHER);
    let desk = portal.desk_page(&held.moderator, &held.desk).await;
    assert!(desk.contains("Jumlah keliru") && desk.contains("Dikembalikan"));
    let late = portal
        .post_as(&held.head, &format!("{decision}/setuju"), "")
        .await;
    assert_eq!(late.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = late.text().await.expect("a text");
    assert!(page.contains("sudah diputuskan"));
    // The moderator takes the next one back alone.
    held.propose(&portal).await;
    let take = format!("{}/tarik", held.desk);
    let desk = portal.desk_page(&held.moderator, &held.desk).await;
    let taken = format!("alasan=Salah+tekan&berita={}", hidden(&desk, "berita"));
    for _ in 0..2 {
        let back = portal.post_as(&held.moderator, &take, &taken).await;
        assert_eq!(back.status(), StatusCode::SEE_OTHER, "{}", location(&back));
    }
    let list = portal.desk_page(&held.head, "/meja/berita-acara").await;
    assert!(list.contains("Tidak ada yang menunggu Anda"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_confirms_the_own_proposal_with_both_roles() {
    let portal = Portal::start().await;
    let roles = [(Role::Moderator, "capil"), (Role::Head, "capil")];
    let both = portal.staff("keduanya", &roles).await;
    let held = Held::by(&portal, both).await;
    let decision = held.propose(&portal).await;
    let page = portal.desk_page(&held.moderator, &decision).await;
    assert!(page.contains("orang lain harus mengesahkannya"));
    let confirm = format!("{decision}/setuju");
    let refused = portal.post_as(&held.moderator, &confirm, "").await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(portal.page(&held.room).await.contains("Rancangan"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sat_there_asks_for_an_amendment_and_reads_the_answer_in_an_addendum() {
    let portal = Portal::start().await;
    let held = Held::today(&portal).await;
    held.publish(&portal).await;
    for wrong in ["", "a\0b", &"x".repeat(501)] {
        let refused = held.ask(&portal, wrong).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let hostile = "<script>alert(1)</script>";
    let asked = held.ask(&portal, hostile).await;
    assert_eq!(asked.status(), StatusCode::SEE_OTHER);
    let own = seen(&portal, &held.room, &held.author).await;
    assert!(own.contains("Menunggu jawaban") && own.contains("&lt;script"));
    let everybody = portal.page(&held.room).await;
    assert!(!everybody.contains("alert(1)"), "nobody else reads it yet");
    assert!(everybody.contains("22 Oktober 2026"), "the last day");
    let token = hidden(&everybody, "formulir");
    let stranger = format!("formulir={token}&perubahan=Saya+tidak+hadir");
    let path = format!("{}/perubahan", held.room);
    let refused = portal.post(&path, &stranger).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.expect("a text");
    assert!(page.contains("Saya tidak hadir"), "nothing typed is lost");

    let home = portal.desk_page(&held.moderator, "/meja").await;
    assert!(home.contains(&format!("href=\"{}\"", held.desk)));
    let empty = portal
        .post_as(
            &held.moderator,
            &held.amendment(1),
            "versi=1&jawaban=diterima&tanggapan=",
        )
        .await;
    assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let answered = held.answer(&portal, 1).await;
    assert_eq!(answered.status(), StatusCode::SEE_OTHER);
    // Whoever was slower and forgot the words does not overwrite by filling them in.
    let forgot = portal
        .post_as(
            &held.moderator,
            &held.amendment(1),
            "versi=1&jawaban=diterima&tanggapan=",
        )
        .await;
    let forgot = forgot.text().await.expect("a text");
    assert_eq!(hidden(&forgot, "versi"), "1");
    let stale = held.answer(&portal, 1).await;
    assert_eq!(stale.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let beyond = held.answer(&portal, u32::MAX).await;
    assert_eq!(beyond.status(), StatusCode::NOT_FOUND);
    let own = seen(&portal, &held.room, &held.author).await;
    assert!(
        !own.contains("Kami tambahkan"),
        "the head has not confirmed it"
    );
    held.publish(&portal).await;
    let addendum = portal.page(&format!("{}/adendum/1", held.room)).await;
    for told in [
        "Adendum 1",
        "&lt;script&gt;",
        "Kami tambahkan",
        "<strong>Diterima.</strong>",
    ] {
        assert!(addendum.contains(told), "{told}");
    }
    let minutes = portal.page(&format!("{}/berita-acara", held.room)).await;
    assert!(addendum.contains(&Digest::of(minutes.as_bytes()).to_string()));
    let page = portal.page(&held.room).await;
    assert!(page.contains(&Digest::of(addendum.as_bytes()).to_string()));
    let fixed = portal.desk_page(&held.moderator, &held.amendment(1)).await;
    assert!(fixed.contains("tidak dapat diubah lagi"));
    let own = seen(&portal, &held.room, &held.author).await;
    assert!(own.contains("Kami tambahkan") && own.contains("di Adendum 1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_are_not_published_stand_in_no_addendum() {
    let portal = Portal::start().await;
    let held = Held::today(&portal).await;
    held.publish(&portal).await;
    held.ask(&portal, "Petugas itu bodoh").await;
    let hiding = format!("{}/tahan", held.amendment(1));
    let unknown = portal.post_as(&held.moderator, &hiding, "versi=1&tahan=bosan");
    assert_eq!(unknown.await.status(), StatusCode::BAD_REQUEST);
    let withheld = portal.post_as(&held.moderator, &hiding, "versi=1&tahan=penghinaan");
    assert_eq!(
        location(&withheld.await).split('?').next(),
        Some(held.desk.as_str())
    );
    held.publish(&portal).await;
    let addendum = portal.page(&format!("{}/adendum/1", held.room)).await;
    assert!(!addendum.contains("bodoh") && addendum.contains("Menghina"));
    let own = seen(&portal, &held.room, &held.author).await;
    assert!(own.contains("Kata-katanya tidak diterbitkan: Menghina"));
    for path in ["adendum/0", "adendum/2", "adendum/x"] {
        let none = portal.get(&format!("{}/{path}", held.room)).await;
        assert!(none.status().is_client_error(), "{path}");
    }
}
