# The names of the fields of every noun: field-NOUN-FIELD, and help to fill one in: help-NOUN-FIELD.

field-unit-slug = { record-slug }
field-unit-nama = { record-name }
field-unit-nama_en = { record-name-en }
field-unit-singkatan = { record-abbreviation }
field-unit-sebutan = { record-aliases }
field-unit-jenis = { record-kind }
field-unit-induk = { record-parent }
field-unit-berlaku_mulai = { record-from }
field-unit-berlaku_sampai = { record-until }
field-unit-pendahulu = { record-predecessors }
field-unit-kepala = { record-head }
field-unit-maklumat = { record-pledge }
field-unit-maklumat_en = { record-pledge-en }

field-layanan-slug = { record-slug }
field-layanan-unit = { record-unit }
field-layanan-nama = { record-name }
field-layanan-nama_en = { record-name-en }
field-layanan-sebutan = { record-aliases }
field-layanan-gratis = { record-free }
field-layanan-persyaratan = { record-requirements }
field-layanan-persyaratan_en = { record-requirements-en }
field-layanan-prosedur = { record-procedure }
field-layanan-prosedur_en = { record-procedure-en }
field-layanan-waktu_min = { record-time-least }
field-layanan-waktu_maks = { record-time-most }
field-layanan-waktu_satuan = { record-time-unit }
field-layanan-waktu_persen = { record-time-percent }
field-layanan-biaya = { record-cost }
field-layanan-biaya_en = { record-cost-en }
field-layanan-produk = { record-product }
field-layanan-produk_en = { record-product-en }
field-layanan-sumber = { record-source }
field-layanan-berlaku_mulai = { record-from }
field-layanan-berlaku_sampai = { record-until }
field-layanan-unit_sebelumnya = { record-former-units }
field-layanan-dasar_hukum = { record-legal-basis }
field-layanan-sarana = { record-facilities }
field-layanan-kompetensi = { record-competence }
field-layanan-pengawasan = { record-supervision }
field-layanan-jumlah_pelaksana = { record-staffing }
field-layanan-jaminan_pelayanan = { record-guarantee }
field-layanan-jaminan_keamanan = { record-safety }
field-layanan-evaluasi = { record-evaluation }

field-loket-unit = { record-unit }
field-loket-nama = { record-name }
field-loket-berlaku_mulai = { record-from }
field-loket-berlaku_sampai = { record-until }

field-petugas-nama = { field-name }
field-petugas-nip = { officer-nip }
field-petugas-unit = { officer-unit }
field-petugas-berlaku_mulai = { officer-from }
field-petugas-berlaku_sampai = { officer-until }
field-petugas-akun = { officer-account }
field-petugas-jabatan = Position
help-petugas-jabatan = Such as Population Analyst
help-petugas-nip = { officer-nip-hint }
help-petugas-unit = { officer-unit-hint }
help-petugas-berlaku_sampai = { officer-until-hint }
help-petugas-akun = { officer-account-hint }

field-indikator-slug = { indicator-slug }
field-indikator-unit = { indicator-unit }
field-indikator-nama = { indicator-name }
field-indikator-nama_en = Indicator in English
field-indikator-definisi = { indicator-definition }
field-indikator-definisi_en = Definition and formula in English
field-indikator-satuan = { indicator-measure }
field-indikator-satuan_en = Unit of measure in English
field-indikator-arah = { indicator-direction }
field-indikator-frekuensi = { indicator-frequency }
field-indikator-sumber = { indicator-source }
field-indikator-sumber_en = Source of the data in English
field-indikator-penanggung_jawab = { indicator-owner }
field-indikator-penanggung_jawab_en = Responsible (a post, not a person's name) in English
field-indikator-berlaku_mulai = { indicator-from }
help-indikator-slug = { indicator-slug-hint }
help-indikator-frekuensi = { indicator-frequency-hint }
help-indikator-berlaku_sampai = { indicator-until-hint }
field-indikator-berlaku_sampai = { indicator-until }

field-hari-libur-tanggal = { calendar-day }
field-hari-libur-nama = { calendar-name }

field-kunci-nama = { key-name }
help-kunci-nama = { key-name-hint }
field-kunci-unit = { audit-unit }
help-kunci-unit = { key-unit-hint }
field-kunci-lingkup = { key-scope }

# What is said of a field where the general words would be less clear: wanted-NOUN-FIELD.
wanted-petugas-nama = { error-name }
wanted-hari-libur-nama = Write the name of the holiday, at most 100 characters
wanted-kunci-nama = Write a name of at most 100 characters
wanted-kunci-lingkup = Choose what the key may be used for
wanted-indikator-slug = { error-indicator-slug }
wanted-indikator-arah = { error-indicator-direction }
wanted-indikator-frekuensi = { error-indicator-frequency }
