# Kaki halaman
footer-desk = Meja kerja petugas

# Privasi
privacy-title = Privasi
privacy-lead = Portal ini dibuat agar warga dapat menilai tanpa dikenali. Halaman ini menjelaskan apa yang disimpan, berapa lama, dan apa yang tidak dapat dilihat siapa pun.
privacy-rating-heading = Ketika Anda menilai
privacy-rating-text = Disimpan: jawaban Anda, tanggal tanpa jam, layanan, loket bila Anda memakai kode atau kartu loket, serta pekan undangan bila Anda memakai kode. Tidak disimpan: nama, NIK, nomor telepon, dan alamat internet. Kode disimpan sebagai sidik yang tidak dapat dibaca kembali dan tidak terhubung dengan jawaban. Halaman kode tidak menunjukkan apakah kode sudah dipakai; hanya peramban Anda sendiri yang mengingat tanda terimanya, sampai ditutup.
privacy-secret-heading = Sebelum terbit
privacy-secret-text = Penilaian menunggu dalam kotak suara sampai bulan itu disegel oleh dua orang. Selama itu penilaian tersandi dengan kunci yang disimpan terpisah dan dimusnahkan oleh segel. Sebelum itu tidak seorang pun melihat hasil, juga petugas. Setelah segel hanya kelompok yang cukup besar yang terbit, dan keterangan diri hanya tinggal sebagai jumlah. Penilaian yang menunggu sampai jumlahnya cukup kehilangan keterangan dirinya sebelum setahun.
privacy-remains-heading = Apa yang masih dapat diketahui dari angka yang terbit
privacy-remains-text = Dari sebuah rilis tidak ada yang dapat mengetahui jawaban mana yang berasal dari satu orang atau milik siapa, dengan tiga pengecualian. Bila semua orang memberi jawaban yang sama, jumlahnya dengan sendirinya menunjukkan jawaban setiap orang; begitu pula bila hanya kurang satu nilai dari hasil tertinggi. Siapa pun yang mengetahui jawaban semua orang lain dalam satu kelompok, misalnya sembilan dari sepuluh orang yang saling bercerita, dapat menghitung jawaban orang terakhir. Komentar yang terbit pun dapat dihitung, karena dapat dibaca. Aturan ini diuji dengan program yang bertindak seperti penyerang; hasilnya dapat dibaca di halaman metode.
privacy-comment-heading = Saran yang Anda tulis
privacy-comment-text = Saran dibaca moderator sebelum terbit. Nama, nomor, dan alamat disembunyikan. Saran terbit tanpa tanggal dan tanpa loket.
privacy-forum-heading = Ketika Anda berbicara di forum
privacy-forum-text = Peserta forum tidak menyebut nama. Kursi Anda adalah nomor acak di peramban, di tautan, atau di kertas bernomor Anda; portal menyimpan sidiknya saja, untuk menunjukkan kepada Anda nasib usulan dan agar dukungan dihitung sekali. Unsur masyarakat yang Anda pilih hanya dilihat moderator di samping usulan; setelah forum selesai, untuk setiap kelompok tampil jumlah pendukungnya, dibulatkan ke bawah. Bila Anda menjawab apakah sebuah janji sudah terasa, yang disimpan adalah jawaban dengan sidik tersendiri, yang tidak terhubung dengan penilaian maupun usulan Anda; peramban mengingat satu nomor acak untuk halaman janji itu saja.
privacy-visit-heading = Kunjungan di loket
privacy-visit-text = Sistem antrean dapat melaporkan bahwa suatu kunjungan terjadi dan berapa lama, tanpa identitas Anda. Dari situ dihitung ketepatan waktu dan berapa bagian pengunjung yang menilai. Angka yang bila dibandingkan dengan angka lain hanya menyisakan beberapa orang tidak diterbitkan.
privacy-staff-heading = Petugas
privacy-staff-text = Petugas juga subjek data. Angka per petugas tidak pernah terbit. Penilaian dengan kode dari loket dicatat untuk petugas yang berdinas di sana, lewat nomor acak yang tidak menunjukkan tanggal maupun jam. Nomor itu baru dapat dibaca setelah satu triwulan disegel, hanya bila penilainya cukup banyak, dan setengah tahun setelah semester tidak seorang pun dapat mengetahui siapa yang ditunjuknya. Setiap pekerjaan yang diselesaikan di meja kerja dicatat dalam jejak audit, yang menyimpan nomor akun, bukan nama, dan tidak pernah dihapus.
privacy-rights-heading = Hak Anda
privacy-rights-text = UU 27/2022 memberi Anda hak atas informasi, perbaikan, dan penghapusan data pribadi. Karena penilaian tidak menyimpan identitas, kami tidak dapat menemukan penilaian Anda; itulah tujuannya. Bila sebuah saran yang terbit menyebut Anda, sampaikan lewat SP4N-LAPOR!.
privacy-retention-heading = Masa simpan
privacy-retention-text = Setiap hari server menghapus apa yang melewati masa simpannya. Rilis, saran, dan tanggapan yang terbit disimpan selamanya. Isinya jumlah, realisasi indikator, dan naskah yang sudah dibaca sebelumnya, bukan lembar jawaban satu orang.
privacy-what = Data
privacy-how-long = Disimpan selama
privacy-months = { $months } bulan
retained-invitations = Sidik kode undangan setelah masa berlakunya
retained-receipts = Tanda terima setelah bulan penilaian
retained-sealed-ratings = Jawaban tersegel di balik angka yang terbit, tanpa keterangan diri
retained-waiting-comments = Saran yang belum terbit, sejak bulan penilaian; sesudah itu tercatat sebagai ditahan
retained-original-comments = Naskah asli saran setelah diputuskan
retained-visits = Catatan kunjungan
retained-paper-forms = Salinan formulir kertas yang tidak selesai diketik
retained-roster = Jadwal jaga petugas
retained-duty-sets = Petugas mana yang ditunjuk nomor tim jaga, setelah semesternya berakhir
retained-officers = Data petugas yang sudah berhenti, dan data lama yang telah diganti
retained-closed-accounts = Nama dan surel pada akun petugas setelah akun ditutup
retained-versions = Data lama unit, layanan, loket, dan indikator setelah diganti
retained-ended-keys = Kunci sistem antrean setelah diakhiri

# Aksesibilitas
accessibility-title = Aksesibilitas
accessibility-lead = Portal ini mengikuti WCAG 2.2 tingkat AA. Berikut yang diuji pada setiap perubahan, dan yang kami ketahui belum baik.
accessibility-tested = Yang diuji pada setiap perubahan
accessibility-tested-axe = Halaman publik diperiksa dengan axe, dalam dua bahasa, dengan warna terang, gelap, dan kontras tinggi.
accessibility-tested-keyboard = Menilai dan membaca dapat dilakukan dengan papan ketik saja.
accessibility-tested-narrow = Halaman dapat dibaca pada lebar 320 piksel tanpa bergeser ke samping.
accessibility-tested-script = Semua berfungsi tanpa JavaScript. Setiap bagan mempunyai tabel dengan angka yang sama.
accessibility-gaps = Yang belum baik
accessibility-gap-people = Pengujian bersama pengguna pembaca layar belum dilakukan.
accessibility-gap-languages = Belum ada versi bahasa Minangkabau, bahasa isyarat, atau bahasa yang disederhanakan.
accessibility-gap-print = Berkas CSV dan JSON tidak mempunyai keterangan yang dapat dibaca di dalamnya.
accessibility-report = Menemui hambatan?
accessibility-report-text = Sampaikan lewat SP4N-LAPOR! halaman mana dan alat bantu apa yang Anda pakai. Anda berhak meminta informasi yang sama dalam bentuk lain (UU 8/2016).

# Pengaturan
settings-title = Pengaturan
settings-k = Jumlah terkecil penilaian yang terbit bersama
settings-k-hint = Berlaku untuk segel berikutnya. Rilis yang sudah terbit tidak berubah.
settings-retention-text = Ditampilkan pada halaman privasi dan dijalankan setiap hari.
settings-release-heading = Rilis
settings-clock-heading = Jam server
settings-clock-ahead = Jam server jauh mendahului peristiwa terakhir di portal ini. Sebelum dipastikan, tidak ada bulan yang disegel, data yang habis masa simpannya tidak dihapus, dan penilaian tidak diterima.
settings-clock-restored = Portal ini dipulihkan dari cadangan. Periksalah apakah semuanya lengkap: sebelum Anda pastikan, tidak ada bulan yang disegel dan tidak ada yang dihapus.
settings-clock-today = Menurut server, hari ini { $today }. Jika keliru, betulkan dahulu jam server; setelah itu tidak ada yang perlu dipastikan.
settings-clock-button = Tanggal hari ini benar, lanjutkan
error-settings-conflict = Orang lain mengubah pengaturan ketika Anda mengisi formulir; isian Anda belum tersimpan
