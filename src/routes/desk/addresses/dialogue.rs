//! The addresses of forums and of the commitments that come of them.
//! It must not know who has a right.

use domain::access::Right::{ConfirmMinutes, KeepCommitments, RunForums};

use crate::routes::addresses::Access::With;
use crate::routes::addresses::Addresses;
use crate::routes::desk::{commitments, forums, minutes};

/// Dialogue forums.
pub(super) fn forums_addresses(addresses: Addresses) -> Addresses {
    addresses
        .page(With(RunForums), "/meja/forum", forums::list)
        .page(With(RunForums), "/meja/forum/baru", forums::new)
        .form(With(RunForums), "/meja/forum/baru", forums::announce)
        .page(
            With(RunForums),
            "/meja/forum/{id}/kehadiran",
            forums::attendance::show,
        )
        .form(
            With(RunForums),
            "/meja/forum/{id}/kehadiran",
            forums::attendance::count,
        )
        .page(
            With(RunForums),
            "/meja/forum/{id}/berita-acara",
            forums::minutes::show,
        )
        .form(
            With(RunForums),
            "/meja/forum/{id}/berita-acara",
            forums::minutes::propose,
        )
        .form(
            With(RunForums),
            "/meja/forum/{id}/berita-acara/tarik",
            forums::minutes::take_back,
        )
        .file(
            With(RunForums),
            "/meja/forum/{id}/berita-acara/{minutes}",
            forums::minutes::document,
        )
        .page(
            With(RunForums),
            "/meja/forum/{id}/perubahan/{number}",
            forums::amendments::show,
        )
        .form(
            With(RunForums),
            "/meja/forum/{id}/perubahan/{number}",
            forums::amendments::answer,
        )
        .form(
            With(RunForums),
            "/meja/forum/{id}/perubahan/{number}/tahan",
            forums::amendments::withhold,
        )
        .page(
            With(RunForums),
            "/meja/forum/{id}/nomor",
            forums::slips::choose,
        )
        .form(
            With(RunForums),
            "/meja/forum/{id}/nomor",
            forums::slips::sheets,
        )
        .page(With(RunForums), "/meja/forum/{id}/ubah", forums::edit)
        .form(With(RunForums), "/meja/forum/{id}/ubah", forums::change)
        .page(With(RunForums), "/meja/forum/{id}/riwayat", forums::history)
        .form(With(RunForums), "/meja/forum/{id}/buka", forums::open)
        .form(With(RunForums), "/meja/forum/{id}/tutup", forums::close)
}

/// The moderator's console.
pub(super) fn console_addresses(addresses: Addresses) -> Addresses {
    addresses
        .page(With(RunForums), "/meja/forum/{id}", forums::console::show)
        .stream(With(RunForums), "/meja/forum/{id}/bel", forums::live::bell)
        .file(
            With(RunForums),
            "/meja/forum/{id}/kini",
            forums::console::in_hand,
        )
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
}

/// What the heads of units confirm.
pub(super) fn minutes_addresses(addresses: Addresses) -> Addresses {
    addresses
        .page(With(ConfirmMinutes), "/meja/berita-acara", minutes::list)
        .page(
            With(ConfirmMinutes),
            "/meja/berita-acara/{id}",
            minutes::show,
        )
        .file(
            With(ConfirmMinutes),
            "/meja/berita-acara/{id}/naskah",
            minutes::document,
        )
        .form(
            With(ConfirmMinutes),
            "/meja/berita-acara/{id}/setuju",
            minutes::confirm,
        )
        .form(
            With(ConfirmMinutes),
            "/meja/berita-acara/{id}/kembali",
            minutes::send_back,
        )
}

/// Commitments and their steps.
pub(super) fn commitments_addresses(addresses: Addresses) -> Addresses {
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
