//! Officers and duty roster at the desk: who may change what, conflicts, and files.

use domain::access::{Permit, Right, Role};
use domain::language::Bilingual;
use domain::officer::KeptOfficer;
use domain::register::{Counter, Register, Unit, UnitKind};
use domain::validity::Validity;
use reqwest::StatusCode;

use crate::desk::{Staff, location, now};
use crate::portal::{Database, HOSTILE, Portal, day, on_both_databases, register, slug};

on_both_databases!(a_week_that_somebody_else_changed_is_shown_beside_the_own);

/// The week in which the portals of the tests are.
const WEEK: &str = "2026-W42";

impl Portal {
    /// Adds an officer of a unit and gives the identifier.
    pub async fn officer(&self, name: &str, unit: &str) -> String {
        let kept = KeptOfficer {
            officer: domain::officer::Officer {
                id: uuid::Uuid::new_v4().into(),
                name: name.to_owned(),
                nip: None,
                unit: slug(unit),
                validity: Validity::default(),
                more: domain::noun::Plain::default(),
            },
            account: None,
            version: 0,
        };
        let permit = Permit::console(Right::EditRoster);
        let saved = self.store.save_officer(&permit, &kept, now()).await;
        saved.expect("saved");
        kept.officer.id.to_string()
    }

    /// Hands in a file.
    pub async fn upload_csv(&self, staff: &Staff, path: &str, file: &str) -> reqwest::Response {
        let body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"a.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n{file}\r\n--x--\r\n"
        );
        let request = self.client.post(format!("{}{path}", self.url));
        let request = request
            .header("cookie", &staff.cookie)
            .header("content-type", "multipart/form-data; boundary=x")
            .body(body);
        request.send().await.expect("an answer")
    }

    /// Everybody on duty in the unit's week, as `date half counter officer`.
    async fn duties(&self) -> Vec<String> {
        let (unit, from, until) = (slug("capil"), day("2026-10-12"), day("2026-10-18"));
        let roster = self.store.roster(&unit, from, until);
        let roster = roster.await.expect("reads");
        let in_short = |entry: &domain::roster::RosterEntry| {
            let half = entry.half.code();
            format!("{} {half} {} {}", entry.date, entry.counter, entry.officer)
        };
        roster.entries().iter().map(in_short).collect()
    }
}

/// The value of a hidden field of a page.
pub fn hidden(page: &str, name: &str) -> String {
    let field = format!("<input type=\"hidden\" name=\"{name}\" value=\"");
    let value = page.split(&field).nth(1).expect("a hidden field");
    let value = value.split('"').next().expect("a value");
    html_escape::decode_html_entities(value).into_owned()
}

pub fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

/// A city with a second department, which has a counter too.
fn two_departments() -> Register {
    let small = register("Dinas Kependudukan");
    let other = Unit {
        slug: slug("izin"),
        name: Bilingual::new("Dinas Perizinan", "Permit Department"),
        abbreviation: String::new(),
        aliases: vec![],
        kind: UnitKind::Department,
        parent: Some(slug("kota")),
        validity: Validity::default(),
        former_parents: vec![],
        predecessors: vec![],
        opening: String::new(),
        head: String::new(),
        pledge: Bilingual::new("", ""),
    };
    let counter = Counter {
        unit: slug("izin"),
        name: "Loket A".to_owned(),
        validity: Validity::default(),
    };
    Register::new(
        small.units().cloned().chain([other]).collect(),
        small.services().cloned().collect(),
        small.counters().cloned().chain([counter]).collect(),
    )
    .expect("consistent")
}

pub async fn portal_of_two() -> Portal {
    Portal::with(
        &suara_warga::limits::Allowances::default(),
        &two_departments(),
    )
    .await
}

/// Puts somebody on duty this morning.
async fn on_duty_this_morning(portal: &Portal, operator: &Staff, officer: &str) {
    let path = format!("/meja/jaga/capil?pekan={WEEK}");
    let page = portal.desk_page(operator, &path).await;
    let base = hidden(&page, "dasar");
    let fields = [
        ("dasar", base.as_str()),
        ("loket-1", "Loket 1"),
        ("jaga-2026-10-12-pagi-1-1", officer),
    ];
    let saved = portal.post_as(operator, &path, &encoded(&fields)).await;
    assert_eq!(location(&saved), format!("{path}&catatan=tersimpan"));
}

#[tokio::test]
async fn the_duty_of_today_is_confirmed_with_one_press() {
    let portal = portal_of_two().await;
    let operator = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    let ani = portal.officer(HOSTILE, "capil").await;
    let path = "/meja/jaga/capil/hari-ini";
    let press = async |counter: &str, half: &str| {
        let fields = encoded(&[("loket", counter), ("paruh", half)]);
        portal.post_as(&operator, path, &fields).await
    };
    let page = portal.desk_page(&operator, path).await;
    assert_eq!(page.matches("Belum ada di jadwal").count(), 2);
    let nobody = press("Loket 1", "pagi").await;
    assert_eq!(location(&nobody), format!("{path}?catatan=jaga-berubah"));

    on_duty_this_morning(&portal, &operator, &ani).await;
    let page = portal.desk_page(&operator, path).await;
    assert!(page.contains("Pastikan Loket 1, pagi") && !page.contains("Pastikan Loket 1, siang"));
    assert!(!page.contains("<script>alert"));
    let confirmed = press("Loket 1", "pagi").await;
    assert_eq!(
        location(&confirmed),
        format!("{path}?catatan=jaga-dipastikan")
    );
    let page = portal.desk_page(&operator, path).await;
    assert!(page.contains("Sudah dipastikan") && !page.contains("Pastikan Loket 1"));
    let history = format!("/meja/jaga/capil/riwayat?pekan={WEEK}");
    let history = portal.desk_page(&operator, &history).await;
    assert!(history.contains("Senin 12, pagi, Loket 1"));

    for (counter, half) in [("Loket A", "pagi"), ("", "pagi"), ("Loket 1", "malam")] {
        assert_eq!(press(counter, half).await.status(), 400, "{counter} {half}");
    }
    let elsewhere = "/meja/jaga/izin/hari-ini";
    assert_eq!(portal.get_as(&operator, elsewhere).await.status(), 403);
    let pressed = portal
        .post_as(&operator, elsewhere, "loket=Loket+A&paruh=pagi")
        .await;
    assert_eq!(pressed.status(), 403);
}

#[tokio::test]
async fn slips_of_a_half_day_say_when_they_are_handed_out() {
    let portal = portal_of_two().await;
    let operator = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    let ani = portal.officer("Ani", "capil").await;
    on_duty_this_morning(&portal, &operator, &ani).await;
    let new = "/meja/undangan/baru?layanan=ktp";
    let page = portal.desk_page(&operator, new).await;
    let token = hidden(&page, "formulir");
    let fields = encoded(&[
        ("formulir", &token),
        ("loket", "Loket 1"),
        ("paruh", "pagi"),
        ("jumlah", "12"),
        ("berlaku_sampai", "2026-10-31"),
    ]);
    let sheet = portal.post_as(&operator, new, &fields).await;
    assert_eq!(sheet.status(), 200);
    let sheet = sheet.text().await.expect("a text");
    assert_eq!(sheet.matches("Loket 1 · 12 Oktober 2026, pagi").count(), 12);
}

#[tokio::test]
async fn a_week_is_filled_in_and_comes_back_in_its_grid() {
    let portal = portal_of_two().await;
    let operator = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    let (ani, budi) = (
        portal.officer("Ani", "capil").await,
        portal.officer(HOSTILE, "capil").await,
    );
    let path = format!("/meja/jaga/capil?pekan={WEEK}");
    let page = portal.desk_page(&operator, &path).await;
    assert!(!page.contains("<script>alert"));
    let base = hidden(&page, "dasar");
    let fields = [
        ("dasar", base.as_str()),
        ("loket-1", "Loket 1"),
        ("jaga-2026-10-12-pagi-1-1", &ani),
        ("jaga-2026-10-12-pagi-1-2", &budi),
        ("jaga-2026-10-17-siang-1-1", &ani),
    ];
    let saved = portal.post_as(&operator, &path, &encoded(&fields)).await;
    assert_eq!(location(&saved), format!("{path}&catatan=tersimpan"));
    let mut expected = [
        format!("2026-10-12 pagi Loket 1 {ani}"),
        format!("2026-10-12 pagi Loket 1 {budi}"),
        format!("2026-10-17 siang Loket 1 {ani}"),
    ];
    expected.sort();
    assert_eq!(portal.duties().await, expected);
    let page = portal.desk_page(&operator, &path).await;
    assert!(
        page.contains("<details open"),
        "a weekend that is used is shown"
    );
    for value in [&ani, &budi] {
        assert!(page.contains(&format!("<option value=\"{value}\" selected")));
    }
    let history = format!("/meja/jaga/capil/riwayat?pekan={WEEK}");
    let history = portal.desk_page(&operator, &history).await;
    assert!(history.contains("Sabtu 17, siang, Loket 1: Tidak ada → Ani"));
    assert!(!history.contains("<script>alert"));
    let elsewhere = format!("/meja/jaga/izin/riwayat?pekan={WEEK}");
    assert_eq!(portal.get_as(&operator, &elsewhere).await.status(), 403);
    let overview = portal.desk_page(&operator, "/meja/jaga").await;
    assert!(overview.contains("1 dari 10 paruh hari terisi"));
    assert!(!overview.contains("/meja/jaga/izin"));

    let next = portal
        .desk_page(&operator, "/meja/jaga/capil?pekan=2026-W43&salin=ya")
        .await;
    assert!(next.contains("belum disimpan") && next.contains("selected"));
    for (name, status) in [("izin", 403), ("tidak-ada", 404)] {
        let path = format!("/meja/jaga/{name}?pekan={WEEK}");
        assert_eq!(portal.get_as(&operator, &path).await.status(), status);
        let form = encoded(&fields);
        assert_eq!(
            portal.post_as(&operator, &path, &form).await.status(),
            status
        );
    }
}

async fn a_week_that_somebody_else_changed_is_shown_beside_the_own(database: Database) {
    let portal = Portal::start_on(database).await;
    let operator = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    let (ani, citra) = (
        portal.officer("Ani", "capil").await,
        portal.officer("Citra", "capil").await,
    );
    let path = format!("/meja/jaga/capil?pekan={WEEK}");
    let base = hidden(&portal.desk_page(&operator, &path).await, "dasar");
    let form = |base: &str, fields: &[(&str, &str)]| {
        encoded(&[&[("dasar", base), ("loket-1", "Loket 1")], fields].concat())
    };
    let first = form(&base, &[("jaga-2026-10-12-pagi-1-1", &ani)]);
    assert_eq!(portal.post_as(&operator, &path, &first).await.status(), 303);

    let mine = [("jaga-2026-10-12-pagi-1-1", citra.as_str())];
    let conflict = portal.post_as(&operator, &path, &form(&base, &mine)).await;
    assert_eq!(conflict.status(), 422);
    let conflict = conflict.text().await.expect("a text");
    let compared = conflict.split("side-by-side").nth(1).expect("a comparison");
    assert!(compared.contains("Ani") && compared.contains("Citra"));
    assert_eq!(
        portal.duties().await,
        [format!("2026-10-12 pagi Loket 1 {ani}")]
    );

    let base = hidden(&conflict, "dasar");
    let twice = [mine[0], ("jaga-2026-10-12-pagi-1-2", &citra)];
    let refused = portal.post_as(&operator, &path, &form(&base, &twice)).await;
    assert_eq!(refused.status(), 422);
    let refused = refused.text().await.expect("a text");
    assert!(refused.contains("href=\"#jaga-2026-10-12-pagi-1-2\"") && refused.contains("dua kali"));
    let saved = portal.post_as(&operator, &path, &form(&base, &mine)).await;
    assert_eq!(saved.status(), 303);
    assert_eq!(
        portal.duties().await,
        [format!("2026-10-12 pagi Loket 1 {citra}")]
    );
}

#[tokio::test]
async fn a_roster_file_is_previewed_and_kept_as_a_whole() {
    let portal = portal_of_two().await;
    let operator = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    let ani = portal.officer("Ani", "capil").await;
    let citra = portal.officer("Citra, S.H.", "capil").await;
    let import = format!("/meja/jaga/capil/impor?pekan={WEEK}");
    let header = "tanggal,paruh_hari,loket,petugas\r\n";
    let bad = format!("{header}2026-10-12,pagi,Loket 1,Ani\r\n2026-10-12,pagi,Loket 1,Ani\r\n");
    for (language, cell) in [
        ("", "baris 3, kolom petugas"),
        ("/en", "row 3, column petugas"),
    ] {
        let path = format!("{language}{import}");
        let refused = portal.upload_csv(&operator, &path, &bad).await;
        assert_eq!(refused.status(), 422);
        assert!(
            refused.text().await.expect("a text").contains(cell),
            "{cell}"
        );
    }

    let file = format!(
        "{header}2026-10-12,pagi,Loket 1,Ani\r\n2026-10-13,siang,Loket 1,\"Citra, S.H.\"\r\n"
    );
    let preview = portal.upload_csv(&operator, &import, &file).await;
    assert_eq!(preview.status(), 200);
    let preview = preview.text().await.expect("a text");
    assert!(preview.contains("2 perubahan") && preview.contains("Senin 12, pagi, Loket 1"));
    assert!(portal.duties().await.is_empty(), "a preview keeps nothing");

    let (base, content) = (hidden(&preview, "dasar"), hidden(&preview, "isi"));
    let form = encoded(&[("dasar", &base), ("isi", &content)]);
    let apply = format!("/meja/jaga/capil/impor/simpan?pekan={WEEK}");
    let kept = portal.post_as(&operator, &apply, &form).await;
    assert_eq!(kept.status(), StatusCode::SEE_OTHER);
    let duties = [
        format!("2026-10-12 pagi Loket 1 {ani}"),
        format!("2026-10-13 siang Loket 1 {citra}"),
    ];
    assert_eq!(portal.duties().await, duties);
    let export = format!("/meja/jaga/capil/berkas?pekan={WEEK}");
    assert_eq!(portal.desk_page(&operator, &export).await, file);

    let shorter = file.lines().take(2).collect::<Vec<_>>().join("\n");
    let stale = encoded(&[("dasar", &base), ("isi", &shorter)]);
    let shown_again = portal.post_as(&operator, &apply, &stale).await;
    assert_eq!(
        shown_again.status(),
        422,
        "the preview against what is kept now"
    );
    assert_eq!(portal.duties().await, duties);
    let elsewhere = portal
        .upload_csv(&operator, "/meja/jaga/izin/impor", &file)
        .await;
    assert_eq!(elsewhere.status(), 403);
}

#[tokio::test]
async fn an_officer_of_another_unit_can_serve_at_the_counter() {
    let portal = portal_of_two().await;
    let operator = portal.staff("budi", &[(Role::Operator, "capil")]).await;
    let guest = portal.officer("Tamu Contoh", "izin").await;
    let path = format!("/meja/jaga/capil?pekan={WEEK}");
    assert!(
        !portal
            .desk_page(&operator, &path)
            .await
            .contains("Tamu Contoh")
    );
    let with_guests = format!("{path}&dari=izin");
    let page = portal.desk_page(&operator, &with_guests).await;
    assert!(page.contains("Tamu Contoh"));
    let form = encoded(&[
        ("dasar", &hidden(&page, "dasar")),
        ("loket-1", "Loket 1"),
        ("jaga-2026-10-12-pagi-1-1", &guest),
    ]);
    assert_eq!(
        portal
            .post_as(&operator, &with_guests, &form)
            .await
            .status(),
        303
    );
    assert!(
        portal
            .desk_page(&operator, &path)
            .await
            .contains("Tamu Contoh")
    );

    let public = portal.page("/unit/capil").await;
    assert!(!public.contains("Tamu Contoh"), "names are for the desk");
}
