//! How many invented ratings a service has in a month.
//! It must not know what is answered in them.

use domain::period::Month;
use domain::register::{Register, Service, UnitKind};

use super::stories::{self, Plot};
use crate::chance::Chance;

/// Ratings in an ordinary month, by the beginning of the service's slug; services of the same kind at several units share
/// it. Those at health centres, districts and villages are scaled by the size of their unit.
const ORDINARY: &[(&str, u64)] = &[
    ("ktp-el", 720),
    ("kartu-keluarga", 490),
    ("perubahan-kk", 310),
    ("akta-kelahiran", 280),
    ("surat-pindah", 125),
    ("akta-kematian", 70),
    ("rawat-jalan", 650),
    ("pendaftaran-rawat-jalan", 420),
    ("laboratorium", 180),
    ("pendaftaran-pasien", 105),
    ("periksa-umum", 52),
    ("imunisasi", 30),
    ("periksa-hamil", 22),
    ("surat-sehat", 22),
    ("pengantar-skck", 17),
    ("sktm", 15),
    ("domisili-usaha", 12),
    ("pengantar-nikah", 5),
    ("ahli-waris", 24),
    ("dispensasi-nikah", 9),
    ("rekomendasi-keramaian", 13),
    ("legalisasi-ijazah", 60),
    ("mutasi-siswa", 26),
    ("izin-paud", 4),
    ("krk", 22),
    ("jalan-rusak", 36),
    ("sewa-alat-berat", 5),
    ("bantuan-personel", 18),
    ("trantibum", 46),
    ("pengamanan-acara", 20),
    ("pemadaman-kebakaran", 24),
    ("penyelamatan", 34),
    ("inspeksi-proteksi-kebakaran", 16),
    ("dtsen", 90),
    ("pbi-jk", 105),
    ("keterangan-dtks", 70),
    ("sip", 60),
    ("slhs", 26),
    ("izin-usaha", 80),
    ("nib", 120),
    ("pbg", 42),
    ("reklame", 32),
    ("tera", 38),
    ("pedagang-pasar", 55),
    ("halal-ikm", 14),
    ("tiket-wisata", 125),
    ("izin-jam-gadang", 15),
    ("pemandu-wisata", 5),
    ("klinik-hewan", 85),
    ("keterangan-kesehatan-hewan", 18),
    ("bantuan-benih", 16),
    ("angkut-sampah", 70),
    ("sppl", 24),
    ("tebang-pohon", 20),
    ("kartu-anggota", 62),
    ("pinjam-buku", 105),
    ("kunjungan-perpustakaan", 48),
    ("informasi-publik", 8),
    ("pengaduan-sp4n", 40),
    ("video-konferensi", 6),
    ("uji-kir", 130),
    ("rekomendasi-parkir", 14),
    ("lampu-jalan", 44),
    ("ak-1", 95),
    ("pendampingan-umkm", 40),
    ("mediasi-hubungan-industrial", 5),
    ("pengaduan-kekerasan", 6),
    ("layanan-kb", 48),
    ("konseling-keluarga", 12),
    ("sppt-pbb", 135),
    ("bphtb", 46),
    ("keberatan-pbb", 18),
];

/// Ratings in an ordinary month of a service that the table does not name.
const UNNAMED: u64 = 20;

/// How busy the calendar months are, January first, in thousandths of an ordinary month.
const CALENDAR: [u64; 12] = [
    1060, 980, 960, 900, 1000, 1020, 1080, 1010, 1000, 1030, 990, 900,
];

/// In how many months the portal becomes known.
const INTRODUCTION: i32 = 6;

/// The expected number of a service's ratings in a month, in thousandths.
pub fn monthly(register: &Register, service: &Service, month_number: i32, month: Month) -> u64 {
    let season = CALENDAR
        .iter()
        .zip(1..)
        .find(|(_, number)| *number == month.number())
        .map_or(1000, |(busy, _)| *busy);
    // From 76 % in the first month to everything, and then a little more every month.
    let known = match u64::try_from(month_number).unwrap_or(0) {
        number if month_number < INTRODUCTION => 760 + 40 * number,
        number => 970 + 5 * number,
    };
    let mut chance = Chance::of(&[
        service.slug.as_str().as_bytes(),
        b"volume",
        &month_number.to_le_bytes(),
    ]);
    let weather = 900 + chance.below(200);
    stories::plots(service)
        .map(|plot| told(plot, month_number, month))
        .chain([size(register, service), season, known, weather])
        .fold(ordinary(service) * 1000, |mean, per_mille| {
            mean * per_mille / 1000
        })
}

fn ordinary(service: &Service) -> u64 {
    let named = |beginning: &str| {
        service
            .slug
            .as_str()
            .strip_prefix(beginning)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    ORDINARY
        .iter()
        .find(|(beginning, _)| named(beginning))
        .map_or(UNNAMED, |(_, ratings)| *ratings)
}

/// What a story makes of the number of ratings, in thousandths.
fn told(plot: Plot, month_number: i32, month: Month) -> u64 {
    match plot {
        Plot::Silent {
            months: (first, last),
        } if (first..=last).contains(&month_number) => 0,
        Plot::Swells {
            calendar,
            per_mille,
            ..
        } if calendar.contains(&month.number()) => per_mille,
        _ => 1000,
    }
}

/// The size of the unit among those of its kind, in thousandths. Villages with two counters are large.
fn size(register: &Register, service: &Service) -> u64 {
    let mut chance = Chance::of(&[service.unit.as_str().as_bytes(), b"size"]);
    let counters = register.counters_of(&service.unit).count();
    match register.unit(&service.unit).map(|unit| unit.kind) {
        Some(UnitKind::Village) if counters > 1 => 1500 + chance.below(500),
        Some(UnitKind::Village) => 450 + chance.below(700),
        Some(UnitKind::HealthCentre | UnitKind::District) => 750 + chance.below(600),
        _ => 1000,
    }
}
