//! The officers of the viewer's units as a file: taking it away, looking a new one through, keeping it.
//! It must not keep a file whose preview showed something else.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use axum::body::Bytes;
use axum::response::{IntoResponse, Response};
use desk::csv_import::{CONTENT, Preview, Refusal, preview_page};
use desk::document::Notice;
use desk::forms::BASE;
use desk::officers::{OfficerChange, officers_preview};
use domain::access::{AccountId, Permit, Right};
use domain::noun::Fields;
use domain::officer::{KeptOfficer, Officer, OfficerFilter, OfficerId};
use domain::release::Digest;
use store::OfficerError;
use ui::forms::typed::Typed;
use ui::t;
use uuid::Uuid;

use super::{offered_accounts, show_list};
use crate::files::officers::{Known, OfficerRow, read, write};
use crate::routes::desk::Visit;
use crate::routes::desk::upload::{Upload, csv_file};
use crate::routes::trouble::Problem;

/// More officers than any city has.
const ALL: u64 = 1_000_000;

/// The officers of the viewer's units as a file.
pub async fn export(visit: Visit) -> Result<Response, Problem> {
    let kept = Kept::of(&visit).await?;
    let rows = kept.officers.values().map(|kept_officer| {
        let account = kept_officer.account.and_then(|id| kept.emails.get(&id));
        (
            &kept_officer.officer,
            account.map_or("", |email| email.as_str()),
        )
    });
    Ok(csv_file("petugas.csv", write(rows)).into_response())
}

/// Shows what a file would change.
pub async fn preview(visit: Visit, Upload(file): Upload) -> Result<Response, Problem> {
    match file {
        Ok(file) => look_through(&visit, &file, false).await,
        Err(refusal) => refuse(&visit, refusal).await,
    }
}

/// Keeps a file that was looked through, unless somebody else changed an officer since then.
pub async fn apply(visit: Visit, body: Bytes) -> Result<Response, Problem> {
    let typed = Typed::decode(&body);
    let file = typed.raw(CONTENT).as_bytes();
    let kept = Kept::of(&visit).await?;
    if typed.text(BASE) != kept.fingerprint().to_string() {
        return look_through(&visit, file, true).await;
    }
    let rows = match read(file, &kept.known) {
        Ok(rows) => rows,
        Err(reason) => return refuse(&visit, visit.unreadable(&reason)).await,
    };
    let mut changes = Vec::new();
    for (before, after) in kept.changes(rows) {
        changes.push((permit(&visit, &after, before.as_ref())?, after));
    }
    let store = &visit.state.store;
    match store.save_officers(&changes, visit.now()).await {
        Ok(()) => Ok(visit.done(Notice::Saved, "/meja/petugas")),
        Err(OfficerError::Conflict) => look_through(&visit, file, true).await,
        Err(OfficerError::Taken | OfficerError::NotAnOfficersAccount) => {
            let reason = t!(visit.language, "officers-csv-taken");
            refuse(&visit, Refusal::Unreadable(reason)).await
        }
        Err(OfficerError::Store(error)) => Err(error.into()),
    }
}

/// The permit for where the officer is going; that the viewer may change where the officer was is asked as well.
fn permit(
    visit: &Visit,
    after: &KeptOfficer,
    before: Option<&KeptOfficer>,
) -> Result<Permit, Problem> {
    let site = visit.site();
    let permit = |kept: &KeptOfficer| {
        visit.viewer.permit(
            Right::EditRoster,
            &kept.officer.unit,
            site.record.register(),
        )
    };
    before.map(permit).transpose()?;
    permit(after)
}

async fn look_through(visit: &Visit, file: &[u8], moved: bool) -> Result<Response, Problem> {
    let kept = Kept::of(visit).await?;
    let rows = match read(file, &kept.known) {
        Ok(rows) => rows,
        Err(reason) => return refuse(visit, visit.unreadable(&reason)).await,
    };
    let hidden = vec![
        (BASE, kept.fingerprint().to_string()),
        (CONTENT, String::from_utf8_lossy(file).into_owned()),
    ];
    let changes = kept.changes(rows).into_iter();
    let changes = changes.map(|(before, after)| OfficerChange {
        before: before.map(|before| kept.snapshot(&before)),
        after: kept.snapshot(&after),
    });
    let preview = Preview {
        moved,
        ..officers_preview(visit.language, changes.collect(), hidden)
    };
    let desk = visit.desk_at("/meja/petugas");
    Ok(visit.show(preview_page(desk, preview)).await)
}

async fn refuse(visit: &Visit, refusal: Refusal) -> Result<Response, Problem> {
    show_list(visit, "/meja/petugas", Some(refusal)).await
}

/// The officers that the viewer may change, with what a file may refer to.
struct Kept {
    officers: BTreeMap<OfficerId, KeptOfficer>,
    emails: HashMap<AccountId, String>,
    known: Known,
}

impl Kept {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let units = visit.units(Right::EditRoster).into_iter();
        let filter = OfficerFilter {
            units: units.map(|(slug, _)| slug).collect(),
            ..OfficerFilter::default()
        };
        let officers = visit.state.store.officers(&filter, ALL).await?;
        let own: Vec<AccountId> = officers.iter().filter_map(|kept| kept.account).collect();
        let accounts = offered_accounts(visit, &own).await?;
        let emails: HashMap<_, _> = accounts
            .iter()
            .map(|account| (account.id, account.email.to_string()))
            .collect();
        let claims = visit.state.store.officer_claims().await?;
        let nips = claims.iter().cloned();
        let owners = claims.iter();
        let known = Known {
            officers: officers
                .iter()
                .map(|kept| (kept.officer.id, fields_of(kept, &emails)))
                .collect(),
            accounts: emails
                .iter()
                .map(|(id, email)| (email.clone(), *id))
                .collect(),
            units: filter.units.into_iter().collect(),
            nips: nips.filter_map(|(id, nip, _)| Some((nip?, id))).collect(),
            owners: owners
                .filter_map(|(id, _, account)| Some(((*account)?, *id)))
                .collect(),
        };
        Ok(Self {
            emails,
            officers: officers
                .into_iter()
                .map(|kept| (kept.officer.id, kept))
                .collect(),
            known,
        })
    }

    /// A hash of who is kept in which version.
    fn fingerprint(&self) -> Digest {
        let mut text = String::new();
        for (id, kept) in &self.officers {
            writeln!(text, "{id} {}", kept.version).expect("a string takes any text");
        }
        Digest::of(text.as_bytes())
    }

    /// The rows that change anything, each with what is kept.
    fn changes(&self, rows: Vec<OfficerRow>) -> Vec<(Option<KeptOfficer>, KeptOfficer)> {
        let changes = rows.into_iter().map(|row| {
            let before = row.id.and_then(|id| self.officers.get(&id)).cloned();
            let after = KeptOfficer {
                officer: Officer {
                    id: row.id.unwrap_or_else(|| Uuid::new_v4().into()),
                    name: row.name,
                    nip: row.nip,
                    unit: row.unit,
                    validity: row.validity,
                    more: row.more,
                },
                account: row.account,
                version: before.as_ref().map_or(0, |before| before.version),
            };
            (before, after)
        });
        changes
            .filter(|(before, after)| before.as_ref() != Some(after))
            .collect()
    }

    /// What a change is shown by.
    fn snapshot(&self, kept: &KeptOfficer) -> domain::history::Snapshot {
        fields_of(kept, &self.emails).snapshot()
    }
}

/// An officer as text, the account by its address.
fn fields_of(kept: &KeptOfficer, emails: &HashMap<AccountId, String>) -> Fields {
    let account = kept.account.and_then(|id| emails.get(&id));
    kept.officer.fields(account.map_or("", String::as_str))
}
