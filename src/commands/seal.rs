//! Sealing a month from the command line.
//! It must not show a figure: the release does, to everybody at once.

use super::SealArguments;
use crate::clock::Clock;
use crate::failure::Failure;

pub async fn run(arguments: SealArguments) -> Result<(), Failure> {
    let store = arguments.place.open().await?;
    let people = store.two_publishers(&arguments.by, &arguments.and).await?;
    let clock = match arguments.today {
        None => Clock::default(),
        Some(day) if store.is_demo().await? => Clock::fixed(day),
        Some(_) => return Err("--today works only on a demonstration's database".into()),
    };
    if !arguments.empty {
        let today = clock.today();
        store.must_not_be_empty(arguments.period, today).await?;
    }
    let published = store
        .seal(
            arguments.period,
            store.settings().await?.k,
            &people,
            clock.moment(),
        )
        .await?;
    let release = &published.release;
    println!("{} is sealed.", release.month());
    println!(
        "Ratings published: {}, in {} groups.",
        release.ratings(),
        release.atoms().len()
    );
    println!(
        "Services with too few ratings, waiting: {}.",
        release.services_waiting()
    );
    println!("SHA-256 of the release: {}", published.digest);
    store.close().await?;
    Ok(())
}
