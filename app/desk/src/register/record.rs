//! One unit, service or counter: what can be changed of it, and what belongs to it.
//! It must not check what was typed.

use crate::forms::VERSION;
use domain::language::Language;
use domain::noun::Fields;
use domain::register::{Counter, RecordKind};
use leptos::prelude::*;
use ui::components::{
    Button, Choice, Column, DataTable, Form, FormErrors, SubmitButton, SummaryList, SummaryRow,
};
use ui::format;
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use super::labels::kind_name;
use super::{encoded, list_path};
use crate::document::{Desk, DeskDocument};
use crate::forms::choice_words::choices;
use crate::forms::noun_form::{Offered, controls_where, label};

/// A record in the form.
pub struct Editing {
    /// Where the record is; of a new one, where the form is.
    pub path: String,
    /// What kind of record it is.
    pub kind: RecordKind,
    /// Its fields as typed or kept.
    pub fields: Fields,
    /// Its version; 0 for a new record.
    pub version: i32,
    /// The fields that the viewer may change.
    pub editable: Vec<&'static str>,
    /// The units that may be chosen, by slug with their names.
    pub units: Vec<Choice>,
    /// The counters of a unit.
    pub counters: Vec<Counter>,
    /// What is wrong.
    pub errors: FormErrors,
}

impl Editing {
    fn is_new(&self) -> bool {
        self.version == 0
    }
}

/// The page.
pub fn record_page(desk: Desk, editing: Editing) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let kind = editing.kind;
    let title = if editing.is_new() {
        match kind {
            RecordKind::Unit => t!(language, "record-new-unit"),
            RecordKind::Service => t!(language, "record-new-service"),
            RecordKind::Counter => t!(language, "record-new-counter"),
        }
    } else {
        let name = editing.fields.get("nama").to_owned();
        let slug = editing.fields.get("slug").to_owned();
        if name.is_empty() { slug } else { name }
    };
    let errors = editing.errors.clone();
    let back = page.href(&match kind {
        RecordKind::Counter => format!("/meja/unit/{}", editing.fields.get("unit")),
        RecordKind::Unit | RecordKind::Service => list_path(kind).to_owned(),
    });
    let history = (!editing.is_new()).then(|| {
        let href = page.href(&format!("{}/riwayat", editing.path));
        view! { <p><a href=href>{t!(language, "history-title")}</a></p> }
    });
    let fixed = fixed(&page, &editing);
    let offered = offered(language, &editing);
    let groups = groups(kind)
        .iter()
        .map(|group| fieldset(language, &editing, &offered, *group));
    let groups = groups.collect_view();
    let counters = (kind == RecordKind::Unit && !editing.is_new())
        .then(|| counters(&page, &editing.path, &editing.counters));
    let hidden = vec![(VERSION, editing.version.to_string())];
    view! {
        <DeskDocument desk title=title.clone() has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <p><a href=back>{t!(language, "record-back")}</a></p>
            <p class="kicker">{kind_name(language, kind)}</p>
            <h1>{title}</h1>
            {history}
            {fixed}
            <Form page=page.clone() action=editing.path.clone() hidden>
                {groups}
                <SubmitButton label=t!(language, "button-save") />
            </Form>
            {counters}
        </DeskDocument>
    }
    .into_html()
}

/// What the viewer sees but may not change.
fn fixed(page: &Page, editing: &Editing) -> Option<Html> {
    let language = page.language;
    let rows: Vec<_> = editing
        .fields
        .iter()
        .filter(|(field, text)| !editing.editable.contains(field) && !text.is_empty())
        .map(|(field, text)| {
            SummaryRow::new(label(language, editing.kind.into(), field), text.to_owned())
        })
        .collect();
    (!rows.is_empty()).then(|| view! { <SummaryList page=page.clone() rows /> }.into_html())
}

/// A part of the form: the key of its heading and its fields.
type Group = (&'static str, &'static [&'static str]);

const fn groups(kind: RecordKind) -> &'static [Group] {
    match kind {
        RecordKind::Unit => &[
            (
                "group-identity",
                &[
                    "slug",
                    "nama",
                    "nama_en",
                    "singkatan",
                    "sebutan",
                    "jenis",
                    "induk",
                    "kepala",
                    "jam_buka",
                ],
            ),
            ("group-pledge", &["maklumat", "maklumat_en"]),
            (
                "group-validity",
                &[
                    "berlaku_mulai",
                    "berlaku_sampai",
                    "pendahulu",
                    "induk_sebelumnya",
                ],
            ),
        ],
        RecordKind::Service => &[
            (
                "group-identity",
                &[
                    "slug", "unit", "nama", "nama_en", "sebutan", "gratis", "peka",
                ],
            ),
            (
                "group-public",
                &[
                    "persyaratan",
                    "persyaratan_en",
                    "prosedur",
                    "prosedur_en",
                    "waktu_min",
                    "waktu_maks",
                    "waktu_satuan",
                    "waktu_persen",
                    "biaya",
                    "biaya_en",
                    "produk",
                    "produk_en",
                    "sumber",
                ],
            ),
            (
                "group-internal",
                &[
                    "dasar_hukum",
                    "sarana",
                    "kompetensi",
                    "pengawasan",
                    "jumlah_pelaksana",
                    "jaminan_pelayanan",
                    "jaminan_keamanan",
                    "evaluasi",
                ],
            ),
            (
                "group-validity",
                &["berlaku_mulai", "berlaku_sampai", "unit_sebelumnya"],
            ),
        ],
        RecordKind::Counter => &[
            ("group-identity", &["unit", "nama"]),
            ("group-validity", &["berlaku_mulai", "berlaku_sampai"]),
        ],
    }
}

fn fieldset(
    language: Language,
    editing: &Editing,
    offered: &Offered,
    (heading, fields): Group,
) -> Option<Html> {
    let shown = |field: &str| fields.contains(&field) && editing.editable.contains(&field);
    let fields = controls_where(shown, language, &editing.fields, offered, &editing.errors);
    // The sixth public component is the same for every service.
    let note = (heading == "group-public").then(|| {
        let label = t!(language, "standard-complaints");
        let text = t!(language, "standard-complaints-text");
        view! { <p class="hint">{label} ": " {text} " SP4N-LAPOR!"</p> }
    });
    let heading = match heading {
        "group-identity" => t!(language, "group-identity"),
        "group-pledge" => t!(language, "group-pledge"),
        "group-public" => t!(language, "group-public"),
        "group-internal" => t!(language, "group-internal"),
        _ => t!(language, "group-validity"),
    };
    (!fields.is_empty()).then(|| {
        view! {
            <section>
                <h2>{heading}</h2>
                {fields.into_iter().collect_view()}
                {note}
            </section>
        }
        .into_html()
    })
}

/// What the form offers; what must be chosen is open at first.
fn offered(language: Language, editing: &Editing) -> Offered {
    let open = Choice::new("", t!(language, "record-choose"));
    let first = |choices: Vec<Choice>| std::iter::once(open.clone()).chain(choices).collect();
    let noun = editing.fields.noun();
    let coded = |field| first(choices(language, noun, field));
    Offered::default()
        .with("jenis", coded("jenis"))
        .with("gratis", coded("gratis"))
        .with("peka", coded("peka"))
        .with("waktu_satuan", coded("waktu_satuan"))
        .with("sumber", coded("sumber"))
        .with("unit", first(editing.units.clone()))
        .with("induk", first(editing.units.clone()))
}

fn counters(page: &Page, path: &str, counters: &[Counter]) -> Html {
    let language = page.language;
    let columns = vec![
        Column::text(t!(language, "record-name")),
        Column::short(t!(language, "record-from")),
        Column::short(t!(language, "record-until")),
    ];
    let day = |day: Option<chrono::NaiveDate>| {
        day.map(|day| format::day(language, day))
            .unwrap_or_default()
    };
    let rows = counters.iter().map(|counter| {
        let href = page.href(&format!("{path}/loket/{}", encoded(&counter.name)));
        vec![
            view! { <a href=href>{counter.name.clone()}</a> }.into_html(),
            day(counter.validity.from).into_html(),
            day(counter.validity.until).into_html(),
        ]
    });
    let rows = rows.collect();
    let new = page.href(&format!("{path}/loket/baru"));
    view! {
        <section aria-labelledby="loket">
            <h2 id="loket">{t!(language, "counters-heading")}</h2>
            <DataTable
                caption=t!(language, "counters-heading")
                caption_hidden=true
                columns
                rows
                empty=t!(language, "counters-empty")
            />
            <p><a class=Button::Secondary.class() href=new>{t!(language, "record-new-counter")}</a></p>
        </section>
    }
    .into_html()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_stands_in_one_part_of_the_form() {
        for kind in RecordKind::ALL {
            let mut grouped: Vec<_> = groups(*kind)
                .iter()
                .flat_map(|(_, fields)| fields.iter().copied())
                .collect();
            let mut fields: Vec<_> = kind.fields().iter().map(|field| field.key).collect();
            grouped.sort_unstable();
            fields.sort_unstable();
            assert_eq!(grouped, fields, "{kind:?}");
        }
    }
}
