//! A request for a page that everybody reads: answered from memory if the page was made before, else made and kept.
//! It must not know which page it is.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::str::FromStr;
use std::sync::Arc;

use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;
use domain::commitment::follow_up::ReleaseDay;
use domain::commitment::{Kept, Number, in_order};
use domain::forum::AnsweredGroup;
use domain::forum::KeptForum;
use domain::language::Language;
use domain::moderation::ReleasedComment;
use domain::period::Period;
use domain::register::Register;
use domain::slug::Slug;
use store::{ForumFilter, Part, ReleasedFilter};
use ui::html::Html;
use ui::page::Page;
use ui::site::Site;

use super::trouble::Problem;
use crate::cached::{Cached, Reuse};
use crate::publication::{Edition, FIGURES, Key, Parts};
use crate::render;
use crate::state::AppState;

/// A request for a page of an edition. The path is the one address of what is shown, so that different spellings of a
/// query share one response.
pub(super) struct PublicRequest {
    pub(super) state: AppState,
    pub(super) edition: Arc<Edition>,
    /// What the page reads.
    pub(super) site: Arc<Site>,
    headers: HeaderMap,
    /// Where the page stands, without the language prefix.
    path: String,
    key: Key,
    parts: Parts,
}

impl PublicRequest {
    pub(super) fn new(
        state: AppState,
        language: Language,
        headers: HeaderMap,
        path: String,
    ) -> Self {
        let edition = state.publication.current();
        Self {
            state,
            site: edition.site.clone(),
            edition,
            headers,
            key: (language, path.clone()),
            path,
            parts: FIGURES,
        }
    }

    /// A page that says where things stand on a day, so that tomorrow's is another one.
    pub(super) fn of_day(mut self, today: NaiveDate) -> Self {
        self.key.1 = format!("{} {today}", self.path);
        self
    }

    /// The response if the page was rendered before.
    pub(super) fn known(&self) -> Option<Response> {
        self.edition.known(&self.key, &self.headers)
    }

    /// Lets the page of a period read the register of that period, if this knows what is asked for: what did not exist
    /// then is told by the present one.
    pub(super) fn read_as_of(&mut self, period: Option<Period>, knows: impl Fn(&Register) -> bool) {
        let then = period.map(|period| self.site.as_of(period));
        if let Some(then) = then.filter(|then| knows(then.record.register())) {
            self.site = Arc::new(then);
        }
    }

    /// Counts a page that has to be made because somebody asks for something of it that is not asked for usually.
    pub(super) fn spend(&self, peer: SocketAddr) -> Result<(), Problem> {
        if self.path.contains('?') {
            let client = self.state.client(peer, &self.headers);
            self.state.limits.read(client)?;
        }
        Ok(())
    }

    /// Public comments, at most `limit`; from now on the page is one that tells what people say.
    pub(super) async fn comments(
        &mut self,
        filter: &ReleasedFilter,
        limit: u64,
    ) -> Result<Vec<ReleasedComment>, Problem> {
        self.parts = self.parts.with(Part::Voices);
        Ok(self.state.store.released_comments(filter, limit).await?)
    }

    /// Forums of some units, or of all; from now on the page is one that tells which forums there are.
    pub(super) async fn forums(
        &mut self,
        units: Option<&BTreeSet<Slug>>,
        filter: &ForumFilter,
        limit: u64,
    ) -> Result<Vec<KeptForum>, Problem> {
        self.parts = self.parts.with(Part::Forums);
        Ok(self.state.store.forums(units, filter, limit).await?)
    }

    /// A unit and those below it, as the page reads the register.
    pub(super) fn unit_and_below(&self, unit: &Slug) -> BTreeSet<Slug> {
        let register = self.site.record.register();
        let units = register.units().map(|unit| &unit.slug);
        let within = units.filter(|slug| register.lies_within(slug, unit));
        within.cloned().collect()
    }

    /// The releases with the days on which they were published.
    pub(super) async fn release_days(&self) -> Result<Vec<ReleaseDay>, Problem> {
        let seals = self.state.store.seals().await?.into_iter();
        let days = seals.map(|sealed| ReleaseDay {
            month: sealed.month,
            on: self.state.clock.day_of(sealed.at),
        });
        Ok(days.collect())
    }

    /// The commitments of some units, or of all, in the order of a list; from now on the page is one that tells of them.
    pub(super) async fn commitments(
        &mut self,
        units: Option<&BTreeSet<Slug>>,
    ) -> Result<Vec<Kept>, Problem> {
        self.parts = self.parts.with(Part::Commitments);
        let mut commitments = self.state.store.commitments(units).await?;
        in_order(&mut commitments);
        Ok(commitments)
    }

    /// A commitment; from now on the page is one that tells of them.
    pub(super) async fn commitment(&mut self, number: Number) -> Result<Option<Kept>, Problem> {
        self.parts = self.parts.with(Part::Commitments);
        Ok(self.state.store.commitment(number).await?)
    }

    /// The groups of points that a commitment answers.
    pub(super) async fn answered_groups(
        &mut self,
        number: Number,
    ) -> Result<Vec<AnsweredGroup>, Problem> {
        self.parts = self.parts.with(Part::Commitments);
        Ok(self.state.store.answered_groups(number).await?)
    }

    /// Renders the page and keeps it.
    pub(super) async fn render(self, view: impl FnOnce(Page, Arc<Site>) -> Html) -> Response {
        let language = self.key.0;
        let page = self.state.page_of(&self.site, language, self.path);
        let html = render::body(view(page, self.site)).await;
        let cached = Cached::new(render::HTML, Reuse::Revalidate, html);
        self.edition
            .keep(self.key, self.parts, cached, &self.headers)
    }
    /// Keeps a file that is not a page.
    pub(super) fn keep_file(self, media_type: &'static str, body: String) -> Response {
        let cached = Cached::new(media_type, Reuse::Revalidate, body);
        self.edition
            .keep(self.key, self.parts, cached, &self.headers)
    }
}

/// There is no page for a period that no calendar has. A name without a value asks for nothing.
pub(super) fn possible<T: FromStr>(query: &str, name: &str) -> Result<(), Problem> {
    let mut asked = form_urlencoded::parse(query.as_bytes())
        .filter(|(other, value)| other == name && !value.is_empty());
    if asked.all(|(_, value)| value.parse::<T>().is_ok()) {
        Ok(())
    } else {
        Err(Problem::not_found())
    }
}
