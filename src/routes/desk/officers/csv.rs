//! The officers of the viewer's units as a file.
//! It must not tell of an officer of another unit, nor who has what a row may not have.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

use axum::response::Response;
use desk::csv_import::{FILE, FileFault, Looked, preview_page};
use desk::officers::{OfficerSides, officers_preview};
use domain::access::{AccountId, Permitted, Right};
use domain::officer::{KeptOfficer, OfficerFilter, OfficerId};
use domain::slug::Slug;
use store::OfficerError;
use ui::html::Html;
use ui::t;

use super::{list_with, offered_accounts};
use crate::files::officers::{Known, OfficerRow, read, write};
use crate::routes::desk::DeskRequest;
use crate::routes::desk::csv::{Import, Kept, csv_file, only};
use crate::routes::trouble::Problem;

const PATH: &str = "/meja/petugas";

/// More officers than any city has.
const ALL: u64 = 1_000_000;

/// The officers of the viewer's units as a file.
pub async fn export(request: DeskRequest) -> Result<Response, Problem> {
    let kept = Officers::of(&request, None).await?;
    Ok(csv_file("petugas.csv", write(&kept.known.officers)))
}

/// Officers who are handed in, over those whom the viewer may change.
pub struct Officers {
    kept: BTreeMap<OfficerId, KeptOfficer>,
    known: Known,
}

impl Officers {
    /// Of each officer who would change what is kept, nothing of somebody new, and what will be.
    fn sides<'a>(&'a self, rows: &'a [OfficerRow]) -> Vec<OfficerSides<'a>> {
        let sides = rows.iter().map(|row| OfficerSides {
            before: self.known.officers.get(&row.officer.id),
            after: &row.fields,
        });
        sides.collect()
    }

    /// An officer to be saved, with the permit for where the officer is going; that the viewer may change where the officer
    /// was is asked as well.
    fn permitted(
        &self,
        request: &DeskRequest,
        row: OfficerRow,
    ) -> Result<Permitted<KeptOfficer>, Problem> {
        let site = request.site();
        let register = site.record.register();
        let permit = |unit: &Slug| request.viewer.permit(Right::EditRoster, unit, register);
        let before = self.kept.get(&row.officer.id);
        before.map(|kept| permit(&kept.officer.unit)).transpose()?;
        let after = KeptOfficer {
            officer: row.officer,
            account: row.account,
            version: before.map_or(0, |before| before.version),
        };
        Ok(Permitted::new(&permit(&after.officer.unit)?, after))
    }
}

impl Import for Officers {
    type Plan = Vec<OfficerRow>;

    async fn of(request: &DeskRequest, _part: Option<String>) -> Result<Self, Problem> {
        let units = request.units(Right::EditRoster).into_iter();
        let filter = OfficerFilter {
            units: units.map(|named| named.slug).collect(),
            ..OfficerFilter::default()
        };
        let store = &request.state.store;
        let officers = store.officers(&filter, ALL).await?;
        let own: Vec<AccountId> = officers.iter().filter_map(|kept| kept.account).collect();
        let accounts = offered_accounts(request, &own).await?.into_iter();
        let emails: HashMap<_, _> = accounts
            .map(|account| (account.id, account.email.to_string()))
            .collect();
        let fields = |kept: &KeptOfficer| {
            let account = kept.account.and_then(|id| emails.get(&id));
            kept.officer.fields(account.map_or("", String::as_str))
        };
        let claims = store.officer_claims().await?;
        let nips = claims.iter().cloned();
        let owners = claims.iter();
        let known = Known {
            officers: officers
                .iter()
                .map(|kept| (kept.officer.id, fields(kept)))
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
        let kept = officers.into_iter();
        let kept = kept.map(|kept| (kept.officer.id, kept)).collect();
        Ok(Self { kept, known })
    }

    async fn plan(
        &self,
        request: &DeskRequest,
        files: &[Vec<u8>],
    ) -> Result<Result<Self::Plan, FileFault>, Problem> {
        let planned = read(only(files), &self.known).map(|mut rows| {
            rows.retain(|row| self.known.officers.get(&row.officer.id) != Some(&row.fields));
            rows
        });
        Ok(planned.map_err(|reason| request.unreadable(&reason)))
    }

    fn essence(&self, plan: &Self::Plan) -> impl Debug {
        format!("{:?}", self.sides(plan))
    }

    fn page(&self, request: &DeskRequest, plan: &Self::Plan, looked: Looked) -> Html {
        let preview = officers_preview(request.language, self.sides(plan));
        preview_page(request.desk_at(PATH), preview, looked)
    }

    async fn keep(&self, request: &DeskRequest, plan: Self::Plan) -> Result<Kept, Problem> {
        let changes = plan.into_iter().map(|row| self.permitted(request, row));
        let changes = changes.collect::<Result<Vec<_>, _>>()?;
        let store = &request.state.store;
        match store.save_officers(&changes, request.now()).await {
            Ok(()) => Ok(Kept::At(PATH.to_owned())),
            Err(OfficerError::Conflict(_)) => Ok(Kept::Moved),
            Err(OfficerError::Taken | OfficerError::NotAnOfficersAccount) => {
                let reason = t!(request.language, "officers-csv-taken");
                Ok(Kept::Refused(FileFault::unreadable(FILE, &reason)))
            }
            Err(OfficerError::Store(error)) => Err(error.into()),
        }
    }

    async fn refused(
        self,
        request: &DeskRequest,
        _files: Vec<Vec<u8>>,
        fault: FileFault,
    ) -> Result<Html, Problem> {
        list_with(request, PATH, Some(fault)).await
    }
}
