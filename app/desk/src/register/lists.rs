//! The lists of units and services, narrowed by a query.
//! It must not choose which records stand in a list.

use domain::language::Language;
use domain::register::{RecordKind, UnitKind};
use domain::validity::Validity;
use leptos::prelude::*;
use ui::components::{
    Button, Choice, Column, CursorPagination, DataTable, FilterForm, Select, Tag, TagKind,
    TextInput,
};
use ui::format;
use ui::forms::typed::Typed;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;
use ui::words::kind_name as unit_kind_name;

use crate::document::{Desk, DeskDocument};

/// The name of the field for words of a name.
pub const QUESTION: &str = "q";
/// The name of the field for a kind of unit.
pub const KIND: &str = "jenis";
/// The name of the field for a unit.
pub const UNIT: &str = "unit";
/// The name of the field for whether a record is in force: `berlaku`, `berakhir` or empty.
pub const STATE: &str = "keadaan";

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where the record is edited.
    pub path: String,
    /// Its name.
    pub name: String,
    /// How many units lie above it, by which a unit is set in.
    pub depth: usize,
    /// The kind of a unit, or the unit of a service.
    pub what: String,
    /// When it exists.
    pub validity: Validity,
    /// Whether it exists today.
    pub in_force: bool,
    /// By what the list goes on after it.
    pub cursor: String,
}

/// The tree of units; `may_add` says whether the viewer may add one.
pub fn units_page(desk: Desk, rows: Vec<Row>, more: bool, query: &Typed, may_add: bool) -> Html {
    let language = desk.language();
    let kinds = std::iter::once(Choice::new("", t!(language, "list-every-kind")));
    let kinds = kinds.chain(
        UnitKind::ALL
            .iter()
            .map(|kind| Choice::new(kind.code(), unit_kind_name(language, *kind))),
    );
    let chosen = query.text(KIND).to_owned();
    let filter = view! {
        <Select language name=KIND label=t!(language, "record-kind") options=kinds.collect() chosen />
    };
    let words = Words {
        title: t!(language, "units-title-desk"),
        lead: t!(language, "units-lead"),
        what: t!(language, "record-kind"),
        empty: t!(language, "units-empty-desk"),
        add: may_add.then(|| t!(language, "record-new-unit")),
        files: vec![
            ("/meja/unit.csv", t!(language, "export-units")),
            ("/meja/loket.csv", t!(language, "export-counters")),
        ],
    };
    list_page(
        desk,
        RecordKind::Unit,
        words,
        filter.into_html(),
        rows,
        more,
        query,
    )
}

/// The services of the viewer's units.
pub fn services_page(
    desk: Desk,
    rows: Vec<Row>,
    more: bool,
    query: &Typed,
    units: Vec<Choice>,
) -> Html {
    let language = desk.language();
    let all = Choice::new("", t!(language, "list-every-unit"));
    let options = std::iter::once(all).chain(units).collect();
    let chosen = query.text(UNIT).to_owned();
    let filter = view! {
        <Select language name=UNIT label=t!(language, "record-unit") options chosen />
    };
    let words = Words {
        title: t!(language, "services-title-desk"),
        lead: t!(language, "services-lead"),
        what: t!(language, "record-unit"),
        empty: t!(language, "services-empty-desk"),
        add: Some(t!(language, "record-new-service")),
        files: vec![("/meja/layanan.csv", t!(language, "export-services"))],
    };
    list_page(
        desk,
        RecordKind::Service,
        words,
        filter.into_html(),
        rows,
        more,
        query,
    )
}

/// What a list says.
struct Words {
    title: String,
    lead: String,
    what: String,
    empty: String,
    /// How a new record is offered, where one may be added.
    add: Option<String>,
    /// Files with what they hold.
    files: Vec<(&'static str, String)>,
}

fn list_page(
    desk: Desk,
    kind: RecordKind,
    words: Words,
    filter: Html,
    rows: Vec<Row>,
    more: bool,
    query: &Typed,
) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let action = super::list_path(kind);
    let columns = vec![
        Column::text(t!(language, "record-name")),
        Column::text(words.what),
        Column::short(t!(language, "list-state")),
    ];
    let after = rows.last().filter(|_| more).map(|row| row.cursor.clone());
    let rows = rows.into_iter().map(|row| cells(&page, row)).collect();
    let filtered = [QUESTION, KIND, UNIT, STATE]
        .iter()
        .any(|name| !query.text(name).is_empty());
    let question = query.text(QUESTION).to_owned();
    let state = query.text(STATE).to_owned();
    let add = words.add.map(|label| {
        let href = page.href(&format!("{action}/baru"));
        view! { <p><a class=Button::Primary.class() href=href>{label}</a></p> }
    });
    let files = words.files.into_iter().map(|(path, label)| {
        view! { <li><a href=path download="">{label}</a></li> }
    });
    let import = page.href("/meja/impor");
    view! {
        <DeskDocument desk title=words.title.clone()>
            <h1>{words.title.clone()}</h1>
            <p class="lead">{words.lead}</p>
            {add}
            <FilterForm page=page.clone() action filtered>
                <TextInput language name=QUESTION label=t!(language, "record-name") value=question input_type="search" />
                {filter}
                <Select language name=STATE label=t!(language, "list-state") options=states(language) chosen=state />
            </FilterForm>
            <DataTable caption=words.title caption_hidden=true columns rows empty=words.empty />
            <CursorPagination page=page.clone() after />
            <section aria-labelledby="berkas">
                <h2 id="berkas">{t!(language, "files-heading")}</h2>
                <ul>
                    {files.collect_view()}
                    <li><a href=import>{t!(language, "import-title")}</a></li>
                </ul>
            </section>
        </DeskDocument>
    }
    .into_html()
}

fn states(language: Language) -> Vec<Choice> {
    vec![
        Choice::new("", t!(language, "list-every-state")),
        Choice::new("berlaku", t!(language, "state-in-force")),
        Choice::new("berakhir", t!(language, "state-not-in-force")),
    ]
}

fn cells(page: &Page, row: Row) -> Vec<Html> {
    let language = page.language;
    let href = page.href(&row.path);
    let marks = "– ".repeat(row.depth);
    let (kind, label) = if row.in_force {
        (TagKind::Done, t!(language, "state-in-force"))
    } else {
        (TagKind::Stopped, t!(language, "state-not-in-force"))
    };
    let until = row.validity.until.map(|day| {
        let day = format::day(language, day);
        view! { " " <small>{t!(language, "list-until", day = day)}</small> }
    });
    vec![
        view! { <span aria-hidden="true">{marks}</span> <a href=href>{row.name}</a> }.into_html(),
        row.what.into_html(),
        view! { <Tag kind label /> {until} }.into_html(),
    ]
}
