//! The public pages of comments: rendered once per revision like every page that everybody reads.
//! It must not show anything that no release published.

use std::fmt::Write;

use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::language::Language;
use domain::moderation::{ReleasedComment, ReleasedPlace};
use domain::period::{Month, Period};
use domain::register::{Register, Slug};
use public::comments::{MONTH, Subject, comments_page};
use store::ReleasedFilter;
use ui::components::AFTER;
use ui::forms::typed::Typed;

use super::page::Page;
use super::reading::{Reading, possible};
use super::trouble::Problem;
use crate::state::AppState;

/// How many comments stand on a page.
const PER_PAGE: usize = 25;

/// How many stand on the page of their service or unit: few enough for its budget.
const NEWEST: u64 = 3;

/// `/unit/SLUG/komentar`
pub async fn unit(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
    let query = CommentsQuery::parse(query)?;
    let path = query.at(&format!("/unit/{slug}/komentar"));
    let reading = Reading::new(state, language, headers, path);
    let unit = reading.edition.site.record.register().unit(&slug).cloned();
    let unit = unit.ok_or_else(Problem::not_found)?;
    show(reading, Subject::Unit(unit), query).await
}

/// `/layanan/SLUG/komentar`
pub async fn service(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
    let query = CommentsQuery::parse(query)?;
    let path = query.at(&format!("/layanan/{slug}/komentar"));
    let reading = Reading::new(state, language, headers, path);
    let service = reading.edition.site.record.register().service(&slug);
    let service = service.cloned().ok_or_else(Problem::not_found)?;
    show(reading, Subject::Service(service), query).await
}

/// What a query asks for, whatever else stands in it.
struct CommentsQuery {
    month: Option<Month>,
    after: Option<ReleasedPlace>,
}

impl CommentsQuery {
    fn parse(query: Option<String>) -> Result<Self, Problem> {
        let query = query.unwrap_or_default();
        possible::<Month>(&query, MONTH)?;
        let typed = Typed::query(&query);
        Ok(Self {
            month: typed.text(MONTH).parse().ok(),
            after: typed.text(AFTER).parse().ok(),
        })
    }

    /// The one address of what is asked for.
    fn at(&self, path: &str) -> String {
        let mut address = path.to_owned();
        let month = self.month.map(|month| (MONTH, month.to_string()));
        let after = self.after.map(|place| (AFTER, place.to_string()));
        for (place, (name, value)) in month.into_iter().chain(after).enumerate() {
            let sign = if place == 0 { '?' } else { '&' };
            write!(address, "{sign}{name}={value}").expect("writing to memory does not fail");
        }
        address
    }
}

async fn show(
    mut reading: Reading,
    subject: Subject,
    query: CommentsQuery,
) -> Result<Response, Problem> {
    if let Some(response) = reading.known() {
        return Ok(response);
    }
    let filter = ReleasedFilter {
        period: query.month.map(Period::Month),
        after: query.after,
        ..about(reading.edition.site.record.register(), &subject)
    };
    let limit = PER_PAGE as u64 + 1;
    let comments = reading.comments(&filter, limit).await?;
    let Page {
        rows: comments,
        next: after,
    } = Page::of(comments, PER_PAGE, |comment| comment.place().to_string());
    let page = move |page, site| comments_page(page, site, subject, query.month, comments, after);
    Ok(reading.render(page).await)
}

/// The newest comments for the page of a service or unit.
pub(super) async fn newest(
    reading: &mut Reading,
    subject: &Subject,
) -> Result<Vec<ReleasedComment>, Problem> {
    let filter = about(reading.edition.site.record.register(), subject);
    reading.comments(&filter, NEWEST).await
}

/// All comments about a service, or about the services of a unit and everything below it.
fn about(register: &Register, subject: &Subject) -> ReleasedFilter {
    match subject {
        Subject::Service(service) => ReleasedFilter::of(vec![service.slug.clone()]),
        Subject::Unit(unit) => {
            let below = |service: &&domain::register::Service| {
                let lineage = register.lineage(&service.unit);
                lineage.iter().any(|above| above.slug == unit.slug)
            };
            let services = register.services().filter(below);
            let services = services.map(|service| service.slug.clone()).collect();
            ReleasedFilter {
                pooled: true,
                ..ReleasedFilter::of(services)
            }
        }
    }
}
