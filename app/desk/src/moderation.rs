//! `/meja/komentar`: the comments of months that are over, and the page on which one is decided about.
//! It must not show a score, a proof class, a day or a counter, nor how many comments there are.

mod comment;
mod original;

pub use comment::comment_page;
pub use original::{LONGEST_REASON, Original, REASON, original_page};
use ui::words::reason_name;

use domain::moderation::{CommentState, QueuedComment};
use std::collections::BTreeSet;

use domain::language::Language;
use domain::moderation::finding::{Finding, FindingKind};
use domain::period::Month;
use domain::register::{Register, Service};
use domain::slug::Slug;
use leptos::prelude::*;
use ui::html::{Html, IntoHtml};

use crate::document::{Desk, DeskDocument};
use crate::named::{Named, choices};
use ui::components::{
    Choice, Column, CursorPagination, DataTable, FilterForm, Select, Tag, TagKind,
};
use ui::format;
use ui::forms::typed::Typed;
use ui::page::Page;
use ui::t;

/// The name of the field for a unit.
pub const UNIT: &str = "unit";
/// The name of the field for a service.
pub const SERVICE: &str = "layanan";
/// The name of the field for a month.
pub const MONTH: &str = "bulan";
/// The name of the field for where comments stand.
pub const STATE: &str = "keadaan";
/// The name of the field for a kind of finding.
pub const FINDING: &str = "temuan";

/// How much of a comment the list shows, in characters.
const EXCERPT: usize = 160;

/// Which part of the queue somebody works on. It is kept in the addresses, so that one comment leads to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueQuery {
    /// A unit with everything below it.
    pub unit: Option<Slug>,
    /// A service.
    pub service: Option<Slug>,
    /// A month.
    pub month: Option<Month>,
    /// Where the comments stand; waiting, unless said otherwise.
    pub state: Option<CommentState>,
    /// Only comments in which the scanner found this.
    pub finding: Option<FindingKind>,
}

impl QueueQuery {
    /// Reads a query; what it does not know does not narrow the list.
    pub fn of(typed: &Typed) -> Self {
        Self {
            unit: typed.text(UNIT).parse().ok(),
            service: typed.text(SERVICE).parse().ok(),
            month: typed.text(MONTH).parse().ok(),
            state: CommentState::from_code(typed.text(STATE)),
            finding: FindingKind::from_code(typed.text(FINDING)),
        }
    }

    /// Where the comments stand.
    pub fn state(&self) -> CommentState {
        self.state.unwrap_or(CommentState::Waiting)
    }

    /// An address with the query.
    pub fn at(&self, path: &str) -> String {
        let fields = [
            (UNIT, self.unit.as_ref().map(ToString::to_string)),
            (SERVICE, self.service.as_ref().map(ToString::to_string)),
            (MONTH, self.month.map(|month| month.to_string())),
            (STATE, self.state.map(|state| state.code().to_owned())),
            (FINDING, self.finding.map(|kind| kind.code().to_owned())),
        ];
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(
                fields
                    .iter()
                    .filter_map(|(name, value)| Some((name, value.as_ref()?))),
            )
            .finish();
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{query}")
        }
    }
}

/// A comment with what the scanner found in it.
pub struct Scanned {
    /// The comment.
    pub comment: QueuedComment,
    /// From left to right, without overlaps.
    pub findings: Vec<Finding>,
}

/// What one can choose from in the queue.
pub struct Offer {
    /// The units for which the viewer moderates, with their names.
    pub units: Vec<Named>,
    /// The services of those units, with their names.
    pub services: Vec<Named>,
    /// The months that may have comments, newest first.
    pub months: Vec<Month>,
}

/// The queue; `after` is the comment after which it goes on.
pub fn queue_page(
    desk: Desk,
    register: &Register,
    query: QueueQuery,
    offer: Offer,
    comments: Vec<Scanned>,
    after: Option<String>,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let columns = vec![
        Column::text(t!(language, "moderation-text")),
        Column::text(t!(language, "moderation-service")),
        Column::short(t!(language, "moderation-month")),
        Column::text(t!(language, "moderation-findings")),
        Column::text(t!(language, "moderation-state")),
    ];
    let rows = comments.into_iter().map(|Scanned { comment, findings }| {
        let href = page.href(&query.at(&format!("/meja/komentar/{}", comment.id)));
        vec![
            view! { <a href=href>{excerpt(comment.text.as_str())}</a> }.into_html(),
            view! { {service_name(language, register, &comment.service)} }.into_html(),
            view! { {format::month(language, comment.month)} }.into_html(),
            finding_tags(language, &findings).into_html(),
            state_tag(language, &comment).into_html(),
        ]
    });
    let rows = rows.collect();
    let empty = if query == QueueQuery::default() {
        t!(language, "moderation-empty")
    } else {
        t!(language, "moderation-empty-filtered")
    };
    view! {
        <DeskDocument desk title=t!(language, "moderation-title")>
            <h1>{t!(language, "moderation-title")}</h1>
            <p class="lead">{t!(language, "moderation-lead")}</p>
            {filter_form(&page, &query, offer)}
            <DataTable caption=t!(language, "moderation-title") caption_hidden=true columns rows empty />
            <CursorPagination page=page.clone() after />
        </DeskDocument>
    }
    .into_html()
}

fn filter_form(page: &Page, query: &QueueQuery, offer: Offer) -> Html {
    let language = page.language;
    let month = |month: Month| Choice::new(month.to_string(), format::month(language, month));
    let state = |state: &CommentState| Choice::new(state.code(), state_name(language, *state));
    let kind = |kind: &FindingKind| Choice::new(kind.code(), finding_name(language, *kind));
    let units = or_all(language, choices(&offer.units));
    let services = or_all(language, choices(&offer.services));
    let months = or_all(language, offer.months.into_iter().map(month));
    let states: Vec<Choice> = CommentState::ALL.iter().map(state).collect();
    let kinds = or_all(language, FindingKind::ALL.iter().map(kind));
    let code = |slug: &Option<Slug>| slug.as_ref().map(ToString::to_string).unwrap_or_default();
    let (unit, service) = (code(&query.unit), code(&query.service));
    let month = query
        .month
        .map(|month| month.to_string())
        .unwrap_or_default();
    let finding = query.finding.map(FindingKind::code).unwrap_or_default();
    let state = query.state().code();
    let filtered = *query != QueueQuery::default();
    view! {
        <FilterForm page=page.clone() action="/meja/komentar" filtered>
            <Select language name=UNIT label=t!(language, "moderation-unit") options=units chosen=unit />
            <Select language name=SERVICE label=t!(language, "moderation-service") options=services chosen=service />
            <Select language name=MONTH label=t!(language, "moderation-month") options=months chosen=month />
            <Select language name=STATE label=t!(language, "moderation-state") options=states chosen=state />
            <Select language name=FINDING label=t!(language, "moderation-findings") options=kinds chosen=finding />
        </FilterForm>
    }
    .into_html()
}

/// Choices with one for all of them before.
pub(super) fn or_all(language: Language, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    std::iter::once(Choice::new("", t!(language, "moderation-all")))
        .chain(choices)
        .collect()
}

fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// A service with its unit.
fn service_name(language: Language, register: &Register, slug: &Slug) -> String {
    let Some(service) = register.service(slug) else {
        return slug.to_string();
    };
    format!(
        "{} · {}",
        service.name.get(language),
        unit_name(language, register, service)
    )
}

fn unit_name(language: Language, register: &Register, service: &Service) -> String {
    let unit = register.unit(&service.unit);
    unit.map_or_else(
        || service.unit.to_string(),
        |unit| unit.name.get(language).to_owned(),
    )
}

/// What was found, each kind once.
fn finding_tags(language: Language, findings: &[Finding]) -> Html {
    let kinds: BTreeSet<FindingKind> = findings.iter().map(|finding| finding.kind).collect();
    let tags = kinds.into_iter().map(|kind| {
        let tag = if kind.is_likely() {
            TagKind::Attention
        } else {
            TagKind::Neutral
        };
        view! { <Tag kind=tag label=finding_name(language, kind) /> " " }
    });
    tags.collect_view().into_html()
}

fn state_tag(language: Language, comment: &QueuedComment) -> Html {
    let state = comment.state();
    let kind = match state {
        CommentState::Waiting => TagKind::Waiting,
        CommentState::Published => TagKind::Done,
        CommentState::Withheld => TagKind::Stopped,
    };
    let reason = comment.decided.as_ref().and_then(|decided| decided.reason);
    let reason = reason.map(|reason| view! { " " <small>{reason_name(language, reason)}</small> });
    view! { <Tag kind label=state_name(language, state) /> {reason} }.into_html()
}

/// Where a comment stands, in words.
pub fn state_name(language: Language, state: CommentState) -> String {
    match state {
        CommentState::Waiting => t!(language, "comment-state-waiting"),
        CommentState::Published => t!(language, "comment-state-published"),
        CommentState::Withheld => t!(language, "comment-state-withheld"),
    }
}

/// What the scanner found, in words.
fn finding_name(language: Language, kind: FindingKind) -> String {
    match kind {
        FindingKind::Nik => t!(language, "finding-nik"),
        FindingKind::Nip => t!(language, "finding-nip"),
        FindingKind::Phone => t!(language, "finding-phone"),
        FindingKind::Email => t!(language, "finding-email"),
        FindingKind::Plate => t!(language, "finding-plate"),
        FindingKind::Officer => t!(language, "finding-officer"),
        FindingKind::PossibleName => t!(language, "finding-possible-name"),
    }
}
