//! The invented city: fills a fresh database month by month through the same doors as a real one.
//! It must not be mixed with real data: the database is marked first, and every page then says so.

pub mod accounts;
mod commitments;
mod forums;
mod indicators;
mod moderation;
pub mod province;
pub mod ratings;
mod roster;
mod sealing;
mod visits;

use domain::moment::Moment;
use domain::period::{Month, Period};
use ratings::{Invented, SEALED_MONTHS, ratings_of_month};
use store::{Deposit, Store};

use crate::failure::Failure;
use crate::files::register::{RegisterFiles, read, shifted};

/// The service for which the demonstration prints an invitation.
pub const INVITED_SERVICE: &str = "ktp-el";

/// The month in which the register files are set: the open month of the story.
pub(crate) const SET_IN: &str = "2026-11";

/// Everything invented follows from this number, so that every demonstration tells the same story.
pub(crate) const SEED: u64 = 20_261_101;

/// The register's files.
pub(crate) fn files() -> RegisterFiles {
    RegisterFiles {
        units: include_bytes!("demo/city/units.csv").to_vec(),
        services: include_bytes!("demo/city/services.csv").to_vec(),
        counters: include_bytes!("demo/city/counters.csv").to_vec(),
        transfers: include_bytes!("demo/city/transfers.csv").to_vec(),
    }
}

/// Fills a fresh database: the register, 24 sealed months and the open one up to `today`. Documents tell where the portal is.
pub async fn fill(store: &Store, public_url: &str, moment: Moment) -> Result<(), Failure> {
    let Moment { now, today } = moment;
    store.mark_as_demo().await?;
    let open = Month::of(today);
    let set_in: Month = SET_IN.parse()?;
    let register = shifted(&read(&files())?, open.ordinal() - set_in.ordinal());
    store.import_register(&register).await?;
    // What the trail tells of the past stands in the order in which it would have happened.
    let first = open.plus(-SEALED_MONTHS);
    let begun = moment.on_earlier_day(first.first_day());
    accounts::make(store, begun).await?;
    let rostered = Moment {
        now: begun.now,
        ..moment
    };
    roster::make(store, &register, rostered).await?;
    indicators::define(store, first, open, begun.now).await?;
    for number in 0..=SEALED_MONTHS {
        let month = open.plus(number - SEALED_MONTHS);
        let last_day = month.last_day().min(today);
        let mut invented = ratings_of_month(SEED, &register, number, month, last_day);
        moderation::add_findings(&mut invented);
        store
            .deposit_invented(invented.into_iter().map(Deposit::from).collect())
            .await?;
        let visited = visits::of_month(SEED, &register, number, month, last_day);
        store.deposit_invented_visits(visited).await?;
        if month < open {
            let decided_on = month.plus(1).first_day();
            store
                .moderate_invented(decided_on, moderation::decide)
                .await?;
            let reported = sealing::moment_of(month, moment);
            indicators::report(store, month, open, reported.now).await?;
            sealing::seal(store, number, month, moment).await?;
        }
        eprintln!("Filling the invented city: {month}");
    }
    visits::batches_and_keys(store, moment).await?;
    let answer = |number, comment: &_| moderation::answer(number, comment, today);
    store
        .answer_invented(Period::Month(open.plus(-1)), answer)
        .await?;
    store
        .answer_invented(Period::Month(open.plus(-2)), answer)
        .await?;
    indicators::correct(store, open, now).await?;
    commitments::make(store, moment).await?;
    forums::hold(store, public_url, moment).await?;
    store.mark_demo_as_filled().await?;
    Ok(())
}

impl From<Invented> for Deposit {
    fn from(invented: Invented) -> Self {
        Self {
            service: invented.service,
            counter: invented.counter,
            half: invented.half,
            proof: invented.proof,
            rating: invented.rating,
        }
    }
}
