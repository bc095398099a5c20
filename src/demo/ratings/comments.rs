//! What the invented people write: sentences without names, numbers or anything that leads to a person.
//! It must not know who writes them.

use domain::instrument::Element;
use domain::rating::{Answers, Comment};

use super::opinion::Mood;
use crate::chance::Chance;

/// What somebody may write about an element: praise, a suggestion and a complaint.
struct Sentences {
    element: Element,
    praise: &'static [&'static str],
    suggestion: &'static [&'static str],
    complaint: &'static [&'static str],
}

const SENTENCES: [Sentences; 9] = [
    Sentences {
        element: Element::Requirements,
        praise: &[
            "Syaratnya jelas dan tidak berbelit-belit, terima kasih.",
            "Berkas yang diminta sesuai dengan yang tertulis di papan informasi.",
        ],
        suggestion: &[
            "Mohon daftar persyaratan juga ditempel di pintu masuk.",
            "Sebaiknya contoh pengisian formulir disediakan di meja.",
        ],
        complaint: &[
            "Saya harus pulang lagi karena syaratnya berbeda dari yang diumumkan.",
            "Fotokopi yang diminta terlalu banyak.",
            "Mohon syarat dijelaskan dari awal agar warga tidak bolak-balik.",
        ],
    },
    Sentences {
        element: Element::Procedure,
        praise: &[
            "Alurnya mudah diikuti, cukup satu loket saja.",
            "Prosedurnya sederhana dan petugas menjelaskan setiap langkah.",
        ],
        suggestion: &[
            "Alur pelayanan sebaiknya dipasang dengan tulisan yang lebih besar.",
            "Akan lebih baik kalau pendaftaran bisa dilakukan dari rumah.",
            "Mohon ada petugas penunjuk arah untuk orang tua.",
        ],
        complaint: &[
            "Prosedurnya membingungkan, saya berpindah loket sampai tiga kali.",
            "Tidak jelas harus mulai dari meja yang mana.",
        ],
    },
    Sentences {
        element: Element::Time,
        praise: &[
            "Cepat sekali, tidak sampai setengah jam sudah selesai.",
            "Selesai sesuai waktu yang dijanjikan.",
            "Antreannya singkat, semoga dipertahankan.",
        ],
        suggestion: &[
            "Mohon nomor antrean ditampilkan di layar.",
            "Kalau bisa loket tetap dibuka pada jam istirahat.",
            "Loket sebaiknya ditambah pada hari Senin karena sangat ramai.",
        ],
        complaint: &[
            "Menunggunya terlalu lama, mohon diperbaiki.",
            "Dijanjikan selesai hari itu, tetapi baru selesai beberapa hari kemudian.",
            "Antre sejak pagi, baru dilayani menjelang siang.",
        ],
    },
    Sentences {
        element: Element::Cost,
        praise: &[
            "Tidak ada pungutan sama sekali, terima kasih.",
            "Biayanya sesuai dengan yang tertulis.",
        ],
        suggestion: &[
            "Mohon keterangan biaya dipasang di dekat loket.",
            "Sebaiknya bisa membayar secara nontunai.",
        ],
        complaint: &[
            "Biayanya terasa berat bagi kami, mohon ada keringanan.",
            "Rincian biaya tidak dijelaskan di awal.",
        ],
    },
    Sentences {
        element: Element::Product,
        praise: &[
            "Hasilnya sesuai dan tidak ada yang salah.",
            "Dokumen yang saya terima lengkap dan rapi.",
        ],
        suggestion: &[
            "Akan membantu kalau hasilnya juga dikirim dalam bentuk digital.",
            "Mohon data diperiksa bersama warga sebelum dicetak.",
        ],
        complaint: &[
            "Ada kesalahan tulis sehingga saya harus datang lagi.",
            "Hasilnya belum sesuai dengan yang dijanjikan.",
        ],
    },
    Sentences {
        element: Element::Competence,
        praise: &[
            "Petugasnya paham dan bisa menjawab semua pertanyaan saya.",
            "Penjelasan petugas mudah dimengerti.",
            "Petugas bekerja dengan teliti.",
        ],
        suggestion: &[
            "Petugas baru sebaiknya didampingi dulu.",
            "Mohon penjelasan antarpetugas disamakan.",
        ],
        complaint: &[
            "Petugas kurang menguasai aturannya sehingga jawabannya berubah-ubah.",
            "Pertanyaan saya belum terjawab sampai pulang.",
        ],
    },
    Sentences {
        element: Element::Behaviour,
        praise: &[
            "Petugasnya ramah dan sabar, terima kasih banyak.",
            "Dilayani dengan sopan sejak masuk sampai selesai.",
            "Orang tua saya dibantu dengan penuh perhatian.",
            "Senang sekali, petugas menyapa dengan senyum.",
        ],
        suggestion: &[
            "Mohon petugas menyapa lebih dulu kepada warga yang datang.",
            "Sebaiknya petugas tidak memakai telepon genggam saat melayani.",
        ],
        complaint: &[
            "Petugas menjawab dengan ketus, mohon lebih ramah.",
            "Saya merasa kurang dihargai waktu bertanya.",
            "Mohon petugas lebih sopan kepada orang tua.",
        ],
    },
    Sentences {
        element: Element::Complaints,
        praise: &[
            "Keluhan saya langsung ditanggapi dengan baik.",
            "Masukan saya bulan lalu ternyata sudah dijalankan.",
        ],
        suggestion: &[
            "Mohon kotak saran dan nomor pengaduan dipasang di tempat yang terlihat.",
            "Sebaiknya ada kabar tentang tindak lanjut pengaduan.",
        ],
        complaint: &[
            "Pengaduan saya belum ada jawaban sampai sekarang.",
            "Tidak tahu harus mengadu ke mana.",
        ],
    },
    Sentences {
        element: Element::Facilities,
        praise: &[
            "Ruang tunggunya bersih dan sejuk.",
            "Tempatnya nyaman, ada ruang bermain untuk anak.",
        ],
        suggestion: &[
            "Mohon kursi di ruang tunggu ditambah.",
            "Sebaiknya ada jalur landai untuk kursi roda.",
            "Tempat parkir perlu diperluas.",
            "Mohon disediakan air minum di ruang tunggu.",
        ],
        complaint: &[
            "Toiletnya kotor dan airnya tidak mengalir.",
            "Ruang tunggu sempit dan panas.",
        ],
    },
];

/// Now and then somebody writes something, the discontented more often than the others. For a free service nobody
/// complains about the price.
pub(super) fn comment(
    chance: &mut Chance,
    answers: &Answers,
    mood: Mood,
    free: bool,
) -> Option<Comment> {
    if !chance.happens(if mood < -0.8 { 70 } else { 32 }) {
        return None;
    }
    let place = chance.below(SENTENCES.len() as u64);
    let sentences = SENTENCES.get(usize::try_from(place).ok()?)?;
    let fitting = match answers.score(sentences.element)?.value() {
        4 => sentences.praise,
        3 => sentences.suggestion,
        _ => sentences.complaint,
    };
    let nothing_to_pay = free && sentences.element == Element::Cost;
    let text = chance.pick(if nothing_to_pay {
        &sentences.praise[..1]
    } else {
        fitting
    })?;
    Comment::parse(text).ok().flatten()
}
