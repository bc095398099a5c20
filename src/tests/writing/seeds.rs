//! A portal in which every kind of record has one, so that every page has something to show.
//! It must not know what is tried on those pages.

use axum::http::Method;
use domain::access::Role;
use suara_warga::limits::{Allowance, Allowances};

use crate::desk::{Staff, cookie_named};
use crate::forums::ANNOUNCED;
use crate::minutes::Held;
use crate::portal::{Database, Portal, rate, register};
use crate::roster::hidden;

const INDICATOR: &str = "unit=capil&nama_pendek=akta&nama=Cakupan+akta&definisi=Definisi&satuan=%25&arah=naik\
    &frekuensi=bulan&sumber=data+contoh&penanggung_jawab=Kepala+bidang";

const COMMITMENT: &str = "formulir=00000000000000000000000000000001&unit=capil&janji=Membuka+loket&tenggat=2026-12-31\
    &penanggung_jawab=Kepala+bidang";

pub async fn portal(database: Database) -> Portal {
    Portal::with_on(database, &allowances(), &register("Dinas")).await
}

/// As many as the walk needs.
fn allowances() -> Allowances {
    let usual = Allowances::default();
    let many = |usual: Allowance| Allowance {
        burst: 1_000_000.try_into().expect("more than none"),
        ..usual
    };
    Allowances {
        ratings_per_client: many(usual.ratings_per_client),
        ratings_per_code: many(usual.ratings_per_code),
        look_ups_per_client: many(usual.look_ups_per_client),
        visits_per_key: many(usual.visits_per_key),
        points_per_client: many(usual.points_per_client),
        points_per_room: many(usual.points_per_room),
        acts_per_seat: many(usual.acts_per_seat),
        verdicts_per_client: many(usual.verdicts_per_client),
        ..usual
    }
}

/// Somebody with every role, in a portal in which every kind of record has one.
pub async fn somebody(portal: &Portal) -> Staff {
    let every: Vec<_> = Role::ALL.iter().map(|role| (*role, "kota")).collect();
    let staff = portal.staff("semua", &every).await;
    portal.publish("2026-08", "ktp", 12).await;
    rate(&portal.store, "2026-09", "ktp", 12).await;
    portal.officer("Petugas", "capil").await;
    for (path, form) in [
        ("/meja/indikator/baru", INDICATOR),
        ("/meja/komitmen/baru", COMMITMENT),
        ("/meja/kalender", "tanggal=2026-08-17&nama=Proklamasi"),
        ("/meja/kunci", "nama=Antrean&unit=capil&lingkup=kunjungan"),
        ("/meja/forum/baru?unit=capil", ANNOUNCED),
    ] {
        let made = portal.post_as(&staff, path, form).await;
        assert!(made.status().as_u16() < 400, "{path}: {}", made.status());
    }
    staff
}

/// A point that somebody sent to the first forum, with the page that tells what becomes of it.
pub async fn a_point(portal: &Portal, staff: &Staff) -> String {
    let list = portal.page("/forum").await;
    let link = list.split("href=\"/forum/").nth(1).expect("a forum");
    let room = format!("/forum/{}", link.split('"').next().expect("a code"));
    let page = portal.get_as(staff, &room).await;
    let page = page.text().await.expect("a text");
    let form = format!("formulir={}&usulan=Antrean+lama", hidden(&page, "formulir"));
    let sent = portal
        .post_as(staff, &format!("{room}/usulan"), &form)
        .await;
    let cookie = cookie_named(&sent, "kursi").expect("a seat");
    let page = portal.send(Method::GET, &room, &cookie, "").await;
    let page = page.text().await.expect("a text");
    let link = page
        .split(&format!("href=\"{room}/usulan/"))
        .nth(1)
        .expect("a link");
    format!("{room}/usulan/{}", link.split('"').next().expect("an id"))
}

/// The last forum at the desk, with a group in it.
pub async fn a_forum_with_a_group(portal: &Portal, staff: &Staff) -> String {
    let list = portal.desk_page(staff, "/meja/forum").await;
    let mut links = list.split("href=\"/meja/forum/").skip(1);
    let id = links.find_map(|link| link.split('"').next()?.parse::<uuid::Uuid>().ok());
    let forum = format!("/meja/forum/{}", id.expect("a forum"));
    let groups = format!("{forum}/kelompok");
    portal.post_as(staff, &groups, "nama=Antrean").await;
    forum
}

/// Pages of a forum that was held: with published minutes and an addendum, an amendment that waits, and an addendum that does.
pub async fn held_forum(portal: &Portal, staff: &Staff) -> Vec<String> {
    let held = Held::by(portal, staff.clone()).await;
    held.publish(portal).await;
    for number in 1..4 {
        held.ask(portal, "Jam buka belum tertulis").await;
        if number < 3 {
            held.answer(portal, number).await;
        }
        if number == 1 {
            held.publish(portal).await;
        }
    }
    let waiting = held.propose(portal).await;
    vec![
        waiting,
        held.amendment(3),
        held.desk,
        format!("{}/berita-acara", held.room),
        format!("{}/adendum/1", held.room),
        format!("{}/berita-acara/catatan.csv", held.room),
    ]
}

/// The room that the page of a point belongs to.
pub fn room_of(point: &str) -> &str {
    point.split("/usulan/").next().unwrap_or_default()
}
