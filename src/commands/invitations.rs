//! Making invitations and taking them back.
//! It must not keep a code: the sheet is the only place where codes can be read.

use domain::access::{Permit, Right};
use domain::invitation::Code;
use domain::language::Language;
use store::{Batch, FormToken, StoreError, private_file};

use super::{InvitationArguments, Place};
use crate::clock::Clock;
use crate::failure::Failure;
use crate::files::sheet::{self, Sheet};

pub async fn run(arguments: InvitationArguments) -> Result<(), Failure> {
    let store = arguments.place.open().await?;
    let register = store.register().await?;
    let service = register
        .service(&arguments.service)
        .ok_or_else(|| StoreError::Missing(format!("there is no service {}", arguments.service)))?;
    let batch = Batch {
        form: FormToken::random(),
        service: arguments.service.clone(),
        counter: Some(arguments.counter.clone()),
        issued: Clock::default().today(),
        half: None,
        valid_until: arguments.valid_until,
    };
    let out = arguments.out.display();
    let unwritable = |error| format!("{out} cannot be written: {error}");
    // Made before the codes are, because codes that nobody can read are lost; private, because whoever has a code can use it.
    private_file(&arguments.out).map_err(unwritable)?;
    let codes = store
        .issue_invitations(
            &Permit::console(Right::Invite),
            &batch,
            arguments.count as usize,
            Clock::default().now(),
        )
        .await?;
    let office = register
        .unit(&service.unit)
        .map(|unit| unit.name.get(Language::Indonesian).to_owned());
    let html = sheet::html(&Sheet {
        issued: batch.issued,
        half: batch.half,
        office: office.unwrap_or_default(),
        service: service.name.get(Language::Indonesian).to_owned(),
        counter: batch.counter,
        valid_until: arguments.valid_until,
        public_url: arguments.public_url.trim_end_matches('/').to_owned(),
        codes,
        invented: store.is_demo().await?,
        back: None,
    });
    std::fs::write(&arguments.out, html).map_err(unwritable)?;
    println!(
        "Wrote {} slips to {out}. The codes cannot be shown again.",
        arguments.count
    );
    store.close().await?;
    Ok(())
}

pub async fn withdraw(place: &Place, code: Code) -> Result<(), Failure> {
    let store = place.open().await?;
    let permit = Permit::console(Right::Invite);
    if !store
        .withdraw_batch_of(&permit, &code, Clock::default().now())
        .await?
    {
        return Err("there is no invitation with this code".into());
    }
    println!("The batch is withdrawn. Its unspent codes cannot be used any more.");
    store.close().await?;
    Ok(())
}
