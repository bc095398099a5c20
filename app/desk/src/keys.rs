//! `/meja/kunci`: keys of queue systems.
//! It must not show a key but at the moment in which it was made.

use domain::api_key::{API_KEY, ApiKey};
use domain::language::Language;
use domain::noun::Fields;
use leptos::prelude::*;
use ui::components::{
    Button, Checkbox, Choice, Column, CursorPagination, DataTable, FilterForm, Form, FormErrors,
    Select, SubmitButton, Tag, TagKind, WarningText,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::t;
use uuid::Uuid;

use crate::document::{Desk, DeskDocument};
use crate::forms::choice_words::{self, scope_name};
use crate::forms::noun_form::{Offered, controls};
use crate::named::{Named, choices, name_of};

/// The name of the query's part that lists ended keys too.
pub const ENDED: &str = "berakhir";

/// What the page lists.
#[derive(Clone, Debug)]
pub struct KeyList {
    /// The units for which the viewer may make keys, with their names.
    pub units: Vec<Named>,
    /// The unit whose keys are listed; all if none.
    pub unit: String,
    /// Whether ended keys are listed too.
    pub ended: bool,
    /// The keys.
    pub keys: Vec<ApiKey>,
    /// The key after which the list goes on.
    pub next: Option<Uuid>,
}

/// The page: the keys, and the form for a new one.
pub fn keys_page(desk: Desk, list: KeyList, fields: &Fields, errors: FormErrors) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let units: Vec<Choice> = choices(&list.units).collect();
    let offered = Offered::default().with("unit", units.clone()).with(
        "lingkup",
        choice_words::choices(language, API_KEY, "lingkup"),
    );
    let controls = controls(language, fields, &offered, &errors);
    let every = std::iter::once(Choice::new("", t!(language, "every-unit")));
    let filtered = list.ended || !list.unit.is_empty();
    let columns = vec![
        Column::text(t!(language, "field-name")),
        Column::text(t!(language, "audit-unit")),
        Column::text(t!(language, "key-scope")),
        Column::short(t!(language, "key-created")),
        Column::short(t!(language, "key-last-used")),
        Column::text(t!(language, "people-state")),
        Column::actions(t!(language, "actions")),
    ];
    let rows = list.keys.iter().map(|key| row(&desk, &list.units, key));
    let rows = rows.collect();
    let after = list.next.map(|id| id.to_string());
    let choices = every.chain(units.clone()).collect();
    view! {
        <DeskDocument desk title=t!(language, "keys-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "keys-title")}</h1>
            <p class="lead">{t!(language, "keys-lead")}</p>
            <FilterForm page=page.clone() action="/meja/kunci" filtered>
                <Select language name="unit-saring" label=t!(language, "audit-unit") options=choices chosen=list.unit />
                <Checkbox language name=ENDED label=t!(language, "keys-with-ended") checked=list.ended />
            </FilterForm>
            <DataTable
                caption=t!(language, "keys-title")
                caption_hidden=true
                columns
                rows
                empty=t!(language, "keys-empty")
            />
            <CursorPagination page=page.clone() after />
            <section aria-labelledby="kunci-baru">
                <h2 id="kunci-baru">{t!(language, "key-new")}</h2>
                <Form page=page.clone() action="/meja/kunci">
                    {controls}
                    <SubmitButton label=t!(language, "key-make") />
                </Form>
            </section>
        </DeskDocument>
    }
    .into_html()
}

fn row(desk: &Desk, units: &[Named], key: &ApiKey) -> Vec<Html> {
    let (language, page) = (desk.language(), &desk.page);
    let unit = name_of(units, key.unit.as_str());
    let day = |day| format::day(language, day);
    let used = key
        .last_used
        .map_or_else(|| t!(language, "key-never-used"), day);
    let (kind, state) = match key.ended {
        None => (TagKind::Done, t!(language, "key-in-use")),
        Some(ended) => {
            let ended = day(ended);
            (TagKind::Stopped, t!(language, "key-ended", day = ended))
        }
    };
    let path = format!("/meja/kunci/{}", key.id);
    let scopes = key.scopes.iter().map(|scope| scope_name(language, *scope));
    let scopes = scopes.collect::<Vec<_>>().join("; ");
    let actions = key.ended.is_none().then(|| {
        view! {
            <Form page=page.clone() action=format!("{path}/ganti")>
                <SubmitButton label=t!(language, "key-renew") kind=Button::Secondary />
            </Form>
            <p><a href=page.href(&format!("{path}/akhiri"))>{t!(language, "key-end")}</a></p>
        }
    });
    vec![
        view! { {key.name.clone()} }.into_html(),
        view! { {unit} }.into_html(),
        view! { {scopes} }.into_html(),
        view! { {day(key.created)} }.into_html(),
        view! { {used} }.into_html(),
        view! { <Tag kind label=state /> }.into_html(),
        actions.into_html(),
    ]
}

/// What may be done with a key, in words.
/// Shows a key, once, with what a queue system sends.
pub fn new_key_page(desk: Desk, key: String, renewed: bool) -> Html {
    let language = desk.language();
    let back = desk.page.href("/meja/kunci");
    let example = example(&desk.page.public_url);
    let renewed = renewed.then(|| view! { <p>{t!(language, "key-renewed")}</p> });
    view! {
        <DeskDocument desk title=t!(language, "key-shown-title")>
            <h1>{t!(language, "key-shown-title")}</h1>
            <p class="lead">{t!(language, "key-shown-text")}</p>
            <p class="one-time-link"><code>{key}</code></p>
            <WarningText language text=t!(language, "key-shown-warning") />
            {renewed}
            <section aria-labelledby="contoh">
                <h2 id="contoh">{t!(language, "key-example")}</h2>
                <p>{t!(language, "key-example-text")}</p>
                <pre class="example" tabindex="0"><code>{example}</code></pre>
            </section>
            <p><a href=back>{t!(language, "key-back")}</a></p>
        </DeskDocument>
    }
    .into_html()
}

/// A request as a queue system sends it.
fn example(url: &str) -> String {
    format!(
        "POST {url}/api/v1/visits\n\
         Authorization: Bearer sw_…\n\
         Idempotency-Key: A017/2026-10-12\n\
         Content-Type: application/json\n\
         \n\
         {{\"service\": \"ktp-el\", \"counter\": \"Loket 1\",\n \
         \"started\": \"2026-10-12T09:00:00+07:00\",\n \
         \"finished\": \"2026-10-12T09:12:00+07:00\"}}"
    )
}

/// Asks whether a key is to be ended.
pub fn end_key_page(desk: Desk, key: ApiKey) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let back = page.href("/meja/kunci");
    let title = end_title(language, &key);
    view! {
        <DeskDocument desk title=title.clone()>
            <h1>{title}</h1>
            <WarningText language text=t!(language, "key-end-warning") />
            <Form page=page.clone() action=format!("/meja/kunci/{}/akhiri", key.id)>
                <SubmitButton label=t!(language, "key-end") kind=Button::Danger />
            </Form>
            <p><a href=back>{t!(language, "key-back")}</a></p>
        </DeskDocument>
    }
    .into_html()
}

fn end_title(language: Language, key: &ApiKey) -> String {
    t!(language, "key-end-title", name = key.name.clone())
}
