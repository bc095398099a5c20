//! Reading files into the database.
//! It must not know the form of a file: that is in `files`.

use std::path::Path;

use domain::access::{Permit, Right};
use domain::digest::Digest;
use domain::moment::ClockStanding;
use domain::paper::FormDays;
use domain::register::changes;
use domain::slug::Slug;
use store::StoreError;

use super::Place;
use crate::clock::Clock;
use crate::failure::Failure;
use crate::files::{ratings, register};

pub async fn register(place: &Place, folder: &Path) -> Result<(), Failure> {
    let files = register::RegisterFiles::load(folder)?;
    let store = place.open().await?;
    let registered = store.register().await?;
    let register = register::read_onto(&files, &registered)?;
    let records = changes(&registered, &register);
    if !records.is_empty() {
        let records = records.into_iter().map(|change| change.after).collect();
        let permit = Permit::console(Right::EditUnits);
        let (base, now) = (registered.digest(), Clock::default().now());
        let what = folder.display().to_string();
        store
            .import_records(&permit, base, records, &what, now)
            .await?;
    }
    let (units, services, counters) = (
        register.units().count(),
        register.services().count(),
        register.counters().count(),
    );
    println!("Imported {units} units, {services} services and {counters} counters.");
    store.close().await?;
    Ok(())
}

pub async fn ratings(place: &Place, file: &Path, service: &Slug) -> Result<(), Failure> {
    let bytes = std::fs::read(file)
        .map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    let clock = Clock::default();
    let store = place.open().await?;
    if let doubt @ ClockStanding::Ahead(_) = store.clock_standing(clock.now()).await? {
        return Err(StoreError::Clock(doubt).into());
    }
    let register = store.register().await?;
    let rated = register
        .service(service)
        .ok_or_else(|| format!("there is no service {service}"))?;
    let days = FormDays::of(rated, &register, clock.today());
    let ratings = ratings::read(&bytes, days)?;
    let count = ratings.len();
    let permit = Permit::console(Right::KeyPaper);
    let (digest, now) = (Digest::of(&bytes), clock.now());
    if store
        .import_paper(&permit, service, digest, ratings, now)
        .await?
    {
        println!("Imported {count} ratings of {service}. They are published with the next seal.");
    } else {
        println!("This file was imported for {service} before; nothing was stored.");
    }
    store.close().await?;
    Ok(())
}
