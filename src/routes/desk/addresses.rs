//! The addresses of the desk, by what they are about, each with the right that it asks for.
//! It must not know who has a right: that is the table of `domain::access`.

mod dialogue;
mod register;

use domain::access::Right::{
    Configure, ConfirmRealisations, EnterRealisations, Invite, KeyPaper, ManageKeys, ManagePeople,
    Moderate, OwnAccount, ReadAudit, ReadOriginals, Reply, Seal, SeeRealisations,
};

use super::{
    account, audit, csv, exclusions, home, indicator_files, indicators, invitations, keys,
    moderation, original, papers, people, realisations, releases, replies, sensitive, settings,
};
use crate::routes::addresses::Access::{Everybody, With};
use crate::routes::addresses::Addresses;
use crate::routes::{link, one_time_code, sign_in as signing_in};
use dialogue::{commitments_addresses, console_addresses, forums_addresses, minutes_addresses};
use register::{register_addresses, roster_addresses};

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
        console_addresses,
        minutes_addresses,
        sealing_addresses,
    ];
    parts
        .into_iter()
        .fold(Addresses::default(), |addresses, part| part(addresses))
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
        .page(With(Seal), "/meja/rilis/{id}/kecualikan", exclusions::form)
        .form(With(Seal), "/meja/rilis/{id}/kecualikan", exclusions::ask)
        .form(
            With(Seal),
            "/meja/rilis/{id}/hitung-kembali",
            exclusions::withdraw,
        )
}
