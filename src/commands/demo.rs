//! The demonstration: an invented city, filled in once and then served.
//! It must not touch a database that holds real data.

use chrono::NaiveDate;
use clap::Args;
use domain::access::{Permit, Right};
use domain::moment::Moment;
use domain::period::Month;
use domain::slug::Slug;
use store::{Batch, FormToken, Store};

use super::{Front, Place};
use crate::clock::Clock;
use crate::commands::serve::serve;
use crate::demo;
use crate::failure::Failure;
use crate::log;

#[derive(Debug, Args)]
pub struct DemoArguments {
    #[command(flatten)]
    front: Front,
    /// Folder for the SQLite file
    #[arg(long, env = "SUARA_WARGA_DATA", default_value = "data")]
    data: std::path::PathBuf,
    /// Folder for the keys [default: the folder keys in the data folder]
    #[arg(long, env = "SUARA_WARGA_KEYS")]
    keys: Option<std::path::PathBuf>,
    /// Pretend this day
    #[arg(long, value_parser = super::day)]
    today: Option<NaiveDate>,
}

/// Services and sealed months without ratings, for measuring.
#[derive(Debug, Args)]
pub struct ProvinceArguments {
    /// Folder for the SQLite file
    #[arg(long)]
    data: std::path::PathBuf,
    /// Number of services; without it months are added to the demonstration in the folder
    #[arg(long)]
    services: Option<usize>,
    /// Number of sealed months to add
    #[arg(long)]
    months: i32,
}

pub async fn province(arguments: ProvinceArguments) -> Result<(), Failure> {
    let place = Place {
        database_url: None,
        data: arguments.data,
        keys: None,
    };
    let store = place.open_or_begin().await?;
    if let Some(services) = arguments.services {
        if !store.register().await?.is_empty() {
            return Err("a province needs an empty folder".into());
        }
        demo::province::found(&store, services).await?;
    }
    let open = Month::of(Clock::default().today());
    demo::province::seal_months(&store, arguments.months, open).await?;
    Ok(store.close().await?)
}

pub async fn run(arguments: DemoArguments) -> Result<(), Failure> {
    log::begin();
    let clock = arguments.today.map_or_else(Clock::default, Clock::fixed);
    let place = Place {
        database_url: None,
        data: arguments.data,
        keys: arguments.keys,
    };
    let store = place.open_or_begin().await?;
    let folder = place.data.display();
    if !store.is_demo().await? {
        if !store.register().await?.is_empty() {
            return Err(
                format!("{folder} holds real data; choose another folder with --data").into(),
            );
        }
        demo::fill(&store, &arguments.front.public_url(), clock.moment()).await?;
    } else if !store.is_demo_filled().await? {
        return Err(format!(
            "filling the demonstration was interrupted; delete {folder} and start again"
        )
        .into());
    }
    let code = invitation(&store, clock.moment()).await?;
    let latest = store.public_record().await?.last_month();
    serve(store, &arguments.front, clock, |url| {
        print_addresses(url, &code, latest);
    })
    .await
}

/// A fresh invitation for the visitor of the demonstration.
async fn invitation(store: &Store, moment: Moment) -> Result<String, Failure> {
    let Moment { now, today } = moment;
    let permit = Permit::console(Right::Invite);
    let service: Slug = demo::INVITED_SERVICE.parse()?;
    let batch = Batch {
        form: FormToken::random(),
        service,
        counter: None,
        issued: today,
        half: None,
        valid_until: Month::of(today).plus(1).last_day(),
    };
    let codes = store.issue_invitations(&permit, &batch, 10, now).await?;
    Ok(codes.first().map(ToString::to_string).unwrap_or_default())
}

fn print_addresses(url: &str, code: &str, latest: Option<Month>) {
    println!("Suara Warga, demonstration with invented data. Worth opening:");
    println!("  {url}/                       the city (English: {url}/en)");
    println!("  {url}/unit/dpmptsp           a permit office that got faster");
    println!("  {url}/unit/puskesmas-mandiangin  a health centre that got worse");
    println!("  {url}/layanan/ktp-el         a service with its standard");
    println!("  {url}/nilai/{code}        rate a visit with an invitation");
    println!("  {url}/masuk                  the desk, with accounts to try");
    if let Some(latest) = latest {
        println!("  {url}/data/{latest}.json     the last release");
    }
    println!("Stop with Ctrl-C.");
}
