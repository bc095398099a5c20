//! Reading a file into the register: what it would change is shown before anything is changed.
//! It must not change anything itself.

use domain::language::Language;
use domain::register::{Change, Record, RecordKind};
use leptos::prelude::*;
use ui::components::{
    FieldError, FileInput, Form, FormErrors, SubmitButton, SummaryList, SummaryRow, TextArea,
    WarningText,
};
use ui::html::{Html, IntoHtml};
use ui::t;

use super::labels::kind_name;
use crate::csv_import::{FILE, FileFault, Looked};
use crate::document::{Desk, DeskDocument};
use crate::forms::noun_form::label;
use crate::history::{differences, shown};

/// The name of the field for the text of a file.
pub const CONTENT: &str = "teks";

/// How many characters a browser lets one paste.
const LONGEST_PASTE: usize = 1_000_000;

/// The page on which a file is chosen or pasted, with why the one that was sent is not used.
pub fn import_page(desk: Desk, content: String, fault: Option<FileFault>) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let fault = fault.map(|fault| in_words(language, fault));
    let faults = fault.as_ref().map_or(&[][..], FileFault::lines);
    let errors = (!faults.is_empty())
        .then(|| FieldError::new(CONTENT, t!(language, "import-faults", count = faults.len())));
    let errors: FormErrors = errors.into_iter().collect();
    let faults = fault.and_then(|fault| fault.faults("import-faults"));
    let columns = RecordKind::ALL.iter().map(|kind| {
        let columns: Vec<_> = kind.fields().iter().map(|field| field.key).collect();
        let columns = columns.join(",");
        view! { <dt>{kind_name(language, *kind)}</dt> <dd><code>{columns}</code></dd> }
    });
    let columns = columns.collect_view();
    view! {
        <DeskDocument desk title=t!(language, "import-title") has_errors=!errors.is_empty()>
            {errors.summary(language)}
            <h1>{t!(language, "import-title")}</h1>
            <p class="lead">{t!(language, "import-lead")}</p>
            {faults}
            <Form page=page.clone() action="/meja/impor" files=true>
                <FileInput
                    language
                    name=FILE
                    label=t!(language, "import-file")
                    hint=t!(language, "import-file-hint")
                    accept=".csv,text/csv"
                />
                <TextArea
                    language
                    name=CONTENT
                    label=t!(language, "import-paste")
                    hint=t!(language, "import-paste-hint")
                    value=content
                    rows=10
                    max_length=LONGEST_PASTE
                    optional=true
                    error=errors.of(CONTENT)
                />
                <SubmitButton label=t!(language, "import-preview-button") />
            </Form>
            <details>
                <summary>{t!(language, "import-columns")}</summary>
                <dl class="import-columns">{columns}</dl>
            </details>
        </DeskDocument>
    }
    .into_html()
}

/// A fault of which each part is a line of the list.
fn in_words(language: Language, fault: FileFault) -> FileFault {
    match fault {
        FileFault::Missing => FileFault::unreadable(CONTENT, &t!(language, "import-empty")),
        FileFault::TooLarge => FileFault::unreadable(CONTENT, &t!(language, "import-too-large")),
        unreadable @ FileFault::Unreadable { .. } => unreadable,
    }
}

/// That a row changes fields of a record which the viewer may not change.
pub fn out_of_reach(language: Language, kind: RecordKind, key: &str, fields: &[&str]) -> String {
    let fields = fields
        .iter()
        .map(|field| label(language, kind.into(), field));
    let fields: Vec<_> = fields.collect();
    t!(
        language,
        "import-out-of-reach",
        key = key,
        fields = fields.join(", ")
    )
}

/// What a file would change.
pub struct Preview<'a> {
    /// The kind of its records.
    pub kind: RecordKind,
    /// What is new or different.
    pub changes: &'a [Change],
    /// How many records stay as they are.
    pub unchanged: usize,
}

/// The page that shows it.
pub fn preview_page(desk: Desk, preview: Preview<'_>, looked: Looked) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let title = t!(language, "import-preview-title");
    let (new, changed): (Vec<_>, Vec<_>) = preview
        .changes
        .iter()
        .partition(|change| change.before.is_none());
    let counts = vec![
        SummaryRow::new(
            t!(language, "import-kind"),
            kind_name(language, preview.kind),
        ),
        SummaryRow::new(t!(language, "import-new"), new.len().to_string()),
        SummaryRow::new(t!(language, "import-changed"), changed.len().to_string()),
        SummaryRow::new(
            t!(language, "import-unchanged"),
            preview.unchanged.to_string(),
        ),
    ];
    let nothing = preview.changes.is_empty();
    let new = new
        .into_iter()
        .map(|change| (change.after.key(), added(language, change)));
    let new = part(t!(language, "import-new"), new.collect());
    let changed = changed.into_iter().map(|change| {
        let snapshot = |record: &Record| record.fields().snapshot();
        let kind = change.after.kind().into();
        let before = change.before.as_ref().map(snapshot);
        let text =
            before.map(|before| differences(language, kind, &before, &snapshot(&change.after)));
        (change.after.key(), text.unwrap_or_default())
    });
    let changed = part(t!(language, "import-changed"), changed.collect());
    let outdated = looked
        .moved
        .then(|| view! { <WarningText language text=t!(language, "import-outdated") /> });
    let back = page.href("/meja/impor");
    let apply = if nothing {
        view! { <p class="notice">{t!(language, "import-nothing")}</p> }.into_html()
    } else {
        view! {
            <Form page=page.clone() action="/meja/impor/terapkan" hidden=looked.hidden files=true>
                <SubmitButton label=t!(language, "import-apply") />
            </Form>
        }
        .into_html()
    };
    view! {
        <DeskDocument desk title=title.clone()>
            <h1>{title}</h1>
            {outdated}
            <p class="lead">{t!(language, "import-preview-lead")}</p>
            <SummaryList page=page.clone() rows=counts />
            {new}
            {changed}
            {apply}
            <p><a href=back>{t!(language, "import-again")}</a></p>
        </DeskDocument>
    }
    .into_html()
}

/// The filled fields of a new record.
fn added(language: Language, change: &Change) -> String {
    let fields = change.after.fields();
    let filled = change.fields().into_iter().map(|field| {
        format!(
            "{}: {}",
            label(language, fields.noun(), field),
            shown(language, fields.get(field))
        )
    });
    filled.collect::<Vec<_>>().join("; ")
}

/// Records under a heading, each with what happens to it.
fn part(heading: String, records: Vec<(String, String)>) -> Option<Html> {
    let rows: Vec<_> = records
        .into_iter()
        .map(|(key, text)| view! { <dt><code>{key}</code></dt> <dd>{text}</dd> })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section>
                <h2>{heading}</h2>
                <dl class="import-changes">{rows.into_iter().collect_view()}</dl>
            </section>
        }
        .into_html()
    })
}
