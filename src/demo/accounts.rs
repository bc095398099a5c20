//! The accounts of the demonstration: one for each role, for everybody to try.
//! They must exist in a demonstration only, because their password and their one-time codes are public.

use desk::sign_in::DemoAccount;
use domain::access::{AccountId, Grant, Permit, Right, Role};
use domain::account::Email;
use domain::moment::Moment;
use store::{Newcomer, OneTimeSecret, Store};

use crate::failure::Failure;
use crate::identity::password::Password;

/// The password of all of them.
const PASSWORD: &str = "kuda berlari di atas awan";

/// Where most of their work is.
const UNIT: &str = "disdukcapil";

/// Everywhere.
const CITY: &str = "bukittinggi";

/// The address of the account that belongs to an officer of the duty roster.
pub const OFFICER: &str = "petugas@suara.example";

/// The names in the addresses of the two who seal.
pub const PUBLISHERS: [&str; 2] = ["penerbit-1", "penerbit-2"];

/// The name in the address of the one who leads forums.
pub const MODERATOR: &str = "moderator";

/// The name in the address of the one who leads the unit.
pub const HEAD: &str = "kepala";

/// The name in the address, the name to show, the role and its unit.
const ACCOUNTS: [(&str, &str, Role, &str); 10] = [
    (
        "administrator",
        "Administrator contoh",
        Role::Administrator,
        CITY,
    ),
    ("operator", "Operator contoh", Role::Operator, UNIT),
    ("operator-2", "Operator contoh kedua", Role::Operator, UNIT),
    (HEAD, "Kepala unit contoh", Role::Head, UNIT),
    (PUBLISHERS[0], "Penerbit contoh satu", Role::Publisher, CITY),
    (PUBLISHERS[1], "Penerbit contoh dua", Role::Publisher, CITY),
    (MODERATOR, "Moderator contoh", Role::Moderator, CITY),
    ("penilai", "Penilai contoh", Role::Appraiser, UNIT),
    ("petugas", "Petugas contoh", Role::Officer, UNIT),
    ("auditor", "Auditor contoh", Role::Auditor, CITY),
];

/// The secret of the one-time codes of those who need one.
pub fn one_time_secret() -> OneTimeSecret {
    OneTimeSecret(b"bukittinggi-demo-key".to_vec())
}

/// The accounts as the page for signing in lists them.
pub fn listed() -> Vec<DemoAccount> {
    ACCOUNTS
        .iter()
        .map(|(address, _, role, _)| DemoAccount {
            role: *role,
            email: email(address),
            password: PASSWORD.to_owned(),
        })
        .collect()
}

/// The address of an account by the name in it.
pub fn email(address: &str) -> String {
    format!("{address}@suara.example")
}

/// The account by the name in its address.
pub async fn find(store: &Store, address: &str) -> Result<AccountId, Failure> {
    let credentials = store.credentials(&email(address).parse()?).await?;
    let credentials = credentials.ok_or("the demonstration has no such account")?;
    Ok(credentials.id)
}

/// Makes the accounts, through the same doors as real ones.
pub async fn make(store: &Store, at: Moment) -> Result<(), Failure> {
    let now = at.now;
    let permit = Permit::console(Right::ManagePeople);
    let password = Password::choose(PASSWORD, &[]);
    let hash = password.map_err(|_| "the password of the demonstration is too weak")?;
    let hash = hash.hash().await;
    for (address, name, role, unit) in ACCOUNTS {
        let newcomer = Newcomer {
            email: email(address).parse::<Email>()?,
            name: name.parse()?,
            grants: vec![Grant {
                role,
                unit: unit.parse()?,
            }],
        };
        let (id, token) = store.invite_person(&permit, &newcomer, at).await?;
        store.enter_account(token, hash.clone(), now).await?;
        if role.needs_second_factor() {
            let secret = one_time_secret();
            let codes = crate::identity::one_time_code::recovery_codes();
            store.set_second_factor(id, &secret, 0, &codes, now).await?;
        }
    }
    Ok(())
}
