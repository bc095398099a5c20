//! `/meja/undangan`: batches of invitations, the form for a new one, and taking one back.
//! It must not show a code; those stand on the sheet that is printed.

use domain::invitation::{BatchCounts, BatchOverview, BatchPlace, INVITATIONS, Origin};
use domain::language::Language;
use domain::noun::Fields;
use leptos::prelude::*;
use ui::components::{
    Button, Choice, Column, CursorPagination, DataTable, FilterForm, Form, FormErrors, Select,
    SubmitButton, SummaryList, SummaryRow, Tag, TagKind, TextArea, WarningText,
};
use ui::format;
use ui::forms::typed::Typed;
use ui::html::{Html, IntoHtml};
use ui::t;

use crate::document::{Desk, DeskDocument};
use crate::forms::noun_form::{Offered, controls_where};
use crate::forms::reason_form::{LONGEST, REASON};
use crate::forms::{TOKEN, choice_words};
use crate::named::{Named, choices, name_of};

/// The name of the query's part for the service.
pub const SERVICE: &str = "layanan";
/// The name of the field for the counter, which is also that of the query for a card.
pub const COUNTER: &str = "loket";
/// The name of the field for the half of the day.
pub const HALF: &str = "paruh";

/// The name of the query's part that lists the batches of one origin.
pub const ORIGIN: &str = "asal";

/// What the page lists.
#[derive(Clone, Debug)]
pub struct BatchList {
    /// The services for which the viewer may invite, with their names.
    pub services: Vec<Named>,
    /// The service whose batches are listed; empty for all.
    pub service: String,
    /// The origin of the batches that are listed; all if none.
    pub origin: Option<Origin>,
    /// The batches.
    pub batches: Vec<BatchOverview>,
    /// Where the list goes on.
    pub next: Option<BatchPlace>,
    /// The smallest number of codes of which something is told.
    pub k: u64,
}

/// A place in the list, as it is written in an address.
pub fn cursor(place: BatchPlace) -> String {
    format!("{}_{}", place.week, place.id)
}

/// The place that an address names.
pub fn place(cursor: &str) -> Option<BatchPlace> {
    let (week, id) = cursor.split_once('_')?;
    Some(BatchPlace {
        week: week.parse().ok()?,
        id: id.parse().ok()?,
    })
}

/// The list of batches.
pub fn batches_page(desk: Desk, list: BatchList) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let columns = vec![
        Column::text(t!(language, "batch-service")),
        Column::short(t!(language, "batch-week")),
        Column::text(t!(language, "batch-valid-until")),
        Column::text(t!(language, "batch-origin")),
        Column::text(t!(language, "batch-codes")),
        Column::actions(t!(language, "actions")),
    ];
    let rows = list.batches.iter().map(|batch| row(&desk, &list, batch));
    let rows = rows.collect();
    let new = page.href("/meja/undangan/baru");
    let card = page.href("/meja/undangan/kartu");
    let after = list.next.map(cursor);
    let filters = filters(&desk, &list);
    let k = list.k;
    view! {
        <DeskDocument desk title=t!(language, "invitations-title")>
            <h1>{t!(language, "invitations-title")}</h1>
            <p class="lead">{t!(language, "invitations-lead")}</p>
            <p>
                <a class=Button::Primary.class() href=new>{t!(language, "batch-new")}</a> " "
                <a class=Button::Secondary.class() href=card>{t!(language, "card-title")}</a>
            </p>
            {filters}
            <DataTable
                caption=t!(language, "invitations-title")
                caption_hidden=true
                columns
                rows
                empty=t!(language, "invitations-empty")
            />
            <CursorPagination page=page.clone() after />
            <p class="hint">{t!(language, "invitations-counts", k = k)}</p>
        </DeskDocument>
    }
    .into_html()
}

fn filters(desk: &Desk, list: &BatchList) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let every = |label| std::iter::once(Choice::new("", label));
    let services = every(t!(language, "every-service")).chain(choices(&list.services));
    let origins = Origin::ALL
        .iter()
        .map(|origin| Choice::new(origin.code(), origin_name(language, *origin)));
    let origins = every(t!(language, "every-origin")).chain(origins);
    let origin = list.origin.map_or("", Origin::code);
    let filtered = !list.service.is_empty() || list.origin.is_some();
    let (services, origins) = (services.collect(), origins.collect());
    let chosen = list.service.clone();
    view! {
        <FilterForm page action="/meja/undangan" filtered>
            <Select language name=SERVICE label=t!(language, "batch-service") options=services chosen />
            <Select language name=ORIGIN label=t!(language, "batch-origin") options=origins chosen=origin />
        </FilterForm>
    }
    .into_html()
}

fn origin_name(language: Language, origin: Origin) -> String {
    match origin {
        Origin::Printed => t!(language, "origin-printed"),
        Origin::Visits => t!(language, "origin-visits"),
    }
}

fn row(desk: &Desk, list: &BatchList, batch: &BatchOverview) -> Vec<Html> {
    let language = desk.language();
    let name = name_of(&list.services, batch.service.as_str());
    let counter = batch.counter.clone().map(|counter| {
        view! { <br /><small>{counter}</small> }
    });
    let withdrawn = batch.withdrawn.then(|| {
        view! { " " <Tag kind=TagKind::Stopped label=t!(language, "batch-withdrawn") /> }
    });
    let withdraw = (!batch.withdrawn).then(|| {
        let path = format!("/meja/undangan/{}/tarik", batch.id);
        view! { <a href=desk.page.href(&path)>{t!(language, "batch-withdraw")}</a> }
    });
    vec![
        view! { {name} {counter} }.into_html(),
        view! { {format::day(language, batch.week)} }.into_html(),
        view! { <span>{format::day(language, batch.valid_until)} {withdrawn}</span> }.into_html(),
        view! { {origin_name(language, batch.origin)} }.into_html(),
        view! { {counts(language, batch.counts)} }.into_html(),
        withdraw.into_html(),
    ]
}

/// What may be told of a batch, in words.
fn counts(language: Language, counts: BatchCounts) -> String {
    match counts {
        BatchCounts::TooFew => t!(language, "batch-too-few"),
        BatchCounts::Open { issued } => t!(language, "batch-open", issued = issued),
        BatchCounts::Closed {
            issued,
            used,
            withdrawn: 0,
        } => t!(language, "batch-closed", issued = issued, used = used),
        BatchCounts::Closed {
            issued,
            used,
            withdrawn,
        } => t!(
            language,
            "batch-closed-withdrawn",
            issued = issued,
            used = used,
            withdrawn = withdrawn
        ),
    }
}

/// The first step to a batch or a counter card: for which service.
pub fn choose_service_page(desk: Desk, services: Vec<Named>, for_card: bool) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let (title, lead, path) = if for_card {
        let lead = t!(language, "card-lead");
        (t!(language, "card-title"), lead, "/meja/undangan/kartu")
    } else {
        let lead = t!(language, "batch-new-lead");
        (t!(language, "batch-new"), lead, "/meja/undangan/baru")
    };
    let body = if services.is_empty() {
        view! { <p class="empty">{t!(language, "no-services")}</p> }.into_html()
    } else {
        let options = choices(&services).collect();
        view! {
            <form class="form" method="get" action=page.href(path)>
                <Select language name=SERVICE label=t!(language, "batch-service") options />
                <SubmitButton label=t!(language, "button-continue") />
            </form>
        }
        .into_html()
    };
    view! {
        <DeskDocument desk title=title.clone()>
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            {body}
        </DeskDocument>
    }
    .into_html()
}

/// The second step to a counter card: for which counter, or for all of the service.
pub fn choose_counter_page(desk: Desk, service: Named, counters: Vec<String>) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let card = |counter: &str| {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair(SERVICE, service.slug.as_str())
            .append_pair(COUNTER, counter)
            .finish();
        page.href(&format!("/meja/undangan/kartu?{query}"))
    };
    let of_counters = counters.iter().map(|counter| {
        view! { <li><a href=card(counter)>{t!(language, "card-of-counter", counter = counter.clone())}</a></li> }
    });
    let of_counters = of_counters.collect_view();
    let of_service = card("");
    let title = t!(language, "card-of-service", service = service.name);
    view! {
        <DeskDocument desk title=title.clone()>
            <h1>{title}</h1>
            <p class="lead">{t!(language, "card-counter-lead")}</p>
            <ul>
                {of_counters}
                <li><a href=of_service>{t!(language, "card-of-all-counters")}</a></li>
            </ul>
        </DeskDocument>
    }
    .into_html()
}

/// The form for a batch of a service.
pub fn new_batch_page(
    desk: Desk,
    service: Named,
    counters: &[String],
    fields: &Fields,
    token: String,
    errors: FormErrors,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let of_unit = counters.iter();
    let of_unit = of_unit.map(|name| Choice::new(name.clone(), name.clone()));
    let unknown = Choice::new("", t!(language, "batch-half-unknown"));
    let halves = choice_words::choices(language, INVITATIONS, HALF);
    let offered = Offered::default()
        .with(COUNTER, of_unit.collect())
        .with(HALF, std::iter::once(unknown).chain(halves).collect());
    let shown = |field: &str| !matches!(field, COUNTER | HALF) || !counters.is_empty();
    let controls = controls_where(shown, language, fields, &offered, &errors);
    let action = format!("/meja/undangan/baru?{SERVICE}={}", service.slug);
    let row = SummaryRow::new(t!(language, "batch-service"), service.name);
    let rows = vec![row.change("/meja/undangan/baru")];
    view! {
        <DeskDocument desk title=t!(language, "batch-new") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "batch-new")}</h1>
            <SummaryList page=page.clone() rows />
            <Form
                page=page.clone()
                action
                hidden=vec![(TOKEN, token)]
            >
                {controls}
                <WarningText language text=t!(language, "batch-once") />
                <SubmitButton label=t!(language, "batch-print") />
            </Form>
        </DeskDocument>
    }
    .into_html()
}

/// Asks why a batch is taken back.
pub fn withdraw_page(
    desk: Desk,
    name: String,
    batch: BatchOverview,
    typed: Typed,
    errors: FormErrors,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let back = page.href("/meja/undangan");
    let week = format::day(language, batch.week);
    let mut rows = vec![SummaryRow::new(t!(language, "batch-service"), name)];
    let counter = batch
        .counter
        .map(|counter| SummaryRow::new(t!(language, "batch-counter"), counter));
    rows.extend(counter);
    rows.push(SummaryRow::new(t!(language, "batch-week"), week));
    view! {
        <DeskDocument desk title=t!(language, "batch-withdraw-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "batch-withdraw-title")}</h1>
            <SummaryList page=page.clone() rows />
            <WarningText language text=t!(language, "batch-withdraw-warning") />
            <Form page=page.clone() action=format!("/meja/undangan/{}/tarik", batch.id)>
                <TextArea
                    language
                    name=REASON
                    label=t!(language, "field-reason")
                    hint=t!(language, "field-reason-hint")
                    value=typed.raw(REASON)
                    max_length=LONGEST
                    error=errors.of(REASON)
                />
                <SubmitButton label=t!(language, "batch-withdraw") kind=Button::Danger />
            </Form>
            <p><a href=back>{t!(language, "batch-back")}</a></p>
        </DeskDocument>
    }
    .into_html()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_back_from_its_cursor() {
        let text = "2026-10-05_7f2c1c1e-5a4e-4c5a-9d0e-3a1b2c3d4e5f";
        let found = place(text).expect("a place");
        assert_eq!(cursor(found), text);
        for wrong in ["", "2026-10-05", "_", "x_y"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }
}
