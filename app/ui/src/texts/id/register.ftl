# Jenis dan daftar
record-unit = Unit
record-service = Layanan
record-counter = Loket
units-title-desk = Unit
units-lead = Susunan unit, beserta loket dan maklumat pelayanannya.
units-empty-desk = Tidak ada unit yang cocok. Hapus saringan untuk melihat semua.
services-title-desk = Layanan
services-lead = Layanan unit Anda dengan 14 komponen standar pelayanannya.
services-empty-desk = Tidak ada layanan yang cocok. Hapus saringan, atau tambahkan layanan.
list-state = Keadaan
list-every-state = Semua keadaan
list-every-kind = Semua jenis
list-every-unit = Semua unit
list-until = sampai { $day }
state-in-force = Berlaku
state-not-in-force = Tidak berlaku
files-heading = Berkas CSV
export-units = Unduh unit (CSV)
export-services = Unduh layanan (CSV)
export-counters = Unduh loket (CSV)
counters-heading = Loket
counters-empty = Unit ini belum mempunyai loket.
record-new-unit = Tambah unit
record-new-service = Tambah layanan
record-new-counter = Tambah loket
record-back = ← Kembali ke daftar
record-choose = Pilih
group-identity = Identitas
group-pledge = Maklumat pelayanan
group-public = Komponen standar untuk publik
group-internal = Komponen standar internal (tidak diterbitkan)
group-validity = Masa berlaku

# Isian
record-slug = Nama pendek dalam alamat
record-name = Nama
record-name-en = Nama dalam bahasa Inggris
record-abbreviation = Singkatan
record-aliases = Sebutan lain
record-kind = Jenis
record-parent = Unit induk
record-from = Berlaku mulai
record-until = Berlaku sampai
record-predecessors = Unit yang dilanjutkan
record-head = Pimpinan
record-pledge = Maklumat pelayanan
record-pledge-en = Maklumat dalam bahasa Inggris
record-free = Biaya bagi pemohon
record-free-yes = Gratis
record-free-no = Berbayar
record-requirements = Persyaratan
record-requirements-en = Persyaratan dalam bahasa Inggris
record-procedure = Sistem, mekanisme, dan prosedur
record-procedure-en = Prosedur dalam bahasa Inggris
record-time-least = Jangka waktu paling singkat
record-time-most = Jangka waktu yang dijanjikan
record-time-unit = Satuan jangka waktu
record-time-percent = Janji berlaku untuk (% pemohon)
time-unit-minutes = menit
time-unit-working-hours = jam kerja
time-unit-working-days = hari kerja
time-unit-days = hari
record-cost = Biaya/tarif
record-cost-en = Biaya dalam bahasa Inggris
record-product = Produk pelayanan
record-product-en = Produk dalam bahasa Inggris
record-source = Asal standar
record-former-units = Unit penyelenggara sebelumnya
record-legal-basis = Dasar hukum
record-facilities = Sarana, prasarana, dan/atau fasilitas
record-competence = Kompetensi pelaksana
record-supervision = Pengawasan internal
record-staffing = Jumlah pelaksana
record-guarantee = Jaminan pelayanan
record-safety = Jaminan keamanan dan keselamatan pelayanan
record-evaluation = Evaluasi kinerja pelaksana

# Bantuan
hint-slug = Huruf kecil, angka, dan tanda hubung, misalnya kartu-keluarga. Tidak dapat diubah setelah disimpan.
hint-aliases = Apa yang dicari orang, dipisahkan titik koma.
hint-predecessors = Nama pendek unit, beberapa dipisahkan titik koma.
hint-head = Nama dan jabatan seperti ditampilkan di halaman publik.
hint-pledge = Pernyataan kesanggupan yang ditampilkan di halaman unit dan layanannya.
hint-items = Satu butir per baris.
hint-percent = Kosongkan bila berlaku untuk semua.
hint-former-units = Nama pendek unit dan hari terakhirnya, misalnya damkar:2025-12-31; beberapa dipisahkan titik koma. Isilah bila layanan pindah unit, agar penilaian lama tetap milik unit lama.
hint-until-unit = Hari terakhir unit ini ada. Riwayat dan penilaiannya tetap tersimpan.
hint-until-service = Hari terakhir layanan ini diberikan. Riwayat dan penilaiannya tetap tersimpan.
hint-until-counter = Hari terakhir loket ini melayani. Riwayatnya tetap tersimpan.
hint-counter-name = Tidak dapat diubah setelah disimpan. Untuk mengganti nama, akhiri loket ini dan tambahkan yang baru.

# Kesalahan
expected-slug = Tulis nama pendek dengan huruf kecil, angka, dan tanda hubung tunggal, paling banyak 60 karakter; “baru” tidak dapat dipakai
expected-text = Isian ini harus diisi
expected-shorter = Tulis paling banyak { $most } karakter
expected-plain = Hapus karakter kendali dan pembalik arah tulisan yang tidak terlihat
expected-seen = Tulis teks yang terlihat
expected-unit = Pilih unit yang terdaftar
expected-units = Tulis nama pendek unit yang terdaftar, dipisahkan titik koma
expected-former-units = Tulis unit dengan hari terakhirnya seperti damkar:2025-12-31, setiap hari satu kali, dipisahkan titik koma
expected-choice = Pilih salah satu dari daftar
expected-date = Tulis tanggal seperti 2026-10-31
expected-not-before-start = Pilih tanggal yang tidak mendahului tanggal mulai
expected-number = Tulis bilangan bulat
expected-number-from-one = Tulis bilangan bulat mulai dari 1
expected-not-above-most = Tulis bilangan yang tidak melebihi waktu yang dijanjikan
expected-percent = Tulis bilangan bulat dari 1 sampai 100
expected-same-items = Tulis { $items } butir seperti dalam bahasa Indonesia; sekarang { $found }
expected-counter-name = Tulis nama loket; “baru” tidak dapat dipakai
expected-in-reach = Pilih unit dalam wewenang Anda
inconsistent-cycle = Unit tidak dapat berada di bawah dirinya sendiri
inconsistent-roots = Pilih unit induk; hanya kota yang tidak mempunyai induk
inconsistent-taken = Nama ini sudah dipakai; pilih nama lain

# Perubahan bersamaan
conflict-title = Orang lain mengubah data ini
conflict-text = Ketika Anda mengisi formulir, orang lain menyimpan perubahan. Belum ada isian Anda yang tersimpan. Pilih isian yang benar.
conflict-caption = Isian yang berbeda
conflict-save-again = Orang lain menyimpan perubahan setelah Anda membuka halaman ini. Simpan lagi bila isian Anda yang benar, atau buka ulang halaman ini untuk membiarkan yang tersimpan.
conflict-theirs = Tersimpan sekarang
conflict-mine = Isian Anda
conflict-open = Pilih isian untuk { $field }
conflict-chosen = Simpan pilihan saya
conflict-all-mine = Simpan semua isian saya
conflict-all-theirs = Biarkan yang tersimpan sekarang dan buang isian saya

# Riwayat
history-title = Riwayat perubahan
history-of = Riwayat { $name }
history-back = ← Kembali
history-empty = Belum ada perubahan yang tercatat. Riwayat dimulai dengan perubahan berikutnya.
history-added = Versi { $number }: ditambahkan
history-changed = Versi { $number }: diubah
history-kept = Versi { $number }
history-difference = { $field }: { $before } → { $after }
history-nothing = kosong
history-unknown = Tidak tercatat
history-no-time = Waktu tidak tercatat

# Impor
import-title = Impor CSV
import-lead = Berkas dengan kolom yang sama seperti unduhan. Perubahan ditampilkan dahulu; belum ada yang disimpan sampai Anda menyetujuinya.
import-file = Berkas CSV
import-file-hint = Berkas unit, layanan, atau loket, berkode UTF-8, paling besar 1 MB.
import-paste = Atau tempel isinya
import-paste-hint = Termasuk baris judul. Dipakai bila tidak ada berkas yang dipilih.
import-preview-button = Lihat perubahan
import-columns = Kolom yang dikenal
import-faults = { $count ->
    [one] Ada { $count } kesalahan dalam berkas; tidak ada yang disimpan
   *[other] Ada { $count } kesalahan dalam berkas; tidak ada yang disimpan
}
import-empty = Pilih berkas atau tempel isinya
import-too-large = Berkas terlalu besar. Bagilah menjadi beberapa berkas, masing-masing paling besar 1 MB
import-out-of-reach = Baris untuk { $key } berada di luar wewenang Anda: { $fields }
import-preview-title = Perubahan yang akan disimpan
import-preview-lead = Periksa perubahan ini. Semuanya disimpan sekaligus, atau tidak sama sekali.
import-kind = Jenis data
import-new = Baru
import-changed = Berubah
import-unchanged = Tetap
import-outdated = Data berubah sejak Anda melihat perubahan ini. Belum ada yang disimpan; periksa kembali.
import-nothing = Berkas ini tidak mengubah apa pun.
import-apply = Simpan semua perubahan
import-again = Pilih berkas lain

# Halaman publik
unit-head = Pimpinan
pledge-heading = Maklumat pelayanan
service-ended = Layanan ini diberikan sampai { $until }.
