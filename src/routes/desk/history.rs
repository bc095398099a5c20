//! The versions of a record with the names of who wrote them, a page at a time.
//! It must not decide who may read them.

use axum::response::Response;
use desk::history::{Chronicle, NamedVersion, history_page};
use domain::noun::Noun;
use ui::components::AFTER;

use super::DeskRequest;
use crate::routes::page::Page;
use crate::routes::trouble::Problem;

/// How many versions stand on a page.
const PER_PAGE: usize = 50;

/// The history of the record `name`, whose page is at `path`.
pub async fn show(
    request: &DeskRequest,
    kind: Noun,
    key: &str,
    name: String,
    path: String,
) -> Result<Response, Problem> {
    let before = request.query().text(AFTER).parse().ok();
    let store = &request.state.store;
    let versions = store
        .history(kind, key, before, PER_PAGE as u64 + 1)
        .await?;
    let older = versions.iter().skip(1);
    let older: Vec<_> = older.map(|version| version.snapshot.clone()).collect();
    let Page {
        rows: versions,
        next: more,
    } = Page::of(versions, PER_PAGE, |version| version.version);
    let actors = versions.iter().map(|version| version.actor.as_str());
    let names = request.names(&actors.collect::<Vec<_>>()).await?;
    let mut older = older.into_iter();
    let versions = versions.into_iter().map(|version| NamedVersion {
        who: names.get(&version.actor).cloned(),
        before: older.next(),
        version,
    });
    let desk = request.desk();
    let chronicle = Chronicle {
        kind,
        name,
        path,
        versions: versions.collect(),
        more,
    };
    Ok(request.show(history_page(desk, chronicle)).await)
}
