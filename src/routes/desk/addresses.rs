//! The addresses of the desk, by what they are about, each with the right that it asks for.
//! It must not know who has a right: that is the table of `domain::access`.

use domain::access::Right::{
    Configure, ConfirmRealisations, EditRoster, EditServices, EditUnits, EnterRealisations, Invite,
    KeyPaper, ManageKeys, ManagePeople, Moderate, OwnAccount, ReadAudit, ReadOriginals, Reply,
    Seal, SeeRealisations,
};

use super::{
    account, audit, calendar, csv, home, indicator_files, indicators, invitations, keys,
    moderation, officers, original, papers, people, realisations, register, releases, replies,
    roster, settings,
};
use crate::routes::addresses::Access::{Everybody, With};
use crate::routes::addresses::Addresses;
use crate::routes::{link, one_time_code, sign_in as signing_in};

/// Every address that needs a session or begins one.
pub fn all(addresses: Addresses) -> Addresses {
    let parts = [
        sign_in_addresses,
        administration_addresses,
        register_addresses,
        roster_addresses,
        visits_addresses,
        indicators_addresses,
        comments_addresses,
        sealing_addresses,
    ];
    parts
        .into_iter()
        .fold(addresses, |addresses, part| part(addresses))
}

/// Signing in, and the own account.
fn sign_in_addresses(addresses: Addresses) -> Addresses {
    addresses
        .get(Everybody, "/masuk", signing_in::form)
        .post(Everybody, "/masuk", signing_in::submit)
        .get(Everybody, "/masuk/kode", one_time_code::form)
        .post(Everybody, "/masuk/kode", one_time_code::submit)
        .get(Everybody, "/undangan/{token}", link::form)
        .post(Everybody, "/undangan/{token}", link::submit)
        .post(With(OwnAccount), "/keluar", account::sign_out)
        .get(With(OwnAccount), "/meja", home::show)
        .get(With(OwnAccount), "/meja/akun", account::show)
        .post(With(OwnAccount), "/meja/akun/sandi", account::set_password)
        .post(With(OwnAccount), "/meja/akun/kode", account::renew_code)
        .post(
            With(OwnAccount),
            "/meja/akun/keluar",
            account::sign_out_everywhere,
        )
}

/// People, settings and the audit trail.
fn administration_addresses(addresses: Addresses) -> Addresses {
    addresses
        .get(With(ManagePeople), "/meja/orang", people::list)
        .get(With(ManagePeople), "/meja/orang/baru", people::new)
        .post(With(ManagePeople), "/meja/orang/baru", people::invite)
        .get(With(ManagePeople), "/meja/orang/{id}", people::show)
        .post(With(ManagePeople), "/meja/orang/{id}", people::change)
        .post(
            With(ManagePeople),
            "/meja/orang/{id}/tautan",
            people::make_link,
        )
        .get(With(Configure), "/meja/pengaturan", settings::show)
        .post(With(Configure), "/meja/pengaturan", settings::change)
        .get(With(ReadAudit), "/meja/audit", audit::list)
}

/// Units, services and counters.
fn register_addresses(addresses: Addresses) -> Addresses {
    addresses
        .get(With(EditServices), "/meja/unit", register::lists::units)
        .get(
            With(EditServices),
            "/meja/unit.csv",
            register::lists::units_file,
        )
        .get(With(EditUnits), "/meja/unit/baru", register::new_unit)
        .post(With(EditUnits), "/meja/unit/baru", register::add_unit)
        .get(With(EditServices), "/meja/unit/{slug}", register::unit)
        .post(
            With(EditServices),
            "/meja/unit/{slug}",
            register::change_unit,
        )
        .get(
            With(EditServices),
            "/meja/unit/{slug}/riwayat",
            register::unit_history,
        )
        .get(
            With(EditServices),
            "/meja/unit/{slug}/loket/baru",
            register::new_counter,
        )
        .post(
            With(EditServices),
            "/meja/unit/{slug}/loket/baru",
            register::add_counter,
        )
        .get(
            With(EditServices),
            "/meja/unit/{slug}/loket/{name}",
            register::counter,
        )
        .post(
            With(EditServices),
            "/meja/unit/{slug}/loket/{name}",
            register::change_counter,
        )
        .get(
            With(EditServices),
            "/meja/unit/{slug}/loket/{name}/riwayat",
            register::counter_history,
        )
        .get(
            With(EditServices),
            "/meja/loket.csv",
            register::lists::counters_file,
        )
        .get(
            With(EditServices),
            "/meja/layanan",
            register::lists::services,
        )
        .get(
            With(EditServices),
            "/meja/layanan.csv",
            register::lists::services_file,
        )
        .get(
            With(EditServices),
            "/meja/layanan/baru",
            register::new_service,
        )
        .post(
            With(EditServices),
            "/meja/layanan/baru",
            register::add_service,
        )
        .get(
            With(EditServices),
            "/meja/layanan/{slug}",
            register::service,
        )
        .post(
            With(EditServices),
            "/meja/layanan/{slug}",
            register::change_service,
        )
        .get(
            With(EditServices),
            "/meja/layanan/{slug}/riwayat",
            register::service_history,
        )
        .get(With(EditServices), "/meja/impor", register::import::form)
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
        .get(With(EditUnits), "/meja/kalender", calendar::show)
        .post(With(EditUnits), "/meja/kalender", calendar::add)
        .post(With(EditUnits), "/meja/kalender/hapus", calendar::remove)
        .get(With(EditUnits), "/meja/kalender/berkas", calendar::export)
        .get(With(EditUnits), "/meja/kalender/riwayat", calendar::history)
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
        .get(With(EditRoster), "/meja/petugas", officers::list)
        .get(With(EditRoster), "/meja/petugas/baru", officers::new)
        .post(With(EditRoster), "/meja/petugas/baru", officers::add)
        .get(With(EditRoster), "/meja/petugas.csv", officers::export)
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
        .get(
            With(EditRoster),
            "/meja/petugas/{id}/riwayat",
            officers::history,
        )
        .get(With(EditRoster), "/meja/petugas/{id}", officers::show)
        .post(With(EditRoster), "/meja/petugas/{id}", officers::change)
        .get(With(EditRoster), "/meja/jaga", roster::units)
        .get(With(EditRoster), "/meja/jaga/{unit}", roster::show)
        .post(With(EditRoster), "/meja/jaga/{unit}", roster::save)
        .get(With(EditRoster), "/meja/jaga/{unit}/berkas", roster::export)
        .get(
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

/// Invitations, keys of queue systems and paper forms.
fn visits_addresses(addresses: Addresses) -> Addresses {
    addresses
        .get(With(Invite), "/meja/undangan", invitations::list)
        .get(With(Invite), "/meja/undangan/kartu", invitations::card)
        .get(With(Invite), "/meja/undangan/baru", invitations::new)
        .post(With(Invite), "/meja/undangan/baru", invitations::print)
        .get(
            With(Invite),
            "/meja/undangan/{id}/tarik",
            invitations::ask_withdraw,
        )
        .post(
            With(Invite),
            "/meja/undangan/{id}/tarik",
            invitations::withdraw,
        )
        .get(With(KeyPaper), "/meja/formulir", papers::list)
        .get(With(KeyPaper), "/meja/formulir/baru", papers::new)
        .post(With(KeyPaper), "/meja/formulir/baru", papers::open)
        .get(With(KeyPaper), "/meja/formulir/{id}", papers::show)
        .post(With(KeyPaper), "/meja/formulir/{id}", papers::key)
        .post(
            With(KeyPaper),
            "/meja/formulir/{id}/selisih",
            papers::settle,
        )
        .post(With(KeyPaper), "/meja/formulir/{id}/kotak", papers::deposit)
        .get(
            With(KeyPaper),
            "/meja/formulir/{id}/buang",
            papers::ask_discard,
        )
        .post(With(KeyPaper), "/meja/formulir/{id}/buang", papers::discard)
        .get(With(ManageKeys), "/meja/kunci", keys::list)
        .post(With(ManageKeys), "/meja/kunci", keys::make)
        .post(With(ManageKeys), "/meja/kunci/{id}/ganti", keys::renew)
        .get(With(ManageKeys), "/meja/kunci/{id}/akhiri", keys::ask_end)
        .post(With(ManageKeys), "/meja/kunci/{id}/akhiri", keys::end)
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
        .get(
            With(SeeRealisations),
            "/meja/indikator/berkas",
            indicator_files::show,
        )
        .get(
            With(SeeRealisations),
            "/meja/indikator/berkas/{file}",
            indicator_files::download,
        )
        .get(With(SeeRealisations), "/meja/indikator", indicators::list)
        .get(
            With(EnterRealisations),
            "/meja/indikator/baru",
            indicators::new,
        )
        .post(
            With(EnterRealisations),
            "/meja/indikator/baru",
            indicators::create,
        )
        .get(
            With(SeeRealisations),
            "/meja/indikator/{slug}",
            indicators::show,
        )
        .get(
            With(SeeRealisations),
            "/meja/indikator/{slug}/riwayat",
            indicators::history,
        )
        .get(
            With(EnterRealisations),
            "/meja/indikator/{slug}/ubah",
            indicators::edit,
        )
        .post(
            With(EnterRealisations),
            "/meja/indikator/{slug}/ubah",
            indicators::change,
        )
        .get(
            With(SeeRealisations),
            "/meja/realisasi/{slug}/{period}",
            realisations::show,
        )
        .get(
            With(SeeRealisations),
            "/meja/realisasi/{slug}/{period}/riwayat",
            realisations::history,
        )
        .post(
            With(EnterRealisations),
            "/meja/realisasi/{slug}/{period}/target",
            realisations::set_target,
        )
        .post(
            With(EnterRealisations),
            "/meja/realisasi/{slug}/{period}/isi",
            realisations::enter,
        )
        .post(
            With(ConfirmRealisations),
            "/meja/realisasi/{slug}/{period}/sahkan",
            realisations::confirm,
        )
        .post(
            With(ConfirmRealisations),
            "/meja/realisasi/{slug}/{period}/kembalikan",
            realisations::send_back,
        )
        .post(
            With(EnterRealisations),
            "/meja/realisasi/{slug}/{period}/koreksi",
            realisations::propose_correction,
        )
        .get(
            With(ConfirmRealisations),
            "/meja/pengesahan",
            realisations::waiting,
        )
}

/// Comments, their originals and replies.
fn comments_addresses(addresses: Addresses) -> Addresses {
    addresses
        .get(With(Moderate), "/meja/komentar", moderation::list)
        .get(With(Moderate), "/meja/komentar/{id}", moderation::show)
        .post(With(Moderate), "/meja/komentar/{id}", moderation::decide)
        .get(
            With(ReadOriginals),
            "/meja/komentar/{id}/asli",
            original::ask,
        )
        .post(
            With(ReadOriginals),
            "/meja/komentar/{id}/asli",
            original::read,
        )
        .get(With(Reply), "/meja/tanggapan", replies::list)
        .get(With(Reply), "/meja/tanggapan/{id}", replies::show)
        .post(With(Reply), "/meja/tanggapan/{id}", replies::save)
}

/// Releases.
fn sealing_addresses(addresses: Addresses) -> Addresses {
    addresses
        .get(With(Seal), "/meja/rilis", releases::list)
        .post(With(Seal), "/meja/rilis", releases::propose)
        .post(
            With(Seal),
            "/meja/rilis/koreksi",
            releases::propose_corrections,
        )
        .get(With(Seal), "/meja/rilis/{id}", releases::show)
        .post(With(Seal), "/meja/rilis/{id}/setuju", releases::confirm)
        .post(With(Seal), "/meja/rilis/{id}/kembali", releases::send_back)
}
