//! Sealing the months of the demonstration, one of them by its two publishers, who leave out a stack of forms.
//! It must not be used anywhere else: nobody looks before what is sealed here.

use chrono::Days;
use domain::access::{Permit, Right};
use domain::moment::Moment;
use domain::period::Month;
use domain::rating::Proof;
use domain::seal::exclusion::Exclusion;
use domain::seal::{DEFAULT_K, TwoPeople};
use store::Store;

use super::accounts::{self, PUBLISHERS};
use super::ratings::A_STACK_BY_ONE_HAND;
use crate::failure::Failure;

/// How many days after the end of a month it is sealed.
const AFTER: u64 = 5;

/// The moment of a seal: some days after the end of its month, unless those have not come.
pub fn moment_of(month: Month, moment: Moment) -> Moment {
    moment.on_earlier_day(month.last_day() + Days::new(AFTER))
}

/// Seals a month, numbered from the first of the demonstration, some days after its end.
pub async fn seal(store: &Store, number: i32, month: Month, moment: Moment) -> Result<(), Failure> {
    let moment = moment_of(month, moment);
    let stack = A_STACK_BY_ONE_HAND.gathering();
    let stack = stack.filter(|stack| stack.month == number);
    let Some(stack) = stack else {
        let people = TwoPeople::new("Penyegel contoh satu", "Penyegel contoh dua")?;
        store.seal(month, DEFAULT_K, &people, moment).await?;
        return Ok(());
    };
    let permit = Permit::console(Right::Seal);
    let [one, two] = PUBLISHERS;
    let (one, two) = (
        accounts::find(store, one).await?,
        accounts::find(store, two).await?,
    );
    let proposal = store.propose_seal(&permit, one, month, moment).await?;
    let day = stack.day_in(month);
    let exclusion = Exclusion {
        service: A_STACK_BY_ONE_HAND.about.parse()?,
        counter: None,
        proof: Proof::Paper,
        from: day,
        to: day,
        reason: "Contoh: setumpuk formulir hari itu berisi tulisan tangan yang sama, dan kelurahan membenarkan bahwa \
                 formulirnya diisi tanpa pengunjung."
            .to_owned(),
    };
    let now = moment.now;
    let asked = store
        .ask_exclusion(&permit, one, proposal, exclusion, now)
        .await?;
    store
        .confirm_proposal(&permit, two, proposal, &[asked], now)
        .await?;
    store.carry_out(proposal, moment, |_| ()).await?;
    Ok(())
}
