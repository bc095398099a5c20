//! The addresses of what the register holds, of the officers, and of who serves where.
//! It must not know who has a right.

use domain::access::Right::{EditRoster, EditServices, EditUnits};

use crate::routes::addresses::Access::With;
use crate::routes::addresses::Addresses;
use crate::routes::desk::{calendar, csv, officers, register, roster};

/// Units, services and counters.
pub(super) fn register_addresses(addresses: Addresses) -> Addresses {
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
pub(super) fn roster_addresses(addresses: Addresses) -> Addresses {
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
            "/meja/jaga/{unit}/hari-ini",
            roster::today,
        )
        .form(
            With(EditRoster),
            "/meja/jaga/{unit}/hari-ini",
            roster::confirm,
        )
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
