//! Who acted, by name.
//! It must not decide who may read it.

use std::collections::BTreeMap;

use domain::access::AccountId;

use super::DeskRequest;
use crate::routes::trouble::Problem;

impl DeskRequest {
    /// The names of those who acted, by what records call them. The command line, the server and accounts that are gone
    /// have none.
    pub async fn names(&self, actors: &[&str]) -> Result<BTreeMap<String, String>, Problem> {
        let ids = actors.iter().filter_map(|actor| actor.parse().ok());
        let ids: Vec<_> = ids.map(AccountId).collect();
        let names = self.state.store.account_names(&ids).await?;
        let names = names.into_iter();
        Ok(names.map(|(id, name)| (id.to_string(), name)).collect())
    }
}
