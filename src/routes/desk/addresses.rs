//! The addresses of the desk, by what they are about, each with the right that it asks for.
//! It must not know who has a right: that is the table of `domain::access`.

use domain::access::Right::{
    Configure, ConfirmRealisations, EditRoster, EditServices, EditUnits, EnterRealisations, Invite,
    KeepCommitments, KeyPaper, ManageKeys, ManagePeople, Moderate, OwnAccount, ReadAudit,
    ReadOriginals, Reply, RunForums, Seal, SeeRealisations,
};

use super::{
    account, audit, calendar, commitments, csv, forums, home, indicator_files, indicators,
    invitations, keys, moderation, officers, original, papers, people, realisations, register,
    releases, replies, roster, sensitive, settings,
};
use crate::routes::addresses::Access::{Everybody, With};
use crate::routes::addresses::Addresses;
use crate::routes::{link, one_time_code, sign_in as signing_in};

/// Every address that needs a session or begins one.
pub fn all() -> Addresses {
    let parts = [
        sign_in_addresses,
        administration_addresses,
        register_addresses,
        roster_addresses,
        visits_addresses,
        indicators_addresses,
        commitments_addresses,
        comments_addresses,
        forums_addresses,
        sealing_addresses,
    ];
    parts
        .into_iter()
        .fold(Addresses::default(), |addresses, part| part(addresses))
}

/// Commitments and their steps.
fn commitments_addresses(addresses: Addresses) -> Addresses {
    addresses
        .page(With(KeepCommitments), "/meja/komitmen", commitments::list)
        .page(
            With(KeepCommitments),
            "/meja/komitmen/baru",
            commitments::new,
        )
        .form(
            With(KeepCommitments),
            "/meja/komitmen/baru",
            commitments::create,
        )
        .page(
            With(KeepCommitments),
            "/meja/komitmen/{number}",
            commitments::show,
        )
        .page(
            With(KeepCommitments),
            "/meja/komitmen/{number}/ubah",
            commitments::edit,
        )
        .form(
            With(KeepCommitments),
            "/meja/komitmen/{number}/ubah",
            commitments::change,
        )
        .page(
            With(KeepCommitments),
            "/meja/komitmen/{number}/riwayat",
            commitments::history,
        )
        .form(
            With(KeepCommitments),
            "/meja/komitmen/{number}/{step}",
            commitments::step,
        )
}

/// Signing in, and the own account.
fn sign_in_addresses(addresses: Addresses) -> Addresses {
    addresses
        .page(Everybody, "/masuk", signing_in::form)
        .form(Everybody, "/masuk", signing_in::submit)
        .page(Everybody, "/masuk/kode", one_time_code::form)
        .form(Everybody, "/masuk/kode", one_time_code::submit)
        .page(Everybody, "/undangan/{token}", link::form)
        .form(Everybody, "/undangan/{token}", link::submit)
        .form(With(OwnAccount), "/keluar", account::sign_out)
        .page(With(OwnAccount), "/meja", home::show)
        .page(With(OwnAccount), "/meja/akun", account::show)
        .form(With(OwnAccount), "/meja/akun/sandi", account::set_password)
        .form(With(OwnAccount), "/meja/akun/kode", account::renew_code)
        .form(
            With(OwnAccount),
            "/meja/akun/keluar",
            account::sign_out_everywhere,
        )
}

/// People, settings and the audit trail.
fn administration_addresses(addresses: Addresses) -> Addresses {
    addresses
        .page(With(ManagePeople), "/meja/orang", people::list)
        .page(With(ManagePeople), "/meja/orang/baru", people::new)
        .form(With(ManagePeople), "/meja/orang/baru", people::invite)
        .page(With(ManagePeople), "/meja/orang/{id}", people::show)
        .form(With(ManagePeople), "/meja/orang/{id}", people::change)
        .form(
            With(ManagePeople),
            "/meja/orang/{id}/tautan",
            people::make_link,
        )
        .page(With(OwnAccount), "/meja/perubahan-akun", sensitive::list)
        .form(
            With(OwnAccount),
            "/meja/perubahan-akun/{id}/setuju",
            sensitive::agree,
        )
        .form(
            With(OwnAccount),
            "/meja/perubahan-akun/{id}/laksanakan",
            sensitive::make,
        )
        .form(
            With(OwnAccount),
            "/meja/perubahan-akun/{id}/tolak",
            sensitive::refuse,
        )
        .page(With(Configure), "/meja/pengaturan", settings::show)
        .form(With(Configure), "/meja/pengaturan", settings::change)
        .page(With(ReadAudit), "/meja/audit", audit::list)
}

/// Units, services and counters.
fn register_addresses(addresses: Addresses) -> Addresses {
    addresses
        .page(With(EditServices), "/meja/unit", register::lists::units)
        .file(
            With(EditServices),
            "/meja/unit.csv",
            register::lists::units_file,
        )
        .page(With(EditUnits), "/meja/unit/baru", register::new_unit)
        .form(With(EditUnits), "/meja/unit/baru", register::add_unit)
        .page(With(EditServices), "/meja/unit/{slug}", register::unit)
        .form(
            With(EditServices),
            "/meja/unit/{slug}",
            register::change_unit,
        )
        .page(
            With(EditServices),
            "/meja/unit/{slug}/riwayat",
            register::unit_history,
        )
        .page(
            With(EditServices),
            "/meja/unit/{slug}/loket/baru",
            register::new_counter,
        )
        .form(
            With(EditServices),
            "/meja/unit/{slug}/loket/baru",
            register::add_counter,
        )
        .page(
            With(EditServices),
            "/meja/unit/{slug}/loket/{name}",
            register::counter,
        )
        .form(
            With(EditServices),
            "/meja/unit/{slug}/loket/{name}",
            register::change_counter,
        )
        .page(
            With(EditServices),
            "/meja/unit/{slug}/loket/{name}/riwayat",
            register::counter_history,
        )
        .file(
            With(EditServices),
            "/meja/loket.csv",
            register::lists::counters_file,
        )
        .page(
            With(EditServices),
            "/meja/layanan",
            register::lists::services,
        )
        .file(
            With(EditServices),
            "/meja/layanan.csv",
            register::lists::services_file,
        )
        .page(
            With(EditServices),
            "/meja/layanan/baru",
            register::new_service,
        )
        .form(
            With(EditServices),
            "/meja/layanan/baru",
            register::add_service,
        )
        .page(
            With(EditServices),
            "/meja/layanan/{slug}",
            register::service,
        )
        .form(
            With(EditServices),
            "/meja/layanan/{slug}",
            register::change_service,
        )
        .page(
            With(EditServices),
            "/meja/layanan/{slug}/riwayat",
            register::service_history,
        )
        .page(With(EditServices), "/meja/impor", register::import::form)
        .upload(
            With(EditServices),
            "/meja/impor",
            csv::preview::<register::Records>,
        )
        .upload(
            With(EditServices),
            "/meja/impor/terapkan",
            csv::apply::<register::Records>,
        )
}

/// The calendar, the officers and who of them serves where.
fn roster_addresses(addresses: Addresses) -> Addresses {
    addresses
        .page(With(EditUnits), "/meja/kalender", calendar::show)
        .form(With(EditUnits), "/meja/kalender", calendar::add)
        .form(With(EditUnits), "/meja/kalender/hapus", calendar::remove)
        .file(With(EditUnits), "/meja/kalender/berkas", calendar::export)
        .page(With(EditUnits), "/meja/kalender/riwayat", calendar::history)
        .upload(
            With(EditUnits),
            "/meja/kalender/impor",
            csv::preview::<calendar::Holidays>,
        )
        .upload(
            With(EditUnits),
            "/meja/kalender/impor/simpan",
            csv::apply::<calendar::Holidays>,
        )
        .page(With(EditRoster), "/meja/petugas", officers::list)
        .page(With(EditRoster), "/meja/petugas/baru", officers::new)
        .form(With(EditRoster), "/meja/petugas/baru", officers::add)
        .file(With(EditRoster), "/meja/petugas.csv", officers::export)
        .upload(
            With(EditRoster),
            "/meja/petugas/impor",
            csv::preview::<officers::Officers>,
        )
        .upload(
            With(EditRoster),
            "/meja/petugas/impor/simpan",
            csv::apply::<officers::Officers>,
        )
        .page(
            With(EditRoster),
            "/meja/petugas/{id}/riwayat",
            officers::history,
        )
        .page(With(EditRoster), "/meja/petugas/{id}", officers::show)
        .form(With(EditRoster), "/meja/petugas/{id}", officers::change)
        .page(With(EditRoster), "/meja/jaga", roster::units)
        .page(With(EditRoster), "/meja/jaga/{unit}", roster::show)
        .form(With(EditRoster), "/meja/jaga/{unit}", roster::save)
        .file(With(EditRoster), "/meja/jaga/{unit}/berkas", roster::export)
        .page(
            With(EditRoster),
            "/meja/jaga/{unit}/riwayat",
            roster::history,
        )
        .upload(
            With(EditRoster),
            "/meja/jaga/{unit}/impor",
            csv::preview::<roster::Part>,
        )
        .upload(
            With(EditRoster),
            "/meja/jaga/{unit}/impor/simpan",
            csv::apply::<roster::Part>,
        )
}

/// Dialogue forums.
fn forums_addresses(addresses: Addresses) -> Addresses {
    addresses
        .page(With(RunForums), "/meja/forum", forums::list)
        .page(With(RunForums), "/meja/forum/baru", forums::new)
        .form(With(RunForums), "/meja/forum/baru", forums::announce)
        .page(With(RunForums), "/meja/forum/{id}", forums::points::show)
        .stream(With(RunForums), "/meja/forum/{id}/bel", forums::live::bell)
        .file(
            With(RunForums),
            "/meja/forum/{id}/daftar",
            forums::live::lists,
        )
        .form(
            With(RunForums),
            "/meja/forum/{id}/usulan",
            forums::points::hear,
        )
        .page(
            With(RunForums),
            "/meja/forum/{id}/usulan/{point}",
            forums::points::point,
        )
        .form(
            With(RunForums),
            "/meja/forum/{id}/usulan/{point}",
            forums::points::decide,
        )
        .form(
            With(RunForums),
            "/meja/forum/{id}/kelompok",
            forums::points::add_group,
        )
        .page(
            With(RunForums),
            "/meja/forum/{id}/kelompok/{group}",
            forums::groups::show,
        )
        .form(
            With(RunForums),
            "/meja/forum/{id}/kelompok/{group}",
            forums::groups::change,
        )
        .page(With(RunForums), "/meja/forum/{id}/ubah", forums::edit)
        .form(With(RunForums), "/meja/forum/{id}/ubah", forums::change)
        .page(With(RunForums), "/meja/forum/{id}/riwayat", forums::history)
        .form(With(RunForums), "/meja/forum/{id}/buka", forums::open)
        .form(With(RunForums), "/meja/forum/{id}/tutup", forums::close)
}

/// Invitations, keys of queue systems and paper forms.
fn visits_addresses(addresses: Addresses) -> Addresses {
    addresses
        .page(With(Invite), "/meja/undangan", invitations::list)
        .page(With(Invite), "/meja/undangan/kartu", invitations::card)
        .page(With(Invite), "/meja/undangan/baru", invitations::new)
        .form(With(Invite), "/meja/undangan/baru", invitations::print)
        .page(
            With(Invite),
            "/meja/undangan/{id}/tarik",
            invitations::ask_withdraw,
        )
        .form(
            With(Invite),
            "/meja/undangan/{id}/tarik",
            invitations::withdraw,
        )
        .page(With(KeyPaper), "/meja/formulir", papers::list)
        .page(With(KeyPaper), "/meja/formulir/baru", papers::new)
        .form(With(KeyPaper), "/meja/formulir/baru", papers::open)
        .page(With(KeyPaper), "/meja/formulir/{id}", papers::show)
        .form(With(KeyPaper), "/meja/formulir/{id}", papers::key)
        .form(
            With(KeyPaper),
            "/meja/formulir/{id}/selisih",
            papers::settle,
        )
        .form(With(KeyPaper), "/meja/formulir/{id}/kotak", papers::deposit)
        .page(
            With(KeyPaper),
            "/meja/formulir/{id}/buang",
            papers::ask_discard,
        )
        .form(With(KeyPaper), "/meja/formulir/{id}/buang", papers::discard)
        .page(With(ManageKeys), "/meja/kunci", keys::list)
        .form(With(ManageKeys), "/meja/kunci", keys::make)
        .form(With(ManageKeys), "/meja/kunci/{id}/ganti", keys::renew)
        .page(With(ManageKeys), "/meja/kunci/{id}/akhiri", keys::ask_end)
        .form(With(ManageKeys), "/meja/kunci/{id}/akhiri", keys::end)
}

/// Indicators, targets and realisations.
fn indicators_addresses(addresses: Addresses) -> Addresses {
    addresses
        .upload(
            With(EnterRealisations),
            "/meja/indikator/berkas",
            csv::preview::<indicator_files::Files>,
        )
        .upload(
            With(EnterRealisations),
            "/meja/indikator/berkas/terapkan",
            csv::apply::<indicator_files::Files>,
        )
        .page(
            With(SeeRealisations),
            "/meja/indikator/berkas",
            indicator_files::show,
        )
        .file(
            With(SeeRealisations),
            "/meja/indikator/berkas/{file}",
            indicator_files::download,
        )
        .page(With(SeeRealisations), "/meja/indikator", indicators::list)
        .page(
            With(EnterRealisations),
            "/meja/indikator/baru",
            indicators::new,
        )
        .form(
            With(EnterRealisations),
            "/meja/indikator/baru",
            indicators::create,
        )
        .page(
            With(SeeRealisations),
            "/meja/indikator/{slug}",
            indicators::show,
        )
        .page(
            With(SeeRealisations),
            "/meja/indikator/{slug}/riwayat",
            indicators::history,
        )
        .page(
            With(EnterRealisations),
            "/meja/indikator/{slug}/ubah",
            indicators::edit,
        )
        .form(
            With(EnterRealisations),
            "/meja/indikator/{slug}/ubah",
            indicators::change,
        )
        .page(
            With(SeeRealisations),
            "/meja/realisasi/{slug}/{period}",
            realisations::show,
        )
        .page(
            With(SeeRealisations),
            "/meja/realisasi/{slug}/{period}/riwayat",
            realisations::history,
        )
        .form(
            With(EnterRealisations),
            "/meja/realisasi/{slug}/{period}/target",
            realisations::set_target,
        )
        .form(
            With(EnterRealisations),
            "/meja/realisasi/{slug}/{period}/isi",
            realisations::enter,
        )
        .form(
            With(ConfirmRealisations),
            "/meja/realisasi/{slug}/{period}/sahkan",
            realisations::confirm,
        )
        .form(
            With(ConfirmRealisations),
            "/meja/realisasi/{slug}/{period}/kembalikan",
            realisations::send_back,
        )
        .form(
            With(EnterRealisations),
            "/meja/realisasi/{slug}/{period}/koreksi",
            realisations::propose_correction,
        )
        .page(
            With(ConfirmRealisations),
            "/meja/pengesahan",
            realisations::waiting,
        )
}

/// Comments, their originals and replies.
fn comments_addresses(addresses: Addresses) -> Addresses {
    addresses
        .page(With(Moderate), "/meja/komentar", moderation::list)
        .page(With(Moderate), "/meja/komentar/{id}", moderation::show)
        .form(With(Moderate), "/meja/komentar/{id}", moderation::decide)
        .page(
            With(ReadOriginals),
            "/meja/komentar/{id}/asli",
            original::ask,
        )
        .form(
            With(ReadOriginals),
            "/meja/komentar/{id}/asli",
            original::read,
        )
        .page(With(Reply), "/meja/tanggapan", replies::list)
        .page(With(Reply), "/meja/tanggapan/{id}", replies::show)
        .form(With(Reply), "/meja/tanggapan/{id}", replies::save)
}

/// Releases.
fn sealing_addresses(addresses: Addresses) -> Addresses {
    addresses
        .page(With(Seal), "/meja/rilis", releases::list)
        .form(With(Seal), "/meja/rilis", releases::propose)
        .form(
            With(Seal),
            "/meja/rilis/koreksi",
            releases::propose_corrections,
        )
        .page(With(Seal), "/meja/rilis/{id}", releases::show)
        .form(With(Seal), "/meja/rilis/{id}/setuju", releases::confirm)
        .form(With(Seal), "/meja/rilis/{id}/kembali", releases::send_back)
}
