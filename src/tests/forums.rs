//! Dialogue forums as moderators and everybody else meet them.

use axum::http::Method;
use domain::access::Role;
use reqwest::StatusCode;

use crate::desk::{Staff, cookie_named, location};
use crate::portal::{Portal, TODAY};
use crate::roster::{encoded, hidden};

/// What a moderator types to announce a forum on the day of these tests.
pub const ANNOUNCED: &str = "judul=Antrean+KTP-el&tanggal=2026-10-12&mulai=09:00&selesai=11:00&tempat=Aula\
    &acara=10+Pembukaan%0D%0ADiskusi&layanan=ktp&rilis=";

/// A moderator of `capil`.
pub async fn moderator(portal: &Portal) -> Staff {
    portal
        .staff("moderator", &[(Role::Moderator, "capil")])
        .await
}

/// Announces a forum and answers where the desk keeps it.
pub async fn announce(portal: &Portal, staff: &Staff, form: &str) -> String {
    let made = portal
        .post_as(staff, "/meja/forum/baru?unit=capil", form)
        .await;
    assert_eq!(made.status(), StatusCode::SEE_OTHER);
    let path = location(&made).split('?').next().unwrap_or_default();
    path.to_owned()
}

/// Where everybody finds a forum, by the link on its page at the desk.
pub async fn public_path(portal: &Portal, staff: &Staff, path: &str) -> String {
    let page = portal.desk_page(staff, path).await;
    let link = page.split("href=\"/forum/").nth(1).expect("a link");
    let code = link.split(['"', '/']).next().expect("a code");
    format!("/forum/{code}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forum_is_announced_and_found_by_everybody() {
    let portal = Portal::start().await;
    let staff = moderator(&portal).await;
    let empty = portal.page("/forum").await;
    assert!(empty.contains("Belum ada forum yang diumumkan"));
    let site = portal.publication.current().site.clone();
    let path = announce(&portal, &staff, ANNOUNCED).await;
    let public = public_path(&portal, &staff, &path).await;
    let list = portal.page("/forum").await;
    assert!(list.contains(&public) && list.contains("Antrean KTP-el"));
    assert!(portal.page("/unit/capil").await.contains(&public));
    let page = portal.page(&public).await;
    for told in [
        "Aula",
        "Pembukaan",
        "10 menit",
        "/layanan/ktp",
        "Akan datang",
    ] {
        assert!(page.contains(told), "{told}");
    }
    let now = portal.publication.current().site.clone();
    assert!(
        std::sync::Arc::ptr_eq(&site, &now),
        "the rest is not read again"
    );
    let calendar = portal.page(&format!("{public}/acara.ics")).await;
    assert!(calendar.contains("DTSTART:20261012T020000Z"));
    let sheet = portal.page(&format!("{public}/lembar")).await;
    assert!(sheet.contains("class=\"qr\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_leads_in_however_it_is_typed() {
    let portal = Portal::start().await;
    let staff = moderator(&portal).await;
    let path = announce(&portal, &staff, ANNOUNCED).await;
    let public = public_path(&portal, &staff, &path).await;
    let typed = public
        .replace("/forum/", "")
        .to_lowercase()
        .replace('-', "+");
    let found = portal.get(&format!("/forum?kode={typed}")).await;
    assert_eq!(location(&found), public);
    let unknown = portal.get("/forum?kode=salah").await;
    assert_eq!(unknown.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        portal.get("/forum/333333").await.status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forum_runs_between_two_acts() {
    let portal = Portal::start().await;
    let staff = moderator(&portal).await;
    let path = announce(&portal, &staff, ANNOUNCED).await;
    let public = public_path(&portal, &staff, &path).await;
    for (act, state) in [("buka", "Berlangsung"), ("tutup", "Sudah diadakan")] {
        let done = portal.post_as(&staff, &format!("{path}/{act}"), "").await;
        assert_eq!(done.status(), StatusCode::SEE_OTHER);
        assert!(portal.page(&public).await.contains(state), "{act}");
        assert!(portal.page("/forum").await.contains(state), "{act}");
    }
    assert_eq!(TODAY, "2026-10-12");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_moderators_do_not_overwrite_each_other() {
    let portal = Portal::start().await;
    let staff = moderator(&portal).await;
    let path = announce(&portal, &staff, ANNOUNCED).await;
    let change = format!("{path}/ubah");
    let first = portal
        .post_as(&staff, &change, &format!("{ANNOUNCED}&versi=1"))
        .await;
    assert_eq!(first.status(), StatusCode::SEE_OTHER);
    let other = format!("{}&versi=1", ANNOUNCED.replace("Aula", "Gedung"));
    let second = portal.post_as(&staff, &change, &other).await;
    assert_eq!(second.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = second.text().await.expect("a text");
    assert!(page.contains("Aula") && page.contains("Gedung"));
    let again = portal
        .post_as(&staff, &change, &other.replace("versi=1", "versi=2"))
        .await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER);
    let history = portal.desk_page(&staff, &format!("{path}/riwayat")).await;
    assert!(history.contains("Gedung"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_runs_the_forum_of_another_unit() {
    let portal = Portal::start().await;
    let staff = moderator(&portal).await;
    let path = announce(&portal, &staff, ANNOUNCED).await;
    let operator = portal.staff("op", &[(Role::Operator, "capil")]).await;
    let refused = portal.get_as(&operator, &path).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let refused = portal.post_as(&operator, &format!("{path}/buka"), "").await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}

/// A participant, with the seat that the browser holds.
pub struct Participant {
    cookie: String,
}

impl Participant {
    /// The seat as the browser sends it.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }
}

/// Sends a point into a room; somebody new gets a seat.
pub async fn say(
    portal: &Portal,
    room: &str,
    who: Option<&Participant>,
    text: &str,
) -> Participant {
    let cookie = who.map_or("", |who| who.cookie.as_str());
    let page = portal.send(Method::GET, room, cookie, "").await;
    let page = page.text().await.expect("a text");
    let form = encoded(&[
        ("formulir", &hidden(&page, "formulir")),
        ("unsur", "pengguna"),
        ("usulan", text),
    ]);
    let sent = portal
        .send(Method::POST, &format!("{room}/usulan"), cookie, &form)
        .await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER, "{text}");
    assert_eq!(location(&sent), room);
    Participant {
        cookie: cookie_named(&sent, "kursi").expect("a seat"),
    }
}

pub async fn seen(portal: &Portal, room: &str, who: &Participant) -> String {
    let page = portal.send(Method::GET, room, &who.cookie, "").await;
    page.text().await.expect("a text")
}

/// A forum that runs, with its moderator, its page at the desk and its room.
pub async fn opened(portal: &Portal) -> (Staff, String, String) {
    let staff = moderator(portal).await;
    let path = announce(portal, &staff, ANNOUNCED).await;
    let room = public_path(portal, &staff, &path).await;
    let done = portal.post_as(&staff, &format!("{path}/buka"), "").await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    (staff, path, room)
}

/// Presses a button beside the first point on the console that has one of a value.
pub async fn press(portal: &Portal, staff: &Staff, path: &str, action: &str) {
    let page = portal.desk_page(staff, path).await;
    let mut forms = page
        .split("<form")
        .filter(|form| form.contains(&format!("value=\"{action}\"")));
    let form = forms.next().expect("such a button");
    let target = form
        .split("action=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let body = format!("versi={}&tindakan={action}", hidden(form, "versi"));
    let done = portal
        .post_as(staff, target.expect("an address"), &body)
        .await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER, "{action}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_point_waits_for_the_moderator_and_is_then_everybodys() {
    let portal = Portal::start().await;
    let (staff, path, room) = opened(&portal).await;
    let site = portal.publication.current().site.clone();
    portal.page("/").await;
    let author = say(&portal, &room, None, "Antrean <b>lama</b>").await;
    let own = seen(&portal, &room, &author).await;
    assert!(own.contains("Antrean &lt;b&gt;lama") && own.contains("Menunggu"));
    assert!(!portal.page(&room).await.contains("Antrean &lt;b&gt;"));
    press(&portal, &staff, &path, "terbitkan").await;
    assert!(portal.page(&room).await.contains("Antrean &lt;b&gt;lama"));
    // Somebody else supports it, twice, from one seat.
    let other = say(&portal, &room, None, "Loket kurang").await;
    for _ in 0..2 {
        let page = seen(&portal, &room, &other).await;
        let form = format!("formulir={}&nomor=1", hidden(&page, "formulir"));
        let done = portal
            .send(
                Method::POST,
                &format!("{room}/dukung"),
                &other.cookie,
                &form,
            )
            .await;
        assert_eq!(done.status(), StatusCode::SEE_OTHER);
    }
    let page = seen(&portal, &room, &other).await;
    assert!(page.contains("1 pendukung") && page.contains("Anda mendukung ini"));
    press(&portal, &staff, &path, "tolak:penghinaan").await;
    let counts = "2 diterima = 1 terbit + 1 ditolak + 0 digabung + 0 menunggu";
    assert!(portal.page(&room).await.contains(counts));
    let log = portal.page(&format!("{room}/catatan.csv")).await;
    assert!(log.contains("2,peserta,ditolak,penghinaan") && !log.contains("Loket kurang"));
    let now = portal.publication.current().site.clone();
    assert!(std::sync::Arc::ptr_eq(&site, &now), "nothing is read again");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_author_follows_the_own_point_and_takes_the_seat_along() {
    let portal = Portal::start().await;
    let (staff, path, room) = opened(&portal).await;
    let author = say(&portal, &room, None, "Antrean lama").await;
    let page = seen(&portal, &room, &author).await;
    let link = page
        .split(&format!("href=\"{room}/usulan/"))
        .nth(1)
        .expect("a link");
    let link = format!("{room}/usulan/{}", link.split('"').next().expect("an id"));
    assert!(
        portal
            .page(&link)
            .await
            .contains("Moderator belum memutuskan")
    );
    press(&portal, &staff, &path, "terbitkan").await;
    let added = portal
        .post_as(&staff, &format!("{path}/kelompok"), "nama=Antrean")
        .await;
    assert_eq!(added.status(), StatusCode::SEE_OTHER);
    let console = portal.desk_page(&staff, &path).await;
    let group = console.split("value=\"kelompok:").nth(1).expect("a button");
    let group = group.split('"').next().expect("an id").to_owned();
    press(&portal, &staff, &path, &format!("kelompok:{group}")).await;
    let followed = portal.page(&link).await;
    assert!(followed.contains("Usulan terbit") && followed.contains("“Antrean”"));
    // On another device, by the own link.
    let seat = page
        .split(&format!("{room}/kursi/"))
        .nth(1)
        .expect("the own link");
    let seat = seat.split('<').next().expect("a seat");
    let taken = portal.get(&format!("{room}/kursi/{seat}")).await;
    let cookie = cookie_named(&taken, "kursi").expect("a seat");
    let there = seen(&portal, &room, &Participant { cookie }).await;
    assert!(there.contains("Usulan Anda"));
    let stranger = format!("{room}/kursi/{}", uuid::Uuid::from_u128(7).simple());
    assert_eq!(portal.get(&stranger).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_kept_comes_back_with_what_was_typed() {
    let portal = Portal::start().await;
    let (_, _, room) = opened(&portal).await;
    let long = "x".repeat(501);
    for text in ["", "a\0b", "a\u{202e}b", "\u{200b}", long.as_str()] {
        let page = portal.page(&room).await;
        let form = encoded(&[("formulir", &hidden(&page, "formulir")), ("usulan", text)]);
        let sent = portal.post(&format!("{room}/usulan"), &form).await;
        assert_eq!(sent.status(), StatusCode::UNPROCESSABLE_ENTITY, "{text:?}");
        let page = sent.text().await.expect("a text");
        assert!(page.contains("href=\"#usulan\""), "{text:?}");
    }
    let counts = "0 diterima = 0 terbit + 0 ditolak + 0 digabung + 0 menunggu";
    assert!(portal.page(&room).await.contains(counts));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_heard_is_saved_with_enter_and_nothing_more() {
    let portal = Portal::start().await;
    let (staff, path, room) = opened(&portal).await;
    let console = portal.desk_page(&staff, &path).await;
    let form = format!(
        "formulir={}&usulan=Loket+kurang",
        hidden(&console, "formulir")
    );
    for _ in 0..2 {
        let kept = portal
            .post_as(&staff, &format!("{path}/usulan"), &form)
            .await;
        assert_eq!(kept.status(), StatusCode::SEE_OTHER);
    }
    let page = portal.page(&room).await;
    assert!(page.contains("dicatat moderator"));
    assert!(
        page.contains("1 diterima = 1 terbit"),
        "sent twice, kept once"
    );
    let empty = portal
        .post_as(
            &staff,
            &format!("{path}/usulan"),
            &form.replace("Loket+kurang", ""),
        )
        .await;
    assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_once_a_forum_is_over() {
    let portal = Portal::start().await;
    let (staff, path, room) = opened(&portal).await;
    let page = portal.page(&room).await;
    let form = format!("formulir={}&usulan=Terlambat", hidden(&page, "formulir"));
    let done = portal.post_as(&staff, &format!("{path}/tutup"), "").await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    let late = portal.post(&format!("{room}/usulan"), &form).await;
    assert_eq!(late.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.text()
            .await
            .expect("a text")
            .contains("Forum sudah selesai")
    );
}

/// What the next ring of a bell says; the heartbeat between them says nothing.
async fn ring(bell: &mut reqwest::Response) -> u64 {
    loop {
        let chunk = bell.chunk().await.expect("the line stands");
        let chunk = chunk.expect("the stream goes on");
        let text = String::from_utf8_lossy(&chunk).into_owned();
        let data = text
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix("data: "));
        if let Some(data) = data {
            return data.parse().expect("a version and nothing else");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bell_tells_a_version_and_the_region_what_changed() {
    let portal = Portal::start().await;
    let (staff, path, room) = opened(&portal).await;
    let mut bell = portal.get(&format!("{room}/bel")).await;
    assert_eq!(bell.headers()["content-type"], "text/event-stream");
    assert_eq!(bell.headers()["x-accel-buffering"], "no");
    let first = ring(&mut bell).await;
    say(&portal, &room, None, "Antrean lama").await;
    press(&portal, &staff, &path, "terbitkan").await;
    let second = ring(&mut bell).await;
    assert!(second > first);
    let region = portal.page(&format!("{room}/ruang?v={second}")).await;
    assert!(region.contains("Antrean lama") && !region.contains("<html"));
    let screen = portal.page(&format!("{room}/layar")).await;
    assert!(screen.contains("Antrean lama") && screen.contains("http-equiv=\"refresh\""));
    portal.state.bells.close();
    assert!(bell.chunk().await.expect("the line stands").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_live_pages_may_run_the_script() {
    let portal = Portal::start().await;
    let (staff, path, room) = opened(&portal).await;
    let policy = |response: &reqwest::Response| {
        let policy = response.headers()["content-security-policy"].to_str();
        policy.expect("a text").contains("script-src 'self'")
    };
    for live in [room.clone(), format!("{room}/layar")] {
        let page = portal.get(&live).await;
        assert!(policy(&page), "{live}");
        let page = page.text().await.expect("a text");
        let script = page.split("<script src=\"").nth(1).expect("the script");
        let script = portal
            .get(script.split('"').next().expect("an address"))
            .await;
        assert_eq!(
            script.headers()["content-type"],
            "text/javascript; charset=utf-8"
        );
    }
    for other in ["/", "/forum", "/unit/capil", &format!("{room}/catatan")] {
        let page = portal.get(other).await;
        assert!(!policy(&page), "{other}");
        assert!(
            !page.text().await.expect("a text").contains("<script"),
            "{other}"
        );
    }
    let done = portal.post_as(&staff, &format!("{path}/tutup"), "").await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    assert!(!policy(&portal.get(&room).await), "over is over");
}
