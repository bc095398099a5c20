//! The public pages of comments: rendered once per revision like every page that everybody reads.
//! It must not show anything that no release published.

use std::fmt::Write;
use std::net::SocketAddr;

use axum::Extension;
use axum::extract::{ConnectInfo, Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::language::Language;
use domain::moderation::{ReleasedComment, ReleasedPlace};
use domain::period::{Month, Period};
use domain::register::Register;
use domain::slug::Slug;
use public::comments::{MONTH, Rated, comments_page};
use store::ReleasedFilter;
use ui::components::AFTER;
use ui::forms::typed::Typed;

use super::page::Page;
use super::public_request::{PublicRequest, possible};
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
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
    let query = CommentsQuery::parse(query)?;
    let path = query.at(&format!("/unit/{slug}/komentar"));
    let mut request = PublicRequest::new(state, language, headers, path);
    request.read_as_of(query.period(), |register| register.unit(&slug).is_some());
    let unit = request.site.record.register().unit(&slug).cloned();
    let unit = unit.ok_or_else(Problem::not_found)?;
    show(request, peer, Rated::Unit(unit), query).await
}

/// `/layanan/SLUG/komentar`
pub async fn service(
    State(state): State<AppState>,
    Extension(language): Extension<Language>,
    Path(slug): Path<String>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
    let query = CommentsQuery::parse(query)?;
    let path = query.at(&format!("/layanan/{slug}/komentar"));
    let mut request = PublicRequest::new(state, language, headers, path);
    request.read_as_of(query.period(), |register| register.service(&slug).is_some());
    let service = request.site.record.register().service(&slug);
    let service = service.cloned().ok_or_else(Problem::not_found)?;
    show(request, peer, Rated::Service(service), query).await
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
        possible::<ReleasedPlace>(&query, AFTER)?;
        let typed = Typed::query(&query);
        Ok(Self {
            month: typed.text(MONTH).parse().ok(),
            after: typed.text(AFTER).parse().ok(),
        })
    }

    fn period(&self) -> Option<Period> {
        self.month.map(Period::Month)
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
    mut request: PublicRequest,
    peer: SocketAddr,
    rated: Rated,
    query: CommentsQuery,
) -> Result<Response, Problem> {
    if let Some(response) = request.known() {
        return Ok(response);
    }
    request.spend(peer)?;
    if let Some(place) = query.after {
        // A place that no page can have named would be asked for anew each time, and kept.
        let named = request.state.store.released_comment(place.id).await?;
        if !named.is_some_and(|(_, comment)| comment.place() == place) {
            return Err(Problem::not_found());
        }
    }
    let filter = ReleasedFilter {
        period: query.period(),
        after: query.after,
        ..about(request.site.record.register(), &rated)
    };
    let limit = PER_PAGE as u64 + 1;
    let comments = request.comments(&filter, limit).await?;
    let Page {
        rows: comments,
        next: after,
    } = Page::of(comments, PER_PAGE, |comment| comment.place().to_string());
    let page = move |page, site| comments_page(page, site, rated, query.month, comments, after);
    Ok(request.render(page).await)
}

/// The newest comments for the page of a service or unit, or of a period of it.
pub(super) async fn newest(
    request: &mut PublicRequest,
    rated: &Rated,
    period: Option<Period>,
) -> Result<Vec<ReleasedComment>, Problem> {
    let filter = ReleasedFilter {
        period,
        ..about(request.site.record.register(), rated)
    };
    request.comments(&filter, NEWEST).await
}

/// All comments about a service, or about the services of a unit and everything below it.
fn about(register: &Register, rated: &Rated) -> ReleasedFilter {
    match rated {
        Rated::Service(service) => ReleasedFilter::of(vec![service.slug.clone()]),
        Rated::Unit(unit) if unit.parent.is_none() => ReleasedFilter::all(),
        Rated::Unit(unit) => {
            let services = register.services();
            let services =
                services.filter(|service| register.lies_within(&service.unit, &unit.slug));
            let services = services.map(|service| service.slug.clone()).collect();
            ReleasedFilter {
                pooled: true,
                ..ReleasedFilter::of(services)
            }
        }
    }
}
