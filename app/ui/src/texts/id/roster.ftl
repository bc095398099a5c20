# CSV
csv-heading = Berkas CSV
csv-export = Unduh sebagai CSV
csv-file = Berkas CSV
csv-preview = Periksa berkas
csv-preview-lead = { $count ->
    [0] Belum ada yang disimpan.
   *[other] Belum ada yang disimpan. Periksa { $count } perubahan berikut, lalu simpan.
}
csv-no-change = Berkas ini sama dengan yang sudah tersimpan; tidak ada yang perlu disimpan.
csv-moved = Data berubah sejak Anda memeriksa. Yang tampil di bawah adalah keadaan sekarang.
csv-apply = Simpan perubahan ini
csv-back = Kembali tanpa menyimpan
csv-before = Sekarang
csv-after = Menjadi
error-file-missing = Pilih sebuah berkas CSV yang tidak kosong
error-file-too-large = Berkas terlalu besar; paling banyak 500 kB. Pastikan berkas ini hanya berisi tabel yang diminta
error-file-unreadable = Berkas tidak dipakai dan tidak ada yang disimpan. Perbaiki sel-sel yang tercantum di atas isian berkas, lalu coba lagi

# Perubahan bersamaan
conflict-yours = Isian Anda

# Kalender
calendar-title = Kalender hari kerja
calendar-of-year = Kalender hari kerja { $year }
calendar-lead = Tenggat dalam hari kerja dan ketepatan waktu layanan dihitung dengan kalender ini. Sabtu dan Minggu selalu libur.
calendar-source = Sebagian besar hari libur dan cuti bersama berpindah tanggal. Masukkan semuanya dari Surat Keputusan Bersama (SKB) tiga menteri yang terbit setiap tahun.
calendar-year-empty = Belum ada hari libur untuk tahun { $year }. Selama kosong, hari libur pada tahun itu dihitung sebagai hari kerja.
calendar-working-days = { $count } hari kerja dalam tahun ini.
calendar-years = Tahun lain
calendar-empty = Belum ada hari libur. Tambahkan satu per satu atau dari berkas CSV.
calendar-add = Tambah hari libur
calendar-add-button = Tambah
calendar-day = Tanggal
calendar-weekday = Hari
calendar-name = Nama hari libur
calendar-remove = Hapus
calendar-remove-day = Hapus { $day }
calendar-csv-hint = Kolom: tanggal, nama. Hari libur di berkas ditambahkan atau diberi nama baru; tidak ada yang dihapus.
calendar-preview = Perubahan kalender
error-holiday-day = Pilih tanggal antara tahun 2000 dan 2099
error-holiday-taken = Tanggal ini sudah menjadi hari libur. Hapus dahulu bila namanya salah

# Petugas
officers-title = Petugas
officers-lead = Mereka yang melayani di loket. Nama petugas hanya tampil di meja kerja, tidak pernah di halaman publik.
officers-empty = Tidak ada petugas di sini. Ubah saringan atau tambahkan petugas.
officers-name-part = Bagian dari nama
officers-every-unit = Semua unit
officers-today = Hanya yang bertugas hari ini
officers-back = Kembali ke daftar petugas
officers-csv-hint = Kolom: id, nama, nip, unit, berlaku_mulai, berlaku_sampai, akun. Baris tanpa id menambah petugas; tidak ada yang dihapus.
officers-csv-taken = Sebuah NIP atau akun di berkas sudah dipakai petugas lain. Bila berpindah dari petugas lain di berkas ini, kosongkan dahulu pada petugas itu, lalu simpan.
officers-preview = Perubahan dari berkas petugas
officer = Petugas
officer-add = Tambah petugas
officer-change = Ubah petugas
officer-unit = Unit
officer-unit-hint = Unit tempat petugas bekerja. Ia dapat dijadwalkan di loket unit lain.
officer-nip = NIP
officer-nip-hint = 18 angka. Hanya tampil lengkap di halaman ini; di daftar hanya tiga angka terakhir.
officer-service = Masa tugas
officer-from = Mulai bertugas
officer-until = Terakhir bertugas
officer-until-hint = Isi bila petugas pindah atau berhenti. Petugas tidak dihapus, karena jadwal lama tetap menyebutnya.
officer-account = Akun
officer-account-hint = Akun dengan peran petugas pelayanan. Satu akun hanya untuk satu petugas.
officer-account-linked = Ada
officer-account-none = Tanpa akun
error-nip = NIP terdiri atas 18 angka dan diawali tanggal lahir
error-officer-taken = NIP atau akun ini sudah milik petugas lain
error-officer-unit = Pilih unit
error-officer-account = Pilih akun dari daftar
error-officer-conflict = Orang lain menyimpan petugas ini; isian Anda belum disimpan

# Jadwal
roster-title = Jadwal petugas
roster-lead = Siapa melayani di loket mana, per paruh hari. Pekan ini mulai { $week }.
roster-counters = Loket
roster-this-week = Pekan ini
roster-next-week = Pekan depan
roster-filled = { $filled } dari { $of } paruh hari terisi
roster-unit-name = Nama unit
roster-no-units = Unit Anda belum memiliki loket. Daftarkan loket lebih dahulu; jadwal disusun per loket.
roster-no-such-unit = Tidak ada unit berloket dengan nama itu. Ubah atau hapus saringan.
roster-of-unit = Jadwal { $unit }
roster-week = { $from } sampai { $until }
roster-weeks = Pekan lain
roster-week-before = ← Pekan sebelumnya
roster-week-after = Pekan berikutnya →
roster-back = Semua unit
roster-copy = Isi dari pekan lalu
roster-copied = Isian di bawah disalin dari pekan lalu dan belum disimpan. Hari libur dikosongkan. Periksa, lalu simpan.
roster-conflict-text = Orang lain menyimpan pekan ini setelah Anda membuka halamannya. Simpan lagi bila isian Anda yang benar, atau muat ulang halaman untuk membiarkan yang tersimpan.
roster-no-counters = Unit ini belum memiliki loket. Daftarkan loket lebih dahulu.
roster-no-officers = Belum ada petugas yang dapat dipilih. Tambahkan petugas lebih dahulu, atau tampilkan petugas unit lain.
roster-nobody = Tidak ada
roster-weekdays = Senin sampai Jumat
roster-weekend = Sabtu dan Minggu
roster-half-day = Paruh hari
roster-half-day-of = { $weekday } { $day }, { $half }
half-morning = pagi
half-afternoon = siang
roster-holiday = Libur: { $name }
roster-officer-at = Petugas { $number }: { $place }
roster-more = Tambah petugas: { $place }
roster-more-short = Tambah
roster-save = Simpan jadwal
roster-other-unit = Petugas unit lain
roster-other-unit-text = Bila petugas unit lain melayani di loket ini, tampilkan namanya dalam pilihan. Simpan dahulu perubahan Anda di atas.
roster-no-other-unit = Tidak ada unit lain
roster-csv-hint = Kolom: tanggal, paruh_hari, loket, petugas. Isi berkas menggantikan seluruh jadwal pekan ini; Anda melihat perubahannya lebih dahulu.
roster-preview = Perubahan jadwal
error-duty-officer = Pilih petugas dari daftar
error-duty-twice = Petugas ini tercantum dua kali di loket yang sama
error-duty-two-counters = Petugas ini sudah di loket lain pada paruh hari yang sama
error-duty-elsewhere = Petugas ini sudah di { $counter } unit lain pada paruh hari yang sama
error-duty-counter = Loket ini sudah tidak terdaftar. Muat ulang halaman
error-duty-not-in-service = Petugas ini tidak bertugas pada tanggal itu; periksa masa tugasnya
error-roster-conflict = Orang lain menyimpan pekan ini; isian Anda belum disimpan

# Jaga hari ini
duty-today-title = Berdinas hari ini: { $unit }
duty-today-lead = { $day }. Pastikan siapa yang melayani sebelum slip pertama pada paruh hari itu dibagikan. Bila ada yang bertukar, perbaiki jadwalnya dulu: penilaian dicatat untuk petugas yang ada di jadwal.
duty-today-link = Pastikan petugas hari ini
duty-today-empty = Unit ini tidak memiliki loket yang dipakai hari ini.
duty-today-morning = Pagi ini
duty-today-afternoon = Siang ini
duty-today-officers = Berdinas
duty-today-state = Dipastikan
duty-today-confirm = Pastikan { $counter }, { $half }
duty-today-confirmed = Sudah dipastikan
duty-today-nobody = Belum ada di jadwal
duty-today-correct = Perbaiki jadwal pekan ini
notice-duty-confirmed = Petugas jaga sudah dipastikan.
notice-duty-changed = Jadwal tidak lagi mencatat petugas di sana. Periksa kembali.
