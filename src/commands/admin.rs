//! Links for administrators, for the first start and for when nobody can sign in any more.
//! It must not set a password: whoever gets the link chooses it.

use clap::Args;
use domain::access::{Grant, Permit, Right, Role};
use domain::account::{Email, PersonName};
use domain::sensitive::LinkPurpose;
use store::Newcomer;

use super::Place;
use crate::clock::Clock;
use crate::failure::Failure;

#[derive(Debug, Args)]
pub struct InviteArguments {
    #[command(flatten)]
    place: Place,
    /// E-mail address of the administrator; not needed for the first one
    #[arg(long)]
    email: Option<Email>,
    /// Make a link for new one-time codes instead of a new password, to an account that is known
    #[arg(long, requires = "email", conflicts_with = "name")]
    codes: bool,
    /// Name of a new administrator
    #[arg(long, requires = "email")]
    name: Option<PersonName>,
    /// Address under which people reach the portal
    #[arg(
        long,
        env = "SUARA_WARGA_PUBLIC_URL",
        default_value = "http://127.0.0.1:3000"
    )]
    public_url: String,
}

/// Prints a link: to set up the portal while nobody has an account, to a known account, or to a new administrator's.
pub async fn invite(arguments: InviteArguments) -> Result<(), Failure> {
    let store = arguments.place.open().await?;
    let at = Clock::default().moment();
    let permit = Permit::console(Right::ManagePeople);
    let token = match arguments.email {
        None => {
            let link = store.make_set_up_link(at.now).await?;
            link.ok_or("say whom to invite: --email ADDRESS --name NAME")?
        }
        Some(email) => {
            if let Some(known) = store.credentials(&email).await? {
                let purpose = if arguments.codes {
                    LinkPurpose::Codes
                } else {
                    LinkPurpose::Password
                };
                store.make_link(&permit, known.id, purpose, at).await?
            } else {
                let name = arguments.name.ok_or("a new administrator needs a --name")?;
                let register = store.register().await?;
                let city = register.root().ok_or(
                    "there are no units yet; leave out --email to set up the first administrator",
                )?;
                let grants = vec![Grant {
                    role: Role::Administrator,
                    unit: city.slug.clone(),
                }];
                let newcomer = Newcomer {
                    email,
                    name,
                    grants,
                };
                store.invite_person(&permit, &newcomer, at).await?.1
            }
        }
    };
    let url = arguments.public_url.trim_end_matches('/');
    println!("{url}/undangan/{token}");
    store.close().await?;
    Ok(())
}
