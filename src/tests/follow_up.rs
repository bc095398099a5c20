//! A unit's year of dialogue and follow-up, as evaluators read it: what it counts, and what it says where nothing is.

use chrono::{Days, NaiveDate};
use domain::access::{Permit, Right};
use domain::commitment::{Aim, Commitment, Evidence, Number, Step};
use domain::instrument::Element;
use domain::language::Bilingual;
use domain::moment::Moment;
use domain::period::Month;
use domain::seal::{DEFAULT_K, TwoPeople};
use store::{FormToken, NewCommitment};
use suara_warga::limits::Allowances;

use crate::forums::{ANNOUNCED, announce, moderator, public_path};
use crate::portal::{Database, Portal, TODAY, day, on, on_both_databases, rate, slug};
use crate::visits::city_with_another_unit;

on_both_databases!(
    a_year_without_anything_says_so,
    the_forums_of_a_year_are_counted_by_kind_of_community,
    a_plan_is_measured_from_the_release_to_its_last_report,
    years_begin_with_the_first_forum_or_commitment
);

const PAGE: &str = "/unit/capil/tindak-lanjut";

/// What whoever has the command line may do with commitments.
fn keeping() -> Permit {
    Permit::console(Right::KeepCommitments)
}

fn element() -> Aim {
    Aim::Element {
        service: Some(slug("ktp")),
        element: Element::Time,
    }
}

/// So many days before the one that the portal shows.
fn ago(days: u64) -> NaiveDate {
    day(TODAY) - Days::new(days)
}

impl Portal {
    /// Makes a commitment of `capil` on a day.
    async fn promise(&self, text: &str, aim: impl Into<Option<Aim>>, made_on: NaiveDate) -> Number {
        let new = NewCommitment {
            token: FormToken::random(),
            commitment: Commitment {
                unit: slug("capil"),
                text: Bilingual::new(text, text),
                post: Bilingual::new("Kepala bidang", ""),
                due: day("2026-12-31"),
                aim: aim.into(),
            },
            made_on,
            group: None,
        };
        let made = self.store.make_commitment(&keeping(), &new, 0).await;
        self.publication.refresh().await.expect("reads");
        made.expect("made")
    }

    /// Reports it done on a day.
    async fn report_done(&self, number: Number, day: NaiveDate) {
        let step = Step::Reported(Evidence {
            text: "Sudah".to_owned(),
            link: None,
        });
        let (permit, on) = (keeping(), on(day));
        let taken = self.store.take_step(&permit, number, 0, step, on).await;
        taken.expect("reported");
        self.publication.refresh().await.expect("reads");
    }

    /// Seals a month so many days ago.
    async fn seal_ago(&self, month: &str, days: u64) {
        rate(&self.store, month, "ktp", 12).await;
        let people = TwoPeople::new("Ani", "Budi").expect("two people");
        let month: Month = month.parse().expect("a month");
        let moment = on(ago(days));
        let passed = i64::try_from(days).expect("few") * 24 * 3600;
        let moment = Moment {
            now: moment.now - passed,
            ..moment
        };
        let sealed = self.store.seal(month, DEFAULT_K, &people, moment).await;
        sealed.expect("sealed");
        self.publication.refresh().await.expect("reads");
    }

    /// Expects a page to tell each of some things.
    async fn tells(&self, path: &str, told: &[&str]) {
        let page = self.page(path).await;
        for told in told {
            assert!(page.contains(told), "{path}: {told}");
        }
    }
}

async fn a_year_without_anything_says_so(database: Database) {
    let portal = Portal::start_on(database).await;
    let empty = [
        "Tidak ada Forum Konsultasi Publik",
        "Tidak ada komitmen yang dibuat",
        "Tidak ada yang dihitung, karena",
    ];
    portal.tells(PAGE, &empty).await;
    portal.tells(&format!("{PAGE}?tahun=2026"), &empty).await;
    let english = ["No public consultation forum", "nothing to measure"];
    portal.tells(&format!("/en{PAGE}"), &english).await;
    for nowhere in ["2025", "2027", "x", "2026-10", "02026", "-1"] {
        let answer = portal.get(&format!("{PAGE}?tahun={nowhere}")).await;
        assert_eq!(answer.status(), 404, "{nowhere}");
    }
    let unknown = portal.get("/unit/tidak-ada/tindak-lanjut").await;
    assert_eq!(unknown.status(), 404);
    let unit = portal.page("/unit/capil").await;
    assert!(!unit.contains(PAGE), "nothing leads to nothing");
}

async fn the_forums_of_a_year_are_counted_by_kind_of_community(database: Database) {
    let register = city_with_another_unit();
    let portal = Portal::with_on(database, &Allowances::default(), &register).await;
    let staff = moderator(&portal).await;
    let desk = announce(&portal, &staff, ANNOUNCED).await;
    let public = public_path(&portal, &staff, &desk).await;
    let coming = portal.page(PAGE).await;
    assert!(!coming.contains(&public), "it was not opened");
    let opened = portal.post_as(&staff, &format!("{desk}/buka"), "").await;
    assert_eq!(opened.status(), 303);
    let uncounted = [&*public, "Belum dihitung", "belum dihitung di forum mana"];
    portal.tells(PAGE, &uncounted).await;
    let people = "versi=0&pengguna=21&ahli=0&media=2";
    let form = format!("{desk}/kehadiran");
    let counted = portal.post_as(&staff, &form, people).await;
    assert_eq!(counted.status(), 303);
    let told = [
        "2 dari lima unsur masyarakat ikut berdialog",
        "Ikut: Pengguna layanan; Media massa",
        "Tidak ikut: Ahli, praktisi, atau akademisi; ",
        "Pengguna layanan: 21",
    ];
    portal.tells(PAGE, &told).await;
    // The city counts what the units below it held, and names them.
    portal.tells("/unit/kota/tindak-lanjut", &told).await;
    let other = portal.page("/unit/lain/tindak-lanjut").await;
    assert!(!other.contains(&public));
    portal.tells("/unit/capil", &[PAGE]).await;
}

async fn a_plan_is_measured_from_the_release_to_its_last_report(database: Database) {
    let portal = Portal::start_on(database).await;
    portal.seal_ago("2026-07", 70).await;
    portal.seal_ago("2026-08", 40).await;
    let first = portal.promise("Loket kedua", element(), ago(30)).await;
    portal.promise("Papan nama", None, ago(20)).await;
    let second = portal.promise("Layanan Sabtu", element(), ago(5)).await;
    portal
        .tells(PAGE, &["0 dari 2 komitmen", "kurang dari 30%"])
        .await;
    portal.report_done(first, ago(10)).await;
    let half = [
        "1 dari 2 komitmen dilaporkan selesai: 50,00%",
        "Jenjang: 30–80%",
        "Belum utuh: sejauh ini 1 dari 2",
        "2 September 2026",
        "2 Oktober 2026",
        "/layanan/ktp?periode=2026-08",
        "Komitmen lain dari tahun itu",
        "Papan nama",
    ];
    portal.tells(PAGE, &half).await;
    portal.report_done(second, day(TODAY)).await;
    let whole = [
        "2 dari 2 komitmen dilaporkan selesai: 100,00%",
        "Jenjang: 100%",
        "2 bulan dari rilis sampai laporan yang terakhir",
        "Pada skala: 4 (sampai 3 bulan)",
    ];
    for path in [PAGE, "/unit/kota/tindak-lanjut"] {
        portal.tells(path, &whole).await;
    }
    portal.tells("/komitmen?unit=capil", &[PAGE]).await;
}

async fn years_begin_with_the_first_forum_or_commitment(database: Database) {
    let register = city_with_another_unit();
    let portal = Portal::with_on(database, &Allowances::default(), &register).await;
    portal
        .promise("Janji lama", element(), day("2024-12-30"))
        .await;
    for (path, status) in [
        ("/unit/capil/tindak-lanjut?tahun=2024", 200),
        ("/unit/capil/tindak-lanjut?tahun=2025", 200),
        ("/unit/kota/tindak-lanjut?tahun=2024", 200),
        ("/unit/capil/tindak-lanjut?tahun=2023", 404),
        ("/unit/capil/tindak-lanjut?tahun=2027", 404),
        ("/unit/lain/tindak-lanjut?tahun=2024", 404),
    ] {
        assert_eq!(portal.get(path).await.status(), status, "{path}");
    }
    let before = portal.page(&format!("{PAGE}?tahun=2024")).await;
    assert!(before.contains("Janji lama") && before.contains("Belum ada rilis"));
    let now = portal.page(PAGE).await;
    assert!(!now.contains("Janji lama") && now.contains("value=\"2024\""));
}
