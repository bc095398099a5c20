# Kerangka setiap halaman
site-name = Suara Warga
site-description = Penilaian warga atas pelayanan publik { $city }: indeks, tren, standar pelayanan, dan data terbuka.
language-name = Bahasa Indonesia
skip-link = Langsung ke isi halaman
nav-label = Menu utama
nav-city = Ringkasan kota
nav-rate = Nilai layanan
nav-forums = Forum
nav-commitments = Komitmen
nav-method = Metode
nav-data = Data
breadcrumbs-label = Letak halaman
search-label = Cari layanan atau unit
search-placeholder = Misalnya KTP, KK, surat sehat
search-button = Cari
demo-notice = Data contoh: semua penilaian dan angka di sini rekaan untuk peragaan, bukan hasil survei yang sebenarnya.
footer-promise = Setiap angka di sini berasal dari rilis yang sudah disegel dan dapat dihitung ulang oleh siapa pun.
footer-complaint = Ingin mengadu dan mendapat jawaban? Gunakan
footer-licence = Data tersedia dengan lisensi CC BY 4.0.
title-error = Kesalahan:{" "}
errors-heading = Ada yang perlu diperbaiki

# Angka
figure-label = Angka utama
figure-respondents = { $n } penilaian
figure-interval = Rentang keyakinan 95 %: { $low } sampai { $high }
figure-other-grades = Menurut rentang itu, mutunya bisa juga { $grades }.
figure-or = { " atau " }
figure-incomplete = Indeks tidak dihitung karena ada unsur yang dijawab terlalu sedikit orang.
figure-carried = Termasuk penilaian sejak { $since } yang menunggu sampai jumlahnya cukup.
grade-a = Sangat Baik
grade-b = Baik
grade-c = Kurang Baik
grade-d = Tidak Baik
change-better = Lebih baik { $points } poin daripada { $before }.
change-worse = Lebih buruk { $points } poin daripada { $before }.
change-unclear = Tidak berbeda nyata dengan { $before } ({ $points } poin).
change-plain = Yang dibandingkan adalah layanan yang dinilai pada kedua periode; indeksnya sendiri berubah { $points } poin.
change-not-comparable = Tidak dapat dibandingkan dengan { $before }: layanan yang dinilai pada kedua periode mencakup { $share_before } penilaian waktu itu dan { $share_now } penilaian sekarang, sedangkan diperlukan paling sedikit { $least } % dari keduanya. Indeksnya sendiri berubah { $points } poin.
evidence-official = Angka resmi (terverifikasi dan kertas)
evidence-verified = Terverifikasi
evidence-paper = Formulir kertas
evidence-kiosk = Kios
evidence-open = Terbuka
state-too-few = Belum cukup penilaian
state-not-provided = Tidak ada penilaian
state-not-applicable = Tidak berlaku
state-not-yet-due = Belum waktunya
state-incomplete = Belum lengkap
state-not-answered = Terlalu sedikit jawaban
reason-too-few = Penilaian sudah ada, tetapi belum mencapai { $k }. Agar tidak seorang pun dapat dikenali, penilaian ini menunggu rilis berikutnya atau terbit gabungan dengan layanan kecil lain di unit yang sama.
reason-not-provided = Tidak ada penilaian dalam periode ini.
reason-not-applicable = Tidak berlaku: dalam periode ini unit atau layanan ini belum ada, sudah tidak ada, atau tidak melayani warga secara langsung.
reason-not-yet-due = Periode ini belum disegel. Angkanya terbit setelah bulan berakhir dan disegel oleh dua orang.

# Pilihan periode
period-label = Periode
period-semesters = Semester
period-years = Tahun
period-months = Bulan
period-then = Halaman ini memakai nama, susunan unit, dan waktu standar menurut periode yang dipilih.
period-now = Lihat keadaan sekarang, termasuk standar dan maklumat pelayanan
period-partly = ({ $first } sampai { $last }; { $sealed } dari { $all } bulan sudah disegel)
filter-button = Tampilkan

# Grafik
chart-table = Data sebagai tabel
chart-index = IKM
chart-interval = Rentang 95 %
chart-n = Jumlah
chart-nrr = NRR
chart-month = Bulan
chart-unit = Unit
chart-service = Layanan
chart-class = Kelas bukti
chart-element = Unsur
chart-gap = Tanpa angka
chart-grades = Batas mutu A sampai D
trend-title = Indeks Kepuasan Masyarakat per bulan, { $name }
trend-download = Unduh angka { $name } (CSV)
trend-download-all = Unduh semua angka semua unit dan layanan (CSV)
trend-empty = Belum ada bulan dengan angka.
trend-short = Baru { $n } bulan yang mempunyai angka. Arah indeks dapat dinilai mulai { $least } bulan.
trend-up = Indeks bulanan cenderung naik.
trend-down = Indeks bulanan cenderung turun.
trend-unclear = Indeks bulanan tidak jelas naik atau turun lebih dari { $margin } poin.
trend-slope = Selama { $n } bulan yang mempunyai angka, { $first } sampai { $last }: { $slope } poin per bulan (rentang keyakinan 95 % { $low } sampai { $high }).
elements-title = Sebaran jawaban sembilan unsur, { $name }
elements-best = Terbaik: { $best } (NRR { $mean }).
elements-weakest = Terlemah: { $weakest } (NRR { $mean }).
elements-none = Tidak ada unsur yang jelas lebih baik atau lebih lemah daripada semua unsur lain.
elements-free = Unsur biaya tidak ikut dibandingkan karena layanan ini gratis.
elements-some-free = Unsur biaya tidak ikut dibandingkan karena sebagian layanannya gratis.
elements-against = Di samping setiap NRR tertulis perubahannya dibanding { $before }, dalam poin indeks (NRR × 25).
element-unclear = tidak berbeda nyata ({ $points })
element-not-comparable = tidak dapat dibandingkan
elements-few = Belum ada dua unsur dengan cukup jawaban untuk dibandingkan.
elements-counts-from = Sebaran hanya ditampilkan untuk kelompok dengan paling sedikit { $least } jawaban dalam satu rilis, bila sedikitnya { $others } orang menjawab suatu unsur lain dari kebanyakan.
elements-counts-of = Sebaran dari { $counted } jawaban, yaitu yang berasal dari kelompok cukup besar.
break-formula = rumus baru { $formula }
level-1 = 1 (terendah)
level-2 = 2
level-3 = 3
level-4 = 4 (tertinggi)
printed-weight = Catatan: dengan bobot 0,11 seperti tercetak dalam peraturan, nilainya { $index }. Portal ini memakai bobot tepat 1/9.

# Kota
city-title = Penilaian warga atas pelayanan publik { $city }
city-lead = Warga menilai layanan setelah berkunjung. Hasilnya dibuka sebulan sekali, untuk semua orang pada saat yang sama.
city-empty = Belum ada rilis. Angka pertama terbit setelah bulan pertama berakhir dan disegel oleh dua orang.
units-heading = Unit pelayanan
units-title = Indeks per unit, { $period }
units-finding = { $known } dari { $all } unit mempunyai angka dalam periode ini.
units-finding-ranks = Di bawah setiap nama tertulis peringkat yang mungkin di antara semua unit setingkat. Makin sedikit penilaian, makin lebar rentangnya.
rank-one = Peringkat { $rank } dari { $of }
rank-range = Peringkat { $best }–{ $worst } dari { $of }
units-empty = Tidak ada unit jenis ini dalam periode ini. Pilih jenis atau periode lain.
shown-label = Jenis unit
shown-first = Perangkat daerah utama
shown-all = Semua unit
kind-city = Kota
kind-department = Dinas
kind-agency = Badan
kind-secretariat = Sekretariat atau inspektorat
kind-hospital = Rumah sakit
kind-health-centre = Puskesmas
kind-district = Kecamatan
kind-village = Kelurahan
order-label = Urutkan menurut
order-name = Nama
order-index = Indeks
order-respondents = Jumlah penilaian
movements-heading = Yang paling berubah
movements-lead = Semua unit yang layanannya jelas dinilai lebih baik atau lebih buruk daripada { $before } ikut diperhitungkan, apa pun yang ditampilkan di atas. Di bawah ini selisih yang terbesar.
movements-none = Tidak ada unit yang jelas lebih baik atau lebih buruk daripada { $before }.
movement-up = lebih baik { $points } poin
movement-down = lebih buruk { $points } poin
missing-heading = Bulan tanpa angka
missing-none = Setiap unit yang melayani warga mempunyai angka untuk setiap bulan.
missing-not-provided = Tidak ada penilaian: { $months }.
missing-too-few = Belum cukup: { $months }.
missing-others = Juga { $units } unit lain; halaman setiap unit menunjukkan bulannya.

# Unit
unit-continues = Unit ini berdiri sejak { $since } dan melanjutkan:
unit-ended = Unit ini berakhir pada { $until }. Tugasnya dilanjutkan oleh:
unit-no-services = Unit ini belum mempunyai layanan yang dapat dinilai di portal ini.
unit-pooled = { $people } penilaian dari layanan kecil digabung karena masing-masing terlalu sedikit untuk diterbitkan sendiri: { $services }.
services-heading = Layanan unit ini
services-finding = { $count } layanan, menurut abjad.
subunits-heading = Unit di bawahnya
subunits-finding = { $count } unit, menurut abjad. Angka unit di atas sudah mencakup semuanya.
break-new = unit ini mulai berdiri
break-continued = unit ini mulai berdiri, melanjutkan unit lain
break-owner = ditangani oleh { $unit }
classes-heading = Dari mana penilaian berasal
classes-lead = Penilaian dengan bukti kunjungan yang berbeda tidak pernah dicampur. Hanya yang terverifikasi dan formulir kertas menjadi angka resmi.
classes-title = Indeks per kelas bukti, { $period }
classes-finding = Setiap kelas ditunjukkan terpisah.
profile-heading = Siapa yang menilai
profile-lead = Jumlah orang menurut jawaban mereka sendiri, untuk satu semester dan seluruh layanan unit kecuali yang penggunaannya peka. Jawaban yang diberikan oleh kurang dari { $k } orang tidak ditampilkan sendiri.
profile-people = { $n } orang
profile-rest = Jawaban lain yang terlalu sedikit
profile-empty = Belum ada yang dapat ditampilkan. Keterangan ini terbit bersama rilis bulan terakhir semester, dan hanya bila cukup banyak orang menilai.
profile-answer = Jawaban
profile-gender = Jenis kelamin
profile-age = Usia
profile-education = Pendidikan terakhir
profile-occupation = Pekerjaan
profile-disability = Penyandang disabilitas
profile-no-answer = Tidak dijawab

# Layanan
service-rate = Nilai layanan ini
standard-heading = Standar pelayanan
standard-requirements = Persyaratan
standard-procedure = Sistem, mekanisme, dan prosedur
standard-time = Jangka waktu
standard-time-start = Dihitung sejak berkas lengkap dan benar.
standard-cost = Biaya/tarif
standard-product = Produk pelayanan
standard-complaints = Pengaduan, saran, dan masukan
standard-complaints-text = Sampaikan di tempat pelayanan atau melalui kanal nasional
source-official = Standar resmi yang ditetapkan pemerintah kota.
source-other-region = Contoh: waktu dan biaya diambil dari standar daerah lain, bukan standar resmi kota ini.
source-national = Contoh: waktu dan biaya menurut acuan yang umum dipakai, bukan standar resmi kota ini.
source-invented = Contoh: waktu dan biaya ini rekaan untuk peragaan, bukan standar resmi kota ini.
time-minutes = { $many ->
   *[other] { $amount } menit
}
time-working-hours = { $many ->
   *[other] { $amount } jam kerja
}
time-working-days = { $many ->
   *[other] { $amount } hari kerja
}
time-days = { $many ->
   *[other] { $amount } hari
}
time-percent = { $time }, untuk { $percent } % pemohon

# Pencarian
search-title = Cari layanan atau unit
search-empty = Ketik nama layanan atau unit, misalnya KTP, KK, akta, SIP, atau surat sehat.
search-count = { $count } hasil untuk “{ $question }”.
search-nothing = Tidak ada yang cocok dengan “{ $question }”.
search-nothing-hint = Coba kata lain, misalnya nama surat yang Anda urus atau nama kantornya.

# Data
data-title = Data terbuka
data-lead = Setiap rilis memuat semua angka satu bulan, tidak pernah berubah lagi, dan dikenali dari sidik jarinya.
data-caption = Rilis, terbaru di atas
data-empty = Belum ada rilis. Rilis pertama terbit setelah bulan pertama disegel.
data-ratings = Penilaian
data-atoms = Kelompok terbit
data-waiting = Layanan menunggu
data-files = Unduh
data-download = Unduh rilis { $month } sebagai { $kind }
data-check-heading = Memeriksa sebuah rilis
data-check-text = Unduh berkas JSON, hitung SHA-256-nya, lalu bandingkan dengan tabel di atas. Setiap rilis juga menyebut sidik jari rilis sebelumnya.
data-api-heading = Untuk program
data-api-text = Angka yang sama tersedia sebagai JSON:
data-dictionary = Arti setiap isian dan cara memeriksa rantainya: kamus data
data-all-heading = Semua bulan sekaligus
data-all = Semua angka semua unit dan layanan dengan namanya (CSV)
data-all-text = Setiap unit dan layanan juga mempunyai tabel sendiri di bawah grafik trennya.

# Metode
method-title = Bagaimana angka dihitung
method-lead = Halaman ini menjelaskan setiap angka. Contohnya dihitung oleh program yang sama dengan angka yang diterbitkan.
method-box-heading = Kotak suara, segel, rilis
method-box-text = Penilaian masuk ke kotak suara yang tidak dibaca siapa pun, termasuk pegawai. Setelah bulan berakhir, dua orang yang berbeda menyegel bulan itu. Barulah angkanya terbuka, bagi semua orang pada saat yang sama.
method-atoms-text = Penilaian satu layanan dengan kelas bukti yang sama diterbitkan bila berjumlah sedikitnya { $k }. Yang lebih sedikit menunggu rilis berikutnya. Setelah menunggu { $seals } penyegelan, penilaian itu digabung dengan layanan kecil lain di unit yang sama. Setiap angka adalah gabungan kelompok-kelompok ini, sehingga tidak ada hitungan selisih yang dapat menyingkap kurang dari { $k } orang. Penyerang tiruan yang membaca rilis dan mencari jawaban lain yang menghasilkan rilis yang sama (perintah study disclosure, benih acak 17) mencoba 193.407 lembar dalam 4.603 kelompok pada data contoh: tanpa orang dalam, kurang dari satu di antara sepuluh ribu lembar dapat dipastikan karena jumlahnya sendiri sudah menunjukkannya, dan tidak satu pun selebihnya. Dengan orang dalam lebih banyak yang dapat dipastikan, sampai seluruh lembar orang terakhir bila semua orang lain dalam kelompoknya saling bercerita.
method-index-heading = Indeks Kepuasan Masyarakat (IKM)
method-index-text = Setiap unsur dijawab dengan nilai 1 sampai 4. Nilai rata-rata (NRR) sebuah unsur adalah jumlah nilainya dibagi banyaknya orang yang menjawab unsur itu. Kesembilan unsur berbobot sama, tepat 1/9, menurut PermenPANRB 14/2017.
method-index-formula =
    NRR = jumlah nilai unsur : jumlah penjawab unsur
    NI  = (NRR 1 + NRR 2 + … + NRR 9) × 1/9
    IKM = NI × 25
method-index-missing = Pertanyaan boleh dilewati, jadi banyaknya penjawab dapat berbeda untuk setiap unsur. Sebuah unsur mempunyai angka bila dijawab oleh paling sedikit lima orang dan oleh paling sedikit separuh penilai. Bila ada unsur tanpa angka, indeks tidak dihitung dan unsur lainnya ditampilkan sendiri-sendiri. Sebaran jawaban terbit mulai dari tiga kali jumlah terkecil, bila sedikitnya sebanyak jumlah terkecil menjawab suatu unsur lain dari kebanyakan, supaya jawaban seseorang tidak dapat disimpulkan.
method-index-pooled = Indeks sebuah unit dan kota dihitung dari semua penilaian layanannya bersama-sama, bukan dari rata-rata indeks layanan. Unit mencakup unit di bawahnya menurut susunan yang berlaku sekarang. Penilaian yang sempat menunggu dihitung bagi unit yang menangani layanan itu pada akhir bulan rilis.
method-example-heading = Contoh dengan lima orang
method-example-text = Lima orang menjawab semua unsur. Jumlah nilai dan rata-ratanya:
method-example-sum = Jumlah nilai
method-example-result = NI = { $ni }, jadi IKM = { $index }: mutu { $grade }. Rentang 95 %: { $low } sampai { $high }.
method-grade-heading = Mutu pelayanan
method-grade-text = Mutu ditentukan dari IKM yang dibulatkan ke dua desimal.
method-grade = Mutu
method-grade-words = Kinerja
method-interval-heading = Rentang keyakinan 95 %
method-interval-text = Angka dari sedikit orang kurang pasti. Rentang ini menunjukkan seberapa pasti: makin banyak penilaian, makin sempit. Rata-rata jawaban setiap orang dikalikan 25 adalah skornya, dan s² adalah ragam skor itu. Karena pada banyak layanan hampir semua orang memberi nilai tertinggi, rentang dihitung seakan-akan ada satu orang lagi dengan skor 62,5, tengah skala; tanpa itu dua puluh nilai sempurna akan tampak pasti. n adalah banyaknya jawaban pada unsur yang paling jarang dijawab, dan t kuantil 97,5 % sebaran Student dengan n derajat bebas. Ragam terbit dibulatkan ke atas, dan hanya untuk kelompok yang paling sedikit tiga kali jumlah terkecil; kelompok yang lebih kecil memakai dua kali ragam gabungan kelompok besar dalam rilis yang sama, dan kelompok besar yang hampir semuanya sependapat memakai ragam terbesar yang mungkin pada rata-ratanya. Rentang dipotong pada 25 dan 100 hanya saat ditampilkan. Rilis yang disegel dengan rumus ikm-1 tetap memakai rumusnya: IKM ± t × s : √n dengan n − 1 derajat bebas.
method-interval-formula = (n × IKM + 62,5) : (n + 1) ± t × √( ((n − 1) × s² + (62,5 − IKM)² × n : (n + 1)) : (n × (n + 1)) )
method-ranks-text = Peringkat ditulis sebagai rentang, misalnya “peringkat 1–3 dari 21”: tempat yang mungkin bagi sebuah unit di antara semua unit setingkat. Setiap pernyataan “unit ini di atas unit itu” diuji dengan uji t Welch, dan semuanya bersama-sama dengan cara Holm pada 5 %, sehingga dengan keyakinan 95 % tidak satu pun rentang keliru. Pilihan tampilan dan urutan tidak mengubah peringkat.
method-change-heading = Lebih baik, lebih buruk, atau tidak berbeda nyata
method-change-like = Sebuah periode dibandingkan dengan periode sejenis sebelumnya, bulan dengan bulan dan semester dengan semester. Agar masuknya layanan lain tidak dianggap sebagai perubahan, yang dibandingkan hanya layanan yang dinilai pada kedua periode, masing-masing dengan bobot jumlah penilaiannya pada periode yang lebih baru. Penilaian layanan kecil yang diterbitkan bersama tidak dihitung sebagai dinilai pada keduanya. Bila layanan yang sama mencakup kurang dari { $least } % penilaian salah satu periode, halaman menyatakan “tidak dapat dibandingkan”.
method-change-test = Selisih paling banyak { $margin } poin terlalu kecil untuk berarti. Yang diuji adalah apakah selisih sebenarnya lebih besar dari itu, mengingat seberapa beragam jawaban orang (uji t Welch terhadap ambang). Di antara banyak unit, sebagian akan tampak berubah hanya karena kebetulan. Karena itu semua unit dan layanan dalam satu periode diuji sebagai satu keluarga dengan cara Benjamini dan Hochberg: dari perubahan yang dinyatakan jelas, rata-rata paling banyak 5 % keliru. Keluarga itu lengkap dengan rilis terakhir periode tersebut; rilis berikutnya maupun pilihan tampilan tidak mengubah putusannya.
method-change-words = “Tidak berbeda nyata” tidak berarti semuanya tetap sama: penilaian yang sedikit hanya menunjukkan perubahan besar. Di samping selisih yang diuji tertulis selisih biasa, yaitu indeks sekarang dikurangi indeks sebelumnya.
method-elements-text = Unsur pada satu halaman dibandingkan dengan cara yang sama, semuanya sebagai satu keluarga. Sebuah unsur disebut terbaik atau terlemah hanya bila terletak lebih dari { $margin } poin di atas atau di bawah setiap unsur lain; karena hubungan antara jawaban orang yang sama tidak diterbitkan, galat bakunya dijumlahkan. Jawaban yang sebarannya tidak diterbitkan dianggap seberagam yang dimungkinkan rata-ratanya. Bila layanan gratis, biayanya tidak ikut.
method-trend-text = Kalimat di samping garis bulanan adalah hasil satu uji atas semua bulannya, bukan bulan pertama terhadap bulan terakhir. Kemiringannya adalah median kemiringan antara setiap dua bulan (Theil dan Sen), rentangnya menurut uji Kendall. Indeks dinyatakan naik atau turun hanya bila seluruh rentang itu, selama semua bulan, lebih dari { $margin } poin; di bawah { $least } bulan tidak ada pernyataan. Garisnya adalah indeks sebagaimana diterbitkan: masuknya layanan lain juga dapat menggesernya.
method-classes-heading = Kelas bukti
method-classes-text = Terverifikasi: memakai kode sekali pakai dari sebuah kunjungan. Kertas: formulir kertas yang dimasukkan pegawai. Kios: perangkat terdaftar di loket. Terbuka: siapa saja, tanpa bukti kunjungan. Angka resmi adalah terverifikasi dan kertas bersama-sama.
method-signs-heading = Tanda yang perlu diperiksa
method-signs-text = Setiap kali menyegel, portal mencari tanda bahwa penilaian bukan berasal dari orang yang dilayani. Yang diuji ialah penilaian yang dihitung segel itu: adakah satu hari yang jauh lebih ramai daripada hari lain (binomial negatif); adakah bagian lembar seragam atau bagian kunjungan yang dinilai jauh berbeda dari loket lain, tim jaga lain, atau bulan-bulan sebelumnya (beta-binomial, karena loket yang jujur pun tidak sama); adakah terlalu banyak tanggal pada hari tutup atau dalam bulan yang sudah disegel; dan adakah penilaian lebih banyak daripada kunjungan. Tanda menyebut tempat dan jenisnya, tidak pernah jumlahnya atau puas tidaknya orang, dan tidak mengubah satu angka pun. Karena suatu tanda, pengusul segel dapat meminta agar penilaian suatu tempat pada hari-hari tertentu dikecualikan, dan orang kedua memutuskannya bersama segel sebelum seorang pun tahu angkanya; rilis menyebut tempat, hari, alasan, dan jumlahnya, dan yang menyangkut terlalu sedikit penilaian tetap dihitung. Batasnya dipasang sehingga kota yang jujur menunjukkan satu jenis tanda kira-kira dalam { $chance } % bulan.
method-signs-study = Dicoba pada kota tiruan yang loketnya berbeda seperti loket yang jujur (perintah study integrity, benih acak 29): dalam 600 bulan yang jujur setiap jenis tanda muncul pada paling banyak 1 % bulan. Loket dengan 150 penilaian yang menahan seperempat kodenya lalu menilai sendiri ketahuan paling lambat pada segel berikutnya dalam 75 dari 100 bulan, atau 67 bila hampir semua orang memang puas; yang menahan separuhnya selalu, tetapi yang menahan sepersepuluhnya hampir tidak pernah. Di samping 60 formulir kertas, 60 formulir sempurna pada satu hari atau dari bulan yang sudah disegel selalu ketahuan; bila disebar ke seluruh bulan hanya 19 dari 100. Tim jaga yang hanya mengundang orang puas ketahuan dalam 70 dari 100 bulan.
method-sample-heading = Jumlah sampel yang dianjurkan
method-sample-text = Untuk survei dengan sampel, PermenPANRB 14/2017 memakai rumus Krejcie dan Morgan. Penilaian di portal ini diberikan atas kemauan sendiri, jadi bukan sampel seperti itu.
method-population = Pengguna layanan
method-sample = Sampel
method-states-heading = Bila tidak ada angka
method-states-text = “Belum cukup penilaian”: ada, tetapi terlalu sedikit untuk diterbitkan. “Tidak ada penilaian”: periode sudah disegel dan kosong. “Tidak berlaku”: unit atau layanan belum atau tidak lagi ada. “Belum waktunya”: periode belum disegel. Keempatnya tidak pernah ditulis sebagai nol.
method-sources-heading = Sumber
method-sources-text = Unsur, pertanyaan, bobot, dan mutu: PermenPANRB 14/2017. Komponen standar pelayanan: UU 25/2009. Perlindungan data pribadi: UU 27/2022.
