# Kerangka meja kerja
desk-name = Meja kerja
desk-menu = Menu
desk-nav-label = Menu meja kerja
desk-sign-out = Keluar
desk-public = Lihat halaman publik
desk-footer = Hanya untuk petugas. Perubahan di sini dicatat dalam jejak audit.

# Isian
field-optional = { $label } (opsional)
filters-label = Saring daftar
filters-apply = Terapkan
filters-clear = Hapus saringan

# Daftar
pagination-label = Bagian daftar
pagination-before = ← Sebelumnya
pagination-after = Berikutnya →

# Rincian dan perbandingan
summary-change = Ubah { $what }
summary-change-short = Ubah
compare-field = Isian
compare-count = { $differing } dari { $all } isian berbeda.
compare-differs = Berbeda
compare-same = Sama
compare-empty = Tidak diisi

# Langkah dan peringatan
step-done = Selesai
step-current = Sedang berjalan
step-waiting = Menunggu
step-failed = Gagal
warning-prefix = Perhatian:{" "}
yes = Ya
no = Tidak

# Days on which something is valid
validity-from = sejak { $from }
validity-until = sampai { $until }
validity-unlimited = tanpa batas waktu
