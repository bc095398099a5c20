# Indikator
indicators-title = Indikator kinerja
indicators-lead = Target dan realisasi indikator kinerja utama (IKU). Yang sudah disahkan kepala unit terbit bersama segel bulanan.
indicators-empty = Tidak ada indikator yang cocok. Hapus saringan, pilih bulan lain, atau tambahkan indikator.
indicator-new = Tambah indikator
indicator-change = Ubah indikator
indicator-name = Indikator
indicator-unit = Unit
indicator-period = Periode
indicator-month = Bulan
indicator-target = Target
indicator-realisation = Realisasi
indicator-achievement = Capaian
indicator-progress = Keadaan
indicator-every-unit = Semua unit saya
indicator-every-progress = Semua keadaan
indicator-none = belum diisi
indicator-no-target = belum ditetapkan
indicator-slug = Nama pendek
indicator-slug-hint = Huruf kecil, angka, dan tanda hubung, misalnya cakupan-akta. Dipakai dalam alamat dan berkas, dan tidak dapat diubah lagi.
indicator-definition = Definisi dan rumus
indicator-measure = Satuan
indicator-source = Sumber data
indicator-owner = Penanggung jawab (jabatan, bukan nama orang)
indicator-direction = Capaian yang baik
indicator-frequency = Dilaporkan setiap
indicator-frequency-hint = Tidak dapat diubah lagi setelah ada target atau realisasi.
indicator-from = Berlaku mulai
indicator-until = Berlaku sampai
indicator-until-hint = Kosongkan bila masih berlaku.
indicator-valid = Masa berlaku
indicator-periods = Target dan realisasi per periode
indicator-no-periods = Belum ada periode yang dilaporkan untuk indikator ini.
target-range = { $low }–{ $high }
direction-higher = Makin tinggi makin baik
direction-lower = Makin rendah makin baik
direction-range = Di dalam rentang target
frequency-month = Bulan
frequency-quarter = Triwulan
frequency-semester = Semester
frequency-year = Tahun
progress-not-yet-due = Belum jatuh tempo
progress-to-enter = Menunggu diisi
progress-returned = Dikembalikan
progress-to-confirm = Menunggu pengesahan
progress-confirmed = Disahkan
progress-sealed = Disegel
realisation-not-provided = tidak disampaikan
realisation-not-applicable = tidak berlaku
realisation-not-yet-due = belum jatuh tempo

# Target dan realisasi satu periode
target-heading = Target
target-hint = Misalnya 88,5. Kosongkan untuk menghapus target.
target-high = Sampai dengan
target-high-hint = Hanya bila targetnya rentang.
target-button = Simpan target
realisation-heading = Isi realisasi
realisation-confirmed-warning = Realisasi ini sudah disahkan. Bila Anda mengubahnya, kepala unit harus mengesahkannya lagi.
realisation-applies = Apakah indikator ini berlaku pada periode ini?
realisation-applies-yes = Ya, ini realisasinya
realisation-applies-no = Tidak, indikator ini tidak berlaku pada periode ini
realisation-value = Realisasi
realisation-value-hint = Dalam satuan indikator, misalnya 88,79. Tidak perlu bila indikator tidak berlaku.
realisation-evidence = Tautan bukti dukung
realisation-evidence-hint = Alamat dokumen yang dapat dibuka masyarakat, dimulai dengan https://
realisation-note = Catatan untuk kepala unit
realisation-note-hint = Tidak diterbitkan.
realisation-returned-for = Alasan dikembalikan
realisation-button = Simpan realisasi

# Pengesahan
confirm-title = Pengesahan realisasi
confirm-lead = Realisasi yang menunggu pengesahan Anda. Yang tidak disahkan terbit sebagai “tidak disampaikan”.
confirm-empty = Tidak ada yang menunggu pengesahan Anda.
confirm-look = Periksa
confirm-look-at = Periksa { $name }, { $period }
confirm-own = Anda sendiri yang mengisinya
confirm-heading = Pengesahan
confirm-text = Dengan mengesahkan, Anda menyatakan bahwa angka ini benar dan didukung bukti.
confirm-button = Sahkan
return-reason = Alasan pengembalian
return-reason-hint = Dibaca oleh orang yang mengisi. Tidak diterbitkan.
return-button = Kembalikan

# Koreksi
correction-heading = Usulkan koreksi
correction-warning = Realisasi ini sudah disegel dan tetap terbit. Koreksi tampil di sampingnya setelah dua penerbit menyetujuinya.
correction-reason = Alasan koreksi
correction-reason-hint = Diterbitkan bersama koreksinya.
correction-button = Usulkan koreksi
correction-list = Koreksi
correction-proposed = Diusulkan
correction-sent-back = Dikembalikan
correction-returned-for = Dikembalikan karena: { $reason }
correction-published = Terbit
correction-sentence = Dari { $before } menjadi { $after }, karena: { $reason }

# Kesalahan isian
error-indicator-slug = Tulis nama pendek dengan huruf kecil, angka, dan tanda hubung tunggal; “baru” dan “berkas” tidak dapat dipakai
error-indicator-slug-taken = Sudah ada indikator dengan nama pendek ini
error-indicator-direction = Pilih capaian yang baik
error-indicator-frequency = Pilih seberapa sering indikator dilaporkan
error-indicator-fixed = Frekuensi tidak dapat diubah lagi karena sudah ada target atau realisasi
error-indicator-conflict = Orang lain mengubah indikator ini ketika Anda mengisi formulir; isian Anda belum tersimpan
error-correction-unchanged = Koreksi ini sama dengan yang sudah terbit
error-realisation-conflict = Orang lain mengubah realisasi ini ketika halaman Anda terbuka. Periksa keadaan terbaru di bawah, lalu ulangi bila masih perlu
refused-sealed = Periode ini sudah disegel. Usulkan koreksi dengan alasan
refused-confirmed = Realisasi ini sudah disahkan
refused-not-confirmed = Realisasi ini belum disahkan
refused-returned = Realisasi ini sudah dikembalikan dan harus diisi ulang dahulu
refused-own-entry = Anda sendiri yang mengisi realisasi ini, jadi orang lain yang harus mengesahkannya
refused-not-sealed = Realisasi ini belum disegel. Isi ulang saja

# Indikator di halaman unit
indicators-public-heading = Indikator kinerja
indicators-public-lead = Yang dijanjikan unit ini dan yang dicapai, sebagaimana disegel setiap bulan. Sebutan capaian menurut { $source }.
indicator-about = Definisi, sumber, dan penanggung jawab
indicator-finding = { $period }: target { $met ->
    [yes] tercapai
   *[no] tidak tercapai
}, dengan realisasi { $realisation } terhadap { $target }. Target tercapai pada { $reached } dari { $count } periode.
indicator-finding-none = Belum ada realisasi yang dapat dibandingkan dengan target.
indicator-chart = { $name }: realisasi dan target per periode
indicator-gap = Tanpa realisasi
indicator-raw = sebelum dibatasi: { $raw } %
indicator-corrected = Dikoreksi: sebelumnya { $before }, karena { $reason }
indicator-late = Disampaikan terlambat: rilis sebelumnya menyatakan tidak disampaikan
indicator-former-target = Sebelumnya dijanjikan { $target }
indicator-evidence = Bukti
indicator-evidence-of = Bukti untuk { $name }, { $period }
indicator-met = Tercapai atau tidak
indicator-met-yes = Target tercapai
indicator-met-no = Target tidak tercapai
indicator-band = Sebutan
band-very-good = Sangat baik
band-good = Baik
band-fair = Cukup
band-poor = Kurang
band-very-poor = Sangat kurang

# Berkas CSV
indicator-files = Impor atau ekspor CSV
indicator-files-title = Indikator, target, dan realisasi sebagai CSV
indicator-files-lead = Unduh, ubah di lembar kerja, lalu unggah lagi. Anda melihat semua perubahan sebelum disimpan; bila satu sel salah, tidak ada yang disimpan. Sel yang kosong tidak menghapus target atau realisasi.
indicator-files-download = Unduh
indicator-files-definitions = Definisi indikator (indikator.csv)
indicator-files-reports = Target dan realisasi (realisasi.csv)
indicator-files-upload = Unggah
indicator-files-preview = Periksa perubahan
indicator-files-changes = Perubahan indikator, target, dan realisasi
error-files-missing = Pilih sedikitnya satu berkas
