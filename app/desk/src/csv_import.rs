//! The part of a page with which its records are taken away and handed in as CSV, and the preview before they are kept.
//! It must not know what the records are.

use domain::language::Language;
use leptos::prelude::*;
use ui::components::{
    Button, Column, DataTable, FieldError, FileInput, Form, SubmitButton, WarningText, error_of,
};
use ui::html::{Html, IntoHtml};
use ui::page::Page;
use ui::t;

use crate::document::{Desk, DeskDocument};

/// The name of the field for the file.
pub const FILE: &str = "berkas";
/// The name of the field for the text of a file that was looked through.
pub const CONTENT: &str = "isi";

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No file was chosen, or an empty one.
    Missing,
    /// The file is larger than any that the page could use.
    TooLarge,
    /// What is wrong with the file, in the language of the page: one fault a line, the first line in general.
    Unreadable(String),
}

impl Refusal {
    /// The refusal beside the field for the file.
    pub fn field_error(&self, language: Language) -> FieldError {
        let message = match self {
            Self::Missing => t!(language, "error-file-missing"),
            Self::TooLarge => t!(language, "error-file-too-large"),
            Self::Unreadable(_) => t!(language, "error-file-unreadable"),
        };
        FieldError::new(FILE, message)
    }
}

/// Where a page's records are taken away and handed in, without the language prefix.
#[derive(Clone, Debug)]
pub struct CsvPaths {
    /// The file to take away.
    pub export: String,
    /// Where a file is handed in.
    pub import: String,
}

/// The section for taking away and handing in.
#[component]
pub fn CsvSection(
    /// The page.
    page: Page,
    /// The addresses.
    paths: CsvPaths,
    /// What a file holds and what becomes of it.
    #[prop(into)]
    hint: String,
    /// Why the last file was not read.
    refusal: Option<Refusal>,
) -> Html {
    let language = page.language;
    let errors: Vec<_> = refusal
        .iter()
        .map(|refusal| refusal.field_error(language))
        .collect();
    let details = match refusal {
        Some(Refusal::Unreadable(text)) => Some(faults_list(&text)),
        _ => None,
    };
    view! {
        <section aria-labelledby="csv">
            <h2 id="csv">{t!(language, "csv-heading")}</h2>
            <p><a href=page.href(&paths.export) download="">{t!(language, "csv-export")}</a></p>
            {details}
            <Form page=page.clone() action=paths.import files=true>
                <FileInput
                    language
                    name=FILE
                    label=t!(language, "csv-file")
                    hint
                    accept=".csv,text/csv"
                    error=error_of(&errors, FILE)
                />
                <SubmitButton label=t!(language, "csv-preview") kind=Button::Secondary />
            </Form>
        </section>
    }
    .into_html()
}

/// What is wrong with a file, as a list of its lines.
pub(super) fn faults_list(text: &str) -> Html {
    let lines = text.lines();
    let lines = lines.map(|line| view! { <li>{line.to_owned()}</li> });
    view! { <ul class="plain-list">{lines.collect_view()}</ul> }.into_html()
}

/// What a file would change.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The title.
    pub title: String,
    /// The page from which the file came, without the language prefix.
    pub back: String,
    /// Where the file is kept, without the language prefix.
    pub apply: String,
    /// What is sent along: the file, and what was there when it was looked through.
    pub hidden: Vec<(&'static str, String)>,
    /// What each change is about, then what it was and what it will be.
    pub columns: [String; 3],
    /// The changes.
    pub changes: Vec<[String; 3]>,
    /// Whether they are others than those that were shown before.
    pub moved: bool,
}

/// The two sides of a change: the fields that differ, each by its name with what it was and what it will be. A dash where
/// nothing was or will be.
pub fn sides(fields: impl IntoIterator<Item = (String, [String; 2])>) -> [String; 2] {
    let fields = fields.into_iter();
    let differing: Vec<_> = fields
        .filter(|(_, [before, after])| before != after)
        .collect();
    [0, 1].map(|side| {
        let filled = differing
            .iter()
            .filter(|(_, texts)| !texts[side].is_empty());
        let filled = filled.map(|(name, texts)| format!("{name}: {}", texts[side]));
        let filled: Vec<_> = filled.collect();
        if filled.is_empty() {
            "–".to_owned()
        } else {
            filled.join("; ")
        }
    })
}

/// The page that shows what a file would change, before it does.
pub fn preview_page(desk: Desk, preview: Preview) -> Html {
    let language = desk.language();
    let page = desk.page.clone();
    let back = page.href(&preview.back);
    let count = preview.changes.len();
    let moved = preview
        .moved
        .then(|| view! { <WarningText language text=t!(language, "csv-moved") /> });
    let apply = (count > 0).then(|| {
        view! {
            <Form page=page.clone() action=preview.apply hidden=preview.hidden>
                <SubmitButton label=t!(language, "csv-apply") />
            </Form>
        }
    });
    let rows = preview.changes.into_iter().map(|cells| {
        let cells = cells.into_iter();
        cells.map(|cell| view! { {cell} }.into_html()).collect()
    });
    view! {
        <DeskDocument desk title=preview.title.clone()>
            <h1>{preview.title.clone()}</h1>
            {moved}
            <p class="lead">{t!(language, "csv-preview-lead", count = count)}</p>
            <DataTable
                caption=preview.title
                caption_hidden=true
                columns=preview.columns.map(Column::text).into()
                rows=rows.collect()
                empty=t!(language, "csv-no-change")
            />
            {apply}
            <p><a href=back>{t!(language, "csv-back")}</a></p>
        </DeskDocument>
    }
    .into_html()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sides_of_a_change_name_what_differs() {
        let field = |name: &str, texts: [&str; 2]| (name.to_owned(), texts.map(str::to_owned));
        let fields = [
            field("Nama", ["Ani", "Budi"]),
            field("Unit", ["capil", "capil"]),
            field("NIP", ["1", ""]),
        ];
        assert_eq!(sides(fields), ["Nama: Ani; NIP: 1", "Nama: Budi"]);
        assert_eq!(sides([field("Nama", ["", "Budi"])]), ["–", "Nama: Budi"]);
    }
}
